/* Killed at every moment, and what a crash leaves behind: each touch counts, and counts once. */
#include "store_unit.h"

#include "store/journal.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

/* Any damage to a journal: it opens, and never counts more than was added. */
static void damaged_journal_never_adds(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    struct journal journal;
    char path[FILE_PATH_MAX], aside[FILE_PATH_MAX];
    str_fit(path, sizeof path, at("j"));
    str_fit(aside, sizeof aside, at("j.aside"));
    for (int round = 0; round < 300; round++) {
        unlink(path);
        assert_int_equal(journal_open(&journal, path, aside, NULL), JOURNAL_READY);
        struct journal_key key = {.hour = 3600, .origin = "kiosk", .counter = "c"};
        for (int i = 0; i < 60; i++) {
            snprintf(key.item, sizeof key.item, "%d", i % 30);
            memset(key.item + strlen(key.item), 0, sizeof key.item - strlen(key.item));
            assert_true(journal_add(&journal, &key, 1));
            if (i == 29) {
                journal_seal(&journal);
            }
        }
        journal_close(&journal);
        int file = open(path, O_RDWR);
        off_t size = lseek(file, 0, SEEK_END);
        for (int i = 0; i < 1 + round % 40; i++) {
            off_t where = round % 2 ? rand_r(&seed) % 5000 : rand_r(&seed) % size;
            where = round % 4 == 0 ? size / 2 - 2048 + rand_r(&seed) % 64 : where;
            unsigned char byte = (unsigned char)rand_r(&seed);
            assert_int_equal(pwrite(file, &byte, 1, where), 1);
        }
        close(file);
        assert_int_equal(journal_open(&journal, path, aside, NULL), JOURNAL_READY);
        uint32_t n;
        int64_t total = 0;
        for (int slot = 0; journal_next_sealed(&journal, &slot, &key, &n); total += n) {
        }
        for (int slot = 0; journal_next_active(&journal, &slot, &key, &n); total += n) {
        }
        assert_in_range(total, 0, 60);
        journal_close(&journal);
    }
}

static void copy(const char *from, const char *to)
{
    struct str bytes = {0};
    struct err err;
    if (file_read(at(from), 1 << 26, &bytes, &err)) {
        assert_true(file_replace(at(to), str_text(&bytes), bytes.n, &err));
    } else {
        unlink(at(to));
    }
    str_release(&bytes);
}

static const char *const kept[] = {"counts.db", "counts.db-wal", "counts.journal"};

static void save_as(const char *prefix)
{
    for (int i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s-%s", prefix, kept[i]);
        copy(kept[i], name);
    }
}

static int64_t reopened_total(void)
{
    struct store *store = open_at(folder, &paris);
    int64_t total = store_total(store, COUNTER_VISIT_STARTED, NULL);
    assert_string_equal(store_fault(store), "");
    store_close(store);
    return total;
}

static void restore(const char *journal, const char *database)
{
    for (int i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s-%s", i < 2 ? database : journal, kept[i]);
        unlink(at(kept[i]));
        copy(name, kept[i]);
    }
    unlink(at("counts.db-shm"));
}

static const struct journal_key key = {
    .hour = 1795248000, .origin = "kiosk", .counter = "visit.started"};

static void add_ten(struct journal *journal)
{
    assert_int_equal(journal_open(journal, at("counts.journal"), at("x.aside"), NULL),
                     JOURNAL_READY);
    assert_true(journal_add(journal, &key, 10));
}

/* A fold is journal sealed -> committed -> journal cleared: every pair a crash can leave. The
 * sealed state is made with the journal's own calls on the file that an unfinished store left. */
static void every_crash_point_counts_once(void **state)
{
    (void)state;
    struct journal journal;
    count_one();
    add_ten(&journal);
    journal_close(&journal);
    save_as("added"); /* killed after an add */
    assert_int_equal(journal_open(&journal, at("counts.journal"), at("x.aside"), NULL),
                     JOURNAL_READY);
    journal_seal(&journal);
    assert_true(journal_add(&journal, &key, 100));
    journal_close(&journal);
    save_as("sealed"); /* killed before the commit, with a younger add */
    assert_int_equal(reopened_total(), 111);
    save_as("folded");

    static const struct {
        const char *journal, *database;
        int64_t total;
    } cases[] = {
        {"added", "added", 11},   {"sealed", "sealed", 111}, {"folded", "folded", 111},
        {"sealed", "added", 111}, {"added", "sealed", 11},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int again = 0; again < 2; again++) { /* and once more: still the same */
            if (again == 0) {
                restore(cases[i].journal, cases[i].database);
            }
            assert_int_equal(reopened_total(), cases[i].total);
        }
    }

    /* Committed and not cleared: the database has the bank, the journal still holds it. */
    restore("added", "added");
    assert_int_equal(reopened_total(), 11);
    save_as("committed");
    restore("sealed", "committed");
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1000, NOW); /* before the worker can tell */
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 1111);
    store_close(store);
}

