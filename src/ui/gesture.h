/* gesture.h: raw touches turned into the few things a hand can mean.
 *
 * A tap acts on release, inside the zone it was pressed on, as that zone stood on the glass;
 * sliding off cancels (EN 301 549 11.2.5.2). The length of a press means nothing. Two fingers that
 * come down within a tap of each other mean nothing: a palm does nothing. One that is older gives
 * way to the new one, and one on a spot that touches itself to any other (contacts.h). A second tap
 * within 350 ms on the place of the first is a tremor's and is ignored. A quick, mostly level
 * stroke is a swipe. */
#ifndef UI_GESTURE_H
#define UI_GESTURE_H

#include "ui/contacts.h"
#include "ui/draw.h"

enum {
    GESTURE_TWICE_MS = 350,
    GESTURE_SWIPE_MS = 1000,
};

enum gesture_result { GESTURE_NONE, GESTURE_TAP, GESTURE_SWIPE_LEFT, GESTURE_SWIPE_RIGHT };

struct gesture {
    struct contacts contacts; /* told of every touch before the functions below */
    bool pressed;             /* one finger rests on `zone` */
    bool inside;              /* and is still inside it: to be shown as pressed */
    bool doubtful;            /* it came down on a spot that touches itself */
    int64_t finger;
    int x, y;              /* where it came down */
    int64_t since;         /* ms */
    struct zone zone;      /* texts are not kept */
    bool quick;            /* for hands that do not tremble: a second tap counts at once */
    struct rect last_rect; /* of the last tap */
    int64_t last_tap;      /* ms; 0: none yet */
};

void gesture_down(struct gesture *gesture, const struct draw_list *shown, struct touch touch);
void gesture_move(struct gesture *gesture, struct touch touch);

/* *action and *arg are the zone's for a tap. */
enum gesture_result gesture_up(struct gesture *gesture, const struct draw_list *shown,
                               struct touch touch, int *action, int *arg);

/* Returns until when a finger that presses a target is about to choose, in ms; 0: none is. */
int64_t gesture_until(const struct gesture *gesture);

/* Whatever is pressed means nothing any more. */
void gesture_lost(struct gesture *gesture);

#endif
