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

/* Makes `to` ready, of the surface's size, for a fade of area from what surface shows; a fade that
 * runs is given up where it stands, and its area becomes part of this one. Returns false where
 * there is no memory for it. Paint `to` in fade->area, then call fade_start(). */
bool fade_prepare(struct fade *fade, const struct SDL_Surface *surface, struct rect area);

/* Starts it: from now (nanoseconds, of any clock that goes on) for ms milliseconds. */
void fade_start(struct fade *fade, const struct SDL_Surface *surface, int64_t now, int ms);

/* Has every pixel of the area moved from now on: `to` was painted anew in the middle of a fade. */
void fade_repainted(struct fade *fade);

/* Returns true from fade_prepare() until the end. */
static inline bool fade_runs(const struct fade *fade)
{
    return fade->running;
}

/* Draws the step for now into surface and sets fade->next. Returns true where it was the last,
 * which draws exactly `to`; call fade_end() then. */
bool fade_step(struct fade *fade, struct SDL_Surface *surface, int64_t now);

/* Ends the fade and keeps the buffers for the next. */
void fade_end(struct fade *fade);

/* Ends the fade and gives the buffers back. */
void fade_release(struct fade *fade);

#endif
