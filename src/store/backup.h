/* backup.h: a copy of a counts database that somebody is counting into, as bytes: SQLite's backup
 * API, so whole and of one instant, with no -wal beside it (it opens on a read-only stick). Takes
 * twice its size in memory. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/err.h"
#include "base/str.h"

/* bytes: cleared first, the caller's to release. False, with the message (French, naming path). */
bool backup_read(const char *path, struct str *bytes, struct err *err);

#endif
