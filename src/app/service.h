/* service.h: what every screen may ask for. Nothing is done at once that another file owns: counts
 * and questions to the world go into the list of effects, a change of screen is carried out by
 * app.c once the action or tick that asked for it has returned. */
#ifndef APP_SERVICE_H
#define APP_SERVICE_H

#include "app/state.h"

/* Asks for another screen; the last one asked for counts. ACTION_BACK then leads Home or to the
 * staff's menu, with the second to that one. */
void app_go(struct app *app, enum screen_id screen);
void app_go_from(struct app *app, enum screen_id screen, enum screen_id back);

/* Asks the world; item is copied, "" where the effect has none. */
void app_ask(struct app *app, enum effect_kind kind, const char *item, int n);
void app_ask_language(struct app *app, int index); /* of content->languages */

/* Counts 1; nothing of what is shown to a group. item is "" where the counter has none. */
void app_count(struct app *app, enum counter counter, const char *item);

/* Returns the phrase in the language of the content. */
const char *app_word(const struct app *app, const char *key);

/* Returns the phrase with {1} and {2} filled in; valid as long as the frame. */
const char *app_phrase(const struct app *app, const struct pen *pen, const char *key,
                       const char *first, const char *second);

/* Writes the phrase with {1} filled in into a field of room bytes, where it must outlive the
 * frame. */
void app_fill(const struct app *app, char *field, size_t room, const char *key, const char *first);

#endif
