#include "report/html_text.h"

#include "report/labels.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Adds at most limit characters of text. */
static void add_escaped(struct str *out, const char *text, size_t limit)
{
    struct str clean = {0};
    words_clean(&clean, text, true);
    const char *at = str_text(&clean);
    size_t length = 0;
    for (size_t left = clean.n; left > 0; at += length, left -= length) {
        if (limit-- == 0) {
            str_add(out, "…");
            break;
        }
        utf8_read(at, left, &length);
        if (entity(*at)) {
            str_add(out, entity(*at));
        } else {
            str_add_bytes(out, at, length);
        }
    }
    str_release(&clean);
}

void html_text(struct str *out, const char *text)
{
    add_escaped(out, text, HTML_TEXT_MAX);
}

void html_words(struct str *out, const char *text)
{
    add_escaped(out, text, HTML_WORDS_MAX);
}

void html_name(struct str *out, const char *text)
{
    str_add(out, "<span dir=\"auto\">");
    html_text(out, text);
    str_add(out, "</span>");
}

void html_number(struct str *out, int64_t n)
{
    char plain[24];
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int length = snprintf(plain, sizeof plain, "%" PRIu64, size);
    str_add(out, n < 0 ? "−" : "");
    for (int i = 0; i < length; i++) {
        str_add(out, i > 0 && (length - i) % 3 == 0 ? "\u202F" : "");
        str_add_bytes(out, &plain[i], 1);
    }
}

void html_decimal(struct str *out, double value)
{
    int64_t tenths = (int64_t)fmin(round(value * 10), 9e18);
    html_number(out, tenths / 10);
    str_addf(out, ",%d", (int)(tenths % 10));
}

void html_percent(struct str *out, int64_t part, int64_t whole)
{
    double share = (double)part / (double)whole * 100;
    if (part > 0 && share < 1) {
        str_add(out, "moins de 1");
    } else {
        /* 199 of 200 are not all of them. */
        html_number(out, (int64_t)(part < whole ? fmin(round(share), 99) : round(share)));
    }
    str_add(out, "\u00A0%");
}

void html_count(struct str *out, int64_t n, const char *singular, const char *plural)
{
    html_number(out, n);
    str_addf(out, "\u00A0%s", n > 1 ? plural : singular);
}
