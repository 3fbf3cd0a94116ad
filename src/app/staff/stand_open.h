/* stand_open.h: the stand that is open, on the screen of the stand (stand_screen.c). */
#ifndef APP_STAFF_STAND_OPEN_H
#define APP_STAFF_STAND_OPEN_H

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

/* Draws the whole screen: what it is, its first counts, its closing. */
void stand_draw_open(const struct app *app, const struct pen *pen);

#endif
