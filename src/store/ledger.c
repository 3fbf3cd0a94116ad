#include "store/ledger.h"

#include "base/log.h"
#include "base/str.h"
#include "store/aside.h"
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

static int64_t steady_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What was judged is remembered. */
static void let_go(struct ledger *ledger)
{
    sqlite3_finalize(ledger->add);
    sqlite3_close(ledger->db);
    *ledger = (struct ledger){.verdicts = ledger->verdicts, .verdict_at = ledger->verdict_at};
}

/* Closes without a checkpoint, so that a bad file is put aside as it was found. */
static void close_untouched(struct ledger *ledger)
{
    if (ledger->db) {
        sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    let_go(ledger);
}

/* One more bad verdict, unless the last one was only just given. */
static void blame(struct ledger *ledger)
{
    int64_t now = steady_ms();
    if (ledger->verdicts == 0 || now - ledger->verdict_at >= LEDGER_VERDICT_MS) {
        ledger->verdicts++;
        ledger->verdict_at = now;
    }
}

/* --- is it still there? --- */

static const char *const beside[LEDGER_PLACES] = {"", "-wal", "-shm"};

/* False where the disk does not answer. */
static bool look_at(const char *path, const char *ending, struct ledger_place *place)
{
    char name[FILE_PATH_MAX + 8];
    struct stat status;
    *place = (struct ledger_place){0};
    snprintf(name, sizeof name, "%s%s", path, ending);
    if (stat(name, &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR;
    }
    *place = (struct ledger_place){status.st_dev, status.st_ino};
    return true;
}

static void note_places(struct ledger *ledger)
{
    const char *path = sqlite3_db_filename(ledger->db, "main");
    for (int i = 0; i < LEDGER_PLACES; i++) {
        if (!path || !look_at(path, beside[i], &ledger->places[i])) {
            ledger->places[i] = (struct ledger_place){0};
        }
    }
}

bool ledger_is_gone(const struct ledger *ledger)
{
    const char *path = ledger->db ? sqlite3_db_filename(ledger->db, "main") : NULL;
    for (int i = 0; path && i < LEDGER_PLACES; i++) {
        struct ledger_place now, then = ledger->places[i];
        if (then.file && look_at(path, beside[i], &now) &&
            (now.file != then.file || now.device != then.device)) {
            return true;
        }
    }
    return false;
}

void ledger_close(struct ledger *ledger)
{
    if (ledger_is_gone(ledger)) {
        close_untouched(ledger); /* what bears its name is somebody else's */
        return;
    }
    if (ledger->db) {
        sqlite3_busy_timeout(ledger->db, 0);
        schema_run(ledger->db, "PRAGMA journal_mode = DELETE", NULL);
    }
    let_go(ledger);
}

/* --- a new one --- */

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
 * -journal of one that was taken away back into a new one. NULL: it is not so. */
static const char *why_emptied(const char *path)
{
    int64_t size = file_size(path, "");
    bool left = file_size(path, "-wal") > 0 || file_size(path, "-journal") > 0;
    if (is_absent(path)) {
        return left ? "il ne reste que le -wal ou le -journal de la base" : NULL;
    }
    return size == 0 ? "le fichier est vide, les comptes n'y sont plus" : NULL;
}

/* A new database appears whole or not at all: an empty file would look like one that lost its
 * counts. Killed before the rename it leaves PATH.new, which is made anew. */
static bool open_new(sqlite3 **db, const char *new)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    unlink(new);
    return sqlite3_open_v2(new, db, flags, NULL) == SQLITE_OK &&
           sqlite3_extended_result_codes(*db, 1) == SQLITE_OK &&
           schema_run(*db, "PRAGMA journal_mode = MEMORY", NULL) && /* one file only */
           schema_run(*db, "PRAGMA synchronous = FULL", NULL);
}

/* Gives it its name. */
static bool place_new(const char *new, const char *path, bool ready, struct err *err)
{
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

static bool make_new(const char *path, struct err *err)
{
    char new[FILE_PATH_MAX + 8];
    sqlite3 *made = NULL;
    snprintf(new, sizeof new, "%s.new", path);
    bool ready = open_new(&made, new) && schema_create(made, err);
    if (!ready && !err->text[0]) {
        schema_say(made, err);
    }
    sqlite3_close(made);
    return place_new(new, path, ready, err);
}

/* All that the lost files hold, in one step: their pages are still read through what is open. */
static bool copy_lost(struct ledger *ledger, const char *new, struct err *err)
{
    sqlite3 *made = NULL;
    bool ready = open_new(&made, new);
    sqlite3_backup *backup = ready ? sqlite3_backup_init(made, "main", ledger->db, "main") : NULL;
    ready = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    ready = sqlite3_backup_finish(backup) == SQLITE_OK && ready;
    if (!ready) {
        schema_say(made, err);
    }
    sqlite3_close(made);
    return ready;
}

/* The lost one stays open until the new one has its name: it can be read again. */
static bool make_again(struct ledger *ledger, const char *path, const struct ledger_kiosk *kiosk,
                       struct err *err)
{
    char new[FILE_PATH_MAX + 8];
    bool left = !is_absent(path) || file_size(path, "-wal") >= 0;
    snprintf(new, sizeof new, "%s.new", path);
    bool ready = copy_lost(ledger, new, err) &&
                 (!left || aside_put(path, kiosk->aside,
                                     "remplacée, ou privée de son -wal, en marche", err));
    if (!place_new(new, path, ready, err)) {
        return false;
    }
    log_line(LOG_WARNING,
             "%s : enlevée ou remplacée en marche ; refaite de ce que la borne en avait", path);
    close_untouched(ledger);
    return true;
}

/* --- what the journal holds --- */

enum slots { SLOTS_ALL, SLOTS_BEFORE, SLOTS_NEXT };

/* Those of them, to the stand that the database says is open. */
static int add_slots(struct ledger *ledger, const struct journal *journal, enum slots which,
                     const struct ledger_change *change)
{
    struct journal_key key;
    uint32_t n;
    char present[SCHEMA_ID_SIZE];
    if (!stand_present(ledger->db, ledger->id, present, NULL)) {
        return sqlite3_errcode(ledger->db);
    }
    for (int at = 0; journal_next_sealed(journal, &at, &key, &n);) {
        bool next = change && str_same(key.mark, change->mark);
        if (which != SLOTS_ALL && next != (which == SLOTS_NEXT)) {
            continue;
        }
        sqlite3_bind_text(ledger->add, 1, present, -1, SQLITE_STATIC);
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
    return SQLITE_OK;
}

static bool set_mark(struct ledger *ledger, const struct journal *journal)
{
    char mark[64];
    if (!journal_is_file(journal)) {
        return true; /* the mark stays that of the file, which may yet be opened */
    }
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", (int)journal_generation(journal));
    return sqlite3_exec(ledger->db, mark, NULL, NULL, NULL) == SQLITE_OK;
}

bool ledger_has(struct ledger *ledger, const struct journal *journal)
{
    int64_t mark = 0;
    return journal_is_sealed(journal) && journal_is_file(journal) &&
           schema_number(ledger->db, "PRAGMA application_id", &mark, NULL) &&
           mark == journal_generation(journal);
}

/* What a dead process left was counted by the kiosk, and at the stand, of before. All of it,
 * whatever its marks: a change of stands that was committed took the bank of its mark with it, and
 * what came after belongs to the stand that is open since; one that was not died with its process.
 */
static bool fold_left(struct ledger *ledger, const struct ledger_kiosk *kiosk)
{
    struct journal *left = kiosk->left;
    bool due = ledger->id[0] && left && journal_is_sealed(left) && journal_is_file(left) &&
               !ledger_has(ledger, left);
    return !due ||
           (journal_sync(left, false, NULL) &&
            add_slots(ledger, left, SLOTS_ALL, NULL) == SQLITE_OK && set_mark(ledger, left));
}

/* One transaction; where it fails the caller closes, which undoes it. */
static bool identify(struct ledger *ledger, const struct ledger_kiosk *kiosk,
                     const struct machine *machine)
{
    bool done = schema_run(ledger->db, "BEGIN IMMEDIATE", NULL) && fold_left(ledger, kiosk) &&
                identity_write(ledger->db, &kiosk->who, machine, ledger->id) &&
                schema_run(ledger->db, "COMMIT", NULL);
    if (done) {
        identity_keep(&kiosk->who, machine, ledger->id);
    }
    return done;
}

static bool make_ready(struct ledger *ledger, const struct ledger_kiosk *kiosk,
                       const struct machine *machine)
{
    return schema_run(ledger->db, "PRAGMA synchronous = FULL", NULL) &&
           schema_run(ledger->db, "PRAGMA journal_mode = WAL", NULL) &&
           schema_upgrade(ledger->db, NULL) &&
           sqlite3_prepare_v2(ledger->db, add_sql, -1, &ledger->add, NULL) == SQLITE_OK &&
           identify(ledger, kiosk, machine);
}

/* OURS: open and ready. BLOCKED: closed, later. Others: closed, to be set aside. */
static enum schema_verdict open_once(struct ledger *ledger, const char *path,
                                     const struct ledger_kiosk *kiosk, struct err *why)
{
    enum schema_verdict verdict = SCHEMA_BLOCKED;
    struct machine machine = {.is = MACHINE_UNTOLD};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &ledger->db, flags, NULL) == SQLITE_OK) {
        schema_harden(ledger->db);
        sqlite3_busy_timeout(ledger->db, BUSY_MS);
        verdict = schema_examine(ledger->db, why);
    }
    if (verdict == SCHEMA_OURS) {
        verdict = identity_find(ledger->db, &kiosk->who, &machine, ledger->id, why);
    }
    if (verdict == SCHEMA_OURS && make_ready(ledger, kiosk, &machine)) {
        note_places(ledger);
        return SCHEMA_OURS;
    }
    if (verdict == SCHEMA_OURS || verdict == SCHEMA_BLOCKED) {
        if (!why->text[0]) {
            schema_say(ledger->db, why);
        }
        verdict = SCHEMA_BLOCKED;
    } else if (verdict == SCHEMA_BLANK) {
        err_set(why, "une base sans aucune table");
    }
    close_untouched(ledger);
    return verdict;
}

/* What the disk gives when it is asked for all of it once more. */
static enum schema_verdict uphold(enum schema_verdict verdict, const char *path,
                                  const struct identity *who, struct err *why)
{
    struct err again = {{0}};
    enum schema_verdict second = aside_examine_copy(path, who, false, &again);
    if (second == SCHEMA_OURS) {
        err_set(&again, "le disque ne lit pas deux fois la même chose");
    }
    if (second == SCHEMA_OURS || second == SCHEMA_BLOCKED) {
        *why = again;
        return SCHEMA_BLOCKED;
    }
    return verdict;
}

/* As open_once(), or makes it first. */
static enum schema_verdict open_or_make(struct ledger *ledger, const char *path,
                                        const struct ledger_kiosk *kiosk, struct err *why)
{
    const char *emptied = why_emptied(path);
    if (emptied) {
        err_set(why, "%s", emptied);
        return SCHEMA_DAMAGED;
    }
    if (ledger->verdicts > 1) { /* two folds found it damaged, and no open did */
        enum schema_verdict deep = aside_examine_copy(path, &kiosk->who, true, why);
        if (deep != SCHEMA_OURS) {
            return deep;
        }
        ledger->verdicts = 0;
    }
    if (is_absent(path) && !make_new(path, why)) {
        return SCHEMA_BLOCKED;
    }
    enum schema_verdict verdict = open_once(ledger, path, kiosk, why);
    return verdict == SCHEMA_OURS || verdict == SCHEMA_BLOCKED
               ? verdict
               : uphold(verdict, path, &kiosk->who, why);
}

bool ledger_open(struct ledger *ledger, const char *path, const struct ledger_kiosk *kiosk,
                 struct err *err)
{
    if (ledger->db && ledger_is_gone(ledger) && !make_again(ledger, path, kiosk, err)) {
        return false;
    }
    for (int tries = 0; tries < 2 && !ledger->db; tries++) {
        struct err why = {{0}};
        enum schema_verdict verdict = open_or_make(ledger, path, kiosk, &why);
        if (verdict == SCHEMA_OURS) {
            break;
        }
        if (verdict == SCHEMA_BLOCKED) {
            return err_set(err, "%s : %s", path, why.text);
        }
        blame(ledger);
        if (ledger->verdicts < 2) {
            return err_set(err, "%s : %s ; la borne y regarde encore avant de la mettre de côté",
                           path, why.text);
        }
        if (!aside_put(path, kiosk->aside, why.text, err)) {
            return false;
        }
        ledger->verdicts = 0;
    }
    return ledger->db || err_set(err, "%s : ne peut pas être remplacé", path);
}

static bool add_bank(struct ledger *ledger, const struct journal *journal,
                     const struct ledger_change *change)
{
    if (!change) {
        return add_slots(ledger, journal, SLOTS_ALL, change) == SQLITE_OK &&
               set_mark(ledger, journal);
    }
    return add_slots(ledger, journal, SLOTS_BEFORE, change) == SQLITE_OK &&
           stand_switch(ledger->db, ledger->id, change->next, change->wall) &&
           add_slots(ledger, journal, SLOTS_NEXT, change) == SQLITE_OK && set_mark(ledger, journal);
}

/* Says what went wrong, and lets go of a file that will not get better by trying again. */
static bool give_up(struct ledger *ledger, struct err *err)
{
    schema_say(ledger->db, err);
    int code = sqlite3_errcode(ledger->db) & 0xff;
    schema_run(ledger->db, "ROLLBACK", NULL);
    if (schema_is_damage(code)) {
        blame(ledger);
    }
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED && code != SQLITE_FULL) {
        close_untouched(ledger);
    }
    return false;
}

