/* journal.h: counts that no killed process loses, in a small memory-mapped file.
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
    char stand[40]; /* "": the stand that is open where and when the bank is folded (ledger.h) */
    char origin[8];
    char counter[COUNTER_NAME_MAX];
    char item[COUNTER_ITEM_MAX];
};

struct journal_map;

struct journal {
    struct journal_map *map;
    int file; /* -1: in memory only */
    int active;
    int used[2];                      /* slots taken in each bank */
    uint16_t index[2][JOURNAL_INDEX]; /* slot + 1 by hash; 0 is free */
};

enum journal_opened { JOURNAL_READY, JOURNAL_TAKEN, JOURNAL_REFUSED };

/* Opens or makes the journal at path and locks it. A foreign or damaged one is renamed to aside (or
 * aside-2, -3…) and logged. TAKEN: another process holds it. REFUSED: the message says why. */
enum journal_opened journal_open(struct journal *journal, const char *path, const char *aside,
                                 struct err *err);
void journal_open_memory(struct journal *journal);
void journal_close(struct journal *journal);

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

/* Empties the sealed bank, by one store of one word. */
void journal_clear(struct journal *journal);

/* Walks a bank: start with *at = 0; false at the end. */
bool journal_next_sealed(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n);
bool journal_next_active(const struct journal *journal, int *at, struct journal_key *key,
                         uint32_t *n);

/* path, or path with -2, -3… before its ending, such that no file has that name. */
bool journal_free_name(char out[FILE_PATH_MAX], const char *path);

#endif
