/* glass.h: the surface a visitor touches, and lengths on it.
 *
 * The one logical unit above `platform` is the pixel of the frame; the origin is the top left.
 * Sizes are thought of in millimetres and turned into pixels once, here: a target of 20 mm is 20 mm
 * on any screen (EN 301 549 5.1.4). Below GLASS_SMALLEST inches everything shrinks in
 * proportion, since 20 mm of everything would not fit. */
#ifndef UI_GLASS_H
#define UI_GLASS_H

#include <stdbool.h>

#define GLASS_USUAL    21.5 /* inches, when the config does not say */
#define GLASS_SMALLEST 15.6

struct glass {
    int w, h;      /* pixels */
    double per_mm; /* pixels in a millimetre of the design */
    double inches; /* the true diagonal */
    bool rtl;      /* the language reads from right to left: the layout is mirrored */
};

/* inches: the diagonal, more than 0. */
struct glass glass_of(int w, int h, double inches);

int glass_mm(const struct glass *glass, double mm); /* to the nearest pixel, at least 1 if mm > 0 */
double glass_to_mm(const struct glass *glass, int pixels);

/* A glass that has no room to spare: in height, in width, in one of both. Under about 18.5 inches.
 */
bool glass_is_low(const struct glass *glass);
bool glass_is_narrow(const struct glass *glass);
bool glass_is_small(const struct glass *glass);

static inline bool glass_is_portrait(const struct glass *glass)
{
    return glass->h > glass->w;
}

#endif
