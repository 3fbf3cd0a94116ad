/* demo_check_test.c: what is wrong in a demo app, told with its file and its line; the rest stays.
 * The example of slides/README.md is held to what it says. */
#include "unit.h"

#include "content/content.h"
#include "content/demo.h"

#define APP      "fr/app/app.yaml"
#define PEOPLE   "fr/app/personas.yaml"
#define SCREENS  "fr/app/ecrans.yaml"
#define MISSION  "fr/app/missions/01-masquer.yaml"
#define TOUR     "fr/app/missions/02-tour.yaml"
#define BIG_LIST "            - { title: x }\n"

enum { BASE_SCREENS = 8, BASE_MISSIONS = 2, TEXT_MAX = 16 * 1024 };

/* A small app without fault. Line numbers in the table of faults are those of these texts. */
static const char app[] = /* 1 */
    "switches:\n"
    "  aidants: non\n"
    "start: accueil\n"
    "tabs:\n" /* 4 */
    "  - { label: \"Accueil\", icon: home, open: accueil }\n"
    "  - { label: \"Documents\", icon: folder, open: documents }\n"
    "avatar: { label: \"rond\", open: profils }\n"
    "bell: { label: \"cloche\", open: notifications, list: notifications }\n" /* 8 */
    "back: \"Retour\"\n"
    "close: \"Fermer\"\n"
    "refuse: \"Ici, on s’arrête.\"\n";

static const char people[] =
    "personas:\n"
    "  - id: marcel\n"
    "    name: \"Marcel EXEMPLE\"\n"
    "    values: { age: \"72 ans\", sms: oui, filtre: \"\" }\n" /* 4 */
    "    lists:\n"
    "      documents:\n"
    "        - { id: sang, title: \"Prise de sang\", day: -3, masked: non, icon: description }\n"
    "        - { id: radio, title: \"Radio du genou\", day: -9, masked: non }\n" /* 8 */
    "      notifications:\n"
    "        - { id: neuf, title: \"Nouveau\", unread: oui, screen: document, target: sang }\n"
    "      mesures:\n"
    "        - { id: un, value: \"78,4\", day: -2 }\n" /* 12 */
    "      profils:\n"
    "        - { id: elle, title: \"Nadia\", persona: nadia }\n"
    "      journal: []\n"
    "  - id: nadia\n" /* 16 */
    "    name: \"Nadia EXEMPLE\"\n"
    "    lists:\n"
    "      documents:\n"
    "        - { id: ecole, title: \"Certificat\", day: -5, masked: non }\n"; /* 20 */

static const char screens[] =
    "accueil:\n"
    "  title: \"Bonjour {name}\"\n"
    "  tell: \"Le début.\"\n"
    "  body:\n" /* 4 */
    "    - row: \"Mes mesures\"\n"
    "      do: {open: mesures}\n"
    "    - button: \"Envoyer\"\n"
    "      do: {refuse: oui}\n" /* 8 */
    "    - text: \"{count documents: aucun / un / #} document\"\n"
    "documents:\n"
    "  title: \"Documents\"\n"
    "  body:\n" /* 12 */
    "    - list: documents\n"
    "      row: \"{title}\"\n"
    "      icon: \"{icon}\"\n"
    "      where: \"title ~ {filtre}\"\n" /* 16 */
    "      do: {open: document}\n"
    "    - choice: filtre\n"
    "      options: [{label: \"Tous\", value: \"\"}, \"Radio du genou\"]\n"
    "document:\n" /* 20 */
    "  title: \"{title}\"\n"
    "  tab: documents\n"
    "  of: documents\n"
    "  body:\n" /* 24 */
    "    - text: \"{if masked = oui: Masqué}\"\n"
    "    - button: \"Masquer\"\n"
    "      do: {open: question}\n"
    "    - button: \"Rien\"\n" /* 28 */
    "      do: {set: {masked: non}}\n"
    "question:\n"
    "  title: \"Qui peut le voir ?\"\n"
    "  kind: plain\n" /* 32 */
    "  of: documents\n"
    "  body:\n"
    "    - button: \"Tous\"\n"
    "      do: {set: {masked: non}, back: oui}\n" /* 36 */
    "    - button: \"Moi seul\"\n"
    "      do: {set: {masked: oui}, back: oui, add: {to: journal, title: \"{title}\", day: 0}}\n"
    "mesures:\n"
    "  title: \"Mesures\"\n" /* 40 */
    "  body:\n"
    "    - chart: mesures\n"
    "    - toggle: \"SMS\"\n"
    "      value: sms\n" /* 44 */
    "    - list: journal\n"
    "      row: \"{title}\"\n"
    "    - row: \"Ma prise de sang\"\n"
    "      do: {open: document, item: sang}\n" /* 48 */
    "    - row: \"Alerte\"\n"
    "      do: {open: alerte}\n"
    "profils:\n"
    "  title: \"Profils\"\n" /* 52 */
    "  kind: sheet\n"
    "  body:\n"
    "    - list: profils\n"
    "      row: \"{title}\"\n" /* 56 */
    "      do: {persona: \"{persona}\"}\n"
    "notifications:\n"
    "  title: \"Notifications\"\n"
    "  body:\n" /* 60 */
    "    - list: notifications\n"
    "      row: \"{title}\"\n"
    "      do: {set: {unread: non}, open: \"{screen}\", item: \"{target}\"}\n"
    "alerte:\n" /* 64 */
    "  title: \"Alerte\"\n"
    "  kind: sheet\n"
    "  body:\n"
    "    - text: \"Vous avez {age}.\"\n"; /* 68 */

