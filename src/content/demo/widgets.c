/* widgets.c: the widgets that a screen is made of: how each is written, and what it becomes on the
 * glass. A kind has one row below, and stands in the bits of the properties it may have. */
#include "content/demo/widgets.h"

#include "base/str.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"
#include "content/demo/rows.h"

enum { CALENDAR_DAYS = 21 }; /* before and after today: more than a calendar shows */

static void add_plain(const struct unroll *unroll, const struct demo_widget *widget)
{
    unroll_part(unroll, widget, widget->kind, widget->text, unroll->item);
}

static void add_field(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part) {
        part->value = unroll_fill(unroll, widget->value, unroll->item);
    }
}

static void add_row(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part && (widget->acts || widget->kind == DEMO_BUTTON)) {
        unroll_touch(unroll, part, unroll->item);
    }
}

/* What a list says of nothing. */
static void add_empty(const struct unroll *unroll, const struct demo_widget *widget)
{
    const char *text = unroll_fill(unroll, widget->empty, unroll->item);
    struct demo_view *view = unroll->view;
    if (text[0] && view->part_count < DEMO_PARTS_MAX) {
        view->parts[view->part_count++] = (struct demo_part){
            .kind = DEMO_TEXT,
            .widget = widget,
            .text = text,
            .says = "",
            .mark = "",
            .value = "",
            .control = -1,
            .alt = "",
            .unit = "",
        };
    }
}

static void add_list(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    rows_of_list(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; i < rows.n; i++) {
        struct demo_part *part = unroll_part(unroll, widget, DEMO_ROW, widget->row, rows.items[i]);
        if (part && widget->acts) {
            unroll_touch(unroll, part, rows.items[i]);
        }
    }
    if (rows.n == 0) {
        add_empty(unroll, widget);
    }
}

/* A conversation reads downwards: the last word comes last, and it is the first that goes where
 * there is no room for all. */
static void add_bubbles(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    int room = DEMO_PARTS_MAX - unroll->view->part_count;
    int most = widget->at_most > 0 && widget->at_most < room ? widget->at_most : room;
    for (int i = rows.n > most ? rows.n - most : 0; i < rows.n; i++) {
        int item = rows.items[i];
        struct demo_part *part = unroll_part(unroll, widget, DEMO_BUBBLES, widget->row, item);
        if (part) {
            part->says = unroll_fill(unroll, widget->by, item);
            part->on = widget->mine && demo_keeps(unroll->play, widget->mine, item, unroll->item);
        }
    }
    if (rows.n == 0) {
        add_empty(unroll, widget);
    }
}

static bool value_is(const struct unroll *unroll, const char *key, const char *text)
{
    const char *now = demo_lookup(unroll->play, -1, key);
    return str_same(now ? now : "", text ? text : "");
}

static void add_choice(const struct unroll *unroll, const struct demo_widget *widget)
{
    if (!unroll_has_room(unroll, widget->option_count)) {
        return;
    }
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, NULL, unroll->item);
    for (int i = 0; part && i < widget->option_count; i++) {
        const struct demo_option *option = &widget->options[i];
        const char *label = unroll_fill(unroll, option->label, unroll->item);
        int control =
            unroll_control(unroll, (struct demo_control){
                                       .kind = DEMO_CONTROL_OPTION,
                                       .label = label,
                                       .spoken = label,
                                       .acts = widget->acts,
                                       .item = unroll->item,
                                       .key = widget->text,
                                       .value = option->value,
                                       .chosen = value_is(unroll, widget->text, option->value),
                                   });
        part->control = i == 0 ? control : part->control;
        part->option_count++;
    }
}

static void add_toggle(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part) {
        part->on = value_is(unroll, widget->value, "oui");
        unroll_touch(unroll, part, unroll->item);
    }
    if (part && part->control >= 0) {
        struct demo_control *control = &unroll->view->controls[part->control];
        control->kind = DEMO_CONTROL_OPTION;
        control->key = widget->value;
        control->value = part->on ? "non" : "oui";
        control->chosen = part->on;
    }
}

static void add_picture(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, NULL, unroll->item);
    if (part) {
        part->picture = unroll_path(unroll, widget->text, unroll->item);
    }
}

/* --- points --- */

/* Keeps the points in the order of days; of too many, the newest. */
static void add_point(struct demo_part *part, struct demo_point point)
{
    struct demo_point *points = part->points;
    if (part->point_count == DEMO_POINTS_MAX) {
        if (point.day < points[0].day) {
            return;
        }
        part->point_count--;
        memmove(points, points + 1, sizeof *points * (DEMO_POINTS_MAX - 1));
    }
    int at = part->point_count++;
    for (; at > 0 && points[at - 1].day > point.day; at--) {
        points[at] = points[at - 1];
    }
    points[at] = point;
}

