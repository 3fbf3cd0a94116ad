/* child.h: another program run for a while beside the glass, which never waits for it: what it
 * writes on its standard output is kept, up to a bound, and read when it has ended. A stick that
 * hangs hangs the child alone. */
#ifndef STICK_CHILD_H
#define STICK_CHILD_H

#include "base/err.h"
#include "base/str.h"

#include <sys/types.h>

struct child {
    pid_t id;   /* 0: none runs */
    int output; /* -1: closed */
    struct str said;
};

/* argv ends in NULL; argv[0] is the program's path. False, with the message, if it cannot start. */
bool child_start(struct child *child, const char *const argv[], struct err *err);

/* Takes what there is to read; waits: until its end. True once it has ended; *status is then its
 * exit status, or -1 where a signal ended it. The caller reads child->said and releases. */
bool child_poll(struct child *child, bool waits, int *status);

/* Lets go of one that still runs: it goes on alone. */
void child_release(struct child *child);

#endif
