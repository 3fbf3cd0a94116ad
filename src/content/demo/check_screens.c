/* check_screens.c: screens that only show their faults when they are tried: names that nobody has,
 * ways that lead nowhere, screens that nothing opens. */
#include "base/str.h"
#include "base/utf8.h"
#include "content/demo/checker.h"
#include "content/demo/fill.h"
#include "content/demo/place.h"

enum { TELL_MAX = 90, TEXT_MAX = 512, FOLDER_MAX = 1024 };

/* --- screens --- */

/* One whose length depends on the item at hand was not measured when it was read. */
static void check_tell(struct demo_checker *checker, const struct demo_spot *spot, const char *tell)
{
    struct demo_hand hand = {-1, -1};
    if (!checker_text(checker, spot, tell) || !strchr(tell, '{')) {
        return;
    }
    while (checker_next_hand(checker, spot->list, &hand)) {
        char text[TEXT_MAX], whence[TEXT_MAX];
        demo_fill_into(checker->play, text, sizeof text, tell, hand.item, false);
        if (utf8_count(text) > TELL_MAX) {
            checker_fault(checker, spot, "« tell » est trop long%s : %zu caractères ; %d au plus",
                          checker_whence(checker, &hand, whence, sizeof whence), utf8_count(text),
                          TELL_MAX);
            return;
        }
    }
}

static void check_screen(struct demo_checker *checker, int index)
{
    const struct demo_screen *screen = &checker->demo->screens[index];
    struct demo_spot spot = {screen->file, screen->line, index, screen->of};
    if (screen->of && !checker_list(checker, &spot, screen->of)) {
        spot.list = NULL;
    }
    if (screen->tab && !place_is_tab(checker->demo, screen->tab)) {
        checker_fault(checker, &spot,
                      "« tab: %.60s » n’est l’écran d’aucun onglet ; prenez un écran de « tabs » "
                      "dans app.yaml, ou effacez « tab »",
                      screen->tab);
    }
    checker_text(checker, &spot, screen->title);
    check_tell(checker, &spot, screen->tell);
    for (int i = 0; i < screen->widget_count; i++) {
        struct demo_spot there = checker_at(&spot, screen->widgets[i].line);
        checker_widget(checker, &there, &screen->widgets[i]);
    }
    checker_room(checker, &spot, screen);
}

/* --- people --- */

static void check_fields(struct demo_checker *checker, const struct demo_spot *spot,
                         const struct demo_fields *fields)
{
    for (int i = 0; i < fields->n; i++) {
        struct demo_spot there = checker_at(spot, fields->at[i].line);
        if (demo_is_braced(fields->at[i].value)) {
            checker_text(checker, &there, fields->at[i].value);
        }
    }
}

/* personas.yaml stands beside app.yaml. */
static void check_people(struct demo_checker *checker)
{
    const struct demo *demo = checker->demo;
    const char *slash = strrchr(demo->file, '/');
    char file[FOLDER_MAX];
    snprintf(file, sizeof file, "%.*spersonas.yaml", slash ? (int)(slash - demo->file) + 1 : 0,
             demo->file);
    for (int i = 0; i < demo->persona_count; i++) {
        const struct demo_persona *persona = &demo->personas[i];
        struct demo_spot spot = {file, persona->line, -1, NULL};
        check_fields(checker, &spot, &persona->values);
        for (int j = 0; j < persona->list_count; j++) {
            spot.list = persona->lists[j].name;
            for (int k = 0; k < persona->lists[j].n; k++) {
                check_fields(checker, &spot, &persona->lists[j].items[k].fields);
            }
        }
    }
}

/* --- the shell --- */

/* A screen where one stands with no way back; from: the key of app.yaml that leads there. */
static void check_alone(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_screen *screen)
{
    struct demo_view *view = mem_alloc(sizeof *view);
    struct arena arena = {0};
    int least = DEMO_CONTROLS_MAX;
    for (int i = 0; i < checker->demo->persona_count; i++) {
        demo_start(checker->play, checker->demo, checker->demo->personas[i].id, screen->id, NULL,
                   DEMO_ANY_DAY);
        demo_look_at(checker->play, &arena, view);
        least = view->control_count < least ? view->control_count : least;
    }
    if (least == 0) {
        checker_fault(
            checker, spot,
            "sur l’écran « %s » il n’y a rien à toucher, et pas de retour : personne n’en "
            "sort ; ajoutez-lui un bouton, ou « kind: page »",
            screen->id);
    }
    arena_release(&arena);
    free(view);
}

