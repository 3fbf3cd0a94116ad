#include "sources/merge.h"

#include "base/str.h"
#include "store/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFLICT                                                                                   \
    " ON CONFLICT(stand_id, hour, origin, counter, item)"                                          \
    " DO UPDATE SET n = excluded.n WHERE excluded.n > n"

static bool write_failed(struct merge *merge)
{
    if (!merge->fault.text[0]) {
        schema_say(merge->db, &merge->fault);
    }
    return false;
}

static bool merge_run(struct merge *merge, const char *sql)
{
    return schema_run(merge->db, sql, NULL) || write_failed(merge);
}

/* The SQL function: may this row be taken? Stands are told to the gathering on the way. */
static void is_good(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct merge *merge = sqlite3_user_data(context);
    const char *stand;
    struct source_row row;
    bool good = n == 6 && reader_take(merge->reader, values, &stand, &row);
    if (good && strcmp(merge->stand, stand) != 0) {
        gather_stand(&merge->gather, stand);
        str_fit(merge->stand, sizeof merge->stand, stand);
    }
    sqlite3_result_int(context, good);
}

/* ATTACH 'URI' AS pull; quotes in a name are not the end of it. */
static bool attach(struct merge *merge, const struct reader *reader)
{
    char *sql = sqlite3_mprintf("ATTACH %Q AS pull", str_text(&reader->uri));
    bool done = sql && schema_run(merge->db, sql, NULL);
    sqlite3_free(sql);
    return done;
}

/* Whose fault a failed copy of rows is: reading is the SOURCE's. */
static enum gather_taken blame(struct merge *merge)
{
    int code = sqlite3_extended_errcode(merge->db);
    bool reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ||
                   code == SQLITE_IOERR_CORRUPTFS || schema_is_damage(code);
    if (!reading) {
        write_failed(merge);
    }
    return reading ? GATHER_DAMAGED : GATHER_STOPPED;
}

static enum gather_taken copy_rows(struct merge *merge)
{
    static const char copy[] = "INSERT INTO main.tally(stand_id, hour, origin, counter, item, n)"
                               " SELECT stand_id, hour, origin, counter, item, n FROM pull.tally"
                               " WHERE is_good(stand_id, hour, origin, counter, item, n)" CONFLICT;
    if (!merge_run(merge, "BEGIN")) {
        return GATHER_STOPPED;
    }
    enum gather_taken taken = !schema_run(merge->db, copy, NULL) ? blame(merge)
                              : merge->reader->damaged           ? GATHER_DAMAGED
                                                                 : GATHER_WHOLE;
    bool done = taken == GATHER_WHOLE
                    ? merge_run(merge, "COMMIT")
                    : sqlite3_get_autocommit(merge->db) || merge_run(merge, "ROLLBACK");
    return done ? taken : GATHER_STOPPED;
}

static enum gather_taken merge_rows(void *context, struct reader *reader)
{
    struct merge *merge = context;
    merge->reader = reader;
    merge->stand[0] = '\0';
    /* It was read a moment ago: gone, or no longer the same. */
    enum gather_taken taken = attach(merge, reader) ? copy_rows(merge) : GATHER_DAMAGED;
    schema_run(merge->db, "DETACH pull", NULL);
    return taken;
}

static bool merge_row(void *context, const char *stand, const struct source_row *row)
{
    struct merge *merge = context;
    sqlite3_bind_text(merge->add, 1, stand, -1, SQLITE_STATIC);
    sqlite3_bind_int64(merge->add, 2, row->hour);
    sqlite3_bind_text(merge->add, 3, counter_origin_name(row->origin), -1, SQLITE_STATIC);
    sqlite3_bind_text(merge->add, 4, row->counter, -1, SQLITE_STATIC);
    sqlite3_bind_text(merge->add, 5, row->item, -1, SQLITE_STATIC);
    sqlite3_bind_int64(merge->add, 6, row->n);
    sqlite3_step(merge->add);
    return sqlite3_reset(merge->add) == SQLITE_OK || write_failed(merge);
}

