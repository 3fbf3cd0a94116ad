/* Stands opened and closed: each count at the right one, whatever dies meanwhile; and what is too
 * old goes. */
#include "store_unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

static void open_stand(struct store *store, const char *name, int64_t wall)
{
    struct err err = {{0}};
    if (!stand_is_opened(store, name, "CHU", "stand", wall, &err)) {
        fail_msg("%s", err.text);
    }
}

/* What a stand of that name counted in all. */
static int64_t counted(const char *name)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT coalesce(sum(n), 0) FROM tally JOIN stand ON id = stand_id WHERE name = '%s'",
             name);
    return number(at("counts.db"), sql);
}

static void counts_go_to_the_open_stand(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    struct store_stand stand = present(store);
    assert_false(stand.open);
    assert_string_equal(stand.id, stand.kiosk_id);
    assert_string_equal(stand.name, "Hall");
    assert_string_equal(stand.kind, "affichage");
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW); /* not yet folded: still the hall's */
    open_stand(store, "Forum santé", NOW + 60);
    store_add(store, COUNTER_VISIT_STARTED, "", 10, NOW + 60);
    stand = present(store);
    assert_true(stand.open);
    assert_string_equal(stand.name, "Forum santé");
    assert_string_equal(stand.structure, "CHU");
    assert_string_equal(stand.kind, "stand");
    assert_int_equal(stand.opened_at, NOW + 60);
    assert_int_equal(stand.closed_at, 0);
    assert_int_equal(stand.id[14], '4'); /* a UUID of version 4 */
    assert_string_not_equal(stand.id, stand.kiosk_id);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 11);
    store_add(store, COUNTER_VISIT_STARTED, "", 100, NOW + 60);
    assert_true(stand_is_closed(store, NOW + 120, NULL));
    store_add(store, COUNTER_VISIT_STARTED, "", 1000, NOW + 120);
    assert_false(present(store).open);
    assert_true(stand_is_closed(store, NOW + 180, NULL)); /* none is: nothing to do */
    store_close(store);
    assert_int_equal(counted("Hall"), 1001);
    assert_int_equal(counted("Forum santé"), 110);
    const char *db = at("counts.db");
    assert_int_equal(number(db, "SELECT closed_at FROM stand WHERE kind = 'stand'"), NOW + 120);
    assert_int_equal(number(db, "SELECT count(*) FROM stand WHERE id = kiosk_id"
                                " AND opened_at = 1795249200 AND closed_at IS NULL"),
                     1);
}

static void two_opens_in_a_row(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    open_stand(store, "Matin", NOW);
    store_add(store, COUNTER_PEOPLE_MET, "", 2, NOW);
    open_stand(store, "Soir", NOW); /* the same second */
    store_add(store, COUNTER_PEOPLE_MET, "", 3, NOW);
    open_stand(store, "Soir", NOW - 86400); /* one name twice, and a clock set back */
    store_add(store, COUNTER_PEOPLE_MET, "", 4, NOW - 86400);
    assert_int_equal(present(store).opened_at, NOW - 86400);
    store_close(store);
    const char *db = at("counts.db");
    assert_int_equal(counted("Matin"), 2);
    assert_int_equal(counted("Soir"), 7);
    assert_int_equal(number(db, "SELECT count(*) FROM stand"), 4);
    assert_int_equal(number(db, "SELECT count(*) FROM stand WHERE closed_at IS NULL"), 2);
    assert_int_equal(number(db, "SELECT closed_at FROM stand WHERE name = 'Matin'"), NOW);
}

