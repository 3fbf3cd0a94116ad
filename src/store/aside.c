#include "store/aside.h"

#include "base/log.h"
#include "base/str.h"
#include "store/journal.h"
#include "store/snapshot.h"
#include "store/stand.h"

#include <dirent.h>
#include <errno.h>

/* The database last: until then all of it is done again. */
static const char *const beside[] = {"-wal", "-shm", "-journal", ""};

static bool rename_all(const char *path, const char *name)
{
    char from[FILE_PATH_MAX + 16], to[FILE_PATH_MAX + 16];
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        snprintf(from, sizeof from, "%s%s", path, beside[i]);
        snprintf(to, sizeof to, "%s%s", name, beside[i]);
        if (rename(from, to) != 0 && errno != ENOENT) {
            return false;
        }
    }
    return true;
}

bool aside_put(const char *path, const char *aside, const char *why, struct err *err)
{
    char name[FILE_PATH_MAX];
    if (!journal_free_name(name, aside) || !rename_all(path, name)) {
        return err_set(err, "%s : %s, et ne peut pas être mis de côté (%s)", path, why,
                       err_reason(errno));
    }
    log_line(LOG_WARNING,
             "%s : %s. Mis de côté sous %s, rien n'est effacé ; le comptage continue dans une "
             "base neuve",
             path, why, file_name(name));
    return true;
}

/* NULL, with why, where it cannot be copied. remove the folder in any case. */
static sqlite3 *open_copy(char folder[FILE_PATH_MAX], const char *path, struct err *why)
{
    char name[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    char *real = realpath(path, NULL);
    folder[0] = '\0';
    bool copied = real && strlen(real) < FILE_PATH_MAX ? snapshot_make(folder, name, real, why)
                                                       : err_set(why, "%s", err_reason(errno));
    free(real);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (copied && sqlite3_open_v2(name, &db, flags, NULL) != SQLITE_OK) {
        schema_say(db, why);
        sqlite3_close(db);
        db = NULL;
    }
    if (db) {
        schema_harden(db);
    }
    return db;
}

static enum schema_verdict examine_index(sqlite3 *db, struct err *why)
{
    int64_t good = 0;
    if (!schema_number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)", &good,
                       why)) {
        return schema_is_damage(sqlite3_errcode(db)) ? SCHEMA_DAMAGED : SCHEMA_BLOCKED;
    }
    if (!good) {
        err_set(why, "base endommagée, son index ne va pas avec ses lignes");
    }
    return good ? SCHEMA_OURS : SCHEMA_DAMAGED;
}

enum schema_verdict aside_examine_copy(const char *path, const struct identity *who, bool deep,
                                       struct err *why)
{
    char folder[FILE_PATH_MAX], id[SCHEMA_ID_SIZE];
    struct machine machine;
    sqlite3 *copy = open_copy(folder, path, why);
    enum schema_verdict verdict = copy ? schema_examine(copy, why) : SCHEMA_BLOCKED;
    if (verdict == SCHEMA_OURS) {
        verdict = identity_find(copy, who, &machine, id, why);
    }
    if (deep && verdict == SCHEMA_OURS) {
        verdict = examine_index(copy, why);
    }
    sqlite3_close(copy);
    snapshot_remove(folder);
    return verdict;
}

/* --- those that are there --- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct aside_file *)a)->path, ((const struct aside_file *)b)->path);
}

void aside_find(const char *folder, struct aside_files *files)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct aside_file file = {.kind = ASIDE_DATABASE};
        bool journal = str_ends(entry->d_name, ".aside.journal");
        bool ours = str_starts(entry->d_name, "counts-") &&
                    (journal || str_ends(entry->d_name, ".aside.db"));
        if (ours && file_join(file.path, folder, entry->d_name)) {
            file.kind = journal ? ASIDE_JOURNAL : ASIDE_DATABASE;
            arr_push(&files->list, file);
        }
    }
    if (dir) {
        closedir(dir);
    }
    if (files->list.n > 1) {
        qsort(files->list.at, files->list.n, sizeof *files->list.at, by_name);
    }
}

bool aside_retire(const char *path, struct err *err)
{
    char wanted[FILE_PATH_MAX], name[FILE_PATH_MAX];
    const char *ending = strrchr(path, '.'); /* of "counts-DATE.aside.db" */
    int stem = ending ? (int)(ending - path) - (int)strlen(".aside") : -1;
    if (stem < 0 || snprintf(wanted, sizeof wanted, "%.*s.merged%s", stem, path, ending) < 0) {
        return err_set(err, "%s : ce nom n’est pas celui d’un fichier mis de côté", path);
    }
    str_fit(name, sizeof name, wanted);
    for (int i = 2; file_is_file(name) && i < 1000; i++) {
        snprintf(name, sizeof name, "%.*s-%d.merged%s", stem, path, i, ending);
    }
    return rename_all(path, name) ||
           err_set(err, "%s : ne peut pas être renommé (%s)", path, err_reason(errno));
}

