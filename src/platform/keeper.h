/* keeper.h: keeps the kiosk's window where it belongs on an X display: whole on its screen, on top
 * and with the keyboard, whoever turns the screen, switches it on late, pulls it out or puts
 * something in front of it; with a window manager or none.
 *
 * SDL hears of the screens only at its start, and the glass's thread waits for no server: so this
 * has a connection and a thread of its own, which sleeps until the server tells it something. SDL
 * sees what it does to the window as if a manager had done it. */
#ifndef PLATFORM_KEEPER_H
#define PLATFORM_KEEPER_H

#include "platform/output.h"

struct keeper;
struct SDL_Window;

/* Connects to the display that SDL uses, after SDL_Init(). wanted is the screen to be on, as
 * output_find() takes it, and must stay. Returns NULL where SDL does not use X. */
struct keeper *keeper_open(const char *wanted);

/* Ends the thread and the connection; NULL is fine. */
void keeper_close(struct keeper *keeper);

/* Fills outputs with the screens there are, at least one; before keeper_watch() alone. */
void keeper_outputs(struct keeper *keeper, struct outputs *outputs);

/* Returns true where a window manager runs; before keeper_watch() alone. With none, SDL waits 100
 * ms at start and again at the end for one to make its window full screen; a window without border
 * at the size of the screen is the same there. */
bool keeper_managed(struct keeper *keeper);

/* Begins to keep the window; changed(context) is called, on the keeper's thread, when
 * keeper_hidden() is no longer what it was. Returns false where there is no thread. */
bool keeper_watch(struct keeper *keeper, struct SDL_Window *window, void (*changed)(void *context),
                  void *context);

/* Tells how large the window is believed to be, which is then compared with what it is: at its
 * opening and at every change. Any thread. */
void keeper_painted(struct keeper *keeper, int w, int h);

/* Returns true while nobody can see the window: it is taken off the glass, or more than a twentieth
 * of it is covered. Any thread. */
bool keeper_hidden(const struct keeper *keeper);

#endif