enum root { ROOT_START, ROOT_TAB, ROOT_PERSON };

static void check_root(struct demo_checker *checker, enum root root, int line, const char *id)
{
    if (!id || !id[0]) {
        return;
    }
    struct demo_spot spot = {checker->demo->file, line, -1, NULL};
    const struct demo_screen *screen = checker_screen(checker, &spot, id, "");
    if (!screen) {
        return;
    }
    if (screen->of) {
        checker_fault(checker, &spot,
                      "l’écran « %s » montre un élément de la liste « %s », et d’ici rien ne dit "
                      "lequel ; choisissez un écran sans « of »",
                      id, screen->of);
    }
    if (root == ROOT_TAB && screen->kind != DEMO_PAGE) {
        checker_fault(
            checker, &spot,
            "l’écran « %s » est celui d’un onglet : il lui faut « kind: page », ou pas de "
            "« kind »",
            id);
    } else if (root == ROOT_START) {
        check_alone(checker, &spot, screen);
    }
}

static void check_shell(struct demo_checker *checker)
{
    const struct demo *demo = checker->demo;
    check_root(checker, ROOT_START, demo->lines.start, demo->start);
    for (int i = 0; i < demo->tab_count; i++) {
        check_root(checker, ROOT_TAB, demo->tabs[i].line, demo->tabs[i].screen);
    }
    check_root(checker, ROOT_PERSON, demo->lines.avatar, demo->avatar_screen);
    check_root(checker, ROOT_PERSON, demo->lines.bell, demo->bell_screen);
    if (demo->bell_list && demo->bell_list[0]) {
        struct demo_spot spot = {demo->file, demo->lines.bell, -1, NULL};
        checker_list(checker, &spot, demo->bell_list);
    }
}

/* --- screens that nothing opens --- */

/* A mission's faults are its own; here it only tells where it leads. */
static void add_missions(struct demo_checker *checker)
{
    const struct demo *demo = checker->demo;
    for (int i = 0; i < demo->mission_count; i++) {
        const struct demo_screen *start = demo_screen(demo, demo->missions[i].start);
        if (start) {
            arr_push(&checker->ways, (struct demo_way){-1, (int)(start - demo->screens)});
        }
    }
}

/* Something of the app was told already: it may be what would have opened a screen. */
static bool is_told(const struct demo_checker *checker)
{
    const char *slash = strrchr(checker->demo->file, '/');
    size_t n = slash ? (size_t)(slash - checker->demo->file) + 1 : 0;
    for (size_t i = 0; i < checker->problems->list.n; i++) {
        if (strncmp(checker->problems->list.at[i].file, checker->demo->file, n) == 0) {
            return true;
        }
    }
    return checker->lost;
}

static void check_reached(struct demo_checker *checker)
{
    const struct demo *demo = checker->demo;
    bool *reached = mem_alloc(sizeof *reached * (size_t)(demo->screen_count + 1));
    bool more = !is_told(checker);
    add_missions(checker);
    while (more) {
        more = false;
        for (size_t i = 0; i < checker->ways.n; i++) {
            const struct demo_way *way = &checker->ways.at[i];
            if (!reached[way->to] && (way->from < 0 || reached[way->from])) {
                reached[way->to] = more = true;
            }
        }
    }
    for (int i = 0; i < demo->screen_count && !is_told(checker); i++) {
        if (!reached[i]) {
            struct demo_spot spot = {demo->screens[i].file, demo->screens[i].line, i, NULL};
            checker_fault(checker, &spot,
                          "rien n’ouvre l’écran « %s » ; ajoutez « open: %s » quelque part, ou "
                          "effacez cet écran",
                          demo->screens[i].id, demo->screens[i].id);
        }
    }
    free(reached);
}

bool demo_check_screens(const struct demo *demo, struct problems *problems)
{
    struct demo_checker checker;
    checker_init(&checker, demo, NULL, problems);
    check_people(&checker);
    for (int i = 0; i < demo->screen_count; i++) {
        check_screen(&checker, i);
    }
    check_shell(&checker);
    check_reached(&checker);
    checker_release(&checker);
    return checker.faults == 0;
}
