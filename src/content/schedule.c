/* schedule.c: when a slide may be shown. Hours are wall-clock hours: where daylight saving doubles
 * an hour the slide is due in both, where it skips one the slide is due from the jump on. */
#include "content/content.h"

enum { DAY_MINUTES = 24 * 60, PATTERN_DAYS = 16 };

static bool is_always(const struct slide *slide)
{
    return slide->days == 0 && slide->minute_from == 0 && slide->minute_to == 0 &&
           slide->from.year == 0 && slide->until.year == 0;
}

static bool day_is_due(const struct slide *slide, struct date day)
{
    if (slide->from.year != 0 && date_compare(day, slide->from) < 0) {
        return false;
    }
    if (slide->until.year != 0 && date_compare(day, slide->until) > 0) {
        return false;
    }
    return slide->days == 0 || (slide->days >> date_weekday(day) & 1u);
}

bool slide_is_due(const struct slide *slide, const char *zone, int64_t wall)
{
    if (is_always(slide)) {
        return true;
    }
    struct date_time now = date_local(zone, wall);
    int minute = now.hour * 60 + now.minute, from = slide->minute_from, to = slide->minute_to;
    if (from == 0 && to == 0) {
        return day_is_due(slide, now.date);
    }
    if (from < to) {
        return minute >= from && minute < to && day_is_due(slide, now.date);
    }
    return (minute >= from && day_is_due(slide, now.date)) ||
           (minute < to && day_is_due(slide, date_add_days(now.date, -1)));
}

/* Seconds from now to the next local time of day `minute`, as if no clock ever jumped; > 0. */
static int64_t until_minute(struct date_time now, int minute)
{
    int second = (now.hour * 60 + now.minute) * 60 + now.second;
    int wait = minute * 60 - second;
    return wait > 0 ? wait : wait + DAY_MINUTES * 60;
}

/* The next moment after wall at which anything can change: a bound of the hours, midnight, or a
 * jump of the local clock on the way there. */
static int64_t next_bound(const struct slide *slide, const char *zone, int64_t wall)
{
    struct date_time now = date_local(zone, wall);
    const int minutes[] = {0, slide->minute_from, slide->minute_to};
    int64_t wait = (int64_t)DAY_MINUTES * 60;
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        int64_t to = until_minute(now, minutes[i]);
        wait = to < wait ? to : wait;
    }
    if (date_local(zone, wall + wait).offset == now.offset) {
        return wall + wait;
    }
    int64_t same = 0, other = wait;
    while (other - same > 1) {
        int64_t middle = same + (other - same) / 2;
        *(date_local(zone, wall + middle).offset == now.offset ? &same : &other) = middle;
    }
    return wall + other;
}

/* Where a slide keeps the same answer for PATTERN_DAYS, only its dates can still change it: the
 * midnight a day before the nearest of them that is still ahead; INT64_MAX if there is none. */
static int64_t next_date(const struct slide *slide, const char *zone, int64_t wall)
{
    const struct date dates[] = {slide->from, slide->until};
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        if (dates[i].year != 0) {
            int64_t at = date_wall(zone, date_add_days(dates[i], -1), 0, 0, 0);
            next = at > wall && at < next ? at : next;
        }
    }
    return next;
}

int64_t slide_next_change(const struct slide *slide, const char *zone, int64_t wall)
{
    if (is_always(slide)) {
        return INT64_MAX;
    }
    bool due = slide_is_due(slide, zone, wall);
    while (wall != INT64_MAX) {
        int64_t end = wall + (int64_t)PATTERN_DAYS * DAY_MINUTES * 60;
        while (wall < end) {
            wall = next_bound(slide, zone, wall);
            if (slide_is_due(slide, zone, wall) != due) {
                return wall;
            }
        }
        wall = next_date(slide, zone, wall);
    }
    return INT64_MAX;
}
