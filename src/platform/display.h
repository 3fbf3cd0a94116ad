/* display.h: SDL's way to a display: which driver, told how, waited for how long, and the window on
 * the screen that was asked for. The window's content is window.h's. */
#ifndef PLATFORM_DISPLAY_H
#define PLATFORM_DISPLAY_H

#include "base/err.h"
#include "platform/keeper.h"
#include "platform/output.h"

/* Opens SDL's video. A display that is named (DISPLAY, WAYLAND_DISPLAY) but does not answer yet is
 * waited for: wait_ms milliseconds, or until a signal asks the program to end (stop.h). Returns
 * false, with the message, where there is none. */
bool display_open(int wait_ms, struct err *err);

/* Closes SDL; of no effect where it is not open. */
void display_close(void);

/* Makes the window, of w by h pixels or, where either is 0, full screen on the screen called
 * `screen` (output_find). keeper is NULL where there is none. Returns NULL where SDL cannot. */
struct SDL_Window *display_window(struct keeper *keeper, const char *screen, int w, int h);

/* Fills outputs with the screens there are, without a window and without waiting. Returns false
 * where there is no display. SDL is closed again: of no use while a window is open. */
bool display_look(struct outputs *outputs);

/* Returns for how long a display is to be waited for: longer under a supervisor that was told to
 * start us, which starts us again in vain meanwhile. Milliseconds. */
int display_patience(void);

#endif
