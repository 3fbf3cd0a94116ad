/* loop_test.c: the attract loop: the order and hours of slides, pause, waking, languages. */
#include "stage.h"

static const struct slide *shown(const struct stage *stage)
{
    const struct content *content = session_content(&stage->session);
    for (size_t i = 0; i < content->slides.n; i++) {
        if (stage_sees(stage, content->slides.at[i].title)) {
            return &content->slides.at[i];
        }
    }
    return NULL;
}

static void expect_shown(const struct stage *stage, const char *id)
{
    const struct slide *slide = shown(stage);
    assert_non_null(slide);
    assert_string_equal(slide->id, id);
}

static void slides_in_their_order(void **state)
{
    (void)state;
    static struct stage stage;
    static const struct {
        const char *id;
        int64_t ms;
    } order[] = {{"carnet", 9000}, {"papiers", 6000}, {"appel", 12000}, {"matin", 5000}};
    stage_open(&stage, NULL);
    for (int i = 0; i < 12; i++) {
        expect_shown(&stage, order[i % 4].id);
        expect_count(&stage, "slide.shown", order[i % 4].id, i / 4 + 1);
        assert_int_equal(tally_sum(&stage.tally, "slide.shown"), i + 1);
        assert_int_equal(stage_deadline(&stage), order[i % 4].ms);
        stage_wait(&stage, order[i % 4].ms - 1);
        expect_shown(&stage, order[i % 4].id);
        stage_wait(&stage, 1);
        assert_int_equal(stage.list->fade_ms, stage.setup.config.fade_ms);
    }
    expect_count(&stage, "visit.started", "", 0);
    assert_int_equal(stage.tally.rows.n, 4);
    stage_close(&stage);
}

static void nothing_to_draw_between_slides(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    int frames = stage.frames;
    for (int i = 0; i < 8; i++) {
        stage_leap(&stage, 1000);
    }
    assert_int_equal(stage.frames, frames);
    stage_close(&stage);
}

static void hours_are_the_kiosks_own(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        int64_t wall;
        bool morning;
    } moments[] = {
        {"Europe/Paris", 1792820400, false},      /* 2026-10-24 05:40 UTC is 07:40... */
        {"Europe/Paris", 1792824000, true},       /* ...and 06:40 is 08:40, in summer time; */
        {"Europe/Paris", 1792996800, false},      /* two days later, 06:40 UTC is 07:40 */
        {"Europe/Paris", 1793000400, true},       /* and 07:40 is 08:40 */
        {"Pacific/Marquesas", 1795281600, false}, /* 17:20 UTC is 07:50 */
        {"Pacific/Marquesas", 1795282800, true},  /* 17:40 UTC is 08:10 */
        {"America/Cayenne", 1795257000, false},   /* 10:30 UTC is 07:30 */
        {"America/Cayenne", 1795267800, true},    /* 13:30 UTC is 10:30 */
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        static struct stage stage;
        int64_t wall = moments[i].wall;
        struct date_time local = date_local(moments[i].zone, wall);
        assert_int_equal(local.hour >= 8 && local.hour < 12, moments[i].morning);
        stage_open(&stage, &(struct stage_setup){.zone = moments[i].zone, .wall = wall});
        stage_wait(&stage, 9000 + 6000 + 12000 + 1);
        expect_shown(&stage, moments[i].morning ? "matin" : "carnet");
        stage_close(&stage);
    }
}

/* At 02:00 on 28 March 2027 Paris jumps to 03:00: what is due from 02:30 is due from the jump. */
static void a_night_that_loses_an_hour(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.wall = 1806195600 - 20}); /* 01:59:40 */
    struct slide *slide = &session_content(&stage.session)->slides.at[3];
    slide->minute_from = 2 * 60 + 30;
    slide->minute_to = 4 * 60;
    assert_int_equal(date_local(FLOW_ZONE, stage.now.wall).hour, 1);
    stage_wait(&stage, 9000 + 6000); /* five seconds before the jump */
    expect_shown(&stage, "appel");
    stage_wait(&stage, 12000);
    assert_int_equal(date_local(FLOW_ZONE, stage.now.wall).hour, 3);
    expect_shown(&stage, "matin");
    stage_close(&stage);
}

