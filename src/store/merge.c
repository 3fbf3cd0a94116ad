#include "base/str.h"
#include "store/gather.h"
#include "store/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct merge {
    sqlite3 *db;
    sqlite3_stmt *add;
    struct err fault; /* of the output */
};

static bool write_failed(struct merge *merge)
{
    if (!merge->fault.text[0]) {
        err_set(&merge->fault, "%s", sqlite3_errmsg(merge->db));
    }
    return false;
}

static bool merge_begin(void *context)
{
    struct merge *merge = context;
    return schema_run(merge->db, "BEGIN", NULL) || write_failed(merge);
}

static bool merge_tally(void *context, const struct reader_tally *tally, size_t stand)
{
    (void)stand;
    struct merge *merge = context;
    sqlite3_bind_text(merge->add, 1, tally->stand, -1, SQLITE_STATIC);
    sqlite3_bind_int64(merge->add, 2, tally->hour);
    sqlite3_bind_text(merge->add, 3, tally->origin, -1, SQLITE_STATIC);
    sqlite3_bind_text(merge->add, 4, tally->counter, -1, SQLITE_STATIC);
    sqlite3_bind_text(merge->add, 5, tally->item, -1, SQLITE_STATIC);
    sqlite3_bind_int64(merge->add, 6, tally->n);
    sqlite3_step(merge->add);
    return sqlite3_reset(merge->add) == SQLITE_OK || write_failed(merge);
}

static bool merge_end(void *context, bool keep)
{
    struct merge *merge = context;
    return schema_run(merge->db, keep ? "COMMIT" : "ROLLBACK", NULL) || write_failed(merge);
}

static bool merge_open(struct merge *merge, const char *part)
{
    static const char add[] =
        "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (?1,?2,?3,?4,?5,?6)"
        " ON CONFLICT(stand_id, hour, origin, counter, item)"
        " DO UPDATE SET n = excluded.n WHERE excluded.n > n";
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(part, &merge->db, flags, NULL) != SQLITE_OK) {
        return write_failed(merge);
    }
    /* Nobody sees the file before the last commit, which syncs it whole. */
    bool ready =
        schema_run(merge->db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536", NULL) &&
        schema_create(merge->db, NULL) &&
        sqlite3_prepare_v2(merge->db, add, -1, &merge->add, NULL) == SQLITE_OK;
    return ready || write_failed(merge);
}

/* Runs sql once with these texts, then numbers; 0 is not known and becomes NULL. */
static bool put_row(struct merge *merge, const char *sql, const char *const texts[5],
                    const int64_t times[2])
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(merge->db, sql, -1, &statement, NULL);
    for (int i = 0; i < 5 && code == SQLITE_OK; i++) {
        code = sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC);
    }
    for (int i = 0; i < 2 && times && times[i] > 0 && code == SQLITE_OK; i++) {
        code = sqlite3_bind_int64(statement, i + 6, times[i]);
    }
    bool done = code == SQLITE_OK && sqlite3_step(statement) == SQLITE_DONE;
    if (!done) {
        write_failed(merge);
    }
    sqlite3_finalize(statement);
    return done;
}

static bool put_places(struct merge *merge, const struct source *source)
{
    bool done = schema_run(merge->db, "PRAGMA synchronous = FULL; BEGIN", NULL);
    for (size_t i = 0; i < source->kiosks.n && done; i++) {
        const struct source_kiosk *kiosk = &source->kiosks.at[i];
        const char *texts[] = {kiosk->id, kiosk->name, kiosk->site, kiosk->region, kiosk->timezone};
        done = !kiosk->id[0] ||
               put_row(merge, "INSERT INTO kiosk VALUES (?1,?2,?3,?4,?5)", texts, NULL);
    }
    for (size_t i = 0; i < source->stands.n && done; i++) {
        const struct source_stand *stand = &source->stands.at[i];
        const char *texts[] = {stand->id, stand->kiosk_id, stand->name, stand->structure,
                               stand->kind};
        done = put_row(merge, "INSERT INTO stand VALUES (?1,?2,?3,?4,?5,?6,?7)", texts,
                       (int64_t[]){stand->opened_at, stand->closed_at});
    }
    return (done && schema_run(merge->db, "COMMIT", NULL)) || write_failed(merge);
}

