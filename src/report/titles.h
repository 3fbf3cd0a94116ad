/* titles.h: the titles of slides, as the first "# " line of CONTENT/fr/slides/NN-ID.md gives them.
 *
 * Holds the place until content/ can tell every title: whoever wires that hands report_titles
 * another find, and this file goes. All zero is no titles. */
#ifndef REPORT_TITLES_H
#define REPORT_TITLES_H

#include "base/arena.h"
#include "base/arr.h"
#include "base/counter.h"

struct title {
    const char *id, *text;
};

struct titles {
    struct arena arena;
    ARR(struct title) list;
};

/* Reads the slides of a content folder. False, with the message, if there are none to read. */
bool titles_read(struct titles *titles, const char *content, struct err *err);

/* A report_titles.find whose context is a struct titles. */
const char *titles_find(void *context, enum counter counter, const char *item);

void titles_release(struct titles *titles);

#endif
