/* phone.c: the phone drawn on the glass: its case, the bar above, the bar below, and between them
 * as much of the screen as has room; the rest is a touch away. */
#include "app/walk.h"

static const double case_mm = 4, bar_pad_mm = 2.5, side_mm = 5;

enum { PAGES_MAX = 24 };

struct page {
    int first, n; /* bricks */
};

struct pages {
    struct brick bricks[BRICKS_MAX];
    int brick_count;
    struct page at[PAGES_MAX];
    int n;
};

static int gap_of(const struct pen *pen)
{
    return pen_mm(pen, TARGET_GAP_MM);
}

static double bar_caps(const struct pen *pen)
{
    return 5.2 / pen->scale; /* the bars keep one size: their places never move */
}

/* --- bars --- */

static void bar_icon(const struct app *app, const struct pen *pen, struct rect rect, uint32_t icon,
                     const struct demo_view *view, int control)
{
    int radius = pen_mm(pen, 4);
    draw_box(pen->list, rect, pen->theme->pale, radius);
    text_icon(pen->list, pen->fonts, rect, icon, 11, pen->theme->on_pale);
    phone_target(app, pen, rect, view, control);
}

static void draw_avatar(const struct app *app, const struct pen *pen, struct rect rect,
                        const struct demo_view *view)
{
    const struct demo_play *play = app->walk.play;
    const char *initials = demo_lookup(play, -1, "initials");
    struct words words = {.text = initials ? initials : "",
                          .caps_mm = 6 / pen->scale,
                          .bold = true,
                          .align = TEXT_MIDDLE,
                          .color = pen->theme->on_primary};
    draw_box(pen->list, rect, pen->theme->primary, rect.w / 2);
    pen_words(pen, rect_middle(rect, rect.w, pen_words_height(pen, rect.w, &words)), &words);
    phone_target(app, pen, rect, view, view->avatar);
}

static void draw_bell(const struct app *app, const struct pen *pen, struct rect rect,
                      const struct demo_view *view)
{
    bar_icon(app, pen, rect, ICON_BELL, view, view->bell);
    if (view->unread > 0) {
        int side = pen_mm(pen, 10.5);
        struct rect dot = {rect.x + rect.w - side, rect.y, side, side};
        struct words words = {.text = arena_format(&pen->list->arena, "%d", view->unread),
                              .caps_mm = CAPS_DEVICE / pen->scale,
                              .bold = true,
                              .align = TEXT_MIDDLE,
                              .color = pen->theme->paper,
                              .leading = 1.6};
        draw_box(pen->list, dot, pen->theme->alert, side / 2);
        pen_words(pen, rect_middle(dot, side, pen_words_height(pen, side, &words)), &words);
    }
}

static void draw_top(const struct app *app, const struct pen *pen, struct rect *rest,
                     const struct demo_view *view)
{
    int pad = pen_mm(pen, bar_pad_mm), side = pen_mm(pen, TARGET_MM);
    struct rect bar = rect_inset_xy(rect_cut_top(rest, side + 2 * pad), pen_mm(pen, side_mm), pad);
    bool sheet = view->screen->kind == DEMO_SHEET, rtl = app->glass.rtl;
    if (view->avatar >= 0) {
        draw_avatar(app, pen, rect_cut_left(&bar, side), view);
    } else if (view->back >= 0 && !sheet) {
        bar_icon(app, pen, rect_cut_left(&bar, side), rtl ? ICON_FORWARD : ICON_BACK, view,
                 view->back);
    }
    if (view->bell >= 0) {
        draw_bell(app, pen, rect_cut_right(&bar, side), view);
    } else if (view->back >= 0 && sheet) {
        bar_icon(app, pen, rect_cut_right(&bar, side), ICON_CLOSE, view, view->back);
    }
    bar = rect_inset_xy(bar, pen_mm(pen, 4), 0);
    struct words title = {.text = view->title,
                          .caps_mm = 6.4 / (pen->scale > 1.3 ? pen->scale / 1.15 : 1),
                          .bold = true,
                          .leading = 1.6};
    int height = pen_words_height(pen, bar.w, &title);
    if (height > bar.h) {
        title.caps_mm = CAPS_DEVICE / pen->scale;
        height = pen_words_height(pen, bar.w, &title);
    }
    pen_words(pen, rect_middle(bar, bar.w, height), &title);
}

