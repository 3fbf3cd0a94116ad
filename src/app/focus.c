#include "app/focus.h"

enum { TARGETS_MAX = 64 };

/* What the keypad can reach, as one reads a page: row by row, each from its beginning. */
struct order {
    const struct zone *at[TARGETS_MAX];
    int n;
};

static int middle_x(struct rect rect)
{
    return rect.x + rect.w / 2;
}

static int middle_y(struct rect rect)
{
    return rect.y + rect.h / 2;
}

static bool stands_before(const struct zone *a, const struct zone *b, bool rtl)
{
    bool same_row = abs(middle_y(a->rect) - middle_y(b->rect)) < a->rect.h / 2;
    if (!same_row) {
        return middle_y(a->rect) < middle_y(b->rect);
    }
    return (middle_x(a->rect) < middle_x(b->rect)) != rtl;
}

static struct order order_of(const struct draw_list *list)
{
    struct order order = {0};
    for (size_t i = 0; i < list->zones.n && order.n < TARGETS_MAX; i++) {
        const struct zone *zone = &list->zones.at[i];
        if (!zone->enabled || zone->role != ROLE_BUTTON) {
            continue;
        }
        int place = order.n++;
        for (; place > 0 && stands_before(zone, order.at[place - 1], list->glass.rtl); place--) {
            order.at[place] = order.at[place - 1];
        }
        order.at[place] = zone;
    }
    return order;
}

/* With no keypad focus yet the first key only shows it, on the first target; on the loop that is
 * the invitation, so that one Enter wakes the kiosk. */
static const struct zone *first_zone(const struct draw_list *list)
{
    struct order order = order_of(list);
    for (int i = 0; i < order.n; i++) {
        if (order.at[i]->action == ACTION_WAKE) {
            return order.at[i];
        }
    }
    return order.n > 0 ? order.at[0] : NULL;
}

const struct zone *focus_zone(const struct app *app, const struct draw_list *list)
{
    if (!app->focused) {
        return NULL;
    }
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        if (zone->enabled && zone->role == ROLE_BUTTON && zone->action == app->focus_action &&
            zone->arg == app->focus_arg) {
            return zone;
        }
    }
    return first_zone(list); /* the screen has changed under it */
}

/* Round and round: no trap (EN 301 549 5.1.6.2). */
static const struct zone *step(const struct draw_list *list, const struct zone *from, int by)
{
    struct order order = order_of(list);
    for (int i = 0; i < order.n; i++) {
        if (order.at[i] == from) {
            return order.at[(i + by + order.n) % order.n];
        }
    }
    return from;
}

/* The nearest zone that way; straight ahead counts for more than aside. */
static const struct zone *toward(const struct draw_list *list, const struct zone *from, int dx,
                                 int dy)
{
    const struct zone *best = NULL;
    int best_cost = 0;
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        int x = middle_x(zone->rect) - middle_x(from->rect);
        int y = middle_y(zone->rect) - middle_y(from->rect);
        int ahead = x * dx + y * dy, aside = abs(dx ? y : x);
        if (!zone->enabled || zone->role != ROLE_BUTTON || zone == from || ahead <= 0) {
            continue;
        }
        int cost = ahead + 2 * aside;
        if (!best || cost < best_cost) {
            best = zone;
            best_cost = cost;
        }
    }
    return best ? best : step(list, from, dx + dy);
}

static const struct zone *moved(const struct draw_list *list, const struct zone *from,
                                enum event_key key)
{
    switch (key) {
    case KEY_LEFT:
        return toward(list, from, -1, 0);
    case KEY_RIGHT:
        return toward(list, from, 1, 0);
    case KEY_UP:
        return toward(list, from, 0, -1);
    case KEY_DOWN:
        return toward(list, from, 0, 1);
    case KEY_BACK:
        return step(list, from, -1);
    case KEY_NEXT:
        return step(list, from, 1);
    default:
        break;
    }
    return from;
}

/* A key that goes past the focus acts where a finger could: on a button that is there. */
static const struct zone *button_of(const struct app *app, int action, int arg)
{
    const struct draw_list *list = &app->lists[app->shown];
    for (size_t i = 0; action != ACTION_NONE && i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        if (zone->enabled && zone->action == action && zone->arg == arg) {
            return zone;
        }
    }
    return NULL;
}

static void move_focus(struct app *app, enum event_key key, int *action, int *arg)
{
    const struct draw_list *list = &app->lists[app->shown];
    const struct zone *from = focus_zone(app, list);
    const struct zone *to = from ? moved(list, from, key) : first_zone(list);
    app->focused = to != NULL;
    if (!to) {
        return;
    }
    app->focus_action = to->action;
    app->focus_arg = to->arg;
    bool invited = to->action == ACTION_WAKE || to->action == ACTION_STAY;
    if (key == KEY_ENTER && (from || invited)) {
        *action = to->action;
        *arg = to->arg;
    }
}

static const struct zone *left_by(const struct app *app)
{
    const struct zone *erase = button_of(app, app->top->erase, 0);
    return erase ? erase : button_of(app, ACTION_BACK, 0);
}

bool focus_key(struct app *app, const struct event *event, int *action, int *arg)
{
    const struct screen *top = app->top;
    enum event_key key = event->key;
    const struct zone *zone = NULL;
    if (top->any_key) { /* it says that somebody is there */
        *action = top->any_key;
    } else if (event->digit && top->digits) {
        zone = button_of(app, top->digits, event->digit - '0');
        app->focused = false; /* Enter accepts */
    } else if (key == KEY_PAGE_ON || key == KEY_PAGE_BACK) {
        *action = key == KEY_PAGE_ON ? top->page_on : top->page_back;
        return top->page_on != ACTION_NONE;
    } else if (key == KEY_LEAVE) {
        zone = left_by(app);
    } else if (key == KEY_ENTER && !app->focused && button_of(app, top->accept, 0)) {
        zone = button_of(app, top->accept, 0);
    } else if (key == KEY_DIGIT || key == KEY_NONE) {
        return false;
    } else {
        move_focus(app, key, action, arg);
    }
    if (zone) {
        *action = zone->action;
        *arg = zone->arg;
    }
    return true;
}
