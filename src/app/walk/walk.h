/* walk.h: the walkthrough: a phone on the glass, led by a mission or walked through freely. */
#ifndef APP_WALK_WALK_H
#define APP_WALK_WALK_H

#include "app/state.h"

/* Asks for the walkthrough on content->demo->missions[mission]. */
void walk_open(struct app *app, int mission);

/* After app->content has changed: the same step as before, where there still is one. */
void walk_keep(struct app *app, const struct content *before);

#endif
