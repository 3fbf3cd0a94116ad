/* target.h: what of the phone can be touched. */
#ifndef APP_WALK_TARGET_H
#define APP_WALK_TARGET_H

#include "app/walk/step.h"

/* Returns the button that turns to that page of a long screen. */
struct button phone_turn(const struct app *app, bool down, int page);

/* Draws the frame around what the step asks for, if that control is it. */
void phone_point(const struct app *app, const struct pen *pen, struct rect rect,
                 const struct demo_view *view, int control);

/* The same, and makes it touchable; nothing for a control of -1. */
void phone_target(const struct app *app, const struct pen *pen, struct rect rect,
                  const struct demo_view *view, int control);

#endif
