#include "options.h"

#include "base/file.h"
#include "base/str.h"
#include "report/labels.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 3, 0))) static void
say(const struct options_line *line, const char *after, const char *format, va_list args)
{
    char text[2 * FILE_PATH_MAX];
    struct str clean = {0};
    vsnprintf(text, sizeof text, format, args);
    words_clean(&clean, text, true);
    fprintf(stderr, "%s: %s%s\n", line->program, str_text(&clean), after);
    str_release(&clean);
}

void options_say(const struct options_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(line, "", format, args);
    va_end(args);
}

int options_wrong(const struct options_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(line, " ; voir --help", format, args);
    va_end(args);
    return OPTIONS_WRONG;
}

int options_print(const struct options_line *line, const char *text)
{
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0) {
        options_say(line, "la sortie ne s’écrit pas : %s", err_reason(errno));
        return 1;
    }
    return 0;
}

static int print_version(const struct options_line *line)
{
    char text[64];
    snprintf(text, sizeof text, "%s %s\n", line->program, line->version);
    return options_print(line, text);
}

/* What was written is not always in argv as one word: -xo is two options. */
static int wrong_option(const struct options_line *line, const char *name, int letter,
                        const char *written)
{
    const char *colon = name[0] ? " : " : "";
    if (letter == ':') {
        return options_wrong(line, "%s%sil manque une valeur après %s", name, colon, written);
    }
    for (const struct option *known = line->known; known->name; known++) {
        if (known->val == letter) {
            return options_wrong(line, "%s%soption inconnue : --%s", name, colon, known->name);
        }
    }
    if (letter == '?' && optopt && !str_starts(written, "--")) {
        return options_wrong(line, "%s%soption inconnue : -%c", name, colon, optopt);
    }
    return options_wrong(line, "%s%soption inconnue : %s", name, colon, written);
}

int options_read(const struct options_line *line, const char *name, const char *letters, int argc,
                 char **argv)
{
    opterr = 0;
    for (int letter; (letter = getopt_long(argc, argv, line->shorts, line->known, NULL)) != -1;) {
        if (letter == 'h') {
            return options_print(line, line->help);
        }
        if (letter == 'V') {
            return print_version(line);
        }
        if (letter == '?' || letter == ':' || !strchr(letters, letter)) {
            return wrong_option(line, name, letter, argv[optind - 1]);
        }
        int status = line->take(line->into, letter, optarg);
        if (status != OPTIONS_READ) {
            return status;
        }
    }
    return OPTIONS_READ;
}
