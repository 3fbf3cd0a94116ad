/* totals_screen_test.c: what the staff read and carry away: live counts, the codes of totals, USB
 * sticks, the kiosk's health; and the dense codes themselves. */
#include "stage.h"

#include "ui/qr.h"

static const struct {
    int w, h;
    double inches;
} glasses[] = {{768, 1366, 15.6}, {1366, 768, 15.6}, {1080, 1920, 21.5}, {1920, 1080, 21.5},
               {1920, 1080, 43},  {2160, 3840, 55},  {3840, 2160, 55}};

enum { GLASSES = sizeof glasses / sizeof glasses[0] };

/* A stand that has counted everything. */
static void fill(struct stage *stage)
{
    int64_t wall = stage->now.wall;
    for (int i = 0; i < COUNTERS; i++) {
        tally_add(&stage->tally, (enum counter)i, "", 10 + i * 13);
    }
    for (int i = 0; i < HEARD_THEMES; i++) {
        tally_add(&stage->tally, COUNTER_QUESTION_HEARD, heard_theme(i)->id, 1 + i);
    }
    str_fit(stage->setup.config.name, sizeof stage->setup.config.name, "Borne du hall A");
    store_stand_open(stage->session.store, "Forum santé de Nice", "Centre hospitalier des Exemples",
                     "stand", wall);
    for (int i = 0; i < STAFF_HOURS_MAX; i++) {
        int64_t hour = wall - (STAFF_HOURS_MAX - 1 - i) * 3600;
        world_count(COUNTER_VISIT_STARTED, "", i * 7 % 31, hour);
        world_count(COUNTER_PEOPLE_MET, "", i * 5 % 12, hour);
    }
}

static void open_on(struct stage *stage, int glass, bool filled)
{
    struct stage_setup setup = {
        .w = glasses[glass].w, .h = glasses[glass].h, .inches = glasses[glass].inches};
    stage_open(stage, &setup);
    if (filled) {
        fill(stage);
    }
    team_enter(stage);
}

/* The next look tells which sticks are in, and what has become of a job. */
static void look(struct stage *stage)
{
    stage_wait(stage, 1000);
}

/* Through every page; each frame is audited. Returns how many there are. */
static int turn_pages(struct stage *stage)
{
    int pages = 1;
    while (stage_find(stage, "La suite")) {
        stage_tap(stage, "La suite");
        pages++;
        assert_true(pages < 30);
    }
    return pages;
}

static const struct draw_command *code_of(const struct stage *stage)
{
    const struct draw_command *code = NULL;
    for (size_t i = 0; i < stage->list->commands.n; i++) {
        if (stage->list->commands.at[i].kind == DRAW_CODE) {
            assert_null(code);
            code = &stage->list->commands.at[i];
        }
    }
    return code;
}

/* --- counts --- */

static void counts_of_both(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage_tap(&stage, "Comptes en direct");
        expect_screen(&stage, "counts");
        expect_sees(&stage, "Comptes de « Forum santé de Nice »");
        expect_sees(&stage, "La borne a compté");
        expect_sees(&stage, "L’équipe a noté");
        expect_sees(&stage, "10");  /* visits */
        expect_sees(&stage, "283"); /* people met */
        if (stage_find(&stage, "Heure par heure")) {
            stage_tap(&stage, "Heure par heure");
            expect_sees_not(&stage, "La borne a compté");
        }
        expect_sees(&stage, "9 h"); /* the last of 24 hours */
        stage_tap(&stage, "Menu");
        expect_screen(&stage, "staff");
        stage_close(&stage);
    }
}

static void counts_of_nothing(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, false);
        stage.tally.rows.n = 0; /* as if the slide behind the pad had not been shown */
        stage_tap(&stage, "Comptes en direct");
        look(&stage);
        expect_sees(&stage, "Rien n’est encore compté.");
        stage_close(&stage);
    }
}

/* --- totals --- */

