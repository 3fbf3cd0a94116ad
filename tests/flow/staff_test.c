/* staff_test.c: who gets to the staff's screens and who does not, and how they close again. */
#include "stage.h"

#include "app/state.h" /* for the places of the pad's keys */
#include "chance.h"

static struct stage stage;

static int setup(void **state)
{
    (void)state;
    stage_open(&stage, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

static void hold(int x, int y, int ms)
{
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, ms);
    stage_up(&stage, 1, x, y);
}

/* A stick with the owner's file, which is read. */
static void plug_owner(void)
{
    struct stick *stick = &stage.world.sticks[stage.world.stick_count++];
    *stick = (struct stick){.path = SOURCE_ROOT "/tests/flow/stick", .name = "CLE", .owner = true};
}

/* --- the corner --- */

static void a_corner_held_three_seconds_opens_the_pad(void **state)
{
    (void)state;
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    hold(10, 10, STAFF_HOLD_MS - 1);
    expect_screen(&stage, "home"); /* a long press is a touch like another */
    hold(10, 10, STAFF_HOLD_MS);
    expect_screen(&stage, "pin");
    stage_tap(&stage, "Revenir");
    expect_screen(&stage, "home");
}

static void the_pad_opens_from_every_screen_and_loses_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"loop",  "home",  "slides", "link",
                                        "links", "about", "still"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        stage_open(&stage, NULL);
        stage_reach(&stage, names[i]);
        const char *before = app_screen(stage.app);
        int shown = tally_sum(&stage.tally, "slide.shown");
        hold(5, 5, STAFF_HOLD_MS);
        expect_screen(&stage, "pin");
        stage_tap(&stage, "Revenir");
        expect_screen(&stage, str_same(before, "still") ? "home" : before);
        expect_count(&stage, "visit.left", "0-30s", 0);
        assert_int_equal(tally_sum(&stage.tally, "slide.shown"), shown);
    }
}

static void a_finger_that_moves_or_a_second_one_opens_nothing(void **state)
{
    (void)state;
    stage_down(&stage, 1, 10, 10);
    stage_wait(&stage, 2000);
    stage_move(&stage, 1, 300, 10);
    stage_move(&stage, 1, 10, 10);
    stage_wait(&stage, 4000);
    stage_up(&stage, 1, 10, 10);
    assert_string_not_equal(app_screen(stage.app), "pin");
    stage_down(&stage, 1, 10, 10);
    stage_wait(&stage, 1000);
    stage_down(&stage, 2, 600, 900);
    stage_wait(&stage, 4000);
    assert_string_not_equal(app_screen(stage.app), "pin");
    stage_up(&stage, 2, 600, 900);
    stage_up(&stage, 1, 10, 10);
    hold(200, 200, 6000); /* beside the corner */
    hold(1070, 10, 6000); /* another corner */
    assert_string_not_equal(app_screen(stage.app), "pin");
}

static void with_no_pin_the_pad_only_says_how_one_is_set(void **state)
{
    (void)state;
    hold(10, 10, STAFF_HOLD_MS);
    expect_screen(&stage, "pin");
    expect_sees(&stage, "borne pin");
    assert_null(stage_find(&stage, "Valider"));
    assert_null(stage_find(&stage, "Prendre le code"));
    plug_owner();
    stage_wait(&stage, 1500);
    stage_tap(&stage, "Prendre le code");
    team_type(&stage, "7193");
    expect_screen(&stage, "staff");
}

/* The visitor before left the largest letters; every frame is held against the rules (audit.h). */
static void the_pad_is_whole_in_the_largest_letters(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {720, 1280}, {1080, 1920}};
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    stage_tap(&stage, "Touchez l’écran");
    for (int i = 0; i < 2; i++) {
        stage_wait(&stage, 500);
        stage_tap(&stage, "Texte");
    }
    hold(10, 10, STAFF_HOLD_MS);
    expect_screen(&stage, "pin");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        stage_resize(&stage, sizes[i][0], sizes[i][1]);
        expect_sees(&stage, "Réservé à l’équipe");
    }
    team_type(&stage, "1234");
    expect_screen(&stage, "pin");
}

static void the_pad_closes_by_itself(void **state)
{
    (void)state;
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    hold(10, 10, STAFF_HOLD_MS);
    stage_tap(&stage, "4");
    stage_wait(&stage, STAFF_PAD_MS - 500);
    expect_screen(&stage, "pin");
    stage_wait(&stage, 1000);
    expect_screen(&stage, "loop");
    expect_count(&stage, "visit.started", "", 0);
}

