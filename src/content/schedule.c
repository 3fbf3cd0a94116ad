/* schedule.c: when a slide may be shown. Hours are wall-clock hours: where daylight saving doubles
 * an hour the slide is due in both, where it skips one the slide is due from the jump on. */
#include "content/content.h"

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
