/* decode.h: from a file's bytes to a picture of the wanted size. What a file is, is read from its
 * bytes, not from its name; its size is read from its header before any pixel is. */
#ifndef PLATFORM_DECODE_H
#define PLATFORM_DECODE_H

#include "base/err.h"

struct SDL_Surface;

/* Returns the picture scaled to cover w by h pixels, its middle cut out (XRGB8888; the caller frees
 * it). Returns NULL, with a message that begins with path, where it cannot be shown. Any thread. */
struct SDL_Surface *decode_file(const char *path, int w, int h, struct err *err);

/* Returns true if its kind, size and end are what they should be, which takes about a millisecond;
 * else the message. Any thread. A content_world's picture_ok: context is not used. */
bool decode_glance(void *context, const char *path, struct err *err);

#endif
