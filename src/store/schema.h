/* schema.h: the tables of a counts database, and whether a file has them.
 *
 * Version 2 is version 1 with columns added at the end (schema_upgrade). A file of a later version
 * whose tables hold the columns known here is OURS: each statement names its columns.
 * application_id, a number of the file's header that SQLite commits with the rows and leaves to us,
 * is the generation of the last journal bank folded in (journal.c); it means nothing outside the
 * kiosk that wrote it. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/err.h"

#include <sqlite3.h>
#include <stdint.h>

enum { SCHEMA_VERSION = 2, SCHEMA_ID_SIZE = 37 };

enum schema_verdict {
    SCHEMA_OURS,
    SCHEMA_BLANK,   /* a good database with nothing in it */
    SCHEMA_NEWER,   /* written by a later version, and not to be understood */
    SCHEMA_FOREIGN, /* somebody else's */
    SCHEMA_DAMAGED,
    SCHEMA_BLOCKED, /* cannot be read now: locked, disk, rights */
};

/* Reads the whole file (quick_check) and its tables. why is set unless OURS or BLANK, and names no
 * file. */
enum schema_verdict schema_examine(sqlite3 *db, struct err *why);

/* Makes the tables in a blank database, in one transaction. */
bool schema_create(sqlite3 *db, struct err *err);

/* Brings an OURS of an earlier version to this one, in one transaction; others stay as they are. */
bool schema_upgrade(sqlite3 *db, struct err *err);

/* Is it one whose tables have the columns of this version? Else those of version 1 alone. */
bool schema_is_upgraded(sqlite3 *db);

/* What each of our connections wants: no code run from the file, no trust in its cells. */
void schema_harden(sqlite3 *db);

/* A random UUID, version 4. */
void schema_new_id(char id[SCHEMA_ID_SIZE]);

/* What went wrong last with db, in French, with SQLite's words. Returns false. */
bool schema_say(sqlite3 *db, struct err *err);

/* Runs sql; false with schema_say()'s words. */
bool schema_run(sqlite3 *db, const char *sql, struct err *err);

/* The one integer sql gives; false with schema_say()'s words, or if it gives none. */
bool schema_number(sqlite3 *db, const char *sql, int64_t *number, struct err *err);

/* Is this result code one that damage or another format gives? */
bool schema_is_damage(int code);

#endif
