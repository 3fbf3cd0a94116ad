#include "app/state.h"

#include <assert.h>
#include <stdlib.h>

static const struct screen *const screens[SCREENS] = {
    [SCREEN_LOOP] = &screen_loop,       [SCREEN_HOME] = &screen_home,
    [SCREEN_SLIDES] = &screen_slides,   [SCREEN_WALK] = &screen_walk,
    [SCREEN_LINK] = &screen_link,       [SCREEN_ABOUT] = &screen_about,
    [SCREEN_STAFF] = &screen_staff,     [SCREEN_STAND] = &screen_stand,
    [SCREEN_TALLY] = &screen_tally,     [SCREEN_HEARD] = &screen_heard,
    [SCREEN_COUNTS] = &screen_counts,   [SCREEN_TOTALS] = &screen_totals,
    [SCREEN_STICK] = &screen_stick,     [SCREEN_DECK] = &screen_deck,
    [SCREEN_HEALTH] = &screen_health,   [SCREEN_CLEAN] = &screen_clean,
    [SCREEN_PRESENT] = &screen_present,
};

const char *app_word(const struct app *app, const char *key)
{
    return content_word(app->content, key);
}

/* What is put into a right-to-left phrase keeps its own order: 2026, not 6202 (UAX 9). */
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE          "\u2069"

/* Phrases come from files people edit: never a printf format. */
static void fill(struct str *text, bool isolate, const char *phrase, const char *first,
                 const char *second)
{
    for (const char *at = phrase; *at; at++) {
        if (str_starts(at, "{1}") || str_starts(at, "{2}")) {
            const char *value = at[1] == '1' ? first : second;
            str_addf(text, isolate ? FIRST_STRONG_ISOLATE "%s" POP_ISOLATE : "%s", value);
            at += 2;
        } else {
            str_add_bytes(text, at, 1);
        }
    }
}

const char *app_phrase(const struct app *app, const struct pen *pen, const char *key,
                       const char *first, const char *second)
{
    struct str text = {0};
    fill(&text, app->glass.rtl, app_word(app, key), first, second);
    const char *kept = arena_string(&pen->list->arena, str_text(&text));
    str_release(&text);
    return kept;
}

void app_fill(const struct app *app, char *field, size_t room, const char *key, const char *first)
{
    struct str text = {0};
    fill(&text, app->glass.rtl, app_word(app, key), first, "");
    str_fit(field, room, str_text(&text));
    str_release(&text);
}

const char *app_screen(const struct app *app)
{
    return app->staff.pad.on ? "pin" : app->asking ? "still" : screens[app->screen]->name;
}

/* What is shown to a group is no visitor's: it would drown what visitors do. */
void app_count(struct app *app, enum counter counter, const char *item)
{
    if (app->staff.presenting && counter_info(counter)->origin == ORIGIN_KIOSK) {
        return;
    }
    struct effect effect = {
        .kind = EFFECT_COUNT, .counter = counter, .n = 1, .wall = app->now.wall};
    str_fit(effect.item, sizeof effect.item, item);
    arr_push(&app->effects, effect);
}

void app_ask_language_at(struct app *app, int index)
{
    struct effect effect = {.kind = EFFECT_LANGUAGE, .wall = app->now.wall};
    str_fit(effect.item, sizeof effect.item, app->content->languages[index].code);
    arr_push(&app->effects, effect);
}

void app_go(struct app *app, enum screen_id screen)
{
    const struct screen *next = screens[screen];
    if (screens[app->screen]->leave) {
        screens[app->screen]->leave(app);
    }
    bool staff = screen > SCREEN_STAFF && screen <= SCREEN_CLEAN;
    bool from_slides = app->screen == SCREEN_SLIDES && screen == SCREEN_LINK;
    app->back = staff ? SCREEN_STAFF : from_slides ? SCREEN_SLIDES : SCREEN_HOME;
    app->screen = screen;
    app->page = 0;
    app->dirty = true;
    if (next->counted) {
        app_count(app, COUNTER_SCREEN_OPENED, next->name);
    }
    if (next->enter) {
        next->enter(app);
    }
}

static bool act_comfort(struct app *app, int action)
{
    if (action == ACTION_TEXT_SIZE) {
        app->text_size = (app->text_size + 1) % TEXT_SIZES;
        app->page = 0;
        app_count(app, COUNTER_COMFORT_USED, "text");
    } else if (action == ACTION_CONTRAST) {
        app->theme = app->theme == THEME_CALM ? THEME_CONTRAST : THEME_CALM;
        app_count(app, COUNTER_COMFORT_USED, "contrast");
    } else {
        return false;
    }
    return true;
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
        app_go(app, app->back);
        break;
    case ACTION_STAY:
        app->asking = false;
        break;
    case ACTION_MORE:
        app->page = arg;
        break;
    case ACTION_PRESENT_BACK:
        visit_reset(app);
        app_go(app, SCREEN_PRESENT);
        break;
    case ACTION_FINISH:
        app_count(app, COUNTER_VISIT_FINISHED, visit_length(app));
        visit_end(app);
        break;
    case ACTION_LANGUAGE:
        app_count(app, COUNTER_LANGUAGE_CHOSEN, app->content->languages[arg].code);
        app_ask_language_at(app, arg);
        if (app->screen == SCREEN_LOOP) {
            app_go(app, SCREEN_HOME);
        }
        break;
    default:
        assert(false && "an action nobody knows");
    }
}

