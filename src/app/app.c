#include "app/chrome.h"
#include "app/focus.h"
#include "app/link.h"
#include "app/staff/access.h"
#include "app/staff/pad.h"
#include "app/staff/panel.h"
#include "app/visit.h"
#include "app/walk/walk.h"
#include "ui/mark.h"

#include <assert.h>
#include <stdlib.h>

static const struct {
    const struct screen *screen;
    const char *name, *title;
} screens[SCREENS] = {
#define SCREEN_ROW(ID, name, title) [SCREEN_##ID] = {&screen_##name, #name, title},
    SCREEN_LIST(SCREEN_ROW)
#undef SCREEN_ROW
};

const char *app_screen(const struct app *app)
{
    return screens[app->over ? app->over : app->screen].name;
}

/* --- the one place where screens change --- */

static void change_screen(struct app *app)
{
    enum screen_id id = app->wanted;
    const struct screen *before = screens[app->screen].screen, *next = screens[id].screen;
    app->back = app->wanted_back ? app->wanted_back : next->staff ? SCREEN_STAFF : SCREEN_HOME;
    app->wanted = app->wanted_back = SCREEN_NONE;
    if (before && before->leave) {
        before->leave(app);
    }
    app->screen = id;
    app->page = 0;
    app->dirty = true;
    if (screens[id].title) {
        app_count(app, COUNTER_SCREEN_OPENED, screens[id].name);
    }
    if (next->enter) {
        next->enter(app);
    }
}

/* Carries out what was asked for meanwhile. */
static void settle(struct app *app)
{
    if (app->wanted) {
        change_screen(app);
    }
    app->top = screens[app->over ? app->over : app->screen].screen;
}

/* --- actions --- */

static void choose_language(struct app *app, int index)
{
    app_count(app, COUNTER_LANGUAGE_CHOSEN, app->content->languages[index].code);
    app_ask_language(app, index);
    if (app->top->rests) {
        app_go(app, SCREEN_HOME);
    }
}

static void act_everywhere(struct app *app, int action, int arg)
{
    switch (action) {
    case ACTION_WAKE:
        app_go(app, SCREEN_HOME);
        break;
    case ACTION_GO:
        app_go(app, (enum screen_id)arg);
        break;
    case ACTION_BACK:
        if (!app->top->back || !app->top->back(app)) {
            app_go(app, app->back);
        }
        break;
    case ACTION_MORE:
        app->page = arg;
        break;
    case ACTION_FINISH:
        app_count(app, COUNTER_VISIT_FINISHED, visit_length(app));
        visit_end(app);
        break;
    case ACTION_STAY:
        app->over = SCREEN_NONE;
        break;
    case ACTION_TEXT_SIZE:
        app->text_size = (app->text_size + 1) % TEXT_SIZES;
        app->page = 0;
        app_count(app, COUNTER_COMFORT_USED, "text");
        break;
    case ACTION_CONTRAST:
        app->theme = app->theme == THEME_CALM ? THEME_CONTRAST : THEME_CALM;
        app_count(app, COUNTER_COMFORT_USED, "contrast");
        break;
    case ACTION_LANGUAGE:
        choose_language(app, arg);
        break;
    default:
        assert(false && "an action nobody knows");
    }
}

/* A visit begins with the first touch of somebody who is not of the staff, and is engaged with the
 * second. */
static void note_visitor(struct app *app, int action)
{
    const struct screen *top = app->top;
    bool rests = top->rests && action >= ACTION_OWN;
    if (!app->visit.on && !top->staff && !app->staff.presenting && !rests) {
        visit_start(app);
    } else if (app->visit.on && !top->staff && action != ACTION_STAY) {
        app->visit.actions++;
        if (app->visit.actions == 2) {
            app_count(app, COUNTER_VISIT_ENGAGED, "");
        }
    }
}

static void act(struct app *app, int action, int arg)
{
    const struct screen *top = app->top;
    if (action >= ACTION_OWN && screens[action / ACTION_OWN].screen != top) {
        return; /* it belongs to what was there a moment ago */
    }
    app->dirty = true;
    note_visitor(app, action);
    (action >= ACTION_OWN ? top->action : act_everywhere)(app, action, arg);
    settle(app);
}

static void handle_key(struct app *app, const struct event *event)
{
    int action = ACTION_NONE, arg = 0;
    if (!focus_key(app, event, &action, &arg)) {
        return;
    }
    app->visit.touched = app->staff.touched = event->now.steady;
    app->dirty = true;
    if (action != ACTION_NONE) {
        act(app, action, arg);
    }
    if (app->visit.on && !app->visit.keypad && !app->top->staff) {
        app->visit.keypad = true;
        app_count(app, COUNTER_COMFORT_USED, "keypad");
    }
}

/* A swipe is the arrows' short cut, never the only way. */
static int swipe_action(const struct app *app, enum gesture_result gesture)
{
    bool onward = (gesture == GESTURE_SWIPE_LEFT) != app->glass.rtl;
    return onward ? app->top->swipe_on : app->top->swipe_back;
}

