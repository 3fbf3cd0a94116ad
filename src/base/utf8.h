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
};

/* Reads one character of text[0..n), n > 0; *length is how many bytes it took (1 to 4). */
uint32_t utf8_read(const char *text, size_t n, size_t *length);

/* Writes one character (0 to U+10FFFF, no surrogate) into out, at most 4 bytes; returns how many.
 */
size_t utf8_write(uint32_t code, char out[4]);

/* True if all of text is good; otherwise *bad is the offset of the first bad byte. */
bool utf8_check(const char *text, size_t n, size_t *bad);

/* The largest offset <= n that does not cut a character of text in two (text has n bytes). */
size_t utf8_cut(const char *text, size_t n);

size_t utf8_count(const char *text); /* characters in an ended text */

/* True for what no text may hold: C0 and C1 controls, DEL, line and paragraph separators. */
bool utf8_is_control(uint32_t code);

/* True if text is good and holds no control character. */
bool utf8_is_plain(const char *text);

#endif
