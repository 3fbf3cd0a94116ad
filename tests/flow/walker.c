#include "walker.h"

#include "app/visit.h"
#include "app/walk/step.h"

enum { REACH_MS = 400, PRESS_MS = 80, PAGES_MAX = 30, GRID = 12 };

const struct demo *walker_demo(const struct stage *stage)
{
    const struct demo *demo = session_content(&stage->session)->demo;
    assert_non_null(demo);
    return demo;
}

const struct demo_mission *walker_mission(const struct stage *stage, int index)
{
    return &walker_demo(stage)->missions[index];
}

const struct demo_screen *walker_screen(const struct stage *stage)
{
    const struct demo_play *play = stage->app->walk.play;
    return play->places[play->depth - 1].screen;
}

const struct demo_view *walker_view(const struct stage *stage)
{
    static struct demo_view view;
    static struct arena arena; /* one block that is used again */
    arena_reset(&arena);
    demo_look_at(stage->app->walk.play, &arena, &view);
    return &view;
}

void walker_dump(const struct demo_view *view, struct str *out)
{
    str_addf(out, "%s: %s, %d unread\n", view->screen->id, view->title, view->unread);
    for (int i = 0; i < view->part_count; i++) {
        const struct demo_part *part = &view->parts[i];
        str_addf(out, "%d \"%s\" \"%s\" \"%s\" \"%s\" %d\n", (int)part->kind, part->text,
                 part->says, part->mark, part->value, part->on);
        for (int j = 0; j < part->point_count; j++) {
            str_addf(out, "  %d: %s\n", part->points[j].day, part->points[j].written);
        }
    }
    for (int i = 0; i < view->control_count; i++) {
        str_addf(out, "touch \"%s\" %d\n", view->controls[i].label, view->controls[i].chosen);
    }
}

void walker_expect_same(const struct stage *stage, const struct str *before)
{
    static struct str now;
    str_clear(&now);
    walker_dump(walker_view(stage), &now);
    if (!str_same(str_text(&now), str_text(before))) {
        fail_msg("the phone shows\n%swhere it showed\n%s", str_text(&now), str_text(before));
    }
}

/* --- touches --- */

const struct zone *walker_zone(const struct stage *stage, int action, int arg)
{
    for (size_t i = 0; i < stage->list->zones.n; i++) {
        const struct zone *zone = &stage->list->zones.at[i];
        if (zone->enabled && zone->action == action && (arg < 0 || zone->arg == arg)) {
            return zone;
        }
    }
    return NULL;
}

void walker_press(struct stage *stage, int action, int arg)
{
    stage_wait(stage, REACH_MS);
    const struct zone *zone = walker_zone(stage, action, arg);
    if (!zone) {
        fail_msg("nothing on screen %s has action %d of %d", app_screen(stage->app), action, arg);
        return;
    }
    int x = zone->rect.x + zone->rect.w / 2, y = zone->rect.y + zone->rect.h / 2;
    assert_ptr_equal(draw_zone_at(stage->list, x, y), zone);
    stage->unseen = true; /* the frame with the finger on it: other tests look at many */
    stage_down(stage, 1, x, y);
    stage_wait(stage, PRESS_MS);
    stage->unseen = false;
    stage_up(stage, 1, x, y);
}

bool walker_place_beside(const struct stage *stage, int *x, int *y)
{
    for (*y = 1; *y < stage->glass.h; *y += GRID) {
        for (*x = 1; *x < stage->glass.w; *x += GRID) {
            const struct zone *zone = draw_zone_at(stage->list, *x, *y);
            if (zone && zone->action == ACTION_BESIDE) {
                return true;
            }
        }
    }
    return false;
}

/* --- the way of a visitor --- */

void walker_choose(struct stage *stage)
{
    if (str_same(app_screen(stage->app), "loop")) {
        stage_tap_word(stage, "loop.touch");
    }
    stage_tap_word(stage, "home.walk");
    expect_screen(stage, "walkthrough");
}

void walker_start(struct stage *stage, int mission)
{
    for (int i = 0; i < PAGES_MAX && !walker_zone(stage, ACTION_MISSION, mission); i++) {
        walker_press(stage, ACTION_MORE, -1);
    }
    walker_press(stage, ACTION_MISSION, mission);
    assert_ptr_equal(walk_mission(stage->app), walker_mission(stage, mission));
    assert_int_equal(stage->app->walk.step, 0);
}

static int lowest_turn(const struct stage *stage)
{
    int page = PAGES_MAX;
    for (size_t i = 0; i < stage->list->zones.n; i++) {
        const struct zone *zone = &stage->list->zones.at[i];
        page = zone->action == ACTION_TURN && zone->arg < page ? zone->arg : page;
    }
    return page;
}

void walker_bring_up(struct stage *stage, int control)
{
    while (!walker_zone(stage, ACTION_CONTROL, control) && stage->app->walk.page != 0) {
        walker_press(stage, ACTION_TURN, lowest_turn(stage));
    }
    for (int page = 1; !walker_zone(stage, ACTION_CONTROL, control); page++) {
        walker_press(stage, ACTION_TURN, page);
    }
}

/* The page of a target comes up by itself. */
static bool shows_an_answer(const struct stage *stage, const struct demo_step *step)
{
    bool shown = false;
    for (int i = 0; i < step->answer_count; i++) {
        int control = demo_find(walker_view(stage), step->answers[i].tap);
        shown = shown || (control >= 0 && walker_zone(stage, ACTION_CONTROL, control));
    }
    return shown;
}

void walker_answer(struct stage *stage, int answer)
{
    const struct demo_step *step = walk_step(stage->app);
    assert_non_null(step);
    assert_string_equal(walker_screen(stage)->id, step->on);
    answer = answer < step->answer_count ? answer : 0;
    int control = demo_find(walker_view(stage), step->answers[answer].tap);
    assert_true(control >= 0);
    if (!shows_an_answer(stage, step)) {
        fail_msg("%s, step %d: its target is not on the glass of %dx%d, %.1f inches",
                 walk_mission(stage->app)->id, stage->app->walk.step + 1, stage->glass.w,
                 stage->glass.h, stage->glass.inches);
    }
    walker_bring_up(stage, control);
    assert_string_equal(walker_zone(stage, ACTION_CONTROL, control)->label,
                        step->answers[answer].tap);
    walker_press(stage, ACTION_CONTROL, control);
}

void walker_play(struct stage *stage, int steps, int answer)
{
    for (int i = 0; i < steps; i++) {
        int step = stage->app->walk.step;
        walker_answer(stage, answer);
        assert_int_equal(stage->app->walk.step, step + 1);
    }
}

void walker_leave_alone(struct stage *stage)
{
    stage_wait(stage, visit_deadline(stage->app) - stage->now.steady - 1);
    expect_screen(stage, "walkthrough");
    stage_wait(stage, 1);
    expect_screen(stage, "still");
    stage_wait(stage, (int64_t)stage->setup.config.countdown_seconds * 1000);
    expect_screen(stage, "loop");
}
