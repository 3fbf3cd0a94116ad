/* walk.h: the walkthrough: a phone on the glass, led by a mission or walked through freely. For the
 * files of app/ that make it: walk.c (what happens), phone*.c (the phone), coach.c
 * (the panel beside it), missions.c (the choice), ending.c (what was learnt). */
#ifndef APP_WALK_H
#define APP_WALK_H

#include "app/state.h"
#include "content/demo_play.h"

enum {
    WALK_HINT_MS = 8000, /* without a right touch, then the frame beats */
    WALK_BEAT_MS = 600,  /* half a beat: under 1 Hz (EN 301 549 11.2.3.1 allows 3) */
    WALK_FADE_MS = 100,  /* from one of the phone's screens to the next */
    WALK_WRONGS = 3,     /* kind sentences, in turn: walk.wrong.1 … */
};

/* The mission under way or just ended, and its present step; NULL outside. */
const struct demo_mission *walk_mission(const struct app *app);
const struct demo_step *walk_step(const struct app *app);

const char *walk_first_name(const struct demo_persona *persona);

/* True if that control of the present view is what the step asks for. */
bool walk_wants(const struct app *app, const struct demo_view *view, int control);

bool walk_hints(const struct app *app); /* the visitor has waited long */
bool walk_beats(const struct app *app); /* and the frame is at its widest now */

/* phone.c: the phone in box, with its zones; a tablet where the box is wider than high. */
void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

/* phone_bars.c: the bar above in its rect, and the tabs, which take theirs from *rest: a row at the
 * foot of a phone, a rail at the side of a tablet. */
#define PHONE_PAD_MM  2.5
#define PHONE_SIDE_MM 5.0
struct turns {
    int page, pages;
    int target;  /* the page of what the step asks for; in a free walk, the present one */
    bool in_bar; /* the way to the next one stands in the bar above */
};
int phone_gap(const struct pen *pen);
struct button phone_turn(const struct app *app, bool down, int page);
void phone_top(const struct app *app, const struct pen *pen, struct rect bar,
               const struct demo_view *view, const struct turns *turns);
void phone_tabs(const struct app *app, const struct pen *pen, struct rect *rest, bool tablet,
                const struct demo_view *view);

/* phone_parts.c: a brick is what stands on a page whole: a part, a row of buttons, or one row of a
 * choice. */
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

/* phone_charts.c */
#define CHART_MOST_MM 100
int chart_height(const struct pen *pen, const struct demo_part *part, int width, int most);
void chart_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct demo_part *part);
int calendar_height(const struct pen *pen, const struct demo_part *part, int width, int most);
void calendar_draw(const struct app *app, const struct pen *pen, struct rect rect,
                   const struct demo_view *view, const struct demo_part *part);

/* How tall a part may grow where there is room; 0 for what has one height. */
int brick_most(const struct pen *pen, const struct demo_part *part, int width);
int bricks_of(const struct pen *pen, const struct demo_view *view, int width, int most,
              struct brick bricks[BRICKS_MAX]);
void brick_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct brick *brick);
/* The control at that place of the brick; -1 where it has none, or no such place. */
int brick_control(const struct demo_view *view, const struct brick *brick, int place);
/* The frame around what the step asks for, if this control is that. */
void phone_point(const struct app *app, const struct pen *pen, struct rect rect,
                 const struct demo_view *view, int control);
/* The same, and its zone. */
void phone_target(const struct app *app, const struct pen *pen, struct rect rect,
                  const struct demo_view *view, int control);

/* coach.c: what to touch, what it means, and the ways out. */
int coach_height(const struct app *app, const struct pen *pen, int width, int most,
                 const struct demo_view *view);
void coach_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view);

/* A way out of what one is doing, in letters of one size. */
struct button walk_way(const struct app *app, const char *key, uint32_t icon, int action);

void missions_draw(const struct app *app, const struct pen *pen);
void ending_draw(const struct app *app, const struct pen *pen);

#endif
