/* visit_test.c: visits from the first touch to the last, and that nothing of them stays. */
#include "stage.h"

enum { IDLE_MS = 90000, LARGE_MS = 120000, COUNTDOWN_MS = 30000 };

static void started_and_engaged_once(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    expect_count(&stage, "visit.started", "", 1);
    expect_count(&stage, "screen.opened", "home", 1);
    stage_tap(&stage, "Découvrir");
    expect_count(&stage, "visit.engaged", "", 0);
    stage_tap(&stage, "Suivant");
    expect_count(&stage, "visit.engaged", "", 1);
    for (int i = 0; i < 5; i++) {
        stage_tap(&stage, "Suivant");
    }
    expect_count(&stage, "visit.engaged", "", 1);
    expect_count(&stage, "visit.started", "", 1);
    stage_close(&stage);
}

static void staying_is_no_action(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    stage_tap(&stage, "Texte");
    for (int i = 0; i < 3; i++) {
        stage_wait(&stage, LARGE_MS);
        stage_tap(&stage, "Je suis encore là");
    }
    expect_count(&stage, "visit.engaged", "", 0);
    stage_tap(&stage, "Texte");
    expect_count(&stage, "visit.engaged", "", 1);
    stage_close(&stage);
}

/* A visit whose last touch comes that long after its first: a touch on bare glass each minute, and
 * then either the button or nothing more. */
static void visit_of(int64_t ms, bool finish, const char *counter, const char *item)
{
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    int64_t start = stage.now.steady;
    while (stage.now.steady - start + 60000 < ms) {
        stage_wait(&stage, 60000 - 80);
        stage_touch(&stage, 2, 2);
    }
    stage_wait(&stage, start + ms - 80 - stage.now.steady);
    stage_place(&stage, "J'ai terminé", &x, &y);
    stage_touch(&stage, finish ? x : 2, finish ? y : 2);
    assert_int_equal(stage.now.steady - start, ms);
    if (!finish) {
        stage_wait(&stage, IDLE_MS + COUNTDOWN_MS);
    }
    expect_screen(&stage, "loop");
    expect_count(&stage, counter, item, 1);
    assert_int_equal(
        tally_sum(&stage.tally, "visit.finished") + tally_sum(&stage.tally, "visit.left"), 1);
    stage_close(&stage);
}

static void length_classes_at_their_borders(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *item;
    } lengths[] = {{1000, "0-30s"},    {29999, "0-30s"},   {30000, "30-120s"}, {119999, "30-120s"},
                   {120000, "2-5min"}, {299999, "2-5min"}, {300000, "5min+"},  {900000, "5min+"}};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        visit_of(lengths[i].ms, true, "visit.finished", lengths[i].item);
        visit_of(lengths[i].ms, false, "visit.left", lengths[i].item);
    }
}

static void asked_after_a_while(void **state)
{
    (void)state;
    for (int large = 0; large < 2; large++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        stage_tap_bare(&stage);
        if (large) {
            stage_tap(&stage, "Texte");
        }
        assert_int_equal(stage_deadline(&stage), large ? LARGE_MS : IDLE_MS);
        stage_wait(&stage, (large ? LARGE_MS : IDLE_MS) - 1);
        expect_screen(&stage, "home");
        stage_wait(&stage, 1);
        expect_screen(&stage, "still");
        for (int left = COUNTDOWN_MS / 1000; left > 0; left--) {
            char digits[16];
            snprintf(digits, sizeof digits, "%d", left);
            expect_sees(&stage, digits);
            stage_wait(&stage, 999);
            expect_screen(&stage, "still");
            expect_sees(&stage, digits);
            stage_wait(&stage, 1);
        }
        expect_screen(&stage, "loop");
        expect_count(&stage, "visit.left", "0-30s", 1);
        stage_close(&stage);
    }
}

static void staying_has_no_limit(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_reach(&stage, "slides");
    stage_tap(&stage, "Suivant");
    for (int i = 0; i < 25; i++) {
        stage_wait(&stage, IDLE_MS + COUNTDOWN_MS - 1000);
        expect_screen(&stage, "still");
        if (i % 2) {
            stage_tap(&stage, "Je suis encore là");
        } else {
            stage_touch(&stage, 3 + i * 20, 3 + i * 40); /* anywhere at all */
        }
        expect_screen(&stage, "slides");
        expect_sees(&stage, "2 sur 4");
    }
    expect_count(&stage, "visit.started", "", 1);
    stage_close(&stage);
}

