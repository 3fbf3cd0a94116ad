/* report_unit.h: reports of many stands from one list of rows. */
#ifndef REPORT_UNIT_H
#define REPORT_UNIT_H

#include "report/digest.h"

struct report_row {
    size_t stand; /* index into report_input.stands */
    int64_t hour;
    enum counter_origin origin;
    const char *counter, *item;
    int64_t n;
};

struct report_input {
    const struct source_stand *stands;
    size_t stand_count;
    const struct report_row *rows;
    size_t row_count;
};

static inline void report_build(struct report *report, const struct report_input *input,
                                const struct report_filter *filter)
{
    report_init(report, filter);
    for (size_t i = 0; i < input->stand_count; i++) {
        ARR(struct source_row) rows = {0};
        for (size_t j = 0; j < input->row_count; j++) {
            const struct report_row *row = &input->rows[j];
            if (row->stand == i) {
                arr_push(&rows, (struct source_row){row->hour, row->origin, row->counter, row->item,
                                                    row->n});
            }
        }
        report_add(report, &input->stands[i], rows.at, rows.n);
        arr_release(&rows);
    }
    report_order(report);
}

static inline struct digest digest_of(const struct report *report)
{
    struct digest digest;
    digest_init(&digest, &report->filter);
    digest_add(&digest, report);
    digest_finish(&digest);
    return digest;
}

#endif
