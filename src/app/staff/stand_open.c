/* stand_open.c: the stand that is open: what it is, its first counts, and its closing. */
#include "app/staff/stand_open.h"

#include "app/chrome.h"
#include "app/staff/kit.h"
#include "app/staff/stand_words.h"

/* "depuis 9 h 05", or "depuis le 20/11/2026, 9 h 05" where that was another day. */
static const char *since(const struct app *app, const struct pen *pen)
{
    const char *zone = app->config->timezone;
    struct date_time then = date_local(zone, app->staff.facts.totals.opened);
    struct arena *arena = &pen->list->arena;
    const char *hour = arena_format(arena, "%d\u00A0h\u00A0%02d", then.hour, then.minute);
    return stand_is_stale(app) ? arena_format(arena, "depuis le %02d/%02d/%d, %s", then.date.day,
                                              then.date.month, then.date.year, hour)
                               : arena_format(arena, "depuis %s", hour);
}

struct figure {
    const char *label;
    int64_t n;
};

/* What the kiosk counts and what the staff enter stand on cards of their own. */
struct card {
    const char *caption;
    struct figure figures[2];
    int n;
    bool staff;
};

static struct words caption_words(const struct pen *pen, const struct card *card)
{
    return (struct words){.text = staff_text(pen, card->caption),
                          .color = card->staff ? pen->theme->on_pale : pen->theme->ink};
}

static struct words number_words(const struct pen *pen, const struct figure *figure)
{
    return (struct words){
        .text = arena_format(&pen->list->arena, "%lld", (long long)figure->n),
        .role = TEXT_TITLE,
        .color = pen->theme->on_pale,
    };
}

static struct words label_words(const struct pen *pen, const struct figure *figure)
{
    return (struct words){.text = staff_text(pen, figure->label), .color = pen->theme->on_pale};
}

/* Of the widest, so that the labels begin at one place. */
static int number_width(const struct pen *pen, const struct card *card)
{
    int column = 0;
    for (int i = 0; i < card->n; i++) {
        struct words number = number_words(pen, &card->figures[i]);
        int width = pen_words_width(pen, &number);
        column = width > column ? width : column;
    }
    return column + pen_size(pen, SPACE_M);
}

static int figure_height(const struct pen *pen, int width, const struct card *card, int index)
{
    const struct figure *figure = &card->figures[index];
    struct words number = number_words(pen, figure), label = label_words(pen, figure);
    int column = number_width(pen, card), tall = pen_words_height(pen, column, &number);
    int words = pen_words_height(pen, width - column, &label);
    return tall > words ? tall : words;
}

/* A number and what it counts beside it. */
static void draw_figure(const struct pen *pen, struct rect box, const struct card *card, int index)
{
    const struct figure *figure = &card->figures[index];
    struct words number = number_words(pen, figure), label = label_words(pen, figure);
    struct rect left = rect_cut_left(&box, number_width(pen, card));
    pen_words_middle(pen, left, &number);
    pen_words_middle(pen, box, &label);
}

static int card_height(const struct pen *pen, int width, const struct card *card)
{
    struct words caption = caption_words(pen, card);
    int pad = pen_size(pen, SPACE_GAP), inside = width - 2 * pad;
    int height = pen_words_height(pen, inside, &caption) + 2 * pad;
    for (int i = 0; i < card->n; i++) {
        height += figure_height(pen, inside, card, i);
    }
    return height;
}

static void draw_card(const struct pen *pen, struct rect rect, const struct card *card)
{
    struct words caption = caption_words(pen, card);
    int radius = pen_size(pen, SIZE_ROUND);
    if (card->staff) {
        draw_box(pen->list, rect, pen->theme->pale, radius);
    } else {
        draw_border(pen->list, rect, pen->theme->quiet, radius, pen_size(pen, SIZE_EDGE));
    }
    struct rect inside = rect_inset(rect, pen_size(pen, SPACE_GAP));
    rect_cut_top(&inside, pen_words(pen, inside, &caption));
    for (int i = 0; i < card->n; i++) {
        int height = figure_height(pen, inside.w, card, i);
        draw_figure(pen, rect_cut_top(&inside, height), card, i);
    }
}

