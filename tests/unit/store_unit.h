/* store_unit.h: what the store's tests share: a folder of their own, its files, what was logged. */
#ifndef UNIT_STORE_UNIT_H
#define UNIT_STORE_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "store/store.h"

#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOW = 1795249200 }; /* 2026-11-21 09:20 in Paris */

static const struct store_kiosk paris = {
    .name = "Hall", .site = "CHU", .region = "Bretagne", .timezone = "Europe/Paris"};
static char folder[256];
static struct str logged;

/* In the place of base/log.c. */
void log_line(enum log_level level, const char *format, ...)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER; /* the worker logs too */
    char line[1024];
    va_list args;
    (void)level;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    pthread_mutex_lock(&one_at_a_time);
    str_addf(&logged, "%s\n", line);
    pthread_mutex_unlock(&one_at_a_time);
}

static inline const char *at(const char *name)
{
    static char paths[8][FILE_PATH_MAX];
    static int next;
    char *path = paths[next++ % 8];
    assert_true(file_join(path, folder, name));
    return path;
}

static inline struct store *open_at(const char *place, const struct store_kiosk *kiosk)
{
    struct err err = {{0}};
    struct store *store = store_open(place, kiosk, (struct moment){NOW, 0}, &err);
    if (!store) {
        fail_msg("%s", err.text);
    }
    return store;
}

static inline void run(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static inline int64_t number(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *rows;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(rows, 0);
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return value;
}

static inline void text(char out[256], const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *rows;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    const char *cell = (const char *)sqlite3_column_text(rows, 0);
    str_fit(out, 256, cell ? cell : "NULL");
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

/* How many files in the folder have names that end so. */
static inline int files_ending(const char *ending)
{
    int n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        n += str_ends(entry->d_name, ending);
    }
    closedir(dir);
    return n;
}

static inline void remove_all(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char name[FILE_PATH_MAX];
        if (!str_same(entry->d_name, ".") && !str_same(entry->d_name, "..") &&
            file_join(name, path, entry->d_name) && unlink(name) != 0) {
            remove_all(name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

static inline int set_up(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/store-test-XXXXXX", base ? base : "/tmp");
    str_clear(&logged);
    return mkdtemp(folder) ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    remove_all(folder);
    str_release(&logged);
    return 0;
}

/* Tries until all is saved: what is bad is set aside only after a second look. */
static inline void settle(struct store *store)
{
    struct timespec start, now;
    struct err err = {{0}};
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (!store_flush(store, &err)) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec - start.tv_sec > 30) {
            fail_msg("%s", err.text);
        }
        sched_yield();
    }
}

/* What the worker answers to all that was asked. */
static inline struct store_answer answer_of(struct store *store)
{
    struct store_answer answer;
    store_flush(store, NULL);
    assert_true(store_take(store, &answer));
    return answer;
}

/* The stand that counts or, where none is open and since is not 0, the one closed since; its rows
 * are the caller's (NULL: none). */
static inline bool stand_is_read(struct store *store, int64_t since, struct store_stand *stand,
                                 struct store_rows *rows, struct err *err)
{
    store_look(store, since);
    struct store_answer answer = answer_of(store);
    bool closed = answer.closed.id[0] != '\0';
    *stand = closed ? answer.closed : answer.stand;
    if (rows) {
        *rows = closed ? answer.closed_rows : answer.rows;
        free(closed ? answer.rows.list.at : answer.closed_rows.list.at);
    } else {
        store_answer_release(&answer);
    }
    return answer.read || err_set(err, "%s", answer.why.text);
}

/* The stand that counts. */
static inline struct store_stand present(struct store *store)
{
    struct store_stand stand;
    struct err err = {{0}};
    if (!stand_is_read(store, 0, &stand, NULL, &err)) {
        fail_msg("%s", err.text);
    }
    return stand;
}

/* As asked for, and waited for. */
static inline bool stand_is_opened(struct store *store, const char *name, const char *structure,
                                   const char *kind, int64_t wall, struct err *err)
{
    assert_true(store_stand_open(store, name, structure, kind, wall));
    struct store_answer answer = answer_of(store);
    assert_true(answer.changed);
    store_answer_release(&answer);
    return !answer.fault.text[0] || err_set(err, "%s", answer.fault.text);
}

static inline bool stand_is_closed(struct store *store, int64_t wall, struct err *err)
{
    assert_true(store_stand_close(store, wall));
    struct store_answer answer = answer_of(store);
    assert_true(answer.changed);
    store_answer_release(&answer);
    return !answer.fault.text[0] || err_set(err, "%s", answer.fault.text);
}

static inline void count_one(void)
{
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    settle(store);
    store_close(store);
}

#endif
