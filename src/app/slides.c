/* slides.c: the deck by hand, at arm's length. */
#include "app/chrome.h"
#include "app/link.h"
#include "app/walk/walk.h"

enum {
    ACTION_NEXT = ACTIONS_OF(SCREEN_SLIDES),
    ACTION_PREVIOUS,
    ACTION_SEE, /* "Voir aussi" of the present slide */
};

/* What "Voir aussi" leads to: the index of a link or a mission; -1 where it leads nowhere. */
static int see_also(const struct app *app, const struct slide *slide)
{
    const struct demo *demo = app->content->demo;
    if (slide->action.kind == TARGET_MISSION && demo) {
        const struct demo_mission *mission = demo_mission(demo, slide->action.id);
        return mission ? (int)(mission - demo->missions) : -1;
    }
    bool links = slide->action.kind == TARGET_LINK;
    const struct link *link = links ? content_link(app->content, slide->action.id) : NULL;
    return link ? (int)(link - app->content->links.at) : -1;
}

static void open_see_also(struct app *app, const struct slide *slide)
{
    if (slide->action.kind == TARGET_MISSION) {
        walk_open(app, see_also(app, slide));
    } else {
        link_open(app, (size_t)see_also(app, slide), SCREEN_SLIDES);
    }
}

static void open_at(struct app *app, size_t index)
{
    app->slide = index;
    app->page = 0;
    app_count(app, COUNTER_SLIDE_OPENED, app->content->slides.at[index].id);
}

/* On the slide one had left; at first, the one that was on the wall. */
static void slides_enter(struct app *app)
{
    open_at(app, app->slide < app->content->slides.n ? app->slide : 0);
}

static void slides_action(struct app *app, int action, int arg)
{
    (void)arg;
    size_t n = app->content->slides.n;
    if (action == ACTION_NEXT) {
        open_at(app, (app->slide + 1) % n);
    } else if (action == ACTION_PREVIOUS) {
        open_at(app, (app->slide + n - 1) % n);
    } else {
        open_see_also(app, &app->content->slides.at[app->slide]);
    }
}

static struct button see_button(const struct app *app, const struct pen *pen,
                                const struct slide *slide)
{
    int index = see_also(app, slide);
    bool mission = slide->action.kind == TARGET_MISSION;
    const char *key = mission ? "slides.try" : "slides.see", *title = "";
    if (index >= 0 && mission) {
        title = app->content->demo->missions[index].title;
    } else if (index >= 0) {
        title = app_word(app, arena_format(&pen->list->arena, "link.%s.title", slide->action.id));
    }
    return button_for(app_phrase(app, pen, key, title, ""), mission ? ICON_PHONE_APP : ICON_CODE,
                      LOOK_ACCENT, ACTION_SEE, 0);
}

/* Back, "see also", on: in one row where the glass is wide enough for it. */
static void draw_ways(const struct app *app, const struct pen *pen, const struct slide *slide,
                      struct rect *rest)
{
    bool rtl = app->glass.rtl;
    struct button back = button_for(app_word(app, "slides.previous"),
                                    rtl ? ICON_FORWARD : ICON_BACK, LOOK_QUIET, ACTION_PREVIOUS, 0);
    struct button on = button_for(app_word(app, "slides.next"), rtl ? ICON_BACK : ICON_FORWARD,
                                  LOOK_PRIMARY, ACTION_NEXT, 0);
    on.icon_after = true;
    int gap = pen_size(pen, SPACE_GAP);
    bool sees = see_also(app, slide) >= 0;
    struct button see = see_button(app, pen, slide);
    struct button row[] = {back, see, on}, pair[] = {back, on};
    int in_row = pen_button_width(pen, &back) + pen_button_width(pen, &see) +
                 pen_button_width(pen, &on) + 2 * gap;
    bool one_row = sees && in_row <= rest->w;
    pen_button_foot(pen, rest, one_row ? row : pair, one_row ? 3 : 2, gap);
    if (sees && !one_row) {
        pen_button_foot(pen, rest, &see, 1, gap);
    }
}

static void words_of(const struct slide *slide, struct flow *flow)
{
    flow_say(flow, slide->title, TEXT_TITLE);
    for (int i = 0; i < slide->line_count; i++) {
        flow_say(flow, slide->lines[i], TEXT_LEAD);
    }
}

/* Where the words leave room for it: above them on a tall glass, before them on a wide one. */
static struct rect picture_place(const struct pen *pen, struct rect *rest, const struct flow *flow)
{
    int gap = pen_size(pen, SPACE_L);
    if (glass_is_portrait(&pen->list->glass)) {
        int height = least_of(rest->h - flow_height(pen, flow, rest->w) - gap, rest->w);
        if (height < rest->w / 4) {
            return (struct rect){0};
        }
        struct rect picture = rect_cut_top(rest, height);
        picture.w = least_of(height * 3 / 2, rest->w); /* less would be a strip */
        rect_cut_top(rest, gap);
        return picture;
    }
    int side = least_of(rest->w * 42 / 100, rest->h);
    if (flow_height(pen, flow, rest->w - side - gap) > rest->h) {
        return (struct rect){0};
    }
    struct rect picture = rect_cut_left(rest, side);
    rect_cut_left(rest, gap);
    return picture;
}

/* The neighbours' pictures are decoded while this one is looked at. */
static void draw_neighbours_soon(const struct app *app, const struct pen *pen, struct rect place)
{
    size_t n = app->content->slides.n;
    size_t near[] = {(app->slide + 1) % n, (app->slide + n - 1) % n};
    for (int i = 0; i < 2; i++) {
        const char *picture = app->content->slides.at[near[i]].picture;
        if (picture) {
            draw_soon(pen->list, place, picture);
        }
    }
}

static void slides_draw(const struct app *app, const struct pen *pen)
{
    const struct slide *slide = &app->content->slides.at[app->slide];
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct arena *arena = &pen->list->arena;
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest,
                  app_phrase(app, pen, "slides.place", arena_format(arena, "%zu", app->slide + 1),
                             arena_format(arena, "%zu", app->content->slides.n)));
    draw_ways(app, pen, slide, &rest);
    struct flow flow = {.gap = SPACE_S};
    words_of(slide, &flow);
    if (slide->picture) {
        struct rect picture = picture_place(pen, &rest, &flow);
        if (picture.h > 0) {
            draw_picture(pen->list, picture, pen_size(pen, SIZE_ROUND), slide->picture);
            draw_neighbours_soon(app, pen, picture);
        }
    }
    if (!glass_is_portrait(&pen->list->glass)) {
        rest = rect_middle(rest, rest.w, flow_height(pen, &flow, rest.w));
    }
    chrome_flow(app, pen, rest, &flow);
}

const struct screen screen_slides = {
    .ahead = true,
    .swipe_on = ACTION_NEXT,
    .swipe_back = ACTION_PREVIOUS,
    .enter = slides_enter,
    .action = slides_action,
    .draw = slides_draw,
};
