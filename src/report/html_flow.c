#include "report/html_sections.h"
#include "report/svg.h"

enum { HOURS = 24, PERIODS_MAX = 62, COLUMNS_OF_TABLES = 3, TABLE_ROWS_MIN = 4 };

/* What a row of both charts stands for. */
struct slot {
    char label[SVG_LABEL_MAX]; /* under the column */
    char row[SVG_LABEL_MAX];   /* in the table */
    char end[SVG_LABEL_MAX];   /* closes a caption: "8 h – 12 h" */
    struct digest_figure visits, met;
};

struct slots {
    struct slot at[PERIODS_MAX];
    size_t n;
};

/* What is charted: its column of the tables, its colour, its origin in words. */
static const struct {
    const char *id, *title, *tone, *origin;
} curves[] = {
    {"visites", "Visites", "kiosk", "borne"},
    {"rencontres", "Personnes rencontrées", "staff", "équipe"},
};

static const struct digest_figure *slot_figure(const struct slot *slot, size_t curve)
{
    return curve == 0 ? &slot->visits : &slot->met;
}

static void add_chart(struct str *out, const struct slots *slots, size_t curve, const char *name,
                      const char *by)
{
    struct svg_bar bars[PERIODS_MAX];
    char id[SVG_LABEL_MAX], title[2 * SVG_LABEL_MAX];
    bool any = false;
    for (size_t i = 0; i < slots->n; i++) {
        const struct digest_figure *figure = slot_figure(&slots->at[i], curve);
        bars[i] = (struct svg_bar){.n = figure->n, .hidden = figure->hidden};
        str_fit(bars[i].label, sizeof bars[i].label, slots->at[i].label);
        any = any || bars[i].n > 0;
    }
    if (!any) {
        return;
    }
    snprintf(id, sizeof id, "%s-%s", curves[curve].id, name);
    snprintf(title, sizeof title, "%s %s (%s)", curves[curve].title, by, curves[curve].origin);
    struct svg_columns chart = {id, title, curves[curve].tone, bars, slots->n};
    str_addf(out, "<div class=\"card\"><h3>%s<span class=\"tag %s\">%s</span></h3>",
             curves[curve].title, curves[curve].tone, curves[curve].origin);
    if (!svg_columns(out, &chart)) {
        str_add(out, "<p class=\"soft\">Trop peu d’heures à montrer\u00A0: pas de graphique.</p>");
    }
    str_add(out, "</div>\n");
}

/* Both, side by side. */
static void add_charts(struct str *out, const struct slots *slots, const char *name, const char *by)
{
    if (slots->n > 1) { /* one column compares with nothing */
        str_add(out, "<div class=\"grid\">\n");
        add_chart(out, slots, 0, name, by);
        add_chart(out, slots, 1, name, by);
        str_add(out, "</div>\n");
    }
}

static void add_value(struct str *out, const struct slot *slot, size_t curve)
{
    const struct digest_figure *figure = slot_figure(slot, curve);
    str_add(out, "<td>");
    if (figure->hidden) {
        str_add(out, digest_hidden_words(figure));
    } else {
        html_number(out, figure->n);
    }
    str_add(out, "</td>");
}

/* The same figures as text, in as many tables side by side as a page is wide. */
static void add_tables(struct str *out, const struct slots *slots, const char *summary,
                       const char *head)
{
    size_t rows = (slots->n + COLUMNS_OF_TABLES - 1) / COLUMNS_OF_TABLES;
    rows = rows < TABLE_ROWS_MIN ? TABLE_ROWS_MIN : rows;
    str_addf(out, "<details class=\"card\" open><summary>%s</summary><div class=\"split\">\n",
             summary);
    for (size_t first = 0; first < slots->n; first += rows) {
        size_t end = first + rows < slots->n ? first + rows : slots->n;
        str_addf(out, "<table><caption>%s", slots->at[first].label);
        if (!str_same(slots->at[first].label, slots->at[end - 1].end)) {
            str_addf(out, " – %s", slots->at[end - 1].end);
        }
        str_addf(out,
                 "</caption><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">Visites "
                 "(borne)</th><th scope=\"col\">Rencontrées (équipe)</th></tr></thead><tbody>\n",
                 head);
        for (size_t i = first; i < end; i++) {
            str_addf(out, "<tr><th scope=\"row\">%s</th>", slots->at[i].row);
            add_value(out, &slots->at[i], 0);
            add_value(out, &slots->at[i], 1);
            str_add(out, "</tr>\n");
        }
        str_add(out, "</tbody></table>\n");
    }
    str_add(out, "</div></details>\n");
}

