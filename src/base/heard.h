/* heard.h: the twelve questions and doubts that ambassadors hear at a stand, and a short reply to
 * each. A question heard is counted by its theme: the item of `question.heard`. */
#ifndef BASE_HEARD_H
#define BASE_HEARD_H

enum { HEARD_THEMES = 12 };

struct heard_theme {
    const char *id;    /* the item: letters and hyphens */
    const char *label; /* on a button and in reports, French */
    const char *says;  /* as people say it */
    const char *reply; /* a few short sentences an ambassador can say */
};

/* Returns a theme, from 0 to HEARD_THEMES - 1. */
const struct heard_theme *heard_theme(int theme);

/* Returns the theme of this id; NULL where there is none. */
const struct heard_theme *heard_find(const char *id);

#endif
