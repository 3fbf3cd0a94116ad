/* choices.h: touchable rows one below the other, in columns where the glass is wide, on as many
 * pages as it asks for: what several of the staff's lists are. */
#ifndef APP_CHOICES_H
#define APP_CHOICES_H

#include "app/staff/kit.h"

enum { CHOICES_MAX = 32 };

struct choice {
    struct row row;     /* its ground and end are the caller's; row.title is the target's label */
    const char *figure; /* small, at the end; "": not yet; NULL: a list without */
    int action, arg;
};

/* Fills box with n choices (0 to CHOICES_MAX) and then `last` (NULL: none). Where one page is not
 * enough, a button at the foot asks for the next with ACTION_MORE, and `last` stands beside it. */
void choices_draw(const struct app *app, const struct pen *pen, struct rect box,
                  const struct choice *choices, int n, const struct choice *last);
/* How many pages; 0 where one of them has no room even alone. */
int choices_pages(const struct pen *pen, struct rect box, const struct choice *choices, int n,
                  const struct choice *last);

#endif
