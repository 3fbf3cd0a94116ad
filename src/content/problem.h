/* problem.h: what is wrong in the files people wrote, each with its place and how to mend it.
 *
 * Messages are read by hospital staff, so they are French, short and plain. They are kept on one
 * line whatever bytes the files hold. */
#ifndef CONTENT_PROBLEM_H
#define CONTENT_PROBLEM_H

#include "base/arena.h"
#include "base/arr.h"

enum { PROBLEMS_MAX = 1000 }; /* further ones are not kept */

struct problem {
    const char *file;    /* as the reader would open it */
    int line;            /* from 1 */
    const char *message; /* what, and how to mend it */
};

struct problems {
    struct arena arena;
    ARR(struct problem) list; /* sorted by file and line once problems_sort was called */
};

void problem_add(struct problems *problems, const char *file, int line, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* Sorts by file, line and message, and keeps one of those that are the same. */
void problems_sort(struct problems *problems);
void problems_release(struct problems *problems);

#endif
