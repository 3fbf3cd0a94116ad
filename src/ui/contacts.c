#include "ui/contacts.h"

#include <stdlib.h>

static const double spot_mm = 5; /* from its middle to each side */

/* --- spots */

static int middle_of(int from, int length)
{
    return from + length / 2;
}

/* A known spot is as large as its touches show, a new one grows with them. */
static bool takes(const struct spot *spot, const struct glass *glass, int x, int y)
{
    int side = glass_mm(glass, spot_mm);
    struct rect grown = rect_union(spot->box, (struct rect){x, y, 1, 1});
    if (!spot->known) {
        return grown.w <= 2 * side + 1 && grown.h <= 2 * side + 1;
    }
    return abs(x - middle_of(spot->box.x, spot->box.w)) <= side &&
           abs(y - middle_of(spot->box.y, spot->box.h)) <= side;
}

static struct spot *spot_at(struct contacts *contacts, const struct glass *glass, int x, int y)
{
    struct spot *found = NULL;
    for (int i = 0; i < contacts->spot_count; i++) {
        struct spot *spot = &contacts->spots[i];
        if (takes(spot, glass, x, y) && (!found || (spot->known && !found->known))) {
            found = spot;
        }
    }
    return found;
}

static void drop(struct contacts *contacts, int at)
{
    contacts->spots[at] = contacts->spots[--contacts->spot_count];
}

static void drop_quiet(struct contacts *contacts, int64_t ms)
{
    for (int i = contacts->spot_count; i-- > 0;) {
        const struct spot *spot = &contacts->spots[i];
        if (ms - spot->seen >= (spot->known ? SPOT_FORGOTTEN_MS : SPOT_GAP_MS)) {
            drop(contacts, i);
        }
    }
}

/* The place of the least that is known: the one that was seen longest ago. */
static struct spot *spot_new(struct contacts *contacts, struct touch touch)
{
    int at = contacts->spot_count;
    if (at < SPOTS_MAX) {
        contacts->spot_count++;
    } else {
        at = 0;
        for (int i = 1; i < SPOTS_MAX; i++) {
            const struct spot *spot = &contacts->spots[i], *least = &contacts->spots[at];
            if (spot->known != least->known ? least->known : spot->seen < least->seen) {
                at = i;
            }
        }
    }
    contacts->spots[at] = (struct spot){.box = {touch.x, touch.y, 1, 1}, .since = touch.ms};
    return &contacts->spots[at];
}

static void note(struct contacts *contacts, const struct glass *glass, struct touch touch,
                 bool begins)
{
    drop_quiet(contacts, touch.ms);
    struct spot *spot = spot_at(contacts, glass, touch.x, touch.y);
    if (!spot && begins) {
        spot = spot_new(contacts, touch);
    }
    if (spot) {
        spot->seen = touch.ms;
        spot->box =
            spot->known ? spot->box : rect_union(spot->box, (struct rect){touch.x, touch.y, 1, 1});
        spot->known |= touch.ms - spot->since >= SPOT_KNOWN_MS;
    }
    contacts->doubtful = spot && spot->known;
}

static bool holds_contact(const struct contacts *contacts, const struct spot *spot)
{
    for (int i = 0; i < contacts->n; i++) {
        if (rect_has(spot->box, contacts->held[i].x, contacts->held[i].y)) {
            return true;
        }
    }
    return false;
}

/* Somebody has touched elsewhere, and nothing else happened meanwhile. */
static void drop_elsewhere(struct contacts *contacts, const struct glass *glass, struct touch touch)
{
    for (int i = contacts->spot_count; i-- > 0;) {
        const struct spot *spot = &contacts->spots[i];
        if (!spot->known && !takes(spot, glass, touch.x, touch.y) &&
            !holds_contact(contacts, spot)) {
            drop(contacts, i);
        }
    }
}

/* --- contacts */

static struct contact *held(struct contacts *contacts, int64_t finger)
{
    for (int i = 0; i < contacts->n; i++) {
        if (contacts->held[i].finger == finger) {
            return &contacts->held[i];
        }
    }
    return NULL;
}

static void let_go(struct contacts *contacts, struct contact *contact)
{
    if (contact) {
        *contact = contacts->held[--contacts->n];
    }
}

static void disturb_others(struct contacts *contacts, int64_t finger)
{
    for (int i = 0; i < contacts->n; i++) {
        contacts->held[i].alone &= contacts->held[i].finger == finger;
    }
}

/* Where there is no room the oldest goes: its leaving was hardly told. */
static void hold(struct contacts *contacts, struct touch touch)
{
    struct contact *oldest = &contacts->held[0];
    for (int i = 1; i < contacts->n; i++) {
        oldest = contacts->held[i].since < oldest->since ? &contacts->held[i] : oldest;
    }
    let_go(contacts, contacts->n == CONTACTS_MAX ? oldest : NULL);
    contacts->held[contacts->n++] = (struct contact){.finger = touch.finger,
                                                     .x = touch.x,
                                                     .y = touch.y,
                                                     .since = touch.ms,
                                                     .alone = !contacts_among(contacts, touch),
                                                     .doubtful = contacts->doubtful};
}

bool contacts_down(struct contacts *contacts, const struct glass *glass, struct touch touch)
{
    let_go(contacts, held(contacts, touch.finger)); /* that it left was not told */
    disturb_others(contacts, touch.finger);
    note(contacts, glass, touch, true);
    hold(contacts, touch);
    return !contacts->doubtful;
}

bool contacts_move(struct contacts *contacts, const struct glass *glass, struct touch touch)
{
    const struct contact *contact = held(contacts, touch.finger);
    int64_t age = contact ? touch.ms - contact->since : 0;
    disturb_others(contacts, touch.finger);
    note(contacts, glass, touch, age >= CONTACT_TAP_MS);
    return contact && !contacts->doubtful && age < CONTACT_RESTS_MS;
}

bool contacts_up(struct contacts *contacts, const struct glass *glass, struct touch touch)
{
    struct contact *contact = held(contacts, touch.finger);
    bool alone = contact && contact->alone, there = contact != NULL;
    disturb_others(contacts, touch.finger);
    note(contacts, glass, touch, false);
    let_go(contacts, contact);
    if (alone && !contacts->doubtful) {
        drop_elsewhere(contacts, glass, touch);
    }
    return there && !contacts->doubtful;
}

void contacts_lost(struct contacts *contacts)
{
    contacts->n = 0;
}

bool contacts_among(const struct contacts *contacts, struct touch touch)
{
    for (int i = 0; i < contacts->n; i++) {
        const struct contact *other = &contacts->held[i];
        if (other->finger != touch.finger && !other->doubtful &&
            touch.ms - other->since < CONTACT_TAP_MS) {
            return true;
        }
    }
    return false;
}

bool contacts_news(struct contacts *contacts, int64_t ms, int *x, int *y)
{
    for (int i = 0; i < contacts->spot_count; i++) {
        struct spot *spot = &contacts->spots[i];
        if (spot->known && !spot->told) {
            spot->told = true;
            *x = middle_of(spot->box.x, spot->box.w);
            *y = middle_of(spot->box.y, spot->box.h);
            return true;
        }
    }
    for (int i = 0; i < contacts->n; i++) {
        struct contact *contact = &contacts->held[i];
        if (ms - contact->since >= SPOT_KNOWN_MS && !contact->told) {
            contact->told = true;
            *x = contact->x;
            *y = contact->y;
            return true;
        }
    }
    return false;
}
