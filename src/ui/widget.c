#include "ui/widget.h"

#include "base/utf8.h"

#include <math.h>

static const double side_mm = 14, side_narrow_mm = 9, caps_step_mm = 0.5, chosen_mm = 1.6;

struct colors {
    uint32_t ground, ink, edge;
    bool outlined;
};

static struct colors colors_of(const struct theme *theme, enum button_look look)
{
    switch (look) {
    case LOOK_PRIMARY:
        return (struct colors){theme->primary, theme->on_primary, theme->primary, false};
    case LOOK_ACCENT:
        return (struct colors){theme->accent, theme->on_accent, theme->accent, false};
    case LOOK_QUIET:
        return (struct colors){theme->pale, theme->on_pale, theme->edge, false};
    case LOOK_ALERT:
        return (struct colors){theme->paper, theme->alert, theme->alert, true};
    case LOOK_OUTLINE:
        break;
    }
    return (struct colors){theme->paper, theme->ink, theme->edge, true};
}

struct pen pen_of(struct draw_list *list, const struct text_fonts *fonts, const struct theme *theme,
                  const struct look *look, int text_size)
{
    bool small = glass_is_small(&list->glass);
    double scale = (small ? look->growth_small : look->growth)[text_size];
    return (struct pen){list, fonts, theme, look, small, scale};
}

int pen_size(const struct pen *pen, enum measure measure)
{
    return glass_mm(&pen->list->glass, look_mm(pen->look, measure));
}

int pen_mm(const struct pen *pen, double mm)
{
    return glass_mm(&pen->list->glass, mm * pen->look->scale);
}

double pen_role(const struct pen *pen, enum text_role role)
{
    return look_caps(pen->look, role, pen->small);
}

double pen_smaller(double caps_mm)
{
    return caps_mm > CAPS_BODY + caps_step_mm ? caps_mm - caps_step_mm : CAPS_BODY;
}

void pen_icon(const struct pen *pen, struct rect box, uint32_t icon, enum measure size,
              uint32_t color)
{
    text_icon(pen->list, pen->fonts, box, icon, look_mm(pen->look, size), color);
}

int pen_side(const struct pen *pen)
{
    return pen_mm(pen, glass_is_narrow(&pen->list->glass) ? side_narrow_mm : side_mm);
}

/* What the visitor's text size multiplies letters of that role by. */
static double growth_of(const struct pen *pen, enum text_role role)
{
    double most = pen->look->text[role].most;
    return most > 0 && most < pen->scale ? most : pen->scale;
}

static double asked(const struct pen *pen, const struct words *words)
{
    return words->caps_mm > 0 ? words->caps_mm : pen_role(pen, words->role);
}

/* Characters of the longest word. */
static size_t longest_word(const char *text, size_t *start, size_t *n)
{
    size_t most = 0, count = 0, from = 0, length = strlen(text);
    for (size_t i = 0, step; i <= length; i += step) {
        step = 1;
        if (i == length || text[i] == ' ' || text[i] == '\n') {
            if (count > most) {
                most = count;
                *start = from;
                *n = i - from;
            }
            count = 0;
            from = i + 1;
        } else {
            utf8_read(text + i, length - i, &step);
            count++;
        }
    }
    return most;
}

/* A word is never broken while smaller letters would let it be whole: not under what is read at
 * that place. */
double pen_caps(const struct pen *pen, int width, const struct words *words)
{
    enum { WIDE = 13 }; /* tenths of a capital that a letter takes at most, or nearly */
    double growth = growth_of(pen, words->role), caps = asked(pen, words) * growth;
    double least = caps < CAPS_BODY ? CAPS_DEVICE : CAPS_BODY;
    size_t start = 0, n = 0, letters = longest_word(words->text, &start, &n);
    if (caps <= least || (double)letters * caps * pen->list->glass.per_mm * WIDE / 10 < width) {
        return caps / growth;
    }
    struct text_style style = {.caps_mm = caps, .bold = pen->look->text[words->role].bold};
    const char *word = arena_copy(&pen->list->arena, words->text + start, n);
    int wide = text_width(pen->list, pen->fonts, word, &style) + 1;
    if (wide > width) {
        caps = caps * width / wide * 0.98;
        caps = caps > least ? caps : least;
    }
    return caps / growth;
}

