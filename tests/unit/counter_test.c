/* The table of counters: no row missing, none said twice; the row at fault is named. */
#include "base/counter.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_counter_has_its_row(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        if (!info->name) {
            fail_msg("counter number %d, after \"%s\", has no row in counter.c", i,
                     i > 0 ? counter_info((enum counter)(i - 1))->name : "none");
        }
        if (!info->label || !info->label[0] || !info->key || !info->key[0]) {
            fail_msg("%s: no label or no key", info->name);
        }
        if (info->items >= ITEM_KINDS || info->group >= COUNTER_GROUPS ||
            info->place > PLACE_CARD) {
            fail_msg("%s: items, group or place is none of the enum's", info->name);
        }
        if (strlen(info->name) >= COUNTER_NAME_MAX) {
            fail_msg("%s: longer than COUNTER_NAME_MAX", info->name);
        }
    }
}

static void nothing_is_said_twice(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *a = counter_info((enum counter)i);
        assert_int_equal(counter_find(a->name), i);
        for (int j = i + 1; j < COUNTERS; j++) {
            const struct counter_info *b = counter_info((enum counter)j);
            if (str_same(a->name, b->name) || str_same(a->label, b->label) ||
                str_same(a->key, b->key)) {
                fail_msg("%s and %s share a name, a label or a key", a->name, b->name);
            }
        }
    }
    assert_int_equal(counter_find("nothing.such"), COUNTERS);
}

/* A key is a line of a mail that may be typed by hand: lower-case ASCII letters and '-'. */
static void keys_survive_a_mail(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        if (info->key[strspn(info->key, "abcdefghijklmnopqrstuvwxyz-")]) {
            fail_msg("%s: \"%s\" is no key", info->name, info->key);
        }
    }
}

/* What the visitor does is never on the staff's cards. */
static void cards_are_the_staffs(void **state)
{
    (void)state;
    int cards = 0;
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        if (info->place == PLACE_CARD) {
            cards++;
            if (info->origin != ORIGIN_STAFF || info->items != ITEM_NONE) {
                fail_msg("%s: a card adds 1 for the staff, without an item", info->name);
            }
        }
    }
    assert_true(cards > 0);
}

static void an_undo_is_the_staffs(void **state)
{
    (void)state;
    assert_true(counter_is_undone(ORIGIN_STAFF, COUNTER_UNDONE));
    assert_false(counter_is_undone(ORIGIN_KIOSK, COUNTER_UNDONE));
    assert_false(counter_is_undone(ORIGIN_STAFF, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_counter_has_its_row), cmocka_unit_test(nothing_is_said_twice),
        cmocka_unit_test(keys_survive_a_mail),       cmocka_unit_test(cards_are_the_staffs),
        cmocka_unit_test(an_undo_is_the_staffs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
