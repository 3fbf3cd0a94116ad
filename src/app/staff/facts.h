/* facts.h: what the staff screens know of the world, told by the main as values. Nothing here is
 * asked for by the core itself: an effect asks (effect.h), an event answers (event.h). Sentences
 * are French and ready to show. */
#ifndef APP_STAFF_FACTS_H
#define APP_STAFF_FACTS_H

#include "base/totals.h"

struct app;

/* What an EFFECT_STAFF_LOOK wants to know anew (its n): each brings what stands before it. */
enum staff_look { STAFF_LOOK_STICKS, STAFF_LOOK_HEALTH, STAFF_LOOK_COUNTS };

enum {
    STAFF_PIN_MIN = 4, /* digits */
    STAFF_PIN_MAX = 8,
    STAFF_SAYS_MAX = 240,
    STAFF_LINES_MAX = 6,
    STAFF_STICKS_MAX = 4,
    STAFF_HOURS_MAX = 24,
    STAFF_OPEN_MS = 120000, /* without a touch, the staff screens close */
    STAFF_BUSY_MS = 300000, /* the same while a stick is written */
    STAFF_PAD_MS = 30000,   /* the pad too */
    STAFF_HOLD_MS = 3000,   /* on the corner */
    STAFF_CLEAN_MS = 30000, /* the glass takes no touch */
};

enum pin_state {
    PIN_NONE,  /* none is set: the pad only says how an owner sets one */
    PIN_ASKED, /* waiting for digits */
    PIN_BUSY,  /* being checked */
    PIN_RIGHT,
    PIN_WRONG
};

struct staff_pin {
    enum pin_state state;
    int wait_ms;               /* before the next try */
    bool stick;                /* a stick with an owner's file is there */
    char says[STAFF_SAYS_MAX]; /* of the owner's file: what was done, or why not; "" */
};

struct staff_stick {
    char name[64]; /* its label */
    bool read_only;
    bool content; /* holds a borne-contenu folder */
};

/* What is being done for the staff, or was done last. */
enum staff_work { WORK_NONE, WORK_EXPORT, WORK_UPDATE, WORK_REVERT };
enum staff_job_state { JOB_NONE, JOB_RUNS, JOB_DONE, JOB_FAILED };
struct staff_job {
    enum staff_work work;
    enum staff_job_state state;
    bool partial; /* an export that is done, without what could not be saved */
    char lines[STAFF_LINES_MAX][STAFF_SAYS_MAX]; /* "" after the last: what was done, or what is
                                                  * wrong and how to mend it */
};

struct staff_hour {
    int64_t hour;        /* UTC seconds of the start of the local hour */
    int64_t visits, met; /* visit.started of the kiosk; people.met of the staff */
};

struct staff_health {
    char fault[STAFF_SAYS_MAX];                    /* of the counts; "" when all is well */
    char remarks[2 * STAFF_SAYS_MAX];              /* what is set aside or made again of them; "" */
    int problems;                                  /* of content and config */
    char problem[STAFF_LINES_MAX][STAFF_SAYS_MAX]; /* the first of them, "FILE:LINE: …" */
    char program[32], content[64], checked[16];    /* versions; the date the facts were checked */
    char data[128];                                /* the folder of the counts */
    int64_t free_mb;                               /* there; -1: not known */
    int64_t up_seconds;                            /* of the program */
    char clock[STAFF_SAYS_MAX];                    /* why the clock may be wrong; "" */
};

struct staff_facts {
    bool stand_open;
    struct totals totals; /* of the stand that is open, else of the standing one */
    struct totals sent;   /* the same, but where none is open of the one closed within a day */
    bool sent_closed;     /* there is such a one */
    char report_to[128];  /* the coordinator's address, from the config; "" */
    struct staff_hour
        hours[STAFF_HOURS_MAX]; /* of the stand sent, the last that counted anything */
    int hour_count;
    struct staff_stick sticks[STAFF_STICKS_MAX];
    int stick_count;
    struct staff_job job;
    bool can_revert; /* a content before the present one is kept */
    struct staff_health health;
    char deck[COUNTER_ITEM_MAX]; /* the one in force; "": every slide */
    int wrong_pins;              /* tried since the staff last came in, before they did now */
    int64_t wrong_since;         /* UTC seconds: when that was */
    bool saving;                 /* a stand is being opened or closed */
    char says[STAFF_SAYS_MAX];   /* of the last stand opened or closed: "" or why it could not be */
};

/* A stand about to be opened. kind: "stand", "atelier" or "affichage". */
struct staff_draft {
    char name[TOTALS_NAME_MAX], structure[TOTALS_NAME_MAX], kind[16];
};

/* Returns the one of EFFECT_STAND_OPEN; valid until the next app_handle(). */
const struct staff_draft *app_stand_draft(const struct app *app);

#endif
