/* contacts.h: what lies on the glass, and which of it is a person's.
 *
 * Not every contact is a finger that chooses. A sleeve or the heel of a hand rests on the frame:
 * one that is older than a tap is left out as soon as another comes. A worn or dirty panel touches
 * itself: a spot that is touched, or trembles, on and on for SPOT_KNOWN_MS while nobody touches
 * elsewhere is known, and no touch of it tells that somebody is there, until it has been quiet for
 * a while. */
#ifndef UI_CONTACTS_H
#define UI_CONTACTS_H

#include "ui/glass.h"
#include "ui/rect.h"

#include <stdint.h>

enum {
    CONTACTS_MAX = 10,
    CONTACT_TAP_MS = 1000,    /* one that lasts longer is left out */
    CONTACT_RESTS_MS = 15000, /* one that lasts longer is nobody's, or its leaving was not told */
    SPOTS_MAX = 4,
    SPOT_KNOWN_MS = 30000,
    SPOT_GAP_MS = 10000,       /* between two touches of a spot that is not known yet */
    SPOT_FORGOTTEN_MS = 60000, /* a known one, once quiet */
};

struct touch {
    int64_t finger;
    int x, y;   /* pixels */
    int64_t ms; /* steady */
};

struct contact {
    int64_t finger;
    int x, y;      /* where it came down */
    int64_t since; /* ms */
    bool alone;    /* nothing else has happened on the glass meanwhile */
    bool doubtful; /* it came down on a known spot */
    bool told;
};

struct spot {
    struct rect box;     /* pixels: of the touches that made it known */
    int64_t since, seen; /* ms: its first touch and its last */
    bool known, told;
};

struct contacts {
    struct contact held[CONTACTS_MAX]; /* on the glass, as far as is told */
    int n;
    struct spot spots[SPOTS_MAX]; /* known, or about to be */
    int spot_count;
    bool doubtful; /* the touch told last was on a known spot */
};

/* Each takes one touch in the order of time; true where it tells that somebody is there. */
bool contacts_down(struct contacts *contacts, const struct glass *glass, struct touch touch);
bool contacts_move(struct contacts *contacts, const struct glass *glass, struct touch touch);
bool contacts_up(struct contacts *contacts, const struct glass *glass, struct touch touch);

/* Forgets what is on the glass; the spots stay. */
void contacts_lost(struct contacts *contacts);

/* Returns true if another finger than that one came down less than a tap ago and is still there. */
bool contacts_among(const struct contacts *contacts, struct touch touch);

/* Sets *x and *y to where the glass is touched on and on: a spot that has become known, or a
 * contact that is there as long. True for each once. */
bool contacts_news(struct contacts *contacts, int64_t ms, int *x, int *y);

#endif
