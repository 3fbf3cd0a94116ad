/* phone_bars.c: what the phone always shows: the bar above its screens, and the tabs. */
#include "app/walk/phone.h"
#include "app/walk/target.h"
#include "ui/mark.h"

static void bar_icon(const struct app *app, const struct pen *pen, struct rect rect, uint32_t icon,
                     const struct demo_view *view, int control)
{
    int radius = pen_size(pen, SIZE_RADIUS);
    draw_box(pen->list, rect, pen->theme->pale, radius);
    pen_icon(pen, rect, icon, SIZE_SIGN, pen->theme->on_pale);
    phone_target(app, pen, rect, view, control);
}

static void draw_avatar(const struct app *app, const struct pen *pen, struct rect rect,
                        const struct demo_view *view)
{
    const struct demo_play *play = app->walk.play;
    const char *initials = demo_lookup(play, -1, "initials");
    struct words words = {.text = initials ? initials : "",
                          .role = TEXT_DEVICE_INITIALS,
                          .align = TEXT_MIDDLE,
                          .color = pen->theme->on_primary};
    draw_box(pen->list, rect, pen->theme->primary, rect.w / 2);
    pen_words_middle(pen, rect, &words);
    phone_target(app, pen, rect, view, view->avatar);
}

static void draw_bell(const struct app *app, const struct pen *pen, struct rect rect,
                      const struct demo_view *view)
{
    bar_icon(app, pen, rect, ICON_BELL, view, view->bell);
    if (view->unread > 0) {
        int side = pen_size(pen, SIZE_PHONE_BADGE);
        struct rect dot = {rect.x + rect.w - side, rect.y, side, side};
        struct words words = {.text = arena_format(&pen->list->arena, "%d", view->unread),
                              .role = TEXT_DEVICE_BAR_SMALL,
                              .align = TEXT_MIDDLE,
                              .color = pen->theme->paper};
        draw_box(pen->list, dot, pen->theme->alert, side / 2);
        pen_words_middle(pen, dot, &words);
    }
}

/* The way to the rest of a long screen stands in the bar where a small glass has no row for it: one
 * sign, from page to page and from the last to the first. */
static void draw_turn_sign(const struct app *app, const struct pen *pen, struct rect place,
                           const struct turns *turns)
{
    bool down = turns->page + 1 < turns->pages;
    struct button turn = phone_turn(app, down, down ? turns->page + 1 : 0);
    draw_box(pen->list, place, pen->theme->primary, pen_size(pen, SIZE_RADIUS));
    pen_icon(pen, place, turn.icon, SIZE_SIGN, pen->theme->on_primary);
    pen_target(pen, place, &turn);
    if (turns->target != turns->page) {
        pen_pointer(pen, place, walk_beats(app));
    }
}

static void draw_title(const struct pen *pen, struct rect bar, const char *text)
{
    struct words title = {.text = text, .role = TEXT_DEVICE_BAR};
    if (pen_words_height(pen, bar.w, &title) > bar.h) {
        title.role = TEXT_DEVICE_BAR_SMALL;
    }
    pen_words_middle(pen, bar, &title);
}

void phone_top(const struct app *app, const struct pen *pen, struct rect bar,
               const struct demo_view *view, const struct turns *turns)
{
    int side = pen_size(pen, SIZE_TARGET);
    bool sheet = view->screen->kind == DEMO_SHEET, rtl = app->glass.rtl;
    if (view->avatar >= 0) {
        draw_avatar(app, pen, rect_cut_left(&bar, side), view);
    } else if (view->back >= 0 && !sheet) {
        bar_icon(app, pen, rect_cut_left(&bar, side), rtl ? ICON_FORWARD : ICON_BACK, view,
                 view->back);
    }
    bool ends = view->bell >= 0 || (view->back >= 0 && sheet);
    if (view->bell >= 0) {
        draw_bell(app, pen, rect_cut_right(&bar, side), view);
    } else if (ends) {
        bar_icon(app, pen, rect_cut_right(&bar, side), ICON_CLOSE, view, view->back);
    }
    rect_cut_right(&bar, ends ? pen_size(pen, SPACE_GAP) : 0);
    if (turns->in_bar) {
        draw_turn_sign(app, pen, rect_cut_right(&bar, side), turns);
        rect_cut_right(&bar, pen_size(pen, SPACE_GAP));
    }
    rect_cut_left(&bar, pen_size(pen, SPACE_M));
    draw_title(pen, bar, view->title);
}

static int name_width(const struct pen *pen, const char *name)
{
    struct words words = {.text = name, .role = TEXT_DEVICE_TAB};
    return pen_words_width(pen, &words);
}

/* Each tab as wide as its name asks, and a share of what is left; false where not all names fit. */
static bool name_widths(const struct pen *pen, int room, const struct demo_view *view, int n,
                        int widths[DEMO_TABS])
{
    int least = pen_size(pen, SIZE_TARGET), sum = pen_size(pen, SPACE_GAP) * (n - 1);
    for (int i = 0; i < n; i++) {
        const char *label = view->controls[view->tabs + i].label;
        widths[i] = most_of(name_width(pen, label) + pen_size(pen, SPACE_HAIR), least);
        sum += widths[i];
    }
    for (int i = 0, spare = room - sum; spare > 0 && i < n; i++) {
        widths[i] += spare / (n - i);
        spare -= spare / (n - i);
    }
    return sum <= room;
}