/* --- the PIN --- */

static void digits_change_places(void **state)
{
    (void)state;
    enum { OPENINGS = 4000 };
    int seen[10][10] = {{0}}, same = 0, before[10] = {0};
    stage.unseen = true;
    for (int i = 0; i < OPENINGS; i++) {
        hold(10, 10, STAFF_HOLD_MS);
        const int *places = stage.app->staff.pad.places;
        same += memcmp(places, before, sizeof before) == 0;
        memcpy(before, places, sizeof before);
        for (int place = 0; place < 10; place++) {
            seen[place][places[place]]++;
        }
        stage_wait(&stage, STAFF_PAD_MS);
        expect_screen(&stage, "loop");
    }
    assert_int_equal(same, 0);
    for (int place = 0; place < 10; place++) {
        for (int digit = 0; digit < 10; digit++) { /* 400 expected, deviation 19 */
            assert_in_range(seen[place][digit], 300, 500);
        }
    }
}

static void wrong_pins_wait_longer_and_longer(void **state)
{
    (void)state;
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    hold(10, 10, STAFF_HOLD_MS);
    for (int i = 0; i < 5; i++) {
        team_type(&stage, "1234");
        expect_screen(&stage, "pin");
        expect_sees(&stage, "Attendez");
        assert_null(stage_find(&stage, "Valider"));
        assert_null(stage_find(&stage, "7"));
        stage_wait(&stage, INT64_C(1000) << i);
    }
    team_type(&stage, "4829");
    expect_screen(&stage, "staff");
}

/* Somebody tried at night: whoever comes in next reads it, on the menu and on the health page. */
static void wrong_pins_are_told_to_the_staff(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1366, 768}, {720, 1280}, {1080, 1920}};
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    for (int i = 0; i < 3; i++) {
        hold(10, 10, STAFF_HOLD_MS);
        team_type(&stage, "1234");
        stage_wait(&stage, STAFF_PAD_MS + 1000);
        expect_screen(&stage, "loop");
    }
    stage_wait(&stage, 3600 * 1000);
    team_enter(&stage);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        stage_resize(&stage, sizes[i][0], sizes[i][1]);
        expect_sees(&stage, "3 essais faux depuis le 21/11 à 9 h 00");
        assert_non_null(stage_find(&stage, "Arrêter"));
    }
    stage_resize(&stage, 1920, 700); /* as low as 15.6": the notice gives way, not the rows */
    expect_sees_not(&stage, "essais faux");
    expect_sees(&stage, "À voir");
    assert_true(stage_find(&stage, "Compter")->rect.h >=
                glass_mm(&app_frame(stage.app)->glass, 20));
    stage_tap(&stage, "État de la borne");
    expect_sees(&stage, "3 essais faux depuis le 21/11 à 9 h 00");
    stage_resize(&stage, 1080, 1920);
    stage_wait(&stage, 300000);
    expect_screen(&stage, "loop");
    team_enter(&stage);
    expect_sees_not(&stage, "essais faux");
    stage_wait(&stage, 300000);
    hold(10, 10, STAFF_HOLD_MS);
    team_type(&stage, "1234");
    stage_wait(&stage, 1000);
    team_type(&stage, "4829");
    expect_sees(&stage, "1 essai faux depuis le 21/11 à 10 h");
}

/* `first_pin: console`: where anybody may plug in a stick, none sets the first PIN. */
static void a_stick_sets_the_first_pin_only_where_it_may(void **state)
{
    (void)state;
    struct config *config = &stage.setup.config;
    str_fit(config->first_pin, sizeof config->first_pin, "console");
    plug_owner();
    hold(10, 10, STAFF_HOLD_MS);
    stage_wait(&stage, 1500);
    expect_sees(&stage, "borne pin");
    expect_sees_not(&stage, "clé USB");
    assert_null(stage_find(&stage, "Prendre le code"));
    stage_wait(&stage, STAFF_PAD_MS);
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829"); /* the console did */
    hold(10, 10, STAFF_HOLD_MS);
    stage_wait(&stage, 1500);
    stage_tap(&stage, "Code oublié"); /* and who knows the phrase may change it */
    team_type(&stage, "7193");
    expect_screen(&stage, "staff");
}

