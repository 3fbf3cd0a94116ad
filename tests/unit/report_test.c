/* report/: the figures against tables counted by hand, and every form byte for byte. */
#include "base/file.h"
#include "base/utf8.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/labels.h"
#include "report/table.h"
#include "report/titles.h"
#include "report_unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { HOUR = 3600 };

static const int64_t nov21_09h = 1795248000;     /* 2026-11-21 09:00 in Paris */
static const int64_t nov22_00h = 1795302000;     /* 2026-11-22 00:00 in Paris */
static const int64_t oct25_02h = 1792886400;     /* 2026-10-25 02:00 in Paris, the first of two */
static const int64_t mar28_01h = 1806192000;     /* 2027-03-28 01:00 in Paris, then comes 03:00 */
static const int64_t marquises_09h = 1795285800; /* 2026-11-21 09:00 at the Marquises, UTC-9:30 */

static const struct source_kiosk paris = {"k1", "Borne A", "CHU", "Bretagne", "Europe/Paris",
                                          "",   "",        "",    0};
static const struct source_kiosk marquises = {"k2", "Borne B", "", "", "Pacific/Marquesas",
                                              "",   "",        "", 0};

static const struct source_stand one_stand[] = {
    {&paris, "s1", "Hall", "CHU", "stand", 1795248000, 0, false, "", "", "", ""},
};

static struct report build(const struct source_stand *stands, size_t stand_count,
                           const struct report_row *rows, size_t row_count,
                           struct report_filter filter)
{
    struct report report;
    struct report_input input = {stands, stand_count, rows, row_count};
    report_build(&report, &input, &filter);
    return report;
}

#define BUILD(stands, rows, ...)                                                                   \
    build(stands, COUNT(stands), rows, COUNT(rows), (struct report_filter){__VA_ARGS__})

/* "counter/item=n counter/item=n…" of one origin. */
static const char *text_of(const struct report_line *lines, size_t count,
                           enum counter_origin origin)
{
    static char text[1024];
    int n = 0;
    text[0] = '\0';
    for (const struct report_line *line = lines; line < lines + count; line++) {
        if (line->origin == origin) {
            n += snprintf(text + n, sizeof text - (size_t)n, "%s%s/%s=%lld", n ? " " : "",
                          line->name, line->item, (long long)line->n);
        }
    }
    return text;
}

static const char *lines_text(const struct report *report, const struct report_part *part,
                              enum counter_origin origin)
{
    return text_of(report->lines.at + part->first, part->count, origin);
}

/* The same of all stands together. */
static const char *all_text(const struct report *report, enum counter_origin origin)
{
    struct digest digest = digest_of(report);
    const char *text = text_of(digest.lines.at, digest.lines.n, origin);
    digest_release(&digest);
    return text;
}

static void write_json(struct str *out, const struct report *report, const struct titles *titles,
                       const char *version, bool totals_only)
{
    struct digest digest = digest_of(report);
    json_write(out, report, &digest, titles, version, totals_only);
    digest_release(&digest);
}

static void write_table(struct str *out, const struct report *report, const struct titles *titles)
{
    struct digest digest = digest_of(report);
    table_write(out, report, &digest, titles);
    digest_release(&digest);
}

/* "total; day=n, hour=n, …; day…" of one line, hours as they are shared. */
static const char *times_text(const struct report *report, size_t which)
{
    static char text[2048];
    char label[DATE_TEXT_MAX], value[DATE_TEXT_MAX];
    const struct report_line *line = &report->lines.at[which];
    int n = snprintf(text, sizeof text, "%lld", (long long)line->n);
    for (size_t i = 0; i < line->count; i++) {
        const struct report_day *day = &report->days.at[line->first + i];
        date_format(label, day->day);
        n += snprintf(text + n, sizeof text - (size_t)n, "; %s=%lld", label, (long long)day->n);
        for (size_t j = 0; j < day->count; j++) {
            words_hour(label, &report->hours.at[day->first + j]);
            words_hour_value(value, &report->hours.at[day->first + j]);
            n += snprintf(text + n, sizeof text - (size_t)n, ", %s=%s", label + 11, value);
        }
    }
    return text;
}

static void test_origins_never_meet(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Hall", "", "stand", 0, 0, false, "", "", "", ""},
        {&paris, "s2", "Accueil", "", "stand", 0, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 12},
        {0, nov21_09h + HOUR, ORIGIN_KIOSK, "visit.started", "", 8},
        {0, nov21_09h, ORIGIN_STAFF, "visit.started", "", 100},
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 7},
        {1, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 30},
        {1, nov21_09h, ORIGIN_KIOSK, "tomorrow.counter", "x", 2},
        {1, nov21_09h, ORIGIN_KIOSK, "faq.opened", "prix", 5},
        {1, nov21_09h, ORIGIN_KIOSK, "faq.opened", "arnaque", 6},
        {1, nov21_09h, ORIGIN_KIOSK, "faq.opened", "arnaque", 0},
        {1, nov21_09h, ORIGIN_KIOSK, "faq.opened", "arnaque", -9},
    };
    struct report report = BUILD(stands, rows, .stand = NULL);
    assert_int_equal(report.parts.n, 2);
    assert_string_equal(report.parts.at[0].stand->name, "Accueil");
    assert_string_equal(all_text(&report, ORIGIN_KIOSK),
                        "visit.started/=50 faq.opened/arnaque=6 faq.opened/prix=5 "
                        "tomorrow.counter/x=2");
    assert_string_equal(all_text(&report, ORIGIN_STAFF), "visit.started/=100 people.met/=7");
    assert_string_equal(lines_text(&report, &report.parts.at[1], ORIGIN_KIOSK),
                        "visit.started/=20");
    assert_string_equal(lines_text(&report, &report.parts.at[1], ORIGIN_STAFF),
                        "visit.started/=100 people.met/=7");
    report_release(&report);
}

