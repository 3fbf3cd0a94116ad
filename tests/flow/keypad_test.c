/* keypad_test.c: every path by keys, with a focus one always sees. */
#include "app/state.h" /* which slide is presented */
#include "stage.h"

static int targets_of(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->list->zones.n; i++) {
        const struct zone *zone = &stage->list->zones.at[i];
        n += zone->enabled && zone->role == ROLE_BUTTON;
    }
    return n;
}

static void expect_focus(const struct stage *stage, const char *label)
{
    const char *focus = stage_focus(stage);
    assert_non_null(focus);
    assert_string_equal(focus, label);
}

static void the_first_key_shows_it(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    assert_null(stage_focus(&stage));
    stage_key(&stage, KEY_NEXT);
    expect_focus(&stage, "Touchez l’écran pour commencer");
    expect_count(&stage, "visit.started", "", 0);
    expect_count(&stage, "comfort.used", "keypad", 0);
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "home");
    expect_count(&stage, "visit.started", "", 1);
    expect_count(&stage, "comfort.used", "keypad", 1);
    assert_non_null(stage_focus(&stage));
    stage_close(&stage);
}

static void one_enter_wakes(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "home");
    stage_close(&stage);
}

/* With no focus on the glass, Enter may not act on what nobody sees. */
static void enter_never_acts_unseen(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    assert_null(stage_focus(&stage));
    stage_key(&stage, KEY_ENTER);
    assert_non_null(stage_focus(&stage));
    assert_int_equal(tally_sum(&stage.tally, "comfort.used"), 1); /* the keypad itself */
    expect_screen(&stage, "home");
    stage_close(&stage);
}

static void tab_goes_round(void **state)
{
    (void)state;
    static const char *const screens[] = {"loop", "home", "slides", "link", "links", "about"};
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        static struct stage stage;
        const char *seen[64] = {NULL};
        stage_open(&stage, NULL);
        stage_reach(&stage, screens[i]);
        int n = targets_of(&stage);
        stage_key(&stage, KEY_NEXT);
        for (int at = 0; at < n; at++) {
            seen[at] = mem_copy(stage_focus(&stage), strlen(stage_focus(&stage)));
            for (int before = 0; before < at; before++) {
                assert_string_not_equal(seen[before], seen[at]);
            }
            stage_key(&stage, KEY_NEXT);
        }
        expect_focus(&stage, seen[0]);
        for (int at = n - 1; at >= 0; at--) {
            stage_key(&stage, KEY_BACK);
            expect_focus(&stage, seen[at]);
        }
        for (int at = 0; at < n; at++) {
            free((void *)(uintptr_t)seen[at]);
        }
        stage_close(&stage);
    }
}

static void focus_on(struct stage *stage, const char *label)
{
    for (int i = 0; i < 64; i++) {
        const char *focus = stage_focus(stage);
        if (focus && str_starts(focus, label)) {
            return;
        }
        stage_key(stage, KEY_NEXT);
    }
    fail_msg("the keypad never comes to \"%s\"", label);
}

static void arrows_go_their_way(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_reach(&stage, "home");
    focus_on(&stage, "Télécharger"); /* tiles one above the other, then the notice and the bar */
    stage_key(&stage, KEY_DOWN);
    expect_focus(&stage, "Découvrir");
    stage_key(&stage, KEY_UP);
    expect_focus(&stage, "Télécharger");
    focus_on(&stage, "Texte");
    stage_key(&stage, KEY_RIGHT);
    expect_focus(&stage, "Contraste");
    stage_key(&stage, KEY_LEFT);
    expect_focus(&stage, "Texte");
    stage_key(&stage, KEY_UP);
    const struct zone *zone = stage_find(&stage, stage_focus(&stage));
    assert_true(zone->rect.y < stage_find(&stage, "Texte")->rect.y);
    stage_close(&stage);
}