static void three_digits_are_not_tried(void **state)
{
    (void)state;
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    hold(10, 10, STAFF_HOLD_MS);
    stage_tap(&stage, "4");
    stage_tap(&stage, "8");
    stage_tap(&stage, "2");
    assert_null(stage_find(&stage, "Valider"));
    stage_tap(&stage, "Effacer");
    stage_tap(&stage, "2");
    stage_tap(&stage, "9");
    stage_tap(&stage, "Valider");
    expect_screen(&stage, "staff");
    assert_int_equal(stage.session.staff.pin.tries, 0);
}

static void the_visit_before_ends_without_the_staffs_time(void **state)
{
    (void)state;
    stage_tap_bare(&stage);
    stage_tap_word(&stage, "home.slides");
    stage_wait(&stage, 40000); /* the visitor has gone; the ambassador comes */
    team_enter(&stage);
    expect_count(&stage, "visit.left", "0-30s", 1);
    expect_count(&stage, "visit.started", "", 1);
    stage_wait(&stage, 300000);
    expect_screen(&stage, "loop");
    assert_int_equal(tally_sum(&stage.tally, "visit.left"), 1);
}

/* --- inside --- */

static void staff_screens_close_after_two_minutes(void **state)
{
    (void)state;
    static const char *const titles[] = {"Compter",
                                         "Questions entendues",
                                         "Stand",
                                         "Comptes en direct",
                                         "Clé USB",
                                         "Code QR des totaux",
                                         "Choix des diapos",
                                         "État de la borne"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        stage_open(&stage, NULL);
        team_enter(&stage);
        stage_tap(&stage, titles[i]);
        assert_string_not_equal(app_screen(stage.app), "staff");
        stage_wait(&stage, STAFF_OPEN_MS - 1000);
        assert_string_not_equal(app_screen(stage.app), "loop");
        stage_wait(&stage, 2000);
        expect_screen(&stage, "loop");
        assert_int_equal(tally_sum(&stage.tally, "screen.opened"), 0);
        expect_count(&stage, "visit.started", "", 0);
    }
}

static void back_leads_to_the_menu_and_then_to_the_loop(void **state)
{
    (void)state;
    team_enter(&stage);
    stage_tap(&stage, "Compter");
    expect_screen(&stage, "tally");
    stage_tap(&stage, "Menu");
    expect_screen(&stage, "staff");
    stage_tap(&stage, "Quitter");
    expect_screen(&stage, "loop");
}

static void quick_fingers_count_each_touch(void **state)
{
    (void)state;
    int x, y;
    team_enter(&stage);
    stage_tap(&stage, "Compter");
    stage_place(&stage, "+1 Personnes rencontrées", &x, &y);
    for (int i = 0; i < 5; i++) {
        stage_touch(&stage, x, y);
    }
    expect_count(&stage, "people.met", "", 5);
    stage_tap(&stage, "Annuler Personnes rencontrées");
    expect_count(&stage, "people.met", "", 5);
    expect_count(&stage, "people.met", "undone", 1);
}

static void a_cloth_touches_everything_and_nothing_happens(void **state)
{
    (void)state;
    struct chance chance = {7};
    team_enter(&stage);
    stage_tap(&stage, "Nettoyer");
    expect_screen(&stage, "clean");
    int before = tally_sum(&stage.tally, "visit.started");
    for (int i = 0; i < 200; i++) {
        stage_touch(&stage, chance_below(&chance, stage.glass.w),
                    chance_below(&chance, stage.glass.h));
        stage_key(&stage, KEY_ENTER);
    }
    expect_screen(&stage, "clean");
    stage_wait(&stage, STAFF_CLEAN_MS);
    expect_screen(&stage, "loop");
    assert_int_equal(tally_sum(&stage.tally, "visit.started"), before);
}

