/* str.h: a growing text. All zero is the empty text. `at` is NULL or ends in NUL; use str_text()
 * to read it. What a text holds as UTF-8 is asked of utf8.h. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/err.h"

#include <stddef.h>

struct str {
    char *at;
    size_t n, room; /* bytes, without the NUL */
};

/* Add to the end: an ended text, n bytes, a formatted text. */
void str_add(struct str *str, const char *text);
void str_add_bytes(struct str *str, const char *bytes, size_t n);
void str_addf(struct str *str, const char *format, ...) PRINTF_LIKE(2, 3);

/* Empties the text and keeps its memory. */
void str_clear(struct str *str);

/* Gives the memory back; the text is then empty and may be used again. */
void str_release(struct str *str);

/* Returns the text, never NULL; valid until the next change of it. */
static inline const char *str_text(const struct str *str)
{
    return str->at ? str->at : "";
}

/* Copies text into a fixed field of room bytes, cut at a character, always ended. Returns false
 * where it had to be cut. */
bool str_fit(char *field, size_t room, const char *text);

/* Returns true if both are the same text, or both NULL. */
bool str_same(const char *a, const char *b);

/* Return true if text begins, or ends, with the other. */
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);

#endif
