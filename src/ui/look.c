#include "ui/look.h"

#include <assert.h>

const struct look look_usual =
    {
        .scale = 1,
        .growth = {1, 1.25, 1.5},
        .growth_small = {1, 1.1, 1.2},
        .text =
            {
                [TEXT_BODY] = {CAPS_BODY, CAPS_BODY, false, 2.1, 0},
                [TEXT_NOTE] = {CAPS_BODY, CAPS_BODY, false, 1.8, 0},
                [TEXT_STRONG] = {CAPS_BODY, CAPS_BODY, true, 1.8, 0},
                [TEXT_LEAD] = {9, 8, false, 1.9, 0},
                [TEXT_HEADING] = {9, 8, true, 1.75, 0},
                [TEXT_TITLE] = {12.5, 9.5, true, 1.75, 0},
                [TEXT_TILE] = {10.8, 9.6, true, 1.75, 0},
                [TEXT_ASK] = {9.9, 8.8, false, 1.9, 0},
                [TEXT_BANNER] = {15, 11.4, true, 1.75, 0},
                [TEXT_COUNT] = {25, 19, true, 1.75, 0},
                [TEXT_REPLY] = {13.75, 10.45, false, 1.9, 0},
                [TEXT_OPEN] = {9, 8, true, 1.75, 1},
                [TEXT_CALL] = {10.35, 9.2, true, 1.75, 0},
                [TEXT_INVITE] = {8.6, 8.6, true, 1.75, 1},
                [TEXT_FIXED] = {CAPS_BODY, CAPS_BODY, true, 1.75, 1},
                [TEXT_KEY] = {12.5, 9.5, true, 1.75, 1},
                [TEXT_STAGE] = {20, 15.2, true, 1.75, 1},
                [TEXT_STAGE_SAYS] = {15, 11.4, false, 1.9, 1},
                [TEXT_LOOP_TITLE] = {CAPS_BODY, CAPS_BODY, true, 1.75, 0},
                [TEXT_LOOP_LINE] = {CAPS_BODY, CAPS_BODY, false, 1.85, 0},
                [TEXT_DEVICE_BODY] = {5.2, 5.2, false, 1.85, 0},
                [TEXT_DEVICE_NOTE] = {CAPS_DEVICE, CAPS_DEVICE, false, 1.75, 0},
                [TEXT_DEVICE_STRONG] = {CAPS_DEVICE, CAPS_DEVICE, true, 1.75, 0},
                [TEXT_DEVICE_TITLE] = {5.8, 5.8, true, 1.75, 0},
                [TEXT_DEVICE_BAR] = {6.4, 6.4, true, 1.6, 1.25},
                [TEXT_DEVICE_BAR_SMALL] = {CAPS_DEVICE, CAPS_DEVICE, true, 1.6, 1},
                [TEXT_DEVICE_TAB] = {5.2, 5.2, true, 1.6, 1},
                [TEXT_DEVICE_INITIALS] = {6, 6, true, 1.75, 1},
                [TEXT_DEVICE_CHART] = {CAPS_DEVICE, CAPS_DEVICE, false, 1.6, 1.25},
                [TEXT_DEVICE_CHART_STRONG] = {CAPS_DEVICE, CAPS_DEVICE, true, 1.6, 1.25},
                [TEXT_DEVICE_SIGN] = {9, 9, true, 1.75, 0},
            },
        .mm =
            {
                [SPACE_HAIR] = 1,
                [SPACE_XS] = 2,
                [SPACE_S] = 3,
                [SPACE_M] = 4,
                [SPACE_GAP] = TARGET_GAP_MM,
                [SPACE_L] = 8,
                [SPACE_XL] = 12,
                [SPACE_XXL] = 24,
                [SIZE_TARGET] = TARGET_MM,
                [SIZE_RULE] = 0.5,
                [SIZE_LINE] = 0.6,
                [SIZE_EDGE] = 0.8,
                [SIZE_RADIUS] = 4,
                [SIZE_ROUND] = 5,
                [SIZE_SHEET] = 8,
                [SIZE_CASE] = 12,
                [SIZE_SIGN] = 10,
                [SIZE_SIGN_SMALL] = 9,
                [SIZE_SIGN_KEY] = 14,
                [SIZE_SIGN_LARGE] = 44,
                [SIZE_DOT] = 9,
                [SIZE_SEGMENT] = 2.4,
                [SIZE_ARM] = 660,
                [SIZE_REACH] = 440,
                [SIZE_TOP] = 32,
                [SIZE_FOOT] = 40,
                [SIZE_PAIR] = 300,
                [SIZE_CARD] = 150,
                [SIZE_CARD_MOST] = 660,
                [SIZE_CARD_GROWS] = 16,
                [SIZE_PLUS] = 46,
                [SIZE_UNDO] = 56,
                [SIZE_KEY_WIDE] = 34,
                [SIZE_KEY_TALL] = 26,
                [SIZE_PAD_KEY] = 34,
                [SIZE_PAD] = 200,
                [SIZE_CODE_MOST] = 420,
                [SIZE_CODE_ROOM] = 80,
                [SIZE_CODE_TALL] = 300,
                [SIZE_FIGURE] = 14,
                [SIZE_BAR] = 13,
                [SIZE_CHART_LEAST] = 64,
                [SIZE_CHART_MOST] = 190,
                [SIZE_HOUR] = 70,
                [SIZE_WALK_LEAST] = 250,
                [SIZE_WALK_MOST] = 620,
                [SIZE_WALK_BESIDE] = 430,
                [SIZE_COACH] = 172,
                [SIZE_ONLOOKERS] = 30,
                [SIZE_PHONE_LEAST] = 150,
                [SIZE_PHONE_WIDE] = 215,
                [SIZE_PHONE_LOW] = 120,
                [SIZE_PHONE_BODY] = 160,
                [SIZE_PHONE_PAD] = 2.5,
                [SIZE_PHONE_TAB] = 26,
                [SIZE_PHONE_TAB_SIGN] = 12,
                [SIZE_PHONE_BADGE] = 11,
                [SIZE_PHONE_CHART] = 62,
                [SIZE_PHONE_CHART_LARGE] = 71,
                [SIZE_PHONE_CHART_MOST] = 100,
                [SIZE_PHONE_TRACE] = 1.2,
                [SIZE_PHONE_DAY] = 12,
                [SIZE_PHONE_DAY_LARGE] = 15,
                [SIZE_PHONE_PICTURE] = 70,
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
