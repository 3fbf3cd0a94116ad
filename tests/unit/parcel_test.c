/* parcel_test.c: files put onto a stick whole or not at all. What needs a real mount (full,
 * read-only, pulled) is in tests/stick. */
#include "unit/unit.h"

#include "base/arr.h"
#include "stick/parcel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>

static char big[200000];

static const struct parcel_file files[] = {
    {"bilan.html", "<p>un bilan</p>\n", 16, false},
    {"bilan.csv", "", 0, false},
    {"counts.db", big, sizeof big, false},
};

enum { FILES = sizeof files / sizeof *files };

static int make(void **state)
{
    static struct folder stick;
    folder_make(&stick);
    for (size_t i = 0; i < sizeof big; i++) {
        big[i] = (char)(i * 31 % 251);
    }
    *state = &stick;
    return 0;
}

static int drop(void **state)
{
    folder_remove(*state);
    return 0;
}

static bool is_there(const struct folder *stick, const char *name)
{
    char path[FILE_PATH_MAX];
    struct stat status;
    folder_path(stick, name, path);
    return lstat(path, &status) == 0;
}

/* How many names stand in a folder of the stick ("" for the stick itself). */
static size_t names_in(const struct folder *stick, const char *name)
{
    char path[FILE_PATH_MAX];
    struct arena arena = {0};
    folder_path(stick, name, path);
    char **names = file_list(&arena, path, "", NULL);
    size_t n = 0;
    while (names && names[n]) {
        n++;
    }
    arena_release(&arena);
    return n;
}

static void expect_whole(const struct folder *stick, const char *name)
{
    assert_int_equal(names_in(stick, name), FILES);
    for (size_t i = 0; i < FILES; i++) {
        char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
        struct str bytes = {0};
        folder_path(stick, name, folder);
        assert_true(file_join(path, folder, files[i].name));
        assert_true(file_read(path, sizeof big, &bytes, NULL));
        assert_int_equal(bytes.n, files[i].n);
        assert_memory_equal(str_text(&bytes), files[i].bytes, files[i].n);
        str_release(&bytes);
    }
}

