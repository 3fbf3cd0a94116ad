/* view.c: the screen on the glass, unrolled into parts and controls. */
#include "base/str.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"
#include "content/demo/place.h"
#include "content/demo/rows.h"

enum {
    CHROME_MAX = DEMO_TABS + 3, /* controls that every screen keeps room for */
    BODY_MAX = DEMO_CONTROLS_MAX - CHROME_MAX,
    CALENDAR_DAYS = 21, /* before and after today: more than a calendar shows */
};

struct unroll {
    const struct demo_play *play;
    struct arena *arena;
    struct demo_view *view;
    int item; /* the screen's; -1: none */
};

static const char *fill(const struct unroll *unroll, const char *text, int item)
{
    return text ? demo_fill(unroll->play, unroll->arena, text, item) : "";
}

/* --- controls --- */

/* "text. says. mark", without those that are empty. */
static const char *spoken(const struct unroll *unroll, const struct demo_part *part)
{
    static const char *const ends[] = {".", "!", "?", "…", ":"};
    const char *said = part->text;
    const char *const more[] = {part->says, part->mark};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        bool ended = said[0] == '\0';
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++) {
            ended = ended || str_ends(said, ends[j]);
        }
        if (more[i][0]) {
            said = arena_format(unroll->arena, "%s%s%s", said,
                                said[0] == '\0' ? ""
                                : ended         ? " "
                                                : ". ",
                                more[i]);
        }
    }
    return said;
}

/* The index of the new control; -1 where the body has too many. */
static int add_control(const struct unroll *unroll, struct demo_control control)
{
    struct demo_view *view = unroll->view;
    if (view->control_count >= BODY_MAX) {
        return -1;
    }
    view->controls[view->control_count] = control;
    return view->control_count++;
}

static void add_touch(const struct unroll *unroll, struct demo_part *part, int item)
{
    part->control = add_control(unroll, (struct demo_control){
                                            .kind = DEMO_CONTROL_WIDGET,
                                            .label = part->text,
                                            .spoken = spoken(unroll, part),
                                            .acts = part->widget->acts,
                                            .item = item,
                                        });
}

/* --- parts --- */

/* A path that braces were to complete and did not names a folder. */
static const char *fill_picture(const struct unroll *unroll, const char *path, int item)
{
    const char *filled = fill(unroll, path, item);
    return filled[0] && !str_ends(filled, "/") ? filled : NULL;
}

/* What every kind has; text: the widget's own or its row. NULL where the screen is full. */
static struct demo_part *add_part(const struct unroll *unroll, const struct demo_widget *widget,
                                  enum demo_widget_kind kind, const char *text, int item)
{
    struct demo_view *view = unroll->view;
    if (view->part_count == DEMO_PARTS_MAX) {
        return NULL;
    }
    struct demo_part *part = &view->parts[view->part_count++];
    *part = (struct demo_part){
        .kind = kind,
        .widget = widget,
        .text = fill(unroll, text, item),
        .says = fill(unroll, widget->says, item),
        .mark = fill(unroll, widget->mark, item),
        .value = "",
        .icon = widget->icon ? demo_icon(fill(unroll, widget->icon, item)) : 0,
        .look = widget->look,
        .control = -1,
        .picture = fill_picture(unroll, widget->picture, item),
        .alt = fill(unroll, widget->alt, item),
        .unit = fill(unroll, widget->unit, item),
    };
    return part;
}

static void unroll_plain(const struct unroll *unroll, const struct demo_widget *widget)
{
    add_part(unroll, widget, widget->kind, widget->text, unroll->item);
}

static void unroll_field(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = add_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part) {
        part->value = fill(unroll, widget->value, unroll->item);
    }
}

static void unroll_row(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = add_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part && (widget->acts || widget->kind == DEMO_BUTTON)) {
        add_touch(unroll, part, unroll->item);
    }
}

