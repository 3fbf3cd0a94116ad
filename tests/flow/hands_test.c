/* hands_test.c: what lies on the glass beside the finger that chooses: palms, sleeves, the heel of
 * a hand, and a worn panel that touches itself. */
#include "chance.h"
#include "stage.h"
#include "ui/contacts.h"

enum { HEEL = 50, GHOST = 60 }; /* fingers */

static void open_home(struct stage *stage)
{
    stage_open(stage, NULL);
    stage->audit_every = 1000;
    stage_reach(stage, "home");
    stage_wait(stage, 1000);
}

/* What goes on by itself while a visitor does something: moves or touches at a place. */
struct noise {
    int x, y, spread; /* pixels: how far from the place, at most */
    int every, lasts; /* ms; lasts 0: one contact that stays and trembles */
    struct chance chance;
    int64_t next, up; /* steady ms */
    bool down;
};

static void noise_one(struct stage *stage, struct noise *noise)
{
    int x = noise->x + chance_below(&noise->chance, 2 * noise->spread + 1) - noise->spread;
    int y = noise->y + chance_below(&noise->chance, 2 * noise->spread + 1) - noise->spread;
    if (noise->lasts == 0) {
        stage_move(stage, HEEL, x, y);
        noise->next += noise->every;
    } else if (noise->down) {
        stage_up(stage, GHOST, x, y);
        noise->next += noise->every - noise->lasts;
    } else {
        stage_down(stage, GHOST, x, y);
        noise->next += noise->lasts;
    }
    noise->down = !noise->down;
}

/* As stage_wait, with the noise. */
static void wait_noisy(struct stage *stage, struct noise *noise, int64_t ms)
{
    int64_t until = stage->now.steady + ms;
    noise->next = noise->next ? noise->next : stage->now.steady;
    while (noise->next <= until) {
        if (noise->next > stage->now.steady) {
            stage_wait(stage, noise->next - stage->now.steady);
        }
        noise_one(stage, noise);
    }
    if (stage->now.steady < until) {
        stage_wait(stage, until - stage->now.steady);
    }
}

static void tap_noisy(struct stage *stage, struct noise *noise, const char *label)
{
    int x = 0, y = 0;
    wait_noisy(stage, noise, 400);
    stage_place(stage, label, &x, &y);
    stage_down(stage, 1, x, y);
    wait_noisy(stage, noise, 120);
    stage_up(stage, 1, x, y);
}

static const char *after(struct stage *stage, struct noise *noise, int64_t ms)
{
    wait_noisy(stage, noise, ms);
    return app_screen(stage->app);
}

/* --- what rests */

/* Whatever its place and however it trembles: from a tap's age on it is as if it were not there. */
static void a_heel_that_trembles_is_left_out(void **state)
{
    (void)state;
    static const int places[][2] = {{2, 900}, {1077, 1200}, {540, 1918}, {300, 700}};
    static const int every[] = {7, 50, 333, 2500}, spreads[] = {0, 3, 18};
    for (size_t i = 0; i < 4 * 4 * 3; i++) {
        static struct stage stage;
        struct noise heel = {.x = places[i % 4][0],
                             .y = places[i % 4][1],
                             .every = every[i / 4 % 4],
                             .spread = spreads[i / 16]};
        open_home(&stage);
        stage_down(&stage, HEEL, heel.x, heel.y);
        wait_noisy(&stage, &heel, CONTACT_TAP_MS);
        for (int visit = 0; visit < 3; visit++) {
            tap_noisy(&stage, &heel, "Découvrir");
            expect_screen(&stage, "slides");
            tap_noisy(&stage, &heel, "Suivant");
            assert_int_equal(tally_sum(&stage.tally, "slide.opened"), 2 * visit + 2);
            tap_noisy(&stage, &heel, "Accueil");
            expect_screen(&stage, "home");
            wait_noisy(&stage, &heel, 15000); /* it reads */
        }
        stage_up(&stage, HEEL, heel.x, heel.y);
        expect_screen(&stage, "home");
        stage_close(&stage);
    }
}