static const char mission[] = "title: \"Je masque un document\"\n"
                              "learn: \"Apprendre : masquer.\"\n"
                              "icon: lock\n"
                              "persona: marcel\n" /* 4 */
                              "minutes: 1\n"
                              "start: documents\n"
                              "steps:\n"
                              "  - on: documents\n" /* 8 */
                              "    tap: \"Prise de sang\"\n"
                              "    say: \"Touchez le document.\"\n"
                              "  - on: document\n"
                              "    tap: \"Masquer\"\n" /* 12 */
                              "    say: \"Touchez.\"\n"
                              "  - on: question\n"
                              "    say: \"Choisissez.\"\n"
                              "    answers:\n" /* 16 */
                              "      - { tap: \"Tous\", then: \"Bien.\" }\n"
                              "      - { tap: \"Moi seul\", then: \"Bien.\" }\n"
                              "  - on: document\n"
                              "    tap: \"Documents\"\n" /* 20 */
                              "    say: \"Revenez.\"\n"
                              "end:\n"
                              "  learnt: [\"On choisit.\"]\n"
                              "  link: site\n"; /* 24 */

static const char tour[] = "title: \"Je fais le tour\"\n"
                           "learn: \"Apprendre : le tour.\"\n"
                           "icon: map\n"
                           "persona: nadia\n" /* 4 */
                           "minutes: 1\n"
                           "start: document\n"
                           "item: ecole\n"
                           "before: {set: {masked: oui}}\n" /* 8 */
                           "steps:\n"
                           "  - on: document\n"
                           "    tap: \"Retour\"\n"
                           "    say: \"Revenez.\"\n" /* 12 */
                           "end:\n"
                           "  learnt: [\"Le tour.\"]\n"
                           "  link: site\n";

static const struct source {
    const char *file, *text;
} sources[] = {
    {APP, app}, {PEOPLE, people}, {SCREENS, screens}, {MISSION, mission}, {TOUR, tour},
};

enum { SOURCES = sizeof sources / sizeof *sources };

struct fixture {
    struct folder folder;
    struct content content;
    struct problems problems; /* of the app alone, once read */
};

