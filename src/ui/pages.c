#include "ui/pages.h"

#include <assert.h>

struct pages pages_cut(const struct block_size *blocks, int n, int gap, int height)
{
    struct pages pages = {.n = 1, .whole = true};
    int used = 0;
    assert(n <= PAGES_BLOCKS_MAX);
    for (int i = 0; i < n; i++) {
        bool first = i == pages.start[pages.n - 1];
        int next = blocks[i].heads && i + 1 < n ? gap + blocks[i + 1].height : 0;
        if (!first && used + gap + blocks[i].height + next > height) {
            pages.start[pages.n++] = i;
            used = 0;
            first = true;
        }
        used += (first ? 0 : gap) + blocks[i].height;
        pages.whole &= blocks[i].height <= height;
    }
    pages.start[pages.n] = n;
    return pages;
}

int turn_page(const struct turn *turn, int pages)
{
    return clamped(turn->page, 0, pages - 1);
}

struct button turn_button(const struct turn *turn, int page, int pages)
{
    bool last = page + 1 >= pages;
    return button_fixed(last ? turn->again : turn->more, last ? ICON_UP : ICON_DOWN, LOOK_QUIET,
                        turn->action, last ? 0 : page + 1);
}
