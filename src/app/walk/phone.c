/* phone.c: the phone drawn on the glass: its case, and as much of a screen as has room; the rest is
 * a touch away. */
#include "app/walk/phone.h"

#include "app/walk/phone_bars.h"
#include "app/walk/phone_parts.h"
#include "app/walk/target.h"

static const double case_mm = 4;

enum { PAGES_MAX = 24 };

struct page {
    int first, n; /* bricks */
};

struct pages {
    struct brick bricks[BRICKS_MAX];
    int brick_count;
    struct page at[PAGES_MAX];
    int n;
    struct turns turns;
};

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
            int places = brick->option_count ? brick->option_count : brick->part_count;
            for (int k = 0; k < places; k++) {
                int control = brick_control(view, brick, k);
                if (control >= 0 && walk_wants(app, view, control)) {
                    return i;
                }
            }
        }
    }
    return 0;
}

/* A screen so low that a row for turning pages would cost a third of it. */
static bool is_low(const struct pen *pen, int height)
{
    return height < pen_mm(pen, 120);
}

/* What turning pages takes of the room: a row below, or nothing of a low screen, whose sign stands
 * in the bar above. */
static struct rect cut_turns(const struct pen *pen, struct rect *room)
{
    struct rect turns = {0};
    if (!is_low(pen, room->h)) {
        turns = rect_cut_bottom(room, pen_mm(pen, TARGET_MM));
        rect_cut_bottom(room, phone_gap(pen));
    }
    return turns;
}

static void draw_turn(const struct app *app, const struct pen *pen, struct rect rect, bool down,
                      int page, bool leads)
{
    struct button button = phone_turn(app, down, page);
    pen_button(pen, rect, &button);
    if (leads) {
        pen_pointer(pen, rect, walk_beats(app));
    }
}

/* With a frame around the one that leads back to the target, where the visitor has turned away. */
static void draw_turns(const struct app *app, const struct pen *pen, struct rect row,
                       const struct turns *turns)
{
    int page = turns->page, gap = phone_gap(pen);
    bool up = page > 0, down = page + 1 < turns->pages;
    struct rect first = up && down ? rect_cut_left(&row, (row.w - gap) / 2) : row;
    if (up && down) {
        rect_cut_left(&row, gap);
    }
    if (up) {
        draw_turn(app, pen, first, false, page - 1, turns->target < page);
    }
    if (down) {
        draw_turn(app, pen, row, true, page + 1, turns->target > page);
    }
}

static void draw_page(const struct app *app, const struct pen *pen, struct rect rest,
                      const struct demo_view *view, const struct pages *pages, int page)
{
    int gap = phone_gap(pen);
    for (int i = 0; i < pages->at[page].n; i++) {
        const struct brick *brick = &pages->bricks[pages->at[page].first + i];
        brick_draw(app, pen, rect_cut_top(&rest, brick->height), view, brick);
        rect_cut_top(&rest, gap);
    }
}

static void draw_body(const struct app *app, const struct pen *pen, struct rect rest,
                      const struct demo_view *view, const struct pages *pages)
{
    if (pages->n > 1) {
        struct rect row = cut_turns(pen, &rest);
        if (!pages->turns.in_bar) {
            draw_turns(app, pen, row, &pages->turns);
        }
    }
    draw_page(app, pen, rest, view, pages, pages->turns.page);
}

/* The page one is on: where one turned to, else where the target is. */
static struct turns turns_of(const struct app *app, const struct pen *pen,
                             const struct demo_view *view, const struct pages *pages, int height)
{
    int asked = app->walk.page, last = pages->n - 1;
    int target = page_of_target(app, view, pages);
    int page = asked < 0 ? target : asked < last ? asked : last;
    bool guided = app->walk.mode == WALK_MISSION;
    return (struct turns){page, pages->n, guided ? target : page,
                          pages->n > 1 && is_low(pen, height)};
}

/* A picture or a chart takes the room that nothing else wants. */
static void grow_one(const struct pen *pen, const struct demo_view *view, struct rect room,
                     struct pages *pages)
{
    int spare = room.h - bricks_height(pages, phone_gap(pen));
    for (int i = 0; i < pages->brick_count && spare > 0; i++) {
        struct brick *brick = &pages->bricks[i];
        int more = brick_most(pen, &view->parts[brick->part], room.w) - brick->height;
        if (more > 0) {
            brick->height += more < spare ? more : spare;
            return;
        }
    }
}

