#include "report/table.h"

#include "report/labels.h"

#include "base/utf8.h"

#include <inttypes.h>

enum { LABEL_MIN = 38, LABEL_MAX = 72, NUMBER = 9, ITEM_INDENT = 4 };

/* What the programme asks for first. */
static const enum counter headlines[] = {
    COUNTER_VISIT_STARTED,  COUNTER_VISIT_ENGAGED,    COUNTER_MISSION_FINISHED,
    COUNTER_LINK_KEPT,      COUNTER_PEOPLE_MET,       COUNTER_ACCOUNTS_ACTIVATED,
    COUNTER_WORKSHOPS_HELD, COUNTER_WORKSHOPS_PEOPLE,
};

static const struct {
    enum counter_origin origin;
    const char *title;
} origins[] = {
    {ORIGIN_KIOSK, "Compté par la borne"},
    {ORIGIN_STAFF, "Saisi par l’équipe"},
    {ORIGIN_LATE, "Noté après par l’équipe"},
};

struct table {
    struct str *out;
    const struct report *report;
    const struct digest *digest;
    const struct titles *titles;
    int width; /* of the labels, in columns */
};

static bool takes_no_column(uint32_t code)
{
    return (code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F);
}

/* Adds text in exactly width columns, a character each, cut with an ellipsis. Returns the columns
 * all of it takes; out NULL only asks. */
static int add_columns(struct str *out, const char *text, int width)
{
    struct str clean = {0};
    words_clean(&clean, text, true);
    const char *at = str_text(&clean);
    size_t left = clean.n, length, cut = 0;
    int columns = 0;
    for (; left > 0; at += length, left -= length) {
        columns += !takes_no_column(utf8_read(at, left, &length));
        if (columns < width) {
            cut = clean.n - left + length;
        }
    }
    if (out && columns > width) {
        str_add_bytes(out, str_text(&clean), cut);
        str_add(out, "…");
    } else if (out) {
        str_addf(out, "%s%*s", str_text(&clean), width - columns, "");
    }
    str_release(&clean);
    return columns;
}

static void add_number(struct str *out, int64_t n)
{
    str_addf(out, "%*" PRId64, NUMBER, n);
}

/* The line's detail, indented, into detail. */
static void make_detail(const struct table *table, const struct report_line *line,
                        struct str *detail)
{
    str_clear(detail);
    str_addf(detail, "%*s", ITEM_INDENT, "");
    words_detail(detail, line, table->titles);
}

static void measure(struct table *table)
{
    struct str detail = {0};
    table->width = LABEL_MIN;
    for (size_t i = 0; i < table->digest->lines.n; i++) {
        const struct report_line *line = &table->digest->lines.at[i];
        make_detail(table, line, &detail);
        int label = add_columns(NULL, words_counter(line), 0);
        int item = add_columns(NULL, str_text(&detail), 0);
        int wider = label > item ? label : item;
        table->width = wider > table->width ? wider : table->width;
    }
    table->width = table->width < LABEL_MAX ? table->width : LABEL_MAX;
    str_release(&detail);
}

static void add_headlines(const struct table *table)
{
    add_columns(table->out, "Chiffres clés", table->width);
    str_add(table->out, "    borne   équipe\n");
    for (size_t i = 0; i < sizeof headlines / sizeof *headlines; i++) {
        const struct counter_info *info = counter_info(headlines[i]);
        add_columns(table->out, info->label, table->width);
        str_addf(table->out, "%*s", info->origin == ORIGIN_STAFF ? NUMBER : 0, "");
        add_number(table->out, table->digest->n[headlines[i]]);
        str_add(table->out, "\n");
    }
}

static int by_falling_count(const void *left, const void *right)
{
    const struct report_line *a = *(const struct report_line *const *)left;
    const struct report_line *b = *(const struct report_line *const *)right;
    int order = (a->n < b->n) - (a->n > b->n);
    return order ? order : strcmp(a->item, b->item);
}

static void add_items(const struct table *table, const struct report_line *lines, size_t n)
{
    struct str detail = {0};
    const struct report_line **sorted = mem_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &lines[i];
    }
    qsort(sorted, n, sizeof *sorted, by_falling_count);
    for (size_t i = 0; i < n; i++) {
        if (sorted[i]->item[0]) {
            make_detail(table, sorted[i], &detail);
            add_columns(table->out, str_text(&detail), table->width);
            add_number(table->out, sorted[i]->n);
            str_add(table->out, "\n");
        }
    }
    free(sorted);
    str_release(&detail);
}

static void add_origin(const struct table *table, const struct report_line *lines, size_t n,
                       size_t which)
{
    bool titled = false;
    for (size_t i = 0, items; i < n; i += items) {
        int64_t total;
        items = report_counter(&lines[i], n - i, &total);
        if (lines[i].origin != origins[which].origin) {
            continue;
        }
        str_addf(table->out, titled ? "%s" : "\n%s\n", titled ? "" : origins[which].title);
        titled = true;
        add_columns(table->out, words_counter(&lines[i]), table->width);
        add_number(table->out, total);
        str_add(table->out, "\n");
        add_items(table, &lines[i], items);
    }
}

static void add_lines(const struct table *table, const struct report_line *lines, size_t n)
{
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        add_origin(table, lines, n, i);
    }
    if (n == 0) {
        str_add(table->out, "\nRien de compté.\n");
    }
}

/* Adds text after a separator, unless it is empty. */
static void add_fact(struct str *out, const char *before, const char *text)
{
    if (text[0]) {
        str_addf(out, " · %s", before);
        words_clean(out, text, true);
    }
}

static void add_stand(struct str *out, const struct source_stand *stand)
{
    char opened[DATE_TEXT_MAX], closed[DATE_TEXT_MAX];
    words_time(opened, stand, stand->opened_at);
    words_time(closed, stand, stand->closed_at);
    words_clean(out, stand->name[0] ? stand->name : "(sans nom)", true);
    add_fact(out, "", stand->kind);
    add_fact(out, "", stand->structure);
    add_fact(out, "", report_place(stand).region);
    add_fact(out, "borne ", stand->kiosk->name);
    add_fact(out, "ouvert le ", opened);
    add_fact(out, "fermé le ", closed);
    str_add(out, "\n");
}

static void add_heading(const struct table *table)
{
    const struct report *report = table->report;
    size_t stands = table->digest->actions;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (stands == 0 && report->parts.n > 0) {
        str_add(table->out, "Bilan hors stand");
    } else {
        str_addf(table->out, "Bilan de %zu stand%s", stands, stands > 1 ? "s" : "");
    }
    date_format(from, report->filter.from);
    date_format(to, report->filter.to);
    if (report->filter.from.year) {
        str_addf(table->out, ", à partir du %s", from);
    }
    if (report->filter.to.year) {
        str_addf(table->out, ", jusqu’au %s inclus", to);
    }
    str_add(table->out, "\n");
    if (report->parts.n == 1) {
        add_stand(table->out, report->parts.at[0].stand);
    }
    str_add(table->out, "\n");
}

void table_write(struct str *out, const struct report *report, const struct digest *digest,
                 const struct titles *titles)
{
    struct table table = {out, report, digest, titles, 0};
    measure(&table);
    add_heading(&table);
    add_headlines(&table);
    add_lines(&table, digest->lines.at, digest->lines.n);
    for (size_t i = 0; i < report->parts.n && report->parts.n > 1; i++) {
        const struct report_part *part = &report->parts.at[i];
        str_add(out, "\n────────\n");
        add_stand(out, part->stand);
        add_lines(&table, report->lines.at + part->first, part->count);
    }
}
