/* stand_screen.c: a stand is opened, from the prepared list or under a name typed here, and closed.
 */
#include "app/staff/stand_screen.h"

#include "app/chrome.h"
#include "app/staff/kit.h"
#include "app/staff/stand_words.h"

/* --- what is asked --- */

static void stand_enter(struct app *app)
{
    app->staff.stand = (struct stand_state){0};
}

static void choose(struct app *app, int index)
{
    const struct config_stand *prepared = &app->config->stands[index];
    struct stand_state *stand = &app->staff.stand;
    *stand = (struct stand_state){.chosen = true};
    str_fit(stand->draft.name, sizeof stand->draft.name, prepared->name);
    str_fit(stand->draft.structure, sizeof stand->draft.structure, prepared->structure);
    str_fit(stand->draft.kind, sizeof stand->draft.kind, prepared->kind);
}

/* From the list a new name; from the card the one on it, to be corrected. */
static void write_name(struct app *app)
{
    struct stand_state *stand = &app->staff.stand;
    if (!stand->chosen) {
        *stand = (struct stand_state){.draft.kind = "stand"};
    }
    stand->chosen = false;
    keyboard_open(app);
}

static void confirm(struct app *app)
{
    struct stand_state *stand = &app->staff.stand;
    if (stand->typing) {
        stand->chosen = keyboard_done(app);
        stand->typing = !stand->chosen;
    } else if (stand->confirm) {
        app_ask(app, EFFECT_STAND_CLOSE, "", 0);
        stand_enter(app);
    }
}

/* Keys are typed fast; elsewhere a tremor's second touch is none. */
static bool stand_quick(const struct app *app)
{
    return app->staff.stand.typing;
}

static void stand_action(struct app *app, int action, int arg)
{
    struct stand_state *stand = &app->staff.stand;
    if (app->staff.facts.saving) {
        return; /* what was asked is being done */
    }
    app->page = action == ACTION_KIND ? app->page : 0;
    if (stand->typing && keyboard_action(app, action, arg)) {
        return;
    }
    if (action == ACTION_STAND && arg >= 0 && arg < app->config->stand_count) {
        choose(app, arg);
    } else if (action == ACTION_KIND && arg >= 0 && arg < STAND_KINDS) {
        str_fit(stand->draft.kind, sizeof stand->draft.kind, stand_kinds[arg].id);
    } else if (action == ACTION_TYPE) {
        write_name(app);
    } else if (action == ACTION_OPEN && stand->chosen) {
        app_ask(app, EFFECT_STAND_OPEN, "", 0);
    } else if (action == ACTION_CLOSE) {
        stand->confirm = app->staff.facts.stand_open;
    } else if (action == ACTION_CONFIRM) {
        confirm(app);
    } else if (action == ACTION_CANCEL) {
        stand_enter(app);
    }
}

/* --- the list --- */

static struct list_row prepared_row(const struct app *app, const struct pen *pen, int index)
{
    const struct config_stand *stand = &app->config->stands[index];
    const char *kind = stand_kind_label(stand->kind);
    const char *says = stand->structure[0]
                           ? arena_format(&pen->list->arena, "%s\u00A0· %s", kind, stand->structure)
                           : kind;
    return (struct list_row){.row = {.title = staff_text(pen, stand->name),
                                     .says = staff_text(pen, says),
                                     .ground = ROW_PAPER,
                                     .end = ROW_LEADS,
                                     .role = TEXT_HEADING},
                             .action = ACTION_STAND,
                             .arg = index};
}

/* The one closed a moment ago: that it went well, and what it counted. */
static void say_closed(const struct app *app, const struct pen *pen, struct rect *rest)
{
    const struct totals *sent = &app->staff.facts.sent;
    int64_t met = sent->n[COUNTER_PEOPLE_MET], active = sent->n[COUNTER_ACCOUNTS_ACTIVATED];
    const char *text =
        arena_format(&pen->list->arena, "« %s » est fermé : %lld\u00A0%s, %lld\u00A0%s.",
                     sent->name, (long long)met, met > 1 ? "rencontres" : "rencontre",
                     (long long)active, active > 1 ? "comptes activés" : "compte activé");
    struct words words = {.text = staff_text(pen, text)};
    rect_cut_top(rest, pen_words(pen, *rest, &words) + pen_size(pen, SPACE_GAP));
}

