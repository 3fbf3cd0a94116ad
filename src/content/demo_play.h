/* demo_play.h: one walk through the demo app: what was masked, sent, read or added stays so until
 * demo_start(), and shows on every screen that speaks of it. No drawing, no clock: the day is
 * handed in.
 *
 * A screen is unrolled into a view: parts in reading order, and controls, which are all that can be
 * touched on it. The check of missions and the glass use the same views. */
#ifndef CONTENT_DEMO_PLAY_H
#define CONTENT_DEMO_PLAY_H

#include "content/demo.h"

enum {
    DEMO_DEPTH = 12,      /* screens on the way back; the oldest is forgotten first */
    DEMO_LIVE_MAX = 480,  /* items of all personas, added ones too */
    DEMO_ADDED_MAX = 64,  /* added ones; beyond, the oldest of them goes */
    DEMO_OWN_MAX = 12,    /* fields an item may have of its own */
    DEMO_VALUES_MAX = 96, /* values of all personas */
    DEMO_VALUE_MAX = 160, /* bytes of a value with braces, after they are filled in */
    DEMO_CONTROLS_MAX = 64,
};

struct demo_value { /* of the visit; text points to the content or to room */
    const char *key, *text;
    char room[DEMO_VALUE_MAX];
};

struct demo_live {                /* an item as it is now */
    const struct demo_item *from; /* NULL for an added one */
    int persona;
    const char *list; /* its name */
    int added;        /* 0: written; else grows with each addition */
    bool gone;
    struct demo_value own[DEMO_OWN_MAX]; /* over those of `from` */
    int own_count;
};

struct demo_place {
    const struct demo_screen *screen;
    int item; /* index of live; -1: none */
};

struct demo_play {
    const struct demo *demo;
    int persona; /* index */
    struct demo_live live[DEMO_LIVE_MAX];
    int live_count;
    struct demo_value values[DEMO_VALUES_MAX]; /* set during the walk */
    int value_persona[DEMO_VALUES_MAX];
    int value_count;
    struct demo_place places[DEMO_DEPTH]; /* the last one is on the glass */
    int depth;
    int additions;
    const char *said; /* by the last touch; "" */
    char said_room[DEMO_VALUE_MAX * 2];
    bool refused;      /* the last touch was one a kiosk must not do */
    struct date today; /* of the kiosk's zone */
};

enum demo_control_kind {
    DEMO_CONTROL_WIDGET, /* does acts */
    DEMO_CONTROL_OPTION, /* sets value `key` to `value`, then does acts */
    DEMO_CONTROL_BACK,
    DEMO_CONTROL_CLOSE,
    DEMO_CONTROL_AVATAR,
    DEMO_CONTROL_BELL,
    DEMO_CONTROL_TAB /* `value`: its screen */
};

struct demo_control {
    enum demo_control_kind kind;
    const char *label;  /* what a mission's `tap` names */
    const char *spoken; /* with second line and mark */
    const struct demo_act *acts;
    int item; /* index of live at hand; -1: none */
    const char *key, *value;
    bool chosen;
};

enum { DEMO_POINTS_MAX = 12 };

struct demo_point { /* of a chart, oldest first; of a calendar */
    int day;        /* from today */
    double value;
    const char *written; /* the value as a French text */
};

struct demo_part {
    enum demo_widget_kind kind; /* never LIST (its items are ROW, its `empty` TEXT); a BUBBLES part
                                   is one bubble */
    const struct demo_widget *widget;
    const char *text, *says, *mark; /* filled in; "" for none. bubble: text, says: who */
    const char *value;              /* field */
    uint32_t icon;                  /* code; 0 for none */
    enum demo_look look;
    bool on;     /* toggle: oui; bubble: the persona speaks */
    int control; /* index; -1: not touched. Of a choice: the first of option_count */
    int option_count;
    const char *picture, *alt; /* a path that can be opened; NULL for none */
    const char *unit;          /* chart */
    struct demo_point points[DEMO_POINTS_MAX];
    int point_count;
};

struct demo_view {
    const struct demo_screen *screen;
    const char *title;
    struct demo_part parts[DEMO_PARTS_MAX];
    int part_count;
    struct demo_control controls[DEMO_CONTROLS_MAX];
    int control_count;
    int back, avatar, bell,
        tabs;   /* indexes of controls; -1 where the screen has none; tabs: first */
    int unread; /* on the bell */
};

/* Forgets everything and stands on the screen `start` (NULL: the app's first) as persona (NULL: the
 * first) with that item of the screen's list (NULL: none). demo may not be NULL. */
void demo_start(struct demo_play *play, const struct demo *demo, const char *persona,
                const char *start, const char *item, struct date today);

/* What stands on the glass now; texts live in arena. */
void demo_look_at(const struct demo_play *play, struct arena *arena, struct demo_view *view);

/* A touch on controls[control] of the present view. False where nothing changed but what is said.
 * Sets said and refused. */
bool demo_touch(struct demo_play *play, const struct demo_view *view, int control);

/* A mission's beginning: its persona, `before`, its screen. */
void demo_mission_start(struct demo_play *play, const struct demo *demo,
                        const struct demo_mission *mission, struct date today);

/* The control of view that the answer names; -1 where there is none of that label. */
int demo_find(const struct demo_view *view, const char *label);

/* The field's, value's or persona's text under that name, for item (index of live, -1: none), not
 * filled in; NULL where nobody knows the name. */
const char *demo_lookup(const struct demo_play *play, int item, const char *name);

/* --- demo/fill.c: braces and conditions --- */

/* Text with its braces filled in for that item; in arena. */
const char *demo_fill(const struct demo_play *play, struct arena *arena, const char *text,
                      int item);

/* True where the condition holds; NULL or "" always does. */
bool demo_holds(const struct demo_play *play, const char *condition, int item);

/* --- demo/names.c --- */

/* Both as read-time checks: false and a message in French that tells how to mend, where a brace or
 * condition is malformed, or a name that nobody has is used. item_list: the list whose items may be
 * at hand, or NULL. Names are looked for in every persona. */
bool demo_text_check(const struct demo *demo, const char *text, const char *item_list,
                     struct err *err);
bool demo_condition_check(const struct demo *demo, const char *condition, const char *item_list,
                          struct err *err);

/* Checks `where`, `first` or `mine`: what is compared must be a field of list; its braces are those
 * of another item, and left to demo_text_check(). */
bool demo_where_check(const struct demo *demo, const char *condition, const char *list,
                      struct err *err);

/* --- demo/check_screens.c, demo/check_mission.c --- */

/* Everything that only shows when screens are tried: names, ways on, a mission walked through with
 * every answer. False where something was told: such a mission must be left out. */
bool demo_check_screens(const struct demo *demo, struct problems *problems);
bool demo_check_mission(const struct demo *demo, const struct demo_mission *mission,
                        struct problems *problems);

#endif
