/* place.h: where a walk stands, and the way back. Inside content/ only. */
#ifndef CONTENT_DEMO_PLACE_H
#define CONTENT_DEMO_PLACE_H

#include "content/demo_play.h"

/* Returns what stands on the glass; valid until the next call that changes play. */
const struct demo_place *place_top(const struct demo_play *play);

/* Returns true if a tab of the bar leads to the screen of that id. */
bool place_is_tab(const struct demo *demo, const char *screen);

/* Returns true if there is a screen to go back to. */
bool place_can_go_back(const struct demo_play *play);

/* Go there; item is an index of play->live, -1 for none. With screen NULL they stay. */
void place_open(struct demo_play *play, const struct demo_screen *screen, int item);
void place_only(struct demo_play *play, const struct demo_screen *screen, int item);
void place_back(struct demo_play *play);
void place_back_to(struct demo_play *play, const struct demo_screen *screen, int item);

#endif
