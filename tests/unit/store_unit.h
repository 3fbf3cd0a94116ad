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

static inline void count_one(void)
{
    struct store *store = open_at(folder, &paris);
    store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
    assert_true(store_flush(store, NULL));
    store_close(store);
}

#endif
