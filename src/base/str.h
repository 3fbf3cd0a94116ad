/* str.h: a growing text. All zero is the empty text. `at` is NULL or ends in NUL; use str_text()
 * to read it. Not for UTF-8 questions: those are utf8.h's. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/err.h"

#include <stddef.h>

struct str {
    char *at;
    size_t n, room; /* bytes, without the NUL */
};

void str_add(struct str *str, const char *text);
void str_add_bytes(struct str *str, const char *bytes, size_t n);
void str_addf(struct str *str, const char *format, ...) PRINTF_LIKE(2, 3);
void str_clear(struct str *str);
void str_release(struct str *str);

static inline const char *str_text(const struct str *str)
{
    return str->at ? str->at : "";
}

/* Copies text into a fixed field of room bytes, cut at a character, always ended. Returns false
 * where it had to be cut. */
bool str_fit(char *field, size_t room, const char *text);

bool str_same(const char *a, const char *b); /* both may be NULL */
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);

#endif
