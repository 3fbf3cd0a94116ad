#include "store/journal_map.h"

#include <sys/random.h>
#include <unistd.h>

static const char magic[8] = "counts\n";

static uint64_t mix(uint64_t a)
{
    a ^= a >> 32;
    a *= 0xd6e8feb86659fd93U;
    a ^= a >> 32;
    a *= 0xd6e8feb86659fd93U;
    return a ^ a >> 32;
}

uint64_t map_hash(const struct journal_key *key)
{
    uint64_t words[sizeof *key / sizeof(uint64_t)], hash = 0x9e3779b97f4a7c15U;
    memcpy(words, key, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hash = (hash ^ words[i]) * 0xd6e8feb86659fd93U;
        hash ^= hash >> 29;
    }
    return mix(hash);
}

uint64_t map_count_word(uint64_t hash, uint32_t generation, uint32_t n)
{
    uint64_t check = mix(hash + mix((uint64_t)generation << 32 | n));
    return check << 32 | n;
}

uint64_t map_bank_word(uint32_t generation, bool sealed)
{
    uint32_t low = generation << 1 | sealed;
    return mix(low + 0x636f756e7473U) << 32 | low;
}

struct slot *map_slots(struct journal_map *map, int bank)
{
    return bank == 0 ? map->first : map->second;
}

void map_set(struct journal_map *map, int bank, uint64_t word)
{
    for (int i = 0; i < 2; i++) {
        atomic_store_explicit(&map->headers[i].header.bank[bank], word, memory_order_release);
    }
}

uint32_t map_slot_n(const struct slot *slot, uint32_t generation)
{
    uint64_t word = atomic_load_explicit(&slot->count, memory_order_acquire);
    uint32_t n = (uint32_t)word;
    bool whole = n > 0 && word == map_count_word(map_hash(&slot->key), generation, n);
    bool ended = slot->key.mark[sizeof slot->key.mark - 1] == '\0' &&
                 slot->key.origin[sizeof slot->key.origin - 1] == '\0' &&
                 slot->key.counter[sizeof slot->key.counter - 1] == '\0' &&
                 slot->key.item[sizeof slot->key.item - 1] == '\0';
    return whole && ended ? n : 0;
}

/* The magic last: until then it is blank. */
static void write_header(struct header *header, const struct header *from)
{
    for (int bank = 0; bank < 2; bank++) {
        atomic_store(&header->bank[bank], atomic_load(&from->bank[bank]));
    }
    header->version = VERSION;
    header->slots = JOURNAL_SLOTS;
    header->slot_size = sizeof(struct slot);
    atomic_thread_fence(memory_order_release);
    memcpy(header->magic, magic, sizeof magic);
}

static void write_headers(struct journal_map *map, const struct header *from)
{
    for (int i = 0; i < 2; i++) {
        write_header(&map->headers[i].header, from);
    }
}

void map_format(struct journal_map *map)
{
    uint32_t start = 0;
    if (getrandom(&start, sizeof start, 0) != sizeof start) {
        start = (uint32_t)getpid();
    }
    start = start % (1 << 30) + 1;
    struct header header = {.bank = {map_bank_word(start, false), map_bank_word(start + 1, false)}};
    write_headers(map, &header);
}

static bool header_is_ours(const struct header *header)
{
    bool ours = memcmp(header->magic, magic, sizeof magic) == 0 &&
                (header->version == VERSION || header->version == VERSION_SINGLE) &&
                header->slots == JOURNAL_SLOTS && header->slot_size == sizeof(struct slot);
    for (int i = 0; i < 2 && ours; i++) {
        uint64_t word = atomic_load(&header->bank[i]);
        ours = (uint32_t)word >> 1 != 0 && word == map_bank_word((uint32_t)word >> 1, word & 1);
    }
    return ours && !(atomic_load(&header->bank[0]) & atomic_load(&header->bank[1]) & 1) &&
           (uint32_t)atomic_load(&header->bank[0]) >> 1 !=
               (uint32_t)atomic_load(&header->bank[1]) >> 1;
}

/* The magic comes last. */
bool map_is_blank(const struct journal_map *map)
{
    static const char blank[SECTOR];
    return (memcmp(map->headers[0].sector, blank, SECTOR) == 0 &&
            memcmp(map->headers[1].sector, blank, SECTOR) == 0) ||
           (memcmp(map->headers[0].header.magic, blank, sizeof magic) == 0 &&
            memcmp(map->headers[1].header.magic, blank, sizeof magic) == 0 &&
            map->first[0].key.counter[0] == '\0' && map->second[0].key.counter[0] == '\0');
}

/* One bit of a journal's only header has flipped: the one whose flipping back makes all checks hold
 * (by chance alone, one time in a thousand million). */
static bool heal(struct header *header)
{
    unsigned char *bytes = (unsigned char *)header;
    for (size_t bit = 0; bit < sizeof *header * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        if (header_is_ours(header)) {
            return true;
        }
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    return false;
}

bool map_choose_header(struct journal_map *map)
{
    struct header *first = &map->headers[0].header, *second = &map->headers[1].header;
    if (!header_is_ours(first) && (header_is_ours(second) || heal(second))) {
        write_header(first, second);
    } else if (!header_is_ours(first) && !heal(first)) {
        return false;
    }
    write_headers(map, first);
    return true;
}

void map_write(struct journal_map *disk, const struct journal_map *map)
{
    memset(disk->headers, 0, sizeof disk->headers);
    atomic_thread_fence(memory_order_release);
    memcpy(disk->first, map->first, sizeof disk->first);
    memcpy(disk->second, map->second, sizeof disk->second);
    write_headers(disk, &map->headers[0].header);
}

void map_write_headers(struct journal_map *disk, const struct journal_map *map)
{
    write_headers(disk, &map->headers[0].header);
}