static void test_small_cells(void **state)
{
    (void)state;
    /* The hours of one day from 09h, 0 for none, and what may be shared of them. */
    static const struct {
        int n[5];
        const char *shared;
    } cases[] = {
        {{5, 6}, "11; 2026-11-21=11, 09h=5, 10h=6"},
        {{4}, "4; 2026-11-21=4, 09h=moins de 5"},
        {{1, 9, 8, 7}, "25; 2026-11-21=25, 09h=moins de 5, 10h=9, 11h=8, 12h=moins de 5"},
        {{8, 8, 2}, "18; 2026-11-21=18, 09h=moins de 5, 10h=8, 11h=moins de 5"},
        {{4, 4, 5}, "13; 2026-11-21=13, 09h=moins de 5, 10h=moins de 5, 11h=5"},
        {{1, 2, 3, 4, 50},
         "60; 2026-11-21=60, 09h=moins de 5, 10h=moins de 5, 11h=moins de 5, 12h=moins de 5, "
         "13h=50"},
        {{0, 3, 0, 5}, "8; 2026-11-21=8, 10h=moins de 5, 12h=moins de 5"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct report_row rows[5];
        for (int h = 0; h < 5; h++) {
            rows[h] = (struct report_row){0,  nov21_09h + h * HOUR, ORIGIN_KIOSK, "visit.started",
                                          "", cases[i].n[h]};
        }
        struct report report = BUILD(one_stand, rows, .stand = NULL);
        assert_string_equal(times_text(&report, 0), cases[i].shared);
        report_release(&report);
    }
}

/* Neither another day, item, counter, origin nor stand keeps a small cell company. */
static void test_small_cells_stay_apart(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Hall", "", "stand", 0, 0, false, "", "", "", ""},
        {&paris, "s2", "Hall", "", "stand", 0, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "faq.opened", "a", 3},
        {0, nov21_09h + HOUR, ORIGIN_KIOSK, "faq.opened", "a", 20},
        {0, nov21_09h + 2 * HOUR, ORIGIN_KIOSK, "faq.opened", "a", 30},
        {0, nov21_09h, ORIGIN_KIOSK, "faq.opened", "b", 2},
        {0, nov21_09h + 24 * HOUR, ORIGIN_KIOSK, "faq.opened", "a", 2},
        {0, nov21_09h, ORIGIN_STAFF, "faq.opened", "a", 2},
        {1, nov21_09h, ORIGIN_KIOSK, "faq.opened", "a", 2},
    };
    struct report report = BUILD(stands, rows, .stand = NULL);
    assert_string_equal(times_text(&report, 0),
                        "55; 2026-11-21=53, 09h=moins de 5, 10h=moins de 5, 11h=30; "
                        "2026-11-22=2, 09h=moins de 5");
    report_release(&report);
}

static void test_clocks(void **state)
{
    (void)state;
    static const struct {
        const struct source_kiosk *kiosk;
        int64_t hour; /* 10, then 20 an hour later, then 40… */
        const char *times;
    } cases[] = {
        /* 02h comes twice in autumn and reads once; 02h never comes in spring. */
        {&paris, 1792886400 - HOUR, "70; 2026-10-25=70, 01h=10, 02h=60"},
        {&paris, 1806192000, "70; 2027-03-28=70, 01h=10, 03h=20, 04h=40"},
        {&paris, 1795302000 - HOUR, "70; 2026-11-21=10, 23h=10; 2026-11-22=60, 00h=20, 01h=40"},
        {&marquises, 1795285800, "70; 2026-11-21=70, 09h=10, 10h=20, 11h=40"},
    };
    assert_int_equal(date_local("Europe/Paris", oct25_02h + HOUR).hour, 2);
    assert_int_equal(date_local("Europe/Paris", mar28_01h + HOUR).hour, 3);
    assert_int_equal(date_local("Pacific/Marquesas", marquises_09h).minute, 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct source_stand stands[] = {
            {cases[i].kiosk, "s", "S", "", "stand", 0, 0, false, "", "", "", ""}};
        struct report_row rows[3];
        for (int h = 0; h < 3; h++) {
            rows[h] = (struct report_row){
                0, cases[i].hour + h * HOUR, ORIGIN_KIOSK, "visit.started", "", 10 << h};
        }
        struct report report = BUILD(stands, rows, .stand = NULL);
        assert_string_equal(times_text(&report, 0), cases[i].times);
        report_release(&report);
    }
}

