/* world.h: what a session meets outside itself, in memory: a store, a PIN, sticks and another
 * program, linked in place of the real ones, so that a flow test runs the session of the wall. */
#ifndef FLOW_WORLD_H
#define FLOW_WORLD_H

#include "stage.h"

struct world {
    struct tally tally;            /* all that the store was given */
    int looks;                     /* at the sticks: once for each look of the staff */
    void (*looked)(void *context); /* at each of them; NULL: nothing */
    void *context;
};

extern struct world world;

void world_reset(void);

#endif
