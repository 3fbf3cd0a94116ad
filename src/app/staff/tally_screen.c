/* tally.c: what the staff count by hand: one touch more, one touch less. */
#include "app/chrome.h"
#include "app/staff/kit.h"

enum { ACTION_ADD = ACTIONS_OF(SCREEN_TALLY) /* [counter] */, ACTION_UNDO /* [counter] */ };

static const double pad_mm = 4, tight_mm = 1.5, between_mm = 1, plus_mm = 46, undo_mm = 56,
                    column_mm = 150, widest_mm = 330, growth_mm = 16;

/* Returns how many counters have a card here; fills cards with them. */
static int list_cards(enum counter cards[COUNTERS])
{
    int n = 0;
    for (int i = 0; i < COUNTERS; i++) {
        if (counter_info((enum counter)i)->place == PLACE_CARD) {
            cards[n++] = (enum counter)i;
        }
    }
    return n;
}

/* Cards in columns; the first, which is touched most, over the whole width of the first page. */
struct plan {
    enum counter cards[COUNTERS];
    int n;
    int columns, width, height, first; /* of a card; the height of the first one */
    int rows_first, rows;              /* below the first card; of the other pages */
    int pages, gap, below, pad;        /* gaps: between columns, between rows */
    bool level, first_level;           /* label, number and buttons on one line */
};

