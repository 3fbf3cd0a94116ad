/* carry.h: a folder of somebody else's, copied with nothing in it followed, opened or trusted that
 * is not a file or a folder. Part of the mains.
 *
 * What may not be carried is a problem that names it from the top of the folder: a link, a pipe, a
 * device, a name that is not good UTF-8 or holds a control character, more than the limits below.
 * What other systems leave behind (file_is_litter) is left there without a word. */
#ifndef STICK_CARRY_H
#define STICK_CARRY_H

#include "content/problem.h"

#include <stdint.h>

enum {
    CARRY_ENTRIES_MAX = 4000, /* files and folders */
    CARRY_DEPTH_MAX = 8,      /* folders inside one another */
    CARRY_FILE_MAX = 32 * 1024 * 1024,
    CARRY_BYTES_MAX = 1024 * 1024 * 1024
};

enum carry_end {
    CARRY_DONE,
    CARRY_REFUSED, /* problems were added */
    CARRY_SOURCE,  /* the folder cannot be read: the stick was taken out */
    CARRY_ROOM,    /* no room where it goes */
    CARRY_TARGET   /* nothing can be written there; errno says why */
};

/* Looks over all that is in the open folder `from`, adds what may not be carried to problems, and
 * sets *bytes to what the copy takes on a disk, about. */
enum carry_end carry_measure(int from, int64_t *bytes, struct problems *problems);

/* Copies all that is in the open folder `from` into the open, empty folder `to`; every file and
 * folder is synced, and `to` as well. What was copied stays there whatever the end. */
enum carry_end carry_copy(int from, int to, struct problems *problems);

#endif
