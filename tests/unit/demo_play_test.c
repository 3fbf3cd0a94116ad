/* demo_play_test.c: content/demo_play.h on a small app written as tables: texts, conditions, acts,
 * views, and a hundred thousand random touches. */
#include "unit.h"

#include "base/date.h"
#include "content/demo_play.h"

#define HARD         "\302\240"
#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))
#define FIELDS(...)                                                                                \
    {                                                                                              \
        (const struct demo_field[]){__VA_ARGS__},                                                  \
            COUNT(((const struct demo_field[]){__VA_ARGS__}))                                      \
    }
#define ACT(...) (&(const struct demo_act){__VA_ARGS__})
#define ITEM(name, ...)                                                                            \
    {                                                                                              \
        .id = (name), .fields = FIELDS(__VA_ARGS__)                                                \
    }
#define LIST(text, table)                                                                          \
    {                                                                                              \
        .name = (text), .items = (table), .n = COUNT(table)                                        \
    }
#define WIDGETS(table) .widgets = (table), .widget_count = COUNT(table)

/* --- people --- */

static const struct demo_item marcel_documents[] = {
    ITEM("prise", {"title", "Prise de sang", 0}, {"kind", "biologie", 0}, {"day", "-3", 0},
         {"new", "oui", 0}),
    ITEM("scanner", {"title", "Scanner", 0}, {"kind", "imagerie", 0}, {"day", "-45", 0}),
    ITEM("lettre", {"title", "Lettre du {day}", 0}, {"kind", "biologie", 0}, {"day", "-10", 0},
         {"pinned", "oui", 0}),
};
static const struct demo_item marcel_measures[] = {
    ITEM("", {"kind", "poids", 0}, {"day", "-1", 0}, {"value", "78,4", 0}),
    ITEM("", {"kind", "poids", 0}, {"day", "-20", 0}, {"value", "79.1", 0}),
    ITEM("", {"kind", "poids", 0}, {"day", "-9", 0}, {"value", "lourd", 0}),
    ITEM("", {"kind", "tension", 0}, {"day", "-2", 0}, {"value", "132", 0}, {"says", "132/81", 0}),
    ITEM("", {"kind", "poids", 0}, {"day", "40", 0}, {"value", "70", 0}),
};
static const struct demo_item marcel_lines[] = {
    ITEM("", {"conv", "prise", 0}, {"text", "Bonjour", 0}, {"mine", "oui", 0}),
    ITEM("", {"conv", "scanner", 0}, {"text", "Autre", 0}),
    ITEM("", {"conv", "prise", 0}, {"text", "Bonsoir", 0}, {"who", "Dr Exemple", 0}),
};
static const struct demo_item marcel_news[] = {
    ITEM("n1", {"title", "Un", 0}, {"unread", "oui", 0}),
    ITEM("n2", {"title", "Deux", 0}, {"unread", "oui", 0}),
    ITEM("n3", {"title", "Trois", 0}, {"unread", "non", 0}),
};
static const struct demo_list marcel_lists[] = {
    LIST("documents", marcel_documents),
    LIST("mesures", marcel_measures),
    LIST("lignes", marcel_lines),
    LIST("nouvelles", marcel_news),
    {.name = "bloques"},
};
static const struct demo_item awa_documents[] = {
    ITEM("vaccin", {"title", "Vaccin", 0}, {"kind", "vaccins", 0}, {"day", "0", 0}),
};
static const struct demo_list awa_lists[] = {LIST("documents", awa_documents)};
static const struct demo_persona personas[] = {
    {.id = "marcel",
     .name = "Marcel EXEMPLE",
     .values =
         FIELDS({"filtre", "", 0}, {"samu", "oui", 0}, {"ordo", "Ordonnance du {day 0}", 0},
                {"boucle", "x{boucle}", 0}, {"pinned", "valeur", 0}, {"choix", "a’b" HARD "!", 0}),
     .lists = marcel_lists,
     .list_count = COUNT(marcel_lists)},
    {.id = "awa",
     .name = "Awa EXEMPLE",
     .values = FIELDS({"age", "31 ans", 0}),
     .lists = awa_lists,
     .list_count = COUNT(awa_lists)},
};

/* --- screens --- */

#define OPEN(screen) ACT(.kind = DEMO_OPEN, .text = (screen))
static const struct demo_act remove_it = {.kind = DEMO_REMOVE};
static const struct demo_act mask_it = {.kind = DEMO_SET,
                                        .fields =
                                            FIELDS({"masked", "oui", 0}, {"why", "le {day}", 0}),
                                        .next = ACT(.kind = DEMO_BACK, .text = "")};
static const struct demo_act write_it = {
    .kind = DEMO_ADD,
    .text = "lignes",
    .fields = FIELDS({"conv", "{id}", 0}, {"text", "Merci {name}", 0}, {"mine", "oui", 0})};
static const struct demo_act add_it = {.kind = DEMO_ADD,
                                       .text = "documents",
                                       .fields = FIELDS({"id", "photo", 0},
                                                        {"title", "Photo de {name}", 0},
                                                        {"day", "0", 0}, {"kind", "biologie", 0}),
                                       .next = ACT(.kind = DEMO_OPEN, .text = "document")};
static const struct demo_act add_more = {.kind = DEMO_ADD,
                                         .text = "documents",
                                         .fields = FIELDS({"title", "Copie", 0}, {"day", "1", 0})};

