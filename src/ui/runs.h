/* runs.h: a paragraph cut by direction and by face, the private half of text.h.
 *
 * Positions are characters, not bytes. Everything lives in the arena of the frame. */
#ifndef UI_RUNS_H
#define UI_RUNS_H

#include "ui/text.h"

struct paragraph {
    const char *text;
    size_t n; /* characters */
    uint32_t *codes;
    uint32_t *offsets; /* n + 1: byte offset of each character and of the end */
    uint8_t *levels;   /* bidi embedding level: odd reads right to left */
    uint8_t *faces;    /* enum face */
};

struct run {
    size_t start, end; /* characters */
    enum face face;
    uint8_t level;
    int width; /* pixels */
};

enum { RUNS_MAX = 64 }; /* in one line; a line of more is not text anybody reads */

/* Analyses bytes text[0..n) (no '\n' inside) for that weight. rtl: the direction where the text has
 * none of its own. */
void paragraph_init(struct paragraph *paragraph, struct arena *arena,
                    const struct text_fonts *fonts, const char *text, size_t n, bool bold,
                    bool rtl);

/* The runs of characters [start, end), in logical order, measured with those em sizes by face.
 * Returns how many, at most RUNS_MAX. */
size_t paragraph_runs(const struct paragraph *paragraph, const struct text_fonts *fonts,
                      const int sizes[FACES], size_t start, size_t end, struct run runs[RUNS_MAX]);

/* Puts runs from logical into visual order, left to right (rule L2 of UAX 9, run by run). */
void runs_reorder(struct run *runs, size_t n);

/* True if a line may end after a character of this code. */
bool code_breaks(uint32_t code);

#endif
