/* source.h: reading counts that were handed to us: files nobody promised anything about.
 *
 * A SOURCE is a counts database, opened read-only and never changed (its -wal beside it is read
 * too), or a folder looked through to the bottom for *.db. Damaged, foreign or newer-schema files
 * are named in a fault and passed over whole; in a good file, rows with impossible values are. The
 * messages are in French. The order of the SOURCEs changes nothing. */
#ifndef STORE_SOURCE_H
#define STORE_SOURCE_H

#include "base/arena.h"
#include "base/arr.h"
#include "base/err.h"

#include <stdint.h>

struct source_kiosk {
    const char *id, *name, *site, *region, *timezone;
};

struct source_stand {
    const char *id, *kiosk_id, *name, *structure, *kind;
    int64_t opened_at, closed_at; /* UTC seconds; 0: not known, or still open */
};

struct source_tally {
    size_t stand;       /* index into source.stands */
    int64_t hour;       /* UTC seconds of the start of the local hour */
    const char *origin; /* "kiosk" or "staff" */
    const char *counter, *item;
    int64_t n;
};

/* What all the SOURCEs hold together: of a row found twice, the larger n. */
struct source {
    struct arena arena; /* holds every text below */
    ARR(struct source_kiosk) kiosks;
    ARR(struct source_stand) stands;
    ARR(struct source_tally) tallies; /* ordered by stand, hour, origin, counter, item */
    ARR(const char *) faults;         /* "FILE: what is wrong, how to mend it" */
    ARR(const char *) remarks;        /* oddities that lose nothing: names shared, old pulls */
};

/* Reads all of them; never fails: what could not be read is in faults. */
void source_read(struct source *source, const char *const *paths, size_t n);
void source_release(struct source *source);

/* `bilan merge`: writes all SOURCEs into one database, replaced in one step or not at all. faults
 * as above, without tallies; release it in any case. False, with the message, only if nothing could
 * be written. */
bool source_merge(const char *out, const char *const *paths, size_t n, struct source *faults,
                  struct err *err);

/* `bilan prune`: deletes tallies (and stands left without any that are closed) before `before`. */
bool source_prune(const char *path, int64_t before, int64_t *deleted, struct err *err);

#endif
