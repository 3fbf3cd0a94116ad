#include "ui/glass.h"

#include <math.h>

static const double mm_per_inch = 25.4, small_mm = 230;

struct glass glass_of(int w, int h, double inches)
{
    double diagonal = sqrt((double)w * w + (double)h * h);
    double design = inches < GLASS_SMALLEST ? GLASS_SMALLEST : inches;
    return (struct glass){
        .w = w,
        .h = h,
        .per_mm = diagonal / (design * mm_per_inch),
        .inches = inches,
    };
}

int glass_mm(const struct glass *glass, double mm)
{
    int pixels = (int)lround(mm * glass->per_mm);
    return mm > 0 && pixels < 1 ? 1 : pixels;
}

double glass_to_mm(const struct glass *glass, int pixels)
{
    return pixels / glass->per_mm;
}

bool glass_is_low(const struct glass *glass)
{
    return glass_to_mm(glass, glass->h) < small_mm;
}

bool glass_is_narrow(const struct glass *glass)
{
    return glass_to_mm(glass, glass->w) < small_mm;
}

bool glass_is_small(const struct glass *glass)
{
    return glass_is_low(glass) || glass_is_narrow(glass);
}
