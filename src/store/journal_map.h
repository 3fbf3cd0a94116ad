/* journal_map.h: the bytes of a journal, and the checks by which the next process knows what in
 * them is whole. journal.c argues their order. */
#ifndef STORE_JOURNAL_MAP_H
#define STORE_JOURNAL_MAP_H

#include "store/journal.h"

#include <assert.h>
#include <stdatomic.h>

enum { PAGE = 4096, SECTOR = 2048, VERSION = 2, VERSION_SINGLE = 1 };

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
        char sector[SECTOR];
    } headers[2];
    struct slot second[JOURNAL_SLOTS];
};

static_assert(sizeof(struct journal_key) == 152, "a key has no padding: it is hashed whole");
static_assert(sizeof(struct slot) * JOURNAL_SLOTS % PAGE == 0, "the header has its own page");

uint64_t map_hash(const struct journal_key *key);

/* A slot's word: n, and over it the check of its key's hash, n and the bank's generation. */
uint64_t map_count_word(uint64_t hash, uint32_t generation, uint32_t n);
uint64_t map_bank_word(uint32_t generation, bool sealed);

struct slot *map_slots(struct journal_map *map, int bank);

/* Stores a bank's word in both headers. */
void map_set(struct journal_map *map, int bank, uint64_t word);

/* Returns n of a slot that is whole and of this generation, else 0. */
uint32_t map_slot_n(const struct slot *slot, uint32_t generation);

/* Makes both headers of a journal in which nothing is. */
void map_format(struct journal_map *map);

/* Tells whether it was killed while being made: it holds nothing. */
bool map_is_blank(const struct journal_map *map);

/* Makes both headers whole from the one that is. False where none is. */
bool map_choose_header(struct journal_map *map);

/* Copies map into the file's bytes, such that a kill between leaves it blank or whole. */
void map_write(struct journal_map *disk, const struct journal_map *map);
void map_write_headers(struct journal_map *disk, const struct journal_map *map);

#endif
