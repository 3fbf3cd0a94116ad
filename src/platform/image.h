/* image.h: pictures of the content, decoded beside the main thread.
 *
 * A worker decodes (SVG, PNG, JPEG through SDL_image), scales to cover the wanted size and cuts the
 * middle; a finished picture posts one wake-up. A few are kept, bounded in bytes. Files are
 * untrusted: over IMAGE_SIDE_MAX pixels a side, over IMAGE_FILE_MAX bytes, truncated or broken ones
 * are refused with a message, logged once, and shown as an empty (pale) box. */
#ifndef PLATFORM_IMAGE_H
#define PLATFORM_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum {
    IMAGE_SIDE_MAX = 8192,
    IMAGE_PIXELS_MAX = 64 * 1000 * 1000,
    IMAGE_FILE_MAX = 20 * 1024 * 1024,
    IMAGE_BYTES_USUAL = 24 * 1024 * 1024 /* what is kept where image_trim was not called yet */
};

struct images;
struct SDL_Surface;

/* Starts the worker. It calls wake, from its own thread, when a picture is ready: wake may only
 * post an event; NULL: nobody waits. Everything below is for one thread, the caller's. */
struct images *image_open(void (*wake)(void *context), void *context);

/* Waits for the worker's last picture and frees all; NULL is fine. */
void image_close(struct images *images);

/* Returns the picture at exactly w by h pixels (XRGB8888); NULL, and queues it, while it is not
 * decoded, or where it cannot be. Valid until the next call of any but image_waits(). */
struct SDL_Surface *image_ask(struct images *images, const char *path, int w, int h);

/* Queues a picture behind those asked for. It is not decoded where there is no room for it. */
void image_soon(struct images *images, const char *path, int w, int h);

/* Returns true while the picture is queued or being decoded. */
bool image_waits(struct images *images, const char *path, int w, int h);

/* Waits until the picture is decoded or found broken, at most until that time. For the first frame
 * and for scripted visits. */
void image_wait(struct images *images, const char *path, int w, int h, struct timespec until);

/* Returns the time, as image_wait() takes it, that comes in ms milliseconds. */
struct timespec image_after(int ms);

/* Begins a new frame: ask for its pictures, announce the next ones, then trim. */
void image_turn(struct images *images);

/* Forgets what was neither asked for nor announced since image_turn(), the oldest first, until the
 * rest takes at most so many bytes. paint_pictures() and paint_soon() do all of this for a draw
 * list. */
void image_trim(struct images *images, size_t bytes);

#endif
