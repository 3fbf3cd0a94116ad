/* date.h: days, hours and time zones. Nothing here asks what time it is: time is handed in.
 *
 * Wall time is `int64_t` seconds since 1970-01-01 UTC. A zone is an IANA name ("Europe/Paris",
 * "Pacific/Marquesas"); its rules come from the system's tzdata, so daylight saving and half-hour
 * offsets are right. One thread only asks zone questions (they go through libc's TZ). */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/err.h"

#include <stdint.h>

enum { DATE_ZONE_MAX = 64, DATE_TEXT_MAX = 32 };

/* 2025-01-01 UTC: no kiosk counted before. An hour before it is a clock that was wrong. */
#define DATE_FIRST_COUNT INT64_C(1735689600)

/* A moment, as the platform hands it over: `wall` is for people, `steady` only ever grows and is
 * for waiting. */
struct moment {
    int64_t wall;   /* seconds since 1970, UTC */
    int64_t steady; /* milliseconds since any start */
};

struct date {
    int year, month, day; /* 1.., 1..12, 1..31 */
};

struct date_time {
    struct date date;
    int hour, minute, second; /* 0..23, 0..59, 0..60 */
    int weekday;              /* 0 Monday .. 6 Sunday */
    int offset;               /* seconds east of UTC */
};

/* Returns true if the system knows this zone. */
bool date_zone_known(const char *zone);

/* Returns the local date and time; an unknown zone reads as UTC, here and below. */
struct date_time date_local(const char *zone, int64_t wall);

/* Returns the wall time of a local date and time. A time skipped by daylight saving reads as the
 * one after the jump, a doubled one as its first. */
int64_t date_wall(const char *zone, struct date date, int hour, int minute, int second);

/* Returns the wall time at which the local hour that holds wall began: the bucket of a count. */
int64_t date_hour_start(const char *zone, int64_t wall);

/* Returns the wall time at which the local day that lies so many months before began. Of days after
 * the 28th it is the 28th, so that it is never later than asked, and no day is cut in two. */
int64_t date_months_before(const char *zone, int64_t wall, int months);

/* Reads "2026-11-21". Returns false for any other form and for a day that does not exist. */
bool date_parse(const char *text, struct date *date);

/* Reads "2026-11-21", "2026-11-21 09:00" or "2026-11-21T09:00", with ":SS" or without, as a time in
 * zone. Returns false, *wall unchanged, for any other form. */
bool date_parse_time(const char *text, const char *zone, int64_t *wall);

/* Returns less than 0, 0 or more than 0 as a is before b, the same day, or after it. */
int date_compare(struct date a, struct date b);

/* Returns the day so many days later; days may be negative. */
struct date date_add_days(struct date date, int days);

/* Returns 0 for a Monday to 6 for a Sunday. */
int date_weekday(struct date date);

/* Writes "2026-11-21" into out. */
void date_format(char out[DATE_TEXT_MAX], struct date date);

#endif
