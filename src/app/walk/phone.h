/* phone.h: the phone drawn on the glass. */
#ifndef APP_WALK_PHONE_H
#define APP_WALK_PHONE_H

#include "app/state.h"

/* Draws the phone in box, with its zones; a tablet where the box is wider than high. */
void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

#endif
