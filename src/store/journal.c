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
 * Opening or closing a stand folds both banks first, and is then one transaction by itself, so
 * whatever a kill leaves in the journal was counted after the stand that the database tells of.
 *
 * Layout: bank 0, header, bank 1: one msync covers the header and either bank and leaves the pages
 * being added to writable, so that an add does not fault into a file system busy with the sync. */
#include "store/journal.h"

#include "base/log.h"
#include "base/str.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE = 4096, VERSION = 1 };

struct slot {
    _Atomic uint64_t count; /* n, and over it the check of key, n and generation */
    struct journal_key key;
};

struct header {
    char magic[8];
    uint32_t version, slots, slot_size, reserved;
    _Atomic uint64_t bank[2]; /* generation, sealed bit, and over them their check */
};

struct journal_map {
    struct slot first[JOURNAL_SLOTS];
    union {
        struct header header;
        char page[PAGE];
    };
    struct slot second[JOURNAL_SLOTS];
};

static_assert(sizeof(struct journal_key) == 152, "a key has no padding: it is hashed whole");
static_assert(sizeof(struct slot) * JOURNAL_SLOTS % PAGE == 0, "the header has its own page");

static const char magic[8] = "counts\n";

static uint64_t mix(uint64_t a)
{
    a ^= a >> 32;
    a *= 0xd6e8feb86659fd93U;
    a ^= a >> 32;
    a *= 0xd6e8feb86659fd93U;
    return a ^ a >> 32;
}

static uint64_t key_hash(const struct journal_key *key)
{
    uint64_t words[sizeof *key / sizeof(uint64_t)], hash = 0x9e3779b97f4a7c15U;
    memcpy(words, key, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hash = (hash ^ words[i]) * 0xd6e8feb86659fd93U;
        hash ^= hash >> 29;
    }
    return mix(hash);
}

static uint64_t count_word(uint64_t hash, uint32_t generation, uint32_t n)
{
    uint64_t check = mix(hash + mix((uint64_t)generation << 32 | n));
    return check << 32 | n;
}

static uint64_t bank_word(uint32_t generation, bool sealed)
{
    uint32_t low = generation << 1 | sealed;
    return mix(low + 0x636f756e7473U) << 32 | low;
}

static struct slot *bank_slots(const struct journal *journal, int bank)
{
    return bank == 0 ? journal->map->first : journal->map->second;
}

static uint32_t bank_state(const struct journal *journal, int bank)
{
    return (uint32_t)atomic_load_explicit(&journal->map->header.bank[bank], memory_order_relaxed);
}

static uint32_t bank_generation(const struct journal *journal, int bank)
{
    return bank_state(journal, bank) >> 1;
}

static void bank_set(struct journal *journal, int bank, uint32_t generation, bool sealed)
{
    atomic_store_explicit(&journal->map->header.bank[bank], bank_word(generation, sealed),
                          memory_order_release);
}

/* Counting up, so that no slot left from long ago can ever look young (round again in 34 years). */
static uint32_t next_generation(const struct journal *journal)
{
    uint32_t a = bank_generation(journal, 0), b = bank_generation(journal, 1);
    uint32_t next = ((a > b ? a : b) + 1) & INT32_MAX;
    return next ? next : 1;
}

/* n of a slot that is whole and of this generation, else 0. */
static uint32_t slot_n(const struct slot *slot, uint32_t generation)
{
    uint64_t word = atomic_load_explicit(&slot->count, memory_order_acquire);
    uint32_t n = (uint32_t)word;
    bool whole = n > 0 && word == count_word(key_hash(&slot->key), generation, n);
    bool ended = slot->key.stand[sizeof slot->key.stand - 1] == '\0' &&
                 slot->key.origin[sizeof slot->key.origin - 1] == '\0' &&
                 slot->key.counter[sizeof slot->key.counter - 1] == '\0' &&
                 slot->key.item[sizeof slot->key.item - 1] == '\0';
    return whole && ended ? n : 0;
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
        if (slot_n(&slots[i], bank_generation(journal, bank)) > 0) {
            uint64_t hash = key_hash(&slots[i].key);
            *index_find(journal, bank, &slots[i].key, hash) = (uint16_t)(i + 1);
            journal->used[bank] = i + 1;
        }
    }
}

