/* stand_screen.h: what the screen of the stand is made of: the stand that is open, and the
 * keyboard, for its name and that of its structure. That is the only place where anything is typed,
 * behind the PIN, under the words "Aucun nom de personne". */
#ifndef APP_STAFF_STAND_SCREEN_H
#define APP_STAFF_STAND_SCREEN_H

#include "app/state.h"

enum { /* what may be asked of the screen of the stand, its keyboard too */
       ACTION_STAND = ACTIONS_OF(SCREEN_STAND), /* [prepared stand] */
       ACTION_KIND,                             /* [kind] */
       ACTION_FIELD,                            /* [field] to type in */
       ACTION_LETTER,                           /* [code point]; 0: the next one is a capital */
       ACTION_ERASE,
       ACTION_TYPE, /* a stand that is not in the list */
       ACTION_OPEN, /* the stand as drafted */
       ACTION_CLOSE,
       ACTION_CONFIRM,
       ACTION_CANCEL
};

/* Draws the whole screen of the stand that is open: what it is, its first counts, its closing. */
void stand_draw_open(const struct app *app, const struct pen *pen);

/* AZERTY where ten keys of 20 mm fit side by side, else the alphabet. What is typed goes to
 * app->staff.stand.draft, at most STAND_NAMES_MAX characters a field; first to the name. */
void keyboard_open(struct app *app);

/* ACTION_LETTER, ACTION_ERASE and ACTION_FIELD; false for any other. */
bool keyboard_action(struct app *app, int action, int arg);

bool keyboard_done(struct app *app); /* tidies the spaces; false while there is no name */

/* The whole screen: header, warning, fields, keys. Its last key is ACTION_FIELD (to the structure),
 * then ACTION_CONFIRM; another is ACTION_CANCEL. */
void keyboard_draw(const struct app *app, const struct pen *pen);

#endif