void html_hours(struct page *page)
{
    const struct digest_hour *hours = page->digest->hours;
    struct slots slots = {.n = 0};
    int first = HOURS, last = -1;
    for (int i = 0; i < HOURS; i++) {
        if (hours[i].visits.n > 0 || hours[i].met.n > 0) {
            first = first < i ? first : i;
            last = i;
        }
    }
    if (last < 0) {
        return;
    }
    for (int i = first; i <= last; i++) {
        struct slot *slot = &slots.at[slots.n++];
        *slot = (struct slot){.visits = hours[i].visits, .met = hours[i].met};
        snprintf(slot->label, sizeof slot->label, "%d\u00A0h", i);
        snprintf(slot->row, sizeof slot->row, "%d\u00A0h – %d\u00A0h", i, i + 1);
        snprintf(slot->end, sizeof slot->end, "%d\u00A0h", i + 1);
    }
    str_add(page->out, "<p class=\"lead\">Tous les jours ensemble, à l’heure de chaque borne. En "
                       "pointillé, une heure cachée pour ne désigner personne\u00A0: de 1 à 4, ou "
                       "qui en donnerait une.</p>\n");
    add_charts(page->out, &slots, "heures", "par heure de la journée");
    add_tables(page->out, &slots, "Les chiffres, heure par heure", "Heure");
}

enum grain { GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH, GRAIN_YEAR, GRAINS };

static const struct {
    const char *by, *summary, *head;
} grains[] = {
    [GRAIN_DAY] = {"par jour", "Les chiffres, jour par jour", "Jour"},
    [GRAIN_WEEK] = {"par semaine", "Les chiffres, semaine par semaine", "Semaine du"},
    [GRAIN_MONTH] = {"par mois", "Les chiffres, mois par mois", "Mois"},
    [GRAIN_YEAR] = {"par an", "Les chiffres, année par année", "Année"},
};

/* The first day of the period that holds it. */
static struct date grain_start(enum grain grain, struct date day)
{
    switch (grain) {
    case GRAIN_WEEK:
        return date_add_days(day, -date_weekday(day));
    case GRAIN_MONTH:
        return (struct date){day.year, day.month, 1};
    case GRAIN_YEAR:
        return (struct date){day.year, 1, 1};
    case GRAIN_DAY:
    case GRAINS:
        break;
    }
    return day;
}

static size_t grain_count(enum grain grain, const struct digest *digest)
{
    size_t n = 0;
    struct date last = {0, 0, 0};
    for (size_t i = 0; i < digest->days.n; i++) {
        struct date start = grain_start(grain, digest->days.at[i].day);
        n += n == 0 || date_compare(start, last) != 0;
        last = start;
    }
    return n;
}

static void name_slot(struct slot *slot, enum grain grain, struct date start)
{
    struct str label = {0}, row = {0};
    if (grain == GRAIN_DAY || grain == GRAIN_WEEK) {
        html_date_short(&label, start, false);
        html_date_short(&row, start, true);
    } else if (grain == GRAIN_MONTH) {
        html_month(&label, start, false);
        html_month(&row, start, true);
    } else {
        str_addf(&label, "%d", start.year);
        str_addf(&row, "%d", start.year);
    }
    str_fit(slot->label, sizeof slot->label, str_text(&label));
    str_fit(slot->row, sizeof slot->row, str_text(&row));
    str_fit(slot->end, sizeof slot->end, slot->label);
    str_release(&label);
    str_release(&row);
}

/* The periods of this grain, but for the first skip of them. */
static void fill_slots(struct slots *slots, const struct digest *digest, enum grain grain,
                       size_t skip)
{
    struct date last = {0, 0, 0};
    size_t seen = 0;
    for (size_t i = 0; i < digest->days.n; i++) {
        const struct digest_day *day = &digest->days.at[i];
        struct date start = grain_start(grain, day->day);
        bool fresh = seen == 0 || date_compare(start, last) != 0;
        last = start;
        seen += fresh;
        if (seen <= skip) {
            continue;
        }
        if (fresh) {
            slots->at[slots->n] = (struct slot){.visits = {.n = 0}};
            name_slot(&slots->at[slots->n++], grain, start);
        }
        struct slot *slot = &slots->at[slots->n - 1];
        slot->visits.n = counter_sum(slot->visits.n, day->visits);
        slot->met.n = counter_sum(slot->met.n, day->met);
    }
}

void html_days(struct page *page)
{
    const struct digest *digest = page->digest;
    struct slots slots = {.n = 0};
    enum grain grain = GRAIN_DAY;
    while (grain < GRAIN_YEAR && grain_count(grain, digest) > PERIODS_MAX) {
        grain++;
    }
    size_t count = grain_count(grain, digest);
    fill_slots(&slots, digest, grain, count > PERIODS_MAX ? count - PERIODS_MAX : 0);
    if (slots.n == 0) {
        return;
    }
    str_addf(page->out, "<p class=\"lead\">Affluence %s. Ce qui n’a aucun compte n’est pas montré.",
             grains[grain].by);
    if (count > PERIODS_MAX) {
        str_add(page->out,
                " Les plus anciennes ne tiennent pas ici\u00A0: elles sont dans le csv.");
    }
    str_add(page->out, "</p>\n");
    add_charts(page->out, &slots, "jours", grains[grain].by);
    add_tables(page->out, &slots, grains[grain].summary, grains[grain].head);
}
