/* touch_test.c: what a hand can mean, and all that it does not. */
#include "stage.h"

enum { TWICE_MS = 350 };

static void acts_on_release(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    expect_screen(&stage, "home");
    assert_string_equal(stage_focus(&stage), "Découvrir"); /* shown as pressed */
    stage_move(&stage, 1, x + 5, y - 5);
    stage_up(&stage, 1, x + 5, y - 5);
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void sliding_off_cancels(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    stage_move(&stage, 1, 3, 3);
    assert_null(stage_focus(&stage));
    stage_up(&stage, 1, 3, 3);
    expect_screen(&stage, "home");
    stage_down(&stage, 1, x, y); /* off and back again is off */
    stage_move(&stage, 1, 3, 3);
    stage_move(&stage, 1, x, y);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_down(&stage, 1, 3, 3); /* nor is a press that began elsewhere one of this tile */
    stage_move(&stage, 1, x, y);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_tap(&stage, "Découvrir");
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void press_until(struct stage *stage, int x, int y, int64_t released)
{
    stage_wait(stage, released - 20 - stage->now.steady);
    stage_down(stage, 1, x, y);
    stage_wait(stage, 20);
    stage_up(stage, 1, x, y);
}

static void a_tremor_counts_once(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0, back_x = 0, back_y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "slides");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Suivant", &x, &y);
    stage_place(&stage, "Précédent", &back_x, &back_y);
    stage_touch(&stage, x, y);
    int64_t first = stage.now.steady;
    expect_count(&stage, "slide.opened", "papiers", 1);
    press_until(&stage, x, y, first + 100);
    press_until(&stage, x, y, first + TWICE_MS - 1);
    expect_count(&stage, "slide.opened", "appel", 0);
    press_until(&stage, x, y, first + TWICE_MS);
    expect_count(&stage, "slide.opened", "appel", 1);
    press_until(&stage, back_x, back_y, first + TWICE_MS + 50); /* another target acts at once */
    expect_count(&stage, "slide.opened", "papiers", 2);
    stage_close(&stage);
}

static void waking_presses_nothing_below(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    int x = 540, y = 600; /* the picture; on Home a tile is there */
    stage_touch(&stage, x, y);
    int64_t woken = stage.now.steady;
    expect_screen(&stage, "home");
    assert_int_equal(draw_zone_at(stage.list, x, y)->role, ROLE_BUTTON);
    press_until(&stage, x, y, woken + TWICE_MS - 1);
    expect_screen(&stage, "home");
    press_until(&stage, x, y, woken + TWICE_MS);
    expect_screen(&stage, "link");
    stage_close(&stage);
}

static void many_fingers_mean_nothing(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    for (int fingers = 2; fingers <= 10; fingers++) {
        for (int i = 0; i < fingers; i++) {
            stage_down(&stage, i, x + 9 * i, y + 5 * i);
        }
        for (int i = 0; i < fingers; i++) {
            stage_up(&stage, i, x + 9 * i, y + 5 * i);
        }
        expect_screen(&stage, "home");
    }
    stage_down(&stage, 1, x, y); /* the other way round, and one more while one still rests */
    stage_down(&stage, 2, x, y);
    stage_up(&stage, 2, x, y);
    stage_down(&stage, 3, x, y);
    stage_up(&stage, 3, x, y);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_tap(&stage, "Découvrir"); /* all lifted: a hand is believed again */
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void a_forgotten_finger_is_forgotten(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 7, 3, 3); /* never lifted */
    stage_wait(&stage, 500);
    stage_touch(&stage, x, y);
    expect_screen(&stage, "home");
    stage_wait(&stage, 3000);
    stage_touch(&stage, x, y);
    expect_screen(&stage, "slides");
    stage_up(&stage, 99, x, y); /* a finger nobody knows */
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void touches_taken_away(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    stage_send(&stage, (struct event){.kind = EVENT_TOUCH_LOST});
    assert_null(stage_focus(&stage));
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_touch(&stage, x, y);
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void a_long_press_is_a_press(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_place(&stage, "Touchez l'écran", &x, &y);
    stage_wait(&stage, 6000);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, 5000); /* the slide's 9 s pass: it does not turn under the finger */
    assert_int_equal(tally_sum(&stage.tally, "slide.shown"), 1);
    assert_int_equal(stage.tally.rows.n, 1);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, 5000);
    expect_screen(&stage, "home");
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "slides");
    expect_count(&stage, "screen.opened", "slides", 1);
    assert_int_equal(tally_sum(&stage.tally, "slide.opened"), 1);
    stage_close(&stage);
}

static void what_changed_under_the_finger(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, 90000); /* the question comes up under it */
    expect_screen(&stage, "still");
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "still");
    stage_touch(&stage, x, y);
    expect_screen(&stage, "home");
    stage_wait(&stage, 1000);
    stage_down(&stage, 1, x, y); /* the words change */
    assert_true(stage_language(&stage, "ar"));
    assert_true(stage.list->glass.rtl);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_close(&stage);
}

