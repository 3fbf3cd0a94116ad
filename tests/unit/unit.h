/* unit.h: what the unit tests of content share: problems compared with a table, and the files of
 * files.h. */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

/* The root of the sources; the build gives it, so that tests run from anywhere. */
#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "content/problem.h"
#include "unit/files.h"

/* Some problem stands at that line and says these words; words NULL: there is none at all. */
static inline void expect_problem(const struct problems *problems, const char *what, int line,
                                  const char *words)
{
    if (!words) {
        if (problems->list.n > 0) {
            fail_msg("%s: unexpected problem at line %d: %s", what, problems->list.at[0].line,
                     problems->list.at[0].message);
        }
        return;
    }
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        if (problem->line == line && strstr(problem->message, words)) {
            return;
        }
    }
    for (size_t i = 0; i < problems->list.n; i++) {
        print_error("  got %d: %s\n", problems->list.at[i].line, problems->list.at[i].message);
    }
    fail_msg("%s: no problem at line %d with « %s »", what, line, words);
}

#endif