static void presenting_holds_turns_and_counts_nothing(void **state)
{
    (void)state;
    team_enter(&stage);
    int rows = (int)stage.tally.rows.n;
    stage_tap(&stage, "Présenter");
    expect_screen(&stage, "present");
    char first[256];
    str_fit(first, sizeof first, stage.app->content->slides.at[stage.app->loop.slide].id);
    stage_wait(&stage, INT64_C(50) * 60000);
    expect_screen(&stage, "present");
    assert_string_equal(stage.app->content->slides.at[stage.app->loop.slide].id, first);
    stage_tap(&stage, "Suite");
    assert_string_not_equal(stage.app->content->slides.at[stage.app->loop.slide].id, first);
    stage_tap(&stage, "Avant");
    assert_string_equal(stage.app->content->slides.at[stage.app->loop.slide].id, first);
    stage_tap(&stage, "Codes QR");
    expect_screen(&stage, "link");
    stage_wait(&stage, INT64_C(20) * 60000);
    expect_screen(&stage, "link"); /* no idle reset */
    stage_tap(&stage, "Présentation");
    expect_screen(&stage, "present");
    assert_int_equal(stage.tally.rows.n, rows);
    stage_tap(&stage, "Finir");
    expect_screen(&stage, "loop");
    stage_tap_bare(&stage);
    expect_count(&stage, "visit.started", "", 1);
}

static void a_forgotten_presentation_ends(void **state)
{
    (void)state;
    team_enter(&stage);
    stage_tap(&stage, "Présenter");
    stage_wait(&stage, INT64_C(61) * 60000);
    expect_screen(&stage, "loop");
}

static void a_mission_shown_to_a_group_is_left_by_nobody(void **state)
{
    (void)state;
    stage_open(&stage, &(struct stage_setup){.folder = SLIDES});
    team_enter(&stage);
    stage_tap(&stage, "Présenter");
    stage_tap(&stage, "Missions");
    stage_tap(&stage, "Je fais le tour");
    stage_wait(&stage, INT64_C(61) * 60000);
    expect_screen(&stage, "loop");
    assert_int_equal(tally_sum(&stage.tally, "mission.left"), 0);
    team_enter(&stage);
    stage_tap(&stage, "Présenter");
    stage_tap(&stage, "Missions");
    stage_tap(&stage, "Je fais le tour");
    team_enter(&stage);
    assert_int_equal(tally_sum(&stage.tally, "mission.left"), 0);
}

static void what_the_stick_said_stays_until_a_digit(void **state)
{
    (void)state;
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    plug_owner();
    hold(10, 10, STAFF_HOLD_MS);
    team_type(&stage, "1234");
    stage_wait(&stage, 2000);
    stage_tap(&stage, "Code oublié");
    expect_sees(&stage, "Le code de la clé est en place.");
    stage_wait(&stage, 5000);
    expect_sees(&stage, "Le code de la clé est en place.");
    expect_sees_not(&stage, "pas le bon code");
    team_type(&stage, "7193");
    expect_screen(&stage, "staff");
}

static void the_end_of_a_job_can_be_read(void **state)
{
    (void)state;
    team_enter(&stage);
    stage.world.sticks[stage.world.stick_count++] = (struct stick){.name = "CLE"};
    stage.world.slow = true;
    stage_tap(&stage, "Clé USB");
    stage_tap(&stage, "Copier le bilan");
    stage_wait(&stage, STAFF_OPEN_MS + 5000);
    expect_screen(&stage, "stick");
    stage.world.slow = false;
    stage_wait(&stage, 60000);
    expect_sees(&stage, "Vous pouvez retirer la clé.");
    stage_tap(&stage, "Menu");
    stage_tap(&stage, "Clé USB");
    stage.world.slow = true;
    stage_tap(&stage, "Copier le bilan");
    stage_tap(&stage, "Menu");
    stage.world.slow = false;
    stage_wait(&stage, 2000);
    stage_tap(&stage, "Clé USB");
    expect_sees(&stage, "Vous pouvez retirer la clé."); /* it ended on another screen */
    stage.world.slow = true;
    stage_tap(&stage, "C’est noté");
    stage_tap(&stage, "Copier le bilan");
    stage_wait(&stage, STAFF_BUSY_MS + 1000);
    expect_screen(&stage, "loop"); /* one that hangs leaves nobody in */
}

static void the_staff_reads_from_left_to_right(void **state)
{
    (void)state;
    stage_open(&stage, &(struct stage_setup){.language = "ar"});
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    hold(10, 10, STAFF_HOLD_MS);
    assert_true(stage_find(&stage, "Revenir")->rect.x < stage.glass.w / 2);
    team_type(&stage, "4829");
    stage_tap(&stage, "Stand");
    assert_true(stage_find(&stage, "Menu")->rect.x < stage.glass.w / 2);
}

