/* staff_facts.h: what the staff's screens are told of the world (app/staff/facts.h), gathered. Part
 * of the mains. Each fills its part of the facts. */
#ifndef KIOSK_STAFF_FACTS_H
#define KIOSK_STAFF_FACTS_H

#include "kiosk/setup.h"

#include "app/effect.h"
#include "app/staff/facts.h"
#include "stick/stick_watch.h"
#include "store/store.h"

/* The sticks that are there, and what of them is shown. */
void staff_facts_sticks(struct staff_facts *facts, struct stick_watch *watch,
                        struct stick sticks[STAFF_STICKS_MAX]);

/* The stand that counts, its totals and hours, as the store has answered. */
void staff_facts_counts(struct staff_facts *facts, const struct config *config,
                        const struct store_answer *answer, struct moment now);

/* What has just been counted: where the staff did, the next look shows it without asking the store.
 * False where it was not the staff. */
bool staff_facts_counted(struct staff_facts *facts, const struct config *config,
                         const struct effect *effect);

void staff_facts_health(struct staff_facts *facts, const struct setup *setup, struct store *store,
                        const struct content *content, int64_t up_seconds);

#endif
