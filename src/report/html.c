#include "report/html.h"

#include "report/html_sections.h"

enum { RANKED_MAX = 15 };

/* --- the figures a director reads first --- */

static void add_figure(struct str *out, enum counter_origin origin, const char *label, int64_t n,
                       const char *note)
{
    bool kiosk = origin == ORIGIN_KIOSK;
    str_addf(out, "<li class=\"figure%s\"><span class=\"label\">%s</span><span class=\"big%s\">",
             kiosk ? " kiosk" : "", label, n > 9999999 ? " long" : "");
    html_number(out, n);
    str_addf(out, "</span><p class=\"note\">%s</p><span class=\"tag\">%s</span></li>\n", note,
             kiosk ? "compté par la borne" : "noté par l’équipe");
}

static void add_figures(struct page *page)
{
    const struct digest *digest = page->digest;
    struct str *out = page->out;
    str_add(out, "<ul class=\"cards\">\n");
    add_figure(out, ORIGIN_STAFF, "Actions", (int64_t)digest->actions,
               digest->actions > 1 ? "stands ouverts" : "stand ouvert");
    add_figure(out, ORIGIN_STAFF, "Personnes rencontrées", digest->n[COUNTER_PEOPLE_MET],
               "une par une, sur place");
    add_figure(out, ORIGIN_STAFF, "Comptes activés", digest->n[COUNTER_ACCOUNTS_ACTIVATED],
               "devant l’équipe");
    add_figure(out, ORIGIN_KIOSK, "Visites de la borne", digest->n[COUNTER_VISIT_STARTED],
               "écran touché après un repos");
    str_add(out, "</ul>\n");
}

/* --- kiosk and staff apart --- */

static bool is_in_table(enum counter counter, enum counter_origin origin)
{
    const struct counter_info *info = counter_info(counter);
    return info->origin == origin && info->place != PLACE_NONE;
}

static bool any_counted(const struct digest *digest, enum counter_origin origin)
{
    for (int i = 0; i < COUNTERS; i++) {
        if (is_in_table((enum counter)i, origin) && digest->n[i] != 0) {
            return true;
        }
    }
    return false;
}

/* The counters of one origin that counted anything. */
static void add_counters(struct page *page, const char *title, enum counter_origin origin)
{
    struct str *out = page->out;
    str_addf(out, "<div class=\"card %s\">", counter_origin_name(origin));
    if (!any_counted(page->digest, origin)) {
        str_addf(out, "<h3>%s</h3><p class=\"soft\">Aucun compte dans cette période.</p></div>\n",
                 title);
        return;
    }
    str_addf(out,
             "<table><caption>%s</caption><thead><tr><th scope=\"col\">Indicateur</th>"
             "<th scope=\"col\">Nombre</th></tr></thead><tbody>\n",
             title);
    for (int i = 0; i < COUNTERS; i++) {
        if (is_in_table((enum counter)i, origin) && page->digest->n[i] != 0) {
            str_add(out, "<tr><th scope=\"row\">");
            html_text(out, counter_info((enum counter)i)->label);
            str_add(out, "</th><td>");
            html_number(out, page->digest->n[i]);
            str_add(out, "</td></tr>\n");
        }
    }
    str_add(out, "</tbody></table></div>\n");
}

static void add_apart(struct page *page)
{
    if (!any_counted(page->digest, ORIGIN_KIOSK) && !any_counted(page->digest, ORIGIN_STAFF)) {
        return;
    }
    str_add(page->out, "<p class=\"lead\">La borne compte des gestes sur l’écran, l’équipe note ce "
                       "qu’elle a vu. Une même personne peut être dans les deux\u00A0: ces comptes "
                       "ne s’additionnent jamais.</p><div class=\"grid\">\n");
    add_counters(page, "Ce que la borne a compté", ORIGIN_KIOSK);
    add_counters(page, "Ce que l’équipe a noté", ORIGIN_STAFF);
    str_add(page->out, "</div>\n");
}

/* --- ranked lists --- */

static const struct html_ranking heard_ranking = {
    {COUNTER_QUESTION_HEARD},        {"Entendue"}, 1,         false,
    "Entendues au stand, par thème", "Thème",      RANKED_MAX};
static const struct html_ranking faq_ranking = {
    {COUNTER_FAQ_OPENED}, {"Ouverte"}, 1, false, "Ouvertes sur la borne", "Question", RANKED_MAX};
static const struct html_ranking quiz_ranking = {
    {COUNTER_QUIZ_RIGHT, COUNTER_QUIZ_WRONG, COUNTER_QUIZ_UNSURE},
    {"Juste", "Autre", "Ne sait pas"},
    3,
    false,
    "Réponses par question",
    "Question",
    RANKED_MAX};
