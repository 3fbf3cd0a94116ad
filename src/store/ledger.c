#include "store/ledger.h"

#include "base/log.h"
#include "base/str.h"
#include "store/stand.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a fold waits for a lock: a store being closed must not hold the process up. */
enum { BUSY_MS = 800 };

static const char add_sql[] =
    "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (?1,?2,?3,?4,?5,?6)"
    " ON CONFLICT(stand_id, hour, origin, counter, item) DO UPDATE SET n = n + excluded.n";

/* A stand's id is its kiosk's only for the standing one. */
static const char identify_sql[] =
    "INSERT INTO kiosk(id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM kiosk);"
    "UPDATE kiosk SET name = ?2, site = ?3, region = ?4, timezone = ?5"
    " WHERE (name, site, region, timezone) IS NOT (?2, ?3, ?4, ?5);"
    "INSERT INTO stand(id, kiosk_id, kind, opened_at) SELECT id, id, 'affichage', ?6 FROM kiosk"
    " WHERE id NOT IN (SELECT id FROM stand);"
    "UPDATE stand SET name = ?2, structure = ?3 WHERE id = kiosk_id"
    " AND (name, structure) IS NOT (?2, ?3);";

void ledger_close(struct ledger *ledger)
{
    sqlite3_finalize(ledger->add);
    sqlite3_close(ledger->db);
    *ledger = (struct ledger){0};
}

/* Closes without a checkpoint, so that a bad file is put aside as it was found. */
static void close_untouched(struct ledger *ledger)
{
    if (ledger->db) {
        sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    ledger_close(ledger);
}

static bool put_aside(const char *path, const char *aside, const char *why, struct err *err)
{
    /* The database last: until then all of it is done again. */
    static const char *const endings[] = {"-wal", "-shm", "-journal", ""};
    char name[FILE_PATH_MAX], from[FILE_PATH_MAX + 8], to[FILE_PATH_MAX + 8];
    if (!journal_free_name(name, aside)) {
        return err_set(err, "%s : %s, et ne peut pas être mis de côté (%s)", path, why,
                       err_reason(errno));
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(from, sizeof from, "%s%s", path, endings[i]);
        snprintf(to, sizeof to, "%s%s", name, endings[i]);
        if (rename(from, to) != 0 && errno != ENOENT) {
            return err_set(err, "%s : %s, et ne peut pas être mis de côté (%s)", path, why,
                           err_reason(errno));
        }
    }
    log_line(LOG_WARNING,
             "%s : %s. Mis de côté sous %s, rien n'est effacé ; le comptage continue dans une "
             "base neuve",
             path, why, file_name(name));
    return true;
}

static int64_t file_size(const char *path, const char *ending)
{
    char name[FILE_PATH_MAX + 8];
    struct stat status;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &status) == 0 ? (int64_t)status.st_size : -1;
}

/* Only what is surely not there may be made: a disk that stammers, or a link to one that is not
 * mounted yet, is not an empty folder. */
static bool is_absent(const char *path)
{
    struct stat status;
    return lstat(path, &status) != 0 && errno == ENOENT;
}

/* SQLite takes an empty file for a new database, and forgets a -wal beside it; and it would play a
 * -journal of one that was taken away back into a new one. */
static bool move_emptied(const char *path, const char *aside, struct err *err)
{
    int64_t size = file_size(path, "");
    bool left = file_size(path, "-wal") > 0 || file_size(path, "-journal") > 0;
    if (is_absent(path) ? !left : size != 0) {
        return true;
    }
    return put_aside(path, aside,
                     size == 0 ? "le fichier est vide, les comptes n'y sont plus"
                               : "il ne reste que le -wal ou le -journal de la base",
                     err);
}

/* A new database appears whole or not at all: an empty file would look like one that lost its
 * counts. Killed before the rename it leaves PATH.new, which is made anew. */
static bool make_new(const char *path, struct err *err)
{
    char new[FILE_PATH_MAX + 8];
    snprintf(new, sizeof new, "%s.new", path);
    unlink(new);
    struct ledger made = {0};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool ready = sqlite3_open_v2(new, &made.db, flags, NULL) == SQLITE_OK &&
                 sqlite3_extended_result_codes(made.db, 1) == SQLITE_OK &&
                 schema_run(made.db, "PRAGMA journal_mode = MEMORY", NULL) && /* one file only */
                 schema_run(made.db, "PRAGMA synchronous = FULL", NULL) &&
                 schema_create(made.db, err);
    if (!ready && !err->text[0]) {
        schema_say(made.db, err);
    }
    ledger_close(&made);
    if (ready && !file_rename_new(AT_FDCWD, new, path)) {
        ready = err_set(err, "la base ne peut pas être créée (%s)", err_reason(errno));
    }
    if (ready) {
        file_sync_folder_of(path);
    } else {
        unlink(new);
    }
    return ready;
}

