/* stand_words.h: what is said of a stand on more than one of the staff's screens. */
#ifndef APP_STAFF_STAND_WORDS_H
#define APP_STAFF_STAND_WORDS_H

#include "app/service.h"

enum { STAND_KINDS = 3, STAND_STEPS = 3 /* sizes of letters for a name: 0 is the largest */ };

struct stand_kind {
    const char *id, *label; /* as in the database; on the glass */
};
extern const struct stand_kind stand_kinds[STAND_KINDS];

/* Returns "Atelier" for "atelier"; an unknown one is a stand. */
const char *stand_kind_label(const char *id);

/* Adds a stand's name and structure to the flow. */
void stand_say(const struct pen *pen, struct flow *flow, const char *name, const char *structure,
               int smaller);

/* Adds why the last one could not be opened or closed; nothing where all is well. */
void stand_say_fault(const struct app *app, const struct pen *pen, struct flow *flow);

/* Returns the button that opens or closes one: while that is being made safe on the disk it says
 * so, and takes no touch. */
struct button stand_way(const struct app *app, struct button button);

/* Tells whether one is open that was opened on another day: by another team, most likely, and the
 * counts of both would be one action. */
bool stand_is_stale(const struct app *app);

#endif