static void write_app(const struct folder *folder)
{
    for (int i = 0; i < SOURCES; i++) {
        folder_write(folder, sources[i].file, sources[i].text);
    }
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const struct folder *folder = &fixture->folder;
    folder_make(&fixture->folder);
    folder_write(folder, "content.yaml",
                 "title: \"x\"\nversion: \"1\"\nchecked: 2026-11-21\nlanguages: [fr]\n");
    folder_write(folder, "links.yaml",
                 "links:\n  - id: site\n    address: https://www.monespacesante.fr\n"
                 "    short: monespacesante.fr\n");
    folder_write(folder, "fr/slides/01-un.md", "# Titre\n\nUn\n\nDeux\n");
    write_app(folder);
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

/* Keeps the problems of the app: the phrases of the interface are not this test's. */
static const struct demo *read_app(struct fixture *fixture)
{
    content_release(&fixture->content);
    problems_release(&fixture->problems);
    content_read(&fixture->content, fixture->folder.path, "fr", NULL, &fixture->problems);
    problems_sort(&fixture->problems);
    size_t kept = 0;
    for (size_t i = 0; i < fixture->problems.list.n; i++) {
        if (strstr(fixture->problems.list.at[i].file, "/fr/app/")) {
            fixture->problems.list.at[kept++] = fixture->problems.list.at[i];
        }
    }
    fixture->problems.list.n = kept;
    return fixture->content.demo;
}

/* Writes the file with the first `old` replaced; old "": text stands before all. */
static void write_with(const struct folder *folder, const char *file, const char *old,
                       const char *text)
{
    static char out[TEXT_MAX];
    for (int i = 0; i < SOURCES; i++) {
        if (!str_same(sources[i].file, file)) {
            continue;
        }
        const char *at = strstr(sources[i].text, old);
        if (!at) {
            fail_msg("%s does not hold « %s »", file, old);
            return;
        }
        int n = snprintf(out, sizeof out, "%.*s%s%s", (int)(at - sources[i].text), sources[i].text,
                         text, at + strlen(old));
        assert_in_range(n, 1, sizeof out - 1);
        folder_write(folder, file, out);
    }
}

/* One problem, at that place, with these words. */
static void expect_one(const struct fixture *fixture, const char *what, const char *file, int line,
                       const char *words)
{
    char path[FILE_PATH_MAX];
    folder_path(&fixture->folder, file, path);
    expect_problem(&fixture->problems, what, line, words);
    for (size_t i = 0; i < fixture->problems.list.n; i++) {
        const struct problem *problem = &fixture->problems.list.at[i];
        if (i > 0 || !str_same(problem->file, path)) {
            fail_msg("%s: also %s:%d: %s", what, problem->file, problem->line, problem->message);
        }
    }
}

static void test_good(void **state)
{
    struct fixture *fixture = *state;
    const struct demo *demo = read_app(fixture);
    expect_problem(&fixture->problems, "good", 0, NULL);
    assert_non_null(demo);
    assert_int_equal(demo->screen_count, BASE_SCREENS);
    assert_int_equal(demo->mission_count, BASE_MISSIONS);
    assert_int_equal(demo->persona_count, 2);
}

static const struct fault {
    const char *file, *old, *text; /* the change */
    const char *at;                /* the file of the problem; NULL: the same */
    int line;
    const char *words;
} mission_faults[] = {
    /* names */
    {MISSION, "persona: marcel", "persona: marce", NULL, 4, "« marce » n’est pas dans"},
    {MISSION, "start: documents", "start: document", NULL, 6, "rien ne dit lequel"},
    {MISSION, "start: documents", "start: documets", NULL, 6, "aucun écran ne s’appelle « docum"},
    {MISSION, "start: documents", "start: documents\nitem: sang", NULL, 7,
     "ne montre aucun élément"},
    {TOUR, "item: ecole", "item: lycee", NULL, 7, "« documents » n’a pas d’élément de cet id"},
    {MISSION, "link: site", "link: sites", NULL, 24, "« sites » n’est pas dans links.yaml"},
    {MISSION, "icon: lock", "icon: cadenas", NULL, 3, "icône inconnue « cadenas »"},
    {TOUR, "{set: {masked: oui}}", "{set: {masque: oui}}", NULL, 8, "n’a de « masque »"},
    {TOUR, "{set: {masked: oui}}", "{let: {agge: x}}", NULL, 8, "n’a de valeur « agge »"},
    /* steps */
    {MISSION, "on: documents", "on: document", NULL, 8, "la mission commence sur « documents »"},
    {MISSION, "on: question", "on: document", NULL, 14, "(« Masquer ») mène à « question »"},
    {MISSION, "on: question", "on: questions", NULL, 14, "aucun écran ne s’appelle « questions »"},
    {MISSION, "tap: \"Masquer\"", "tap: \"Cacher\"", NULL, 11,
     "rien à toucher ne s’appelle « Cacher » sur l’écran « document » ; on y trouve : « Masquer », "
     "« Rien », « Retour », « Accueil », « Documents »"},
    {MISSION, "tap: \"Tous\"", "tap: \"Aucun\"", NULL, 14, "« Tous », « Moi seul », « Retour »"},
    {MISSION, "tap: \"Masquer\"", "tap: \"Rien\"", NULL, 11, "« Rien » ne mène nulle part"},
    {MISSION, "    say: \"Touchez.\"\n", "", NULL, 11, "il manque la clé « say »"},
    {MISSION, "    tap: \"Masquer\"\n", "", NULL, 11, "il manque la clé « tap »"},
    {MISSION, "say: \"Revenez.\"", "say: \"Revenez.\"\n    aide: \"x\"", NULL, 22,
     "clé inconnue « aide »"},
    {MISSION, "    tap: \"Masquer\"", "   tap: \"Masquer\"", NULL, 12, "YAML mal formé"},
    {MISSION, "minutes: 1", "minutes: beaucoup", NULL, 5, "nombre entier"},
    {MISSION, "  learnt: [\"On choisit.\"]\n", "", NULL, 22, "il manque la clé « learnt »"},
    {MISSION, "title: \"Je masque un document\"\n", "", NULL, 1, "il manque la clé « title »"},
    /* an answer that leads elsewhere; one of two controls of the same name */
    {SCREENS, "{set: {masked: non}, back: oui}", "{open: accueil}", MISSION, 19,
     "(« Tous ») mène à « accueil »"},
    {SCREENS, "button: \"Rien\"", "button: \"Masquer\"", MISSION, 11,
     "deux choses à toucher s’appellent « Masquer »"},
    {SCREENS, "- button: \"Moi seul\"", "- button: \"Moi\"", MISSION, 14,
     "rien à toucher ne s’appelle « Moi seul »"},
};

/* The mission goes, all the rest stays. */
static void test_missions(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof mission_faults / sizeof *mission_faults; i++) {
        const struct fault *row = &mission_faults[i];
        write_app(&fixture->folder);
        write_with(&fixture->folder, row->file, row->old, row->text);
        const struct demo *demo = read_app(fixture);
        expect_one(fixture, row->text, row->at ? row->at : row->file, row->line, row->words);
        assert_non_null(demo);
        assert_int_equal(demo->screen_count, BASE_SCREENS);
        assert_int_equal(demo->mission_count, BASE_MISSIONS - 1);
        bool tour_is_faulty = str_same(row->file, TOUR);
        assert_null(demo_mission(demo, tour_is_faulty ? "tour" : "masquer"));
        assert_non_null(demo_mission(demo, tour_is_faulty ? "masquer" : "tour"));
    }
}

