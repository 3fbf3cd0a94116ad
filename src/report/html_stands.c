#include "report/html_sections.h"

enum { STANDS_MAX = 200 };

/* The columns of figures, after the stand, its kiosk and its dates. */
static const struct {
    enum counter counter;
    const char *head;
} columns[] = {
    {COUNTER_PEOPLE_MET, "Rencontrées (équipe)"},
    {COUNTER_ACCOUNTS_ACTIVATED, "Comptes (équipe)"},
    {COUNTER_VISIT_STARTED, "Visites (borne)"},
    {COUNTER_VISIT_ENGAGED, "Engagées (borne)"},
    {COUNTER_MISSION_FINISHED, "Missions finies (borne)"},
};

static int by_falling_met(const void *left, const void *right)
{
    const struct report_part *a = *(const struct report_part *const *)left;
    const struct report_part *b = *(const struct report_part *const *)right;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        int64_t n = a->n[columns[i].counter], m = b->n[columns[i].counter];
        if (n != m) {
            return n < m ? 1 : -1;
        }
    }
    return report_stand_order(a->stand, b->stand);
}

/* A second line under a name: texts apart by a dot, without the empty ones. */
static void add_under(struct str *out, const char *const *texts, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (texts[i][0]) {
            str_add(out, any ? " · " : "<span class=\"soft\">");
            html_name(out, texts[i]);
            any = true;
        }
    }
    str_add(out, any ? "</span>" : "");
}

static void add_when(struct str *out, const struct source_stand *stand)
{
    struct date_time opened = date_local(stand->kiosk->timezone, stand->opened_at);
    struct date_time closed = date_local(stand->kiosk->timezone, stand->closed_at);
    if (report_is_standing(stand)) {
        str_add(out, "<span class=\"soft\">hors stand</span>");
        return;
    }
    if (stand->opened_at == 0) {
        str_add(out, "<span class=\"soft\">date non connue</span>");
        return;
    }
    html_date_short(out, opened.date, true);
    bool ended = stand->closed_at != 0;
    str_add(out, "<span class=\"soft\">");
    if (ended && date_compare(opened.date, closed.date) != 0) {
        str_add(out, "au\u00A0");
        html_date_short(out, closed.date, true);
    } else {
        str_add(out, ended ? "" : "ouvert à ");
        html_clock(out, opened);
        if (ended) {
            str_add(out, " – ");
            html_clock(out, closed);
        }
    }
    str_add(out, "</span>");
}

static void add_row(struct str *out, const struct report_part *row)
{
    const struct source_stand *stand = row->stand;
    const char *const under[] = {stand->structure, report_is_standing(stand) ? "" : stand->kind};
    const struct report_place where = report_place(stand);
    const char *const place[] = {where.site, where.departement, where.region};
    str_add(out, "<tr><th scope=\"row\">");
    html_name(out, stand->name[0] ? stand->name : "(sans nom)");
    add_under(out, under, 2);
    str_add(out, "</th><td class=\"text\">");
    html_name(out, stand->kiosk->name);
    add_under(out, place, 3);
    str_add(out, "</td><td class=\"text when\">");
    add_when(out, stand);
    str_add(out, "</td>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        str_add(out, "<td>");
        html_number(out, row->n[columns[i].counter]);
        str_add(out, "</td>");
    }
    str_add(out, "</tr>\n");
}

static void add_table(struct str *out, const struct report_part *const *stands, size_t n)
{
    str_add(out,
            "<div class=\"card scroll\" role=\"region\" tabindex=\"0\" "
            "aria-labelledby=\"stands-c\"><table class=\"stands\"><caption id=\"stands-c\">"
            "Du plus au moins de personnes rencontrées</caption><thead><tr>"
            "<th scope=\"col\">Stand, structure, type</th>"
            "<th scope=\"col\">Borne, site, département, région</th><th scope=\"col\">Dates</th>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        str_addf(out, "<th scope=\"col\">%s</th>", columns[i].head);
    }
    str_add(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++) {
        add_row(out, stands[i]);
    }
    str_add(out, "</tbody></table></div>\n");
}

void html_stands(struct page *page)
{
    const struct digest *digest = page->digest;
    size_t n = digest->stands.n, shown = n < STANDS_MAX ? n : STANDS_MAX;
    if (n == 0) {
        return;
    }
    const struct report_part **sorted = mem_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &digest->stands.at[i];
    }
    qsort(sorted, n, sizeof *sorted, by_falling_met);
    add_table(page->out, sorted, shown);
    if (n > shown) {
        str_add(page->out, "<p class=\"more\">Voici les ");
        html_number(page->out, (int64_t)shown);
        str_add(page->out, " premiers. Il y en a ");
        html_count(page->out, (int64_t)(n - shown), "autre", "autres");
        str_add(page->out, "\u00A0: le classeur (xlsx) les contient tous.</p>\n");
    }
    free(sorted);
}

/* One figure of ours beside the one of 2022; over 0 has none. */
static void add_benchmark(struct str *out, const char *label, int64_t n, int64_t over,
                          const char *then)
{
    str_addf(out, "<tr><th scope=\"row\">%s</th><td>", label);
    if (over > 0) {
        html_decimal(out, (double)n / (double)over);
    } else {
        str_add(out, "–");
    }
    str_addf(out, "</td><td>%s</td></tr>\n", then);
}

void html_benchmarks(struct page *page)
{
    const struct digest *digest = page->digest;
    struct str *out = page->out;
    int64_t met = 0, activated = 0;
    for (size_t i = 0; i < digest->stands.n; i++) {
        const struct report_part *stand = &digest->stands.at[i];
        if (!report_is_standing(stand->stand)) {
            met = counter_sum(met, stand->n[COUNTER_PEOPLE_MET]);
            activated = counter_sum(activated, stand->n[COUNTER_ACCOUNTS_ACTIVATED]);
        }
    }
    if (digest->actions == 0) {
        return;
    }
    str_add(out,
            "<div class=\"card\"><table class=\"bench\"><caption>Par action, et en 2022</caption>"
            "<thead><tr><th scope=\"col\">Repère</th><th scope=\"col\">Ce bilan</th>"
            "<th scope=\"col\">France, 2022</th></tr></thead><tbody>\n");
    int64_t actions = (int64_t)digest->actions;
    add_benchmark(out, "Personnes rencontrées par action", met, actions, "20,6");
    add_benchmark(out, "Comptes activés par action", activated, actions, "2,2");
    add_benchmark(out, "Personnes rencontrées pour un compte activé", met, activated, "environ 10");
    str_add(
        out,
        "</tbody></table><p class=\"source\">Source\u00A0: bilan national des ambassadeurs, fin "
        "2022 (671\u00A0actions, 13\u202F824\u00A0personnes sensibilisées, "
        "1\u202F454\u00A0comptes activés), dans «\u00A01\u00A0an de Mon espace santé\u00A0», "
        "début 2023. <strong>À lire avec prudence</strong>\u00A0: ces chiffres datent de 2022 et "
        "n’ont pas été comptés de la même façon. Aucun chiffre national plus récent n’est "
        "connu. Ne sont pris ici que les stands ouverts.</p></div>\n");
}
