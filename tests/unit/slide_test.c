/* slide_test.c: one slide's file: its front matter, its Markdown, its line numbers. */
#include "unit.h"

#include "content/markdown.h"
#include "content/readers.h"

#define BODY "# Titre\n\nUn\n\nDeux\n"

struct parsed {
    struct arena arena;
    struct problems problems;
    struct slide slide;
    struct slide_place place;
    const char *file;
    bool ok;
};

static void parse_bytes(struct parsed *parsed, const char *text, size_t n)
{
    *parsed = (struct parsed){.file = bytes_file(text, n)};
    parsed->slide = (struct slide){.id = "x", .file = parsed->file};
    parsed->ok =
        slide_read(&parsed->slide, &parsed->place, &parsed->arena, true, &parsed->problems);
    assert_int_equal(parsed->ok, parsed->problems.list.n == 0);
}

static void parse(struct parsed *parsed, const char *text)
{
    parse_bytes(parsed, text, strlen(text));
}

static void release(struct parsed *parsed)
{
    arena_release(&parsed->arena);
    problems_release(&parsed->problems);
}

static void test_whole(void **state)
{
    static const char text[] = "---\n"
                               "picture: pictures/a.svg\n"
                               "alt: \"L'image : un chat\"\n"
                               "seconds: 12\n"
                               "action: link:site\n"
                               "from: 2026-11-01\n"
                               "until: 2026-12-31\n"
                               "hours: 08:00-19:30\n"
                               "days: [lun, Mar, fri]\n"
                               "---\n"
                               "\n"
                               "# L'*appli* : `` \n"
                               "\n"
                               "Un **deux** _trois_\n"
                               "quatre\n"
                               "\n"
                               "- cinq &amp; six\n"
                               "- sept ?\n";
    struct parsed parsed;
    (void)state;
    parse(&parsed, text);
    expect_problem(&parsed.problems, "whole", 0, NULL);
    const struct slide *slide = &parsed.slide;
    assert_string_equal(slide->id, "x");
    assert_string_equal(slide->file, parsed.file);
    assert_string_equal(slide->title, "L’appli\u00A0: ``");
    assert_int_equal(slide->line_count, 4);
    assert_string_equal(slide->lines[0], "Un deux trois");
    assert_string_equal(slide->lines[1], "quatre");
    assert_string_equal(slide->lines[2], "cinq & six");
    assert_string_equal(slide->lines[3], "sept\u00A0?");
    assert_string_equal(slide->picture, "pictures/a.svg");
    assert_string_equal(slide->alt, "L’image\u00A0: un chat");
    assert_int_equal(slide->seconds, 12);
    assert_int_equal(slide->action.kind, TARGET_LINK);
    assert_string_equal(slide->action.id, "site");
    assert_int_equal(slide->from.day, 1);
    assert_int_equal(slide->until.month, 12);
    assert_int_equal(slide->minute_from, 480);
    assert_int_equal(slide->minute_to, 1170);
    assert_int_equal(slide->days, 1 | 2 | 16);
    assert_int_equal(parsed.place.picture, 2);
    assert_int_equal(parsed.place.alt, 3);
    assert_int_equal(parsed.place.action, 5);
    assert_int_equal(parsed.place.title, 12);
    assert_int_equal(parsed.place.lines[0], 14);
    assert_int_equal(parsed.place.lines[1], 15);
    assert_int_equal(parsed.place.lines[2], 17);
    assert_int_equal(parsed.place.lines[3], 18);
    release(&parsed);
}

/* Files as other systems write them, and other ways to say the same. */
static void test_accepted(void **state)
{
    static const char *const texts[] = {
        BODY,
        "---\n---\n" BODY,
        "---\nseconds: 9\n---\n" BODY,
        "\xEF\xBB\xBF---\r\nseconds: 9\r\n---\r\n# Titre\r\n\r\nUn\r\nDeux\r\n",
        "---\rseconds: 9\r---\r# Titre\r\rUn\rDeux",
        "--- \nalt: \"\"\n---\t\n" BODY,
        "---\nalt:\n---\n" BODY,
        "---\ndays: lun mar,mer\n---\n" BODY,
        "---\ndays: [lun, \"mar mer\", Sun]\n---\n" BODY,
        "---\nhours: 22:00-02:00\n---\n" BODY,
        "---\nhours: 8:00 - 24:00\n---\n" BODY,
        "---\nuntil: 2020-01-01\n---\n" BODY,
        "---\naction: mission:allergies\n---\n" BODY,
        "---\naction: quiz\n---\n" BODY,
        "---\npicture: pictures/A.JPG\n---\n" BODY,
        "# Titre\n\nUn  \nDeux\\\nTrois\n",
        "# Titre\n\n* Un\n* Deux\n\n\n\n",
        "# Titre\n\n    Un peu en retrait\n\nDeux\n",
        "Titre\n=====\n\nUn\n\nDeux\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct parsed parsed;
        parse(&parsed, texts[i]);
        expect_problem(&parsed.problems, texts[i], 0, NULL);
        assert_true(parsed.slide.line_count >= 2);
        release(&parsed);
    }
}

