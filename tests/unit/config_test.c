/* config_test.c: the settings: the shipped file, and every way to get one wrong. */
#include "unit.h"

#include "content/config.h"
#include "content/setting.h"

static void expect_same(const struct config *a, const struct config *b)
{
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->site, b->site);
    assert_string_equal(a->region, b->region);
    assert_string_equal(a->departement, b->departement);
    assert_string_equal(a->timezone, b->timezone);
    assert_string_equal(a->language, b->language);
    assert_string_equal(a->content, b->content);
    assert_string_equal(a->data, b->data);
    assert_true(a->screen_inches == b->screen_inches);
    assert_string_equal(a->screen, b->screen);
    assert_int_equal(a->slide_seconds, b->slide_seconds);
    assert_int_equal(a->fade_ms, b->fade_ms);
    assert_int_equal(a->idle_seconds, b->idle_seconds);
    assert_int_equal(a->idle_large_seconds, b->idle_large_seconds);
    assert_int_equal(a->countdown_seconds, b->countdown_seconds);
    assert_int_equal(a->pause_seconds, b->pause_seconds);
    assert_int_equal(a->keep_months, b->keep_months);
    assert_string_equal(a->report_to, b->report_to);
    assert_string_equal(a->sticks, b->sticks);
    assert_string_equal(a->first_pin, b->first_pin);
    assert_int_equal(a->keypad_count, b->keypad_count);
    assert_int_equal(a->stand_count, b->stand_count);
}

static void test_shipped_file_is_the_defaults(void **state)
{
    char path[FILE_PATH_MAX];
    struct config config, usual = config_default();
    struct problems problems = {0};
    (void)state;
    assert_true(file_join(path, SOURCE_ROOT, "assets/borne.yaml"));
    config_read(&config, path, &problems);
    expect_problem(&problems, path, 0, NULL);
    expect_same(&config, &usual);
    problems_release(&problems);
}

/* The keys as the kiosk lists them, where it does not know one. */
static void test_shipped_file_shows_every_key_in_order(void **state)
{
    char path[FILE_PATH_MAX], keys[1024];
    struct config config;
    struct problems problems = {0};
    struct str text = {0};
    int n = 0;
    (void)state;
    config_read(&config, text_file("x: 1\n"), &problems);
    expect_problem(&problems, "unknown key", 1, "les clés permises sont name, ");
    str_fit(keys, sizeof keys, strstr(problems.list.at[0].message, "name, "));
    assert_true(file_join(path, SOURCE_ROOT, "assets/borne.yaml"));
    assert_true(file_read(path, 65536, &text, NULL));
    const char *at = str_text(&text);
    for (char *rest, *key = strtok_r(keys, ", ", &rest); key; key = strtok_r(NULL, ", ", &rest)) {
        char line[64];
        snprintf(line, sizeof line, "\n%s: ", key);
        const char *found = strstr(at, line);
        if (!found) {
            fail_msg("assets/borne.yaml does not show %s, or not in its order", key);
        }
        at = found;
        n++;
    }
    assert_int_equal(n, 23);
    str_release(&text);
    problems_release(&problems);
}

