/* manager.h: is there a window manager on the X display? */
#ifndef PLATFORM_MANAGER_H
#define PLATFORM_MANAGER_H

#include <stdbool.h>

/* Returns true if there is, and where it cannot be told; call it after SDL_Init(). With none, SDL
 * waits 100 ms at start and again at the end for one to make its window full screen; a window
 * without border at the size of the screen is the same there. */
bool manager_runs(void);

#endif
