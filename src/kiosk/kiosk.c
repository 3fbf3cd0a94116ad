/* kiosk.c: `borne`: the session on a window, until somebody stops it. */
#include "kiosk/session.h"

#include "base/log.h"
#include "platform/decode.h"
#include "platform/keypads.h"
#include "platform/stop.h"
#include "platform/window.h"

#include <stdio.h>
#include <sys/random.h>
#include <systemd/sd-daemon.h> /* of no effect without a supervisor */

struct wall {
    struct window *window;
    bool ready; /* and said so */
};

static struct moment now(void *context)
{
    (void)context;
    return window_now();
}

/* Only a slide whose picture is on the glass is a start. */
static void tell_ready(struct wall *wall)
{
    if (!wall->ready && window_whole(wall->window)) {
        wall->ready = true;
        fputs("ready\n", stderr);
        sd_notify(0, "READY=1");
    }
}

static struct event wait_for(void *context, int64_t deadline)
{
    struct wall *wall = context;
    struct event event = window_wait(wall->window, deadline);
    tell_ready(wall);
    return event;
}

static void show(void *context, const struct draw_list *list, bool first)
{
    struct wall *wall = context;
    window_show(wall->window, list, first);
    tell_ready(wall);
}

static void prepare(void *context, const struct draw_list *list)
{
    window_prepare(((struct wall *)context)->window, list);
}

static uint64_t chance(void)
{
    uint64_t drawn = (uint64_t)window_now().steady; /* where the kernel gives none */
    if (getrandom(&drawn, sizeof drawn, GRND_NONBLOCK) < 0) {
        log_line(LOG_WARNING, "pas encore de hasard : les chiffres du code se devinent mieux");
    }
    return drawn;
}

/* Under a window the rest of the desk keeps its keyboard. */
static struct keypads *limit_keypads(const struct config *config, bool full_screen)
{
    struct err err;
    struct keypads *keypads = NULL;
    if (config->keypad_count > 0 && full_screen) {
        keypads = keypads_open(config->keypads, config->keypad_count, &err);
    }
    if (config->keypad_count > 0 && !keypads) {
        log_line(LOG_WARNING, "keypads : tous les claviers agissent ; %s",
                 full_screen ? err.text : "la liste ne vaut qu’en plein écran");
    }
    return keypads;
}

static void serve(struct session *session, struct window *window)
{
    static const struct content_world world = {.picture_ok = decode_glance};
    struct wall wall = {.window = window};
    const struct platform platform = {.context = &wall,
                                      .now = now,
                                      .wait = wait_for,
                                      .show = show,
                                      .prepare = prepare,
                                      .fonts = font_measure(window_fonts(window)),
                                      .world = &world};
    int w, h;
    window_size(window, &w, &h);
    staff_effects_warn(session->setup);
    session_start(session, &platform, glass_of(w, h, session->setup->config.screen_inches),
                  chance());
    session_run(session, INT64_MAX);
    sd_notify(0, "STOPPING=1");
}

/* The exit status; the message where it is not 0. */
static int run(struct setup *setup, const struct options *options, struct err *err)
{
    struct session session;
    struct window *window = NULL;
    int status = EXIT_FAULT;
    if (session_open(&session, setup, window_now(), err)) {
        window =
            stop_asked() ? NULL : window_open(setup->config.screen, options->w, options->h, err);
        status = window || stop_asked() ? 0 : EXIT_DISPLAY;
    }
    if (window) {
        struct keypads *keypads = limit_keypads(&setup->config, options->w <= 0 || options->h <= 0);
        serve(&session, window);
        keypads_close(keypads);
    }
    session_close(&session);
    window_close(window);
    return status;
}

int kiosk_run(const struct options *options)
{
    struct setup setup = {0};
    struct err err;
    int status = EXIT_FAULT;
    stop_open();
    if (setup_init(&setup, options, &err)) {
        setup_log(&setup.problems);
        status = run(&setup, options, &err);
    }
    if (status != 0) {
        log_line(LOG_ERROR, "%s", err.text);
    }
    setup_release(&setup);
    return status;
}
