/* screen.h: the screens, and what a touch may ask of them.
 *
 * One list names them all, with the title in reports of those whose opening is counted (as
 * screen.opened): the enum, the declarations and the tables come from it, so that a screen of the
 * list that nobody wrote does not link. A screen receives actions, never coordinates;
 * draw takes a const app. */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H

#include "ui/widget.h"

#define SCREEN_LIST(X)                                                                             \
    X(LOOP, loop, NULL)                                                                            \
    X(HOME, home, "Accueil")                                                                       \
    X(SLIDES, slides, "Diapositives")                                                              \
    X(WALK, walkthrough, "Essayer l’application")                                                  \
    X(LINK, link, "Codes QR")                                                                      \
    X(ABOUT, about, "À propos de cette borne")                                                     \
    X(STILL, still, NULL) /* over another: "Êtes-vous encore là ?" */                            \
    X(PIN, pin, NULL)     /* over another: the way to the staff's */                               \
    X(STAFF, staff, NULL)                                                                          \
    X(STAND, stand, NULL)                                                                          \
    X(TALLY, tally, NULL)                                                                          \
    X(HEARD, heard, NULL)                                                                          \
    X(COUNTS, counts, NULL)                                                                        \
    X(TOTALS, totals, NULL)                                                                        \
    X(STICK, stick, NULL)                                                                          \
    X(DECK, deck, NULL)                                                                            \
    X(HEALTH, health, NULL)                                                                        \
    X(CLEAN, clean, NULL)                                                                          \
    X(PRESENT, present, NULL) /* for a group: slides and missions, with no visitor */

enum screen_id {
    SCREEN_NONE,
#define SCREEN_ID(ID, name, title) SCREEN_##ID,
    SCREEN_LIST(SCREEN_ID)
#undef SCREEN_ID
        SCREENS
};

/* What a zone asks for; its arg in brackets. These belong to no screen; a screen's own begin at
 * ACTIONS_OF(its id), in an enum of its file: one that was on the glass a moment ago and belongs to
 * another screen than the present one is dropped. */
enum action {
    ACTION_NONE,
    ACTION_WAKE,
    ACTION_GO, /* [screen] */
    ACTION_BACK,
    ACTION_FINISH,
    ACTION_STAY,
    ACTION_TEXT_SIZE,
    ACTION_CONTRAST,
    ACTION_LANGUAGE, /* [index] */
    ACTION_MORE,     /* [page] of what has several */
    ACTION_OWN = 64
};
#define ACTIONS_OF(screen) ((screen) * (int)ACTION_OWN)

struct app;

/* All functions but draw may be NULL. */
struct screen {
    bool staff;  /* theirs: in French, no visit; ACTION_BACK leads to the menu */
    bool deaf;   /* to hands and keys */
    bool ahead;  /* a visitor may be about to open it: its letters are drawn ahead */
    bool rests;  /* nobody is there: its own actions start no visit */
    bool asks;   /* is anybody there? A spot that touches itself is no answer */
    int any_key; /* the action of whatever key is pressed; NONE: they move the focus */
    int digits, erase, accept; /* of a keypad: its digits [digit], its Back, and its Enter where no
                                * focus shows; they act where a button of that action does */
    int page_on, page_back;    /* of a presenter's remote; NONE: they do nothing */
    int swipe_on, swipe_back;  /* actions of a swipe onward and back; NONE: it does
                                * nothing */
    bool (*quick)(const struct app *app); /* true: a second touch at once is meant (keys, +1) */
    void (*enter)(struct app *app);       /* it comes up */
    void (*leave)(struct app *app);       /* another takes its place */
    void (*tick)(struct app *app);        /* time has passed */
    int64_t (*deadline)(const struct app *app);           /* when it next wants a tick */
    void (*action)(struct app *app, int action, int arg); /* one of its own */
    bool (*back)(struct app *app); /* ACTION_BACK; false: leads to the screen before */
    void (*draw)(const struct app *app, const struct pen *pen);
};

#define SCREEN_DECLARED(ID, name, title) extern const struct screen screen_##name;
SCREEN_LIST(SCREEN_DECLARED)
#undef SCREEN_DECLARED

#endif
