#include "ui/theme.h"

#include <assert.h>
#include <math.h>

static const struct theme themes[THEMES] = {
#define THEME_CALM_COLOR(name, calm, contrast)     .name = (calm),
#define THEME_CONTRAST_COLOR(name, calm, contrast) .name = (contrast),
    [THEME_CALM] = {THEME_COLORS(THEME_CALM_COLOR)},
    [THEME_CONTRAST] = {THEME_COLORS(THEME_CONTRAST_COLOR)},
#undef THEME_CALM_COLOR
#undef THEME_CONTRAST_COLOR
};

const struct theme *theme_of(enum theme_id id)
{
    assert(id < THEMES);
    return &themes[id];
}

static double linear(uint32_t channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
    return 0.2126 * linear(color >> 16 & 0xFF) + 0.7152 * linear(color >> 8 & 0xFF) +
           0.0722 * linear(color & 0xFF);
}

double theme_contrast(uint32_t a, uint32_t b)
{
    double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}
