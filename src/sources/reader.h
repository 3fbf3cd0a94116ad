/* reader.h: the rows of one counts database that nobody vouches for.
 *
 * The file is opened read-only and nothing is written beside it: with a -wal (or -journal) beside
 * it a private copy of both is read instead. Every value is checked; a row with a bad one is
 * skipped and counted. Walk kiosks, then stands, each once; then the tallies, stand by stand or as
 * the arguments of a SQL function. Texts live until the next call. */
#ifndef SOURCES_READER_H
#define SOURCES_READER_H

#include "base/file.h"
#include "base/str.h"
#include "sources/source.h"
#include "store/schema.h"

enum reader_table { READER_KIOSK, READER_STAND, READER_TALLY, READER_TABLES };
enum { READER_ID_MAX = 64 }; /* bytes of an id */

struct reader {
    sqlite3 *db;
    sqlite3_stmt *rows, *tallies;
    bool first;      /* of version 1: no more columns than that had */
    struct str uri;  /* by which another connection reads the same */
    bool damaged;    /* not everything was readable */
    bool lone;       /* in WAL mode, and come without its -wal: what was counted last may lack */
    const char *bad; /* what is wrong with the row being read; NULL: nothing so far */
    struct {
        int64_t n;
        const char *why; /* of the first */
    } skipped[READER_TABLES];
    char copy[FILE_PATH_MAX]; /* the folder of the private copy; "": none */
};

/* The message does not name path. */
bool reader_open(struct reader *reader, const char *path, struct err *err);

/* One that was opened before, so without looking through it again; close it in any case. */
bool reader_open_again(struct reader *reader, const char *path);

/* last: the latest hour that counts something at this stand; 0: none. */
bool reader_next_kiosk(struct reader *reader, struct source_kiosk *kiosk);
bool reader_next_stand(struct reader *reader, struct source_stand *stand, int64_t *last);

/* Every stand that a tally names, in order; tallies that name none that can be are skipped. */
void reader_stand_ids(struct reader *reader, void (*found)(void *context, const char *id),
                      void *context);

/* The tallies of one stand, by hour, origin, counter, item. */
void reader_stand(struct reader *reader, const char *id);
bool reader_next_tally(struct reader *reader, struct source_row *row);

/* A row handed to a SQL function as (stand_id, hour, origin, counter, item, n); false: skip it. */
bool reader_take(struct reader *reader, sqlite3_value **values, const char **stand,
                 struct source_row *row);

/* Do the table of tallies and the index of its key hold as many rows? (quick_check does not look.)
 */
bool reader_agrees(struct reader *reader);

const char *reader_table_name(enum reader_table table);
void reader_close(struct reader *reader);

#endif
