/* demo_read_test.c: the demo app's files: what is read, what is left out, what is reported. */
#include "unit.h"

#include "content/demo.h"
#include "content/demo/kinds.h"
#include "content/demo/widgets.h"
#include "content/yaml.h"

static const char app[] = "switches: { aidants: non, dmp: oui }\n"
                          "start: accueil\n"
                          "tabs:\n"
                          "  - { label: \"Accueil\", icon: home, open: accueil }\n"
                          "  - { label: \"Dossier\", icon: folder, open: documents }\n"
                          "avatar: { label: \"rond\", open: accueil }\n"
                          "bell: { label: \"cloche\", open: documents, list: avis }\n"
                          "back: \"Retour\"\n"
                          "close: \"Fermer\"\n"
                          "refuse: \"On s'arrête ici !\"\n";
static const char people[] =
    "personas:\n"
    "  - id: marcel\n"
    "    name: \"Marcel EXEMPLE\"\n"
    "    values: { age: \"72 ans\", samu: oui, filtre: \"\" }\n"
    "    lists:\n"
    "      documents:\n"
    "        - { id: sang, title: \"Prise de sang\", day: -3, icon: science,\n"
    "            picture: pictures/app/sang.svg }\n"
    "        - { title: \"Sans nom\", mark: \"\" }\n"
    "      avis: []\n"
    "  - id: nadia\n"
    "    name: \"Nadia EXEMPLE\"\n";
static const char screens[] =
    "accueil:\n"
    "  title: \"Bonjour {name} !\"\n"
    "  tab: accueil\n"
    "  tell: \"Le début.\"\n"
    "  body:\n"
    "    - text: \"Bienvenue\"\n"
    "    - card: \"Papiers\"\n"
    "      says: \"{count documents : aucun / 1 / #}\"\n"
    "      icon: folder\n"
    "      if: \"samu != non\"\n"
    "      do: { open: documents, say: \"Voici.\" }\n"
    "    - text: \"Aidants\"\n"
    "      needs: aidants\n"
    "    - text: \"Sans aidants\"\n"
    "      unless: aidants\n"
    "    - choice: filtre\n"
    "      options: [\"Tous\", { label: \"Sang\", value: \"\" }]\n"
    "    - toggle: \"SAMU\"\n"
    "      value: samu\n"
    "documents:\n"
    "  title: \"Papiers\"\n"
    "  tab: documents\n"
    "  body:\n"
    "    - list: documents\n"
    "      row: \"{title}\"\n"
    "      sort: day\n"
    "      at-most: 3\n"
    "      empty: \"Rien.\"\n"
    "      do: { open: document }\n"
    "document:\n"
    "  title: \"{title}\"\n"
    "  kind: sheet\n"
    "  of: documents\n"
    "  body:\n"
    "    - picture: pictures/app/sang.svg\n"
    "      alt: \"\"\n"
    "      height: 40,5\n"
    "    - picture: \"{picture}\"\n"
    "    - button: \"Masquer\"\n"
    "      look: main\n"
    "      do: { set: { mark: \"vu : oui\" }, add: [{ to: avis, id: a, day: 0 }, { to: avis }],\n"
    "            back: oui }\n";
static const char mission[] = "title: \"Je lis\"\n"
                              "learn: \"Apprendre : lire\"\n"
                              "icon: folder\n"
                              "persona: marcel\n"
                              "minutes: 2\n"
                              "start: accueil\n"
                              "before: { let: { filtre: \"\" } }\n"
                              "steps:\n"
                              "  - on: accueil\n"
                              "    tap: \"Papiers\"\n"
                              "    say: \"Touchez « Papiers ».\"\n"
                              "  - on: documents\n"
                              "    say: \"Choisissez.\"\n"
                              "    why: \"Pour voir.\"\n"
                              "    answers:\n"
                              "      - { tap: \"Prise de sang\", then: \"Oui.\" }\n"
                              "      - { tap: \"Sans nom\" }\n"
                              "end:\n"
                              "  learnt: [\"Lire !\", \"Voir\"]\n"
                              "  link: site\n";