static bool bind_kiosk(sqlite3_stmt *statement, const char *id, const struct ledger_kiosk *kiosk)
{
    const char *texts[] = {id, kiosk->name, kiosk->site, kiosk->region, kiosk->timezone};
    int parameters = sqlite3_bind_parameter_count(statement);
    for (int i = 0; i < 5 && i < parameters; i++) {
        sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC);
    }
    return parameters < 6 || sqlite3_bind_int64(statement, 6, kiosk->now) == SQLITE_OK;
}

/* One transaction; where it fails the caller closes, which undoes it. */
static bool identify(struct ledger *ledger, const struct ledger_kiosk *kiosk)
{
    char fresh[SCHEMA_ID_SIZE];
    schema_new_id(fresh);
    int code = sqlite3_exec(ledger->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (const char *sql = identify_sql; *sql && code == SQLITE_OK;) {
        sqlite3_stmt *statement = NULL;
        code = sqlite3_prepare_v2(ledger->db, sql, -1, &statement, &sql);
        if (code == SQLITE_OK && bind_kiosk(statement, fresh, kiosk)) {
            sqlite3_step(statement);
            code = sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
    return code == SQLITE_OK && schema_run(ledger->db, "COMMIT", NULL);
}

static bool read_id(struct ledger *ledger)
{
    sqlite3_stmt *statement = NULL;
    bool found =
        sqlite3_prepare_v2(ledger->db, "SELECT id FROM kiosk", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW;
    const char *id = found ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    found = id && str_fit(ledger->id, sizeof ledger->id, id);
    sqlite3_finalize(statement);
    return found;
}

/* A merged database is good, but it is nobody's own. */
static enum schema_verdict examine(struct ledger *ledger, struct err *why)
{
    int64_t kiosks = 0, nameless = 0;
    enum schema_verdict verdict = schema_examine(ledger->db, why);
    if (verdict != SCHEMA_OURS) {
        return verdict;
    }
    if (!schema_number(ledger->db, "SELECT count(*) FROM kiosk", &kiosks, NULL) ||
        !schema_number(ledger->db,
                       "SELECT count(*) FROM kiosk WHERE id IS NULL"
                       " OR length(CAST(id AS BLOB)) NOT BETWEEN 1 AND 36",
                       &nameless, NULL)) {
        return SCHEMA_BLOCKED;
    }
    if (kiosks > 1 || nameless > 0) {
        err_set(why, kiosks > 1 ? "cette base réunit les comptes de plusieurs bornes"
                                : "la borne de cette base n'a pas d'identifiant");
        return SCHEMA_FOREIGN;
    }
    return SCHEMA_OURS;
}

static bool make_ready(struct ledger *ledger, const struct ledger_kiosk *kiosk)
{
    return schema_run(ledger->db, "PRAGMA synchronous = FULL", NULL) &&
           schema_run(ledger->db, "PRAGMA journal_mode = WAL", NULL) && identify(ledger, kiosk) &&
           read_id(ledger) &&
           sqlite3_prepare_v2(ledger->db, add_sql, -1, &ledger->add, NULL) == SQLITE_OK;
}

/* OURS: open and ready. BLOCKED: closed, later. Others: closed, to be set aside. */
static enum schema_verdict open_once(struct ledger *ledger, const char *path,
                                     const struct ledger_kiosk *kiosk, struct err *why)
{
    enum schema_verdict verdict = SCHEMA_BLOCKED;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &ledger->db, flags, NULL) == SQLITE_OK) {
        schema_harden(ledger->db);
        sqlite3_busy_timeout(ledger->db, BUSY_MS);
        verdict = examine(ledger, why);
    }
    if (verdict == SCHEMA_OURS && make_ready(ledger, kiosk)) {
        return SCHEMA_OURS;
    }
    if (verdict == SCHEMA_OURS || verdict == SCHEMA_BLOCKED) {
        schema_say(ledger->db, why);
        verdict = SCHEMA_BLOCKED;
    } else if (verdict == SCHEMA_BLANK) {
        err_set(why, "une base sans aucune table");
    }
    close_untouched(ledger);
    return verdict;
}

bool ledger_open(struct ledger *ledger, const char *path, const struct ledger_kiosk *kiosk,
                 struct err *err)
{
    for (int tries = 0; tries < 2; tries++) {
        struct err why = {{0}};
        bool movable = ledger->damaged
                           ? put_aside(path, kiosk->aside, "la base est endommagée", err)
                           : move_emptied(path, kiosk->aside, err);
        if (!movable) {
            return false;
        }
        ledger->damaged = false;
        enum schema_verdict verdict = SCHEMA_BLOCKED;
        if (!is_absent(path) || make_new(path, &why)) {
            verdict = open_once(ledger, path, kiosk, &why);
        }
        if (verdict == SCHEMA_OURS) {
            return true;
        }
        if (verdict == SCHEMA_BLOCKED) {
            return err_set(err, "%s : %s", path, why.text);
        }
        if (!put_aside(path, kiosk->aside, why.text, err)) {
            return false;
        }
    }
    return err_set(err, "%s : ne peut pas être remplacé", path);
}

static int add_slots(struct ledger *ledger, const struct journal *journal)
{
    struct journal_key key;
    uint32_t n;
    char present[SCHEMA_ID_SIZE];
    if (!stand_present(ledger->db, ledger->id, present)) {
        return sqlite3_errcode(ledger->db);
    }
    for (int at = 0; journal_next_sealed(journal, &at, &key, &n);) {
        const char *stand = key.stand[0] ? key.stand : present;
        sqlite3_bind_text(ledger->add, 1, stand, -1, SQLITE_STATIC);
        sqlite3_bind_int64(ledger->add, 2, key.hour);
        sqlite3_bind_text(ledger->add, 3, key.origin, -1, SQLITE_STATIC);
        sqlite3_bind_text(ledger->add, 4, key.counter, -1, SQLITE_STATIC);
        sqlite3_bind_text(ledger->add, 5, key.item, -1, SQLITE_STATIC);
        sqlite3_bind_int64(ledger->add, 6, n);
        sqlite3_step(ledger->add);
        int code = sqlite3_reset(ledger->add);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    if (!journal_is_file(journal)) {
        return SQLITE_OK; /* the mark stays that of the file, which may yet be opened */
    }
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", (int)journal_generation(journal));
    return sqlite3_exec(ledger->db, mark, NULL, NULL, NULL);
}

/* Says what went wrong, and lets go of a file that will not get better by trying again. */
static bool give_up(struct ledger *ledger, struct err *err)
{
    schema_say(ledger->db, err);
    int code = sqlite3_errcode(ledger->db) & 0xff;
    schema_run(ledger->db, "ROLLBACK", NULL);
    bool damaged = schema_is_damage(code);
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED && code != SQLITE_FULL) {
        close_untouched(ledger);
        ledger->damaged = damaged;
    }
    return false;
}

bool ledger_has(struct ledger *ledger, const struct journal *journal)
{
    int64_t mark = 0;
    return journal_is_sealed(journal) && journal_is_file(journal) &&
           schema_number(ledger->db, "PRAGMA application_id", &mark, NULL) &&
           mark == journal_generation(journal);
}

/* Begins a transaction, but never in a file that was taken away under our hands. */
static bool begin(struct ledger *ledger, struct err *err)
{
    int moved = 0;
    sqlite3_file_control(ledger->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved) {
        err_set(err, "%s : la base a été enlevée", sqlite3_db_filename(ledger->db, "main"));
        close_untouched(ledger);
        return false;
    }
    return schema_run(ledger->db, "BEGIN IMMEDIATE", NULL) || give_up(ledger, err);
}

bool ledger_fold(struct ledger *ledger, const struct journal *journal, struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    if (ledger_has(ledger, journal)) {
        schema_run(ledger->db, "ROLLBACK", NULL);
        return true;
    }
    if (add_slots(ledger, journal) != SQLITE_OK || !schema_run(ledger->db, "COMMIT", NULL)) {
        return give_up(ledger, err);
    }
    return true;
}

bool ledger_switch(struct ledger *ledger, const struct store_stand *next, int64_t wall,
                   struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    return (stand_switch(ledger->db, ledger->id, next, wall) &&
            schema_run(ledger->db, "COMMIT", NULL)) ||
           give_up(ledger, err);
}

bool ledger_present(struct ledger *ledger, char id[SCHEMA_ID_SIZE])
{
    return stand_present(ledger->db, ledger->id, id);
}

bool ledger_read(struct ledger *ledger, int64_t since, struct store_stand *stand,
                 struct store_rows *rows, struct err *err)
{
    return stand_read(ledger->db, ledger->id, since, stand, rows) || give_up(ledger, err);
}

bool ledger_prune(struct ledger *ledger, int64_t before, int *rows, int *stands, struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    if (!schema_run(ledger->db, "PRAGMA secure_delete = ON", NULL) ||
        !stand_prune(ledger->db, ledger->id, before, rows, stands) ||
        !schema_run(ledger->db, "COMMIT", NULL)) {
        return give_up(ledger, err);
    }
    if (*rows > 0 || *stands > 0) { /* the -wal too still holds them; a reader may forbid it */
        schema_run(ledger->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
    }
    return true;
}

bool ledger_total(struct ledger *ledger, const char *counter, const char *item, int64_t *total)
{
    static const char sql[] =
        "SELECT coalesce(sum(n), 0) FROM tally WHERE counter = ?1 AND (?2 IS NULL OR item = ?2)"
        " AND stand_id IN (SELECT id FROM stand WHERE kiosk_id = ?3)";
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, counter, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, item, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 3, ledger->id, -1, SQLITE_STATIC);
    }
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    *total = found ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return found;
}
