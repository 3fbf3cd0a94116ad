/* decode.h: from a file's bytes to a picture of the wanted size. What a file is, is read from its
 * bytes, not from its name; its size is read from its header before any pixel is. */
#ifndef PLATFORM_DECODE_H
#define PLATFORM_DECODE_H

#include "base/err.h"

#include <stddef.h>

struct SDL_Surface;

/* Any thread. NULL and a message that begins with path where it cannot be shown. */
struct SDL_Surface *decode_file(const char *path, int w, int h, struct err *err);

/* True if its kind, size and end are what they should be, which takes about a millisecond; else the
 * message. Any thread. A content_world's picture_ok: context is not used. */
bool decode_glance(void *context, const char *path, struct err *err);

#endif
