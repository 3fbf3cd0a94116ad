/* chrome.h: what stands around a screen. */
#ifndef APP_CHROME_H
#define APP_CHROME_H

#include "app/service.h"

/* Draws the comfort bar at the foot of *rest, which keeps what is left. */
void chrome_comfort(const struct app *app, const struct pen *pen, struct rect *rest);

/* Draws the way back and the title at the head of *rest, which keeps what is left, with the
 * screen's margins. */
void chrome_header(const struct app *app, const struct pen *pen, struct rect *rest,
                   const char *title);

/* The same with another way back, and without the margins. */
void chrome_header_with(const struct pen *pen, struct rect *rest, const char *title,
                        const struct button *back);

/* Returns how the pages of the present screen are turned: its own, by ACTION_MORE. */
struct turn chrome_turn(const struct app *app);

/* Draws a flow, with the button that turns its pages where it has several; returns the height
 * taken. */
int chrome_flow(const struct app *app, const struct pen *pen, struct rect box,
                const struct flow *flow);
void chrome_message(const struct app *app, const struct pen *pen, struct rect box,
                    const struct message *message);

#endif
