/* ending.h: what was learnt at the end of a mission, and what to do next. */
#ifndef APP_WALK_ENDING_H
#define APP_WALK_ENDING_H

#include "app/state.h"

/* Draws the whole screen. */
void ending_draw(const struct app *app, const struct pen *pen);

#endif
