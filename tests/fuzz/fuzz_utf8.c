/* fuzz_utf8.c: any bytes through base/utf8.h, the French spaces and the reader of sources. */
#include "fuzz.h"

#include "base/str.h"
#include "content/french.h"
#include "content/written.h"

/* The three ways to walk a text agree. */
static void fuzz_walk(const char *text, size_t n)
{
    size_t bad = n, count = 0, first_bad = n;
    bool good = utf8_check(text, n, &bad);
    for (size_t i = 0, length; i < n; i += length) {
        char bytes[4];
        uint32_t code = utf8_read(text + i, n - i, &length);
        expect(length >= 1 && length <= 4 && i + length <= n);
        if (code == UTF8_BAD && length == 1 && first_bad == n) {
            first_bad = i;
        }
        expect(code <= 0x10FFFF && utf8_write(code, bytes) >= 1);
        count++;
        if (first_bad == n) {
            expect(memcmp(bytes, text + i, length) == 0);
            expect(utf8_cut(text, i) == i);
        }
    }
    expect(good == (first_bad == n) && (good || bad == first_bad));
    expect(utf8_cut(text, n) <= n);
    if (good && !memchr(text, '\0', n)) {
        char *ended = mem_copy(text, n);
        expect(utf8_count(ended) == count);
        free(ended);
    }
}

static void fuzz_french(const char *text, size_t n)
{
    struct arena arena = {0};
    const char *once = french_spaces(&arena, text, n);
    expect_text(once);
    expect(str_same(once, french_spaces(&arena, once, strlen(once))));
    arena_release(&arena);
}

static void fuzz_source(const char *text, size_t n)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct written written;
    bool ok = written_parse(&written, &arena, "x", text, n, &problems);
    expect(ok == (problems.list.n == 0));
    if (ok) {
        expect(strlen(written.text) == written.n && !strchr(written.text, '\r'));
        expect_text(written.text);
    }
    expect_problems(&problems);
    problems_release(&problems);
    arena_release(&arena);
}

static void fuzz_fit(const char *text, size_t n)
{
    char field[16];
    char *ended = mem_copy(text, n);
    size_t bad;
    bool good = utf8_check(ended, strlen(ended), &bad);
    bool whole = str_fit(field, sizeof field, ended);
    expect(strlen(field) < sizeof field && whole == str_same(field, ended));
    expect(!good || utf8_check(field, strlen(field), &bad));
    free(ended);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char none[] = "";
    const char *text = n > 0 ? (const char *)bytes : none;
    fuzz_walk(text, n);
    fuzz_french(text, n);
    fuzz_source(text, n);
    fuzz_fit(text, n);
    return 0;
}
