#include "report/xlsx.h"

#include "base/file.h"
#include "base/utf8.h"
#include "report/words.h"
#include "report/xlsx_parts.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* What a cell holds, in UTF-16 units; what a cell and a part take as XML beyond its text, bytes. */
enum { TEXT_MAX = 32767, CELL_BYTES = 64, PART_BYTES = 64 * 1024, ESCAPED_BYTES = 6 };

static const struct {
    const char *number;
    double size;         /* 0: the usual */
    uint32_t ink, paper; /* 0: the usual */
    uint8_t bold, italic, wrap;
    uint8_t align, upright; /* enum lxw_format_alignments */
} styles[XLSX_FORMATS] = {
    [XLSX_TEXT] = {.upright = LXW_ALIGN_VERTICAL_TOP},
    /* Written as Excel stores it: a French Excel shows it as "# ##0". */
    [XLSX_NUMBER] = {.number = "#,##0", .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_DATE] = {.number = "dd/mm/yyyy",
                   .align = LXW_ALIGN_LEFT,
                   .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_MOMENT] = {.number = "dd/mm/yyyy hh:mm",
                     .align = LXW_ALIGN_LEFT,
                     .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_HOUR] = {.number = "00\"h\"", .align = LXW_ALIGN_LEFT, .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_HIDDEN] = {.ink = 0x5A6670,
                     .italic = 1,
                     .align = LXW_ALIGN_RIGHT,
                     .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_WRAPPED] = {.wrap = 1, .upright = LXW_ALIGN_VERTICAL_TOP},
    [XLSX_TITLE] = {.size = 20, .ink = 0x0F5C63, .bold = 1},
    [XLSX_KEY] = {.number = "#,##0", .size = 14, .bold = 1},
    [XLSX_HEAD] = {.ink = 0xFFFFFF,
                   .paper = 0x1B2430,
                   .bold = 1,
                   .wrap = 1,
                   .upright = LXW_ALIGN_VERTICAL_CENTER},
    [XLSX_HEAD_KIOSK] = {.ink = 0xFFFFFF,
                         .paper = 0x0F5C63,
                         .bold = 1,
                         .wrap = 1,
                         .align = LXW_ALIGN_RIGHT,
                         .upright = LXW_ALIGN_VERTICAL_CENTER},
    [XLSX_HEAD_STAFF] = {.ink = 0x1B2430,
                         .paper = 0xF2B84B,
                         .bold = 1,
                         .wrap = 1,
                         .align = LXW_ALIGN_RIGHT,
                         .upright = LXW_ALIGN_VERTICAL_CENTER},
};

static void make_formats(struct book *book)
{
    for (int i = 0; i < XLSX_FORMATS; i++) {
        lxw_format *format = workbook_add_format(book->workbook);
        book->formats[i] = format;
        if (styles[i].number) {
            format_set_num_format(format, styles[i].number);
        }
        if (styles[i].size > 0) {
            format_set_font_size(format, styles[i].size);
        }
        if (styles[i].ink) {
            format_set_font_color(format, styles[i].ink);
        }
        if (styles[i].paper) {
            format_set_bg_color(format, styles[i].paper);
        }
        if (styles[i].bold) {
            format_set_bold(format);
        }
        if (styles[i].italic) {
            format_set_italic(format);
        }
        if (styles[i].wrap) {
            format_set_text_wrap(format);
        }
        format_set_align(format, styles[i].align);
        format_set_align(format, styles[i].upright);
    }
}

/* --- cells --- */

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
    worksheet_write_string(sheet->page, row, (lxw_col_t)column, str_text(clean),
                           sheet->book->formats[format]);
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
    worksheet_write_number(sheet->page, row, (lxw_col_t)column, (double)n,
                           sheet->book->formats[format]);
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
    worksheet_write_datetime(sheet->page, row, (lxw_col_t)column, &cell,
                             sheet->book->formats[XLSX_DATE]);
}

void sheet_moment(struct sheet *sheet, uint32_t row, int column, const struct report_stand *stand,
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
    worksheet_write_datetime(sheet->page, row, (lxw_col_t)column, &cell,
                             sheet->book->formats[XLSX_MOMENT]);
}

/* --- sheets --- */

void sheet_open(struct sheet *sheet, struct book *book, const char *name)
{
    enum { A4 = 9 };
    *sheet = (struct sheet){book, workbook_add_worksheet(book->workbook, name), {0}};
    assert(sheet->page);
    book->bytes += PART_BYTES;
    worksheet_set_landscape(sheet->page);
    worksheet_set_paper(sheet->page, A4);
    worksheet_fit_to_pages(sheet->page, 1, 0);
    worksheet_set_margins(sheet->page, 0.4, 0.4, 0.5, 0.6);
    worksheet_set_footer(sheet->page, "&L&A&RPage &P sur &N");
}

