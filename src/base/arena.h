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

void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for any type */
char *arena_copy(struct arena *arena, const char *text, size_t n);
char *arena_string(struct arena *arena, const char *text);
char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
void arena_reset(struct arena *arena);   /* forgets all, keeps one block to be used again */
void arena_release(struct arena *arena); /* gives all back */

#endif
