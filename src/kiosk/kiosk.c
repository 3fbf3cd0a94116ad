/* kiosk.c: `borne`: the session on a window, until somebody stops it. */
#include "kiosk/session.h"

#include "base/log.h"
#include "platform/decode.h"
#include "platform/window.h"

#include <stdio.h>
#include <sys/random.h>
#include <systemd/sd-daemon.h> /* of no effect without a supervisor */

static struct moment now(void *context)
{
    (void)context;
    return window_now();
}

static struct event wait_for(void *context, int64_t deadline)
{
    return window_wait(context, deadline);
}

static void show(void *context, const struct draw_list *list, bool first)
{
    window_show(context, list, first);
    if (first) {
        fputs("ready\n", stderr);
        sd_notify(0, "READY=1");
    }
}

static void prepare(void *context, const struct draw_list *list)
{
    window_prepare(context, list);
}

static uint64_t chance(void)
{
    uint64_t drawn = (uint64_t)window_now().steady; /* where the kernel gives none */
    if (getrandom(&drawn, sizeof drawn, GRND_NONBLOCK) < 0) {
        log_line(LOG_WARNING, "pas encore de hasard : les chiffres du code se devinent mieux");
    }
    return drawn;
}

static void serve(struct session *session, struct window *window)
{
    static const struct content_world world = {.picture_ok = decode_glance};
    const struct platform platform = {.context = window,
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
        window = window_open(options->w, options->h, err);
        status = window ? 0 : EXIT_DISPLAY;
    }
    if (window) {
        serve(&session, window);
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
