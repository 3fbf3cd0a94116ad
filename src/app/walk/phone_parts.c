/* phone_parts.c: how each widget of the demo app looks: one row of the table below for each kind.
 */
#include "app/walk/phone.h"
#include "app/walk/target.h"
#include "base/utf8.h"
#include "ui/row.h"

/* How a widget looks: its height in that width; its pixels. */
struct part_look {
    int (*height)(const struct pen *pen, const struct demo_part *part, int width);
    void (*draw)(const struct app *app, const struct pen *pen, struct rect rect,
                 const struct demo_view *view, const struct demo_part *part);
    bool gives; /* it is lower where there is little room */
};

/* --- words --- */

static struct words words_of(const struct pen *pen, const struct demo_part *part)
{
    bool title = part->kind == DEMO_TITLE;
    return (struct words){.text = part->text,
                          .role = title ? TEXT_DEVICE_TITLE : TEXT_DEVICE_BODY,
                          .color = part->kind == DEMO_NOTICE ? pen->theme->on_pale : 0};
}

static int words_height(const struct pen *pen, const struct demo_part *part, int width)
{
    struct words words = words_of(pen, part);
    return pen_words_height(pen, width, &words);
}

static void words_draw(const struct app *app, const struct pen *pen, struct rect rect,
                       const struct demo_view *view, const struct demo_part *part)
{
    (void)app, (void)view;
    struct words words = words_of(pen, part);
    pen_words(pen, rect, &words);
}

static int notice_inside(const struct pen *pen, const struct demo_part *part, int width)
{
    return width - 2 * pen_size(pen, SPACE_M) -
           (part->icon ? pen_size(pen, SIZE_SIGN) + pen_size(pen, SPACE_S) : 0);
}

static int notice_height(const struct pen *pen, const struct demo_part *part, int width)
{
    return words_height(pen, part, notice_inside(pen, part, width)) + 2 * pen_size(pen, SPACE_M);
}

static void notice_draw(const struct app *app, const struct pen *pen, struct rect rect,
                        const struct demo_view *view, const struct demo_part *part)
{
    (void)app, (void)view;
    draw_box(pen->list, rect, pen->theme->pale, pen_size(pen, SIZE_RADIUS));
    struct rect inside = rect_inset(rect, pen_size(pen, SPACE_M));
    if (part->icon) {
        pen_icon(pen, rect_cut_left(&inside, pen_size(pen, SIZE_SIGN)), part->icon, SIZE_SIGN,
                 pen->theme->on_pale);
        rect_cut_left(&inside, pen_size(pen, SPACE_S));
    }
    struct words words = words_of(pen, part);
    pen_words(pen, inside, &words);
}

/* --- a line of a form, already filled in --- */

static struct words field_name(const struct demo_part *part)
{
    return (struct words){.text = part->text, .role = TEXT_DEVICE_NOTE};
}

static struct words field_value(const struct demo_part *part)
{
    return (struct words){.text = part->value, .role = TEXT_DEVICE_TITLE};
}

static int field_height(const struct pen *pen, const struct demo_part *part, int width)
{
    struct words name = field_name(part), value = field_value(part);
    int inside = width - 2 * pen_size(pen, SPACE_M);
    return pen_words_height(pen, width, &name) + pen_words_height(pen, inside, &value) +
           pen_size(pen, SPACE_GAP);
}

static void field_draw(const struct app *app, const struct pen *pen, struct rect rect,
                       const struct demo_view *view, const struct demo_part *part)
{
    (void)app, (void)view;
    struct words name = field_name(part), value = field_value(part);
    rect_cut_top(&rect, pen_words(pen, rect, &name));
    rect_cut_top(&rect, pen_size(pen, SPACE_HAIR));
    draw_border(pen->list, rect, pen->theme->quiet, pen_size(pen, SIZE_RADIUS),
                pen_size(pen, SIZE_EDGE));
    pen_words(pen, rect_inset_xy(rect, pen_size(pen, SPACE_M), pen_size(pen, SPACE_XS)), &value);
}

/* --- rows, cards, switches --- */

static struct row row_of(const struct demo_part *part)
{
    bool leads = part->control >= 0;
    return (struct row){
        .title = part->text,
        .says = part->says,
        .mark = part->mark,
        .picture = part->picture,
        .icon = part->icon,
        .ground = part->kind == DEMO_CARD ? ROW_PALE
                  : leads                 ? ROW_PAPER
                                          : ROW_BARE,
        .end = part->kind == DEMO_TOGGLE ? (part->on ? ROW_ON : ROW_OFF)
               : leads                   ? ROW_LEADS
                                         : ROW_ENDS,
        .role = TEXT_DEVICE_TITLE,
        .small = TEXT_DEVICE_NOTE,
    };
}

static int row_height(const struct pen *pen, const struct demo_part *part, int width)
{
    struct row row = row_of(part);
    return pen_row_height(pen, width, &row);
}

