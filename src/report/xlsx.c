#include "report/xlsx.h"

#include "base/file.h"
#include "base/mem.h"
#include "report/labels.h"
#include "report/xlsx_parts.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

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
        if (!format) {
            mem_give_up();
        }
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

static lxw_workbook *open_workbook(const char *file, const char *folder,
                                   const struct date_time *made)
{
    char *owned = mem_copy(folder, strlen(folder)); /* the library's field is not const */
    lxw_workbook_options options = {.tmpdir = owned};
    lxw_workbook *workbook = workbook_new_opt(file, &options);
    free(owned);
    if (!workbook) {
        mem_give_up();
    }
    char title[] = "Bilan";
    lxw_doc_properties about = {.title = title};
    /* The library writes it as UTC: the clock it was made by is what people expect to read. */
    if (made->date.year != 0) {
        about.created = (time_t)date_wall("UTC", made->date, made->hour, made->minute, 0);
    }
    if (workbook_set_properties(workbook, &about) != LXW_NO_ERROR) {
        mem_give_up();
    }
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
    book->workbook = open_workbook(file, folder, &book->about->made);
    make_formats(book);
    xlsx_summary(book);
    xlsx_charts(book);
    xlsx_stands(book);
    xlsx_hours(book);
    xlsx_counters(book);
    if (book->fault != LXW_NO_ERROR) {
        lxw_workbook_free(book->workbook);
        return err_set(err, "le classeur ne s’écrit pas (%s)", lxw_strerror(book->fault));
    }
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
                const struct titles *titles, const struct html_about *about, struct err *err)
{
    struct book book = {.report = report, .digest = digest, .titles = titles, .about = about};
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