/* Signs alone, and a name for the present one. */
static void sign_widths(const struct pen *pen, int room, const struct demo_view *view, int n,
                        int widths[DEMO_TABS])
{
    int least = pen_size(pen, SIZE_TARGET), gap = pen_size(pen, SPACE_GAP), lit = -1;
    for (int i = 0; i < n; i++) {
        lit = view->controls[view->tabs + i].chosen ? i : lit;
    }
    for (int i = 0; i < n; i++) {
        widths[i] = lit < 0    ? (room - gap * (n - 1)) / n
                    : i == lit ? room - (n - 1) * (least + gap)
                               : least;
    }
}

static void draw_tab(const struct app *app, const struct pen *pen, struct rect cell,
                     const struct demo_view *view, int control, bool label)
{
    const struct demo_control *tab = &view->controls[control];
    uint32_t ink = tab->chosen ? pen->theme->on_primary : pen->theme->on_pale;
    struct words words = {
        .text = tab->label, .role = TEXT_DEVICE_TAB, .align = TEXT_MIDDLE, .color = ink};
    draw_box(pen->list, cell, tab->chosen ? pen->theme->primary : pen->theme->pale,
             pen_size(pen, SIZE_RADIUS));
    struct rect inside = rect_inset_xy(cell, 0, pen_size(pen, SPACE_HAIR));
    label = label && name_width(pen, tab->label) <= inside.w;
    if (label) {
        int height = pen_words_height(pen, inside.w, &words);
        pen_words(pen, rect_cut_bottom(&inside, height), &words);
    }
    int index = control - view->tabs;
    pen_icon(pen, inside, demo_icon(app->content->demo->tabs[index].icon),
             label ? SIZE_SIGN_SMALL : SIZE_PHONE_TAB_SIGN, ink);
    phone_target(app, pen, cell, view, control);
}

/* All with their names where these fit; else signs, and the name of the present one. */
static void draw_row(const struct app *app, const struct pen *pen, struct rect bar,
                     const struct demo_view *view, int n)
{
    int widths[DEMO_TABS];
    bool all = name_widths(pen, bar.w, view, n, widths);
    if (!all) {
        sign_widths(pen, bar.w, view, n, widths);
    }
    for (int i = 0; i < n; i++) {
        bool named = all || view->controls[view->tabs + i].chosen;
        draw_tab(app, pen, rect_cut_left(&bar, widths[i]), view, view->tabs + i, named);
        rect_cut_left(&bar, pen_size(pen, SPACE_GAP));
    }
}

/* One below the other on a tablet, which is wide and low. */
static void draw_rail(const struct app *app, const struct pen *pen, struct rect rail,
                      const struct demo_view *view, int n)
{
    int gap = pen_size(pen, SPACE_GAP);
    int tall = least_of((rail.h - gap * (n - 1)) / n, pen_size(pen, SIZE_PHONE_TAB));
    for (int i = 0; i < n; i++) {
        const char *label = view->controls[view->tabs + i].label;
        bool named = name_width(pen, label) <= rail.w;
        draw_tab(app, pen, rect_cut_top(&rail, tall), view, view->tabs + i, named);
        rect_cut_top(&rail, gap);
    }
}

/* The room of all names, or of signs alone where names would leave too little for the rest. */
static int rail_width(const struct pen *pen, int room, const struct demo_view *view, int n)
{
    int widest = pen_size(pen, SIZE_TARGET);
    for (int i = 0; i < n; i++) {
        const char *label = view->controls[view->tabs + i].label;
        widest = most_of(widest, name_width(pen, label) + pen_size(pen, SPACE_S));
    }
    return room - widest > pen_size(pen, SIZE_PHONE_BODY) ? widest : pen_size(pen, SIZE_TARGET);
}

void phone_tabs(const struct app *app, const struct pen *pen, struct rect *rest, bool tablet,
                const struct demo_view *view)
{
    if (view->tabs < 0) {
        return;
    }
    int n = app->content->demo->tab_count, pad = pen_size(pen, SIZE_PHONE_PAD);
    int tall = pen_size(pen, SIZE_TARGET), edge = pen_size(pen, SPACE_GAP);
    int thin = pen_size(pen, SIZE_RULE);
    struct rect rule;
    if (tablet) {
        int width = rail_width(pen, rest->w, view, n);
        struct rect rail = rect_cut_left(rest, width + 2 * edge);
        rule = (struct rect){rail.x + rail.w, rail.y, thin, rail.h};
        rail = rect_inset_xy(rail, 0, pad);
        rect_cut_left(&rail, edge);
        draw_rail(app, pen, rect_cut_left(&rail, width), view, n);
    } else {
        struct rect bar = rect_cut_bottom(rest, tall + 2 * pad);
        rule = (struct rect){bar.x, bar.y, bar.w, thin};
        draw_row(app, pen, rect_inset_xy(bar, edge, pad), view, n);
    }
    draw_box(pen->list, rule, pen->theme->quiet, 0);
}