static void journal_format(struct journal *journal)
{
    uint32_t start = 0;
    if (getrandom(&start, sizeof start, 0) != sizeof start) {
        start = (uint32_t)getpid();
    }
    start = start % (1 << 30) + 1;
    struct header *header = &journal->map->header;
    bank_set(journal, 0, start, false);
    bank_set(journal, 1, start + 1, false);
    header->version = VERSION;
    header->slots = JOURNAL_SLOTS;
    header->slot_size = sizeof(struct slot);
    atomic_thread_fence(memory_order_release);
    memcpy(header->magic, magic, sizeof magic);
}

static bool header_is_ours(const struct header *header)
{
    bool ours = memcmp(header->magic, magic, sizeof magic) == 0 && header->version == VERSION &&
                header->slots == JOURNAL_SLOTS && header->slot_size == sizeof(struct slot);
    for (int i = 0; i < 2 && ours; i++) {
        uint64_t word = atomic_load(&header->bank[i]);
        ours = (uint32_t)word >> 1 != 0 && word == bank_word((uint32_t)word >> 1, word & 1);
    }
    return ours && !(atomic_load(&header->bank[0]) & atomic_load(&header->bank[1]) & 1) &&
           (uint32_t)atomic_load(&header->bank[0]) >> 1 !=
               (uint32_t)atomic_load(&header->bank[1]) >> 1;
}

