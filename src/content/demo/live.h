/* live.h: items and values as they are now (live.c), changed one at a time (change.c) and by all
 * that a touch does (do.c). An item is an index of play->live, -1 for none. Inside content/ only.
 *
 * The rest of the engine: grammar.c takes braces and conditions apart, fill.c fills them in, rows.c
 * chooses the items of a list, view.c unrolls a screen (unroll.h, widgets.h), place.c knows the way
 * back, play.c begins a walk and takes touches. */
#ifndef CONTENT_DEMO_LIVE_H
#define CONTENT_DEMO_LIVE_H

#include "content/demo_play.h"

/* --- live.c --- */

/* Returns the item as it is now; NULL where there is none, or no more. */
const struct demo_live *live_at(const struct demo_play *play, int item);

/* Returns the present persona's value under that name, set or written; NULL if none. */
const char *live_value(const struct demo_play *play, const char *key);

/* Returns where play->values holds the value that was set under that name; -1 if none was. */
int live_value_find(const struct demo_play *play, const char *key);

/* Returns true if the present persona has the item in that list now. */
bool live_is_in(const struct demo_play *play, int item, const char *list);

/* Returns the present persona's item of that id; -1 if there is none. */
int live_find(const struct demo_play *play, const char *list, const char *id);

/* Returns the item's own text under that name, "id" too; NULL if it has none. */
const char *live_field(const struct demo_play *play, int item, const char *key);

/* Reads the item's field "day"; false where it has none, or no whole number. */
bool live_day(const struct demo_play *play, int item, int *day);

/* Returns true if some item of that list, as written, has the field. */
bool demo_list_has(const struct demo *demo, const char *list, const char *key);

/* Returns true if some persona has the list. */
bool demo_has_list(const struct demo *demo, const char *list);

/* Returns true if an item of the list may have the field: some item has it, or nobody has one. */
bool demo_list_takes(const struct demo *demo, const char *list, const char *key);

/* Returns true if some persona, as written, has the value. */
bool demo_values_have(const struct demo *demo, const char *key);

/* --- change.c --- */

/* Set a field of the item, a value of the present persona. Return whether that changed anything.
 * Braces are filled in for the item hand. */
bool live_set(struct demo_play *play, int item, const struct demo_field *field, int hand);
bool live_let(struct demo_play *play, const struct demo_field *field, int hand);

/* Adds an item with the act's fields to the list, over one of the same id; returns it, or -1. */
int live_add(struct demo_play *play, const char *list, const struct demo_act *act, int hand);

/* Takes the item away; false where it is gone already. */
bool live_remove(struct demo_play *play, int item);

/* Makes all items and values what they are as written. */
void live_start(struct demo_play *play);

/* --- do.c --- */

/* Does all the acts with the item hand; returns whether a field, a value or a list changed. */
bool acts_run(struct demo_play *play, const struct demo_act *acts, int hand);

#endif