/* Every hour of a year, in zones of all kinds, reads as libc says; also where an hour is skipped.
 */
static void test_every_hour(void **state)
{
    (void)state;
    static const char *const zones[] = {
        "Europe/Paris",      "Indian/Reunion",    "America/Guadeloupe", "Pacific/Noumea",
        "Pacific/Marquesas", "Africa/Casablanca", "America/St_Johns",   "Australia/Lord_Howe"};
    enum { HOURS = 366 * 24 };
    for (size_t z = 0; z < COUNT(zones); z++) {
        const struct source_kiosk kiosk = {"k", "K", "", "", zones[z], "", "", "", 0};
        const struct source_stand stands[] = {
            {&kiosk, "s", "S", "", "stand", 0, 0, false, "", "", "", ""}};
        struct report_row *rows = mem_alloc(HOURS * sizeof *rows);
        int64_t expected[24] = {0}, found[24] = {0};
        for (int i = 0; i < HOURS; i++) {
            int64_t hour = date_hour_start(zones[z], 1735689600 + (int64_t)i * HOUR);
            rows[i] = (struct report_row){0, hour, ORIGIN_KIOSK, "visit.started", "", 1 + i % 1000};
            struct date_time local = date_local(zones[z], hour);
            expected[local.hour] += rows[i].n * (local.date.month * 31 + local.date.day);
        }
        struct report report = build(stands, 1, rows, HOURS, (struct report_filter){0});
        for (size_t i = 0; i < report.hours.n; i++) {
            const struct report_hour *hour = &report.hours.at[i];
            found[hour->hour] += hour->n * (hour->day.month * 31 + hour->day.day);
        }
        assert_memory_equal(expected, found, sizeof expected);
        report_release(&report);
        free(rows);
    }
}

static void test_undo(void **state)
{
    (void)state;
    /* Entered and undone, hour by hour from 22h on 2026-11-21. */
    static const struct {
        int entered[4], undone[4];
        const char *times;
    } cases[] = {
        {{9}, {2}, "7; 2026-11-21=7, 22h=7"},
        {{9}, {9}, "0; 2026-11-21=0, 22h=0"},
        {{9, 9}, {0, 10}, "8; 2026-11-21=8, 22h=8, 23h=0"},
        {{9, 0, 9}, {0, 0, 11}, "7; 2026-11-21=7, 22h=7; 2026-11-22=0, 00h=0"},
        {{9, 9}, {0, 0, 0, 2}, "16; 2026-11-21=16, 22h=9, 23h=7"},
        {{3}, {50}, "0; 2026-11-21=0, 22h=0"},
        {{0, 9, 9}, {2}, "16; 2026-11-21=7, 23h=7; 2026-11-22=9, 00h=9"}, /* a clock set back */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct report_row rows[8];
        for (int h = 0; h < 4; h++) {
            int64_t hour = nov22_00h + (h - 2) * HOUR;
            rows[2 * h] =
                (struct report_row){0, hour, ORIGIN_STAFF, "people.met", "", cases[i].entered[h]};
            rows[2 * h + 1] = (struct report_row){
                0, hour, ORIGIN_STAFF, "people.met", "undone", cases[i].undone[h]};
        }
        struct report report = BUILD(one_stand, rows, .stand = NULL);
        assert_string_equal(times_text(&report, 0), cases[i].times);
        assert_int_equal(report.lines.n, 1); /* no line "undone" */
        report_release(&report);
    }
}

/* What an undo brought to 0 is told, and cannot be the one hidden beside a small hour. */
static void test_an_undone_hour_hides_nothing(void **state)
{
    (void)state;
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 3},
        {0, nov21_09h + HOUR, ORIGIN_STAFF, "people.met", "", 1},
        {0, nov21_09h + HOUR, ORIGIN_STAFF, "people.met", "undone", 1},
        {0, nov21_09h + 2 * HOUR, ORIGIN_STAFF, "people.met", "", 20},
    };
    struct report report = BUILD(one_stand, rows, .stand = NULL);
    assert_string_equal(times_text(&report, 0),
                        "23; 2026-11-21=23, 09h=moins de 5, 10h=0, 11h=moins de 5");
    report_release(&report);
    report = build(one_stand, 1, rows, 3, (struct report_filter){0});
    assert_string_equal(times_text(&report, 0), "3; 2026-11-21=3, 09h=moins de 5, 10h=0");
    report_release(&report);
}

/* More undone than was ever entered, hour after hour: no slower than its length. Looking back
 * through all of them took a minute. */
static void test_endless_undo(void **state)
{
    (void)state;
    enum { HOURS = 200000, SECONDS = 15 };
    struct report_row *rows = mem_alloc((HOURS + 1) * sizeof *rows);
    for (int i = 0; i < HOURS; i++) {
        rows[i] = (struct report_row){
            0, 1735689600 + (int64_t)i * HOUR, ORIGIN_STAFF, "people.met", "undone", 1};
    }
    rows[HOURS] = (struct report_row){0, 1735689600, ORIGIN_STAFF, "people.met", "", 9};
    clock_t start = clock();
    struct report report = build(one_stand, 1, rows, HOURS + 1, (struct report_filter){0});
    assert_true((clock() - start) / CLOCKS_PER_SEC < SECONDS); /* of this process alone */
    assert_int_equal(report.lines.n, 1);
    assert_int_equal(report.lines.at[0].n, 0);
    report_release(&report);
    free(rows);
}

