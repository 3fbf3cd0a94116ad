/* names.c: braces and conditions checked when they are read, so that none fails when drawn. */
#include "base/str.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"

struct check {
    const struct demo *demo;
    const char *list; /* whose item may be at hand; NULL: none */
    bool where;       /* of its rows: only fields of theirs; {names} are not looked at */
    struct err *err;
};

/* --- what is known --- */

/* True if one of these acts gives the items of list that field. */
static bool acts_give(const struct demo_act *acts, const char *list, const char *key)
{
    for (const struct demo_act *act = acts; act; act = act->next) {
        /* Which list a `set` speaks of shows only when it is done. */
        bool gives = act->kind == DEMO_SET || (act->kind == DEMO_ADD && str_same(act->text, list));
        if (gives && demo_field(&act->fields, key)) {
            return true;
        }
    }
    return false;
}

static bool field_known(const struct demo *demo, const char *list, const char *key)
{
    if (str_same(key, "id") || demo_list_has(demo, list, key)) {
        return true;
    }
    for (int i = 0; i < demo->screen_count; i++) {
        const struct demo_screen *screen = &demo->screens[i];
        for (int j = 0; j < screen->widget_count; j++) {
            if (acts_give(screen->widgets[j].acts, list, key)) {
                return true;
            }
        }
    }
    for (int i = 0; i < demo->mission_count; i++) {
        if (acts_give(demo->missions[i].before, list, key)) {
            return true;
        }
    }
    return false;
}

static bool name_known(const struct demo *demo, const char *list, const char *name)
{
    return str_same(name, "name") || demo_values_have(demo, name) ||
           (list && field_known(demo, list, name));
}

/* --- conditions --- */

static bool check_list(const struct check *check, const char *list)
{
    return demo_has_list(check->demo, list) ||
           err_set(check->err,
                   "« %s » : personne n’a de liste de ce nom ; vérifiez-le d’après personas.yaml, "
                   "ou donnez-y à une personne « %s: [] »",
                   list, list);
}

static bool fault_field(const struct check *check, const char *list, const char *name)
{
    return err_set(check->err,
                   "« %s » : aucun élément de la liste « %s » n’a ce champ ; vérifiez-le d’après "
                   "personas.yaml",
                   name, list);
}

static bool check_field(const struct check *check, const char *list, const char *name)
{
    return field_known(check->demo, list, name) || fault_field(check, list, name);
}

static bool check_name(const struct check *check, const char *name)
{
    const char *list = check->list;
    if (name_known(check->demo, list, name)) {
        return true;
    }
    if (list) {
        return err_set(check->err,
                       "« %s » : personne n’a de champ ni de valeur de ce nom (liste « %s ») ; "
                       "vérifiez-le d’après personas.yaml",
                       name, list);
    }
    return err_set(check->err,
                   "« %s » : personne n’a de valeur de ce nom, et il n’y a pas ici d’élément dont "
                   "ce serait un champ ; vérifiez-le d’après personas.yaml, ou ajoutez « of » à "
                   "l’écran",
                   name);
}

/* What a name is compared with: text and {names}. */
static bool check_wanted(const struct check *check, struct slice text)
{
    struct slice piece;
    struct demo_brace brace;
    enum demo_piece kind;
    while (!check->where && (kind = demo_piece_next(&text, &piece)) != DEMO_PIECE_END) {
        if (kind == DEMO_PIECE_PLAIN) {
            continue;
        }
        if (kind == DEMO_PIECE_BAD || !demo_brace_parse(piece, &brace, NULL) ||
            brace.kind != DEMO_BRACE_NAME) {
            return err_set(check->err,
                           "« %.*s » : dans une condition, seul un nom va entre accolades, comme "
                           "{filtre}",
                           (int)piece.n, piece.at);
        }
        if (!check_name(check, brace.name)) {
            return false;
        }
    }
    return true;
}

/* Of a list: some item of it has the field. */
static bool check_listed(const struct check *check, const struct demo_test *test)
{
    return check_list(check, test->list) &&
           (test->name[0] == '\0' || check_field(check, test->list, test->name));
}

/* Of its rows: nothing but a field of theirs is compared. */
static bool check_own(const struct check *check, const char *name)
{
    return demo_list_takes(check->demo, check->list, name) ? check_name(check, name)
                                                           : fault_field(check, check->list, name);
}

static bool check_test(const struct check *check, const struct demo_test *test)
{
    bool known = test->kind != DEMO_TEST_NAME ? check_listed(check, test)
                 : check->where               ? check_own(check, test->name)
                                              : check_name(check, test->name);
    return known && check_wanted(check, test->text);
}

static bool check_condition(const struct check *check, struct slice condition)
{
    struct slice one;
    struct demo_test test;
    while (demo_test_next(&condition, &one)) {
        if (!demo_test_parse(one, &test, check->err) || !check_test(check, &test)) {
            return false;
        }
    }
    return true;
}

/* --- braces --- */

static bool check_brace(const struct check *check, struct slice inside)
{
    struct demo_brace brace;
    if (!demo_brace_parse(inside, &brace, check->err)) {
        return false;
    }
    switch (brace.kind) {
    case DEMO_BRACE_NAME:
        return check_name(check, brace.name);
    case DEMO_BRACE_COUNT:
        return check_test(check, &brace.test);
    case DEMO_BRACE_IF:
        return check_condition(check, brace.condition);
    case DEMO_BRACE_DAY:
        break;
    }
    return true;
}

bool demo_text_check(const struct demo *demo, const char *text, const char *item_list,
                     struct err *err)
{
    struct err why;
    struct check check = {demo, item_list, false, &why};
    struct slice rest = slice_of(text), piece;
    enum demo_piece kind;
    while ((kind = demo_piece_next(&rest, &piece)) != DEMO_PIECE_END) {
        if (kind == DEMO_PIECE_BAD) {
            return err_set(err, "« %s » : une accolade est seule ; chaque { a besoin de sa }",
                           text);
        }
        if (kind == DEMO_PIECE_BRACE && !check_brace(&check, piece)) {
            return err_set(err, "« {%.*s} » : %s", (int)piece.n, piece.at, why.text);
        }
    }
    return true;
}

bool demo_condition_check(const struct demo *demo, const char *condition, const char *item_list,
                          struct err *err)
{
    struct check check = {demo, item_list, false, err};
    return check_condition(&check, slice_of(condition));
}

bool demo_where_check(const struct demo *demo, const char *condition, const char *list,
                      struct err *err)
{
    struct check check = {demo, list, true, err};
    return check_condition(&check, slice_of(condition));
}
