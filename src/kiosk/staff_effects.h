/* staff_effects.h: what the staff's effects do to the world: PIN, stands, sticks, exports, content,
 * deck. Part of the mains, for the kiosk and for `borne play` alike. */
#ifndef KIOSK_STAFF_EFFECTS_H
#define KIOSK_STAFF_EFFECTS_H

#include "kiosk/setup.h"

#include "app/app.h"
#include "app/staff/facts.h"
#include "stick/child.h"
#include "stick/stick_watch.h"
#include "store/pin.h"
#include "store/store.h"

struct staff_effects {
    struct setup *setup;
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
    bool asks;      /* the store has not yet answered */
    bool recounted; /* since it was asked: its answer may be from before */
    bool exports;   /* a stick is to be written once it has answered */
    struct effect export;
    bool lacks; /* what was counted last could not be saved before the export */
    struct staff_facts facts;

    bool counted; /* facts that the application does not know yet */
    bool renewed; /* the content folder is another one */
    bool stops;   /* the program is to end */
};

/* Logs, once at the start of a kiosk that has a glass, that no PIN is set and who may set the
 * first.
 */
void staff_effects_warn(const struct setup *setup);

/* Reads what is kept from before; the store may come later. */
void staff_effects_open(struct staff_effects *staff, struct setup *setup, struct moment now);
void staff_effects_close(struct staff_effects *staff);

/* Performs one effect; what it brings is told to the application as an event. */
void staff_effects_perform(struct staff_effects *staff, struct app *app,
                           const struct effect *effect, struct moment now);

/* After a pass: tells the facts where counts have changed them. True where the content folder is
 * another one now, which is to be read. */
bool staff_effects_told(struct staff_effects *staff, struct app *app, struct moment now);

/* What goes on by itself: a PIN to check, an answer of the store, a job that ends, what is too old.
 */
void staff_effects_step(struct staff_effects *staff, struct app *app, struct moment now);
int64_t staff_effects_deadline(const struct staff_effects *staff,
                               struct moment now); /* when it wants staff_effects_step */

#endif
