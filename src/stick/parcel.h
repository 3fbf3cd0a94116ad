/* parcel.h: a few files put together into a new folder of somebody's USB stick, whole or not at
 * all. Part of the mains.
 *
 * Everything is first written into NAME.partiel: each file synced, then read back past the cache
 * and compared byte for byte. Then one rename gives the folder its name, the stick is synced, and
 * the files are looked at once more through the path. A half file never stands under a final name,
 * nothing else on the stick is touched, and no symbolic link on it is followed. A NAME.partiel that
 * an interrupted delivery left is emptied and used again; a name that is taken makes NAME-2,
 * NAME-3…
 *
 * The caller ignores SIGXFSZ. A stick that hangs holds the caller up: have an alarm. */
#ifndef STICK_PARCEL_H
#define STICK_PARCEL_H

#include "base/err.h"

#include <stddef.h>

enum { PARCEL_NAME_MAX = 96, PARCEL_SLUG_MAX = 41 };

struct parcel_file {
    const char *name; /* ASCII, good on FAT, no '/' */
    const char *bytes;
    size_t n;
    bool secret; /* for its owner alone, where the file system knows owners */
};

/* Delivers the files into folder/base or, where that is taken, folder/base-2 and so on up to 99;
 * base is ASCII, good on FAT, at most 80 bytes. Returns true only if everything was found safe, and
 * writes the name taken into name. Otherwise name is "", and err a French sentence for the
 * volunteer: what is wrong, what to do, and that the counts are safe on the kiosk. */
bool parcel_deliver(const char *folder, const char *base, const struct parcel_file *files,
                    size_t count, char name[PARCEL_NAME_MAX], struct err *err);

/* Writes into out what a name becomes in the name of a folder: a to z, 0 to 9 and single hyphens
 * between, accents dropped, at most 40 characters; "stand" where nothing is left. */
void parcel_slug(char out[PARCEL_SLUG_MAX], const char *name);

#endif
