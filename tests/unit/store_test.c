/* The counts of one kiosk under everything that can happen to its folder. */
#include "store_unit.h"

#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>

static void counts_and_comes_back(void **state)
{
    (void)state;
    char first[256], second[256];
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    store_add(store, COUNTER_SLIDE_SHOWN, "dmp", 1, NOW);
    store_add(store, COUNTER_SLIDE_SHOWN, "ordonnances", 4, NOW);
    store_add(store, COUNTER_PEOPLE_MET, "", 5, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 3);
    assert_int_equal(store_total(store, COUNTER_SLIDE_SHOWN, NULL), 5);
    assert_int_equal(store_total(store, COUNTER_SLIDE_SHOWN, "dmp"), 1);
    assert_int_equal(store_total(store, COUNTER_SLIDE_SHOWN, ""), 0);
    assert_true(store_flush(store, NULL));
    assert_string_equal(store_fault(store), "");
    store_close(store);
    const char *db = at("counts.db");
    assert_int_equal(number(db, "PRAGMA user_version"), 2);
    assert_int_equal(number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), 3);
    assert_int_equal(number(db, "SELECT count(*) FROM tally"), 4);
    assert_int_equal(number(db, "SELECT n FROM tally WHERE origin = 'staff'"), 5);
    assert_int_equal(number(db, "SELECT count(*) FROM tally WHERE hour = 1795248000"), 4);
    text(first, db, "SELECT id || name || site || region || timezone FROM kiosk");
    assert_non_null(strstr(first, "HallCHUBretagneEurope/Paris"));
    assert_int_equal(first[14], '4'); /* a UUID of version 4 */

    struct store_kiosk renamed = {.name = "Grand hall", .site = "CHU", .timezone = "Europe/Paris"};
    store = open_at(folder, &renamed);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 4);
    store_close(store);
    text(second, db, "SELECT id || name || region FROM kiosk");
    assert_memory_equal(first, second, 36);
    assert_non_null(strstr(second, "Grand hall"));
    assert_int_equal(number(db, "SELECT count(*) FROM stand WHERE name = 'Grand hall'"
                                " AND kind = 'affichage' AND opened_at > 0"),
                     1);
    assert_int_equal(number(db, "SELECT count(*) FROM stand"), 1);
}

static void folds_by_itself(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    assert_true(store_flush(store, NULL));
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    /* No call from here on: only the worker can bring it into the database. */
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    int64_t found = 0, ms = 0;
    while (found == 0 && ms < 10000) {
        sqlite3_stmt *rows;
        sqlite3_prepare_v2(db, "SELECT coalesce(sum(n), 0) FROM tally", -1, &rows, NULL);
        sqlite3_step(rows);
        found = sqlite3_column_int64(rows, 0);
        sqlite3_finalize(rows);
        clock_gettime(CLOCK_MONOTONIC, &now);
        ms = (now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000;
    }
    sqlite3_close(db);
    assert_int_equal(found, 1);
    store_close(store);
}

static void hours_of(const char *zone, const int64_t *walls, const int64_t *hours, int n)
{
    struct store_kiosk kiosk = {.name = "Hall", .timezone = zone};
    struct store *store = open_at(folder, &kiosk);
    for (int i = 0; i < n; i++) {
        char item[8], sql[128];
        snprintf(item, sizeof item, "%d", i);
        store_add(store, COUNTER_FAQ_OPENED, item, 1, walls[i]);
        assert_true(store_flush(store, NULL));
        snprintf(sql, sizeof sql, "SELECT hour FROM tally WHERE item = '%d'", i);
        assert_int_equal(number(at("counts.db"), sql), hours[i]);
    }
    store_close(store);
}

static void hours_in_paris_across_both_changes(void **state)
{
    (void)state;
    /* 2026-10-25: 03:00 is 02:00 again at 01:00 UTC. 2026-03-29: no 02:00, at 01:00 UTC. */
    static const int64_t walls[] = {1792886399, 1792886400, 1792889999, 1792890000,
                                    1792893600, 1774745999, 1774746000, 1774749600};
    static const int64_t hours[] = {1792882800, 1792886400, 1792886400, 1792890000,
                                    1792893600, 1774742400, 1774746000, 1774749600};
    hours_of("Europe/Paris", walls, hours, 8);
}

static void hours_in_the_marquesas(void **state)
{
    (void)state;
    /* UTC-9:30: a local hour starts at half past. */
    static const int64_t walls[] = {1795249799, 1795249800, 1795253399, 1795253400, -1};
    static const int64_t hours[] = {1795246200, 1795249800, 1795249800, 1795253400, -1800};
    hours_of("Pacific/Marquesas", walls, hours, 5);
}

static void long_items_are_cut_between_letters(void **state)
{
    (void)state;
    char item[COUNTER_ITEM_MAX * 2 + 1] = "", kept[256];
    for (int i = 0; i < COUNTER_ITEM_MAX; i++) {
        memcpy(item + i * 2, "é", 3);
    }
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_FAQ_OPENED, item, 1, NOW);
    assert_int_equal(store_total(store, COUNTER_FAQ_OPENED, item), 1);
    store_close(store);
    text(kept, at("counts.db"), "SELECT item FROM tally");
    assert_int_equal(strlen(kept), 62);
}