/* A sleeve goes far; what it came down on is not pressed by its leaving. */
static void a_sleeve_means_nothing(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    open_home(&stage);
    stage_place(&stage, "Télécharger", &x, &y);
    stage_down(&stage, HEEL, x, y);
    for (int i = 0; i < 20; i++) {
        stage_wait(&stage, 100);
        stage_move(&stage, HEEL, x + 10 * i, y + 30 * i);
    }
    stage_tap(&stage, "Découvrir");
    expect_screen(&stage, "slides");
    stage_move(&stage, HEEL, x, y);
    stage_up(&stage, HEEL, x, y);
    expect_screen(&stage, "slides");
    assert_int_equal(tally_sum(&stage.tally, "slide.opened"), 1);
    stage_close(&stage);
}

/* Fingers that come down within a tap of each other, in whatever order they leave. */
static void a_palm_does_nothing(void **state)
{
    (void)state;
    struct chance chance = {1};
    static struct stage stage;
    int x = 0, y = 0;
    open_home(&stage);
    stage_place(&stage, "Découvrir", &x, &y);
    for (int palm = 0; palm < 200; palm++) {
        int n = 2 + chance_below(&chance, 9), xs[10], ys[10];
        for (int i = 0; i < n; i++) {
            xs[i] = x + chance_below(&chance, 400);
            ys[i] = y + chance_below(&chance, 200);
            stage_down(&stage, i, xs[i], ys[i]);
            stage_wait(&stage, chance_below(&chance, CONTACT_TAP_MS - 1));
            stage_move(&stage, i / 2, xs[i / 2] + 2, ys[i / 2]);
        }
        for (int k = 0, first = chance_below(&chance, n); k < n; k++) {
            int i = (first + k) % n;
            stage_up(&stage, i, xs[i], ys[i]);
        }
        expect_screen(&stage, "home");
    }
    stage_wait(&stage, 1000);
    stage_tap(&stage, "Découvrir");
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

/* Who leans on a tile and then touches another means the other. */
static void an_old_press_gives_way(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0, other_x = 0, other_y = 0;
    open_home(&stage);
    stage_place(&stage, "Télécharger", &x, &y);
    stage_place(&stage, "Découvrir", &other_x, &other_y);
    stage_down(&stage, 1, x, y);
    stage_wait(&stage, CONTACT_TAP_MS);
    stage_down(&stage, 2, other_x, other_y);
    assert_string_equal(stage_focus(&stage), "Découvrir");
    stage_up(&stage, 1, x, y);
    expect_screen(&stage, "home");
    stage_up(&stage, 2, other_x, other_y);
    expect_screen(&stage, "slides");
    stage_close(&stage);
}

/* More lost releases than there are fingers. */
static void releases_that_are_never_told(void **state)
{
    (void)state;
    static struct stage stage;
    open_home(&stage);
    for (int i = 0; i < 3 * CONTACTS_MAX; i++) {
        stage_down(&stage, 100 + i, 5, 5);
        stage_wait(&stage, CONTACT_TAP_MS);
        stage_tap(&stage, "Découvrir");
        expect_screen(&stage, "slides");
        stage_tap(&stage, "Accueil");
        stage_wait(&stage, CONTACT_TAP_MS);
    }
    stage_close(&stage);
}

/* It neither keeps the visitor's place nor the staff out, and they are told of it. */
static void what_trembles_is_no_presence(void **state)
{
    (void)state;
    static struct stage stage;
    struct noise heel = {.x = 1070, .y = 1900, .spread = 6, .every = 40};
    open_home(&stage);
    stage_down(&stage, HEEL, heel.x, heel.y);
    assert_string_equal(after(&stage, &heel, 89000), "home");
    assert_string_equal(after(&stage, &heel, 32000), "still");
    assert_string_equal(after(&stage, &heel, 30000), "loop");
    assert_string_equal(after(&stage, &heel, 600000), "loop");
    expect_count(&stage, "visit.started", "", 1);
    str_fit(stage.world.pin, sizeof stage.world.pin, "4829");
    stage_down(&stage, 1, 10, 10);
    wait_noisy(&stage, &heel, STAFF_HOLD_MS);
    stage_up(&stage, 1, 10, 10);
    expect_screen(&stage, "pin");
    tap_noisy(&stage, &heel, "4");
    tap_noisy(&stage, &heel, "8");
    tap_noisy(&stage, &heel, "2");
    tap_noisy(&stage, &heel, "9");
    tap_noisy(&stage, &heel, "Valider");
    stage_wait(&stage, 0);
    tap_noisy(&stage, &heel, "État de la borne");
    expect_sees(&stage, "À réparer");
    expect_sees(&stage, "touché sans arrêt");
    expect_sees(&stage, "en bas à droite");
    assert_string_equal(after(&stage, &heel, STAFF_OPEN_MS), "loop");
    stage_close(&stage);
}

/* A contact that says nothing and never leaves is told as well, and harms nobody. */
static void what_stays_is_told(void **state)
{
    (void)state;
    static struct stage stage;
    open_home(&stage);
    stage_down(&stage, HEEL, 30, 1890);
    stage_wait(&stage, SPOT_KNOWN_MS);
    expect_screen(&stage, "home");
    team_enter(&stage);
    stage_tap(&stage, "État de la borne");
    expect_sees(&stage, "touché sans arrêt");
    expect_sees(&stage, "en bas à gauche (7 mm du bord gauche, 7 mm du bas)");
    stage_tap(&stage, "Menu");
    stage_tap(&stage, "Présenter");
    stage_tap(&stage, "Finir");
    stage_touch(&stage, 32, 1888); /* a visitor, at the same place */
    expect_screen(&stage, "home");
    stage_close(&stage);
}

/* --- a panel that touches itself */

/* Its first touches are believed; then the visit it began ends as any other that is left, and it
 * begins none, whatever its rhythm. Any other touch is somebody's. */
static void a_spot_that_touches_itself(struct noise ghost)
{
    static struct stage stage;
    stage_open(&stage, NULL);
    stage.audit_every = 100000;
    wait_noisy(&stage, &ghost, SPOT_KNOWN_MS);
    assert_string_not_equal(app_screen(stage.app), "loop");
    wait_noisy(&stage, &ghost, 90000 + 30000 + 11000);
    expect_screen(&stage, "loop");
    expect_count(&stage, "visit.started", "", 1);
    assert_int_equal(tally_sum(&stage.tally, "visit.left"), 1);
    wait_noisy(&stage, &ghost, 120000);
    expect_screen(&stage, "loop");
    assert_true(tally_sum(&stage.tally, "slide.shown") > 10); /* nor does it hold a slide */
    tap_noisy(&stage, &ghost, "Touchez l'écran");
    assert_string_not_equal(app_screen(stage.app), "loop");
    expect_count(&stage, "visit.started", "", 2);
    wait_noisy(&stage, &ghost, 90000 + 31000);
    expect_screen(&stage, "loop");
    stage_close(&stage);
}

static void ghosts_of_every_rhythm(void **state)
{
    (void)state;
    static const int every[] = {10, 30, 100, 333, 1000, 3000, 9000};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        for (int spread = 0; spread <= 16; spread += 16) { /* 4 mm */
            a_spot_that_touches_itself(
                (struct noise){.x = 60,
                               .y = 700,
                               .spread = spread,
                               .every = every[i],
                               .lasts = every[i] / 2 < 60 ? every[i] / 2 : 60,
                               .chance = {i}});
        }
    }
}

