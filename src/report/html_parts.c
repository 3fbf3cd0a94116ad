#include "report/html_parts.h"

#include "base/utf8.h"
#include "report/labels.h"
#include "report/svg.h"

#include <inttypes.h>
#include <math.h>

static void add_day(struct str *out, struct date date)
{
    str_addf(out, "%d%s", date.day, date.day == 1 ? "er" : "");
}

void html_date_short(struct str *out, struct date date, bool with_year)
{
    add_day(out, date);
    str_addf(out, "\u00A0%s", words_month(date, false));
    if (with_year) {
        str_addf(out, "\u00A0%d", date.year);
    }
}

void html_month(struct str *out, struct date date, bool whole_word)
{
    str_addf(out, "%s\u00A0%d", words_month(date, whole_word), date.year);
}

static void html_date(struct str *out, struct date date)
{
    add_day(out, date);
    str_add(out, "\u00A0");
    html_month(out, date, true);
}

void html_period(struct str *out, struct date from, struct date to)
{
    if (from.year == 0 || to.year == 0) {
        if (from.year != 0 || to.year != 0) {
            str_add(out, from.year ? "depuis le " : "jusqu’au ");
            html_date(out, from.year ? from : to);
        }
        return;
    }
    if (date_compare(from, to) == 0) {
        str_add(out, "le ");
        html_date(out, to);
        return;
    }
    str_add(out, "du ");
    add_day(out, from);
    if (from.year != to.year || from.month != to.month) {
        str_addf(out, "\u00A0%s", words_month(from, true));
    }
    if (from.year != to.year) {
        str_addf(out, "\u00A0%d", from.year);
    }
    str_add(out, " au ");
    html_date(out, to);
}

void html_clock(struct str *out, struct date_time time)
{
    str_addf(out, "%d\u00A0h\u00A0%02d", time.hour, time.minute);
}

void html_moment(struct str *out, struct date_time time)
{
    html_date(out, time.date);
    str_add(out, " à ");
    html_clock(out, time);
}

static int by_item(const void *left, const void *right)
{
    const struct html_item *a = left, *b = right;
    return strcmp(a->item, b->item);
}

static int64_t item_sum(const struct html_item *item)
{
    int64_t sum = 0;
    for (size_t i = 0; i < HTML_SLOTS; i++) {
        sum = counter_sum(sum, item->n[i]);
    }
    return sum;
}

/* What has no item is none to be ranked: it comes last. */
static int by_falling_sum(const void *left, const void *right)
{
    const struct html_item *one = left, *two = right;
    int64_t a = item_sum(one), b = item_sum(two);
    if (!one->item[0] || !two->item[0]) {
        return !one->item[0] - !two->item[0];
    }
    return a != b ? (a < b) - (a > b) : by_item(left, right);
}

/* Brings together the rows of one item. */
static void merge_items(struct html_list *list)
{
    struct html_item *at = list->items.at;
    size_t kept = 0;
    if (list->items.n > 1) {
        qsort(at, list->items.n, sizeof *at, by_item);
    }
    for (size_t i = 0; i < list->items.n; i++) {
        if (kept == 0 || by_item(&at[kept - 1], &at[i]) != 0) {
            at[kept++] = at[i];
            continue;
        }
        for (size_t j = 0; j < HTML_SLOTS; j++) {
            at[kept - 1].n[j] = counter_sum(at[kept - 1].n[j], at[i].n[j]);
        }
    }
    list->items.n = kept;
}

static struct html_list read_list(const struct digest *digest, const enum counter *counters,
                                  size_t count)
{
    struct html_list list = {0};
    for (size_t i = 0; i < digest->lines.n; i++) {
        const struct report_line *line = &digest->lines.at[i];
        for (size_t j = 0; j < count; j++) {
            if (line->counter != counters[j] || !report_is_own(line)) {
                continue;
            }
            if (line->n > 0) {
                struct html_item item = {.item = line->item};
                item.n[j] = line->n;
                arr_push(&list.items, item);
            } else if (line->n < 0) {
                list.undone = counter_sum(list.undone, line->n == INT64_MIN ? INT64_MAX : -line->n);
            }
        }
    }
    merge_items(&list);
    if (list.items.n > 1) {
        qsort(list.items.at, list.items.n, sizeof *list.items.at, by_falling_sum);
    }
    return list;
}

const char *html_title(const struct page *page, enum counter counter, const char *item)
{
    if (!item[0]) {
        return "Sans détail (code QR des totaux)";
    }
    const char *title = page->titles ? titles_find(page->titles, counter, item) : NULL;
    return title ? title : item;
}

void html_more(struct str *out, size_t left_out)
{
    if (left_out > 0) {
        str_add(out, "<p class=\"more\">Et ");
        html_count(out, (int64_t)left_out, "autre", "autres");
        str_add(out, ", dans le classeur (xlsx) ou le csv.</p>");
    }
}

/* What a full bar stands for: the most counted item, or its most shown. */
static int64_t full_bar(const struct html_ranking *ranking, const struct html_list *list)
{
    int64_t full = 1;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct html_item *item = &list->items.at[i];
        int64_t n = ranking->within ? item->n[0] : item_sum(item);
        full = n > full ? n : full;
    }
    return full;
}

static void add_ranked(struct page *page, const struct html_ranking *ranking,
                       const struct html_item *item, int64_t full)
{
    struct str *out = page->out;
    str_add(out, "<tr><th scope=\"row\">");
    html_name(out, html_title(page, ranking->counters[0], item->item));
    svg_bar(out, item->n, ranking->count, full, ranking->within);
    str_add(out, "</th>");
    for (size_t i = 0; i < ranking->count; i++) {
        str_add(out, "<td>");
        html_number(out, item->n[i]);
        str_add(out, "</td>");
    }
    str_add(out, "</tr>\n");
}

void html_ranking(struct page *page, const struct html_ranking *ranking)
{
    struct str *out = page->out;
    struct html_list list = read_list(page->digest, ranking->counters, ranking->count);
    size_t shown = list.items.n < ranking->limit ? list.items.n : ranking->limit;
    int64_t full = full_bar(ranking, &list);
    if (list.items.n > 0) {
        bool staff = counter_info(ranking->counters[0])->origin == ORIGIN_STAFF;
        str_addf(out,
                 "<div class=\"card%s\"><table class=\"ranking\"><caption>%s<span class=\"tag "
                 "%s\">%s</span></caption><thead><tr><th scope=\"col\">%s</th>",
                 staff ? " staff" : "", ranking->caption, staff ? "staff" : "kiosk",
                 staff ? "équipe" : "borne", ranking->head);
        for (size_t i = 0; i < ranking->count; i++) {
            str_add(out, "<th scope=\"col\">");
            if (ranking->count > 1) {
                str_addf(out, "<span class=\"key p%zu%s\"></span>", i,
                         ranking->within && i == 0 ? " outer" : "");
            }
            str_addf(out, "%s</th>", ranking->heads[i]);
        }
        str_add(out, "</tr></thead><tbody>\n");
        for (size_t i = 0; i < shown; i++) {
            add_ranked(page, ranking, &list.items.at[i], full);
        }
        str_add(out, "</tbody></table>");
        html_more(out, list.items.n - shown);
        if (list.undone > 0) {
            str_add(out, "<p class=\"more\">L’équipe a annulé ");
            html_count(out, list.undone, "saisie", "saisies");
            str_add(out, ", sans que l’on sache lesquelles\u00A0: le total en tient compte, pas "
                         "cette liste.</p>");
        }
        str_add(out, "</div>\n");
    }
    arr_release(&list.items);
}
