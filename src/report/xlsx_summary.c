/* The first sheet: what the programme asks for, then every counter, then what to know of the
 * figures. */
#include "report/labels.h"
#include "report/ran.h"
#include "report/xlsx_parts.h"

#include <inttypes.h>

static const struct sheet_column columns[] = {
    {"Tous les indicateurs", XLSX_HEAD, 70, 70},
    {"Compté par la borne", XLSX_HEAD_KIOSK, 18, 40},
    {"Saisi par l’équipe", XLSX_HEAD_STAFF, 18, 40},
};

enum { COLUMNS = sizeof columns / sizeof *columns, SIDES = COLUMNS - 1 };

struct summary {
    struct sheet sheet;
    uint32_t row; /* the next one */
};

static void add_line(struct summary *summary, const char *text, enum xlsx_format format)
{
    double height = format == XLSX_TITLE     ? 30
                    : format == XLSX_KEY     ? 22
                    : format == XLSX_WRAPPED ? XLSX_LINE * sheet_lines(text, columns[0].most)
                                             : XLSX_LINE;
    sheet_height(&summary->sheet, summary->row, height);
    sheet_text(&summary->sheet, summary->row++, 0, text, format);
}

/* Adds "before AFTER" where there is an after. */
static void add_fact(struct summary *summary, const char *before, const char *after)
{
    struct str text = {0};
    str_addf(&text, "%s%s", before, after);
    if (after[0]) {
        add_line(summary, str_text(&text), XLSX_TEXT);
    }
    str_release(&text);
}

/* The dates asked for, else those of the first and the last count. */
static void add_period(struct summary *summary)
{
    const struct book *book = summary->sheet.book;
    const struct report_filter *filter = &book->report->filter;
    const struct digest *digest = book->digest;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    struct str text = {0};
    if (filter->from.year || filter->to.year) {
        words_day(from, filter->from);
        words_day(to, filter->to);
        str_addf(&text, "%s%s%s%s%s", filter->from.year ? "à partir du " : "",
                 filter->from.year ? from : "", filter->from.year && filter->to.year ? ", " : "",
                 filter->to.year ? "jusqu’au " : "", filter->to.year ? to : "");
        str_add(&text, filter->to.year ? " inclus" : "");
    } else if (digest->from.year) {
        words_day(from, digest->from);
        words_day(to, digest->to);
        str_addf(&text, "toutes les dates, du %s au %s", from, to);
    } else {
        str_add(&text, "toutes les dates");
    }
    add_fact(summary, "Période : ", str_text(&text));
    str_release(&text);
}

static void add_heading(struct summary *summary)
{
    const struct book *book = summary->sheet.book;
    const struct date_time *made = &book->about->made;
    struct str text = {0};
    add_line(summary, "Bilan", XLSX_TITLE);
    add_period(summary);
    if (book->report->filter.stand) {
        add_fact(summary, "Stand : ", book->report->filter.stand);
    }
    str_addf(&text, "%zu stand%s, %zu borne%s", book->digest->actions,
             book->digest->actions > 1 ? "s" : "", book->digest->kiosks,
             book->digest->kiosks > 1 ? "s" : "");
    add_fact(summary, "Compris : ", str_text(&text));
    if (made->date.year != 0) {
        char day[DATE_TEXT_MAX];
        words_day(day, made->date);
        str_clear(&text);
        str_addf(&text, "%s à %02d:%02d", day, made->hour, made->minute);
        add_fact(summary, "Établi le ", str_text(&text));
    }
    add_fact(summary, "Par bilan ", book->about->version);
    for (int i = 0; i < RAN_WITH; i++) {
        str_clear(&text);
        ran_add(&text, book->digest, (enum ran_with)i);
        add_fact(summary, "", str_text(&text));
    }
    summary->row++;
    str_release(&text);
}

static void add_headlines(struct summary *summary)
{
    static const struct sheet_column heads[] = {
        {"Chiffres clés", XLSX_HEAD, 70, 70},
        {"Compté par la borne", XLSX_HEAD_KIOSK, 18, 18},
        {"Saisi par l’équipe", XLSX_HEAD_STAFF, 18, 18},
    };
    const struct digest *digest = summary->sheet.book->digest;
    const struct {
        const char *label;
        int column;
        int64_t n;
    } keys[] = {
        {"Actions (stands ouverts par l’équipe)", 2, (int64_t)digest->actions},
        {"Personnes rencontrées", 2, digest->n[COUNTER_PEOPLE_MET]},
        {"Comptes activés", 2, digest->n[COUNTER_ACCOUNTS_ACTIVATED]},
        {"Visites (premier toucher après un repos)", 1, digest->n[COUNTER_VISIT_STARTED]},
    };
    sheet_head(&summary->sheet, summary->row++, heads, COLUMNS);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        add_line(summary, keys[i].label, XLSX_KEY);
        sheet_number(&summary->sheet, summary->row - 1, keys[i].column, keys[i].n, XLSX_KEY);
    }
    summary->row++;
}

