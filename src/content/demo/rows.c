/* rows.c: which items of a list a widget shows, and in which order. */
#include "content/demo/rows.h"
#include "base/str.h"
#include "content/demo/fill.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"

#include <limits.h>

enum { KEY_MAX = 128 };

static void keep(const struct demo_play *play, const struct demo_widget *widget, int outer,
                 struct demo_rows *rows)
{
    rows->n = 0;
    for (int i = 0; i < play->live_count; i++) {
        if (live_is_in(play, i, widget->text) && demo_keeps(play, widget->where, i, outer)) {
            rows->items[rows->n++] = i;
        }
    }
}

static int by_addition(const struct demo_play *play, int a, int b)
{
    int one = play->live[a].added, other = play->live[b].added;
    return one != other ? (one > other) - (one < other) : (a > b) - (a < b);
}

static int by_newest(const struct demo_play *play, int a, int b)
{
    int one = play->live[a].added, other = play->live[b].added;
    return one != other ? (one < other) - (one > other) : (a > b) - (a < b);
}

/* Rows are few and nearly in order already. */
static void order(const struct demo_play *play, struct demo_rows *rows,
                  int (*compare)(const struct demo_play *, int, int))
{
    for (int i = 1; i < rows->n; i++) {
        int item = rows->items[i], at = i;
        for (; at > 0 && compare(play, rows->items[at - 1], item) > 0; at--) {
            rows->items[at] = rows->items[at - 1];
        }
        rows->items[at] = item;
    }
}

static int by_day(const struct demo_play *play, int a, int b)
{
    int one = INT_MIN, other = INT_MIN;
    live_day(play, a, &one);
    live_day(play, b, &other);
    return (one < other) - (one > other);
}

static void sort_by_text(const struct demo_play *play, struct demo_rows *rows, const char *field)
{
    char one[KEY_MAX], other[KEY_MAX];
    for (int i = 1; i < rows->n; i++) {
        int item = rows->items[i], at = i;
        const char *text = live_field(play, item, field);
        demo_fill_into(play, one, sizeof one, text ? text : "", item, true);
        for (; at > 0; at--) {
            text = live_field(play, rows->items[at - 1], field);
            demo_fill_into(play, other, sizeof other, text ? text : "", rows->items[at - 1], true);
            if (strcmp(other, one) <= 0) {
                break;
            }
            rows->items[at] = rows->items[at - 1];
        }
        rows->items[at] = item;
    }
}

static void sort(const struct demo_play *play, const struct demo_widget *widget, int outer,
                 struct demo_rows *rows)
{
    char field[DEMO_NAME_MAX] = "";
    if (widget->sort) {
        demo_fill_into(play, field, sizeof field, widget->sort, outer, true);
    }
    if (str_same(field, "day")) {
        order(play, rows, by_day);
    } else if (field[0]) {
        sort_by_text(play, rows, field);
    }
}

/* Those that hold before those that do not, each in the order they had. */
static void part(const struct demo_play *play, const char *condition, int outer,
                 struct demo_rows *rows)
{
    int later[DEMO_LIVE_MAX], n = 0, first = 0;
    for (int i = 0; i < rows->n; i++) {
        if (demo_keeps(play, condition, rows->items[i], outer)) {
            rows->items[first++] = rows->items[i];
        } else {
            later[n++] = rows->items[i];
        }
    }
    for (int i = 0; i < n; i++) {
        rows->items[first + i] = later[i];
    }
}

void rows_of_list(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows)
{
    keep(play, widget, outer, rows);
    order(play, rows, by_newest);
    sort(play, widget, outer, rows);
    if (widget->first) {
        part(play, widget->first, outer, rows);
    }
    if (widget->at_most > 0 && rows->n > widget->at_most) {
        rows->n = widget->at_most;
    }
}

void rows_in_time(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows)
{
    keep(play, widget, outer, rows);
    order(play, rows, by_addition);
}

int rows_count(const struct demo_play *play, const char *list, const char *key, const char *text)
{
    int n = 0;
    for (int i = 0; i < play->live_count; i++) {
        n += live_is_in(play, i, list) && str_same(live_field(play, i, key), text);
    }
    return n;
}