static const struct demo_widget home_widgets[] = {
    {.kind = DEMO_TITLE, .text = "Bonjour {name}"},
    {.kind = DEMO_CARD,
     .text = "Documents",
     .says = "{count documents}.",
     .mark = "nouveau",
     .acts = OPEN("documents")},
    {.kind = DEMO_ROW, .text = "Rien à toucher"},
    {.kind = DEMO_BUTTON, .text = "Réglages", .look = DEMO_MAIN, .acts = OPEN("reglages")},
    {.kind = DEMO_BUTTON, .text = "Mesures", .acts = OPEN("mesures")},
    {.kind = DEMO_BUTTON, .text = "Sortir", .acts = OPEN("connexion")},
    {.kind = DEMO_BUTTON, .text = "Caché", .cond = "samu = non", .acts = OPEN("mesures")},
};
static const struct demo_widget documents_widgets[] = {
    {.kind = DEMO_LIST,
     .text = "documents",
     .row = "{title}",
     .says = "{kind} · {day}",
     .mark = "{if masked = oui: masqué}{if new = oui: nouveau}",
     .where = "kind ~ {filtre}",
     .sort = "day",
     .first = "pinned = oui",
     .empty = "Aucun document de {name}.",
     .acts = OPEN("document")},
    {.kind = DEMO_BUTTON, .text = "Ajouter", .acts = &add_it},
    {.kind = DEMO_BUTTON, .text = "Copier", .acts = &add_more},
};
static const struct demo_widget document_widgets[] = {
    {.kind = DEMO_FIELD, .text = "Date", .value = "{day}"},
    {.kind = DEMO_BUBBLES,
     .text = "lignes",
     .row = "{text}",
     .by = "{who}",
     .mine = "mine = oui",
     .where = "conv = {id}",
     .empty = "Personne n’a écrit."},
    {.kind = DEMO_BUTTON, .text = "Écrire", .acts = &write_it},
    {.kind = DEMO_BUTTON, .text = "Masquer…", .acts = OPEN("masquer")},
    {.kind = DEMO_BUTTON, .text = "Effacer", .acts = &remove_it},
    {.kind = DEMO_BUTTON, .text = "Encore", .acts = OPEN("document")},
    {.kind = DEMO_BUTTON, .text = "Partager", .acts = ACT(.kind = DEMO_REFUSE)},
};
static const struct demo_widget mask_widgets[] = {
    {.kind = DEMO_BUTTON, .text = "Oui, masquer", .acts = &mask_it},
    {.kind = DEMO_BUTTON, .text = "Plutôt effacer", .acts = &remove_it},
    {.kind = DEMO_BUTTON, .text = "Réglages", .acts = OPEN("reglages")},
    {.kind = DEMO_BUTTON, .text = "Liste", .acts = ACT(.kind = DEMO_BACK, .text = "documents")},
};
static const struct demo_widget settings_widgets[] = {
    {.kind = DEMO_CHOICE,
     .text = "filtre",
     .options = {{"Tous", ""}, {"Biologie", "biologie"}, {"Rien", "rien"}},
     .option_count = 3},
    {.kind = DEMO_TOGGLE, .text = "SAMU", .value = "samu", .says = "En urgence"},
    {.kind = DEMO_TOGGLE, .text = "Courrier", .value = "courrier"},
    {.kind = DEMO_BUTTON, .text = "Mesures", .acts = OPEN("mesures")},
    {.kind = DEMO_BUTTON, .text = "Encore", .acts = OPEN("reglages-bis")},
    {.kind = DEMO_BUTTON, .text = "Feuille", .acts = OPEN("feuille")},
};
static const struct demo_widget measures_widgets[] = {
    {.kind = DEMO_CHART, .text = "mesures", .where = "kind = poids", .unit = "kg"},
    {.kind = DEMO_CHART, .text = "mesures", .where = "kind = tension"},
    {.kind = DEMO_CALENDAR, .text = "mesures"},
    {.kind = DEMO_BUTTON,
     .text = "Retour à la liste",
     .acts = ACT(.kind = DEMO_BACK, .text = "reglages")},
};
static const struct demo_widget people_widgets[] = {
    {.kind = DEMO_BUTTON, .text = "Awa", .acts = ACT(.kind = DEMO_PERSONA, .text = "awa")},
    {.kind = DEMO_BUTTON, .text = "Marcel", .acts = ACT(.kind = DEMO_PERSONA, .text = "marcel")},
};
static const struct demo_widget news_widgets[] = {
    {.kind = DEMO_LIST,
     .text = "nouvelles",
     .row = "{title}",
     .at_most = 2,
     .acts = ACT(.kind = DEMO_SET, .fields = FIELDS({"unread", "non", 0}),
                 .next = ACT(.kind = DEMO_SAY, .text = "Lu : {title}."))},
};
static const struct demo_widget sign_in_widgets[] = {
    {.kind = DEMO_BUTTON, .text = "Entrer", .acts = OPEN("accueil")},
    {.kind = DEMO_BUTTON, .text = "Encore", .acts = OPEN("code")},
};
static const struct demo_widget sheet_widgets[] = {
    {.kind = DEMO_TEXT, .text = "Une feuille"},
};

static const struct demo_screen screens[] = {
    {.id = "accueil", .title = "Bonjour", .tab = "accueil", WIDGETS(home_widgets)},
    {.id = "documents", .title = "Documents", .tab = "documents", WIDGETS(documents_widgets)},
    {.id = "document",
     .title = "{title}",
     .tab = "documents",
     .of = "documents",
     WIDGETS(document_widgets)},
    {.id = "masquer",
     .title = "Masquer ?",
     .kind = DEMO_SHEET,
     .of = "documents",
     WIDGETS(mask_widgets)},
    {.id = "reglages", .title = "Réglages", WIDGETS(settings_widgets)},
    {.id = "reglages-bis", .title = "Réglages", WIDGETS(settings_widgets)},
    {.id = "mesures", .title = "Mesures", WIDGETS(measures_widgets)},
    {.id = "profils", .title = "Profils", WIDGETS(people_widgets)},
    {.id = "nouvelles", .title = "Nouvelles", WIDGETS(news_widgets)},
    {.id = "connexion", .title = "Entrer", .kind = DEMO_PLAIN, WIDGETS(sign_in_widgets)},
    {.id = "code", .title = "Code", .kind = DEMO_PLAIN, WIDGETS(sign_in_widgets)},
    {.id = "feuille", .title = "Feuille", .kind = DEMO_SHEET, WIDGETS(sheet_widgets)},
};