void sheet_height(struct sheet *sheet, uint32_t row, double points)
{
    worksheet_set_row(sheet->page, row, points, NULL);
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
        worksheet_write_string(sheet->page, row, (lxw_col_t)i, columns[i].head,
                               sheet->book->formats[columns[i].format]);
        worksheet_set_column(sheet->page, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
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
        worksheet_set_column(sheet->page, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
    }
}

void sheet_close(struct sheet *sheet, uint32_t head, uint32_t last,
                 const struct sheet_column *columns, int n, int fixed)
{
    sheet_widths(sheet, columns, n);
    worksheet_freeze_panes(sheet->page, head + 1, (lxw_col_t)fixed);
    worksheet_repeat_rows(sheet->page, 0, head);
    worksheet_autofilter(sheet->page, head, 0, last, (lxw_col_t)(n - 1));
}

/* --- the file --- */

static lxw_workbook *open_workbook(const char *file, const char *folder, const char *made)
{
    char *owned = mem_copy(folder, strlen(folder)); /* the library's field is not const */
    lxw_workbook_options options = {.tmpdir = owned};
    lxw_workbook *workbook = workbook_new_opt(file, &options);
    free(owned);
    assert(workbook);
    int64_t wall = 0;
    char title[] = "Bilan";
    lxw_doc_properties about = {.title = title};
    /* The library writes it as UTC: the clock it was made by is what people expect to read. */
    if (date_parse_time(made, "UTC", &wall)) {
        about.created = (time_t)wall;
    }
    workbook_set_properties(workbook, &about);
    return workbook;
}

/* The library does not look whether its temporary files could be written: a full folder would give
 * a damaged workbook and no fault. */
static bool has_room(const char *folder, size_t bytes, struct err *err)
{
    struct statvfs volume;
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < bytes) {
        return err_set(err, "la taille des fichiers est limitée ici à %zu Kio (ulimit -f)",
                       (size_t)(limit.rlim_cur >> 10));
    }
    if (statvfs(folder, &volume) != 0) {
        return err_set(err, "%s: dossier temporaire illisible (%s)", folder, err_reason(errno));
    }
    uint64_t room = (uint64_t)volume.f_bavail * volume.f_frsize;
    if (room < bytes) {
        return err_set(err,
                       "%s: plus assez de place pour préparer le classeur (%zu Mio de libres, il "
                       "en faut %zu) ; videz ce dossier ou donnez-en un autre dans TMPDIR",
                       folder, (size_t)(room >> 20), (bytes >> 20) + 1);
    }
    return true;
}

/* Writes every sheet and closes the workbook, whose file is the one open as fd. */
static bool write_workbook(struct book *book, int fd, struct err *err)
{
    char file[32];
    const char *folder = getenv("TMPDIR");
    folder = folder && folder[0] ? folder : "/tmp";
    snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
    book->workbook = open_workbook(file, folder, book->about->made);
    make_formats(book);
    xlsx_summary(book);
    xlsx_charts(book);
    xlsx_stands(book);
    xlsx_hours(book);
    xlsx_counters(book);
    if (!has_room(folder, book->bytes, err)) {
        lxw_workbook_free(book->workbook);
        return false;
    }
    errno = 0;
    lxw_error fault = workbook_close(book->workbook);
    if (fault != LXW_NO_ERROR) {
        return err_set(err, "le classeur ne s’écrit pas (%s)",
                       errno ? err_reason(errno) : lxw_strerror(fault));
    }
    return true;
}

bool xlsx_write(const char *path, const struct report *report, const struct digest *digest,
                const struct report_titles *titles, const struct html_about *about, struct err *err)
{
    struct book book = {.report = report, .digest = digest, .titles = titles, .about = about};
    book.hours = hours_count(report);
    /* In memory, so that the file itself is replaced as every other is. */
    int fd = memfd_create("bilan", MFD_CLOEXEC);
    if (fd < 0) {
        return err_set(err, "%s: écriture impossible (%s)", path, err_reason(errno));
    }
    struct err why = {0};
    struct stat status;
    bool ok = write_workbook(&book, fd, &why);
    if (!ok) {
        err_set(err, "%s: %s", path, why.text);
    } else if (fstat(fd, &status) != 0 || status.st_size == 0) {
        ok = err_set(err, "%s: le classeur est vide", path);
    } else {
        size_t n = (size_t)status.st_size;
        void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = bytes != MAP_FAILED
                 ? file_replace(path, bytes, n, err)
                 : err_set(err, "%s: relecture impossible (%s)", path, err_reason(errno));
        if (bytes != MAP_FAILED) {
            munmap(bytes, n);
        }
    }
    close(fd);
    return ok;
}
