/* mem.h: memory that is there or ends the program.
 *
 * Out of memory is fatal (one line on stderr, abort): the supervisor starts the kiosk again and no
 * answered touch is lost. So nobody tests these results. Release with free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Returns size bytes, zeroed. */
void *mem_alloc(size_t size);

/* Returns old (which may be NULL) moved to where count items of size bytes have room; what is new
 * in it is not zeroed. */
void *mem_grow(void *old, size_t count, size_t size);

/* Returns a copy of n bytes, with a NUL behind them. */
char *mem_copy(const char *text, size_t n);

#endif
