/* source.h: reading counts that were handed to us: files nobody promised anything about.
 *
 * A SOURCE is a counts database, opened read-only and never changed (its -wal beside it is read
 * too), the saved text of a QR of totals (*.txt; counted only where no database holds the stand),
 * or a folder looked through to the bottom for both (its symbolic links are not followed). Damaged,
 * foreign files, and those of a schema not to be understood, are named in a fault and passed over
 * whole; in a good file,
 * rows with impossible values are. The messages are in French. The order of the SOURCEs changes
 * nothing. */
#ifndef SOURCES_SOURCE_H
#define SOURCES_SOURCE_H

#include "base/arena.h"
#include "base/arr.h"
#include "base/counts.h"
#include "base/err.h"

/* What all the SOURCEs hold together, but for the tallies; of a tally found twice, the larger n. */
struct source {
    struct arena arena;              /* holds every text below */
    ARR(struct source_kiosk) kiosks; /* with one of no id where a stand names none */
    ARR(struct source_stand) stands; /* kiosk by kiosk, by opening */
    ARR(const char *) faults;        /* "FILE: what is wrong, how to mend it" */
    ARR(const char *) remarks;       /* oddities: names shared, old pulls, twins */
    size_t twins; /* so many of the faults say that two machines count as one kiosk */
};

void source_release(struct source *source);

/* Opens all of them, to be read stand by stand, for more rows than memory holds: kiosks, stands,
 * faults and remarks are read at once into source (yours to release, after the close), the tallies
 * of one stand at a time, ordered by hour, origin, counter, item, valid until the next call.
 * Several SOURCEs are first merged into a temporary file beside nothing else (TMPDIR), which has no
 * name any more once it is open. NULL only where that cannot be written, with the message; what
 * could not be read is in faults, and rows passed over in the stands that were walked are once it
 * is closed. */
struct source_walk;
struct source_walk *source_walk_open(struct source *source, const char *const *paths, size_t n,
                                     struct err *err);
/* False where the stand's rows cannot be read (damage): a fault was added to source. */
bool source_walk_stand(struct source_walk *walk, size_t stand, const struct source_row **rows,
                       size_t *n);
void source_walk_close(struct source_walk *walk);

/* `bilan merge`: writes all SOURCEs into one database, replaced in one step or not at all. Texts
 * of totals are left out, each with a remark: a database could not say that they are of no hour.
 * faults as above; release it in any case. False, with the message, only if
 * nothing could be written. */
bool source_merge(const char *out, const char *const *paths, size_t n, struct source *faults,
                  struct err *err);

/* `bilan prune`: deletes tallies (and stands left without any that are closed) before `before`. */
bool source_prune(const char *path, int64_t before, int64_t *deleted, struct err *err);

#endif
