/* counting.h: what counts.c shares with workbook.c: SOURCEs read through, stand by stand, into a
 * digest and, where it is asked for whole, a report. Part of the mains. */
#ifndef COUNTING_H
#define COUNTING_H

#include "counts.h"
#include "report/titles.h"
#include "store/source.h"

/* Hours that a clock set right would not have counted. */
struct counting_clock {
    size_t hours;
    int64_t first, last;
};

struct counting {
    const struct counts_task *task;
    struct source source;
    ARR(struct report_kiosk) kiosks; /* as in source, then one for stands that name none of them */
    ARR(struct counting_clock) clocks; /* beside kiosks */
    ARR(struct report_stand) stands;   /* as in source */
    ARR(struct report_row) rows;       /* all of them, or of the stand being read */
    ARR(const char *) remarks;         /* for the page: they name no folder */
    struct titles titles;
    char made[DATE_TEXT_MAX];
    struct report_titles lookup;
    struct html_about about;
    struct report report; /* only where whole was asked for */
    struct digest digest;
    bool whole;
    bool good;  /* nothing was bad */
    bool empty; /* nothing could be read */
};

/* Reads all and says what is wrong and odd. Release it in any case, where it is: it points into
 * itself. */
void counting_init(struct counting *counting, const struct counts_task *task, bool whole);
void counting_release(struct counting *counting);

#endif
