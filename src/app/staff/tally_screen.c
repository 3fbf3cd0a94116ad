/* tally_screen.c: what the staff count by hand: one touch more, one touch less. */
#include "app/chrome.h"
#include "app/staff/kit.h"

enum { ACTION_ADD = ACTIONS_OF(SCREEN_TALLY) /* [counter] */, ACTION_UNDO /* [counter] */ };

/* What one card says. */
struct entry {
    enum counter counter;
    int64_t n;
    struct words label, number, plus;
};

/* Cards in columns; the first, which is touched most, over the whole width of the first page. */
struct plan {
    struct entry entries[COUNTERS];
    int n;
    int columns, width, height, first; /* of a card; the height of the first one */
    int rows_first, rows;              /* below the first card; of the other pages */
    int pages, gap, below, pad;        /* gaps: between columns, between rows */
    bool level, first_level;           /* label, number and buttons on one line */
};

/* A small glass has letters of one size for all, so that all cards fit. */
static struct entry entry_of(const struct app *app, const struct pen *pen, enum counter counter,
                             bool first)
{
    int64_t n = app->staff.facts.totals.n[counter];
    enum text_role role = pen->small ? TEXT_HEADING : first ? TEXT_BANNER : TEXT_TITLE;
    return (struct entry){.counter = counter,
                          .n = n,
                          .label = {.text = staff_text(pen, counter_info(counter)->label),
                                    .role = first ? TEXT_HEADING : TEXT_STRONG,
                                    .color = pen->theme->on_pale},
                          .number = {.text = staff_number(pen, n),
                                     .role = role,
                                     .color = pen->theme->on_pale,
                                     .align = TEXT_END},
                          .plus = {.text = "+1",
                                   .role = first ? role : TEXT_HEADING,
                                   .align = TEXT_MIDDLE,
                                   .color = pen_ink(pen, LOOK_PRIMARY)}};
}

/* Those of the counters that have a card here. */
static void list_entries(const struct app *app, const struct pen *pen, struct plan *plan)
{
    for (int i = 0; i < COUNTERS; i++) {
        if (counter_info((enum counter)i)->place == PLACE_CARD) {
            plan->entries[plan->n] = entry_of(app, pen, (enum counter)i, plan->n == 0);
            plan->n++;
        }
    }
}

/* --- one card --- */

static int top_height(const struct pen *pen, int width, const struct entry *entry)
{
    int room = width - pen_words_width(pen, &entry->number);
    return most_of(pen_words_height(pen, room, &entry->label),
                   pen_words_height(pen, width, &entry->number));
}

/* What of a line the label, its number and both buttons leave; below 0: they have no room on one.
 */
static int spare(const struct pen *pen, int width, const struct entry *entry)
{
    return width - pen_words_width(pen, &entry->label) - pen_words_width(pen, &entry->number) -
           pen_size(pen, SIZE_UNDO) - pen_size(pen, SIZE_PLUS) - 6 * pen_size(pen, SPACE_GAP);
}

/* Wider where there is room. */
static int plus_width(const struct pen *pen, int width, const struct entry *entry)
{
    int least = pen_size(pen, SIZE_PLUS);
    return clamped(width * 28 / 100, least, least + spare(pen, width, entry));
}

static int least_height(const struct pen *pen, int width, int pad, const struct entry *entry,
                        bool one_line)
{
    int written = pen_words_height(pen, width, &entry->plus);
    int buttons = most_of(written, pen_size(pen, SIZE_TARGET)) + 2 * pad;
    if (one_line) {
        return buttons;
    }
    return buttons + pen_size(pen, SPACE_HAIR) +
           top_height(pen, width - 2 * pen_size(pen, SPACE_M), entry);
}

/* Nothing is drawn where there is nothing to undo. */
static void draw_key(const struct pen *pen, struct rect rect, const struct entry *entry,
                     const struct words *words, struct button key)
{
    if (!key.disabled) {
        pen_ground(pen, rect, key.look, false);
        pen_words_middle(pen, rect, words);
    }
    key.arg = (int)entry->counter;
    key.spoken = arena_format(&pen->list->arena, "%s, %s", entry->label.text, key.spoken);
    key.label = arena_format(&pen->list->arena, "%s %s", words->text, entry->label.text);
    pen_target(pen, rect, &key);
}

