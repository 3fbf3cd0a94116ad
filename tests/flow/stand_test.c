/* stand_test.c: what the staff do at a stand: open it, count, hear questions, choose a deck, close.
 */
#include "stage.h"

#include "app/staff/stand_screen.h" /* for the keys of the keyboard */
#include "base/utf8.h"

static struct stage stage;

static void prepare(struct config *config, int n, const char *name, const char *structure)
{
    config->stand_count = n;
    for (int i = 0; i < n; i++) {
        struct config_stand *stand = &config->stands[i];
        str_fit(stand->name, sizeof stand->name, name);
        str_fit(stand->structure, sizeof stand->structure, structure);
        str_fit(stand->kind, sizeof stand->kind, i % 2 ? "atelier" : "affichage");
    }
}

static int setup(void **state)
{
    (void)state;
    stage_open(&stage, NULL);
    team_enter(&stage);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

/* From the menu, by touch. */
static void go(const char *tile, const char *screen)
{
    stage_tap(&stage, tile);
    expect_screen(&stage, screen);
}

static const struct zone *zone_of(int action, int arg)
{
    for (size_t i = 0; i < stage.list->zones.n; i++) {
        const struct zone *zone = &stage.list->zones.at[i];
        if (zone->action == action && zone->arg == arg) {
            return zone;
        }
    }
    return NULL;
}

static void press(int action, int arg)
{
    const struct zone *zone = zone_of(action, arg);
    assert_non_null(zone);
    assert_true(zone->enabled);
    struct rect rect = zone->rect;
    stage_wait(&stage, 400);
    stage_touch(&stage, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static void type(const char *text)
{
    for (size_t i = 0, n = strlen(text), length; i < n; i += length) {
        press(ACTION_LETTER, (int)utf8_read(text + i, n - i, &length));
    }
}

static const struct staff_draft *draft(void)
{
    return app_stand_draft(stage.app);
}

/* --- opening --- */

static void a_prepared_stand_is_opened(void **state)
{
    (void)state;
    prepare(&stage.setup.config, 2, "Forum santé", "CH de Hyères");
    str_fit(stage.setup.config.stands[1].name, sizeof stage.setup.config.stands[1].name,
            "Hall d’accueil");
    go("Stand", "stand");
    stage_tap(&stage, "Hall d’accueil");
    expect_sees(&stage, "Hall d’accueil");
    assert_string_equal(draft()->kind, "atelier");
    stage_tap(&stage, "Affichage");
    assert_int_equal(stage.world.opens, 0);
    stage_tap(&stage, "Ouvrir le stand");
    assert_int_equal(stage.world.opens, 1);
    assert_string_equal(stage.world.open.name, "Hall d’accueil");
    assert_string_equal(stage.world.open.structure, "CH de Hyères");
    assert_string_equal(stage.world.open.kind, "affichage");
    expect_sees(&stage, "Affichage, ouvert depuis 9 h 00");
}

static void another_stand_may_be_chosen(void **state)
{
    (void)state;
    prepare(&stage.setup.config, 1, "Forum santé", "CH de Hyères");
    go("Stand", "stand");
    stage_tap(&stage, "Forum santé");
    stage_tap(&stage, "Autre stand");
    stage_tap(&stage, "Un autre nom");
    expect_sees(&stage, "aucun nom de personne");
    assert_string_equal(draft()->name, "");
    assert_string_equal(draft()->kind, "stand");
    stage_tap(&stage, "Annuler");
    expect_sees(&stage, "CH de Hyères");
    assert_int_equal(stage.world.opens, 0);
}

static void a_name_is_typed(void **state)
{
    (void)state;
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    type(" forum  santé");
    assert_string_equal(draft()->name, "Forum santé");
    type("xé");
    stage_tap(&stage, "Effacer");
    stage_tap(&stage, "Effacer");
    type(" ");
    stage_tap(&stage, "Suivant");
    type("ch de ");
    stage_tap(&stage, "Maj");
    type("hyères");
    assert_string_equal(draft()->structure, "Ch de Hyères");
    stage_tap(&stage, "Valider");
    expect_sees(&stage, "Forum santé");
    assert_string_equal(draft()->name, "Forum santé");
    stage_tap(&stage, "Corriger");
    expect_sees(&stage, "Ch de Hyères");
    stage_tap(&stage, "Suivant");
    stage_tap(&stage, "Valider");
    stage_tap(&stage, "Atelier");
    stage_tap(&stage, "Ouvrir le stand");
    assert_string_equal(stage.world.open.name, "Forum santé");
    assert_string_equal(stage.world.open.kind, "atelier");
}

static void a_stand_has_a_name(void **state)
{
    (void)state;
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    assert_null(stage_find(&stage, "Suivant"));
    stage_tap(&stage, "Structure");
    assert_null(stage_find(&stage, "Valider"));
    type("ch");
    assert_null(stage_find(&stage, "Valider"));
    stage_tap(&stage, "Nom du stand");
    stage_tap(&stage, "Effacer"); /* nothing to erase */
    type("’");
    assert_non_null(stage_find(&stage, "Suivant"));
}

/* Whatever the glass: "Marché de Noël", "Nîmes", "Château-d’Œx" but for its Œ. */
static void every_board_has_the_letters_of_french(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {700, 1920}};
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789àâçéèêëîïôû’- ";
    int down[3]; /* from A to B */
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    for (int i = 0; i < 3; i++) {
        stage_resize(&stage, sizes[i][0], sizes[i][1]);
        for (size_t at = 0, length; at < sizeof letters - 1; at += length) {
            int code = (int)utf8_read(letters + at, sizeof letters - at, &length);
            if (!zone_of(ACTION_LETTER, code)) {
                fail_msg("%.*s is not on the keyboard of %dx%d", (int)length, letters + at,
                         sizes[i][0], sizes[i][1]);
            }
        }
        down[i] = zone_of(ACTION_LETTER, 'b')->rect.y - zone_of(ACTION_LETTER, 'a')->rect.y;
    }
    assert_true(down[2] == 0 && down[0] > 0 && down[1] > 0); /* by the alphabet, and not */
    type("noël");
    assert_string_equal(draft()->name, "Noël");
}

static void a_name_has_its_length(void **state)
{
    (void)state;
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    for (int i = 0; i < STAND_NAMES_MAX + 5; i++) {
        type("é");
    }
    assert_int_equal(utf8_count(draft()->name), STAND_NAMES_MAX);
    stage_tap(&stage, "Structure");
    for (int i = 0; i < STAND_NAMES_MAX; i++) {
        type("’");
    }
    assert_true(strlen(draft()->structure) < sizeof draft()->structure);
    assert_true(utf8_check(draft()->structure, strlen(draft()->structure), &(size_t){0}));
}

static void what_was_begun_is_forgotten(void **state)
{
    (void)state;
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    type("forum");
    stage_tap(&stage, "Menu");
    go("Stand", "stand");
    assert_string_equal(draft()->name, "");
    assert_non_null(stage_find(&stage, "Donner un nom au stand"));
}

static void why_it_is_not_open_is_said(void **state)
{
    (void)state;
    prepare(&stage.setup.config, 1, "Forum santé", "");
    stage.world.fault = "Le disque est plein.";
    go("Stand", "stand");
    stage_tap(&stage, "Forum santé");
    stage_tap(&stage, "Ouvrir le stand");
    expect_sees(&stage, "Le disque est plein.");
}

/* The disk takes its time: the glass says so, answers all the same, and asks for nothing twice. */
static void while_it_is_made_safe(void **state)
{
    (void)state;
    prepare(&stage.setup.config, 1, "Forum santé", "");
    go("Stand", "stand");
    stage_tap(&stage, "Forum santé");
    stage.world.slow_store = true;
    stage_tap(&stage, "Ouvrir le stand");
    expect_sees(&stage, "Enregistrement…");
    assert_null(stage_find(&stage, "Ouvrir le stand"));
    stage_tap(&stage, "Autre stand"); /* not now: it is being opened */
    expect_sees(&stage, "Enregistrement…");
    stage_wait(&stage, 3000);
    assert_int_equal(stage.world.opens, 1);
    stage_tap(&stage, "Menu"); /* and one may do something else meanwhile */
    stage_tap(&stage, "Compter");
    stage_tap(&stage, "+1 Personnes rencontrées");
    expect_count(&stage, "people.met", "", 1);
    stage_tap(&stage, "Menu");
    go("Stand", "stand");
    stage.world.slow_store = false;
    stage_wait(&stage, 100);
    expect_sees(&stage, "ouvert depuis 9 h 00");
    expect_sees_not(&stage, "Enregistrement…");
    stage_tap(&stage, "Fermer le stand");
    stage.world.slow_store = true;
    stage_tap(&stage, "Fermer le stand");
    expect_sees(&stage, "Enregistrement…");
    assert_int_equal(stage.world.closes, 1);
    stage.world.slow_store = false;
    stage_wait(&stage, 100);
    expect_sees(&stage, "est fermé");
}

/* A stick is written once what was counted is saved, and nobody waits for that either. */
static void an_export_waits_for_the_store(void **state)
{
    (void)state;
    stage.world.sticks[stage.world.stick_count++] = (struct stick){.name = "CLE"};
    stage_wait(&stage, 1500);
    go("Clé USB", "stick");
    stage.world.slow_store = true;
    stage_tap(&stage, "Copier le bilan");
    stage_wait(&stage, 2000);
    assert_int_equal(stage.world.exports, 0);
    stage.world.slow_store = false;
    stage_wait(&stage, 300);
    assert_int_equal(stage.world.exports, 1);
    expect_sees(&stage, "Vous pouvez retirer la clé.");
}

static void every_page_of_the_list_is_reached(void **state)
{
    (void)state;
    prepare(&stage.setup.config, CONFIG_STANDS_MAX, "Semaine de la sécurité des patients",
            "Clinique");
    go("Stand", "stand");
    bool seen[CONFIG_STANDS_MAX] = {false};
    int pages = 0;
    do {
        for (int i = 0; i < CONFIG_STANDS_MAX; i++) {
            seen[i] |= zone_of(ACTION_STAND, i) != NULL;
        }
        assert_non_null(stage_find(&stage, "Un autre nom"));
        pages++;
        const struct zone *next = stage_find(&stage, "La suite");
        stage_tap(&stage, next ? "La suite" : "Au début");
    } while (!zone_of(ACTION_STAND, 0) && pages < 30);
    for (int i = 0; i < CONFIG_STANDS_MAX; i++) {
        assert_true(seen[i]);
    }
    assert_in_range(pages, 2, 12);
}

/* --- closing --- */

static void open_one(void)
{
    prepare(&stage.setup.config, 1, "Forum santé", "CH de Hyères");
    go("Stand", "stand");
    stage_tap(&stage, "Forum santé");
    stage_tap(&stage, "Ouvrir le stand");
}

static void closing_is_asked_twice(void **state)
{
    (void)state;
    open_one();
    stage_tap(&stage, "Fermer le stand");
    expect_sees(&stage, "On ne le rouvre pas.");
    assert_int_equal(stage.world.closes, 0);
    stage_tap(&stage, "Le garder ouvert");
    expect_sees_not(&stage, "On ne le rouvre pas.");
    stage_tap(&stage, "Fermer le stand");
    stage_tap(&stage, "Menu");
    go("Stand", "stand");
    expect_sees_not(&stage, "On ne le rouvre pas.");
    stage_tap(&stage, "Fermer le stand");
    stage_tap(&stage, "Fermer le stand");
    assert_int_equal(stage.world.closes, 1);
    assert_non_null(stage_find(&stage, "Un autre nom"));
}

static void a_stand_of_yesterday_gives_its_day(void **state)
{
    (void)state;
    open_one();
    stage.world.open.opened_at -= 86400;
    stage_tap(&stage, "Menu");
    stage_tap(&stage, "Quitter");
    team_enter(&stage);
    go("Stand", "stand");
    expect_sees(&stage, "Affichage, ouvert depuis le 20/11/2026, 9 h 00");
}

/* --- counting --- */

static void one_more_and_one_less(void **state)
{
    (void)state;
    go("Compter", "tally");
    expect_sees(&stage, "Aucun stand ouvert");
    assert_null(stage_find(&stage, "Annuler Personnes rencontrées"));
    for (int i = 0; i < 3; i++) {
        stage_tap(&stage, "+1 Personnes rencontrées");
    }
    stage_tap(&stage, "Annuler Personnes rencontrées");
    expect_count(&stage, "people.met", "", 3);
    expect_count(&stage, "people.met", "undone", 1);
    expect_sees(&stage, "2");
    stage_tap(&stage, "Annuler Personnes rencontrées");
    stage_tap(&stage, "Annuler Personnes rencontrées");
    assert_null(stage_find(&stage, "Annuler Personnes rencontrées"));
    expect_count(&stage, "people.met", "undone", 3);
}

static void every_counter_has_its_button(void **state)
{
    (void)state;
    open_one();
    stage_tap(&stage, "Menu");
    go("Compter", "tally");
    expect_sees_not(&stage, "Aucun stand ouvert");
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        char label[96] = "+1 ";
        str_fit(label + 3, sizeof label - 3, info->label);
        bool here = info->origin == ORIGIN_STAFF && i != COUNTER_QUESTION_HEARD;
        assert_int_equal(stage_find(&stage, label) != NULL, here);
        if (here) {
            stage_tap(&stage, label);
            expect_count(&stage, info->name, "", 1);
        }
    }
}

/* --- questions heard --- */

static void a_question_is_counted_and_answered(void **state)
{
    (void)state;
    go("Questions entendues", "heard");
    for (int i = 0; i < HEARD_THEMES; i++) {
        const struct heard_theme *theme = heard_theme(i);
        stage_tap(&stage, theme->label);
        expect_count(&stage, "question.heard", theme->id, 1);
        expect_sees(&stage, "C’est compté.");
        expect_sees(&stage, theme->reply);
        stage_tap(&stage, "Revenir aux questions");
        assert_non_null(stage_find(&stage, theme->label));
    }
    expect_count(&stage, "question.heard", "undone", 0);
}

static void a_question_is_taken_back(void **state)
{
    (void)state;
    go("Questions entendues", "heard");
    stage_tap(&stage, "Piratage");
    stage_tap(&stage, "Annuler");
    expect_count(&stage, "question.heard", "piratage", 1);
    expect_count(&stage, "question.heard", "undone", 1);
    assert_non_null(stage_find(&stage, "Trop compliqué"));
    stage_tap(&stage, "Piratage");
    stage_tap(&stage, "Menu");
    go("Questions entendues", "heard");
    assert_non_null(stage_find(&stage, "Trop compliqué"));
}

/* --- the deck --- */

static void a_deck_is_chosen(void **state)
{
    (void)state;
    static struct deck decks[] = {{"court", "Version courte", NULL, 1},
                                  {"atelier", "Atelier", NULL, 2}};
    struct content *content = &stage.session.contents[stage.session.content];
    struct content before = *content;
    content->decks.at = decks;
    content->decks.n = 2;
    go("Choix des diapos", "deck");
    stage_tap(&stage, "Atelier");
    assert_string_equal(stage.session.staff.deck, "atelier");
    expect_sees(&stage, "choisi");
    stage_tap(&stage, "Toutes les diapos");
    assert_string_equal(stage.session.staff.deck, "");
    content->decks.at = before.decks.at;
    content->decks.n = before.decks.n;
}

/* --- every glass --- */

static void look_at_all(void)
{
    static const char name[] = "Semaine de la sécurité des patients, hall et salle d’attente";
    static const char structure[] = "Centre hospitalier intercommunal de Fréjus – Saint-Raphaël";
    team_enter(&stage);
    go("Stand", "stand");
    stage_tap(&stage, "Donner un nom au stand");
    type("forum");
    stage_tap(&stage, "Suivant");
    stage_tap(&stage, "Annuler");
    prepare(&stage.setup.config, CONFIG_STANDS_MAX, name, structure);
    stage_tap(&stage, "Menu");
    go("Stand", "stand");
    press(ACTION_STAND, 0);
    stage_tap(&stage, "Ouvrir le stand");
    stage_tap(&stage, "Fermer le stand");
    stage_tap(&stage, "Fermer le stand");
    stage_tap(&stage, "Menu");
    go("Compter", "tally");
    stage_tap(&stage, "+1 Personnes rencontrées");
    stage_tap(&stage, "Menu");
    go("Questions entendues", "heard");
    stage_tap(&stage, "Piratage");
    stage_tap(&stage, "Menu");
    go("Choix des diapos", "deck");
}

static void every_glass_holds_them(void **state)
{
    (void)state;
    static const struct stage_setup glasses[] = {
        {.w = 1366, .h = 768, .inches = 15.6},  {.w = 768, .h = 1366, .inches = 15.6},
        {.w = 1920, .h = 1080, .inches = 21.5}, {.w = 1280, .h = 1024, .inches = 17},
        {.w = 1024, .h = 1280, .inches = 17},   {.w = 3840, .h = 2160, .inches = 43},
        {.w = 2160, .h = 3840, .inches = 43},   {.w = 3840, .h = 2160, .inches = 55},
        {.w = 2160, .h = 3840, .inches = 55},
    };
    for (size_t i = 0; i < sizeof glasses / sizeof glasses[0]; i++) {
        stage_open(&stage, &glasses[i]);
        look_at_all();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_prepared_stand_is_opened, setup, teardown),
        cmocka_unit_test_setup_teardown(another_stand_may_be_chosen, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_is_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stand_has_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(every_board_has_the_letters_of_french, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_has_its_length, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_begun_is_forgotten, setup, teardown),
        cmocka_unit_test_setup_teardown(why_it_is_not_open_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(while_it_is_made_safe, setup, teardown),
        cmocka_unit_test_setup_teardown(an_export_waits_for_the_store, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_of_the_list_is_reached, setup, teardown),
        cmocka_unit_test_setup_teardown(closing_is_asked_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stand_of_yesterday_gives_its_day, setup, teardown),
        cmocka_unit_test_setup_teardown(one_more_and_one_less, setup, teardown),
        cmocka_unit_test_setup_teardown(every_counter_has_its_button, setup, teardown),
        cmocka_unit_test_setup_teardown(a_question_is_counted_and_answered, setup, teardown),
        cmocka_unit_test_setup_teardown(a_question_is_taken_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_deck_is_chosen, setup, teardown),
        cmocka_unit_test_setup_teardown(every_glass_holds_them, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
