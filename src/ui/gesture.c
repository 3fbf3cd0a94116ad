#include "ui/gesture.h"

static const double swipe_mm = 25;

static int held_at(const struct gesture *gesture, int64_t finger)
{
    int i = 0;
    while (i < gesture->fingers && gesture->held[i].finger != finger) {
        i++;
    }
    return i;
}

static void let_go(struct gesture *gesture, int at)
{
    if (at < gesture->fingers) {
        gesture->held[at] = gesture->held[--gesture->fingers];
    }
}

/* A controller may forget to say that a finger left: one that says nothing for a while is not
 * there, whatever the others do, or a visitor who tries again and again would wait for ever. */
static void hold(struct gesture *gesture, int64_t finger, int64_t ms)
{
    let_go(gesture, held_at(gesture, finger));
    for (int i = gesture->fingers; i-- > 0;) {
        if (ms - gesture->held[i].seen >= GESTURE_STUCK_MS) {
            let_go(gesture, i);
        }
    }
    if (gesture->fingers < GESTURE_FINGERS) {
        gesture->held[gesture->fingers].finger = finger;
        gesture->held[gesture->fingers++].seen = ms;
    }
}

void gesture_down(struct gesture *gesture, const struct draw_list *shown, int64_t finger, int x,
                  int y, int64_t ms)
{
    hold(gesture, finger, ms);
    if (gesture->fingers > 1) {
        gesture->spoiled = true;
        gesture->pressed = gesture->inside = false;
        return;
    }
    const struct zone *zone = draw_zone_at(shown, x, y);
    gesture->spoiled = false;
    gesture->pressed = true;
    gesture->inside = zone && zone->enabled;
    gesture->finger = finger;
    gesture->x = x;
    gesture->y = y;
    gesture->since = ms;
    gesture->zone = gesture->inside ? *zone : (struct zone){0};
    gesture->zone.label = gesture->zone.spoken = NULL;
}

void gesture_move(struct gesture *gesture, int64_t finger, int x, int y, int64_t ms)
{
    int at = held_at(gesture, finger);
    if (at < gesture->fingers) {
        gesture->held[at].seen = ms;
    }
    if (gesture->pressed && finger == gesture->finger && !rect_has(gesture->zone.rect, x, y)) {
        gesture->inside = false; /* for good: coming back is not pressing again */
    }
}

static bool still_there(const struct draw_list *shown, const struct zone *zone, int x, int y)
{
    const struct zone *now = draw_zone_at(shown, x, y);
    return now && now->enabled && now->action == zone->action && now->arg == zone->arg;
}

static enum gesture_result swipe(const struct gesture *gesture, const struct draw_list *shown,
                                 int x, int y, int64_t ms)
{
    int dx = x - gesture->x, dy = y - gesture->y;
    int far = glass_mm(&shown->glass, swipe_mm);
    if (gesture->zone.role == ROLE_BUTTON) {
        return GESTURE_NONE; /* sliding off a button is a no, however fast */
    }
    if (ms - gesture->since > GESTURE_SWIPE_MS || abs(dx) < far || abs(dx) < 2 * abs(dy)) {
        return GESTURE_NONE;
    }
    return dx < 0 ? GESTURE_SWIPE_LEFT : GESTURE_SWIPE_RIGHT;
}

enum gesture_result gesture_up(struct gesture *gesture, const struct draw_list *shown,
                               int64_t finger, int x, int y, int64_t ms, int *action, int *arg)
{
    gesture_move(gesture, finger, x, y, ms);
    let_go(gesture, held_at(gesture, finger));
    if (!gesture->pressed || finger != gesture->finger) {
        return GESTURE_NONE;
    }
    bool inside = gesture->inside;
    gesture->pressed = gesture->inside = false;
    if (!inside) {
        return swipe(gesture, shown, x, y, ms);
    }
    bool twice = !gesture->quick && gesture->last_tap > 0 &&
                 ms - gesture->last_tap < GESTURE_TWICE_MS && rect_has(gesture->last_rect, x, y);
    if (twice || !still_there(shown, &gesture->zone, x, y)) {
        return GESTURE_NONE;
    }
    gesture->last_tap = ms;
    gesture->last_rect = gesture->zone.rect;
    *action = gesture->zone.action;
    *arg = gesture->zone.arg;
    return GESTURE_TAP;
}

bool gesture_rests(const struct gesture *gesture, int64_t ms)
{
    return gesture->inside && ms - gesture->since < GESTURE_FORGOTTEN_MS;
}

void gesture_lost(struct gesture *gesture)
{
    gesture->fingers = 0;
    gesture->spoiled = gesture->pressed = gesture->inside = false;
}
