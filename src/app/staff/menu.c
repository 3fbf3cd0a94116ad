/* menu.c: what the staff can do. */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"
#include "app/staff/stand_words.h"
#include "ui/row.h"

enum {
    ACTION_STOP = ACTIONS_OF(SCREEN_STAFF),
    ACTION_CONFIRM,
    ACTION_CANCEL,
};

static const struct {
    const char *title, *says;
    uint32_t icon;
    int action, arg;
} items[] = {
    {"Compter", "Rencontres, comptes, ateliers", ICON_ADD, ACTION_GO, SCREEN_TALLY},
    {"Questions entendues", "Les noter, et quoi répondre", ICON_SPEAKS, ACTION_GO, SCREEN_HEARD},
    {"Stand", "L’ouvrir, le fermer", ICON_STAND, ACTION_GO, SCREEN_STAND},
    {"Présenter", "Diapos et missions, en groupe", ICON_SLIDES, ACTION_GO, SCREEN_PRESENT},
    {"Comptes en direct", "Heure par heure", ICON_CHART, ACTION_GO, SCREEN_COUNTS},
    {"Clé USB", "Bilan et contenu", ICON_STICK, ACTION_GO, SCREEN_STICK},
    {"Code QR des totaux", "Les envoyer par téléphone", ICON_CODE, ACTION_GO, SCREEN_TOTALS},
    {"Nettoyer l’écran", "Il ne réagit plus 30 secondes", ICON_CLEAN, ACTION_GO, SCREEN_CLEAN},
    {"Choix des diapos", "Ce qui passe en boucle", ICON_LIST, ACTION_GO, SCREEN_DECK},
    {"État de la borne", "Tout va-t-il bien ?", ICON_INFO, ACTION_GO, SCREEN_HEALTH},
    {"Arrêter", "Fermer le programme", ICON_STOP, ACTION_STOP, 0},
};

enum { ITEMS = sizeof items / sizeof items[0], USUAL = 4 /* what a stand needs all the time */ };

static void menu_enter(struct app *app)
{
    app->staff.presenting = app->staff.confirm_stop = false;
    staff_look(app, STAFF_LOOK_HEALTH);
}

static void menu_action(struct app *app, int action, int arg)
{
    (void)arg;
    if (action == ACTION_CONFIRM) {
        app_ask(app, EFFECT_STOP, "", 0);
    } else {
        app->staff.confirm_stop = action == ACTION_STOP;
    }
}

/* From the question back to the menu. */
static bool menu_back(struct app *app)
{
    bool asked = app->staff.confirm_stop;
    app->staff.confirm_stop = false;
    return asked;
}

/* What matters most to somebody who just came in: is a stand open, and is anything wrong? */
static const char *menu_title(const struct app *app, const struct pen *pen)
{
    char name[60];
    const struct staff_facts *facts = &app->staff.facts;
    bool whole = str_fit(name, sizeof name, facts->totals.name);
    return facts->stand_open
               ? arena_format(&pen->list->arena, "Stand « %s%s »", name, whole ? "" : "…")
               : "Aucun stand ouvert";
}

/* Somebody tried codes, or something is wrong: it is told on its own screen, the menu says so. */
static bool is_to_be_seen(const struct app *app)
{
    return !staff_is_well(app) || app->staff.facts.wrong_pins > 0;
}

/* Where there is room for few words, the tag stands in place of the chevron. */
static struct row row_of(const struct app *app, const struct pen *pen, int item,
                         enum text_role role, bool says)
{
    bool look = (items[item].arg == SCREEN_HEALTH && is_to_be_seen(app)) ||
                (items[item].arg == SCREEN_STAND && stand_is_stale(app));
    bool stops = items[item].action == ACTION_STOP;
    return (struct row){.title = staff_text(pen, items[item].title),
                        .says = says ? staff_text(pen, items[item].says) : "",
                        .mark = look ? "À voir" : "",
                        .icon = items[item].icon,
                        .ground = item < USUAL ? ROW_PALE : ROW_PAPER,
                        .end = stops || (look && !says) ? ROW_ENDS : ROW_LEADS,
                        .role = role,
                        .disc = says};
}

