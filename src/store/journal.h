/* journal.h: counts that no killed process loses, in memory and in a small file that mirrors it.
 *
 * Two banks of slots, one slot for each distinct key: one bank is active and takes the adds, the
 * other is either empty or sealed, on its way into the database. The size is fixed whatever the
 * number of touches. journal.c says why no instant of a kill or a power cut counts twice.
 *
 * Not locked: adds, journal_seal() and reads of the active bank need the owner's mutex; the sealed
 * bank, journal_sync() and journal_clear() belong to one worker and need none. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/counter.h"
#include "base/err.h"
#include "base/file.h"

#include <stdbool.h>
#include <stdint.h>

enum { JOURNAL_SLOTS = 1024, JOURNAL_INDEX = 2048 };

/* What is counted. Texts are padded with zeros to their whole field: start from {0}. */
struct journal_key {
    int64_t hour;
    char mark[40]; /* "", or of the change of stands that was asked for before (ledger.h) */
    char origin[8];
    char counter[COUNTER_NAME_MAX];
    char item[COUNTER_ITEM_MAX];
};

/* Said where another process holds it, of the file or its folder. */
#define JOURNAL_TAKEN_SAYS                                                                         \
    "%s : un autre programme compte déjà dans ce dossier ; arrêtez-le, ou choisissez un autre " \
    "dossier avec --data"

struct journal_map;

struct journal {
    struct journal_map *map;  /* what counts: plain memory */
    struct journal_map *disk; /* the same, in the file; NULL: in memory only */
    int file;                 /* -1: in memory only */
    int active;
    int used[2];                      /* slots taken in each bank */
    uint16_t index[2][JOURNAL_INDEX]; /* slot + 1 by hash; 0 is free */
};

enum journal_opened { JOURNAL_READY, JOURNAL_TAKEN, JOURNAL_REFUSED };

/* Opens or makes the journal at path and locks it. A foreign or damaged one is renamed to aside (or
 * aside-2, -3…) and logged; aside NULL: it is REFUSED, and a missing one is not made. TAKEN:
 * another process holds it. REFUSED: it cannot be used now, the message says why. */
enum journal_opened journal_open(struct journal *journal, const char *path, const char *aside,
                                 struct err *err);
bool journal_open_memory(struct journal *journal); /* false: there is no memory */
void journal_close(struct journal *journal);

/* Tells whether what is added no longer reaches the file of that name: cut short, deleted,
 * replaced. A file that cannot be looked at is not lost. */
bool journal_is_lost(const struct journal *journal, const char *path);

/* A new file for a journal that has lost its own, in two steps: the first waits for the disk
 * (aside: where whatever bears the name now goes), the second, under the owner's mutex, does not.
 */
struct journal_file {
    int file;
    struct journal_map *disk;
};
bool journal_file_make(struct journal_file *fresh, const struct journal *journal, const char *path,
                       const char *aside, struct err *err);
void journal_file_swap(struct journal *journal, struct journal_file *fresh);
void journal_file_close(struct journal_file *old);

/* Adds n > 0 to the active bank. False: it has no room for one more key. */
bool journal_add(struct journal *journal, const struct journal_key *key, uint32_t n);

bool journal_is_file(const struct journal *journal);   /* not in memory only */
bool journal_is_sealed(const struct journal *journal); /* is a bank on its way? */
bool journal_is_empty(const struct journal *journal);  /* nothing in either bank */

/* Seals the active bank and makes the other, which must be empty, the active one. */
void journal_seal(struct journal *journal);

/* The sealed bank's number, 1 to 2^31-1: no other bank of this journal ever had it. */
int32_t journal_generation(const struct journal *journal);

/* Has the header and the sealed bank (all: the active one too) reached the disk? */
bool journal_sync(struct journal *journal, bool all, struct err *err);

/* Empties the sealed bank, by one store of one word. The first call, which needs no mutex, takes
 * the faults of the pages that the sync made read-only, so that neither the second nor a touch
 * does. */
void journal_clear_begin(struct journal *journal);
void journal_clear(struct journal *journal);

/* Walks a bank: start with *at = 0; false at the end. */
bool journal_next_sealed(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n);
bool journal_next_active(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n);

/* path, or path with -2, -3… before its ending, such that no file has that name. */
bool journal_free_name(char out[FILE_PATH_MAX], const char *path);

#endif