static const struct fault screen_faults[] = {
    /* ways */
    {SCREENS, "{open: mesures}", "{open: mesure}", NULL, 6, "aucun écran ne s’appelle « mesure »"},
    {SCREENS, "{open: alerte}", "{back: alarme}", NULL, 50, "aucun écran ne s’appelle « alarme »"},
    {SCREENS, "{open: alerte}", "{open: mesures}", NULL, 64, "rien n’ouvre l’écran « alerte »"},
    {SCREENS, "{open: document, item: sang}", "{open: document, item: san}", NULL, 48,
     "« documents » n’a pas d’élément de cet id"},
    {SCREENS, "{open: document, item: sang}", "{open: document}", NULL, 48, "rien ne dit lequel"},
    {SCREENS, "{open: alerte}", "{open: alerte, item: sang}", NULL, 50, "ne montre aucun élément"},
    {PEOPLE, "screen: document", "screen: documen", SCREENS, 63,
     "« documen » (pour l’élément « neuf » de Marcel EXEMPLE)"},
    {PEOPLE, "target: sang", "target: san", SCREENS, 63, "« item: san »"},
    {PEOPLE, "screen: document,", "screen: \"\",", SCREENS, 63, "ne donne aucun nom d’écran"},
    {PEOPLE, "persona: nadia", "persona: nadya", SCREENS, 57, "personne ne s’appelle « nadya »"},
    {APP, "open: documents", "open: document", NULL, 6, "d’ici rien ne dit lequel"},
    {APP, "open: documents", "open: dossiers", NULL, 6, "aucun écran ne s’appelle « dossiers »"},
    {APP, "open: profils", "open: profil", NULL, 7, "aucun écran ne s’appelle « profil »"},
    {APP, "list: notifications", "list: cloches", NULL, 8, "personne n’a de liste « cloches »"},
    {SCREENS, "tab: documents", "tab: mesures", NULL, 20, "« tab: mesures »"},
    {SCREENS, "  tell: \"Le début.\"", "  kind: sheet", APP, 5, "il lui faut « kind: page »"},
    /* names */
    {SCREENS, "Bonjour {name}", "Bonjour {nom}", NULL, 1, "« nom »"},
    {SCREENS, "{count documents:", "{count document:", NULL, 9, "« document »"},
    {SCREENS, "{if masked = oui", "{if maskd = oui", NULL, 25, "« maskd »"},
    {SCREENS, "Vous avez {age}", "Vous avez {age", NULL, 68, ""},
    {SCREENS, "title ~ {filtre}", "titre ~ {filtre}", NULL, 13, "« titre »"},
    {SCREENS, "title ~ {filtre}", "title ~ {filtr}", NULL, 13, "« filtr »"},
    {SCREENS, "- list: documents", "- list: docs", NULL, 13, "personne n’a de liste « docs »"},
    {SCREENS, "- choice: filtre", "- choice: filtres", NULL, 18, "n’a de valeur « filtres »"},
    {SCREENS, "value: sms", "value: sm", NULL, 43, "n’a de valeur « sm »"},
    {SCREENS, "{set: {masked: non}}", "{set: {masq: non}}", NULL, 29, "n’a de « masq »"},
    {SCREENS, "{refuse: oui}", "{set: {masked: oui}}", NULL, 8, "cet écran n’en a pas"},
    {SCREENS, "{refuse: oui}", "{remove: oui}", NULL, 8, "cet écran n’en a pas"},
    {SCREENS, "{refuse: oui}", "{add: {to: journaux, title: x}}", NULL, 8, "« journaux »"},
    {SCREENS, "{refuse: oui}", "{add: {to: mesures, titre: x}}", NULL, 8, "n’a de « titre »"},
    {SCREENS, "{refuse: oui}", "{persona: nadya}", NULL, 8, "personne ne s’appelle « nadya »"},
    {SCREENS, "{refuse: oui}", "{say: \"{agge}\"}", NULL, 8, "« agge »"},
    {SCREENS, "- chart: mesures", "- chart: profils", NULL, 42, "n’a de « day »"},
    {SCREENS, "icon: \"{icon}\"", "icon: \"{id}\"", NULL, 13, "icône inconnue « sang »"},
    {SCREENS, "title ~ {filtre}\"\n", "title ~ {filtre}\"\n      sort: jour\n", NULL, 13,
     "« jour »"},
};