static void handle_up(struct app *app, struct touch touch)
{
    int action = ACTION_NONE, arg = 0;
    enum gesture_result result =
        gesture_up(&app->gesture, &app->lists[app->shown], touch, &action, &arg);
    if (result == GESTURE_SWIPE_LEFT || result == GESTURE_SWIPE_RIGHT) {
        action = swipe_action(app, result);
    }
    if (action != ACTION_NONE) {
        act(app, action, arg);
    }
}

static void handle_gesture(struct app *app, enum event_kind kind, struct touch touch)
{
    struct gesture *gesture = &app->gesture;
    bool was_inside = gesture->inside;
    int64_t was_since = gesture->since;
    gesture->quick = app->top->quick && app->top->quick(app);
    if (gesture->contacts.doubtful && app->top->asks) {
        if (touch.finger == gesture->finger) {
            gesture_lost(gesture);
        }
    } else if (kind == EVENT_TOUCH_DOWN) {
        app->dirty |= app->focused;
        app->focused = false;
        gesture_down(gesture, &app->lists[app->shown], touch);
    } else if (kind == EVENT_TOUCH_MOVE) {
        gesture_move(gesture, touch);
    } else {
        handle_up(app, touch);
    }
    app->dirty |= was_inside != gesture->inside || was_since != gesture->since;
}

static void handle_touch(struct app *app, const struct event *event)
{
    static bool (*const tell[])(struct contacts *, const struct glass *,
                                struct touch) = {[EVENT_TOUCH_DOWN] = contacts_down,
                                                 [EVENT_TOUCH_MOVE] = contacts_move,
                                                 [EVENT_TOUCH_UP] = contacts_up};
    struct touch touch = {event->finger, event->x, event->y, event->now.steady};
    struct contacts *contacts = &app->gesture.contacts;
    bool somebody = tell[event->kind](contacts, &app->glass, touch);
    pad_touch(app, event->kind, touch);
    if (somebody) {
        app->visit.touched = app->staff.touched = event->now.steady;
    }
    for (int x, y; contacts_news(contacts, touch.ms, &x, &y);) {
        panel_note(app, x, y);
    }
    handle_gesture(app, event->kind, touch);
}

static void tick_top(struct app *app)
{
    if (app->top->tick) {
        app->top->tick(app);
        settle(app);
    }
}

/* What is below an overlay waits until that is gone. */
static void tick(struct app *app)
{
    pad_watch_corner(app);
    settle(app);
    if (app->over) {
        tick_top(app);
    }
    if (!app->over) {
        visit_tick(app);
        staff_tick(app);
        settle(app);
        tick_top(app);
    }
}

static void resize(struct app *app, int w, int h)
{
    bool rtl = app->glass.rtl;
    app->glass = glass_of(w, h, app->glass.inches);
    app->glass.rtl = rtl;
    app->dirty = true;
    app->gesture = (struct gesture){.pressed = false}; /* its pixels are others now */
}

/* Where the slide of that place in the content before stands now; the first where it is gone. */
static size_t place_of(const struct content *now, const struct content *before, size_t index)
{
    bool any = index < before->slides.n;
    const struct slide *same = any ? content_slide(now, before->slides.at[index].id) : NULL;
    return same ? (size_t)(same - now->slides.at) : 0;
}

static void use_content(struct app *app, const struct content *content)
{
    const struct content *before = app->content;
    app->loop.slide = place_of(content, before, app->loop.slide);
    app->slide = place_of(content, before, app->slide);
    app->content = content;
    link_keep(app, before);
    walk_keep(app, before);
    app->glass.rtl = content->languages[content->language].rtl;
    gesture_lost(&app->gesture);
    app->dirty = true;
}

/* Nobody sees the slide while the glass is hidden, and no finger is on it. */
static void use_sight(struct app *app, bool hidden)
{
    app->hidden = hidden;
    app->staff.corner = 0;
    app->dirty |= app->gesture.inside;
    gesture_lost(&app->gesture);
    if (!app->over) {
        tick_top(app);
    }
}

static void handle_hand(struct app *app, const struct event *event)
{
    if (app->top->deaf) {
        return; /* a cloth touches everything */
    }
    if (event->kind == EVENT_TOUCH_LOST) {
        app->staff.corner = 0;
        app->dirty |= app->gesture.inside;
        gesture_lost(&app->gesture);
        contacts_lost(&app->gesture.contacts);
    } else if (event->kind == EVENT_KEY) {
        handle_key(app, event);
    } else {
        handle_touch(app, event);
    }
}

