/* xlsx_sheet.c: cells and tables of one sheet. */
#include "report/xlsx_parts.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "report/labels.h"

#include <assert.h>
#include <inttypes.h>

/* What a cell holds, in UTF-16 units; what a cell and a part take as XML beyond its text, bytes. */
enum { TEXT_MAX = 32767, CELL_BYTES = 64, PART_BYTES = 64 * 1024, ESCAPED_BYTES = 6 };

void book_check(struct book *book, lxw_error fault)
{
    book->fault = book->fault == LXW_NO_ERROR ? fault : book->fault;
}

/* True where the file format would read a character by its code: _x0041_ is an A. */
static bool is_coded(const char *at)
{
    return at[0] == '_' && at[1] == 'x' && strspn(at + 2, "0123456789abcdefABCDEF") == 4 &&
           at[6] == '_';
}

void book_clean(struct book *book, struct str *clean, const char *text)
{
    struct str line = {0};
    words_clean(&line, text, true);
    const char *at = str_text(&line);
    size_t units = 0, length;
    str_clear(clean);
    for (size_t left = line.n; left > 0; at += length, left -= length) {
        uint32_t code = utf8_read(at, left, &length);
        units += code > 0xFFFF ? 2 : 1;
        if (units >= TEXT_MAX) {
            str_add(clean, "…");
            break;
        }
        /* The two codes that XML has no room for. */
        bool forbidden = code == 0xFFFE || code == 0xFFFF;
        str_add(clean, is_coded(at) ? "_x005F" : ""); /* the code of its own '_' */
        str_add_bytes(clean, forbidden ? " " : at, forbidden ? 1 : length);
    }
    book->bytes += ESCAPED_BYTES * clean->n + CELL_BYTES;
    str_release(&line);
}

static void widen(struct sheet *sheet, int column, size_t characters)
{
    assert(column < XLSX_COLUMNS_MAX);
    int wide = characters > 255 ? 255 : (int)characters;
    if (wide > sheet->widest[column]) {
        sheet->widest[column] = wide;
    }
}

void sheet_clean(struct sheet *sheet, uint32_t row, int column, const struct str *clean,
                 enum xlsx_format format)
{
    sheet->book->bytes += CELL_BYTES;
    widen(sheet, column, utf8_count(str_text(clean)));
    book_check(sheet->book, worksheet_write_string(sheet->page, row, (lxw_col_t)column,
                                                   str_text(clean), sheet->book->formats[format]));
}

void sheet_text(struct sheet *sheet, uint32_t row, int column, const char *text,
                enum xlsx_format format)
{
    struct str clean = {0};
    book_clean(sheet->book, &clean, text);
    sheet_clean(sheet, row, column, &clean, format);
    str_release(&clean);
}

void sheet_number(struct sheet *sheet, uint32_t row, int column, int64_t n, enum xlsx_format format)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRId64, n);
    size_t length = strlen(digits);
    sheet->book->bytes += CELL_BYTES;
    widen(sheet, column, length + length / 3); /* with the spaces between thousands */
    book_check(sheet->book, worksheet_write_number(sheet->page, row, (lxw_col_t)column, (double)n,
                                                   sheet->book->formats[format]));
}

/* Excel's days begin in 1900 and have four digits of year. */
static bool has_date(struct date date)
{
    return date.year >= 1900 && date.year <= 9999;
}

void sheet_date(struct sheet *sheet, uint32_t row, int column, struct date date)
{
    char text[DATE_TEXT_MAX];
    date_format(text, date);
    if (!has_date(date)) {
        sheet_text(sheet, row, column, text, XLSX_TEXT);
        return;
    }
    lxw_datetime cell = {.year = date.year, .month = date.month, .day = date.day};
    sheet->book->bytes += CELL_BYTES;
    widen(sheet, column, strlen(text));
    book_check(sheet->book, worksheet_write_datetime(sheet->page, row, (lxw_col_t)column, &cell,
                                                     sheet->book->formats[XLSX_DATE]));
}

void sheet_moment(struct sheet *sheet, uint32_t row, int column, const struct source_stand *stand,
                  int64_t wall)
{
    char text[DATE_TEXT_MAX];
    words_time(text, stand, wall);
    struct date_time local = date_local(stand->kiosk->timezone, wall);
    if (wall == 0 || !has_date(local.date)) {
        sheet_text(sheet, row, column, text, XLSX_TEXT);
        return;
    }
    lxw_datetime cell = {.year = local.date.year,
                         .month = local.date.month,
                         .day = local.date.day,
                         .hour = local.hour,
                         .min = local.minute};
    sheet->book->bytes += CELL_BYTES;
    widen(sheet, column, strlen(text));
    book_check(sheet->book, worksheet_write_datetime(sheet->page, row, (lxw_col_t)column, &cell,
                                                     sheet->book->formats[XLSX_MOMENT]));
}

/* --- sheets --- */

void sheet_open(struct sheet *sheet, struct book *book, const char *name)
{
    enum { A4 = 9 };
    *sheet = (struct sheet){book, workbook_add_worksheet(book->workbook, name), {0}};
    if (!sheet->page) {
        mem_give_up();
    }
    book->bytes += PART_BYTES;
    worksheet_set_landscape(sheet->page);
    worksheet_set_paper(sheet->page, A4);
    worksheet_fit_to_pages(sheet->page, 1, 0);
    worksheet_set_margins(sheet->page, 0.4, 0.4, 0.5, 0.6);
    book_check(sheet->book, worksheet_set_footer(sheet->page, "&L&A&RPage &P sur &N"));
}

void sheet_height(struct sheet *sheet, uint32_t row, double points)
{
    book_check(sheet->book, worksheet_set_row(sheet->page, row, points, NULL));
}

int sheet_lines(const char *text, int width)
{
    int characters = (int)utf8_count(text), room = width - 2; /* words break before the edge */
    return characters > room ? (characters + room - 1) / room : 1;
}

void sheet_head(struct sheet *sheet, uint32_t row, const struct sheet_column *columns, int n)
{
    int lines = 1;
    for (int i = 0; i < n; i++) {
        book_check(sheet->book,
                   worksheet_write_string(sheet->page, row, (lxw_col_t)i, columns[i].head,
                                          sheet->book->formats[columns[i].format]));
        book_check(sheet->book, worksheet_set_column(sheet->page, (lxw_col_t)i, (lxw_col_t)i,
                                                     columns[i].width, NULL));
        int taken = sheet_lines(columns[i].head, columns[i].width);
        lines = taken > lines ? taken : lines;
    }
    sheet_height(sheet, row, XLSX_LINE * (lines > 3 ? 3 : lines) + 4);
}

void sheet_widths(struct sheet *sheet, const struct sheet_column *columns, int n)
{
    for (int i = 0; i < n; i++) {
        int width = sheet->widest[i] + 2;
        width = width > columns[i].most ? columns[i].most : width;
        width = width < columns[i].width ? columns[i].width : width;
        book_check(sheet->book,
                   worksheet_set_column(sheet->page, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
    }
}

void sheet_close(struct sheet *sheet, uint32_t head, uint32_t last,
                 const struct sheet_column *columns, int n, int fixed)
{
    sheet_widths(sheet, columns, n);
    worksheet_freeze_panes(sheet->page, head + 1, (lxw_col_t)fixed);
    book_check(sheet->book, worksheet_repeat_rows(sheet->page, 0, head));
    book_check(sheet->book, worksheet_autofilter(sheet->page, head, 0, last, (lxw_col_t)(n - 1)));
}
