/* rows.h: the items that a widget of a list shows. Inside content/ only. */
#ifndef CONTENT_DEMO_ROWS_H
#define CONTENT_DEMO_ROWS_H

#include "content/demo_play.h"

struct demo_rows {
    int items[DEMO_LIVE_MAX];
    int n;
};

/* Finds the items a list shows, in its order. */
void rows_of_list(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows);

/* Finds those of bubbles, charts and calendars: kept by `where`, the newest addition last. */
void rows_in_time(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows);

/* Counts the present persona's items of the list whose field reads text. */
int rows_count(const struct demo_play *play, const char *list, const char *key, const char *text);

#endif
