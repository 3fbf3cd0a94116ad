/* The sheet of charts: visits and people met, by hour of the day and by day, each with its table.
 */
#include "base/mem.h"
#include "report/labels.h"
#include "report/xlsx_parts.h"

enum {
    HOURS = 24,
    DAYS_MAX = 62,    /* from there on, months */
    CHART_COLUMN = 4, /* beside the table */
    ROW_PIXELS = 20,  /* of the usual height */
    CHART_ROWS = 25,
};

static const char sheet_name[] = "Graphiques";

/* Of all three tables, but for the head of the first. */
static const struct sheet_column columns[] = {
    {"", XLSX_HEAD, 20, 20},
    {"Visites (borne)", XLSX_HEAD_KIOSK, 14, 40},
    {"Personnes rencontrées (équipe)", XLSX_HEAD_STAFF, 16, 40},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_head(struct sheet *sheet, uint32_t row, const char *first)
{
    struct sheet_column heads[COLUMNS];
    memcpy(heads, columns, sizeof heads);
    heads[0].head = first;
    sheet_head(sheet, row, heads, COLUMNS);
}

/* Puts beside the table with its head at that row a chart of its rows down to last, their labels in
 * that number format: side by side, never stacked, since the two are never added. */
static void add_chart(struct sheet *sheet, const char *title, uint32_t head, uint32_t last,
                      const char *labels)
{
    static const lxw_color_t colors[COLUMNS] = {0, 0x0F5C63, 0xF2B84B};
    lxw_chart *chart = workbook_add_chart(sheet->book->workbook, LXW_CHART_COLUMN);
    if (!chart) {
        mem_give_up();
    }
    for (int i = 1; i < COLUMNS; i++) {
        lxw_col_t column = (lxw_col_t)i;
        lxw_chart_series *bars = chart_add_series(chart, NULL, NULL);
        if (!bars) {
            mem_give_up();
        }
        lxw_chart_fill fill = {.color = colors[i]};
        chart_series_set_categories(bars, sheet_name, head + 1, 0, last, 0);
        chart_series_set_values(bars, sheet_name, head + 1, column, last, column);
        chart_series_set_name(bars, columns[i].head);
        chart_series_set_fill(bars, &fill);
    }
    chart_title_set_name(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_axis_set_num_format(chart->x_axis, labels);
    chart_axis_set_min(chart->y_axis, 0);
    lxw_chart_options size = {.x_scale = 720.0 / 480.0,
                              .y_scale = (double)(CHART_ROWS * ROW_PIXELS) / 288.0};
    book_check(sheet->book,
               worksheet_insert_chart_opt(sheet->page, head, CHART_COLUMN, chart, &size));
}

static void add_shared(struct sheet *sheet, uint32_t row, int column,
                       const struct digest_figure *figure)
{
    if (figure->hidden) {
        sheet_text(sheet, row, column, digest_hidden_words(figure), XLSX_HIDDEN);
    } else {
        sheet_number(sheet, row, column, figure->n, XLSX_NUMBER);
    }
}

/* Adds the hours from *row on, which is then the row after them. */
static void add_hours(struct sheet *sheet, uint32_t *row)
{
    uint32_t head = (*row)++;
    add_head(sheet, head, "Heure de la journée");
    for (int i = 0; i < HOURS; i++, (*row)++) {
        const struct digest_hour *hour = &sheet->book->digest->hours[i];
        sheet_number(sheet, *row, 0, i, XLSX_HOUR);
        add_shared(sheet, *row, 1, &hour->visits);
        add_shared(sheet, *row, 2, &hour->met);
    }
    add_chart(sheet, "Affluence selon l’heure, tous les jours réunis", head, *row - 1, "00\"h\"");
}

static void add_days(struct sheet *sheet, uint32_t *row)
{
    uint32_t head = (*row)++;
    const struct digest *digest = sheet->book->digest;
    add_head(sheet, head, "Jour");
    for (size_t i = 0; i < digest->days.n; i++, (*row)++) {
        sheet_date(sheet, *row, 0, digest->days.at[i].day);
        sheet_number(sheet, *row, 1, digest->days.at[i].visits, XLSX_NUMBER);
        sheet_number(sheet, *row, 2, digest->days.at[i].met, XLSX_NUMBER);
    }
    add_chart(sheet, "Visites et personnes rencontrées, jour par jour", head, *row - 1, "dd/mm");
}

static void add_months(struct sheet *sheet, uint32_t *row)
{
    uint32_t head = (*row)++;
    const struct digest *digest = sheet->book->digest;
    add_head(sheet, head, "Mois");
    for (size_t i = 0, next; i < digest->days.n; i = next, (*row)++) {
        struct date first = digest->days.at[i].day;
        int64_t visits = 0, met = 0;
        for (next = i; next < digest->days.n; next++) {
            const struct digest_day *day = &digest->days.at[next];
            if (day->day.year != first.year || day->day.month != first.month) {
                break;
            }
            visits = counter_sum(visits, day->visits);
            met = counter_sum(met, day->met);
        }
        char name[DATE_TEXT_MAX];
        snprintf(name, sizeof name, "%s %d", words_month(first, true), first.year);
        sheet_text(sheet, *row, 0, name, XLSX_TEXT);
        sheet_number(sheet, *row, 1, visits, XLSX_NUMBER);
        sheet_number(sheet, *row, 2, met, XLSX_NUMBER);
    }
    add_chart(sheet, "Visites et personnes rencontrées, mois par mois", head, *row - 1, "@");
}

void xlsx_charts(struct book *book)
{
    struct sheet sheet;
    uint32_t row = 0;
    sheet_open(&sheet, book, sheet_name);
    add_hours(&sheet, &row);
    row = row > CHART_ROWS ? row + 1 : CHART_ROWS + 1;
    lxw_row_t breaks[] = {row, 0};
    book_check(book, worksheet_set_h_pagebreaks(sheet.page, breaks));
    book_check(book, worksheet_repeat_rows(sheet.page, row, row)); /* days may fill several pages */
    if (book->digest->days.n > DAYS_MAX) {
        add_months(&sheet, &row);
    } else if (book->digest->days.n > 0) {
        add_days(&sheet, &row);
    }
    sheet_widths(&sheet, columns, COLUMNS);
}
