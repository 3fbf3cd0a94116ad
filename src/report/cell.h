/* cell.h: the counts of one local hour, while report.c works on them. */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "report/report.h"

struct cell {
    size_t stand; /* its rank in the report */
    enum counter_origin origin;
    enum counter counter;
    const char *name, *item;
    struct date day;
    int hour;
    int64_t n;
};

struct cells {
    ARR(struct cell) list;
};

/* True if both belong to the same stand, origin, counter and item. */
bool cell_same_line(const struct cell *a, const struct cell *b);

/* Brings the cells of one line together, lines in order, without comparing every cell: what came in
 * order of time stays in it. */
void cells_group(struct cells *cells);

/* Orders by stand, origin, counter, item, hour and sums those that are alike in all of these. */
void cells_merge(struct cells *cells);

/* Settles the undos of merged cells, which stay in order. See report.h. */
void cells_settle(struct cells *cells);

/* Marks the hours of one day (one line) that must not be shown. */
void cell_hide_small(struct report_hour *hours, size_t n);

#endif
