/* digest.h: what the one-page report holds: counts of many stands brought together, in memory that
 * grows with stands and days but not with hours or rows.
 *
 * Fed with reports (report.h), of one stand or of several, each stand once, in any order; then
 * finished, then read. Kiosk and staff counts are never added. All texts are copied. */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "base/arena.h"
#include "report/report.h"

struct digest_stand {
    const char *name, *structure, *kind, *kiosk, *site, *region, *timezone;
    char opened[DATE_TEXT_MAX], closed[DATE_TEXT_MAX]; /* local, "2026-11-21 09:00"; "" not known */
    bool standing;                                     /* no stand was opened: the kiosk's own */
    bool totals_only;                                  /* from a QR of totals: no hours, no days */
    int64_t n[COUNTERS];                               /* sums over items, undos taken off */
};

struct digest_line { /* all stands together */
    enum counter_origin origin;
    enum counter counter; /* COUNTERS for one this programme does not know */
    const char *name, *item;
    int64_t n;
};

struct digest_day {
    struct date day;
    int64_t visits, met; /* visit.started of the kiosk; people.met of the staff */
};

/* Hours of the day, all days together. Shared, so small ones are hidden as report.h says, each
 * column for itself. */
struct digest_hour {
    int64_t visits, met;
    bool visits_hidden, met_hidden;
};

struct digest {
    struct arena arena;
    struct report_filter filter;
    ARR(struct digest_stand) stands; /* by name, opening, kiosk */
    ARR(struct digest_line) lines;   /* by origin, counter, name, item */
    ARR(struct digest_day) days;     /* in order, those that counted anything */
    struct digest_hour hours[24];
    int64_t n[COUNTERS]; /* of all stands */
    size_t actions;      /* stands that were opened: standing ones are none */
    size_t kiosks;
    ARR(const char *) kiosk_ids; /* only for counting them */
};

void digest_init(struct digest *digest, const struct report_filter *filter);
void digest_add(struct digest *digest, const struct report *report);
void digest_finish(struct digest *digest);
void digest_release(struct digest *digest);

/* The n of a line; 0 where there is none. */
int64_t digest_of(const struct digest *digest, enum counter counter, const char *item);

#endif
