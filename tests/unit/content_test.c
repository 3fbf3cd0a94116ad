/* content_test.c: whole content folders: what is read, what is left out, what is reported. */
#include "unit.h"

#include "content/content.h"

#define BODY "# Titre\n\nUn\n\nDeux\n"

static const char about[] = "title: \"Essai : un\"\n"
                            "version: \"1\"\n"
                            "checked: 2026-11-21\n"
                            "languages: [fr, en]\n";
static const char links[] = "links:\n"
                            "  - id: site\n"
                            "    address: https://www.monespacesante.fr\n"
                            "    short: monespacesante.fr\n";

struct fixture {
    struct folder folder;
    struct content content;
    struct problems problems;
};

/* The words this program needs, so that each test sees its own fault alone. */
static void write_words(const struct folder *folder)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct content content = {.language_count = 0};
    struct str words = {0};
    folder_write(folder, "fr/words.yaml", "{}");
    content_read(&content, folder->path, "fr", NULL, &problems);
    for (size_t i = 0; i < problems.list.n; i++) {
        char key[128] = "";
        if (sscanf(problems.list.at[i].message, "il manque la phrase « %127[^ ]", key) == 1) {
            str_addf(&words, "\"%s\": \"x\"\n", key);
        }
    }
    folder_write(folder, "fr/words.yaml", str_text(&words));
    str_release(&words);
    content_release(&content);
    problems_release(&problems);
    arena_release(&arena);
}

/* A small content without fault. */
static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const struct folder *folder = &fixture->folder;
    folder_make(&fixture->folder);
    folder_write(folder, "content.yaml", about);
    folder_write(folder, "links.yaml", links);
    folder_write(folder, "pictures/chat.svg", "<svg/>");
    folder_write(folder, "fr/slides/01-un.md", "---\npicture: pictures/chat.svg\n---\n" BODY);
    folder_write(folder, "fr/slides/02-deux.md", "---\naction: link:site\n---\n" BODY);
    folder_write(folder, "en/slides/02-deux.md", "# Title : x\n\nOne\n\nTwo\n");
    write_words(folder);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    folder_remove(&fixture->folder);
    content_release(&fixture->content);
    problems_release(&fixture->problems);
    free(fixture);
    return 0;
}

static void read_in(struct fixture *fixture, const char *language,
                    const struct content_world *world)
{
    content_release(&fixture->content);
    problems_release(&fixture->problems);
    content_read(&fixture->content, fixture->folder.path, language, world, &fixture->problems);
    assert_true(fixture->content.slides.n > 0);
    assert_true(fixture->content.language_count > 0);
}

/* Exactly one problem, in that file. */
static void expect_only(const struct fixture *fixture, const char *file, int line,
                        const char *words)
{
    char path[FILE_PATH_MAX];
    expect_problem(&fixture->problems, file, line, words);
    str_fit(path, sizeof path, fixture->folder.path);
    if (file[0]) {
        folder_path(&fixture->folder, file, path);
    }
    for (size_t i = 0; i < fixture->problems.list.n; i++) {
        const struct problem *problem = &fixture->problems.list.at[i];
        if (i > 0) {
            fail_msg("%s: also %s:%d: %s", file, problem->file, problem->line, problem->message);
        }
        assert_string_equal(problem->file, path);
    }
}

static void test_shipped_content(void **state)
{
    char folder[FILE_PATH_MAX];
    struct problems problems = {0};
    struct content content;
    (void)state;
    assert_true(file_join(folder, SOURCE_ROOT, "slides"));
    content_check(folder, NULL, &problems);
    expect_problem(&problems, folder, 0, NULL);
    content_read(&content, folder, "fr", NULL, &problems);
    assert_true(content.slides.n >= 16);
    assert_string_equal(content.links.at[0].id, "site");
    assert_true(content.decks.n >= 3);
    for (size_t i = 0; i < content.decks.n; i++) {
        assert_in_range(content.decks.at[i].n, 4, 7);
    }
    content_release(&content);
    problems_release(&problems);
}

