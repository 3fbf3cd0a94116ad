/* text.h: words on the glass: faces, direction, lines.
 *
 * A paragraph is cut into runs by direction (Unicode bidi, UAX 9, FriBidi) and by face (the first
 * of the stack that has the character), wrapped at spaces, and balanced: its lines are evened so
 * that the last never holds one word alone where the words allow it. U+00A0 and U+202F never break.
 * A word wider than the room is broken between characters rather than clipped.
 *
 * Measuring and drawing letters is the platform's; tests hand in a fixed-width one. */
#ifndef UI_TEXT_H
#define UI_TEXT_H

#include "ui/draw.h"

struct text_fonts {
    void *context;
    bool (*has)(void *context, enum face face, uint32_t code);
    /* The advance of a run of one face and one direction, pixels. */
    int (*width)(void *context, enum face face, int size, bool rtl, const char *text, size_t n);
    /* For an em of size pixels: above the baseline, below it, and the height of a capital. */
    void (*metrics)(void *context, enum face face, int size, int *ascent, int *descent,
                    int *capital);
};

enum text_align { TEXT_START, TEXT_MIDDLE, TEXT_END };

struct text_style {
    double caps_mm; /* height of a capital letter on the glass */
    bool bold;
    uint32_t color;
    enum text_align align;
    double leading; /* from line to line, in heights of a capital; 0: 2.1, which is 1.5 em */
};

/* Draws text from the top of box, in its width; returns the height taken, which may be more than
 * the box has: see text_fits(). '\n' starts a new line. */
int text_draw(struct draw_list *list, const struct text_fonts *fonts, struct rect box,
              const char *text, const struct text_style *style);

/* The height that text_draw would take in this width, and how many lines (NULL allowed). */
int text_height(struct draw_list *list, const struct text_fonts *fonts, int width, const char *text,
                const struct text_style *style, int *lines);

/* The width of the text on one line. */
int text_width(struct draw_list *list, const struct text_fonts *fonts, const char *text,
               const struct text_style *style);

/* One icon of FACE_ICONS, its middle in the middle of box, size in mm. */
void text_icon(struct draw_list *list, const struct text_fonts *fonts, struct rect box,
               uint32_t code, double mm, uint32_t color);

#endif