/* Where the question stands, and where the loop's buttons are. */
static void ghosts_of_every_place(void **state)
{
    (void)state;
    for (int i = 0; i < 24; i++) {
        a_spot_that_touches_itself((struct noise){.x = 135 + 270 * (i % 4),
                                                  .y = 160 + 320 * (i / 4),
                                                  .spread = 8,
                                                  .every = 700,
                                                  .lasts = 50});
    }
}

/* Once known it spoils nobody's gesture, even where it began in the middle of a visit and never
 * leaves a tap alone. */
static void a_ghost_does_not_make_it_deaf(void **state)
{
    (void)state;
    static const int every[] = {10, 50, 100, 400};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        static struct stage stage;
        struct noise ghost = {
            .x = 1060, .y = 20, .spread = 4, .every = every[i], .lasts = every[i] * 8 / 10};
        int x = 0, y = 0;
        open_home(&stage);
        stage_place(&stage, "Découvrir", &x, &y);
        for (int tries = 0; tries < 40 && str_same(app_screen(stage.app), "home"); tries++) {
            tap_noisy(&stage, &ghost, "Découvrir");
            wait_noisy(&stage, &ghost, 400);
        }
        expect_screen(&stage, "slides");
        wait_noisy(&stage, &ghost, SPOT_KNOWN_MS);
        for (int taps = 1; taps <= 20; taps++) {
            int opened = tally_sum(&stage.tally, "slide.opened");
            tap_noisy(&stage, &ghost, "Suivant");
            assert_int_equal(tally_sum(&stage.tally, "slide.opened"), opened + 1);
        }
        stage_close(&stage);
    }
}

