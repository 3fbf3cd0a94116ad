/* walk.h: the walkthrough: a phone on the glass, led by a mission or walked through freely. */
#ifndef APP_WALK_WALK_H
#define APP_WALK_WALK_H

#include "app/state.h"

/* Asks for the walkthrough on content->demo->missions[mission]. */
void walk_open(struct app *app, int mission);

/* After app->content has changed: the same step as before, where there still is one. */
void walk_keep(struct app *app, const struct content *before);

/* --- what walk.c draws it with, each in the file of its name --- */

/* Draw the whole screen: the choice of what to try; the end of a mission. */
void mission_choice_draw(const struct app *app, const struct pen *pen);
void ending_draw(const struct app *app, const struct pen *pen);

/* Draws the phone in box, with its zones; a tablet where the box is wider than high. */
void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

/* Returns the height that the panel beside the phone needs in that width, at most `most`, whatever
 * this step says: the phone keeps its size from step to step. */
int coach_height(const struct app *app, const struct pen *pen, int width, int most,
                 const struct demo_view *view);

/* Draws the panel: what to touch, what it means, and the ways out; where box has no room for all,
 * what can best be done without goes first. */
void coach_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

#endif
