/* visit.h: one person at the glass, from the first touch to "J'ai terminé" or to nobody being
 * there. */
#ifndef APP_VISIT_H
#define APP_VISIT_H

#include "app/service.h"

/* Counts the beginning; now is its first touch. */
void visit_start(struct app *app);

/* Puts everything as it was before it: letters, contrast, language. */
void visit_reset(struct app *app);

/* The same, and asks for the loop. */
void visit_end(struct app *app);

/* Returns the class of its length so far (base/counter.h). */
const char *visit_length(const struct app *app);

/* Puts "Êtes-vous encore là ?" above the screen once nobody has touched the glass for long. */
void visit_tick(struct app *app);
int64_t visit_deadline(const struct app *app);

#endif
