#include "report/report.h"

#include "report/cell.h"

#include <assert.h>

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

static struct cells make_cells(const char *zone, const struct source_row *rows, size_t n)
{
    struct cells cells = {0};
    struct stretch stretch = {0};
    const char *name = NULL;
    enum counter counter = COUNTERS;
    for (size_t i = 0; i < n; i++) {
        const struct source_row *row = &rows[i];
        if (row->n < 1) {
            continue;
        }
        if (row->counter != name) {
            name = row->counter;
            counter = counter_find(name);
        }
        struct cell cell = {.line = {row->origin, counter, row->counter, row->item, row->n, 0, 0}};
        set_time(&cell, &stretch, zone, row->hour);
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

/* Adds an hour to the last line, and to its last day or a new one. */
static void add_hour(struct report *report, const struct cell *cell, bool total_only)
{
    assert(report->lines.n > 0 && (report->days.at || report->days.room == report->days.n));
    struct report_line *line = &report->lines.at[report->lines.n - 1];
    int64_t n = cell->line.n;
    line->n = counter_sum(line->n, n);
    if (total_only) {
        return;
    }
    struct report_day *day = line->count > 0 ? &report->days.at[report->days.n - 1] : NULL;
    if (!day || date_compare(day->day, cell->day) != 0) {
        arr_push(&report->days, (struct report_day){.day = cell->day, .first = report->hours.n});
        day = &report->days.at[report->days.n - 1];
        line->count++;
    }
    day->n = counter_sum(day->n, n);
    if (line->origin != ORIGIN_LATE) {
        arr_push(&report->hours,
                 (struct report_hour){.day = cell->day, .hour = cell->hour, .n = n});
        day->count++;
    }
}

/* Adds the lines of one stand. */
static void add_lines(struct report *report, const struct cells *cells, bool totals_only)
{
    for (size_t i = 0; i < cells->list.n; i++) {
        const struct cell *cell = &cells->list.at[i];
        if (i == 0 || report_line_order(&cell[-1].line, &cell->line) != 0) {
            arr_push(&report->lines, cell->line);
            struct report_line *line = &report->lines.at[report->lines.n - 1];
            line->n = 0;
            line->first = report->days.n;
        }
        add_hour(report, cell, totals_only);
    }
}

static bool opened_within(const struct report_filter *filter, const struct source_stand *stand)
{
    if (filter->from.year == 0 && filter->to.year == 0) {
        return true;
    }
    return stand->opened_at != 0 &&
           within(filter, date_local(stand->kiosk->timezone, stand->opened_at).date);
}

void report_init(struct report *report, const struct report_filter *filter)
{
    *report = (struct report){.filter = *filter};
}

bool report_wants(const struct report *report, const struct source_stand *stand)
{
    const struct report_filter *filter = &report->filter;
    return (!filter->stand || str_same(filter->stand, stand->name)) &&
           (!filter->id || str_same(filter->id, stand->id));
}

void report_add(struct report *report, const struct source_stand *stand,
                const struct source_row *rows, size_t n)
{
    struct report_part part = {.stand = stand, .first = report->lines.n};
    size_t days = report->days.n;
    if (!report_wants(report, stand)) {
        return;
    }
    struct cells cells = make_cells(stand->kiosk->timezone, rows, n);
    cells_share_undos(&cells);
    cells_group(&cells);
    cells_merge(&cells);
    cells_settle(&cells);
    keep_dates(&cells, &report->filter);
    add_lines(report, &cells, stand->totals_only);
    arr_release(&cells.list);
    for (; days < report->days.n; days++) {
        const struct report_day *day = &report->days.at[days];
        if (day->count > 0) { /* what was noted late has none */
            cell_hide_small(&report->hours.at[day->first], day->count);
        }
    }
    for (; part.first + part.count < report->lines.n; part.count++) {
        const struct report_line *line = &report->lines.at[part.first + part.count];
        if (report_is_own(line)) {
            part.n[line->counter] = counter_sum(part.n[line->counter], line->n);
        }
    }
    if (part.count > 0 || opened_within(&report->filter, stand)) {
        arr_push(&report->parts, part);
    }
}

void report_clear(struct report *report)
{
    report->parts.n = 0;
    report->lines.n = 0;
    report->days.n = 0;
    report->hours.n = 0;
}

int report_stand_order(const struct source_stand *a, const struct source_stand *b)
{
    int order = strcmp(a->name, b->name);
    order = order ? order : (a->opened_at > b->opened_at) - (a->opened_at < b->opened_at);
    order = order ? order : strcmp(a->kiosk->name, b->kiosk->name);
    return order ? order : strcmp(a->id, b->id);
}

static int part_order(const void *left, const void *right)
{
    const struct report_part *a = left, *b = right;
    return report_stand_order(a->stand, b->stand);
}

void report_order(struct report *report)
{
    if (report->parts.n > 1) {
        qsort(report->parts.at, report->parts.n, sizeof *report->parts.at, part_order);
    }
}

void report_release(struct report *report)
{
    arr_release(&report->parts);
    arr_release(&report->lines);
    arr_release(&report->days);
    arr_release(&report->hours);
}

bool report_is_own(const struct report_line *line)
{
    return line->counter < COUNTERS && counter_is_of(line->counter, line->origin);
}

size_t report_counter(const struct report_line *lines, size_t n, int64_t *total)
{
    size_t items = 0;
    for (*total = 0; items < n && lines[items].origin == lines->origin &&
                     str_same(lines[items].name, lines->name);
         items++) {
        *total = counter_sum(*total, lines[items].n);
    }
    return items;
}

bool report_is_standing(const struct source_stand *stand)
{
    return str_same(stand->id, stand->kiosk->id) || str_same(stand->kind, COUNTS_HALL);
}

static bool is_elsewhere(const char *a, const char *b)
{
    return a[0] && b[0] && !str_same(a, b);
}

struct report_place report_place(const struct source_stand *stand)
{
    struct report_place place = {stand->region, stand->departement, stand->site};
    const struct source_kiosk *kiosk = stand->kiosk;
    bool moved = is_elsewhere(place.region, kiosk->region) ||
                 is_elsewhere(place.departement, kiosk->departement) ||
                 is_elsewhere(place.site, kiosk->site);
    if (!moved) {
        place.region = place.region[0] ? place.region : kiosk->region;
        place.departement = place.departement[0] ? place.departement : kiosk->departement;
        place.site = place.site[0] ? place.site : kiosk->site;
    }
    return place;
}