/* The column of an origin: what the staff noted late is in theirs. */
static int side_of(enum counter_origin origin)
{
    return origin != ORIGIN_KIOSK;
}

static void add_counter(struct summary *summary, const char *label, const int64_t n[SIDES],
                        const bool shown[SIDES])
{
    add_line(summary, label, XLSX_TEXT);
    for (int side = 0; side < SIDES; side++) {
        if (shown[side]) {
            sheet_number(&summary->sheet, summary->row - 1, side + 1, n[side], XLSX_NUMBER);
        }
    }
}

/* Adds every counter the programme knows, counted or not: an empty cell is of the other origin. */
static void add_known(struct summary *summary)
{
    const struct digest *digest = summary->sheet.book->digest;
    int64_t n[COUNTERS][SIDES] = {{0}};
    bool shown[COUNTERS][SIDES] = {{false}};
    for (size_t i = 0; i < digest->lines.n; i++) {
        const struct report_line *line = &digest->lines.at[i];
        if (line->counter < COUNTERS) {
            int64_t *sum = &n[line->counter][side_of(line->origin)];
            *sum = counter_sum(*sum, line->n);
            shown[line->counter][side_of(line->origin)] = true;
        }
    }
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        shown[i][side_of(info->origin)] = true;
        add_counter(summary, info->label, n[i], shown[i]);
    }
}

/* Adds those of another version, by their own names. */
static void add_unknown(struct summary *summary)
{
    const struct digest *digest = summary->sheet.book->digest;
    for (size_t i = 0, items; i < digest->lines.n; i += items) {
        const struct report_line *line = &digest->lines.at[i];
        int64_t n[SIDES];
        bool shown[SIDES] = {line->origin == ORIGIN_KIOSK, line->origin != ORIGIN_KIOSK};
        items = report_counter(line, digest->lines.n - i, &n[side_of(line->origin)]);
        if (line->counter == COUNTERS) {
            add_counter(summary, line->name, n, shown);
        }
    }
}

static void add_notes(struct summary *summary)
{
    static const char *const notes[] = {
        "Ce que la borne compte et ce que l’équipe saisit ne s’additionnent jamais : la borne "
        "compte des touchers, pas des personnes.",
        "Dans la feuille Heures, une valeur de 1 à 4 se lit « moins de 5 ». Si elle était la "
        "seule cachée de son jour, la plus petite suivante l’est aussi. Les totaux sont exacts.",
        "Dans la feuille Graphiques, une heure de la journée de 1 à 4, ou qui donnerait une "
        "telle valeur, est cachée, pour ne désigner personne.",
    };
    const struct book *book = summary->sheet.book;
    struct str text = {0};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        add_line(summary, notes[i], XLSX_WRAPPED);
    }
    if (hours_left_out(book) > 0) {
        str_clear(&text);
        str_addf(&text,
                 "La feuille Heures est pleine : %" PRId64 " lignes n’y sont pas. Faites un bilan "
                 "par période (--from, --to) ou un fichier .csv.",
                 hours_left_out(book));
        add_line(summary, str_text(&text), XLSX_WRAPPED);
    }
    str_release(&text);
}

static void add_remarks(struct summary *summary)
{
    static const struct sheet_column head = {"Remarques sur les fichiers lus", XLSX_HEAD, 70, 70};
    const struct html_about *about = summary->sheet.book->about;
    if (about->remark_count == 0) {
        return;
    }
    summary->row++;
    sheet_head(&summary->sheet, summary->row++, &head, 1);
    for (size_t i = 0; i < about->remark_count; i++) {
        add_line(summary, about->remarks[i], XLSX_WRAPPED);
    }
}

void xlsx_summary(struct book *book)
{
    static const struct sheet_column know = {"À savoir", XLSX_HEAD, 70, 70};
    struct summary summary = {.row = 0};
    sheet_open(&summary.sheet, book, "Synthèse");
    add_heading(&summary);
    add_headlines(&summary);
    book_check(book, worksheet_repeat_rows(summary.sheet.page, summary.row, summary.row));
    sheet_head(&summary.sheet, summary.row++, columns, COLUMNS);
    add_known(&summary);
    add_unknown(&summary);
    summary.row++;
    sheet_head(&summary.sheet, summary.row++, &know, 1);
    add_notes(&summary);
    add_remarks(&summary);
    sheet_widths(&summary.sheet, columns, COLUMNS);
}
