/* kiosk.c: the kiosk itself: window, application and store wired together. */
#include "kiosk/staff_effects.h"

#include "base/log.h"
#include "platform/notify.h"
#include "platform/window.h"

#include <stdio.h>
#include <sys/random.h>

enum { QUIET_MS = 1500 };

struct kiosk {
    struct start start;
    struct window *window;
    struct content contents[2]; /* the one in use, and room for the next */
    int content;
    struct store *store;
    struct desk desk;
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
    start_choose_content(&kiosk->start); /* what was in use may be gone, updated from a console */
    start_read_content(&kiosk->start, &kiosk->contents[next], language, pictures ? &world : NULL);
    struct event event = {
        .kind = EVENT_CONTENT, .now = window_now(), .content = &kiosk->contents[next]};
    app_handle(kiosk->app, &event);
    content_release(&kiosk->contents[kiosk->content]);
    kiosk->content = next;
    kiosk->desk.content = &kiosk->contents[next];
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

static bool perform_once(struct kiosk *kiosk)
{
    char language[COUNTER_ITEM_MAX];
    bool any = desk_perform(&kiosk->desk, kiosk->app, window_now(), language);
    if (kiosk->desk.renewed) {
        const struct content *content = &kiosk->contents[kiosk->content];
        kiosk->desk.renewed = false;
        str_fit(language, sizeof language, content->languages[content->language].code);
    }
    if (language[0]) {
        use_content(kiosk, language, true);
    }
    return any;
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
    uint64_t chance = (uint64_t)window_now().steady; /* where the kernel gives none */
    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0) {
        log_line(LOG_WARNING, "pas encore de hasard : les chiffres du code se devinent mieux");
    }
    window_size(kiosk->window, &w, &h);
    struct app_setup setup = {
        .content = &kiosk->contents[kiosk->content],
        .config = &kiosk->start.config,
        .fonts = font_measure(window_fonts(kiosk->window)),
        .glass = glass_of(w, h, kiosk->start.config.screen_inches),
        .now = window_now(),
        .chance = chance,
        .deck = kiosk->desk.deck,
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
        int64_t desk = desk_deadline(&kiosk->desk, window_now());
        deadline = more && quiet < deadline ? quiet : deadline;
        deadline = desk < deadline ? desk : deadline;
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
        desk_step(&kiosk->desk, kiosk->app, event.now);
        perform(kiosk);
        if (kiosk->desk.stops) {
            return;
        }
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
    desk_open(&kiosk.desk, &kiosk.start, window_now());
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
        kiosk.desk.store = kiosk.store;
        kiosk.desk.content = &kiosk.contents[0];
        open_app(&kiosk);
        serve(&kiosk);
    }
    notify_stopping();
    app_close(kiosk.app);
    desk_close(&kiosk.desk);
    draw_release(&kiosk.ahead);
    window_close(kiosk.window);
    store_close(kiosk.store);
    content_release(&kiosk.contents[kiosk.content]);
    start_release(&kiosk.start);
    return status;
}
