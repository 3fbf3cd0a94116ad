#include "stage.h"

#include "app/state.h" /* only for the names of actions: which zones lead on */
#include "letters.h"
#include "ui/audit.h"

enum { REACH_MS = 400, PRESS_MS = 80, FOLD_MAX = 1024 };

static const int64_t first_wall = 1795248000; /* 2026-11-21 09:00 in Paris */

/* --- what the main does --- */

static void read_content(struct stage *stage, int which, const char *language)
{
    struct problems problems = {0};
    content_read(&stage->contents[which], stage->folder, language, NULL, &problems);
    problems_release(&problems);
}

static void change_language(struct stage *stage, const char *code)
{
    int next = 1 - stage->content;
    read_content(stage, next, code);
    app_handle(stage->app, &(struct event){.kind = EVENT_CONTENT,
                                           .now = stage->now,
                                           .content = &stage->contents[next]});
    content_release(&stage->contents[stage->content]);
    stage->content = next;
}

static void count(struct stage *stage, const struct effect *effect)
{
    const struct counter_info *info = counter_info(effect->counter);
    bool undone = info->origin == ORIGIN_STAFF && str_same(effect->item, "undone");
    assert_true(undone || (info->items != ITEM_NONE) == (effect->item[0] != '\0'));
    assert_true(info->origin == ORIGIN_KIOSK || str_same(stage->screen, "tally") ||
                str_same(stage->screen, "heard"));
    assert_int_equal(effect->n, 1);
    assert_true(effect->wall == stage->now.wall);
    tally_add(&stage->tally, effect->counter, effect->item, 1);
}

/* What is told to the staff's screens may ask for more at once: the list is taken first. */
static bool perform_once(struct stage *stage)
{
    size_t n;
    const struct effect *asked = app_effects(stage->app, &n);
    struct effect *effects = mem_alloc((n + 1) * sizeof *effects);
    char language[COUNTER_ITEM_MAX] = "";
    memcpy(effects, asked, n * sizeof *effects);
    app_effects_done(stage->app);
    for (size_t i = 0; i < n; i++) {
        if (effects[i].kind == EFFECT_COUNT) {
            count(stage, &effects[i]);
        } else if (effects[i].kind == EFFECT_LANGUAGE) {
            str_fit(language, sizeof language, effects[i].item);
        } else {
            team_perform(stage, &effects[i]);
        }
    }
    free(effects);
    if (language[0]) {
        change_language(stage, language);
    }
    return n > 0;
}

static void perform(struct stage *stage)
{
    while (perform_once(stage)) { /* a new content may bring counts of its own */
    }
}

/* --- the glass --- */

static bool leads_on(const struct draw_list *list)
{
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        bool on = zone->action == ACTION_WAKE || zone->action == ACTION_BACK ||
                  zone->action == ACTION_FINISH || zone->action == ACTION_STAY ||
                  (zone->action == ACTION_GO &&
                   (zone->arg == SCREEN_LOOP || zone->arg == SCREEN_PRESENT));
        if (on && zone->enabled) {
            return true;
        }
    }
    return false;
}

/* Two screens have their own end: a cloth's half minute, and "Finir" of who presents. */
static bool ends(const char *screen)
{
    return str_same(screen, "clean") || str_same(screen, "present");
}

static void audit(struct stage *stage)
{
    struct err err;
    const struct glass *glass = &stage->list->glass;
    bool good = audit_frame(stage->list, &letters, &err);
    if (good && (leads_on(stage->list) || ends(app_screen(stage->app)))) {
        return;
    }
    stage->faults++;
    if (stage->collects) {
        print_error("%s, %dx%d at %.1f inches: %s\n", app_screen(stage->app), glass->w, glass->h,
                    glass->inches, good ? "no way home" : err.text);
    } else {
        fail_msg("frame %d, screen %s, %dx%d at %.1f inches: %s", stage->frames,
                 app_screen(stage->app), glass->w, glass->h, glass->inches,
                 good ? "no way home" : err.text);
    }
}

static void show(struct stage *stage)
{
    const struct draw_list *list = app_frame(stage->app);
    const char *screen = app_screen(stage->app);
    bool fresh = list != stage->list, moved = !str_same(screen, stage->screen);
    stage->list = list;
    stage->screen = screen;
    stage->frames += fresh;
    if (moved || (fresh && stage->frames % stage->audit_every == 0)) {
        audit(stage);
    }
}