static void row_draw(const struct app *app, const struct pen *pen, struct rect rect,
                     const struct demo_view *view, const struct demo_part *part)
{
    struct row row = row_of(part);
    pen_row(pen, rect, &row);
    phone_target(app, pen, rect, view, part->control);
}

/* --- buttons --- */

static struct button button_of(const struct demo_part *part)
{
    static const enum button_look looks[] = {
        [DEMO_QUIET] = LOOK_OUTLINE, [DEMO_MAIN] = LOOK_PRIMARY, [DEMO_ALERT] = LOOK_ALERT};
    struct button button =
        button_for(part->text, part->icon, looks[part->look], ACTION_CONTROL, part->control);
    button.role = utf8_count(part->text) == 1 ? TEXT_DEVICE_SIGN : TEXT_DEVICE_TITLE;
    return button;
}

static int button_height(const struct pen *pen, const struct demo_part *part, int width)
{
    struct button button = button_of(part);
    return pen_button_height(pen, &button, width);
}

static void button_draw(const struct app *app, const struct pen *pen, struct rect rect,
                        const struct demo_view *view, const struct demo_part *part)
{
    struct button button = button_of(part);
    pen_button(pen, rect, &button);
    phone_point(app, pen, rect, view, part->control);
}

static struct button option_of(const struct demo_view *view, int control)
{
    const struct demo_control *option = &view->controls[control];
    struct button button =
        button_for(option->label, option->chosen ? ICON_CHECK : ICON_NONE,
                   option->chosen ? LOOK_QUIET : LOOK_OUTLINE, ACTION_CONTROL, control);
    button.role = TEXT_DEVICE_BODY;
    button.chosen = option->chosen;
    return button;
}

/* --- speech bubbles --- */

static const double bubble_part = 0.86;

static struct words bubble_words(const struct pen *pen, const struct demo_part *part,
                                 const char *text, enum text_role role)
{
    uint32_t ink = part->on ? pen->theme->on_primary : pen->theme->on_pale;
    return (struct words){.text = text, .role = role, .color = ink};
}

static int bubble_height(const struct pen *pen, const struct demo_part *part, int width)
{
    struct words who = bubble_words(pen, part, part->says, TEXT_DEVICE_STRONG);
    struct words text = bubble_words(pen, part, part->text, TEXT_DEVICE_BODY);
    int inside = (int)(width * bubble_part) - 2 * pen_size(pen, SPACE_M);
    return (*who.text ? pen_words_height(pen, inside, &who) : 0) +
           pen_words_height(pen, inside, &text) + 2 * pen_size(pen, SPACE_S);
}

static void bubble_draw(const struct app *app, const struct pen *pen, struct rect rect,
                        const struct demo_view *view, const struct demo_part *part)
{
    (void)app, (void)view;
    struct words who = bubble_words(pen, part, part->says, TEXT_DEVICE_STRONG);
    struct words text = bubble_words(pen, part, part->text, TEXT_DEVICE_BODY);
    int width = (int)(rect.w * bubble_part);
    struct rect bubble = part->on ? rect_cut_right(&rect, width) : rect_cut_left(&rect, width);
    draw_box(pen->list, bubble, part->on ? pen->theme->primary : pen->theme->pale,
             pen_size(pen, SIZE_ROUND));
    struct rect inside = rect_inset_xy(bubble, pen_size(pen, SPACE_M), pen_size(pen, SPACE_S));
    if (*who.text) {
        rect_cut_top(&inside, pen_words(pen, inside, &who));
    }
    pen_words(pen, inside, &text);
}

/* --- pictures --- */

static const double picture_shape = 1.5; /* as all of slides/pictures are drawn */

static int picture_height(const struct pen *pen, const struct demo_part *part, int width)
{
    double mm = part->widget->height;
    int height = mm > 0 ? pen_mm(pen, mm) : pen_size(pen, SIZE_PHONE_PICTURE);
    return least_of(height, (int)(width / picture_shape));
}

static void picture_draw(const struct app *app, const struct pen *pen, struct rect rect,
                         const struct demo_view *view, const struct demo_part *part)
{
    (void)app, (void)view;
    if (part->picture) {
        draw_picture(pen->list, rect_middle(rect, (int)(rect.h * picture_shape), rect.h),
                     pen_size(pen, SIZE_RADIUS), part->picture);
    }
}

/* --- all of them --- */

/* A widget of the enum that has no case does not compile. */
static struct part_look look_of(enum demo_widget_kind kind)
{
    switch (kind) {
    case DEMO_TITLE:
    case DEMO_TEXT:
        return (struct part_look){words_height, words_draw, false};
    case DEMO_NOTICE:
        return (struct part_look){notice_height, notice_draw, false};
    case DEMO_FIELD:
        return (struct part_look){field_height, field_draw, false};
    case DEMO_CARD:
    case DEMO_ROW:
    case DEMO_TOGGLE:
        return (struct part_look){row_height, row_draw, false};
    case DEMO_BUTTON:
        return (struct part_look){button_height, button_draw, false};
    case DEMO_BUBBLES:
        return (struct part_look){bubble_height, bubble_draw, false};
    case DEMO_PICTURE:
        return (struct part_look){picture_height, picture_draw, true};
    case DEMO_CHART:
        return (struct part_look){chart_height, chart_draw, true};
    case DEMO_CALENDAR:
        return (struct part_look){calendar_height, calendar_draw, true};
    case DEMO_LIST:    /* unrolled into rows, bubbles, texts */
    case DEMO_CHOICE:  /* cut into bricks of buttons */
    case DEMO_WIDGETS: /* none */
        break;
    }
    return (struct part_look){words_height, words_draw, false};
}