static void draw_list(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct list_row rows[CONFIG_STANDS_MAX];
    int n = app->config->stand_count;
    staff_header(app, pen, &rest, "Ouvrir un stand");
    if (app->staff.facts.sent_closed) {
        say_closed(app, pen, &rest);
    }
    struct list_row other = {.row = {.title = n > 0 ? "Un autre nom…" : "Donner un nom au stand…",
                                     .icon = ICON_ADD,
                                     .ground = ROW_PALE,
                                     .end = ROW_LEADS,
                                     .role = TEXT_HEADING},
                             .action = ACTION_TYPE};
    for (int i = 0; i < n; i++) {
        rows[i] = prepared_row(app, pen, i);
    }
    struct list list = {.rows = rows, .n = n, .last = &other};
    struct turn turn = chrome_turn(app);
    bool crowded = list_pages(pen, rest, &list, &turn) == 0;
    for (int i = 0; crowded && i < n; i++) {
        rows[i].row.says = NULL; /* they are on the card that follows */
        rows[i].row.role = TEXT_STRONG;
    }
    list_draw(pen, rest, &list, &turn);
}

/* --- cards --- */

static void plan_draft(const struct app *app, const struct pen *pen, struct flow *flow, int smaller,
                       const struct button *choice, const struct button *ways)
{
    const struct staff_draft *draft = &app->staff.stand.draft;
    *flow = (struct flow){.gap = smaller > 0 ? SPACE_GAP : SPACE_L};
    stand_say(pen, flow, draft->name, draft->structure, smaller);
    stand_say_fault(app, pen, flow);
    flow_buttons(flow, choice, STAND_KINDS);
    flow_buttons(flow, ways, 1);
    flow_buttons(flow, ways + 1, 2);
}

static void draw_draft(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct button choice[STAND_KINDS];
    staff_header(app, pen, &rest, "Ouvrir ce stand ?");
    for (int i = 0; i < STAND_KINDS; i++) {
        bool chosen = str_same(stand_kinds[i].id, app->staff.stand.draft.kind);
        choice[i] = button_for(stand_kinds[i].label, chosen ? ICON_CHECK : ICON_NONE,
                               chosen ? LOOK_QUIET : LOOK_OUTLINE, ACTION_KIND, i);
        choice[i].chosen = chosen;
    }
    struct button ways[] = {
        stand_way(app, button_for("Ouvrir le stand", ICON_STAND, LOOK_PRIMARY, ACTION_OPEN, 0)),
        button_for("Corriger", ICON_NONE, LOOK_OUTLINE, ACTION_TYPE, 0),
        button_for("Autre stand", ICON_NONE, LOOK_OUTLINE, ACTION_CANCEL, 0),
    };
    ways[0].role = TEXT_OPEN;
    struct flow flow;
    for (int smaller = 0; smaller < STAND_STEPS; smaller++) {
        plan_draft(app, pen, &flow, smaller, choice, ways);
        if (flow_height(pen, &flow, rest.w) <= rest.h) {
            break;
        }
    }
    chrome_flow(app, pen, rest, &flow);
}

/* --- all of it --- */

static void stand_draw(const struct app *app, const struct pen *pen)
{
    const struct stand_state *stand = &app->staff.stand;
    if (app->staff.facts.stand_open) {
        stand_draw_open(app, pen);
    } else if (stand->typing) {
        keyboard_draw(app, pen);
    } else {
        (stand->chosen ? draw_draft : draw_list)(app, pen);
    }
}

const struct screen screen_stand = {.staff = true,
                                    .quick = stand_quick,
                                    .enter = stand_enter,
                                    .action = stand_action,
                                    .draw = stand_draw};
