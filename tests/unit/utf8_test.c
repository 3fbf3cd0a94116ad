/* utf8_test.c: base/utf8.h and the French spaces. */
#include "unit.h"

#include "base/utf8.h"
#include "content/french.h"

static void test_read(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        uint32_t code;
        size_t length;
    } rows[] = {
        {"a", 1, 'a', 1},
        {"\0", 1, 0, 1},
        {"é", 2, 0xE9, 2},
        {"€", 3, 0x20AC, 3},
        {"ش", 2, 0x634, 2},
        {"\xF0\x9F\x98\x80", 4, 0x1F600, 4},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 4},
        {"\xEF\xBF\xBD", 3, UTF8_BAD, 3},
        {"\xE9", 1, UTF8_BAD, 1},             /* Latin-1 é */
        {"\xC3", 1, UTF8_BAD, 1},             /* cut */
        {"\xE2\x82", 2, UTF8_BAD, 1},         /* cut */
        {"\x80", 1, UTF8_BAD, 1},             /* tail alone */
        {"\xC0\x80", 2, UTF8_BAD, 1},         /* overlong NUL */
        {"\xE0\x80\x80", 3, UTF8_BAD, 1},     /* overlong */
        {"\xF0\x80\x80\x80", 4, UTF8_BAD, 1}, /* overlong */
        {"\xED\xA0\x80", 3, UTF8_BAD, 1},     /* surrogate */
        {"\xF4\x90\x80\x80", 4, UTF8_BAD, 1}, /* above U+10FFFF */
        {"\xFF", 1, UTF8_BAD, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length;
        assert_int_equal(utf8_read(rows[i].bytes, rows[i].n, &length), rows[i].code);
        assert_int_equal(length, rows[i].length);
    }
}

static void test_write_reads_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 0xFB) {
        char bytes[4];
        size_t length;
        if (code >= 0xD800 && code <= 0xDFFF) {
            continue;
        }
        size_t n = utf8_write(code, bytes);
        assert_int_equal(utf8_read(bytes, n, &length), code);
        assert_int_equal(length, n);
    }
}

static void test_check(void **state)
{
    size_t bad = 99;
    (void)state;
    assert_true(utf8_check("déjà €", strlen("déjà €"), &bad));
    assert_true(utf8_check("", 0, &bad));
    assert_false(utf8_check("ab\xE9z", 4, &bad));
    assert_int_equal(bad, 2);
    assert_false(utf8_check("a\xC3", 2, &bad));
    assert_int_equal(bad, 1);
}

static void test_cut_and_count(void **state)
{
    static const char text[] = "aé€\xF0\x9F\x98\x80";
    static const size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    (void)state;
    for (size_t n = 0; n < sizeof cuts / sizeof *cuts; n++) {
        assert_int_equal(utf8_cut(text, n), cuts[n]);
    }
    assert_int_equal(utf8_count(text), 4);
    assert_int_equal(utf8_count(""), 0);
}

#define NB "\xC2\xA0"

static void test_french(void **state)
{
    static const struct {
        const char *typed, *set;
    } rows[] = {
        {"", ""},
        {"Besoin d'aide ?", "Besoin d’aide" NB "?"},
        {"Oui ! Non ; deux : trois", "Oui" NB "! Non" NB "; deux" NB ": trois"},
        {"« Appli »", "«" NB "Appli" NB "»"},
        {"déjà" NB "prêt" NB "?", "déjà" NB "prêt" NB "?"},
        {"08:00-19:00", "08:00-19:00"},
        {"https://www.monespacesante.fr/?a=b;c", "https://www.monespacesante.fr/?a=b;c"},
        {"Quoi?", "Quoi?"},
        {"l'été et l'œil", "l’été et l’œil"},
        {"'cité'", "'cité'"},
        {"les 5' de pause", "les 5' de pause"},
        {"aujourd’hui", "aujourd’hui"},
        {" ?", NB "?"},
        {"a  !", "a " NB "!"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *set = french_spaces(&arena, rows[i].typed, strlen(rows[i].typed));
        assert_string_equal(set, rows[i].set);
        assert_string_equal(french_spaces(&arena, set, strlen(set)), set);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),   cmocka_unit_test(test_write_reads_back),
        cmocka_unit_test(test_check),  cmocka_unit_test(test_cut_and_count),
        cmocka_unit_test(test_french),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
