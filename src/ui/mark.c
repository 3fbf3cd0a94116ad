#include "ui/mark.h"

static const double segment_gap_mm = 1.5, ring_mm = 1.5, beat_mm = 2.4, pointer_mm = 1.6;

static void segments(const struct pen *pen, struct rect rect, int n, int from, int to)
{
    int gap = n > 1 ? pen_mm(pen, segment_gap_mm) : 0;
    for (int i = 0; i < n; i++) {
        int left = rect.w * i / n, right = rect.w * (i + 1) / n - gap;
        struct rect segment = {rect.x + left, rect.y, right - left, rect.h};
        bool lit = i >= from && i < to;
        draw_box(pen->list, segment, lit ? pen->theme->primary : pen->theme->quiet, rect.h / 2);
    }
}

void pen_segments(const struct pen *pen, struct rect rect, int n, int current)
{
    segments(pen, rect, n, current, current + 1);
}

void pen_progress(const struct pen *pen, struct rect rect, int n, int done)
{
    segments(pen, rect, n, 0, done);
}

void pen_ring(const struct pen *pen, struct rect rect)
{
    int width = pen_mm(pen, ring_mm);
    struct rect all = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct rect ring = rect_overlap(rect_inset(rect, -width), all);
    draw_border(pen->list, ring, pen->theme->focus, pen_size(pen, SIZE_ROUND) + width, width * 2);
}

/* Two rings, so that it stands out at 3:1 on light and dark grounds alike (WCAG 1.4.11). */
void pen_pointer(const struct pen *pen, struct rect rect, bool wide)
{
    int dark = pen_size(pen, SIZE_LINE), light = pen_mm(pen, wide ? beat_mm : pointer_mm);
    int radius = pen_size(pen, SIZE_RADIUS);
    struct rect outer = rect_inset(rect, -light);
    draw_border(pen->list, outer, pen->theme->pointer, radius + light, light + dark);
    draw_border(pen->list, rect_inset(outer, -dark), pen->theme->pointer_edge,
                radius + light + dark, dark);
}