static void test_good(void **state)
{
    struct fixture *fixture = *state;
    const struct content *content = &fixture->content;
    char picture[FILE_PATH_MAX];
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "good", 0, NULL);
    assert_string_equal(content->title, "Essai\u00A0: un");
    assert_string_equal(content->version, "1");
    assert_string_equal(content->checked, "2026-11-21");
    assert_int_equal(content->language_count, 2);
    assert_string_equal(content->languages[1].code, "en");
    assert_int_equal(content->slides.n, 2);
    assert_string_equal(content->slides.at[0].id, "un");
    folder_path(&fixture->folder, "pictures/chat.svg", picture);
    assert_string_equal(content->slides.at[0].picture, picture);
    assert_string_equal(content_link(content, "site")->shown, "monespacesante.fr");
    assert_null(content_link(content, "sites"));
    assert_null(content_slide(content, "trois"));
    assert_string_equal(content_word(content, "link.site.title"), "x");
    assert_string_equal(content_word(content, "no.such"), "no.such");
}

/* What a language lacks comes from French, slide by slide and phrase by phrase. */
static void test_fallback(void **state)
{
    struct fixture *fixture = *state;
    const struct content *content = &fixture->content;
    folder_write(&fixture->folder, "en/words.yaml", "\"link.site.title\": \"The site : x\"\n");
    folder_write(&fixture->folder, "en/slides/00-only.md", BODY);
    read_in(fixture, "en", NULL);
    expect_problem(&fixture->problems, "fallback", 0, NULL);
    assert_int_equal(content->slides.n, 3);
    assert_string_equal(content->slides.at[0].id, "only");
    assert_string_equal(content->slides.at[1].title, "Titre");
    assert_string_equal(content->slides.at[2].title, "Title : x"); /* no French space */
    assert_string_equal(content_word(content, "link.site.title"), "The site : x");
    assert_string_equal(content_word(content, "link.site.what"), "x");
    read_in(fixture, "ar", NULL);
    assert_string_equal(content->languages[content->language].code, "fr");
}

/* A faulty translation is left out, and the French slide plays in its place. */
static void test_faulty_translation(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->folder, "en/slides/02-deux.md", "# Title\n\nOne\n");
    read_in(fixture, "en", NULL);
    expect_only(fixture, "en/slides/02-deux.md", 1, "une seule ligne");
    assert_string_equal(content_slide(&fixture->content, "deux")->title, "Titre");
}

/* Order by number, not by bytes. */
static void test_order(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->folder, "fr/slides/10-dix.md", BODY);
    folder_write(&fixture->folder, "fr/slides/9-neuf.md", BODY);
    folder_write(&fixture->folder, "fr/slides/.09-cache.md", "x");
    folder_write(&fixture->folder, "fr/slides/Thumbs.db", "x");
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "order", 0, NULL);
    assert_string_equal(fixture->content.slides.at[2].id, "neuf");
    assert_string_equal(fixture->content.slides.at[3].id, "dix");
}