struct fixture {
    struct folder folder;
    struct content content;
    struct problems problems;
    const struct demo *demo;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const struct folder *folder = &fixture->folder;
    folder_make(&fixture->folder);
    folder_write(folder, "pictures/app/sang.svg", "<svg/>");
    folder_write(folder, "fr/app/app.yaml", app);
    folder_write(folder, "fr/app/personas.yaml", people);
    folder_write(folder, "fr/app/ecrans.yaml", screens);
    folder_write(folder, "fr/app/missions/05-lire.yaml", mission);
    *state = fixture;
    return 0;
}

static void forget(struct fixture *fixture)
{
    content_release(&fixture->content);
    problems_release(&fixture->problems);
    fixture->demo = NULL;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    folder_remove(&fixture->folder);
    forget(fixture);
    free(fixture);
    return 0;
}

static void read_in(struct fixture *fixture, const char *language,
                    const struct content_world *world)
{
    forget(fixture);
    fixture->content = (struct content){.folder = fixture->folder.path, .language_count = 1};
    fixture->content.languages[0] = *language_find(language);
    arr_push(&fixture->content.links,
             (struct link){"site", "https://www.exemple.fr", "exemple.fr"});
    fixture->demo = demo_read(&fixture->content, world, &fixture->problems);
}

static const struct demo *good(struct fixture *fixture)
{
    read_in(fixture, "fr", NULL);
    expect_problem(&fixture->problems, "good", 0, NULL);
    assert_non_null(fixture->demo);
    return fixture->demo;
}

static void expect_in(const struct fixture *fixture, const char *file, int line, const char *words)
{
    for (size_t i = 0; i < fixture->problems.list.n; i++) {
        const struct problem *problem = &fixture->problems.list.at[i];
        if (problem->line == line && str_ends(problem->file, file) &&
            strstr(problem->message, words)) {
            return;
        }
    }
    for (size_t i = 0; i < fixture->problems.list.n; i++) {
        const struct problem *problem = &fixture->problems.list.at[i];
        print_error("  got %s:%d: %s\n", problem->file, problem->line, problem->message);
    }
    fail_msg("%s:%d: no problem with « %s »", file, line, words);
}

static void test_shell(void **state)
{
    const struct demo *demo = good(*state);
    assert_true(str_ends(demo->file, "/fr/app/app.yaml"));
    assert_string_equal(demo->start, "accueil");
    assert_int_equal(demo->tab_count, 2);
    assert_string_equal(demo->tabs[1].label, "Dossier");
    assert_string_equal(demo->tabs[1].icon, "folder");
    assert_string_equal(demo->tabs[1].screen, "documents");
    assert_string_equal(demo->avatar_label, "rond");
    assert_string_equal(demo->avatar_screen, "accueil");
    assert_string_equal(demo->bell_label, "cloche");
    assert_string_equal(demo->bell_screen, "documents");
    assert_string_equal(demo->bell_list, "avis");
    assert_string_equal(demo->back_label, "Retour");
    assert_string_equal(demo->close_label, "Fermer");
    assert_string_equal(demo->refuse, "On s’arrête ici\u00A0!");
}

static void test_people(void **state)
{
    struct fixture *fixture = *state;
    const struct demo *demo = good(fixture);
    assert_int_equal(demo->persona_count, 2);
    const struct demo_persona *marcel = demo_persona(demo, "marcel");
    assert_string_equal(marcel->name, "Marcel EXEMPLE");
    assert_int_equal(marcel->line, 2);
    assert_int_equal(marcel->values.n, 3);
    assert_string_equal(demo_field(&marcel->values, "age"), "72 ans");
    assert_string_equal(demo_field(&marcel->values, "filtre"), "");
    assert_null(demo_field(&marcel->values, "poids"));
    assert_int_equal(marcel->list_count, 2);
    const struct demo_list *list = &marcel->lists[0];
    assert_string_equal(list->name, "documents");
    assert_int_equal(list->n, 2);
    assert_string_equal(list->items[0].id, "sang");
    assert_string_equal(demo_field(&list->items[0].fields, "id"), "sang");
    assert_string_equal(demo_field(&list->items[0].fields, "day"), "-3");
    char picture[FILE_PATH_MAX];
    folder_path(&fixture->folder, "pictures/app/sang.svg", picture);
    assert_string_equal(demo_field(&list->items[0].fields, "picture"), picture);
    assert_int_equal(list->items[1].line, 9);
    assert_string_equal(list->items[1].id, "");
    assert_string_equal(marcel->lists[1].name, "avis");
    assert_int_equal(marcel->lists[1].n, 0);
    assert_int_equal(demo->personas[1].list_count, 0);
    assert_null(demo_persona(demo, "paul"));
}

