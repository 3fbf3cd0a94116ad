/* window.h: the glass itself: an SDL window whose surface takes only the rectangles that changed,
 * and the only place where the time is asked for.
 *
 * Touches come as fingers only: SDL's mouse copy of a touch is off, and a desk's mouse is turned
 * into a finger. No accelerated renderer where SDL can do without: lacking a GPU it is slower in
 * every respect. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include "app/event.h"
#include "base/err.h"
#include "platform/font.h"
#include "platform/image.h"
#include "ui/draw.h"

struct window;

/* Returns what time it is; the steady clock goes on while the machine sleeps. */
struct moment window_now(void);

/* Opens the window: w by h pixels, or unless both are more than 0 full screen on the screen of that
 * name or number (output.h; "": the primary one), which must stay. A display that does not answer
 * yet is waited for (display.h). Returns NULL, with the message, where there is none. One window in
 * the program: SDL itself is the process's, as are the signals (stop.h), heard from before. */
struct window *window_open(const char *screen, int w, int h, struct err *err);

/* Closes the window, and SDL with it; NULL is fine. */
void window_close(struct window *window);

/* Sets *w and *h to the size that was told last, in pixels. */
void window_size(const struct window *window, int *w, int *h);

/* Sleeps until something happens or the steady clock (moment.steady) reaches deadline (INT64_MAX:
 * never), and returns what it was: EVENT_TICK for the deadline. While a fade runs it is stepped in
 * here; a touch is told at once and the fade goes on in the next call. A picture that became ready
 * is painted in here too. A signal to end (stop.h) comes as EVENT_QUIT, as does closing a window
 * that is not full screen. One EVENT_RESIZE comes at every change of size: show a list of that
 * size; one EVENT_HIDDEN or EVENT_SHOWN when the glass can no longer be seen, or again. */
struct event window_wait(struct window *window, int64_t deadline);

/* Shows the list: paints what differs from the last one shown and hands over those rectangles, or
 * starts its fade, which waits (at most 1.5 s) until the pictures are there. A list with no fade
 * ends one that runs. The list must stay as it is until the next call with another one (the
 * application draws into two lists in turn), and the one before until this call returns.
 * first: waits for its pictures (bounded), so that the first slide is whole. */
void window_show(struct window *window, const struct draw_list *list, bool first);

/* Returns true where the glass holds all that was shown last, every picture too. window_wait()
 * returns, at the latest with EVENT_TICK, when that has come true. */
bool window_whole(const struct window *window);

/* Draws the letters of a list ahead, so that the first tap that shows it need not. */
void window_prepare(struct window *window, const struct draw_list *list);

/* Returns the letters it paints with, which are the window's own; valid until window_close(). */
struct font_set *window_fonts(struct window *window);

#endif
