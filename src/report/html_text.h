/* html_text.h: texts and numbers as HTML. Everything is added to a str. */
#ifndef REPORT_HTML_TEXT_H
#define REPORT_HTML_TEXT_H

#include "base/str.h"

#include <stdint.h>

/* A text read from a database is cut after this many characters, with an ellipsis: the page stays
 * small whatever a name holds. */
enum { HTML_TEXT_MAX = 80, HTML_WORDS_MAX = 400 };

/* The text, escaped for an element or a quoted attribute; bad bytes as U+FFFD, control characters
 * and marks that turn the line's direction as spaces. html_words is for sentences: cut at
 * HTML_WORDS_MAX. */
void html_text(struct str *out, const char *text);
void html_words(struct str *out, const char *text);

/* The same in an element of its own direction: a name in Arabic keeps its order and the figures
 * beside it keep theirs. */
void html_name(struct str *out, const char *text);

void html_number(struct str *out, int64_t n);                     /* 13 824 */
void html_decimal(struct str *out, double value);                 /* 20,6 */
void html_percent(struct str *out, int64_t part, int64_t whole);  /* 62 %; whole > 0 */
void html_count(struct str *out, int64_t n, const char *singular, /* 2 visites */
                const char *plural);

#endif
