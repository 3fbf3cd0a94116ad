/* digest.h: all stands together, in memory that grows with stands and days but not with hours or
 * rows.
 *
 * Fed with reports (report.h), of one stand or of several, each stand once, in any order; then
 * finished, then read. Kiosk and staff counts are never added. What a report borrows, the digest
 * does, not the report itself. */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "report/report.h"

struct digest_day {
    struct date day;
    int64_t visits, met; /* visit.started of the kiosk; people.met of the staff */
};

/* An hour of the day, all stands and days together. Shared, and beside the csv: whoever takes the
 * hours shown there off it is left with the sum of those hidden there. So it is hidden where it
 * - is itself from 1 to 4;
 * - holds a single hidden hour (of one stand's day);
 * - holds k of them whose sum can only be made of 1 or of 4 (k or 4 k);
 * - would else be the only one hidden of the 24: then the next smallest is too, one that holds
 *   hidden hours if there is any, since any other is known from the csv. */
struct digest_figure {
    int64_t n;
    int64_t seen; /* the sum of what the csv shows of it */
    int64_t few;  /* how many hours of a stand's day the csv hides of it */
    int64_t rest; /* their sum */
    bool hidden;
};

struct digest_hour {
    struct digest_figure visits, met; /* each hidden for itself */
};

struct digest {
    struct report_filter filter;
    struct date today;              /* set after the init where it is known; year 0: it is not */
    ARR(struct report_part) stands; /* kiosk by kiosk, by id; their lines are gone */
    ARR(struct report_line) lines;  /* by origin, counter, item, what was undone last */
    ARR(struct digest_day) days;    /* in order, those that counted anything */
    struct date from, to; /* the period of the counts; years 0 where there are none (finish) */
    struct digest_hour hours[24];
    int64_t n[COUNTERS]; /* of all stands */
    size_t actions;      /* stands that were opened: standing ones are none */
    size_t kiosks;
    size_t unknown; /* lines of counters, or of counters of that origin, that are none of ours */
};

void digest_init(struct digest *digest, const struct report_filter *filter);
void digest_add(struct digest *digest, const struct report *report);
void digest_finish(struct digest *digest);
void digest_release(struct digest *digest);

/* What stands for a hidden figure: "moins de 5" where it is one hour of a stand's day that is,
 * "cachée" for any other, which may be more. */
const char *digest_hidden_words(const struct digest_figure *figure);

#endif