/* A journal killed while being made has no magic yet: it holds nothing. */
static bool header_is_blank(const struct header *header)
{
    static const char blank[sizeof header->magic];
    return memcmp(header->magic, blank, sizeof blank) == 0;
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
    const char *dot = strstr(name, ".aside");
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

static enum journal_opened open_locked(int *file, const char *path, struct err *err)
{
    for (int tries = 0; tries < 100; tries++) {
        *file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
        if (*file < 0) {
            err_set(err, "%s : ne peut pas être ouvert (%s)", path, err_reason(errno));
            return JOURNAL_REFUSED;
        }
        if (flock(*file, LOCK_EX | LOCK_NB) != 0) {
            bool taken = errno == EWOULDBLOCK;
            err_set(err, "%s : %s", path,
                    taken ? "un autre programme compte déjà dans ce dossier ; arrêtez-le, ou "
                            "choisissez un autre dossier avec --data"
                          : err_reason(errno));
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
static bool map_file(struct journal *journal, const char *path, struct err *err)
{
    struct stat before;
    int fault = fstat(journal->file, &before) != 0
                    ? errno
                    : posix_fallocate(journal->file, 0, sizeof *journal->map);
    if (fault != 0) {
        if (ftruncate(journal->file, before.st_size) != 0) {
            fault = errno; /* a part reserved in vain: it will be set aside, nothing is in it */
        }
        return err_set(err, "%s : pas de place pour le journal (%s)", path, err_reason(fault));
    }
    void *map = mmap(NULL, sizeof *journal->map, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
                     journal->file, 0);
    if (map == MAP_FAILED) {
        return err_set(err, "%s : ne peut pas être projeté en mémoire (%s)", path,
                       err_reason(errno));
    }
    journal->map = map;
    return true;
}

static bool size_is_ours(int file)
{
    struct stat status;
    return fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_size == 0 || status.st_size == (off_t)sizeof(struct journal_map));
}

static bool put_aside(const char *path, const char *aside, struct err *err)
{
    char name[FILE_PATH_MAX];
    if (!journal_free_name(name, aside) || rename(path, name) != 0) {
        return err_set(err,
                       "%s : n'est pas un journal de comptes lisible, et ne peut pas être "
                       "mis de côté (%s)",
                       path, err_reason(errno));
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
        enum journal_opened opened = open_locked(&journal->file, path, err);
        if (opened != JOURNAL_READY) {
            journal->file = -1;
            return opened;
        }
        bool ours = size_is_ours(journal->file);
        if (ours && !map_file(journal, path, err)) {
            journal_close(journal);
            return JOURNAL_REFUSED;
        }
        if (ours && header_is_blank(&journal->map->header)) {
            memset(journal->map, 0, sizeof *journal->map);
            journal_format(journal);
        }
        if (ours && header_is_ours(&journal->map->header)) {
            journal_resume(journal);
            return JOURNAL_READY;
        }
        bool moved = put_aside(path, aside, err);
        journal_close(journal);
        if (!moved) {
            return JOURNAL_REFUSED;
        }
    }
    err_set(err, "%s : ne peut pas être remplacé", path);
    return JOURNAL_REFUSED;
}

void journal_open_memory(struct journal *journal)
{
    *journal = (struct journal){.file = -1};
    void *map = mmap(NULL, sizeof *journal->map, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) {
        abort(); /* as mem_alloc() would */
    }
    journal->map = map;
    journal_format(journal);
}

void journal_close(struct journal *journal)
{
    if (journal->map) {
        munmap(journal->map, sizeof *journal->map);
    }
    if (journal->file >= 0) {
        close(journal->file);
    }
    *journal = (struct journal){.file = -1};
}

bool journal_add(struct journal *journal, const struct journal_key *key, uint32_t n)
{
    int bank = journal->active;
    uint32_t generation = bank_generation(journal, bank);
    uint64_t hash = key_hash(key);
    uint16_t *entry = index_find(journal, bank, key, hash);
    if (*entry > 0) {
        struct slot *slot = &bank_slots(journal, bank)[*entry - 1];
        uint32_t old = (uint32_t)atomic_load_explicit(&slot->count, memory_order_relaxed);
        uint32_t sum = n > (uint32_t)INT32_MAX - old ? (uint32_t)INT32_MAX : old + n;
        atomic_store_explicit(&slot->count, count_word(hash, generation, sum),
                              memory_order_release);
        return true;
    }
    if (journal->used[bank] == JOURNAL_SLOTS) {
        return false;
    }
    struct slot *slot = &bank_slots(journal, bank)[journal->used[bank]];
    atomic_store_explicit(&slot->count, 0, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    slot->key = *key;
    atomic_store_explicit(&slot->count, count_word(hash, generation, n), memory_order_release);
    *entry = (uint16_t)++journal->used[bank];
    return true;
}

bool journal_is_file(const struct journal *journal)
{
    return journal->file >= 0;
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
    if (journal->file < 0) {
        return true;
    }
    char *from = (char *)journal->map;
    size_t n = sizeof *journal->map;
    if (!all) {
        n = sizeof journal->map->first + PAGE;
        from += journal->active == 0 ? sizeof journal->map->first : 0;
    }
    if (msync(from, n, MS_SYNC) != 0) {
        return err_set(err, "le journal ne peut pas être écrit sur le disque (%s)",
                       err_reason(errno));
    }
    return true;
}

void journal_clear(struct journal *journal)
{
    assert(journal_is_sealed(journal));
    int bank = !journal->active;
    int pages = (int)((size_t)journal->used[bank] * sizeof(struct slot) / PAGE) + 1;
    bank_set(journal, bank, next_generation(journal), false);
    memset(journal->index[bank], 0, sizeof journal->index[bank]);
    journal->used[bank] = 0;
    /* The sync made these pages read-only: take their faults here, not in the next touch. */
    _Atomic char *at = (_Atomic char *)bank_slots(journal, bank);
    for (int i = 0; i < pages && (size_t)i * PAGE < sizeof journal->map->first; i++) {
        atomic_store_explicit(&at[(size_t)i * PAGE], 0, memory_order_relaxed);
    }
}

static bool next_slot(const struct journal *journal, int bank, int *at, struct journal_key *key,
                      uint32_t *n)
{
    const struct slot *slots = bank_slots(journal, bank);
    while (*at < journal->used[bank]) {
        const struct slot *slot = &slots[(*at)++];
        *n = slot_n(slot, bank_generation(journal, bank));
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