static void totals_in_codes(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        struct config *config = &stage.setup.config;
        str_fit(config->report_to, sizeof config->report_to, "coordination@example.org");
        stage_tap(&stage, "Code QR des totaux");
        expect_screen(&stage, "totals");
        look(&stage);
        expect_sees(&stage, "coordination@example.org");
        int codes = 1;
        for (; stage_find(&stage, "Suivant"); codes++) {
            struct draw_command before = *code_of(&stage);
            uint8_t *modules = mem_alloc((size_t)before.side * (size_t)before.side);
            memcpy(modules, before.modules, (size_t)before.side * (size_t)before.side);
            stage_tap(&stage, "Suivant");
            const struct draw_command *after = code_of(&stage);
            assert_true(
                after->side != before.side ||
                memcmp(after->modules, modules, (size_t)before.side * (size_t)before.side) != 0);
            free(modules);
            assert_non_null(stage_find(&stage, "Précédent"));
        }
        assert_non_null(code_of(&stage));
        assert_in_range(codes, 1, glasses[i].inches < 20 ? 8 : glasses[i].inches < 40 ? 2 : 1);
        for (; stage_find(&stage, "Précédent"); codes--) {
            stage_tap(&stage, "Précédent");
        }
        assert_int_equal(codes, 1);
        stage_close(&stage);
    }
}

static void totals_without_an_address(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage_tap(&stage, "Code QR des totaux");
        expect_sees(&stage, glasses[i].inches < 20 ? "Choisissez vous-même à qui l’envoyer."
                                                   : "Le message n’a pas d’adresse");
        stage_close(&stage);
    }
    open_on(&stage, 0, false);
    stage.world.unreadable = true;
    stage.session.staff.facts = (struct staff_facts){.says = ""}; /* as before the first look */
    stage_tap(&stage, "Code QR des totaux");
    expect_sees(&stage, "pas encore lus");
    assert_null(code_of(&stage));
    stage_close(&stage);
}

/* --- sticks --- */

static void plug(struct stage *stage, const char *name, bool read_only, bool content)
{
    struct stick *stick = &stage->world.sticks[stage->world.stick_count++];
    *stick = (struct stick){.read_only = read_only, .content = content};
    str_fit(stick->name, sizeof stick->name, name);
    look(stage);
}

static void sticks(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage_tap(&stage, "Clé USB");
        expect_screen(&stage, "stick");
        expect_sees(&stage, "Branchez une clé USB.");
        plug(&stage, "BILANS", false, false);
        expect_sees(&stage, "Clé « BILANS »");
        assert_null(stage_find(&stage, "Mettre à jour le contenu"));
        stage_tap(&stage, "Copier le bilan sur la clé");
        assert_int_equal(stage.world.exports, 1);
        look(&stage);
        expect_sees(&stage, "Vous pouvez retirer la clé.");
        stage_tap(&stage, "C’est noté");
        look(&stage); /* the same old job is told again */
        expect_sees(&stage, "Clé « BILANS »");
        stage_close(&stage);
    }
}

static void stick_that_is_locked(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage_tap(&stage, "Clé USB");
        str_fit(stage.setup.data, sizeof stage.setup.data, SOURCE_ROOT "/tests/flow/data");
        plug(&stage, "VERROU", true, true);
        expect_sees(&stage, "Cette clé est protégée");
        assert_null(stage_find(&stage, "Copier le bilan sur la clé"));
        stage_tap(&stage, "Mettre à jour le contenu");
        stage_tap(&stage, "Ne rien changer");
        assert_int_equal(stage.world.updates, 0);
        stage_tap(&stage, "Mettre à jour le contenu");
        expect_sees(&stage, "Mettre à jour le contenu ?");
        stage_tap(&stage, "Mettre à jour");
        assert_int_equal(stage.world.updates, 1);
        look(&stage);
        stage_tap(&stage, "C’est noté");
        turn_pages(&stage);
        stage_tap(&stage, "Revenir au contenu d’avant");
        stage_tap(&stage, "Revenir à l’ancien");
        assert_int_equal(stage.world.reverts, 1);
        stage_close(&stage);
    }
}

static void one_job_at_a_time(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage.world.slow = true;
        stage_tap(&stage, "Clé USB");
        plug(&stage, "BILANS", false, true);
        stage_tap(&stage, "Copier le bilan sur la clé");
        look(&stage);
        expect_sees(&stage, "Copie du bilan en cours…");
        expect_sees(&stage, "Ne retirez pas la clé.");
        assert_null(stage_find(&stage, "Copier le bilan sur la clé"));
        assert_null(stage_find(&stage, "Mettre à jour le contenu"));
        stage_close(&stage);
    }
}

