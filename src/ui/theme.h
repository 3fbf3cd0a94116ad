/* theme.h: colours. Text stands on its ground at 7:1 or better (WCAG 1.4.6),
 * edges and signs at 3:1 (1.4.11); a test computes both for every frame. None of the State's or the
 * official application's colours (facts 8). */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

struct theme {
    uint32_t paper, ink;            /* the page and what is written on it */
    uint32_t primary, on_primary;   /* the main thing to touch */
    uint32_t accent, on_accent;     /* the second one */
    uint32_t pale, on_pale;         /* cards and quiet buttons */
    uint32_t alert, on_alert;       /* leaving, ending */
    uint32_t edge;                  /* outlines of what can be touched */
    uint32_t focus;                 /* where the keypad is; where a finger rests */
    uint32_t quiet;                 /* what is not to be read: rules, segments still to come */
    uint32_t stage, on_stage;       /* around the phone of the walkthrough */
    uint32_t device;                /* the phone's case */
    uint32_t shade, shade_line;     /* what lies behind a sheet */
    uint32_t pointer, pointer_edge; /* around what to touch next */
};

enum theme_id { THEME_CALM, THEME_CONTRAST, THEMES };

const struct theme *theme_of(enum theme_id id);

/* Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
double theme_contrast(uint32_t a, uint32_t b);

#endif
