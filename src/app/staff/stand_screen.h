/* stand.h: the screen of the stand in two files: stand.c opens one, stand_open.c shows the one that
 * is open and closes it. */
#ifndef APP_STAND_H
#define APP_STAND_H

#include "app/state.h"

enum { STAND_STEPS = 3 }; /* sizes of letters for a name: 0 is the largest */

const char *stand_kind(const char *id); /* "Atelier"; an unknown one is a stand */

/* A stand's name and structure. */
void stand_say(const struct pen *pen, struct flow *flow, const char *name, const char *structure,
               int smaller);
/* Why the last one could not be opened or closed; nothing where all is well. */
void stand_say_fault(const struct app *app, const struct pen *pen, struct flow *flow);

/* Is one open that was opened on another day? By another team, most likely: the counts of both
 * would be one action. */
bool stand_is_stale(const struct app *app);

void stand_draw_open(const struct app *app, const struct pen *pen); /* the whole screen */

#endif
