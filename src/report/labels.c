#include "report/labels.h"

#include "base/utf8.h"

#include <inttypes.h>

void words_clean(struct str *out, const char *text, bool one_line)
{
    for (size_t n = strlen(text), length; n > 0; text += length, n -= length) {
        uint32_t code = utf8_read(text, n, &length);
        bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
        /* Marks that turn the direction of a line would reorder the figures after them. */
        bool turning = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        char bytes[4];
        size_t written = utf8_write(one_line && (control || turning) ? ' ' : code, bytes);
        str_add_bytes(out, bytes, written);
    }
}

const char *words_month(struct date date, bool whole_word)
{
    static const char *const months[][2] = {
        {"janvier", "janv."},   {"février", "févr."}, {"mars", "mars"},     {"avril", "avr."},
        {"mai", "mai"},         {"juin", "juin"},     {"juillet", "juil."}, {"août", "août"},
        {"septembre", "sept."}, {"octobre", "oct."},  {"novembre", "nov."}, {"décembre", "déc."},
    };
    bool real = date.month >= 1 && date.month <= 12;
    return real ? months[date.month - 1][whole_word ? 0 : 1] : "";
}

void words_day(char out[DATE_TEXT_MAX], struct date day)
{
    snprintf(out, DATE_TEXT_MAX, "%02d/%02d/%d", day.day, day.month, day.year);
}

const char *words_counter(const struct report_line *line)
{
    return line->counter < COUNTERS ? counter_info(line->counter)->label : line->name;
}

static bool is_undone(const struct report_line *line)
{
    return counter_is_undone(line->origin, line->item);
}

/* From a QR of totals: counts of which no item is told. */
static bool is_vague(const struct report_line *line)
{
    return !line->item[0] && line->counter < COUNTERS &&
           (counter_info(line->counter)->items != ITEM_NONE);
}

const char *words_title(const struct report_line *line, const struct titles *titles)
{
    if (is_undone(line)) {
        return "annulé";
    }
    if (is_vague(line)) {
        return "sans détail";
    }
    return titles && line->item[0] ? titles_find(titles, line->counter, line->item) : NULL;
}

void words_detail(struct str *out, const struct report_line *line, const struct titles *titles)
{
    const char *title = words_title(line, titles);
    str_add(out, is_undone(line) ? "" : line->item);
    if (title) {
        str_add(out, is_undone(line) || is_vague(line) ? "" : " – ");
        str_add(out, title);
    }
}

void words_time(char out[DATE_TEXT_MAX], const struct source_stand *stand, int64_t wall)
{
    out[0] = '\0';
    if (wall != 0) {
        struct date_time local = date_local(stand->kiosk->timezone, wall);
        char day[DATE_TEXT_MAX];
        date_format(day, local.date);
        snprintf(out, DATE_TEXT_MAX, "%.20s %02d:%02d", day, local.hour, local.minute);
    }
}

void words_hour(char out[DATE_TEXT_MAX], const struct report_hour *hour)
{
    char day[DATE_TEXT_MAX];
    date_format(day, hour->day);
    snprintf(out, DATE_TEXT_MAX, "%.20s %02dh", day, hour->hour);
}

void words_hour_value(char out[DATE_TEXT_MAX], const struct report_hour *hour)
{
    if (hour->hidden) {
        str_fit(out, DATE_TEXT_MAX, "moins de 5");
    } else {
        snprintf(out, DATE_TEXT_MAX, "%" PRId64, hour->n);
    }
}
