/* flow.h: words and rows of buttons one below the other, on as many pages as the glass and the
 * visitor's text size ask for. Nothing is ever clipped: what has no room is one touch away. */
#ifndef UI_FLOW_H
#define UI_FLOW_H

#include "ui/widget.h"

enum { FLOW_BLOCKS_MAX = 24 };

struct block { /* words, or else buttons side by side */
    struct words words;
    const struct button *buttons;
    int button_count;
};

struct flow {
    struct block blocks[FLOW_BLOCKS_MAX];
    int n;
    double gap_mm; /* between blocks */
};

void flow_words(struct flow *flow, struct words words);
void flow_buttons(struct flow *flow, const struct button *buttons, int n);

/* The height of all of it on one page of that width. */
int flow_height(const struct pen *pen, const struct flow *flow, int width);

/* Draws page number `page` (from 0) in box. Where one page is not enough, `more` stands at its foot
 * with arg set to the page it leads to: the next, and from the last the first, then with the label
 * `again`. Returns the height taken. */
int flow_draw(const struct pen *pen, struct rect box, const struct flow *flow, int page,
              struct button more, const char *again);

#endif