/* Left is left on the glass, also where reading goes to the left. */
static void arrows_follow_the_glass_in_arabic(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.language = "ar"});
    stage_tap_bare(&stage);
    focus_on(&stage, "النص");
    int x = stage_find(&stage, "النص")->rect.x;
    assert_true(x > stage_find(&stage, "التباين")->rect.x);
    stage_key(&stage, KEY_LEFT);
    expect_focus(&stage, "التباين");
    stage_key(&stage, KEY_RIGHT);
    expect_focus(&stage, "النص");
    stage_close(&stage);
}

/* By arrows alone one comes from any target of a screen to any other. */
static void arrows_reach_everything(void **state)
{
    (void)state;
    static const char *const screens[] = {"loop", "home", "slides", "link", "links", "about"};
    static const enum event_key keys[] = {KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN};
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        static struct stage stage;
        char seen[64][64] = {""};
        int n = 0, done = 0;
        stage_open(&stage, NULL);
        stage_reach(&stage, screens[i]);
        stage_key(&stage, KEY_NEXT);
        str_fit(seen[n++], 64, stage_focus(&stage));
        for (; done < n; done++) {
            for (int key = 0; key < 4; key++) {
                focus_on(&stage, seen[done]);
                stage_key(&stage, keys[key]);
                const char *focus = stage_focus(&stage);
                int at = 0;
                while (at < n && !str_starts(focus, seen[at])) {
                    at++;
                }
                if (at == n) {
                    str_fit(seen[n++], 64, focus);
                }
            }
        }
        assert_int_equal(n, targets_of(&stage));
        stage_close(&stage);
    }
}

static void a_touch_takes_the_ring_away(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_key(&stage, KEY_ENTER);
    stage_key(&stage, KEY_NEXT);
    assert_non_null(stage_focus(&stage));
    stage_touch(&stage, 2, 2);
    assert_null(stage_focus(&stage));
    stage_close(&stage);
}

static void a_visit_by_keys_alone(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    for (int visit = 1; visit <= 2; visit++) {
        stage_key(&stage, KEY_ENTER);
        focus_on(&stage, "Découvrir");
        stage_key(&stage, KEY_ENTER);
        expect_screen(&stage, "slides");
        focus_on(&stage, "Suivant");
        stage_key(&stage, KEY_ENTER);
        expect_focus(&stage, "Suivant"); /* it stays under the thumb */
        stage_key(&stage, KEY_ENTER);
        stage_wait(&stage, 95000);
        expect_screen(&stage, "still");
        focus_on(&stage, "Je suis encore là");
        stage_key(&stage, KEY_ENTER);
        expect_screen(&stage, "slides");
        focus_on(&stage, "Accueil");
        stage_key(&stage, KEY_ENTER);
        focus_on(&stage, "J’ai terminé");
        stage_key(&stage, KEY_ENTER);
        expect_screen(&stage, "loop");
        assert_null(stage_focus(&stage));
        expect_count(&stage, "comfort.used", "keypad", visit);
        expect_count(&stage, "visit.finished", "30-120s", visit);
        expect_count(&stage, "visit.engaged", "", visit);
        stage_wait(&stage, 1000);
    }
    stage_close(&stage);
}

static void keys_keep_the_visit_awake(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_key(&stage, KEY_ENTER);
    for (int i = 0; i < 5; i++) {
        stage_wait(&stage, 89999);
        stage_key(&stage, KEY_NEXT);
        expect_screen(&stage, "home");
    }
    stage_close(&stage);
}

static void digit(struct stage *stage, enum event_key key, char digit)
{
    stage_send(stage, (struct event){.kind = EVENT_KEY, .key = key, .digit = digit});
}

/* As a number block sends them, whose 2, 4, 6 and 8 are arrows elsewhere, or as a row of digits. */
static void type(struct stage *stage, const char *digits, bool block)
{
    static const enum event_key arrows[10] = {
        [2] = KEY_DOWN, [4] = KEY_LEFT, [6] = KEY_RIGHT, [8] = KEY_UP};
    for (; *digits; digits++) {
        enum event_key arrow = arrows[*digits - '0'];
        digit(stage, block && arrow ? arrow : KEY_DIGIT, *digits);
    }
}

