/* xlsx_hours.c: the sheet of hours. */
#include "report/xlsx_parts.h"

#include "report/labels.h"

#include <inttypes.h>

static const struct sheet_column hour_columns[] = {
    {"Stand", XLSX_HEAD, 16, 40},   {"Borne", XLSX_HEAD, 12, 40},
    {"Date", XLSX_HEAD, 12, 14},    {"Heure", XLSX_HEAD, 9, 9},
    {"Origine", XLSX_HEAD, 10, 10}, {"Indicateur", XLSX_HEAD, 24, 45},
    {"Détail", XLSX_HEAD, 16, 60},  {"Valeur", XLSX_HEAD, 12, 40},
};

enum { HOUR_COLUMNS = sizeof hour_columns / sizeof *hour_columns };

/* What all hours of a line repeat, ready for its cells. */
struct hour_texts {
    struct str stand, kiosk, origin, counter, detail;
};

int64_t hours_left_out(const struct book *book)
{
    /* One row is the head's and, where they do not fit, one says so. */
    int64_t hours = (int64_t)book->report->hours.n;
    return hours > XLSX_ROWS - 1 ? hours - (XLSX_ROWS - 2) : 0;
}

static void add_hour(struct sheet *sheet, uint32_t row, const struct hour_texts *texts,
                     const struct report_hour *hour)
{
    char value[DATE_TEXT_MAX];
    sheet_clean(sheet, row, 0, &texts->stand, XLSX_TEXT);
    sheet_clean(sheet, row, 1, &texts->kiosk, XLSX_TEXT);
    sheet_date(sheet, row, 2, hour->day);
    sheet_number(sheet, row, 3, hour->hour, XLSX_HOUR);
    sheet_clean(sheet, row, 4, &texts->origin, XLSX_TEXT);
    sheet_clean(sheet, row, 5, &texts->counter, XLSX_TEXT);
    sheet_clean(sheet, row, 6, &texts->detail, XLSX_TEXT);
    if (hour->hidden) {
        words_hour_value(value, hour);
        sheet_text(sheet, row, 7, value, XLSX_HIDDEN);
    } else {
        sheet_number(sheet, row, 7, hour->n, XLSX_NUMBER);
    }
}

/* Adds the hours of a line below *row, as long as there are rows up to `last`. */
static void add_line_hours(struct sheet *sheet, uint32_t *row, uint32_t last,
                           const struct hour_texts *texts, const struct report_line *line)
{
    const struct report *report = sheet->book->report;
    for (size_t i = line->first; i < line->first + line->count; i++) {
        const struct report_day *day = &report->days.at[i];
        for (size_t j = 0; j < day->count && *row < last; j++) {
            add_hour(sheet, ++*row, texts, &report->hours.at[day->first + j]);
        }
    }
}

static void add_part_hours(struct sheet *sheet, uint32_t *row, uint32_t last,
                           struct hour_texts *texts, const struct report_part *part)
{
    struct book *book = sheet->book;
    struct str detail = {0};
    book_clean(book, &texts->stand, part->stand->name);
    book_clean(book, &texts->kiosk, part->stand->kiosk->name);
    for (size_t i = part->first; i < part->first + part->count && *row < last; i++) {
        const struct report_line *line = &book->report->lines.at[i];
        str_clear(&detail);
        words_detail(&detail, line, book->titles);
        book_clean(book, &texts->origin, counter_origin_label(line->origin));
        book_clean(book, &texts->counter, words_counter(line));
        book_clean(book, &texts->detail, str_text(&detail));
        add_line_hours(sheet, row, last, texts, line);
    }
    str_release(&detail);
}

void xlsx_hours(struct book *book)
{
    struct sheet sheet;
    struct hour_texts texts = {{0}, {0}, {0}, {0}, {0}};
    uint32_t row = 0, last = hours_left_out(book) > 0 ? XLSX_ROWS - 2 : XLSX_ROWS - 1;
    sheet_open(&sheet, book, "Heures");
    sheet_head(&sheet, row, hour_columns, HOUR_COLUMNS);
    for (size_t i = 0; i < book->report->parts.n; i++) {
        add_part_hours(&sheet, &row, last, &texts, &book->report->parts.at[i]);
    }
    sheet_close(&sheet, 0, row, hour_columns, HOUR_COLUMNS, 1);
    if (hours_left_out(book) > 0) {
        char full[128];
        snprintf(full, sizeof full, "Feuille pleine : %" PRId64 " lignes n’y sont pas.",
                 hours_left_out(book));
        sheet_text(&sheet, row + 1, 0, full, XLSX_TEXT);
    }
    struct str *all[] = {&texts.stand, &texts.kiosk, &texts.origin, &texts.counter, &texts.detail};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        str_release(all[i]);
    }
}
