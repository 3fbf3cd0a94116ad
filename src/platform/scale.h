/* scale.h: a picture brought to a size: the part of it that has the wanted shape, filtered with a
 * tent as wide as a source pixel or a wanted one, whichever is larger. Clear pixels become white.
 */
#ifndef PLATFORM_SCALE_H
#define PLATFORM_SCALE_H

struct SDL_Surface;

/* Returns w by h pixels (XRGB8888; the caller frees them) covered by the middle of picture. NULL
 * where SDL cannot; SDL_GetError() says why. */
struct SDL_Surface *scale_cover(struct SDL_Surface *picture, int w, int h);

#endif
