/* app.h: the kiosk's behaviour, with no window, no disk and no clock.
 *
 * Events go in with their time; a frame (a draw list) and effects come out. Taps are matched
 * against the frame that app_frame() gave last, which is the one on the glass.
 *
 * Rules of touch and time-outs: product.md, "What the visitor sees". */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/effect.h"
#include "app/event.h"
#include "content/config.h"
#include "content/content.h"
#include "ui/text.h"

#include <stdint.h>

struct app;

struct app_setup {
    const struct content *content;  /* kept until an EVENT_CONTENT or app_close() */
    const struct config *config;    /* kept */
    const struct text_fonts *fonts; /* kept */
    const struct look *look;        /* kept; NULL: look_usual */
    struct glass glass;
    struct moment now;
    uint64_t chance;  /* any number: the places of the PIN pad's digits come from it */
    const char *deck; /* of the loop (content.h); NULL or "": every slide */
};

struct app *app_open(const struct app_setup *setup);
void app_close(struct app *app);

void app_handle(struct app *app, const struct event *event);

/* The steady time at which app_handle() wants an EVENT_TICK; INT64_MAX: only when touched. */
int64_t app_deadline(const struct app *app);

/* The frame to be on the glass now. The list before it stays whole; the one before that is drawn
 * over. */
const struct draw_list *app_frame(struct app *app);

/* Draws page number `index` of those a visitor may open from here into list, so that the platform
 * can have its letters ready. False where there is none of that number. */
bool app_preview(const struct app *app, size_t index, struct draw_list *list);

/* What was asked for since app_effects_done(), oldest first. */
const struct effect *app_effects(const struct app *app, size_t *n);
void app_effects_done(struct app *app);

const char *app_screen(const struct app *app); /* "loop", "home", "slides", "link"… */

/* True if the slide's title and lines stand whole on a loop slide of that glass, upright and
 * turned; for borne check. */
bool app_slide_fits(const struct slide *slide, const struct text_fonts *fonts,
                    const struct glass *glass);

#endif
