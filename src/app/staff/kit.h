/* kit.h: what the staff's screens share. Their phrases stand in the code, in French, so that they
 * work on the day the content is broken. */
#ifndef APP_STAFF_KIT_H
#define APP_STAFF_KIT_H

#include "app/service.h"

/* Returns the text with its non-breaking spaces put in; valid as long as the frame. */
const char *staff_text(const struct pen *pen, const char *text);

/* Adds a sentence, with its non-breaking spaces. */
void staff_say(const struct pen *pen, struct flow *flow, const char *text, enum text_role role);

/* Returns it in figures; valid as long as the frame. */
const char *staff_number(const struct pen *pen, int64_t n);

/* Draws the way back to the menu and the title at the head of *rest, which keeps what is left, with
 * the screen's margins. */
void staff_header(const struct app *app, const struct pen *pen, struct rect *rest,
                  const char *title);

/* Counts for the staff, at once on the glass; item is "", a theme's id or, for an undo,
 * COUNTER_UNDONE, which never takes a counter below 0. */
void staff_count(struct app *app, enum counter counter, const char *item);

/* The `quick` of a screen where a second touch at once is meant: a key, a second person. */
bool staff_quick(const struct app *app);

#endif
