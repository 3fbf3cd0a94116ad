/* mission_choice.h: the choice of what to try. */
#ifndef APP_WALK_MISSION_CHOICE_H
#define APP_WALK_MISSION_CHOICE_H

#include "app/state.h"

/* Draws the whole screen. */
void mission_choice_draw(const struct app *app, const struct pen *pen);

#endif