static void act(struct app *app, int action, int arg)
{
    app->dirty = true;
    if (pad_action(app, action, arg)) {
        return;
    }
    bool rests = app->screen == SCREEN_LOOP && action == ACTION_PAUSE;
    bool visitor = !staff_is_on(app) && !app->staff.presenting;
    if (visitor && !app->visit.on && !rests) {
        visit_start(app);
    } else if (app->visit.on && action != ACTION_STAY) {
        app->visit.actions++;
        if (app->visit.actions == 2) {
            app_count(app, COUNTER_VISIT_ENGAGED, "");
        }
    }
    const struct screen *screen = screens[app->screen];
    if (act_comfort(app, action) || (screen->action && screen->action(app, action, arg))) {
        return;
    }
    act_everywhere(app, action, arg);
}

static void handle_key(struct app *app, enum event_key key)
{
    int action = ACTION_NONE, arg = 0;
    app->dirty = true;
    if (app->asking) {
        act(app, ACTION_STAY, 0); /* any key says that somebody is there */
        return;
    }
    focus_key(app, key, &action, &arg);
    if (action != ACTION_NONE) {
        act(app, action, arg);
    }
    if (app->visit.on && !app->visit.keypad && !app->staff.pad.on) {
        app->visit.keypad = true;
        app_count(app, COUNTER_COMFORT_USED, "keypad");
    }
}

/* A swipe is the arrows' short cut, never the only way. */
static int swipe_action(const struct app *app, enum gesture_result gesture)
{
    if (app->screen != SCREEN_SLIDES || app->asking) {
        return ACTION_NONE;
    }
    bool onward = (gesture == GESTURE_SWIPE_LEFT) != app->glass.rtl;
    return onward ? ACTION_NEXT : ACTION_PREVIOUS;
}

static void handle_up(struct app *app, const struct event *event)
{
    int action = ACTION_NONE, arg = 0;
    enum gesture_result result = gesture_up(&app->gesture, &app->lists[app->shown], event->finger,
                                            event->x, event->y, event->now.steady, &action, &arg);
    if (result == GESTURE_SWIPE_LEFT || result == GESTURE_SWIPE_RIGHT) {
        action = swipe_action(app, result);
    }
    if (action != ACTION_NONE) {
        act(app, action, arg);
    }
}

static void handle_touch(struct app *app, const struct event *event)
{
    bool was_inside = app->gesture.inside;
    pad_touch(app, event);
    app->visit.touched = app->staff.touched = event->now.steady;
    app->gesture.quick = app->staff.pad.on || app->screen == SCREEN_TALLY ||
                         app->screen == SCREEN_HEARD ||
                         (app->screen == SCREEN_STAND && app->staff.stand.typing);
    app->dirty |= app->focused && event->kind == EVENT_TOUCH_DOWN;
    app->focused &= event->kind != EVENT_TOUCH_DOWN;
    if (event->kind == EVENT_TOUCH_DOWN) {
        gesture_down(&app->gesture, &app->lists[app->shown], event->finger, event->x, event->y,
                     event->now.steady);
    } else if (event->kind == EVENT_TOUCH_MOVE) {
        gesture_move(&app->gesture, event->finger, event->x, event->y, event->now.steady);
    } else {
        handle_up(app, event);
    }
    app->dirty |= was_inside != app->gesture.inside;
}

static void tick(struct app *app)
{
    pad_tick(app);
    if (app->staff.pad.on) {
        return; /* what is below it waits */
    }
    visit_tick(app);
    staff_tick(app);
    if (screens[app->screen]->tick && !app->asking) {
        screens[app->screen]->tick(app);
    }
}

static void resize(struct app *app, int w, int h)
{
    bool rtl = app->glass.rtl;
    app->glass = glass_of(w, h, app->glass.inches);
    app->glass.rtl = rtl;
    app->dirty = true;
    gesture_lost(&app->gesture);
}

