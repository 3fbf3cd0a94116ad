/* report.h: from rows of counts to the figures a coordinator reads.
 *
 * Plain rows in; csv.h, json.h and table.h write the result. Nothing here knows a database.
 *
 * - What the kiosk counted and what the staff entered never meet: every line has one origin. What
 *   the staff noted late is on their side: in a total and its days, in no hour.
 * - Hours and days are those of each kiosk's own time zone. The two hours that read 02h on the day
 *   clocks go back are one cell.
 * - An undo (the item "undone" of a staff counter) is taken off its own hour or, where nothing is
 *   left there, off the hours before it and then after it: hours, days and totals agree and none
 *   falls below 0. This is done before the filter of dates, so a day reads the same in every
 * report. Where the counter has several items no one knows which was undone: the items stand as
 * they were entered, and a line "undone" carries the difference as a negative number. A late undo
 *   of more than was noted late takes back what was noted in time.
 * - Small cells, in whatever is shared: an hour from 1 to 4 is hidden; where it would be the only
 *   one hidden of its day (same stand, origin, counter, item), the next smallest hour of that day
 *   is hidden with it. An hour undone down to 0 says 0, and hides nothing: it is never that next
 *   one. Day and stand totals stay exact. So a day with a single hour cell still tells
 *   its value by its total: that is the interface's rule, hiding is per hour, never per day.
 *
 * Sums that would not fit stop at INT64_MAX. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/arr.h"
#include "base/counts.h"
#include "base/date.h"
#include "base/str.h"
#include "report/titles.h"

/* Returns true for those a kiosk counts in while no stand is open: the first has its id, the others
 * were begun where it was moved to. */
bool report_is_standing(const struct source_stand *stand);

/* Returns where a stand was held: what it says itself; what it does not say is the kiosk's, unless
 * that is elsewhere now. */
struct report_place {
    const char *region, *departement, *site; /* "" where not known */
};
struct report_place report_place(const struct source_stand *stand);

/* All zero lets everything through. Dates are inclusive, local to each kiosk; year 0: no limit. A
 * stand is within the dates if it was opened or counted anything in them. */
struct report_filter {
    const char *stand; /* the exact name; several stands may share it */
    const char *id;    /* or this one alone */
    struct date from, to;
};

/* What comes out: nested by ranges [first, first + count) into the flat arrays of struct report. */
struct report_hour {
    struct date day;
    int hour;
    int64_t n;
    bool hidden; /* n is not to be shown in anything shared */
};

struct report_day {
    struct date day;
    int64_t n;
    size_t first, count; /* hours */
};

struct report_line { /* one stand (or all), origin, counter and item */
    enum counter_origin origin;
    enum counter counter; /* COUNTERS for one this programme does not know */
    const char *name, *item;
    int64_t n;
    size_t first, count; /* days; none in the lines of all stands together (digest.h) */
};

struct report_part {
    const struct source_stand *stand;
    size_t first, count; /* lines: kiosk, staff, late, by counter, by item */
    int64_t n[COUNTERS]; /* sums over its own lines, undos taken off */
};

struct report {
    struct report_filter filter;
    ARR(struct report_part) parts;
    ARR(struct report_line) lines;
    ARR(struct report_day) days;
    ARR(struct report_hour) hours;
};

/* Stands and texts are borrowed: they and those of the filter must outlive the report. */
void report_init(struct report *report, const struct report_filter *filter);

/* Returns whether the filter asks for this stand, dates apart. */
bool report_wants(const struct report *report, const struct source_stand *stand);

/* Adds a stand with its rows, in any order (those of less than 1 are ignored), each stand once;
 * nothing where the filter leaves it out. */
void report_add(struct report *report, const struct source_stand *stand,
                const struct source_row *rows, size_t n);
void report_clear(struct report *report); /* forgets all that was added */

/* By name, opening, kiosk, id. */
int report_stand_order(const struct source_stand *a, const struct source_stand *b);
void report_order(struct report *report); /* puts the parts in that order */
void report_release(struct report *report);

/* True where the line is of its counter's own side: the other's is nobody's headline. */
bool report_is_own(const struct report_line *line);

/* How many of these lines, from the first, are of its counter and origin; and their sum. */
size_t report_counter(const struct report_line *lines, size_t n, int64_t *total);

#endif
