/* walk.c: what happens in the walkthrough. What the visitor did is a list of answers, so that one
 * step back, or the same step in another language, is the mission played again up to there. */
#include "app/walk/walk.h"

#include "app/chrome.h"
#include "app/link.h"
#include "app/link_card.h"
#include "app/walk/step.h"

enum {
    WALK_FADE_MS = 100, /* from one of the phone's screens to the next */
    WALK_WRONGS = 3,    /* kind sentences, in turn: walk.wrong.1 … */
};

static struct date today(const struct app *app)
{
    return date_local(app->config->timezone, app->now.wall).date;
}

/* The present view, its texts until the next one is asked for. */
static void look(struct app *app, struct demo_view *view)
{
    arena_reset(&app->walk.scratch);
    demo_look_at(app->walk.play, &app->walk.scratch, view);
}

static void turn(struct app *app)
{
    app->walk.page = -1;
    app->walk.since = app->now.steady;
    app->walk.turned = true;
}

static void count_screen(struct app *app, const struct demo_screen *before)
{
    const struct demo_play *play = app->walk.play;
    const struct demo_screen *screen = play->places[play->depth - 1].screen;
    if (screen != before) {
        char item[COUNTER_ITEM_MAX];
        snprintf(item, sizeof item, "app/%s", screen->id);
        app_count(app, COUNTER_SCREEN_OPENED, item);
    }
}

static void count_step(struct app *app, enum counter counter, const char *mission)
{
    char item[COUNTER_ITEM_MAX];
    snprintf(item, sizeof item, "%s/%d", mission, app->walk.step + 1);
    app_count(app, counter, item);
}

/* Each step once for each time the mission is played: the funnel only narrows. */
static void reach(struct app *app)
{
    if (app->walk.step >= app->walk.reached) {
        app->walk.reached = app->walk.step + 1;
        count_step(app, COUNTER_MISSION_STEP, walk_mission(app)->id);
    }
}

static void play_again(struct app *app, int steps)
{
    struct demo_view view = {.screen = NULL};
    const struct demo_mission *mission = walk_mission(app);
    demo_mission_start(app->walk.play, app->content->demo, mission, today(app));
    for (int i = 0; i < steps; i++) {
        look(app, &view);
        int control = demo_find(&view, mission->steps[i].answers[app->walk.answers[i]].tap);
        if (control < 0) {
            break; /* not in a mission that was checked */
        }
        demo_touch(app->walk.play, &view, control);
        app->walk.step = i + 1;
    }
}

static void leave_mission(struct app *app)
{
    if (app->walk.mode == WALK_MISSION) {
        count_step(app, COUNTER_MISSION_LEFT, walk_mission(app)->id);
    }
    app->walk.mode = WALK_CHOICE;
}

/* Whose telephone it is. */
static void introduce(struct app *app)
{
    const struct demo_persona *persona =
        demo_persona(app->content->demo, walk_mission(app)->persona);
    app_fill(app, app->walk.said_room, sizeof app->walk.said_room, "walk.you",
             walk_first_name(persona));
    app->walk.said = app->walk.said_room;
    app->walk.wrong = false;
}

static void start_mission(struct app *app, int index)
{
    leave_mission(app);
    app->walk.mode = WALK_MISSION;
    app->walk.mission = index;
    app->walk.step = app->walk.reached = 0;
    app->walk.lesson = "";
    play_again(app, 0);
    introduce(app);
    app_count(app, COUNTER_MISSION_STARTED, walk_mission(app)->id);
    count_screen(app, NULL);
    reach(app);
    turn(app);
}

static void start_walk(struct app *app, const char *persona)
{
    leave_mission(app);
    app->walk.mode = WALK_FREE;
    app->walk.said = "";
    demo_start(app->walk.play, app->content->demo, persona, NULL, NULL, today(app));
    count_screen(app, NULL);
    turn(app);
}

