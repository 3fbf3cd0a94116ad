/* counts.h: between store/ and report/, for the mains that make reports: SOURCEs read, turned into
 * what report/ takes, and written as the file whose ending is asked for. */
#ifndef COUNTS_H
#define COUNTS_H

#include "report/digest.h"
#include "report/html.h"

struct counts_task {
    const char *const *sources;
    size_t source_count;
    struct report_filter filter;
    const char *content; /* folder that gives the titles; NULL: ids */
    bool content_named;  /* by who asks: a folder without content is then bad, as a SOURCE is */
    const char *version; /* of this program */
    int64_t now;         /* UTC seconds: hours after it are told as a clock that was wrong */
    const char *zone;    /* for the time of making; "" : UTC */
    int keep_months;     /* told in the html; 0: not */
    void (*say)(void *context, const char *line); /* faults and remarks, French, one line */
    void *context;
};

enum counts_form { COUNTS_TABLE, COUNTS_TOTALS_JSON, COUNTS_CSV, COUNTS_JSON, COUNTS_HTML };

/* The report as text. False if a SOURCE was bad or nothing could be read, said: out is then what
 * could be made of the rest, or empty. */
bool counts_text(const struct counts_task *task, enum counts_form form, struct str *out);

/* The report as a workbook at path; only in `bilan`. */
bool counts_workbook(const struct counts_task *task, const char *path);

#endif
