/* Why nothing is counted twice, and what a kill or a power cut can lose.
 *
 * The database keeps, in its header's application_id and so in the same transaction as the rows,
 * the generation of the last bank folded into it. The life of a bank, in order:
 *
 *   1. active: adds create slots or raise their count, a checked 64-bit word, by one store;
 *   2. sealed: one store of its header word; the other bank takes the adds;
 *   3. journal_sync(): header and sealed bank are on the disk;
 *   4. one SQLite transaction adds its slots and sets application_id = its generation;
 *   5. cleared: one store gives its header word the next generation. A slot's check covers the
 *      generation, so that store empties all of them.
 *
 * The next open folds a bank unless its generation is the database's application_id, and goes on
 * adding only into a bank that was never sealed.
 *
 * SIGKILL keeps every store made so far. Killed in 1: the last slot is whole or has no valid check.
 * In 2 to 4: the bank is folded at the next open. Between the commit and 5: application_id tells.
 * A commit that reported an error and yet happened is told by the same comparison.
 *
 * Power cut: any page may be as old as its last sync. Let A be folded (A.g1 in the database), then
 * cleared (A.g3), B (g2) active. Until step 3 of B the disk may still show A as g1, which is
 * application_id and is skipped; slots of g3 under a header of g1, or of g1 under one of g3, fail
 * their check: only adds younger than the last sync are lost. Before step 4 of B, step 3 has put
 * A.g3 on the disk, so a bank that is neither empty nor application_id was never committed. Both
 * header words lie in one sector. A torn slot fails its check.
 *
 * A journal in memory dies with its process and leaves no mark: the file beside it, once it can be
 * opened, is judged by the mark of its own last bank. (Only a commit that reports an error and yet
 * happens could count a bank of memory twice.)
 *
 * Another database (set aside, replaced) holds another application_id: banks then go to it whole.
 *
 * A key names no stand: it goes to the one that the database says is open when its bank is folded.
 * What is counted while a stand is being opened or closed bears the mark of that change. The bank
 * that holds both kinds is folded in the transaction that changes the stand: the ones before, the
 * others after. Killed before that commit, all of it is of the stand of before, which is still
 * open; after it, whatever the journal holds was counted later.
 *
 * The file may go at any moment: be cut to nothing (a store into it is then a SIGBUS), be deleted,
 * or fail. So what counts is plain memory, read once with calls that tell their errors; each word
 * is then stored a second time, into the file's mapping, which only the next process reads. Where
 * that mapping is lost (mirror.h says why no look beforehand could be enough) nothing is: the
 * worker makes a new file of the memory. A read that failed is no verdict on a journal.
 *
 * Layout: bank 0, header, bank 1: one msync covers the header and either bank and leaves the pages
 * being added to writable, so that an add does not fault into a file system busy with the sync. The
 * header stands twice, in two sectors; the second is stored after the first and read only where the
 * first fails its check, so one flipped bit costs nothing there, and one slot elsewhere. A journal
 * of version 1 has no second header, and goes on as one of version 2. */
#include "store/journal.h"

#include "base/log.h"
#include "base/str.h"
#include "store/journal_map.h"
#include "store/mirror.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static struct slot *bank_slots(const struct journal *journal, int bank)
{
    return map_slots(journal->map, bank);
}

static uint32_t bank_state(const struct journal *journal, int bank)
{
    return (uint32_t)atomic_load_explicit(&journal->map->headers[0].header.bank[bank],
                                          memory_order_relaxed);
}

static uint32_t bank_generation(const struct journal *journal, int bank)
{
    return bank_state(journal, bank) >> 1;
}

static void bank_set(struct journal *journal, int bank, uint32_t generation, bool sealed)
{
    map_set(journal->map, bank, map_bank_word(generation, sealed));
    if (journal->disk) {
        map_set(journal->disk, bank, map_bank_word(generation, sealed));
    }
}

