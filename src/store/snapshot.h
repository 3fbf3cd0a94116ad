/* snapshot.h: a private copy of a database that has a -wal or -journal beside it, perhaps because a
 * kiosk is counting into it: copied, in TMPDIR, until nothing moved meanwhile. path, shorter than
 * FILE_PATH_MAX, is no symbolic link; messages do not name it. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "base/file.h"

bool snapshot_is_needed(const char *path);

/* May SQLite open it with what lies beside? Not where that is a link, which would be written
 * through, nor where a -journal names a file that rolling it back would delete. */
bool snapshot_is_safe(const char *path, struct err *err);

/* Makes a folder and the copy called name in it. Refused where it is not safe, where a -wal or
 * -journal is larger than 64 MiB and twice the database, or than the room left. Whatever this
 * returns, snapshot_remove() the folder. */
bool snapshot_make(char folder[FILE_PATH_MAX], char name[FILE_PATH_MAX], const char *path,
                   struct err *err);
void snapshot_remove(char folder[FILE_PATH_MAX]); /* "": nothing to do */

#endif