static const struct demo app = {
    .tabs = {{"Accueil", "home", "accueil"}, {"Documents", "folder", "documents"}},
    .tab_count = 2,
    .start = "accueil",
    .avatar_label = "rond",
    .avatar_screen = "profils",
    .bell_label = "cloche",
    .bell_screen = "nouvelles",
    .bell_list = "nouvelles",
    .back_label = "Retour",
    .close_label = "Fermer",
    .refuse = "On s’arrête ici.",
    .personas = personas,
    .persona_count = COUNT(personas),
    .screens = screens,
    .screen_count = COUNT(screens),
};

/* --- help --- */

static const struct date today = {2026, 11, 22};
static struct demo_play play; /* a megabyte */
static struct demo_view view;
static struct arena arena;

static int forget(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void start(const char *screen, const char *item)
{
    demo_start(&play, &app, NULL, screen, item, today);
    demo_look_at(&play, &arena, &view);
}

static bool touch(const char *label)
{
    int control = demo_find(&view, label);
    if (control < 0) {
        fail_msg("no « %s » on %s", label, view.screen->id);
    }
    bool changed = demo_touch(&play, &view, control);
    demo_look_at(&play, &arena, &view);
    return changed;
}

static int item_of(const char *id)
{
    for (int i = 0; i < play.live_count; i++) {
        const char *is = demo_lookup(&play, i, "id");
        if (!play.live[i].gone && id[0] && is && strcmp(is, id) == 0) {
            return i;
        }
    }
    return -1;
}

/* As if something on the screen did this. */
static bool act(const struct demo_act *acts, const char *id)
{
    static struct demo_view made;
    made.control_count = 1;
    made.controls[0] =
        (struct demo_control){.kind = DEMO_CONTROL_WIDGET, .acts = acts, .item = item_of(id)};
    bool changed = demo_touch(&play, &made, 0);
    demo_look_at(&play, &arena, &view);
    return changed;
}

static void expect_way(const char *first, ...)
{
    va_list screens_on_way;
    const char *id = first;
    int depth = 0;
    va_start(screens_on_way, first);
    for (; id; id = va_arg(screens_on_way, const char *)) {
        assert_true(depth < play.depth);
        assert_string_equal(play.places[depth++].screen->id, id);
    }
    va_end(screens_on_way);
    assert_int_equal(play.depth, depth);
}

static void expect_text(const char *text, const char *id, const char *expected)
{
    assert_string_equal(demo_fill(&play, &arena, text, item_of(id)), expected);
}

static const struct demo_part *part_with(const char *text)
{
    for (int i = 0; i < view.part_count; i++) {
        if (strcmp(view.parts[i].text, text) == 0) {
            return &view.parts[i];
        }
    }
    fail_msg("no part « %s » on %s", text, view.screen->id);
    return NULL;
}

static void expect_parts(enum demo_widget_kind kind, const char *joined)
{
    struct str all = {0};
    for (int i = 0; i < view.part_count; i++) {
        if (view.parts[i].kind == kind) {
            str_addf(&all, "%s%s", all.n ? "|" : "", view.parts[i].text);
        }
    }
    assert_string_equal(str_text(&all), joined);
    str_release(&all);
}

/* --- texts --- */

static void names_are_found_from_the_nearest(void **state)
{
    (void)state;
    start(NULL, NULL);
    expect_text("Rien", "prise", "Rien");
    expect_text("{title}, {kind}", "prise", "Prise de sang, biologie");
    expect_text("{name} {samu}", "prise", "Marcel EXEMPLE oui");
    expect_text("[{masked}{nul}]", "prise", "[]");
    expect_text("{title}", "", "");
    expect_text("{ title }", "prise", "Prise de sang");
    /* Others of its list have the field, so this one's is empty and not the value. */
    expect_text("[{pinned}]", "prise", "[]");
    expect_text("[{pinned}]", "", "[valeur]");
    assert_null(demo_lookup(&play, -1, "titel"));
    assert_string_equal(demo_lookup(&play, -1, "age"), "");
    assert_string_equal(demo_lookup(&play, 9999, "name"), "Marcel EXEMPLE");
}

static void stored_texts_are_filled_to_a_depth(void **state)
{
    (void)state;
    start(NULL, NULL);
    expect_text("{ordo}", "", "Ordonnance du aujourd’hui");
    expect_text("{title}", "lettre", "Lettre du 12" HARD "novembre");
    expect_text("{boucle}", "", "xxx");
    expect_text("a } b", "", "a } b");
    expect_text("a {name b", "", "a {name b");
}

static void days_are_told_as_people_do(void **state)
{
    static const struct {
        struct date today;
        const char *text, *is;
    } cases[] = {
        {{2026, 11, 22}, "{day 0}", "aujourd’hui"},
        {{2026, 11, 22}, "{day -1}", "hier"},
        {{2026, 11, 22}, "{day 1}", "demain"},
        {{2026, 11, 22}, "{day -4}", "18" HARD "novembre"},
        {{2026, 11, 22}, "{day 9}", "1er" HARD "décembre"},
        {{2026, 12, 31}, "{day 1}", "demain"},
        {{2026, 12, 31}, "{day 2}", "2" HARD "janvier 2027"},
        {{2026, 12, 29}, "{day 3}", "1er" HARD "janvier 2027"},
        {{2026, 12, 29}, "{day 2}", "31" HARD "décembre"},
        {{2027, 1, 1}, "{day -2}", "30" HARD "décembre 2026"},
        {{2027, 1, 1}, "{day -1}", "hier"},
        {{2028, 2, 27}, "{day 2}", "29" HARD "février"},
        {{2027, 2, 27}, "{day 2}", "1er" HARD "mars"},
        {{2028, 3, 2}, "{day -2}", "29" HARD "février"},
        {{2026, 11, 22}, "{day 365}", "22" HARD "novembre 2027"},
        {{2026, 11, 22}, "{day x}", ""},
    };
    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        demo_start(&play, &app, NULL, NULL, NULL, cases[i].today);
        expect_text(cases[i].text, "", cases[i].is);
    }
    start(NULL, NULL);
    expect_text("{day}", "scanner", "8" HARD "octobre");
}