/* Counting up, so that no slot left from long ago can ever look young (round again in 34 years). */
static uint32_t next_generation(const struct journal *journal)
{
    uint32_t a = bank_generation(journal, 0), b = bank_generation(journal, 1);
    uint32_t next = ((a > b ? a : b) + 1) & INT32_MAX;
    return next ? next : 1;
}

/* Where this key is, or would go, in the bank's index. */
static uint16_t *index_find(struct journal *journal, int bank, const struct journal_key *key,
                            uint64_t hash)
{
    const struct slot *slots = bank_slots(journal, bank);
    for (size_t i = hash % JOURNAL_INDEX;; i = (i + 1) % JOURNAL_INDEX) {
        uint16_t *entry = &journal->index[bank][i];
        if (*entry == 0 || memcmp(&slots[*entry - 1].key, key, sizeof *key) == 0) {
            return entry;
        }
    }
}

/* After a power cut valid slots may have holes between them: used covers them all, and a hole
 * keeps its place until the bank is cleared. */
static void index_rebuild(struct journal *journal, int bank)
{
    const struct slot *slots = bank_slots(journal, bank);
    memset(journal->index[bank], 0, sizeof journal->index[bank]);
    journal->used[bank] = 0;
    for (int i = 0; i < JOURNAL_SLOTS; i++) {
        if (map_slot_n(&slots[i], bank_generation(journal, bank)) > 0) {
            uint64_t hash = map_hash(&slots[i].key);
            *index_find(journal, bank, &slots[i].key, hash) = (uint16_t)(i + 1);
            journal->used[bank] = i + 1;
        }
    }
}

/* Goes on where the last process stopped. */
static void journal_resume(struct journal *journal)
{
    index_rebuild(journal, 0);
    index_rebuild(journal, 1);
    if (bank_state(journal, 0) & 1 || bank_state(journal, 1) & 1) {
        journal->active = bank_state(journal, 0) & 1 ? 1 : 0;
        return;
    }
    journal->active = journal->used[1] > 0 && journal->used[0] == 0;
    if (journal->used[0] > 0 && journal->used[1] > 0) {
        bank_set(journal, 1, bank_generation(journal, 1), true);
    }
}

bool journal_free_name(char out[FILE_PATH_MAX], const char *path)
{
    const char *name = file_name(path);
    const char *dot = strchr(name, '.');
    int stem = (int)(dot ? dot - path : (ptrdiff_t)strlen(path));
    struct stat status;
    for (int i = 1; i < 10000; i++) {
        int n = i == 1 ? snprintf(out, FILE_PATH_MAX, "%s", path)
                       : snprintf(out, FILE_PATH_MAX, "%.*s-%d%s", stem, path, i, path + stem);
        if (n < 0 || n >= FILE_PATH_MAX) {
            return false;
        }
        if (lstat(out, &status) != 0) {
            return errno == ENOENT;
        }
    }
    return false;
}

