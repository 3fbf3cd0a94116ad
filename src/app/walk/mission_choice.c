/* mission_choice.c: the choice of what to try: one row for each mission, and the walk without a
 * guide. */
#include "app/chrome.h"
#include "app/walk/step.h"
#include "app/walk/walk.h"

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
        .role = TEXT_STRONG,
        .disc = true,
    };
}

static struct list list_of(const struct app *app, const struct pen *pen, enum detail detail)
{
    int missions = app->content->demo->mission_count;
    struct list_row *rows = arena_alloc(&pen->list->arena, (size_t)(missions + 1) * sizeof *rows);
    for (int i = 0; i <= missions; i++) {
        rows[i] = (struct list_row){.row = row_of(app, pen, i, detail),
                                    .action = i < missions ? ACTION_MISSION : ACTION_FREE,
                                    .arg = i < missions ? i : 0};
    }
    return (struct list){.rows = rows, .n = missions + 1};
}

void mission_choice_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest, app_word(app, "walk.title"));
    struct turn turn = chrome_turn(app);
    enum detail detail = DETAIL_MINUTES; /* as much as leaves room for all on one page */
    struct list list = list_of(app, pen, detail);
    while (detail > DETAIL_NONE && list_pages(pen, rest, &list, &turn) != 1) {
        list = list_of(app, pen, --detail);
    }
    list_draw(pen, rest, &list, &turn);
}
