#include "ui/tile.h"

static const double pad_mm = 7, icon_most_mm = 46, icon_least_mm = 10;

struct plan {    /* the same for every tile of a grid */
    double caps; /* of titles */
    bool says;
    double icon_mm; /* 0: none */
};

static struct words title_of(const struct pen *pen, const struct tile *tile, double caps_mm)
{
    return (struct words){.text = tile->title,
                          .role = TEXT_TILE,
                          .caps_mm = caps_mm,
                          .color = pen_ink(pen, tile->look)};
}

static struct words says_of(const struct pen *pen, const struct tile *tile)
{
    return (struct words){.text = tile->says, .role = TEXT_BODY, .color = pen_ink(pen, tile->look)};
}

/* One size for all: that of the one whose longest word asks for the smallest. */
static double title_caps(const struct pen *pen, int width, const struct tile *tiles, int n)
{
    double caps = pen_role(pen, TEXT_TILE);
    for (int i = 0; i < n; i++) {
        struct words title = title_of(pen, &tiles[i], 0);
        double fits = pen_caps(pen, width, &title);
        caps = fits < caps ? fits : caps;
    }
    return caps;
}

int pen_tiles_least(const struct pen *pen, int width, const struct tile *tiles, int n,
                    const struct grid *grid)
{
    int pad = pen_mm(pen, pad_mm), most = pen_size(pen, SIZE_TARGET);
    int inside = (width - grid->gap * (grid->columns - 1)) / grid->columns - 2 * pad;
    double caps = title_caps(pen, inside, tiles, n);
    for (int i = 0; i < n; i++) {
        struct words title = title_of(pen, &tiles[i], caps);
        most = most_of(most, pen_words_height(pen, inside, &title) + 2 * pad);
    }
    return most * grid->rows + grid->gap * (grid->rows - 1);
}

static struct plan plan_for(const struct pen *pen, struct rect inside, const struct tile *tiles,
                            int n)
{
    int titles = 0, both = 0;
    double caps = title_caps(pen, inside.w, tiles, n);
    for (int i = 0; i < n; i++) {
        struct words title = title_of(pen, &tiles[i], caps), says = says_of(pen, &tiles[i]);
        int height = pen_words_height(pen, inside.w, &title);
        titles = most_of(titles, height);
        both = most_of(both, height + pen_words_height(pen, inside.w, &says));
    }
    struct plan plan = {.caps = caps, .says = both <= inside.h};
    int room = inside.h - (plan.says ? both : titles) - pen_size(pen, SPACE_S);
    room = least_of(room, pen_mm(pen, icon_most_mm));
    bool fits = room >= pen_mm(pen, icon_least_mm);
    plan.icon_mm = fits ? glass_to_mm(&pen->list->glass, room) : 0;
    return plan;
}

static void draw_inside(const struct pen *pen, struct rect inside, const struct tile *tile,
                        const struct plan *plan)
{
    struct words title = title_of(pen, tile, plan->caps), says = says_of(pen, tile);
    if (plan->says) {
        int height = pen_words_height(pen, inside.w, &says);
        pen_words(pen, rect_cut_bottom(&inside, height), &says);
    }
    int height = pen_words_height(pen, inside.w, &title);
    if (plan->icon_mm <= 0 && !plan->says) {
        inside = rect_middle(inside, inside.w, height);
    }
    pen_words(pen, rect_cut_bottom(&inside, height), &title);
    if (plan->icon_mm > 0) {
        struct rect sign = rect_cut_left(&inside, glass_mm(&pen->list->glass, plan->icon_mm));
        sign.h = sign.w;
        text_icon(pen->list, pen->fonts, sign, tile->icon, plan->icon_mm, title.color);
    }
}

void pen_tiles(const struct pen *pen, struct rect box, const struct tile *tiles, int n,
               const struct grid *grid)
{
    int pad = pen_mm(pen, pad_mm);
    struct rect first = rect_cell(box, grid->columns, grid->rows, grid->gap, 0);
    struct plan plan = plan_for(pen, rect_inset(first, pad), tiles, n);
    for (int i = 0; i < n; i++) {
        struct rect rect = rect_cell(box, grid->columns, grid->rows, grid->gap, i);
        pen_ground(pen, rect, tiles[i].look, false);
        draw_inside(pen, rect_inset(rect, pad), &tiles[i], &plan);
        struct button target =
            button_for(tiles[i].title, ICON_NONE, tiles[i].look, tiles[i].action, tiles[i].arg);
        target.spoken = arena_format(&pen->list->arena, "%s. %s", tiles[i].title, tiles[i].says);
        pen_target(pen, rect, &target);
    }
}