/* It is forgotten once quiet: the glass was wiped. */
static void a_quiet_spot_is_forgotten(void **state)
{
    (void)state;
    static struct stage stage;
    struct noise ghost = {.x = 60, .y = 700, .spread = 2, .every = 500, .lasts = 50};
    stage_open(&stage, NULL);
    wait_noisy(&stage, &ghost, 200000);
    expect_screen(&stage, "loop");
    stage_wait(&stage, SPOT_FORGOTTEN_MS - 1000);
    stage_touch(&stage, 60, 700);
    expect_screen(&stage, "loop");
    stage_wait(&stage, SPOT_FORGOTTEN_MS);
    stage_touch(&stage, 60, 700);
    expect_screen(&stage, "home");
    stage_close(&stage);
}

/* The staff read of it, once an hour at most in the log. */
static void the_staff_are_told_where(void **state)
{
    (void)state;
    static const struct {
        int x, y;
        const char *words;
    } places[] = {{40, 1860, "en bas à gauche (10 mm du bord gauche, 15 mm du bas)"},
                  {1000, 980, "à droite (20 mm du bord droit"},
                  {540, 200, "en haut (134 mm du bord gauche, 50 mm du haut)"},
                  {540, 960, "au milieu (134 mm du bord gauche"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        static struct stage stage;
        struct noise ghost = {.x = places[i].x, .y = places[i].y, .every = 300, .lasts = 50};
        stage_open(&stage, NULL);
        wait_noisy(&stage, &ghost, 200000);
        team_enter(&stage);
        stage_tap(&stage, "État de la borne");
        expect_sees(&stage, places[i].words);
        stage_close(&stage);
    }
}

/* --- a person who touches one place */

/* Every tap acts; the question comes as the rule wants, and one touch elsewhere answers it. */
static void next_for_minutes(void **state)
{
    (void)state;
    static struct stage stage;
    int x = 0, y = 0;
    stage_open(&stage, NULL);
    stage.audit_every = 1000;
    stage_reach(&stage, "slides");
    stage_wait(&stage, 1000);
    stage_place(&stage, "Suivant", &x, &y);
    int questions = 0;
    for (int taps = 1; taps <= 200; taps++) {
        stage_wait(&stage, 2000);
        if (str_same(app_screen(stage.app), "still")) {
            questions++;
            stage_tap(&stage, "Je suis encore là");
        }
        expect_screen(&stage, "slides");
        int opened = tally_sum(&stage.tally, "slide.opened");
        stage_touch(&stage, x + taps % 3, y - taps % 5);
        assert_int_equal(tally_sum(&stage.tally, "slide.opened"), opened + 1);
    }
    assert_in_range(questions, 1, 5);
    expect_count(&stage, "visit.started", "", 1);
    stage_close(&stage);
}

/* One who reads before each tap is somebody, and so is one who touches elsewhere in between. */
static void who_reads_is_not_asked(void **state)
{
    (void)state;
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        static struct stage stage;
        int x = 0, y = 0;
        stage_open(&stage, NULL);
        stage.audit_every = 1000;
        stage_reach(&stage, "slides");
        stage_wait(&stage, 1000);
        stage_place(&stage, "Suivant", &x, &y);
        for (int taps = 1; taps <= 60; taps++) {
            stage_wait(&stage, elsewhere ? 2000 : SPOT_GAP_MS + 1000);
            expect_screen(&stage, "slides");
            stage_touch(&stage, x, y);
            if (elsewhere && taps % 10 == 0) {
                stage_tap(&stage, "Précédent");
            }
        }
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heel_that_trembles_is_left_out),
        cmocka_unit_test(a_sleeve_means_nothing),
        cmocka_unit_test(a_palm_does_nothing),
        cmocka_unit_test(an_old_press_gives_way),
        cmocka_unit_test(releases_that_are_never_told),
        cmocka_unit_test(what_trembles_is_no_presence),
        cmocka_unit_test(what_stays_is_told),
        cmocka_unit_test(ghosts_of_every_rhythm),
        cmocka_unit_test(ghosts_of_every_place),
        cmocka_unit_test(a_ghost_does_not_make_it_deaf),
        cmocka_unit_test(a_quiet_spot_is_forgotten),
        cmocka_unit_test(the_staff_are_told_where),
        cmocka_unit_test(next_for_minutes),
        cmocka_unit_test(who_reads_is_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