/* One file changed or added: one problem, and the number of slides that still play. */
static void test_faults(void **state)
{
    static const struct {
        const char *file, *text;
        int line;
        const char *words;
        size_t slides;
    } rows[] = {
        {"fr/slides/03-x.md", "---\nsecondes: 9\n---\n" BODY, 2, "clé inconnue « secondes »", 2},
        {"fr/slides/03-x.md", "---\nseconds: neuf\n---\n" BODY, 2, "nombre entier", 2},
        {"fr/slides/03-x.md", "---\n\npicture: pictures/no.svg\n---\n" BODY, 3,
         "image introuvable « pictures/no.svg »", 2},
        {"fr/slides/03-x.md", "---\npicture: ../../../../../../etc/passwd.svg\n---\n" BODY, 2,
         "image introuvable", 2},
        {"fr/slides/03-x.md", "---\naction: link:zzz\n---\n" BODY, 2, "« zzz » n’est pas dans", 2},
        {"fr/slides/03-x.md", "---\naction: mission:x\n---\n" BODY, 2, "app/missions", 2},
        {"fr/slides/03-x.md", "---\naction: faq:x\n---\n" BODY, 2, "cette version", 2},
        {"fr/slides/03-x.md", "---\naction: quiz\n---\n" BODY, 2, "cette version", 2},
        {"fr/slides/03-x.md", "---\naction: help\n---\n" BODY, 2, "cette version", 2},
        {"fr/slides/03-x.md", "# Titre\n\nUn\n\nDeux \xE9\n", 5, "UTF-8", 2},
        {"fr/slides/03-x.md", "---\nalt: \"a\\e[31m\"\n---\n" BODY, 2, "U+001B", 2},
        {"fr/slides/03-x.md", "# Titre\n\nUn&#10;x\n\nDeux\n", 3, "retour à la ligne", 2},
        {"fr/slides/03-un.md", BODY, 1, "« un » est déjà pris par 01-un.md", 2},
        {"fr/slides/x.md", BODY, 1, "03-nom.md", 2},
        {"fr/slides/03-x.txt", BODY, 1, "03-nom.md", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: hier\nlanguages: [fr]\n", 3,
         "n’est pas une date", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: 2026-11-21\nlanguages: [fr, de]\n", 4,
         "langue inconnue « de »", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: 2026-11-21\nlanguages: [fr, ar]\n", 4,
         "« ar » n’a pas de dossier", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: 2026-11-21\nlanguages: [fr, fr]\n", 4,
         "deux fois", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: 2026-11-21\nlanguages: [en]\n", 4,
         "il manque fr", 2},
        {"content.yaml", "title: a\nversion: b\nchecked: 2026-11-21\nlanguages: fr\n", 4,
         "est une liste", 2},
        {"content.yaml", "title: a\nversion: b\nlanguages: [fr]\n", 1,
         "il manque la clé « checked »", 2},
        {"content.yaml", "title: a\ntitre: c\nversion: b\nchecked: 2026-11-21\nlanguages: [fr]\n",
         2, "clé inconnue « titre »", 2},
        {"content.yaml", "title: [a\n", 2, "", 2},
        {"en/words.yaml", "\"link.site.titel\": x\n", 1, "clé inconnue « link.site.titel »", 2},
        {"en/words.yaml", "\n\"link.site.title\": [x]\n", 2, "une seule valeur", 2},
        {"en/words.yaml", "\"link.site.title\": \"\"\n", 1, "est vide", 2},
        {"en/words.yaml", "\"link.site.title\": \"a\\nb\"\n", 1, "retour à la ligne", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tear_down(state);
        set_up(state);
        struct fixture *fixture = *state;
        folder_write(&fixture->folder, rows[i].file, rows[i].text);
        read_in(fixture, strchr(rows[i].file, 'e') == rows[i].file ? "en" : "fr", NULL);
        expect_only(fixture, rows[i].file, rows[i].line, rows[i].words);
        assert_int_equal(fixture->content.slides.n, rows[i].slides);
        assert_int_equal(fixture->content.links.n, 1);
    }
}

static void write_decks(const struct fixture *fixture, const char *decks)
{
    struct str text = {0};
    str_addf(&text, "%s%s", about, decks);
    folder_write(&fixture->folder, "content.yaml", str_text(&text));
    str_release(&text);
}

static void test_decks(void **state)
{
    struct fixture *fixture = *state;
    const struct content *content = &fixture->content;
    read_in(fixture, "fr", NULL);
    assert_int_equal(content->decks.n, 0);
    assert_null(content_deck(content, "court"));
    assert_true(deck_has(NULL, &content->slides.at[0]));
    write_decks(fixture, "decks:\n"
                         "  - id: court\n"
                         "    title: \"Court !\"\n"
                         "    slides: [deux]\n"
                         "  - {id: tout, title: Tout, slides: [deux, un]}\n");
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "decks", 0, NULL);
    assert_int_equal(content->decks.n, 2);
    const struct deck *deck = content_deck(content, "court");
    assert_string_equal(deck->title, "Court\u00A0!");
    assert_int_equal(deck->n, 1);
    assert_false(deck_has(deck, content_slide(content, "un")));
    assert_true(deck_has(deck, content_slide(content, "deux")));
    deck = content_deck(content, "tout");
    assert_int_equal(deck->n, 2);
    assert_string_equal(deck->slides[1], "un");
    assert_null(content_deck(content, ""));
    write_decks(fixture, "decks: []\n");
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "no deck", 0, NULL);
    assert_int_equal(content->decks.n, 0);
}

