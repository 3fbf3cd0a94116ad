/* kiosk.c: the kiosk itself: window, application and store wired together. */
#include "start.h"

#include "app/app.h"
#include "base/log.h"
#include "base/str.h"
#include "platform/notify.h"
#include "platform/window.h"
#include "store/store.h"

#include <stdio.h>

enum { QUIET_MS = 1500 };

struct kiosk {
    struct start start;
    struct window *window;
    struct content contents[2]; /* the one in use, and room for the next */
    int content;
    struct store *store;
    struct app *app;
    struct draw_list ahead; /* a page not shown yet */
    size_t prepared;        /* pages laid out ahead */
};

static bool picture_ok(void *context, const char *path, struct err *err)
{
    (void)context;
    return image_glance(path, err);
}

static void use_content(struct kiosk *kiosk, const char *language, bool pictures)
{
    static const struct content_world world = {.picture_ok = picture_ok};
    int next = 1 - kiosk->content;
    start_read_content(&kiosk->start, &kiosk->contents[next], language, pictures ? &world : NULL);
    app_use_content(kiosk->app, &kiosk->contents[next]);
    content_release(&kiosk->contents[kiosk->content]);
    kiosk->content = next;
}

/* Neither the first slide nor the first touch waits for all pictures to be looked at; slides whose
 * picture is broken are left out a moment later. */
static void leave_out_broken(struct kiosk *kiosk)
{
    const struct content *content = &kiosk->contents[kiosk->content];
    bool sound = true;
    for (size_t i = 0; sound && i < content->slides.n; i++) {
        const char *picture = content->slides.at[i].picture;
        sound = !picture || image_glance(picture, NULL);
    }
    if (!sound) {
        use_content(kiosk, content->languages[content->language].code, true);
    }
}

/* Counts first, then the language asked for; true where there was anything. */
static bool perform_once(struct kiosk *kiosk)
{
    size_t n;
    const struct effect *effects = app_effects(kiosk->app, &n);
    char language[COUNTER_ITEM_MAX] = "";
    for (size_t i = 0; i < n; i++) {
        if (effects[i].kind == EFFECT_COUNT) {
            store_add(kiosk->store, effects[i].counter, effects[i].item, 1, effects[i].wall);
        } else {
            str_fit(language, sizeof language, effects[i].item);
        }
    }
    app_effects_done(kiosk->app);
    if (language[0]) {
        use_content(kiosk, language, true);
    }
    return n > 0;
}

/* A new content brings counts of its own: a mission it lacks is left. They are few and end. */
static void perform(struct kiosk *kiosk)
{
    while (perform_once(kiosk)) {
    }
}

static bool open_store(struct kiosk *kiosk, struct err *err)
{
    const struct config *config = &kiosk->start.config;
    struct store_kiosk who = {config->name, config->site, config->region, config->timezone};
    kiosk->store = store_open(kiosk->start.data, &who, window_now(), err);
    return kiosk->store != NULL;
}

static void open_app(struct kiosk *kiosk)
{
    int w, h;
    window_size(kiosk->window, &w, &h);
    struct app_setup setup = {
        .content = &kiosk->contents[kiosk->content],
        .config = &kiosk->start.config,
        .fonts = font_measure(window_fonts(kiosk->window)),
        .glass = glass_of(w, h, kiosk->start.config.screen_inches),
        .now = window_now(),
    };
    kiosk->app = app_open(&setup);
}

/* While nobody has touched for a while, one page after another is laid out and its letters drawn
 * ahead: no touch waits for it longer than for one page. */
static bool prepare_one(struct kiosk *kiosk)
{
    if (kiosk->prepared == 0) {
        leave_out_broken(kiosk);
    }
    bool more = app_preview(kiosk->app, kiosk->prepared++, &kiosk->ahead);
    if (more) {
        window_prepare(kiosk->window, &kiosk->ahead);
    } else {
        draw_release(&kiosk->ahead);
    }
    return more;
}

/* The way of one touch, again and again: event, effects, frame. */
static void serve(struct kiosk *kiosk)
{
    perform(kiosk);
    window_show(kiosk->window, app_frame(kiosk->app), true);
    fputs("ready\n", stderr);
    notify_ready();
    use_content(kiosk, kiosk->start.language, false); /* the first slide did not wait for it */
    int64_t quiet = window_now().steady + QUIET_MS;
    for (bool more = true;;) {
        int64_t deadline = app_deadline(kiosk->app);
        deadline = more && quiet < deadline ? quiet : deadline;
        struct event event = window_wait(kiosk->window, deadline);
        if (event.kind != EVENT_TICK) {
            quiet = event.now.steady + QUIET_MS;
        } else if (more && event.now.steady >= quiet) {
            more = prepare_one(kiosk);
        }
        if (event.kind == EVENT_QUIT) {
            return;
        }
        app_handle(kiosk->app, &event);
        perform(kiosk);
        window_show(kiosk->window, app_frame(kiosk->app), false);
    }
}

int kiosk_run(const struct options *options)
{
    struct kiosk kiosk = {0};
    struct err err;
    int status = 0;
    if (!start_init(&kiosk.start, options, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        return EXIT_FAULT;
    }
    start_log(&kiosk.start.problems);
    struct problems later = {0}; /* told when all is read */
    content_read_slides(&kiosk.contents[0], kiosk.start.content, kiosk.start.language, NULL,
                        &later);
    problems_release(&later);
    if (!open_store(&kiosk, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        status = EXIT_FAULT;
    } else if (!(kiosk.window = window_open(options->w, options->h, &err))) {
        log_line(LOG_ERROR, "%s", err.text);
        status = EXIT_DISPLAY;
    } else {
        open_app(&kiosk);
        serve(&kiosk);
    }
    app_close(kiosk.app);
    draw_release(&kiosk.ahead);
    window_close(kiosk.window);
    store_close(kiosk.store);
    content_release(&kiosk.contents[kiosk.content]);
    start_release(&kiosk.start);
    return status;
}