static void open_pad(struct stage *stage)
{
    stage_open(stage, NULL);
    str_fit(stage->world.pin, sizeof stage->world.pin, "482913");
    stage_down(stage, 1, 10, 10);
    stage_wait(stage, STAFF_HOLD_MS);
    stage_up(stage, 1, 10, 10);
    expect_screen(stage, "pin");
}

static void a_pin_by_its_digits(void **state)
{
    (void)state;
    for (int block = 0; block < 2; block++) {
        static struct stage stage;
        open_pad(&stage);
        type(&stage, "482", block);
        assert_null(stage_focus(&stage));
        stage_key(&stage, KEY_ENTER); /* too few: it shows where one is */
        expect_screen(&stage, "pin");
        assert_non_null(stage_focus(&stage));
        type(&stage, "777", block);
        stage_key(&stage, KEY_LEAVE);
        stage_key(&stage, KEY_LEAVE);
        stage_key(&stage, KEY_LEAVE);
        type(&stage, "914", block);
        stage_key(&stage, KEY_LEAVE);
        type(&stage, "3", block);
        stage_key(&stage, KEY_ENTER);
        stage_wait(&stage, 0);
        expect_screen(&stage, "staff");
        stage_close(&stage);
    }
}

static void a_wrong_pin_waits_for_the_keypad_too(void **state)
{
    (void)state;
    static struct stage stage;
    open_pad(&stage);
    type(&stage, "0000", true);
    stage_key(&stage, KEY_ENTER);
    stage_wait(&stage, 0);
    expect_screen(&stage, "pin");
    expect_sees(&stage, "pas le bon code");
    stage_wait(&stage, 1500);
    type(&stage, "482913", false);
    stage_key(&stage, KEY_ENTER);
    stage_wait(&stage, 0);
    expect_screen(&stage, "staff");
    stage_close(&stage);
}

static void back_takes_digits_then_leaves(void **state)
{
    (void)state;
    static struct stage stage;
    open_pad(&stage);
    type(&stage, "12", true);
    stage_key(&stage, KEY_LEAVE);
    stage_key(&stage, KEY_LEAVE);
    expect_screen(&stage, "pin");
    stage_key(&stage, KEY_LEAVE);
    expect_screen(&stage, "loop");
    stage_close(&stage);
}

/* With arrows, or Tab, and Enter alone: a keypad that has no digits. */
static void a_pin_by_the_focus(void **state)
{
    (void)state;
    static struct stage stage;
    open_pad(&stage);
    for (const char *at = "482913"; *at; at++) {
        focus_on(&stage, (const char[]){*at, '\0'});
        stage_key(&stage, KEY_ENTER);
    }
    focus_on(&stage, "Effacer");
    stage_key(&stage, KEY_ENTER);
    focus_on(&stage, "3");
    stage_key(&stage, KEY_ENTER);
    focus_on(&stage, "Valider");
    stage_key(&stage, KEY_ENTER);
    stage_wait(&stage, 0);
    expect_screen(&stage, "staff");
    stage_close(&stage);
}

static void arrows_reach_the_whole_pad(void **state)
{
    (void)state;
    static struct stage stage;
    open_pad(&stage);
    type(&stage, "1234", false);
    stage_key(&stage, KEY_NEXT);
    int n = targets_of(&stage);
    assert_int_equal(n, 13); /* ten digits, two keys and the way back */
    for (int i = 0; i < n; i++) {
        stage_key(&stage, KEY_NEXT);
        for (int key = 0; key < 4; key++) {
            stage_key(&stage, (enum event_key[]){KEY_LEFT, KEY_UP, KEY_RIGHT, KEY_DOWN}[key]);
            assert_non_null(stage_focus(&stage));
        }
    }
    focus_on(&stage, "Revenir");
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "loop");
    stage_close(&stage);
}