/* --- merging one back --- */

/* A merged database is good, but none of its kiosks is ours: it is for bilan. */
static enum schema_verdict examine_one(sqlite3 *db, struct err *why)
{
    int64_t kiosks = 0, nameless = 0;
    enum schema_verdict verdict = schema_examine(db, why);
    if (verdict != SCHEMA_OURS) {
        return verdict;
    }
    if (!schema_number(db, "SELECT count(*) FROM kiosk", &kiosks, why) ||
        !schema_number(db,
                       "SELECT count(*) FROM kiosk WHERE id IS NULL"
                       " OR length(CAST(id AS BLOB)) NOT BETWEEN 1 AND 36",
                       &nameless, why)) {
        return SCHEMA_BLOCKED;
    }
    if (kiosks > 1 || nameless > 0) {
        err_set(why, kiosks > 1 ? "cette base réunit les comptes de plusieurs bornes"
                                : "la borne de cette base n'a pas d'identifiant");
        return SCHEMA_FOREIGN;
    }
    return SCHEMA_OURS;
}

/* ?1: our kiosk; ?2: its own; ?3: now; ?4: when the stand that we have open was opened, or 0. */
static const char stand_sql[] =
    "INSERT OR IGNORE INTO stand(id, kiosk_id, name, structure, kind, opened_at, closed_at, region,"
    " departement, site) VALUES (?5, ?1, ?6, ?7, ?8, ?9, CASE"
    " WHEN coalesce(?10, 0) > 0 THEN ?10 WHEN ?5 = ?1 THEN NULL"
    " WHEN ?5 = ?2 OR ?8 = 'hall' THEN max(?3, 1)"
    " WHEN ?4 <> 0 THEN max(?4, 1) ELSE NULL END, ?11, ?12, ?13)";
#define STANDS_FROM " FROM stand WHERE length(CAST(id AS BLOB)) BETWEEN 1 AND 36 ORDER BY rowid"
static const char *const stands_sql[] = {
    /* of version 1: the place is not told, and identity_write() fills it in */
    "SELECT id, name, structure, kind, opened_at, closed_at, NULL, NULL, NULL" STANDS_FROM,
    "SELECT id, name, structure, kind, opened_at, closed_at, region, departement, site" STANDS_FROM,
};

static const char tally_sql[] =
    "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT(stand_id, hour, origin, counter, item)"
    " DO UPDATE SET n = excluded.n WHERE excluded.n > n";
static const char tallies_sql[] =
    "SELECT stand_id, hour, origin, counter, item, n FROM tally WHERE typeof(stand_id) = 'text'"
    " AND typeof(hour) = 'integer' AND typeof(origin) = 'text' AND typeof(counter) = 'text'"
    " AND typeof(item) = 'text' AND typeof(n) = 'integer' AND n BETWEEN 1 AND 1000000000"
    " AND length(CAST(counter AS BLOB)) < 64 AND origin IN ('kiosk', 'staff', 'late') ORDER BY "
    "rowid";

/* Each row that `select` gives is bound to `insert` from the parameter first on. */
static bool copy_rows(sqlite3 *from, const char *select, sqlite3_stmt *insert, int first)
{
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(from, select, -1, &rows, NULL);
    bool put = code == SQLITE_OK;
    while (put && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            sqlite3_bind_value(insert, first + i, sqlite3_column_value(rows, i));
        }
        sqlite3_step(insert);
        put = sqlite3_reset(insert) == SQLITE_OK;
    }
    sqlite3_finalize(rows);
    return put && code == SQLITE_DONE;
}

