#include "stage.h"

#include "app/state.h" /* only for the names of actions: which zones lead on */
#include "base/log.h"
#include "letters.h"
#include "ui/audit.h"

enum { REACH_MS = 400, PRESS_MS = 80, FOLD_MAX = 1024, AGAIN_MAX = 4 };

static const int64_t first_wall = 1795248000; /* 2026-11-21 09:00 in Paris */

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

static void show(void *context, const struct draw_list *list, bool first)
{
    struct stage *stage = context;
    stage->app = stage->session.app;
    (void)first;
    const char *screen = app_screen(stage->app);
    bool fresh = list != stage->list, moved = !str_same(screen, stage->screen);
    stage->list = list;
    stage->screen = screen;
    stage->frames += fresh;
    if (moved || (fresh && stage->frames % stage->audit_every == 0)) {
        audit(stage);
    }
}

/* --- a clock that does not wait --- */

static struct moment now(void *context)
{
    return ((struct stage *)context)->now;
}

static void set_time(struct stage *stage, int64_t steady)
{
    stage->wall_ms += steady - stage->now.steady;
    stage->now = (struct moment){stage->wall_ms / 1000, steady};
}

static struct event wait_for(void *context, int64_t deadline)
{
    struct stage *stage = context;
    stage->again = deadline > stage->now.steady ? 0 : stage->again + 1;
    if (stage->again > AGAIN_MAX) {
        fail_msg("screen %s asks for a tick over and over", app_screen(stage->app));
    }
    set_time(stage, stage->again ? stage->now.steady : deadline);
    return (struct event){.kind = EVENT_TICK, .now = stage->now};
}

/* --- opening --- */

/* In the place of base/log.c: says nothing. */
void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static void settle(struct setup *out, const struct stage_setup *setup)
{
    struct config *config = &out->config;
    *out = (struct setup){.config = config_default(), .data = "/nowhere/borne"};
    config->pause_seconds = setup->pause_seconds ? setup->pause_seconds : config->pause_seconds;
    str_fit(config->content, sizeof config->content, setup->folder ? setup->folder : FLOW_CONTENT);
    str_fit(config->timezone, sizeof config->timezone, setup->zone ? setup->zone : FLOW_ZONE);
    str_fit(config->language, sizeof config->language,
            setup->language ? setup->language : FLOW_LANGUAGE);
    out->language = config->language;
    setup_choose_content(out);
}

void stage_open(struct stage *stage, const struct stage_setup *setup)
{
    static const struct stage_setup usual = {.folder = NULL};
    setup = setup ? setup : &usual;
    stage_close(stage); /* one that a failed test has left open */
    *stage = (struct stage){.audit_every = 1, .screen = "", .collects = setup->collects};
    stage->platform = (struct platform){.context = stage,
                                        .now = now,
                                        .wait = wait_for,
                                        .show = show,
                                        .fonts = &letters,
                                        .look = setup->look};
    stage->glass = glass_of(setup->w ? setup->w : 1080, setup->h ? setup->h : 1920,
                            setup->inches > 0 ? setup->inches : GLASS_USUAL);
    stage->wall_ms = (setup->wall ? setup->wall : first_wall) * 1000;
    stage->now = (struct moment){stage->wall_ms / 1000, 1000000};
    settle(&stage->setup, setup);
    world_open(stage);
    assert_true(session_open(&stage->session, &stage->setup, stage->now, NULL));
    session_start(&stage->session, &stage->platform, stage->glass, 0);
    stage_send(stage, (struct event){.kind = EVENT_TICK});
}

void stage_close(struct stage *stage)
{
    if (!stage->app) {
        return;
    }
    session_close(&stage->session);
    setup_release(&stage->setup);
    tally_release(&stage->tally);
    world_close();
    *stage = (struct stage){.app = NULL};
}

/* --- time and touches --- */

/* What is due by now is done before anybody looks. */
static void catch_up(struct stage *stage)
{
    session_catch_up(&stage->session);
    stage->again = 0;
}

void stage_send(struct stage *stage, struct event event)
{
    event.now = stage->now;
    stage->platform.show = stage->unseen ? NULL : show;
    session_turn(&stage->session, &event);
    catch_up(stage);
}

void stage_wait(struct stage *stage, int64_t ms)
{
    stage->platform.show = stage->unseen ? NULL : show;
    session_run(&stage->session, stage->now.steady + ms);
    catch_up(stage);
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
    const struct content *content = session_content(&stage->session);
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
    stage_tap(stage, content_word(session_content(&stage->session), key));
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

/* --- the staff --- */

void team_type(struct stage *stage, const char *digits)
{
    for (; *digits; digits++) {
        const char digit[] = {*digits, '\0'};
        stage_tap(stage, digit);
    }
    stage_tap(stage, "Valider");
}

void team_enter(struct stage *stage)
{
    if (!stage->world.pin[0]) {
        str_fit(stage->world.pin, sizeof stage->world.pin, "4829");
    }
    stage_down(stage, 1, 10, 10);
    stage_wait(stage, STAFF_HOLD_MS);
    stage_up(stage, 1, 10, 10);
    expect_screen(stage, "pin");
    team_type(stage, stage->world.pin);
    expect_screen(stage, "staff");
}