static void draw_keys(const struct pen *pen, struct rect undo, struct rect plus,
                      const struct entry *entry)
{
    struct words words = {.text = "Annuler",
                          .role = TEXT_STRONG,
                          .align = TEXT_MIDDLE,
                          .color = pen_ink(pen, LOOK_OUTLINE)};
    draw_key(pen, undo, entry, &words,
             (struct button){.spoken = "annuler un",
                             .look = LOOK_OUTLINE,
                             .action = ACTION_UNDO,
                             .disabled = entry->n <= 0});
    draw_key(pen, plus, entry, &entry->plus,
             (struct button){.spoken = "plus un", .look = LOOK_PRIMARY, .action = ACTION_ADD});
}

static void draw_card(const struct pen *pen, struct rect rect, const struct plan *plan, int index)
{
    const struct entry *entry = &plan->entries[index];
    int side = pen_size(pen, SPACE_M), gap = pen_size(pen, SPACE_GAP);
    draw_box(pen->list, rect, pen->theme->pale, pen_size(pen, SIZE_ROUND));
    struct rect inside = rect_inset_xy(rect, side, plan->pad), plus, undo;
    if (index == 0 ? plan->first_level : plan->level) {
        plus = rect_cut_right(&inside, plus_width(pen, rect.w, entry));
        rect_cut_right(&inside, gap);
        undo = rect_cut_right(&inside, pen_size(pen, SIZE_UNDO));
        rect_cut_right(&inside, 2 * gap);
    } else {
        undo = inside;
        inside = rect_cut_top(&undo, top_height(pen, inside.w, entry));
        rect_cut_top(&undo, pen_size(pen, SPACE_HAIR));
        plus = rect_cut_right(&undo, (undo.w - gap) * 58 / 100);
        rect_cut_right(&undo, gap);
    }
    struct rect right = rect_cut_right(&inside, pen_words_width(pen, &entry->number));
    pen_words_middle(pen, right, &entry->number);
    pen_words_middle(pen, inside, &entry->label);
    draw_keys(pen, undo, plus, entry);
}

/* --- the page --- */

static int used(const struct plan *plan, int rows)
{
    return plan->first + rows * (plan->height + plan->below);
}

static void size_cards(const struct pen *pen, struct plan *plan, int width, bool tight)
{
    int pad = pen_size(pen, tight ? SPACE_HAIR : SPACE_M);
    plan->pad = pad;
    plan->below = tight ? pen_size(pen, SPACE_S) : plan->gap;
    plan->first_level = spare(pen, width, &plan->entries[0]) > 0;
    plan->first = least_height(pen, width, pad, &plan->entries[0], plan->first_level);
    plan->height = 0;
    plan->level = true;
    for (int i = 1; i < plan->n; i++) {
        plan->level &= spare(pen, plan->width, &plan->entries[i]) > 0;
    }
    for (int i = 1; i < plan->n; i++) {
        int tall = least_height(pen, plan->width, pad, &plan->entries[i], plan->level);
        plan->height = most_of(plan->height, tall);
    }
}

static struct plan plan_of(const struct app *app, const struct pen *pen, struct rect box)
{
    struct plan plan = {.pages = 1, .gap = pen_size(pen, SPACE_GAP)};
    list_entries(app, pen, &plan);
    plan.columns = box.w >= 2 * pen_size(pen, SIZE_CARD) + plan.gap ? 2 : 1;
    plan.width = (box.w - plan.gap * (plan.columns - 1)) / plan.columns;
    int all = (plan.n - 1 + plan.columns - 1) / plan.columns;
    size_cards(pen, &plan, box.w, false);
    if (used(&plan, all) > box.h) {
        size_cards(pen, &plan, box.w, true);
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
        draw_card(pen, rect_cut_top(&box, plan.first), &plan, 0);
        rect_cut_top(&box, plan.below);
    }
    for (int i = 0; i < rows * plan.columns && start + i < plan.n; i++) {
        struct rect cell = {box.x + i % plan.columns * (plan.width + plan.gap),
                            box.y + i / plan.columns * (plan.height + plan.below), plan.width,
                            plan.height};
        draw_card(pen, cell, &plan, start + i);
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

const struct screen screen_tally = {
    .staff = true, .quick = staff_quick, .action = tally_action, .draw = tally_draw};
