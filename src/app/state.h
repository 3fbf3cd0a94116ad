/* state.h: what the application knows, for the files of app/ only. Screens read it, and change only
 * their own part; everything else is asked for with the app_… functions below. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/app.h"
#include "app/staff/facts.h"
#include "content/demo_play.h"
#include "ui/flow.h"
#include "ui/gesture.h"
#include "ui/qr.h"
#include "ui/widget.h"

enum screen_id {
    SCREEN_LOOP,
    SCREEN_HOME,
    SCREEN_SLIDES,
    SCREEN_WALK,
    SCREEN_LINK,
    SCREEN_ABOUT,
    SCREEN_STAFF, /* the first of the staff's */
    SCREEN_STAND,
    SCREEN_TALLY,
    SCREEN_HEARD,
    SCREEN_COUNTS,
    SCREEN_TOTALS,
    SCREEN_STICK,
    SCREEN_DECK,
    SCREEN_HEALTH,
    SCREEN_CLEAN,   /* the last of them */
    SCREEN_PRESENT, /* for a group: slides and missions, with no visitor */
    SCREENS
};

enum action { /* what a zone asks for; arg in brackets */
              ACTION_NONE,
              ACTION_WAKE,
              ACTION_GO, /* [screen] */
              ACTION_BACK,
              ACTION_FINISH,
              ACTION_STAY,
              ACTION_TEXT_SIZE,
              ACTION_CONTRAST,
              ACTION_LANGUAGE, /* [index] */
              ACTION_MORE,     /* [page] of a long text */
              ACTION_OWN,      /* the first of those that belong to a screen */
              ACTION_PAUSE = ACTION_OWN,
              ACTION_NEXT,
              ACTION_PREVIOUS,
              ACTION_SEE,     /* "Voir aussi" of the present slide */
              ACTION_CHOOSE,  /* [link] */
              ACTION_OTHERS,  /* the list of links */
              ACTION_CONTROL, /* [control] of the phone */
              ACTION_BESIDE,  /* the phone, beside its controls */
              ACTION_TURN,    /* [page] of the phone's screen */
              ACTION_MISSION, /* [mission] */
              ACTION_FREE,
              ACTION_STEP_BACK,
              ACTION_SHOW,
              ACTION_AGAIN,
              ACTION_PERSON,
              ACTION_LEAVE,
              ACTION_ADD,    /* [counter] */
              ACTION_UNDO,   /* [counter] */
              ACTION_THEME,  /* [theme] heard; -1: back to the list */
              ACTION_STAND,  /* [prepared stand] */
              ACTION_KIND,   /* [kind] */
              ACTION_FIELD,  /* [field] to type in */
              ACTION_LETTER, /* [code point]; 0: the next one is a capital */
              ACTION_ERASE,
              ACTION_TYPE, /* a stand that is not in the list */
              ACTION_OPEN, /* the stand as drafted */
              ACTION_CLOSE,
              ACTION_CONFIRM,
              ACTION_CANCEL,
              ACTION_PART,   /* [part] of the totals */
              ACTION_EXPORT, /* [stick] */
              ACTION_UPDATE, /* [stick] */
              ACTION_REVERT,
              ACTION_DECK, /* [deck]; -1: every slide */
              ACTION_STOP,
              ACTION_DIGIT, /* [digit] of the pad */
              ACTION_DIGIT_ERASE,
              ACTION_PIN_ENTER,
              ACTION_PIN_STICK,
              ACTION_PAD_CLOSE,
              ACTION_PRESENT,     /* begin to present */
              ACTION_PRESENT_BACK /* from a visitor's screen to the slide presented */
};

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
    bool on;
    struct staff_pin pin;
    int64_t told;   /* steady ms at which pin was told */
    int places[10]; /* which digit stands where */
    int count;
    char digits[STAFF_PIN_MAX + 1];
    bool wrong; /* the last try was */
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
};

struct app {
    const struct content *content;
    const struct config *config;
    const struct text_fonts *fonts;
    struct glass glass;
    struct moment now;