static void counts_have_three_forms(void **state)
{
    static const char forms[] = "{count documents with kind = biologie: aucun / un seul / # en # }";
    (void)state;
    start(NULL, NULL);
    expect_text("{count documents}", "", "3");
    expect_text("{count bloques} {count inconnus}", "", "0 0");
    expect_text("{count documents with kind = {kind}}", "scanner", "1");
    expect_text("{count documents with kind != {kind} : a / b / #}", "scanner", "2");
    expect_text(forms, "", "2 en 2");
    act(&remove_it, "prise");
    expect_text(forms, "", "un seul");
    act(&remove_it, "lettre");
    expect_text(forms, "", "aucun");
    expect_text("{if none documents with kind = biologie: rien}{if some documents: mais}", "",
                "rienmais");
    expect_text("{if samu" HARD "!= non" HARD ": SAMU}", "", "SAMU");
}

static void long_texts_are_cut_at_a_character(void **state)
{
    static char text[20000];
    size_t n = 0;
    (void)state;
    start(NULL, NULL);
    for (; n < sizeof text - 16; n += 10) {
        memcpy(text + n, "é{name}é", 11);
    }
    const char *filled = demo_fill(&play, &arena, text, -1);
    assert_true(strlen(filled) < 4096 && strlen(filled) > 4000);
    const struct demo_act let = {.kind = DEMO_LET,
                                 .fields = FIELDS({"filtre",
                                                   "{ordo}{ordo}{ordo}{ordo}{ordo}{ordo}"
                                                   "{ordo}{ordo}{ordo}{ordo}",
                                                   0})};
    act(&let, "");
    assert_int_equal(strlen(demo_lookup(&play, -1, "filtre")), 159);
}

static void conditions_hold(void **state)
{
    static const struct {
        const char *condition, *item;
        bool holds;
    } cases[] = {
        {"", "", true},
        {"samu = oui", "", true},
        {"samu != oui", "", false},
        {"kind = biologie", "prise", true},
        {"kind ~ {filtre}", "prise", true},
        {"kind ~ imagerie", "prise", false},
        {"kind = ", "", true},
        {"masked = ", "prise", true},
        {"kind = biologie and samu = oui", "prise", true},
        {"kind = biologie and samu = non", "prise", false},
        {"day = -3", "prise", true},
        {"day = {day}", "prise", true},
        {"ordo = Ordonnance du aujourd’hui", "", true},
        {"choix = a'b !", "", true},
        {"some documents", "", true},
        {"none documents", "", false},
        {"none bloques", "", true},
        {"some documents with kind = {kind} and samu = oui", "prise", true},
        {"none documents with kind = vaccins", "", true},
        {"some documents with samu = oui", "", false}, /* a value is not a field */
        {"samu", "", false},
        {"and", "", false},
        {"samu = oui and ", "", false},
        {"kind = {if samu = oui: biologie}", "prise", true},
    };
    (void)state;
    start(NULL, NULL);
    assert_true(demo_holds(&play, NULL, -1));
    for (int i = 0; i < COUNT(cases); i++) {
        if (demo_holds(&play, cases[i].condition, item_of(cases[i].item)) != cases[i].holds) {
            fail_msg("« %s » for « %s » should %shold", cases[i].condition, cases[i].item,
                     cases[i].holds ? "" : "not ");
        }
    }
}

