#include "ui/flow.h"

#include <assert.h>

void flow_words(struct flow *flow, struct words words)
{
    assert(flow->n < FLOW_BLOCKS_MAX);
    flow->blocks[flow->n++] = (struct block){.words = words};
}

void flow_say(struct flow *flow, const char *text, enum text_role role)
{
    flow_words(flow, (struct words){.text = text, .role = role});
}

void flow_buttons(struct flow *flow, const struct button *buttons, int n)
{
    assert(flow->n < FLOW_BLOCKS_MAX);
    flow->blocks[flow->n++] = (struct block){.buttons = buttons, .button_count = n};
}

/* Draws where draw is true; returns the height. */
static int set_block(const struct pen *pen, const struct block *block, struct rect box, bool draw)
{
    if (block->buttons) {
        return pen_button_rows(pen, box, block->buttons, block->button_count, draw);
    }
    return draw ? pen_words(pen, box, &block->words) : pen_words_height(pen, box.w, &block->words);
}

static int block_height(const struct pen *pen, const struct block *block, int width)
{
    return set_block(pen, block, (struct rect){0, 0, width, 0}, false);
}

int flow_height(const struct pen *pen, const struct flow *flow, int width)
{
    int height = 0;
    for (int i = 0; i < flow->n; i++) {
        height += (i ? pen_size(pen, flow->gap) : 0) + block_height(pen, &flow->blocks[i], width);
    }
    return height;
}

static struct pages pages_of(const struct pen *pen, struct rect box, const struct flow *flow)
{
    struct block_size sizes[FLOW_BLOCKS_MAX];
    for (int i = 0; i < flow->n; i++) {
        const struct block *block = &flow->blocks[i];
        bool bold = pen->look->text[block->words.role].bold;
        sizes[i] = (struct block_size){block_height(pen, block, box.w), !block->buttons && bold};
    }
    return pages_cut(sizes, flow->n, pen_size(pen, flow->gap), box.h);
}

static int draw_blocks(const struct pen *pen, struct rect box, const struct flow *flow, int first,
                       int end)
{
    int top = box.y;
    for (int i = first; i < end; i++) {
        struct rect place = rect_cut_top(&box, block_height(pen, &flow->blocks[i], box.w));
        set_block(pen, &flow->blocks[i], place, true);
        if (i + 1 < end) {
            rect_cut_top(&box, pen_size(pen, flow->gap));
        }
    }
    return box.y - top;
}

/* A block that has no room even alone is written smaller, down to the usual size. */
static struct pen pen_that_fits(const struct pen *pen, const struct flow *flow, struct rect box)
{
    struct pen smaller = *pen;
    while (smaller.scale > 1 && !pages_of(&smaller, box, flow).whole) {
        smaller.scale = smaller.scale > 1.05 ? smaller.scale - 0.05 : 1;
    }
    return smaller;
}

int flow_draw(const struct pen *pen, struct rect box, const struct flow *flow,
              const struct turn *turn)
{
    if (flow_height(pen, flow, box.w) <= box.h) {
        return draw_blocks(pen, box, flow, 0, flow->n);
    }
    int whole = box.h;
    struct button more = turn_button(turn, 0, flow->n);
    struct rect foot = rect_cut_bottom(&box, pen_button_height(pen, &more, box.w));
    rect_cut_bottom(&box, pen_size(pen, SPACE_GAP));
    struct pen smaller = pen_that_fits(pen, flow, box);
    struct pages pages = pages_of(&smaller, box, flow);
    int page = turn_page(turn, pages.n);
    draw_blocks(&smaller, box, flow, pages.start[page], pages.start[page + 1]);
    more = turn_button(turn, page, pages.n);
    pen_button(&smaller, foot, &more);
    return whole;
}