/* A keyboard left open by nobody does not make visitors' hands steady. */
static void a_tremor_is_still_one_after_the_keyboard(void **state)
{
    (void)state;
    int x, y;
    team_enter(&stage);
    stage_tap(&stage, "Stand");
    stage_tap(&stage, "Donner un nom");
    stage_wait(&stage, STAFF_OPEN_MS + 1000);
    expect_screen(&stage, "loop");
    stage_tap_word(&stage, "loop.touch");
    stage_tap_word(&stage, "home.slides");
    const char *before = stage.app->content->slides.at[stage.app->slide].id;
    stage_wait(&stage, 1000);
    stage_place(&stage, "Suivant", &x, &y);
    stage_touch(&stage, x, y);
    size_t once = stage.app->slide;
    stage_touch(&stage, x, y);
    assert_int_equal(stage.app->slide, once);
    assert_string_not_equal(stage.app->content->slides.at[stage.app->slide].id, before);
}

static void stopping_is_asked_twice(void **state)
{
    (void)state;
    team_enter(&stage);
    stage_tap(&stage, "Arrêter");
    stage_tap(&stage, "Ne pas arrêter");
    stage_tap(&stage, "Arrêter");
    stage_tap(&stage, "Menu");
    assert_true(stage_sees(&stage, "Clé USB"));
    assert_false(stage.session.staff.stops);
    stage_tap(&stage, "Arrêter");
    stage_tap(&stage, "Arrêter");
    assert_true(stage.session.staff.stops);
}

/* --- nobody gets in by chance --- */

static void touch_at_random(struct chance *chance)
{
    int x = chance_below(chance, stage.glass.w), y = chance_below(chance, stage.glass.h);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, chance_below(chance, 400));
    stage_up(&stage, 1, x, y);
    stage_wait(&stage, chance_below(chance, 600));
    assert_true(stage.app->screen < SCREEN_STAFF);
}

static void ten_thousand_touches_never_get_in(void **state)
{
    (void)state;
    struct chance chance = {20261122};
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    stage.audit_every = 1000;
    for (int i = 0; i < 10000; i++) {
        touch_at_random(&chance);
    }
    print_message("10000 touches, seed 20261122: %d wrong PINs\n", stage.session.staff.pin.tries);
}

static void a_thousand_corners_without_a_pin_never_get_in(void **state)
{
    (void)state;
    struct chance chance = {41};
    int pads = 0;
    stage.audit_every = 1000;
    for (int i = 0; i < 1000; i++) {
        hold(chance_below(&chance, 90), chance_below(&chance, 90),
             2500 + chance_below(&chance, 1500));
        pads += str_same(app_screen(stage.app), "pin");
        for (int touch = 0; touch < 6; touch++) {
            touch_at_random(&chance);
        }
        if (chance_below(&chance, 2)) {
            stage_wait(&stage, 40000);
        }
        assert_true(stage.app->screen < SCREEN_STAFF);
    }
    print_message("1000 corner gestures: %d pads\n", pads);
    assert_in_range(pads, 300, 1000);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_corner_held_three_seconds_opens_the_pad),
        CASE(the_pad_opens_from_every_screen_and_loses_nothing),
        CASE(a_finger_that_moves_or_a_second_one_opens_nothing),
        CASE(with_no_pin_the_pad_only_says_how_one_is_set),
        CASE(the_pad_is_whole_in_the_largest_letters),
        CASE(the_pad_closes_by_itself),
        CASE(digits_change_places),
        CASE(wrong_pins_wait_longer_and_longer),
        CASE(wrong_pins_are_told_to_the_staff),
        CASE(a_stick_sets_the_first_pin_only_where_it_may),
        CASE(three_digits_are_not_tried),
        CASE(the_visit_before_ends_without_the_staffs_time),
        CASE(staff_screens_close_after_two_minutes),
        CASE(back_leads_to_the_menu_and_then_to_the_loop),
        CASE(quick_fingers_count_each_touch),
        CASE(a_cloth_touches_everything_and_nothing_happens),
        CASE(presenting_holds_turns_and_counts_nothing),
        CASE(a_forgotten_presentation_ends),
        CASE(a_mission_shown_to_a_group_is_left_by_nobody),
        CASE(what_the_stick_said_stays_until_a_digit),
        CASE(the_end_of_a_job_can_be_read),
        CASE(the_staff_reads_from_left_to_right),
        CASE(a_tremor_is_still_one_after_the_keyboard),
        CASE(stopping_is_asked_twice),
        CASE(ten_thousand_touches_never_get_in),
        CASE(a_thousand_corners_without_a_pin_never_get_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