static void test_screens(void **state)
{
    const struct demo *demo = good(*state);
    assert_int_equal(demo->screen_count, 3);
    const struct demo_screen *screen = demo_screen(demo, "accueil");
    assert_string_equal(screen->title, "Bonjour {name}\u00A0!");
    assert_int_equal(screen->kind, DEMO_PAGE);
    assert_string_equal(screen->tab, "accueil");
    assert_string_equal(screen->tell, "Le début.");
    assert_null(screen->of);
    assert_int_equal(screen->widget_count, 5); /* the one for aidants is switched off */
    assert_string_equal(screen->widgets[0].text, "Bienvenue");
    const struct demo_widget *card = &screen->widgets[1];
    assert_int_equal(card->kind, DEMO_CARD);
    assert_int_equal(card->line, 7);
    assert_string_equal(card->says, "{count documents\u00A0: aucun / 1 / #}");
    assert_string_equal(card->cond, "samu\u00A0!= non");
    assert_string_equal(card->icon, "folder");
    assert_null(card->mark);
    assert_int_equal(card->acts->kind, DEMO_OPEN);
    assert_string_equal(card->acts->text, "documents");
    assert_null(card->acts->item);
    assert_int_equal(card->acts->next->kind, DEMO_SAY);
    assert_string_equal(card->acts->next->text, "Voici.");
    assert_null(card->acts->next->next);
    assert_string_equal(screen->widgets[2].text, "Sans aidants");
    const struct demo_widget *choice = &screen->widgets[3];
    assert_int_equal(choice->option_count, 2);
    assert_string_equal(choice->options[0].value, "Tous");
    assert_string_equal(choice->options[1].label, "Sang");
    assert_string_equal(choice->options[1].value, "");
    assert_string_equal(screen->widgets[4].value, "samu");
    assert_null(demo_screen(demo, "nulle-part"));
}

static void test_more_screens(void **state)
{
    struct fixture *fixture = *state;
    const struct demo *demo = good(fixture);
    const struct demo_widget *list = demo_screen(demo, "documents")->widgets;
    assert_int_equal(list->kind, DEMO_LIST);
    assert_string_equal(list->text, "documents");
    assert_string_equal(list->row, "{title}");
    assert_string_equal(list->sort, "day");
    assert_int_equal(list->at_most, 3);
    const struct demo_screen *sheet = demo_screen(demo, "document");
    assert_int_equal(sheet->kind, DEMO_SHEET);
    assert_string_equal(sheet->of, "documents");
    assert_null(sheet->tab);
    assert_string_equal(sheet->tell, "");
    char picture[FILE_PATH_MAX];
    folder_path(&fixture->folder, "pictures/app/sang.svg", picture);
    assert_string_equal(sheet->widgets[0].text, picture);
    assert_string_equal(sheet->widgets[0].alt, "");
    assert_true(sheet->widgets[0].height > 40.4 && sheet->widgets[0].height < 40.6);
    assert_string_equal(sheet->widgets[1].text, "{picture}");
    assert_int_equal(sheet->widgets[2].look, DEMO_MAIN);
    const struct demo_act *act = sheet->widgets[2].acts;
    assert_int_equal(act->kind, DEMO_SET);
    assert_string_equal(demo_field(&act->fields, "mark"), "vu\u00A0: oui");
    act = act->next;
    assert_int_equal(act->kind, DEMO_ADD);
    assert_string_equal(act->text, "avis");
    assert_int_equal(act->fields.n, 2);
    assert_string_equal(demo_field(&act->fields, "id"), "a");
    act = act->next;
    assert_int_equal(act->kind, DEMO_ADD);
    assert_int_equal(act->fields.n, 0);
    act = act->next;
    assert_int_equal(act->kind, DEMO_BACK);
    assert_string_equal(act->text, "");
    assert_null(act->next);
}