static void failed_job(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage_tap(&stage, "Clé USB");
        plug(&stage, "", false, false);
        stage.world.status = 1;
        stage.world.said =
            "La clé est pleine.\n"
            "Effacez ce qui n’y sert plus, ou prenez une autre clé ; rien n’est perdu.";
        stage_tap(&stage, "Copier le bilan sur la clé");
        look(&stage);
        expect_sees(&stage, "Le bilan n’a pas pu être copié");
        expect_sees(&stage, "La clé est pleine.");
        stage_tap(&stage, "Essayer encore");
        stage_tap(&stage, "Copier le bilan sur la clé");
        assert_int_equal(stage.world.exports, 2);
        stage_close(&stage);
    }
}

/* --- health --- */

static void health(void **state)
{
    (void)state;
    static struct stage stage;
    for (int i = 0; i < GLASSES; i++) {
        open_on(&stage, i, true);
        stage.session.staff.started -= 11520 * 1000;
        stage_tap(&stage, "État de la borne");
        expect_sees(&stage, "Tout va bien");
        expect_sees(&stage, "Les comptes sont enregistrés.");
        int calm = turn_pages(&stage);
        stage.world.remarks = "2 fichiers de comptes mis de côté dans le dossier des comptes.";
        stage_tap(&stage, "Menu");
        stage_tap(&stage, "État de la borne");
        expect_sees(&stage, "À réparer");
        expect_sees(&stage, "2 fichiers de comptes mis de côté");
        stage.world.remarks = NULL;
        stage.world.fault = "Le disque est plein ; libérez de la place.";
        for (int j = 0; j < 9; j++) {
            problem_add(&stage.setup.problems,
                        "/usr/local/share/borne/slides/fr/slides/03-vaccins.md", 12 + j,
                        "l’image « pictures/vaccin.svg » n’existe pas ; corrigez son nom");
        }
        world_count(COUNTER_VISIT_STARTED, "", 1, stage.now.wall + 7200);
        stage_tap(&stage, "Menu");
        stage_tap(&stage, "Comptes en direct"); /* the counts doubt the clock */
        stage_tap(&stage, "Menu");
        stage_tap(&stage, "État de la borne"); /* looks anew on coming in */
        expect_sees(&stage, "À réparer");
        expect_sees(&stage, "Le disque est plein");
        expect_sees(&stage, "L’horloge de la machine a reculé");
        assert_true(turn_pages(&stage) >= calm);
        stage_close(&stage);
    }
}

/* --- dense codes --- */

static void dense_codes(void **state)
{
    (void)state;
    static struct qr_dense qr;
    char text[2000] = "";
    int last = 0;
    assert_int_equal(qr_dense_side(""), 0);
    for (int n = 1; n <= 1273; n += n < 300 ? 1 : 7) {
        memset(text, 'a', (size_t)n);
        text[n] = '\0';
        assert_true(qr_dense_side(text) >= last);
        last = qr_dense_side(text);
        assert_true(qr_encode_dense(&qr, text, NULL));
        assert_int_equal(qr.side, last);
        assert_int_equal(qr.modules[QR_MARGIN * qr.side + QR_MARGIN], 1); /* the corner's eye */
        for (int i = 0; i < QR_MARGIN * qr.side; i++) {
            assert_int_equal(qr.modules[i], 0);
        }
    }
    memset(text, 'a', 1273);
    text[1273] = '\0';
    assert_int_equal(qr_dense_side(text), QR_DENSE_MAX);
    memset(text, 'A', 1800); /* capitals take less */
    text[1800] = '\0';
    assert_true(qr_encode_dense(&qr, text, NULL));
    struct err err;
    memset(text, 'a', 1274);
    text[1274] = '\0';
    assert_int_equal(qr_dense_side(text), 0);
    assert_false(qr_encode_dense(&qr, text, &err));
    assert_non_null(strstr(err.text, "trop long"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_both),
        cmocka_unit_test(counts_of_nothing),
        cmocka_unit_test(totals_in_codes),
        cmocka_unit_test(totals_without_an_address),
        cmocka_unit_test(sticks),
        cmocka_unit_test(stick_that_is_locked),
        cmocka_unit_test(one_job_at_a_time),
        cmocka_unit_test(failed_job),
        cmocka_unit_test(health),
        cmocka_unit_test(dense_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
