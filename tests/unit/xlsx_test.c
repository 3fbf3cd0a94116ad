/* report/xlsx: that a workbook is written whole or not at all, whatever the names hold. What its
 * cells say is read back by tests/report/sheets.sh. */
#include "report/xlsx_parts.h"
#include "report_unit.h"
#include "unit.h"

#include <signal.h>
#include <sys/resource.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const int64_t nov21_09h = 1795248000; /* 2026-11-21 09:00 in Paris */

static const struct source_kiosk paris = {"k1", "Borne A", "CHU", "Bretagne", "Europe/Paris",
                                          "",   "",        "",    0};

static const struct source_stand stands[] = {
    {&paris, "s1", "Hall", "CHU", "stand", 1795248000, 0, false, "", "", "", ""},
    {&paris, "k1", "Borne A", "", "affichage", 0, 0, false, "", "", "", ""},
    {&paris, "s2", "Salle", "", "atelier", 1795248000, 1795251600, true, "", "", "", ""},
};

static const struct report_row rows[] = {
    {0, 1795248000, ORIGIN_KIOSK, "visit.started", "", 12},
    {0, 1795248000, ORIGIN_STAFF, "people.met", "", 3},
    {1, 1795248000, ORIGIN_KIOSK, "test.futur", "x", 1},
    {2, 1795248000, ORIGIN_STAFF, "question.heard", "piratage", 2},
};

static bool write_rows(const char *path, const struct source_stand *some, size_t stand_count,
                       const struct report_row *few, size_t row_count, struct err *err)
{
    static const char *const remarks[] = {"une remarque \x01 avec =1+1", "\xFF"};
    const struct html_about about = {
        "9.9", {{2026, 11, 21}, 17, 4, 0, 5, 3600}, remarks, COUNT(remarks)};
    const struct report_input input = {some, stand_count, few, row_count};
    const struct report_filter filter = {0};
    struct report report;
    report_build(&report, &input, &filter);
    struct digest digest = digest_of(&report);
    bool ok = xlsx_write(path, &report, &digest, NULL, &about, err);
    digest_release(&digest);
    report_release(&report);
    return ok;
}

static bool write_usual(const char *path, struct err *err)
{
    return write_rows(path, stands, COUNT(stands), rows, COUNT(rows), err);
}

/* The only name in the folder is this one. */
static void expect_alone(const struct folder *folder, const char *name)
{
    struct arena arena = {0};
    char **names = file_list(&arena, folder->path, "", NULL);
    assert_non_null(names[0]);
    assert_string_equal(names[0], name);
    assert_null(names[1]);
    arena_release(&arena);
}

static void test_replaces(void **state)
{
    (void)state;
    struct folder folder;
    struct str first = {0}, second = {0};
    struct err err = {0};
    char path[FILE_PATH_MAX];
    folder_make(&folder);
    folder_write(&folder, "bilan.xlsx", "the one before");
    folder_path(&folder, "bilan.xlsx", path);
    assert_true(write_usual(path, &err));
    assert_true(file_read(path, 1 << 20, &first, &err));
    assert_true(first.n > 4000);
    assert_memory_equal(first.at, "PK\3\4", 4);
    assert_true(write_usual(path, &err));
    assert_true(file_read(path, 1 << 20, &second, &err));
    assert_int_equal(first.n, second.n); /* the same counts, the same bytes */
    assert_memory_equal(first.at, second.at, first.n);
    expect_alone(&folder, "bilan.xlsx");
    str_release(&first);
    str_release(&second);
    folder_remove(&folder);
}

static void test_bad_folder(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(write_usual("/tmp/borne-unit-nowhere/bilan.xlsx", &err));
    assert_non_null(strstr(err.text, "/tmp/borne-unit-nowhere/bilan.xlsx: écriture impossible"));
    assert_false(write_usual("/tmp", &err));
    assert_non_null(strstr(err.text, "/tmp: écriture impossible"));
}

/* The file of before stands whole, and nothing beside it. */
static void expect_refused(const struct folder *folder, const char *words)
{
    struct str text = {0};
    struct err err = {0};
    char path[FILE_PATH_MAX];
    folder_write(folder, "bilan.xlsx", "the one before");
    folder_path(folder, "bilan.xlsx", path);
    assert_false(write_usual(path, &err));
    assert_true(str_starts(err.text, path));
    assert_non_null(strstr(err.text, words));
    assert_true(file_read(path, 100, &text, NULL));
    assert_string_equal(str_text(&text), "the one before");
    expect_alone(folder, "bilan.xlsx");
    str_release(&text);
}

