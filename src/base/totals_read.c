/* totals_read.c: totals out of whatever text they came in. */
#include "base/arr.h"
#include "base/date.h"
#include "base/totals_lines.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

#define AGAIN " ; recopiez tout le message, de « " TOTALS_MAGIC " » à la ligne « CONTROLE »"

struct reading {
    void (*found)(void *context, const struct totals *totals, int part, int parts);
    void *context;
    struct err *bad;
    bool told;   /* something went into *bad */
    int good;    /* parts so far */
    int line;    /* from 1 */
    bool inside; /* a part: the rest is of it */
    int started; /* its first line */
    int part, parts;
    uint32_t crc;
    const char *wrong; /* the first line of it that is not understood, in words; NULL */
    struct totals totals;
};

static void blame(struct reading *reading, int line, const char *what)
{
    if (reading->told) {
        return;
    }
    reading->told = true;
    const struct totals *totals = &reading->totals;
    const char *name = totals->name[0] ? totals->name : totals->stand;
    bool known = reading->inside && name[0];
    err_set(reading->bad, "ligne %d%s%s%s : %s", line, known ? ", stand « " : "", known ? name : "",
            known ? " »" : "", what);
}

static void part_cut(struct reading *reading)
{
    if (reading->inside) {
        blame(reading, reading->started, "ces totaux sont coupés avant leur dernière ligne" AGAIN);
        reading->inside = false;
    }
}

/* Digits and nothing else before end, worth at most `most`. */
static bool read_number(const char **text, char end, int64_t most, int64_t *number)
{
    const char *at = *text;
    int64_t value = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        value = value * 10 + (*at - '0');
        if (value > most) {
            return false;
        }
    }
    if (at == *text || *at != end) {
        return false;
    }
    *text = end ? at + 1 : at;
    *number = value;
    return true;
}

static void part_start(struct reading *reading, const char *line)
{
    part_cut(reading);
    reading->totals = (struct totals){0};
    const char *at = line + strlen(TOTALS_MAGIC);
    int64_t version = 0, part = 0, parts = 0;
    if (*at++ != ' ' || !read_number(&at, ' ', 9999, &version) ||
        !read_number(&at, '/', TOTALS_PARTS_MAX, &part) ||
        !read_number(&at, '\0', TOTALS_PARTS_MAX, &parts) || part < 1 || part > parts) {
        blame(reading, reading->line, "ce début de totaux n’est pas compris" AGAIN);
        return;
    }
    if (version != TOTALS_VERSION) {
        blame(reading, reading->line,
              "ces totaux viennent d’une version plus récente de Borne ; mettez bilan à jour");
        return;
    }
    reading->inside = true;
    reading->started = reading->line;
    reading->part = (int)part - 1;
    reading->parts = (int)parts;
    reading->wrong = NULL;
    reading->crc = 0;
}

static bool read_time(const char *value, int64_t *wall)
{
    char text[DATE_TEXT_MAX];
    size_t n = strlen(value);
    if (n != strlen("2026-11-21T08:00:00Z") || value[n - 1] != 'Z' || value[10] != 'T') {
        return false;
    }
    str_fit(text, sizeof text, value);
    text[n - 1] = '\0';
    return date_parse_time(text, "UTC", wall) && *wall > 0;
}

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* True if the line is of that key; then *value is what follows its '='. */
static bool has_key(const char *line, const char *key, const char **value)
{
    size_t n = 0;
    while (key[n] && small(line[n]) == key[n]) {
        n++;
    }
    bool has = key[n] == '\0' && line[n] == '=';
    *value = has ? line + n + 1 : NULL;
    return has;
}

static void take_count(struct totals *totals, const char *line, const char **wrong)
{
    const char *value = NULL;
    int64_t *n = NULL;
    for (int i = 0; !value && i < COUNTERS; i++) {
        n = &totals->n[i];
        has_key(line, counter_info((enum counter)i)->key, &value);
    }
    size_t prefix = strlen(TOTALS_HEARD);
    bool heard = strncasecmp(line, TOTALS_HEARD, prefix) == 0;
    for (int i = 0; heard && !value && i < HEARD_THEMES; i++) {
        n = &totals->heard[i];
        has_key(line + prefix, heard_theme(i)->id, &value);
    }
    if (value && !read_number(&value, '\0', TOTALS_COUNT_MOST, n)) {
        *wrong = "un des comptes n’est pas un nombre" AGAIN;
    }
}

static int hex_of(char c)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    const char *digit = c ? strchr(digits, c) : NULL;
    return digit ? (int)(digit - digits) & 15 : -1;
}

static bool read_check(const char *value, uint32_t *crc)
{
    *crc = 0;
    for (int i = 0; i < TOTALS_CHECK_DIGITS; i++) {
        int digit = hex_of(value[i]);
        if (digit < 0) {
            return false;
        }
        *crc = *crc << 4 | (uint32_t)digit;
    }
    return value[TOTALS_CHECK_DIGITS] == '\0';
}

