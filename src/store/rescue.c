#include "store/rescue.h"

#include "base/str.h"
#include "store/aside.h"
#include "store/claim.h"
#include "store/journal_map.h"
#include "store/ledger.h"

#include <stdarg.h>
#include <unistd.h>

/* Generations of one journal count up by one a fold, from a random one. */
enum { LINEAGE = 1 << 20 };

static void PRINTF_LIKE(2, 3) say(struct rescue *rescue, const char *format, ...)
{
    char line[1400];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    rescue->say(rescue->context, line);
}

static const char *plural(int64_t n)
{
    return n > 1 ? "s" : "";
}

/* --- databases --- */

static void merge_database(struct rescue *rescue, struct ledger *ledger, const char *path)
{
    struct err why = {{0}};
    int64_t gained = 0;
    bool sound = ledger_merge(ledger, path, rescue->wall, true, &gained, &why);
    rescue->found += gained;
    if (sound) {
        say(rescue, "%s : saine, %lld compte%s repris ; elle s’appelle maintenant « .merged.db »",
            path, (long long)gained, plural(gained));
        return;
    }
    rescue->unread++;
    say(rescue, "%s : %s ; %lld compte%s repris, le fichier reste", path, why.text,
        (long long)gained, plural(gained));
}

/* --- journals --- */

/* A bank of it, as far as its header tells. */
struct bank {
    bool known, sealed;
    uint32_t generation;
};

static bool word_is_whole(uint64_t word)
{
    return (uint32_t)word >> 1 != 0 && word == map_bank_word((uint32_t)word >> 1, word & 1);
}

/* The word as it was before one bit of it flipped; 0: more than that has changed. */
static uint64_t heal_word(uint64_t word)
{
    for (int bit = 0; bit < 64 && !word_is_whole(word); bit++) {
        if (word_is_whole(word ^ (uint64_t)1 << bit)) {
            word ^= (uint64_t)1 << bit;
        }
    }
    return word_is_whole(word) ? word : 0;
}

/* Whatever else of both headers is gone: a bank's word has a check of its own. */
static struct bank find_bank(const struct journal_map *map, int bank)
{
    for (int i = 0; i < 2; i++) {
        uint64_t word = heal_word(atomic_load(&map->headers[i].header.bank[bank]));
        if (word) {
            return (struct bank){true, word & 1, (uint32_t)word >> 1};
        }
    }
    return (struct bank){.known = false};
}

/* How much of a bank is not in the database: all of it, nothing, or what the database's rows of
 * those hours lack, where nobody can know any more whether it was folded. */
enum lack { LACKS_ALL, LACKS_NOTHING, LACKS_DIFFERENCE };

static enum lack lack_of(struct ledger *ledger, const struct bank *bank)
{
    int64_t mark = 0;
    if (!schema_number(ledger->db, "PRAGMA application_id", &mark, NULL)) {
        return LACKS_DIFFERENCE;
    }
    int64_t ahead = (int64_t)bank->generation - mark; /* of the last bank folded */
    if (ahead <= 0 && ahead > -LINEAGE) {
        return LACKS_NOTHING;
    }
    return (ahead > 0 && ahead < LINEAGE) || !bank->sealed ? LACKS_ALL : LACKS_DIFFERENCE;
}

static const char stand_sql[] =
    "INSERT OR IGNORE INTO stand(id, kiosk_id, name, structure, kind, opened_at, closed_at, region,"
    " departement, site) SELECT ?1, id, ?2, '', 'affichage', ?3, max(?4, 1), region, departement,"
    " site FROM kiosk WHERE id = ?5";
static const char row_sql[] =
    "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT(stand_id, hour, origin, counter, item)"
    " DO UPDATE SET n = excluded.n WHERE excluded.n > n";
static const char sum_sql[] =
    "SELECT coalesce(sum(n), 0) FROM tally WHERE stand_id <> ?1 AND hour = ?2 AND origin = ?3"
    " AND counter = ?4 AND item = ?5";

