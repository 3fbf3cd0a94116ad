/* counts.h: counts that were read, as sources/ finds them and report/ takes them.
 *
 * Texts are UTF-8 and never NULL; whoever hands them over owns them. Times are UTC seconds. */
#ifndef BASE_COUNTS_H
#define BASE_COUNTS_H

#include "base/counter.h"

struct source_kiosk {
    const char *id, *name, *site, *region;
    const char *timezone; /* an unknown one reads as UTC */
};

struct source_stand {
    const struct source_kiosk *kiosk; /* NULL until all SOURCEs are read */
    const char *id, *name, *structure, *kind;
    int64_t opened_at, closed_at; /* 0: not known, or still open */
    bool totals_only;     /* from a QR of totals: its rows all stand in the hour it was opened */
    const char *kiosk_id; /* what it says itself: "" where it names none */
};

/* What was counted in one hour at one stand. */
struct source_row {
    int64_t hour; /* the start of the local hour */
    enum counter_origin origin;
    const char *counter, *item;
    int64_t n;
};

#endif
