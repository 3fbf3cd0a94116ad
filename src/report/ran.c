#include "report/ran.h"

#include "report/labels.h"

enum { TOLD_MOST = 8 };

/* So many kiosks ran with that; no text: it is not known. */
struct ran {
    const char *text;
    int months;
    size_t kiosks;
};

struct rans {
    ARR(struct ran) list;
};

static struct ran ran_of(const struct source_kiosk *kiosk, enum ran_with what)
{
    switch (what) {
    case RAN_CONTENT:
        return (struct ran){kiosk->content, 0, 1};
    case RAN_PROGRAM:
        return (struct ran){kiosk->program, 0, 1};
    case RAN_MONTHS:
    case RAN_WITH:
        break;
    }
    return (struct ran){kiosk->keep_months > 0 ? "mois" : "", kiosk->keep_months, 1};
}

static void count(struct rans *rans, struct ran ran)
{
    for (size_t i = 0; i < rans->list.n; i++) {
        struct ran *at = &rans->list.at[i];
        if (str_same(at->text, ran.text) && at->months == ran.months) {
            at->kiosks++;
            return;
        }
    }
    arr_push(&rans->list, ran);
}

/* What most have first, what is not known last. */
static int by_kiosks(const void *left, const void *right)
{
    const struct ran *a = left, *b = right;
    if (!a->text[0] || !b->text[0]) {
        return !a->text[0] - !b->text[0];
    }
    int order = (a->kiosks < b->kiosks) - (a->kiosks > b->kiosks);
    order = order ? order : a->months - b->months;
    return order ? order : strcmp(a->text, b->text);
}

/* "2026.11, faits vérifiés le 21/11/2026" of "2026.11, 2026-11-21". */
static void add_content(struct str *out, const char *text)
{
    const char *comma = strrchr(text, ',');
    struct date day;
    if (comma && comma[1] == ' ' && date_parse(comma + 2, &day)) {
        char words[DATE_TEXT_MAX];
        words_day(words, day);
        str_add_bytes(out, text, (size_t)(comma - text));
        str_addf(out, ", faits vérifiés le %s", words);
    } else {
        str_add(out, text);
    }
}

static void add_ran(struct str *out, const struct ran *ran, enum ran_with what)
{
    if (!ran->text[0]) {
        str_add(out, "non connu");
    } else if (what == RAN_MONTHS) {
        str_addf(out, "%d\u00A0mois", ran->months);
    } else {
        add_content(out, ran->text);
    }
}

static void add_all(struct str *out, const struct rans *rans, enum ran_with what)
{
    size_t n = rans->list.n, shown = n > TOLD_MOST ? TOLD_MOST : n;
    for (size_t i = 0; i < shown; i++) {
        const struct ran *ran = &rans->list.at[i];
        str_add(out, i > 0 ? "\u00A0; " : "");
        add_ran(out, ran, what);
        if (n > 1) {
            str_addf(out, " (%zu borne%s)", ran->kiosks, ran->kiosks > 1 ? "s" : "");
        }
    }
    if (n > shown) {
        str_addf(out, "\u00A0; et %zu autres", n - shown);
    }
}

/* Around what is told; and before "non connu" alone. */
static const struct {
    const char *before, *after, *unknown;
} words[RAN_WITH] = {
    [RAN_CONTENT] = {"Contenu des bornes\u00A0: ", "", "Contenu des bornes\u00A0: "},
    [RAN_PROGRAM] = {"Version de Borne\u00A0: ", "", "Version de Borne\u00A0: "},
    [RAN_MONTHS] = {"Une borne garde ses comptes ", ", puis les efface",
                    "Combien de mois une borne garde ses comptes (keep_months)\u00A0: "},
};

/* The digest's stands come kiosk by kiosk. */
void ran_add(struct str *out, const struct digest *digest, enum ran_with what)
{
    struct rans rans = {0};
    const char *last = NULL;
    for (size_t i = 0; i < digest->stands.n; i++) {
        const struct source_kiosk *kiosk = digest->stands.at[i].stand->kiosk;
        if (!last || !str_same(last, kiosk->id)) {
            count(&rans, ran_of(kiosk, what));
        }
        last = kiosk->id;
    }
    if (rans.list.n > 1) {
        qsort(rans.list.at, rans.list.n, sizeof *rans.list.at, by_kiosks);
    }
    if (rans.list.n > 0) {
        bool known = rans.list.at[0].text[0];
        str_add(out, known ? words[what].before : words[what].unknown);
        add_all(out, &rans, what);
        str_add(out, known ? words[what].after : "");
    }
    arr_release(&rans.list);
}