static void test_undo_of_items(void **state)
{
    (void)state;
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_STAFF, "question.heard", "prix", 9},
        {0, nov21_09h, ORIGIN_STAFF, "question.heard", "undone", 1},
        {0, nov21_09h + HOUR, ORIGIN_STAFF, "question.heard", "arnaque", 6},
        {0, nov21_09h + HOUR, ORIGIN_STAFF, "question.heard", "undone", 8},
        {0, nov21_09h, ORIGIN_STAFF, "flyers.given", "undone", 3},
        {0, nov21_09h, ORIGIN_KIOSK, "faq.opened", "undone", 6},
    };
    struct report report = BUILD(one_stand, rows, .stand = NULL);
    assert_string_equal(lines_text(&report, &report.parts.at[0], ORIGIN_STAFF),
                        "question.heard/arnaque=6 question.heard/prix=9 question.heard/undone=-9");
    assert_string_equal(times_text(&report, 3),
                        "-9; 2026-11-21=-9, 09h=moins de 5, 10h=moins de 5");
    assert_string_equal(all_text(&report, ORIGIN_KIOSK), "faq.opened/undone=6");
    report_release(&report);
}

/* An undo after midnight changes the day it undoes, whichever days are asked for. */
static void test_filter_of_dates(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Soir", "", "stand", 1795302000 - 2 * HOUR, 0, false, "", "", "", ""},
        {&paris, "s2", "Matin", "", "stand", 1795302000 + 9 * HOUR, 0, false, "", "", "", ""},
        {&paris, "s3", "Jamais", "", "stand", 0, 0, false, "", "", "", ""},
        {&marquises, "s4", "Loin", "", "stand", 0, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov22_00h - HOUR, ORIGIN_STAFF, "people.met", "", 9},
        {0, nov22_00h, ORIGIN_STAFF, "people.met", "undone", 2},
        {0, nov22_00h, ORIGIN_KIOSK, "visit.started", "", 20},
        {3, nov22_00h, ORIGIN_KIOSK, "visit.started", "", 30}, /* 13h30 on the 21st there */
    };
    struct date d21 = {2026, 11, 21}, d22 = {2026, 11, 22};
    struct report report = BUILD(stands, rows, .to = d21);
    assert_string_equal(all_text(&report, ORIGIN_STAFF), "people.met/=7");
    assert_string_equal(all_text(&report, ORIGIN_KIOSK), "visit.started/=30");
    assert_int_equal(report.parts.n, 2); /* Loin, Soir */
    report_release(&report);

    report = BUILD(stands, rows, .from = d22);
    assert_string_equal(all_text(&report, ORIGIN_STAFF), "");
    assert_string_equal(all_text(&report, ORIGIN_KIOSK), "visit.started/=20");
    assert_int_equal(report.parts.n, 2); /* Matin, opened that day and still empty; Soir */
    report_release(&report);

    report = BUILD(stands, rows, .from = d21, .to = d22);
    assert_int_equal(report.parts.n, 3);
    report_release(&report);

    report = BUILD(stands, rows, .from = {2027, 1, 1});
    assert_int_equal(report.parts.n, 0);
    report_release(&report);
}

static void test_filter_of_stand(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Hall", "", "stand", 20, 0, false, "", "", "", ""},
        {&paris, "s2", "Hall 2", "", "stand", 0, 0, false, "", "", "", ""},
        {&marquises, "s3", "Hall", "", "stand", 10, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 1},
        {1, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 2},
        {2, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 4},
    };
    struct report report = BUILD(stands, rows, .stand = "Hall");
    assert_int_equal(report.parts.n, 2);
    assert_string_equal(report.parts.at[0].stand->id, "s3"); /* opened first */
    assert_string_equal(all_text(&report, ORIGIN_KIOSK), "visit.started/=5");
    report_release(&report);
}

static struct title carnet[] = {{ITEM_SLIDE, "carnet", "Votre carnet ; ici"}};
static const struct titles titles = {.list = {carnet, 1, 1}};

