/* live_counts.c: what the stand has counted so far: the kiosk's own figures and the team's, side by
 * side and never added, and the hours. */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"

enum { FIGURES = 4 };

static const struct side {
    const char *title;
    struct {
        enum counter counter;
        const char *one, *many;
    } rows[FIGURES];
} sides[2] = {
    {"La borne a compté",
     {{COUNTER_VISIT_STARTED, "visite", "visites"},
      {COUNTER_VISIT_ENGAGED, "visite engagée", "visites engagées"},
      {COUNTER_MISSION_FINISHED, "mission terminée", "missions terminées"},
      {COUNTER_LINK_KEPT, "code QR gardé", "codes QR gardés"}}},
    {"L’équipe a noté",
     {{COUNTER_PEOPLE_MET, "rencontre", "rencontres"},
      {COUNTER_ACCOUNTS_ACTIVATED, "compte activé", "comptes activés"},
      {COUNTER_APPS_INSTALLED, "appli installée", "applis installées"},
      {COUNTER_QUESTION_HEARD, "question entendue", "questions entendues"}}},
};

static void counts_enter(struct app *app)
{
    staff_look(app, STAFF_LOOK_COUNTS);
}

/* Whoever has just closed a stand comes to see what it counted, as long as its QR tells it. */
static const struct totals *shown_of(const struct staff_facts *facts)
{
    return facts->stand_open ? &facts->totals : &facts->sent;
}

static bool is_empty(const struct staff_facts *facts)
{
    int64_t sum = facts->hour_count;
    for (int i = 0; i < 2 * FIGURES; i++) {
        sum += shown_of(facts)->n[sides[i / FIGURES].rows[i % FIGURES].counter];
    }
    return sum == 0;
}

/* --- the figures --- */

static struct card card_of(const struct app *app, const struct pen *pen, const struct side *side)
{
    struct card card = {.title = side->title,
                        .title_role = TEXT_HEADING,
                        .number_role = TEXT_HEADING,
                        .align = TEXT_END,
                        .gap = pen_size(pen, SPACE_GAP),
                        .n = FIGURES};
    for (int i = 0; i < FIGURES; i++) {
        int64_t n = shown_of(&app->staff.facts)->n[side->rows[i].counter];
        card.figures[i].n = n;
        card.figures[i].label = n > 1 ? side->rows[i].many : side->rows[i].one;
    }
    return card;
}

/* Side by side where every label stays on its line, else one above the other; numbers of both in
 * columns of one width. Returns the height. */
static int draw_sides(const struct app *app, const struct pen *pen, struct rect box, bool draw)
{
    struct card cards[] = {card_of(app, pen, &sides[0]), card_of(app, pen, &sides[1])};
    int column = most_of(staff_card_column(pen, &cards[0]), staff_card_column(pen, &cards[1]));
    int gap = pen_size(pen, SPACE_GAP), widest = 0;
    column = most_of(column, pen_size(pen, SIZE_FIGURE));
    for (int i = 0; i < 2 * FIGURES; i++) {
        struct words label = {.text =
                                  staff_text(pen, cards[i / FIGURES].figures[i % FIGURES].label)};
        widest = most_of(widest, pen_words_width(pen, &label));
    }
    cards[0].column = cards[1].column = column;
    return staff_cards(pen, box, cards, widest + column + 3 * gap <= (box.w - gap) / 2, draw);
}

/* --- the hours --- */

/* Two bars beside each other tell their kind by place and pattern, not by colour alone: the kiosk's
 * are full, the team's are striped. */
static void draw_bar(const struct pen *pen, struct rect bar, bool team)
{
    if (bar.h <= 0) {
        return;
    }
    int line = pen_size(pen, SIZE_LINE), stripe = pen_size(pen, SPACE_M);
    if (!team) {
        draw_box(pen->list, bar, pen->theme->primary, 0);
        return;
    }
    draw_box(pen->list, bar, pen->theme->accent, 0);
    for (int y = bar.y + bar.h - stripe; y > bar.y; y -= stripe) {
        struct rect across = {bar.x, y, bar.w, line};
        draw_box(pen->list, across, pen->theme->on_accent, 0);
    }
    draw_border(pen->list, bar, pen->theme->edge, 0, line);
}

/* "Par heure :" and a piece of each bar with its name. Returns the height. */
static int draw_legend(const struct pen *pen, struct rect box, bool draw)
{
    static const char *const names[2] = {"visites", "rencontres"};
    struct words heading = {.text = "Heure par heure", .role = TEXT_STRONG};
    int gap = pen_size(pen, SPACE_S), piece = pen_size(pen, SPACE_L);
    int height = pen_words_height(pen, box.w, &heading);
    struct rect line = rect_cut_top(&box, height);
    int wide = pen_words_width(pen, &heading);
    struct words last = {.text = names[1]};
    struct words first = {.text = names[0]};
    int both = pen_words_width(pen, &first) + pen_words_width(pen, &last) + 2 * (piece + gap) +
               pen_size(pen, SPACE_L);
    bool two_lines = wide + pen_size(pen, SPACE_L) + both > line.w;
    if (draw) {
        pen_words(pen, line, &heading);
    }
    line = two_lines ? rect_cut_top(&box, height) : rect_cut_right(&line, both);
    for (int i = 0; draw && i < 2; i++) {
        struct words *name = i ? &last : &first;
        struct rect sign = rect_cut_left(&line, piece);
        draw_bar(pen, rect_middle(sign, piece, piece), i > 0);
        rect_cut_left(&line, gap);
        pen_words(pen, rect_cut_left(&line, pen_words_width(pen, name)), name);
        rect_cut_left(&line, pen_size(pen, SPACE_L));
    }
    return two_lines ? 2 * height : height;
}

