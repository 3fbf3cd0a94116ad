/* checker.h: what the files of the demo app's check share. Inside content/ only.
 *
 * names.c          braces and conditions (demo_text_check and its like, in demo_play.h)
 * checker.c        names looked up in the whole app, with every item that could be at hand
 * check_act.c      `do`, and where it leads
 * check_widget.c   what a widget says and asks
 * check_screens.c  screens, and the ways that lead to them
 * check_mission.c  missions, walked with every answer */
#ifndef CONTENT_DEMO_CHECKER_H
#define CONTENT_DEMO_CHECKER_H

#include "content/demo_play.h"

/* What is checked for one day holds on any: days are told from today. */
#define DEMO_ANY_DAY ((struct date){2026, 11, 21})

struct demo_way { /* from a screen to another, by index; from -1: there at the start */
    int from, to;
};

struct demo_doing { /* an act, and where it is written */
    const struct demo_act *act;
    const char *file;
    int screen; /* -1: a mission's `before` */
};

struct demo_checker {
    const struct demo *demo;
    struct problems *problems;
    struct demo_play *play; /* as it is before anything was touched */
    int faults;
    bool lost; /* some screen's name leads nowhere: ways are missing */
    ARR(struct demo_way) ways;
    ARR(struct demo_doing) doings;
};

struct demo_spot { /* where something is written */
    const char *file;
    int line;
    int screen;       /* index; -1: none */
    const char *list; /* of the item at hand; NULL: none */
};

#define checker_fault(checker, spot, ...)                                                          \
    ((checker)->faults++, problem_add((checker)->problems, (spot)->file, (spot)->line, __VA_ARGS__))

/* mission: one that the demo does not hold yet, or NULL. */
void checker_init(struct demo_checker *checker, const struct demo *demo,
                  const struct demo_mission *mission, struct problems *problems);
void checker_release(struct demo_checker *checker);

/* --- checker.c --- */

/* Returns the spot moved to that line; 0: the same line. */
struct demo_spot checker_at(const struct demo_spot *spot, int line);

/* The item at hand, of all that could be there: start with {-1, -1}. Sets whose turn it is. */
struct demo_hand {
    int persona, item;
};
bool checker_next_hand(struct demo_checker *checker, const char *list, struct demo_hand *hand);

/* The screen of that name, and the way to it; NULL after a fault. whence: "" or where the name
 * comes from. */
const struct demo_screen *checker_screen(struct demo_checker *checker, const struct demo_spot *spot,
                                         const char *id, const char *whence);

/* The item is one that the screen could show. */
void checker_item(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_screen *screen, const char *id, const char *whence);

/* False after a fault. NULL and texts without braces pass. */
bool checker_text(struct demo_checker *checker, const struct demo_spot *spot, const char *text);

/* Somebody has that list; false after a fault. */
bool checker_list(struct demo_checker *checker, const struct demo_spot *spot, const char *list);

/* Looks for the field among the items of list, or for the value where list is NULL. */
void checker_key(struct demo_checker *checker, const struct demo_spot *spot, const char *list,
                 const char *key);

void checker_acts(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_act *acts);

void checker_widget(struct demo_checker *checker, const struct demo_spot *spot,
                    const struct demo_widget *widget);

/* No list makes the screen longer than it can be. */
void checker_room(struct demo_checker *checker, const struct demo_spot *spot,
                  const struct demo_screen *screen);

/* Where that item comes from, for a message: « (élément « x » de Marcel EXEMPLE) ». */
const char *checker_whence(const struct demo_checker *checker, const struct demo_hand *hand,
                           char *room, size_t n);

/* --- what is written --- */

bool demo_is_braced(const char *text); /* NULL is not */

#endif