static void test_values(void **state)
{
    static const char text[] = "name: \"Hall d’entrée\"\n"
                               "site: CHU de Lyon\n"
                               "timezone: Pacific/Marquesas\n"
                               "language: ar\n"
                               "content: /srv/diapos\n"
                               "screen_inches: 31,5\n"
                               "screen: HDMI-1\n"
                               "slide_seconds: 3\n"
                               "fade_ms: 0\n"
                               "idle_seconds: 600\n"
                               "keep_months: 25\n"
                               "report_to: bilan.ouest+1@example.org\n"
                               "sticks: /srv/cles\n"
                               "first_pin: console\n";
    struct config config;
    struct problems problems = {0};
    (void)state;
    config_read(&config, text_file(text), &problems);
    expect_problem(&problems, "values", 0, NULL);
    assert_string_equal(config.name, "Hall d’entrée");
    assert_string_equal(config.site, "CHU de Lyon");
    assert_string_equal(config.timezone, "Pacific/Marquesas");
    assert_string_equal(config.language, "ar");
    assert_string_equal(config.content, "/srv/diapos");
    assert_true(config.screen_inches == 31.5);
    assert_string_equal(config.screen, "HDMI-1");
    assert_true(config.screen_line > 1);
    assert_int_equal(config.slide_seconds, 3);
    assert_int_equal(config.fade_ms, 0);
    assert_int_equal(config.idle_seconds, 600);
    assert_int_equal(config.countdown_seconds, 30);
    assert_int_equal(config.keep_months, 25);
    assert_string_equal(config.report_to, "bilan.ouest+1@example.org");
    assert_string_equal(config.sticks, "/srv/cles");
    assert_string_equal(config.first_pin, "console");
    assert_int_equal(config.content_line, 5);
    assert_int_equal(config.data_line, 0);
    assert_int_equal(config.sticks_line, 13);
}

/* Nothing is expanded: what a path means must not hang on who starts the kiosk, or where. */
static void test_paths(void **state)
{
    static const char *const keys[] = {"data", "content", "sticks"};
    static const struct {
        const char *path, *words;
    } rows[] = {
        {"~/borne", "sans ~"},
        {"~", "sans ~"},
        {"~borne/comptes", "sans ~"},
        {"/home/~/borne", "sans ~"},
        {"\"/srv/~\"", "sans ~"},
        {"$HOME/borne", "sans variable"},
        {"${XDG_DATA_HOME}/borne", "sans variable"},
        {"/home/$USER/borne", "sans variable"},
        {"$(pwd)/borne", "sans variable"},
        {"'%USERPROFILE%\\borne'", "sans variable"},
        {"\"/srv/borne \"", "effacez l’espace"},
        {"\" /srv/borne\"", "effacez l’espace"},
        {"\"/srv/borne\xC2\xA0\"", "effacez l’espace"},
        {"\" \"", "effacez l’espace"},
        {"C:\\borne\\comptes", "Windows"},
        {"'D:/borne'", "Windows"},
        {"\\\\serveur\\partage", "Windows"},
        {"/srv\\borne", "Windows"},
        {"file:///srv/borne", "pas une adresse"},
        {"smb://serveur/borne", "pas une adresse"},
        {"borne", "commence par /"},
        {"./borne", "commence par /"},
        {"../borne", "commence par /"},
        {"\"/srv/a\\nb\"", "retour à la ligne"},
    };
    (void)state;
    for (size_t i = 0; i < 3 * (sizeof rows / sizeof *rows); i++) {
        struct config config, usual = config_default();
        struct problems problems = {0};
        char text[256];
        snprintf(text, sizeof text, "# b\n\n%s: %s\n", keys[i % 3], rows[i / 3].path);
        config_read(&config, text_file(text), &problems);
        expect_problem(&problems, text, 3, rows[i / 3].words);
        expect_same(&config, &usual);
        problems_release(&problems);
    }
    assert_null(setting_path_fault("donnees", false));
    assert_null(setting_path_fault("./~", false));
    assert_null(setting_path_fault("/srv/100%/a$ b", true));
    assert_non_null(setting_path_fault("~/x", false));
    assert_non_null(setting_path_fault("$HOME", false));
    assert_non_null(setting_path_fault("", false));
}

