#include "report/json.h"

#include "report/labels.h"

#include <inttypes.h>

struct json {
    struct str *out;
    const struct report *report;
    const struct titles *titles;
    bool totals_only; /* no days and hours at all */
};

static void add_text(struct str *out, const char *text)
{
    struct str clean = {0};
    words_clean(&clean, text, false);
    str_add(out, "\"");
    for (const char *c = str_text(&clean); *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte < 0x20 || byte == 0x7F) {
            str_addf(out, "\\u%04x", byte);
        } else {
            str_add(out, byte == '"' || byte == '\\' ? "\\" : "");
            str_add_bytes(out, c, 1);
        }
    }
    str_add(out, "\"");
    str_release(&clean);
}

/* Adds `"key": "text"`, or null for NULL, after a comma where it is not the first of its object. */
static void add_key(struct str *out, bool first, const char *key, const char *text)
{
    str_addf(out, "%s\"%s\": ", first ? "" : ", ", key);
    if (text) {
        add_text(out, text);
    } else {
        str_add(out, "null");
    }
}

static void add_days(const struct json *json, const struct report_line *line)
{
    char label[DATE_TEXT_MAX];
    str_add(json->out, ", \"days\": [");
    for (size_t i = 0; i < line->count; i++) {
        const struct report_day *day = &json->report->days.at[line->first + i];
        date_format(label, day->day);
        str_addf(json->out, "%s{\"day\": \"%s\", \"total\": %" PRId64 "}", i ? ", " : "", label,
                 day->n);
    }
    str_add(json->out, "]");
}

static void add_hours(const struct json *json, const struct report_line *line)
{
    char label[DATE_TEXT_MAX], value[DATE_TEXT_MAX];
    const char *comma = "";
    str_add(json->out, ", \"hours\": [");
    for (size_t i = 0; i < line->count; i++) {
        const struct report_day *day = &json->report->days.at[line->first + i];
        for (size_t j = 0; j < day->count; j++, comma = ", ") {
            const struct report_hour *hour = &json->report->hours.at[day->first + j];
            const char *quote = hour->hidden ? "\"" : "";
            words_hour(label, hour);
            words_hour_value(value, hour);
            str_addf(json->out, "%s{\"hour\": \"%s\", \"n\": %s%s%s}", comma, label, quote, value,
                     quote);
        }
    }
    str_add(json->out, "]");
}

static void add_item(const struct json *json, const struct report_line *line, bool times)
{
    str_add(json->out, "{");
    add_key(json->out, true, "item", line->item);
    add_key(json->out, false, "title", words_title(line, json->titles));
    str_addf(json->out, ", \"total\": %" PRId64, line->n);
    if (times) {
        add_days(json, line);
        add_hours(json, line);
    }
    str_add(json->out, "}");
}

/* Adds the counter whose items are the lines [lines, lines + n). */
static void add_counter(const struct json *json, const struct report_line *lines, size_t n,
                        int64_t total, bool times)
{
    str_add(json->out, "\n    {");
    add_key(json->out, true, "counter", lines->name);
    add_key(json->out, false, "label", words_counter(lines));
    str_addf(json->out, ", \"total\": %" PRId64 ", \"items\": [", total);
    for (size_t i = 0; i < n; i++) {
        str_add(json->out, i ? ", " : "");
        add_item(json, &lines[i], times);
    }
    str_add(json->out, "]}");
}

static void add_origin(const struct json *json, const struct report_line *lines, size_t n,
                       bool times, enum counter_origin origin)
{
    const char *comma = "";
    str_addf(json->out, "\"%s\": [", counter_origin_name(origin));
    for (size_t i = 0, items; i < n; i += items) {
        int64_t total;
        items = report_counter(&lines[i], n - i, &total);
        if (lines[i].origin == origin) {
            str_add(json->out, comma);
            add_counter(json, &lines[i], items, total, times);
            comma = ",";
        }
    }
    str_add(json->out, "]");
}

