/* walk_test.c: every mission of the content, by touch: played right, with every answer, wrongly,
 * backwards, left at every step by every way out; what is counted, and that nothing of it stays. */
#include "walker.h"

#include "app/walk/step.h"

enum { KEPT_MS = 10000, WRONG_WORDS = 3 };

static struct stage stage; /* static: a failed test is found again */

static void open_usual(void)
{
    stage_open(&stage, &(struct stage_setup){.folder = SLIDES});
}

/* A first visit's mission i, at its first step; returns how many it has. */
static int begin(int i)
{
    open_usual();
    walker_choose(&stage);
    walker_start(&stage, i);
    return walker_mission(&stage, i)->step_count;
}

static int sum(const char *counter)
{
    return tally_sum(&stage.tally, counter);
}

/* All that is counted but the visit itself. */
static int count_all(void)
{
    int n = 0;
    for (size_t i = 0; i < stage.tally.rows.n; i++) {
        const struct tally_row *row = &stage.tally.rows.at[i];
        n += str_starts(counter_info(row->counter)->name, "visit.") ? 0 : row->n;
    }
    return n;
}

static const char *step_item(int mission, int step)
{
    static char item[COUNTER_ITEM_MAX];
    snprintf(item, sizeof item, "%s/%d", walker_mission(&stage, mission)->id, step + 1);
    return item;
}

static void expect_funnel(int mission, int started, int finished, int left)
{
    const char *id = walker_mission(&stage, mission)->id;
    expect_count(&stage, "mission.started", id, started);
    expect_count(&stage, "mission.finished", id, finished);
    assert_int_equal(sum("mission.left"), left);
    assert_int_equal(sum("mission.started"), sum("mission.finished") + sum("mission.left"));
}

/* --- played right --- */

/* The same answers given to the content alone: what the glass should show and count. */
static struct {
    struct demo_play play;
    struct demo_view view;
    struct arena arena;
    const struct demo_screen *opened[DEMO_STEPS_MAX + 1];
    int n;
} shadow;

static void shadow_arrive(void)
{
    const struct demo_screen *screen = shadow.play.places[shadow.play.depth - 1].screen;
    if (shadow.n == 0 || shadow.opened[shadow.n - 1] != screen) {
        shadow.opened[shadow.n++] = screen;
    }
    arena_reset(&shadow.arena);
    demo_look_at(&shadow.play, &shadow.arena, &shadow.view);
}

static void shadow_start(int mission)
{
    struct date today = date_local(FLOW_ZONE, stage.now.wall).date;
    shadow.n = 0;
    demo_mission_start(&shadow.play, walker_demo(&stage), walker_mission(&stage, mission), today);
    shadow_arrive();
}

static void shadow_answer(const struct demo_step *step, int answer)
{
    answer = answer < step->answer_count ? answer : 0;
    demo_touch(&shadow.play, &shadow.view, demo_find(&shadow.view, step->answers[answer].tap));
    shadow_arrive();
}

static void expect_as_the_shadow(void)
{
    static struct str text;
    str_clear(&text);
    walker_dump(&shadow.view, &text);
    walker_expect_same(&stage, &text);
}

static void expect_screens_counted(void)
{
    int all = 0;
    for (int i = 0; i < shadow.n; i++) {
        char item[COUNTER_ITEM_MAX];
        int n = 0;
        for (int j = 0; j < shadow.n; j++) {
            n += shadow.opened[j] == shadow.opened[i];
        }
        snprintf(item, sizeof item, "app/%s", shadow.opened[i]->id);
        expect_count(&stage, "screen.opened", item, n);
        all++;
    }
    assert_int_equal(sum("screen.opened"), all + 2); /* Home, and the choice */
}

static void play_right(int index, int answer)
{
    const struct demo_mission *mission = walker_mission(&stage, index);
    walker_choose(&stage);
    walker_start(&stage, index);
    shadow_start(index);
    for (int i = 0; i < mission->step_count; i++) {
        char place[64];
        snprintf(place, sizeof place, "Étape %d sur %d", i + 1, mission->step_count);
        expect_as_the_shadow();
        expect_sees(&stage, place);
        expect_sees(&stage, mission->steps[i].say);
        walker_answer(&stage, answer);
        shadow_answer(&mission->steps[i], answer);
    }
    expect_sees(&stage, "Bravo");
    for (int i = 0; i < mission->step_count; i++) {
        expect_count(&stage, "mission.step", step_item(index, i), 1);
    }
    assert_int_equal(sum("mission.step"), mission->step_count);
    expect_screens_counted();
    expect_funnel(index, 1, 1, 0);
    expect_count(&stage, "link.shown", mission->link, 1);
}