/* Whoever puts a finger down in time is there, however slow the finger. */
static void a_slow_finger_stays(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    stage_wait(&stage, IDLE_MS + COUNTDOWN_MS - 200);
    stage_down(&stage, 1, 500, 900);
    stage_wait(&stage, 3000);
    expect_screen(&stage, "still");
    stage_up(&stage, 1, 500, 900);
    expect_screen(&stage, "home");
    stage_wait(&stage, IDLE_MS);
    stage_down(&stage, 1, 500, 900); /* but one that is never lifted is nobody's */
    stage_wait(&stage, 60000);
    expect_screen(&stage, "loop");
    stage_close(&stage);
}

static void a_machine_that_slept(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_reach(&stage, "link");
    stage_leap(&stage, 8LL * 3600 * 1000);
    expect_screen(&stage, "loop");
    expect_count(&stage, "visit.left", "0-30s", 1);
    stage_close(&stage);
}

/* --- nothing stays --- */

static void disturb(struct stage *stage)
{
    stage_tap(stage, "العربية");
    stage_tap(stage, "النص");
    stage_tap(stage, "التباين");
    stage_tap(stage, "اكتشف");
    stage_tap(stage, "التالي");
    stage_tap(stage, "التالي");
    stage_tap(stage, "انظر أيضا");
    expect_count(stage, "link.shown", "telephone", 1);
    expect_screen(stage, "link");
}

static void expect_fresh(struct stage *stage, uint32_t calm)
{
    expect_screen(stage, "loop");
    assert_false(stage->list->glass.rtl);
    assert_int_equal(stage->list->background, calm);
    stage_wait(stage, 1000);
    int64_t before = stage->now.steady;
    stage_tap(stage, "Touchez l'écran pour commencer");
    assert_int_equal(stage->list->background, calm);
    assert_string_equal(stage_find(stage, "Texte")->spoken, "Taille du texte\u00A0: normale.");
    assert_int_equal(stage_deadline(stage), IDLE_MS);
    assert_true(stage->now.steady - before < 1000);
    expect_count(stage, "visit.started", "", 2);
}

static void nothing_of_a_visitor_stays(void **state)
{
    (void)state;
    for (int way = 0; way < 2; way++) {
        static struct stage stage;
        stage_open(&stage, NULL);
        uint32_t calm = stage.list->background;
        disturb(&stage);
        if (way) {
            stage_tap(&stage, "انتهيت");
        } else {
            stage_wait(&stage, LARGE_MS + COUNTDOWN_MS);
        }
        expect_fresh(&stage, calm);
        stage_tap(&stage, "Télécharger");
        expect_count(&stage, "link.shown", "site", 1); /* not the code the other one left */
        expect_sees(&stage, "exemple.fr");
        stage_close(&stage);
    }
}

/* The deck opens on the slide that was on the wall, not where the one before had left it. */
static void slides_open_on_the_one_on_the_wall(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_wait(&stage, 9000);
    stage_reach(&stage, "slides");
    expect_count(&stage, "slide.opened", "papiers", 1);
    stage_tap(&stage, "Suivant");
    stage_tap(&stage, "Voir aussi");
    expect_count(&stage, "link.shown", "telephone", 1);
    stage_tap(&stage, "Retour");
    expect_count(&stage, "slide.opened", "appel", 2);
    stage_tap(&stage, "Accueil");
    expect_screen(&stage, "home");
    stage_tap(&stage, "J'ai terminé");
    stage_wait(&stage, 13000); /* the wall went on: appel, then matin */
    expect_sees(&stage, "Bonjour, c’est le matin");
    stage_reach(&stage, "slides");
    expect_count(&stage, "slide.opened", "matin", 1);
    stage_close(&stage);
}

static void a_long_text_starts_again_on_its_first_page(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, &(struct stage_setup){.w = 1280, .h = 720, .inches = 15.6});
    stage_reach(&stage, "about");
    expect_sees(&stage, "Outil libre d’initiation.");
    stage_tap(&stage, "Lire la suite");
    expect_sees_not(&stage, "Outil libre d’initiation.");
    stage_tap(&stage, "Texte"); /* larger letters: other pages */
    expect_sees(&stage, "Outil libre d’initiation.");
    stage_tap(&stage, "Lire la suite");
    stage_tap(&stage, "J'ai terminé");
    stage_reach(&stage, "about");
    expect_sees(&stage, "Outil libre d’initiation.");
    for (int i = 0; i < 40 && stage_find(&stage, "Lire la suite"); i++) {
        stage_tap(&stage, "Lire la suite");
    }
    expect_sees(&stage, "vérifié le 21 novembre 2026");
    stage_tap(&stage, "Revenir au début");
    expect_sees(&stage, "Outil libre d’initiation.");
    stage_close(&stage);
}

