/* report/html: the page for a director, on digests filled by hand: what it says, what it never
 * says, and that it is a page at all. How it looks and reads aloud is tests/report/page.sh's. */
#include "report/html.h"
#include "report/html_parts.h"
#include "report/titles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <ctype.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { PAGE_MAX = 1000000 };

static const struct html_about about = {.version = "1.0.0",
                                        .made = {{2026, 11, 21}, 17, 4, 0, 5, 3600}};

/* --- digests by hand --- */

static struct arena texts; /* of the digests at hand */

static void add_line(struct digest *digest, enum counter counter, const char *item, int64_t n)
{
    const struct counter_info *info = counter_info(counter);
    const char *kept = arena_string(&texts, item);
    arr_push(&digest->lines,
             (struct report_line){info->origin, counter, info->name, kept, n, 0, 0});
    digest->n[counter] = counter_sum(digest->n[counter], n);
}

/* What is told of a stand of the digest and of its kiosk may be changed. */
struct place {
    struct source_kiosk kiosk;
    struct source_stand stand;
};

static struct place *add_stand(struct digest *digest, const char *name, int64_t met)
{
    struct place *place = arena_alloc(&texts, sizeof *place);
    *place = (struct place){{"k", "Borne A", "", "Bretagne", "Europe/Paris", "", "", "", 0},
                            {.kiosk = &place->kiosk,
                             .id = "s",
                             .name = arena_string(&texts, name),
                             .structure = "CHU",
                             .kind = "stand",
                             .region = "",
                             .departement = "",
                             .site = "",
                             .opened_at = 1795248000,   /* 2026-11-21 09:00 there */
                             .closed_at = 1795260600}}; /* 12:30 */
    struct report_part part = {.stand = &place->stand};
    part.n[COUNTER_PEOPLE_MET] = met;
    arr_push(&digest->stands, part);
    digest->n[COUNTER_PEOPLE_MET] = counter_sum(digest->n[COUNTER_PEOPLE_MET], met);
    digest->actions++;
    digest->kiosks = 1;
    return place;
}

static void release(struct digest *digest)
{
    digest_release(digest);
    arena_release(&texts);
}

/* The page, tags taken out and spaces made one: what a person reads. */
static void read_text(const char *page, struct str *text)
{
    bool space = true;
    str_clear(text);
    for (const char *at = page; *at;) {
        if (*at == '<') {
            at += strcspn(at, ">");
            at += *at == '>';
        }
        bool blank = *at == '\0' || *at == '<' || isspace((unsigned char)*at);
        if (!blank || !space) {
            str_add_bytes(text, blank ? " " : at, 1);
        }
        space = blank;
        at += *at && *at != '<';
    }
}

static void expect(const struct str *text, const char *words)
{
    if (!strstr(str_text(text), words)) {
        fail_msg("the page does not say « %s »", words);
    }
}

static void expect_not(const struct str *text, const char *words)
{
    const char *at = strstr(str_text(text), words);
    if (at) {
        fail_msg("the page says « %s »: …%.80s", words, at);
    }
}

/* --- well-formed: every element that opens closes, in order; ids are there once --- */

static bool is_void(const char *name)
{
    static const char *const names[] = {"meta", "rect", "line", "!DOCTYPE"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (str_same(names[i], name)) {
            return true;
        }
    }
    return false;
}

enum { TAG_MAX = 24, DEPTH_MAX = 64 };

/* The end of a tag, quoted values passed over. */
static const char *tag_end(const char *at)
{
    for (char quote = 0; *at && (quote || *at != '>'); at++) {
        if (*at == '"') {
            quote = quote ? 0 : '"';
        }
    }
    return at;
}

static void check_balance(const char *page)
{
    char open[DEPTH_MAX][TAG_MAX];
    size_t depth = 0;
    for (const char *at = strchr(page, '<'); at; at = strchr(at, '<')) {
        bool closing = at[1] == '/';
        char name[TAG_MAX];
        const char *start = at + 1 + closing, *end = tag_end(at);
        snprintf(name, sizeof name, "%.*s", (int)strcspn(start, " >/\n"), start);
        assert_int_equal(*end, '>');
        if (closing) {
            assert_true(depth > 0);
            if (!str_same(open[depth - 1], name)) {
                fail_msg("</%s> closes <%s>", name, open[depth - 1]);
            }
            depth--;
        } else if (!is_void(name)) {
            assert_true(depth < DEPTH_MAX);
            str_fit(open[depth++], TAG_MAX, name);
        }
        at = end;
    }
    assert_int_equal(depth, 0);
}

