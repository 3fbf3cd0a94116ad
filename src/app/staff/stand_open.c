/* stand_open.c: the stand that is open: what it is, its first counts, and its closing. */
#include "app/chrome.h"
#include "app/staff/kit.h"
#include "app/staff/stand_screen.h"
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

/* What the kiosk counts and what the staff enter stand on cards of their own. Draws where draw is
 * true; returns the height. */
static int counts(const struct app *app, const struct pen *pen, struct rect box, bool draw)
{
    const int64_t *n = app->staff.facts.totals.n;
    struct card cards[] = {{.title = "Compté par la borne",
                            .bare = true,
                            .figures = {{"Visites commencées", n[COUNTER_VISIT_STARTED]}},
                            .n = 1},
                           {.title = "Saisi par l’équipe",
                            .figures = {{"Personnes rencontrées", n[COUNTER_PEOPLE_MET]},
                                        {"Comptes activés", n[COUNTER_ACCOUNTS_ACTIVATED]}},
                            .n = 2}};
    for (int i = 0; i < 2; i++) {
        cards[i].number_role = TEXT_TITLE;
        cards[i].column = staff_card_column(pen, &cards[i]) + pen_size(pen, SPACE_M);
    }
    return staff_cards(pen, box, cards, box.w >= pen_size(pen, SIZE_PAIR), draw);
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
        stand_way(app, button_for("Fermer le stand", ICON_CLOSE, LOOK_ALERT, ACTION_CLOSE, 0)),
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