/* --- codes --- */

static void a_link_is_kept_after_ten_seconds(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_reach(&stage, "link");
    expect_count(&stage, "link.shown", "site", 1);
    stage_wait(&stage, 9999);
    expect_count(&stage, "link.kept", "site", 0);
    stage_wait(&stage, 1);
    expect_count(&stage, "link.kept", "site", 1);
    stage_wait(&stage, 60000);
    expect_count(&stage, "link.kept", "site", 1);
    stage_tap(&stage, "Appeler");
    expect_count(&stage, "link.shown", "telephone", 1);
    stage_wait(&stage, 9000);
    stage_tap(&stage, "Autres codes"); /* the list hides it before its ten seconds */
    stage_wait(&stage, 20000);
    expect_count(&stage, "link.kept", "telephone", 0);
    stage_tap(&stage, "Mes données protégées");
    stage_wait(&stage, 9000);
    stage_tap(&stage, "Accueil");
    stage_wait(&stage, 20000);
    expect_count(&stage, "link.kept", "donnees", 0);
    expect_count(&stage, "link.shown", "site", 1);
    stage_tap(&stage, "Télécharger"); /* the service's own, whatever was looked at last */
    expect_count(&stage, "link.shown", "site", 2);
    stage_wait(&stage, 10000);
    expect_count(&stage, "link.kept", "site", 2);
    stage_close(&stage);
}

static void fewer_links_than_before(void **state)
{
    (void)state;
    static struct stage stage;
    struct problems problems = {0};
    static struct content fewer;
    stage_open(&stage, NULL);
    stage_reach(&stage, "links");
    stage_tap(&stage, "Mes données protégées");
    content_read(&fewer, FLOW_CONTENT, "fr", NULL, &problems);
    fewer.links.n = 1; /* a reload while its code is on the glass */
    app_handle(stage.app,
               &(struct event){.kind = EVENT_CONTENT, .now = stage.now, .content = &fewer});
    stage_wait(&stage, 100);
    expect_count(&stage, "link.kept", "site", 0); /* not shown for ten seconds */
    stage_wait(&stage, 60000);
    app_handle(stage.app, &(struct event){.kind = EVENT_CONTENT,
                                          .now = stage.now,
                                          .content = session_content(&stage.session)});
    content_release(&fewer);
    problems_release(&problems);
    stage_close(&stage);
}

static void comfort_counts_each_use(void **state)
{
    (void)state;
    static struct stage stage;
    stage_open(&stage, NULL);
    stage_tap_bare(&stage);
    uint32_t calm = stage.list->background;
    for (int i = 1; i <= 4; i++) {
        stage_tap(&stage, "Texte");
        expect_count(&stage, "comfort.used", "text", i);
    }
    stage_tap(&stage, "Contraste");
    assert_int_not_equal(stage.list->background, calm);
    stage_tap(&stage, "Contraste");
    assert_int_equal(stage.list->background, calm);
    expect_count(&stage, "comfort.used", "contrast", 2);
    expect_count(&stage, "comfort.used", "keypad", 0);
    expect_screen(&stage, "home");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(started_and_engaged_once),
        cmocka_unit_test(staying_is_no_action),
        cmocka_unit_test(length_classes_at_their_borders),
        cmocka_unit_test(asked_after_a_while),
        cmocka_unit_test(staying_has_no_limit),
        cmocka_unit_test(a_slow_finger_stays),
        cmocka_unit_test(a_machine_that_slept),
        cmocka_unit_test(nothing_of_a_visitor_stays),
        cmocka_unit_test(slides_open_on_the_one_on_the_wall),
        cmocka_unit_test(a_long_text_starts_again_on_its_first_page),
        cmocka_unit_test(a_link_is_kept_after_ten_seconds),
        cmocka_unit_test(fewer_links_than_before),
        cmocka_unit_test(comfort_counts_each_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