bool merge_open(struct merge *merge, const char *path, struct source *source)
{
    /* Nobody sees the file before the last commit, which syncs it whole; a file's rows that are
     * taken back are few beside it. */
    static const char fast[] =
        "PRAGMA main.page_size = 16384; PRAGMA main.synchronous = OFF;"
        "PRAGMA main.journal_mode = MEMORY;"
        "PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA main.cache_size = -16384";
    static const char add[] = "INSERT INTO main.tally(stand_id, hour, origin, counter, item, n)"
                              " VALUES (?1,?2,?3,?4,?5,?6)" CONFLICT;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    *merge = (struct merge){
        .gather = {.source = source, .context = merge, .take = merge_rows, .row = merge_row}};
    /* ATTACH wants URIs; a name that looks like one is none. */
    char name[FILE_PATH_MAX + 8];
    snprintf(name, sizeof name, "%s%s", str_starts(path, "file:") ? "./" : "", path);
    if (sqlite3_open_v2(name, &merge->db, flags, NULL) != SQLITE_OK) {
        return write_failed(merge);
    }
    schema_harden(merge->db);
    bool ready = schema_run(merge->db, fast, NULL) && schema_create(merge->db, &merge->fault) &&
                 sqlite3_prepare_v2(merge->db, add, -1, &merge->add, NULL) == SQLITE_OK &&
                 sqlite3_create_function(merge->db, "is_good", 6, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                         merge, is_good, NULL, NULL) == SQLITE_OK;
    return ready || write_failed(merge);
}

bool merge_take(struct merge *merge, const char *const *paths, size_t n)
{
    struct gather *gather = &merge->gather;
    gather_paths(gather, paths, n);
    gather->stopped = gather->stopped || !merge_run(merge, "BEGIN");
    gather_finish(gather);
    return !gather->stopped && merge_run(merge, "COMMIT");
}

bool merge_close(struct merge *merge)
{
    sqlite3_finalize(merge->add);
    bool closed = sqlite3_close(merge->db) == SQLITE_OK;
    gather_release(&merge->gather);
    *merge = (struct merge){.fault = merge->fault};
    return closed;
}

/* Puts a row of texts, then numbers; 0 is not known and becomes NULL, as a text that is NULL. */
static bool put_row(struct merge *merge, sqlite3_stmt *put, const char *const *texts, int n,
                    const int64_t *numbers, int count)
{
    for (int i = 0; i < n; i++) {
        sqlite3_bind_text(put, i + 1, texts[i], -1, SQLITE_STATIC);
    }
    for (int i = 0; i < count; i++) {
        if (numbers[i] > 0) {
            sqlite3_bind_int64(put, n + i + 1, numbers[i]);
        } else {
            sqlite3_bind_null(put, n + i + 1);
        }
    }
    sqlite3_step(put);
    return sqlite3_reset(put) == SQLITE_OK || write_failed(merge);
}

/* NULL where it is not known. */
static const char *known(const char *text)
{
    return text[0] ? text : NULL;
}

static bool put_kiosks(struct merge *merge, const struct source *source)
{
    static const char sql[] = "INSERT INTO kiosk(id, name, site, region, timezone, departement,"
                              " program, content, keep_months)"
                              " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)";
    sqlite3_stmt *put = NULL;
    bool done = sqlite3_prepare_v2(merge->db, sql, -1, &put, NULL) == SQLITE_OK;
    for (size_t i = 0; i < source->kiosks.n && done; i++) {
        const struct source_kiosk *kiosk = &source->kiosks.at[i];
        const char *texts[] = {kiosk->id,
                               kiosk->name,
                               kiosk->site,
                               kiosk->region,
                               kiosk->timezone,
                               known(kiosk->departement),
                               known(kiosk->program),
                               known(kiosk->content)};
        const int64_t months = kiosk->keep_months;
        done = !kiosk->id[0] || put_row(merge, put, texts, 8, &months, 1);
    }
    sqlite3_finalize(put);
    return done;
}