static void deliver(const struct folder *stick, const char *expected)
{
    char name[PARCEL_NAME_MAX];
    struct err err = {{0}};
    if (!parcel_deliver(stick->path, "borne-jour", files, FILES, name, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(name, expected);
    expect_whole(stick, name);
}

static void refuse(const char *folder, const char *words)
{
    char name[PARCEL_NAME_MAX];
    struct err err = {{0}};
    assert_false(parcel_deliver(folder, "borne-jour", files, FILES, name, &err));
    assert_string_equal(name, "");
    if (!strstr(err.text, words)) {
        fail_msg("no « %s » in: %s", words, err.text);
    }
    assert_non_null(strstr(err.text, "Rien n’est perdu"));
    assert_true(strlen(err.text) < 240); /* a line of the staff screen */
}

static void test_delivers_and_counts_on(void **state)
{
    deliver(*state, "borne-jour");
    deliver(*state, "borne-jour-2");
    deliver(*state, "borne-jour-3");
    assert_int_equal(names_in(*state, ""), 3);
}

static void test_uses_a_left_over_again(void **state)
{
    folder_write(*state, "borne-jour.partiel/bilan.html", "<p>la moi");
    folder_write(*state, "borne-jour.partiel/counts.db", "");
    deliver(*state, "borne-jour");
    assert_int_equal(names_in(*state, ""), 1);
}

static void test_leaves_what_is_not_ours(void **state)
{
    const struct folder *stick = *state;
    char path[FILE_PATH_MAX], away[FILE_PATH_MAX];
    folder_write(stick, "borne-jour.partiel/bilan.html", "gardé");
    folder_write(stick, "borne-jour.partiel/vacances.jpg", "gardé");
    folder_write(stick, "borne-jour-2.partiel", "un fichier");
    folder_write(stick, "borne-jour-3/autre", "un dossier");
    folder_write(stick, "ailleurs/bilan.html", "ailleurs");
    folder_path(stick, "ailleurs", away);
    folder_path(stick, "borne-jour-4.partiel", path); /* links, at every place a name may be */
    assert_int_equal(symlink(away, path), 0);
    folder_path(stick, "borne-jour-5", path);
    assert_int_equal(symlink("nulle-part", path), 0);
    folder_path(stick, "borne-jour-6.partiel", path);
    assert_int_equal(mkdir(path, 0755), 0);
    folder_path(stick, "borne-jour-6.partiel/counts.db", path);
    assert_int_equal(symlink("../ailleurs/bilan.html", path), 0);
    folder_write(stick, "borne-jour-7.partiel/bilan.csv/dedans", "un dossier");
    deliver(stick, "borne-jour-8");
    assert_int_equal(names_in(stick, "borne-jour.partiel"), 2);
    assert_int_equal(names_in(stick, "ailleurs"), 1);
    assert_int_equal(names_in(stick, "borne-jour-6.partiel"), 1);
    assert_int_equal(names_in(stick, "borne-jour-7.partiel/bilan.csv"), 1);
    assert_true(is_there(stick, "borne-jour-2.partiel") && !is_there(stick, "borne-jour-2"));
    assert_false(is_there(stick, "nulle-part"));
}

static void test_two_at_once_keep_apart(void **state)
{
    const struct folder *stick = *state;
    char path[FILE_PATH_MAX];
    folder_write(stick, "borne-jour.partiel/bilan.html", "en cours");
    folder_path(stick, "borne-jour.partiel", path);
    int other = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(flock(other, LOCK_EX | LOCK_NB), 0);
    deliver(stick, "borne-jour-2");
    assert_int_equal(names_in(stick, "borne-jour.partiel"), 1);
    close(other);
}

static void test_says_what_no_stick_is(void **state)
{
    const struct folder *stick = *state;
    char path[FILE_PATH_MAX];
    folder_path(stick, "absente", path);
    refuse(path, "retirée");
    folder_write(stick, "fichier", "");
    folder_path(stick, "fichier", path);
    refuse(path, "Ce n’est pas une clé");
    assert_int_equal(names_in(stick, ""), 1);
}

static void test_too_large_a_file_is_taken_back(void **state)
{
    struct rlimit before, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    refuse(((const struct folder *)*state)->path, "n’accepte pas");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(names_in(*state, ""), 0);
    deliver(*state, "borne-jour");
}

static void test_stops_at_ninety_nine(void **state)
{
    char name[64];
    folder_write(*state, "borne-jour", "");
    for (int i = 2; i <= 99; i++) {
        snprintf(name, sizeof name, "borne-jour-%d", i);
        folder_write(*state, name, "");
    }
    refuse(((const struct folder *)*state)->path, "trop de bilans");
    assert_int_equal(names_in(*state, ""), 99);
}

static void test_slugs(void **state)
{
    static const struct {
        const char *name, *slug;
    } rows[] = {
        {"Hall A", "hall-a"},
        {"Journée « santé » – Hôpital d’Évreux", "journee-sante-hopital-d-evreux"},
        {"ŒUVRE cœur Ægir Straße", "oeuvre-coeur-aegir-strasse"},
        {"Pape\u02BBete, P\u0101pe\u02BBete", "pape-ete-pape-ete"},
        {"E\u0301te\u0301", "ete"},
        {"../../etc/passwd", "etc-passwd"},
        {"CON", "con"},
        {"a\\b:c*d?e\"f<g>h|i.", "a-b-c-d-e-f-g-h-i"},
        {"---", "stand"},
        {"", "stand"},
        {"معرض", "stand"},
        {"\xff\xfe", "stand"},
        {"0123456789012345678901234567890123456789xyz", "0123456789012345678901234567890123456789"},
        {"012345678901234567890123456789012345678 xyz", "012345678901234567890123456789012345678"},
        {"012345678901234567890123456789012345678\u00E6",
         "012345678901234567890123456789012345678a"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char slug[PARCEL_SLUG_MAX];
        parcel_slug(slug, rows[i].name);
        assert_string_equal(slug, rows[i].slug);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_delivers_and_counts_on, make, drop),
        cmocka_unit_test_setup_teardown(test_uses_a_left_over_again, make, drop),
        cmocka_unit_test_setup_teardown(test_leaves_what_is_not_ours, make, drop),
        cmocka_unit_test_setup_teardown(test_two_at_once_keep_apart, make, drop),
        cmocka_unit_test_setup_teardown(test_says_what_no_stick_is, make, drop),
        cmocka_unit_test_setup_teardown(test_too_large_a_file_is_taken_back, make, drop),
        cmocka_unit_test_setup_teardown(test_stops_at_ninety_nine, make, drop),
        cmocka_unit_test(test_slugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
