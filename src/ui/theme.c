#include "ui/theme.h"

#include <assert.h>
#include <math.h>

static const struct theme themes[THEMES] = {
    [THEME_CALM] =
        {
            .paper = 0xFBF8F3,
            .ink = 0x1B2430,
            .primary = 0x0F5C63,
            .on_primary = 0xFFFFFF,
            .accent = 0xF2B84B,
            .on_accent = 0x1B2430,
            .pale = 0xDCEEF0,
            .on_pale = 0x1B2430,
            .alert = 0x8A2F1D,
            .on_alert = 0xFFFFFF,
            .edge = 0x0F5C63,
            .focus = 0x9C3A26,
            .quiet = 0xC9D6D6,
            .stage = 0x0C474D,
            .on_stage = 0xFFFFFF,
            .device = 0x1B2430,
            .shade = 0x7D9496,
            .shade_line = 0x8CA2A4,
            .pointer = 0xF2B84B,
            .pointer_edge = 0x1B2430,
        },
    [THEME_CONTRAST] =
        {
            .paper = 0x0B0B0B,
            .ink = 0xFFFFFF,
            .primary = 0xFFD54F,
            .on_primary = 0x0B0B0B,
            .accent = 0xFFFFFF,
            .on_accent = 0x0B0B0B,
            .pale = 0x1C2529,
            .on_pale = 0xFFFFFF,
            .alert = 0xFFB4A2,
            .on_alert = 0x0B0B0B,
            .edge = 0xFFFFFF,
            .focus = 0xFF8A65,
            .quiet = 0x4A5A60,
            .stage = 0x1C2529,
            .on_stage = 0xFFFFFF,
            .device = 0xFFFFFF,
            .shade = 0x4A5A60,
            .shade_line = 0x566870,
            .pointer = 0xFFD54F,
            .pointer_edge = 0x0B0B0B,
        },
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
