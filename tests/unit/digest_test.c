/* digest_test.c: many stands brought together, against figures counted by hand. */
#include "report_unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { HOUR = 3600 };

static const int64_t nov21_09h = 1763712000; /* 2025-11-21 09:00 in Paris */

static const struct source_kiosk kiosks[] = {
    {"k1", "Borne", "CHU", "Bretagne", "Europe/Paris", "", "", "", 0},
    {"k2", "Borne", "", "", "Pacific/Marquesas", "", "", "", 0}, /* the same name, another kiosk */
};

static const struct source_stand stands[] = {
    {&kiosks[0], "k1", "Borne", "CHU", "affichage", 1763712000, 0, false, "", "", "", ""},
    {&kiosks[0], "s1", "Hall", "CHU", "stand", 1763712000, 1763733600, false, "", "", "", ""},
    {&kiosks[1], "s2", "Accueil", "", "atelier", 0, 0, false, "", "", "", ""},
    {&kiosks[1], "s3", "Forum", "", "stand", 1763712000, 0, true, "", "", "", ""},
};

static const struct report_row rows[] = {
    {0, 1763712000, ORIGIN_KIOSK, "visit.started", "", 20},
    {0, 1763712000 + HOUR, ORIGIN_KIOSK, "visit.started", "", 3},
    {0, 1763712000 + 2 * HOUR, ORIGIN_KIOSK, "visit.started", "", 9},
    {1, 1763712000, ORIGIN_KIOSK, "slide.opened", "carnet", 6},
    {1, 1763712000, ORIGIN_KIOSK, "slide.opened", "amis", 2},
    {1, 1763712000, ORIGIN_STAFF, "people.met", "", 30},
    {1, 1763712000, ORIGIN_STAFF, "people.met", "undone", 4},
    {1, 1763712000, ORIGIN_STAFF, "question.heard", "prix", 5},
    {1, 1763712000, ORIGIN_STAFF, "question.heard", "arnaque", 1},
    {1, 1763712000, ORIGIN_STAFF, "question.heard", "undone", 2},
    {1, 1763712000, ORIGIN_STAFF, "visit.started", "", 1000}, /* nobody's: staff count no visits */
    {2, 1763712000, ORIGIN_KIOSK, "visit.started", "", 7},    /* 2025-11-20 22:30 there */
    {2, 1763712000 + 24 * HOUR, ORIGIN_KIOSK, "faq.opened", "prix", 1},
    {3, 1763712000, ORIGIN_KIOSK, "visit.started", "", 100},
    {3, 1763712000, ORIGIN_STAFF, "people.met", "", 50},
};

/* All at once, or stand by stand from the last one, each forgotten before the next. */
static void feed(struct digest *digest, const struct report_filter *filter, bool apart)
{
    struct report report;
    digest_init(digest, filter);
    report_init(&report, filter);
    for (size_t i = COUNT(stands); i-- > 0;) {
        struct source_row own[COUNT(rows)];
        size_t n = 0;
        for (size_t j = 0; j < COUNT(rows); j++) {
            if (rows[j].stand == i) {
                own[n++] = (struct source_row){rows[j].hour, rows[j].origin, rows[j].counter,
                                               rows[j].item, rows[j].n};
            }
        }
        report_add(&report, &stands[i], own, n);
        if (apart) {
            digest_add(digest, &report);
            report_clear(&report);
        }
    }
    report_order(&report);
    digest_add(digest, &report);
    report_release(&report);
    digest_finish(digest);
}

/* The n of a line; 0 where there is none. */
static int64_t line_of(const struct digest *digest, enum counter counter, const char *item)
{
    for (size_t i = 0; i < digest->lines.n; i++) {
        const struct report_line *line = &digest->lines.at[i];
        if (line->counter == counter && line->origin == counter_info(counter)->origin &&
            str_same(line->item, item)) {
            return line->n;
        }
    }
    return 0;
}

static void test_sums(void **state)
{
    (void)state;
    const struct report_filter filter = {0};
    for (int apart = 0; apart < 2; apart++) {
        struct digest digest;
        feed(&digest, &filter, apart);
        assert_int_equal(digest.kiosks, 2);
        assert_int_equal(digest.actions, 3); /* the standing one is none */
        assert_int_equal(digest.stands.n, 4);
        for (size_t i = 0; i < COUNT(stands); i++) {
            assert_ptr_equal(digest.stands.at[i].stand, &stands[i]);
        }
        assert_int_equal(digest.stands.at[1].n[COUNTER_SLIDE_OPENED], 8);
        assert_int_equal(digest.stands.at[1].n[COUNTER_PEOPLE_MET], 26);
        assert_int_equal(digest.stands.at[1].n[COUNTER_QUESTION_HEARD], 4);
        assert_int_equal(digest.stands.at[1].n[COUNTER_VISIT_STARTED], 0);
        assert_int_equal(digest.n[COUNTER_VISIT_STARTED], 20 + 3 + 9 + 7 + 100);
        assert_int_equal(digest.n[COUNTER_PEOPLE_MET], 26 + 50);
        assert_int_equal(line_of(&digest, COUNTER_SLIDE_OPENED, "carnet"), 6);
        assert_int_equal(line_of(&digest, COUNTER_QUESTION_HEARD, "undone"), -2);
        assert_int_equal(line_of(&digest, COUNTER_SLIDE_OPENED, "rien"), 0);
        assert_int_equal(digest.lines.at[0].n, 139);
        assert_int_equal(digest.lines.at[0].origin, ORIGIN_KIOSK);
        assert_int_equal(digest.lines.n, 9);
        digest_release(&digest);
    }
}

