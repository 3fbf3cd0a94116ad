/* state.h: what the application knows, for the files of app/ only. Screens read it, and change only
 * their own part; everything else is asked for (service.h). */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/app.h"
#include "app/screen.h"
#include "app/staff/facts.h"
#include "content/demo_play.h"
#include "ui/gesture.h"
#include "ui/list.h"
#include "ui/message.h"
#include "ui/qr.h"
#include "ui/widget.h"

struct visit {
    bool on;
    int64_t started, touched; /* steady ms: first and last touch */
    int actions;              /* after waking */
    bool keypad;              /* counted as used */
};

struct loop_state {
    size_t slide;
    int64_t since; /* steady ms it came up */
    bool paused;
    int64_t paused_at;
    bool fading; /* the frame to be drawn is a change of slide */
    bool unseen; /* it came up while the glass was hidden: not counted yet */
};

struct link_state {
    size_t link;
    size_t wanted; /* what the screen opens on; 0, the service's own, where nothing asked */
    int64_t since;
    bool kept;   /* counted */
    bool choice; /* the list of all links instead of one code */
    struct qr qr;
};

enum walk_mode { WALK_CHOICE, WALK_MISSION, WALK_FREE, WALK_END };

struct walk_state {
    enum walk_mode mode;
    struct demo_play *play;
    struct arena scratch; /* texts of the view last looked at */
    int mission;          /* index */
    int wanted;           /* the mission the screen opens on, from 1; 0: the choice */
    int step, reached;    /* from 0; steps counted so far */
    int answers[DEMO_STEPS_MAX];
    int64_t since;    /* steady ms the step came up */
    const char *said; /* of the content or said_room: what the last touch did */
    char said_room[160];
    const char *lesson; /* the last `then`: what the end card begins with */
    bool wrong;         /* it was another than the step's */
    int wrongs;
    int page;    /* of the phone's screen; -1: where the target is */
    bool turned; /* the frame to be drawn is another screen of the phone */
};

enum { STAND_NAMES_MAX = 60 }; /* characters a name may have on the keyboard */

struct stand_state { /* of the screen that opens and closes a stand */
    bool typing;     /* the keyboard is there */
    int field;       /* 0: the name, 1: the structure */
    bool capital;    /* the next letter is one */
    bool confirm;    /* "Fermer ce stand ?" */
    bool chosen;     /* the draft is complete: its kind, and "Ouvrir" */
    struct staff_draft draft;
};

struct pad_state {
    struct staff_pin pin;
    int64_t told;   /* steady ms at which pin was told */
    int places[10]; /* which digit stands where */
    int count;
    char digits[STAFF_PIN_MAX + 1];
    bool wrong;     /* the last try was */
    int page_below; /* app->page of the screen that waits */
};

enum { PANEL_PLACES_MAX = 3 };

struct panel_state { /* where the glass is touched on and on (ui/contacts.h), the newest last */
    struct panel_place {
        int x_mm, y_mm; /* from the left and the top */
        char words[64]; /* "en bas à gauche (12 mm du bord gauche, 30 mm du bas)" */
        int64_t told,
            wall; /* steady ms of the last line in the log; UTC seconds of the last time */
    } places[PANEL_PLACES_MAX];
    int n;
};

struct staff_state {
    struct pad_state pad;
    int64_t corner; /* steady ms since a finger holds the corner; 0: none does */
    int64_t corner_finger;
    int64_t corner_touched; /* visit.touched before it came */
    int64_t touched;        /* steady ms of the last touch or key */
    bool presenting;        /* for a group: no visit, no idle time, nothing of it is counted */
    struct staff_facts facts;
    int64_t looked; /* steady ms of the last EFFECT_STAFF_LOOK */
    struct stand_state stand;
    int theme; /* heard: whose reply is shown; -1: the list */
    int part;  /* of the totals' codes */
    bool confirm_stop;
    int stick_asks, stick_asked; /* ACTION_UPDATE or ACTION_REVERT to be confirmed; the stick */
    char stick_name[64];         /* its name, when it was asked for */
    bool stick_told;             /* what comes of the job is on the glass until put away */
    int64_t clean_since;         /* steady ms */
    struct panel_state panel;
};

struct app {
    const struct content *content;
    const struct config *config;
    const struct text_fonts *fonts;
    const struct look *look;
    struct glass glass;
    struct moment now;
    bool hidden; /* the glass: nobody can see it */

    enum screen_id screen, back;        /* back: where ACTION_BACK leads */
    enum screen_id over;                /* STILL or PIN above it, which waits; NONE */
    const struct screen *top;           /* the one on the glass: of over, else of screen */
    enum screen_id wanted, wanted_back; /* asked for by app_go(), until app.c carries it out */
    struct visit visit;
    int text_size; /* 0..2 */
    enum theme_id theme;
    int64_t asked; /* steady ms: since when "are you still there?" is over */
    bool focused;  /* the keypad has shown itself */
    int focus_action, focus_arg;

    struct loop_state loop;
    size_t slide; /* of the slides screen */
    struct walk_state walk;
    struct link_state link;
    struct staff_state staff;
    uint64_t chance; /* what the pad's places are drawn from */
    int page;        /* of a text too long for the glass */

    struct gesture gesture;
    struct draw_list lists[2];
    int shown;  /* the list on the glass */
    bool dirty; /* it no longer tells the truth */
    ARR(struct effect) effects;
};

#endif