static void checks_tell_how_to_mend(void **state)
{
    static const struct {
        const char *text, *list, *says; /* says NULL: good */
    } texts[] = {
        {"Bonjour {name}, {day -45}, {samu}", NULL, NULL},
        {"{title} {day} {id}", "documents", NULL},
        {"{masked}", "documents", NULL}, /* set somewhere */
        {"{mine}", "documents", "« {mine} » : « mine » : personne n’a de champ ni de valeur"},
        {"{titel}", "documents", "« {titel} » : « titel » : personne n’a de champ"},
        {"{title}", NULL, "ajoutez « of » à l’écran"},
        {"{title", "documents", "chaque { a besoin de sa }"},
        {"title}", "documents", "chaque { a besoin de sa }"},
        {"{}", NULL, "entre accolades il faut un nom"},
        {"{Titre}", NULL, "entre accolades il faut un nom"},
        {"{day demain}", NULL, "nombre entier de jours"},
        {"{day 99999999999}", NULL, "nombre entier de jours"},
        {"{count documents}", NULL, NULL},
        {"{count bloques: a / b / c}", NULL, NULL},
        {"{count documens}", NULL, "« documens » : personne n’a de liste"},
        {"{count documents: a / b}", NULL, "zéro / un / plusieurs"},
        {"{count documents: a / b / c / d}", NULL, "zéro / un / plusieurs"},
        {"{count documents with kynd = x}", NULL, "aucun élément de la liste « documents »"},
        {"{count documents where kind = x}", NULL, "« with nom = texte »"},
        {"{if samu = oui: x}{if some documents: y}", NULL, NULL},
        {"{if samu = oui}", NULL, "écrivez deux-points"},
        {"{if samu = oui: {name}}", NULL, "pas d’accolades dans le texte de « if »"},
        {"{if sammu = oui: x}", NULL, "« sammu » : personne n’a de valeur de ce nom"},
    };
    static const struct {
        const char *condition, *list, *says;
    } conditions[] = {
        {"samu = oui and kind ~ {filtre}", "documents", NULL},
        {"samu", NULL, "n’est pas une condition"},
        {"samu = oui and ", NULL, "il manque une condition"},
        {" and samu = oui", NULL, "il manque une condition"},
        {"un deux = oui", NULL, "un seul nom"},
        {"kind = x", NULL, "« kind » : personne"},
        {"samu = {filtr}", NULL, "« filtr » : personne"},
        {"samu = {day 3}", NULL, "seul un nom va entre accolades"},
        {"samu = {filtre", NULL, "seul un nom va entre accolades"},
        {"some", NULL, "n’est pas une condition"},
        {"some documents with kind", NULL, "n’est pas une condition"},
        {"none rien", NULL, "personne n’a de liste"},
    };
    struct err err;
    (void)state;
    for (int i = 0; i < COUNT(texts); i++) {
        err.text[0] = '\0';
        bool good = demo_text_check(&app, texts[i].text, texts[i].list, &err);
        if (good != !texts[i].says || (!good && !strstr(err.text, texts[i].says))) {
            fail_msg("« %s »: %s", texts[i].text, err.text);
        }
    }
    for (int i = 0; i < COUNT(conditions); i++) {
        err.text[0] = '\0';
        bool good = demo_condition_check(&app, conditions[i].condition, conditions[i].list, &err);
        if (good != !conditions[i].says || (!good && !strstr(err.text, conditions[i].says))) {
            fail_msg("« %s »: %s", conditions[i].condition, err.text);
        }
    }
    /* Of a list's rows: values are not compared, braces are not looked at. */
    assert_true(demo_where_check(&app, "conv = {what stands here}", "lignes", &err));
    assert_true(demo_where_check(&app, "some documents", "lignes", &err));
    assert_false(demo_where_check(&app, "some documens", "lignes", &err));
    assert_false(demo_where_check(&app, "samu = oui", "lignes", &err));
    assert_non_null(strstr(err.text, "aucun élément de la liste « lignes »"));
    assert_false(demo_text_check(&app, "{titel}", NULL, NULL));
}

/* --- acts --- */

static void opening_keeps_the_way_back(void **state)
{
    (void)state;
    start(NULL, NULL);
    assert_true(touch("Réglages"));
    expect_way("accueil", "reglages", NULL);
    assert_true(touch("Mesures"));
    assert_true(touch("Retour à la liste"));
    expect_way("accueil", "reglages", NULL);
    assert_true(touch("Documents"));
    expect_way("documents", NULL);
    assert_false(touch("Documents"));
    assert_true(touch("Scanner"));
    assert_string_equal(view.title, "Scanner");
    assert_false(touch("Encore"));
    expect_way("documents", "document", NULL);
    assert_true(touch("Retour"));
    expect_way("documents", NULL);
    assert_false(act(OPEN("nulle-part"), ""));
    assert_true(act(ACT(.kind = DEMO_OPEN, .text = "document", .item = "{filtre}prise"), ""));
    assert_string_equal(view.title, "Prise de sang");
    assert_true(act(ACT(.kind = DEMO_OPEN, .text = "document"), ""));
    assert_string_equal(view.title, "");
    expect_way("documents", "document", "document", NULL);
}

static void sheets_are_replaced(void **state)
{
    (void)state;
    start("documents", NULL);
    touch("Scanner");
    touch("Masquer…");
    expect_way("documents", "document", "masquer", NULL);
    assert_int_equal(view.controls[view.back].kind, DEMO_CONTROL_CLOSE);
    assert_int_equal(view.tabs, -1);
    assert_true(touch("Fermer"));
    touch("Masquer…");
    touch("Réglages");
    expect_way("documents", "document", "reglages", NULL);
    touch("Retour");
    touch("Masquer…");
    assert_true(act(OPEN("document"), "scanner"));
    expect_way("documents", "document", NULL);
    touch("Masquer…");
    assert_true(touch("Liste"));
    expect_way("documents", NULL);
    start("feuille", NULL);
    assert_true(touch("Fermer"));
    expect_way("accueil", NULL);
}

static void back_to_a_screen_off_the_way(void **state)
{
    (void)state;
    start(NULL, NULL);
    touch("Réglages");
    touch("Encore");
    touch("Feuille");
    assert_true(act(ACT(.kind = DEMO_BACK, .text = "mesures"), ""));
    expect_way("accueil", "mesures", NULL);
    assert_false(act(ACT(.kind = DEMO_BACK, .text = "mesures"), ""));
    assert_true(act(ACT(.kind = DEMO_BACK, .text = "documents"), ""));
    expect_way("documents", NULL);
    start("mesures", NULL);
    assert_true(act(ACT(.kind = DEMO_BACK, .text = "code"), ""));
    expect_way("code", NULL);
}

static void a_walk_may_begin_anywhere(void **state)
{
    (void)state;
    start("mesures", NULL);
    assert_true(view.back >= 0);
    assert_true(touch("Retour"));
    expect_way("accueil", NULL);
    start("connexion", NULL);
    assert_int_equal(view.back, -1);
    assert_int_equal(view.tabs, -1);
    touch("Encore");
    assert_true(view.back >= 0);
    start("nulle-part", NULL);
    expect_way("accueil", NULL);
    start("document", "scanner");
    assert_string_equal(view.title, "Scanner");
    start("document", "perdu");
    assert_string_equal(view.title, "");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    start(NULL, NULL);
    touch("Réglages");
    for (int i = 0; i < 30; i++) {
        assert_true(touch(i % 2 ? "Mesures" : "Encore") || i % 2 == 0);
        act(OPEN(i % 2 ? "reglages" : "reglages-bis"), "");
        assert_true(play.depth <= DEMO_DEPTH);
    }
    assert_int_equal(play.depth, DEMO_DEPTH);
    assert_string_not_equal(play.places[0].screen->id, "accueil");
    for (int i = 0; i < DEMO_DEPTH - 1; i++) {
        assert_true(touch("Retour"));
    }
    assert_true(touch("Retour"));
    expect_way("accueil", NULL);
}