/* A presenter's remote sends Page Up and Page Down; what else it can do means nothing. */
static void presenting_by_keys(void **state)
{
    (void)state;
    static struct stage stage;
    open_pad(&stage);
    type(&stage, "482913", true);
    stage_key(&stage, KEY_ENTER);
    stage_wait(&stage, 0);
    focus_on(&stage, "Présenter");
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "present");
    size_t first = stage.app->loop.slide;
    stage_key(&stage, KEY_PAGE_ON);
    assert_int_not_equal(stage.app->loop.slide, first);
    stage_key(&stage, KEY_PAGE_ON);
    stage_key(&stage, KEY_PAGE_BACK);
    stage_key(&stage, KEY_PAGE_BACK);
    assert_int_equal(stage.app->loop.slide, first);
    stage_key(&stage, KEY_LEAVE);
    type(&stage, "579", false);
    expect_screen(&stage, "present");
    assert_int_equal(stage.app->loop.slide, first);
    focus_on(&stage, "Suite");
    stage_key(&stage, KEY_ENTER);
    assert_int_not_equal(stage.app->loop.slide, first);
    focus_on(&stage, "Codes QR");
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "link");
    stage_key(&stage, KEY_PAGE_ON); /* of the slides alone */
    expect_screen(&stage, "link");
    focus_on(&stage, "Présentation");
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "present");
    focus_on(&stage, "Finir");
    stage_key(&stage, KEY_ENTER);
    expect_screen(&stage, "loop");
    stage_close(&stage);
}

/* Where a button leads back, Back does; nowhere else. */
static void back_is_the_button_that_leads_back(void **state)
{
    (void)state;
    static const struct {
        const char *screen, *then;
    } ways[] = {{"loop", "loop"}, {"home", "home"},  {"slides", "home"},
                {"link", "home"}, {"about", "home"}, {"still", "home"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        stage_reach(&stage, ways[i].screen);
        stage_key(&stage, KEY_LEAVE);
        expect_screen(&stage, ways[i].then);
        stage_close(&stage);
    }
}

/* A key that means nothing here is as if it had not come: nothing shows, nobody is there. */
static void keys_of_other_screens_mean_nothing(void **state)
{
    (void)state;
    static const struct event keys[] = {{.key = KEY_PAGE_ON},
                                        {.key = KEY_PAGE_BACK},
                                        {.key = KEY_DIGIT, .digit = '7'},
                                        {.key = KEY_NONE}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        stage_reach(&stage, "slides");
        int opened = tally_sum(&stage.tally, "slide.opened");
        for (int seconds = 0; seconds < 89; seconds++) {
            stage_wait(&stage, 1000);
            digit(&stage, keys[i].key, keys[i].digit);
            assert_null(stage_focus(&stage));
        }
        assert_int_equal(tally_sum(&stage.tally, "slide.opened"), opened);
        expect_count(&stage, "comfort.used", "keypad", 0);
        stage_wait(&stage, 1000);
        expect_screen(&stage, "still");
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_key_shows_it),
        cmocka_unit_test(one_enter_wakes),
        cmocka_unit_test(enter_never_acts_unseen),
        cmocka_unit_test(tab_goes_round),
        cmocka_unit_test(arrows_go_their_way),
        cmocka_unit_test(arrows_follow_the_glass_in_arabic),
        cmocka_unit_test(arrows_reach_everything),
        cmocka_unit_test(a_touch_takes_the_ring_away),
        cmocka_unit_test(a_visit_by_keys_alone),
        cmocka_unit_test(keys_keep_the_visit_awake),
        cmocka_unit_test(a_pin_by_its_digits),
        cmocka_unit_test(a_wrong_pin_waits_for_the_keypad_too),
        cmocka_unit_test(back_takes_digits_then_leaves),
        cmocka_unit_test(a_pin_by_the_focus),
        cmocka_unit_test(arrows_reach_the_whole_pad),
        cmocka_unit_test(presenting_by_keys),
        cmocka_unit_test(back_is_the_button_that_leads_back),
        cmocka_unit_test(keys_of_other_screens_mean_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
