/* strokes.h: letters of last resort, drawn here as strokes of a round pen, for a machine where no
 * font can be read: a glass with bare pictures helps nobody, and 3422 must be on it. Capitals,
 * digits and the signs that French needs; small letters are drawn as capitals. */
#ifndef PLATFORM_STROKES_H
#define PLATFORM_STROKES_H

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

/* Returns true if it can be drawn, or is a space. */
bool strokes_has(uint32_t code);

/* Returns how wide the text is in letters of that size, pixels. */
int strokes_width(const char *text, int size);

/* Returns the text as 8-bit coverage, as wide as strokes_width() says and 5/4 of the size high,
 * capitals of 7/10 standing on the line at one size; the caller's own. NULL where nothing is to be
 * drawn or there is no room. */
struct SDL_Surface *strokes_draw(const char *text, int size, bool bold);

#endif