void app_handle(struct app *app, const struct event *event)
{
    app->now = event->now;
    tick(app);
    switch (event->kind) {
    case EVENT_TOUCH_DOWN:
    case EVENT_TOUCH_MOVE:
    case EVENT_TOUCH_UP:
    case EVENT_TOUCH_LOST:
    case EVENT_KEY:
        handle_hand(app, event);
        break;
    case EVENT_RESIZE:
        resize(app, event->w, event->h);
        break;
    case EVENT_HIDDEN:
    case EVENT_SHOWN:
        use_sight(app, event->kind == EVENT_HIDDEN);
        break;
    case EVENT_PIN:
        pad_tell(app, event->pin);
        break;
    case EVENT_FACTS:
        staff_tell(app, event->facts);
        break;
    case EVENT_CONTENT:
        use_content(app, event->content);
        break;
    case EVENT_LANGUAGE:
        act(app, ACTION_LANGUAGE, event->language);
        break;
    case EVENT_TICK:
    case EVENT_QUIT:
        break;
    }
    settle(app);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t app_deadline(const struct app *app)
{
    int64_t deadline = pad_corner_deadline(app);
    if (!app->over) {
        deadline = earlier(deadline, earlier(visit_deadline(app), staff_deadline(app)));
    }
    return app->top->deadline ? earlier(deadline, app->top->deadline(app)) : deadline;
}

static void draw(const struct app *app, struct draw_list *list)
{
    const struct theme *theme = theme_of(app->theme);
    struct glass glass = app->glass;
    glass.rtl = glass.rtl && !app->top->staff; /* theirs are in French */
    draw_begin(list, &glass, theme->paper);
    struct pen pen = pen_of(list, app->fonts, theme, app->look, app->text_size);
    app->top->draw(app, &pen);
    const struct zone *focus = focus_zone(app, list);
    if (focus) {
        pen_ring(&pen, focus->rect);
    } else if (app->gesture.inside && app->gesture.zone.role == ROLE_BUTTON) {
        struct rect rect = app->gesture.zone.rect;
        rect.x = glass.rtl ? glass.w - rect.x - rect.w : rect.x;
        pen_ring(&pen, rect);
    }
    draw_end(list);
}

const struct draw_list *app_frame(struct app *app)
{
    if (app->dirty) {
        app->shown = 1 - app->shown;
        draw(app, &app->lists[app->shown]);
        app->dirty = false;
        app->loop.fading = app->walk.turned = false;
    }
    return &app->lists[app->shown];
}

/* The screens that a visitor may be about to open, but the slides, each of which is a page. */
static size_t list_ahead(const struct app *app, enum screen_id ids[SCREENS])
{
    size_t n = 0;
    for (int i = SCREEN_NONE + 1; i < SCREENS; i++) {
        bool there = i != SCREEN_WALK || app->content->demo;
        if (screens[i].screen->ahead && i != SCREEN_SLIDES && there) {
            ids[n++] = (enum screen_id)i;
        }
    }
    return n;
}

bool app_preview(const struct app *app, size_t index, struct draw_list *list)
{
    enum screen_id ids[SCREENS];
    size_t n = list_ahead(app, ids);
    struct app then = *app; /* a look ahead: nothing in it is changed or kept */
    then.focused = then.staff.presenting = false;
    then.gesture = (struct gesture){0};
    then.walk.mode = WALK_CHOICE;
    then.over = SCREEN_NONE;
    then.screen = index < n ? ids[index] : SCREEN_SLIDES;
    then.top = screens[then.screen].screen;
    then.slide = index < n ? 0 : index - n;
    if (then.slide >= app->content->slides.n) {
        return false;
    }
    draw(&then, list);
    return true;
}

const struct effect *app_effects(const struct app *app, size_t *n)
{
    *n = app->effects.n;
    return app->effects.at;
}

void app_effects_done(struct app *app)
{
    if (app->effects.n > 0) { /* a PIN may be among them */
        memset(app->effects.at, 0, app->effects.n * sizeof *app->effects.at);
    }
    app->effects.n = 0;
}

struct app *app_open(const struct app_setup *setup)
{
    struct app *app = mem_alloc(sizeof *app);
    app->content = setup->content;
    app->config = setup->config;
    app->fonts = setup->fonts;
    app->look = setup->look ? setup->look : &look_usual;
    app->glass = setup->glass;
    app->glass.rtl = setup->content->languages[setup->content->language].rtl;
    app->now = setup->now;
    app->chance = setup->chance;
    str_fit(app->staff.facts.deck, sizeof app->staff.facts.deck, setup->deck ? setup->deck : "");
    app->walk.said = app->walk.lesson = "";
    app->walk.play = mem_alloc(sizeof *app->walk.play);
    app->loop.slide = SIZE_MAX; /* so that the first due slide is the one that comes next */
    app_go(app, SCREEN_LOOP);
    settle(app);
    return app;
}

void app_close(struct app *app)
{
    if (!app) {
        return;
    }
    draw_release(&app->lists[0]);
    draw_release(&app->lists[1]);
    arr_release(&app->effects);
    arena_release(&app->walk.scratch);
    free(app->walk.play);
    free(app);
}
