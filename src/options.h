/* options.h: the command line of both programs: a command, its options, what follows them. Wrong
 * usage is one French line on stderr and exit status 2; --help and --version go to stdout. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "base/err.h"

#include <getopt.h>

enum { OPTIONS_READ = -1, OPTIONS_WRONG = 2 };

struct options_line {
    const char *program, *version, *help;
    const struct option *known; /* val: the letter by which a command allows it; 'h' and 'V' are
                                 * --help and --version */
    const char *shorts;         /* as for getopt_long(), beginning with ':' */

    /* Takes one option; value is NULL where it has none. OPTIONS_READ, or the exit status, said. */
    int (*take)(void *into, int letter, const char *value);
    void *into;
};

/* Reads the options of a command that allows those letters; name: for messages, "" for the program
 * itself. Returns OPTIONS_READ with optind at the first of what follows them, else the exit status.
 */
int options_read(const struct options_line *line, const char *name, const char *letters, int argc,
                 char **argv);

/* Says a line on stderr, whatever bytes it holds. */
void options_say(const struct options_line *line, const char *format, ...) PRINTF_LIKE(2, 3);

/* Says what is wrong with the command line, and returns OPTIONS_WRONG. */
int options_wrong(const struct options_line *line, const char *format, ...) PRINTF_LIKE(2, 3);

/* Prints on stdout; returns the exit status. */
int options_print(const struct options_line *line, const char *text);

#endif