static void test_csv(void **state)
{
    (void)state;
    const struct source_kiosk kiosk = {"k", "@borne", "", "-Grand \"Est\"", "Europe/Paris", "",
                                       "",  "",       0};
    const struct source_stand stands[] = {
        {&kiosk, "s", "=1+1;\"œ\"\n\xFF", "a,b", "stand", 1795248000, 1795302000 - 60, false, "",
         "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "slide.shown", "carnet", 12},
        {0, nov21_09h, ORIGIN_KIOSK, "slide.shown", "+x", 3},
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 6},
        {0, nov21_09h, ORIGIN_STAFF, "\tnew", "", 5},
    };
    struct report report = BUILD(stands, rows, .stand = NULL);
    struct str out = {0};
    csv_write(&out, &report, &titles);
#define START                                                                                      \
    "\"'=1+1;\"\"œ\"\"\n\xEF\xBF\xBD\";\"a,b\";\"'-Grand \"\"Est\"\"\";'@borne;2026-11-21 09:00;" \
    "2026-11-21 23:59;"
    assert_string_equal(
        str_text(&out),
        "\xEF\xBB\xBF"
        "evenement;structure;region;borne;debut;fin;origine;indicateur;detail;tranche;"
        "valeur\r\n" START "borne;Diapositives passées en boucle;'+x;total;3\r\n" START
        "borne;Diapositives passées en boucle;'+x;2026-11-21;3\r\n" START
        "borne;Diapositives passées en boucle;'+x;2026-11-21 09h;moins de 5\r\n" START
        "borne;Diapositives passées en boucle;\"carnet – Votre carnet ; ici\";total;12\r\n" START
        "borne;Diapositives passées en boucle;\"carnet – Votre carnet ; ici\";2026-11-21;12"
        "\r\n" START
        "borne;Diapositives passées en boucle;\"carnet – Votre carnet ; ici\";2026-11-21 09h"
        ";12\r\n" START "équipe;Personnes rencontrées;;total;6\r\n" START
        "équipe;Personnes rencontrées;;2026-11-21;6\r\n" START
        "équipe;Personnes rencontrées;;2026-11-21 09h;6\r\n" START
        "équipe;\"'\tnew\";;total;5\r\n" START "équipe;\"'\tnew\";;2026-11-21;5\r\n" START
        "équipe;\"'\tnew\";;2026-11-21 09h;5\r\n");
#undef START
    str_release(&out);
    report_release(&report);
}

static void test_json(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s\"1", "H\\all\n\x1b\xFF", "", "stand", 1795248000, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "slide.shown", "carnet", 12},
        {0, nov21_09h + HOUR, ORIGIN_KIOSK, "slide.shown", "x", 3},
    };
    struct report report = BUILD(stands, rows, .from = {2026, 11, 1});
    struct str out = {0};
#define START                                                                                      \
    "{\"format\": 1,\n"                                                                            \
    " \"program\": {\"name\": \"bilan\", \"version\": \"9.9\"},\n"                                 \
    " \"filters\": {\"stand\": null, \"from\": \"2026-11-01\", \"to\": null},\n"                   \
    " \"totals\": {\"kiosk\": [\n"                                                                 \
    "    {\"counter\": \"slide.shown\", \"label\": \"Diapositives passées en boucle\", "          \
    "\"total\": 15, \"items\": [{\"item\": \"carnet\", \"title\": \"Votre carnet ; ici\", "        \
    "\"total\": 12}, {\"item\": \"x\", \"title\": null, \"total\": 3}]}],\n"                       \
    "   \"staff\": []},\n"                                                                         \
    " \"stands\": [\n"                                                                             \
    "  {\"id\": \"s\\\"1\", \"name\": \"H\\\\all\\u000a\\u001b\xEF\xBF\xBD\", "                    \
    "\"structure\": \"\", "                                                                        \
    "\"kind\": \"stand\", \"opened\": \"2026-11-21 09:00\", \"closed\": null, \"totals_only\": "   \
    "false, \"region\": \"Bretagne\", \"departement\": \"\", \"site\": \"CHU\",\n"                 \
    "   \"kiosk\": {\"id\": \"k1\", \"name\": \"Borne A\", \"site\": \"CHU\", "                    \
    "\"region\": \"Bretagne\", \"timezone\": \"Europe/Paris\", \"departement\": null, "            \
    "\"program\": null, "                                                                          \
    "\"content\": null, \"keep_months\": null},\n"                                                 \
    "   \"totals\": {\"kiosk\": [\n"                                                               \
    "    {\"counter\": \"slide.shown\", \"label\": \"Diapositives passées en boucle\", "          \
    "\"total\": 15, \"items\": [{\"item\": \"carnet\", \"title\": \"Votre carnet ; ici\", "        \
    "\"total\": 12"
    write_json(&out, &report, &titles, "9.9", true);
    assert_string_equal(str_text(&out),
                        START "}, {\"item\": \"x\", \"title\": null, \"total\": 3}]}],\n"
                              "   \"staff\": []}}]}\n");
    str_clear(&out);
    write_json(&out, &report, &titles, "9.9", false);
    assert_string_equal(str_text(&out), START
                        ", \"days\": [{\"day\": \"2026-11-21\", \"total\": 12}], "
                        "\"hours\": [{\"hour\": \"2026-11-21 09h\", \"n\": 12}]}, "
                        "{\"item\": \"x\", \"title\": null, \"total\": 3, "
                        "\"days\": [{\"day\": \"2026-11-21\", \"total\": 3}], "
                        "\"hours\": [{\"hour\": \"2026-11-21 10h\", \"n\": \"moins de 5\"}]}]}],\n"
                        "   \"staff\": []}}]}\n");
#undef START
    str_release(&out);
    report_release(&report);
}

/* The column at which the line that starts with label ends; 0 where there is no such line. */
static size_t line_end(const char *text, const char *label, int64_t n)
{
    char tail[32];
    snprintf(tail, sizeof tail, " %lld", (long long)n);
    for (const char *at = text; at && *at; at = strchr(at, '\n'), at += at != NULL) {
        size_t length = strcspn(at, "\n");
        char *line = mem_copy(at, length);
        bool found = str_starts(line, label) && str_ends(line, tail);
        size_t columns = utf8_count(line);
        free(line);
        if (found) {
            return columns;
        }
    }
    return 0;
}