static void played_right(void **state)
{
    (void)state;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    assert_true(missions > 0);
    for (int i = 0; i < missions; i++) {
        open_usual();
        play_right(i, 0);
        const char *link = walker_mission(&stage, i)->link;
        stage_wait(&stage, KEPT_MS - 1);
        expect_count(&stage, "link.kept", link, 0);
        stage_wait(&stage, 1);
        expect_count(&stage, "link.kept", link, 1);
        stage_wait(&stage, 60000);
        expect_count(&stage, "link.kept", link, 1);
        assert_int_equal(sum("link.shown"), 1);
    }
    stage_close(&stage);
}

static int most_answers(const struct demo_mission *mission)
{
    int most = 1;
    for (int i = 0; i < mission->step_count; i++) {
        int n = mission->steps[i].answer_count;
        most = n > most ? n : most;
    }
    return most;
}

static void every_answer_is_right(void **state)
{
    (void)state;
    int answers = 0;
    open_usual();
    for (int i = 0; i < walker_demo(&stage)->mission_count; i++) {
        for (int j = 1; j < most_answers(walker_mission(&stage, i)); j++) {
            open_usual();
            play_right(i, j);
            answers++;
        }
    }
    print_message("%d more ways through missions with several answers\n", answers);
    stage_close(&stage);
}

/* The step's target is on the glass at once, whatever the glass and the letters. */
static void on_every_glass(void **state)
{
    (void)state;
    static const struct {
        int w, h;
        double inches;
    } glasses[] = {{1920, 1080, 21.5},
                   {1080, 1920, 32},
                   {1920, 1080, 15.6},
                   {1080, 1920, 15.6},
                   {1280, 720, 43}};
    int faults = 0;
    for (size_t i = 0; i < sizeof glasses / sizeof *glasses; i++) {
        stage_open(&stage, &(struct stage_setup){.folder = SLIDES,
                                                 .w = glasses[i].w,
                                                 .h = glasses[i].h,
                                                 .inches = glasses[i].inches,
                                                 .collects = true});
        stage_tap_word(&stage, "loop.touch");
        for (int size = 0; size < 3; size++) {
            for (int j = 0; j < walker_demo(&stage)->mission_count; j++) {
                walker_choose(&stage);
                walker_start(&stage, j);
                walker_play(&stage, walker_mission(&stage, j)->step_count, 0);
                stage_tap_word(&stage, "go.home");
            }
            stage_tap_word(&stage, "comfort.text");
        }
        assert_int_equal(sum("mission.finished"), 3 * walker_demo(&stage)->mission_count);
        faults += stage.faults;
        stage_close(&stage);
    }
    assert_int_equal(faults, 0);
}

/* --- wrong touches --- */

static bool sees_a_kind_word(void)
{
    for (int i = 1; i <= WRONG_WORDS; i++) {
        char key[32];
        snprintf(key, sizeof key, "walk.wrong.%d", i);
        if (stage_sees(&stage, content_word(session_content(&stage.session), key))) {
            return true;
        }
    }
    return false;
}

static void expect_no_harm(int step, int counted, const struct str *before)
{
    assert_true(sees_a_kind_word());
    assert_int_equal(stage.app->walk.step, step);
    assert_int_equal(count_all(), counted);
    walker_expect_same(&stage, before);
}

/* Touches all controls on the glass that the step does not ask for; returns how many. */
static int touch_all_others(int step)
{
    static struct str before;
    int counted = count_all(), touched = 0;
    str_clear(&before);
    walker_dump(walker_view(&stage), &before);
    for (int i = 0; i < walker_view(&stage)->control_count; i++) {
        bool there = walker_zone(&stage, ACTION_CONTROL, i) != NULL;
        if (there && !walk_wants(stage.app, walker_view(&stage), i)) {
            walker_press(&stage, ACTION_CONTROL, i);
            expect_no_harm(step, counted, &before);
            touched++;
        }
    }
    int x, y;
    assert_true(walker_place_beside(&stage, &x, &y));
    stage_wait(&stage, 400);
    stage_touch(&stage, x, y);
    expect_no_harm(step, counted, &before);
    str_release(&before);
    return touched + 1;
}

static void wrong_at_every_step(void **state)
{
    (void)state;
    int touched = 0;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        open_usual();
        walker_choose(&stage);
        walker_start(&stage, i);
        for (int j = 0; j < walker_mission(&stage, i)->step_count; j++) {
            touched += touch_all_others(j);
            walker_answer(&stage, 0);
            assert_false(sees_a_kind_word());
        }
        expect_funnel(i, 1, 1, 0);
        assert_int_equal(sum("mission.step"), walker_mission(&stage, i)->step_count);
    }
    print_message("%d wrong touches forgiven\n", touched);
    stage_close(&stage);
}