/* A name of blanks is none; blanks around one are no part of it. */
static void test_blank_names(void **state)
{
    static const char *const blank[] = {"\"   \"", "\"\xC2\xA0\"", "\"\xE2\x80\x8B \"", "",
                                        "\"\\t\""};
    struct config config;
    struct problems problems = {0};
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) {
        snprintf(text, sizeof text, "# b\nname: %s\nstands:\n  - name: %s\n", blank[i], blank[i]);
        config_read(&config, text_file(text), &problems);
        expect_problem(&problems, text, 2, "donnez un nom");
        assert_int_equal(problems.list.n, 2);
        assert_int_equal(problems.list.at[1].line, 4);
        assert_string_equal(config.name, "Borne");
        assert_int_equal(config.stand_count, 0);
        problems_release(&problems);
    }
    config_read(&config, text_file("name: \"\xC2\xA0Hall  A \"\n"), &problems);
    expect_problem(&problems, "around", 0, NULL);
    assert_string_equal(config.name, "Hall  A");
}

static void test_twin_stands(void **state)
{
    static const char *const twins[] = {
        "Hall d’entrée",
        "hall d’entrée",
        "HALL D’ENTRÉE",
        "Hall  d’entrée",
        " Hall d’entrée ",
        "Hall\xC2\xA0"
        "d’entrée",
        "Hall d'entre\xCC\x81"
        "e",
        "Hall d’entree",
    };
    static const char *const others[] = {"Hall d’entrée 2", "Halld’entrée", "مدخل", "مدخل ب",
                                         "Entrée"};
    struct config config;
    struct problems problems = {0};
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++) {
        snprintf(text, sizeof text,
                 "stands:\n  - name: Hall d’entrée\n  - {name: Couloir}\n  - name: \"%s\"\n",
                 twins[i]);
        config_read(&config, text_file(text), &problems);
        expect_problem(&problems, text, 4, "déjà le nom d’un stand");
        assert_int_equal(problems.list.n, 1);
        assert_int_equal(config.stand_count, 2);
        problems_release(&problems);
    }
    struct str all = {0};
    str_add(&all, "stands:\n  - name: Hall d’entrée\n");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        str_addf(&all, "  - name: %s\n", others[i]);
    }
    config_read(&config, text_file(str_text(&all)), &problems);
    expect_problem(&problems, "others", 0, NULL);
    assert_int_equal(config.stand_count, 6);
    str_release(&all);
}

static void test_stands(void **state)
{
    static const char text[] = "stands:\n"
                               "  - name: \"Hall d’entrée\"\n"
                               "    structure: Hôpital de Villedémo\n"
                               "  - {kind: affichage, name: Couloir}\n"
                               "  - {name: Jeudi, structure: \"\", kind: atelier}\n";
    struct config config;
    struct problems problems = {0};
    (void)state;
    config_read(&config, text_file(text), &problems);
    expect_problem(&problems, "stands", 0, NULL);
    assert_int_equal(config.stand_count, 3);
    assert_string_equal(config.stands[0].name, "Hall d’entrée");
    assert_string_equal(config.stands[0].structure, "Hôpital de Villedémo");
    assert_string_equal(config.stands[0].kind, "stand");
    assert_string_equal(config.stands[1].name, "Couloir");
    assert_string_equal(config.stands[1].structure, "");
    assert_string_equal(config.stands[1].kind, "affichage");
    assert_string_equal(config.stands[2].kind, "atelier");
}