static void make_pages(const struct app *app, const struct pen *pen, const struct demo_view *view,
                       struct rect room, struct pages *pages)
{
    int gap = phone_gap(pen), height = room.h;
    pages->brick_count = bricks_of(pen, view, room.w, room.h, pages->bricks);
    if (bricks_height(pages, gap) > room.h) {
        cut_turns(pen, &room);
        pages->brick_count = bricks_of(pen, view, room.w, room.h, pages->bricks);
    } else if (view->screen->kind != DEMO_SHEET) {
        grow_one(pen, view, room, pages);
    }
    cut_pages(pages, room.h, gap);
    pages->turns = turns_of(app, pen, view, pages, height);
}

/* --- the whole --- */

/* The page behind a sheet, without what could be read or touched there. */
static void draw_behind(const struct pen *pen, struct rect inner)
{
    draw_box(pen->list, inner, pen->theme->shade, pen_mm(pen, 8));
    struct rect rest = rect_inset(inner, pen_mm(pen, PHONE_SIDE_MM));
    struct rect bar = rect_cut_top(&rest, pen_mm(pen, TARGET_MM));
    draw_box(pen->list, rect_cut_left(&bar, bar.h), pen->theme->shade_line, bar.h / 2);
    while (rest.h > bar.h) {
        rect_cut_top(&rest, phone_gap(pen));
        draw_box(pen->list, rect_cut_top(&rest, bar.h), pen->theme->shade_line, pen_mm(pen, 4));
    }
}

static struct rect cut_top(const struct pen *pen, struct rect *rest)
{
    int pad = pen_mm(pen, PHONE_PAD_MM);
    struct rect bar = rect_cut_top(rest, pen_mm(pen, TARGET_MM) + 2 * pad);
    rect_cut_top(rest, pad);
    return rect_inset_xy(bar, pen_mm(pen, PHONE_SIDE_MM), pad);
}

/* A sheet is as tall as what it holds, over the page it came from. */
static void draw_sheet(const struct app *app, const struct pen *pen, struct rect inner,
                       const struct demo_view *view)
{
    struct pages pages;
    int side = pen_mm(pen, PHONE_SIDE_MM), foot = pen_mm(pen, TARGET_GAP_MM);
    struct rect room = rect_inset_xy(inner, side, 0);
    cut_top(pen, &room);
    int top = inner.h - room.h;
    room.h -= foot + pen_mm(pen, 8);
    make_pages(app, pen, view, room, &pages);
    int height = pages.n > 1 ? room.h : bricks_height(&pages, phone_gap(pen));
    draw_behind(pen, inner);
    struct rect sheet = rect_cut_bottom(&inner, top + height + foot);
    draw_box(pen->list, sheet, pen->theme->paper, pen_mm(pen, 8));
    phone_top(app, pen, cut_top(pen, &sheet), view, &pages.turns);
    rect_cut_bottom(&sheet, foot);
    draw_body(app, pen, rect_inset_xy(sheet, side, 0), view, &pages);
}

static void draw_full(const struct app *app, const struct pen *pen, struct rect inner, bool tablet,
                      const struct demo_view *view)
{
    struct pages pages;
    draw_box(pen->list, inner, pen->theme->paper, pen_mm(pen, 8));
    if (tablet) {
        phone_tabs(app, pen, &inner, tablet, view);
    }
    struct rect top = cut_top(pen, &inner);
    if (!tablet) {
        phone_tabs(app, pen, &inner, tablet, view);
    }
    rect_cut_bottom(&inner, pen_mm(pen, view->tabs < 0 || tablet ? TARGET_GAP_MM : PHONE_PAD_MM));
    inner = rect_inset_xy(inner, pen_mm(pen, PHONE_SIDE_MM), 0);
    make_pages(app, pen, view, inner, &pages);
    phone_top(app, pen, top, view, &pages.turns);
    draw_body(app, pen, inner, view, &pages);
}

void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view)
{
    bool tablet = box.w > box.h && !glass_is_portrait(&pen->list->glass);
    int edge = pen_mm(pen, case_mm), least = pen_mm(pen, 215), tall = box.h * 2 / 3;
    int width = tablet ? box.h * 5 / 4 : tall > least ? tall : least;
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
        draw_full(app, pen, inner, tablet, view);
    }
}
