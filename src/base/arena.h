/* arena.h: memory that dies together.
 *
 * Two of the program's three lifetimes are arenas: the content (replaced whole on a reload) and a
 * frame (one per draw list). Nothing from an arena is ever freed alone. All zero is empty. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/err.h"

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* the newest first */
};

/* Returns size bytes, zeroed and aligned for any type; never NULL. What these four return is valid
 * until arena_reset() or arena_release(). */
void *arena_alloc(struct arena *arena, size_t size);

/* Returns a copy of n bytes, with a NUL behind them. */
char *arena_copy(struct arena *arena, const char *text, size_t n);

/* Returns a copy of an ended text. */
char *arena_string(struct arena *arena, const char *text);

/* Returns the formatted text, however long. */
char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Forgets everything and keeps one block to be used again. */
void arena_reset(struct arena *arena);

/* Gives all memory back; the arena is then empty and may be used again. */
void arena_release(struct arena *arena);

#endif
