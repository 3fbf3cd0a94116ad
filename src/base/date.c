#include "base/date.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

enum { HOUR = 3600, DAY = 86400 };

static const char zone_folder[] = "/usr/share/zoneinfo";

bool date_zone_known(const char *zone)
{
    char path[FILE_PATH_MAX];
    if (!zone[0] || zone[0] == '/' || strstr(zone, "..") || strlen(zone) >= DATE_ZONE_MAX) {
        return false;
    }
    return file_join(path, zone_folder, zone) && file_is_file(path);
}

/* Where the file cannot be read libc says nothing and goes on in UTC, with a zone of no name (it is
 * given the path, which reads as no rule). The same zone twice is read once: so another between. */
static bool zone_set(const char *path)
{
    enum { TRIES = 3 };
    for (int i = 0; i < TRIES; i++) {
        setenv("TZ", path, 1);
        tzset();
        if (tzname[0][0]) {
            return true;
        }
        setenv("TZ", "UTC0", 1);
        tzset();
    }
    return false;
}

/* libc knows one zone at a time; changing it is cheap but not free, so only on a change. */
static void zone_use(const char *zone)
{
    static char used[DATE_ZONE_MAX] = "";
    const char *wanted = date_zone_known(zone) ? zone : "UTC";
    if (used[0] == '\0' || !str_same(used, wanted)) {
        char path[FILE_PATH_MAX];
        file_join(path, zone_folder, wanted);
        if (!zone_set(path) && !str_same(wanted, "UTC")) {
            log_line(LOG_WARNING, "%s : fuseau horaire illisible, les heures sont en UTC", path);
        }
        str_fit(used, sizeof used, wanted);
    }
}

struct date_time date_local(const char *zone, int64_t wall)
{
    zone_use(zone);
    time_t seconds = (time_t)wall;
    struct tm tm = {0};
    if (!localtime_r(&seconds, &tm)) {
        return (struct date_time){.date = {1970, 1, 1}, .weekday = 3};
    }
    return (struct date_time){
        .date = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday},
        .hour = tm.tm_hour,
        .minute = tm.tm_min,
        .second = tm.tm_sec,
        .weekday = (tm.tm_wday + 6) % 7,
        .offset = (int)tm.tm_gmtoff,
    };
}

/* Days since 1970-01-01 in the Gregorian calendar. */
static int64_t day_number(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct date day_date(int64_t number)
{
    number += 719468;
    int64_t era = (number >= 0 ? number : number - 146096) / 146097;
    int64_t of_era = number - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (int)((5 * of_year + 2) / 153);
    int day = (int)(of_year - (153 * month + 2) / 5 + 1);
    month += month < 10 ? 3 : -9;
    return (struct date){(int)(year + era * 400) + (month <= 2), month, day};
}

int64_t date_wall(const char *zone, struct date date, int hour, int minute, int second)
{
    int64_t naive = day_number(date) * DAY + hour * HOUR + minute * 60 + second;
    /* Try both offsets in force around that day; the earlier that reads back the same wins. */
    int64_t before = naive - date_local(zone, naive - DAY).offset;
    int64_t after = naive - date_local(zone, naive + DAY).offset;
    int64_t tries[] = {before < after ? before : after, before < after ? after : before};
    for (int i = 0; i < 2; i++) {
        if (tries[i] + date_local(zone, tries[i]).offset == naive) {
            return tries[i];
        }
    }
    return tries[1]; /* skipped by daylight saving: as if the clock had not jumped yet */
}

int64_t date_hour_start(const char *zone, int64_t wall)
{
    struct date_time local = date_local(zone, wall);
    int64_t into = (wall + local.offset) % HOUR;
    return wall - (into < 0 ? into + HOUR : into);
}

/* Reads exactly `digits` digits; false otherwise. */
static bool read_digits(const char **at, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9') {
            return false;
        }
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

static bool read_char(const char **at, char expected)
{
    return **at == expected && (*at)++;
}

static bool read_date(const char **at, struct date *date)
{
    if (!read_digits(at, 4, &date->year) || !read_char(at, '-') ||
        !read_digits(at, 2, &date->month) || !read_char(at, '-') ||
        !read_digits(at, 2, &date->day)) {
        return false;
    }
    bool plausible = date->year >= 1 && date->month >= 1 && date->month <= 12 && date->day >= 1;
    return plausible && date_compare(day_date(day_number(*date)), *date) == 0;
}

int64_t date_months_before(const char *zone, int64_t wall, int months)
{
    struct date day = date_local(zone, wall).date;
    int month = day.year * 12 + day.month - 1 - months;
    struct date from = {month / 12, month % 12 + 1, day.day < 28 ? day.day : 28};
    return date_wall(zone, from, 0, 0, 0);
}

bool date_parse(const char *text, struct date *date)
{
    return read_date(&text, date) && *text == '\0';
}

bool date_parse_time(const char *text, const char *zone, int64_t *wall)
{
    struct date date;
    int hour = 0, minute = 0, second = 0;
    if (!read_date(&text, &date)) {
        return false;
    }
    if (read_char(&text, ' ') || read_char(&text, 'T')) {
        if (!read_digits(&text, 2, &hour) || !read_char(&text, ':') ||
            !read_digits(&text, 2, &minute)) {
            return false;
        }
        if (read_char(&text, ':') && !read_digits(&text, 2, &second)) {
            return false;
        }
    }
    if (*text != '\0' || hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    *wall = date_wall(zone, date, hour, minute, second);
    return true;
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year) {
        return a.year - b.year;
    }
    return a.month != b.month ? a.month - b.month : a.day - b.day;
}

struct date date_add_days(struct date date, int days)
{
    return day_date(day_number(date) + days);
}

int date_weekday(struct date date)
{
    int64_t day = (day_number(date) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(day < 0 ? day + 7 : day);
}

void date_format(char out[DATE_TEXT_MAX], struct date date)
{
    snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02d", date.year, date.month, date.day);
}
