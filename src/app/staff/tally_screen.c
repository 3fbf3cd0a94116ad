/* tally_screen.c: what the staff count by hand: one touch more, one touch less. */
#include "app/chrome.h"
#include "app/staff/kit.h"

enum { ACTION_ADD = ACTIONS_OF(SCREEN_TALLY) /* [counter] */, ACTION_UNDO /* [counter] */ };

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

/* A small glass has letters of one size for all, so that all cards fit. */
static enum text_role role_of(const struct pen *pen, bool first)
{
    return pen->small ? TEXT_HEADING : first ? TEXT_BANNER : TEXT_TITLE;
}

static struct words label_of(const struct pen *pen, enum counter counter, bool first)
{
    return (struct words){.text = staff_text(pen, counter_info(counter)->label),
                          .role = first ? TEXT_HEADING : TEXT_STRONG,
                          .color = pen->theme->on_pale};
}

static struct words number_of(const struct app *app, const struct pen *pen, enum counter counter,
                              bool first)
{
    return (struct words){.text = staff_number(pen, app->staff.facts.totals.n[counter]),
                          .role = role_of(pen, first),
                          .color = pen->theme->on_pale,
                          .align = TEXT_END};
}

static struct words plus_words(const struct pen *pen, bool first)
{
    return (struct words){.text = "+1",
                          .role = first ? role_of(pen, first) : TEXT_HEADING,
                          .align = TEXT_MIDDLE,
                          .color = pen_ink(pen, LOOK_PRIMARY)};
}

/* --- one card --- */

static int top_height(const struct app *app, const struct pen *pen, int width, enum counter counter,
                      bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    int words = pen_words_height(pen, width - pen_words_width(pen, &number), &label);
    return most_of(words, pen_words_height(pen, width, &number));
}

/* What of a line the label, its number and both buttons leave; below 0: they have no room on one.
 */
static int spare(const struct app *app, const struct pen *pen, int width, enum counter counter,
                 bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    return width - pen_words_width(pen, &label) - pen_words_width(pen, &number) -
           pen_size(pen, SIZE_UNDO) - pen_size(pen, SIZE_PLUS) - 6 * pen_size(pen, SPACE_GAP);
}

/* Wider where there is room. */
static int plus_width(const struct app *app, const struct pen *pen, int width, enum counter counter,
                      bool first)
{
    int least = pen_size(pen, SIZE_PLUS);
    return clamped(width * 28 / 100, least, least + spare(app, pen, width, counter, first));
}

static int least_height(const struct app *app, const struct pen *pen, int width, int pad,
                        enum counter counter, bool first, bool one_line)
{
    struct words plus = plus_words(pen, first);
    int written = pen_words_height(pen, width, &plus);
    int buttons = most_of(written, pen_size(pen, SIZE_TARGET)) + 2 * pad;
    if (one_line) {
        return buttons;
    }
    return buttons + pen_size(pen, SPACE_HAIR) +
           top_height(app, pen, width - 2 * pen_size(pen, SPACE_M), counter, first);
}

static void draw_key(const struct pen *pen, struct rect rect, enum counter counter,
                     const struct words *words, struct button key)
{
    const char *label = staff_text(pen, counter_info(counter)->label);
    if (!key.disabled) {
        pen_ground(pen, rect, key.look, false);
        pen_words_middle(pen, rect, words);
    }
    key.spoken = arena_format(&pen->list->arena, "%s, %s", label, key.spoken);
    key.label = arena_format(&pen->list->arena, "%s %s", words->text, label);
    pen_target(pen, rect, &key);
}

static void draw_plus(const struct pen *pen, struct rect rect, enum counter counter, bool first)
{
    struct words words = plus_words(pen, first);
    struct button key = {
        .spoken = "plus un", .look = LOOK_PRIMARY, .action = ACTION_ADD, .arg = (int)counter};
    draw_key(pen, rect, counter, &words, key);
}

/* Nothing is drawn where there is nothing to undo. */
static void draw_undo(const struct app *app, const struct pen *pen, struct rect rect,
                      enum counter counter)
{
    struct words words = {.text = "Annuler",
                          .role = TEXT_STRONG,
                          .align = TEXT_MIDDLE,
                          .color = pen_ink(pen, LOOK_OUTLINE)};
    struct button key = {.spoken = "annuler un",
                         .look = LOOK_OUTLINE,
                         .action = ACTION_UNDO,
                         .arg = (int)counter,
                         .disabled = app->staff.facts.totals.n[counter] <= 0};
    draw_key(pen, rect, counter, &words, key);
}

static void draw_words_of(const struct app *app, const struct pen *pen, struct rect box,
                          enum counter counter, bool first)
{
    struct words label = label_of(pen, counter, first),
                 number = number_of(app, pen, counter, first);
    struct rect right = rect_cut_right(&box, pen_words_width(pen, &number));
    pen_words_middle(pen, right, &number);
    pen_words_middle(pen, box, &label);
}

