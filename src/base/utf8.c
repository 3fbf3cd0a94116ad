#include "base/utf8.h"

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The well-formed sequences are those of table 3-7 of the Unicode standard: no overlong form, no
 * surrogate, nothing above U+10FFFF. */
uint32_t utf8_read(const char *text, size_t n, size_t *length)
{
    const unsigned char *at = (const unsigned char *)text;
    *length = 1;
    if (at[0] < 0x80) {
        return at[0];
    }
    size_t need = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
    if (at[0] < 0xC2 || at[0] > 0xF4 || need > n) {
        return UTF8_BAD;
    }
    uint32_t code = at[0] & (0x7Fu >> need);
    for (size_t i = 1; i < need; i++) {
        if (!is_tail(at[i])) {
            return UTF8_BAD;
        }
        code = code << 6 | (at[i] & 0x3Fu);
    }
    bool overlong = (need == 3 && code < 0x800) || (need == 4 && code < 0x10000);
    if (overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
        return UTF8_BAD;
    }
    *length = need;
    return code;
}

size_t utf8_write(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    static const unsigned char heads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(heads[n] | code);
    return n;
}

bool utf8_check(const char *text, size_t n, size_t *bad)
{
    for (size_t i = 0, length; i < n; i += length) {
        if (utf8_read(text + i, n - i, &length) == UTF8_BAD && length == 1) {
            *bad = i;
            return false;
        }
    }
    return true;
}

size_t utf8_cut(const char *text, size_t n)
{
    size_t start = n;
    while (start > 0 && n - start < 3 && is_tail((unsigned char)text[start - 1])) {
        start--;
    }
    if (start == 0) {
        return n;
    }
    unsigned char head = (unsigned char)text[start - 1];
    size_t need = head >= 0xF0 ? 4 : head >= 0xE0 ? 3 : head >= 0xC0 ? 2 : 1;
    return start - 1 + need <= n ? n : start - 1;
}

size_t utf8_count(const char *text)
{
    size_t count = 0;
    for (; *text; text++) {
        count += !is_tail((unsigned char)*text);
    }
    return count;
}

bool utf8_is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

bool utf8_is_unseen(uint32_t code)
{
    return code == 0x00AD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F);
}

/* U+00C0 to U+017F small, without their accents; the two that are no letters stay out. */
static const char plain[] = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnn-nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

void utf8_plain(uint32_t code, char out[UTF8_PLAIN_MAX])
{
    memset(out, 0, UTF8_PLAIN_MAX);
    if (code >= 0x300 && code < 0x370) { /* combining accents */
        return;
    }
    bool known = code >= 0xC0 && code < 0xC0 + sizeof plain - 1 && plain[code - 0xC0] != '-';
    if (known) {
        bool ae = code == 0xC6 || code == 0xE6, oe = code == 0x152 || code == 0x153;
        out[0] = plain[code - 0xC0];
        out[1] = ae || oe ? 'e' : code == 0xDF ? 's' : '\0';
    } else {
        utf8_write(code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code, out);
    }
}

bool utf8_is_plain(const char *text)
{
    for (size_t left = strlen(text), length; left > 0; text += length, left -= length) {
        uint32_t code = utf8_read(text, left, &length);
        if ((code == UTF8_BAD && length == 1) || utf8_is_control(code)) {
            return false;
        }
    }
    return true;
}
