/* rect.h: rectangles, and the way screens are laid out: by cutting pieces off a rectangle until
 * nothing is left to place. Pixels; a piece never has a negative side. */
#ifndef UI_RECT_H
#define UI_RECT_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

/* The smaller and the larger of two lengths; n, or the nearest that is no less and no more. */
static inline int least_of(int a, int b)
{
    return a < b ? a : b;
}

static inline int most_of(int a, int b)
{
    return a > b ? a : b;
}

static inline int clamped(int n, int least, int most)
{
    return most_of(least, least_of(n, most));
}

bool rect_holds(struct rect outer, struct rect inner);
bool rect_has(struct rect rect, int x, int y);
bool rect_meet(struct rect a, struct rect b);
struct rect rect_union(struct rect a, struct rect b);
struct rect rect_overlap(struct rect a, struct rect b); /* w or h is 0 where they do not meet */
struct rect rect_inset(struct rect rect, int by);
struct rect rect_inset_xy(struct rect rect, int by_x, int by_y);

/* Cut a piece off one side of *from, which keeps the rest. */
struct rect rect_cut_top(struct rect *from, int height);
struct rect rect_cut_bottom(struct rect *from, int height);
struct rect rect_cut_left(struct rect *from, int width);
struct rect rect_cut_right(struct rect *from, int width);

/* A piece of that size in the middle of rect (smaller where rect is). */
struct rect rect_middle(struct rect rect, int width, int height);

/* Cell number index (row by row) of a grid of columns by rows in rect, gap between cells. */
struct rect rect_cell(struct rect rect, int columns, int rows, int gap, int index);

#endif