static void test_table(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Hall\x1b[31m\nX", "", "stand", 0, 0, false, "", "", "", ""},
        {&marquises, "s2", "Accueil", "", "stand", 0, 0, false, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 12345},
        {1, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 1},
        {0, nov21_09h, ORIGIN_KIOSK, "screen.opened", "élémentaire", 3},
        {0, nov21_09h, ORIGIN_KIOSK, "screen.opened", "home", 9},
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 77},
        {0, nov21_09h, ORIGIN_KIOSK, "screen.opened",
         "un nom beaucoup trop long pour la colonne, qui ne doit pas repousser les chiffres à "
         "droite",
         2},
    };
    struct report report = BUILD(stands, rows, .stand = NULL);
    struct str out = {0};
    write_table(&out, &report, NULL);
    const char *text = str_text(&out);
    size_t column = line_end(text, "Visites commencées", 12346);
    assert_int_equal(column, 72 + 9);
    assert_int_equal(line_end(text, "    élémentaire", 3), column);
    assert_int_equal(line_end(text, "    un nom beaucoup trop long", 2), column);
    assert_int_equal(line_end(text, "Écrans ouverts", 14), column);
    assert_int_equal(line_end(text, "Personnes rencontrées", 77), column + 9); /* headline */
    assert_non_null(strstr(text, "Hall [31m X"));
    assert_null(strchr(text, '\x1b'));
    assert_true(strstr(text, "    home") < strstr(text, "    élémentaire")); /* by falling count */
    assert_int_equal(line_end(strstr(text, "\nAccueil"), "Visites commencées", 1), column);
    str_release(&out);
    report_release(&report);
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % sides;
}

/* Hours add up to days, days to the total; no day hides one hour alone unless it has no other;
 * nothing is below 0 but a line of undos. */
static void check_line(const struct report *report, const struct report_line *line)
{
    int64_t days = 0;
    for (size_t d = line->first; d < line->first + line->count; d++) {
        const struct report_day *day = &report->days.at[d];
        int64_t hours = 0;
        size_t hidden = 0, counted = 0;
        for (size_t h = day->first; h < day->first + day->count; h++) {
            const struct report_hour *hour = &report->hours.at[h];
            hours += hour->n;
            hidden += hour->hidden;
            counted += hour->n != 0;
            assert_true(hour->hidden || hour->n == 0 || hour->n >= 5 || hour->n <= -5);
            assert_true(hour->n >= 0 || str_same(line->item, "undone"));
        }
        assert_true(hidden != 1 || counted == 1);
        assert_int_equal(hours, day->n);
        days += day->n;
    }
    assert_int_equal(days, line->n);
}

static struct report_row any_row(uint32_t *seed)
{
    static const char *const items[] = {"", "a", "b", "undone"};
    bool theme = dice(seed, 2);
    return (struct report_row){
        .hour = oct25_02h + (int64_t)dice(seed, 30) * HOUR,
        .origin = dice(seed, 2) ? ORIGIN_STAFF : ORIGIN_KIOSK,
        .counter = theme ? "question.heard" : "people.met",
        .item = theme ? items[1 + dice(seed, 3)] : items[dice(seed, 2) * 3],
        .n = 1 + dice(seed, 12),
    };
}

static void shuffle(struct report_row *rows, size_t n, uint32_t *seed)
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = dice(seed, (uint32_t)i + 1);
        struct report_row kept = rows[i];
        rows[i] = rows[j];
        rows[j] = kept;
    }
}

/* What the staff entered of a counter less what they took back, from the rows alone. */
static int64_t expected(const struct report_row *rows, size_t n, const char *counter)
{
    int64_t left = 0;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].origin == ORIGIN_STAFF && str_same(rows[i].counter, counter)) {
            left += str_same(rows[i].item, "undone") ? -rows[i].n : rows[i].n;
        }
    }
    return left > 0 ? left : 0;
}

static int64_t reported(const struct report *report, const char *counter)
{
    int64_t sum = 0;
    for (size_t i = 0; i < report->lines.n; i++) {
        const struct report_line *line = &report->lines.at[i];
        sum += line->origin == ORIGIN_STAFF && str_same(line->name, counter) ? line->n : 0;
    }
    return sum;
}

/* Whatever the counts, and the same bytes from their rows in any order. */
static void test_any_counts(void **state)
{
    (void)state;
    for (uint32_t round = 1; round <= 60; round++) {
        uint32_t seed = round;
        struct report_row rows[80];
        struct str first = {0}, second = {0};
        for (size_t i = 0; i < COUNT(rows); i++) {
            rows[i] = any_row(&seed);
        }
        struct report report = BUILD(one_stand, rows, .stand = NULL);
        csv_write(&first, &report, NULL);
        for (size_t i = 0; i < report.parts.at[0].count; i++) {
            check_line(&report, &report.lines.at[i]);
        }
        assert_int_equal(reported(&report, "people.met"), expected(rows, 80, "people.met"));
        assert_int_equal(reported(&report, "question.heard"), expected(rows, 80, "question.heard"));
        report_release(&report);

        shuffle(rows, COUNT(rows), &seed);
        report = BUILD(one_stand, rows, .stand = NULL);
        csv_write(&second, &report, NULL);
        assert_string_equal(str_text(&first), str_text(&second));
        report_release(&report);
        str_release(&first);
        str_release(&second);
    }
}

