/* claim.h: one program counts into a folder, whatever becomes of the files in it.
 *
 * The journal's own lock goes with its file, which somebody may delete; a name in the kernel does
 * not, and ends with its process however that ends. */
#ifndef STORE_CLAIM_H
#define STORE_CLAIM_H

#include <stdbool.h>

/* Claims an existing folder. False: another process of this machine, or this one, has it. *claim is
 * closed to let go of it; -1 where nothing can be claimed here. */
bool claim_folder(const char *folder, int *claim);

#endif
