/* effect.h: what the application asks of the world, as data. The main performs them in order, the
 * counts before the next frame is shown; tests compare the list. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "base/counter.h"

enum effect_kind {
    EFFECT_COUNT,   /* add 1 to counter/item in the hour of `wall` */
    EFFECT_LANGUAGE /* read the content again in the language `item`, then app_use_content() */
};

struct effect {
    enum effect_kind kind;
    enum counter counter;
    char item[COUNTER_ITEM_MAX]; /* "" where the counter has none; a language code */
    int64_t wall;                /* UTC seconds */
};

#endif