static void second_process_is_refused(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    struct err err = {{0}};
    assert_null(store_open(folder, &paris, (struct moment){NOW, 0}, &err));
    assert_non_null(strstr(err.text, folder));
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    store_close(store);
    store = open_at(folder, &paris);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 1);
    store_close(store);
}

/* A simulated month comes faster than any finger. */
static void many_keys_in_no_time(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    for (int i = 0; i < 10000; i++) {
        store_add(store, COUNTER_SLIDE_SHOWN, i % 2 ? "a" : "b", 1, NOW + i * 3600);
    }
    assert_int_equal(store_total(store, COUNTER_SLIDE_SHOWN, NULL), 10000);
    assert_string_equal(store_fault(store), "");
    store_close(store);
    assert_int_equal(number(at("counts.db"), "SELECT count(*) FROM tally"), 10000);
}

static void full_bank_says_so(void **state)
{
    (void)state;
    struct store *store = open_at(NULL, &paris);
    for (int i = 0; i < JOURNAL_SLOTS; i++) {
        char item[16];
        snprintf(item, sizeof item, "%d", i);
        store_add(store, COUNTER_FAQ_OPENED, item, 1, NOW);
    }
    assert_null(strstr(store_fault(store), "pleine"));
    store_add(store, COUNTER_FAQ_OPENED, "one more", 1, NOW);
    store_add(store, COUNTER_FAQ_OPENED, "and another", 1, NOW);
    store_add(store, COUNTER_FAQ_OPENED, "0", 9, NOW); /* a known key always has room */
    assert_non_null(strstr(store_fault(store), "pleine"));
    assert_int_equal(store_total(store, COUNTER_FAQ_OPENED, NULL), JOURNAL_SLOTS + 9);
    assert_false(store_flush(store, NULL));
    store_close(store);
    const char *line = strstr(str_text(&logged), "pleine");
    assert_non_null(line);
    assert_null(strstr(line + 1, "pleine"));
}

static void counts_in_memory_where_no_folder_can_be(void **state)
{
    (void)state;
    assert_true(file_replace(at("plain"), "x", 1, NULL));
    char under[FILE_PATH_MAX];
    str_fit(under, sizeof under, at("plain/data"));
    struct store *store = open_at(under, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    struct err err = {{0}};
    assert_false(store_flush(store, &err));
    assert_string_not_equal(err.text, "");
    assert_non_null(strstr(store_fault(store), "plain/data"));
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 2);
    /* It mends itself, with what was counted meanwhile. */
    unlink(at("plain"));
    assert_true(store_flush(store, &err));
    assert_string_equal(store_fault(store), "");
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    store_close(store);
    char db[FILE_PATH_MAX];
    assert_true(file_join(db, under, "counts.db"));
    assert_int_equal(number(db, "SELECT sum(n) FROM tally"), 3);
}

static void fill(const char *name)
{
    char bytes[4096] = {0};
    int file = open(name, O_WRONLY | O_CREAT, 0644);
    for (size_t n = sizeof bytes; n > 0;) {
        n = write(file, bytes, n) > 0 ? n : n / 2;
    }
    close(file);
}