/* The first place is told rightly, and there is still an app; some faults are several. */
static void test_screens(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof screen_faults / sizeof *screen_faults; i++) {
        const struct fault *row = &screen_faults[i];
        char path[FILE_PATH_MAX];
        write_app(&fixture->folder);
        write_with(&fixture->folder, row->file, row->old, row->text);
        const struct demo *demo = read_app(fixture);
        folder_path(&fixture->folder, row->at ? row->at : row->file, path);
        expect_problem(&fixture->problems, row->text, row->line, row->words);
        bool told = false;
        for (size_t k = 0; k < fixture->problems.list.n; k++) {
            const struct problem *problem = &fixture->problems.list.at[k];
            told = told || (problem->line == row->line && str_same(problem->file, path));
        }
        assert_true(told);
        assert_non_null(demo);
        assert_int_equal(demo->screen_count, BASE_SCREENS);
        assert_true(demo->mission_count >= 1);
    }
}

/* A screen one cannot leave: it is the first of all, and nothing on it can be touched. */
static void test_dead_end(void **state)
{
    struct fixture *fixture = *state;
    write_with(&fixture->folder, APP, "start: accueil", "start: mur");
    write_with(&fixture->folder, SCREENS, "",
               "mur:\n  title: \"Mur\"\n  kind: plain\n  body:\n    - text: \"x\"\n");
    assert_non_null(read_app(fixture));
    expect_one(fixture, "wall", APP, 3, "sur l’écran « mur » il n’y a rien à toucher");
}