static void never_a_blank_wall(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    for (size_t i = 0; i < 4; i++) {
        session_content(&stage.session)->slides.at[i].until = (struct date){2020, 1, 1};
    }
    for (int i = 0; i < 10; i++) {
        stage_wait(&stage, 12000);
        assert_non_null(shown(&stage));
    }
    assert_true(tally_sum(&stage.tally, "slide.shown") >= 10);
    stage_close(&stage);
}

static void a_pause_is_no_visit(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap(&stage, "Pause");
    expect_screen(&stage, "loop");
    assert_non_null(stage_find(&stage, "Reprendre"));
    assert_null(stage_find(&stage, "Pause"));
    assert_int_equal(stage.list->fade_ms, 0);
    stage_wait(&stage, 60000);
    expect_shown(&stage, "carnet");
    stage_tap(&stage, "Reprendre");
    assert_int_equal(stage_deadline(&stage), 9000);
    stage_wait(&stage, 9000);
    expect_shown(&stage, "papiers");
    expect_count(&stage, "visit.started", "", 0);
    expect_count(&stage, "slide.shown", "carnet", 1);
    stage_tap(&stage, "Pause"); /* and a paused loop wakes as any other */
    stage_tap_bare(&stage);
    expect_screen(&stage, "home");
    expect_count(&stage, "visit.started", "", 1);
    stage_tap(&stage, "J'ai terminé");
    assert_non_null(stage_find(&stage, "Pause"));
    stage_close(&stage);
}

static void a_pause_ends_by_itself(void **state)
{
    (void)state;
    static const int seconds[] = {0, 30, 3600};
    for (int i = 0; i < 3; i++) {
        static struct stage stage;
        stage_open(&stage, &(struct stage_setup){.pause_seconds = seconds[i]});
        int64_t pause = (int64_t)stage.setup.config.pause_seconds * 1000;
        stage_tap(&stage, "Pause");
        stage_wait(&stage, pause - 1);
        expect_shown(&stage, "carnet");
        assert_non_null(stage_find(&stage, "Reprendre"));
        stage_wait(&stage, 1);
        expect_shown(&stage, "papiers");
        assert_non_null(stage_find(&stage, "Pause"));
        assert_int_equal(stage_deadline(&stage), 6000);
        stage_close(&stage);
    }
}

static void slides_nobody_can_see_are_not_counted(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_wait(&stage, 4000);
    stage_send(&stage, (struct event){.kind = EVENT_HIDDEN});
    assert_true(stage_deadline(&stage) > 3600 * 1000);
    stage_wait(&stage, 3600 * 1000);
    stage_leap(&stage, 3600 * 1000);
    expect_shown(&stage, "carnet");
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), 1);
    stage_send(&stage, (struct event){.kind = EVENT_SHOWN}); /* the same one, its time anew */
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), 1);
    assert_int_equal(stage_deadline(&stage), 9000);
    stage_wait(&stage, 9000);
    expect_count(&stage, "slide.shown", "papiers", 1);
    stage_close(&stage);
}

/* The visitor leaves, then something covers the glass; the loop comes back behind it. */
static void a_slide_that_came_up_hidden_counts_when_it_is_seen(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    int before = tally_sum(&stage.tally, "slide.shown");
    stage_down(&stage, 1, 10, 10);
    stage_send(&stage, (struct event){.kind = EVENT_HIDDEN});
    stage_wait(&stage, 600 * 1000);
    expect_screen(&stage, "loop");
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), before);
    stage_send(&stage, (struct event){.kind = EVENT_SHOWN});
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), before + 1);
    stage_send(&stage, (struct event){.kind = EVENT_SHOWN}); /* told twice is no second time */
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), before + 1);
    stage_tap(&stage, "Pause");
    stage_send(&stage, (struct event){.kind = EVENT_HIDDEN});
    stage_send(&stage, (struct event){.kind = EVENT_SHOWN});
    assert_non_null(stage_find(&stage, "Reprendre"));
    stage_close(&stage);
}

