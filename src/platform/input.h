/* input.h: SDL's queue, narrowed to what a kiosk listens to, and turned into events.
 *
 * What is not wanted never enters the queue. Every move is told, none stands for another: a finger
 * that left a button and came back has left it. Where a flood leaves no room, moves go first, and
 * what was lost is told as EVENT_TOUCH_LOST, so no finger stays down forever. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include "app/event.h"
#include "base/err.h"

#include <SDL.h>
#include <stdatomic.h>
#include <stdbool.h>

struct input {
    Uint32 wake; /* the type of our own event */
    atomic_bool woken, lost;
    atomic_int queued;
    bool opened;
};

/* Begins to listen, after SDL_Init() and before any window; input is all zero. Returns false, with
 * the message, where it cannot. The struct must not move until input_close(). */
bool input_open(struct input *input, struct err *err);

/* Stops listening and puts the signals back; of no effect where it is not open. */
void input_close(struct input *input);

/* Ends the wait of input_next(). Any thread; context is the input. */
void input_wake(void *context);

/* Takes the next of SDL's events, waiting at most ms milliseconds. Returns false where none came.
 */
bool input_next(struct input *input, int ms, SDL_Event *event);

/* Fills event with what a touch or one of the few keys of SDL's is on a glass of w by h pixels.
 * Returns false for any other event. */
bool input_read(const SDL_Event *from, int w, int h, struct event *event);

#endif
