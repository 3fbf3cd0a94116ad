/* A copy of a database that somebody counts into: whole, of one instant, readable anywhere. */
#include "store_unit.h"

#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/wait.h>

/* Writes a copy to a file of its own, and opens it as from a read-only stick. */
static sqlite3 *open_copy(const struct str *bytes, const char *name)
{
    char uri[FILE_PATH_MAX + 32];
    sqlite3 *db;
    assert_true(file_replace(at(name), bytes->at, bytes->n, NULL));
    snprintf(uri, sizeof uri, "file:%s?immutable=1", at(name));
    assert_int_equal(sqlite3_open_v2(uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL),
                     SQLITE_OK);
    return db;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *rows;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(rows, 0);
    sqlite3_finalize(rows);
    return value;
}

static void expect_good(sqlite3 *db)
{
    assert_int_equal(ask(db, "SELECT quick_check = 'ok' FROM pragma_quick_check"), 1);
    assert_int_equal(ask(db, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), 1);
    assert_int_equal(ask(db, "PRAGMA user_version"), 2);
}

static void holds_what_is_only_in_the_wal(void **state)
{
    (void)state;
    struct str bytes = {0};
    struct err err = {{0}};
    str_add(&bytes, "what was there before");
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_PEOPLE_MET, "", 7, NOW);
    assert_true(stand_is_opened(store, "Forum", "", "stand", NOW, NULL));
    store_add(store, COUNTER_PEOPLE_MET, "", 5, NOW);
    assert_true(store_flush(store, NULL));
    assert_true(file_is_file(at("counts.db-wal")));
    assert_true(backup_read(at("counts.db"), &bytes, &err));
    assert_int_equal(bytes.n % 4096, 0);
    assert_int_equal(bytes.at[18], 1);
    assert_int_equal(bytes.at[19], 1);
    sqlite3 *db = open_copy(&bytes, "copy.db");
    expect_good(db);
    assert_int_equal(ask(db, "SELECT sum(n) FROM tally"), 12);
    assert_int_equal(ask(db, "SELECT sum(n) FROM tally JOIN stand ON id = stand_id"
                             " WHERE name = 'Forum'"),
                     5);
    sqlite3_close(db);
    store_add(store, COUNTER_PEOPLE_MET, "", 1, NOW); /* the kiosk goes on undisturbed */
    assert_int_equal(store_total(store, COUNTER_PEOPLE_MET, NULL), 13);
    store_close(store);
    /* And of a kiosk that is off; then that one counts again. */
    assert_true(backup_read(at("counts.db"), &bytes, &err));
    db = open_copy(&bytes, "copy.db");
    assert_int_equal(ask(db, "SELECT sum(n) FROM tally"), 13);
    sqlite3_close(db);
    str_release(&bytes);
    count_one();
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 14);
    assert_int_equal(files_ending(".aside.db"), 0);
}

/* Two rows that are alike after every commit, and a number that only grows. */
struct counting {
    char path[FILE_PATH_MAX];
    atomic_bool stop;
    atomic_int committed;
};

static void *count_on(void *context)
{
    struct counting *counting = context;
    static const char sql[] = "BEGIN IMMEDIATE;"
                              "UPDATE tally SET n = n + 1 WHERE item = 'left';"
                              "INSERT INTO tally SELECT 's', max(hour) + 3600, 'kiosk', "
                              "'link.shown', 'pad', 0 FROM tally;"
                              "UPDATE tally SET n = n + 1 WHERE item = 'right';"
                              "COMMIT";
    sqlite3 *db;
    int code = sqlite3_open(counting->path, &db);
    sqlite3_busy_timeout(db, 5000);
    while (code == SQLITE_OK && !counting->stop) {
        code = sqlite3_exec(db, sql, NULL, NULL, NULL);
        counting->committed += code == SQLITE_OK;
    }
    sqlite3_close(db);
    return code == SQLITE_OK ? NULL : counting;
}

static void of_one_instant_while_counting(void **state)
{
    (void)state;
    struct counting counting = {.stop = false};
    str_fit(counting.path, sizeof counting.path, at("counts.db"));
    count_one();
    run(counting.path, "PRAGMA journal_mode = WAL;"
                       "INSERT INTO tally VALUES('s', 3600, 'kiosk', 'link.shown', 'left', 0),"
                       "('s', 3600, 'kiosk', 'link.shown', 'right', 0)");
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, count_on, &counting), 0);
    struct str bytes = {0};
    for (int i = 0; i < 40; i++) {
        struct err err = {{0}};
        int before = counting.committed;
        if (!backup_read(counting.path, &bytes, &err)) {
            fail_msg("%s", err.text);
        }
        int after = counting.committed;
        sqlite3 *db = open_copy(&bytes, "copy.db");
        expect_good(db);
        int64_t left = ask(db, "SELECT n FROM tally WHERE item = 'left'");
        assert_int_equal(left, ask(db, "SELECT n FROM tally WHERE item = 'right'"));
        assert_int_equal(left, ask(db, "SELECT count(*) FROM tally WHERE item = 'pad'"));
        assert_in_range(left, before, after + 1);
        sqlite3_close(db);
    }
    counting.stop = true;
    void *failed;
    pthread_join(thread, &failed);
    assert_null(failed);
    assert_true(counting.committed > 0);
    str_release(&bytes);
}