static void test_mission(void **state)
{
    const struct demo *demo = good(*state);
    assert_int_equal(demo->mission_count, 1);
    const struct demo_mission *lire = demo_mission(demo, "lire");
    assert_true(str_ends(lire->file, "/fr/app/missions/05-lire.yaml"));
    assert_string_equal(lire->title, "Je lis");
    assert_string_equal(lire->learn, "Apprendre\u00A0: lire");
    assert_string_equal(lire->icon, "folder");
    assert_string_equal(lire->persona, "marcel");
    assert_string_equal(lire->start, "accueil");
    assert_null(lire->start_item);
    assert_int_equal(lire->minutes, 2);
    assert_int_equal(lire->before->kind, DEMO_LET);
    assert_string_equal(demo_field(&lire->before->fields, "filtre"), "");
    assert_int_equal(lire->step_count, 2);
    assert_int_equal(lire->steps[0].line, 9);
    assert_string_equal(lire->steps[0].say, "Touchez «\u00A0Papiers\u00A0».");
    assert_string_equal(lire->steps[0].why, "");
    assert_int_equal(lire->steps[0].answer_count, 1);
    assert_string_equal(lire->steps[0].answers[0].tap, "Papiers");
    assert_string_equal(lire->steps[0].answers[0].then, "");
    assert_string_equal(lire->steps[1].on, "documents");
    assert_string_equal(lire->steps[1].why, "Pour voir.");
    assert_int_equal(lire->steps[1].answer_count, 2);
    assert_string_equal(lire->steps[1].answers[0].then, "Oui.");
    assert_string_equal(lire->steps[1].answers[1].then, "");
    assert_int_equal(lire->learnt_count, 2);
    assert_string_equal(lire->learnt[0], "Lire\u00A0!");
    assert_string_equal(lire->link, "site");
    assert_null(demo_mission(demo, "ecrire"));
}

/* A line of the good file in place of another: the problem, and what is still there. */
static void expect_fault(void **state, const char *file, const char *text, const char *from,
                         const char *to, int line, const char *words)
{
    tear_down(state);
    set_up(state);
    struct fixture *fixture = *state;
    const char *at = strstr(text, from);
    struct str changed = {0};
    if (!at) {
        fail_msg("« %s » is not in %s", from, file);
        return;
    }
    str_add_bytes(&changed, text, (size_t)(at - text));
    str_add(&changed, to);
    str_add(&changed, at + strlen(from));
    folder_write(&fixture->folder, file, str_text(&changed));
    str_release(&changed);
    read_in(fixture, "fr", NULL);
    expect_in(fixture, file, line, words);
}

