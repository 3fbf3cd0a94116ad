/* snapshot.h: a private copy of a database that has a -wal or -journal beside it, perhaps because a
 * kiosk is counting into it: copied, in TMPDIR, until nothing moved meanwhile. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "base/file.h"

bool snapshot_is_needed(const char *path);

/* Makes a folder and the copy called name in it. Whatever this returns, snapshot_remove() the
 * folder. */
bool snapshot_make(char folder[FILE_PATH_MAX], char name[FILE_PATH_MAX], const char *path,
                   struct err *err);
void snapshot_remove(char folder[FILE_PATH_MAX]); /* "": nothing to do */

#endif
