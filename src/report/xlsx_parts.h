/* xlsx_parts.h: what the sheets of the workbook share: formats, cells, tables. See xlsx.h. */
#ifndef REPORT_XLSX_PARTS_H
#define REPORT_XLSX_PARTS_H

#include "report/xlsx.h"

#include <xlsxwriter.h>

enum { XLSX_ROWS = 1048576, XLSX_COLUMNS_MAX = 24, XLSX_LINE = 15 }; /* a line of text, in points */

enum xlsx_format {
    XLSX_TEXT,
    XLSX_NUMBER,
    XLSX_DATE,
    XLSX_MOMENT, /* date and time */
    XLSX_HOUR,   /* 9 reads 09h */
    XLSX_HIDDEN, /* "moins de 5" */
    XLSX_WRAPPED,
    XLSX_TITLE,
    XLSX_KEY, /* a headline figure, and its label */
    XLSX_HEAD,
    XLSX_HEAD_KIOSK, /* the two origins never look alike */
    XLSX_HEAD_STAFF,
    XLSX_FORMATS
};

struct book {
    lxw_workbook *workbook;
    lxw_format *formats[XLSX_FORMATS];
    const struct report *report;
    const struct digest *digest;
    const struct titles *titles;
    const struct html_about *about;
    size_t bytes;    /* no part of the file is longer, as XML */
    lxw_error fault; /* the first of the library; the rest of the book is not worth writing */
};

struct sheet {
    struct book *book;
    lxw_worksheet *page;
    int widest[XLSX_COLUMNS_MAX]; /* in characters, of what was written below the head */
};

struct sheet_column {
    const char *head;
    enum xlsx_format format; /* of the head */
    int width, most;         /* at least, at most, in characters */
};

/* Keeps what the library says of a call. */
void book_check(struct book *book, lxw_error fault);

/* Adds the sheet, for A4 landscape, as wide as the page. */
void sheet_open(struct sheet *sheet, struct book *book, const char *name);

/* Writes the head of a table into that row and sets the widths by it. */
void sheet_head(struct sheet *sheet, uint32_t row, const struct sheet_column *columns, int n);

/* Rows keep their height whatever wraps in them: it is told, by lines of XLSX_LINE points. */
void sheet_height(struct sheet *sheet, uint32_t row, double points);
int sheet_lines(const char *text, int width); /* about, in a column of that width */

/* Sets the widths by what was written, within each column's. */
void sheet_widths(struct sheet *sheet, const struct sheet_column *columns, int n);

/* Closes a table whose head is at that row and whose last row is at `last` (head: no row): widths,
 * frozen panes and repeated rows down to the head and `fixed` columns, a
 * filter. */
void sheet_close(struct sheet *sheet, uint32_t head, uint32_t last,
                 const struct sheet_column *columns, int n, int fixed);

/* Any bytes: cleaned, on one line, at most what a cell holds. */
void sheet_text(struct sheet *sheet, uint32_t row, int column, const char *text,
                enum xlsx_format format);
/* The same in two steps, for a text that many rows repeat. */
void book_clean(struct book *book, struct str *clean, const char *text);
void sheet_clean(struct sheet *sheet, uint32_t row, int column, const struct str *clean,
                 enum xlsx_format format);
void sheet_number(struct sheet *sheet, uint32_t row, int column, int64_t n,
                  enum xlsx_format format);
void sheet_date(struct sheet *sheet, uint32_t row, int column, struct date date);
/* wall: UTC seconds; an empty cell for 0. */
void sheet_moment(struct sheet *sheet, uint32_t row, int column, const struct source_stand *stand,
                  int64_t wall);

/* How many hours the sheet Heures has no place for. */
int64_t hours_left_out(const struct book *book);

/* Each adds its sheet. */
void xlsx_summary(struct book *book);
void xlsx_charts(struct book *book);
void xlsx_stands(struct book *book);
void xlsx_hours(struct book *book);
void xlsx_counters(struct book *book);

#endif
