#include "ui/look.h"

#include <assert.h>

const struct look look_usual = {
    .scale = 1,
    .growth = {1, 1.25, 1.5},
    .growth_small = {1, 1.1, 1.2},
    .text =
        {
#define LOOK_TEXT(role, ...) [role] = {__VA_ARGS__},
            LOOK_ROLES(LOOK_TEXT)
#undef LOOK_TEXT
        },
    .mm =
        {
#define LOOK_MM(measure, mm) [measure] = (mm),
            LOOK_MEASURES(LOOK_MM)
#undef LOOK_MM
        },
    .loop_title = {21, 19, 17.5, 16},
    .loop_line = {13, 11.8, 10.8, 10},
    .loop_gap = 0.55,
    .loop_gap_low = 0.25,
};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

double look_caps(const struct look *look, enum text_role role, bool small)
{
    assert(role < TEXT_ROLES);
    const struct text_look *text = &look->text[role];
    double least = role >= TEXT_DEVICE_BODY ? CAPS_DEVICE : CAPS_BODY;
    return larger((small ? text->small_mm : text->caps_mm) * look->scale, least);
}

double look_mm(const struct look *look, enum measure measure)
{
    assert(measure < MEASURES);
    double mm = look->mm[measure];
    /* A hand needs them; the last is half a gap, on both sides of a line between targets. */
    bool law = measure == SIZE_TARGET || measure == SPACE_GAP || measure == SIZE_PHONE_PAD;
    return law ? larger(mm, mm * look->scale) : mm * look->scale;
}
