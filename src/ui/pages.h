/* pages.h: what is too long for the glass, cut into pages, and the one button that turns them: from
 * each page to the next, and from the last to the first. */
#ifndef UI_PAGES_H
#define UI_PAGES_H

#include "ui/widget.h"

enum { PAGES_BLOCKS_MAX = 128 };

struct block_size {
    int height;
    bool heads; /* it stands on the page of what follows it */
};

struct pages {
    int n;
    int start[PAGES_BLOCKS_MAX + 1]; /* the first block of each page, and the end */
    bool whole;                      /* no block is higher than a page */
};

/* Cuts n blocks (at most PAGES_BLOCKS_MAX) into as few pages of that height as their order allows.
 */
struct pages pages_cut(const struct block_size *blocks, int n, int gap, int height);

/* How pages are turned: the words of the button, its action, and the page that is wanted. */
struct turn {
    const char *more, *again;
    int action, page;
};

/* Returns the page that is shown: the wanted one, or the nearest there is. */
int turn_page(const struct turn *turn, int pages);

/* Returns the button at the foot of that page; its letters do not grow: its place never moves. */
struct button turn_button(const struct turn *turn, int page, int pages);

#endif
