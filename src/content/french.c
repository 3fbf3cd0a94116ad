#include "content/french.h"

#include "base/str.h"
#include "base/utf8.h"

enum { OPENING = 0x00AB, CLOSING = 0x00BB, APOSTROPHE = 0x2019 };

/* Latin letters, which is all that French needs. */
static bool is_letter(uint32_t code)
{
    bool ascii = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    return ascii || (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7);
}

static bool is_high_mark(uint32_t code)
{
    return code == ':' || code == ';' || code == '!' || code == '?' || code == CLOSING;
}

static uint32_t set(uint32_t before, uint32_t code, uint32_t after)
{
    if (code == ' ' && (before == OPENING || is_high_mark(after))) {
        return UTF8_NBSP;
    }
    return code == '\'' && is_letter(before) && is_letter(after) ? APOSTROPHE : code;
}

char *french_spaces(struct arena *arena, const char *text, size_t n)
{
    struct str out = {0};
    uint32_t before = 0;
    for (size_t i = 0, length, unused; i < n; i += length) {
        char bytes[4];
        uint32_t code = utf8_read(text + i, n - i, &length);
        size_t next = i + length;
        uint32_t after = next < n ? utf8_read(text + next, n - next, &unused) : 0;
        str_add_bytes(&out, bytes, utf8_write(set(before, code, after), bytes));
        before = code;
    }
    char *copy = arena_copy(arena, str_text(&out), out.n);
    str_release(&out);
    return copy;
}