/* Lists that are longer than a screen may be. */
static void test_long_list(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_add(&text, "lists:\n      longue:\n");
    for (int i = 0; i < DEMO_ITEMS_MAX; i++) {
        str_add(&text, BIG_LIST);
    }
    write_with(&fixture->folder, PEOPLE, "lists:\n", str_text(&text));
    write_with(&fixture->folder, SCREENS, "    - text: \"Vous avez {age}.\"\n",
               "    - text: \"x\"\n    - list: longue\n      row: \"{title}\"\n");
    assert_non_null(read_app(fixture));
    expect_one(fixture, "long", SCREENS, 69, "cet écran aurait 41 lignes");
    write_with(&fixture->folder, SCREENS, "    - text: \"Vous avez {age}.\"\n",
               "    - text: \"x\"\n    - list: longue\n      row: \"{title}\"\n      at-most: 9\n");
    assert_non_null(read_app(fixture));
    expect_problem(&fixture->problems, "short", 0, NULL);
    str_release(&text);
}

/* A screen that only a mission begins on is not out of reach. */
static void test_mission_only(void **state)
{
    struct fixture *fixture = *state;
    write_with(&fixture->folder, SCREENS, "",
               "seuil:\n  title: \"Seuil\"\n  kind: plain\n  body:\n    - button: \"Entrer\"\n"
               "      do: {open: documents}\n");
    write_with(&fixture->folder, MISSION, "start: documents\nsteps:\n",
               "start: seuil\nsteps:\n  - on: seuil\n    tap: \"Entrer\"\n    say: \"Entrez.\"\n");
    const struct demo *demo = read_app(fixture);
    expect_problem(&fixture->problems, "mission's own screen", 0, NULL);
    assert_int_equal(demo->mission_count, BASE_MISSIONS);
}

/* A switch takes its screens, rows and missions away without a word. */
static void test_switch(void **state)
{
    struct fixture *fixture = *state;
    write_with(&fixture->folder, TOUR, "minutes: 1", "minutes: 1\nneeds: aidants");
    const struct demo *demo = read_app(fixture);
    expect_problem(&fixture->problems, "switched off", 0, NULL);
    assert_int_equal(demo->mission_count, BASE_MISSIONS - 1);
    write_with(&fixture->folder, TOUR, "minutes: 1", "minutes: 1\nneeds: aidant");
    demo = read_app(fixture);
    expect_one(fixture, "no such switch", TOUR, 6, "« aidant »");
    assert_int_equal(demo->mission_count, BASE_MISSIONS - 1);
}

/* More ways through a mission than can be walked are told, and walking them ends. */
static void test_many_ways(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_add(&text, "steps:\n");
    for (int i = 0; i < DEMO_STEPS_MAX - 4; i++) {
        str_add(&text, "  - on: documents\n    say: \"x\"\n    answers: [{tap: \"Un\"}, {tap: "
                       "\"Deux\"}, {tap: \"Trois\"}]\n");
    }
    write_with(&fixture->folder, MISSION, "steps:\n", str_text(&text));
    write_with(&fixture->folder, SCREENS,
               "      options: [{label: \"Tous\", value: \"\"}, \"Radio du genou\"]\n",
               "      options: [\"Un\", \"Deux\", \"Trois\"]\n      do: {say: \"Voici.\"}\n");
    const struct demo *demo = read_app(fixture);
    expect_problem(&fixture->problems, "ways", 7, "plus de 256 façons");
    assert_int_equal(demo->mission_count, BASE_MISSIONS - 1);
    str_release(&text);
}

/* Whatever line is missing or doubled: problems, no crash. */
static void test_any_line(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < SOURCES; i++) {
        const char *text = sources[i].text;
        for (const char *line = text; *line;) {
            const char *end = strchr(line, '\n') + 1;
            struct str out = {0};
            str_add_bytes(&out, text, (size_t)(line - text));
            str_add(&out, end);
            folder_write(&fixture->folder, sources[i].file, str_text(&out));
            read_app(fixture);
            assert_true(fixture->content.slides.n > 0);
            str_release(&out);
            line = end;
        }
        folder_write(&fixture->folder, sources[i].file, text);
    }
}