static bool rows_fit(const struct app *app, const struct pen *pen, struct rect cell,
                     enum text_role role, bool says)
{
    bool fit = true;
    for (int i = 0; fit && i < ITEMS; i++) {
        struct row row = row_of(app, pen, i, role, says);
        fit = pen_row_height(pen, cell.w, &row) <= cell.h;
    }
    return fit;
}

static struct rect cell_of(const struct pen *pen, struct rect rest, int item)
{
    int columns = glass_is_portrait(&pen->list->glass) ? 1 : 2;
    return rect_cell(rest, columns, (ITEMS + columns - 1) / columns, pen_size(pen, SPACE_GAP),
                     item);
}

/* All alike: as large and as telling as the glass has room for. */
static void draw_menu(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct rect cell = cell_of(pen, rest, 0);
    enum text_role role = TEXT_HEADING;
    bool says = rows_fit(app, pen, cell, role, true);
    if (!says && rows_fit(app, pen, cell, TEXT_STRONG, true)) {
        says = true;
        role = TEXT_STRONG;
    } else if (!says && !rows_fit(app, pen, cell, role, false)) {
        role = TEXT_STRONG;
    }
    for (int i = 0; i < ITEMS; i++) {
        struct row row = row_of(app, pen, i, role, says);
        struct button target =
            button_for(row.title, row.icon, LOOK_OUTLINE, items[i].action, items[i].arg);
        struct rect place = cell_of(pen, rest, i);
        pen_row(pen, place, &row);
        pen_target(pen, place, &target);
    }
}

/* Somebody tried codes: whoever comes in next is told, here unless that would leave the rows too
 * low for a finger. */
static void draw_wrong_pins(const struct app *app, const struct pen *pen, struct rect *rest)
{
    const char *wrong = staff_wrong_pins(app, pen);
    const char *title = arena_format(&pen->list->arena, "Code : %s", wrong);
    struct row row = {.title = staff_text(pen, title),
                      .icon = ICON_WARNING,
                      .ground = ROW_PALE,
                      .role = TEXT_STRONG};
    struct rect under = *rest;
    struct rect place = rect_cut_top(&under, pen_row_height(pen, rest->w, &row));
    rect_cut_top(&under, pen_size(pen, SPACE_GAP));
    if (wrong[0] && cell_of(pen, under, 0).h >= pen_size(pen, SIZE_TARGET)) {
        pen_row(pen, place, &row);
        *rest = under;
    }
}

static void draw_confirm_stop(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct message message = {
        .flow = {.gap = SPACE_L},
        .buttons = {button_for("Ne pas arrêter", ICON_NONE, LOOK_PRIMARY, ACTION_CANCEL, 0),
                    button_for("Arrêter", ICON_STOP, LOOK_ALERT, ACTION_CONFIRM, 0)},
        .button_count = 2};
    staff_say(pen, &message.flow, "Arrêter la borne ?", TEXT_TITLE);
    staff_say(pen, &message.flow,
              "Ce n’est pas nécessaire avant de débrancher : rien n’est perdu. Le programme se "
              "ferme, et l’écran d’attente de la machine revient.",
              TEXT_LEAD);
    chrome_message(app, pen, rest, &message);
}

static void menu_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    staff_header(app, pen, &rest, app->staff.confirm_stop ? "Arrêter" : menu_title(app, pen));
    if (app->staff.confirm_stop) {
        draw_confirm_stop(app, pen, rest);
        return;
    }
    draw_wrong_pins(app, pen, &rest);
    draw_menu(app, pen, rest);
}

const struct screen screen_staff = {.staff = true,
                                    .enter = menu_enter,
                                    .action = menu_action,
                                    .back = menu_back,
                                    .draw = menu_draw};
