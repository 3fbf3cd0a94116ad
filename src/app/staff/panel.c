#include "app/staff/panel.h"

#include "app/staff/kit.h"

#include <math.h>

enum { SAME_MM = 10, AGAIN_MS = 3600 * 1000 };

/* Millimetres of the panel itself: a small one is drawn in smaller ones (glass.h). */
static int true_mm(const struct glass *glass, int pixels)
{
    double shrinks = glass->inches < GLASS_SMALLEST ? glass->inches / GLASS_SMALLEST : 1;
    return (int)lround(glass_to_mm(glass, pixels) * shrinks);
}

/* "en bas", "" or "en haut"; "à droite"… : in which third. */
static int third_of(int at, int length)
{
    return clamped(3 * at / length, 0, 2);
}

static void name_place(const struct glass *glass, int x, int y, char *words, size_t room)
{
    static const char *const rows[] = {"en haut", "", "en bas"}, *const columns[] = {"à gauche", "",
                                                                                     "à droite"};
    int row = third_of(y, glass->h), column = third_of(x, glass->w);
    bool right = 2 * x > glass->w, low = 2 * y > glass->h;
    const char *and = rows[row][0] && columns[column][0] ? " " : "";
    snprintf(words, room, "%s%s%s (%d mm du bord %s, %d mm du %s)",
             row == 1 && column == 1 ? "au milieu" : rows[row], and, columns[column],
             true_mm(glass, right ? glass->w - x : x), right ? "droit" : "gauche",
             true_mm(glass, low ? glass->h - y : y), low ? "bas" : "haut");
}

/* The one that was there already, else a new one, for which the oldest goes. */
static struct panel_place *place_at(struct panel_state *panel, int x_mm, int y_mm)
{
    for (int i = 0; i < panel->n; i++) {
        struct panel_place *place = &panel->places[i];
        if (abs(place->x_mm - x_mm) <= SAME_MM && abs(place->y_mm - y_mm) <= SAME_MM) {
            return place;
        }
    }
    if (panel->n == PANEL_PLACES_MAX) {
        memmove(&panel->places[0], &panel->places[1],
                (PANEL_PLACES_MAX - 1) * sizeof panel->places[0]);
        panel->n--;
    }
    panel->places[panel->n] = (struct panel_place){.x_mm = x_mm, .y_mm = y_mm};
    return &panel->places[panel->n++];
}

void panel_note(struct app *app, int x, int y)
{
    struct panel_place *place =
        place_at(&app->staff.panel, true_mm(&app->glass, x), true_mm(&app->glass, y));
    bool fresh = place->words[0] == '\0';
    if (fresh) {
        name_place(&app->glass, x, y, place->words, sizeof place->words);
    }
    if (fresh || app->now.steady - place->told >= AGAIN_MS) {
        place->told = app->now.steady;
        app_ask(app, EFFECT_PANEL, place->words, 0);
    }
    place->wall = app->now.wall;
    app->dirty = true;
}

void panel_tell(const struct app *app, const struct pen *pen, struct flow *flow)
{
    const struct panel_state *panel = &app->staff.panel;
    if (panel->n == 0) {
        return;
    }
    staff_say(pen, flow, "Écran : touché sans arrêt", TEXT_HEADING);
    for (int i = panel->n; i-- > 0;) {
        const struct panel_place *place = &panel->places[i];
        struct date_time at = date_local(app->config->timezone, place->wall);
        staff_say(pen, flow,
                  arena_format(&pen->list->arena, "Le %02d/%02d à %d h %02d, %s.", at.date.day,
                               at.date.month, at.hour, at.minute, place->words),
                  TEXT_NOTE);
    }
    staff_say(pen, flow,
              "Si personne n’y a le doigt, l’écran se touche lui-même. Nettoyez la vitre et son "
              "cadre, puis débranchez et rebranchez l’écran.",
              TEXT_NOTE);
}
