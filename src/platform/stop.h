/* stop.h: the signals, heard from the first moment on. SIGTERM, SIGINT, SIGHUP and SIGQUIT ask the
 * program to end, whichever thread they interrupt and whatever it does; SIGUSR1, SIGUSR2, SIGALRM
 * and SIGPIPE do nothing. What the program starts has its signals as usual. One at a time: signals
 * are the process's. */
#ifndef PLATFORM_STOP_H
#define PLATFORM_STOP_H

#include <stdbool.h>

/* Begins to listen: the first thing a program does. */
void stop_open(void);

/* Returns true once it was asked to end. Any thread. */
bool stop_asked(void);

/* Sleeps for ms milliseconds, or until asked to end; before stop_watch() alone. */
void stop_wait(int ms);

/* Calls wake(context) on a thread of its own when asked to end, at once if that was before. Returns
 * false where there is no thread. */
bool stop_watch(void (*wake)(void *context), void *context);

/* Ends that thread; of no effect where there is none. */
void stop_unwatch(void);

#endif