/* A faulty stand is left out, and the others stay. */
static void test_faulty_stands(void **state)
{
    static const struct {
        const char *lines;
        int line;
        const char *words;
    } rows[] = {
        {"- {structure: CHU}", 4, "il manque la clé « name »"},
        {"- {name: \"\"}", 4, "donnez un nom"},
        {"- {name: Hall, kind: salon}", 4, "écrivez stand, atelier ou affichage"},
        {"- {name: Hall, kind: }", 4, "écrivez stand, atelier ou affichage"},
        {"- {name: Hall, lieu: CHU}", 4, "clé inconnue « lieu »"},
        {"- {name: \"a\\nb\"}", 4, "retour à la ligne"},
        {"- {name: [Hall]}", 4, "une seule valeur"},
        {"- name: Hall\n    kind: stand\n    structure: {a: b}", 6, "une seule valeur"},
        {"- Hall", 4, "un stand s’écrit"},
        {"- [name, Hall]", 4, "un stand s’écrit"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct config config;
        struct problems problems = {0};
        char text[256];
        snprintf(text, sizeof text, "# b\nstands:\n  - {name: Avant}\n  %s\n  - name: Après\n",
                 rows[i].lines);
        config_read(&config, text_file(text), &problems);
        expect_problem(&problems, rows[i].lines, rows[i].line, rows[i].words);
        assert_int_equal(problems.list.n, 1);
        assert_int_equal(config.stand_count, 2);
        assert_string_equal(config.stands[1].name, "Après");
        problems_release(&problems);
    }
}

static void test_many_stands(void **state)
{
    struct str text = {0};
    struct config config;
    struct problems problems = {0};
    (void)state;
    str_add(&text, "stands:\n");
    for (int i = 0; i < CONFIG_STANDS_MAX; i++) {
        str_addf(&text, "  - name: Stand %d\n", i);
    }
    config_read(&config, text_file(str_text(&text)), &problems);
    expect_problem(&problems, "stands", 0, NULL);
    assert_int_equal(config.stand_count, CONFIG_STANDS_MAX);
    str_add(&text, "  - name: de trop\n");
    config_read(&config, text_file(str_text(&text)), &problems);
    expect_problem(&problems, "stands", 2 + CONFIG_STANDS_MAX, "24 au plus");
    assert_int_equal(config.stand_count, CONFIG_STANDS_MAX);
    assert_string_equal(config.stands[23].name, "Stand 23");
    str_clear(&text);
    str_addf(&text, "stands:\n  - name: %0*d\n", CONFIG_NAME_MAX, 7);
    problems_release(&problems);
    config_read(&config, text_file(str_text(&text)), &problems);
    expect_problem(&problems, "long stand", 2, "trop long ; 127 octets");
    str_release(&text);
    problems_release(&problems);
}

static void test_keypads(void **state)
{
    struct str text = {0};
    struct config config;
    struct problems problems = {0};
    (void)state;
    config_read(&config, text_file("keypads: any\n"), &problems);
    assert_int_equal(config.keypad_count, 0);
    config_read(&config, text_file("keypads: [\"USB Keypad\", Télécommande]\n"), &problems);
    expect_problem(&problems, "keypads", 0, NULL);
    assert_int_equal(config.keypad_count, 2);
    assert_string_equal(config.keypads[0], "USB Keypad");
    assert_string_equal(config.keypads[1], "Télécommande");
    str_add(&text, "keypads:\n");
    for (int i = 0; i <= CONFIG_KEYPADS_MAX; i++) {
        str_addf(&text, "  - Pavé %d\n", i);
    }
    config_read(&config, text_file(str_text(&text)), &problems);
    expect_problem(&problems, "keypads", 2 + CONFIG_KEYPADS_MAX, "8 au plus");
    assert_int_equal(config.keypad_count, CONFIG_KEYPADS_MAX);
    str_release(&text);
    problems_release(&problems);
}

/* Each fault is told with its line, and its key keeps the default; the other lines count. */
static void test_faults(void **state)
{
    static const struct {
        const char *line;
        const char *words;
    } rows[] = {
        {"secondes: 9", "clé inconnue « secondes » ; les clés permises sont name, site"},
        {"slide_seconds: 2", "nombre entier de 3 à 120"},
        {"slide_seconds: 121", "nombre entier de 3 à 120"},
        {"slide_seconds: 9.5", "nombre entier"},
        {"slide_seconds: neuf", "« neuf » n’est pas un nombre entier"},
        {"slide_seconds: ", "nombre entier"},
        {"slide_seconds: [9]", "une seule valeur"},
        {"fade_ms: -1", "de 0 à 2000"},
        {"screen_inches: 4.9", "un nombre de 5 à 120"},
        {"screen_inches: 21.5\"", "nombre"},
        {"timezone: Europe/Lyon", "fuseau"},
        {"timezone: ../../etc/passwd", "fuseau"},
        {"language: de", "fr, fr-simple, en ou ar"},
        {"name: \"\"", "donnez un nom"},
        {"name: {a: b}", "une seule valeur"},
        {"site: x\nsite: y", "déjà donnée"},
        {"site: \"a\\eb\"", "caractère invisible"},
        {"keypads: USB Keypad", "écrivez any, ou la liste"},
        {"keypads: []", "écrivez any, ou la liste"},
        {"keypads: {a: b}", "écrivez any, ou la liste"},
        {"keypads: ", "écrivez any, ou la liste"},
        {"keypads: [\"\"]", "donnez un nom"},
        {"keypads: [[a]]", "une seule valeur"},
        {"keep_months: 0", "de 1 à 25"},
        {"keep_months: 26", "de 1 à 25"},
        {"report_to: bilan", "une seule adresse"},
        {"report_to: \"@example.org\"", "une seule adresse"},
        {"report_to: bilan@", "une seule adresse"},
        {"report_to: a@b@example.org", "une seule adresse"},
        {"report_to: a b@example.org", "une seule adresse"},
        {"report_to: a'b@example.org", "une seule adresse"},
        {"report_to: \"\\\"a\\\"@example.org\"", "une seule adresse"},
        {"report_to: a@example.org?cc=b", "une seule adresse"},
        {"report_to: a&b@example.org", "une seule adresse"},
        {"report_to: é@example.org", "une seule adresse"},
        {"report_to: \"a\\n@example.org\"", "retour à la ligne"},
        {"report_to: [a@example.org]", "une seule valeur"},
        {"sticks: [/media]", "une seule valeur"},
        {"sticks: \"/media\\r\"", "retour à la ligne"},
        {"first_pin: usb", "écrivez stick ou console"},
        {"first_pin: ", "écrivez stick ou console"},
        {"stands: Hall", "« stands » est une liste"},
        {"stands: {name: Hall}", "« stands » est une liste"},
        {"stands: ", "« stands » est une liste"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct config config, usual = config_default();
        struct problems problems = {0};
        char text[256];
        snprintf(text, sizeof text, "# b\nregion: Bretagne\n%s\n", rows[i].line);
        config_read(&config, text_file(text), &problems);
        expect_problem(&problems, rows[i].line, strchr(rows[i].line, '\n') ? 4 : 3, rows[i].words);
        assert_string_equal(config.region, "Bretagne");
        str_fit(config.region, sizeof config.region, "");
        str_fit(config.site, sizeof config.site, "");
        expect_same(&config, &usual);
        problems_release(&problems);
    }
}

static void test_long_name(void **state)
{
    char text[512];
    struct config config;
    struct problems problems = {0};
    (void)state;
    snprintf(text, sizeof text, "name: %0*d\n", CONFIG_NAME_MAX, 7);
    config_read(&config, text_file(text), &problems);
    expect_problem(&problems, "long name", 1, "trop long ; 127 octets");
    assert_string_equal(config.name, "Borne");
    problems_release(&problems);
}

static void test_missing_file(void **state)
{
    struct config config, usual = config_default();
    struct problems problems = {0};
    (void)state;
    config_read(&config, "/nonexistent/b.yaml", &problems);
    expect_problem(&problems, "missing", 1, "introuvable");
    assert_string_equal(problems.list.at[0].file, "/nonexistent/b.yaml");
    expect_same(&config, &usual);
    config_read(&config, "/tmp", &problems);
    expect_problem(&problems, "folder", 1, "pas un fichier");
    problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_file_is_the_defaults),
        cmocka_unit_test(test_shipped_file_shows_every_key_in_order),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_blank_names),
        cmocka_unit_test(test_twin_stands),
        cmocka_unit_test(test_stands),
        cmocka_unit_test(test_faulty_stands),
        cmocka_unit_test(test_many_stands),
        cmocka_unit_test(test_keypads),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_long_name),
        cmocka_unit_test(test_missing_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