enum { COLUMNS_MAX = 3 };

/* A choice in rows of as many as have room side by side. */
static int choice_bricks(const struct pen *pen, const struct demo_view *view, int part, int width,
                         struct brick *bricks)
{
    const struct demo_part *choice = &view->parts[part];
    int gap = pen_size(pen, SPACE_GAP), widest = 1, n = choice->option_count;
    for (int i = 0; i < n; i++) {
        struct button button = option_of(view, choice->control + i);
        button.icon = ICON_CHECK; /* places do not move when one is chosen */
        widest = most_of(widest, pen_button_width(pen, &button));
    }
    int columns = clamped((width + gap) / (widest + gap), 1, COLUMNS_MAX);
    int rows = (n + columns - 1) / columns;
    columns = (n + rows - 1) / rows; /* as even as can be */
    int cell = (width - gap * (columns - 1)) / columns;
    for (int i = 0; i < rows; i++) {
        int height = 0, count = least_of(n - i * columns, columns);
        for (int j = 0; j < count; j++) {
            struct button button = option_of(view, choice->control + i * columns + j);
            button.icon = ICON_CHECK;
            height = most_of(height, pen_button_height(pen, &button, cell));
        }
        bricks[i] = (struct brick){part, 1, i * columns, count, columns, height, false};
    }
    return rows;
}

/* As many of the buttons from `part` on as stand side by side on equal places. */
static struct brick button_brick(const struct pen *pen, const struct demo_view *view, int part,
                                 int width)
{
    int gap = pen_size(pen, SPACE_GAP), widest = 0, n = 0, height = 0;
    while (n < COLUMNS_MAX && part + n < view->part_count &&
           view->parts[part + n].kind == DEMO_BUTTON) {
        struct button button = button_of(&view->parts[part + n]);
        widest = most_of(widest, pen_button_width(pen, &button));
        if (n > 0 && (widest + gap) * (n + 1) - gap > width) {
            break;
        }
        n++;
    }
    int cell = (width - gap * (n - 1)) / n;
    for (int i = 0; i < n; i++) {
        struct button button = button_of(&view->parts[part + i]);
        height = most_of(height, pen_button_height(pen, &button, cell));
    }
    return (struct brick){part, n, 0, 0, 0, height, false};
}

int brick_most(const struct pen *pen, const struct demo_part *part, int width)
{
    return part->kind == DEMO_PICTURE ? (int)(width / picture_shape)
           : part->kind == DEMO_CHART ? pen_size(pen, SIZE_PHONE_CHART_MOST)
                                      : 0;
}

int bricks_of(const struct pen *pen, const struct demo_view *view, int width, int most,
              struct brick bricks[BRICKS_MAX])
{
    int n = 0;
    for (int i = 0; i < view->part_count;) {
        const struct demo_part *part = &view->parts[i];
        if (part->kind == DEMO_CHOICE) {
            n += choice_bricks(pen, view, i, width, bricks + n);
            i++;
        } else if (part->kind == DEMO_BUTTON) {
            bricks[n] = button_brick(pen, view, i, width);
            i += bricks[n++].part_count;
        } else {
            struct part_look look = look_of(part->kind);
            int height = look.height(pen, part, width);
            height = look.gives && height > most ? most : height;
            bricks[n++] = (struct brick){i++, 1, 0, 0, 0, height, part->kind == DEMO_TITLE};
        }
    }
    return n;
}

int brick_control(const struct demo_view *view, const struct brick *brick, int place)
{
    const struct demo_part *part = &view->parts[brick->part];
    if (brick->option_count > 0) {
        return place < brick->option_count ? part->control + brick->option + place : -1;
    }
    return place < brick->part_count ? view->parts[brick->part + place].control : -1;
}

void brick_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct brick *brick)
{
    const struct demo_part *part = &view->parts[brick->part];
    int gap = pen_size(pen, SPACE_GAP), columns = brick->part_count;
    for (int i = 0; i < columns && brick->option_count == 0; i++) {
        struct rect cell = rect_cell(rect, columns, 1, gap, i);
        look_of(part[i].kind).draw(app, pen, cell, view, part + i);
    }
    for (int i = 0; i < brick->option_count; i++) {
        int control = part->control + brick->option + i;
        struct button button = option_of(view, control);
        struct rect cell = rect_cell(rect, brick->columns, 1, gap, i);
        pen_button(pen, cell, &button);
        phone_point(app, pen, cell, view, control);
    }
}