static bool mount_small(char place[FILE_PATH_MAX], const char *size)
{
    str_fit(place, FILE_PATH_MAX, at("small"));
    mkdir(place, 0755);
    if (mount("none", place, "tmpfs", 0, size) != 0) {
        print_message("left out: a small tmpfs cannot be mounted here (%s)\n", err_reason(errno));
        return false;
    }
    return true;
}

/* Full from the first moment, then emptied. */
static void starts_on_a_full_disk(void **state)
{
    (void)state;
    char place[FILE_PATH_MAX], filler[FILE_PATH_MAX], db[FILE_PATH_MAX];
    if (!mount_small(place, "size=600k")) {
        skip();
    }
    assert_true(file_join(filler, place, "filler") && file_join(db, place, "counts.db"));
    fill(filler);
    struct store *store = open_at(place, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    assert_false(store_flush(store, NULL));
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_false(store_flush(store, NULL));
    assert_string_not_equal(store_fault(store), "");
    assert_non_null(strstr(store_fault(store), "plein"));
    unlink(filler);
    assert_true(store_flush(store, NULL));
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 3);
    assert_string_equal(store_fault(store), "");
    store_close(store);
    assert_int_equal(number(db, "SELECT sum(n) FROM tally"), 3);
    assert_null(strstr(str_text(&logged), "aside"));
    umount(place);
}

static void disk_fills_up_meanwhile(void **state)
{
    (void)state;
    char place[FILE_PATH_MAX], filler[FILE_PATH_MAX], db[FILE_PATH_MAX];
    if (!mount_small(place, "size=600k")) {
        skip();
    }
    assert_true(file_join(filler, place, "filler") && file_join(db, place, "counts.db"));
    struct store *store = open_at(place, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    fill(filler);
    int64_t added = 1;
    bool refused = false;
    for (int i = 0; i < 100 && !refused; i++, added++) {
        store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW + i * 3600);
        refused = !store_flush(store, NULL);
    }
    assert_true(refused);
    assert_string_not_equal(store_fault(store), "");
    assert_null(strstr(store_fault(store), "mémoire")); /* the journal has its blocks */
    store_add(store, COUNTER_VISIT_STARTED, "", 5, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), added + 5);
    store_close(store); /* still full */
    unlink(filler);
    store = open_at(place, &paris);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), added + 5);
    assert_string_equal(store_fault(store), "");
    store_close(store);
    assert_int_equal(number(db, "SELECT sum(n) FROM tally"), added + 5);
    umount(place);
}

static void locked_database_loses_nothing(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    struct err err = {{0}};
    assert_false(store_flush(store, &err));
    assert_non_null(strstr(store_fault(store), "retient"));
    store_add(store, COUNTER_VISIT_STARTED, "", 4, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 7);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_true(store_flush(store, NULL));
    assert_string_equal(store_fault(store), "");
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 7);
    store_close(store);
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 7);
}

/* Opens on a file that cannot be counted into; it must be kept, said, and done without. */
static void expect_set_aside(int asides)
{
    str_clear(&logged);
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 7, NOW);
    settle(store);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 7);
    assert_string_equal(store_fault(store), "");
    assert_non_null(strstr(store_remarks(store), "de côté"));
    store_close(store);
    assert_non_null(strstr(str_text(&logged), ".aside.db"));
    assert_int_equal(files_ending(".aside.db"), asides);
    assert_true(file_is_file(at("counts-2026-11-21T092000.aside.db")));
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 7);
}

static void damaged_database(void **state)
{
    (void)state;
    count_one();
    int file = open(at("counts.db"), O_WRONLY);
    char noise[4000];
    memset(noise, 0x5a, sizeof noise);
    assert_int_equal(pwrite(file, noise, sizeof noise, 0), sizeof noise);
    close(file);
    expect_set_aside(1);
}

static void truncated_database(void **state)
{
    (void)state;
    count_one();
    assert_int_equal(truncate(at("counts.db"), 9000), 0);
    expect_set_aside(1);
}

static void emptied_database(void **state)
{
    (void)state;
    count_one();
    assert_int_equal(truncate(at("counts.db"), 0), 0);
    assert_true(file_replace(at("counts.db-wal"), "what is left", 12, NULL));
    expect_set_aside(1); /* and the -wal goes with it */
    assert_true(file_is_file(at("counts-2026-11-21T092000.aside.db-wal")));
}

