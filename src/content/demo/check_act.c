/* check_act.c: `do`, and where it may lead with every item that could be at hand. */
#include "base/str.h"
#include "content/demo/checker.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/kinds.h"
#include "content/demo/live.h"

enum { WHENCE_MAX = 256 };

/* --- open, back, persona --- */

/* Without `item`, the item at hand must be one the screen can show. */
static void check_brings(struct demo_checker *checker, const struct demo_spot *spot,
                         const struct demo_screen *screen, const char *whence)
{
    if (screen->of && !str_same(screen->of, spot->list)) {
        checker_fault(checker, spot,
                      "l’écran « %s »%s montre un élément de la liste « %s », et rien ne dit "
                      "lequel ; ajoutez « item: » et son id",
                      screen->id, whence, screen->of);
    }
}

static void check_place(struct demo_checker *checker, const struct demo_spot *spot, const char *id,
                        const char *item, const char *whence)
{
    const struct demo_screen *screen = checker_screen(checker, spot, id, whence);
    if (screen && item && item[0]) {
        checker_item(checker, spot, screen, item, whence);
    } else if (screen) {
        check_brings(checker, spot, screen, whence);
    }
}

/* Nothing to open: only a fault where one could touch it. */
static void check_blank(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_widget *widget, const struct demo_hand *hand,
                        const char *text)
{
    char whence[WHENCE_MAX];
    if (widget && demo_holds(checker->play, widget->cond, hand->item) &&
        demo_keeps(checker->play, widget->where, hand->item, hand->item)) {
        checker_fault(
            checker, spot,
            "« open: %.60s » ne donne aucun nom d’écran%s ; donnez-en un, ou cachez cette "
            "ligne avec « if » ou « where »",
            text, checker_whence(checker, hand, whence, sizeof whence));
    }
}

/* The widget whose touch does that. */
static const struct demo_widget *widget_of(const struct demo_checker *checker,
                                           const struct demo_spot *spot, const struct demo_act *act)
{
    const struct demo_screen *screen =
        spot->screen < 0 ? NULL : &checker->demo->screens[spot->screen];
    for (int i = 0; screen && i < screen->widget_count; i++) {
        for (const struct demo_act *at = screen->widgets[i].acts; at; at = at->next) {
            if (at == act) {
                return &screen->widgets[i];
            }
        }
    }
    return NULL;
}

/* A name that is a field, `open: "{screen}"`, may also come from an added item or from `let`. */
static void check_given(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_act *open)
{
    struct slice rest = slice_of(open->text), piece;
    struct demo_brace brace;
    if (demo_piece_next(&rest, &piece) != DEMO_PIECE_BRACE || rest.n > 0 ||
        !demo_brace_parse(piece, &brace, NULL) || brace.kind != DEMO_BRACE_NAME) {
        return;
    }
    for (size_t i = 0; i < checker->doings.n; i++) {
        const struct demo_doing *doing = &checker->doings.at[i];
        const struct demo_act *act = doing->act;
        bool gives = act->kind == DEMO_LET ||
                     (act->kind == DEMO_ADD && spot->list && str_same(act->text, spot->list));
        const char *id = gives ? demo_field(&act->fields, brace.name) : NULL;
        if (id && id[0] && !demo_is_braced(id)) {
            struct demo_spot there = {doing->file, act->line, spot->screen, NULL};
            checker_screen(checker, &there, id, "");
        }
    }
}

static void check_open(struct demo_checker *checker, const struct demo_spot *spot,
                       const struct demo_act *act)
{
    if (!demo_is_braced(act->text) && !demo_is_braced(act->item)) {
        check_place(checker, spot, act->text, act->item, "");
        return;
    }
    if (!demo_is_braced(act->text) && !checker_screen(checker, spot, act->text, "")) {
        return;
    }
    struct demo_hand hand = {-1, -1};
    while (checker_next_hand(checker, spot->list, &hand)) {
        char id[DEMO_VALUE_MAX], item[DEMO_VALUE_MAX], whence[WHENCE_MAX];
        demo_fill_into(checker->play, id, sizeof id, act->text, hand.item, true);
        demo_fill_into(checker->play, item, sizeof item, act->item ? act->item : "", hand.item,
                       true);
        if (id[0]) {
            checker_whence(checker, &hand, whence, sizeof whence);
            check_place(checker, spot, id, item, whence);
        } else {
            check_blank(checker, spot, widget_of(checker, spot, act), &hand, act->text);
        }
    }
    check_given(checker, spot, act);
}