static bool put_stands(struct merge *merge, const struct source *source)
{
    static const char sql[] = "INSERT INTO stand(id, kiosk_id, name, structure, kind, region,"
                              " departement, site, opened_at, closed_at)"
                              " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)";
    sqlite3_stmt *put = NULL;
    bool done = sqlite3_prepare_v2(merge->db, sql, -1, &put, NULL) == SQLITE_OK;
    for (size_t i = 0; i < source->stands.n && done; i++) {
        const struct source_stand *stand = &source->stands.at[i];
        const char *texts[] = {stand->id,
                               stand->kiosk_id,
                               stand->name,
                               stand->structure,
                               stand->kind,
                               known(stand->region),
                               known(stand->departement),
                               known(stand->site)};
        const int64_t times[] = {stand->opened_at, stand->closed_at};
        done = put_row(merge, put, texts, 8, times, 2);
    }
    sqlite3_finalize(put);
    return done;
}

static bool put_places(struct merge *merge, const struct source *source)
{
    bool done = merge_run(merge, "PRAGMA main.synchronous = FULL") && merge_run(merge, "BEGIN") &&
                put_kiosks(merge, source) && put_stands(merge, source) &&
                merge_run(merge, "COMMIT");
    return done || write_failed(merge);
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
                           "%s : un autre programme s’en sert (%s est à côté) ; choisissez un "
                           "autre nom",
                           out, file_name(name));
        }
    }
    return stat(out, &status) != 0 || S_ISREG(status.st_mode) ||
           err_set(err, "%s : n’est pas un fichier", out);
}

bool source_merge(const char *out, const char *const *paths, size_t n, struct source *faults,
                  struct err *err)
{
    *faults = (struct source){0};
    char part[FILE_PATH_MAX];
    int length = snprintf(part, sizeof part, "%s.%d.part", out, (int)getpid());
    if (length < 0 || length >= (int)sizeof part) {
        return err_set(err, "%.80s… : ce nom est trop long", out);
    }
    if (!is_free(out, err)) {
        return false;
    }
    unlink(part);
    struct merge merge;
    bool good = merge_open(&merge, part, faults);
    merge.gather.no_texts = true; /* no column tells that a row is no hour's */
    good = good && merge_take(&merge, paths, n) && merge.gather.files > 0 &&
           put_places(&merge, faults);
    const char *none = merge.gather.left_out > 0
                           ? "aucune SOURCE n’est une base, les textes restent à côté"
                           : "aucune SOURCE n’a pu être lue";
    good = merge_close(&merge) && good;
    if (good && rename(part, out) != 0) {
        good = err_set(&merge.fault, "%s", err_reason(errno));
    }
    if (good) {
        file_sync_folder_of(out);
    } else {
        unlink(part);
        err_set(err, "%s : %s ; rien n’a été écrit", out,
                merge.fault.text[0] ? merge.fault.text : none);
    }
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

/* In place, unless what lies beside would do harm elsewhere. */
static bool open_to_prune(sqlite3 **db, const char *path, struct err *err)
{
    char *real = realpath(path, NULL);
    bool done = real && strlen(real) < FILE_PATH_MAX
                    ? snapshot_is_safe(real, err)
                    : err_set(err, "le nom complet de ce fichier est trop long");
    if (done &&
        sqlite3_open_v2(real, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        done = schema_say(*db, err);
    }
    free(real);
    return done;
}

bool source_prune(const char *path, int64_t before, int64_t *deleted, struct err *err)
{
    struct err why = {{0}};
    sqlite3 *db = NULL;
    *deleted = 0;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
        return err_set(err, "%s : ce n’est pas une base de comptes", path);
    }
    bool done = open_to_prune(&db, path, &why);
    if (done) {
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
        err_set(err, "%s : %s", path, why.text[0] ? why.text : "la base ne contient rien");
    }
    return done;
}