void stage_open(struct stage *stage, const struct stage_setup *setup)
{
    static const struct stage_setup usual = {.folder = NULL};
    setup = setup ? setup : &usual;
    stage_close(stage); /* one that a failed test has left open */
    *stage = (struct stage){
        .config = config_default(), .audit_every = 1, .screen = "", .collects = setup->collects};
    stage->folder = setup->folder ? setup->folder : FLOW_CONTENT;
    stage->glass = glass_of(setup->w ? setup->w : 1080, setup->h ? setup->h : 1920,
                            setup->inches > 0 ? setup->inches : GLASS_USUAL);
    stage->wall_ms = (setup->wall ? setup->wall : first_wall) * 1000;
    stage->now = (struct moment){stage->wall_ms / 1000, 1000000};
    stage->config.pause_seconds =
        setup->pause_seconds ? setup->pause_seconds : stage->config.pause_seconds;
    str_fit(stage->config.timezone, sizeof stage->config.timezone,
            setup->zone ? setup->zone : FLOW_ZONE);
    str_fit(stage->config.language, sizeof stage->config.language,
            setup->language ? setup->language : FLOW_LANGUAGE);
    read_content(stage, 0, stage->config.language);
    struct app_setup app = {.content = &stage->contents[0],
                            .config = &stage->config,
                            .fonts = &letters,
                            .look = setup->look,
                            .glass = stage->glass,
                            .now = stage->now};
    stage->app = app_open(&app);
    perform(stage);
    show(stage);
}

void stage_close(struct stage *stage)
{
    if (!stage->app) {
        return;
    }
    app_close(stage->app);
    content_release(&stage->contents[stage->content]);
    tally_release(&stage->tally);
    *stage = (struct stage){.app = NULL};
}

/* --- time and touches --- */

static void set_time(struct stage *stage, int64_t steady)
{
    stage->wall_ms += steady - stage->now.steady;
    stage->now = (struct moment){stage->wall_ms / 1000, steady};
}

void stage_send(struct stage *stage, struct event event)
{
    event.now = stage->now;
    app_handle(stage->app, &event);
    perform(stage);
    if (!stage->unseen) {
        show(stage);
    }
}

void stage_wait(struct stage *stage, int64_t ms)
{
    int64_t until = stage->now.steady + ms;
    for (int64_t deadline; (deadline = app_deadline(stage->app)) <= until;) {
        int64_t before = stage->now.steady;
        set_time(stage, deadline > before ? deadline : before);
        stage_send(stage, (struct event){.kind = EVENT_TICK});
        if (app_deadline(stage->app) <= stage->now.steady) {
            fail_msg("screen %s asks for a tick over and over", app_screen(stage->app));
        }
    }
    if (until > stage->now.steady) {
        stage_leap(stage, until - stage->now.steady);
    }
}

void stage_leap(struct stage *stage, int64_t ms)
{
    set_time(stage, stage->now.steady + ms);
    stage_send(stage, (struct event){.kind = EVENT_TICK});
}

int64_t stage_deadline(const struct stage *stage)
{
    int64_t deadline = app_deadline(stage->app);
    return deadline == INT64_MAX ? deadline : deadline - stage->now.steady;
}

void stage_down(struct stage *stage, int64_t finger, int x, int y)
{
    stage_send(stage, (struct event){.kind = EVENT_TOUCH_DOWN, .finger = finger, .x = x, .y = y});
}

void stage_move(struct stage *stage, int64_t finger, int x, int y)
{
    stage_send(stage, (struct event){.kind = EVENT_TOUCH_MOVE, .finger = finger, .x = x, .y = y});
}

void stage_up(struct stage *stage, int64_t finger, int x, int y)
{
    stage_send(stage, (struct event){.kind = EVENT_TOUCH_UP, .finger = finger, .x = x, .y = y});
}

void stage_touch(struct stage *stage, int x, int y)
{
    stage_down(stage, 1, x, y);
    stage_wait(stage, PRESS_MS);
    stage_up(stage, 1, x, y);
}

void stage_key(struct stage *stage, enum event_key key)
{
    stage_send(stage, (struct event){.kind = EVENT_KEY, .key = key});
}

void stage_resize(struct stage *stage, int w, int h)
{
    stage->glass = glass_of(w, h, stage->glass.inches);
    stage_send(stage, (struct event){.kind = EVENT_RESIZE, .w = w, .h = h});
}

bool stage_language(struct stage *stage, const char *code)
{
    stage_send(stage, (struct event){.kind = EVENT_TICK});
    const struct content *content = &stage->contents[stage->content];
    for (int i = 0; i < content->language_count; i++) {
        if (str_same(content->languages[i].code, code)) {
            stage_send(stage, (struct event){.kind = EVENT_LANGUAGE, .language = i});
            return true;
        }
    }
    return false;
}

/* --- what is on the glass --- */