static void add_totals(const struct json *json, const struct report_line *lines, size_t n,
                       bool times)
{
    str_add(json->out, "\"totals\": {");
    add_origin(json, lines, n, times, ORIGIN_KIOSK);
    str_add(json->out, ",\n   ");
    add_origin(json, lines, n, times, ORIGIN_STAFF);
    if (n > 0 && lines[n - 1].origin == ORIGIN_LATE) { /* lines come by origin */
        str_add(json->out, ",\n   ");
        add_origin(json, lines, n, times, ORIGIN_LATE);
    }
    str_add(json->out, "}");
}

static const char *known(const char *text)
{
    return text[0] ? text : NULL;
}

static void add_kiosk(const struct json *json, const struct source_kiosk *kiosk)
{
    str_add(json->out, ",\n   \"kiosk\": {");
    add_key(json->out, true, "id", kiosk->id);
    add_key(json->out, false, "name", kiosk->name);
    add_key(json->out, false, "site", kiosk->site);
    add_key(json->out, false, "region", kiosk->region);
    add_key(json->out, false, "timezone", kiosk->timezone);
    add_key(json->out, false, "departement", known(kiosk->departement));
    add_key(json->out, false, "program", known(kiosk->program));
    add_key(json->out, false, "content", known(kiosk->content));
    if (kiosk->keep_months > 0) {
        str_addf(json->out, ", \"keep_months\": %d", kiosk->keep_months);
    } else {
        add_key(json->out, false, "keep_months", NULL);
    }
    str_add(json->out, "},\n   ");
}

static void add_stand(const struct json *json, const struct report_part *part)
{
    const struct source_stand *stand = part->stand;
    char opened[DATE_TEXT_MAX], closed[DATE_TEXT_MAX];
    words_time(opened, stand, stand->opened_at);
    words_time(closed, stand, stand->closed_at);
    str_add(json->out, "\n  {");
    add_key(json->out, true, "id", stand->id);
    add_key(json->out, false, "name", stand->name);
    add_key(json->out, false, "structure", stand->structure);
    add_key(json->out, false, "kind", stand->kind);
    add_key(json->out, false, "opened", opened[0] ? opened : NULL);
    add_key(json->out, false, "closed", closed[0] ? closed : NULL);
    str_addf(json->out, ", \"totals_only\": %s", stand->totals_only ? "true" : "false");
    const struct report_place place = report_place(stand);
    add_key(json->out, false, "region", place.region);
    add_key(json->out, false, "departement", place.departement);
    add_key(json->out, false, "site", place.site);
    add_kiosk(json, stand->kiosk);
    add_totals(json, json->report->lines.at + part->first, part->count,
               !stand->totals_only && !json->totals_only);
    str_add(json->out, "}");
}

static void add_filters(const struct json *json)
{
    const struct report_filter *filter = &json->report->filter;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    date_format(from, filter->from);
    date_format(to, filter->to);
    str_add(json->out, " \"filters\": {");
    add_key(json->out, true, "stand", filter->stand);
    add_key(json->out, false, "from", filter->from.year ? from : NULL);
    add_key(json->out, false, "to", filter->to.year ? to : NULL);
    str_add(json->out, "},\n");
}

void json_write(struct str *out, const struct report *report, const struct digest *digest,
                const struct titles *titles, const char *version, bool totals_only)
{
    struct json json = {out, report, titles, totals_only};
    str_add(out, "{\"format\": 1,\n \"program\": {\"name\": \"bilan\"");
    add_key(out, false, "version", version);
    str_add(out, "},\n");
    add_filters(&json);
    str_add(out, " ");
    add_totals(&json, digest->lines.at, digest->lines.n, false);
    str_add(out, ",\n \"stands\": [");
    for (size_t i = 0; i < report->parts.n; i++) {
        str_add(out, i ? "," : "");
        add_stand(&json, &report->parts.at[i]);
    }
    str_add(out, "]}\n");
}
