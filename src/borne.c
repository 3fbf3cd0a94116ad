/* borne.c: the command line of the kiosk. */
#include "kiosk/setup.h"

#include "base/str.h"

#include <getopt.h>
#include <stdio.h>

static const char help[] =
    "borne " BORNE_VERSION " : une borne tactile sur Mon espace santé. Outil libre, non officiel.\n"
    "\n"
    "  borne [options]              lancer la borne, en plein écran sauf --window\n"
    "  borne check [options]        nommer chaque faute du contenu et des réglages ; sortie 0 : "
    "aucune\n"
    "  borne play FICHIER.visit […] jouer une visite écrite, sans écran et sans attendre\n"
    "  borne pin                    mettre ou changer le code de l’équipe\n"
    "  borne export DOSSIER         copier le bilan et les comptes, vérifiés, dans ce dossier ou "
    "cette clé\n"
    "  borne update DOSSIER         prendre le contenu « borne-contenu » de cette clé\n"
    "\n"
    "  --config FICHIER  réglages ; sinon $BORNE_CONFIG, /etc/borne/borne.yaml, ou ceux d’origine\n"
    "  --content DOSSIER diapos et phrases ; sinon ceux des réglages, ou ceux d’origine\n"
    "  --data DOSSIER    où est counts.db ; sinon celui des réglages, ou ~/.local/share/borne\n"
    "  --lang CODE       première langue : fr, fr-simple, en, ar\n"
    "  --window LxH      une fenêtre au lieu du plein écran\n"
    "  --size LxH        play : la taille de l’écran, 1080x1920 si rien n’est dit\n"
    "  --shots DOSSIER   play : où « shot NOM » écrit NOM.png\n"
    "  --audit           play : refuser aussi un écran qui manque à une règle de lisibilité\n"
    "  --revert          update : revenir au contenu d’avant\n"
    "  --help, --version\n"
    "\n"
    "Sortie : 0 bien, 1 une faute dite sur stderr, 2 mauvais usage, 3 pas d’écran.\n";

enum { OPTION_HELP = 256, OPTION_VERSION, OPTION_SIZE, OPTION_AUDIT, OPTION_REVERT };

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},       {"content", required_argument, NULL, 'd'},
    {"data", required_argument, NULL, 'D'},         {"lang", required_argument, NULL, 'l'},
    {"shots", required_argument, NULL, 's'},        {"window", required_argument, NULL, 'w'},
    {"size", required_argument, NULL, OPTION_SIZE}, {"audit", no_argument, NULL, OPTION_AUDIT},
    {"revert", no_argument, NULL, OPTION_REVERT},   {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION}, {0},
};

static const struct {
    const char *name;
    const char *allowed; /* option values */
    int files;           /* arguments after the options */
    int (*run)(const struct options *options);
} commands[] = {
    {"", "cdDlw", 0, kiosk_run},
    {"check", "cd", 0, check_run},
    {"play", "cdDls\x01\x02", 1, play_run},
    {"pin", "cD", 0, pin_run},
    {"export", "cdD", 1, export_run},
    {"update", "cdD\x03", 1, update_run},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int usage(const char *what, const char *which)
{
    fprintf(stderr, "borne: %s%s%s%s ; voir borne --help\n", what, which ? " \"" : "",
            which ? which : "", which ? "\"" : "");
    return EXIT_USAGE;
}

static bool read_size(const char *text, int *w, int *h)
{
    char end;
    return sscanf(text, "%5dx%5d%c", w, h, &end) == 2 && *w >= 320 && *h >= 320 && *w <= 16384 &&
           *h <= 16384;
}

static bool is_allowed(const char *allowed, int option)
{
    int code = option == OPTION_SIZE     ? 1
               : option == OPTION_AUDIT  ? 2
               : option == OPTION_REVERT ? 3
                                         : option;
    return strchr(allowed, code) != NULL;
}

/* Returns -1 to go on, else the exit status. */
static int take(struct options *options, int option, const char *value)
{
    switch (option) {
    case 'c':
        options->config = value;
        break;
    case 'd':
        options->content = value;
        break;
    case 'D':
        options->data = value;
        break;
    case 'l':
        options->lang = value;
        break;
    case 's':
        options->shots = value;
        break;
    case OPTION_AUDIT:
        options->audit = true;
        break;
    case OPTION_REVERT:
        options->revert = true;
        break;
    default:
        if (!read_size(value, &options->w, &options->h)) {
            return usage("une taille s’écrit LARGEURxHAUTEUR en pixels, au moins 320x320, pas",
                         value);
        }
    }
    return -1;
}

static int read_options(int argc, char **argv, const char *allowed, struct options *options)
{
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", long_options, NULL)) != -1;) {
        if (option == '?' || option == ':') {
            return usage(option == ':' ? "il manque une valeur après" : "option inconnue",
                         argv[optind - 1]);
        }
        if (option == OPTION_HELP || option == OPTION_VERSION) {
            fputs(option == OPTION_HELP ? help : "borne " BORNE_VERSION "\n", stdout);
            return 0;
        }
        if (!is_allowed(allowed, option)) {
            return usage("cette commande n’a pas d’option", argv[optind - 1]);
        }
        int status = take(options, option, optarg);
        if (status >= 0) {
            return status;
        }
    }
    return -1;
}

int main(int argc, char **argv)
{
    int command = 0;
    for (int i = 1; i < COMMANDS; i++) {
        if (argc > 1 && str_same(argv[1], commands[i].name)) {
            command = i;
            argv[1] = argv[0];
            argv++;
            argc--;
        }
    }
    struct options options = {0};
    int status = read_options(argc, argv, commands[command].allowed, &options);
    if (status >= 0) {
        return status;
    }
    if (argc - optind > commands[command].files) {
        return usage(command ? "un argument de trop :" : "commande inconnue",
                     argv[optind + commands[command].files]);
    }
    const char *argument = argc - optind > 0 ? argv[optind] : NULL;
    if (!argument && commands[command].files && !options.revert) {
        return usage("il manque un fichier ou un dossier après", commands[command].name);
    }
    if (argument && options.revert) {
        return usage("--revert ne prend pas de dossier :", argument);
    }
    options.script = options.folder = argument;
    return commands[command].run(&options);
}
