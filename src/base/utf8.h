/* utf8.h: text as Unicode (RFC 3629). Bad bytes never crash a reader: they read as U+FFFD, one
 * byte at a time; utf8_check() says where they are, for messages. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    UTF8_BAD = 0xFFFD,
    UTF8_NBSP = 0x00A0,
    UTF8_NARROW_NBSP = 0x202F,
    UTF8_PLAIN_MAX = 5, /* bytes, with the NUL */
};

/* Returns the first character of text[0..n), n > 0; *length is how many bytes it took, 1 to 4. */
uint32_t utf8_read(const char *text, size_t n, size_t *length);

/* Writes one character (0 to U+10FFFF, no surrogate) into out and returns how many bytes: 1 to 4.
 */
size_t utf8_write(uint32_t code, char out[4]);

/* Returns true if all n bytes are good; otherwise *bad is the offset of the first bad one. */
bool utf8_check(const char *text, size_t n, size_t *bad);

/* Returns the largest offset up to n that cuts no character in two; text has at least n bytes. */
size_t utf8_cut(const char *text, size_t n);

/* Returns how many characters an ended text has. */
size_t utf8_count(const char *text);

/* Returns true for what no text may hold: C0 and C1 controls, DEL, line and paragraph separators.
 */
bool utf8_is_control(uint32_t code);

/* Returns true for what is never drawn: soft hyphens, and marks that join or direct others. */
bool utf8_is_unseen(uint32_t code);

/* Writes a letter of U+0000 to U+017F small and without its accent, "e" for É, "oe" for Œ; "" for a
 * combining accent; any other character as it is. */
void utf8_plain(uint32_t code, char out[UTF8_PLAIN_MAX]);

/* Returns true if an ended text is good and holds no control character. */
bool utf8_is_plain(const char *text);

#endif
