/* stick_watch.h: the sticks that are there, looked for by a thread of their own. A stick that is
 * failing keeps whoever looks at it waiting for as long as the kernel tries: here that is the
 * thread, and never the glass. */
#ifndef STICK_WATCH_H
#define STICK_WATCH_H

#include "stick/stick.h"

enum { STICK_WATCH_MAX = 8, STICK_WATCH_MS = 200 };

/* How sticks are looked for: stick_list(), or what a test has instead. */
typedef size_t stick_look(const char *folder, struct stick *sticks, size_t max);

struct stick_watch;

/* Makes a watch on folder, which is as in stick_list() and copied. Looks at nothing yet. */
struct stick_watch *stick_watch_open(const char *folder, stick_look *look);

/* Looks again, for STICK_WATCH_MS milliseconds at most, fills sticks and returns how many there
 * are, at most max and STICK_WATCH_MAX. Where that time is not enough, and at once while a look
 * still goes on, it is what was seen before. */
size_t stick_watch_list(struct stick_watch *watch, struct stick *sticks, size_t max);

/* Frees the watch. Waits for no stick: a look that hangs frees it by itself when it ends. NULL is
 * fine. */
void stick_watch_close(struct stick_watch *watch);

#endif
