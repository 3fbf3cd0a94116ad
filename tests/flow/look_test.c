/* look_test.c: the look is one table: every screen at another scale of it, and with other spaces,
 * held against the rules of ui/audit.h. */
#include "walker.h"

#include "ui/look.h"

static const struct {
    int w, h;
    double inches;
} glasses[] = {{1366, 768, GLASS_SMALLEST},
               {1080, 1920, GLASS_USUAL},
               {1920, 1080, GLASS_USUAL},
               {2160, 3840, 43}};

enum { GLASSES = sizeof glasses / sizeof *glasses };

static struct look look_times(double scale)
{
    struct look look = look_usual;
    look.scale = scale;
    return look;
}

static void see_loop(struct stage *stage)
{
    stage_wait(stage, (int64_t)session_content(&stage->session)->slides.n * 12000);
    stage_tap_word(stage, "loop.touch");
}

static void see_pages(struct stage *stage)
{
    static const char *const screens[] = {"slides", "link", "links", "about", "still"};
    for (int i = 0; i < 5; i++) {
        stage_go(stage, screens[i]);
        if (i < 4) {
            stage_tap_word(stage, "go.home");
        }
    }
    stage_tap_word(stage, "still.stay");
}

static void see_walk(struct stage *stage)
{
    const struct demo_mission *mission = walker_demo(stage)->missions;
    stage_tap_word(stage, "home.walk");
    walker_start(stage, 0);
    walker_play(stage, mission->step_count, 0);
    expect_sees(stage, content_word(session_content(&stage->session), "walk.bravo"));
    walker_press(stage, ACTION_LEAVE, -1);
    while (!walker_zone(stage, ACTION_FREE, -1)) {
        walker_press(stage, ACTION_MORE, -1);
    }
    walker_press(stage, ACTION_FREE, -1);
    walker_press(stage, ACTION_CONTROL, walker_view(stage)->avatar);
    stage_tap_word(stage, "comfort.finish");
}

static void see_staff(struct stage *stage)
{
    static const char *const screens[] = {"Stand",
                                          "Compter",
                                          "Questions entendues",
                                          "Comptes en direct",
                                          "Clé USB",
                                          "Code QR des totaux",
                                          "Choix des diapos",
                                          "État de la borne",
                                          "Arrêter"};
    team_enter(stage);
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        stage_tap(stage, screens[i]);
        while (stage_find(stage, "La suite")) {
            stage_tap(stage, "La suite");
        }
        if (!str_same(app_screen(stage->app), "staff")) {
            stage_tap(stage, "Menu");
        }
    }
}

/* From glass number `first` on. */
static void see_all(const struct look *look, int first)
{
    int faults = 0;
    for (int i = first; i < GLASSES; i++) {
        static struct stage stage;
        stage_open(&stage, &(struct stage_setup){.folder = SLIDES,
                                                 .w = glasses[i].w,
                                                 .h = glasses[i].h,
                                                 .inches = glasses[i].inches,
                                                 .look = look,
                                                 .collects = true});
        see_loop(&stage);
        see_pages(&stage);
        see_walk(&stage);
        see_staff(&stage);
        faults += stage.faults;
        stage_close(&stage);
    }
    assert_int_equal(faults, 0);
}

static void as_designed(void **state)
{
    (void)state;
    see_all(&look_usual, 0);
}

static void smaller(void **state)
{
    (void)state;
    struct look look = look_times(0.9);
    see_all(&look, 0);
}

/* The smallest glass is full at its design's size: letters and targets there are the least allowed.
 */
static void larger(void **state)
{
    (void)state;
    struct look look = look_times(1.1);
    see_all(&look, 1);
}

static void other_spaces_and_letters(void **state)
{
    (void)state;
    struct look look = look_usual;
    look.mm[SPACE_S] = 4;
    look.mm[SPACE_L] = 6;
    look.text[TEXT_HEADING].small_mm = 7.5;
    look.text[TEXT_HEADING].caps_mm = 9.5;
    see_all(&look, 0);
}

/* A row that nobody filled in. */
static void every_row_is_there(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_ROLES; i++) {
        const struct text_look *text = &look_usual.text[i];
        if (text->caps_mm < CAPS_DEVICE || text->small_mm > text->caps_mm || text->leading < 1.5) {
            fail_msg("text role %d is missing", i);
        }
        bool device = i >= TEXT_DEVICE_BODY;
        assert_true(text->small_mm >= (device ? CAPS_DEVICE : CAPS_BODY));
    }
    for (int i = 0; i < MEASURES; i++) {
        if (look_usual.mm[i] <= 0) {
            fail_msg("measure %d is missing", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_there),
        cmocka_unit_test(as_designed),
        cmocka_unit_test(smaller),
        cmocka_unit_test(larger),
        cmocka_unit_test(other_spaces_and_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
