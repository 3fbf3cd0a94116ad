/* manager.h: is there a window manager on the X display? */
#ifndef PLATFORM_MANAGER_H
#define PLATFORM_MANAGER_H

#include <stdbool.h>

/* With none, SDL waits 100 ms at start and again at the end for one to make its window full screen;
 * a window without border at the size of the screen is the same there. Call after SDL_Init. True
 * also where it cannot be told. */
bool manager_runs(void);

#endif
