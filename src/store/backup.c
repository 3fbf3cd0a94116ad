#include "store/backup.h"

#include "base/file.h"
#include "store/schema.h"

#include <sys/stat.h>

enum {
    BUSY_MS = 5000,
    FILE_MAX = 1 << 30,
    HEADER = 100,
    WRITE_VERSION = 18, /* in the header, https://sqlite.org/fileformat.html 1.3 */
    READ_VERSION = 19,
    ROLLBACK_JOURNAL = 1,
};

static sqlite3 *open_live(const char *path, struct err *why)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    if (!file_is_file(path)) {
        err_set(why, "ce n’est pas un fichier, ou il ne peut pas être lu");
        return NULL;
    }
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
        err_set(why, "la base ne peut pas être ouverte (%s)", sqlite3_errmsg(db));
        sqlite3_close(db);
        return NULL;
    }
    schema_harden(db);
    sqlite3_busy_timeout(db, BUSY_MS);
    return db;
}

/* All pages in one step, so under one read transaction: the copy is of one instant. */
static int copy_pages(sqlite3 *to, sqlite3 *from, struct err *why)
{
    int64_t page = 4096;
    char sql[64];
    schema_number(from, "PRAGMA page_size", &page, NULL);
    /* A database in memory keeps the size it has. */
    snprintf(sql, sizeof sql, "PRAGMA page_size = %lld", (long long)page);
    schema_run(to, sql, NULL);
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        err_set(why, "un autre programme retient la base ; réessayez");
    } else if (code != SQLITE_DONE) {
        err_set(why, "la base ne peut pas être lue (%s)", sqlite3_errstr(code));
    }
    return code;
}

/* A disk that is read-only, after a clean stop: SQLite wants to make the -wal that it marks. No one
 * can be writing there, so the file is the whole database. */
static bool load_still(sqlite3 *to, const char *path)
{
    char wal[FILE_PATH_MAX + 8];
    struct stat status;
    struct str file = {0};
    snprintf(wal, sizeof wal, "%s-wal", path);
    bool still = stat(wal, &status) != 0 || status.st_size == 0;
    unsigned char *image = NULL;
    if (still && file_read(path, FILE_MAX, &file, NULL) && file.n >= HEADER) {
        image = sqlite3_malloc64(file.n);
    }
    if (image) {
        memcpy(image, file.at, file.n);
        image[WRITE_VERSION] = image[READ_VERSION] = ROLLBACK_JOURNAL;
    }
    sqlite3_int64 n = (sqlite3_int64)file.n;
    str_release(&file);
    return image && sqlite3_deserialize(to, "main", image, n, n, SQLITE_DESERIALIZE_FREEONCLOSE) ==
                        SQLITE_OK;
}

static bool is_ours(sqlite3 *copy, struct err *why)
{
    schema_harden(copy);
    enum schema_verdict verdict = schema_examine(copy, why);
    return verdict == SCHEMA_OURS ||
           (verdict == SCHEMA_BLANK && err_set(why, "la base ne contient rien"));
}

static sqlite3 *make_copy(const char *path, struct err *why)
{
    sqlite3 *copy = NULL, *live = open_live(path, why);
    bool good = live && sqlite3_open(":memory:", &copy) == SQLITE_OK;
    if (good) {
        int code = copy_pages(copy, live, why);
        good = code == SQLITE_DONE || ((code & 0xff) == SQLITE_CANTOPEN && load_still(copy, path));
    }
    sqlite3_close(live);
    if (!good || !is_ours(copy, why)) {
        sqlite3_close(copy);
        return NULL;
    }
    return copy;
}

/* The bytes of the copy, which is closed. */
static bool take_bytes(sqlite3 *copy, struct str *bytes)
{
    sqlite3_int64 n = 0;
    unsigned char *image = sqlite3_serialize(copy, "main", &n, 0);
    sqlite3_close(copy); /* room for the other copy */
    bool whole = image && n >= HEADER;
    if (whole) {
        /* Else it says WAL, as the live one, and opens only where a -wal can be made beside it. */
        image[WRITE_VERSION] = image[READ_VERSION] = ROLLBACK_JOURNAL;
        str_add_bytes(bytes, (const char *)image, (size_t)n);
    }
    sqlite3_free(image);
    return whole;
}

bool backup_read(const char *path, struct str *bytes, struct err *err)
{
    struct err why = {{0}};
    str_clear(bytes);
    sqlite3 *copy = make_copy(path, &why);
    if (!copy) {
        return err_set(err, "%s : %s", path, why.text);
    }
    return take_bytes(copy, bytes) ||
           err_set(err, "%s : il manque de la mémoire pour la copier", path);
}
