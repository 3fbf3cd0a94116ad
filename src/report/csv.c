#include "report/csv.h"

#include "report/labels.h"

#include <inttypes.h>

static const char header[] =
    "\xEF\xBB\xBF"
    "evenement;structure;region;borne;debut;fin;origine;indicateur;detail;tranche;valeur\r\n";

/* Adds text as one field and the separator after it. */
static void add_field(struct str *out, const char *text)
{
    struct str clean = {0};
    if (text[0] && strchr("=+-@\t\r\n", text[0])) {
        str_add(&clean, "'");
    }
    words_clean(&clean, text, false);
    /* Commas and tabs too: a spreadsheet set to another separator must not cut the field in two,
     * its second half a formula. */
    bool quoted = strpbrk(str_text(&clean), ";\",\t\r\n") != NULL;
    str_add(out, quoted ? "\"" : "");
    for (const char *c = str_text(&clean); *c; c++) {
        str_add_bytes(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    }
    str_add(out, quoted ? "\";" : ";");
    str_release(&clean);
}

static void add_stand(struct str *out, const struct source_stand *stand)
{
    char opened[DATE_TEXT_MAX], closed[DATE_TEXT_MAX];
    words_time(opened, stand, stand->opened_at);
    words_time(closed, stand, stand->closed_at);
    const char *fields[] = {stand->name,        stand->structure, report_place(stand).region,
                            stand->kiosk->name, opened,           closed};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        add_field(out, fields[i]);
    }
}

/* Adds the row of a tranche whose value is exact. */
static void add_exact(struct str *out, const struct str *start, const char *tranche, int64_t n)
{
    str_addf(out, "%s%s;%" PRId64 "\r\n", str_text(start), tranche, n);
}

/* Adds the days of a line, each before its hours. */
static void add_days(struct str *out, const struct report *report, const struct report_line *line,
                     const struct str *start)
{
    char tranche[DATE_TEXT_MAX], value[DATE_TEXT_MAX];
    for (size_t i = 0; i < line->count; i++) {
        const struct report_day *day = &report->days.at[line->first + i];
        date_format(tranche, day->day);
        add_exact(out, start, tranche, day->n);
        for (size_t j = 0; j < day->count; j++) {
            const struct report_hour *hour = &report->hours.at[day->first + j];
            words_hour(tranche, hour);
            words_hour_value(value, hour);
            str_addf(out, "%s%s;%s\r\n", str_text(start), tranche, value);
        }
    }
}

static void add_part(struct str *out, const struct report *report, const struct report_part *part,
                     const struct titles *titles)
{
    struct str stand = {0}, start = {0}, detail = {0};
    add_stand(&stand, part->stand);
    for (size_t i = 0; i < part->count; i++) {
        const struct report_line *line = &report->lines.at[part->first + i];
        str_clear(&start);
        str_clear(&detail);
        words_detail(&detail, line, titles);
        str_add(&start, str_text(&stand));
        add_field(&start, counter_origin_label(line->origin));
        add_field(&start, words_counter(line));
        add_field(&start, str_text(&detail));
        add_exact(out, &start, "total", line->n);
        if (!part->stand->totals_only) {
            add_days(out, report, line, &start);
        }
    }
    str_release(&stand);
    str_release(&start);
    str_release(&detail);
}

void csv_write(struct str *out, const struct report *report, const struct titles *titles)
{
    str_add(out, header);
    for (size_t i = 0; i < report->parts.n; i++) {
        add_part(out, report, &report->parts.at[i], titles);
    }
}
