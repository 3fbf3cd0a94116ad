/* list.h: touchable rows one below the other, in columns where the glass is wide, on as many pages
 * as it asks for. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "ui/pages.h"
#include "ui/row.h"

enum { LIST_MAX = 32 };

struct list_row {
    struct row row;     /* its ground and end are the caller's; row.title is the target's label */
    const char *figure; /* small, at the end; "": not yet; NULL: a list without */
    int action, arg;
};

struct list {
    const struct list_row *rows;
    int n; /* 0 to LIST_MAX */
    /* Comes after them on the only page, and beside the button that turns several; NULL: none. */
    const struct list_row *last;
};

void list_draw(const struct pen *pen, struct rect box, const struct list *list,
               const struct turn *turn);

/* Returns how many pages it takes; 0 where a row has no room even alone. */
int list_pages(const struct pen *pen, struct rect box, const struct list *list,
               const struct turn *turn);

#endif