/* One fault each, and how many decks stay, the good one among them. */
static void test_deck_faults(void **state)
{
    static const struct {
        const char *entry;
        int line;
        const char *words;
        size_t decks;
    } rows[] = {
        {"{id: b, title: B, slides: [deux, trois]}", 6, "la diapo « trois » n’existe pas", 2},
        {"{id: b, title: B, slides: [trois]}", 6, "la diapo « trois » n’existe pas", 1},
        {"{id: b, title: B, slides: [01-un]}", 6, "sans numéro ni .md", 1},
        {"{id: b, title: B, slides: [un, deux, un]}", 6, "deux fois", 2},
        {"{id: b, title: B, slides: []}", 6, "est une liste de diapos", 1},
        {"{id: b, title: B, slides: un}", 6, "est une liste de diapos", 1},
        {"{id: b, title: B, slides: [[un]]}", 6, "une seule valeur", 1},
        {"{id: b, title: B}", 6, "il manque la clé « slides »", 1},
        {"{id: b, slides: [un]}", 6, "il manque la clé « title »", 1},
        {"{title: B, slides: [un]}", 6, "il manque la clé « id »", 1},
        {"{id: B, title: B, slides: [un]}", 6, "petites lettres", 1},
        {"{id: bon, title: B, slides: [un]}", 6, "« bon » est déjà pris", 1},
        {"{id: b, title: \"a\\nb\", slides: [un]}", 6, "retour à la ligne", 1},
        {"{id: b, titre: B, title: B, slides: [un]}", 6, "clé inconnue « titre »", 1},
        {"un", 6, "s’écrit avec id, title et slides", 1},
        {"id: b\n    title: B\n    slides:\n      - un\n      - trois", 10, "« trois »", 2},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        snprintf(text, sizeof text, "decks:\n  - %s\n  - {id: bon, title: Bon, slides: [un]}\n",
                 rows[i].entry);
        bool again = strstr(rows[i].entry, "id: bon") != NULL;
        write_decks(fixture, text);
        read_in(fixture, "fr", NULL);
        expect_only(fixture, "content.yaml", rows[i].line + again, rows[i].words);
        assert_int_equal(fixture->content.decks.n, rows[i].decks);
        assert_non_null(content_deck(&fixture->content, "bon"));
    }
    write_decks(fixture, "decks: {id: b}\n");
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "content.yaml", 5, "« decks » est une liste");
}

static void test_many_decks(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_add(&text, "decks:\n");
    for (int i = 1; i <= 7; i++) {
        str_addf(&text, "  - {id: d%d, title: D, slides: [un]}\n", i);
    }
    write_decks(fixture, str_text(&text));
    str_release(&text);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "content.yaml", 12, "6 au plus");
    assert_int_equal(fixture->content.decks.n, 6);
    assert_null(content_deck(&fixture->content, "d7"));
}

/* A slide that is faulty, or of another language alone, is left out of the deck without a word
 * more. */
static void test_deck_without_slide(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->folder, "fr/slides/03-x.md", "# Titre\n\nUn\n");
    folder_write(&fixture->folder, "en/slides/04-only.md", BODY);
    write_decks(fixture, "decks:\n  - {id: a, title: A, slides: [x, un, only]}\n"
                         "  - {id: b, title: B, slides: [x]}\n");
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides/03-x.md", 1, "une seule ligne");
    assert_int_equal(fixture->content.decks.n, 1);
    assert_int_equal(fixture->content.decks.at[0].n, 1);
    read_in(fixture, "en", NULL);
    expect_only(fixture, "fr/slides/03-x.md", 1, "une seule ligne");
    assert_int_equal(fixture->content.decks.at[0].n, 2);
}