static void test_days_and_hours(void **state)
{
    (void)state;
    const struct report_filter filter = {0};
    for (int apart = 0; apart < 2; apart++) {
        struct digest digest;
        feed(&digest, &filter, apart);
        assert_int_equal(digest.days.n, 2); /* what a code tells has no day */
        assert_int_equal(digest.days.at[0].day.day, 20);
        assert_int_equal(digest.days.at[0].visits, 7);
        assert_int_equal(digest.days.at[1].visits, 32);
        assert_int_equal(digest.days.at[1].met, 26);
        assert_int_equal(digest.hours[9].visits.n, 20);
        assert_int_equal(digest.hours[22].visits.n, 7);
        assert_int_equal(digest.hours[9].met.n, 26);
        /* 3 at 10h is hidden on its day, and 9 at 11h with it: so they are here. */
        assert_true(digest.hours[10].visits.hidden && digest.hours[11].visits.hidden);
        assert_false(digest.hours[9].visits.hidden || digest.hours[22].visits.hidden);
        assert_false(digest.hours[9].met.hidden || digest.hours[3].visits.hidden);
        digest_release(&digest);
    }
}

/* What the page says of the visits from 09h to 11h. */
static const char *hours_text(const struct digest *digest)
{
    static char text[128];
    int n = 0;
    for (int i = 9; i < 12; i++) {
        const struct digest_figure *figure = &digest->hours[i].visits;
        n += figure->hidden ? snprintf(text + n, sizeof text - (size_t)n, "%s%s", n ? ", " : "",
                                       digest_hidden_words(figure))
                            : snprintf(text + n, sizeof text - (size_t)n, "%s%lld", n ? ", " : "",
                                       (long long)figure->n);
    }
    return text;
}

/* With the csv beside it, which hides the small hours of each day and the next smallest. */
static void test_hours_give_no_hidden_one_away(void **state)
{
    (void)state;
    static const struct {
        int n[3][3]; /* three days, each from 09h to 11h; 0 for none */
        const char *text;
    } cases[] = {
        {{{7, 8, 9}, {10, 0, 0}}, "17, 8, 9"},
        {{{3, 20, 30}}, "moins de 5, cachée, 30"},
        {{{3, 20, 30}, {50, 60, 70}}, "cachée, cachée, 100"}, /* 53 - 50 is 3 */
        {{{3, 9, 0}, {3, 9, 30}}, "6, 18, 30"},               /* 6 is of two: 1 to 5 each */
        {{{3, 9, 0}, {2, 9, 0}, {40, 50, 0}}, "45, 68, 0"},
        {{{1, 9, 0}, {1, 9, 0}, {0, 0, 7}}, "cachée, cachée, 7"},  /* 2 is 1 and 1 */
        {{{4, 9, 0}, {4, 9, 0}, {30, 0, 7}}, "cachée, cachée, 7"}, /* 8 may be 4 and 4 */
        {{{4, 9, 0}, {4, 9, 0}, {4, 9, 9}}, "cachée, cachée, 9"},
        {{{2, 0, 0}, {0, 30, 40}}, "moins de 5, cachée, 40"}, /* nothing else hidden on its day */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct report_row some[9];
        for (int j = 0; j < 9; j++) {
            some[j] = (struct report_row){0,
                                          nov21_09h + (j / 3 * 24 + j % 3) * HOUR,
                                          ORIGIN_KIOSK,
                                          "visit.started",
                                          "",
                                          cases[i].n[j / 3][j % 3]};
        }
        const struct report_input input = {&stands[0], 1, some, COUNT(some)};
        const struct report_filter filter = {0};
        struct report report;
        report_build(&report, &input, &filter);
        struct digest digest = digest_of(&report);
        assert_string_equal(hours_text(&digest), cases[i].text);
        digest_release(&digest);
        report_release(&report);
    }
}

static void test_filter(void **state)
{
    (void)state;
    const struct report_filter one = {.id = "s1"}, day = {.to = {2025, 11, 20}};
    struct digest digest;
    feed(&digest, &one, false);
    assert_int_equal(digest.stands.n, 1);
    assert_int_equal(digest.actions, 1);
    assert_int_equal(digest.n[COUNTER_VISIT_STARTED], 0);
    digest_release(&digest);
    feed(&digest, &day, true);
    /* What was counted on the 20th at the Marquises, and what was opened there that evening. */
    assert_int_equal(digest.stands.n, 2);
    assert_int_equal(digest.n[COUNTER_VISIT_STARTED], 107);
    digest_release(&digest);
}

static void test_nothing(void **state)
{
    (void)state;
    struct digest digest;
    digest_init(&digest, &(struct report_filter){0});
    digest_finish(&digest);
    assert_int_equal(digest.stands.n + digest.lines.n + digest.days.n + digest.kiosks, 0);
    digest_release(&digest);
    assert_true(nov21_09h == rows[0].hour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_days_and_hours),
        cmocka_unit_test(test_hours_give_no_hidden_one_away),
        cmocka_unit_test(test_filter),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
