#include "platform/font_cache.h"

#include <SDL.h>

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

uint64_t font_key(enum face face, int size, bool rtl, const char *text, size_t n)
{
    uint64_t hash = mix((uint64_t)n, (uint64_t)face << 40 | (uint64_t)rtl << 32 | (uint32_t)size);
    uint64_t word;
    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    if (n > 0) {
        memcpy(&word, text, n);
    }
    hash = mix(mix(hash, word), 0);
    return hash ? hash : 1;
}

const int *width_find(const struct width_cache *cache, uint64_t key)
{
    const struct width_set *set = &cache->sets[key % WIDTH_SETS];
    for (int way = 0; way < WIDTH_WAYS; way++) {
        if (set->keys[way] == key) {
            return &set->widths[way];
        }
    }
    return NULL;
}

void width_keep(struct width_cache *cache, uint64_t key, int width)
{
    struct width_set *set = &cache->sets[key % WIDTH_SETS];
    unsigned way = set->next++ % WIDTH_WAYS;
    set->keys[way] = key;
    set->widths[way] = width;
}

struct run_entry *run_find(struct run_cache *cache, uint64_t key)
{
    for (size_t i = 0; i < cache->n; i++) {
        if (cache->keys[i] == key) {
            cache->entries[i].used = ++cache->clock;
            return &cache->entries[i];
        }
    }
    return NULL;
}

static size_t bytes_of(const SDL_Surface *surface)
{
    return surface ? (size_t)surface->pitch * (size_t)surface->h : 0;
}

static void drop_oldest(struct run_cache *cache)
{
    size_t oldest = 0;
    for (size_t i = 1; i < cache->n; i++) {
        if (cache->entries[i].used < cache->entries[oldest].used) {
            oldest = i;
        }
    }
    cache->bytes -= bytes_of(cache->entries[oldest].surface);
    SDL_FreeSurface(cache->entries[oldest].surface);
    cache->n--;
    cache->keys[oldest] = cache->keys[cache->n];
    cache->entries[oldest] = cache->entries[cache->n];
}

struct run_entry *run_keep(struct run_cache *cache, uint64_t key, SDL_Surface *surface, int rise)
{
    size_t bytes = bytes_of(surface);
    while (cache->n > 0 && (cache->n == RUNS_KEPT || cache->bytes + bytes > RUN_BYTES)) {
        drop_oldest(cache);
    }
    cache->bytes += bytes;
    cache->keys[cache->n] = key;
    cache->entries[cache->n] =
        (struct run_entry){.surface = surface, .rise = rise, .used = ++cache->clock};
    return &cache->entries[cache->n++];
}

void run_release(struct run_cache *cache)
{
    for (size_t i = 0; i < cache->n; i++) {
        SDL_FreeSurface(cache->entries[i].surface);
    }
    cache->n = 0;
    cache->bytes = 0;
}
