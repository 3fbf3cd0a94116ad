#include "ui/message.h"

static const double call_x_mm = 12, call_y_mm = 6, sign_part = 0.6;

void message_count(const struct pen *pen, struct message *message, int n)
{
    flow_words(&message->flow, (struct words){.text = arena_format(&pen->list->arena, "%d", n),
                                              .role = TEXT_COUNT,
                                              .color = pen->theme->primary});
}

static void draw_sign(const struct pen *pen, struct rect box, const struct message *message)
{
    struct rect disc = rect_middle(box, box.h, box.h);
    uint32_t ground = message->look == LOOK_PRIMARY  ? pen->theme->primary
                      : message->look == LOOK_ACCENT ? pen->theme->accent
                                                     : pen->theme->pale;
    draw_box(pen->list, disc, ground, disc.h / 2);
    text_icon(pen->list, pen->fonts, disc, message->icon,
              look_mm(pen->look, SIZE_SIGN_LARGE) * sign_part, pen_ink(pen, message->look));
}

/* One that everybody looks at is as wide as its words, and higher than another. */
static bool is_call(const struct message *message)
{
    return message->button_count == 1 && message->buttons[0].role == TEXT_CALL;
}

/* Draws where draw is true; returns the height. */
static int ways(const struct pen *pen, struct rect box, const struct message *message, bool draw)
{
    const struct button *buttons = message->buttons;
    if (!is_call(message)) {
        return pen_button_rows(pen, box, buttons, message->button_count, draw);
    }
    bool low = glass_is_low(&pen->list->glass);
    int width = pen_button_width(pen, buttons) + 2 * pen_mm(pen, call_x_mm);
    int height = pen_button_height(pen, buttons, box.w) + (low ? 0 : 2 * pen_mm(pen, call_y_mm));
    if (draw) {
        pen_button(pen, rect_middle(box, width, height), buttons);
    }
    return height;
}

void message_draw(const struct pen *pen, struct rect box, const struct message *message,
                  const struct turn *turn)
{
    int gap = pen_size(pen, SPACE_GAP), sign = pen_size(pen, SIZE_SIGN_LARGE) + gap;
    int rows = ways(pen, box, message, false), foot = rows ? rows + 2 * gap : 0;
    int words = flow_height(pen, &message->flow, box.w);
    sign = message->icon && sign + words + foot <= box.h ? sign : 0;
    box = rect_middle(box, box.w, sign + words + foot);
    if (sign) {
        draw_sign(pen, rect_cut_top(&box, sign - gap), message);
        rect_cut_top(&box, gap);
    }
    ways(pen, rect_cut_bottom(&box, rows), message, true);
    rect_cut_bottom(&box, foot - rows);
    struct flow flow = message->flow;
    for (int i = 0; i < flow.n; i++) {
        flow.blocks[i].words.align = TEXT_MIDDLE;
    }
    flow_draw(pen, box, &flow, turn);
}