static struct text_style style_of(const struct pen *pen, const struct words *words, int width)
{
    return (struct text_style){
        .caps_mm = pen_caps(pen, width, words) * growth_of(pen, words->role),
        .bold = pen->look->text[words->role].bold,
        .color = words->color ? words->color : pen->theme->ink,
        .align = words->align,
        .leading = pen->look->text[words->role].leading,
    };
}

int pen_words(const struct pen *pen, struct rect box, const struct words *words)
{
    struct text_style style = style_of(pen, words, box.w);
    return text_draw(pen->list, pen->fonts, box, words->text, &style);
}

int pen_words_height(const struct pen *pen, int width, const struct words *words)
{
    struct text_style style = style_of(pen, words, width);
    return text_height(pen->list, pen->fonts, width, words->text, &style, NULL);
}

int pen_words_width(const struct pen *pen, const struct words *words)
{
    struct text_style style = {.caps_mm = asked(pen, words) * growth_of(pen, words->role),
                               .bold = pen->look->text[words->role].bold};
    return text_width(pen->list, pen->fonts, words->text, &style) + 1;
}

void pen_words_middle(const struct pen *pen, struct rect box, const struct words *words)
{
    pen_words(pen, rect_middle(box, box.w, pen_words_height(pen, box.w, words)), words);
}

/* Inside a button, millimetres. */
static const double pad_x_mm = 6, pad_y_mm = 3, icon_gap_mm = 3;

static double caps_of(const struct pen *pen, const struct button *button)
{
    return button->caps_mm > 0 ? button->caps_mm
                               : pen_role(pen, button->role) * growth_of(pen, button->role);
}

static struct text_style label_style(const struct pen *pen, const struct button *button)
{
    return (struct text_style){
        .caps_mm = caps_of(pen, button),
        .bold = true,
        .color = pen_ink(pen, button->look),
        .leading = 1.8,
    };
}

static double icon_mm(const struct pen *pen, const struct button *button)
{
    return button->icon ? caps_of(pen, button) * 1.5 : 0;
}

/* What of the width the label cannot have. */
static int around_label(const struct pen *pen, const struct button *button)
{
    double icon = icon_mm(pen, button);
    return 2 * pen_mm(pen, pad_x_mm) +
           (icon > 0 ? glass_mm(&pen->list->glass, icon) + pen_mm(pen, icon_gap_mm) : 0);
}

int pen_button_width(const struct pen *pen, const struct button *button)
{
    struct text_style style = label_style(pen, button);
    int label = text_width(pen->list, pen->fonts, button->label, &style);
    return most_of(label + 1 + around_label(pen, button), pen_size(pen, SIZE_TARGET));
}

int pen_button_height(const struct pen *pen, const struct button *button, int width)
{
    struct text_style style = label_style(pen, button);
    int room = width - around_label(pen, button);
    int label = text_height(pen->list, pen->fonts, room, button->label, &style, NULL);
    return most_of(label + 2 * pen_mm(pen, pad_y_mm), pen_size(pen, SIZE_TARGET));
}

uint32_t pen_ink(const struct pen *pen, enum button_look look)
{
    return colors_of(pen->theme, look).ink;
}

void pen_ground(const struct pen *pen, struct rect rect, enum button_look look, bool chosen)
{
    struct colors colors = colors_of(pen->theme, look);
    int radius = pen_size(pen, SIZE_ROUND);
    draw_box(pen->list, rect, colors.ground, radius);
    if (colors.outlined || chosen) {
        draw_border(pen->list, rect, colors.edge, radius,
                    chosen ? pen_mm(pen, chosen_mm) : pen_size(pen, SIZE_EDGE));
    }
}

void pen_button(const struct pen *pen, struct rect rect, const struct button *button)
{
    struct text_style style = label_style(pen, button);
    pen_ground(pen, rect, button->look, button->chosen);
    struct rect inside = rect_inset_xy(rect, pen_mm(pen, pad_x_mm), 0);
    int icon = button->icon ? glass_mm(&pen->list->glass, icon_mm(pen, button)) : 0;
    int gap = icon ? pen_mm(pen, icon_gap_mm) : 0;
    int room = inside.w - icon - gap;
    int label = text_width(pen->list, pen->fonts, button->label, &style);
    label = label < room ? label + 1 : room;
    struct rect group = rect_middle(inside, icon + gap + label, inside.h);
    if (icon) {
        struct rect sign =
            button->icon_after ? rect_cut_right(&group, icon) : rect_cut_left(&group, icon);
        text_icon(pen->list, pen->fonts, sign, button->icon, icon_mm(pen, button), style.color);
        (void)(button->icon_after ? rect_cut_right(&group, gap) : rect_cut_left(&group, gap));
    }
    int height = text_height(pen->list, pen->fonts, group.w, button->label, &style, NULL);
    group.y += (group.h - height) / 2;
    group.h = height;
    text_draw(pen->list, pen->fonts, group, button->label, &style);
    pen_target(pen, rect, button);
}

