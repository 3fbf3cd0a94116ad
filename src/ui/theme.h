/* theme.h: colours. Text stands on its ground at 7:1 or better (WCAG 1.4.6),
 * edges and signs at 3:1 (1.4.11); a test computes both for every frame. None of the State's or the
 * official application's colours. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

/* Each in the calm theme, and in the one of high contrast. */
#define THEME_COLORS(X)                                                                            \
    X(paper, 0xFBF8F3, 0x0B0B0B) /* the page and what is written on it */                          \
    X(ink, 0x1B2430, 0xFFFFFF)                                                                     \
    X(primary, 0x0F5C63, 0xFFD54F) /* the main thing to touch */                                   \
    X(on_primary, 0xFFFFFF, 0x0B0B0B)                                                              \
    X(accent, 0xF2B84B, 0xFFFFFF) /* the second one */                                             \
    X(on_accent, 0x1B2430, 0x0B0B0B)                                                               \
    X(pale, 0xDCEEF0, 0x1C2529) /* cards and quiet buttons */                                      \
    X(on_pale, 0x1B2430, 0xFFFFFF)                                                                 \
    X(alert, 0x8A2F1D, 0xFFB4A2) /* leaving, ending */                                             \
    X(on_alert, 0xFFFFFF, 0x0B0B0B)                                                                \
    X(edge, 0x0F5C63, 0xFFFFFF)  /* outlines of what can be touched */                             \
    X(focus, 0x9C3A26, 0xFF8A65) /* where the keypad is; where a finger rests */                   \
    X(quiet, 0xC9D6D6, 0x4A5A60) /* what is not to be read: rules, segments still to come */       \
    X(stage, 0x0C474D, 0x1C2529) /* around the phone of the walkthrough */                         \
    X(on_stage, 0xFFFFFF, 0xFFFFFF)                                                                \
    X(device, 0x1B2430, 0xFFFFFF) /* the phone's case */                                           \
    X(shade, 0x7D9496, 0x4A5A60)  /* what lies behind a sheet */                                   \
    X(shade_line, 0x8CA2A4, 0x566870)                                                              \
    X(pointer, 0xF2B84B, 0xFFD54F) /* around what to touch next */                                 \
    X(pointer_edge, 0x1B2430, 0x0B0B0B)

struct theme {
#define THEME_COLOR(name, ...) uint32_t name;
    THEME_COLORS(THEME_COLOR)
#undef THEME_COLOR
};

enum theme_id { THEME_CALM, THEME_CONTRAST, THEMES };

const struct theme *theme_of(enum theme_id id);

/* Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
double theme_contrast(uint32_t a, uint32_t b);

#endif