static void the_only_slide(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.folder = BUILT_IN});
    expect_shown(&stage, "secours");
    stage_wait(&stage, 27000);
    expect_count(&stage, "slide.shown", "secours", 4);
    stage_tap(&stage, "loop.pause"); /* no words at all: the keys show */
    assert_non_null(stage_find(&stage, "loop.resume"));
    stage_wait(&stage, 300000);
    assert_non_null(stage_find(&stage, "loop.pause")); /* it says that it goes on */
    expect_count(&stage, "slide.shown", "secours", 5);
    stage_close(&stage);
}

/* A controller that never says that a finger left does not stop the loop for good. */
static void a_forgotten_finger_does_not_stop_it(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_bare_place(&stage, &x, &y);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, 120000);
    assert_true(tally_sum(&stage.tally, "slide.shown") > 4);
    stage_close(&stage);
}

static void a_wall_touch_only_wakes(void **state)
{
    (void)state;
    for (int y = 10; y < 1920; y += 127) {
        for (int x = 10; x < 1080; x += 176) {
            static struct stage stage;
            stage_open(&stage, NULL);
            const struct zone *zone = draw_zone_at(stage.list, x, y);
            assert_non_null(zone);
            bool bare = zone->role == ROLE_SURFACE;
            stage_touch(&stage, x, y);
            if (bare) {
                expect_screen(&stage, "home");
                expect_count(&stage, "visit.started", "", 1);
                assert_int_equal(stage.tally.rows.n, 3); /* slide, visit, screen */
            }
            stage_close(&stage);
        }
    }
}

static void languages_by_their_own_names(void **state)
{
    (void)state;
    static const char *const names[] = {"Français", "Texte simplifié", "English", "العربية"};
    static const char *const codes[] = {"fr", "fr-simple", "en", "ar"};
    static const char *const hellos[] = {"Bonjour !", "Bonjour !", "Hello!", "مرحبا!"};
    for (int i = 0; i < 4; i++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        for (int j = 0; j < 4; j++) {
            assert_non_null(stage_find(&stage, names[j]));
        }
        stage_tap(&stage, names[i]);
        expect_screen(&stage, "home");
        expect_sees(&stage, hellos[i]);
        expect_count(&stage, "language.chosen", codes[i], 1);
        expect_count(&stage, "visit.started", "", 1);
        expect_count(&stage, "screen.opened", "home", 1);
        expect_count(&stage, "visit.engaged", "", 0);
        stage_close(&stage);
    }
}

static void one_language_needs_no_buttons(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.folder = BUILT_IN});
    assert_null(stage_find(&stage, "Français"));
    assert_int_equal(stage.list->zones.n, 3); /* the surface, the invitation, pause */
    stage_close(&stage);
}

static void the_content_reads_without_a_fault(void **state)
{
    (void)state;
    static const char *const codes[] = {"fr", "fr-simple", "en", "ar"};
    for (int i = 0; i < 4; i++) {
        struct problems problems = {0};
        struct content content;
        content_read(&content, FLOW_CONTENT, codes[i], NULL, &problems);
        if (problems.list.n > 0) {
            fail_msg("%s:%d: %s", problems.list.at[0].file, problems.list.at[0].line,
                     problems.list.at[0].message);
        }
        assert_int_equal(content.slides.n, 4);
        assert_int_equal(content.links.n, 4);
        content_release(&content);
        problems_release(&problems);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_content_reads_without_a_fault),
        cmocka_unit_test(slides_in_their_order),
        cmocka_unit_test(nothing_to_draw_between_slides),
        cmocka_unit_test(hours_are_the_kiosks_own),
        cmocka_unit_test(a_night_that_loses_an_hour),
        cmocka_unit_test(never_a_blank_wall),
        cmocka_unit_test(a_pause_is_no_visit),
        cmocka_unit_test(a_pause_ends_by_itself),
        cmocka_unit_test(slides_nobody_can_see_are_not_counted),
        cmocka_unit_test(a_slide_that_came_up_hidden_counts_when_it_is_seen),
        cmocka_unit_test(the_only_slide),
        cmocka_unit_test(a_forgotten_finger_does_not_stop_it),
        cmocka_unit_test(a_wall_touch_only_wakes),
        cmocka_unit_test(languages_by_their_own_names),
        cmocka_unit_test(one_language_needs_no_buttons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
