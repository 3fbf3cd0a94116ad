/* fade.h: one frame becoming another, where it is shown: each step moves what is on the surface a
 * part of the way that is left. The frame it becomes is held in one buffer, kept from one fade to
 * the next: mapping it anew each time cost a tenth of the loop's processor time. */
#ifndef PLATFORM_FADE_H
#define PLATFORM_FADE_H

#include "ui/rect.h"

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

struct fade {
    struct SDL_Surface *to; /* NULL: none was needed yet */
    bool running;
    double done;                 /* of the way, 0 to 1 */
    struct rect area;            /* outside it, both are what is shown */
    int64_t start, length, next; /* nanoseconds; next: when the next step is due */
    uint8_t *tiles;              /* by rows: 1 where the two frames differ */
    int columns, rows;
};

/* Begins from what surface shows. A fade already running is given up where it stands. Paint `to`
 * in the area, then call fade_start. False where there is no room for it. */
bool fade_prepare(struct fade *fade, const struct SDL_Surface *surface, struct rect area);
void fade_start(struct fade *fade, const struct SDL_Surface *surface, int64_t now, int ms);

/* Says that `to` was painted anew in the middle of a fade. */
void fade_repainted(struct fade *fade);

static inline bool fade_runs(const struct fade *fade)
{
    return fade->running;
}

/* Draws the step for now into surface, the last one exactly `to`; true where that was the last. */
bool fade_step(struct fade *fade, struct SDL_Surface *surface, int64_t now);
void fade_end(struct fade *fade);
void fade_release(struct fade *fade); /* gives the buffers back too */

#endif
