/* counting.h: between sources/ and report/, for the mains that make reports: SOURCEs read through,
 * stand by stand, into a digest and, where it is asked for whole, a report. */
#ifndef COUNTING_H
#define COUNTING_H

#include "report/digest.h"
#include "report/html.h"
#include "sources/source.h"

struct counts_task {
    const char *const *sources;
    size_t source_count;
    struct report_filter filter;
    const char *content; /* folder that gives the titles; NULL: ids */
    bool content_named;  /* by who asks: a folder without content is then bad, as a SOURCE is */
    const char *version; /* of this program */
    int64_t now;         /* UTC seconds: hours after it are told as a clock that was wrong */
    const char *zone;    /* for the time of making; "" : UTC */
    int keep_months;     /* of a kiosk whose database does not say it; 0: unknown */
    void (*say)(void *context, const char *line); /* faults and remarks, French, one line */
    void *context;
};

/* Hours that a clock set right would not have counted. */
struct counting_clock {
    size_t hours;
    int64_t first, last;
};

struct counting {
    const struct counts_task *task;
    struct source source;
    ARR(struct counting_clock) clocks; /* beside its kiosks */
    ARR(const char *) remarks;         /* for the page: they name no folder */
    struct titles titles;
    struct html_about about;
    struct report report; /* empty unless whole was asked for */
    struct digest digest;
    bool good;  /* nothing was bad */
    bool empty; /* nothing could be read */
};

/* Reads all and says what is wrong and odd. Release it in any case, where it is: it points into
 * itself. */
void counting_init(struct counting *counting, const struct counts_task *task, bool whole);
void counting_release(struct counting *counting);

#endif