static void test_shell_faults(void **state)
{
    static const struct {
        const char *from, *to;
        int line;
        const char *words;
        bool left; /* something can still be shown */
    } rows[] = {
        {"back:", "retour:", 8, "clé inconnue « retour »", true},
        {"aidants: non", "aidants: peut-être", 1, "écrivez oui ou non", true},
        {"aidants: non", "Aidants: non", 1, "petites lettres", true},
        {"dmp: oui", "dmp: [oui]", 1, "une seule valeur", true},
        {"icon: home", "icon: maison", 4, "icône inconnue « maison »", true},
        {", open: accueil }", " }", 4, "il manque la clé « open »", true},
        {"{ label: \"rond\", open: accueil }", "rond", 6, "« avatar » n’a pas la bonne forme",
         true},
        {", list: avis", "", 7, "il manque la clé « list »", true},
        {"tabs:\n", "tabs: []\nx:\n", 3, "doit être une liste", true},
        {"start: accueil", "start: ailleurs", 2, "l’écran « ailleurs » n’existe pas", false},
        {"start: accueil", "start: \"\"", 2, "est vide", false},
        {"start: accueil", "# rien", 1, "il manque la clé « start »", false},
        {"refuse:", "refuse: [", 11, "jamais fermé", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_fault(state, "fr/app/app.yaml", app, rows[i].from, rows[i].to, rows[i].line,
                     rows[i].words);
        const struct fixture *fixture = *state;
        assert_int_equal(fixture->demo != NULL, rows[i].left);
    }
}

static void test_people_faults(void **state)
{
    static const struct {
        const char *from, *to;
        int line;
        const char *words;
        int left; /* personas */
    } rows[] = {
        {"personas:", "people:", 1, "clé inconnue « people »", 0},
        {"id: nadia", "id: marcel", 11, "« marcel » est déjà pris", 1},
        {"id: nadia", "id: Nadia", 11, "petites lettres", 1},
        {"- id: nadia", "- id", 12, "« : » inattendu", 0},
        {"    name: \"Nadia EXEMPLE\"\n", "", 11, "il manque la clé « name »", 1},
        {"age:", "âge:", 4, "le nom « âge »", 2},
        {"age: \"72 ans\"", "age: [72]", 4, "une seule valeur", 2},
        {"day: -3", "day: hier", 7, "nombre entier de -36500 à 36500", 2},
        {"icon: science", "icon: sang", 7, "icône inconnue « sang »", 2},
        {"sang.svg", "non.svg", 8, "image introuvable « pictures/app/non.svg »", 2},
        {"pictures/app/sang.svg", "../../../../../etc/passwd", 8, "hors du dossier", 2},
        {"{ title: \"Sans", "{ id: sang, title: \"Sans", 9, "« sang » est déjà pris dans", 2},
        {"- { title: \"Sans nom\", mark: \"\" }", "- Sans nom", 9, "n’a pas la bonne forme", 2},
        {"avis: []", "avis: rien", 10, "doit être une liste", 2},
        {"avis: []", "Avis: []", 10, "le nom de liste « Avis »", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_fault(state, "fr/app/personas.yaml", people, rows[i].from, rows[i].to, rows[i].line,
                     rows[i].words);
        const struct fixture *fixture = *state;
        assert_int_equal(fixture->demo ? fixture->demo->persona_count : 0, rows[i].left);
    }
}

static void test_screen_faults(void **state)
{
    static const struct {
        const char *from, *to;
        int line;
        const char *words;
        int left; /* widgets of the first screen and of the third */
    } rows[] = {
        {"- text: \"Bienvenue\"", "- texte: \"Bienvenue\"", 6, "« texte » n’en est pas un", 7},
        {"- text: \"Bienvenue\"", "- text: \"\"", 6, "« text » est vide", 7},
        {"- text: \"Bienvenue\"", "- text: \"a\\nb\"", 6, "retour à la ligne", 7},
        {"- text: \"Bienvenue\"", "- Bienvenue", 6, "commence par son genre", 7},
        {"- text: \"Bienvenue\"", "- text: x\n      mark: y", 7, "clé inconnue « mark »", 7},
        {"says:", "dit:", 8, "clés permises sont card, if, says, mark, icon", 7},
        {"icon: folder", "icon: dossier", 9, "icône inconnue « dossier »", 7},
        {"unless: aidants", "unless: famille", 15, "« famille » n’est pas dans app.yaml", 7},
        {"needs: aidants", "needs: aidants\n      says: x", 14, "clé inconnue « says »", 8},
        {"[\"Tous\", {", "[\"Tous\", [], {", 17, "n’a pas la bonne forme", 7},
        {"options:", "option:", 16, "il manque la clé « options »", 7},
        {"value: samu", "value: Le SAMU", 19, "« Le SAMU » ne convient pas", 7},
        {"open: documents,", "ouvre: documents,", 11, "clé inconnue « ouvre »", 7},
        {"open: documents,", "item: sang,", 11, "« item » ne va qu’avec « open »", 7},
        {"{ open: documents, say: \"Voici.\" }", "documents", 11, "n’a pas la bonne forme", 7},
        {"title: \"Bonjour", "titre: \"Bonjour", 1, "il manque la clé « title »", 8},
        {"tab: accueil", "tab: Accueil", 3, "« Accueil » ne convient pas", 8},
        {"kind: sheet", "kind: feuille", 32, "page, plain ou sheet", 8},
        {"height: 40,5", "height: haut", 37, "n’est pas un nombre", 7},
        {"look: main", "look: gros", 40, "main, quiet ou alert", 7},
        {"back: oui", "back: non", 42, "écrivez oui", 7},
        {"{ to: avis }", "{ id: b }", 41, "il manque la clé « to »", 7},
        {"{ mark: \"vu : oui\" }", "[]", 41, "n’a pas la bonne forme", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_fault(state, "fr/app/ecrans.yaml", screens, rows[i].from, rows[i].to, rows[i].line,
                     rows[i].words);
        const struct fixture *fixture = *state;
        assert_non_null(fixture->demo);
        int left = demo_screen(fixture->demo, "accueil")->widget_count +
                   demo_screen(fixture->demo, "document")->widget_count;
        if (left != rows[i].left) {
            fail_msg("%s: %d widgets are left", rows[i].words, left);
        }
    }
}

static void test_mission_faults(void **state)
{
    static const struct {
        const char *from, *to;
        int line;
        const char *words;
    } rows[] = {
        {"learn:", "apprendre:", 2, "clé inconnue « apprendre »"},
        {"learn:", "apprendre:", 1, "il manque la clé « learn »"},
        {"persona: marcel", "persona: paul", 4, "« paul » n’est pas dans personas.yaml"},
        {"minutes: 2", "minutes: 11", 5, "de 1 à 10"},
        {"before: { let", "before: { laisse", 7, "clé inconnue « laisse »"},
        {"    tap: \"Papiers\"\n", "", 9, "il manque la clé « tap », ou « answers »"},
        {"    why:", "    tap: \"Papiers\"\n    why:", 16, "pas les deux"},
        {"    why:", "    then: \"x\"\n    why:", 14, "« then » dans chaque réponse"},
        {"      - { tap: \"Sans nom\" }\n", "", 15, "une seule réponse"},
        {"{ tap: \"Sans nom\" }", "{ then: \"Sans nom\" }", 17, "il manque la clé « tap »"},
        {"{ tap: \"Sans nom\" }", "Sans nom", 17, "n’a pas la bonne forme"},
        {"link: site", "link: sites", 20, "le lien « sites » n’est pas dans links.yaml"},
        {"\"Voir\"]", "a, b, c]", 19, "trop de phrases"},
        {"[\"Lire !\", \"Voir\"]", "Lire", 19, "doit être une liste"},
        {"title: \"Je lis\"", "title: \"Je lis\"\ntitle: x", 2, "déjà donnée"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_fault(state, "fr/app/missions/05-lire.yaml", mission, rows[i].from, rows[i].to,
                     rows[i].line, rows[i].words);
        const struct fixture *fixture = *state;
        assert_non_null(fixture->demo);
        assert_int_equal(fixture->demo->mission_count, 0);
    }
}

static void test_files(void **state)
{
    struct fixture *fixture = *state;
    const struct folder *folder = &fixture->folder;
    folder_write(folder, "fr/app/.cache.yaml", "x");
    folder_write(folder, "fr/app/missions/Thumbs.db", "x");
    folder_write(folder, "fr/app/missions/9-avant.yaml", mission);
    folder_write(folder, "fr/app/missions/10-apres.yaml", mission);
    const struct demo *demo = good(fixture);
    assert_int_equal(demo->mission_count, 3);
    assert_string_equal(demo->missions[0].id, "lire");
    assert_string_equal(demo->missions[1].id, "avant");
    assert_string_equal(demo->missions[2].id, "apres");
    folder_write(folder, "fr/app/missions/11-avant.yaml", mission);
    folder_write(folder, "fr/app/missions/avant.yaml", mission);
    folder_write(folder, "fr/app/notes.txt", "x");
    folder_write(folder, "fr/app/suite.yaml", "documents: { title: x, body: [{ text: x }] }\n");
    read_in(fixture, "fr", NULL);
    expect_in(fixture, "missions/9-avant.yaml", 1, "« avant » est déjà pris par 11-avant.yaml");
    expect_in(fixture, "missions/avant.yaml", 1, "03-nom.yaml");
    expect_in(fixture, "app/notes.txt", 1, "fichier non compris");
    expect_in(fixture, "app/suite.yaml", 1, "« documents » est déjà dans");
    assert_int_equal(fixture->demo->mission_count, 3);
}

/* What a language lacks comes from French, file by file; so does what is not YAML at all. */
static void test_fallback(void **state)
{
    struct fixture *fixture = *state;
    const struct folder *folder = &fixture->folder;
    read_in(fixture, "en", NULL);
    expect_problem(&fixture->problems, "fallback", 0, NULL);
    assert_int_equal(fixture->demo->mission_count, 1);
    folder_write(folder, "en/app/personas.yaml",
                 "personas: [{ id: marcel, name: \"Marc : x\" }]\n");
    folder_write(folder, "en/app/app.yaml", "start: [\n");
    read_in(fixture, "en", NULL);
    assert_non_null(fixture->demo);
    assert_string_equal(demo_persona(fixture->demo, "marcel")->name, "Marc : x");
    assert_string_equal(fixture->demo->start, "accueil");
    assert_true(str_ends(fixture->problems.list.at[0].file, "en/app/app.yaml"));
    read_in(fixture, "fr", NULL);
    assert_int_equal(fixture->demo->persona_count, 2);
}

static void test_switch_on(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_addf(&text, "%sneeds: aidants\n", mission);
    folder_write(&fixture->folder, "fr/app/missions/06-aider.yaml", str_text(&text));
    folder_write(&fixture->folder, "fr/app/aide.yaml",
                 "aide: { title: x, needs: aidants, body: [{ text: x }] }\n");
    const struct demo *demo = good(fixture);
    assert_null(demo_mission(demo, "aider"));
    assert_null(demo_screen(demo, "aide"));
    str_clear(&text);
    str_addf(&text, "switches: { aidants: oui }\n%s", strchr(app, '\n') + 1);
    folder_write(&fixture->folder, "fr/app/app.yaml", str_text(&text));
    read_in(fixture, "fr", NULL);
    assert_non_null(demo_mission(fixture->demo, "aider"));
    assert_non_null(demo_screen(fixture->demo, "aide"));
    assert_string_equal(demo_screen(fixture->demo, "accueil")->widgets[2].text, "Aidants");
    str_release(&text);
}

static bool has_glyph(void *context, uint32_t code)
{
    (void)context;
    return code != 'Z';
}

static bool picture_ok(void *context, const char *path, struct err *err)
{
    (void)context;
    return !str_ends(path, "/sang.svg") || err_set(err, "abîmée ; refaites-la");
}

static void test_world(void **state)
{
    static const struct content_world world = {.has_glyph = has_glyph, .picture_ok = picture_ok};
    struct fixture *fixture = *state;
    folder_write(&fixture->folder, "fr/app/z.yaml",
                 "z:\n  title: x\n  body:\n    - button: x\n      do: { say: \"Z\" }\n");
    read_in(fixture, "fr", &world);
    expect_in(fixture, "z.yaml", 5, "« Z »");
    expect_in(fixture, "personas.yaml", 8, "abîmée");
    expect_in(fixture, "ecrans.yaml", 35, "abîmée");
    assert_int_equal(demo_screen(fixture->demo, "z")->widget_count, 0);
}

static void test_nothing(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    static const char *const files[] = {"fr/app/app.yaml", "fr/app/personas.yaml",
                                        "fr/app/ecrans.yaml"};
    static const char *const texts[] = {"", "- a\n- b\n", "{}", "\xFF", "[[[[[[[[[[[[[[[[[[", "a"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            tear_down(state);
            set_up(state);
            fixture = *state;
            folder_write(&fixture->folder, files[i], texts[k]);
            read_in(fixture, "fr", NULL);
            assert_null(fixture->demo);
            assert_true(fixture->problems.list.n > 0);
        }
    }
    folder_path(&fixture->folder, "fr/app/personas.yaml", path);
    unlink(path);
    read_in(fixture, "fr", NULL);
    expect_in(fixture, "personas.yaml", 1, "introuvable");
    folder_remove(&fixture->folder);
    read_in(fixture, "fr", NULL);
    assert_null(fixture->demo);
    expect_problem(&fixture->problems, "no app", 0, NULL);
}

static void repeat(struct str *text, int n, const char *line)
{
    for (int i = 0; i < n; i++) {
        str_add(text, line);
    }
}

/* One more than there may be of everything. */
static void test_limits(void **state)
{
    struct fixture *fixture = *state;
    const struct folder *folder = &fixture->folder;
    struct str text = {0};
    str_add(&text, "a:\n  title: a\n  body:\n");
    repeat(&text, DEMO_PARTS_MAX + 1, "    - text: x\n");
    str_add(&text, "b:\n  title: b\n  body:\n    - choice: x\n      options: [a");
    repeat(&text, DEMO_OPTIONS_MAX, ", a");
    str_add(&text, "]\n    - button: x\n      do: { set: { a: b");
    for (int i = 0; i < 12; i++) {
        str_addf(&text, ", a%d: b", i);
    }
    str_add(&text, " } }\n  tell: \"");
    repeat(&text, 91, "é");
    str_add(&text, "\"\n");
    folder_write(folder, "fr/app/trop.yaml", str_text(&text));
    str_clear(&text);
    str_add(&text, "personas:\n  - id: a\n    name: a\n    lists:\n      x:\n");
    repeat(&text, DEMO_ITEMS_MAX + 1, "        - { a: b }\n");
    folder_write(folder, "fr/app/personas.yaml", str_text(&text));
    str_clear(&text);
    str_add(&text, mission);
    str_add(&text, "steps:\n");
    repeat(&text, DEMO_STEPS_MAX + 1, "  - { on: accueil, tap: x, say: x }\n");
    folder_write(folder, "fr/app/missions/06-trop.yaml", strstr(str_text(&text), "end:"));
    str_release(&text);
    read_in(fixture, "fr", NULL);
    expect_in(fixture, "trop.yaml", 4 + DEMO_PARTS_MAX, "trop d’éléments");
    expect_in(fixture, "trop.yaml", 9 + DEMO_PARTS_MAX, "trop d’options");
    expect_in(fixture, "trop.yaml", 11 + DEMO_PARTS_MAX, "trop de valeurs");
    expect_in(fixture, "trop.yaml", 12 + DEMO_PARTS_MAX, "91 caractères ; 90 au plus");
    expect_in(fixture, "personas.yaml", 6 + DEMO_ITEMS_MAX, "trop de lignes");
    expect_in(fixture, "06-trop.yaml", 5 + DEMO_STEPS_MAX, "trop d’étapes");
    assert_int_equal(demo_screen(fixture->demo, "a")->widget_count, DEMO_PARTS_MAX);
    assert_int_equal(demo_screen(fixture->demo, "b")->widget_count, 0);
    assert_int_equal(fixture->demo->personas[0].lists[0].n, DEMO_ITEMS_MAX);
}

/* Deep, long, and many: told, and quick. */
static void test_hostile(void **state)
{
    struct fixture *fixture = *state;
    const struct folder *folder = &fixture->folder;
    struct str text = {0};
    str_add(&text, "a: ");
    repeat(&text, 1000, "[");
    folder_write(folder, "fr/app/profond.yaml", str_text(&text));
    str_clear(&text);
    str_add(&text, "long:\n  title: \"{");
    repeat(&text, 100000, " \u00A0");
    str_add(&text, ":}\"\n  body: [{ text: x }]\n");
    folder_write(folder, "fr/app/espaces.yaml", str_text(&text));
    str_clear(&text);
    for (int i = 0; i < YAML_NODES_MAX / 5; i++) {
        str_addf(&text, "s%d: { title: x, body: [] }\n", i);
    }
    folder_write(folder, "fr/app/ecrans2.yaml", str_text(&text));
    str_release(&text);
    read_in(fixture, "fr", NULL);
    assert_non_null(fixture->demo);
    expect_in(fixture, "profond.yaml", 1, "trop de niveaux");
    assert_true(fixture->problems.list.n <= PROBLEMS_MAX);
    assert_non_null(demo_screen(fixture->demo, "long"));
}

static void every_kind_has_its_row(void **state)
{
    (void)state;
    for (int i = 0; i < DEMO_WIDGETS; i++) {
        if (!widget_kinds[i].name) {
            fail_msg("widget number %d, after \"%s\", has no row in widgets.c", i,
                     i > 0 ? widget_kinds[i - 1].name : "");
        }
    }
    for (int i = 0; i < DEMO_ACTS; i++) {
        if (!act_kinds[i].key) {
            fail_msg("act number %d, after \"%s\", has no row in acts.c", i,
                     i > 0 ? act_kinds[i - 1].key : "");
        }
    }
}

/* A property that a widget cannot do without is one that it may have. */
static void what_is_needed_is_allowed(void **state)
{
    (void)state;
    for (int i = 0; i < DEMO_WIDGETS; i++) {
        const struct widget_property *at = widget_properties;
        const char *need = widget_kinds[i].need;
        while (need && at->key && !(strcmp(at->key, need) == 0 && at->kinds & 1u << i)) {
            at++;
        }
        if (need && !at->key) {
            fail_msg("widget \"%s\" needs \"%s\", whose row in widget_properties lacks its bit",
                     widget_kinds[i].name, need);
        }
    }
}

static void test_icons(void **state)
{
    (void)state;
    assert_int_equal(demo_icon("home"), 0xE88A);
    assert_int_equal(demo_icon("accessibility_new"), 0xE92C);
    assert_int_equal(demo_icon(""), 0);
    assert_int_equal(demo_icon("{icon}"), 0);
    assert_int_equal(demo_icon("zzz"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_more_screens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mission, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shell_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_people_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mission_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fallback, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_switch_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_world, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile, set_up, tear_down),
        cmocka_unit_test(test_icons),
        cmocka_unit_test(every_kind_has_its_row),
        cmocka_unit_test(what_is_needed_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