static void finish(struct app *app)
{
    const struct demo_mission *mission = walk_mission(app);
    app_count(app, COUNTER_MISSION_FINISHED, mission->id);
    app->walk.mode = WALK_END;
    app->page = 0;
    const struct link *link = content_link(app->content, mission->link);
    if (link) {
        link_show(app, (size_t)(link - app->content->links.at));
    }
}

static void advance(struct app *app, int answer)
{
    const struct demo_mission *mission = walk_mission(app);
    const struct demo_step *step = walk_step(app);
    const char *then = step->answers[answer].then;
    app->walk.answers[app->walk.step++] = answer;
    bool last = app->walk.step == mission->step_count;
    app->walk.lesson = *then ? then : app->walk.lesson;
    app->walk.said = last || *then ? app->walk.lesson : app->walk.play->said;
    app->walk.wrong = false;
    if (last) {
        finish(app);
    } else {
        reach(app);
    }
    turn(app);
}

/* Never a penalty: one sentence that shows the way, and the frame beats at once. */
static void wrong_touch(struct app *app)
{
    static const char *const keys[WALK_WRONGS] = {"walk.wrong.1", "walk.wrong.2", "walk.wrong.3"};
    app->walk.said = app_word(app, keys[app->walk.wrongs++ % WALK_WRONGS]);
    app->walk.wrong = true;
    app->walk.page = -1;
    app->walk.since = app->now.steady - WALK_HINT_MS;
}

static void touch_control(struct app *app, int control)
{
    struct demo_view view = {.screen = NULL};
    look(app, &view);
    int answer = walk_answer(app, &view, control);
    if (app->walk.mode == WALK_MISSION && answer < 0) {
        wrong_touch(app);
        return;
    }
    const struct demo_screen *before = view.screen;
    demo_touch(app->walk.play, &view, control);
    count_screen(app, before);
    if (app->walk.mode == WALK_MISSION) {
        advance(app, answer);
    } else {
        const struct demo_play *play = app->walk.play;
        app->walk.said = play->refused ? app->content->demo->refuse : play->said;
        app->walk.page = view.screen == play->places[play->depth - 1].screen ? app->walk.page : -1;
        app->walk.turned = true;
    }
}

/* "Montre-moi": the first answer of the step, done for the visitor. */
static void show_me(struct app *app)
{
    struct demo_view view = {.screen = NULL};
    look(app, &view);
    const char *tap = walk_step(app)->answers[0].tap;
    touch_control(app, demo_find(&view, tap));
    if (!*app->walk.said) {
        app_fill(app, app->walk.said_room, sizeof app->walk.said_room, "walk.shown", tap);
        app->walk.said = app->walk.said_room;
    }
}

static void step_back(struct app *app)
{
    bool first = app->walk.step == 0;
    int steps = app->walk.step > 0 ? app->walk.step - 1 : 0;
    const struct demo_play *play = app->walk.play;
    const struct demo_screen *before = play->places[play->depth - 1].screen;
    app->walk.step = 0;
    play_again(app, steps);
    app->walk.said = first ? app_word(app, "walk.first") : "";
    app->walk.wrong = false;
    count_screen(app, before);
    turn(app);
}

static void start_over(struct app *app)
{
    if (app->walk.mode == WALK_FREE) {
        start_walk(app, NULL);
    } else if (app->walk.mode == WALK_END) {
        start_mission(app, app->walk.mission);
    } else {
        app->walk.step = 1;
        step_back(app);
    }
}

/* The next of the people one can walk as. */
static void change_person(struct app *app)
{
    const struct demo *demo = app->content->demo;
    int next = (app->walk.play->persona + 1) % demo->persona_count;
    start_walk(app, demo->personas[next].id);
}

