/* phone.c: the phone drawn on the glass: its case, and as much of a screen as has room; the rest is
 * a touch away. */
#include "app/walk/phone.h"

#include "app/walk/target.h"
#include "app/walk/walk.h"
#include "ui/mark.h"

struct body { /* what the screen says, on its pages */
    struct brick bricks[BRICKS_MAX];
    int brick_count;
    struct pages pages;
    struct turns turns;
};

/* --- pages --- */

static struct pages cut_pages(const struct body *body, int room, int gap)
{
    struct block_size sizes[BRICKS_MAX];
    for (int i = 0; i < body->brick_count; i++) {
        sizes[i] = (struct block_size){body->bricks[i].height, body->bricks[i].stays};
    }
    return pages_cut(sizes, body->brick_count, gap, room);
}

static int bricks_height(const struct body *body, int gap)
{
    int sum = 0;
    for (int i = 0; i < body->brick_count; i++) {
        sum += body->bricks[i].height + (i ? gap : 0);
    }
    return sum;
}

/* The page that holds the first target of the step; 0 where none does. */
static int page_of_target(const struct app *app, const struct demo_view *view,
                          const struct body *body)
{
    for (int i = 0; i < body->pages.n; i++) {
        for (int j = body->pages.start[i]; j < body->pages.start[i + 1]; j++) {
            const struct brick *brick = &body->bricks[j];
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
    return height < pen_size(pen, SIZE_PHONE_LOW);
}

/* What turning pages takes of the room: a row below, or nothing of a low screen, whose sign stands
 * in the bar above. */
static struct rect cut_turns(const struct pen *pen, struct rect *room)
{
    struct rect turns = {0};
    if (!is_low(pen, room->h)) {
        turns = rect_cut_bottom(room, pen_size(pen, SIZE_TARGET));
        rect_cut_bottom(room, pen_size(pen, SPACE_GAP));
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
    int page = turns->page, gap = pen_size(pen, SPACE_GAP);
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
                      const struct demo_view *view, const struct body *body, int page)
{
    int gap = pen_size(pen, SPACE_GAP);
    for (int i = body->pages.start[page]; i < body->pages.start[page + 1]; i++) {
        const struct brick *brick = &body->bricks[i];
        brick_draw(app, pen, rect_cut_top(&rest, brick->height), view, brick);
        rect_cut_top(&rest, gap);
    }
}

static void draw_body(const struct app *app, const struct pen *pen, struct rect rest,
                      const struct demo_view *view, const struct body *body)
{
    if (body->pages.n > 1) {
        struct rect row = cut_turns(pen, &rest);
        if (!body->turns.in_bar) {
            draw_turns(app, pen, row, &body->turns);
        }
    }
    draw_page(app, pen, rest, view, body, body->turns.page);
}

/* The page one is on: where one turned to, else where the target is. */
static struct turns turns_of(const struct app *app, const struct pen *pen,
                             const struct demo_view *view, const struct body *body, int height)
{
    int asked = app->walk.page, last = body->pages.n - 1;
    int target = page_of_target(app, view, body);
    int page = asked < 0 ? target : least_of(asked, last);
    bool guided = app->walk.mode == WALK_MISSION;
    return (struct turns){page, body->pages.n, guided ? target : page,
                          body->pages.n > 1 && is_low(pen, height)};
}

/* A picture or a chart takes the room that nothing else wants. */
static void grow_one(const struct pen *pen, const struct demo_view *view, struct rect room,
                     struct body *body)
{
    int spare = room.h - bricks_height(body, pen_size(pen, SPACE_GAP));
    for (int i = 0; i < body->brick_count && spare > 0; i++) {
        struct brick *brick = &body->bricks[i];
        int more = brick_most(pen, &view->parts[brick->part], room.w) - brick->height;
        if (more > 0) {
            brick->height += least_of(more, spare);
            return;
        }
    }
}

static void make_pages(const struct app *app, const struct pen *pen, const struct demo_view *view,
                       struct rect room, struct body *body)
{
    int gap = pen_size(pen, SPACE_GAP), height = room.h;
    body->brick_count = bricks_of(pen, view, room.w, room.h, body->bricks);
    if (bricks_height(body, gap) > room.h) {
        cut_turns(pen, &room);
        body->brick_count = bricks_of(pen, view, room.w, room.h, body->bricks);
    } else if (view->screen->kind != DEMO_SHEET) {
        grow_one(pen, view, room, body);
    }
    body->pages = cut_pages(body, room.h, gap);
    body->turns = turns_of(app, pen, view, body, height);
}

/* --- the whole --- */

/* The page behind a sheet, without what could be read or touched there. */
static void draw_behind(const struct pen *pen, struct rect inner)
{
    draw_box(pen->list, inner, pen->theme->shade, pen_size(pen, SIZE_SHEET));
    struct rect rest = rect_inset(inner, pen_size(pen, SPACE_GAP));
    struct rect bar = rect_cut_top(&rest, pen_size(pen, SIZE_TARGET));
    draw_box(pen->list, rect_cut_left(&bar, bar.h), pen->theme->shade_line, bar.h / 2);
    while (rest.h > bar.h) {
        rect_cut_top(&rest, pen_size(pen, SPACE_GAP));
        draw_box(pen->list, rect_cut_top(&rest, bar.h), pen->theme->shade_line,
                 pen_size(pen, SIZE_RADIUS));
    }
}

static struct rect cut_top(const struct pen *pen, struct rect *rest)
{
    int pad = pen_size(pen, SIZE_PHONE_PAD);
    struct rect bar = rect_cut_top(rest, pen_size(pen, SIZE_TARGET) + 2 * pad);
    rect_cut_top(rest, pad);
    return rect_inset_xy(bar, pen_size(pen, SPACE_GAP), pad);
}

/* A sheet is as tall as what it holds, over the page it came from. */
static void draw_sheet(const struct app *app, const struct pen *pen, struct rect inner,
                       const struct demo_view *view)
{
    struct body body;
    int side = pen_size(pen, SPACE_GAP), foot = pen_size(pen, SPACE_GAP);
    struct rect room = rect_inset_xy(inner, side, 0);
    cut_top(pen, &room);
    int top = inner.h - room.h;
    room.h -= foot + pen_size(pen, SPACE_L);
    make_pages(app, pen, view, room, &body);
    int height = body.pages.n > 1 ? room.h : bricks_height(&body, pen_size(pen, SPACE_GAP));
    draw_behind(pen, inner);
    struct rect sheet = rect_cut_bottom(&inner, top + height + foot);
    draw_box(pen->list, sheet, pen->theme->paper, pen_size(pen, SIZE_SHEET));
    phone_top(app, pen, cut_top(pen, &sheet), view, &body.turns);
    rect_cut_bottom(&sheet, foot);
    draw_body(app, pen, rect_inset_xy(sheet, side, 0), view, &body);
}

static void draw_full(const struct app *app, const struct pen *pen, struct rect inner, bool tablet,
                      const struct demo_view *view)
{
    struct body body;
    draw_box(pen->list, inner, pen->theme->paper, pen_size(pen, SIZE_SHEET));
    if (tablet) {
        phone_tabs(app, pen, &inner, tablet, view);
    }
    struct rect top = cut_top(pen, &inner);
    if (!tablet) {
        phone_tabs(app, pen, &inner, tablet, view);
    }
    rect_cut_bottom(&inner, pen_size(pen, view->tabs < 0 || tablet ? SPACE_GAP : SIZE_PHONE_PAD));
    inner = rect_inset_xy(inner, pen_size(pen, SPACE_GAP), 0);
    make_pages(app, pen, view, inner, &body);
    phone_top(app, pen, top, view, &body.turns);
    draw_body(app, pen, inner, view, &body);
}

void phone_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view)
{
    bool tablet = box.w > box.h && !glass_is_portrait(&pen->list->glass);
    int edge = pen_size(pen, SPACE_M);
    int width = tablet ? box.h * 5 / 4 : most_of(box.h * 2 / 3, pen_size(pen, SIZE_PHONE_WIDE));
    box = rect_middle(box, width, box.h);
    draw_box(pen->list, box, pen->theme->device, pen_size(pen, SIZE_CASE));
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