static void draw_card(const struct app *app, const struct pen *pen, struct rect rect,
                      const struct plan *plan, enum counter counter, bool first)
{
    int side = pen_size(pen, SPACE_M), gap = pen_size(pen, SPACE_GAP);
    draw_box(pen->list, rect, pen->theme->pale, pen_size(pen, SIZE_ROUND));
    struct rect inside = {rect.x + side, rect.y + plan->pad, rect.w - 2 * side,
                          rect.h - 2 * plan->pad};
    struct rect plus, undo;
    if (first ? plan->first_level : plan->level) {
        plus = rect_cut_right(&inside, plus_width(app, pen, rect.w, counter, first));
        rect_cut_right(&inside, gap);
        undo = rect_cut_right(&inside, pen_size(pen, SIZE_UNDO));
        rect_cut_right(&inside, 2 * gap);
    } else {
        int top = top_height(app, pen, inside.w, counter, first) + pen_size(pen, SPACE_HAIR);
        struct rect row = inside;
        inside = rect_cut_top(&row, top - pen_size(pen, SPACE_HAIR));
        rect_cut_top(&row, pen_size(pen, SPACE_HAIR));
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
    int pad = pen_size(pen, tight ? SPACE_HAIR : SPACE_M);
    plan->pad = pad;
    plan->below = tight ? pen_size(pen, SPACE_S) : plan->gap;
    plan->first_level = spare(app, pen, width, plan->cards[0], true) > 0;
    plan->first = least_height(app, pen, width, pad, plan->cards[0], true, plan->first_level);
    plan->height = 0;
    plan->level = true;
    for (int i = 1; i < plan->n; i++) {
        plan->level &= spare(app, pen, plan->width, plan->cards[i], false) > 0;
    }
    for (int i = 1; i < plan->n; i++) {
        int tall = least_height(app, pen, plan->width, pad, plan->cards[i], false, plan->level);
        plan->height = most_of(plan->height, tall);
    }
}

static struct plan plan_of(const struct app *app, const struct pen *pen, struct rect box)
{
    struct plan plan = {.pages = 1, .gap = pen_size(pen, SPACE_GAP)};
    plan.n = list_cards(plan.cards);
    plan.columns = box.w >= 2 * pen_size(pen, SIZE_CARD) + plan.gap ? 2 : 1;
    plan.width = (box.w - plan.gap * (plan.columns - 1)) / plan.columns;
    int all = (plan.n - 1 + plan.columns - 1) / plan.columns;
    size_cards(app, pen, &plan, box.w, false);
    if (used(&plan, all) > box.h) {
        size_cards(app, pen, &plan, box.w, true);
    }
    plan.rows_first = plan.rows = all;
    if (used(&plan, all) > box.h) {
        int room = box.h - pen_size(pen, SIZE_TARGET) - plan.gap, step = plan.height + plan.below;
        plan.rows_first = clamped((room - plan.first) / step, 1, all);
        plan.rows = clamped((room + plan.below) / step, 1, all);
        plan.pages = 1 + (all - plan.rows_first + plan.rows - 1) / plan.rows;
    } else {
        int more = (box.h - used(&plan, all)) / (all + 2);
        more = least_of(more, pen_size(pen, SIZE_CARD_GROWS));
        plan.height += more;
        plan.first += 2 * more;
    }
    return plan;
}

static void draw_cards(const struct app *app, const struct pen *pen, struct rect box)
{
    struct plan plan = plan_of(app, pen, box);
    struct turn turn = chrome_turn(app);
    int page = turn_page(&turn, plan.pages);
    if (plan.pages > 1) {
        struct button more = turn_button(&turn, page, plan.pages);
        pen_button(pen, rect_cut_bottom(&box, pen_size(pen, SIZE_TARGET)), &more);
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
    struct words words = {.text = staff_text(pen, text)};
    rect_cut_top(rest, pen_words(pen, *rest, &words) + pen_size(pen, SPACE_GAP));
}

static void tally_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    bool none = !app->staff.facts.stand_open, low = glass_is_low(&pen->list->glass);
    staff_header(app, pen, &rest, none && low ? "Aucun stand : compté pour la borne" : "Compter");
    rest = rect_cut_left(&rest, pen_size(pen, SIZE_CARD_MOST));
    if (none && !low) {
        say_no_stand(app, pen, &rest);
    }
    draw_cards(app, pen, rest);
}

static void tally_action(struct app *app, int action, int arg)
{
    bool known = arg >= 0 && arg < COUNTERS && counter_info((enum counter)arg)->place == PLACE_CARD;
    if (known) {
        staff_count(app, (enum counter)arg, action == ACTION_ADD ? "" : COUNTER_UNDONE);
    }
}

const struct screen screen_tally = {.name = "tally",
                                    .staff = true,
                                    .quick = staff_quick,
                                    .action = tally_action,
                                    .draw = tally_draw};