static void stays_open_over_a_restart_and_midnight(void **state)
{
    (void)state;
    int64_t midnight = date_wall("Europe/Paris", (struct date){2026, 11, 22}, 0, 0, 0);
    struct store *store = open_at(folder, &paris);
    open_stand(store, "Nuit", midnight - 7200);
    char id[STORE_ID_SIZE];
    str_fit(id, sizeof id, present(store).id);
    store_add(store, COUNTER_SLIDE_OPENED, "dmp", 1, midnight - 60);
    store_close(store);
    store = open_at(folder, &paris);
    store_add(store, COUNTER_SLIDE_OPENED, "dmp", 2, midnight + 60);
    store_add(store, COUNTER_PEOPLE_MET, "", 3, midnight + 60);
    store_add(store, COUNTER_SLIDE_OPENED, "carnet", 4, midnight + 60);
    struct store_stand stand;
    struct store_rows rows = {0};
    assert_true(stand_is_read(store, 0, &stand, &rows, NULL));
    assert_string_equal(stand.id, id);
    static const struct {
        int after; /* -1: a sum */
        enum counter_origin origin;
        const char *counter, *item;
        int n;
    } expected[] = {
        {-1, ORIGIN_KIOSK, "slide.opened", "carnet", 4},
        {-1, ORIGIN_KIOSK, "slide.opened", "dmp", 3},
        {-1, ORIGIN_STAFF, "people.met", "", 3},
        {-3600, ORIGIN_KIOSK, "slide.opened", "dmp", 1},
        {0, ORIGIN_KIOSK, "slide.opened", "carnet", 4},
        {0, ORIGIN_KIOSK, "slide.opened", "dmp", 2},
        {0, ORIGIN_STAFF, "people.met", "", 3},
    };
    assert_int_equal(rows.list.n, 7);
    for (size_t i = 0; i < rows.list.n; i++) {
        const struct store_row *row = &rows.list.at[i];
        assert_int_equal(row->hour,
                         expected[i].after == -1 ? STORE_SUMS : midnight + expected[i].after);
        assert_int_equal(row->origin, expected[i].origin);
        assert_string_equal(row->counter, expected[i].counter);
        assert_string_equal(row->item, expected[i].item);
        assert_int_equal(row->n, expected[i].n);
    }
    arr_release(&rows.list);
    store_close(store);
}

static void long_names_are_cut_between_letters(void **state)
{
    (void)state;
    char name[400] = "x", long_kept[256];
    for (int i = 0; i < 150; i++) {
        memcpy(name + 1 + 2 * i, "é", 3);
    }
    struct store *store = open_at(folder, &paris);
    assert_true(stand_is_opened(store, name, name, "atelier", NOW, NULL));
    struct store_stand stand = present(store);
    assert_int_equal(strlen(stand.name), STORE_TEXT_MAX - 1);
    assert_memory_equal(stand.name, name, STORE_TEXT_MAX - 1);
    store_close(store);
    text(long_kept, at("counts.db"), "SELECT structure FROM stand WHERE kind = 'atelier'");
    assert_string_equal(long_kept, stand.name);
}

/* Another program holds the database: nothing changes, nothing is lost, and later it works. */
static void a_locked_database_changes_nothing(void **state)
{
    (void)state;
    struct err err = {{0}};
    struct store *store = open_at(folder, &paris);
    open_stand(store, "Un", NOW);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    for (int pending = 0; pending < 2; pending++) { /* with nothing to fold, then with something */
        assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        if (pending) {
            store_add(store, COUNTER_VISIT_STARTED, "", 5, NOW);
        }
        assert_false(stand_is_opened(store, "Deux", "", "stand", NOW + 1, &err));
        assert_non_null(strstr(err.text, "rien n’a changé"));
        assert_non_null(strstr(err.text, "retient"));
        assert_false(stand_is_closed(store, NOW + 1, &err));
        assert_string_equal(present(store).name, "Un"); /* readers are let in */
        assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    }
    sqlite3_close(db);
    open_stand(store, "Deux", NOW + 2);
    store_add(store, COUNTER_VISIT_STARTED, "", 7, NOW + 2);
    store_close(store);
    assert_int_equal(counted("Un"), 5);
    assert_int_equal(counted("Deux"), 7);
    assert_int_equal(number(at("counts.db"), "SELECT count(*) FROM stand"), 3);
}