/* True if the file at path is still the one that was opened and locked. */
static bool same_file(int file, const char *path)
{
    struct stat opened, named;
    return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

static enum journal_opened open_locked(int *file, const char *path, bool make, struct err *err)
{
    for (int tries = 0; tries < 100; tries++) {
        int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (make ? O_CREAT : 0);
        *file = open(path, flags, 0644);
        if (*file < 0) {
            err_set(err, "%s : ne peut pas être ouvert (%s)", path, err_reason(errno));
            return JOURNAL_REFUSED;
        }
        if (flock(*file, LOCK_EX | LOCK_NB) != 0) {
            bool taken = errno == EWOULDBLOCK;
            if (taken) {
                err_set(err, JOURNAL_TAKEN_SAYS, path);
            } else {
                err_set(err, "%s : %s", path, err_reason(errno));
            }
            close(*file);
            return taken ? JOURNAL_TAKEN : JOURNAL_REFUSED;
        }
        if (same_file(*file, path)) {
            return JOURNAL_READY;
        }
        close(*file); /* set aside by another process between our open and our lock */
    }
    err_set(err, "%s : change sans cesse", path);
    return JOURNAL_REFUSED;
}

/* Reserves every block: a hole in the map would be a SIGBUS on a full disk. */
static struct journal_map *map_file(int file, const char *path, struct err *err)
{
    struct stat before;
    struct journal_map *map = NULL;
    int fault =
        fstat(file, &before) != 0 ? errno : posix_fallocate(file, 0, sizeof(struct journal_map));
    if (fault != 0) {
        if (ftruncate(file, before.st_size) != 0) {
            fault = errno; /* a part reserved in vain: it will be set aside, nothing is in it */
        }
        err_set(err, "%s : pas de place pour le journal (%s)", path, err_reason(fault));
        return NULL;
    }
    map = mirror_map(file, sizeof *map);
    if (!map) {
        err_set(err, "%s : ne peut pas être projeté en mémoire (%s)", path, err_reason(errno));
    }
    return map;
}

static bool read_all(int file, char *into, size_t n)
{
    for (size_t got = 0; got < n;) {
        ssize_t one = pread(file, into + got, n - got, (off_t)got);
        if (one == 0) {
            errno = EIO; /* cut short between the look and the read */
        }
        if (one == 0 || (one < 0 && errno != EINTR)) {
            return false;
        }
        got += one > 0 ? (size_t)one : 0;
    }
    return true;
}

enum found { FOUND_OURS, FOUND_BLANK, FOUND_FOREIGN, FOUND_UNREAD };

/* What is in the file, into memory. */
static enum found load(struct journal *journal, const char *path, struct err *err)
{
    struct stat status;
    journal->map = calloc(1, sizeof *journal->map);
    if (!journal->map) {
        err_set(err, "%s : il manque de la mémoire", path);
        return FOUND_UNREAD;
    }
    if (fstat(journal->file, &status) != 0) {
        err_set(err, "%s : ne peut pas être lu (%s)", path, err_reason(errno));
        return FOUND_UNREAD;
    }
    if (S_ISREG(status.st_mode) && status.st_size == 0) {
        return FOUND_BLANK;
    }
    if (!S_ISREG(status.st_mode) || status.st_size != (off_t)sizeof *journal->map) {
        return FOUND_FOREIGN;
    }
    if (!read_all(journal->file, (char *)journal->map, sizeof *journal->map)) {
        err_set(err, "%s : ne peut pas être lu (%s)", path, err_reason(errno));
        return FOUND_UNREAD;
    }
    if (map_is_blank(journal->map)) {
        return FOUND_BLANK;
    }
    return map_choose_header(journal->map) ? FOUND_OURS : FOUND_FOREIGN;
}

static bool attach(struct journal *journal, enum found found, const char *path, struct err *err)
{
    journal->disk = map_file(journal->file, path, err);
    if (!journal->disk) {
        return false;
    }
    if (found == FOUND_BLANK) {
        memset(journal->map, 0, sizeof *journal->map);
        map_format(journal->map);
        map_write(journal->disk, journal->map);
    } else {
        map_write_headers(journal->disk, journal->map);
    }
    journal_resume(journal);
    return true;
}

static bool put_aside(const char *path, const char *aside, struct err *err)
{
    char name[FILE_PATH_MAX];
    if (!aside || !journal_free_name(name, aside) || rename(path, name) != 0) {
        return err_set(err,
                       "%s : n'est pas un journal de comptes lisible, et ne peut pas être "
                       "mis de côté (%s)",
                       path, aside ? err_reason(errno) : "rien n’y est changé");
    }
    log_line(LOG_WARNING,
             "%s : journal de comptes endommagé ou étranger, mis de côté sous %s ; le comptage "
             "continue dans un nouveau",
             path, file_name(name));
    return true;
}

enum journal_opened journal_open(struct journal *journal, const char *path, const char *aside,
                                 struct err *err)
{
    for (int tries = 0; tries < 2; tries++) {
        *journal = (struct journal){.file = -1};
        enum journal_opened opened = open_locked(&journal->file, path, aside != NULL, err);
        if (opened != JOURNAL_READY) {
            journal->file = -1;
            return opened;
        }
        enum found found = load(journal, path, err);
        if (found == FOUND_BLANK || found == FOUND_OURS) {
            if (attach(journal, found, path, err)) {
                return JOURNAL_READY;
            }
        } else if (found == FOUND_FOREIGN && put_aside(path, aside, err)) {
            journal_close(journal);
            continue;
        }
        journal_close(journal);
        return JOURNAL_REFUSED;
    }
    err_set(err, "%s : ne peut pas être remplacé", path);
    return JOURNAL_REFUSED;
}

bool journal_open_memory(struct journal *journal)
{
    *journal = (struct journal){.file = -1, .map = calloc(1, sizeof *journal->map)};
    if (journal->map) {
        map_format(journal->map);
    }
    return journal->map != NULL;
}

void journal_close(struct journal *journal)
{
    mirror_unmap(journal->disk);
    free(journal->map);
    if (journal->file >= 0) {
        close(journal->file);
    }
    *journal = (struct journal){.file = -1};
}

bool journal_is_lost(const struct journal *journal, const char *path)
{
    struct stat opened, named;
    if (!journal->disk || mirror_is_lost(journal->disk)) {
        return journal->disk != NULL;
    }
    if (fstat(journal->file, &opened) != 0) {
        return false;
    }
    if (stat(path, &named) != 0) {
        return errno == ENOENT || errno == ENOTDIR;
    }
    return opened.st_size != (off_t)sizeof *journal->disk || opened.st_ino != named.st_ino ||
           opened.st_dev != named.st_dev;
}

bool journal_file_make(struct journal_file *fresh, const struct journal *journal, const char *path,
                       const char *aside, struct err *err)
{
    struct stat status;
    *fresh = (struct journal_file){.file = -1};
    if (same_file(journal->file, path)) { /* cut short: its lock is ours already */
        fresh->file = fcntl(journal->file, F_DUPFD_CLOEXEC, 0);
    } else if (open_locked(&fresh->file, path, true, err) != JOURNAL_READY) {
        fresh->file = -1;
        return false;
    } else if (fstat(fresh->file, &status) != 0 || status.st_size != 0) { /* somebody's */
        close(fresh->file);
        *fresh = (struct journal_file){.file = -1};
        if (!put_aside(path, aside, err) ||
            open_locked(&fresh->file, path, true, err) != JOURNAL_READY) {
            return false;
        }
    }
    if (fresh->file < 0) {
        return err_set(err, "%s : %s", path, err_reason(errno));
    }
    fresh->disk = map_file(fresh->file, path, err);
    if (!fresh->disk) {
        close(fresh->file);
        return false;
    }
    memset(fresh->disk, 0, sizeof *fresh->disk); /* the pages' faults are taken here */
    return true;
}

void journal_file_swap(struct journal *journal, struct journal_file *fresh)
{
    struct journal_file old = {.file = journal->file, .disk = journal->disk};
    map_write(fresh->disk, journal->map);
    journal->disk = fresh->disk;
    journal->file = fresh->file;
    *fresh = old;
}

void journal_file_close(struct journal_file *old)
{
    mirror_unmap(old->disk);
    close(old->file);
}

/* Both times: the count last, so that a slot is whole or has no valid check. */
static void slot_add(struct slot *slot, const struct journal_key *key, uint64_t word)
{
    atomic_store_explicit(&slot->count, 0, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    slot->key = *key;
    atomic_store_explicit(&slot->count, word, memory_order_release);
}

static void slot_put(struct journal *journal, int bank, int at, const struct journal_key *key,
                     uint64_t word)
{
    struct journal_map *maps[] = {journal->map, journal->disk};
    for (int i = 0; i < 2 && maps[i]; i++) {
        struct slot *slot = &map_slots(maps[i], bank)[at];
        if (key) {
            slot_add(slot, key, word);
        } else {
            atomic_store_explicit(&slot->count, word, memory_order_release);
        }
    }
}

bool journal_add(struct journal *journal, const struct journal_key *key, uint32_t n)
{
    int bank = journal->active;
    uint32_t generation = bank_generation(journal, bank);
    uint64_t hash = map_hash(key);
    uint16_t *entry = index_find(journal, bank, key, hash);
    if (*entry > 0) {
        const struct slot *slot = &bank_slots(journal, bank)[*entry - 1];
        uint32_t old = (uint32_t)atomic_load_explicit(&slot->count, memory_order_relaxed);
        uint32_t sum = n > (uint32_t)INT32_MAX - old ? (uint32_t)INT32_MAX : old + n;
        slot_put(journal, bank, *entry - 1, NULL, map_count_word(hash, generation, sum));
        return true;
    }
    if (journal->used[bank] == JOURNAL_SLOTS) {
        return false;
    }
    slot_put(journal, bank, journal->used[bank], key, map_count_word(hash, generation, n));
    *entry = (uint16_t)++journal->used[bank];
    return true;
}

bool journal_is_file(const struct journal *journal)
{
    return journal->disk != NULL;
}

bool journal_is_sealed(const struct journal *journal)
{
    return bank_state(journal, !journal->active) & 1;
}

bool journal_is_empty(const struct journal *journal)
{
    return journal->used[journal->active] == 0 && !journal_is_sealed(journal);
}

void journal_seal(struct journal *journal)
{
    assert(!journal_is_sealed(journal));
    bank_set(journal, journal->active, bank_generation(journal, journal->active), true);
    journal->active = !journal->active;
}

int32_t journal_generation(const struct journal *journal)
{
    assert(journal_is_sealed(journal));
    return (int32_t)bank_generation(journal, !journal->active);
}

bool journal_sync(struct journal *journal, bool all, struct err *err)
{
    if (!journal->disk) {
        return true;
    }
    char *from = (char *)journal->disk;
    size_t n = sizeof *journal->disk;
    if (!all) {
        n = sizeof journal->disk->first + PAGE;
        from += journal->active == 0 ? sizeof journal->disk->first : 0;
    }
    if (msync(from, n, MS_SYNC) != 0) {
        return err_set(err, "le journal ne peut pas être écrit sur le disque (%s)",
                       err_reason(errno));
    }
    return true;
}

/* Its slots are in the database now: whatever these stores do to them, it is not read again. */
void journal_clear_begin(struct journal *journal)
{
    assert(journal_is_sealed(journal));
    int bank = !journal->active;
    size_t n = (size_t)journal->used[bank] * sizeof(struct slot) + 1;
    if (!journal->disk) {
        return;
    }
    bank_set(journal, bank, bank_generation(journal, bank), true);
    _Atomic char *at = (_Atomic char *)map_slots(journal->disk, bank);
    for (size_t i = 0; i < n && i < sizeof journal->disk->first; i += PAGE) {
        atomic_store_explicit(&at[i], 0, memory_order_relaxed);
    }
}

void journal_clear(struct journal *journal)
{
    assert(journal_is_sealed(journal));
    int bank = !journal->active;
    bank_set(journal, bank, next_generation(journal), false);
    memset(journal->index[bank], 0, sizeof journal->index[bank]);
    journal->used[bank] = 0;
}

static bool next_slot(const struct journal *journal, int bank, int *at, struct journal_key *key,
                      uint32_t *n)
{
    const struct slot *slots = bank_slots(journal, bank);
    while (*at < journal->used[bank]) {
        const struct slot *slot = &slots[(*at)++];
        *n = map_slot_n(slot, bank_generation(journal, bank));
        if (*n > 0) {
            *key = slot->key;
            return true;
        }
    }
    return false;
}

bool journal_next_sealed(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n)
{
    return journal_is_sealed(journal) && next_slot(journal, !journal->active, at, key, n);
}

bool journal_next_active(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n)
{
    return next_slot(journal, journal->active, at, key, n);
}