static void other_page_sizes(void **state)
{
    (void)state;
    struct str bytes = {0};
    count_one();
    run(at("counts.db"), "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM");
    assert_true(backup_read(at("counts.db"), &bytes, NULL));
    sqlite3 *db = open_copy(&bytes, "copy.db");
    expect_good(db);
    assert_int_equal(ask(db, "PRAGMA page_size"), 1024);
    assert_int_equal(ask(db, "SELECT sum(n) FROM tally"), 1);
    sqlite3_close(db);
    str_release(&bytes);
}

static int64_t file_size(const char *path, const char *ending)
{
    char name[FILE_PATH_MAX + 8];
    struct stat status;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &status) == 0 ? (int64_t)status.st_size : -1;
}

/* A card that turned read-only: the counts can still be taken away. */
static void of_a_read_only_disk(void **state)
{
    (void)state;
    char place[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct str bytes = {0};
    struct err err = {{0}};
    str_fit(place, sizeof place, at("small"));
    mkdir(place, 0755);
    if (mount("none", place, "tmpfs", 0, "size=4m") != 0) {
        print_message("left out: a tmpfs cannot be mounted here (%s)\n", err_reason(errno));
        skip();
    }
    assert_true(file_join(path, place, "counts.db"));
    for (int killed = 0; killed < 2; killed++) { /* stopped as it should be, or not */
        pid_t child = fork();
        if (child == 0) {
            struct store *store = store_open(place, &paris, (struct moment){NOW, 0}, NULL);
            store_add(store, COUNTER_PEOPLE_MET, "", 7, NOW);
            store_flush(store, NULL);
            if (!killed) {
                store_close(store);
            }
            raise(SIGKILL);
        }
        assert_int_equal(waitpid(child, NULL, 0), child);
        assert_int_equal(file_size(path, "-wal") > 0, killed);
        assert_int_equal(mount("none", place, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
        if (!backup_read(path, &bytes, &err)) {
            fail_msg("%s", err.text);
        }
        assert_int_equal(mount("none", place, NULL, MS_REMOUNT, NULL), 0);
        sqlite3 *db = open_copy(&bytes, "copy.db");
        expect_good(db);
        assert_int_equal(ask(db, "SELECT sum(n) FROM tally"), killed ? 14 : 7);
        sqlite3_close(db);
    }
    str_release(&bytes);
    umount(place);
}

static void expect_refused(const char *path, const char *word)
{
    struct str bytes = {0};
    struct err err = {{0}};
    str_add(&bytes, "what was there before");
    assert_false(backup_read(path, &bytes, &err));
    assert_int_equal(bytes.n, 0);
    assert_non_null(strstr(err.text, path));
    if (!strstr(err.text, word)) {
        fail_msg("%s", err.text);
    }
    str_release(&bytes);
}

static void bad_files_are_named(void **state)
{
    (void)state;
    char noise[4000];
    memset(noise, 0x5a, sizeof noise);
    expect_refused(at("none.db"), "fichier");
    expect_refused(folder, "fichier");
    assert_true(file_replace(at("empty.db"), "", 0, NULL));
    expect_refused(at("empty.db"), "ne contient rien");
    assert_true(file_replace(at("text.db"), noise, sizeof noise, NULL));
    expect_refused(at("text.db"), "not a database");
    run(at("foreign.db"), "CREATE TABLE recette(nom)");
    expect_refused(at("foreign.db"), "base de comptes");
    run(at("newer.db"), "PRAGMA user_version = 3; CREATE TABLE t(x)");
    expect_refused(at("newer.db"), "version plus récente");
    count_one();
    assert_int_equal(truncate(at("counts.db"), 9000), 0);
    expect_refused(at("counts.db"), "malformed");
    unlink(at("counts.db"));
    count_one();
    int file = open(at("counts.db"), O_WRONLY);
    assert_int_equal(pwrite(file, noise, sizeof noise, 4096 + 48), sizeof noise);
    close(file);
    expect_refused(at("counts.db"), "ndommagée");
}

static void a_locked_file_says_so(void **state)
{
    (void)state;
    sqlite3 *db;
    count_one();
    run(at("counts.db"), "PRAGMA journal_mode = DELETE");
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    expect_refused(at("counts.db"), "retient");
    sqlite3_close(db);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(holds_what_is_only_in_the_wal),
        TEST(of_one_instant_while_counting),
        TEST(other_page_sizes),
        TEST(of_a_read_only_disk),
        TEST(bad_files_are_named),
        TEST(a_locked_file_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