static const struct html_ranking link_ranking = {{COUNTER_LINK_SHOWN, COUNTER_LINK_KEPT},
                                                 {"Montré", "Gardé 10\u00A0s"},
                                                 2,
                                                 true,
                                                 "Codes QR, par adresse",
                                                 "Code QR",
                                                 RANKED_MAX};
static const struct html_ranking slide_ranking = {
    {COUNTER_SLIDE_OPENED}, {"Ouverte"}, 1, false, "Diapositives ouvertes à la main",
    "Diapositive",          RANKED_MAX};
static const struct html_ranking language_ranking = {
    {COUNTER_LANGUAGE_CHOSEN}, {"Choisie"}, 1, false, "Langues choisies", "Langue", RANKED_MAX};
static const struct html_ranking comfort_ranking = {
    {COUNTER_COMFORT_USED}, {"Utilisé"}, 1, false, "Réglages de confort", "Réglage", RANKED_MAX};

/* Adds the lists side by side; nothing where none has a figure. */
static void add_rankings(struct page *page, const struct html_ranking *const *rankings, size_t n)
{
    struct str lists = {0}, *out = page->out;
    page->out = &lists;
    for (size_t i = 0; i < n; i++) {
        html_ranking(page, rankings[i]);
    }
    page->out = out;
    if (lists.n > 0) {
        str_addf(out, "<div class=\"grid\">\n%s</div>\n", str_text(&lists));
    }
    str_release(&lists);
}

static void add_questions(struct page *page)
{
    add_rankings(page, (const struct html_ranking *[]){&faq_ranking, &heard_ranking}, 2);
}

static void add_quiz(struct page *page)
{
    add_rankings(page, (const struct html_ranking *[]){&quiz_ranking}, 1);
}

static void add_reading(struct page *page)
{
    add_rankings(page, (const struct html_ranking *[]){&link_ranking, &slide_ranking}, 2);
}

static void add_comfort(struct page *page)
{
    add_rankings(page, (const struct html_ranking *[]){&language_ranking, &comfort_ranking}, 2);
}

/* --- the page --- */

static const struct section {
    const char *id, *title, *link; /* link: its name in the summary */
    const char *what; /* said to have no figure where it adds nothing; NULL: not said */
    void (*write)(struct page *page);
} sections[] = {
    {"essentiel", "L’essentiel", "Essentiel", NULL, add_figures},
    {"origines", "La borne et l’équipe", "Borne et équipe", NULL, add_apart},
    {"heures", "L’affluence, heure par heure", "Par heure", "l’affluence par heure", html_hours},
    {"jours", "L’affluence dans le temps", "Par jour", "l’affluence par jour", html_days},
    {"missions", "Où l’on quitte les missions", "Missions", "les missions", html_missions},
    {"questions", "Les questions des visiteurs", "Questions", "les questions", add_questions},
    {"quiz", "Le quiz", "Quiz", "le quiz", add_quiz},
    {"lectures", "Codes QR et diapositives", "QR et diapositives",
     "les codes QR et les diapositives", add_reading},
    {"confort", "Langues et confort", "Langues et confort", "les langues et le confort",
     add_comfort},
    {"stands", "Les stands, côte à côte", "Stands", "les stands", html_stands},
    {"reperes", "Face aux repères de 2022", "Repères", NULL, html_benchmarks},
    {"savoir", "À savoir", "À savoir", NULL, html_remarks},
    {"mots", "Les mots de ce bilan", "Mots", NULL, html_glossary},
};

enum { SECTIONS = sizeof sections / sizeof *sections };

/* The dates asked for; where none were, those that counted anything. */
static void add_dates(struct str *out, const struct digest *digest)
{
    const struct report_filter *filter = &digest->filter;
    bool asked = filter->from.year != 0 || filter->to.year != 0;
    html_period(out, asked ? filter->from : digest->from, asked ? filter->to : digest->to);
}

/* The one stand that the report is about; NULL for several. */
static const char *only_stand(const struct digest *digest)
{
    const struct report_filter *filter = &digest->filter;
    return filter->stand           ? filter->stand
           : digest->stands.n == 1 ? digest->stands.at[0].stand->name
                                   : NULL;
}

static void add_title(struct str *out, const struct digest *digest, bool marked)
{
    const char *stand = only_stand(digest);
    if (stand && stand[0]) {
        str_add(out, "Bilan du stand «\u00A0");
        (marked ? html_name : html_text)(out, stand);
        str_add(out, "\u00A0»");
    } else {
        str_add(out, stand ? "Bilan du stand" : "Bilan des stands");
    }
    struct str dates = {0};
    add_dates(&dates, digest);
    if (dates.n > 0) {
        str_addf(out, marked ? " <span class=\"when\">%s</span>" : ", %s", str_text(&dates));
    }
    str_release(&dates);
}

