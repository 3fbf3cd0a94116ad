/* effect.h: what the application asks of the world, as data. The main performs them in order, the
 * counts before the next frame is shown; tests compare the list. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "base/counter.h"

enum effect_kind {
    EFFECT_COUNT,    /* add n to counter/item in the hour of `wall` */
    EFFECT_LANGUAGE, /* read the content again in the language `item`, then app_use_content() */
    /* The staff's. Each is answered by app_tell_…() of staff.h. */
    EFFECT_PIN_LOOK,    /* the pad is there: app_tell_pin(), without an answer */
    EFFECT_PIN_TRY,     /* the digits are `item`: app_tell_pin() */
    EFFECT_PIN_STICK,   /* take the owner's file of a stick: app_tell_pin() */
    EFFECT_STAFF_LOOK,  /* app_tell_staff(); asked for on coming in and every second */
    EFFECT_STAND_OPEN,  /* with app_stand_draft(): app_tell_staff() */
    EFFECT_STAND_CLOSE, /* app_tell_staff() */
    EFFECT_EXPORT, /* onto stick number n of the facts, named `item`: app_tell_staff(), again at its
                      end */
    EFFECT_UPDATE, /* the content of that stick: the same, and app_use_content() */
    EFFECT_REVERT, /* the content before: the same */
    EFFECT_DECK,   /* the deck `item` from now on; "": every slide */
    EFFECT_STOP    /* end the program cleanly */
};

struct effect {
    enum effect_kind kind;
    enum counter counter;
    char
        item[COUNTER_ITEM_MAX]; /* "" where the counter has none; a language code; digits; a deck */
    int n;
    int64_t wall; /* UTC seconds */
};

#endif