static struct words small(const char *text)
{
    return (struct words){.text = text, .align = TEXT_MIDDLE};
}

/* Both bars of an hour, their numbers on them and its name below. `most` is the tallest of all;
 * width is a bar's. */
static void draw_hour(const struct app *app, const struct pen *pen, struct rect box,
                      const struct staff_hour *hour, int64_t most, int width)
{
    int64_t values[2] = {hour->visits, hour->met};
    struct date_time local = date_local(app->config->timezone, hour->hour);
    const char *name = arena_format(&pen->list->arena, "%d h", local.hour);
    struct words label = small(staff_text(pen, name));
    int line = pen_words_height(pen, box.w, &label), rule = pen_size(pen, SIZE_LINE);
    pen_words(pen, rect_cut_bottom(&box, line), &label);
    draw_box(pen->list, rect_cut_bottom(&box, rule), pen->theme->edge, 0);
    struct rect pair = rect_middle(box, 2 * width, box.h);
    for (int i = 0; i < 2; i++) {
        struct words figure = small(staff_number(pen, values[i]));
        struct rect column = rect_cut_left(&pair, width);
        int tall = (int)((column.h - line) * values[i] / (most > 0 ? most : 1));
        struct rect bar = rect_cut_bottom(&column, tall);
        draw_bar(pen, rect_inset_xy(bar, pen_size(pen, SPACE_HAIR), 0), i > 0);
        pen_words(pen, rect_cut_bottom(&column, line), &figure);
    }
}

/* The width of a bar whose number is the widest of these hours. */
static int bar_room(const struct pen *pen, const struct staff_hour *hours, int n)
{
    int widest = pen_size(pen, SIZE_BAR);
    for (int i = 0; i < 2 * n; i++) {
        struct words figure =
            small(staff_number(pen, i % 2 ? hours[i / 2].met : hours[i / 2].visits));
        widest = most_of(widest, pen_words_width(pen, &figure) + pen_size(pen, SPACE_HAIR));
    }
    return widest;
}

/* The last hours that have room side by side. */
static void draw_chart(const struct app *app, const struct pen *pen, struct rect box)
{
    const struct staff_facts *facts = &app->staff.facts;
    const struct staff_hour *end = facts->hours + facts->hour_count;
    int n = 0, gap = pen_size(pen, SPACE_GAP);
    while (n < facts->hour_count &&
           (n + 1) * (2 * bar_room(pen, end - n - 1, n + 1) + gap) <= box.w) {
        n++;
    }
    rect_cut_top(&box, draw_legend(pen, box, true));
    int64_t most = 0;
    for (int i = 1; i <= n; i++) {
        most = end[-i].visits > most ? end[-i].visits : most;
        most = end[-i].met > most ? end[-i].met : most;
    }
    int width = n > 0 ? least_of(box.w / n, pen_size(pen, SIZE_HOUR)) : 0;
    for (int i = n; i > 0; i--) {
        int bar = bar_room(pen, end - n, n);
        draw_hour(app, pen, rect_cut_left(&box, width), &end[-i], most, bar);
    }
}

static void draw_empty(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct message message = {.icon = ICON_CHART, .look = LOOK_QUIET};
    staff_say(pen, &message.flow,
              app->staff.facts.stand_open ? "Rien n’est encore compté pour ce stand."
                                          : "Rien n’est encore compté.",
              TEXT_LEAD);
    chrome_message(app, pen, rest, &message);
}

/* The hours on a page of their own where the figures leave them no room. */
static void draw_pages(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct button turn =
        app->page ? button_for("Les chiffres", ICON_UP, LOOK_OUTLINE, ACTION_MORE, 0)
                  : button_for("Heure par heure", ICON_CHART, LOOK_OUTLINE, ACTION_MORE, 1);
    pen_button_foot(pen, &rest, &turn, 1, pen_size(pen, SPACE_GAP));
    if (app->page) {
        draw_chart(app, pen, rest);
    } else {
        draw_sides(app, pen, rest, true);
    }
}

static void counts_draw(const struct app *app, const struct pen *pen)
{
    const struct staff_facts *facts = &app->staff.facts;
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    const char *name = shown_of(facts)->name;
    const char *closed = facts->sent_closed ? ", fermé" : "";
    staff_header(app, pen, &rest,
                 name[0] ? arena_format(&pen->list->arena, "Comptes de « %s »%s", name, closed)
                         : "Comptes en direct");
    if (is_empty(facts)) {
        draw_empty(app, pen, rest);
        return;
    }
    int gap = pen_size(pen, SPACE_GAP), tall = draw_sides(app, pen, rest, false);
    bool both = rest.h - tall - gap >= pen_size(pen, SIZE_CHART_LEAST);
    if (facts->hour_count > 0 && !both) {
        draw_pages(app, pen, rest);
        return;
    }
    draw_sides(app, pen, rect_cut_top(&rest, tall), true);
    rect_cut_top(&rest, gap);
    if (facts->hour_count > 0) {
        draw_chart(app, pen, rect_cut_top(&rest, pen_size(pen, SIZE_CHART_MOST)));
    }
}

const struct screen screen_counts = {.staff = true, .enter = counts_enter, .draw = counts_draw};
