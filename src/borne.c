/* borne.c: the command line of the kiosk. */
#include "kiosk/setup.h"
#include "options.h"

#include "base/str.h"
#include "content/setting.h"

#include <stdio.h>

static const char help[] =
    "borne " BORNE_VERSION " : une borne tactile sur Mon espace santé. Outil libre, non officiel.\n"
    "\n"
    "  borne [options]              lancer la borne, en plein écran sauf --window\n"
    "  borne check [options]        nommer chaque faute du contenu et des réglages ; sortie 0 : "
    "aucune\n"
    "  borne play VISITE [options]  jouer une visite écrite (un .visit), sans écran et sans "
    "attendre\n"
    "  borne pin                    mettre ou changer le code de l’équipe\n"
    "  borne export DOSSIER         copier le bilan et les comptes, vérifiés, dans ce dossier ou "
    "cette clé\n"
    "  borne backup DOSSIER         sauvegarder les comptes, le numéro de la borne et le code de "
    "l’équipe\n"
    "                               dans un nouveau dossier daté de ce dossier ou de cette clé, "
    "même en marche\n"
    "  borne restore DOSSIER        remettre une sauvegarde, borne arrêtée ; ce qu’elle remplace "
    "est gardé\n"
    "  borne update DOSSIER         prendre le contenu « borne-contenu » de cette clé\n"
    "  borne rescue DOSSIER         reprendre dans counts.db ce que tiennent les fichiers mis de "
    "côté là\n"
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

static const struct option known[] = {
    {"config", required_argument, NULL, 'c'}, {"content", required_argument, NULL, 'd'},
    {"data", required_argument, NULL, 'D'},   {"lang", required_argument, NULL, 'l'},
    {"shots", required_argument, NULL, 's'},  {"window", required_argument, NULL, 'w'},
    {"size", required_argument, NULL, 'z'},   {"audit", no_argument, NULL, 'a'},
    {"revert", no_argument, NULL, 'r'},       {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},      {0},
};

static const struct {
    const char *name;    /* "": the kiosk itself */
    const char *letters; /* the options it takes */
    int files;           /* arguments after the options */
    int (*run)(const struct options *options);
} commands[] = {
    {"", "cdDlw", 0, kiosk_run},      {"check", "cd", 0, check_run},
    {"play", "cdDlsza", 1, play_run}, {"pin", "cD", 0, pin_run},
    {"export", "cdD", 1, export_run}, {"update", "cdDr", 1, update_run},
    {"backup", "cD", 1, backup_run},  {"restore", "cD", 1, restore_run},
    {"rescue", "", 1, rescue_run},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int take(void *into, int letter, const char *value);

static struct options options;
static const struct options_line line = {"borne", BORNE_VERSION, help, known, ":", take, &options};

/* The shell has opened what it opens: a ~ that is left would become a folder of that name. */
static int check_path(const char *path)
{
    const char *mend = setting_path_fault(path, false);
    return mend ? options_wrong(&line, "le chemin « %s » ne convient pas : %s", path, mend)
                : OPTIONS_READ;
}

enum { SIDE_MIN = 320, SIDE_MAX = 8192 }; /* pixels: twice 4K, some 140 MB a frame */

static bool read_size(const char *text, int *w, int *h)
{
    char end;
    return sscanf(text, "%5dx%5d%c", w, h, &end) == 2 && *w >= SIDE_MIN && *h >= SIDE_MIN &&
           *w <= SIDE_MAX && *h <= SIDE_MAX && *w * *h <= SIDE_MAX * 4320;
}

static int take(void *into, int letter, const char *value)
{
    struct options *taken = into;
    const char **const texts[] = {['c'] = &taken->config,
                                  ['d'] = &taken->content,
                                  ['D'] = &taken->data,
                                  ['l'] = &taken->lang,
                                  ['s'] = &taken->shots};
    if (letter == 'a' || letter == 'r') {
        *(letter == 'a' ? &taken->audit : &taken->revert) = true;
    } else if (letter == 'w' || letter == 'z') {
        return read_size(value, &taken->w, &taken->h)
                   ? OPTIONS_READ
                   : options_wrong(&line,
                                   "une taille s’écrit LARGEURxHAUTEUR en pixels, de "
                                   "320x320 à 8192x4320, pas « %s »",
                                   value);
    } else {
        *texts[letter] = value;
        return letter == 'l' ? OPTIONS_READ : check_path(value);
    }
    return OPTIONS_READ;
}

/* What no single option can tell. */
static int check_arguments(int command, int argc, char **argv)
{
    int files = commands[command].files, left = argc - optind;
    if (left > files) {
        return options_wrong(
            &line, "%s « %s »",
            command ? "un argument de trop :" : "commande inconnue :", argv[optind + files]);
    }
    if (left == 0 && files && !options.revert) {
        return options_wrong(&line, "il manque un fichier ou un dossier après %s",
                             commands[command].name);
    }
    if (left > 0 && options.revert) {
        return options_wrong(&line, "--revert ne prend pas de dossier : « %s »", argv[optind]);
    }
    options.script = options.folder = left > 0 ? argv[optind] : NULL;
    return left > 0 ? check_path(argv[optind]) : OPTIONS_READ;
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
    int status = options_read(&line, commands[command].name, commands[command].letters, argc, argv);
    if (status == OPTIONS_READ) {
        status = check_arguments(command, argc, argv);
    }
    return status == OPTIONS_READ ? commands[command].run(&options) : status;
}
