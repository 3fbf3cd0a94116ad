/* mission_choice.c: the choice of what to try: one row for each mission, and the walk without a
 * guide. */
#include "app/walk/mission_choice.h"

#include "app/chrome.h"
#include "app/walk/step.h"

static const double column_mm = 190;

enum detail { DETAIL_NONE, DETAIL_LEARN, DETAIL_MINUTES }; /* below the title */

static const char *says_of(const struct app *app, const struct pen *pen,
                           const struct demo_mission *mission, enum detail detail)
{
    if (detail == DETAIL_NONE) {
        return "";
    }
    if (!mission) {
        return app_word(app, "walk.free.says");
    }
    const char *minutes = arena_format(&pen->list->arena, "%d", mission->minutes);
    return detail == DETAIL_LEARN ? mission->learn
                                  : app_phrase(app, pen, "walk.minutes", mission->learn, minutes);
}

static struct row row_of(const struct app *app, const struct pen *pen, int index,
                         enum detail detail)
{
    const struct demo *demo = app->content->demo;
    bool free_walk = index == demo->mission_count;
    const struct demo_mission *mission = free_walk ? NULL : &demo->missions[index];
    return (struct row){
        .title = free_walk ? app_word(app, "walk.free") : mission->title,
        .says = says_of(app, pen, mission, detail),
        .icon = free_walk ? ICON_WALK : demo_icon(mission->icon),
        .ground = free_walk ? ROW_PALE : ROW_PAPER,
        .end = ROW_LEADS,
        .caps_mm = CAPS_BODY,
        .small_mm = CAPS_BODY,
        .disc = true,
    };
}

static int tallest(const struct app *app, const struct pen *pen, int width, enum detail detail)
{
    int height = 0;
    for (int i = 0; i <= app->content->demo->mission_count; i++) {
        struct row row = row_of(app, pen, i, detail);
        int tall = pen_row_height(pen, width, &row);
        height = tall > height ? tall : height;
    }
    return height;
}

/* As much as leaves room for all rows on one page. */
static enum detail detail_for(const struct app *app, const struct pen *pen, struct rect rest,
                              int width, int rows)
{
    int gap = pen_mm(pen, TARGET_GAP_MM);
    enum detail detail = DETAIL_MINUTES;
    while (detail > DETAIL_NONE && (tallest(app, pen, width, detail) + gap) * rows - gap > rest.h) {
        detail--;
    }
    return detail;
}

static void draw_one(const struct app *app, const struct pen *pen, struct rect rect, int index,
                     enum detail detail)
{
    struct row row = row_of(app, pen, index, detail);
    bool free_walk = index == app->content->demo->mission_count;
    pen_row(pen, rect, &row);
    struct zone zone = {
        .rect = rect,
        .action = free_walk ? ACTION_FREE : ACTION_MISSION,
        .arg = free_walk ? 0 : index,
        .role = ROLE_BUTTON,
        .label = row.title,
        .spoken = arena_format(&pen->list->arena, "%s. %s", row.title, row.says),
        .enabled = true,
    };
    draw_zone(pen->list, &zone);
}

/* Pages of whole rows; the last button of a page leads to the next. */
static void draw_more(const struct app *app, const struct pen *pen, struct rect rect, int page,
                      int pages)
{
    bool last = page + 1 >= pages;
    struct button more = {.label = app_word(app, last ? "page.again" : "page.more"),
                          .icon = last ? ICON_UP : ICON_DOWN,
                          .look = LOOK_QUIET,
                          .action = ACTION_MORE,
                          .arg = last ? 0 : page + 1,
                          .caps_mm = CAPS_BODY};
    pen_button(pen, rect, &more);
}

void mission_choice_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest, app_word(app, "walk.title"));
    rest = rect_inset_xy(rest, pen_side(pen), 0);
    rect_cut_bottom(&rest, pen_mm(pen, TARGET_GAP_MM));
    int n = app->content->demo->mission_count + 1, gap = pen_mm(pen, TARGET_GAP_MM);
    int columns = rest.w >= 2 * pen_mm(pen, column_mm) + gap ? 2 : 1;
    int width = (rest.w - gap * (columns - 1)) / columns, rows = (n + columns - 1) / columns;
    enum detail detail = detail_for(app, pen, rest, width, rows);
    int height = tallest(app, pen, width, detail);
    int room = (rest.h + gap) / (height + gap), pages = 1;
    if (room < rows) {
        struct rect foot = rect_cut_bottom(&rest, pen_mm(pen, TARGET_MM));
        rect_cut_bottom(&rest, gap);
        room = (rest.h + gap) / (height + gap);
        room = room < 1 ? 1 : room;
        pages = (rows + room - 1) / room;
        draw_more(app, pen, foot, app->page < pages ? app->page : pages - 1, pages);
    }
    int page = app->page < pages ? app->page : pages - 1;
    int shown = pages == 1 ? rows : room;
    int most = pen_mm(pen, 46), spread = (rest.h + gap) / shown - gap; /* over the whole height */
    most = most > height ? most : height;
    height = spread < height ? height : spread < most ? spread : most;
    for (int i = 0; i < shown * columns && page * shown * columns + i < n; i++) {
        struct rect cell = {rest.x + i % columns * (width + gap),
                            rest.y + i / columns * (height + gap), width, height};
        draw_one(app, pen, cell, page * shown * columns + i, detail);
    }
}
