/* keyboard.h: the keyboard on the glass, for the name of a stand and of its structure: the only
 * place where anything is typed, behind the PIN, under the words "Aucun nom de personne".
 *
 * AZERTY where ten keys of 20 mm fit side by side, else the alphabet. What is typed goes to
 * app->staff.stand.draft, at most STAND_NAMES_MAX characters a field. */
#ifndef APP_KEYBOARD_H
#define APP_KEYBOARD_H

#include "app/staff/stand_open.h"

void keyboard_open(struct app *app); /* on the first field */

/* ACTION_LETTER, ACTION_ERASE and ACTION_FIELD; false for any other. */
bool keyboard_action(struct app *app, int action, int arg);

bool keyboard_done(struct app *app); /* tidies the spaces; false while there is no name */

/* The whole screen: header, warning, fields, keys. Its last key is ACTION_FIELD (to the structure),
 * then ACTION_CONFIRM; another is ACTION_CANCEL. */
void keyboard_draw(const struct app *app, const struct pen *pen);

#endif
