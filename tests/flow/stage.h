/* stage.h: a kiosk for tests: the session of the wall (kiosk/session.h) on a content folder, behind
 * a platform with letters measured from a table, a clock that does not wait, fingers and keys, and
 * with fakes (world.c) of what is outside.
 *
 * Every frame drawn is audited and must hold a way on; the first rule broken fails the test. */
#ifndef FLOW_STAGE_H
#define FLOW_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/staff/facts.h"
#include "kiosk/session.h"

/* The root of the sources; the build gives it, so that tests run from anywhere. */
#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

#define FLOW_CONTENT  SOURCE_ROOT "/tests/flow/content-ar" /* four languages, four slides */
#define SLIDES        SOURCE_ROOT "/slides"                /* what visitors see */
#define BUILT_IN      SOURCE_ROOT "/tests/flow/none" /* no such folder: the one built-in slide */
#define FLOW_LANGUAGE "fr"
#define FLOW_ZONE     "Europe/Paris"

struct tally_row {
    enum counter counter;
    char item[COUNTER_ITEM_MAX];
    int n;
};

struct tally {
    ARR(struct tally_row) rows;
};

void tally_add(struct tally *tally, enum counter counter, const char *item, int n);
int tally_of(const struct tally *tally, const char *counter, const char *item);
int tally_sum(const struct tally *tally, const char *counter); /* over its items */
void tally_release(struct tally *tally);

/* What the session finds outside (world.c). A test sets it, and asks what was done. */
struct world {
    char pin[STAFF_PIN_MAX + 1];           /* "" : none is set */
    char phrase[PIN_PHRASE_MAX];           /* of recovery */
    struct stick sticks[STAFF_STICKS_MAX]; /* that are in */
    size_t stick_count;
    bool slow;                                 /* programs run on until this is false */
    int status;                                /* of their exit */
    const char *said;                          /* by them */
    const char *fault;                         /* of the store; NULL: all is well */
    const char *remarks;                       /* of the store; NULL: none */
    bool unreadable;                           /* no stand can be read */
    bool slow_store;                           /* its answers wait until this is false */
    int64_t free_mb;                           /* on the disk */
    ARR(struct store_row) hours;               /* counted in the last day */
    struct store_stand standing, open, closed; /* no id: there is none */
    int looks;                                 /* at the sticks: once for each look of the staff */
    void (*looked)(void *context);             /* at each of them; NULL: nothing */
    void *context;
    int opens, closes, exports, updates, reverts;
};

struct stage {
    struct world world;
    struct setup setup;
    struct platform platform;
    struct session session;
    struct glass glass;
    struct moment now;
    int64_t wall_ms;
    int again;                    /* turns that a deadline has asked for without time going on */
    struct app *app;              /* the session's */
    const struct draw_list *list; /* on the glass */
    struct tally tally;
    int frames;      /* drawn */
    int audit_every; /* of the frames of a screen already seen; 1 at first: each one */
    bool collects;   /* faults of frames are told and counted, and the test goes on */
    int faults;
    bool unseen; /* frames are not drawn, for days that pass quickly */
    const char *screen;
};

/* What to open; zero members read as portrait 1080x1920 of 21.5 inches, FLOW_CONTENT, French and
 * Saturday 2026-11-21 at 09:00 in Paris. */
struct stage_setup {
    const char *folder, *language;
    int w, h;
    double inches;
    const char *zone;        /* of the kiosk */
    int64_t wall;            /* UTC seconds */
    int pause_seconds;       /* 0: as usual */
    bool collects;           /* see struct stage */
    const struct look *look; /* NULL: the design's */
};

/* world.c: puts the fakes in place for that stage, the one that is open; lets go of them. */
void world_open(struct stage *stage);
void world_close(void);
/* Counts into the store's hours alone: people.met or visit.started, oldest first. */
void world_count(enum counter counter, const char *item, int n, int64_t wall);

/* Holds the corner, types the PIN (4829 unless set otherwise): the staff's menu is there. */
void team_enter(struct stage *stage);
void team_type(struct stage *stage, const char *digits); /* on the pad, with "Valider" */

/* *stage is static, so that what a failed test leaves open is found again; NULL setup: as usual. */
void stage_open(struct stage *stage, const struct stage_setup *setup);
void stage_close(struct stage *stage);

void stage_send(struct stage *stage, struct event event); /* now is put in */
void stage_wait(struct stage *stage, int64_t ms);         /* stops wherever a tick is wanted */
void stage_leap(struct stage *stage, int64_t ms);         /* at once: the machine was asleep */

void stage_down(struct stage *stage, int64_t finger, int x, int y);
void stage_move(struct stage *stage, int64_t finger, int x, int y);
void stage_up(struct stage *stage, int64_t finger, int x, int y);
void stage_touch(struct stage *stage, int x, int y); /* down, 80 ms, up */
void stage_key(struct stage *stage, enum event_key key);
void stage_resize(struct stage *stage, int w, int h);
bool stage_language(struct stage *stage, const char *code); /* as a scripted visit asks for it */

/* The live target of that label, or else the first whose label begins so; any kind of space and
 * apostrophe will do. NULL where there is none. */
const struct zone *stage_find(const struct stage *stage, const char *label);
/* A place in it that nothing covers; the test fails where there is no such target. */
void stage_place(const struct stage *stage, const char *label, int *x, int *y);
/* As a person does: 400 ms to reach it, then a touch. */
void stage_tap(struct stage *stage, const char *label);
void stage_tap_word(struct stage *stage, const char *key); /* the label is that phrase */
/* A place on the glass where only the whole surface answers. */
void stage_bare_place(const struct stage *stage, int *x, int *y);
void stage_tap_bare(struct stage *stage);

bool stage_sees(const struct stage *stage, const char *text); /* among the words on the glass */
/* The label under the keypad's ring; NULL without one. */
const char *stage_focus(const struct stage *stage);
int64_t stage_deadline(const struct stage *stage); /* ms from now */

/* From Home onto that screen, by touch: "home", "slides", "link", "links" (the list of them),
 * "about", "still"; and the same from rest, where "loop" is one more. */
void stage_go(struct stage *stage, const char *screen);
void stage_reach(struct stage *stage, const char *screen);

#define expect_screen(stage, name) assert_string_equal(app_screen((stage)->app), name)
#define expect_count(stage, counter, item, number)                                                 \
    assert_int_equal(tally_of(&(stage)->tally, counter, item), number)
#define expect_sees(stage, text)     assert_true(stage_sees(stage, text))
#define expect_sees_not(stage, text) assert_false(stage_sees(stage, text))

#endif
