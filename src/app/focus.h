/* focus.h: the keypad moves through the same zones that a finger touches. */
#ifndef APP_FOCUS_H
#define APP_FOCUS_H

#include "app/state.h"

/* Moves the focus, or fills *action and *arg where the key asks for one. False where the key means
 * nothing here. */
bool focus_key(struct app *app, const struct event *event, int *action, int *arg);

/* Returns the zone of list that has the focus; NULL where none shows. Valid as long as list. */
const struct zone *focus_zone(const struct app *app, const struct draw_list *list);

#endif
