/* access.h: how the staff's screens open, what they are told of the world, and when they close by
 * themselves. */
#ifndef APP_STAFF_ACCESS_H
#define APP_STAFF_ACCESS_H

#include "app/service.h"

/* Opens the menu: the PIN was right. Whoever was visiting has left. */
void staff_enter(struct app *app);

/* Asks for the facts anew. */
void staff_look(struct app *app, enum staff_look what);

/* Takes what the world answers; facts are copied. */
void staff_tell(struct app *app, const struct staff_facts *facts);

/* Looks every second, and closes what nobody touches any more. */
void staff_tick(struct app *app);
int64_t staff_deadline(const struct app *app);

#endif
