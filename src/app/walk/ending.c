/* ending.c: the end of a mission: what was learnt, the real service's code and address, whom to
 * call, and another mission. */
#include "app/chrome.h"
#include "app/link_card.h"
#include "app/walk/step.h"
#include "app/walk/walk.h"

static void add_learnt(const struct app *app, const struct pen *pen, struct flow *flow)
{
    const struct demo_mission *mission = walk_mission(app);
    if (*app->walk.said) {
        flow_say(flow, app->walk.said, pen->small ? TEXT_STRONG : TEXT_HEADING);
    }
    for (int i = 0; i < mission->learnt_count; i++) {
        flow_say(flow, mission->learnt[i], TEXT_BODY);
    }
}

static void add_next(const struct app *app, struct flow *flow, bool heading)
{
    if (heading) {
        flow_say(flow, app_word(app, "walk.now"), TEXT_HEADING);
    }
    flow_say(flow, app_word(app, "link.how"), TEXT_BODY);
    flow_say(flow, app_word(app, "link.nophone"), TEXT_BODY);
}

static void draw_ways(const struct app *app, const struct pen *pen, struct rect *rest)
{
    struct button buttons[] = {
        walk_way(app, "walk.other", ICON_LIST, ACTION_LEAVE),
        walk_way(app, "walk.again", ICON_AGAIN, ACTION_AGAIN),
        walk_way(app, "walk.free", ICON_WALK, ACTION_FREE),
        walk_way(app, "link.others", ICON_CODE, ACTION_LINKS),
    };
    buttons[0].look = LOOK_PRIMARY;
    int n = 4, height = pen_button_rows(pen, *rest, buttons, n, false);
    if (height > rest->h * (glass_is_portrait(&pen->list->glass) ? 15 : 30) / 100) {
        n = 2; /* the other two are a touch further, on the choice and on Home */
        buttons[0].icon = buttons[1].icon = ICON_NONE;
    }
    pen_button_foot(pen, rest, buttons, n, pen_size(pen, SPACE_L));
}

/* On a tall glass what was learnt, then the code, then what to do with it; on a wide one the code
 * stands beside all of that. */
void ending_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct flow flow = {.gap = SPACE_M};
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest, app_word(app, "walk.bravo"));
    bool portrait = glass_is_portrait(&pen->list->glass);
    if (portrait) {
        draw_ways(app, pen, &rest);
    }
    add_learnt(app, pen, &flow);
    struct flow next = {.gap = SPACE_M};
    add_next(app, &next, true);
    int gap = pen_size(pen, SPACE_L), above = flow_height(pen, &flow, rest.w) + gap;
    if (portrait &&
        above + link_card_least(app, pen, rest.w) + gap + flow_height(pen, &next, rest.w) <=
            rest.h) {
        chrome_flow(app, pen, rect_cut_top(&rest, above - gap), &flow);
        rect_cut_top(&rest, gap);
        flow = next;
    } else {
        add_next(app, &flow, false); /* there is no room to spare */
    }
    link_draw_card(app, pen, &rest, &flow);
    if (!portrait) { /* beside the code: a low glass leaves it no height to spare */
        draw_ways(app, pen, &rest);
    }
    chrome_flow(app, pen, rect_middle(rest, rest.w, flow_height(pen, &flow, rest.w)), &flow);
}
