/* gather.h: all SOURCEs brought together, file by file, for merge.c and walk.c.
 *
 * Kiosks and stands are put into the source, each once, with what the files together know about
 * them (places.c). Tallies go to whoever gathers. A file counts whole or not at all. */
#ifndef SOURCES_GATHER_H
#define SOURCES_GATHER_H

#include "base/totals.h"
#include "sources/reader.h"
#include "sources/source.h"

#include <sys/types.h>

struct gather_name {
    const char *text;
    size_t stand, kiosk; /* index + 1 into the source's arrays; 0: none of this id */
    size_t telling;      /* index + 1 into the texts */
};

/* Totals read from texts: of one stand, told at one time, cut into so many parts. */
struct gather_totals {
    const char *path; /* of the first */
    struct totals totals;
    int parts;
    unsigned seen; /* a bit for each part */
};

/* A database that has counts of a kiosk. */
struct gather_pull {
    size_t kiosk;     /* index into the source's, until they are put in order */
    const char *path; /* valid as long as the source */
};

/* The latest time of which the teller of each text knew. */
struct gather_ages {
    int64_t of[8];
};

enum gather_taken { GATHER_WHOLE, GATHER_DAMAGED, GATHER_STOPPED };

struct gather {
    struct source *source;
    void *context;
    /* Takes a file's tallies, all or none of them, and tells gather_stand() every stand that has
     * any. */
    enum gather_taken (*take)(void *context, struct reader *reader);
    /* One that a text tells, while gather_finish() runs. */
    bool (*row)(void *context, const char *stand, const struct source_row *row);

    struct reader *kept; /* NULL, or where the reader of the one SOURCE stays open */
    size_t files;        /* that were read whole; texts count for one */
    bool no_texts;       /* those of totals are left out, each with a remark */
    size_t left_out;     /* so many */
    bool stopped;
    struct gather_name *names;
    size_t names_n, names_room;
    ARR(struct gather_totals) texts;
    ARR(struct gather_ages) stand_ages; /* beside stands: of what each tells, see places.c */
    ARR(struct gather_ages) kiosk_ages; /* the same beside kiosks */
    ARR(size_t) kiosk_files;            /* beside kiosks: in how many databases */
    ARR(struct gather_pull) pulls;      /* which those are */
    ARR(struct gather_seen {
        dev_t device;
        ino_t file;
    })
    seen;
};

bool gather_is_text(const char *path); /* by its ending, in any case of letters */
void gather_paths(struct gather *gather, const char *const *paths, size_t n);

/* When all is read: texts count where no database does, oddities become remarks, kiosks and stands
 * are put in order. */
void gather_finish(struct gather *gather);
void gather_release(struct gather *gather);

void gather_fault(struct gather *gather, const char *path, const char *what);
void gather_remark(struct gather *gather, const char *format, ...) PRINTF_LIKE(2, 3);
void gather_tell_skipped(struct gather *gather, const char *path, const struct reader *reader);

/* The text, once for all times it is met. */
const char *gather_text(struct gather *gather, const char *text);

/* Where that telling is kept in the texts, index + 1; 0: not yet. Valid until the next new text. */
size_t *gather_telling(struct gather *gather, const char *key);

/* The place of a stand in the source; a new one where there was none. Only before the finish. */
size_t gather_stand(struct gather *gather, const char *id);
bool gather_has_stand(struct gather *gather, const char *id);
void gather_forget_stands(struct gather *gather, size_t n); /* those from the n-th on */

/* Adds what is told about a stand, a kiosk. All texts are gather_text()s. age: the latest time of
 * which the teller knows; the younger is believed. */
void gather_join_stand(struct gather *gather, const struct source_stand *stand, int64_t age);
void gather_join_kiosk(struct gather *gather, const struct source_kiosk *kiosk, int64_t age);
void gather_count_file(struct gather *gather, const char *path, const char *kiosk);

/* Puts kiosks and stands in an order that the files do not change, and gives every stand its
 * kiosk. */
void gather_order(struct gather *gather);

#endif
