/* paint.h: the one way from a draw list to pixels: in memory, on an XRGB8888 surface, with the same
 * result under a window, under Xvfb and with no display at all. Painting a list in several clips
 * gives the same pixels as painting it whole. */
#ifndef PLATFORM_PAINT_H
#define PLATFORM_PAINT_H

#include "base/err.h"
#include "platform/font.h"
#include "platform/image.h"
#include "ui/draw.h"

/* Paints what of list lies in clip. A picture that is not decoded leaves a pale box; returns how
 * many of those a later painting may fill (broken pictures are not counted). images may be NULL:
 * every picture is a pale box then. */
int paint_list(struct SDL_Surface *surface, const struct draw_list *list, struct rect clip,
               struct font_set *fonts, struct images *images);

/* Begins a new frame and asks for its pictures. Call it before painting a new list. */
void paint_pictures(const struct draw_list *list, struct images *images);

/* Announces the next pictures, and forgets the oldest others until the rest takes at most bytes
 * (0: 2.2 times the glass). Call it once the list is on the glass: the decoder would take memory
 * and a core away from a touch's answer. */
void paint_soon(const struct draw_list *list, struct images *images, size_t bytes);

/* Returns true while a picture of list is queued or being decoded. */
bool paint_waits(const struct draw_list *list, struct images *images);

/* Waits until each picture of list is decoded or found broken, at most ms milliseconds in all. */
void paint_wait(const struct draw_list *list, struct images *images, int ms);

/* Moves out a part of the way to `to` inside rect: out += (to - out) * part / 256, part 0..256,
 * both of one size. */
void paint_toward(struct SDL_Surface *out, const struct SDL_Surface *to, int part,
                  struct rect rect);

/* Writes a surface into path as PNG. Returns false, with the message, where it cannot. */
bool paint_save(struct SDL_Surface *surface, const char *path, struct err *err);

#endif
