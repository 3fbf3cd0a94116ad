#include "platform/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct outputs two = {
    {{"HDMI-1", {0, 0, 1920, 1080}, false}, {"DP-2", {1920, 0, 1080, 1920}, true}}, 2};

static void by_name_by_number_or_the_primary_one(void **state)
{
    (void)state;
    assert_int_equal(output_find(&two, "HDMI-1"), 0);
    assert_int_equal(output_find(&two, "dp-2"), 1);
    assert_int_equal(output_find(&two, "1"), 0);
    assert_int_equal(output_find(&two, "2"), 1);
    assert_int_equal(output_find(&two, ""), 1);
}

static void what_is_not_there_is_told_apart(void **state)
{
    (void)state;
    static const char *const none[] = {"HDMI-2", "HDMI",           "0", "3", "-1",
                                       "1x",     "99999999999999", " "};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(output_find(&two, none[i]), -1);
    }
    struct outputs empty = {0};
    assert_int_equal(output_find(&empty, ""), -1);
    struct outputs plain = two;
    plain.at[1].primary = false;
    assert_int_equal(output_find(&plain, ""), 0);
}

static void the_list_is_cut_where_there_is_no_room(void **state)
{
    (void)state;
    char text[64], small[8];
    output_list(&two, text, sizeof text);
    assert_string_equal(text, "1 : HDMI-1 (1920x1080), 2 : DP-2 (1080x1920)");
    output_list(&two, small, sizeof small);
    assert_string_equal(small, "1 : HDM");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_name_by_number_or_the_primary_one),
        cmocka_unit_test(what_is_not_there_is_told_apart),
        cmocka_unit_test(the_list_is_cut_where_there_is_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