static void walk_action(struct app *app, int action, int arg)
{
    switch (action) {
    case ACTION_CONTROL:
        touch_control(app, arg);
        break;
    case ACTION_BESIDE:
        if (app->walk.mode == WALK_MISSION) {
            wrong_touch(app);
        }
        break;
    case ACTION_TURN:
        app->walk.page = arg;
        app->walk.said = "";
        break;
    case ACTION_MISSION:
        start_mission(app, arg);
        break;
    case ACTION_FREE:
        start_walk(app, NULL);
        break;
    case ACTION_STEP_BACK:
        step_back(app);
        break;
    case ACTION_SHOW:
        show_me(app);
        break;
    case ACTION_AGAIN:
        start_over(app);
        break;
    case ACTION_PERSON:
        change_person(app);
        break;
    case ACTION_LINKS:
        link_open(app, SIZE_MAX, SCREEN_HOME);
        break;
    case ACTION_LEAVE:
        leave_mission(app);
        app->page = 0;
        break;
    }
}

void walk_open(struct app *app, int mission)
{
    app->walk.wanted = mission + 1;
    app_go(app, SCREEN_WALK);
}

static void walk_enter(struct app *app)
{
    int wanted = app->walk.wanted;
    app->walk.mode = WALK_CHOICE;
    app->walk.wrongs = app->walk.wanted = 0;
    if (wanted > 0) {
        start_mission(app, wanted - 1);
    }
}

/* The mission in the content that has come; NULL where it is not there: it was left then. */
static const struct demo_mission *same_mission(struct app *app, const struct content *before)
{
    const char *id = before->demo->missions[app->walk.mission].id;
    const struct demo *demo = app->content->demo;
    const struct demo_mission *same = demo ? demo_mission(demo, id) : NULL;
    if (!same && app->walk.mode == WALK_MISSION) {
        count_step(app, COUNTER_MISSION_LEFT, id);
    }
    return same;
}

/* The same step in the content that has come, in another language or read anew; the choice, or
 * Home, where that has no such mission. */
void walk_keep(struct app *app, const struct content *before)
{
    const struct demo *demo = app->content->demo;
    enum walk_mode mode = app->walk.mode;
    app->walk.said = app->walk.lesson = "";
    app->walk.turned = true;
    if (mode == WALK_MISSION || mode == WALK_END) {
        const struct demo_mission *same = same_mission(app, before);
        int steps = app->walk.step;
        app->walk.mode = same ? mode : WALK_CHOICE;
        app->walk.mission = same ? (int)(same - demo->missions) : 0;
        if (same && mode == WALK_MISSION) {
            app->walk.step = 0;
            play_again(app, steps < same->step_count ? steps : 0);
        }
    } else if (mode == WALK_FREE && demo) {
        demo_start(app->walk.play, demo, NULL, NULL, NULL, today(app));
    }
    if (!demo) {
        app->walk.mode = WALK_CHOICE;
        if (app->screen == SCREEN_WALK) {
            app_go(app, SCREEN_HOME);
        }
    }
}

static int64_t walk_deadline(const struct app *app)
{
    if (app->walk.mode == WALK_END) {
        return link_deadline(app);
    }
    if (app->walk.mode != WALK_MISSION) {
        return INT64_MAX;
    }
    int64_t hint = app->walk.since + WALK_HINT_MS;
    if (app->now.steady < hint) {
        return hint;
    }
    return hint + ((app->now.steady - hint) / WALK_BEAT_MS + 1) * WALK_BEAT_MS;
}

static void walk_tick(struct app *app)
{
    if (app->walk.mode == WALK_END) {
        link_tick(app);
    } else {
        app->dirty |= walk_hints(app);
    }
}

/* What is touched stands no higher above the floor than a seated arm reaches, or where the config
 * does not say how high the glass hangs, in its lowest part. */
static int band_height(const struct app *app, const struct pen *pen, struct rect rest)
{
    double bottom = app->config->screen_bottom_mm;
    double under = glass_to_mm(&app->glass, app->glass.h - rest.y - rest.h);
    double band = bottom > 0 ? REACH_MM - bottom - under : look_mm(pen->look, SIZE_REACH);
    double least = look_mm(pen->look, SIZE_WALK_LEAST);
    return least_of(glass_mm(&app->glass, band > least ? band : least), rest.h);
}