static void test_extremes(void **state)
{
    (void)state;
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "visit.started", "", INT64_MAX},
        {0, nov21_09h + HOUR, ORIGIN_KIOSK, "visit.started", "", INT64_MAX},
        {0, INT64_MAX, ORIGIN_KIOSK, "visit.started", "", 7},
        {0, INT64_MIN, ORIGIN_STAFF, "people.met", "undone", INT64_MAX},
    };
    struct report report = BUILD(one_stand, rows, .stand = NULL);
    assert_true(report.lines.at[0].n == INT64_MAX);
    struct str out = {0};
    csv_write(&out, &report, NULL);
    write_json(&out, &report, NULL, "", false);
    write_table(&out, &report, NULL);
    str_release(&out);
    report_release(&report);

    struct report_input nothing = {0};
    struct report_filter all = {0};
    report_build(&report, &nothing, &all);
    csv_write(&out, &report, NULL);
    assert_int_equal(out.n, 3 + 83 + 2); /* the mark, the header, the end of its line */
    write_table(&out, &report, NULL);
    write_json(&out, &report, NULL, "", false);
    str_release(&out);
    report_release(&report);
}

/* On the staff's side: in their totals and days, in no hour, and never taken for the kiosk's. */
static void test_late(void **state)
{
    (void)state;
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_KIOSK, "visit.started", "", 20},
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 7},
        {0, nov21_09h, ORIGIN_LATE, "people.met", "", 14},
        {0, nov22_00h, ORIGIN_LATE, "people.met", "", 3},
        {0, nov21_09h, ORIGIN_LATE, "question.heard", "prix", 2},
    };
    struct report report = BUILD(one_stand, rows, .stand = NULL);
    struct digest digest = digest_of(&report);
    struct str out = {0};
    assert_int_equal(report.parts.at[0].n[COUNTER_PEOPLE_MET], 24);
    assert_int_equal(digest.n[COUNTER_PEOPLE_MET], 24);
    assert_int_equal(digest.n[COUNTER_QUESTION_HEARD], 2);
    assert_int_equal(digest.unknown, 0);
    assert_int_equal(digest.days.at[0].met + digest.days.at[1].met, 24);
    assert_int_equal(digest.hours[9].met.n, 7);
    assert_string_equal(all_text(&report, ORIGIN_STAFF), "people.met/=7");
    assert_string_equal(all_text(&report, ORIGIN_LATE), "people.met/=17 question.heard/prix=2");
    assert_string_equal(times_text(&report, 2), "17; 2026-11-21=14; 2026-11-22=3");
    csv_write(&out, &report, NULL);
    assert_non_null(
        strstr(str_text(&out), ";\"équipe, noté après\";Personnes rencontrées;;total;17"));
    assert_non_null(strstr(str_text(&out), ";équipe;Personnes rencontrées;;total;7"));
    assert_null(strstr(str_text(&out), "noté après\";Personnes rencontrées;;2026-11-21 09h"));
    str_clear(&out);
    write_json(&out, &report, NULL, "", false);
    assert_non_null(strstr(str_text(&out), "\"late\": [\n    {\"counter\": \"people.met\""));
    str_clear(&out);
    write_table(&out, &report, NULL);
    assert_true(line_end(str_text(&out), "Personnes rencontrées", 24) > 0);
    assert_non_null(strstr(str_text(&out), "Noté après par l’équipe\n"));
    str_release(&out);
    digest_release(&digest);
    report_release(&report);
}

