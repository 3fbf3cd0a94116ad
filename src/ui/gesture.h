/* gesture.h: raw touches turned into the few things a hand can mean.
 *
 * A tap acts on release, inside the zone it was pressed on, as that zone stood on the glass;
 * sliding off cancels (EN 301 549 11.2.5.2). The length of a press means nothing. A second finger
 * spoils the gesture until all are lifted: a palm does nothing. A second tap within 350 ms on the
 * place of the first is a tremor's and is ignored. A quick, mostly level stroke is a swipe. */
#ifndef UI_GESTURE_H
#define UI_GESTURE_H

#include "ui/draw.h"

#include <stdint.h>

enum {
    GESTURE_TWICE_MS = 350,
    GESTURE_SWIPE_MS = 1000,
    GESTURE_STUCK_MS = 3000,
    GESTURE_FORGOTTEN_MS = 15000, /* a finger that rests longer is one whose leaving was not told */
};

enum gesture_result { GESTURE_NONE, GESTURE_TAP, GESTURE_SWIPE_LEFT, GESTURE_SWIPE_RIGHT };

enum { GESTURE_FINGERS = 10 };

struct gesture {
    struct {
        int64_t finger, seen; /* ms of its last event */
    } held[GESTURE_FINGERS];
    int fingers;  /* of held: on the glass, as far as known */
    bool spoiled; /* more than one was */
    bool pressed; /* one finger rests on `zone` */
    bool inside;  /* and is still inside it: to be shown as pressed */
    int64_t finger;
    int x, y;              /* where it came down */
    int64_t since;         /* ms */
    struct zone zone;      /* texts are not kept */
    bool quick;            /* for hands that do not tremble: a second tap counts at once */
    struct rect last_rect; /* of the last tap */
    int64_t last_tap;      /* ms; 0: none yet */
};

void gesture_down(struct gesture *gesture, const struct draw_list *shown, int64_t finger, int x,
                  int y, int64_t ms);
void gesture_move(struct gesture *gesture, int64_t finger, int x, int y, int64_t ms);

/* *action and *arg are the zone's for a tap. */
enum gesture_result gesture_up(struct gesture *gesture, const struct draw_list *shown,
                               int64_t finger, int x, int y, int64_t ms, int *action, int *arg);
/* True while a finger presses a target and is about to choose. */
bool gesture_rests(const struct gesture *gesture, int64_t ms);
void gesture_lost(struct gesture *gesture);

#endif
