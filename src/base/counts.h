/* counts.h: counts that were read, as sources/ finds them and report/ takes them.
 *
 * Texts are UTF-8 and never NULL; whoever hands them over owns them. Times are UTC seconds. */
#ifndef BASE_COUNTS_H
#define BASE_COUNTS_H

#include "base/counter.h"

/* What is not known is "", or 0. */
struct source_kiosk {
    const char *id, *name, *site, *region;
    const char *timezone; /* an unknown one reads as UTC */
    const char *departement;
    const char *program,
        *content; /* what it ran with last: versions; the content's with its date */
    int keep_months;
};

/* The kind of a standing stand that a kiosk began where it was moved to. */
#define COUNTS_HALL "hall"

struct source_stand {
    const struct source_kiosk *kiosk; /* NULL until all SOURCEs are read */
    const char *id, *name, *structure, *kind;
    int64_t opened_at, closed_at; /* 0: not known, or still open */
    bool totals_only;     /* from a QR of totals: its rows all stand in the hour it was opened */
    const char *kiosk_id; /* what it says itself: "" where it names none */
    const char *region, *departement,
        *site; /* where it was held; "": not known, see report_place */
};

/* What was counted in one hour at one stand. */
struct source_row {
    int64_t hour; /* the start of the local hour */
    enum counter_origin origin;
    const char *counter, *item;
    int64_t n;
};

#endif
