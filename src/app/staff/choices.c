#include "app/staff/choices.h"

static const double column_mm = 190, narrow_mm = 92, figure_mm = 23, figure_pad_mm = 4,
                    tallest_mm = 46;

enum { COLUMNS_MAX = 3 };

/* The choices of every page; on the only page the last is among them, else it is at the foot. */
struct plan {
    const struct choice *all[CHOICES_MAX + 1];
    int n, columns, width, gap;
    int figure;                         /* the width of the figures; 0: there are none */
    int pages, starts[CHOICES_MAX + 2]; /* the first choice of each page, and the end */
    int foot;                           /* its height; 0: one page */
    bool whole;                         /* no line is higher than a page */
};

static int clamp(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

static struct words figure_words(const struct choice *choice)
{
    return (struct words){.text = choice->figure,
                          .caps_mm = choice->row.small_mm,
                          .bold = true,
                          .align = TEXT_END,
                          .leading = 1.75};
}

static int figure_width(const struct pen *pen, const struct choice *choices, int n)
{
    int pad = pen_mm(pen, figure_pad_mm), most = pen_mm(pen, figure_mm);
    for (int i = 0; i < n && choices[i].figure; i++) {
        struct words words = figure_words(&choices[i]);
        int width = *words.text ? pen_words_width(pen, &words) + pad : 0;
        most = width > most ? width : most;
    }
    return n > 0 && choices[0].figure ? most : 0;
}

static int row_height(const struct pen *pen, const struct plan *plan, const struct choice *choice)
{
    int height = pen_row_height(pen, plan->width - plan->figure, &choice->row);
    int least = pen_mm(pen, TARGET_MM);
    return height > least ? height : least;
}

/* Of the line of the grid that begins with choice number first. */
static int line_height(const struct pen *pen, const struct plan *plan, int first)
{
    int height = 0;
    for (int i = first; i < first + plan->columns && i < plan->n; i++) {
        int tall = row_height(pen, plan, plan->all[i]);
        height = tall > height ? tall : height;
    }
    return height;
}

/* Fills starts and pages with as many whole lines a page as have room in height. */
static void cut_pages(const struct pen *pen, struct plan *plan, int height)
{
    int used = 0;
    plan->pages = 0;
    plan->whole = true;
    for (int i = 0; i < plan->n; i += plan->columns) {
        int tall = line_height(pen, plan, i) + plan->gap;
        if (i == 0 || used + tall > height + plan->gap) {
            plan->starts[plan->pages++] = i;
            used = 0;
        }
        used += tall;
        plan->whole &= tall <= height + plan->gap;
    }
    plan->starts[plan->pages] = plan->n;
}

static int foot_buttons(const struct plan *plan, const struct choice *last, int page,
                        struct button buttons[2])
{
    bool end = page + 1 >= plan->pages;
    buttons[0] = (struct button){.label = end ? "Au début" : "La suite",
                                 .icon = end ? ICON_UP : ICON_DOWN,
                                 .look = LOOK_QUIET,
                                 .action = ACTION_MORE,
                                 .arg = end ? 0 : page + 1,
                                 .caps_mm = CAPS_BODY};
    if (last) {
        buttons[1] = (struct button){.label = last->row.title,
                                     .look = LOOK_OUTLINE,
                                     .action = last->action,
                                     .arg = last->arg,
                                     .caps_mm = CAPS_BODY};
    }
    return last ? 2 : 1;
}

static struct plan plan_with(const struct pen *pen, struct rect box, int columns,
                             const struct choice *choices, int n, const struct choice *last)
{
    struct plan plan = {.columns = columns, .gap = pen_mm(pen, TARGET_GAP_MM), .n = n};
    plan.width = (box.w - plan.gap * (columns - 1)) / columns;
    plan.figure = figure_width(pen, choices, n);
    for (int i = 0; i < n; i++) {
        plan.all[i] = &choices[i];
    }
    if (last) {
        plan.all[plan.n++] = last;
    }
    cut_pages(pen, &plan, box.h);
    if (plan.pages > 1) {
        struct button buttons[2];
        plan.n = n;
        plan.foot =
            pen_button_rows(pen, box, buttons, foot_buttons(&plan, last, 0, buttons), false);
        cut_pages(pen, &plan, box.h - plan.foot - plan.gap);
    }
    return plan;
}

/* As few columns as the width suggests; others where that saves pages, or lets a line be whole. */
static struct plan plan_of(const struct pen *pen, struct rect box, const struct choice *choices,
                           int n, const struct choice *last)
{
    int gap = pen_mm(pen, TARGET_GAP_MM), all = n + (last ? 1 : 0);
    int usual =
        clamp((box.w + gap) / (pen_mm(pen, column_mm) + gap), 1, clamp(all, 1, COLUMNS_MAX));
    struct plan plan = plan_with(pen, box, usual, choices, n, last);
    for (int columns = COLUMNS_MAX; columns > 0; columns--) {
        struct plan other = plan_with(pen, box, columns, choices, n, last);
        bool wide = columns <= usual || other.width >= pen_mm(pen, narrow_mm);
        bool saves = columns > usual && other.pages <= plan.pages - (plan.columns == usual);
        if (wide && other.whole && (!plan.whole || saves)) {
            plan = other;
        }
    }
    return plan;
}

static void draw_figure(const struct pen *pen, struct rect box, const struct choice *choice)
{
    struct words words = figure_words(choice);
    rect_cut_right(&box, pen_mm(pen, figure_pad_mm));
    if (*words.text) {
        pen_words(pen, rect_middle(box, box.w, pen_words_height(pen, box.w, &words)), &words);
    }
}

static void draw_one(const struct pen *pen, struct rect rect, const struct choice *choice,
                     int figure)
{
    struct row row = choice->row;
    struct rect inside = rect;
    if (choice->figure) {
        int radius = pen_mm(pen, 4);
        draw_border(pen->list, rect, pen->theme->quiet, radius, pen_mm(pen, 0.6));
        draw_figure(pen, rect_cut_right(&inside, figure), choice);
        row.ground = ROW_BARE;
    }
    pen_row(pen, inside, &row);
    struct zone zone = {
        .rect = rect,
        .action = choice->action,
        .arg = choice->arg,
        .role = ROLE_BUTTON,
        .label = row.title,
        .spoken = row.says && *row.says
                      ? arena_format(&pen->list->arena, "%s. %s", row.title, row.says)
                      : NULL,
        .enabled = true,
    };
    draw_zone(pen->list, &zone);
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

int choices_pages(const struct pen *pen, struct rect box, const struct choice *choices, int n,
                  const struct choice *last)
{
    struct plan plan = plan_of(pen, box, choices, n, last);
    return plan.whole ? plan.pages : 0;
}

void choices_draw(const struct app *app, const struct pen *pen, struct rect box,
                  const struct choice *choices, int n, const struct choice *last)
{
    struct plan plan = plan_of(pen, box, choices, n, last);
    int page = clamp(app->page, 0, plan.pages - 1);
    if (plan.foot) {
        struct button buttons[2];
        int count = foot_buttons(&plan, last, page, buttons);
        pen_button_rows(pen, rect_cut_bottom(&box, plan.foot), buttons, count, true);
        rect_cut_bottom(&box, plan.gap);
    }
    int first = plan.starts[page], end = plan.starts[page + 1], most = pen_mm(pen, tallest_mm);
    int spare = spare_of(pen, box, &plan, first, end);
    for (int i = first; i < end; i += plan.columns) {
        int least = line_height(pen, &plan, i);
        int tall = least + spare > most ? (least > most ? least : most) : least + spare;
        for (int k = 0; k < plan.columns && i + k < end; k++) {
            struct rect cell = {box.x + k * (plan.width + plan.gap), box.y, plan.width, tall};
            draw_one(pen, cell, plan.all[i + k], plan.figure);
        }
        rect_cut_top(&box, tall + plan.gap);
    }
}
