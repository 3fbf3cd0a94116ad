#include "app/staff/kit.h"

#include "app/chrome.h"
#include "content/french.h"

const char *staff_text(const struct pen *pen, const char *text)
{
    return french_spaces(&pen->list->arena, text, strlen(text));
}

void staff_say(const struct pen *pen, struct flow *flow, const char *text, enum text_role role)
{
    flow_say(flow, staff_text(pen, text), role);
}

const char *staff_wrong_pins(const struct app *app, const struct pen *pen)
{
    int n = app->staff.facts.wrong_pins;
    struct date_time since = date_local(app->config->timezone, app->staff.facts.wrong_since);
    const char *text = arena_format(&pen->list->arena, "%d %s depuis le %02d/%02d à %d h %02d", n,
                                    n > 1 ? "essais faux" : "essai faux", since.date.day,
                                    since.date.month, since.hour, since.minute);
    return n > 0 ? staff_text(pen, text) : "";
}

const char *staff_number(const struct pen *pen, int64_t n)
{
    return arena_format(&pen->list->arena, "%lld", (long long)n);
}

bool staff_quick(const struct app *app)
{
    (void)app;
    return true;
}

/* On the glass at once; the main keeps its own figures in step. */
void staff_count(struct app *app, enum counter counter, const char *item)
{
    struct totals *totals = &app->staff.facts.totals;
    bool undone = counter_is_undone(ORIGIN_STAFF, item);
    if (undone && totals->n[counter] <= 0) {
        return;
    }
    app_count(app, counter, item);
    totals->n[counter] += undone ? -1 : 1;
    for (int i = 0; i < HEARD_THEMES; i++) {
        totals->heard[i] += str_same(heard_theme(i)->id, item);
    }
    app->dirty = true;
}

void staff_header(const struct app *app, const struct pen *pen, struct rect *rest,
                  const char *title)
{
    bool stops = app->screen == SCREEN_STAFF && app->staff.confirm_stop;
    bool menu = app->screen == SCREEN_STAFF && !stops;
    struct button back =
        menu ? button_fixed("Quitter", ICON_CLOSE, LOOK_QUIET, ACTION_GO, SCREEN_LOOP)
             : button_fixed("Menu", ICON_BACK, LOOK_QUIET, ACTION_BACK, 0);
    chrome_header_with(pen, rest, staff_text(pen, title), &back);
    int width = least_of(rest->w - 2 * pen_side(pen), pen_size(pen, SIZE_ARM));
    *rest = rect_middle(*rest, width, rest->h);
    rect_cut_bottom(rest, pen_size(pen, SPACE_GAP));
}

/* --- cards --- */

static struct words number_of(const struct pen *pen, const struct card *card, int index)
{
    return (struct words){.text = staff_number(pen, card->figures[index].n),
                          .role = card->number_role,
                          .color = pen->theme->on_pale,
                          .align = card->align};
}

int staff_card_column(const struct pen *pen, const struct card *card)
{
    int widest = 0;
    for (int i = 0; i < card->n; i++) {
        struct words number = number_of(pen, card, i);
        widest = most_of(widest, pen_words_width(pen, &number));
    }
    return widest;
}

static void draw_ground(const struct pen *pen, struct rect rect, bool bare)
{
    int radius = pen_size(pen, SIZE_ROUND);
    if (bare) {
        draw_border(pen->list, rect, pen->theme->quiet, radius, pen_size(pen, SIZE_EDGE));
    } else {
        draw_box(pen->list, rect, pen->theme->pale, radius);
    }
}

/* Draws where draw is true; returns the height. */
static int draw_figure(const struct pen *pen, struct rect box, const struct card *card, int index,
                       bool draw)
{
    struct words number = number_of(pen, card, index);
    struct words label = {.text = staff_text(pen, card->figures[index].label),
                          .color = pen->theme->on_pale};
    struct rect left = rect_cut_left(&box, card->column);
    rect_cut_left(&box, card->gap);
    left.h = box.h =
        most_of(pen_words_height(pen, left.w, &number), pen_words_height(pen, box.w, &label));
    if (draw) {
        pen_words_middle(pen, left, &number);
        pen_words_middle(pen, box, &label);
    }
    return box.h;
}

/* The same. */
static int draw_card(const struct pen *pen, struct rect rect, const struct card *card, bool draw)
{
    struct words title = {.text = staff_text(pen, card->title),
                          .role = card->title_role,
                          .color = card->bare ? pen->theme->ink : pen->theme->on_pale};
    int pad = pen_size(pen, SPACE_GAP);
    struct rect place = {rect.x + pad, rect.y + pad, rect.w - 2 * pad, 0};
    place.h = pen_words_height(pen, place.w, &title);
    if (draw) {
        draw_ground(pen, rect, card->bare);
        pen_words(pen, place, &title);
    }
    place.y += place.h;
    for (int i = 0; i < card->n; i++) {
        place.y += draw_figure(pen, place, card, i, draw);
    }
    return place.y + pad - rect.y;
}

int staff_cards(const struct pen *pen, struct rect box, const struct card cards[2], bool beside,
                bool draw)
{
    int gap = pen_size(pen, SPACE_GAP), width = beside ? (box.w - gap) / 2 : box.w;
    struct rect first = {box.x, box.y, width, 0}, second = first;
    first.h = draw_card(pen, first, &cards[0], false);
    second.h = draw_card(pen, second, &cards[1], false);
    if (beside) {
        first.h = second.h = most_of(first.h, second.h);
        second.x += width + gap;
    } else {
        second.y += first.h + gap;
    }
    if (draw) {
        draw_card(pen, first, &cards[0], true);
        draw_card(pen, second, &cards[1], true);
    }
    return second.y + second.h - box.y;
}

bool staff_is_well(const struct app *app)
{
    const struct staff_health *health = &app->staff.facts.health;
    return !health->fault[0] && !health->remarks[0] && !health->clock[0] && health->problems == 0 &&
           app->staff.panel.n == 0;
}
