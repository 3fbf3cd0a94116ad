/* phone.h: what the phone drawn on the glass is made of, for phone.c alone. A screen of the demo
 * app is cut into bricks: what stands on a page whole, a part, a row of buttons, or one row of a
 * choice. */
#ifndef APP_WALK_PHONE_H
#define APP_WALK_PHONE_H

#include "app/state.h"

/* --- phone_parts.c: how each widget looks --- */

struct brick {
    int part, part_count;     /* more than one: buttons side by side */
    int option, option_count; /* of a choice; count 0: no choice */
    int columns;              /* of a choice: places on a row, filled or not */
    int height;
    bool stays; /* a heading: on the page of what comes next */
};
enum { BRICKS_MAX = DEMO_PARTS_MAX + DEMO_CONTROLS_MAX };

/* Cuts the view into bricks of that width, each at most `most` high where it can give way; returns
 * how many. */
int bricks_of(const struct pen *pen, const struct demo_view *view, int width, int most,
              struct brick bricks[BRICKS_MAX]);

/* Returns how tall a part may grow where there is room; 0 for what has one height. */
int brick_most(const struct pen *pen, const struct demo_part *part, int width);

void brick_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct brick *brick);

/* Returns the control at that place of the brick; -1 where it has none, or no such place. */
int brick_control(const struct demo_view *view, const struct brick *brick, int place);

/* --- phone_charts.c: dots over days, and three weeks of a calendar --- */

int chart_height(const struct pen *pen, const struct demo_part *part, int width);
void chart_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct demo_part *part);
int calendar_height(const struct pen *pen, const struct demo_part *part, int width);
void calendar_draw(const struct app *app, const struct pen *pen, struct rect rect,
                   const struct demo_view *view, const struct demo_part *part);

/* --- phone_bars.c: the bar above its screens, and the tabs --- */

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
