/* effect.h: what the application asks of the world, as data. The session performs them in order,
 * the counts before the next frame is shown, and answers with events (event.h); tests compare the
 * list. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "base/counter.h"

enum effect_kind {
    EFFECT_COUNT,    /* adds n to counter/item in the hour of `wall` */
    EFFECT_LANGUAGE, /* reads the content in the language `item`: EVENT_CONTENT */
    /* The staff's. */
    EFFECT_PIN_LOOK,    /* the pad is there: EVENT_PIN, without an answer */
    EFFECT_PIN_TRY,     /* tries the digits `item`: EVENT_PIN */
    EFFECT_PIN_STICK,   /* takes the owner's file of a stick: EVENT_PIN */
    EFFECT_STAFF_LOOK,  /* asks for the facts, on coming in and every second: EVENT_FACTS */
    EFFECT_STAND_OPEN,  /* opens app_stand_draft(): EVENT_FACTS */
    EFFECT_STAND_CLOSE, /* closes the stand: EVENT_FACTS */
    EFFECT_EXPORT,      /* onto stick number n of the facts, named `item`: EVENT_FACTS, again at its
                         * end */
    EFFECT_UPDATE,      /* takes the content of that stick: the same, and EVENT_CONTENT */
    EFFECT_REVERT,      /* takes the content before: the same */
    EFFECT_DECK,        /* plays the deck `item` from now on; "": every slide */
    EFFECT_PANEL,       /* tells that the glass is touched on and on, `item` says where */
    EFFECT_STOP         /* ends the program cleanly */
};

struct effect {
    enum effect_kind kind;
    enum counter counter;
    char item[COUNTER_ITEM_MAX]; /* "" where the counter has none; a language code; digits; a deck;
                                    a place */
    int n;
    int64_t wall; /* UTC seconds */
};

#endif
