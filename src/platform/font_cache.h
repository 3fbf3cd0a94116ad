/* font_cache.h: what font.c remembers: widths by the thousand, and the last drawn runs, bounded in
 * bytes. A key is a hash of all that the answer depends on; two texts with one 64-bit hash do not
 * happen by chance, and would only swap their looks. */
#ifndef PLATFORM_FONT_CACHE_H
#define PLATFORM_FONT_CACHE_H

#include "ui/draw.h"

#include <stddef.h>
#include <stdint.h>

struct SDL_Surface;

enum {
    WIDTH_SETS = 2048, /* a power of two */
    WIDTH_WAYS = 4,
    RUNS_KEPT = 512,
    RUN_BYTES = 6 * 1024 * 1024
};

struct width_cache {
    struct width_set {
        uint64_t keys[WIDTH_WAYS];
        int widths[WIDTH_WAYS];
        unsigned next; /* the way to be replaced */
    } sets[WIDTH_SETS];
};

struct run_cache {
    uint64_t keys[RUNS_KEPT]; /* apart from the rest: looking one up reads nothing else */
    struct run_entry {
        struct SDL_Surface *surface;
        int rise;
        uint64_t used;
    } entries[RUNS_KEPT];
    size_t n, bytes;
    uint64_t clock;
};

/* Returns the key of n bytes of text in that face, size and direction; never 0. */
uint64_t font_key(enum face face, int size, bool rtl, const char *text, size_t n);

/* Returns the width kept under key, valid until the next is kept; NULL where there is none. */
const int *width_find(const struct width_cache *cache, uint64_t key);

/* Keeps a width, in pixels; the oldest of its set goes. */
void width_keep(struct width_cache *cache, uint64_t key, int width);

/* Returns the run kept under key, valid until the next is kept; NULL where there is none. */
struct run_entry *run_find(struct run_cache *cache, uint64_t key);

/* Keeps a run and returns it; those not used for longest go. The cache takes the surface over,
 * which may be NULL. */
struct run_entry *run_keep(struct run_cache *cache, uint64_t key, struct SDL_Surface *surface,
                           int rise);

/* Frees every run kept. */
void run_release(struct run_cache *cache);

#endif
