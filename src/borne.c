/* borne.c: the command line of the kiosk. */
#include "start.h"

#include "base/str.h"

#include <getopt.h>
#include <stdio.h>

static const char help[] =
    "borne " BORNE_VERSION
    ": a touch kiosk that shows Mon espace santé. Independent, not official.\n"
    "\n"
    "  borne [options]              run the kiosk, full screen unless --window\n"
    "  borne check [options]        name every problem of the content and the config; exit 0: "
    "none\n"
    "  borne play FILE.visit [...]  play a scripted visit with no display and no waiting\n"
    "\n"
    "  --config FILE   settings; else $BORNE_CONFIG, else /etc/borne/borne.yaml, else built-in\n"
    "  --content DIR   slides and words; else the config's, else the ones that came with it\n"
    "  --data DIR      where counts.db is; else the config's, else ~/.local/share/borne\n"
    "  --lang CODE     first language: fr, fr-simple, en, ar\n"
    "  --window WxH    a window instead of the full screen\n"
    "  --size WxH      play: the glass, 1080x1920 unless given\n"
    "  --shots DIR     play: where `shot NAME` writes NAME.png\n"
    "  --audit         play: also fail on a frame that breaks a rule of size, room or contrast\n"
    "  --help, --version\n"
    "\n"
    "Exit: 0 well, 1 a fault that is named on stderr, 2 wrong usage, 3 no display.\n";

enum { OPTION_HELP = 256, OPTION_VERSION, OPTION_SIZE, OPTION_AUDIT };

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},
    {"content", required_argument, NULL, 'd'},
    {"data", required_argument, NULL, 'D'},
    {"lang", required_argument, NULL, 'l'},
    {"shots", required_argument, NULL, 's'},
    {"window", required_argument, NULL, 'w'},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"audit", no_argument, NULL, OPTION_AUDIT},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static const struct {
    const char *name;
    const char *allowed; /* option values */
    int files;           /* arguments after the options */
    int (*run)(const struct options *options);
} commands[] = {
    {"", "cdDlw", 0, kiosk_run},
    {"check", "cd", 0, check_run},
    {"play", "cdDls\x01\x02", 1, rehearsal_run},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int usage(const char *what, const char *which)
{
    fprintf(stderr, "borne: %s%s%s%s; borne --help tells how\n", what, which ? " \"" : "",
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
    int code = option == OPTION_SIZE ? 1 : option == OPTION_AUDIT ? 2 : option;
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
    default:
        if (!read_size(value, &options->w, &options->h)) {
            return usage("a size is WIDTHxHEIGHT in pixels, at least 320x320, not", value);
        }
    }
    return -1;
}

static int read_options(int argc, char **argv, const char *allowed, struct options *options)
{
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", long_options, NULL)) != -1;) {
        if (option == '?' || option == ':') {
            return usage(option == ':' ? "a value is missing after" : "unknown option",
                         argv[optind - 1]);
        }
        if (option == OPTION_HELP || option == OPTION_VERSION) {
            fputs(option == OPTION_HELP ? help : "borne " BORNE_VERSION "\n", stdout);
            return 0;
        }
        if (!is_allowed(allowed, option)) {
            return usage("this command has no option", argv[optind - 1]);
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
        return usage(command ? "one argument too many:" : "unknown command",
                     argv[optind + commands[command].files]);
    }
    if (argc - optind < commands[command].files) {
        return usage("which visit? borne play FILE.visit", NULL);
    }
    options.script = commands[command].files ? argv[optind] : NULL;
    return commands[command].run(&options);
}
