/* mirror.h: a file's bytes in memory, written through it, that outlive a killed process; and a file
 * that is cut short or cannot be read meanwhile ends nobody.
 *
 * Storing into a mapping whose file has no such page any more (truncated, a disk that fails, a file
 * system with no room for a copy) is a SIGBUS. No look at the file before the store can rule that
 * out, since the file may be cut between the look and the store; so mirror.c handles the signal.
 * The pages of that one mapping become plain memory, in which the store is done again, and
 * mirror_is_lost() tells. A SIGBUS elsewhere goes where it went before. */
#ifndef STORE_MIRROR_H
#define STORE_MIRROR_H

#include <stdbool.h>
#include <stddef.h>

/* Maps the first n bytes of the file, which has them, shared and writable. NULL with errno where it
 * cannot be. Unmap it with mirror_unmap(). */
void *mirror_map(int file, size_t n);

/* Tells whether stores no longer reach the file. */
bool mirror_is_lost(const void *mirror);

/* Unmaps it; NULL is fine. */
void mirror_unmap(void *mirror);

#endif