static void a_read_only_disk_changes_nothing(void **state)
{
    (void)state;
    char place[FILE_PATH_MAX], db[FILE_PATH_MAX];
    struct err err = {{0}};
    str_fit(place, sizeof place, at("small"));
    mkdir(place, 0755);
    if (mount("none", place, "tmpfs", 0, "size=4m") != 0) {
        print_message("left out: a tmpfs cannot be mounted here (%s)\n", err_reason(errno));
        skip();
    }
    struct store *store = open_at(place, &paris);
    open_stand(store, "Un", NOW);
    store_close(store);
    assert_int_equal(mount("none", place, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    store = open_at(place, &paris); /* counts in memory */
    store_add(store, COUNTER_VISIT_STARTED, "", 5, NOW);
    assert_false(stand_is_opened(store, "Deux", "", "stand", NOW, &err));
    assert_non_null(strstr(err.text, "rien n’a changé"));
    assert_false(stand_is_closed(store, NOW, &err));
    assert_int_equal(mount("none", place, NULL, MS_REMOUNT, NULL), 0);
    assert_string_equal(present(store).name, "Un");
    assert_true(stand_is_closed(store, NOW + 9, &err));
    store_close(store);
    assert_true(file_join(db, place, "counts.db"));
    assert_int_equal(number(db, "SELECT n FROM tally JOIN stand ON id = stand_id"
                                " WHERE name = 'Un'"),
                     5);
    assert_int_equal(number(db, "SELECT closed_at FROM stand WHERE name = 'Un'"), NOW + 9);
    umount(place);
}

static void no_folder_has_no_stand(void **state)
{
    (void)state;
    struct err err = {{0}};
    struct store_stand stand;
    struct store *store = open_at(NULL, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 5, NOW);
    assert_false(stand_is_opened(store, "Un", "", "stand", NOW, &err));
    assert_non_null(strstr(err.text, "aucun dossier"));
    assert_false(stand_is_read(store, 0, &stand, NULL, &err));
    assert_non_null(strstr(err.text, "aucun dossier"));
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 5);
    store_close(store);
}

/* Counts, under the stand's own name as item, and changes stands now and then. */
static void child_changes_stands(int acks, unsigned seed)
{
    struct err err;
    struct store_stand stand;
    struct store *store = store_open(folder, &paris, (struct moment){NOW, 0}, NULL);
    if (!store || !stand_is_read(store, 0, &stand, NULL, &err)) {
        _exit(3);
    }
    for (int i = 0;; i++) {
        store_add(store, COUNTER_SLIDE_SHOWN, stand.name, 1, NOW + i % 3 * 3600);
        if (write(acks, "+", 1) != 1) {
            _exit(0);
        }
        if (rand_r(&seed) % 20 == 0) {
            char name[32];
            snprintf(name, sizeof name, "s%u", (unsigned)rand_r(&seed));
            bool close = rand_r(&seed) % 3 == 0;
            bool done = close ? stand_is_closed(store, NOW, &err)
                              : stand_is_opened(store, name, "", "stand", NOW, &err);
            if (!done || !stand_is_read(store, 0, &stand, NULL, &err)) {
                _exit(4);
            }
        }
    }
}

static void killed_at_any_moment(void **state)
{
    (void)state;
    enum { ROUNDS = 60 };
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)getpid();
    print_message("seed %u\n", seed);
    int64_t acked = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int acks[2];
        char byte;
        assert_int_equal(pipe2(acks, O_CLOEXEC), 0);
        pid_t child = fork();
        if (child == 0) {
            close(acks[0]);
            child_changes_stands(acks[1], seed + (unsigned)round);
        }
        close(acks[1]);
        for (int wanted = 1 + rand_r(&seed) % 300; wanted > 0; wanted--) {
            acked += read(acks[0], &byte, 1) == 1;
        }
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(acks[0], &byte, 1) == 1) {
            acked++;
        }
        close(acks[0]);
    }
    struct store *store = open_at(folder, &paris);
    assert_in_range(store_total(store, COUNTER_SLIDE_SHOWN, NULL), acked, acked + ROUNDS);
    store_close(store);
    const char *db = at("counts.db");
    assert_int_equal(number(db, "SELECT count(*) FROM tally"
                                " LEFT JOIN stand ON id = stand_id WHERE item IS NOT name"),
                     0);
    assert_in_range(number(db, "SELECT count(*) FROM stand WHERE id <> kiosk_id"
                               " AND closed_at IS NULL"),
                    0, 1);
    assert_true(number(db, "SELECT count(*) FROM stand") > 2);
}

/* The same, but nobody waits: what is counted bears the name that was asked for. */
static void child_asks_for_stands(int acks, unsigned seed)
{
    char name[32] = "Hall";
    struct store *store = store_open(folder, &paris, (struct moment){NOW, 0}, NULL);
    struct store_stand stand;
    if (!store || !stand_is_read(store, 0, &stand, NULL, NULL)) {
        _exit(3);
    }
    str_fit(name, sizeof name, stand.name);
    for (int i = 0;; i++) {
        store_add(store, COUNTER_SLIDE_SHOWN, name, 1, NOW + i % 3 * 3600);
        if (write(acks, "+", 1) != 1) {
            _exit(0);
        }
        char next[32];
        snprintf(next, sizeof next, "s%08x%d", seed, i);
        if (rand_r(&seed) % 20 == 0 && store_stand_open(store, next, "", "stand", NOW)) {
            str_fit(name, sizeof name, next);
            if (i % 4 == 0) { /* else a machine under load kills all of them too early */
                store_flush(store, NULL);
            }
        }
    }
}

