/* box.h: rectangles with round corners, on an XRGB8888 surface.
 *
 * A corner's pixel is covered by how far its middle lies inside the circle, within one pixel:
 * smooth edges without a table. Everything is cut to a clip; painting in pieces gives the same
 * pixels as painting at once. */
#ifndef PLATFORM_BOX_H
#define PLATFORM_BOX_H

#include "ui/rect.h"

#include <stdint.h>

struct SDL_Surface;

struct box {
    struct rect rect;
    int radius; /* of the corners; more than half a side is half a side */
    int border; /* width of the outline, inside; 0: filled */
};

/* Returns where the pixel x, y of a surface of four bytes a pixel lies; valid while its row is. */
uint32_t *box_pixels(const struct SDL_Surface *surface, int x, int y);

/* Fills the box, or draws its border, in one colour (0xRRGGBB), as far as it lies in clip. clip
 * must lie inside the surface, here and below. */
void box_fill(const struct SDL_Surface *surface, struct rect clip, const struct box *box,
              uint32_t color);

/* Fills the box with a picture (XRGB8888) of the size of its rectangle; its border is not drawn. */
void box_picture(const struct SDL_Surface *surface, struct rect clip, const struct box *box,
                 const struct SDL_Surface *picture);

/* Fills a rectangle with square corners. */
void box_plain(const struct SDL_Surface *surface, struct rect clip, struct rect rect,
               uint32_t color);

/* Returns the colour of a pixel `under` that is covered by `over`, in part: 0 to 255, all of it. */
static inline uint32_t box_mix(uint32_t under, uint32_t over, unsigned part)
{
    /* two channels in one multiplication; x / 255 as (x + 128 + (x + 128 >> 8)) >> 8 */
    uint32_t rest = 255 - part;
    uint32_t rb = (under & 0xFF00FF) * rest + (over & 0xFF00FF) * part + 0x800080;
    uint32_t g = (under >> 8 & 0xFF) * rest + (over >> 8 & 0xFF) * part + 0x80;
    rb = (rb + (rb >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    g = (g + (g >> 8)) & 0xFF00;
    return rb | g;
}

#endif