static void test_link_faults(void **state)
{
    static const struct {
        const char *entry;
        int line;
        const char *words;
    } rows[] = {
        {"id: b\n    address: http://a.fr\n    short: a", 6, "https://, tel: ou mailto:"},
        {"id: b\n    address: javascript:alert(1)\n    short: a", 6, "https://, tel: ou mailto:"},
        {"id: b\n    address: \"https://a.fr/ b\"\n    short: a", 6, "pas d’espace"},
        {"id: b\n    address: https://a.fr/é\n    short: a", 6, "pas d’espace ni d’accent"},
        {"id: b\n    address: https://\n    short: a", 6, "vide"},
        {"id: b\n    address: https:///x\n    short: a", 6, "vide"},
        {"id: b\n    address: \"tel:\"\n    short: a", 6, "vide"},
        {"id: site\n    address: tel:3422\n    short: a", 5, "« site » est déjà pris"},
        {"id: B\n    address: tel:3422\n    short: a", 5, "petites lettres"},
        {"id: b\n    address: tel:3422", 5, "il manque la clé « short »"},
        {"id: b\n    short: a", 5, "il manque la clé « address »"},
        {"address: tel:3422\n    short: a", 5, "il manque la clé « id »"},
        {"id: b\n    address: tel:3422\n    short: a\n    url: x", 8, "clé inconnue « url »"},
        {"id: b\n    address: [tel:3422]\n    short: a", 6, "une seule valeur"},
        {"b", 5, "id, address et short"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s  - %s\n", links, rows[i].entry);
        folder_write(&fixture->folder, "links.yaml", text);
        read_in(fixture, "fr", NULL);
        expect_only(fixture, "links.yaml", rows[i].line, rows[i].words);
        assert_int_equal(fixture->content.links.n, 1);
        assert_int_equal(fixture->content.slides.n, 2);
    }
}

/* A link without its phrases: one problem for each. */
static void test_link_words(void **state)
{
    struct fixture *fixture = *state;
    char text[512];
    snprintf(text, sizeof text, "%s  - id: tel\n    address: tel:3422\n    short: \"3422\"\n",
             links);
    folder_write(&fixture->folder, "links.yaml", text);
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "words", 1, "« link.tel.title »");
    expect_problem(&fixture->problems, "words", 1, "« link.tel.what »");
    expect_problem(&fixture->problems, "words", 1, "« link.tel.next »");
    assert_int_equal(fixture->problems.list.n, 3);
}

static void test_missing_files(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    folder_path(&fixture->folder, "content.yaml", path);
    unlink(path);
    read_in(fixture, "en", NULL);
    expect_only(fixture, "content.yaml", 1, "introuvable");
    assert_int_equal(fixture->content.language_count, 1);
    assert_string_equal(fixture->content.languages[0].code, "fr");
    folder_write(&fixture->folder, "content.yaml", about);

    folder_path(&fixture->folder, "fr/words.yaml", path);
    unlink(path);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/words.yaml", 1, "introuvable");
    assert_int_equal(fixture->content.slides.n, 2);
}

static void expect_built_in(const struct content *content)
{
    assert_int_equal(content->slides.n, 1);
    assert_string_equal(content->slides.at[0].id, "secours");
    assert_string_equal(content->slides.at[0].title, "Mon espace santé");
    assert_int_equal(content->slides.at[0].line_count, 2);
    assert_null(content->slides.at[0].picture);
    assert_string_equal(content->languages[content->language].code, "fr");
    assert_true(slide_is_due(&content->slides.at[0], "Europe/Paris", 0));
}

static void test_no_slide(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    folder_write(&fixture->folder, "fr/slides/01-un.md", "x");
    folder_write(&fixture->folder, "fr/slides/02-deux.md", "x");
    read_in(fixture, "fr", NULL);
    assert_int_equal(fixture->problems.list.n, 2);
    expect_built_in(&fixture->content);
    folder_path(&fixture->folder, "fr/slides/01-un.md", path);
    unlink(path);
    folder_path(&fixture->folder, "fr/slides/02-deux.md", path);
    unlink(path);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides", 1, "aucune diapo en français");
    expect_built_in(&fixture->content);
    folder_path(&fixture->folder, "fr/slides", path);
    rmdir(path);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides", 1, "introuvable");
    expect_built_in(&fixture->content);
    folder_remove(&fixture->folder);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "", 1, "dossier des contenus introuvable");
    expect_built_in(&fixture->content);
}

static void test_links_out(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX], outside[] = "/tmp/borne-unit-out-XXXXXX";
    int fd = mkstemp(outside);
    assert_true(fd >= 0);
    close(fd);
    folder_path(&fixture->folder, "pictures/out.svg", path);
    assert_int_equal(symlink(outside, path), 0);
    folder_write(&fixture->folder, "fr/slides/03-x.md",
                 "---\npicture: pictures/out.svg\n---\n" BODY);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides/03-x.md", 2, "hors du dossier des contenus");
    assert_int_equal(fixture->content.slides.n, 2);
    /* A link that stays inside is fine. */
    unlink(path);
    assert_int_equal(symlink("chat.svg", path), 0);
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "link inside", 0, NULL);
    unlink(outside);
}