static void check_ids(const char *page)
{
    for (const char *at = strstr(page, " id=\""); at; at = strstr(at + 1, " id=\"")) {
        char id[80];
        snprintf(id, sizeof id, "%.*s", (int)(strcspn(at + 5, "\"") + 6), at);
        if (strstr(at + 1, id)) {
            fail_msg("%s is there twice", id);
        }
    }
}

static void check_alone(const char *page)
{
    static const char *const never[] = {"<script", "src=",    "http:",  "https:",     "@import",
                                        "url(",    "onclick", "onload", "javascript:"};
    for (size_t i = 0; i < COUNT(never); i++) {
        if (strstr(page, never[i])) {
            fail_msg("the page holds %s", never[i]);
        }
    }
    for (const char *at = strstr(page, "href=\""); at; at = strstr(at + 1, "href=\"")) {
        assert_int_equal(at[6], '#');
    }
}

/* Writes the page, holds it against every rule of a page, and leaves both forms. */
static void write_page(const struct digest *digest, const struct titles *titles, struct str *page,
                       struct str *text)
{
    html_write(page, digest, titles, &about);
    const char *body = strstr(str_text(page), "<body>");
    assert_non_null(body);
    check_balance(str_text(page));
    check_ids(str_text(page));
    check_alone(str_text(page));
    assert_true(page->n < PAGE_MAX);
    assert_null(strstr(strstr(body, "<h1>") + 1, "<h1>"));
    assert_non_null(strstr(str_text(page), "<html lang=\"fr\">"));
    assert_non_null(strstr(str_text(page), "default-src 'none'; style-src 'unsafe-inline'"));
    read_text(body, text);
}

#define PAGE(digest, titles)                                                                       \
    struct str page = {0}, text = {0};                                                             \
    write_page(digest, titles, &page, &text)

#define PAGE_END(digest)                                                                           \
    str_release(&page);                                                                            \
    str_release(&text);                                                                            \
    release(digest)

/* --- tests --- */

static void test_numbers_are_french(void **state)
{
    (void)state;
    struct str out = {0};
    html_number(&out, 13824);
    str_add(&out, "|");
    html_number(&out, 999);
    str_add(&out, "|");
    html_number(&out, INT64_MAX);
    str_add(&out, "|");
    html_number(&out, INT64_MIN);
    str_add(&out, "|");
    html_decimal(&out, 13824 / 671.0);
    str_add(&out, "|");
    html_percent(&out, 199, 200);
    str_add(&out, "|");
    html_percent(&out, 1, 500);
    assert_string_equal(str_text(&out),
                        "13\u202F824|999|9\u202F223\u202F372\u202F036\u202F854\u202F775\u202F807|"
                        "−9\u202F223\u202F372\u202F036\u202F854\u202F775\u202F808|20,6|99\u00A0%|"
                        "moins de 1\u00A0%");
    str_release(&out);
}

