/* stick_watch.h: the sticks that are there, looked for by a thread of their own. A stick that is
 * failing keeps whoever looks at it waiting for as long as the kernel tries: here that is the
 * thread, and never the glass. */
#ifndef STICK_WATCH_H
#define STICK_WATCH_H

#include "stick/stick.h"

enum { STICK_WATCH_MAX = 8, STICK_WATCH_MS = 200 };

/* How they are looked for: stick_list(). */
typedef size_t stick_look(const char *folder, struct stick *sticks, size_t max);

struct stick_watch;

/* folder as in stick_list(), copied. Looks at nothing yet. */
struct stick_watch *stick_watch_open(const char *folder, stick_look *look);

/* As stick_list() with at most STICK_WATCH_MAX: looks again, for STICK_WATCH_MS at most; where that
 * is not enough, and at once while it still goes on, tells what was seen before. */
size_t stick_watch_list(struct stick_watch *watch, struct stick *sticks, size_t max);

/* Waits for no stick: a look that hangs lets go by itself when it ends. NULL is fine. */
void stick_watch_close(struct stick_watch *watch);

#endif
