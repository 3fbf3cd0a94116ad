#include "ui/list.h"

#include <assert.h>

static const double column_mm = 190, narrow_mm = 92, figure_mm = 23, figure_pad_mm = 4,
                    tallest_mm = 46;

enum { COLUMNS_MAX = 3 };

/* The rows of every page; on the only page the last is among them, else it is at the foot. */
struct plan {
    const struct list_row *all[LIST_MAX + 1];
    int n, columns, width, gap;
    int figure; /* the width of the figures; 0: there are none */
    struct pages pages;
    int foot; /* its height; 0: one page */
};

static struct words figure_words(const struct list_row *choice)
{
    return (struct words){.text = choice->figure, .role = TEXT_STRONG, .align = TEXT_END};
}

static int figure_width(const struct pen *pen, const struct list_row *rows, int n)
{
    int pad = pen_mm(pen, figure_pad_mm), most = pen_mm(pen, figure_mm);
    for (int i = 0; i < n && rows[i].figure; i++) {
        struct words words = figure_words(&rows[i]);
        most = most_of(most, *words.text ? pen_words_width(pen, &words) + pad : 0);
    }
    return n > 0 && rows[0].figure ? most : 0;
}

static int row_height(const struct pen *pen, const struct plan *plan, const struct list_row *choice)
{
    int height = pen_row_height(pen, plan->width - plan->figure, &choice->row);
    return most_of(height, pen_size(pen, SIZE_TARGET));
}

/* Of the line of the grid that begins with choice number first. */
static int line_height(const struct pen *pen, const struct plan *plan, int first)
{
    int height = 0;
    for (int i = first; i < first + plan->columns && i < plan->n; i++) {
        height = most_of(height, row_height(pen, plan, plan->all[i]));
    }
    return height;
}

/* Cuts the lines of the grid: what pages.start counts. */
static void cut_pages(const struct pen *pen, struct plan *plan, int height)
{
    struct block_size lines[LIST_MAX + 1];
    int n = 0;
    for (int i = 0; i < plan->n; i += plan->columns) {
        lines[n++] = (struct block_size){line_height(pen, plan, i), false};
    }
    plan->pages = pages_cut(lines, n, plan->gap, height);
}

static int foot_buttons(const struct plan *plan, const struct list_row *last,
                        const struct turn *turn, struct button buttons[2])
{
    buttons[0] = turn_button(turn, turn_page(turn, plan->pages.n), plan->pages.n);
    if (last) {
        buttons[1] =
            button_fixed(last->row.title, ICON_NONE, LOOK_OUTLINE, last->action, last->arg);
    }
    return last ? 2 : 1;
}

static struct plan plan_with(const struct pen *pen, struct rect box, int columns,
                             const struct list *list, const struct turn *turn)
{
    struct plan plan = {.columns = columns, .gap = pen_size(pen, SPACE_GAP), .n = list->n};
    plan.width = (box.w - plan.gap * (columns - 1)) / columns;
    plan.figure = figure_width(pen, list->rows, list->n);
    for (int i = 0; i < list->n; i++) {
        plan.all[i] = &list->rows[i];
    }
    if (list->last) {
        plan.all[plan.n++] = list->last;
    }
    cut_pages(pen, &plan, box.h);
    if (plan.pages.n > 1) {
        struct button buttons[2];
        int n = foot_buttons(&plan, list->last, turn, buttons);
        plan.n = list->n;
        plan.foot = pen_button_rows(pen, box, buttons, n, false);
        cut_pages(pen, &plan, box.h - plan.foot - plan.gap);
    }
    return plan;
}

/* As few columns as the width suggests; others where that saves pages, or lets a line be whole. */
static struct plan plan_of(const struct pen *pen, struct rect box, const struct list *list,
                           const struct turn *turn)
{
    int gap = pen_size(pen, SPACE_GAP), all = list->n + (list->last ? 1 : 0);
    int usual =
        clamped((box.w + gap) / (pen_mm(pen, column_mm) + gap), 1, clamped(all, 1, COLUMNS_MAX));
    struct plan plan = plan_with(pen, box, usual, list, turn);
    for (int columns = COLUMNS_MAX; columns > 0; columns--) {
        struct plan other = plan_with(pen, box, columns, list, turn);
        bool wide = columns <= usual || other.width >= pen_mm(pen, narrow_mm);
        bool saves = columns > usual && other.pages.n <= plan.pages.n - (plan.columns == usual);
        if (wide && other.pages.whole && (!plan.pages.whole || saves)) {
            plan = other;
        }
    }
    return plan;
}

static void draw_figure(const struct pen *pen, struct rect box, const struct list_row *choice)
{
    struct words words = figure_words(choice);
    rect_cut_right(&box, pen_mm(pen, figure_pad_mm));
    if (*words.text) {
        pen_words_middle(pen, box, &words);
    }
}

static void draw_one(const struct pen *pen, struct rect rect, const struct list_row *choice,
                     int figure)
{
    assert(choice);
    struct row row = choice->row;
    struct rect inside = rect;
    if (choice->figure) {
        int radius = pen_size(pen, SIZE_RADIUS);
        draw_border(pen->list, rect, pen->theme->quiet, radius, pen_size(pen, SIZE_LINE));
        draw_figure(pen, rect_cut_right(&inside, figure), choice);
        row.ground = ROW_BARE;
    }
    pen_row(pen, inside, &row);
    struct button target =
        button_for(row.title, ICON_NONE, LOOK_OUTLINE, choice->action, choice->arg);
    if (row.says && *row.says) {
        target.spoken = arena_format(&pen->list->arena, "%s. %s", row.title, row.says);
    }
    pen_target(pen, rect, &target);
}

/* What is left of the height is shared out among the lines. */
static int spare_of(const struct pen *pen, struct rect box, const struct plan *plan, int first,
                    int end)
{
    int lines = 0, used = 0;
    for (int i = first; i < end; i += plan->columns, lines++) {
        used += line_height(pen, plan, i) + plan->gap;
    }
    int spare = box.h + plan->gap - used;
    return lines > 0 && spare > 0 ? spare / lines : 0;
}

int list_pages(const struct pen *pen, struct rect box, const struct list *list,
               const struct turn *turn)
{
    struct plan plan = plan_of(pen, box, list, turn);
    return plan.pages.whole ? plan.pages.n : 0;
}

void list_draw(const struct pen *pen, struct rect box, const struct list *list,
               const struct turn *turn)
{
    struct plan plan = plan_of(pen, box, list, turn);
    int page = turn_page(turn, plan.pages.n);
    if (plan.foot) {
        struct button buttons[2];
        int count = foot_buttons(&plan, list->last, turn, buttons);
        pen_button_foot(pen, &box, buttons, count, plan.gap);
    }
    int first = plan.pages.start[page] * plan.columns, most = pen_mm(pen, tallest_mm);
    int end = clamped(plan.pages.start[page + 1] * plan.columns, 0, plan.n);
    int spare = spare_of(pen, box, &plan, first, end);
    for (int i = first; i < end; i += plan.columns) {
        int least = line_height(pen, &plan, i);
        int tall = clamped(least + spare, least, most_of(least, most));
        for (int k = 0; k < plan.columns && i + k < end; k++) {
            struct rect cell = {box.x + k * (plan.width + plan.gap), box.y, plan.width, tall};
            draw_one(pen, cell, plan.all[i + k], plan.figure);
        }
        rect_cut_top(&box, tall + plan.gap);
    }
}
