#include "app/chrome.h"

/* The bar keeps one size of letters whatever the visitor chose: its places never move. */
static void bar_buttons(const struct app *app, struct button buttons[3])
{
    static const char *const sizes[TEXT_SIZES] = {"comfort.text.1", "comfort.text.2",
                                                  "comfort.text.3"};
    buttons[0] =
        button_fixed(app_word(app, "comfort.text"), ICON_TEXT, LOOK_OUTLINE, ACTION_TEXT_SIZE, 0);
    buttons[0].spoken = app_word(app, sizes[app->text_size]);
    buttons[0].chosen = app->text_size > 0;
    buttons[1] = button_fixed(app_word(app, "comfort.contrast"), ICON_CONTRAST, LOOK_OUTLINE,
                              ACTION_CONTRAST, 0);
    buttons[1].chosen = app->theme == THEME_CONTRAST;
    buttons[2] = app->staff.presenting ? button_fixed("Présentation", ICON_SLIDES, LOOK_ACCENT,
                                                      ACTION_GO, SCREEN_PRESENT)
                                       : button_fixed(app_word(app, "comfort.finish"), ICON_FINISH,
                                                      LOOK_ALERT, ACTION_FINISH, 0);
}

void chrome_comfort(const struct app *app, const struct pen *pen, struct rect *rest)
{
    struct button buttons[3];
    bar_buttons(app, buttons);
    int edge = pen_size(pen, glass_is_low(&pen->list->glass) ? SPACE_S : SPACE_GAP);
    struct rect room = rect_inset_xy(*rest, edge, 0);
    int height = pen_button_rows(pen, room, buttons, 3, false);
    struct rect bar = rect_cut_bottom(rest, height + 2 * edge);
    struct rect rule = bar;
    rule.h = pen_size(pen, SIZE_RULE);
    draw_box(pen->list, rule, pen->theme->quiet, 0);
    pen_button_rows(pen, rect_inset(bar, edge), buttons, 3, true);
}

void chrome_header(const struct app *app, const struct pen *pen, struct rect *rest,
                   const char *title)
{
    struct button back =
        button_fixed(app_word(app, app->back == SCREEN_HOME ? "go.home" : "go.back"),
                     app->glass.rtl ? ICON_FORWARD : ICON_BACK, LOOK_QUIET, ACTION_BACK, 0);
    chrome_header_with(pen, rest, title, &back);
    *rest = rect_inset_xy(*rest, pen_side(pen), 0);
    rect_cut_bottom(rest, pen_size(pen, SPACE_GAP));
}

void chrome_header_with(const struct pen *pen, struct rect *rest, const char *title,
                        const struct button *back)
{
    int edge = pen_size(pen, glass_is_low(&pen->list->glass) ? SPACE_GAP : SPACE_L);
    int gap = pen_size(pen, SPACE_L);
    int width = pen_button_width(pen, back), height = pen_button_height(pen, back, width);
    struct rect room = rect_inset_xy(*rest, pen_side(pen), 0);
    rect_cut_left(&room, width + gap);
    struct words words = {.text = title, .role = TEXT_HEADING};
    int tall = most_of(height, pen_words_height(pen, room.w, &words));
    struct rect header = rect_cut_top(rest, tall + 2 * edge);
    struct rect inside = rect_inset_xy(header, pen_side(pen), edge);
    pen_button(pen, rect_middle(rect_cut_left(&inside, width), width, height), back);
    rect_cut_left(&inside, gap);
    pen_words_middle(pen, inside, &words);
}

struct turn chrome_turn(const struct app *app)
{
    bool staff = app->top->staff; /* theirs are in French */
    return (struct turn){.more = staff ? "La suite" : app_word(app, "page.more"),
                         .again = staff ? "Au début" : app_word(app, "page.again"),
                         .action = ACTION_MORE,
                         .page = app->page};
}

int chrome_flow(const struct app *app, const struct pen *pen, struct rect box,
                const struct flow *flow)
{
    struct turn turn = chrome_turn(app);
    return flow_draw(pen, box, flow, &turn);
}

void chrome_message(const struct app *app, const struct pen *pen, struct rect box,
                    const struct message *message)
{
    struct turn turn = chrome_turn(app);
    message_draw(pen, box, message, &turn);
}