/* A bank is committed, and the disk still shows it sealed; then its file cannot be opened for a
 * while, and counts are in memory. Once it can be, the bank is not counted again. */
static void counts_in_memory_do_not_revive_a_bank(void **state)
{
    (void)state;
    struct journal journal;
    count_one();
    add_ten(&journal);
    journal_seal(&journal);
    journal_close(&journal);
    copy("counts.journal", "sealed");
    assert_int_equal(reopened_total(), 11);
    unlink(at("counts.journal"));
    assert_int_equal(symlink("sealed", at("counts.journal")), 0); /* not followed: refused */
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 100, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 111);
    assert_string_not_equal(store_fault(store), "");
    store_close(store);
    assert_int_equal(rename(at("sealed"), at("counts.journal")), 0);
    assert_int_equal(reopened_total(), 111);
}

static void child_counts(int acks)
{
    struct store *store = store_open(folder, &paris, (struct moment){NOW, 0}, NULL);
    if (!store) {
        _exit(3);
    }
    static const char *const items[] = {"a", "b", "c", "d", "e"};
    for (unsigned i = 0;; i++) {
        unsigned char which = (unsigned char)(i % 5);
        store_add(store, COUNTER_SLIDE_SHOWN, items[which], 1, NOW + (i % 7) * 3600);
        if (write(acks, &which, 1) != 1) {
            _exit(0);
        }
    }
}

/* A first start, killed at any moment: the next one finds a whole database or none, and has nothing
 * to set aside. */
static void killed_while_being_made(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)getpid();
    print_message("seed %u\n", seed);
    for (int round = 0; round < 300; round++) {
        int acks[2];
        assert_int_equal(pipe2(acks, O_CLOEXEC), 0);
        pid_t child = fork();
        if (child == 0) {
            close(acks[0]);
            child_counts(acks[1]);
        }
        close(acks[1]);
        unsigned char which;
        assert_int_equal(read(acks[0], &which, 1), 1);
        for (int turns = rand_r(&seed) % 200; turns > 0; turns--) {
            sched_yield(); /* the worker is making the database meanwhile */
        }
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        close(acks[0]);
        struct store *store = open_at(folder, &paris);
        assert_true(store_total(store, COUNTER_SLIDE_SHOWN, NULL) > 0);
        assert_string_equal(store_fault(store), "");
        store_close(store);
        assert_string_equal(str_text(&logged), ""); /* nothing was set aside */
        assert_int_equal(files_ending(".new"), 0);
        remove_all(folder);
        assert_int_equal(mkdir(folder, 0755), 0);
    }
}

/* Each acked add is there, and nothing that was not tried: at most one unacked add a round. */
static void killed_at_any_moment(void **state)
{
    (void)state;
    enum { ROUNDS = 200 };
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)getpid();
    print_message("seed %u\n", seed);
    int64_t acked[5] = {0}, total = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int acks[2];
        assert_int_equal(pipe2(acks, O_CLOEXEC), 0);
        pid_t child = fork();
        if (child == 0) {
            close(acks[0]);
            child_counts(acks[1]);
        }
        close(acks[1]);
        int wanted = 1 + rand_r(&seed) % (round % 10 ? 400 : 20000);
        unsigned char which;
        for (int n = 0; n < wanted && read(acks[0], &which, 1) == 1; n++) {
            acked[which]++;
        }
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(acks[0], &which, 1) == 1) {
            acked[which]++;
        }
        close(acks[0]);
    }
    struct store *store = open_at(folder, &paris);
    for (int i = 0; i < 5; i++) {
        char item[2] = {(char)('a' + i), '\0'};
        int64_t found = store_total(store, COUNTER_SLIDE_SHOWN, item);
        assert_in_range(found, acked[i], acked[i] + ROUNDS);
        total += found - acked[i];
    }
    assert_in_range(total, 0, ROUNDS);
    store_close(store);
    char check[256];
    text(check, at("counts.db"), "PRAGMA integrity_check");
    assert_string_equal(check, "ok");
    assert_int_equal(files_ending(".aside.db"), 0);
    assert_int_equal(files_ending(".aside.journal"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(damaged_journal_never_adds),
        TEST(every_crash_point_counts_once),
        TEST(counts_in_memory_do_not_revive_a_bank),
        TEST(killed_while_being_made),
        TEST(killed_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
