#include "report/html_sections.h"
#include "report/ran.h"

enum { REMARKS_MAX = 60 };

static bool counted_anything(const struct report_part *stand)
{
    for (size_t i = 0; i < COUNTERS; i++) {
        if (stand->n[i] != 0) {
            return true;
        }
    }
    return false;
}

/* Stands that are not like the others: from a QR of totals, or never opened. */
static void add_stands(struct str *out, const struct digest *digest)
{
    int64_t totals_only = 0, standing = 0;
    for (size_t i = 0; i < digest->stands.n; i++) {
        const struct report_part *stand = &digest->stands.at[i];
        totals_only += stand->stand->totals_only;
        standing += report_is_standing(stand->stand) && counted_anything(stand);
    }
    if (totals_only > 0) {
        str_add(out, "<li>");
        html_count(out, totals_only, "stand vient d’un code QR de totaux\u00A0: ses",
                   "stands viennent de codes QR de totaux\u00A0: leurs");
        str_add(out,
                " chiffres sont dans les totaux, mais dans aucune heure et aucun jour.</li>\n");
    }
    if (standing > 0) {
        str_add(out, "<li>");
        html_count(out, standing, "borne a compté hors de tout stand ouvert",
                   "bornes ont compté hors de tout stand ouvert");
        str_add(out, "\u00A0: ce n’est pas une action.</li>\n");
    }
}

/* What the kiosks ran with. */
static void add_ran(struct str *out, const struct digest *digest)
{
    struct str text = {0};
    for (int i = 0; i < RAN_WITH; i++) {
        str_clear(&text);
        ran_add(&text, digest, (enum ran_with)i);
        if (text.n > 0) {
            str_add(out, "<li>");
            html_words(out, str_text(&text));
            str_add(out, ".</li>\n");
        }
    }
    str_release(&text);
}

/* What the staff's figures hold that no hour does. */
static void add_late(struct str *out, const struct digest *digest)
{
    for (size_t i = 0; i < digest->lines.n; i++) {
        if (digest->lines.at[i].origin == ORIGIN_LATE) {
            str_add(out, "<li>Ce que l’équipe a noté après est dans ses totaux et dans ses jours, "
                         "mais dans aucune heure.</li>\n");
            return;
        }
    }
}

void html_remarks(struct page *page)
{
    const struct html_about *about = page->about;
    struct str *out = page->out;
    size_t shown = about->remark_count < REMARKS_MAX ? about->remark_count : REMARKS_MAX;
    str_add(out, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < shown; i++) {
        str_add(out, "<li>");
        html_words(out, about->remarks[i]);
        str_add(out, str_ends(about->remarks[i], ".") ? "</li>\n" : ".</li>\n");
    }
    if (about->remark_count > shown) {
        str_add(out, "<li>Et ");
        html_count(out, (int64_t)(about->remark_count - shown), "autre remarque",
                   "autres remarques");
        str_add(out, ", dites à l’écran par <code>bilan</code>.</li>\n");
    }
    add_stands(out, page->digest);
    if (page->digest->unknown > 0) {
        str_add(out, "<li>");
        html_count(out, (int64_t)page->digest->unknown, "ligne de comptes que cette page ne sait",
                   "lignes de comptes que cette page ne sait");
        str_add(out, " pas nommer, dans le classeur (xlsx) et le csv.</li>\n");
    }
    str_add(out,
            "<li>Une heure qui compte de 1 à 4 se lit «\u00A0moins de 5\u00A0», pour ne désigner "
            "personne\u00A0; si elle est la seule de son jour, la plus petite des autres est "
            "cachée avec elle. Les totaux restent exacts.</li>\n"
            "<li>Ce que l’équipe a annulé est déjà retiré des totaux.</li>\n");
    add_late(out, page->digest);
    add_ran(out, page->digest);
    str_add(out, "<li>Les bornes comptent des nombres par heure, et rien d’autre\u00A0: ni nom, ni "
                 "image, ni parcours d’une personne.</li>\n");
}

static const struct {
    const char *word, *meaning;
} glossary[] = {
    {"Action", "Un stand, un atelier ou un affichage ouvert par une équipe sur une borne."},
    {"Personne rencontrée",
     "Notée par l’équipe, une à la fois. Une borne ne sait pas compter les personnes."},
    {"Compte activé", "Un espace activé devant l’équipe, noté par elle."},
    {"Visite",
     "Du premier contact avec l’écran jusqu’à «\u00A0J’ai terminé\u00A0» ou au retour au repos."},
    {"Visite engagée", "Une visite d’au moins deux actions après le premier contact."},
    {"Mission", "Un essai guidé de l’application, sur des personnes et des données inventées."},
    {"Code QR gardé", "Un code resté affiché dix secondes\u00A0: le temps de le prendre en photo."},
};

void html_glossary(struct page *page)
{
    str_add(page->out, "<dl class=\"card\">\n");
    for (size_t i = 0; i < sizeof glossary / sizeof *glossary; i++) {
        str_addf(page->out, "<dt>%s</dt><dd>%s</dd>\n", glossary[i].word, glossary[i].meaning);
    }
    str_add(page->out, "</dl>\n");
}