static void setting_shows_everywhere(void **state)
{
    (void)state;
    start("document", "prise");
    touch("Masquer…");
    assert_true(touch("Oui, masquer"));
    expect_way("document", NULL);
    expect_text("{masked} {why}", "prise", "oui le 19" HARD "novembre");
    expect_text("[{masked}]", "scanner", "[]");
    touch("Documents");
    assert_string_equal(part_with("Prise de sang")->mark, "masquénouveau");
    /* Its day is copied as a number, so that it still sorts. */
    act(ACT(.kind = DEMO_SET, .fields = FIELDS({"copie", "{day}", 0}, {"day", "{day}", 0})),
        "prise");
    expect_text("{copie} {day}", "prise", "19" HARD "novembre 19" HARD "novembre");
    assert_string_equal(demo_lookup(&play, item_of("prise"), "day"), "-3");
    assert_false(act(ACT(.kind = DEMO_SET, .fields = FIELDS({"masked", "oui", 0})), "prise"));
    assert_false(act(ACT(.kind = DEMO_SET, .fields = FIELDS({"masked", "oui", 0})), ""));
    demo_start(&play, &app, NULL, NULL, NULL, today);
    expect_text("[{masked}]", "prise", "[]");
}

static void an_item_has_room_for_a_few_fields(void **state)
{
    static const char keys[][3] = {"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7",
                                   "a8", "a9", "b0", "b1", "b2", "b3", "b4", "b5"};
    (void)state;
    start(NULL, NULL);
    for (int i = 0; i < COUNT(keys); i++) {
        const struct demo_field field = {keys[i], "{title}", 0};
        const struct demo_act set = {.kind = DEMO_SET, .fields = {&field, 1}};
        assert_int_equal(act(&set, "prise"), i < DEMO_OWN_MAX);
    }
    expect_text("{a0}{b5}", "prise", "Prise de sang");
}

static void values_are_of_one_person(void **state)
{
    static char keys[DEMO_VALUES_MAX + 20][16];
    (void)state;
    start(NULL, NULL);
    for (int i = 0; i < COUNT(keys); i++) {
        snprintf(keys[i], sizeof keys[i], "v%d", i);
        const struct demo_field field = {keys[i], "{name}", 0};
        const struct demo_act let = {.kind = DEMO_LET, .fields = {&field, 1}};
        assert_int_equal(act(&let, ""), i < DEMO_VALUES_MAX);
    }
    expect_text("{v3}{v99}{v115}", "", "Marcel EXEMPLE");
    start("profils", NULL);
    act(ACT(.kind = DEMO_LET, .fields = FIELDS({"filtre", "rien", 0})), "");
    assert_true(touch("Awa"));
    expect_way("accueil", NULL);
    expect_text("{name} [{filtre}] {age} {count documents}", "", "Awa EXEMPLE [] 31 ans 1");
    act(ACT(.kind = DEMO_PERSONA, .text = "personne"), "");
    touch("rond");
    touch("Marcel");
    expect_text("{name} {filtre}", "", "Marcel EXEMPLE rien");
}

static void adding_replaces_by_id_and_stands_first(void **state)
{
    const struct demo_act again = {
        .kind = DEMO_ADD,
        .text = "documents",
        .fields = FIELDS({"id", "{id}", 0}, {"title", "{title} bis", 0}, {"day", "{day}", 0}),
        .next = ACT(.kind = DEMO_OPEN, .text = "document")};
    (void)state;
    start("documents", NULL);
    assert_true(touch("Ajouter"));
    assert_string_equal(view.title, "Photo de Marcel EXEMPLE");
    touch("Documents");
    expect_parts(DEMO_ROW,
                 "Lettre du 12" HARD "novembre|Photo de Marcel EXEMPLE|Prise de sang|Scanner");
    touch("Ajouter");
    expect_text("{count documents}", "", "4");
    act(&again, "photo");
    expect_text("{count documents} {title}", "photo", "4 Photo de Marcel EXEMPLE bis");
    act(&again, "scanner");
    assert_string_equal(view.title, "Scanner bis");
    expect_text("{count documents} {kind}", "scanner", "4 ");
    assert_string_equal(demo_lookup(&play, item_of("scanner"), "day"), "-45");
}

static void only_so_many_additions_live(void **state)
{
    (void)state;
    start("documents", NULL);
    touch("Ajouter");
    int photo = play.places[play.depth - 1].item;
    assert_true(photo >= 0);
    for (int i = 0; i < 200; i++) {
        assert_true(act(&add_more, ""));
        assert_int_equal(item_of("photo"), i < DEMO_ADDED_MAX - 1 ? photo : -1);
        assert_true(play.live_count <= 3 + 5 + 3 + 3 + 1 + DEMO_ADDED_MAX);
    }
    /* The screen about the one that went is still there, and empty. */
    assert_string_equal(view.screen->id, "document");
    assert_string_equal(view.title, "");
    assert_int_equal(play.places[play.depth - 1].item, -1);
    expect_text("{count documents}", "", "67");
    touch("Documents");
    assert_true(view.part_count <= DEMO_PARTS_MAX);
    assert_true(demo_find(&view, "Accueil") >= 0);
}