void pen_target(const struct pen *pen, struct rect rect, const struct button *button)
{
    struct zone zone = {
        .rect = rect,
        .action = button->action,
        .arg = button->arg,
        .role = ROLE_BUTTON,
        .label = button->label,
        .spoken = button->spoken,
        .enabled = !button->disabled,
    };
    draw_zone(pen->list, &zone);
}

enum { ROW_BUTTONS_MAX = 16 };

/* Into how many equal parts the width is cut: the most that lets every label stay on one line, and
 * rows of even length. */
static int columns_for(const struct pen *pen, int width, int gap, const struct button *buttons,
                       int n)
{
    for (int rows = 1; rows < n; rows++) {
        int columns = (n + rows - 1) / rows;
        int room = (width - gap * (columns - 1)) / columns;
        bool fits = true;
        for (int i = 0; fits && i < n; i++) {
            fits = pen_button_width(pen, &buttons[i]) <= room;
        }
        if (fits) {
            return columns;
        }
    }
    return 1;
}

/* All on one row: equal where that lets every label be, else each as wide as its label asks and
 * what is left shared out evenly. */
static bool one_row(const struct pen *pen, struct rect box, int gap, const struct button *buttons,
                    int n, struct rect *out)
{
    int widths[ROW_BUTTONS_MAX], sum = gap * (n - 1), height = 0, widest = 0;
    for (int i = 0; i < n; i++) {
        widths[i] = pen_button_width(pen, &buttons[i]);
        widest = most_of(widest, widths[i]);
        sum += widths[i];
        height = most_of(height, pen_button_height(pen, &buttons[i], widths[i]));
    }
    if (sum > box.w) {
        return false;
    }
    bool equal = widest * n + gap * (n - 1) <= box.w;
    int x = box.x, spare = equal ? box.w - gap * (n - 1) : box.w - sum;
    for (int i = 0; i < n; i++) {
        int more = spare / (n - i);
        spare -= more;
        out[i] = (struct rect){x, box.y, equal ? more : widths[i] + more, height};
        x += out[i].w + gap;
    }
    return true;
}

static void equal_rows(const struct pen *pen, struct rect box, int gap,
                       const struct button *buttons, int n, struct rect *out)
{
    int columns = columns_for(pen, box.w, gap, buttons, n);
    int width = (box.w - gap * (columns - 1)) / columns, height = 0;
    for (int i = 0; i < n; i++) {
        height = most_of(height, pen_button_height(pen, &buttons[i], width));
    }
    for (int i = 0; i < n; i++) {
        int in_row = least_of(n - i / columns * columns, columns); /* of it and those below */
        int w = (box.w - gap * (in_row - 1)) / in_row;
        out[i] = (struct rect){box.x + i % columns * (w + gap),
                               box.y + i / columns * (height + gap), w, height};
    }
}

int pen_button_rows(const struct pen *pen, struct rect box, const struct button *buttons, int n,
                    bool draw)
{
    struct rect rects[ROW_BUTTONS_MAX];
    int gap = pen_size(pen, SPACE_GAP);
    n = least_of(n, ROW_BUTTONS_MAX);
    if (n == 0) {
        return 0;
    }
    if (!one_row(pen, box, gap, buttons, n, rects)) {
        equal_rows(pen, box, gap, buttons, n, rects);
    }
    for (int i = 0; draw && i < n; i++) {
        pen_button(pen, rects[i], &buttons[i]);
    }
    return rects[n - 1].y + rects[n - 1].h - box.y;
}

void pen_button_foot(const struct pen *pen, struct rect *rest, const struct button *buttons, int n,
                     int gap)
{
    struct rect foot = rect_cut_bottom(rest, pen_button_rows(pen, *rest, buttons, n, false));
    pen_button_rows(pen, foot, buttons, n, true);
    rect_cut_bottom(rest, gap);
}
