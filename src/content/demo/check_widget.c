/* check_widget.c: what a widget says and asks, and whether a screen has room for its lists. */
#include "base/str.h"
#include "content/demo/checker.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"
#include "content/demo/rows.h"

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

/* What a widget says, with the item that is at hand in it. */
static void check_words(struct demo_checker *checker, const struct demo_spot *spot,
                        const struct demo_widget *widget)
{
    const char *const texts[] = {widget->says,    widget->mark, widget->row, widget->by,
                                 widget->picture, widget->alt,  widget->unit};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        checker_text(checker, spot, texts[i]);
    }
    check_icon(checker, spot, widget->icon);
    checker_acts(checker, spot, widget->acts);
}

/* list, bubbles, chart, calendar */
static void check_listed(struct demo_checker *checker, const struct demo_spot *spot,
                         const struct demo_widget *widget)
{
    const char *list = widget->text;
    struct demo_spot row = *spot;
    row.list = list;
    if (!checker_list(checker, spot, list)) {
        return;
    }
    bool points = widget->kind == DEMO_CHART || widget->kind == DEMO_CALENDAR;
    check_words(checker, points ? spot : &row, widget);
    checker_text(checker, spot, widget->empty);
    check_where(checker, spot, list, widget->where);
    check_where(checker, spot, list, widget->first);
    check_where(checker, spot, list, widget->mine);
    if (widget->sort && strchr(widget->sort, '{')) {
        checker_text(checker, spot, widget->sort);
    } else if (widget->sort) {
        checker_key(checker, spot, list, widget->sort);
    }
    if (points) {
        checker_key(checker, spot, list, "day");
    }
    if (widget->kind == DEMO_CHART) {
        checker_key(checker, spot, list, "value");
    }
}

void checker_widget(struct demo_checker *checker, const struct demo_spot *spot,
                    const struct demo_widget *widget)
{
    check_condition(checker, spot, widget->cond);
    switch (widget->kind) {
    case DEMO_LIST:
    case DEMO_BUBBLES:
    case DEMO_CHART:
    case DEMO_CALENDAR:
        check_listed(checker, spot, widget);
        return;
    case DEMO_CHOICE:
        checker_key(checker, spot, NULL, widget->text);
        for (int i = 0; i < widget->option_count; i++) {
            checker_text(checker, spot, widget->options[i].label);
        }
        break;
    case DEMO_TOGGLE:
        checker_key(checker, spot, NULL, widget->value);
        checker_text(checker, spot, widget->text);
        break;
    case DEMO_FIELD:
        checker_text(checker, spot, widget->value);
        checker_text(checker, spot, widget->text);
        break;
    case DEMO_TITLE:
    case DEMO_TEXT:
    case DEMO_NOTICE:
    case DEMO_CARD:
    case DEMO_ROW:
    case DEMO_BUTTON:
    case DEMO_PICTURE:
        checker_text(checker, spot, widget->text);
        break;
    case DEMO_WIDGETS:
        break;
    }
    check_words(checker, spot, widget);
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
