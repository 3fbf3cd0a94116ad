/* desk.h: what the staff's effects do to the world: PIN, stands, sticks, exports, content, deck.
 * Part of the mains, for the kiosk and for `borne play` alike. */
#ifndef KIOSK_STAFF_EFFECTS_H
#define KIOSK_STAFF_EFFECTS_H

#include "kiosk/setup.h"

#include "app/app.h"
#include "app/staff/facts.h"
#include "stick/child.h"
#include "stick/stick_watch.h"
#include "store/pin.h"
#include "store/store.h"

struct desk {
    struct start *start;
    struct store *store;
    const struct content *content; /* the one in use: the main keeps it right */
    bool waits;                    /* for a job's end, where no glass waits for it */
    int64_t started, prune_at;     /* steady ms */

    char deck[COUNTER_ITEM_MAX];
    struct pin pin;
    char try[STAFF_PIN_MAX + 1]; /* digits to be checked once "un instant" is on the glass */
    struct stick_watch *watch;
    struct stick sticks[STAFF_STICKS_MAX];
    struct child child;
    bool lacks; /* what was counted last could not be saved before the export */
    struct staff_facts facts;

    bool renewed; /* the content folder is another: read it, then make this false */
    bool stops;   /* the program is to end */
};

/* Reads what is kept from before; the store may come later. */
void desk_open(struct desk *desk, struct start *start, struct moment now);
void desk_close(struct desk *desk);

/* Performs what the application has asked for, oldest first, but a change of language: that is told
 * (else ""). True where there was anything; it may have brought more. */
bool desk_perform(struct desk *desk, struct app *app, struct moment now,
                  char language[COUNTER_ITEM_MAX]);

/* What goes on by itself: a PIN to check, a job that ends, what is too old. */
void desk_step(struct desk *desk, struct app *app, struct moment now);
int64_t desk_deadline(const struct desk *desk, struct moment now); /* when it wants desk_step */

#endif
