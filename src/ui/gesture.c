#include "ui/gesture.h"

static const double swipe_mm = 25;

/* A touch of a doubtful spot gives way to any other. */
static bool gives_way(const struct gesture *gesture, struct touch touch)
{
    bool rests =
        gesture->pressed && !gesture->doubtful && touch.ms - gesture->since < CONTACT_RESTS_MS;
    return gesture->contacts.doubtful && (rests || contacts_among(&gesture->contacts, touch));
}

void gesture_down(struct gesture *gesture, const struct draw_list *shown, struct touch touch)
{
    if (gives_way(gesture, touch)) {
        return;
    }
    if (contacts_among(&gesture->contacts, touch)) {
        gesture->pressed = gesture->inside = false;
        return;
    }
    const struct zone *zone = draw_zone_at(shown, touch.x, touch.y);
    gesture->pressed = true;
    gesture->inside = zone && zone->enabled;
    gesture->doubtful = gesture->contacts.doubtful;
    gesture->finger = touch.finger;
    gesture->x = touch.x;
    gesture->y = touch.y;
    gesture->since = touch.ms;
    gesture->zone = gesture->inside ? *zone : (struct zone){0};
    gesture->zone.label = gesture->zone.spoken = NULL;
}

void gesture_move(struct gesture *gesture, struct touch touch)
{
    if (gesture->pressed && touch.finger == gesture->finger &&
        !rect_has(gesture->zone.rect, touch.x, touch.y)) {
        gesture->inside = false; /* for good: coming back is not pressing again */
    }
}

static bool still_there(const struct draw_list *shown, const struct zone *zone, int x, int y)
{
    const struct zone *now = draw_zone_at(shown, x, y);
    return now && now->enabled && now->action == zone->action && now->arg == zone->arg;
}

static enum gesture_result swipe(const struct gesture *gesture, const struct draw_list *shown,
                                 struct touch touch)
{
    int dx = touch.x - gesture->x, dy = touch.y - gesture->y;
    int far = glass_mm(&shown->glass, swipe_mm);
    if (gesture->zone.role == ROLE_BUTTON) {
        return GESTURE_NONE; /* sliding off a button is a no, however fast */
    }
    if (touch.ms - gesture->since > GESTURE_SWIPE_MS || abs(dx) < far || abs(dx) < 2 * abs(dy)) {
        return GESTURE_NONE;
    }
    return dx < 0 ? GESTURE_SWIPE_LEFT : GESTURE_SWIPE_RIGHT;
}

enum gesture_result gesture_up(struct gesture *gesture, const struct draw_list *shown,
                               struct touch touch, int *action, int *arg)
{
    gesture_move(gesture, touch);
    if (!gesture->pressed || touch.finger != gesture->finger) {
        return GESTURE_NONE;
    }
    bool inside = gesture->inside;
    gesture->pressed = gesture->inside = false;
    if (!inside) {
        return swipe(gesture, shown, touch);
    }
    bool twice = !gesture->quick && gesture->last_tap > 0 &&
                 touch.ms - gesture->last_tap < GESTURE_TWICE_MS &&
                 rect_has(gesture->last_rect, touch.x, touch.y);
    if (twice || !still_there(shown, &gesture->zone, touch.x, touch.y)) {
        return GESTURE_NONE;
    }
    gesture->last_tap = touch.ms;
    gesture->last_rect = gesture->zone.rect;
    *action = gesture->zone.action;
    *arg = gesture->zone.arg;
    return GESTURE_TAP;
}

int64_t gesture_until(const struct gesture *gesture)
{
    return gesture->inside && !gesture->doubtful ? gesture->since + CONTACT_RESTS_MS : 0;
}

void gesture_lost(struct gesture *gesture)
{
    gesture->pressed = gesture->inside = false;
}
