/* facts.h: what the staff's screens are told of the world (app/staff.h), gathered. Part of the
 * mains. Each fills its part of desk->facts. */
#ifndef FACTS_H
#define FACTS_H

#include "desk.h"

void facts_sticks(struct desk *desk);
void facts_counts(struct desk *desk, struct moment now); /* waits for the store */
/* What the staff has just counted: the next look shows it without asking the store. */
void facts_counted(struct desk *desk, const struct effect *effect);
void facts_health(struct desk *desk, struct moment now);

#endif