/* Non-breaking spaces and the typographic apostrophe as one types them. */
static void fold(char out[FOLD_MAX], const char *text)
{
    static const struct {
        const char *from, *to;
    } folds[] = {{"\u00A0", " "}, {"\u202F", " "}, {"’", "'"}};
    size_t n = 0;
    while (*text && n + 1 < FOLD_MAX) {
        size_t i = 0;
        while (i < 3 && !str_starts(text, folds[i].from)) {
            i++;
        }
        out[n++] = i < 3 ? folds[i].to[0] : *text;
        text += i < 3 ? strlen(folds[i].from) : 1;
    }
    out[n] = '\0';
}

const struct zone *stage_find(const struct stage *stage, const char *label)
{
    char wanted[FOLD_MAX], there[FOLD_MAX];
    const struct zone *begins = NULL;
    fold(wanted, label);
    for (size_t i = 0; i < stage->list->zones.n; i++) {
        const struct zone *zone = &stage->list->zones.at[i];
        fold(there, zone->label);
        if (zone->enabled && strcmp(there, wanted) == 0) {
            return zone;
        }
        if (!begins && zone->enabled && str_starts(there, wanted)) {
            begins = zone;
        }
    }
    return begins;
}

void stage_place(const struct stage *stage, const char *label, int *x, int *y)
{
    const struct zone *zone = stage_find(stage, label);
    if (!zone) {
        fail_msg("no target \"%s\" on screen %s", label, app_screen(stage->app));
        return;
    }
    *x = zone->rect.x + zone->rect.w / 2;
    *y = zone->rect.y + zone->rect.h / 2;
    assert_ptr_equal(draw_zone_at(stage->list, *x, *y), zone);
}

void stage_tap(struct stage *stage, const char *label)
{
    int x = 0, y = 0;
    stage_wait(stage, REACH_MS);
    stage_place(stage, label, &x, &y);
    stage_touch(stage, x, y);
}

void stage_bare_place(const struct stage *stage, int *x, int *y)
{
    for (*y = 5; *y < stage->glass.h; *y += 40) {
        for (*x = 5; *x < stage->glass.w; *x += 40) {
            const struct zone *zone = draw_zone_at(stage->list, *x, *y);
            if (zone && zone->role == ROLE_SURFACE) {
                return;
            }
        }
    }
    fail_msg("no bare place on screen %s", app_screen(stage->app));
}

void stage_tap_bare(struct stage *stage)
{
    int x = 0, y = 0;
    stage_wait(stage, REACH_MS);
    stage_bare_place(stage, &x, &y);
    stage_touch(stage, x, y);
}

bool stage_sees(const struct stage *stage, const char *text)
{
    char wanted[FOLD_MAX], there[FOLD_MAX];
    fold(wanted, text);
    for (size_t i = 0; i < stage->list->words.n; i++) {
        fold(there, stage->list->words.at[i].text);
        if (strstr(there, wanted)) {
            return true;
        }
    }
    return false;
}

/* The last command drawn is the ring, where there is one; a finger's looks the same. */
const char *stage_focus(const struct stage *stage)
{
    size_t n = stage->list->commands.n;
    const struct draw_command *ring = n ? &stage->list->commands.at[n - 1] : NULL;
    if (!ring || ring->kind != DRAW_BOX || ring->border == 0) {
        return NULL;
    }
    for (size_t i = 0; i < stage->list->zones.n; i++) {
        const struct zone *zone = &stage->list->zones.at[i];
        bool small = zone->role == ROLE_BUTTON && rect_holds(ring->rect, zone->rect);
        if (small && ring->rect.w > zone->rect.w) {
            return zone->label;
        }
    }
    return NULL;
}

void stage_tap_word(struct stage *stage, const char *key)
{
    stage_tap(stage, content_word(&stage->contents[stage->content], key));
}

void stage_go(struct stage *stage, const char *screen)
{
    bool links = str_same(screen, "links");
    if (str_same(screen, "slides")) {
        stage_tap_word(stage, "home.slides");
    } else if (str_same(screen, "link") || links) {
        stage_tap_word(stage, "home.link");
    } else if (str_same(screen, "about")) {
        stage_tap_word(stage, "home.about");
    } else if (str_same(screen, "still")) {
        stage_wait(stage, app_deadline(stage->app) - stage->now.steady);
    }
    if (links) {
        stage_tap_word(stage, "link.others");
    }
    expect_screen(stage, links ? "link" : screen);
}

void stage_reach(struct stage *stage, const char *screen)
{
    if (!str_same(screen, "loop")) {
        stage_tap_word(stage, "loop.touch");
        stage_go(stage, screen);
    }
}
