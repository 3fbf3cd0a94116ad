#include "app/link.h"

#include "app/chrome.h"
#include "app/link_card.h"

enum { ACTION_CHOOSE = ACTIONS_OF(SCREEN_LINK) /* [link] */, ACTION_OTHERS /* the list */ };
enum { FIRST_LINKS = 3 };

/* The service's own code, unless another was asked for by name. */
static void link_enter(struct app *app)
{
    size_t wanted = app->link.wanted;
    app->link.wanted = 0;
    app->link.choice = wanted >= app->content->links.n;
    link_show(app, wanted);
}

void link_open(struct app *app, size_t index, enum screen_id back)
{
    app->link.wanted = index;
    app_go_from(app, SCREEN_LINK, back);
}

void link_keep(struct app *app, const struct content *before)
{
    const struct content *now = app->content;
    const char *id = app->link.link < before->links.n ? before->links.at[app->link.link].id : NULL;
    const struct link *same = id ? content_link(now, id) : NULL;
    if (!same) {
        app->link = (struct link_state){.choice = true};
        return;
    }
    app->link.link = (size_t)(same - now->links.at);
    link_encode(app);
}

static void link_action(struct app *app, int action, int arg)
{
    if (action == ACTION_CHOOSE) {
        link_show(app, (size_t)arg);
    } else {
        app->link.choice = true;
        app->page = 0;
    }
}

static const char *link_word(const struct app *app, const struct pen *pen, size_t index,
                             const char *what)
{
    const char *id = app->content->links.at[index].id;
    return app_word(app, arena_format(&pen->list->arena, "link.%s.%s", id, what));
}

static struct button choice_button(const struct app *app, const struct pen *pen, size_t index)
{
    bool now = index == app->link.link && !app->link.choice;
    return button_for(link_word(app, pen, index, "title"), ICON_NONE,
                      now ? LOOK_PRIMARY : LOOK_OUTLINE, ACTION_CHOOSE, (int)index);
}

/* --- the list of all codes --- */

enum { CHOICES_MAX = 16 };

/* In rows of as many as fit side by side, so that a page can end between two of them. */
static void draw_choice(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct button buttons[CHOICES_MAX];
    int n = 0, widest = 0, gap = pen_size(pen, SPACE_GAP);
    for (size_t i = 0; i < app->content->links.n && n < CHOICES_MAX; i++) {
        buttons[n] = choice_button(app, pen, i);
        widest = most_of(widest, pen_button_width(pen, &buttons[n++]));
    }
    int columns = clamped((rest.w + gap) / (widest + gap), 1, 3);
    struct flow flow = {.gap = SPACE_GAP};
    flow_say(&flow, app_word(app, "link.choose"), TEXT_LEAD);
    for (int i = 0; i < n; i += columns) {
        flow_buttons(&flow, buttons + i, least_of(n - i, columns));
    }
    chrome_flow(app, pen, rest, &flow);
}

/* --- one code --- */

/* The first links and the way to the rest; only that way where they would take too much room. */
static int other_buttons(const struct app *app, const struct pen *pen, struct rect box,
                         struct button buttons[FIRST_LINKS + 1])
{
    int n = 0;
    for (size_t i = 0; i < app->content->links.n && i < FIRST_LINKS; i++) {
        buttons[n++] = choice_button(app, pen, i);
    }
    bool other = app->link.link >= FIRST_LINKS;
    struct button others = button_for(app_word(app, "link.others"), ICON_MORE,
                                      other ? LOOK_PRIMARY : LOOK_OUTLINE, ACTION_OTHERS, 0);
    if (app->content->links.n > FIRST_LINKS) {
        buttons[n++] = others;
    }
    if (n > 1 && pen_button_rows(pen, box, buttons, n, false) > box.h * 30 / 100) {
        buttons[0] = others;
        n = 1;
    }
    return n > 1 || app->content->links.n > 1 ? n : 0;
}