static void add_chart(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, NULL, unroll->item);
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; part && i < rows.n; i++) {
        struct demo_point point;
        const char *value = unroll_fill(unroll, "{value}", rows.items[i]);
        if (live_day(unroll->play, rows.items[i], &point.day) && demo_number(value, &point.value)) {
            const char *says = live_field(unroll->play, rows.items[i], "says");
            point.written = says && says[0] ? unroll_fill(unroll, says, rows.items[i]) : value;
            add_point(part, point);
        }
    }
}

static void add_calendar(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    struct demo_part *part = unroll_part(unroll, widget, widget->kind, NULL, unroll->item);
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; part && i < rows.n; i++) {
        struct demo_point point = {.written = ""};
        if (live_day(unroll->play, rows.items[i], &point.day) && point.day >= -CALENDAR_DAYS &&
            point.day <= CALENDAR_DAYS) {
            add_point(part, point);
        }
    }
}

/* --- all of them --- */

const struct widget_kind widget_kinds[] = {
    [DEMO_TITLE] = {"title", FORM_TEXT, NULL, add_plain},
    [DEMO_TEXT] = {"text", FORM_TEXT, NULL, add_plain},
    [DEMO_NOTICE] = {"notice", FORM_TEXT, NULL, add_plain},
    [DEMO_FIELD] = {"field", FORM_TEXT, "value", add_field},
    [DEMO_CARD] = {"card", FORM_TEXT, NULL, add_row},
    [DEMO_ROW] = {"row", FORM_TEXT, NULL, add_row},
    [DEMO_LIST] = {"list", FORM_LIST, "row", add_list},
    [DEMO_BUBBLES] = {"bubbles", FORM_LIST, "row", add_bubbles},
    [DEMO_BUTTON] = {"button", FORM_TEXT, "do", add_row},
    [DEMO_CHOICE] = {"choice", FORM_VALUE, "options", add_choice},
    [DEMO_TOGGLE] = {"toggle", FORM_TEXT, "value", add_toggle},
    [DEMO_PICTURE] = {"picture", FORM_PICTURE, NULL, add_picture},
    [DEMO_CHART] = {"chart", FORM_POINTS, NULL, add_chart},
    [DEMO_CALENDAR] = {"calendar", FORM_DAYS, NULL, add_calendar},
};

_Static_assert(sizeof widget_kinds / sizeof *widget_kinds == DEMO_WIDGETS,
               "the last widget has no row here");

#define PROPERTY(field) offsetof(struct demo_widget, field)
#define OF(kind)        (1u << DEMO_##kind)

enum { ALL = (1 << DEMO_WIDGETS) - 1 };

const struct widget_property widget_properties[] = {
    {"if", PROPERTY(cond), FORM_IF, ALL},
    {"says", PROPERTY(says), FORM_TEXT, OF(CARD) | OF(ROW) | OF(LIST) | OF(TOGGLE)},
    {"mark", PROPERTY(mark), FORM_TEXT, OF(CARD) | OF(ROW) | OF(LIST)},
    {"value", PROPERTY(value), FORM_TEXT, OF(FIELD)},
    {"value", PROPERTY(value), FORM_VALUE, OF(TOGGLE)},
    {"icon", PROPERTY(icon), FORM_ICON, OF(NOTICE) | OF(CARD) | OF(ROW) | OF(LIST) | OF(BUTTON)},
    {"picture", PROPERTY(picture), FORM_PICTURE, OF(CARD) | OF(ROW) | OF(LIST)},
    {"row", PROPERTY(row), FORM_TEXT, OF(LIST) | OF(BUBBLES)},
    {"empty", PROPERTY(empty), FORM_NOTHING, OF(LIST) | OF(BUBBLES)},
    {"by", PROPERTY(by), FORM_TEXT, OF(BUBBLES)},
    {"mine", PROPERTY(mine), FORM_WHERE, OF(BUBBLES)},
    {"where", PROPERTY(where), FORM_WHERE, OF(LIST) | OF(BUBBLES) | OF(CHART) | OF(CALENDAR)},
    {"sort", PROPERTY(sort), FORM_SORT, OF(LIST)},
    {"first", PROPERTY(first), FORM_WHERE, OF(LIST)},
    {"at-most", PROPERTY(at_most), FORM_ROWS, OF(LIST)},
    {"unit", PROPERTY(unit), FORM_TEXT, OF(CHART)},
    {"alt", PROPERTY(alt), FORM_MAYBE, OF(PICTURE)},
    {"height", PROPERTY(height), FORM_HEIGHT, OF(PICTURE)},
    {"look", PROPERTY(look), FORM_LOOK, OF(BUTTON)},
    {"options", PROPERTY(options), FORM_OPTIONS, OF(CHOICE)},
    {"do", PROPERTY(acts), FORM_ACTS,
     OF(CARD) | OF(ROW) | OF(LIST) | OF(BUTTON) | OF(CHOICE) | OF(TOGGLE)},
    {NULL, 0, FORM_TEXT, 0},
};