static bool run_slot(sqlite3 *db, const char *sql, const char *stand, const struct slot *slot,
                     int64_t *number)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, stand, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 2, slot->key.hour);
        sqlite3_bind_text(statement, 3, slot->key.origin, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 4, slot->key.counter, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 5, slot->key.item, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 6, *number); /* where there is a sixth */
        code = sqlite3_step(statement);
    }
    if (code == SQLITE_ROW) {
        *number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool put_slot(struct ledger *ledger, const char *stand, const struct slot *slot, int64_t n,
                     enum lack lack)
{
    int64_t there = 0;
    if (lack == LACKS_DIFFERENCE) {
        if (!run_slot(ledger->db, sum_sql, stand, slot, &there)) {
            return false;
        }
        n -= there;
    }
    return n <= 0 || run_slot(ledger->db, row_sql, stand, slot, &n);
}

static bool put_stand(struct rescue *rescue, struct ledger *ledger, const char *id,
                      const char *path, int64_t opened)
{
    char name[STORE_TEXT_MAX];
    sqlite3_stmt *statement = NULL;
    snprintf(name, sizeof name, "Repris de %.100s", file_name(path));
    bool done = sqlite3_prepare_v2(ledger->db, stand_sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_int64(statement, 3, opened) == SQLITE_OK &&
                sqlite3_bind_int64(statement, 4, rescue->wall) == SQLITE_OK &&
                sqlite3_bind_text(statement, 5, ledger->id, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return done;
}

/* One bank into a stand that is always the same one for it: done twice, it changes nothing. */
static bool put_bank(struct rescue *rescue, struct ledger *ledger, const char *path,
                     struct slot *slots, const struct bank *bank)
{
    char id[SCHEMA_ID_SIZE];
    enum lack lack = bank->known ? lack_of(ledger, bank) : LACKS_NOTHING;
    bool done = true, named = false;
    snprintf(id, sizeof id, "rescue-%08x", (unsigned)bank->generation);
    for (int i = 0; i < JOURNAL_SLOTS && done && lack != LACKS_NOTHING; i++) {
        uint32_t n = map_slot_n(&slots[i], bank->generation);
        if (n > 0) {
            done = named || put_stand(rescue, ledger, id, path, slots[i].key.hour);
            named = true;
            done = done && put_slot(ledger, id, &slots[i], n, lack);
        }
    }
    return done;
}

static bool put_journal(struct rescue *rescue, struct ledger *ledger, const char *path,
                        struct journal_map *map, int64_t *gained, struct err *err)
{
    static const char sum[] = "SELECT coalesce(sum(n), 0) FROM tally";
    int64_t before = 0, after = 0;
    bool done = schema_run(ledger->db, "BEGIN IMMEDIATE", err) &&
                schema_number(ledger->db, sum, &before, err);
    for (int i = 0; i < 2 && done; i++) {
        struct bank bank = find_bank(map, i);
        done = put_bank(rescue, ledger, path, map_slots(map, i), &bank);
    }
    done = done && schema_number(ledger->db, sum, &after, err) &&
           schema_run(ledger->db, "COMMIT", err);
    if (!done) {
        schema_say(ledger->db, err);
        schema_run(ledger->db, "ROLLBACK", NULL);
    }
    *gained = done ? after - before : 0;
    return done;
}

static bool is_journal(const struct str *bytes, const struct journal_map *map, struct err *err)
{
    if (bytes->n != sizeof *map) {
        return err_set(err, "ce n’est pas un journal de comptes");
    }
    return find_bank(map, 0).known || find_bank(map, 1).known ||
           err_set(err, "son en-tête est illisible, rien ne dit plus ce qui y est compté");
}

static void merge_journal(struct rescue *rescue, struct ledger *ledger, const char *path)
{
    struct str bytes = {0};
    struct err why = {{0}};
    int64_t gained = 0;
    struct journal_map *map = mem_alloc(sizeof *map);
    bool read = file_read(path, sizeof *map, &bytes, &why);
    if (read) {
        memcpy(map, bytes.at, bytes.n);
        read = is_journal(&bytes, map, &why) &&
               put_journal(rescue, ledger, path, map, &gained, &why) && aside_retire(path, &why);
    }
    rescue->found += gained;
    rescue->unread += !read;
    if (read) {
        say(rescue,
            "%s : lu, %lld compte%s repris, dans un stand « Repris de… » ; il s’appelle "
            "maintenant « .merged.journal »",
            path, (long long)gained, plural(gained));
    } else {
        say(rescue, "%s : %s ; rien n’en est repris, le fichier reste", path, why.text);
    }
    free(map);
    str_release(&bytes);
}

/* --- a folder --- */

/* A kiosk in another container is seen by its journal's lock alone. */
static bool is_free(const char *folder, int *claim, struct journal *journal, struct err *err)
{
    char path[FILE_PATH_MAX];
    *journal = (struct journal){.file = -1};
    if (!claim_folder(folder, claim)) {
        return err_set(err, "%s : une borne compte dans ce dossier ; arrêtez-la d’abord", folder);
    }
    return !file_join(path, folder, "counts.journal") || !file_is_file(path) ||
           journal_open(journal, path, NULL, err) != JOURNAL_TAKEN;
}

static bool rescue_files(struct rescue *rescue, const char *folder, const struct aside_files *files,
                         struct err *err)
{
    char path[FILE_PATH_MAX], aside[FILE_PATH_MAX];
    struct ledger ledger = {.db = NULL};
    if (!file_join(path, folder, "counts.db") ||
        !file_join(aside, folder, "counts-rescue.aside.db")) {
        return err_set(err, "%s : ce nom de dossier est trop long", folder);
    }
    const struct ledger_kiosk kiosk = {
        .who = {.now = rescue->wall, .folder = folder, .machine = ""},
        .aside = aside,
    };
    if (!ledger_open(&ledger, path, &kiosk, err)) {
        return false;
    }
    for (size_t i = 0; i < files->list.n; i++) {
        const struct aside_file *file = &files->list.at[i];
        rescue->files++;
        if (file->kind == ASIDE_DATABASE) {
            merge_database(rescue, &ledger, file->path);
        } else {
            merge_journal(rescue, &ledger, file->path);
        }
    }
    ledger_close(&ledger);
    return true;
}

bool rescue_folder(struct rescue *rescue, const char *folder, struct err *err)
{
    struct aside_files files = {{0}};
    struct journal journal;
    int claim;
    bool done = is_free(folder, &claim, &journal, err);
    aside_find(folder, &files);
    if (done && files.list.n > 0) {
        done = rescue_files(rescue, folder, &files, err);
    }
    arr_release(&files.list);
    journal_close(&journal);
    if (claim >= 0) {
        close(claim);
    }
    return done;
}