static void check_back(struct demo_checker *checker, const struct demo_spot *spot,
                       const struct demo_act *act)
{
    if (act->text[0] && !demo_is_braced(act->text)) {
        checker_screen(checker, spot, act->text, "");
    }
}

static void check_person(struct demo_checker *checker, const struct demo_spot *spot, const char *id,
                         const char *whence)
{
    if (id[0] && !demo_persona(checker->demo, id)) {
        checker_fault(checker, spot,
                      "« persona » : personne ne s’appelle « %.60s »%s ; corrigez le nom, ou "
                      "ajoutez cette personne dans personas.yaml",
                      id, whence);
    }
}

static void check_persona(struct demo_checker *checker, const struct demo_spot *spot,
                          const struct demo_act *act)
{
    struct demo_hand hand = {-1, -1};
    if (!demo_is_braced(act->text)) {
        check_person(checker, spot, act->text, "");
        return;
    }
    while (checker_next_hand(checker, spot->list, &hand)) {
        char id[DEMO_VALUE_MAX], whence[WHENCE_MAX];
        demo_fill_into(checker->play, id, sizeof id, act->text, hand.item, true);
        check_person(checker, spot, id, checker_whence(checker, &hand, whence, sizeof whence));
    }
}

/* --- set, let, add, remove --- */

static void check_texts(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_fields *fields)
{
    for (int i = 0; i < fields->n; i++) {
        struct demo_spot there = checker_at(spot, fields->at[i].line);
        checker_text(checker, &there, fields->at[i].value);
    }
}

/* Of the items of list; NULL: values of the persona. */
static void check_keys(struct demo_checker *checker, const struct demo_spot *spot,
                       const struct demo_fields *fields, const char *list)
{
    for (int i = 0; i < fields->n; i++) {
        struct demo_spot there = checker_at(spot, fields->at[i].line);
        checker_key(checker, &there, list, fields->at[i].key);
    }
}

/* False after a fault, where there is no item to set or remove. */
static bool check_hand(struct demo_checker *checker, const struct demo_spot *spot, const char *does,
                       const char *mend)
{
    if (!spot->list) {
        checker_fault(checker, spot,
                      "%s l’élément montré, et cet écran n’en a pas ; donnez « of » à l’écran, ou "
                      "%s",
                      does, mend);
    }
    return spot->list != NULL;
}

static void check_one(struct demo_checker *checker, const struct demo_spot *spot,
                      const struct demo_act *act)
{
    check_texts(checker, spot, &act->fields);
    if (!checker_text(checker, spot, act->text) || !checker_text(checker, spot, act->item)) {
        return;
    }
    switch (act_kinds[act->kind].form) {
    case ACT_SCREEN:
        check_open(checker, spot, act);
        break;
    case ACT_WAY_BACK:
        check_back(checker, spot, act);
        break;
    case ACT_FIELDS:
        if (check_hand(checker, spot, "« set » change",
                       "écrivez « let » pour une valeur de la personne")) {
            check_keys(checker, spot, &act->fields, spot->list);
        }
        break;
    case ACT_VALUES:
        check_keys(checker, spot, &act->fields, NULL);
        break;
    case ACT_ITEMS:
        if (checker_list(checker, spot, act->text)) {
            check_keys(checker, spot, &act->fields, act->text);
        }
        break;
    case ACT_HAND:
        check_hand(checker, spot, "« remove » efface", "effacez cette ligne");
        break;
    case ACT_PERSON:
        check_persona(checker, spot, act);
        break;
    case ACT_SAY:
    case ACT_SURE:
        break;
    }
}

void checker_acts(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_act *acts)
{
    struct demo_spot there = *spot;
    for (const struct demo_act *act = acts; act; act = act->next) {
        there = checker_at(&there, act->line > 0 ? act->line : spot->line);
        check_one(checker, &there, act);
        enum act_form form = act_kinds[act->kind].form;
        there.list = form == ACT_ITEMS                        ? act->text /* it is at hand now */
                     : form == ACT_HAND || form == ACT_PERSON ? NULL
                                                              : there.list;
    }
}
