/* mem.h: memory that is there or ends the program.
 *
 * Out of memory is fatal (one line on stderr, abort): the supervisor starts the kiosk again and no
 * answered touch is lost. So nobody tests these results. Release with free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);                         /* zeroed */
void *mem_grow(void *old, size_t count, size_t size); /* room for count items of size bytes */
char *mem_copy(const char *text, size_t n);           /* n bytes and a NUL */

#endif