static void draw_banner(const struct app *app, const struct pen *pen, struct rect *rest)
{
    struct words words = {.text = app_word(app, "walk.banner"),
                          .role = TEXT_FIXED,
                          .align = TEXT_MIDDLE,
                          .color = pen->theme->on_accent};
    int pad = pen_size(pen, SPACE_XS), height = pen_words_height(pen, rest->w, &words);
    struct rect strip = rect_cut_top(rest, height + 2 * pad);
    draw_box(pen->list, strip, pen->theme->accent, 0);
    pen_words(pen, rect_inset_xy(strip, 0, pad), &words);
}

/* Room for two of the coach's buttons side by side, if need be half of a small glass. */
static int side_width(const struct pen *pen, int width)
{
    return most_of(width * 42 / 100, least_of(pen_size(pen, SIZE_COACH), width / 2));
}

/* Above what is touched a tall glass has room for those who look on. */
static void draw_above(const struct app *app, const struct pen *pen, struct rect above,
                       const struct demo_view *view)
{
    const struct demo_mission *mission = walk_mission(app);
    const struct demo_step *step = walk_step(app);
    struct words title = {.text = mission ? mission->title : app_word(app, "walk.free"),
                          .role = TEXT_STAGE,
                          .color = pen->theme->on_stage,
                          .align = TEXT_MIDDLE};
    struct words says = {.text = step ? step->say : view->screen->tell,
                         .role = TEXT_STAGE_SAYS,
                         .color = pen->theme->on_stage,
                         .align = TEXT_MIDDLE};
    above = rect_inset_xy(above, pen_size(pen, SIZE_ONLOOKERS), 0);
    int first = pen_words_height(pen, above.w, &title), gap = pen_size(pen, SPACE_XL);
    int all = first + gap + pen_words_height(pen, above.w, &says);
    if (all + 2 * gap < above.h) {
        above = rect_middle(above, above.w, all);
        rect_cut_top(&above, pen_words(pen, above, &title) + gap);
        pen_words(pen, above, &says);
    }
}

static void draw_walk(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct demo_view view = {.screen = NULL};
    demo_look_at(app->walk.play, &pen->list->arena, &view);
    draw_box(pen->list, rest, pen->theme->stage, 0);
    int margin = pen_size(pen, SPACE_GAP);
    struct rect above = rest;
    rest = rect_cut_bottom(&above, band_height(app, pen, rest));
    bool beside = rest.w > rest.h * 5 / 4 || rest.w >= pen_size(pen, SIZE_WALK_BESIDE);
    if (!beside) {
        struct rect all = rect_union(above, rest);
        draw_banner(app, pen, &all);
        rest = rect_cut_bottom(&all, rest.h);
        above = all;
    }
    draw_above(app, pen, above, &view);
    rest = rect_inset(rect_middle(rest, pen_size(pen, SIZE_WALK_MOST), rest.h), margin);
    if (!beside) {
        int most = rest.h - margin - pen_size(pen, SIZE_PHONE_LEAST);
        int height = coach_height(app, pen, rest.w, most, &view);
        coach_draw(app, pen, rect_cut_bottom(&rest, height), &view);
        rect_cut_bottom(&rest, margin);
    } else {
        struct rect side = rect_cut_right(&rest, side_width(pen, rest.w));
        rect_cut_right(&rest, margin);
        draw_banner(app, pen, &side);
        rect_cut_top(&side, margin);
        coach_draw(app, pen, side, &view);
    }
    phone_draw(app, pen, rest, &view);
    bool moves = app->config->fade_ms > 0 && app->theme == THEME_CALM;
    pen->list->fade_ms = app->walk.turned && moves ? WALK_FADE_MS : 0;
}

static void walk_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    if (app->walk.mode == WALK_CHOICE) {
        mission_choice_draw(app, pen);
    } else if (app->walk.mode == WALK_END) {
        ending_draw(app, pen);
    } else {
        chrome_comfort(app, pen, &rest);
        draw_walk(app, pen, rest);
    }
}

const struct screen screen_walkthrough = {
    .ahead = true,
    .enter = walk_enter,
    .leave = leave_mission,
    .tick = walk_tick,
    .action = walk_action,
    .deadline = walk_deadline,
    .draw = walk_draw,
};