/* Both cards, side by side or one below the other. Draws where draw is true; returns the height. */
static int counts(const struct app *app, const struct pen *pen, struct rect box, bool draw)
{
    const int64_t *n = app->staff.facts.totals.n;
    const struct card kiosk = {
        "Compté par la borne", {{"Visites commencées", n[COUNTER_VISIT_STARTED]}}, 1, false};
    const struct card staff = {"Saisi par l’équipe",
                               {{"Personnes rencontrées", n[COUNTER_PEOPLE_MET]},
                                {"Comptes activés", n[COUNTER_ACCOUNTS_ACTIVATED]}},
                               2,
                               true};
    bool beside = box.w >= pen_size(pen, SIZE_PAIR);
    int gap = pen_size(pen, SPACE_GAP), width = beside ? (box.w - gap) / 2 : box.w;
    int one = card_height(pen, width, &kiosk), two = card_height(pen, width, &staff);
    int most = one > two ? one : two;
    if (draw) {
        draw_card(pen, (struct rect){box.x, box.y, width, beside ? most : one}, &kiosk);
        rect_cut_top(&box, beside ? 0 : one + gap);
        draw_card(
            pen,
            (struct rect){beside ? box.x + width + gap : box.x, box.y, width, beside ? most : two},
            &staff);
    }
    return beside ? most : one + gap + two;
}

static void say_open(const struct app *app, const struct pen *pen, struct flow *flow, int smaller)
{
    const struct totals *totals = &app->staff.facts.totals;
    *flow = (struct flow){.gap = smaller > 0 ? SPACE_HAIR : SPACE_S};
    stand_say(pen, flow, totals->name, totals->structure, smaller);
    const char *kind = arena_format(&pen->list->arena, "%s, ouvert %s",
                                    stand_kind_label(totals->kind), since(app, pen));
    flow_say(flow, kind, TEXT_BODY);
    if (stand_is_stale(app)) {
        staff_say(pen, flow, "Ce n’est plus le vôtre ? Fermez-le, puis ouvrez le vôtre.",
                  TEXT_STRONG);
    }
    stand_say_fault(app, pen, flow);
}

/* The counts give way where a small glass has no room for them: they have a screen of their own. */
static void draw_open(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    staff_header(app, pen, &rest, "Stand ouvert");
    struct button ways[] = {
        button_for("Compter", ICON_ADD, LOOK_PRIMARY, ACTION_GO, SCREEN_TALLY),
        button_for("Fermer le stand", ICON_CLOSE, LOOK_ALERT, ACTION_CLOSE, 0),
    };
    int gap = pen_size(pen, SPACE_L), figures = counts(app, pen, rest, false), smaller = 0;
    int button = pen_button_rows(pen, rest, ways, 2, false);
    struct flow flow;
    say_open(app, pen, &flow, smaller);
    while (flow_height(pen, &flow, rest.w) + figures + button + 2 * gap > rest.h &&
           ++smaller < STAND_STEPS) {
        say_open(app, pen, &flow, smaller);
    }
    if (smaller == STAND_STEPS) {
        struct rect foot = rect_cut_bottom(&rest, button);
        rect_cut_bottom(&rest, gap);
        chrome_flow(app, pen, rest, &flow);
        pen_button_rows(pen, foot, ways, 2, true);
        return;
    }
    rect_cut_top(&rest, chrome_flow(app, pen, rest, &flow) + gap);
    counts(app, pen, rest, true);
    rect_cut_top(&rest, figures + gap);
    pen_button_rows(pen, rect_cut_top(&rest, button), ways, 2, true);
}

static void draw_closing(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    staff_header(app, pen, &rest, "Stand ouvert");
    struct message message = {
        .flow = {.gap = SPACE_L},
        .buttons = {button_for("Le garder ouvert", ICON_NONE, LOOK_PRIMARY, ACTION_CANCEL, 0),
                    button_for("Fermer le stand", ICON_CLOSE, LOOK_ALERT, ACTION_CONFIRM, 0)},
        .button_count = 2};
    const char *name = arena_format(&pen->list->arena, "« %s »", app->staff.facts.totals.name);
    staff_say(pen, &message.flow, "Fermer ce stand ?", TEXT_TITLE);
    staff_say(pen, &message.flow, name, TEXT_LEAD);
    staff_say(
        pen, &message.flow,
        "Ses comptes restent : on peut encore les copier ou les envoyer. On ne le rouvre pas.",
        TEXT_LEAD);
    chrome_message(app, pen, rest, &message);
}

void stand_draw_open(const struct app *app, const struct pen *pen)
{
    (app->staff.stand.confirm ? draw_closing : draw_open)(app, pen);
}
