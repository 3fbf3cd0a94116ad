/* unroll.h: a screen's widgets unrolled into the parts and controls of a view (unroll.c), each kind
 * in its own way (widgets.c), for demo_look_at() (view.c). Inside content/ only. */
#ifndef CONTENT_DEMO_UNROLL_H
#define CONTENT_DEMO_UNROLL_H

#include "content/demo_play.h"

struct unroll {
    const struct demo_play *play;
    struct arena *arena; /* of the texts */
    struct demo_view *view;
    int item; /* the screen's; -1: none */
};

/* Returns the text with its braces filled in for the item, in the arena; "" for NULL. */
const char *unroll_fill(const struct unroll *unroll, const char *text, int item);

/* Returns the path filled in; NULL where braces were to complete it and left it a folder's. */
const char *unroll_path(const struct unroll *unroll, const char *path, int item);

/* Adds a part with what every kind has; text: the widget's own or its row's, NULL for none. Returns
 * NULL where the screen is full. */
struct demo_part *unroll_part(const struct unroll *unroll, const struct demo_widget *widget,
                              enum demo_widget_kind kind, const char *text, int item);

/* Returns true if the body takes n controls more. */
bool unroll_has_room(const struct unroll *unroll, int n);

/* Adds a control and returns its index; -1 where the body has too many. */
int unroll_control(const struct unroll *unroll, struct demo_control control);

/* Makes the part one that does its widget's acts with the item. */
void unroll_touch(const struct unroll *unroll, struct demo_part *part, int item);

#endif
