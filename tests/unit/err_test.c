#include "unit.h"

#include "base/err.h"
#include "base/utf8.h"

#include <errno.h>

static void a_reason_is_in_french(void **state)
{
    (void)state;
    static const int usual[] = {ENOSPC, EROFS, EACCES, ENOENT, EIO, EPERM, ENOTDIR, EMFILE};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        const char *reason = err_reason(usual[i]);
        assert_string_not_equal(reason, strerrordesc_np(usual[i]));
        assert_true(utf8_check(reason, strlen(reason), &(size_t){0}));
    }
    assert_string_equal(err_reason(ENOSPC), "plus de place");
}

static void a_rare_reason_has_words_too(void **state)
{
    (void)state;
    assert_string_equal(err_reason(ENOTSOCK), strerrordesc_np(ENOTSOCK));
    assert_string_equal(err_reason(99999), "raison inconnue");
    assert_true(err_reason(-1)[0] != '\0');
}

static void a_long_message_is_cut_between_letters(void **state)
{
    (void)state;
    struct err err;
    char text[1200];
    for (size_t i = 0; i + 1 < sizeof text; i += 2) {
        memcpy(text + i, "é", 2);
    }
    text[sizeof text - 2] = '\0';
    assert_false(err_set(&err, "a%s", text));
    size_t n = strlen(err.text);
    assert_true(n < sizeof err.text && n > sizeof err.text - 8);
    assert_true(utf8_check(err.text, n, &(size_t){0}));
    assert_string_equal(err.text + n - 3, "…");
    assert_false(err_set(NULL, "nobody wants %s", "it"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reason_is_in_french),
        cmocka_unit_test(a_rare_reason_has_words_too),
        cmocka_unit_test(a_long_message_is_cut_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