static int clamp(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

/* A small glass has letters of one size for all, so that all cards fit. */
static double caps_of(const struct pen *pen, bool first)
{
    double w = glass_width_mm(&pen->list->glass), h = glass_height_mm(&pen->list->glass);
    return (w < h ? w : h) < 230 ? pen->heading : first ? pen->title * 1.2 : pen->title;
}

static struct words label_of(const struct pen *pen, enum counter counter, bool first)
{
    return (struct words){.text = staff_text(pen, counter_info(counter)->label),
                          .caps_mm = first ? pen->heading : CAPS_BODY,
                          .bold = true,
                          .color = pen->theme->on_pale,
                          .leading = 1.75};
}

static struct words number_of(const struct app *app, const struct pen *pen, enum counter counter,
                              bool first)
{
    const char *text =
        arena_format(&pen->list->arena, "%lld", (long long)staff_counted(app, counter));
    return (struct words){.text = text,
                          .caps_mm = caps_of(pen, first),
                          .bold = true,
                          .color = pen->theme->on_pale,
                          .align = TEXT_END,
                          .leading = 1.6};
}

static struct words plus_words(const struct pen *pen, bool first)
{
    return (struct words){.text = "+1",
                          .caps_mm = first ? caps_of(pen, first) : pen->heading,
                          .bold = true,
                          .align = TEXT_MIDDLE,
                          .color = pen_ink(pen, LOOK_PRIMARY),
                          .leading = 1.6};
}

/* --- one card --- */

static int top_height(const struct app *app, const struct pen *pen, int width, enum counter counter,
                      bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    int words = pen_words_height(pen, width - pen_words_width(pen, &number), &label);
    int figure = pen_words_height(pen, width, &number);
    return words > figure ? words : figure;
}

/* What of a line the label, its number and both buttons leave; below 0: they have no room on one.
 */
static int spare(const struct app *app, const struct pen *pen, int width, enum counter counter,
                 bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    return width - pen_words_width(pen, &label) - pen_words_width(pen, &number) -
           pen_mm(pen, undo_mm + plus_mm + 6 * TARGET_GAP_MM);
}

/* Wider where there is room. */
static int plus_width(const struct app *app, const struct pen *pen, int width, enum counter counter,
                      bool first)
{
    int least = pen_mm(pen, plus_mm), wanted = width * 28 / 100;
    int most = least + spare(app, pen, width, counter, first);
    wanted = wanted < most ? wanted : most;
    return wanted > least ? wanted : least;
}

static int least_height(const struct app *app, const struct pen *pen, int width, int pad,
                        enum counter counter, bool first, bool one_line)
{
    struct words plus = plus_words(pen, first);
    int written = pen_words_height(pen, width, &plus), least = pen_mm(pen, TARGET_MM);
    int buttons = (written > least ? written : least) + 2 * pad;
    if (one_line) {
        return buttons;
    }
    return buttons + pen_mm(pen, between_mm) +
           top_height(app, pen, width - 2 * pen_mm(pen, pad_mm), counter, first);
}

static void draw_plus(const struct pen *pen, struct rect rect, enum counter counter, bool first)
{
    struct words words = plus_words(pen, first);
    const char *label = staff_text(pen, counter_info(counter)->label);
    pen_ground(pen, rect, LOOK_PRIMARY, false);
    pen_words(pen, rect_middle(rect, rect.w, pen_words_height(pen, rect.w, &words)), &words);
    struct zone zone = {.rect = rect,
                        .action = ACTION_ADD,
                        .arg = (int)counter,
                        .role = ROLE_BUTTON,
                        .label = arena_format(&pen->list->arena, "+1 %s", label),
                        .spoken = arena_format(&pen->list->arena, "%s, plus un", label),
                        .enabled = true};
    draw_zone(pen->list, &zone);
}

/* Nothing is drawn where there is nothing to undo. */
static void draw_undo(const struct app *app, const struct pen *pen, struct rect rect,
                      enum counter counter)
{
    bool any = staff_counted(app, counter) > 0;
    struct words words = {.text = "Annuler",
                          .caps_mm = CAPS_BODY,
                          .bold = true,
                          .align = TEXT_MIDDLE,
                          .color = pen_ink(pen, LOOK_OUTLINE),
                          .leading = 1.75};
    const char *label = staff_text(pen, counter_info(counter)->label);
    if (any) {
        pen_ground(pen, rect, LOOK_OUTLINE, false);
        pen_words(pen, rect_middle(rect, rect.w, pen_words_height(pen, rect.w, &words)), &words);
    }
    struct zone zone = {.rect = rect,
                        .action = ACTION_UNDO,
                        .arg = (int)counter,
                        .role = ROLE_BUTTON,
                        .label = arena_format(&pen->list->arena, "Annuler %s", label),
                        .spoken = arena_format(&pen->list->arena, "%s, annuler un", label),
                        .enabled = any};
    draw_zone(pen->list, &zone);
}

static void draw_words_of(const struct app *app, const struct pen *pen, struct rect box,
                          enum counter counter, bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    struct rect right = rect_cut_right(&box, pen_words_width(pen, &number));
    pen_words(pen, rect_middle(right, right.w, pen_words_height(pen, right.w, &number)), &number);
    pen_words(pen, rect_middle(box, box.w, pen_words_height(pen, box.w, &label)), &label);
}

static void draw_card(const struct app *app, const struct pen *pen, struct rect rect,
                      const struct plan *plan, enum counter counter, bool first)
{
    int side = pen_mm(pen, pad_mm), gap = pen_mm(pen, TARGET_GAP_MM);
    draw_box(pen->list, rect, pen->theme->pale, pen_mm(pen, 6));
    struct rect inside = {rect.x + side, rect.y + plan->pad, rect.w - 2 * side,
                          rect.h - 2 * plan->pad};
    struct rect plus, undo;
    if (first ? plan->first_level : plan->level) {
        plus = rect_cut_right(&inside, plus_width(app, pen, rect.w, counter, first));
        rect_cut_right(&inside, gap);
        undo = rect_cut_right(&inside, pen_mm(pen, undo_mm));
        rect_cut_right(&inside, 2 * gap);
    } else {
        int top = top_height(app, pen, inside.w, counter, first) + pen_mm(pen, between_mm);
        struct rect row = inside;
        inside = rect_cut_top(&row, top - pen_mm(pen, between_mm));
        rect_cut_top(&row, pen_mm(pen, between_mm));
        plus = rect_cut_right(&row, (row.w - gap) * 58 / 100);
        rect_cut_right(&row, gap);
        undo = row;
    }
    draw_words_of(app, pen, inside, counter, first);
    draw_undo(app, pen, undo, counter);
    draw_plus(pen, plus, counter, first);
}

/* --- the page --- */

static int used(const struct plan *plan, int rows)
{
    return plan->first + rows * (plan->height + plan->below);
}

static void size_cards(const struct app *app, const struct pen *pen, struct plan *plan, int width,
                       bool tight)
{
    int pad = pen_mm(pen, tight ? tight_mm : pad_mm);
    plan->pad = pad;
    plan->below = tight ? pen_mm(pen, 3) : plan->gap;
    plan->first_level = spare(app, pen, width, plan->cards[0], true) > 0;
    plan->first = least_height(app, pen, width, pad, plan->cards[0], true, plan->first_level);
    plan->height = 0;
    plan->level = true;
    for (int i = 1; i < plan->n; i++) {
        plan->level &= spare(app, pen, plan->width, plan->cards[i], false) > 0;
    }
    for (int i = 1; i < plan->n; i++) {
        int tall = least_height(app, pen, plan->width, pad, plan->cards[i], false, plan->level);
        plan->height = tall > plan->height ? tall : plan->height;
    }
}

static struct plan plan_of(const struct app *app, const struct pen *pen, struct rect box)
{
    struct plan plan = {.pages = 1, .gap = pen_mm(pen, TARGET_GAP_MM)};
    plan.n = list_cards(plan.cards);
    plan.columns = box.w >= 2 * pen_mm(pen, column_mm) + plan.gap ? 2 : 1;
    plan.width = (box.w - plan.gap * (plan.columns - 1)) / plan.columns;
    int all = (plan.n - 1 + plan.columns - 1) / plan.columns;
    size_cards(app, pen, &plan, box.w, false);
    if (used(&plan, all) > box.h) {
        size_cards(app, pen, &plan, box.w, true);
    }
    plan.rows_first = plan.rows = all;
    if (used(&plan, all) > box.h) {
        int room = box.h - pen_mm(pen, TARGET_MM) - plan.gap, step = plan.height + plan.below;
        plan.rows_first = clamp((room - plan.first) / step, 1, all);
        plan.rows = clamp((room + plan.below) / step, 1, all);
        plan.pages = 1 + (all - plan.rows_first + plan.rows - 1) / plan.rows;
    } else {
        int more = (box.h - used(&plan, all)) / (all + 2), most = pen_mm(pen, growth_mm);
        more = more < most ? more : most;
        plan.height += more;
        plan.first += 2 * more;
    }
    return plan;
}

static void draw_foot(const struct pen *pen, struct rect rect, int page, int pages)
{
    bool end = page + 1 >= pages;
    struct button more = {.label = end ? "Revenir au début" : "La suite",
                          .icon = end ? ICON_UP : ICON_DOWN,
                          .look = LOOK_QUIET,
                          .action = ACTION_MORE,
                          .arg = end ? 0 : page + 1,
                          .caps_mm = CAPS_BODY};
    pen_button(pen, rect, &more);
}

static void draw_cards(const struct app *app, const struct pen *pen, struct rect box)
{
    struct plan plan = plan_of(app, pen, box);
    int page = clamp(app->page, 0, plan.pages - 1);
    if (plan.pages > 1) {
        draw_foot(pen, rect_cut_bottom(&box, pen_mm(pen, TARGET_MM)), page, plan.pages);
    }
    int rows = page == 0 ? plan.rows_first : plan.rows;
    int start = 1 + (page == 0 ? 0 : plan.rows_first + (page - 1) * plan.rows) * plan.columns;
    if (page == 0) {
        draw_card(app, pen, rect_cut_top(&box, plan.first), &plan, plan.cards[0], true);
        rect_cut_top(&box, plan.below);
    }
    for (int i = 0; i < rows * plan.columns && start + i < plan.n; i++) {
        struct rect cell = {box.x + i % plan.columns * (plan.width + plan.gap),
                            box.y + i / plan.columns * (plan.height + plan.below), plan.width,
                            plan.height};
        draw_card(app, pen, cell, &plan, plan.cards[start + i], false);
    }
}

/* On a low glass the title says it, to leave the room to the cards. */
static void say_no_stand(const struct app *app, const struct pen *pen, struct rect *rest)
{
    const char *text = arena_format(
        &pen->list->arena, "Aucun stand ouvert : compté pour la borne « %s ».", app->config->name);
    struct words words = {.text = staff_text(pen, text), .caps_mm = CAPS_BODY, .leading = 1.75};
    rect_cut_top(rest, pen_words(pen, *rest, &words) + pen_mm(pen, TARGET_GAP_MM));
}

static void tally_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    bool none = !app->staff.facts.stand_open, low = glass_height_mm(&pen->list->glass) < 230;
    staff_header(app, pen, &rest, none && low ? "Aucun stand : compté pour la borne" : "Compter");
    rest = rect_cut_left(&rest, pen_mm(pen, 2 * widest_mm));
    if (none && !low) {
        say_no_stand(app, pen, &rest);
    }
    draw_cards(app, pen, rest);
}

static bool tally_action(struct app *app, int action, int arg)
{
    bool known = arg >= 0 && arg < COUNTERS && counter_info((enum counter)arg)->place == PLACE_CARD;
    if (!known || (action != ACTION_ADD && action != ACTION_UNDO)) {
        return false;
    }
    staff_count(app, (enum counter)arg, action == ACTION_ADD ? "" : COUNTER_UNDONE);
    return true;
}

/* A second touch at once is a second person. */
static bool tally_quick(const struct app *app)
{
    (void)app;
    return true;
}

const struct screen screen_tally = {.name = "tally",
                                    .staff = true,
                                    .back = SCREEN_STAFF,
                                    .quick = tally_quick,
                                    .action = tally_action,
                                    .draw = tally_draw};
