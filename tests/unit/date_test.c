/* date_test.c: base/date.h, and the schedules of slides across midnights and clock jumps. */
#include "unit.h"

#include "base/date.h"
#include "content/content.h"

static const char paris[] = "Europe/Paris", marquesas[] = "Pacific/Marquesas";

static int64_t at(const char *zone, const char *text)
{
    int64_t wall = 0;
    if (!date_parse_time(text, zone, &wall)) {
        fail_msg("bad test date %s", text);
    }
    return wall;
}

static void test_parse(void **state)
{
    static const char *const good[] = {"2026-11-21", "2024-02-29", "0001-01-01", "9999-12-31"};
    static const char *const bad[] = {
        "",           "2026-11-31", "2026-02-29",  "2026-1-1",   "2026-13-01", "2026-00-10",
        "2026-11-00", "21/11/2026", "2026-11-21 ", "-026-11-21", "0000-01-01"};
    struct date date;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char text[DATE_TEXT_MAX];
        assert_true(date_parse(good[i], &date));
        date_format(text, date);
        assert_string_equal(text, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(date_parse(bad[i], &date));
    }
}

static void test_days(void **state)
{
    struct date day = {2023, 12, 25}; /* a Monday */
    (void)state;
    for (int i = 0; i < 1500; i++) {
        assert_int_equal(date_weekday(day), i % 7);
        struct date next = date_add_days(day, 1);
        assert_true(date_compare(day, next) < 0);
        assert_int_equal(date_compare(date_add_days(next, -1), day), 0);
        day = next;
    }
}

static void test_zones(void **state)
{
    (void)state;
    assert_true(date_zone_known(paris));
    assert_true(date_zone_known(marquesas));
    assert_false(date_zone_known(""));
    assert_false(date_zone_known("Europe/Pariss"));
    assert_false(date_zone_known("../../etc/passwd"));
    assert_false(date_zone_known("/etc/passwd"));
    assert_false(date_zone_known("Europe"));
    assert_int_equal(date_local(paris, at(paris, "2026-07-01 12:00")).offset, 7200);
    assert_int_equal(date_local(marquesas, 0).offset, -(9 * 3600 + 1800));
}

static void test_local_and_back(void **state)
{
    static const char *const zones[] = {paris, marquesas, "Asia/Kathmandu", "Indian/Reunion"};
    (void)state;
    for (size_t zone = 0; zone < sizeof zones / sizeof *zones; zone++) {
        int64_t start = at(zones[zone], "2026-01-01 00:30");
        for (int64_t wall = start; wall < start + 366 * 86400; wall += 3600) {
            struct date_time local = date_local(zones[zone], wall);
            int64_t back =
                date_wall(zones[zone], local.date, local.hour, local.minute, local.second);
            /* The second of a doubled hour reads back as the first. */
            assert_true(back == wall || back == wall - 3600);
            assert_int_equal(local.weekday, date_weekday(local.date));
        }
    }
}

static void test_jumps(void **state)
{
    (void)state;
    /* 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00. */
    int64_t spring = at(paris, "2026-03-29 01:59:59") + 1;
    assert_int_equal(date_local(paris, spring).hour, 3);
    assert_int_equal(at(paris, "2026-03-29 02:30"), spring + 1800);
    int64_t autumn = at(paris, "2026-10-25 02:30");
    assert_int_equal(date_local(paris, autumn).offset, 7200);
    assert_int_equal(date_local(paris, autumn + 3600).hour, 2);
    assert_int_equal(date_local(paris, autumn + 3600).offset, 3600);
    assert_int_equal(date_hour_start(paris, autumn + 3600), autumn + 1800);
    int64_t half = at(marquesas, "2026-11-21 10:45");
    assert_int_equal(date_hour_start(marquesas, half), half - 45 * 60);
}

enum { MON = 1, FRI = 16, SAT = 32, SUN = 64 };

static const struct due_row {
    const char *zone;
    struct slide slide;
    const char *when;
    bool due;
} due_rows[] = {
    {paris, {.seconds = 1}, "2026-11-21 09:00", true},
    {paris, {.from = {2026, 11, 21}}, "2026-11-20 23:59:59", false},
    {paris, {.from = {2026, 11, 21}}, "2026-11-21 00:00", true},
    {paris, {.until = {2026, 11, 21}}, "2026-11-21 23:59:59", true},
    {paris, {.until = {2026, 11, 21}}, "2026-11-22 00:00", false},
    {paris, {.minute_from = 480, .minute_to = 1140}, "2026-11-21 07:59:59", false},
    {paris, {.minute_from = 480, .minute_to = 1140}, "2026-11-21 08:00", true},
    {paris, {.minute_from = 480, .minute_to = 1140}, "2026-11-21 18:59:59", true},
    {paris, {.minute_from = 480, .minute_to = 1140}, "2026-11-21 19:00", false},
    {paris, {.minute_from = 0, .minute_to = 60}, "2026-11-21 00:30", true},
    {paris, {.minute_from = 0, .minute_to = 60}, "2026-11-21 01:00", false},
    {paris, {.minute_from = 1320, .minute_to = 0}, "2026-11-21 23:00", true},
    {paris, {.minute_from = 1320, .minute_to = 0}, "2026-11-21 00:00", false},
    /* 20 November 2026 is a Friday. */
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-20 21:59", false},
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-20 22:00", true},
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-21 01:00", true},
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-21 02:00", false},
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-20 01:00", false},
    {paris, {.days = FRI, .minute_from = 1320, .minute_to = 120}, "2026-11-21 22:30", false},
    {paris, {.days = MON | SUN}, "2026-11-22 12:00", true},
    {paris, {.days = MON | SUN}, "2026-11-21 12:00", false},
    /* The last evening goes on past midnight. */
    {paris,
     {.until = {2026, 11, 21}, .minute_from = 1320, .minute_to = 120},
     "2026-11-22 01:59",
     true},
    {paris,
     {.from = {2026, 11, 21}, .minute_from = 1320, .minute_to = 120},
     "2026-11-21 01:00",
     false},
    /* Clock jumps: 02:30 does not exist on 29 March and comes twice on 25 October. */
    {paris, {.minute_from = 120, .minute_to = 180}, "2026-03-29 03:00", false},
    {paris, {.minute_from = 150, .minute_to = 240}, "2026-03-29 03:00", true},
    {paris, {.minute_from = 150, .minute_to = 240}, "2026-10-25 02:30", true},
    {marquesas, {.days = SAT, .minute_from = 480, .minute_to = 1140}, "2026-11-21 08:00", true},
    {marquesas, {.days = SAT, .minute_from = 480, .minute_to = 1140}, "2026-11-20 18:00", false},
};

static void test_due(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof due_rows / sizeof *due_rows; i++) {
        const struct due_row *row = &due_rows[i];
        if (slide_is_due(&row->slide, row->zone, at(row->zone, row->when)) != row->due) {
            fail_msg("row %zu (%s): should%s be due", i, row->when, row->due ? "" : " not");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse), cmocka_unit_test(test_days),
        cmocka_unit_test(test_zones), cmocka_unit_test(test_local_and_back),
        cmocka_unit_test(test_jumps), cmocka_unit_test(test_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
