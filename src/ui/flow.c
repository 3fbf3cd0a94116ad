#include "ui/flow.h"

#include <assert.h>

void flow_words(struct flow *flow, struct words words)
{
    assert(flow->n < FLOW_BLOCKS_MAX);
    flow->blocks[flow->n++] = (struct block){.words = words};
}

void flow_buttons(struct flow *flow, const struct button *buttons, int n)
{
    assert(flow->n < FLOW_BLOCKS_MAX);
    flow->blocks[flow->n++] = (struct block){.buttons = buttons, .button_count = n};
}

static int block_height(const struct pen *pen, const struct block *block, int width)
{
    struct rect box = {0, 0, width, 0};
    return block->buttons ? pen_button_rows(pen, box, block->buttons, block->button_count, false)
                          : pen_words_height(pen, width, &block->words);
}

static void block_draw(const struct pen *pen, const struct block *block, struct rect box)
{
    if (block->buttons) {
        pen_button_rows(pen, box, block->buttons, block->button_count, true);
    } else {
        pen_words(pen, box, &block->words);
    }
}

int flow_height(const struct pen *pen, const struct flow *flow, int width)
{
    int height = 0;
    for (int i = 0; i < flow->n; i++) {
        height += (i ? pen_mm(pen, flow->gap_mm) : 0) + block_height(pen, &flow->blocks[i], width);
    }
    return height;
}

/* The first block after `first` that has no room in height; at least one is taken, and a heading
 * goes with what it heads. */
static int page_end(const struct pen *pen, const struct flow *flow, int width, int height,
                    int first)
{
    int i = first, used = 0;
    for (; i < flow->n; i++) {
        int more = (i > first ? pen_mm(pen, flow->gap_mm) : 0) +
                   block_height(pen, &flow->blocks[i], width);
        if (i > first && used + more > height) {
            break;
        }
        used += more;
    }
    bool heads = i < flow->n && i - 1 > first && flow->blocks[i - 1].words.bold;
    return heads ? i - 1 : i;
}

static int draw_blocks(const struct pen *pen, struct rect box, const struct flow *flow, int first,
                       int end)
{
    int top = box.y;
    for (int i = first; i < end; i++) {
        struct rect place = rect_cut_top(&box, block_height(pen, &flow->blocks[i], box.w));
        block_draw(pen, &flow->blocks[i], place);
        if (i + 1 < end) {
            rect_cut_top(&box, pen_mm(pen, flow->gap_mm));
        }
    }
    return box.y - top;
}

static bool each_fits(const struct pen *pen, const struct flow *flow, struct rect box)
{
    for (int i = 0; i < flow->n; i++) {
        if (block_height(pen, &flow->blocks[i], box.w) > box.h) {
            return false;
        }
    }
    return true;
}

/* A block that has no room even alone is written smaller, down to the usual size. */
static struct pen pen_that_fits(const struct pen *pen, const struct flow *flow, struct rect box)
{
    struct pen smaller = *pen;
    while (smaller.scale > 1 && !each_fits(&smaller, flow, box)) {
        smaller.scale = smaller.scale > 1.05 ? smaller.scale - 0.05 : 1;
    }
    return smaller;
}

int flow_draw(const struct pen *pen, struct rect box, const struct flow *flow, int page,
              struct button more, const char *again)
{
    if (flow_height(pen, flow, box.w) <= box.h) {
        return draw_blocks(pen, box, flow, 0, flow->n);
    }
    int whole = box.h;
    more.caps_mm = CAPS_BODY;
    struct rect foot = rect_cut_bottom(&box, pen_button_height(pen, &more, box.w));
    rect_cut_bottom(&box, pen_mm(pen, TARGET_GAP_MM));
    struct pen smaller = pen_that_fits(pen, flow, box);
    pen = &smaller;
    int first = 0, end = page_end(pen, flow, box.w, box.h, 0), at = 0;
    while (at < page && end < flow->n) {
        first = end;
        end = page_end(pen, flow, box.w, box.h, first);
        at++;
    }
    draw_blocks(pen, box, flow, first, end);
    more.arg = end < flow->n ? at + 1 : 0;
    more.label = end < flow->n ? more.label : again;
    more.icon = end < flow->n ? more.icon : ICON_UP;
    pen_button(pen, foot, &more);
    return whole;
}