static void take_line(struct totals *totals, const char *line, const char **wrong)
{
    const char *value;
    for (int i = 0; i < TOTALS_TEXTS; i++) {
        if (has_key(line, totals_texts[i].key, &value)) {
            char *field = (char *)totals + totals_texts[i].offset;
            str_fit(field, totals_texts[i].room, value);
            for (; i < TOTALS_IDS && *field; field++) {
                *field = small(*field);
            }
            return;
        }
    }
    for (int i = 0; i < TOTALS_TIMES; i++) {
        if (has_key(line, totals_times[i].key, &value)) {
            int64_t *wall = (int64_t *)(void *)((char *)totals + totals_times[i].offset);
            *wrong = read_time(value, wall) ? *wrong : "une des dates n’est pas comprise" AGAIN;
            return;
        }
    }
    if (has_key(line, TOTALS_SENDING, &value)) {
        *wrong = read_check(value, &totals->sending) ? *wrong : "son envoi n’est pas compris" AGAIN;
        return;
    }
    take_count(totals, line, wrong);
}

static void part_end(struct reading *reading, const char *value)
{
    uint32_t crc;
    const char *wrong = reading->wrong;
    if (!reading->inside) {
        blame(reading, reading->line, "ces totaux n’ont pas leur première ligne" AGAIN);
        return;
    }
    if (!read_check(value, &crc) || crc != reading->crc) {
        wrong = "ces totaux ont été changés en chemin : leur contrôle ne va plus avec eux" AGAIN;
    } else if (!wrong && (!reading->totals.stand[0] || !reading->totals.kiosk[0])) {
        wrong = "ces totaux ne disent pas de quel stand et de quelle borne ils sont" AGAIN;
    }
    if (wrong) {
        blame(reading, reading->started, wrong);
    } else {
        reading->good++;
        reading->found(reading->context, &reading->totals, reading->part, reading->parts);
    }
    reading->inside = false;
}

/* `KEY=…`: letters, digits and hyphens. */
static bool is_pair(const char *line, size_t n)
{
    size_t i = 0;
    while (i < n && ((small(line[i]) >= 'a' && small(line[i]) <= 'z') || line[i] == '-' ||
                     (line[i] >= '0' && line[i] <= '9'))) {
        i++;
    }
    return i > 0 && i < n && line[i] == '=';
}

/* The body of a mailto, decoded; false where the line holds none. */
static bool mailto_body(const char *line, size_t n, struct str *out)
{
    static const char mailto[] = "mailto:", body[] = "body=";
    const char *from = memmem(line, n, mailto, strlen(mailto));
    const char *at = from ? memmem(from, n - (size_t)(from - line), body, strlen(body)) : NULL;
    if (!at) {
        return false;
    }
    for (at += strlen(body); at < line + n && *at != '&' && *at != ' '; at++) {
        int high = at + 2 < line + n && *at == '%' ? hex_of(at[1]) : -1;
        int low = high >= 0 ? hex_of(at[2]) : -1;
        char c = (char)(low >= 0 ? high << 4 | low : *at);
        at += low >= 0 ? 2 : 0;
        str_add_bytes(out, &c, 1);
    }
    return true;
}

/* With plain single spaces. */
static void read_line(struct reading *reading, const char *text, size_t n)
{
    struct str plain = {0};
    size_t bad;
    totals_plain(&plain, text, n, SIZE_MAX);
    const char *line = str_text(&plain), *value;
    if (str_starts(line, TOTALS_MAGIC)) {
        part_start(reading, line);
    } else if (has_key(line, TOTALS_CHECK, &value)) {
        part_end(reading, value);
    } else if (reading->inside && is_pair(line, plain.n)) {
        reading->wrong = utf8_check(text, n, &bad) ? reading->wrong : "un des noms est abîmé" AGAIN;
        take_line(&reading->totals, line, &reading->wrong);
    }
    if (reading->inside && (is_pair(line, plain.n) || str_starts(line, TOTALS_MAGIC))) {
        reading->crc = totals_crc(reading->crc, line, plain.n);
        reading->crc = totals_crc(reading->crc, "\n", 1);
    }
    str_release(&plain);
}

/* The lines of a mailto all have its own number. */
static void read_mailto(struct reading *reading, const char *body, size_t n)
{
    part_cut(reading);
    for (size_t length; n > 0; body += length, n -= length) {
        const char *end = memchr(body, '\n', n);
        length = end ? (size_t)(end - body) + 1 : n;
        read_line(reading, body, end ? length - 1 : length);
    }
    part_cut(reading);
}

static void read_any_line(struct reading *reading, const char *text, size_t n)
{
    struct str body = {0};
    while (n > 0 && (*text == '>' || *text == ' ' || *text == '\t')) { /* of a reply */
        text++;
        n--;
    }
    if (!is_pair(text, n) && mailto_body(text, n, &body)) {
        read_mailto(reading, str_text(&body), body.n);
    } else {
        read_line(reading, text, n);
    }
    str_release(&body);
}

int totals_read(const char *text, size_t n,
                void (*found)(void *context, const struct totals *totals, int part, int parts),
                void *context, struct err *bad)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of a file that an editor saved */
    struct reading reading = {.found = found, .context = context, .bad = bad};
    if (bad) {
        bad->text[0] = '\0';
    }
    if (n >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0) {
        text += strlen(mark);
        n -= strlen(mark);
    }
    for (size_t length; n > 0; text += length, n -= length) {
        const char *end = memchr(text, '\n', n);
        length = end ? (size_t)(end - text) + 1 : n;
        reading.line++;
        read_any_line(&reading, text, end ? length - 1 : length);
    }
    part_cut(&reading);
    return reading.good;
}