static void removing_leaves_its_screens(void **state)
{
    (void)state;
    start("documents", NULL);
    touch("Scanner");
    assert_true(touch("Effacer"));
    expect_way("documents", NULL);
    expect_parts(DEMO_ROW, "Lettre du 12" HARD "novembre|Prise de sang");
    touch("Prise de sang");
    touch("Masquer…");
    assert_true(touch("Plutôt effacer"));
    expect_way("documents", NULL);
    start("document", "scanner");
    touch("Effacer");
    expect_way("accueil", NULL);
    assert_false(act(&remove_it, ""));
    start("document", "scanner");
    act(ACT(.kind = DEMO_REMOVE, .next = OPEN("mesures")), "scanner");
    expect_way("document", "mesures", NULL);
    touch("Retour");
    assert_string_equal(view.title, "");
}

static void words_change_nothing(void **state)
{
    (void)state;
    start("nouvelles", NULL);
    assert_true(touch("Un"));
    assert_string_equal(play.said, "Lu : Un.");
    assert_false(touch("Un"));
    assert_string_equal(play.said, "Lu : Un.");
    assert_false(demo_touch(&play, &view, -1));
    assert_string_equal(play.said, "");
    assert_false(demo_touch(&play, &view, view.control_count));
    start("document", "prise");
    assert_false(touch("Partager"));
    assert_true(play.refused);
    touch("Encore");
    assert_false(play.refused);
}

/* --- views --- */

static void lists_keep_sort_and_put_first(void **state)
{
    (void)state;
    start("documents", NULL);
    expect_parts(DEMO_ROW, "Lettre du 12" HARD "novembre|Prise de sang|Scanner");
    assert_string_equal(view.parts[1].says, "biologie · 19" HARD "novembre");
    assert_string_equal(view.controls[1].spoken,
                        "Prise de sang. biologie · 19" HARD "novembre. nouveau");
    act(ACT(.kind = DEMO_LET, .fields = FIELDS({"filtre", "imagerie", 0})), "");
    expect_parts(DEMO_ROW, "Scanner");
    act(ACT(.kind = DEMO_LET, .fields = FIELDS({"filtre", "rien", 0})), "");
    expect_parts(DEMO_ROW, "");
    expect_parts(DEMO_TEXT, "Aucun document de Marcel EXEMPLE.");
    start("nouvelles", NULL);
    expect_parts(DEMO_ROW, "Un|Deux");
}

static void bubbles_belong_to_their_screen(void **state)
{
    (void)state;
    start("document", "prise");
    expect_parts(DEMO_BUBBLES, "Bonjour|Bonsoir");
    assert_true(part_with("Bonjour")->on);
    assert_string_equal(part_with("Bonsoir")->says, "Dr Exemple");
    assert_false(part_with("Bonsoir")->on);
    touch("Écrire");
    expect_parts(DEMO_BUBBLES, "Bonjour|Bonsoir|Merci Marcel EXEMPLE");
    touch("Documents");
    touch("Lettre du 12" HARD "novembre");
    expect_parts(DEMO_TEXT, "Personne n’a écrit.");
}

static void choices_and_switches_keep_their_value(void **state)
{
    (void)state;
    start("reglages", NULL);
    assert_int_equal(view.parts[0].option_count, 3);
    assert_int_equal(view.parts[0].control, 0);
    assert_true(view.controls[0].chosen);
    assert_false(touch("Tous"));
    assert_true(touch("Biologie"));
    assert_true(view.controls[1].chosen && !view.controls[0].chosen);
    assert_string_equal(demo_lookup(&play, -1, "filtre"), "biologie");
    assert_true(part_with("SAMU")->on);
    assert_false(part_with("Courrier")->on);
    assert_string_equal(view.controls[part_with("SAMU")->control].spoken, "SAMU. En urgence");
    assert_true(touch("SAMU"));
    assert_false(part_with("SAMU")->on);
    assert_true(touch("Courrier"));
    assert_true(part_with("Courrier")->on);
    touch("Accueil");
    touch("Caché");
    assert_string_equal(view.screen->id, "mesures");
}

static void the_chrome_comes_last(void **state)
{
    (void)state;
    start(NULL, NULL);
    assert_int_equal(part_with("Rien à toucher")->control, -1);
    assert_string_equal(view.controls[0].spoken, "Documents. 3. nouveau");
    assert_int_equal(view.back, -1);
    assert_int_equal(view.avatar, 4);
    assert_int_equal(view.bell, 5);
    assert_int_equal(view.tabs, 6);
    assert_int_equal(view.control_count, 8);
    assert_int_equal(view.unread, 2);
    assert_string_equal(view.controls[5].spoken, "cloche, 2");
    assert_true(view.controls[6].chosen && !view.controls[7].chosen);
    /* What stands in the body is found before the tab of the same name. */
    assert_int_equal(demo_find(&view, "Documents"), 0);
    touch("cloche");
    assert_int_equal(view.avatar, -1);
    assert_int_equal(view.bell, -1);
    touch("Un");
    touch("Deux");
    touch("Accueil");
    assert_string_equal(view.controls[view.bell].spoken, "cloche");
    assert_int_equal(view.unread, 0);
    start("document", "prise");
    assert_true(view.controls[view.tabs + 1].chosen);
}

static void charts_hold_numbers(void **state)
{
    (void)state;
    start("mesures", NULL);
    const struct demo_part *weight = &view.parts[0], *pressure = &view.parts[1],
                           *days = &view.parts[2];
    assert_int_equal(weight->point_count, 3);
    assert_int_equal(weight->points[0].day, -20);
    assert_true(weight->points[0].value > 79.09 && weight->points[0].value < 79.11);
    assert_int_equal(weight->points[1].day, -1);
    assert_string_equal(weight->points[1].written, "78,4");
    assert_string_equal(weight->unit, "kg");
    assert_string_equal(weight->text, "");
    assert_string_equal(pressure->points[0].written, "132/81");
    assert_int_equal(days->point_count, 4);
    assert_int_equal(days->points[0].day, -20);
    for (int i = 0; i < 20; i++) {
        const char *day = arena_format(&arena, "%d", i - 20);
        act(ACT(.kind = DEMO_ADD, .text = "mesures",
                .fields = FIELDS({"kind", "poids", 0}, {"day", day, 0}, {"value", "1", 0})),
            "");
    }
    assert_int_equal(weight->point_count, DEMO_POINTS_MAX);
    assert_int_equal(weight->points[DEMO_POINTS_MAX - 1].day, 40);
    for (int i = 1; i < DEMO_POINTS_MAX; i++) {
        assert_true(weight->points[i - 1].day <= weight->points[i].day);
    }
}

