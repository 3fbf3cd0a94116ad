/* checker.c: names looked up in the whole app, with every item that could be at hand. */
#include "content/demo/checker.h"
#include "base/str.h"
#include "content/demo/live.h"

enum { WHENCE_MAX = 256 };

static void gather(struct demo_checker *checker, const struct demo_act *acts, const char *file,
                   int screen)
{
    for (const struct demo_act *act = acts; act; act = act->next) {
        arr_push(&checker->doings, (struct demo_doing){act, file, screen});
    }
}

void checker_init(struct demo_checker *checker, const struct demo *demo,
                  const struct demo_mission *mission, struct problems *problems)
{
    *checker = (struct demo_checker){.demo = demo, .problems = problems};
    checker->play = mem_alloc(sizeof *checker->play);
    demo_start(checker->play, demo, NULL, NULL, NULL, DEMO_ANY_DAY);
    for (int i = 0; i < demo->screen_count; i++) {
        for (int j = 0; j < demo->screens[i].widget_count; j++) {
            gather(checker, demo->screens[i].widgets[j].acts, demo->screens[i].file, i);
        }
    }
    for (int i = 0; i < demo->mission_count; i++) {
        gather(checker, demo->missions[i].before, demo->missions[i].file, -1);
    }
    if (mission) {
        gather(checker, mission->before, mission->file, -1);
    }
}

void checker_release(struct demo_checker *checker)
{
    free(checker->play);
    arr_release(&checker->ways);
    arr_release(&checker->doings);
}

bool checker_next_hand(struct demo_checker *checker, const char *list, struct demo_hand *hand)
{
    struct demo_play *play = checker->play;
    if (!list) {
        play->persona = ++hand->persona;
        return hand->persona < checker->demo->persona_count;
    }
    while (++hand->item < play->live_count) {
        if (str_same(play->live[hand->item].list, list)) {
            play->persona = hand->persona = play->live[hand->item].persona;
            return true;
        }
    }
    return false;
}

const char *checker_whence(const struct demo_checker *checker, const struct demo_hand *hand,
                           char *room, size_t n)
{
    const char *name = checker->demo->personas[hand->persona].name;
    const char *id = live_field(checker->play, hand->item, "id");
    const char *title = live_field(checker->play, hand->item, "title");
    const char *item = id && id[0] ? id : title;
    if (item) {
        snprintf(room, n, " (pour l’élément « %.60s » de %.60s)", item, name);
    } else {
        snprintf(room, n, " (pour %.60s)", name);
    }
    return room;
}

struct demo_spot checker_at(const struct demo_spot *spot, int line)
{
    struct demo_spot there = *spot;
    there.line = line > 0 ? line : spot->line;
    return there;
}

bool checker_text(struct demo_checker *checker, const struct demo_spot *spot, const char *text)
{
    struct err err = {""};
    if (!text || demo_text_check(checker->demo, text, spot->list, &err)) {
        return true;
    }
    checker_fault(checker, spot, "%s", err.text);
    return false;
}

/* The same name in the same line, for another item, is the same fault. */
static bool is_told(const struct demo_checker *checker, const struct demo_spot *spot,
                    const char *message)
{
    for (size_t i = checker->problems->list.n; i-- > 0;) {
        const struct problem *problem = &checker->problems->list.at[i];
        if (problem->line != spot->line || !str_same(problem->file, spot->file)) {
            return false;
        }
        if (str_starts(problem->message, message)) {
            return true;
        }
    }
    return false;
}

const struct demo_screen *checker_screen(struct demo_checker *checker, const struct demo_spot *spot,
                                         const char *id, const char *whence)
{
    const struct demo_screen *screen = demo_screen(checker->demo, id);
    if (!screen) {
        char message[WHENCE_MAX];
        snprintf(message, sizeof message, "aucun écran ne s’appelle « %.60s »", id);
        if (is_told(checker, spot, message)) {
            return NULL;
        }
        checker->lost = true;
        checker_fault(checker, spot,
                      "%s%s ; corrigez le nom, ou écrivez cet "
                      "écran (s’il a « needs », son interrupteur doit être à oui)",
                      message, whence);
        return NULL;
    }
    arr_push(&checker->ways,
             (struct demo_way){spot->screen, (int)(screen - checker->demo->screens)});
    return screen;
}

/* --- lists, fields, values --- */

bool checker_list(struct demo_checker *checker, const struct demo_spot *spot, const char *list)
{
    bool known = demo_has_list(checker->demo, list);
    if (!known) {
        checker_fault(checker, spot,
                      "personne n’a de liste « %.60s » ; corrigez le nom, ou ajoutez la liste dans "
                      "personas.yaml (vide, elle s’écrit [])",
                      list);
    }
    return known;
}

void checker_key(struct demo_checker *checker, const struct demo_spot *spot, const char *list,
                 const char *key)
{
    if (list && !demo_list_takes(checker->demo, list, key)) {
        checker_fault(checker, spot,
                      "aucun élément de la liste « %s » n’a de « %.60s » ; corrigez le mot, ou "
                      "donnez-le à un élément dans personas.yaml",
                      list, key);
    } else if (!list && !demo_values_have(checker->demo, key)) {
        checker_fault(checker, spot,
                      "personne n’a de valeur « %.60s » ; corrigez le mot, ou ajoutez-le sous "
                      "« values » dans personas.yaml",
                      key);
    }
}

/* --- items --- */

bool demo_is_braced(const char *text)
{
    return text && strchr(text, '{');
}

/* Some touch adds an item of that id, or of one that is only known then. */
static bool is_added(const struct demo_checker *checker, const char *list, const char *id)
{
    for (size_t i = 0; i < checker->doings.n; i++) {
        const struct demo_act *act = checker->doings.at[i].act;
        const char *added = act->kind == DEMO_ADD && str_same(act->text, list)
                                ? demo_field(&act->fields, "id")
                                : NULL;
        if (added && (demo_is_braced(added) || str_same(added, id))) {
            return true;
        }
    }
    return false;
}

static bool is_written(const struct demo_checker *checker, const char *list, const char *id)
{
    const struct demo_play *play = checker->play;
    for (int i = 0; i < play->live_count; i++) {
        if (str_same(play->live[i].list, list) && str_same(live_field(play, i, "id"), id)) {
            return true;
        }
    }
    return false;
}

void checker_item(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_screen *screen, const char *id, const char *whence)
{
    if (!screen->of) {
        checker_fault(checker, spot,
                      "« item: %.60s »%s : l’écran « %s » ne montre aucun élément ; effacez "
                      "« item », ou donnez « of » à cet écran",
                      id, whence, screen->id);
    } else if (!is_written(checker, screen->of, id) && !is_added(checker, screen->of, id)) {
        checker_fault(checker, spot,
                      "« item: %.60s »%s : la liste « %s » n’a pas d’élément de cet id ; "
                      "corrigez-le, ou ajoutez l’élément dans personas.yaml",
                      id, whence, screen->of);
    }
}
