/* pad.h: the way to the staff's screens: a finger held on the top left corner, then a PIN.
 *
 * The digits change places each time, so that the marks of the fingers before tell nothing. The
 * screen below waits as it is: who came here by chance goes back to it. */
#ifndef APP_STAFF_PAD_H
#define APP_STAFF_PAD_H

#include "app/service.h"

/* Follows a finger that may be held on the corner; the contacts know of the touch already. */
void pad_touch(struct app *app, enum event_kind kind, struct touch touch);

/* Opens the pad, above any screen, once a finger has been held there for STAFF_HOLD_MS. */
void pad_watch_corner(struct app *app);
int64_t pad_corner_deadline(const struct app *app);

/* Takes what the world answers about the PIN; copied. Nothing where the pad has been closed. */
void pad_tell(struct app *app, const struct staff_pin *pin);

#endif
