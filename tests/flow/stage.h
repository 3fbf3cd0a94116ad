/* stage.h: a kiosk for tests: the real application on a content folder, with letters measured from
 * a table, a clock that does not wait, fingers and keys, and a tally instead of a store.
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

/* The staff, and what the main does for them, in memory. */
struct team {
    char pin[STAFF_PIN_MAX + 1]; /* "" : none is set */
    int wrongs;                  /* since the last right one */
    int64_t wait_until;          /* steady ms */
    bool stick;                  /* with an owner's file */
    bool slow;                   /* what is asked for goes on until this is false */
    struct staff_facts facts;
    struct staff_draft opened; /* the last one */
    int opens, closes, exports, updates, reverts, stops;
};

struct stage {
    struct team team;
    struct config config;
    const char *folder;
    struct content contents[2];
    int content;
    struct glass glass;
    struct moment now;
    int64_t wall_ms;
    struct app *app;
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

/* *stage is static, so that what a failed test leaves open is found again; NULL setup: as usual. */
/* team.c: an effect of the staff, done as the main does it. */
void team_perform(struct stage *stage, const struct effect *effect);
/* Holds the corner, types the PIN (4829 unless set otherwise): the staff's menu is there. */
void team_enter(struct stage *stage);
void team_type(struct stage *stage, const char *digits); /* on the pad, with "Valider" */

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