/* Each tab as wide as its name asks, and a share of what is left; false where not all names fit. */
static bool name_widths(const struct pen *pen, int room, const struct demo_view *view, int n,
                        int widths[DEMO_TABS])
{
    struct text_style style = {.caps_mm = bar_caps(pen) * pen->scale, .bold = true};
    int least = pen_mm(pen, TARGET_MM), sum = gap_of(pen) * (n - 1);
    for (int i = 0; i < n; i++) {
        const char *label = view->controls[view->tabs + i].label;
        int width = text_width(pen->list, pen->fonts, label, &style) + pen_mm(pen, 1.5);
        widths[i] = width > least ? width : least;
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
    int least = pen_mm(pen, TARGET_MM), gap = gap_of(pen), lit = -1;
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
    struct words words = {.text = tab->label,
                          .caps_mm = bar_caps(pen),
                          .bold = true,
                          .align = TEXT_MIDDLE,
                          .color = ink,
                          .leading = 1.6};
    draw_box(pen->list, cell, tab->chosen ? pen->theme->primary : pen->theme->pale, pen_mm(pen, 4));
    struct rect inside = rect_inset_xy(cell, 0, pen_mm(pen, 1));
    struct text_style style = {.caps_mm = words.caps_mm * pen->scale, .bold = true};
    label = label && text_width(pen->list, pen->fonts, tab->label, &style) < inside.w;
    if (label) {
        int height = pen_words_height(pen, inside.w, &words);
        pen_words(pen, rect_cut_bottom(&inside, height), &words);
    }
    int index = control - view->tabs;
    text_icon(pen->list, pen->fonts, inside, demo_icon(app->content->demo->tabs[index].icon),
              label ? 9 : 12, ink);
    phone_target(app, pen, cell, view, control);
}

/* All with their names where these fit; else signs, and the name of the present one. */
static void draw_tabs(const struct app *app, const struct pen *pen, struct rect *rest,
                      const struct demo_view *view)
{
    if (view->tabs < 0) {
        return;
    }
    int n = app->content->demo->tab_count, pad = pen_mm(pen, bar_pad_mm), gap = gap_of(pen);
    int tall = pen_mm(pen, TARGET_MM);
    struct rect bar =
        rect_inset_xy(rect_cut_bottom(rest, tall + 2 * pad), pen_mm(pen, side_mm), pad);
    struct rect rule = {bar.x - pen_mm(pen, side_mm), bar.y - pad, bar.w + 2 * pen_mm(pen, side_mm),
                        pen_mm(pen, 0.5)};
    draw_box(pen->list, rule, pen->theme->quiet, 0);
    int widths[DEMO_TABS];
    bool all = name_widths(pen, bar.w, view, n, widths);
    if (!all) {
        sign_widths(pen, bar.w, view, n, widths);
    }
    for (int i = 0; i < n; i++) {
        bool named = all || view->controls[view->tabs + i].chosen;
        draw_tab(app, pen, rect_cut_left(&bar, widths[i]), view, view->tabs + i, named);
        rect_cut_left(&bar, gap);
    }
}

/* --- pages --- */

static void cut_pages(struct pages *pages, int room, int gap)
{
    int used = 0;
    pages->n = 1;
    pages->at[0] = (struct page){0, 0};
    for (int i = 0; i < pages->brick_count; i++) {
        const struct brick *brick = &pages->bricks[i];
        struct page *page = &pages->at[pages->n - 1];
        int with_next =
            brick->stays && i + 1 < pages->brick_count ? gap + pages->bricks[i + 1].height : 0;
        int need = brick->height + with_next + (page->n ? gap : 0);
        if (page->n > 0 && used + need > room && pages->n < PAGES_MAX) {
            page = &pages->at[pages->n++];
            *page = (struct page){i, 0};
            used = 0;
        }
        used += brick->height + (page->n ? gap : 0);
        page->n++;
    }
}

static int bricks_height(const struct pages *pages, int gap)
{
    int sum = 0;
    for (int i = 0; i < pages->brick_count; i++) {
        sum += pages->bricks[i].height + (i ? gap : 0);
    }
    return sum;
}

/* The page that holds the first target of the step; 0 where none does. */
static int page_of_target(const struct app *app, const struct demo_view *view,
                          const struct pages *pages)
{
    for (int i = 0; i < pages->n; i++) {
        for (int j = pages->at[i].first; j < pages->at[i].first + pages->at[i].n; j++) {
            const struct brick *brick = &pages->bricks[j];
            int control;
            for (int k = 0; (control = brick_control(view, brick, k)) >= 0; k++) {
                if (walk_wants(app, view, control)) {
                    return i;
                }
            }
        }
    }
    return 0;
}

static struct button turn_button(const struct app *app, bool down, int page)
{
    return (struct button){.label = app_word(app, down ? "walk.down" : "walk.up"),
                           .icon = down ? ICON_DOWN : ICON_UP,
                           .look = LOOK_QUIET,
                           .action = ACTION_TURN,
                           .arg = page,
                           .caps_mm = 5.2};
}

/* What turning pages takes of the room: a strip at the side of a wide screen, else a row below. */
static struct rect cut_turns(const struct app *app, const struct pen *pen, struct rect *room)
{
    struct button up = turn_button(app, false, 0), down = turn_button(app, true, 0);
    int width = pen_button_width(pen, &up), other = pen_button_width(pen, &down);
    width = width > other ? width : other;
    struct rect turns;
    if (room->w - width > room->h) {
        turns = rect_cut_right(room, width);
        rect_cut_right(room, gap_of(pen));
    } else {
        turns = rect_cut_bottom(room, pen_mm(pen, TARGET_MM));
        rect_cut_bottom(room, gap_of(pen));
    }
    return turns;
}

static void draw_turns(const struct app *app, const struct pen *pen, struct rect turns, int page,
                       int n)
{
    bool up = page > 0, down = page + 1 < n, strip = turns.h > pen_mm(pen, TARGET_MM);
    int gap = gap_of(pen), tall = pen_mm(pen, TARGET_MM);
    struct rect first = turns, last = turns;
    if (strip) {
        first = rect_cut_top(&turns, tall);
        last = rect_cut_bottom(&turns, tall);
    } else if (up && down) {
        first = rect_cut_left(&turns, (turns.w - gap) / 2);
        rect_cut_left(&turns, gap);
        last = turns;
    }
    struct button above = turn_button(app, false, page - 1),
                  below = turn_button(app, true, page + 1);
    if (up) {
        pen_button(pen, first, &above);
    }
    if (down) {
        pen_button(pen, last, &below);
    }
}

static void draw_page(const struct app *app, const struct pen *pen, struct rect rest,
                      const struct demo_view *view, const struct pages *pages, int page)
{
    int gap = gap_of(pen);
    for (int i = 0; i < pages->at[page].n; i++) {
        const struct brick *brick = &pages->bricks[pages->at[page].first + i];
        brick_draw(app, pen, rect_cut_top(&rest, brick->height), view, brick);
        rect_cut_top(&rest, gap);
    }
}

static void draw_body(const struct app *app, const struct pen *pen, struct rect rest,
                      const struct demo_view *view, const struct pages *pages)
{
    int page = app->walk.page;
    page = page < 0 ? page_of_target(app, view, pages) : page < pages->n ? page : pages->n - 1;
    if (pages->n > 1) {
        draw_turns(app, pen, cut_turns(app, pen, &rest), page, pages->n);
    }
    draw_page(app, pen, rest, view, pages, page);
}

/* A picture takes the room that nothing else wants. */
static void grow_picture(const struct pen *pen, const struct demo_view *view, struct rect room,
                         struct pages *pages)
{
    int spare = room.h - bricks_height(pages, gap_of(pen)), most = brick_picture_most(room.w);
    for (int i = 0; i < pages->brick_count && spare > 0; i++) {
        struct brick *brick = &pages->bricks[i];
        if (view->parts[brick->part].kind == DEMO_PICTURE) {
            int more = most - brick->height < spare ? most - brick->height : spare;
            brick->height += more > 0 ? more : 0;
            return;
        }
    }
}

static void make_pages(const struct app *app, const struct pen *pen, const struct demo_view *view,
                       struct rect room, struct pages *pages)
{
    int gap = gap_of(pen);
    pages->brick_count = bricks_of(pen, view, room.w, room.h, pages->bricks);
    if (bricks_height(pages, gap) > room.h) {
        cut_turns(app, pen, &room);
        pages->brick_count = bricks_of(pen, view, room.w, room.h, pages->bricks);
    } else if (view->screen->kind != DEMO_SHEET) {
        grow_picture(pen, view, room, pages);
    }
    cut_pages(pages, room.h, gap);
}

/* --- the whole --- */

/* The page behind a sheet, without what could be read or touched there. */
static void draw_behind(const struct pen *pen, struct rect inner)
{
    draw_box(pen->list, inner, pen->theme->shade, pen_mm(pen, 8));
    struct rect rest = rect_inset(inner, pen_mm(pen, side_mm));
    struct rect bar = rect_cut_top(&rest, pen_mm(pen, TARGET_MM));
    draw_box(pen->list, rect_cut_left(&bar, bar.h), pen->theme->shade_line, bar.h / 2);
    while (rest.h > bar.h) {
        rect_cut_top(&rest, gap_of(pen));
        draw_box(pen->list, rect_cut_top(&rest, bar.h), pen->theme->shade_line, pen_mm(pen, 4));
    }
}

/* A sheet is as tall as what it holds, over the page it came from. */
static void draw_sheet(const struct app *app, const struct pen *pen, struct rect inner,
                       const struct demo_view *view)
{
    struct pages pages;
    int side = pen_mm(pen, side_mm), top = pen_mm(pen, TARGET_MM + 2 * bar_pad_mm + 2.5);
    int foot = pen_mm(pen, TARGET_GAP_MM), head = pen_mm(pen, 8);
    struct rect room = rect_inset_xy(inner, side, 0);
    room.h -= top + foot + head;
    make_pages(app, pen, view, room, &pages);
    int height = pages.n > 1 ? room.h : bricks_height(&pages, gap_of(pen));
    draw_behind(pen, inner);
    struct rect sheet = rect_cut_bottom(&inner, top + height + foot);
    draw_box(pen->list, sheet, pen->theme->paper, pen_mm(pen, 8));
    draw_top(app, pen, &sheet, view);
    rect_cut_top(&sheet, pen_mm(pen, 2.5));
    rect_cut_bottom(&sheet, foot);
    draw_body(app, pen, rect_inset_xy(sheet, side, 0), view, &pages);
}

static void draw_full(const struct app *app, const struct pen *pen, struct rect inner,
                      const struct demo_view *view)
{
    struct pages pages;
    draw_box(pen->list, inner, pen->theme->paper, pen_mm(pen, 8));
    draw_top(app, pen, &inner, view);
    rect_cut_top(&inner, pen_mm(pen, 2.5));
    draw_tabs(app, pen, &inner, view);
    rect_cut_bottom(&inner, pen_mm(pen, view->tabs < 0 ? TARGET_GAP_MM : 2.5));
    inner = rect_inset_xy(inner, pen_mm(pen, side_mm), 0);
    make_pages(app, pen, view, inner, &pages);
    draw_body(app, pen, inner, view, &pages);
}

void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view)
{
    bool beside = glass_is_portrait(&pen->list->glass) ? box.w > box.h : true;
    int edge = pen_mm(pen, case_mm), least = pen_mm(pen, 215), tall = box.h * 2 / 3;
    int width = beside ? box.h * 5 / 4 : tall > least ? tall : least;
    box = rect_middle(box, width < box.w ? width : box.w, box.h);
    draw_box(pen->list, box, pen->theme->device, pen_mm(pen, 12));
    struct zone zone = {
        .rect = box, .action = ACTION_BESIDE, .role = ROLE_NONE, .label = "", .enabled = true};
    draw_zone(pen->list, &zone);
    struct rect inner = rect_inset(box, edge);
    pen->list->device = box;
    if (view->screen->kind == DEMO_SHEET) {
        draw_sheet(app, pen, inner, view);
    } else {
        draw_full(app, pen, inner, view);
    }
}
