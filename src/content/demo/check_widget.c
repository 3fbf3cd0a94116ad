/* check_widget.c: what a widget says and asks, and whether a screen has room for its lists. */
#include "base/str.h"
#include "content/demo/checker.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"
#include "content/demo/rows.h"
#include "content/demo/widgets.h"

enum { TEXT_MAX = 512 };

/* --- conditions --- */

static void check_condition(struct demo_checker *checker, const struct demo_spot *spot,
                            const char *condition)
{
    struct err err = {""};
    if (condition && !demo_condition_check(checker->demo, condition, spot->list, &err)) {
        checker_fault(checker, spot, "%s", err.text);
    }
}

/* Of a list's items: what is compared is a field of theirs, what stands in braces is the screen's.
 */
static void check_where(struct demo_checker *checker, const struct demo_spot *spot,
                        const char *list, const char *condition)
{
    struct err err = {""};
    if (condition && checker_text(checker, spot, condition) &&
        !demo_where_check(checker->demo, condition, list, &err)) {
        checker_fault(checker, spot, "%s", err.text);
    }
}

/* --- widgets --- */

static void check_icon(struct demo_checker *checker, const struct demo_spot *spot, const char *icon)
{
    struct demo_hand hand = {-1, -1};
    if (!icon || !strchr(icon, '{') || !checker_text(checker, spot, icon)) {
        return; /* a plain name was looked up when it was read */
    }
    while (checker_next_hand(checker, spot->list, &hand)) {
        char name[DEMO_VALUE_MAX], whence[TEXT_MAX];
        demo_fill_into(checker->play, name, sizeof name, icon, hand.item, true);
        if (name[0] && demo_icon(name) == 0) {
            checker_fault(checker, spot,
                          "icône inconnue « %.40s »%s ; prenez un nom de la liste des icônes, "
                          "comme home, folder ou mail",
                          name, checker_whence(checker, &hand, whence, sizeof whence));
        }
    }
}

/* Of the items of list: the field, or what braces will make of it. */
static void check_sort(struct demo_checker *checker, const struct demo_spot *spot, const char *list,
                       const char *sort)
{
    if (demo_is_braced(sort)) {
        checker_text(checker, spot, sort);
    } else if (sort) {
        checker_key(checker, spot, list, sort);
    }
}

static void check_options(struct demo_checker *checker, const struct demo_spot *spot,
                          const struct demo_widget *widget)
{
    for (int i = 0; i < widget->option_count; i++) {
        checker_text(checker, spot, widget->options[i].label);
    }
}

static const char *text_at(const void *value)
{
    return *(const char *const *)value;
}

/* False where nothing else about the widget can be checked. item: what its texts speak of. */
static bool check_value(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_spot *item, const struct demo_widget *widget,
                        enum widget_form form, const void *value)
{
    switch (form) {
    case FORM_TEXT:
    case FORM_MAYBE:
    case FORM_PICTURE:
        checker_text(checker, item, text_at(value));
        break;
    case FORM_NOTHING:
        checker_text(checker, spot, text_at(value));
        break;
    case FORM_IF:
        check_condition(checker, spot, text_at(value));
        break;
    case FORM_WHERE:
        check_where(checker, spot, widget->text, text_at(value));
        break;
    case FORM_LIST:
    case FORM_DAYS:
    case FORM_POINTS:
        return checker_list(checker, spot, text_at(value));
    case FORM_VALUE:
        checker_key(checker, spot, NULL, text_at(value));
        break;
    case FORM_SORT:
        check_sort(checker, spot, widget->text, text_at(value));
        break;
    case FORM_ICON:
        check_icon(checker, item, text_at(value));
        break;
    case FORM_OPTIONS:
        check_options(checker, spot, widget);
        break;
    case FORM_ACTS:
        checker_acts(checker, item, widget->acts);
        break;
    case FORM_ROWS:
    case FORM_HEIGHT:
    case FORM_LOOK:
        break;
    }
    return true;
}

void checker_widget(struct demo_checker *checker, const struct demo_spot *spot,
                    const struct demo_widget *widget)
{
    enum widget_form form = widget_kinds[widget->kind].form;
    struct demo_spot item = *spot;
    item.list = form == FORM_LIST ? widget->text : spot->list;
    bool known = check_value(checker, spot, spot, widget, form, &widget->text);
    for (const struct widget_property *at = widget_properties; at->key; at++) {
        const void *value = (const char *)widget + at->place;
        if ((at->kinds & (1u << widget->kind)) && (known || at->form == FORM_IF)) {
            check_value(checker, spot, &item, widget, at->form, value);
        }
    }
    if (known && (form == FORM_DAYS || form == FORM_POINTS)) {
        checker_key(checker, spot, widget->text, "day");
    }
    if (known && form == FORM_POINTS) {
        checker_key(checker, spot, widget->text, "value");
    }
}

/* --- room --- */

static bool is_rows(const struct demo_widget *widget)
{
    return widget->kind == DEMO_LIST || widget->kind == DEMO_BUBBLES;
}

/* How many parts the screen has with that item; *longest: the list with most. */
static int count_parts(const struct demo_checker *checker, const struct demo_screen *screen,
                       int item, const struct demo_widget **longest)
{
    struct demo_rows rows;
    int n = 0, most = -1;
    for (int i = 0; i < screen->widget_count; i++) {
        const struct demo_widget *widget = &screen->widgets[i];
        if (!is_rows(widget)) {
            n += demo_holds(checker->play, widget->cond, item);
            continue;
        }
        rows_of_list(checker->play, widget, item, &rows);
        n += rows.n;
        if (rows.n > most) {
            most = rows.n;
            *longest = widget;
        }
    }
    return n;
}

static int items_most(const struct demo *demo, const char *list)
{
    int most = 1; /* what it says of nothing */
    for (int i = 0; i < demo->persona_count; i++) {
        for (int j = 0; j < demo->personas[i].list_count; j++) {
            const struct demo_list *one = &demo->personas[i].lists[j];
            most = str_same(one->name, list) && one->n > most ? one->n : most;
        }
    }
    return most;
}

void checker_room(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_screen *screen)
{
    struct demo_hand hand = {-1, -1};
    int most = 0;
    for (int i = 0; i < screen->widget_count; i++) {
        const struct demo_widget *widget = &screen->widgets[i];
        most += is_rows(widget) ? items_most(checker->demo, widget->text) : 1;
    }
    while (most > DEMO_PARTS_MAX && checker_next_hand(checker, spot->list, &hand)) {
        const struct demo_widget *longest = NULL;
        int n = count_parts(checker, screen, hand.item, &longest);
        if (n > DEMO_PARTS_MAX && longest) {
            struct demo_spot there = checker_at(spot, longest->line);
            char whence[TEXT_MAX];
            checker_fault(
                checker, &there,
                "cet écran aurait %d lignes%s ; %d au plus : limitez la liste « %s » avec "
                "« at-most » ou « where »",
                n, checker_whence(checker, &hand, whence, sizeof whence), DEMO_PARTS_MAX,
                longest->text);
            return;
        }
    }
}