static void missions_begin_where_they_say(void **state)
{
    const struct demo_act before = {.kind = DEMO_ADD,
                                    .text = "documents",
                                    .fields = FIELDS({"id", "neuf", 0}, {"title", "Neuf", 0}),
                                    .next = ACT(.kind = DEMO_OPEN, .text = "mesures",
                                                .next = ACT(.kind = DEMO_SAY, .text = "Chut"))};
    const struct demo_mission mission = {.id = "m",
                                         .persona = "marcel",
                                         .start = "document",
                                         .start_item = "neuf",
                                         .before = &before};
    (void)state;
    start("reglages", NULL);
    demo_mission_start(&play, &app, &mission, today);
    demo_look_at(&play, &arena, &view);
    expect_way("document", NULL);
    assert_string_equal(view.title, "Neuf");
    assert_string_equal(play.said, "");
}

/* --- random touches --- */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed >> 11;
}

static void expect_sound(void)
{
    assert_in_range(play.depth, 1, DEMO_DEPTH);
    assert_in_range(play.live_count, 1, DEMO_LIVE_MAX);
    assert_in_range(view.part_count, 0, DEMO_PARTS_MAX);
    assert_in_range(view.control_count, 1, DEMO_CONTROLS_MAX);
    assert_true(view.back >= 0 || view.tabs >= 0 || view.screen->kind == DEMO_PLAIN);
    for (int i = 0; i < play.depth; i++) {
        int item = play.places[i].item;
        assert_true(item == -1 || (item < play.live_count && !play.live[item].gone));
    }
    for (int i = 0; i < view.part_count; i++) {
        const struct demo_part *part = &view.parts[i];
        assert_true(part->kind != DEMO_LIST && part->control < view.control_count);
        assert_true(part->text && part->says && part->mark && part->value && part->unit);
    }
    for (int i = 0; i < view.control_count; i++) {
        assert_true(view.controls[i].label && view.controls[i].spoken);
        assert_true(view.controls[i].item < play.live_count);
    }
}

static void random_touches_never_get_stuck(void **state)
{
    const char *given = getenv("BORNE_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + 1;
    int visits[COUNT(screens)] = {0};
    (void)state;
    print_message("BORNE_SEED=%llu\n", (unsigned long long)seed);
    start(NULL, NULL);
    for (int i = 0; i < 100000; i++) {
        arena_reset(&arena);
        demo_look_at(&play, &arena, &view);
        expect_sound();
        visits[view.screen - screens]++;
        demo_touch(&play, &view, (int)(next_random(&seed) % (uint64_t)view.control_count));
        assert_non_null(play.said);
    }
    for (int i = 0; i < COUNT(visits); i++) {
        assert_true(visits[i] > 0);
    }
}

static void any_text_is_survived(void **state)
{
    static const char *const words[] = {
        "{",     "}",    "{if ", "{count ", "{day ", " and ", "some ", "none ", " with ",
        " = ",   " != ", " ~ ",  ":",       "/",     "#",     "name",  "samu",  "documents",
        "title", "-3",   " ",    HARD,      "é",     "\303",  "boucle"};
    uint64_t seed = 20261122;
    (void)state;
    start(NULL, NULL);
    for (int i = 0; i < 20000; i++) {
        char text[128] = "";
        size_t n = 0;
        for (uint64_t left = next_random(&seed) % 12; left > 0; left--) {
            const char *word = words[next_random(&seed) % COUNT(words)];
            memcpy(text + n, word, strlen(word) + 1);
            n += strlen(word);
        }
        /* In memory of its very size, so that a byte read past its end is seen. */
        char *exact = strdup(text);
        struct err err;
        arena_reset(&arena);
        demo_fill(&play, &arena, exact, 0);
        demo_holds(&play, exact, 0);
        demo_text_check(&app, exact, "documents", &err);
        demo_condition_check(&app, exact, "documents", &err);
        free(exact);
    }
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_are_found_from_the_nearest),
        TEST(stored_texts_are_filled_to_a_depth),
        TEST(days_are_told_as_people_do),
        TEST(counts_have_three_forms),
        TEST(long_texts_are_cut_at_a_character),
        TEST(conditions_hold),
        TEST(checks_tell_how_to_mend),
        TEST(opening_keeps_the_way_back),
        TEST(sheets_are_replaced),
        TEST(back_to_a_screen_off_the_way),
        TEST(a_walk_may_begin_anywhere),
        TEST(depth_is_bounded),
        TEST(setting_shows_everywhere),
        TEST(an_item_has_room_for_a_few_fields),
        TEST(values_are_of_one_person),
        TEST(adding_replaces_by_id_and_stands_first),
        TEST(only_so_many_additions_live),
        TEST(removing_leaves_its_screens),
        TEST(words_change_nothing),
        TEST(lists_keep_sort_and_put_first),
        TEST(bubbles_belong_to_their_screen),
        TEST(choices_and_switches_keep_their_value),
        TEST(the_chrome_comes_last),
        TEST(charts_hold_numbers),
        TEST(missions_begin_where_they_say),
        TEST(any_text_is_survived),
        TEST(random_touches_never_get_stuck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
