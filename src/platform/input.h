/* input.h: SDL's queue, narrowed to what a kiosk listens to, and turned into events.
 *
 * What is not wanted never enters the queue. Every move is told, none stands for another: a finger
 * that left a button and came back has left it. Where a flood leaves no room, moves go first, and
 * what was lost is told as EVENT_TOUCH_LOST, so no finger stays down forever.
 * SIGTERM and SIGINT only post a semaphore; a small thread turns that into an event, whichever
 * thread the signal interrupted. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include "app/event.h"
#include "base/err.h"

#include <SDL.h>
#include <stdatomic.h>
#include <stdbool.h>

struct input {
    Uint32 wake; /* the type of our own event */
    atomic_bool woken, quit, lost;
    atomic_int queued;
    bool opened;
};

/* After SDL_Init, before any window. The struct must not move until input_close. */
bool input_open(struct input *input, struct err *err);
void input_close(struct input *input);

/* Ends the wait of input_next; from any thread. context: the input. */
void input_wake(void *context);

/* The next of SDL's events, waiting at most ms milliseconds; false where none came. */
bool input_next(struct input *input, int ms, SDL_Event *event);

/* What a touch or key event of SDL is on a glass of w by h; false for any other. */
bool input_read(const SDL_Event *from, int w, int h, struct event *event);

#endif
