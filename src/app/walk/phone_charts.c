/* phone_charts.c: the two drawings of the demo app that are made of data. */
#include "app/service.h"
#include "app/walk/phone.h"

/* --- charts: dots joined by a dotted line, each with its value where there is room --- */

int chart_height(const struct pen *pen, const struct demo_part *part, int width)
{
    (void)part, (void)width;
    return pen_size(pen, pen->scale > 1 ? SIZE_PHONE_CHART_LARGE : SIZE_PHONE_CHART);
}

static void range_of(const struct demo_part *part, double *low, double *high)
{
    *low = *high = part->points[0].value;
    for (int i = 1; i < part->point_count; i++) {
        double value = part->points[i].value;
        *low = value < *low ? value : *low;
        *high = value > *high ? value : *high;
    }
    if (*high - *low < 1e-9) {
        *low -= 1;
        *high += 1;
    }
}

static void draw_dot(const struct pen *pen, int x, int y, int side)
{
    draw_box(pen->list, (struct rect){x - side / 2, y - side / 2, side, side}, pen->theme->edge,
             side / 2);
}

static void draw_trace(const struct pen *pen, int x1, int y1, int x2, int y2)
{
    int far = abs(x2 - x1) > abs(y2 - y1) ? abs(x2 - x1) : abs(y2 - y1);
    int dot = pen_size(pen, SIZE_PHONE_TRACE), n = far / (2 * dot);
    for (int i = 1; i < n; i++) {
        draw_dot(pen, x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n, dot);
    }
}

static struct words chart_words(const struct pen *pen, const char *text, bool bold)
{
    return (struct words){.text = text,
                          .role = bold ? TEXT_DEVICE_CHART_STRONG : TEXT_DEVICE_CHART,
                          .align = TEXT_MIDDLE,
                          .color = pen->theme->on_pale};
}

/* Values are told from the last one back, as long as they do not touch. */
static void draw_value(const struct pen *pen, struct rect plot, int x, int y, const char *text,
                       int *taken)
{
    struct words words = chart_words(pen, text, true);
    int width = pen_words_width(pen, &words), height = pen_words_height(pen, width, &words);
    struct rect box = {x - width / 2, y - pen_size(pen, SPACE_M) - height, width, height};
    box.x = clamped(box.x, plot.x, plot.x + plot.w - width);
    if (box.x + box.w + pen_size(pen, SPACE_HAIR) <= *taken) {
        pen_words(pen, box, &words);
        *taken = box.x;
    }
}

static void draw_ends(const struct pen *pen, struct rect foot, const struct demo_part *part,
                      const struct app *app)
{
    const struct demo_play *play = app->walk.play;
    for (int i = 0; i < 2; i++) {
        int day = part->points[i ? part->point_count - 1 : 0].day;
        char braces[32];
        snprintf(braces, sizeof braces, "{day %d}", day);
        struct words words =
            chart_words(pen, demo_fill(play, &pen->list->arena, braces, -1), false);
        int width = pen_words_width(pen, &words);
        if (width * 2 < foot.w && (i == 0 || part->point_count > 1)) {
            struct rect at = {i ? foot.x + foot.w - width : foot.x, foot.y, width, foot.h};
            pen_words(pen, at, &words);
        }
    }
}