static void add_kiosk_sentence(struct str *out, const struct digest *digest)
{
    html_count(out, (int64_t)digest->kiosks, "borne a compté", "bornes ont compté");
    str_add(out, " ");
    html_count(out, digest->n[COUNTER_VISIT_STARTED], "visite", "visites");
    str_add(out, ".");
}

/* The whole in a sentence or two, origins apart. */
static void add_lede(struct str *out, const struct digest *digest)
{
    bool counted = any_counted(digest, ORIGIN_KIOSK) || any_counted(digest, ORIGIN_STAFF);
    str_add(out, "<p class=\"lede\">");
    if (!counted && digest->actions == 0) {
        str_add(out, "Aucun compte dans cette période.");
    } else if (digest->actions == 0) {
        str_add(out, "Aucun stand n’a été ouvert. ");
        add_kiosk_sentence(out, digest);
    } else {
        str_add(out, "En ");
        html_count(out, (int64_t)digest->actions, "action", "actions");
        str_add(out, ", l’équipe a noté ");
        html_count(out, digest->n[COUNTER_PEOPLE_MET], "personne rencontrée",
                   "personnes rencontrées");
        str_add(out, " et ");
        html_count(out, digest->n[COUNTER_ACCOUNTS_ACTIVATED], "compte activé", "comptes activés");
        str_add(out, digest->kiosks > 1 ? ". De leur côté, " : ". De son côté, ");
        add_kiosk_sentence(out, digest);
    }
    str_add(out, "</p>\n");
}

static void add_header(struct page *page)
{
    const struct html_about *about = page->about;
    struct str *out = page->out;
    str_add(out, "<header><div class=\"in\"><p class=\"kicker\">Bornes d’initiation à Mon espace "
                 "santé</p>\n<h1>");
    add_title(out, page->digest, true);
    str_add(out, "</h1>\n");
    add_lede(out, page->digest);
    str_add(out, "<p class=\"made\">Fait par bilan ");
    html_text(out, about->version);
    if (about->made.date.year != 0) {
        str_add(out, " le ");
        html_moment(out, about->made);
    }
    str_add(out, "</p></div></header>\n");
}

static void add_head(struct page *page)
{
    struct str *out = page->out;
    str_add(out, "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"robots\" content=\"noindex\">\n<title>");
    add_title(out, page->digest, false);
    str_addf(out,
             "</title>\n<style>\n%s</style>\n</head>\n<body>\n"
             "<a class=\"skip\" href=\"#contenu\">Aller au contenu</a>\n",
             html_style);
}

static void add_summary(struct str *out, const struct str *bodies)
{
    str_add(out, "<nav aria-label=\"Sommaire\"><div class=\"in\"><ul>\n");
    for (size_t i = 0; i < SECTIONS; i++) {
        if (bodies[i].n > 0) {
            str_addf(out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id, sections[i].link);
        }
    }
    str_add(out, "</ul></div></nav>\n");
}

/* Closes the remarks with what this page says nothing of. */
static void add_silences(struct str *out, const struct str *bodies)
{
    const char *before = "<li>Sans aucun compte dans cette période\u00A0: ";
    for (size_t i = 0; i < SECTIONS; i++) {
        if (bodies[i].n == 0 && sections[i].what) {
            str_addf(out, "%s%s", before, sections[i].what);
            before = ", ";
        }
    }
    str_add(out, str_same(before, ", ") ? ".</li>\n</ul>\n" : "</ul>\n");
}

static void add_sections(struct str *out, const struct str *bodies)
{
    str_add(out, "<main id=\"contenu\" tabindex=\"-1\"><div class=\"in\">\n");
    for (size_t i = 0; i < SECTIONS; i++) {
        if (bodies[i].n > 0) {
            str_addf(out, "<section id=\"%s\"><h2>%s</h2>\n%s", sections[i].id, sections[i].title,
                     str_text(&bodies[i]));
            if (sections[i].write == html_remarks) {
                add_silences(out, bodies);
            }
            str_add(out, "</section>\n");
        }
    }
    str_add(out, "</div></main>\n");
}

void html_write(struct str *out, const struct digest *digest, const struct titles *titles,
                const struct html_about *about)
{
    struct str bodies[SECTIONS] = {{0}};
    struct page page = {out, digest, titles, about};
    add_head(&page);
    add_header(&page);
    for (size_t i = 0; i < SECTIONS; i++) {
        page.out = &bodies[i];
        sections[i].write(&page);
    }
    add_summary(out, bodies);
    add_sections(out, bodies);
    str_add(out,
            "<footer><div class=\"in\">Outil libre d’initiation. Ce n’est pas un site officiel. "
            "Le service officiel\u00A0: monespacesante.fr.</div></footer>\n</body>\n</html>\n");
    for (size_t i = 0; i < SECTIONS; i++) {
        str_release(&bodies[i]);
    }
}
