/* decode.h: from a file's bytes to a picture of the wanted size. What a file is, is read from its
 * bytes, not from its name; its size is read from its header before any pixel is. */
#ifndef PLATFORM_DECODE_H
#define PLATFORM_DECODE_H

#include "base/err.h"

#include <stddef.h>

struct SDL_Surface;

/* Any thread. NULL and a message that begins with path where it cannot be shown. */
struct SDL_Surface *decode_file(const char *path, int w, int h, struct err *err);

/* True if its kind, size and end are what they should be: what can be known without drawing it. */
bool decode_looks_sound(const char *path, struct err *err);

#endif