void chart_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct demo_part *part)
{
    (void)view;
    draw_box(pen->list, rect, pen->theme->pale, pen_size(pen, SIZE_RADIUS));
    rect = rect_inset(rect, pen_size(pen, SPACE_M));
    if (part->point_count == 0) {
        return;
    }
    struct words sample = chart_words(pen, "0", false);
    int line = pen_words_height(pen, rect.w, &sample);
    if (part->unit && *part->unit) {
        struct words unit = chart_words(pen, part->unit, false);
        unit.align = TEXT_START;
        pen_words(pen, rect_cut_top(&rect, line), &unit);
    }
    struct rect foot = rect_cut_bottom(&rect, line);
    rect_cut_top(&rect, line + pen_size(pen, SPACE_GAP)); /* the highest one's value */
    rect_cut_bottom(&rect, pen_size(pen, SPACE_M));
    draw_ends(pen, foot, part, app);
    double low, high;
    range_of(part, &low, &high);
    int n = part->point_count, first = part->points[0].day, last = part->points[n - 1].day;
    int xs[DEMO_POINTS_MAX] = {0}, ys[DEMO_POINTS_MAX] = {0}, side = pen_size(pen, SPACE_M);
    for (int i = 0; i < n; i++) {
        double along = last > first ? (double)(part->points[i].day - first) / (last - first) : 0.5;
        xs[i] = rect.x + side + (int)(along * (rect.w - 2 * side));
        ys[i] = rect.y + (int)((high - part->points[i].value) / (high - low) * rect.h);
    }
    int taken = rect.x + rect.w + side * 4;
    for (int i = n - 1; i >= 0; i--) {
        if (i > 0) {
            draw_trace(pen, xs[i - 1], ys[i - 1], xs[i], ys[i]);
        }
        draw_dot(pen, xs[i], ys[i], side);
        draw_value(pen, rect, xs[i], ys[i], part->points[i].written, &taken);
    }
}

/* --- three weeks, the days that hold something marked --- */

enum { WEEKS = 3, WEEK = 7 };

int calendar_height(const struct pen *pen, const struct demo_part *part, int width)
{
    (void)part, (void)width;
    int line = pen_size(pen, pen->scale > 1 ? SIZE_PHONE_DAY_LARGE : SIZE_PHONE_DAY);
    return line * (WEEKS + 2) + pen_size(pen, SPACE_M);
}

static bool has_point(const struct demo_part *part, int day)
{
    for (int i = 0; i < part->point_count; i++) {
        if (part->points[i].day == day) {
            return true;
        }
    }
    return false;
}

static void draw_day(const struct pen *pen, struct rect cell, const char *text, bool marked,
                     bool today)
{
    struct words words = chart_words(pen, text, marked || today);
    words.color = marked ? pen->theme->on_primary : pen->theme->on_pale;
    struct rect inside = rect_inset(cell, pen_size(pen, SIZE_LINE));
    if (marked) {
        draw_box(pen->list, inside, pen->theme->primary, pen_size(pen, SIZE_RADIUS));
    }
    if (today) {
        draw_border(pen->list, inside, marked ? pen->theme->on_primary : pen->theme->edge,
                    pen_size(pen, SIZE_RADIUS), pen_size(pen, SPACE_HAIR));
    }
    pen_words_middle(pen, inside, &words);
}

/* "novembre – décembre" */
static const char *months_of(const struct app *app, const struct pen *pen, struct date today,
                             int weekday)
{
    struct arena *arena = &pen->list->arena;
    int first = date_add_days(today, -weekday).month;
    int last = date_add_days(today, WEEKS * WEEK - 1 - weekday).month;
    const char *from = app_word(app, arena_format(arena, "month.%d", first));
    const char *to = app_word(app, arena_format(arena, "month.%d", last));
    return first == last ? from : arena_format(arena, "%s – %s", from, to);
}

void calendar_draw(const struct app *app, const struct pen *pen, struct rect rect,
                   const struct demo_view *view, const struct demo_part *part)
{
    (void)view;
    draw_box(pen->list, rect, pen->theme->pale, pen_size(pen, SIZE_RADIUS));
    rect = rect_inset(rect, pen_size(pen, SPACE_XS));
    struct date today = app->walk.play->today;
    int weekday = date_weekday(today);
    struct rect head = rect_cut_top(&rect, rect.h / (WEEKS + 2));
    draw_day(pen, head, months_of(app, pen, today, weekday), false, false);
    for (int i = 0; i < WEEK; i++) {
        const char *key = arena_format(&pen->list->arena, "day.%d", i + 1);
        draw_day(pen, rect_cell(rect, WEEK, WEEKS + 1, 0, i), app_word(app, key), false, false);
    }
    for (int i = 0; i < WEEKS * WEEK; i++) {
        int day = i - weekday;
        const char *number = arena_format(&pen->list->arena, "%d", date_add_days(today, day).day);
        draw_day(pen, rect_cell(rect, WEEK, WEEKS + 1, 0, WEEK + i), number, has_point(part, day),
                 day == 0);
    }
}