static void test_front_faults(void **state)
{
    static const struct {
        const char *front;
        int line;
        const char *words;
    } rows[] = {
        {"secondes: 9", 2,
         "clé inconnue « secondes » ; les clés permises sont picture, alt, seconds, action, from, "
         "until, hours, days"},
        {"alt: x\nPicture: a.svg", 3, "clé inconnue « Picture »"},
        {"seconds: 9\nalt: x\nseconds: 8", 4, "déjà donnée ligne 2"},
        {"seconds: 0", 2, "de 1 à 600"},
        {"seconds: 601", 2, "de 1 à 600"},
        {"seconds: 9s", 2, "nombre entier"},
        {"seconds: -9", 2, "nombre entier"},
        {"seconds: [9]", 2, "une seule valeur"},
        {"picture:", 2, "est vide"},
        {"picture: a.gif", 2, "svg, png ou jpg"},
        {"picture: svg", 2, "svg, png ou jpg"},
        {"picture: [a.svg]", 2, "une seule valeur"},
        {"alt: {a: b}", 2, "une seule valeur"},
        {"alt: un: deux", 2, "guillemets"},
        {"action: site", 2, "« site » est inconnu ; écrivez link:ID"},
        {"action: link", 2, "inconnu"},
        {"action: \"link:\"", 2, "inconnu"},
        {"action: link:Été", 2, "inconnu"},
        {"action: links:site", 2, "inconnu"},
        {"action: quiz:1", 2, "inconnu"},
        {"action: quizz", 2, "inconnu"},
        {"action: help ", 0, NULL},
        {"from: 21/11/2026", 2, "écrivez-la comme 2026-11-21"},
        {"from: 2026-11-31", 2, "n’est pas une date"},
        {"until: demain", 2, "n’est pas une date"},
        {"from: 2026-11-21\nuntil: 2026-11-20", 3, "« until » est avant « from »"},
        {"hours: 8-19", 2, "écrivez 08:00-19:00"},
        {"hours: 08:00", 2, "écrivez 08:00-19:00"},
        {"hours: 08:00-19:00-20:00", 2, "écrivez 08:00-19:00"},
        {"hours: 08:60-19:00", 2, "écrivez 08:00-19:00"},
        {"hours: 24:00-02:00", 2, "écrivez 08:00-19:00"},
        {"hours: 08:00-25:00", 2, "écrivez 08:00-19:00"},
        {"hours: 008:00-19:00", 2, "écrivez 08:00-19:00"},
        {"hours: 08:00-08:00", 2, "les mêmes"},
        {"days: lundi", 2, "jour inconnu « lundi »"},
        {"days:\n  - lun\n  - fri\n  - xyz", 5, "jour inconnu « xyz »"},
        {"days: []", 2, "est vide"},
        {"days: \" , \"", 2, "est vide"},
        {"days: {lun: 1}", 2, "une seule valeur"},
        {"- seconds", 2, "clé: valeur"},
        {"alt: &x y", 2, "« & »"},
        {"alt: \"jamais fermé", 3, "guillemet"},
        {"\tseconds: 9", 2, ""},
        {"alt: \"x\\ny\"", 0, NULL}, /* world.h's business */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed parsed;
        char text[512];
        snprintf(text, sizeof text, "---\n%s\n---\n%s", rows[i].front, BODY);
        parse(&parsed, text);
        expect_problem(&parsed.problems, rows[i].front, rows[i].line, rows[i].words);
        if (parsed.problems.list.n > 1) {
            fail_msg("%s: more than one problem: %s", rows[i].front,
                     parsed.problems.list.at[1].message);
        }
        release(&parsed);
    }
}