static void test_big_file(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    folder_write(&fixture->folder, "fr/slides/03-x.md", BODY);
    folder_path(&fixture->folder, "fr/slides/03-x.md", path);
    assert_int_equal(truncate(path, 50 * 1024 * 1024), 0);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides/03-x.md", 1, "fichier trop gros : 51200 Kio ; 32 Kio au plus");
    assert_int_equal(fixture->content.slides.n, 2);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    read_in(fixture, "fr", NULL);
    expect_only(fixture, "fr/slides/03-x.md", 1, "pas un fichier");
}

/* The outside says no: to the letter Z, the picture "chat", the scheme "tel", long titles. */
static bool has_glyph(void *context, uint32_t code)
{
    (void)context;
    return code != 'Z' && code != 0x2603;
}

static bool picture_ok(void *context, const char *path, struct err *err)
{
    (void)context;
    return !str_ends(path, "/abimee.svg") || err_set(err, "image abîmée ; refaites-la");
}

static bool code_fits(void *context, const char *text, struct err *err)
{
    (void)context;
    return strlen(text) < 40 || err_set(err, "trop longue ; raccourcissez-la");
}

static bool slide_fits(void *context, const struct slide *slide, struct err *err)
{
    (void)context;
    return strlen(slide->title) < 40 || err_set(err, "titre trop long ; raccourcissez-le");
}

static const struct content_world strict = {NULL, has_glyph, picture_ok, code_fits, slide_fits};

static void test_world(void **state)
{
    static const struct {
        const char *file, *text;
        int line;
        const char *words;
    } rows[] = {
        {"fr/slides/03-x.md", "# Titre\n\nUn\n\nDeux \u2603\n", 5, "« \u2603 » (U+2603)"},
        {"fr/slides/03-x.md", "\n# TitreZ\n\nUn\n\nDeux\n", 2, "« Z »"},
        {"fr/slides/03-x.md", "---\nseconds: 9\nalt: Z\n---\n" BODY, 3, "« Z »"},
        {"fr/slides/03-x.md", "---\npicture: pictures/abimee.svg\n---\n" BODY, 2, "image abîmée"},
        {"fr/slides/03-x.md",
         "---\n---\n# 0123456789012345678901234567890123456789\n\nUn\n\nDeux\n", 3,
         "titre trop long"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tear_down(state);
        set_up(state);
        struct fixture *fixture = *state;
        folder_write(&fixture->folder, "pictures/abimee.svg", "x");
        folder_write(&fixture->folder, rows[i].file, rows[i].text);
        read_in(fixture, "fr", &strict);
        expect_only(fixture, rows[i].file, rows[i].line, rows[i].words);
        assert_int_equal(fixture->content.slides.n, 2);
    }
}

static void test_world_elsewhere(void **state)
{
    struct fixture *fixture = *state;
    char text[512];
    snprintf(text, sizeof text, "%s  - id: b\n    address: https://%040d.fr\n    short: a\n", links,
             1);
    folder_write(&fixture->folder, "links.yaml", text);
    read_in(fixture, "fr", &strict);
    expect_only(fixture, "links.yaml", 6, "trop longue");
    folder_write(&fixture->folder, "links.yaml", links);
    /* A phrase that cannot be drawn: French stands in. */
    folder_write(&fixture->folder, "en/words.yaml", "\"link.site.title\": \"Z\"\n");
    read_in(fixture, "en", &strict);
    expect_only(fixture, "en/words.yaml", 1, "« Z »");
    assert_string_equal(content_word(&fixture->content, "link.site.title"), "x");
}

/* Every language is looked at, and a fault in French is told once. */
static void test_check(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->folder, "fr/slides/03-x.md", "---\nsecondes: 9\n---\n" BODY);
    folder_write(&fixture->folder, "en/slides/04-y.md", "---\nseconds: x\n---\n" BODY);
    content_check(fixture->folder.path, NULL, &fixture->problems);
    assert_int_equal(fixture->problems.list.n, 2);
    assert_true(str_ends(fixture->problems.list.at[0].file, "en/slides/04-y.md"));
    assert_true(str_ends(fixture->problems.list.at[1].file, "fr/slides/03-x.md"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_content),
        cmocka_unit_test_setup_teardown(test_good, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fallback, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faulty_translation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_decks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deck_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_decks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deck_without_slide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_link_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_link_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_slide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_big_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_world, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_world_elsewhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_check, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
