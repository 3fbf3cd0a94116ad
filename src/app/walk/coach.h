/* coach.h: the panel beside the phone: what to touch, what it means, and the ways out. */
#ifndef APP_WALK_COACH_H
#define APP_WALK_COACH_H

#include "app/state.h"

/* Returns the height it needs in that width, at most `most`, whatever this step says: the phone
 * keeps its size from step to step. */
int coach_height(const struct app *app, const struct pen *pen, int width, int most,
                 const struct demo_view *view);

/* Draws it; where box has no room for all, what can best be done without goes first. */
void coach_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

#endif
