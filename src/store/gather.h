/* gather.h: all SOURCEs brought together, file by file, for source.c and merge.c.
 *
 * Kiosks and stands are put into the source, each once, with what the files together know about
 * them. Tallies go to whoever gathers. A file counts whole or not at all. */
#ifndef STORE_GATHER_H
#define STORE_GATHER_H

#include "store/reader.h"
#include "store/source.h"

#include <sys/types.h>

struct gather_name {
    const char *text;
    size_t stand, kiosk; /* index + 1 into the source's arrays; 0: none of this id */
};

struct gather {
    struct source *source;
    void *context;
    bool (*begin)(void *context); /* a file's tallies come; false: stop */
    bool (*tally)(void *context, const struct reader_tally *tally, size_t stand);
    bool (*end)(void *context, bool keep); /* keep, or forget since begin */

    size_t files; /* that were read whole */
    bool stopped;
    struct gather_name *names;
    size_t names_n, names_room;
    ARR(int64_t) stand_age;  /* beside stands: the latest time each speaks of */
    ARR(int64_t) kiosk_age;  /* beside kiosks */
    ARR(size_t) kiosk_files; /* beside kiosks: in how many files */
    ARR(struct gather_seen {
        dev_t device;
        ino_t file;
    })
    seen;
};

void gather_paths(struct gather *gather, const char *const *paths, size_t n);

/* The text, once for all times it is met. */
const char *gather_text(struct gather *gather, const char *text);

/* When all is read: every stand has its kiosk, oddities become remarks. */
void gather_finish(struct gather *gather);
void gather_release(struct gather *gather);

#endif
