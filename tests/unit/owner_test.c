/* owner_test.c: the file an owner prepares on a stick: what is taken, and every way it is not. */
#include "unit.h"

#include "content/owner.h"

#define FILE_NAME "borne-equipe.yaml"
#define PHRASE    "secours: une phrase bien longue\n"

struct fixture {
    struct folder folder;
    char path[FILE_PATH_MAX];
    struct owner owner;
    struct problems problems;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    folder_make(&fixture->folder);
    folder_path(&fixture->folder, FILE_NAME, fixture->path);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    folder_remove(&fixture->folder);
    problems_release(&fixture->problems);
    free(fixture);
    return 0;
}

static bool read_it(struct fixture *fixture)
{
    problems_release(&fixture->problems);
    return owner_read(&fixture->owner, fixture->path, &fixture->problems);
}

static void expect_refused(struct fixture *fixture, const char *what, int line, const char *words)
{
    if (read_it(fixture)) {
        fail_msg("%s: taken", what);
    }
    expect_problem(&fixture->problems, what, line, words);
    assert_string_equal(fixture->problems.list.at[0].file, fixture->path);
    assert_string_equal(fixture->owner.code, "");
    assert_string_equal(fixture->owner.phrase, "");
}

static void test_good(void **state)
{
    static const struct {
        const char *text, *code, *phrase;
    } rows[] = {
        {"code: \"4829\"\nsecours: \"une phrase bien longue\"\n", "4829", "une phrase bien longue"},
        {"# de l’an dernier\nsecours: été été étés\r\ncode: 00482910\r\n", "00482910",
         "été été étés"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        folder_write(&fixture->folder, FILE_NAME, rows[i].text);
        assert_true(read_it(fixture));
        expect_problem(&fixture->problems, rows[i].text, 0, NULL);
        assert_string_equal(fixture->owner.code, rows[i].code);
        assert_string_equal(fixture->owner.phrase, rows[i].phrase);
    }
}

static void test_faults(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *words;
    } rows[] = {
        {"", 1, "il manque la clé « code »"},
        {"code: 4829\n", 1, "il manque la clé « secours »"},
        {PHRASE, 1, "il manque la clé « code »"},
        {"code: 482\n" PHRASE, 1, "de 4 à 8 chiffres"},
        {"code: 482912345\n" PHRASE, 1, "de 4 à 8 chiffres"},
        {"code: 48 29\n" PHRASE, 1, "de 4 à 8 chiffres"},
        {"code: 48a9\n" PHRASE, 1, "de 4 à 8 chiffres"},
        {"code: -4829\n" PHRASE, 1, "de 4 à 8 chiffres"},
        {"code: \"\"\n" PHRASE, 1, "est vide"},
        {"code: [4829]\n" PHRASE, 1, "une seule valeur"},
        {"code: 4829\nsecours: été été été\n", 2, "12 caractères au moins"},
        {"code: 4829\nsecours: {a: b}\n", 2, "une seule valeur"},
        {"code: 4829\n" PHRASE "nom: x\n", 3, "clé inconnue « nom »"},
        {"code: 4829\n" PHRASE "code: 5829\n", 3, "déjà donnée"},
        {"code: 4829\n" PHRASE "---\n", 3, "seconde partie"},
        {"code: &a 4829\n" PHRASE, 1, "refusés"},
        {"4829\n", 1, "clé: valeur"},
        {"code: \"4829\n" PHRASE, 3, ""},
        {"code: 4829\nsecours: une phrase bien \xE9 longue\n", 2, "UTF-8"},
        {"\x89PNG\r\n\x1a\n", 1, "UTF-8"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        folder_write(&fixture->folder, FILE_NAME, rows[i].text);
        expect_refused(fixture, rows[i].text, rows[i].line, rows[i].words);
        for (size_t k = 0; k < fixture->problems.list.n; k++) {
            assert_null(strstr(fixture->problems.list.at[k].message, "482")); /* a secret */
        }
    }
}

static void test_long(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_addf(&text, "code: 4829\nsecours: %0127d\n", 1);
    folder_write(&fixture->folder, FILE_NAME, str_text(&text));
    assert_true(read_it(fixture));
    str_clear(&text);
    str_addf(&text, "code: 4829\nsecours: %0128d\n", 1);
    folder_write(&fixture->folder, FILE_NAME, str_text(&text));
    expect_refused(fixture, "long phrase", 2, "trop long ; 127 octets");
    str_clear(&text);
    str_addf(&text, "code: 4829\n" PHRASE "#%04200d\n", 1);
    folder_write(&fixture->folder, FILE_NAME, str_text(&text));
    expect_refused(fixture, "long file", 1, "trop gros ; 4096 octets");
    str_release(&text);
}

/* What is named like it and is no file is not opened. */
static void test_not_a_file(void **state)
{
    struct fixture *fixture = *state;
    char other[FILE_PATH_MAX];
    expect_refused(fixture, "missing", 1, "introuvable");
    folder_write(&fixture->folder, "autre.yaml", "code: 4829\n" PHRASE);
    folder_path(&fixture->folder, "autre.yaml", other);
    assert_int_equal(symlink(other, fixture->path), 0);
    expect_refused(fixture, "link", 1, "pas un fichier");
    unlink(fixture->path);
    assert_int_equal(symlink("/dev/zero", fixture->path), 0);
    expect_refused(fixture, "link to a device", 1, "pas un fichier");
    unlink(fixture->path);
    assert_int_equal(mkfifo(fixture->path, 0600), 0);
    expect_refused(fixture, "pipe", 1, "pas un fichier");
    unlink(fixture->path);
    assert_int_equal(mkdir(fixture->path, 0700), 0);
    expect_refused(fixture, "folder", 1, "pas un fichier");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_good, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_not_a_file, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
