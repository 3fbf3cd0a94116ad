/* child.h: another program run for a while beside the glass, which never waits for it: what it
 * writes on its standard output is kept, up to a bound, and read when it has ended. A stick that
 * hangs hangs the child alone. It inherits the log (standard error) and nothing else that is open
 * here, and neither it nor what it starts can gain a right. */
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

/* Starts the program whose path is argv[0]; argv ends in NULL. Returns false, with the message, if
 * it cannot start. */
bool child_start(struct child *child, const char *const argv[], struct err *err);

/* Takes what it has written by now or, with waits, all until its end. Returns true once it has
 * ended: *status is then its exit status, or -1 where a signal ended it, and child->said is whole.
 * Release it then. */
bool child_poll(struct child *child, bool waits, int *status);

/* Frees what was said, and lets go of a program that still runs: it goes on alone. */
void child_release(struct child *child);

#endif
