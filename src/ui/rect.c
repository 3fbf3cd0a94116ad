#include "ui/rect.h"

bool rect_holds(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

bool rect_has(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

bool rect_meet(struct rect a, struct rect b)
{
    struct rect both = rect_overlap(a, b);
    return both.w > 0 && both.h > 0;
}

struct rect rect_union(struct rect a, struct rect b)
{
    if (a.w <= 0 || a.h <= 0) {
        return b;
    }
    if (b.w <= 0 || b.h <= 0) {
        return a;
    }
    int x = least_of(a.x, b.x), y = least_of(a.y, b.y);
    return (struct rect){x, y, most_of(a.x + a.w, b.x + b.w) - x,
                         most_of(a.y + a.h, b.y + b.h) - y};
}

struct rect rect_overlap(struct rect a, struct rect b)
{
    int x = most_of(a.x, b.x), y = most_of(a.y, b.y);
    int w = least_of(a.x + a.w, b.x + b.w) - x, h = least_of(a.y + a.h, b.y + b.h) - y;
    return (struct rect){x, y, most_of(w, 0), most_of(h, 0)};
}

struct rect rect_inset_xy(struct rect rect, int by_x, int by_y)
{
    return (struct rect){rect.x + by_x, rect.y + by_y, most_of(0, rect.w - 2 * by_x),
                         most_of(0, rect.h - 2 * by_y)};
}

struct rect rect_inset(struct rect rect, int by)
{
    return rect_inset_xy(rect, by, by);
}

struct rect rect_cut_top(struct rect *from, int height)
{
    struct rect piece = *from;
    piece.h = clamped(height, 0, from->h);
    from->y += piece.h;
    from->h -= piece.h;
    return piece;
}

struct rect rect_cut_bottom(struct rect *from, int height)
{
    struct rect piece = *from;
    *from = rect_cut_top(&piece, from->h - clamped(height, 0, from->h));
    return piece;
}

struct rect rect_cut_left(struct rect *from, int width)
{
    struct rect piece = *from;
    piece.w = clamped(width, 0, from->w);
    from->x += piece.w;
    from->w -= piece.w;
    return piece;
}

struct rect rect_cut_right(struct rect *from, int width)
{
    struct rect piece = *from;
    *from = rect_cut_left(&piece, from->w - clamped(width, 0, from->w));
    return piece;
}

struct rect rect_middle(struct rect rect, int width, int height)
{
    width = clamped(width, 0, rect.w);
    height = clamped(height, 0, rect.h);
    return (struct rect){rect.x + (rect.w - width) / 2, rect.y + (rect.h - height) / 2, width,
                         height};
}

struct rect rect_cell(struct rect rect, int columns, int rows, int gap, int index)
{
    int column = index % columns, row = index / columns;
    int w = (rect.w - gap * (columns - 1)) / columns, h = (rect.h - gap * (rows - 1)) / rows;
    return (struct rect){rect.x + column * (w + gap), rect.y + row * (h + gap), w, h};
}