static void test_dates_are_french(void **state)
{
    (void)state;
    static const struct {
        struct date from, to;
        const char *words;
    } cases[] = {
        {{2026, 11, 21}, {2026, 11, 21}, "le 21 novembre 2026"},
        {{2026, 11, 1}, {2026, 11, 30}, "du 1er au 30 novembre 2026"},
        {{2026, 10, 3}, {2026, 11, 21}, "du 3 octobre au 21 novembre 2026"},
        {{2025, 12, 31}, {2026, 1, 1}, "du 31 décembre 2025 au 1er janvier 2026"},
        {{2026, 8, 2}, {0, 0, 0}, "depuis le 2 août 2026"},
        {{0, 0, 0}, {2026, 2, 28}, "jusqu’au 28 février 2026"},
        {{0, 0, 0}, {0, 0, 0}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str out = {0}, plain = {0};
        html_period(&out, cases[i].from, cases[i].to);
        for (const char *at = str_text(&out); *at; at++) {
            bool nbsp = str_starts(at, "\u00A0");
            str_add_bytes(&plain, nbsp ? " " : at, 1);
            at += nbsp;
        }
        assert_string_equal(str_text(&plain), cases[i].words);
        str_release(&out);
        str_release(&plain);
    }
}

static void test_texts_are_escaped(void **state)
{
    (void)state;
    struct digest digest = {0};
    add_stand(&digest, "<script>alert('1')</script> & \"sons\"", 6);
    struct place *place = add_stand(&digest, "\xFF\xC3(\x01 \u202E fin", 5);
    place->stand.structure = "مستشفى النور";
    place->kiosk.region = "' autofocus <b>";
    add_line(&digest, COUNTER_FAQ_OPENED, "<img src", 7);
    add_line(&digest, COUNTER_MISSION_STARTED, "a\"><b", 3);
    add_line(&digest, COUNTER_MISSION_STEP, "a\"><b/1", 3);
    digest.filter.stand = "</title><h1>";
    struct str page = {0}, text = {0};
    html_write(&page, &digest, NULL, &about);
    check_balance(str_text(&page));
    read_text(strstr(str_text(&page), "<body>"), &text);
    expect(&text, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;sons&quot;");
    expect(&text, "\uFFFD\uFFFD(");
    expect(&text, "&lt;/title&gt;&lt;h1&gt;");
    expect(&page, "<span dir=\"auto\">مستشفى النور</span>");
    expect_not(&page, "<script");
    expect_not(&page, "<img");
    expect_not(&page, "<b>");
    expect_not(&page, "\u202E");
    expect_not(&page, "\x01");
    PAGE_END(&digest);
}

static void test_a_long_name_is_cut(void **state)
{
    (void)state;
    char name[4001];
    struct digest digest = {0};
    memset(name, '<', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    add_stand(&digest, name, 1);
    PAGE(&digest, NULL);
    assert_true(page.n < 60000);
    expect(&text, "&lt;…");
    PAGE_END(&digest);
}

static void test_headlines_say_their_origin(void **state)
{
    (void)state;
    struct digest digest = {0};
    add_stand(&digest, "Hall", 1200);
    add_stand(&digest, "Accueil", 34);
    digest.n[COUNTER_ACCOUNTS_ACTIVATED] = 120;
    add_line(&digest, COUNTER_VISIT_STARTED, "", 4321);
    PAGE(&digest, NULL);
    expect(&text, "Actions 2 stands ouverts noté par l’équipe");
    expect(&text, "Personnes rencontrées 1\u202F234 une par une, sur place noté par l’équipe");
    expect(&text, "Comptes activés 120 devant l’équipe noté par l’équipe");
    expect(&text, "Visites de la borne 4\u202F321 écran touché après un repos compté par la borne");
    expect(&text, "En 2\u00A0actions, l’équipe a noté 1\u202F234\u00A0personnes rencontrées");
    expect(&text, "Fait par bilan 1.0.0 le 21\u00A0novembre\u00A02026 à 17\u00A0h\u00A004");
    /* 4321 and 1234 are never added. */
    expect_not(&text, "5\u202F555");
    PAGE_END(&digest);
}

static void ran(struct digest *digest, const char *id, const char *content, int months)
{
    struct place *place = add_stand(digest, id, 1);
    place->kiosk.id = id;
    place->kiosk.content = content;
    place->kiosk.program = "1.0.0";
    place->kiosk.keep_months = months;
}

/* What the kiosks ran with is theirs: unknown is said, and so is what differs. */
static void test_what_the_kiosks_ran_with(void **state)
{
    (void)state;
    struct digest digest = {0};
    ran(&digest, "k1", "2026.10, 2026-10-02", 13);
    {
        PAGE(&digest, NULL);
        expect(&text, "Contenu des bornes\u00A0: 2026.10, faits vérifiés le 02/10/2026.");
        expect(&text, "Version de Borne\u00A0: 1.0.0.");
        expect(&text, "Une borne garde ses comptes 13\u00A0mois, puis les efface.");
        str_release(&page);
        str_release(&text);
    }
    ran(&digest, "k2", "2026.11", 25);
    ran(&digest, "k2", "2026.11", 25); /* another stand */
    ran(&digest, "k3", "", 0);
    ran(&digest, "k4", "2026.11", 25);
    {
        PAGE(&digest, NULL);
        expect(&text, "Contenu des bornes\u00A0: 2026.11 (2 bornes)\u00A0; 2026.10, faits vérifiés "
                      "le 02/10/2026 (1 borne)\u00A0; non connu (1 borne).");
        expect(&text, "Une borne garde ses comptes 25\u00A0mois (2 bornes)\u00A0; 13\u00A0mois (1 "
                      "borne)\u00A0; non connu (1 borne), puis les efface.");
        PAGE_END(&digest);
    }
}

static void test_what_no_kiosk_tells_is_said(void **state)
{
    (void)state;
    struct digest digest = {0};
    ran(&digest, "k1", "", 0);
    PAGE(&digest, NULL);
    expect(&text, "Contenu des bornes\u00A0: non connu.");
    expect(&text, "garde ses comptes (keep_months)\u00A0: non connu.");
    expect_not(&text, "Une borne garde");
    PAGE_END(&digest);
}

static void test_benchmarks_need_an_action(void **state)
{
    (void)state;
    struct digest digest = {0};
    add_stand(&digest, "Hall", 30);
    digest.stands.at[0].n[COUNTER_ACCOUNTS_ACTIVATED] = 4;
    add_stand(&digest, "Accueil", 11);
    add_stand(&digest, "Borne A", 500)->stand.id =
        "k"; /* its kiosk: no action: not in the comparison */
    digest.actions = 2;
    PAGE(&digest, NULL);
    expect(&text, "Personnes rencontrées par action 20,5 20,6");
    expect(&text, "Comptes activés par action 2,0 2,2");
    expect(&text, "Personnes rencontrées pour un compte activé 10,3 environ 10");
    expect(&text, "datent de 2022");
    str_clear(&page);
    digest.actions = 0;
    write_page(&digest, NULL, &page, &text);
    expect_not(&text, "20,6");
    PAGE_END(&digest);
}

static void test_the_funnel(void **state)
{
    (void)state;
    static const struct {
        enum counter counter;
        const char *item;
        int64_t n;
    } lines[] = {
        {COUNTER_MISSION_STARTED, "allergie", 50},  {COUNTER_MISSION_STARTED, "tour", 9},
        {COUNTER_MISSION_STEP, "allergie/1", 50},   {COUNTER_MISSION_STEP, "allergie/2", 41},
        {COUNTER_MISSION_STEP, "allergie/10", 33},  {COUNTER_MISSION_STEP, "tour/1", 9},
        {COUNTER_MISSION_STEP, "tour/x", 77},       {COUNTER_MISSION_STEP, "tour/99", 78},
        {COUNTER_MISSION_FINISHED, "allergie", 31}, {COUNTER_MISSION_LEFT, "allergie/1", 6},
        {COUNTER_MISSION_LEFT, "allergie/2", 8},
    };
    struct digest digest = {0};
    struct titles titles = {0};
    titles_add(&titles, ITEM_MISSION, "allergie", "Mon allergie");
    for (size_t i = 0; i < COUNT(lines); i++) {
        add_line(&digest, lines[i].counter, lines[i].item, lines[i].n);
    }
    PAGE(&digest, &titles);
    expect(&text, "Mon allergie Commencée 50\u00A0fois, finie 31\u00A0fois (62\u00A0%). C’est à "
                  "l’étape\u00A02 qu’on la quitte le plus\u00A0: 8\u00A0fois.");
    expect(&text, "50 6 Étape\u00A02 41 8 Étape\u00A03 0 0");
    expect(&text, "Étape\u00A010 33 0 Fin 31");
    expect(&text, "tour Commencée 9\u00A0fois, finie 0\u00A0fois (0\u00A0%). Étapes de");
    expect_not(&text, "77");
    expect_not(&text, "78");
    expect(&page,
           "<svg class=\"funnel\" role=\"img\" aria-labelledby=\"mission-1-t mission-1-d\">");
    titles_release(&titles);
    PAGE_END(&digest);
}

static void test_ranked_lists(void **state)
{
    (void)state;
    struct digest digest = {0};
    add_line(&digest, COUNTER_LINK_SHOWN, "site", 40);
    add_line(&digest, COUNTER_LINK_KEPT, "site", 25);
    add_line(&digest, COUNTER_LINK_SHOWN, "faq", 44);
    add_line(&digest, COUNTER_QUIZ_RIGHT, "q1", 9);
    add_line(&digest, COUNTER_QUIZ_WRONG, "q1", 3);
    add_line(&digest, COUNTER_QUIZ_UNSURE, "q1", 2);
    add_line(&digest, COUNTER_QUESTION_HEARD, "payant", 6);
    add_line(&digest, COUNTER_QUESTION_HEARD, "undone", -2);
    add_line(&digest, COUNTER_COMFORT_USED, "text", 12);
    for (int i = 0; i < 40; i++) {
        char item[16];
        snprintf(item, sizeof item, "question-%d", i);
        add_line(&digest, COUNTER_FAQ_OPENED, item, 100 - i);
    }
    struct titles known = {0};
    PAGE(&digest, &known);
    expect(&text, "site 40 25 faq 44 0");
    expect(&text, "q1 9 3 2");
    expect(&text, "Est-ce payant 6 L’équipe a annulé 2\u00A0saisies");
    expect(&text, "Questions entendues 4");
    expect(&text, "Taille du texte 12");
    expect(&text, "question-0 100 question-1 99");
    expect(&text, "question-14 86 Et 25\u00A0autres");
    expect_not(&text, "question-15");
    expect_not(&text, "undone");
    expect(&text, "Sans aucun compte dans cette période\u00A0: l’affluence par heure");
    PAGE_END(&digest);
}

static void test_small_hours_are_hidden(void **state)
{
    (void)state;
    struct digest digest = {0};
    digest.hours[9] = (struct digest_hour){.visits = {3, .few = 1, .hidden = true}};
    digest.hours[10] = (struct digest_hour){.visits = {23, .few = 1, .hidden = true},
                                            .met = {60, .hidden = false}};
    digest.hours[11] =
        (struct digest_hour){.visits = {81, .hidden = false}, .met = {2, .few = 1, .hidden = true}};
    digest.hours[12] = (struct digest_hour){.met = {517, .seen = 514, .few = 1, .hidden = true}};
    PAGE(&digest, NULL);
    expect(&text, "9\u00A0h – 10\u00A0h moins de 5 0");
    expect(&text, "10\u00A0h – 11\u00A0h cachée 60");
    expect(&text, "11\u00A0h – 12\u00A0h 81 moins de 5");
    expect(&text, "12\u00A0h – 13\u00A0h 0 cachée");
    expect(&text, "heure cachée pour ne désigner personne");
    expect_not(&text, "23");
    expect_not(&text, "517");
    /* Nor does a bar tell: both hidden ones are drawn alike. */
    expect(&page, "<rect class=\"few\" x=\"11.52%\" y=\"141.0\" width=\"7.83%\" height=\"5.0\"");
    expect(&page, "<rect class=\"few\" x=\"22.40%\" y=\"141.0\" width=\"7.83%\" height=\"5.0\"");
    PAGE_END(&digest);
}

/* A hidden hour may be of 5 or more: the page does not say that none is. */
static void test_all_hours_hidden(void **state)
{
    (void)state;
    struct digest digest = {0};
    digest.hours[9] = (struct digest_hour){.visits = {3, .few = 1, .hidden = true}};
    digest.hours[10] = (struct digest_hour){.visits = {20, .few = 1, .hidden = true}};
    PAGE(&digest, NULL);
    expect(&text, "Trop peu d’heures à montrer\u00A0: pas de graphique.");
    expect_not(&text, "Toujours moins de 5");
    PAGE_END(&digest);
}

static void add_days(struct digest *digest, struct date day, size_t n, int step)
{
    digest->days.n = 0;
    for (size_t i = 0; i < n; i++, day = date_add_days(day, step)) {
        arr_push(&digest->days, (struct digest_day){day, 2, 1});
    }
}

static void test_days_weeks_months_years(void **state)
{
    (void)state;
    static const struct {
        size_t days;
        int step;
        const char *words, *row;
    } cases[] = {
        {62, 1, "Affluence par jour", "21\u00A0nov.\u00A02026 2 1"},
        {63, 1, "Affluence par semaine", "Semaine du"},
        {300, 3, "Affluence par mois", "novembre\u00A02026 8 4"},
        {900, 60, "Affluence par an", "Les plus anciennes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct digest digest = {0};
        add_days(&digest, (struct date){2026, 11, 21}, cases[i].days, cases[i].step);
        PAGE(&digest, NULL);
        expect(&text, cases[i].words);
        expect(&text, cases[i].row);
        PAGE_END(&digest);
    }
}

static void test_an_empty_digest(void **state)
{
    (void)state;
    struct digest digest = {0};
    PAGE(&digest, NULL);
    expect(&text, "Bilan des stands Aucun compte dans cette période.");
    expect(&text, "Actions 0 stand ouvert");
    expect_not(&page, "<svg");
    expect_not(&page, "<table");
    expect_not(&text, "2022");
    PAGE_END(&digest);
}

static void test_a_thousand_stands(void **state)
{
    (void)state;
    struct digest digest = {0};
    char name[400];
    for (int i = 0; i < 1000; i++) {
        /* As large as a name gets once it is escaped. */
        memset(name, '"', sizeof name - 1);
        name[sizeof name - 1] = '\0';
        struct place *place = add_stand(&digest, name, i);
        const char *same = place->stand.name;
        place->stand.structure = place->stand.kind = same;
        place->kiosk.name = place->kiosk.site = place->kiosk.region = same;
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(name, sizeof name, "%0300d/1", i);
        add_line(&digest, COUNTER_MISSION_STEP, name + 280, i + 1);
        add_line(&digest, COUNTER_FAQ_OPENED, name, i + 1);
        add_line(&digest, COUNTER_QUIZ_WRONG, name, i + 1);
    }
    add_days(&digest, (struct date){2026, 11, 21}, 400, 1);
    PAGE(&digest, NULL);
    expect(&text, "Voici les 200 premiers. Il y en a 800\u00A0autres\u00A0: le classeur (xlsx) les "
                  "contient tous.");
    print_message("1000 stands: %zu bytes\n", page.n);
    PAGE_END(&digest);
}

static void test_the_largest_numbers(void **state)
{
    (void)state;
    struct digest digest = {0};
    add_stand(&digest, "Hall", INT64_MAX);
    digest.stands.at[0].n[COUNTER_ACCOUNTS_ACTIVATED] = 1;
    add_stand(&digest, "Accueil", INT64_MAX);
    for (int i = 0; i < COUNTERS; i++) {
        add_line(&digest, (enum counter)i,
                 (counter_info((enum counter)i)->items != ITEM_NONE) ? "a/1" : "", INT64_MAX);
    }
    for (int i = 0; i < 24; i++) {
        digest.hours[i] =
            (struct digest_hour){.visits = {.n = INT64_MAX}, .met = {.n = i % 2 ? INT64_MAX : 7}};
    }
    add_days(&digest, (struct date){2026, 11, 21}, 2, 1);
    digest.days.at[0].visits = digest.days.at[0].met = INT64_MAX;
    add_line(&digest, COUNTER_QUESTION_HEARD, "undone", INT64_MIN);
    PAGE(&digest, NULL);
    expect(&text, "Personnes rencontrées 9\u202F223\u202F372\u202F036\u202F854\u202F775\u202F807");
    expect_not(&page, "nan");
    expect_not(&page, "inf%");
    PAGE_END(&digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_french),
        cmocka_unit_test(test_dates_are_french),
        cmocka_unit_test(test_texts_are_escaped),
        cmocka_unit_test(test_a_long_name_is_cut),
        cmocka_unit_test(test_headlines_say_their_origin),
        cmocka_unit_test(test_what_the_kiosks_ran_with),
        cmocka_unit_test(test_what_no_kiosk_tells_is_said),
        cmocka_unit_test(test_benchmarks_need_an_action),
        cmocka_unit_test(test_the_funnel),
        cmocka_unit_test(test_ranked_lists),
        cmocka_unit_test(test_small_hours_are_hidden),
        cmocka_unit_test(test_all_hours_hidden),
        cmocka_unit_test(test_days_weeks_months_years),
        cmocka_unit_test(test_an_empty_digest),
        cmocka_unit_test(test_a_thousand_stands),
        cmocka_unit_test(test_the_largest_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
