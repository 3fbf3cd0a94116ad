/* flow.h: words and rows of buttons one below the other, on as many pages as the glass and the
 * visitor's text size ask for. Nothing is ever clipped: what has no room is one touch away. */
#ifndef UI_FLOW_H
#define UI_FLOW_H

#include "ui/pages.h"

enum { FLOW_BLOCKS_MAX = 24 };

struct block { /* words, or else buttons side by side */
    struct words words;
    const struct button *buttons;
    int button_count;
};

struct flow {
    struct block blocks[FLOW_BLOCKS_MAX];
    int n;
    enum measure gap; /* between blocks */
};

void flow_words(struct flow *flow, struct words words);
void flow_say(struct flow *flow, const char *text, enum text_role role);
void flow_buttons(struct flow *flow, const struct button *buttons, int n);

/* The height of all of it on one page of that width. */
int flow_height(const struct pen *pen, const struct flow *flow, int width);

/* Draws the page that turn asks for in box; where one page is not enough, turn's button stands at
 * its foot. Returns the height taken. */
int flow_draw(const struct pen *pen, struct rect box, const struct flow *flow,
              const struct turn *turn);

#endif
