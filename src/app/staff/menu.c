/* menu.c: what the staff can do. */
#include "app/staff/access.h"
#include "app/staff/kit.h"
#include "app/staff/stand_words.h"

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

static bool menu_action(struct app *app, int action, int arg)
{
    (void)arg;
    if (action == ACTION_STOP) {
        app->staff.confirm_stop = true;
    } else if (action == ACTION_CANCEL || (action == ACTION_BACK && app->staff.confirm_stop)) {
        app->staff.confirm_stop = false;
    } else if (action == ACTION_CONFIRM) {
        app_ask(app, EFFECT_STOP, "", 0);
    } else {
        return false;
    }
    return true;
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

/* What is wrong is told on its own screen; the menu says to look there. */
static bool is_unwell(const struct app *app)
{
    const struct staff_health *health = &app->staff.facts.health;
    return health->fault[0] || health->clock[0] || health->problems > 0;
}

static struct row row_of(const struct app *app, const struct pen *pen, int item, double caps_mm,
                         bool says)
{
    bool look = (items[item].arg == SCREEN_HEALTH && is_unwell(app)) ||
                (items[item].arg == SCREEN_STAND && stand_is_stale(app));
    return (struct row){.title = staff_text(pen, items[item].title),
                        .says = says ? staff_text(pen, items[item].says) : "",
                        .mark = look ? "À voir" : "",
                        .icon = items[item].icon,
                        .ground = item < USUAL ? ROW_PALE : ROW_PAPER,
                        .end = items[item].action == ACTION_STOP ? ROW_ENDS : ROW_LEADS,
                        .caps_mm = caps_mm,
                        .small_mm = CAPS_BODY,
                        .disc = says};
}

static bool rows_fit(const struct app *app, const struct pen *pen, struct rect cell, double caps_mm,
                     bool says)
{
    bool fit = true;
    for (int i = 0; fit && i < ITEMS; i++) {
        struct row row = row_of(app, pen, i, caps_mm, says);
        fit = pen_row_height(pen, cell.w, &row) <= cell.h;
    }
    return fit;
}

/* All alike: as large and as telling as the glass has room for. */
static void draw_menu(const struct app *app, const struct pen *pen, struct rect rest)
{
    int columns = glass_is_portrait(&pen->list->glass) ? 1 : 2;
    int rows = (ITEMS + columns - 1) / columns, gap = pen_mm(pen, TARGET_GAP_MM);
    struct rect cell = rect_cell(rest, columns, rows, gap, 0);
    double caps_mm = pen->heading;
    bool says = rows_fit(app, pen, cell, caps_mm, true);
    if (!says && rows_fit(app, pen, cell, CAPS_BODY, true)) {
        says = true;
        caps_mm = CAPS_BODY;
    } else if (!says && !rows_fit(app, pen, cell, caps_mm, false)) {
        caps_mm = CAPS_BODY;
    }
    for (int i = 0; i < ITEMS; i++) {
        struct row row = row_of(app, pen, i, caps_mm, says);
        struct zone zone = {.rect = rect_cell(rest, columns, rows, gap, i),
                            .action = items[i].action,
                            .arg = items[i].arg,
                            .role = ROLE_BUTTON,
                            .label = row.title,
                            .spoken = row.title,
                            .enabled = true};
        pen_row(pen, zone.rect, &row);
        draw_zone(pen->list, &zone);
    }
}

static void draw_confirm_stop(const struct pen *pen, struct rect rest)
{
    struct words words[] = {
        {.text = staff_text(pen, "Arrêter la borne ?"),
         .caps_mm = pen->title,
         .bold = true,
         .align = TEXT_MIDDLE},
        {.text = staff_text(pen, "Ce n’est pas nécessaire avant de débrancher : rien n’est perdu. "
                                 "Le programme se ferme, et l’écran d’attente de la machine "
                                 "revient."),
         .caps_mm = pen->heading,
         .align = TEXT_MIDDLE},
    };
    struct button buttons[] = {
        {.label = "Ne pas arrêter", .look = LOOK_PRIMARY, .action = ACTION_CANCEL},
        {.label = "Arrêter", .look = LOOK_ALERT, .icon = ICON_STOP, .action = ACTION_CONFIRM},
    };
    int gap = pen_mm(pen, 8), heights[2];
    int rows = pen_button_rows(pen, rest, buttons, 2, false);
    for (int i = 0; i < 2; i++) {
        heights[i] = pen_words_height(pen, rest.w, &words[i]);
    }
    struct rect box = rect_middle(rest, rest.w, heights[0] + heights[1] + rows + 2 * gap);
    for (int i = 0; i < 2; i++) {
        pen_words(pen, rect_cut_top(&box, heights[i]), &words[i]);
        rect_cut_top(&box, gap);
    }
    pen_button_rows(pen, box, buttons, 2, true);
}

static void menu_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    staff_header(app, pen, &rest, app->staff.confirm_stop ? "Arrêter" : menu_title(app, pen));
    if (app->staff.confirm_stop) {
        draw_confirm_stop(pen, rest);
        return;
    }
    draw_menu(app, pen, rest);
}

const struct screen screen_staff = {.name = "staff",
                                    .staff = true,
                                    .back = SCREEN_STAFF,
                                    .enter = menu_enter,
                                    .action = menu_action,
                                    .draw = menu_draw};