    enum screen_id screen, back; /* back: where ACTION_BACK leads */
    struct visit visit;
    int text_size; /* 0..2 */
    enum theme_id theme;
    bool asking;   /* "are you still there?" */
    int64_t asked; /* steady ms */
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

/* A screen receives actions, never coordinates. enter is told when it comes up, leave
 * when another takes its place; tick when time has
 * passed; deadline says when it next wants a tick. All but draw may be NULL. */
struct screen {
    const char *name;
    bool counted; /* as screen.opened */
    void (*enter)(struct app *app);
    void (*leave)(struct app *app);
    void (*tick)(struct app *app);
    bool (*action)(struct app *app, int action, int arg); /* false: not its own */
    int64_t (*deadline)(const struct app *app);
    void (*draw)(const struct app *app, const struct pen *pen);
};

extern const struct screen screen_loop, screen_home, screen_slides, screen_walk, screen_link,
    screen_about, screen_staff, screen_stand, screen_tally, screen_heard, screen_counts,
    screen_totals, screen_stick, screen_deck, screen_health, screen_clean, screen_present;

void app_go(struct app *app, enum screen_id screen); /* the one place where screens change */
void app_count(struct app *app, enum counter counter, const char *item);
const char *app_word(const struct app *app, const char *key);
/* The phrase with {1} and {2} filled in; lives as long as the frame. */
const char *app_phrase(const struct app *app, const struct pen *pen, const char *key,
                       const char *first, const char *second);

/* The same into a field of room bytes, where it must outlive the frame. */
void app_fill(const struct app *app, char *field, size_t room, const char *key, const char *first);

void app_ask_language_at(struct app *app, int index); /* of content->languages */

/* visit.c */
void visit_start(struct app *app);
void visit_reset(struct app *app); /* everything as it was before it */
void visit_end(struct app *app);   /* the same, and back to the loop */
void visit_tick(struct app *app);
const char *visit_length(const struct app *app); /* the class of its length so far */
int64_t visit_idle_ms(const struct app *app);    /* without touch before the question */

/* Opens the walkthrough on that mission. */
void walk_open(struct app *app, int mission);
/* After app->content has changed: the same step as before, where there still is one. */
void walk_keep(struct app *app, const struct content *before);

/* Opens the link screen on that link, or with SIZE_MAX on the list of all; back leads to where one
 * was. */
void link_open(struct app *app, size_t index);
/* The code on any screen: counted as shown, and as kept after 10 s of ticks. */
void link_show(struct app *app, size_t index);
void link_tick(struct app *app);
int64_t link_deadline(const struct app *app);
/* The height of the code and its address at least. */
int link_card_least(const struct app *app, const struct pen *pen, int width);
/* Takes its room from *rest; where it has none for the address, that goes to the flow. */
void link_draw_card(const struct app *app, const struct pen *pen, struct rect *rest,
                    struct flow *flow);
/* After app->content has changed: the same code as before, else the list of all. */
void link_keep(struct app *app, const struct content *before);

/* staff.c: what the staff's screens share. Their phrases stand in the code, in French, so that they
 * work on the day the content is broken; staff_text() puts the non-breaking spaces in. */
bool staff_is_on(const struct app *app); /* one of their screens is on the glass */
const char *staff_text(const struct pen *pen, const char *text); /* lives as long as the frame */
/* The way back to the menu and the title; *rest keeps what is left, with the screen's margins. */
void staff_header(const struct app *app, const struct pen *pen, struct rect *rest,
                  const char *title);
void staff_ask(struct app *app, enum effect_kind kind, const char *item, int n);
/* Counts for the staff and keeps the facts on the glass in step; item "" or a theme's id. An undo
 * is item "undone". */
void staff_count(struct app *app, enum counter counter, const char *item);
/* The gesture that opens the pad, and the pad itself, over any screen. */
void pad_touch(struct app *app, const struct event *event);
void pad_open(struct app *app);
void pad_close(struct app *app);
bool pad_action(struct app *app, int action, int arg);
void pad_tick(struct app *app);
int64_t pad_deadline(const struct app *app);
void pad_draw(const struct app *app, const struct pen *pen);

void staff_enter(struct app *app); /* the PIN was right */
void staff_tick(struct app *app);
int64_t staff_deadline(const struct app *app);
void present_end(struct app *app);
/* The slide as the loop shows it, over a foot of the height that foot() gives for its width;
 * returns the foot's place. */
struct rect loop_draw_slide(const struct pen *pen, const struct slide *slide,
                            int (*foot)(const struct app *app, const struct pen *pen, int width),
                            const struct app *app);

/* What of a counter may still be undone: never below 0. */
int64_t staff_counted(const struct app *app, enum counter counter);

/* chrome.c: what stands around a screen. Both take their part from *rest. */
void chrome_comfort(const struct app *app, const struct pen *pen, struct rect *rest);
void chrome_header(const struct app *app, const struct pen *pen, struct rect *rest,
                   const char *title);
/* The same with another way back. */
void chrome_header_with(const struct pen *pen, struct rect *rest, const char *title,
                        const struct button *back);
void chrome_still_there(const struct app *app, const struct pen *pen);
/* A flow with the buttons that turn its pages; returns the height taken. */
int chrome_flow(const struct app *app, const struct pen *pen, struct rect box,
                const struct flow *flow);

/* focus.c: the keypad moves through the same zones a finger touches. */
void focus_key(struct app *app, enum event_key key, int *action, int *arg);
const struct zone *focus_zone(const struct app *app, const struct draw_list *list);

#endif
