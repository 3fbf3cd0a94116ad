/* session.h: one kiosk at work: config, content, counts, the staff's effects and the application,
 * wired together behind a platform.
 *
 * The kiosk on the wall and `borne play` run this same code, each with a platform of its own: a
 * window and its clock, or a script and a clock that does not wait. */
#ifndef KIOSK_SESSION_H
#define KIOSK_SESSION_H

#include "kiosk/staff_effects.h"

/* Where events, time and letters come from, and where frames go. */
struct platform {
    void *context; /* handed to each of the functions */

    struct moment (*now)(void *context);

    /* Sleeps until something happens or the steady time reaches deadline, and tells it: EVENT_TICK
     * for the deadline. */
    struct event (*wait)(void *context, int64_t deadline);

    /* Puts the frame on the glass; the list stays whole until the next call. first: it is the first
     * one. NULL: nobody looks, and no frame is drawn. */
    void (*show)(void *context, const struct draw_list *list, bool first);

    /* Has the letters of a page ready that may be opened next; NULL: nothing is laid out ahead. */
    void (*prepare)(void *context, const struct draw_list *list);

    const struct text_fonts *fonts;    /* measure the letters */
    const struct look *look;           /* app.h */
    const struct content_world *world; /* what the content is held against */
};

struct session {
    const struct platform *platform;
    struct setup *setup;
    struct content contents[2]; /* the one in use, and room for the next */
    int content;                /* index of the one in use */
    struct store *store;
    struct staff_effects staff;
    struct app *app;
    ARR(struct effect) later; /* asked for a second time in one pass */
    struct draw_list ahead;   /* a page not shown yet */
    size_t laid_out;          /* pages laid out ahead */
    bool all_laid_out;
    int64_t quiet; /* steady ms at which the next is */
};

/* Opens the counts and reads the slides of the setup, which is kept. False, with the message, where
 * the counts are another process's. Close it in any case. */
bool session_open(struct session *session, struct setup *setup, struct moment now, struct err *err);

/* Shows the first slide, which waits neither for the demo app nor for all pictures to be looked at.
 * platform is kept; chance: app.h. */
void session_start(struct session *session, const struct platform *platform, struct glass glass,
                   uint64_t chance);
void session_close(struct session *session);

/* The way of one touch: event, effects, frame. */
void session_turn(struct session *session, const struct event *event);

/* Serves until that steady time (INT64_MAX: for ever), EVENT_QUIT, or the staff's "Arrêter". */
void session_run(struct session *session, int64_t until);

/* Does what is due by now, without waiting for anything. */
void session_catch_up(struct session *session);

/* Returns the content in use; valid until the next turn. */
const struct content *session_content(const struct session *session);

#endif
