/* The sheets that are tables: stands, counters. */
#include "report/labels.h"
#include "report/xlsx_parts.h"

#include <inttypes.h>

/* --- Stands --- */

enum {
    STAND_HEAD = 1,   /* its row */
    STAND_COUNTS = 9, /* the first column of counts */
    LINES_MAX = 6,    /* of a row */
};

static const struct sheet_column stand_columns[] = {
    {"Stand", XLSX_HEAD, 16, 26},
    {"Structure", XLSX_HEAD, 14, 26},
    {"Type", XLSX_HEAD, 10, 14},
    {"Borne", XLSX_HEAD, 12, 20},
    {"Site", XLSX_HEAD, 12, 20},
    {"Région", XLSX_HEAD, 12, 20},
    {"Ouverture", XLSX_HEAD, 17, 20},
    {"Fermeture", XLSX_HEAD, 17, 20},
    {"Remarque", XLSX_HEAD, 12, 24},
    {"Visites", XLSX_HEAD_KIOSK, 10, 40},
    {"Visites à deux actions", XLSX_HEAD_KIOSK, 12, 40},
    {"Missions terminées", XLSX_HEAD_KIOSK, 12, 40},
    {"Codes QR gardés", XLSX_HEAD_KIOSK, 12, 40},
    {"Personnes rencontrées", XLSX_HEAD_STAFF, 14, 40},
    {"Comptes activés", XLSX_HEAD_STAFF, 12, 40},
    {"Applis installées", XLSX_HEAD_STAFF, 12, 40},
    {"Ateliers tenus", XLSX_HEAD_STAFF, 11, 40},
    {"Participants aux ateliers", XLSX_HEAD_STAFF, 14, 40},
};

static const enum counter stand_counters[] = {
    COUNTER_VISIT_STARTED,  COUNTER_VISIT_ENGAGED,  COUNTER_MISSION_FINISHED,
    COUNTER_LINK_KEPT,      COUNTER_PEOPLE_MET,     COUNTER_ACCOUNTS_ACTIVATED,
    COUNTER_APPS_INSTALLED, COUNTER_WORKSHOPS_HELD, COUNTER_WORKSHOPS_PEOPLE,
};

enum {
    STAND_COLUMNS = sizeof stand_columns / sizeof *stand_columns,
    STAND_COUNTERS = sizeof stand_counters / sizeof *stand_counters,
};

static void add_stand(struct sheet *sheet, uint32_t row, const struct report_part *part)
{
    const struct source_stand *stand = part->stand;
    const struct report_place place = report_place(stand);
    const char *texts[] = {stand->name,        stand->structure, stand->kind,
                           stand->kiosk->name, place.site,       place.region};
    const char *remark = stand->totals_only          ? "totaux d’un code QR, sans les heures"
                         : report_is_standing(stand) ? "hors stand : la borne seule"
                                                     : "";
    int column = 0, lines = sheet_lines(remark, stand_columns[STAND_COUNTS - 1].most);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int taken = sheet_lines(texts[i], stand_columns[column].most);
        lines = taken > lines ? taken : lines;
        sheet_text(sheet, row, column++, texts[i], XLSX_WRAPPED);
    }
    sheet_height(sheet, row, XLSX_LINE * (lines > LINES_MAX ? LINES_MAX : lines));
    sheet_moment(sheet, row, column++, stand, stand->opened_at);
    sheet_moment(sheet, row, column++, stand, stand->closed_at);
    sheet_text(sheet, row, column++, remark, XLSX_WRAPPED);
    for (int i = 0; i < STAND_COUNTERS; i++) {
        sheet_number(sheet, row, column++, part->n[stand_counters[i]], XLSX_NUMBER);
    }
}

/* The row over the head, that names the origins. */
static void add_origins(struct sheet *sheet)
{
    lxw_format **formats = sheet->book->formats;
    lxw_col_t first = STAND_COUNTS, last = STAND_COUNTS, end = STAND_COUNTS + STAND_COUNTERS;
    while (stand_columns[last + 1].format == XLSX_HEAD_KIOSK) {
        last++;
    }
    for (lxw_col_t column = 0; column < first; column++) {
        book_check(sheet->book, worksheet_write_blank(sheet->page, 0, column, formats[XLSX_HEAD]));
    }
    book_check(sheet->book, worksheet_merge_range(sheet->page, 0, first, 0, last,
                                                  "Compté par la borne", formats[XLSX_HEAD_KIOSK]));
    book_check(sheet->book, worksheet_merge_range(sheet->page, 0, last + 1, 0, end - 1,
                                                  "Saisi par l’équipe", formats[XLSX_HEAD_STAFF]));
}

void xlsx_stands(struct book *book)
{
    struct sheet sheet;
    uint32_t row = STAND_HEAD;
    sheet_open(&sheet, book, "Stands");
    add_origins(&sheet);
    sheet_head(&sheet, row, stand_columns, STAND_COLUMNS);
    for (size_t i = 0; i < book->report->parts.n && row + 1 < XLSX_ROWS; i++) {
        add_stand(&sheet, ++row, &book->report->parts.at[i]);
    }
    sheet_close(&sheet, STAND_HEAD, row, stand_columns, STAND_COLUMNS, 1);
}

/* --- Compteurs --- */

static const struct sheet_column counter_columns[] = {
    {"Indicateur", XLSX_HEAD, 30, 50},
    {"Détail", XLSX_HEAD, 30, 70},
    {"Origine", XLSX_HEAD, 12, 18},
    {"Total", XLSX_HEAD, 12, 40},
};

enum { COUNTER_COLUMNS = sizeof counter_columns / sizeof *counter_columns };

static int by_counter_and_count(const void *left, const void *right)
{
    const struct report_line *a = *(const struct report_line *const *)left;
    const struct report_line *b = *(const struct report_line *const *)right;
    int order = (int)a->origin - (int)b->origin;
    order = order ? order : (int)a->counter - (int)b->counter;
    order = order ? order : strcmp(a->name, b->name);
    order = order ? order : (a->n < b->n) - (a->n > b->n);
    return order ? order : strcmp(a->item, b->item);
}

void xlsx_counters(struct book *book)
{
    struct sheet sheet;
    struct str detail = {0};
    size_t n = book->digest->lines.n;
    const struct report_line **sorted = mem_alloc((n + 1) * sizeof *sorted);
    uint32_t row = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &book->digest->lines.at[i];
    }
    qsort(sorted, n, sizeof *sorted, by_counter_and_count);
    sheet_open(&sheet, book, "Compteurs");
    sheet_head(&sheet, 0, counter_columns, COUNTER_COLUMNS);
    for (size_t i = 0; i < n && row + 1 < XLSX_ROWS; i++) {
        str_clear(&detail);
        words_detail(&detail, sorted[i], book->titles);
        row++;
        sheet_text(&sheet, row, 0, words_counter(sorted[i]), XLSX_TEXT);
        sheet_text(&sheet, row, 1, str_text(&detail), XLSX_TEXT);
        sheet_text(&sheet, row, 2, counter_origin_label(sorted[i]->origin), XLSX_TEXT);
        sheet_number(&sheet, row, 3, sorted[i]->n, XLSX_NUMBER);
    }
    sheet_close(&sheet, 0, row, counter_columns, COUNTER_COLUMNS, 1);
    free(sorted);
    str_release(&detail);
}