/* --- the handbook --- */

/* Writes each block of slides/README.md whose first line is « # fr/app/… »; how many there are. */
static int write_blocks(const struct folder *folder, char *text)
{
    static const char fence[] = "```yaml\n# fr/";
    int n = 0;
    for (char *at = text; (at = strstr(at, fence));) {
        char *name = at + strlen("```yaml\n# "), *end = strchr(name, '\n'), *close;
        assert_non_null(end);
        close = strstr(end, "\n```");
        assert_non_null(close);
        *end = close[1] = '\0';
        char file[FILE_PATH_MAX];
        str_fit(file, sizeof file, name);
        *end = '\n';
        folder_write(folder, file, name - strlen("# "));
        at = close + 2;
        n++;
    }
    return n;
}

static void test_handbook(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    char path[FILE_PATH_MAX];
    assert_true(file_join(path, SOURCE_ROOT, "slides/README.md"));
    assert_true(file_read(path, CONTENT_FILE_MAX, &text, NULL));
    folder_path(&fixture->folder, "fr/app", path);
    file_remove_tree(path);
    assert_int_equal(write_blocks(&fixture->folder, text.at), 4);
    const struct demo *demo = read_app(fixture);
    expect_problem(&fixture->problems, "slides/README.md", 0, NULL);
    assert_non_null(demo);
    assert_int_equal(demo->persona_count, 1);
    assert_int_equal(demo->screen_count, 2);
    assert_int_equal(demo->mission_count, 1);
    assert_int_equal(demo->missions[0].step_count, 3);
    str_release(&text);
}

/* Every kind of widget and every property of one is in the handbook. */
static void test_handbook_words(void **state)
{
    static const char *const words[] = {
        "title",   "text",   "notice", "field",   "card",   "row",      "list",  "bubbles",
        "button",  "choice", "toggle", "picture", "chart",  "calendar", "says",  "icon",
        "mark",    "do",     "if",     "needs",   "unless", "where",    "sort",  "first",
        "at-most", "empty",  "by",     "mine",    "look",   "options",  "value", "alt",
        "height",  "unit",   "open",   "item",    "back",   "set",      "let",   "add",
        "remove",  "say",    "refuse", "persona", "tab",    "tell",     "of",    "kind",
        "learn",   "learnt", "before", "answers", "then",   "why"};
    struct str text = {0};
    char path[FILE_PATH_MAX];
    (void)state;
    assert_true(file_join(path, SOURCE_ROOT, "slides/README.md"));
    assert_true(file_read(path, CONTENT_FILE_MAX, &text, NULL));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char code[64];
        snprintf(code, sizeof code, "`%s`", words[i]);
        if (!strstr(text.at, code)) {
            fail_msg("slides/README.md does not explain %s", code);
        }
    }
    str_release(&text);
}

/* Those it offers exist. */
static void test_handbook_icons(void **state)
{
    struct str text = {0};
    char path[FILE_PATH_MAX];
    int n = 0;
    (void)state;
    assert_true(file_join(path, SOURCE_ROOT, "slides/README.md"));
    assert_true(file_read(path, CONTENT_FILE_MAX, &text, NULL));
    char *at = strstr(text.at, "### Les icônes\n\n"), *end = at ? strstr(at, "\n\n`borne") : NULL;
    assert_non_null(end);
    *end = '\0';
    for (at = strchr(at, '`'); at; at = strchr(at, '`'), n++) {
        char *close = strchr(++at, '`');
        assert_non_null(close);
        *close = '\0';
        if (demo_icon(at) == 0) {
            fail_msg("slides/README.md offers « %s », which is no icon", at);
        }
        at = close + 1;
    }
    assert_in_range(n, 50, 200);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_good, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dead_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mission_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_switch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_ways, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_any_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_handbook, set_up, tear_down),
        cmocka_unit_test(test_handbook_words),
        cmocka_unit_test(test_handbook_icons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
