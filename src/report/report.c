#include "report/report.h"

#include "report/cell.h"

#include <assert.h>

static int part_order(const void *left, const void *right)
{
    const struct report_stand *a = ((const struct report_part *)left)->stand;
    const struct report_stand *b = ((const struct report_part *)right)->stand;
    int order = strcmp(a->name, b->name);
    order = order ? order : (a->opened_at > b->opened_at) - (a->opened_at < b->opened_at);
    order = order ? order : strcmp(a->kiosk->name, b->kiosk->name);
    return order ? order : strcmp(a->id, b->id);
}

/* Chooses the stands by name, in order; ranks[i] is the place of input->stands[i] or SIZE_MAX. */
static void choose_stands(struct report *report, const struct report_input *input, size_t *ranks)
{
    for (size_t i = 0; i < input->stand_count; i++) {
        const struct report_stand *stand = &input->stands[i];
        ranks[i] = SIZE_MAX;
        bool named = !report->filter.stand || str_same(stand->name, report->filter.stand);
        if (named && (!report->filter.id || str_same(stand->id, report->filter.id))) {
            arr_push(&report->parts, (struct report_part){.stand = stand});
        }
    }
    if (report->parts.n > 1) {
        qsort(report->parts.at, report->parts.n, sizeof *report->parts.at, part_order);
    }
    for (size_t i = 0; i < report->parts.n; i++) {
        ranks[report->parts.at[i].stand - input->stands] = i;
    }
}

/* A stretch of time in which a zone keeps one offset. */
struct stretch {
    const char *zone;
    int64_t from, until;
    int64_t midnight; /* the local one that begins `day`, as UTC seconds */
    struct date day;
};

enum { HOUR = 3600, DAY = 24 * HOUR, LOOK_AHEAD = 7 * DAY };

/* No zone changes its clocks and back within a week: where the offset is the same ahead, it is so
 * all the way. */
static struct stretch stretch_at(const char *zone, int64_t hour)
{
    struct date_time here = date_local(zone, hour);
    bool near = hour > -LOOK_AHEAD && hour < INT64_MAX - LOOK_AHEAD;
    int64_t ahead = near ? LOOK_AHEAD : 0;
    while (ahead > 0 && date_local(zone, hour + ahead).offset != here.offset) {
        ahead = ahead > HOUR ? ahead / 8 : 0;
    }
    int64_t into = here.hour * (int64_t)HOUR + here.minute * 60 + here.second;
    return (struct stretch){zone, hour, hour + ahead, near ? hour - into : hour, here.date};
}

/* The local day and hour of a cell; rows come in order of time, so most fall into one stretch. */
static void set_time(struct cell *cell, struct stretch *stretch, const char *zone, int64_t hour)
{
    if (stretch->zone != zone || hour < stretch->from || hour > stretch->until) {
        *stretch = stretch_at(zone, hour);
    }
    if (hour == stretch->from && stretch->until == stretch->from) {
        struct date_time local = date_local(zone, hour);
        cell->day = local.date;
        cell->hour = local.hour;
        return;
    }
    int days = (int)((hour - stretch->midnight) / DAY);
    if (days > 0) {
        stretch->day = date_add_days(stretch->day, days);
        stretch->midnight += days * (int64_t)DAY;
        stretch->from = hour;
    }
    cell->day = stretch->day;
    cell->hour = (int)((hour - stretch->midnight) / HOUR);
}

static struct cells make_cells(const struct report_input *input, const size_t *ranks)
{
    struct cells cells = {0};
    struct stretch stretch = {0};
    const char *name = NULL;
    enum counter counter = COUNTERS;
    for (size_t i = 0; i < input->row_count; i++) {
        const struct report_row *row = &input->rows[i];
        if (ranks[row->stand] == SIZE_MAX || row->n < 1) {
            continue;
        }
        if (row->counter != name) {
            name = row->counter;
            counter = counter_find(name);
        }
        struct cell cell = {.stand = ranks[row->stand],
                            .origin = row->origin,
                            .counter = counter,
                            .name = row->counter,
                            .item = row->item,
                            .n = row->n};
        set_time(&cell, &stretch, input->stands[row->stand].kiosk->timezone, row->hour);
        arr_push(&cells.list, cell);
    }
    return cells;
}

static bool within(const struct report_filter *filter, struct date day)
{
    return (filter->from.year == 0 || date_compare(day, filter->from) >= 0) &&
           (filter->to.year == 0 || date_compare(day, filter->to) <= 0);
}