/* The database is gone and a -journal is left: played back into a new one, it would damage that. */
static void orphaned_rollback_journal(void **state)
{
    (void)state;
    count_one();
    run(at("counts.db"), "PRAGMA journal_mode = DELETE");
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    const char *half = "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;"
                       "CREATE TABLE big(a); WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1"
                       " FROM i WHERE n < 200) INSERT INTO big SELECT zeroblob(4000) FROM i";
    assert_int_equal(sqlite3_exec(db, half, NULL, NULL, NULL), SQLITE_OK);
    struct str hot = {0};
    assert_true(file_read(at("counts.db-journal"), 1 << 26, &hot, NULL));
    sqlite3_close(db);
    remove(at("counts.db"));
    assert_true(file_replace(at("counts.db-journal"), str_text(&hot), hot.n, NULL));
    str_release(&hot);
    count_one();
    assert_true(file_is_file(at("counts-2026-11-21T092000.aside.db-journal")));
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 1);
}

/* A link to a disk that is not mounted yet: waited for, never replaced by a new database. */
static void a_link_that_leads_nowhere_is_waited_for(void **state)
{
    (void)state;
    struct stat status;
    count_one();
    assert_int_equal(mkdir(at("away"), 0755), 0);
    assert_int_equal(rename(at("counts.db"), at("away/real.db")), 0);
    assert_int_equal(symlink("disk/real.db", at("counts.db")), 0);
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    assert_false(store_flush(store, NULL));
    assert_string_not_equal(store_fault(store), "");
    assert_int_equal(lstat(at("counts.db"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(rename(at("away"), at("disk")), 0);
    assert_true(store_flush(store, NULL));
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 3);
    store_close(store);
    assert_int_equal(number(at("disk/real.db"), "SELECT sum(n) FROM tally"), 3);
}

static void foreign_and_newer_databases(void **state)
{
    (void)state;
    run(at("counts.db"), "CREATE TABLE recette(nom)");
    expect_set_aside(1);
    run(at("counts.db"), "PRAGMA user_version = 3; ALTER TABLE stand DROP COLUMN departement");
    expect_set_aside(2); /* the same second: another name */
    assert_true(file_is_file(at("counts-2026-11-21T092000-2.aside.db")));
    assert_int_equal(number(at("counts-2026-11-21T092000-2.aside.db"), "SELECT n FROM tally"), 7);
}

static void merged_database_is_nobodys_own(void **state)
{
    (void)state;
    count_one();
    run(at("counts.db"), "INSERT INTO kiosk(id) VALUES('another')");
    expect_set_aside(1);
}

static void database_taken_away_while_counting(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    assert_int_equal(rename(at("counts.db"), at("moved.db")), 0);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW);
    assert_true(store_flush(store, NULL)); /* finds out, and has it all the same */
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 3);
    assert_non_null(strstr(store_remarks(store), "refaits"));
    store_close(store);
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 3);
}

static void foreign_journal(void **state)
{
    (void)state;
    static const char *const contents[] = {"liste de courses", ""};
    for (int i = 0; i < 2; i++) {
        assert_true(file_replace(at("counts.journal"), contents[i], strlen(contents[i]), NULL));
        count_one();
        assert_int_equal(files_ending(".aside.journal"), 1); /* an empty one is only new */
    }
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(counts_and_comes_back),
        TEST(folds_by_itself),
        TEST(hours_in_paris_across_both_changes),
        TEST(hours_in_the_marquesas),
        TEST(long_items_are_cut_between_letters),
        TEST(second_process_is_refused),
        TEST(many_keys_in_no_time),
        TEST(full_bank_says_so),
        TEST(counts_in_memory_where_no_folder_can_be),
        TEST(starts_on_a_full_disk),
        TEST(disk_fills_up_meanwhile),
        TEST(locked_database_loses_nothing),
        TEST(damaged_database),
        TEST(truncated_database),
        TEST(emptied_database),
        TEST(orphaned_rollback_journal),
        TEST(a_link_that_leads_nowhere_is_waited_for),
        TEST(foreign_and_newer_databases),
        TEST(merged_database_is_nobodys_own),
        TEST(database_taken_away_while_counting),
        TEST(foreign_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