/* The id of the one kiosk in it; "" where it has none yet. */
static bool read_kiosk(sqlite3 *db, char id[SCHEMA_ID_SIZE])
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT id FROM kiosk", -1, &row, NULL);
    code = code == SQLITE_OK ? sqlite3_step(row) : code;
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    str_fit(id, SCHEMA_ID_SIZE, text ? text : "");
    sqlite3_finalize(row);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool merge_stands(sqlite3 *db, sqlite3 *from, const char *kiosk, int64_t wall)
{
    char own[SCHEMA_ID_SIZE], present[SCHEMA_ID_SIZE];
    struct store_stand open;
    sqlite3_stmt *insert = NULL;
    int64_t version = 0;
    if (!schema_number(from, "PRAGMA user_version", &version, NULL) || !read_kiosk(from, own) ||
        !stand_present(db, kiosk, present, NULL) || !stand_read(db, kiosk, 0, &open, NULL) ||
        sqlite3_prepare_v2(db, stand_sql, -1, &insert, NULL) != SQLITE_OK) {
        return false;
    }
    int64_t since = open.opened_at > 0 ? open.opened_at : 1;
    sqlite3_bind_text(insert, 1, kiosk, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, own, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, wall);
    sqlite3_bind_int64(insert, 4, open.open ? since : 0);
    bool done = copy_rows(from, stands_sql[version > 1], insert, 5);
    sqlite3_finalize(insert);
    return done;
}

static bool merge_tallies(sqlite3 *db, sqlite3 *from)
{
    sqlite3_stmt *insert = NULL;
    bool done = sqlite3_prepare_v2(db, tally_sql, -1, &insert, NULL) == SQLITE_OK &&
                copy_rows(from, tallies_sql, insert, 1);
    sqlite3_finalize(insert);
    return done;
}

/* Up to the damage, and from the other end down to it. */
static bool merge_readable(sqlite3 *db, sqlite3 *from, const char *kiosk, int64_t wall)
{
    sqlite3_stmt *insert = NULL;
    char down[sizeof tallies_sql + 8];
    snprintf(down, sizeof down, "%s DESC", tallies_sql);
    merge_stands(db, from, kiosk, wall);
    merge_tallies(db, from);
    if (sqlite3_prepare_v2(db, tally_sql, -1, &insert, NULL) != SQLITE_OK) {
        return false;
    }
    copy_rows(from, down, insert, 1);
    sqlite3_finalize(insert);
    return true;
}

static bool merge_all(sqlite3 *db, sqlite3 *from, const char *kiosk, int64_t wall, bool sound,
                      int64_t *gained, struct err *err)
{
    static const char sum[] = "SELECT coalesce(sum(n), 0) FROM tally";
    int64_t before = 0, after = 0;
    if (!schema_run(db, "BEGIN IMMEDIATE", err)) {
        return false;
    }
    bool done = schema_number(db, sum, &before, err) &&
                (sound ? merge_stands(db, from, kiosk, wall) && merge_tallies(db, from)
                       : merge_readable(db, from, kiosk, wall)) &&
                schema_number(db, sum, &after, err) && schema_run(db, "COMMIT", err);
    if (!done) {
        schema_say(db, err);
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    }
    *gained = done ? after - before : 0;
    return done;
}

bool aside_merge(sqlite3 *db, const char *kiosk, const char *path, int64_t wall, bool damaged_too,
                 int64_t *gained, struct err *err)
{
    char folder[FILE_PATH_MAX];
    struct err why = {{0}};
    *gained = 0;
    sqlite3 *from = open_copy(folder, path, &why);
    enum schema_verdict verdict = from ? examine_one(from, &why) : SCHEMA_BLOCKED;
    bool sound = verdict == SCHEMA_OURS;
    bool read = sound || (damaged_too && verdict == SCHEMA_DAMAGED);
    bool done = read && merge_all(db, from, kiosk, wall, sound, gained, err);
    sqlite3_close(from);
    snapshot_remove(folder);
    if (!sound) {
        return err_set(err, "%s", verdict == SCHEMA_BLANK ? "elle est vide" : why.text);
    }
    return done && aside_retire(path, err);
}