/* --- ways out --- */

enum way { WAY_LEAVE, WAY_FINISH, WAY_IDLE, WAYS };

static void leave_by(enum way way)
{
    if (way == WAY_LEAVE) {
        stage_tap_word(&stage, "walk.leave");
    } else if (way == WAY_FINISH) {
        stage_tap_word(&stage, "comfort.finish");
    } else {
        walker_leave_alone(&stage);
    }
    bool rests = way == WAY_FINISH || way == WAY_IDLE;
    expect_screen(&stage, rests ? "loop" : "walkthrough");
    assert_null(walk_mission(stage.app));
    if (!rests) { /* the choice is there again, and its way home */
        stage_tap_word(&stage, "go.home");
    }
}

static void left_at_every_step(void **state)
{
    (void)state;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        for (int way = 0; way < WAYS; way++) {
            open_usual();
            int steps = walker_mission(&stage, i)->step_count;
            for (int step = 0; step < steps; step++) {
                walker_choose(&stage);
                walker_start(&stage, i);
                walker_play(&stage, step, 0);
                leave_by((enum way)way);
                expect_count(&stage, "mission.left", step_item(i, step), 1);
                expect_funnel(i, step + 1, 0, step + 1);
            }
        }
    }
    stage_close(&stage);
}

/* --- back, again, show me --- */

static void back_at_every_step(void **state)
{
    (void)state;
    static struct str before;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        int steps = begin(i);
        for (int step = 0; step + 1 < steps; step++) {
            str_clear(&before);
            walker_dump(walker_view(&stage), &before);
            walker_answer(&stage, 0);
            stage_tap_word(&stage, "walk.back");
            assert_int_equal(stage.app->walk.step, step);
            walker_expect_same(&stage, &before);
            walker_answer(&stage, 0);
        }
        for (int step = steps - 1; step > 0; step--) { /* and all the way */
            stage_tap_word(&stage, "walk.back");
            assert_int_equal(stage.app->walk.step, step - 1);
            assert_string_equal(walker_screen(&stage)->id, walk_step(stage.app)->on);
        }
        stage_tap_word(&stage, "walk.back"); /* there is nothing before the first, and it says so */
        assert_int_equal(stage.app->walk.step, 0);
        expect_sees(&stage, content_word(session_content(&stage.session), "walk.first"));
        walker_play(&stage, steps, 9);
        assert_int_equal(sum("mission.step"), steps);
        expect_funnel(i, 1, 1, 0);
    }
    str_release(&before);
    stage_close(&stage);
}

static void shown_from_beginning_to_end(void **state)
{
    (void)state;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        int steps = begin(i);
        for (int step = 0; step < steps; step++) {
            assert_int_equal(stage.app->walk.step, step);
            stage_tap_word(&stage, "walk.show");
        }
        expect_sees(&stage, "Bravo");
        assert_int_equal(sum("mission.step"), steps);
        expect_funnel(i, 1, 1, 0);
    }
    stage_close(&stage);
}

static void started_over(void **state)
{
    (void)state;
    static struct str before;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        int steps = begin(i);
        str_clear(&before);
        walker_dump(walker_view(&stage), &before);
        walker_play(&stage, steps / 2, 0);
        stage_tap_word(&stage, "walk.again");
        assert_int_equal(stage.app->walk.step, 0);
        walker_expect_same(&stage, &before);
        walker_play(&stage, steps, 0);
        assert_int_equal(sum("mission.step"), steps);
        expect_funnel(i, 1, 1, 0);
        stage_tap_word(&stage, "walk.again"); /* from the card at the end: played anew */
        assert_int_equal(stage.app->walk.step, 0);
        walker_expect_same(&stage, &before);
        walker_play(&stage, steps, 0);
        assert_int_equal(sum("mission.step"), 2 * steps);
        expect_funnel(i, 2, 2, 0);
        expect_count(&stage, "link.shown", walker_mission(&stage, i)->link, 2);
    }
    str_release(&before);
    stage_close(&stage);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(played_right),
        cmocka_unit_test(every_answer_is_right),
        cmocka_unit_test(on_every_glass),
        cmocka_unit_test(wrong_at_every_step),
        cmocka_unit_test(left_at_every_step),
        cmocka_unit_test(back_at_every_step),
        cmocka_unit_test(shown_from_beginning_to_end),
        cmocka_unit_test(started_over),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