static void keep_dates(struct cells *cells, const struct report_filter *filter)
{
    size_t kept = 0;
    for (size_t i = 0; i < cells->list.n; i++) {
        if (within(filter, cells->list.at[i].day)) {
            cells->list.at[kept++] = cells->list.at[i];
        }
    }
    cells->list.n = kept;
}

static void add_line(struct report *report, const struct cell *cell)
{
    arr_push(&report->lines, (struct report_line){.origin = cell->origin,
                                                  .counter = cell->counter,
                                                  .name = cell->name,
                                                  .item = cell->item,
                                                  .first = report->days.n});
}

/* Adds an hour to the last line, and to its last day or a new one. */
static void add_hour(struct report *report, const struct cell *cell, bool total_only)
{
    assert(report->lines.n > 0 && (report->days.at || report->days.room == report->days.n));
    struct report_line *line = &report->lines.at[report->lines.n - 1];
    line->n = counter_sum(line->n, cell->n);
    if (total_only) {
        return;
    }
    struct report_day *day = line->count > 0 ? &report->days.at[report->days.n - 1] : NULL;
    if (!day || date_compare(day->day, cell->day) != 0) {
        arr_push(&report->days, (struct report_day){.day = cell->day, .first = report->hours.n});
        day = &report->days.at[report->days.n - 1];
        line->count++;
    }
    arr_push(&report->hours,
             (struct report_hour){.day = cell->day, .hour = cell->hour, .n = cell->n});
    day->count++;
    day->n = counter_sum(day->n, cell->n);
}

static bool opened_within(const struct report_filter *filter, const struct report_stand *stand)
{
    if (filter->from.year == 0 && filter->to.year == 0) {
        return true;
    }
    return stand->opened_at != 0 &&
           within(filter, date_local(stand->kiosk->timezone, stand->opened_at).date);
}

/* Gives every chosen stand its lines; those outside the dates leave. */
static void fill_parts(struct report *report, const struct cells *cells)
{
    size_t at = 0, kept = 0;
    for (size_t rank = 0; rank < report->parts.n; rank++) {
        struct report_part part = {report->parts.at[rank].stand, report->lines.n, 0};
        const struct cell *last = NULL;
        for (; at < cells->list.n && cells->list.at[at].stand == rank; at++) {
            const struct cell *cell = &cells->list.at[at];
            if (!last || !cell_same_line(last, cell)) {
                add_line(report, cell);
            }
            add_hour(report, cell, part.stand->totals_only);
            last = cell;
        }
        part.count = report->lines.n - part.first;
        if (part.count > 0 || opened_within(&report->filter, part.stand)) {
            report->parts.at[kept++] = part;
        }
    }
    report->parts.n = kept;
}

/* The lines of all stands together: the same lines, with no stand and no time. */
static void fill_all(struct report *report)
{
    struct cells cells = {0};
    for (size_t i = 0; i < report->lines.n; i++) {
        const struct report_line *line = &report->lines.at[i];
        arr_push(&cells.list, (struct cell){.origin = line->origin,
                                            .counter = line->counter,
                                            .name = line->name,
                                            .item = line->item,
                                            .n = line->n});
    }
    cells_merge(&cells);
    report->all = (struct report_part){NULL, report->lines.n, cells.list.n};
    for (size_t i = 0; i < cells.list.n; i++) {
        add_line(report, &cells.list.at[i]);
        report->lines.at[report->lines.n - 1].n = cells.list.at[i].n;
    }
    arr_release(&cells.list);
}

void report_build(struct report *report, const struct report_input *input,
                  const struct report_filter *filter)
{
    *report = (struct report){.filter = *filter};
    size_t *ranks = mem_alloc(input->stand_count * sizeof *ranks);
    choose_stands(report, input, ranks);
    struct cells cells = make_cells(input, ranks);
    free(ranks);
    cells_group(&cells);
    cells_merge(&cells);
    cells_settle(&cells);
    keep_dates(&cells, filter);
    fill_parts(report, &cells);
    for (size_t i = 0; i < report->days.n; i++) {
        const struct report_day *day = &report->days.at[i];
        cell_hide_small(&report->hours.at[day->first], day->count);
    }
    arr_release(&cells.list);
    fill_all(report);
}

void report_release(struct report *report)
{
    arr_release(&report->parts);
    arr_release(&report->lines);
    arr_release(&report->days);
    arr_release(&report->hours);
}

bool report_is_standing(const struct report_stand *stand)
{
    return str_same(stand->id, stand->kiosk->id);
}