static bool merge_close(struct merge *merge, bool good)
{
    sqlite3_finalize(merge->add);
    return sqlite3_close(merge->db) == SQLITE_OK && good;
}

/* A -wal left beside the new file would be taken for its own. */
static bool is_free(const char *out, struct err *err)
{
    static const char *const beside[] = {"-wal", "-journal"};
    struct stat status;
    for (int i = 0; i < 2; i++) {
        char name[FILE_PATH_MAX + 16];
        snprintf(name, sizeof name, "%s%s", out, beside[i]);
        if (stat(name, &status) == 0 && status.st_size > 0) {
            return err_set(err,
                           "%s : un autre programme s'en sert (%s est à côté) ; choisissez un "
                           "autre nom",
                           out, file_name(name));
        }
    }
    return stat(out, &status) != 0 || S_ISREG(status.st_mode) ||
           err_set(err, "%s : n'est pas un fichier", out);
}

bool source_merge(const char *out, const char *const *paths, size_t n, struct source *faults,
                  struct err *err)
{
    *faults = (struct source){0};
    char part[FILE_PATH_MAX];
    int length = snprintf(part, sizeof part, "%s.%d.part", out, (int)getpid());
    if (length < 0 || length >= (int)sizeof part) {
        return err_set(err, "%.80s… : ce nom est trop long", out);
    }
    if (!is_free(out, err)) {
        return false;
    }
    unlink(part);
    struct merge merge = {0};
    struct gather gather = {.source = faults,
                            .context = &merge,
                            .begin = merge_begin,
                            .tally = merge_tally,
                            .end = merge_end};
    bool good = merge_open(&merge, part);
    if (good) {
        gather_paths(&gather, paths, n);
        gather_finish(&gather);
        good = !gather.stopped && gather.files > 0 && put_places(&merge, faults);
    }
    good = merge_close(&merge, good);
    if (good && rename(part, out) != 0) {
        good = err_set(&merge.fault, "%s", strerror(errno));
    }
    if (good) {
        file_sync_folder_of(out);
    } else {
        unlink(part);
        err_set(err, "%s : %s ; rien n'a été écrit", out,
                merge.fault.text[0] ? merge.fault.text : "aucune SOURCE n'a pu être lue");
    }
    gather_release(&gather);
    return good;
}

static bool prune_rows(sqlite3 *db, int64_t before, int64_t *deleted, struct err *err)
{
    char sql[512];
    snprintf(sql, sizeof sql, "DELETE FROM tally WHERE hour < %lld", (long long)before);
    if (!schema_run(db, "PRAGMA secure_delete = ON", err) ||
        !schema_run(db, "BEGIN IMMEDIATE", err) || !schema_run(db, sql, err)) {
        return false;
    }
    *deleted = sqlite3_changes(db);
    snprintf(sql, sizeof sql,
             "DELETE FROM stand WHERE closed_at > 0 AND closed_at < %lld"
             " AND id NOT IN (SELECT stand_id FROM tally WHERE stand_id IS NOT NULL)",
             (long long)before);
    return schema_run(db, sql, err) && schema_run(db, "COMMIT", err);
}

bool source_prune(const char *path, int64_t before, int64_t *deleted, struct err *err)
{
    struct err why = {{0}};
    sqlite3 *db = NULL;
    *deleted = 0;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
        return err_set(err, "%s : ce n'est pas une base de comptes", path);
    }
    bool done =
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    if (!done) {
        err_set(&why, "%s", sqlite3_errmsg(db));
    } else {
        schema_harden(db);
        sqlite3_busy_timeout(db, 5000);
        done = schema_examine(db, &why) == SCHEMA_OURS && prune_rows(db, before, deleted, &why);
    }
    if (done && *deleted > 0) {
        schema_run(db, "VACUUM", NULL); /* smaller; a kiosk counting into it may forbid that */
    }
    sqlite3_close(db);
    if (!done) {
        *deleted = 0;
        err_set(err, "%s : %s", path, why.text[0] ? why.text : "la base ne contient rien");
    }
    return done;
}