/* A late undo takes back what was noted late first, then what was noted in time. */
static void test_late_undo(void **state)
{
    (void)state;
    static const struct {
        int64_t staff, late, undone, total;
        const char *in_time, *afterwards;
    } cases[] = {
        {5, 0, 1, 4, "people.met/=4", ""},
        {5, 3, 2, 6, "people.met/=5", "people.met/=1"},
        {5, 3, 4, 4, "people.met/=4", "people.met/=0"},
        {5, 3, 9, 0, "people.met/=0", "people.met/=0"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct report_row rows[] = {
            {0, nov21_09h, ORIGIN_STAFF, "people.met", "", cases[i].staff},
            {0, nov22_00h, ORIGIN_LATE, "people.met", "", cases[i].late},
            {0, nov22_00h, ORIGIN_LATE, "people.met", "undone", cases[i].undone},
        };
        struct report report = BUILD(one_stand, rows, .stand = NULL);
        assert_int_equal(report.parts.at[0].n[COUNTER_PEOPLE_MET], cases[i].total);
        assert_string_equal(all_text(&report, ORIGIN_STAFF), cases[i].in_time);
        assert_string_equal(all_text(&report, ORIGIN_LATE), cases[i].afterwards);
        report_release(&report);
    }
}

static void test_place(void **state)
{
    (void)state;
    const struct source_kiosk kiosk = {"k", "K", "CHU", "Bretagne", "UTC", "35", "", "", 0};
    static const struct {
        const char *region, *departement, *site;
        const char *expected;
    } cases[] = {
        {"", "", "", "Bretagne 35 CHU"},
        {"Bretagne", "", "CHU", "Bretagne 35 CHU"}, /* not told then, and the same place */
        {"Normandie", "", "CHU", "Normandie  CHU"},
        {"", "14", "", " 14 "},
        {"", "", "Clinique", "  Clinique"},
        {"Bretagne", "35", "CHU", "Bretagne 35 CHU"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct source_stand stand = {.kiosk = &kiosk,
                                           .id = "s",
                                           .kind = "hall",
                                           .region = cases[i].region,
                                           .departement = cases[i].departement,
                                           .site = cases[i].site};
        struct report_place place = report_place(&stand);
        char text[64];
        snprintf(text, sizeof text, "%s %s %s", place.region, place.departement, place.site);
        assert_string_equal(text, cases[i].expected);
        assert_true(report_is_standing(&stand));
    }
}

static void test_totals_only(void **state)
{
    (void)state;
    const struct source_stand stands[] = {
        {&paris, "s1", "Hall", "", "stand", 1795248000, 0, true, "", "", "", ""},
    };
    const struct report_row rows[] = {
        {0, nov21_09h, ORIGIN_STAFF, "people.met", "", 3},
    };
    struct report report = BUILD(stands, rows, .stand = NULL);
    struct str out = {0};
    csv_write(&out, &report, &titles);
    assert_non_null(strstr(str_text(&out), "Personnes rencontrées;;total;3\r\n"));
    assert_null(strstr(str_text(&out), ";2026-11-21;"));
    assert_null(strstr(str_text(&out), "09h"));
    str_clear(&out);
    write_json(&out, &report, &titles, "9.9", false);
    assert_non_null(strstr(str_text(&out), "\"totals_only\": true"));
    assert_non_null(strstr(str_text(&out), "\"total\": 3}"));
    assert_null(strstr(str_text(&out), "\"days\""));
    assert_null(strstr(str_text(&out), "\"hours\""));
    str_release(&out);
    report_release(&report);
}

static void test_titles(void **state)
{
    (void)state;
    struct titles found = {0};
    titles_add(&found, ITEM_SLIDE, "carnet", "Votre carnet");
    titles_add(&found, ITEM_STEP, "tour/2", "Le tour, étape 2");
    titles_add(&found, ITEM_SCREEN, "app/accueil", "Accueil de l’appli");
    static const struct {
        enum counter counter;
        const char *item, *title;
    } cases[] = {
        {COUNTER_SLIDE_SHOWN, "carnet", "Votre carnet"},
        {COUNTER_SLIDE_OPENED, "carnet", "Votre carnet"},
        {COUNTER_SLIDE_SHOWN, "rien", NULL},
        {COUNTER_FAQ_OPENED, "carnet", NULL},
        {COUNTER_VISIT_STARTED, "", NULL},
        {COUNTER_MISSION_STEP, "tour/2", "Le tour, étape 2"},
        {COUNTER_MISSION_LEFT, "tour/2", "Le tour, étape 2"},
        {COUNTER_MISSION_STARTED, "tour/2", NULL},
        {COUNTER_SCREEN_OPENED, "app/accueil", "Accueil de l’appli"},
        {COUNTER_SCREEN_OPENED, "help", "Être aidé"},
        {COUNTER_COMFORT_USED, "text", "Taille du texte"},
        {COUNTER_VISIT_LEFT, "0-30s", "moins de 30 s"},
        {COUNTER_QUESTION_HEARD, "piratage", "Piratage"},
        {COUNTER_QUESTION_HEARD, "rien", NULL},
        {COUNTERS, "carnet", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *title = titles_find(&found, cases[i].counter, cases[i].item);
        assert_true(cases[i].title ? str_same(title, cases[i].title) : title == NULL);
    }
    titles_release(&found);
    assert_string_equal(titles_find(&found, COUNTER_COMFORT_USED, "keypad"), "Clavier");
    titles_release(&found);
}

/* No line ends before a colon or inside the quotation marks of a counter's name. */
static void test_labels_hold_together(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++) {
        const char *label = counter_info((enum counter)i)->label;
        assert_null(strstr(label, " :"));
        assert_null(strstr(label, "« "));
        assert_null(strstr(label, " »"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_origins_never_meet),
        cmocka_unit_test(test_small_cells),
        cmocka_unit_test(test_small_cells_stay_apart),
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_every_hour),
        cmocka_unit_test(test_undo),
        cmocka_unit_test(test_an_undone_hour_hides_nothing),
        cmocka_unit_test(test_endless_undo),
        cmocka_unit_test(test_undo_of_items),
        cmocka_unit_test(test_labels_hold_together),
        cmocka_unit_test(test_filter_of_dates),
        cmocka_unit_test(test_filter_of_stand),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_any_counts),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_late),
        cmocka_unit_test(test_late_undo),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_totals_only),
        cmocka_unit_test(test_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