static void resized_in_the_middle_of_a_press(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Découvrir", &x, &y);
    stage_down(&stage, 1, x, y);
    stage_resize(&stage, 1920, 1080);
    assert_int_equal(stage.list->glass.w, 1920);
    stage_move(&stage, 1, x, y);
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_tap(&stage, "Découvrir");
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

/* --- strokes --- */

struct stroke {
    int x, y, dx, dy;
    int64_t ms;
};

static void draw_stroke(struct stage *stage, struct stroke stroke)
{
    stage_wait(stage, 400);
    stage_down(stage, 1, stroke.x, stroke.y);
    for (int i = 1; i <= 5; i++) {
        stage_wait(stage, stroke.ms / 5);
        stage_move(stage, 1, stroke.x + stroke.dx * i / 5, stroke.y + stroke.dy * i / 5);
    }
    stage_up(stage, 1, stroke.x + stroke.dx, stroke.y + stroke.dy);
}

static void a_stroke_turns_the_slide(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_reach(&stage, "slides");
    int far = glass_mm(&stage.glass, 26);
    const struct {
        struct stroke stroke;
        const char *opened; /* NULL: nothing happens */
    } strokes[] = {
        {{700, 700, -far, 0, 300}, "papiers"}, {{300, 700, far, 0, 300}, "carnet"},
        {{300, 700, far, 0, 300}, "matin"},    {{700, 700, -far, far / 3, 300}, "carnet"},
        {{700, 700, -far, far, 300}, NULL},    {{700, 700, -far, 0, 1100}, NULL},
        {{700, 700, -far / 2, 0, 300}, NULL},  {{500, 900, 0, -far, 300}, NULL},
    };
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++) {
        int before =
            strokes[i].opened ? tally_of(&stage.tally, "slide.opened", strokes[i].opened) : 0;
        int sum = tally_sum(&stage.tally, "slide.opened");
        draw_stroke(&stage, strokes[i].stroke);
        assert_int_equal(tally_sum(&stage.tally, "slide.opened"), sum + !!strokes[i].opened);
        if (strokes[i].opened) {
            expect_count(&stage, "slide.opened", strokes[i].opened, before + 1);
        }
    }
    stage_close(&stage);
}

/* Sliding off a button means "no", however fast (EN 301 549 11.2.5.2). */
static void a_stroke_off_a_button_is_a_no(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_reach(&stage, "slides");
    stage_place(&stage, "Précédent", &x, &y);
    const struct zone *zone = stage_find(&stage, "Précédent");
    int sum = tally_sum(&stage.tally, "slide.opened");
    draw_stroke(&stage, (struct stroke){x, y, zone->rect.w, 0, 300});
    assert_int_equal(tally_sum(&stage.tally, "slide.opened"), sum);
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

static void strokes_elsewhere_do_nothing(void **state)
{
    (void)state;
    static const char *const screens[] = {"home", "link", "links", "about", "still"};
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        stage_reach(&stage, screens[i]);
        const char *before = app_screen(stage.app);
        size_t rows = stage.tally.rows.n;
        draw_stroke(&stage, (struct stroke){20, 20, 500, 10, 200});
        if (strcmp(screens[i], "still") != 0) { /* there, any touch at all says "I am here" */
            expect_screen(&stage, before);
            assert_int_equal(stage.tally.rows.n, rows);
        }
        stage_close(&stage);
    }
}

static void arabic_strokes_are_mirrored(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.language = "ar"});
    stage_tap_bare(&stage);
    stage_tap(&stage, "اكتشف");
    expect_count(&stage, "slide.opened", "carnet", 1);
    draw_stroke(&stage, (struct stroke){300, 700, 300, 0, 300});
    expect_count(&stage, "slide.opened", "papiers", 1); /* onward is to the right */
    draw_stroke(&stage, (struct stroke){700, 700, -300, 0, 300});
    expect_count(&stage, "slide.opened", "carnet", 2);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_on_release),
        cmocka_unit_test(sliding_off_cancels),
        cmocka_unit_test(a_tremor_counts_once),
        cmocka_unit_test(waking_presses_nothing_below),
        cmocka_unit_test(many_fingers_mean_nothing),
        cmocka_unit_test(a_forgotten_finger_is_forgotten),
        cmocka_unit_test(touches_taken_away),
        cmocka_unit_test(a_long_press_is_a_press),
        cmocka_unit_test(what_changed_under_the_finger),
        cmocka_unit_test(resized_in_the_middle_of_a_press),
        cmocka_unit_test(a_stroke_turns_the_slide),
        cmocka_unit_test(a_stroke_off_a_button_is_a_no),
        cmocka_unit_test(strokes_elsewhere_do_nothing),
        cmocka_unit_test(arabic_strokes_are_mirrored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