static void test_body_faults(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *words;
    } rows[] = {
        {"", 1, "il manque le titre"},
        {"---\nseconds: 9\n", 1, "« --- »"},
        {"---\nseconds: 9\n--- #\n" BODY, 1, "« --- »"},
        {"---\nseconds: 9\n---\n", 4, "il manque le titre"},
        {"Un\n\nDeux\n", 1, "il manque le titre"},
        {"#Titre\n\nUn\n\nDeux\n", 1, "un espace après le #"},
        {"# Titre\n", 1, "il manque le texte"},
        {"\n# Titre\n\nUn\n", 2, "une seule ligne"},
        {"# Titre\n\nUn\nDeux\nTrois\n\nQuatre\nCinq\nSix\n", 8, "6 lignes de texte ; 4 au plus"},
        {BODY "\n## Encore\n", 7, "second titre"},
        {BODY "\nEncore\n---\n", 7, "second titre"},
        {"## Titre\n\nUn\n\nDeux\n", 1, "un seul #"},
        {"Un\n\n# Titre\n\nDeux\n\nTrois\n", 3, "avant le texte"},
        {BODY "\n![chat](chat.png)\n", 7, "« picture »"},
        {BODY "\n![](chat.png)\n", 7, "« picture »"},
        {BODY "\nvoir [ici](https://a.fr)\n", 7, "links.yaml"},
        {BODY "\n<https://a.fr>\n", 7, "links.yaml"},
        {BODY "\nun <b>gras</b>\n", 7, "HTML"},
        {BODY "\n<div>\n<p>x\n</div>\n", 7, "HTML"},
        {BODY "\n<!-- note -->\n", 7, "HTML"},
        {BODY "\n| a | b |\n|---|---|\n| 1 | 2 |\n", 7, "tableau"},
        {BODY "\n```\ncode\n```\n", 8, "bloc de code"},
        {BODY "\n`code`\n", 7, "accents graves"},
        {BODY "\n> cité\n", 7, "citation"},
        {BODY "\n\n***\n", 8, "séparation"},
        {"---\n---\n***\n" BODY, 3, "séparation"},
        {BODY "\n\xE9t\xE9\n", 7, "UTF-8"},
        {"---\nalt: \xE9\n---\n" BODY, 2, "UTF-8"},
        {"\xFF\xFE#\0", 1, "UTF-8"},
        {BODY "\n\x1b[31m\n", 7, "U+001B"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed parsed;
        parse(&parsed, rows[i].text);
        expect_problem(&parsed.problems, rows[i].text, rows[i].line, rows[i].words);
        release(&parsed);
    }
}

static void test_nul_bytes(void **state)
{
    static const char text[] = BODY "\na\0b\n";
    struct parsed parsed;
    (void)state;
    parse_bytes(&parsed, text, sizeof text - 1);
    expect_problem(&parsed.problems, "NUL", 7, "U+0000");
    release(&parsed);
}

static void test_entities(void **state)
{
    static const struct {
        const char *typed, *shown;
    } rows[] = {
        {"a&nbsp;b", "a\u00A0b"},
        {"&#233;t&#xE9;", "été"},
        {"&lt;b&gt;", "<b>"},
        {"&euro;", "&euro;"},
        {"&#0;x", "\xEF\xBF\xBDx"},
        {"&#xD800;", "\xEF\xBF\xBD"},
        {"&#9999999;", "\xEF\xBF\xBD"},
        {"\\*pas gras\\*", "*pas gras*"},
        {"AT&T", "AT&T"},
        {"3. trois", "3. trois"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed parsed;
        char text[128];
        snprintf(text, sizeof text, "# Titre\n\nUn\n\n%s\n", rows[i].typed);
        parse(&parsed, text);
        expect_problem(&parsed.problems, rows[i].typed, 0, NULL);
        assert_string_equal(parsed.slide.lines[1], rows[i].shown);
        release(&parsed);
    }
}

static void test_names(void **state)
{
    static const struct {
        const char *name;
        int number; /* -1: refused */
        const char *id;
    } rows[] = {
        {"03-allergies.md", 3, "allergies"},
        {"0-a.md", 0, "a"},
        {"0100-a-2.md", 100, "a-2"},
        {"allergies.md", -1, ""},
        {"03allergies.md", -1, ""},
        {"03-.md", -1, ""},
        {"03-Allergies.md", -1, ""},
        {"03-été.md", -1, ""},
        {"03-a b.md", -1, ""},
        {"03-a.MD", -1, ""},
        {"03-a.md.txt", -1, ""},
        {"03.md", -1, ""},
        {"-a.md", -1, ""},
        {"12345-a.md", -1, ""},
        {"03-0123456789012345678901234567890123456789012345678901234567890123.md", -1, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int number = -1;
        char id[64] = "";
        bool ok = numbered_name_parse(rows[i].name, ".md", &number, id);
        if (ok != (rows[i].number >= 0)) {
            fail_msg("%s", rows[i].name);
        }
        if (ok) {
            assert_int_equal(number, rows[i].number);
            assert_string_equal(id, rows[i].id);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),        cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_front_faults), cmocka_unit_test(test_body_faults),
        cmocka_unit_test(test_nul_bytes),    cmocka_unit_test(test_entities),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
