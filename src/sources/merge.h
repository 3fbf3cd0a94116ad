/* merge.h: all SOURCEs into one new database, row by row inside SQLite, for source_merge() and for
 * walks through several SOURCEs. */
#ifndef SOURCES_MERGE_H
#define SOURCES_MERGE_H

#include "sources/gather.h"

struct merge {
    struct gather gather; /* its source is the caller's */
    sqlite3 *db;
    sqlite3_stmt *add;
    struct reader *reader;         /* of the file whose rows are being taken */
    char stand[READER_ID_MAX + 1]; /* of the last row */
    struct err fault;              /* of the output */
};

/* Makes the tables in a new file. The merge may not move until it is closed. */
bool merge_open(struct merge *merge, const char *path, struct source *source);

/* Gathers all the SOURCEs into it. False where it could not be written: merge->fault. */
bool merge_take(struct merge *merge, const char *const *paths, size_t n);

bool merge_close(struct merge *merge); /* both accept zero */

#endif