static void cut_others(const struct app *app, const struct pen *pen, struct rect *rest)
{
    struct button buttons[FIRST_LINKS + 1];
    int n = other_buttons(app, pen, *rest, buttons);
    pen_button_foot(pen, rest, buttons, n, n ? pen_size(pen, SPACE_GAP) : 0);
}

static void words_of(const struct app *app, const struct pen *pen, struct flow *flow)
{
    bool narrow = glass_is_narrow(&pen->list->glass);
    flow_say(flow, link_word(app, pen, app->link.link, "what"),
             narrow ? TEXT_STRONG : TEXT_HEADING);
    flow_say(flow, app_word(app, "link.how"), TEXT_BODY);
    flow_say(flow, link_word(app, pen, app->link.link, "next"), TEXT_BODY);
    flow_say(flow, app_word(app, "link.nophone"), TEXT_BODY);
}

static void draw_portrait(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct flow flow = {.gap = SPACE_M};
    struct words address = link_address(app);
    bool under = !glass_is_narrow(&pen->list->glass) || pen->scale <= 1; /* else with the words */
    if (!under) {
        address.align = TEXT_START;
        flow_words(&flow, address);
    }
    words_of(app, pen, &flow);
    cut_others(app, pen, &rest);
    int gap = pen_size(pen, SPACE_GAP);
    int around =
        under ? pen_words_height(pen, rest.w, &address) + pen_size(pen, SPACE_S) + gap : gap;
    int words = flow_height(pen, &flow, rest.w);
    int pixels = link_code_best(app, pen, rest.h - around - words);
    double module = rest.h > pen_size(pen, SIZE_CODE_TALL) ? QR_MODULE_MM : QR_MODULE_SMALLEST_MM;
    link_cut_code(app, pen, &rest, most_of(pixels, link_code_pixels(app, pen, module)));
    if (under) {
        link_cut_address(app, pen, &rest);
    }
    rect_cut_top(&rest, gap);
    chrome_flow(app, pen, rect_middle(rest, rest.w, words), &flow);
}

static void draw_landscape(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct flow flow = {.gap = SPACE_M};
    words_of(app, pen, &flow);
    struct words address = link_address(app);
    struct rect left = rect_cut_left(&rest, rest.w * 42 / 100);
    rect_cut_left(&rest, pen_size(pen, SPACE_L));
    cut_others(app, pen, &rest);
    int around = pen_words_height(pen, left.w, &address) + pen_size(pen, SPACE_S);
    int pixels = link_code_best(app, pen, least_of(left.h - around, left.w));
    if (pixels < link_code_pixels(app, pen, QR_MODULE_SMALLEST_MM)) {
        /* A low glass: the code has the whole height, its address stands with the words. */
        pixels = link_code_best(app, pen, least_of(left.h, left.w));
        draw_code(pen->list, rect_middle(left, pixels, pixels), app->link.qr.modules,
                  app->link.qr.side);
        address.align = TEXT_START;
        flow_words(&flow, address);
    } else {
        left = rect_middle(left, left.w, pixels + around);
        link_cut_code(app, pen, &left, pixels);
        link_cut_address(app, pen, &left);
    }
    chrome_flow(app, pen, rect_middle(rest, rest.w, flow_height(pen, &flow, rest.w)), &flow);
}

static void link_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    bool any = app->link.link < app->content->links.n;
    chrome_header(app, pen, &rest,
                  app->link.choice || !any ? app_word(app, "link.title")
                                           : link_word(app, pen, app->link.link, "title"));
    if (!any) {
        struct words none = {.text = app_word(app, "link.nophone"), .role = TEXT_LEAD};
        pen_words(pen, rest, &none);
    } else if (app->link.choice) {
        draw_choice(app, pen, rest);
    } else if (glass_is_portrait(&pen->list->glass)) {
        draw_portrait(app, pen, rest);
    } else {
        draw_landscape(app, pen, rest);
    }
}

const struct screen screen_link = {
    .ahead = true,
    .enter = link_enter,
    .tick = link_tick,
    .action = link_action,
    .deadline = link_deadline,
    .draw = link_draw,
};