/* What a list says of nothing. */
static void unroll_empty(const struct unroll *unroll, const struct demo_widget *widget)
{
    const char *text = fill(unroll, widget->empty, unroll->item);
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

static void unroll_list(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    rows_of_list(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; i < rows.n; i++) {
        struct demo_part *part = add_part(unroll, widget, DEMO_ROW, widget->row, rows.items[i]);
        if (part && widget->acts) {
            add_touch(unroll, part, rows.items[i]);
        }
    }
    if (rows.n == 0) {
        unroll_empty(unroll, widget);
    }
}

/* A conversation reads downwards: the last word comes last, and it is the first that goes where
 * there is no room for all. */
static void unroll_bubbles(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    int room = DEMO_PARTS_MAX - unroll->view->part_count;
    int most = widget->at_most > 0 && widget->at_most < room ? widget->at_most : room;
    for (int i = rows.n > most ? rows.n - most : 0; i < rows.n; i++) {
        int item = rows.items[i];
        struct demo_part *part = add_part(unroll, widget, DEMO_BUBBLES, widget->row, item);
        if (part) {
            part->says = fill(unroll, widget->by, item);
            part->on = widget->mine && demo_keeps(unroll->play, widget->mine, item, unroll->item);
        }
    }
    if (rows.n == 0) {
        unroll_empty(unroll, widget);
    }
}

static bool value_is(const struct unroll *unroll, const char *key, const char *text)
{
    const char *now = demo_lookup(unroll->play, -1, key);
    return str_same(now ? now : "", text ? text : "");
}

static void unroll_choice(const struct unroll *unroll, const struct demo_widget *widget)
{
    if (unroll->view->control_count + widget->option_count > BODY_MAX) {
        return;
    }
    struct demo_part *part = add_part(unroll, widget, widget->kind, NULL, unroll->item);
    for (int i = 0; part && i < widget->option_count; i++) {
        const struct demo_option *option = &widget->options[i];
        const char *label = fill(unroll, option->label, unroll->item);
        int control =
            add_control(unroll, (struct demo_control){
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

static void unroll_toggle(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = add_part(unroll, widget, widget->kind, widget->text, unroll->item);
    if (part) {
        part->on = value_is(unroll, widget->value, "oui");
        part->control = add_control(unroll, (struct demo_control){
                                                .kind = DEMO_CONTROL_OPTION,
                                                .label = part->text,
                                                .spoken = spoken(unroll, part),
                                                .acts = widget->acts,
                                                .item = unroll->item,
                                                .key = widget->value,
                                                .value = part->on ? "non" : "oui",
                                                .chosen = part->on,
                                            });
    }
}

static void unroll_picture(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_part *part = add_part(unroll, widget, widget->kind, NULL, unroll->item);
    if (part) {
        part->picture = fill_picture(unroll, widget->text, unroll->item);
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

static void unroll_chart(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    struct demo_part *part = add_part(unroll, widget, widget->kind, NULL, unroll->item);
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; part && i < rows.n; i++) {
        struct demo_point point;
        const char *value = fill(unroll, "{value}", rows.items[i]);
        if (live_day(unroll->play, rows.items[i], &point.day) && demo_number(value, &point.value)) {
            const char *says = live_field(unroll->play, rows.items[i], "says");
            point.written = says && says[0] ? fill(unroll, says, rows.items[i]) : value;
            add_point(part, point);
        }
    }
}

static void unroll_calendar(const struct unroll *unroll, const struct demo_widget *widget)
{
    struct demo_rows rows;
    struct demo_part *part = add_part(unroll, widget, widget->kind, NULL, unroll->item);
    rows_in_time(unroll->play, widget, unroll->item, &rows);
    for (int i = 0; part && i < rows.n; i++) {
        struct demo_point point = {.written = ""};
        if (live_day(unroll->play, rows.items[i], &point.day) && point.day >= -CALENDAR_DAYS &&
            point.day <= CALENDAR_DAYS) {
            add_point(part, point);
        }
    }
}

/* A widget of the enum that has no case does not compile. */
static void unroll_widget(const struct unroll *unroll, const struct demo_widget *widget)
{
    switch (widget->kind) {
    case DEMO_TITLE:
    case DEMO_TEXT:
    case DEMO_NOTICE:
        unroll_plain(unroll, widget);
        break;
    case DEMO_FIELD:
        unroll_field(unroll, widget);
        break;
    case DEMO_CARD:
    case DEMO_ROW:
    case DEMO_BUTTON:
        unroll_row(unroll, widget);
        break;
    case DEMO_LIST:
        unroll_list(unroll, widget);
        break;
    case DEMO_BUBBLES:
        unroll_bubbles(unroll, widget);
        break;
    case DEMO_CHOICE:
        unroll_choice(unroll, widget);
        break;
    case DEMO_TOGGLE:
        unroll_toggle(unroll, widget);
        break;
    case DEMO_PICTURE:
        unroll_picture(unroll, widget);
        break;
    case DEMO_CHART:
        unroll_chart(unroll, widget);
        break;
    case DEMO_CALENDAR:
        unroll_calendar(unroll, widget);
        break;
    case DEMO_WIDGETS:
        break;
    }
}

/* --- the chrome --- */

static int add_chrome(struct demo_view *view, enum demo_control_kind kind, const char *label,
                      const char *spoken, const char *screen)
{
    view->controls[view->control_count] = (struct demo_control){
        .kind = kind,
        .label = label ? label : "",
        .spoken = spoken ? spoken : "",
        .item = -1,
        .value = screen,
    };
    return view->control_count++;
}

static void add_person(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    view->unread = rows_count(unroll->play, demo->bell_list, "unread", "oui");
    if (demo->avatar_screen) {
        view->avatar = add_chrome(view, DEMO_CONTROL_AVATAR, demo->avatar_label, demo->avatar_label,
                                  demo->avatar_screen);
    }
    if (demo->bell_screen) {
        const char *spoken = demo->bell_label;
        if (view->unread > 0) {
            spoken = arena_format(unroll->arena, "%s, %d", spoken ? spoken : "", view->unread);
        }
        view->bell =
            add_chrome(view, DEMO_CONTROL_BELL, demo->bell_label, spoken, demo->bell_screen);
    }
}

static void add_tabs(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    const char *lit = view->screen->tab ? view->screen->tab : view->screen->id;
    for (int i = 0; i < demo->tab_count; i++) {
        const struct demo_tab *tab = &demo->tabs[i];
        int control = add_chrome(view, DEMO_CONTROL_TAB, tab->label, tab->label, tab->screen);
        view->controls[control].chosen = str_same(tab->screen, lit);
        view->tabs = i == 0 ? control : view->tabs;
    }
}

static void unroll_chrome(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    enum demo_screen_kind kind = view->screen->kind;
    bool of_tab = kind == DEMO_PAGE && place_is_tab(demo, view->screen->id);
    if (kind == DEMO_SHEET) {
        view->back =
            add_chrome(view, DEMO_CONTROL_CLOSE, demo->close_label, demo->close_label, NULL);
    } else if (!of_tab && place_can_go_back(unroll->play)) {
        view->back = add_chrome(view, DEMO_CONTROL_BACK, demo->back_label, demo->back_label, NULL);
    }
    if (of_tab) {
        add_person(unroll);
    }
    if (kind == DEMO_PAGE) {
        add_tabs(unroll);
    }
}

void demo_look_at(const struct demo_play *play, struct arena *arena, struct demo_view *view)
{
    const struct demo_place *place = place_top(play);
    const struct unroll unroll = {play, arena, view, place->item};
    view->screen = place->screen;
    view->title = fill(&unroll, place->screen->title, place->item);
    view->part_count = 0;
    view->control_count = 0;
    view->back = view->avatar = view->bell = view->tabs = -1;
    view->unread = 0;
    for (int i = 0; i < place->screen->widget_count; i++) {
        const struct demo_widget *widget = &place->screen->widgets[i];
        if (demo_holds(play, widget->cond, place->item)) {
            unroll_widget(&unroll, widget);
        }
    }
    unroll_chrome(&unroll);
}