/* Killed before a stand is in the database it was never opened, and what was counted for it is of
 * the one before; any other count is of the stand that was asked for when it was made. */
static void killed_while_a_stand_is_asked_for(void **state)
{
    (void)state;
    enum { ROUNDS = 40 };
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)getpid();
    print_message("seed %u\n", seed);
    int64_t acked = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int acks[2], status;
        char byte;
        assert_int_equal(pipe2(acks, O_CLOEXEC), 0);
        pid_t child = fork();
        if (child == 0) {
            close(acks[0]);
            child_asks_for_stands(acks[1], seed + (unsigned)round);
        }
        close(acks[1]);
        for (int wanted = 1 + rand_r(&seed) % 300; wanted > 0; wanted--) {
            acked += read(acks[0], &byte, 1) == 1;
        }
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(acks[0], &byte, 1) == 1) {
            acked++;
        }
        close(acks[0]);
    }
    struct store *store = open_at(folder, &paris);
    assert_in_range(store_total(store, COUNTER_SLIDE_SHOWN, NULL), acked, acked + ROUNDS);
    store_close(store);
    const char *db = at("counts.db");
    assert_int_equal(number(db, "SELECT count(*) FROM tally JOIN stand ON id = stand_id"
                                " WHERE item <> name AND item IN (SELECT name FROM stand)"),
                     0);
    assert_true(number(db, "SELECT count(*) FROM stand") > 2);
}

/* Killed with the stand open: the same one goes on. */
static void same_stand_after_a_kill(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct store *store = store_open(folder, &paris, (struct moment){NOW, 0}, NULL);
        if (!store || !stand_is_opened(store, "Forum", "", "stand", NOW, NULL)) {
            _exit(3);
        }
        store_add(store, COUNTER_PEOPLE_MET, "", 41, NOW);
        raise(SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_PEOPLE_MET, "", 1, NOW);
    assert_string_equal(present(store).name, "Forum");
    store_close(store);
    assert_int_equal(counted("Forum"), 42);
    assert_int_equal(counted("Hall"), 0);
}

static void what_is_too_old_goes(void **state)
{
    (void)state;
    enum { BEFORE = NOW - 100 * 86400 };
    struct store *store = open_at(folder, &paris);
    static const char *const names[] = {"Vieux", "Entre", "Jeune", "Ouvert"};
    static const int days[] = {-200, -101, -2, -300}; /* the last one is never closed */
    for (int i = 0; i < 4; i++) {
        int64_t wall = NOW + days[i] * 86400LL;
        open_stand(store, names[i], wall);
        store_add(store, COUNTER_FAQ_OPENED, names[i], 1, wall);
        if (i < 3) {
            assert_true(stand_is_closed(store, wall + 2 * 86400, NULL));
        }
    }
    store_close(store);
    char sql[512]; /* the standing stand's, and a young row of one that began before */
    snprintf(sql, sizeof sql,
             "INSERT INTO tally SELECT id, %d, 'kiosk', 'faq.opened', 'x', 3 FROM stand"
             " WHERE name = 'Entre' OR name = 'Hall';"
             "INSERT INTO tally SELECT id, %d, 'kiosk', 'faq.opened', 'x', 4 FROM stand"
             " WHERE name = 'Hall';"
             "INSERT INTO tally SELECT id, %d, 'kiosk', 'faq.opened', 'x', 5 FROM stand"
             " WHERE name = 'Hall'",
             BEFORE, BEFORE - 1, BEFORE + 86400 * 9);
    run(at("counts.db"), sql);
    store = open_at(folder, &paris);
    store_prune(store, BEFORE);
    store_close(store);
    assert_int_equal(counted("Vieux"), 0);
    assert_int_equal(counted("Entre"), 3);
    assert_int_equal(counted("Jeune"), 1);
    assert_int_equal(counted("Ouvert"), 1);
    assert_int_equal(counted("Hall"), 8);
    const char *db = at("counts.db");
    assert_int_equal(number(db, "SELECT count(*) FROM stand"), 4);
    assert_int_equal(number(db, "SELECT count(*) FROM stand WHERE name = 'Vieux'"), 0);
    struct str bytes = {0}; /* and no trace of it is left in the file */
    assert_true(file_read(db, 1 << 26, &bytes, NULL));
    assert_null(memmem(bytes.at, bytes.n, "Vieux", 5));
    assert_non_null(memmem(bytes.at, bytes.n, "Jeune", 5));
    str_release(&bytes);
    assert_non_null(strstr(str_text(&logged), "(lignes : 3, stands : 1)"));
}

