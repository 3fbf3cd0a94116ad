/* mem.h: memory that is there or ends the program.
 *
 * Out of memory is fatal (one line on stderr, exit 1, nothing more is written): the supervisor
 * starts the kiosk again and no answered touch is lost. So nobody tests these results. Release with
 * free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Ends the program so, where a library of ours says that it had none. */
_Noreturn void mem_give_up(void);

/* Returns size bytes, zeroed. */
void *mem_alloc(size_t size);

/* Returns old (which may be NULL) moved to where count items of size bytes have room; what is new
 * in it is not zeroed. */
void *mem_grow(void *old, size_t count, size_t size);

/* Returns a copy of n bytes, with a NUL behind them. */
char *mem_copy(const char *text, size_t n);

#endif
