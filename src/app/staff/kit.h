/* kit.h: what the staff's screens share. Their phrases stand in the code, in French, so that they
 * work on the day the content is broken. */
#ifndef APP_STAFF_KIT_H
#define APP_STAFF_KIT_H

#include "app/service.h"

enum { STAFF_FIGURES_MAX = 4 };

/* Returns the text with its non-breaking spaces put in; valid as long as the frame. */
const char *staff_text(const struct pen *pen, const char *text);

/* Adds a sentence, with its non-breaking spaces. */
void staff_say(const struct pen *pen, struct flow *flow, const char *text, enum text_role role);

/* Returns "3 essais faux depuis le 21/11 à 9 h 05": the wrong PINs that were tried before the right
 * one; "" for none. Valid as long as the frame. */
const char *staff_wrong_pins(const struct app *app, const struct pen *pen);

/* Returns it in figures; valid as long as the frame. */
const char *staff_number(const struct pen *pen, int64_t n);

/* Draws the way back to the menu and the title at the head of *rest, which keeps what is left, with
 * the screen's margins. */
void staff_header(const struct app *app, const struct pen *pen, struct rect *rest,
                  const char *title);

/* Counts for the staff, at once on the glass; item is "", a theme's id or, for an undo,
 * COUNTER_UNDONE, which never takes a counter below 0. */
void staff_count(struct app *app, enum counter counter, const char *item);

/* What was counted, on a card: each number before what it counts. */
struct card {
    const char *title;
    enum text_role title_role, number_role;
    enum text_align align; /* of the numbers in their column */
    int column, gap;       /* pixels: its width, at least staff_card_column(); what follows it */
    bool bare;             /* an outline, no ground */
    struct {
        const char *label;
        int64_t n;
    } figures[STAFF_FIGURES_MAX];
    int n;
};

/* Returns the width of its widest number. */
int staff_card_column(const struct pen *pen, const struct card *card);

/* Two cards side by side or one above the other. Draws where draw is true; returns the height. */
int staff_cards(const struct pen *pen, struct rect box, const struct card cards[2], bool beside,
                bool draw);

/* Returns true where nothing is to be mended: what the health page's verdict says. */
bool staff_is_well(const struct app *app);

/* The `quick` of a screen where a second touch at once is meant: a key, a second person. */
bool staff_quick(const struct app *app);

#endif
