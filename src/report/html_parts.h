/* html_parts.h: what the sections of the page (html.h) share: dates in French, ranked lists with
 * their bars. Everything is added to a str. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

#include "report/html.h"
#include "report/html_text.h"

/* The page being written. Sections are written one by one: out is the one at hand. */
struct page {
    struct str *out;
    const struct digest *digest;
    const struct titles *titles;
    const struct html_about *about;
};

/* The style sheet of the page, without its element. */
extern const char html_style[];

/* "21 nov.", with its year "21 nov. 2026". */
void html_date_short(struct str *out, struct date date, bool with_year);
void html_month(struct str *out, struct date date, bool whole_word); /* novembre 2026, nov. 2026 */

/* "du 3 octobre au 21 novembre 2026", "le 21 novembre 2026", "depuis le …", "jusqu’au …"; nothing
 * where both have year 0. */
void html_period(struct str *out, struct date from, struct date to);

void html_clock(struct str *out, struct date_time time);  /* 9 h 05 */
void html_moment(struct str *out, struct date_time time); /* 21 novembre 2026 à 17 h 04 */

/* What one item was counted, up to three counters side by side (shown and kept, right and wrong).
 */
enum { HTML_SLOTS = 3 };

struct html_item {
    const char *item;
    int64_t n[HTML_SLOTS];
};

struct html_list {
    ARR(struct html_item) items;
    int64_t undone; /* what the staff took back of unknown items: 0 or more */
};

/* The item's title as people know it, the item itself where nothing better is known; words of ours
 * where there is no item, since totals came from a QR. */
const char *html_title(const struct page *page, enum counter counter, const char *item);

/* The line "Et 12 autres, dans le classeur ou le csv." where a list was cut. */
void html_more(struct str *out, size_t left_out);

/* One ranked list as a table: caption, the items with a bar, their figures. */
struct html_ranking {
    enum counter counters[HTML_SLOTS]; /* a bar stacks their figures side by side… */
    const char *heads[HTML_SLOTS];     /* the column of each */
    size_t count;
    bool within; /* …or, with two, draws the second inside the first: kept of those shown */
    const char *caption, *head; /* of the table; of the items' column */
    size_t limit;               /* items written */
};

/* Adds the table in a card; nothing where nothing was counted. */
void html_ranking(struct page *page, const struct html_ranking *ranking);

#endif