/* It waits for a database that can be written, and never keeps the worker busy. */
static void pruning_waits_for_the_disk(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(at("counts.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    store_add(store, COUNTER_VISIT_STARTED, "", 2, NOW + 3600);
    store_add(store, COUNTER_VISIT_STARTED, "", 3, NOW + 86400);
    store_add(store, COUNTER_VISIT_STARTED, "", 4, NOW + 2 * 86400);
    assert_false(store_flush(store, NULL));
    store_prune(store, NOW + 1800);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 10);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    store_close(store);
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 9);
}

/* A battery that died: the clock says 2015, then is set right; or says 2036 for a day. */
static void a_wrong_clock_makes_nothing_old(void **state)
{
    (void)state;
    int64_t past = NOW - INT64_C(11) * 365 * 86400, future = NOW + INT64_C(10) * 365 * 86400;
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, past);
    for (int day = 0; day < 5; day++) {
        store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW + day * 86400);
    }
    assert_true(store_flush(store, NULL));
    store_prune(store, NOW - 86400); /* years after 2015, and the clock is proved */
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 6);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, future);
    assert_true(store_flush(store, NULL));
    store_prune(store, future - 86400);
    assert_true(store_flush(store, NULL));
    store_close(store);
    assert_int_equal(number(at("counts.db"), "SELECT sum(n) FROM tally"), 7);
}

/* The QR of totals is asked for after the stand is closed, as often as before. */
static void a_stand_closed_lately_is_still_read(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    struct store_stand stand;
    open_stand(store, "Matin", NOW);
    assert_true(stand_is_read(store, NOW - 1, &stand, NULL, NULL));
    assert_true(stand.open);
    assert_true(stand_is_closed(store, NOW + 60, NULL));
    assert_true(stand_is_read(store, NOW, &stand, NULL, NULL));
    assert_string_equal(stand.name, "Matin");
    assert_false(stand.open);
    assert_true(stand_is_read(store, NOW + 61, &stand, NULL, NULL));
    assert_string_not_equal(stand.name, "Matin");
    assert_true(stand_is_read(store, 0, &stand, NULL, NULL));
    assert_string_not_equal(stand.name, "Matin");
    store_close(store);
}

/* A clock that ran ahead closed a stand in days to come: the one closed just now is still read. */
static void a_stand_closed_in_the_future_is_not_lately(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &paris);
    struct store_stand stand;
    const int64_t ahead = NOW + INT64_C(200) * 86400;
    open_stand(store, "Futur", ahead);
    assert_true(stand_is_closed(store, ahead + 60, NULL));
    open_stand(store, "Matin", NOW);
    assert_true(stand_is_closed(store, NOW + 60, NULL));
    assert_true(stand_is_read(store, NOW - 86000, &stand, NULL, NULL));
    assert_string_equal(stand.name, "Matin");
    store_close(store);
}

/* The first hour of 1970 is an hour, and no sum. */
static void the_hour_of_a_clock_not_set_is_no_sum(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &(struct store_kiosk){.name = "K", .timezone = "UTC"});
    struct store_stand stand;
    struct store_rows rows = {{0}};
    store_add(store, COUNTER_PEOPLE_MET, "", 5, 100);
    assert_true(store_flush(store, NULL));
    assert_true(stand_is_read(store, 0, &stand, &rows, NULL));
    assert_int_equal(rows.list.n, 2);
    assert_int_equal(rows.list.at[0].hour, STORE_SUMS);
    assert_int_equal(rows.list.at[0].n, 5);
    assert_int_equal(rows.list.at[1].hour, 0);
    arr_release(&rows.list);
    store_close(store);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(counts_go_to_the_open_stand),
        TEST(a_stand_closed_in_the_future_is_not_lately),
        TEST(the_hour_of_a_clock_not_set_is_no_sum),
        TEST(two_opens_in_a_row),
        TEST(stays_open_over_a_restart_and_midnight),
        TEST(long_names_are_cut_between_letters),
        TEST(a_locked_database_changes_nothing),
        TEST(a_read_only_disk_changes_nothing),
        TEST(no_folder_has_no_stand),
        TEST(killed_at_any_moment),
        TEST(killed_while_a_stand_is_asked_for),
        TEST(same_stand_after_a_kill),
        TEST(what_is_too_old_goes),
        TEST(pruning_waits_for_the_disk),
        TEST(a_wrong_clock_makes_nothing_old),
        TEST(a_stand_closed_lately_is_still_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