void app_handle(struct app *app, const struct event *event)
{
    app->now = event->now;
    tick(app);
    bool hand = event->kind <= EVENT_KEY;
    if (app->screen == SCREEN_CLEAN && hand) {
        return; /* a cloth touches everything */
    }
    switch (event->kind) {
    case EVENT_TOUCH_DOWN:
    case EVENT_TOUCH_MOVE:
    case EVENT_TOUCH_UP:
        handle_touch(app, event);
        break;
    case EVENT_TOUCH_LOST:
        app->staff.corner = 0;
        app->dirty |= app->gesture.inside;
        gesture_lost(&app->gesture);
        break;
    case EVENT_KEY:
        app->visit.touched = app->staff.touched = event->now.steady;
        handle_key(app, event->key);
        break;
    case EVENT_RESIZE:
        resize(app, event->w, event->h);
        break;
    case EVENT_PIN:
        app_tell_pin(app, event->pin);
        break;
    case EVENT_FACTS:
        app_tell_staff(app, event->facts);
        break;
    case EVENT_CONTENT:
        app_use_content(app, event->content);
        break;
    case EVENT_LANGUAGE:
        act(app, ACTION_LANGUAGE, event->language);
        break;
    case EVENT_TICK:
    case EVENT_QUIT:
        break;
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t app_deadline(const struct app *app)
{
    int64_t deadline = earlier(pad_deadline(app), staff_deadline(app));
    const struct screen *screen = screens[app->screen];
    if (app->staff.pad.on) {
        return deadline;
    }
    if (app->asking) {
        int64_t second = (app->now.steady - app->asked) / 1000 + 1;
        return earlier(deadline, app->asked + second * 1000);
    }
    if (app->visit.on) {
        deadline = earlier(deadline, app->visit.touched + visit_idle_ms(app));
    }
    return screen->deadline ? earlier(deadline, screen->deadline(app)) : deadline;
}

static void draw(const struct app *app, struct draw_list *list)
{
    const struct theme *theme = theme_of(app->theme);
    struct glass glass = app->glass;
    glass.rtl = glass.rtl && !app->staff.pad.on && !staff_is_on(app); /* theirs are in French */
    draw_begin(list, &glass, theme->paper);
    struct pen pen = pen_of(list, app->fonts, theme, app->text_size);
    if (app->staff.pad.on) {
        pad_draw(app, &pen);
    } else if (app->asking) {
        chrome_still_there(app, &pen);
    } else {
        screens[app->screen]->draw(app, &pen);
    }
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

bool app_preview(const struct app *app, size_t index, struct draw_list *list)
{
    static const enum screen_id others[] = {SCREEN_HOME, SCREEN_WALK, SCREEN_LINK, SCREEN_ABOUT};
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct app then = *app; /* a look ahead: nothing in it is changed or kept */
    then.asking = then.focused = then.staff.pad.on = then.staff.presenting = false;
    then.gesture = (struct gesture){0};
    then.walk.mode = WALK_CHOICE;
    then.slide = index < OTHERS ? 0 : index - OTHERS;
    if (then.slide >= app->content->slides.n) {
        return false;
    }
    then.screen = index < OTHERS ? others[index] : SCREEN_SLIDES;
    then.screen = then.screen == SCREEN_WALK && !app->content->demo ? SCREEN_HOME : then.screen;
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

static size_t place_of(const struct content *content, const char *id)
{
    for (size_t i = 0; id && i < content->slides.n; i++) {
        if (str_same(content->slides.at[i].id, id)) {
            return i;
        }
    }
    return 0;
}

static const char *id_at(const struct content *content, size_t index)
{
    return index < content->slides.n ? content->slides.at[index].id : NULL;
}

void app_use_content(struct app *app, const struct content *content)
{
    app->loop.slide = place_of(content, id_at(app->content, app->loop.slide));
    app->slide = place_of(content, id_at(app->content, app->slide));
    const struct content *before = app->content;
    app->content = content;
    link_keep(app, before);
    walk_keep(app, before);
    app->glass.rtl = content->languages[content->language].rtl;
    gesture_lost(&app->gesture);
    app->dirty = true;
}

bool app_ask_language(struct app *app, const char *code)
{
    for (int i = 0; i < app->content->language_count; i++) {
        if (str_same(app->content->languages[i].code, code)) {
            act(app, ACTION_LANGUAGE, i);
            return true;
        }
    }
    return false;
}

struct app *app_open(const struct app_setup *setup)
{
    struct app *app = mem_alloc(sizeof *app);
    app->content = setup->content;
    app->config = setup->config;
    app->fonts = setup->fonts;
    app->glass = setup->glass;
    app->glass.rtl = setup->content->languages[setup->content->language].rtl;
    app->now = setup->now;
    app->chance = setup->chance;
    str_fit(app->staff.facts.deck, sizeof app->staff.facts.deck, setup->deck ? setup->deck : "");
    app->walk.said = app->walk.lesson = "";
    app->walk.play = mem_alloc(sizeof *app->walk.play);
    app->loop.slide = SIZE_MAX; /* so that the first due slide is the one that comes next */
    app_go(app, SCREEN_LOOP);
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
