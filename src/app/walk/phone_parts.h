/* phone_parts.h: a screen of the demo app cut into bricks, and how each widget looks. A brick is
 * what stands on a page whole: a part, a row of buttons, or one row of a choice. */
#ifndef APP_WALK_PHONE_PARTS_H
#define APP_WALK_PHONE_PARTS_H

#include "app/state.h"

struct brick {
    int part, part_count;     /* more than one: buttons side by side */
    int option, option_count; /* of a choice; count 0: no choice */
    int columns;              /* of a choice: places on a row, filled or not */
    int height;
    bool stays; /* a heading: on the page of what comes next */
};
enum { BRICKS_MAX = DEMO_PARTS_MAX + DEMO_CONTROLS_MAX };

/* How a widget looks: its height in that width, at most `most` where it can give way; its pixels.
 */
struct part_look {
    int (*height)(const struct pen *pen, const struct demo_part *part, int width, int most);
    void (*draw)(const struct app *app, const struct pen *pen, struct rect rect,
                 const struct demo_view *view, const struct demo_part *part);
};

/* Returns how tall a part may grow where there is room; 0 for what has one height. */
int brick_most(const struct pen *pen, const struct demo_part *part, int width);

/* Cuts the view into bricks of that width, each at most `most` high where it can give way; returns
 * how many. */
int bricks_of(const struct pen *pen, const struct demo_view *view, int width, int most,
              struct brick bricks[BRICKS_MAX]);

void brick_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct brick *brick);

/* Returns the control at that place of the brick; -1 where it has none, or no such place. */
int brick_control(const struct demo_view *view, const struct brick *brick, int place);

#endif
