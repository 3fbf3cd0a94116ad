/* cell.h: the counts of one local hour of one stand, while report.c works on them. */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "report/report.h"

struct cell {
    struct report_line line; /* whose it is, with its own n and no days */
    struct date day;
    int hour;
};

struct cells {
    ARR(struct cell) list;
};

/* By origin, counter, item, what was undone last: 0 for those of the same. */
int report_line_order(const struct report_line *a, const struct report_line *b);

/* What was undone late of more than was noted late undoes what was noted in time. */
void cells_share_undos(struct cells *cells);

/* Brings the cells of one line together, lines in order, without comparing every cell: what came in
 * order of time stays in it. */
void cells_group(struct cells *cells);

/* Orders by origin, counter, item, hour and sums those that are alike in all of these. */
void cells_merge(struct cells *cells);

/* Settles the undos of merged cells, which stay in order. See report.h. */
void cells_settle(struct cells *cells);

/* Marks the hours of one day (one line) that must not be shown. */
void cell_hide_small(struct report_hour *hours, size_t n);

#endif