/* Begins a transaction, but never in a file that was taken away under our hands. */
static bool begin(struct ledger *ledger, struct err *err)
{
    if (ledger_is_gone(ledger)) { /* it stays open: the next open makes a new one of it */
        return err_set(err, "%s : la base a été enlevée", sqlite3_db_filename(ledger->db, "main"));
    }
    return schema_run(ledger->db, "BEGIN IMMEDIATE", NULL) || give_up(ledger, err);
}

bool ledger_fold(struct ledger *ledger, const struct journal *journal,
                 const struct ledger_change *change, struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    if (ledger_has(ledger, journal)) {
        schema_run(ledger->db, "ROLLBACK", NULL);
        return !change || ledger_switch(ledger, change, err);
    }
    if (!add_bank(ledger, journal, change) || !schema_run(ledger->db, "COMMIT", NULL)) {
        return give_up(ledger, err);
    }
    ledger->verdicts = 0;
    return true;
}

bool ledger_switch(struct ledger *ledger, const struct ledger_change *change, struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    return (stand_switch(ledger->db, ledger->id, change->next, change->wall) &&
            schema_run(ledger->db, "COMMIT", NULL)) ||
           give_up(ledger, err);
}

bool ledger_checkpoint(struct ledger *ledger)
{
    int all = 0, moved = -1;
    return !ledger_is_gone(ledger) &&
           sqlite3_wal_checkpoint_v2(ledger->db, "main", SQLITE_CHECKPOINT_PASSIVE, &all, &moved) ==
               SQLITE_OK &&
           all == moved;
}

bool ledger_merge(struct ledger *ledger, const char *path, int64_t wall, bool damaged_too,
                  int64_t *gained, struct err *err)
{
    return aside_merge(ledger->db, ledger->id, path, wall, damaged_too, gained, err);
}

bool ledger_present(struct ledger *ledger, char id[SCHEMA_ID_SIZE], bool *opened)
{
    return stand_present(ledger->db, ledger->id, id, opened);
}

bool ledger_content(struct ledger *ledger, const char *content, struct err *err)
{
    if (!begin(ledger, err)) {
        return false;
    }
    return (identity_content(ledger->db, ledger->id, content) &&
            schema_run(ledger->db, "COMMIT", NULL)) ||
           give_up(ledger, err);
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
