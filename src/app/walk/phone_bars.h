/* phone_bars.h: what the phone always shows: the bar above its screens, and the tabs. */
#ifndef APP_WALK_PHONE_BARS_H
#define APP_WALK_PHONE_BARS_H

#include "app/state.h"

struct turns { /* pages of a screen too long for the phone */
    int page, pages;
    int target;  /* the page of what the step asks for; in a free walk, the present one */
    bool in_bar; /* the way to the next one stands in the bar above */
};

/* Draws the bar above in its rect. */
void phone_top(const struct app *app, const struct pen *pen, struct rect bar,
               const struct demo_view *view, const struct turns *turns);

/* Draws the tabs, which take their room from *rest: a row at the foot of a phone, a rail at the
 * side of a tablet. */
void phone_tabs(const struct app *app, const struct pen *pen, struct rect *rest, bool tablet,
                const struct demo_view *view);

#endif