static void test_no_room(void **state)
{
    (void)state;
    struct folder folder;
    struct rlimit usual, small;
    const char *before = getenv("TMPDIR");
    char *kept = before ? mem_copy(before, strlen(before)) : NULL;
    folder_make(&folder);
    setenv("TMPDIR", "/tmp/borne-unit-nowhere", 1);
    expect_refused(&folder, "/tmp/borne-unit-nowhere: dossier temporaire illisible");
    if (kept) {
        setenv("TMPDIR", kept, 1);
    } else {
        unsetenv("TMPDIR");
    }
    free(kept);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    small = usual;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    expect_refused(&folder, "ulimit");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
    signal(SIGXFSZ, SIG_DFL);
    folder_remove(&folder);
}

static void test_any_names(void **state)
{
    (void)state;
    enum { LONG = 40000 };
    static const char *const names[] = {
        "=1+1",
        "+cmd|' /C calc'!A0",
        "a\x01\x08\x0B\x1F\x7F",
        "\xFF\xFE",
        "\xEF\xBF\xBE\xEF\xBF\xBF",
        "]]><&\"'",
        "{=SUM(A1)}",
        "_x0000_",
        "https://example.org",
        "internal:Stands!A1",
        "",
    };
    struct folder folder;
    struct err err = {0};
    char path[FILE_PATH_MAX];
    folder_make(&folder);
    folder_path(&folder, "bilan.xlsx", path);
    char *endless = mem_alloc(4 * LONG + 1);
    for (int i = 0; i < LONG; i++) {
        memcpy(endless + 4 * i, "\xF0\x9F\x98\x80", 4);
    }
    for (size_t i = 0; i <= COUNT(names); i++) {
        const char *name = i < COUNT(names) ? names[i] : endless;
        const struct source_kiosk kiosk = {"k", name, name, name, "nowhere", "", "", "", 0};
        const struct source_stand stand[] = {
            {&kiosk, "s", name, name, name, INT64_MAX / 4, -1, false, "", "", "", ""}};
        const struct report_row row[] = {
            {0, nov21_09h, ORIGIN_KIOSK, "faq.opened", name, INT64_MAX},
            {0, -99999999999999, ORIGIN_STAFF, name, name, 1},
        };
        if (!write_rows(path, stand, 1, row, COUNT(row), &err)) {
            fail_msg("name %zu: %s", i, err.text);
        }
    }
    free(endless);
    folder_remove(&folder);
}

static void test_nothing(void **state)
{
    (void)state;
    struct folder folder;
    struct err err = {0};
    char path[FILE_PATH_MAX];
    folder_make(&folder);
    folder_path(&folder, "bilan.xlsx", path);
    assert_true(write_rows(path, NULL, 0, NULL, 0, &err));
    expect_alone(&folder, "bilan.xlsx");
    folder_remove(&folder);
}

static void test_cells(void **state)
{
    (void)state;
    struct book book = {.bytes = 0};
    struct str clean = {0};
    book_clean(&book, &clean, "a\tb\n\x01\xFF=1\xEF\xBF\xBF");
    assert_string_equal(str_text(&clean), "a b  \xEF\xBF\xBD=1 ");
    book_clean(&book, &clean, "_x0041_ _x004_ _x0041_x0042_");
    assert_string_equal(str_text(&clean), "_x005F_x0041_ _x004_ _x005F_x0041_x005F_x0042_");
    char *text = mem_alloc(40001);
    memset(text, 'x', 40000);
    book_clean(&book, &clean, text);
    assert_int_equal(clean.n, 32766 + strlen("…"));
    text[32766] = '\0';
    book_clean(&book, &clean, text);
    assert_int_equal(clean.n, 32766);
    assert_true(book.bytes > 2 * 32766);
    free(text);
    str_release(&clean);
}

static void test_a_full_sheet(void **state)
{
    (void)state;
    static const struct {
        size_t hours;
        int64_t left_out;
    } cases[] = {{0, 0}, {1048575, 0}, {1048576, 2}, {2000000, 951426}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct report report = {.hours = {.n = cases[i].hours}};
        const struct book book = {.report = &report};
        assert_int_equal(hours_left_out(&book), cases[i].left_out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replaces),     cmocka_unit_test(test_bad_folder),
        cmocka_unit_test(test_no_room),      cmocka_unit_test(test_any_names),
        cmocka_unit_test(test_nothing),      cmocka_unit_test(test_cells),
        cmocka_unit_test(test_a_full_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
