/* health.c: is the kiosk well? What is not is named first, with what mends it. */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"
#include "app/staff/panel.h"
#include "ui/row.h"

static void health_enter(struct app *app)
{
    staff_look(app, STAFF_LOOK_HEALTH);
}

/* "3 h 12 min", "2 jours 5 h" */
static const char *length(const struct pen *pen, int64_t seconds)
{
    struct arena *arena = &pen->list->arena;
    int64_t minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
    if (days > 0) {
        return arena_format(arena, "%lld jour%s %lld h", (long long)days, days > 1 ? "s" : "",
                            (long long)(hours % 24));
    }
    return hours > 0 ? arena_format(arena, "%lld h %02lld min", (long long)hours,
                                    (long long)(minutes % 60))
                     : arena_format(arena, "%lld min", (long long)minutes);
}

static const char *size(const struct pen *pen, int64_t mb)
{
    struct arena *arena = &pen->list->arena;
    return mb >= 1000 ? arena_format(arena, "%lld,%lld Go", (long long)(mb / 1000),
                                     (long long)(mb % 1000 / 100))
                      : arena_format(arena, "%lld Mo", (long long)mb);
}

/* "21/11/2026"; as written where it is no date. */
static const char *day(const struct pen *pen, const char *text)
{
    struct date date;
    return date_parse(text, &date)
               ? arena_format(&pen->list->arena, "%02d/%02d/%04d", date.day, date.month, date.year)
               : text;
}

/* A path may be broken after each of its folders: U+200B is seen by nobody. */
static const char *breakable(const struct pen *pen, const char *text)
{
    struct str out = {0};
    for (const char *at = text; *at; at++) {
        str_add_bytes(&out, at, 1);
        str_add(&out, *at == '/' && at > text ? "\xE2\x80\x8B" : "");
    }
    const char *copy = arena_string(&pen->list->arena, str_text(&out));
    str_release(&out);
    return copy;
}

static void add_wellness(const struct pen *pen, struct flow *flow,
                         const struct staff_health *health)
{
    if (health->fault[0]) {
        staff_say(pen, flow, "Comptes : à réparer", TEXT_HEADING);
    }
    staff_say(pen, flow, health->fault[0] ? health->fault : "Les comptes sont enregistrés.",
              TEXT_NOTE);
    if (health->remarks[0]) {
        staff_say(pen, flow, "Fichiers des comptes : à voir", TEXT_HEADING);
        staff_say(pen, flow, health->remarks, TEXT_NOTE);
    }
    if (health->clock[0]) {
        staff_say(pen, flow, "Horloge : à régler", TEXT_HEADING);
        staff_say(pen, flow, health->clock, TEXT_NOTE);
    }
    if (health->problems == 0) {
        staff_say(pen, flow, "Le contenu est en ordre.", TEXT_NOTE);
        return;
    }
    const char *many = arena_format(&pen->list->arena, "Contenu : %d chose%s à corriger",
                                    health->problems, health->problems > 1 ? "s" : "");
    staff_say(pen, flow, many, TEXT_HEADING);
    int shown = 0;
    for (; shown < STAFF_LINES_MAX && health->problem[shown][0]; shown++) {
        staff_say(pen, flow, breakable(pen, health->problem[shown]), TEXT_NOTE);
    }
    if (health->problems > shown) {
        staff_say(pen, flow, "Toutes se lisent avec la commande « borne check ».", TEXT_NOTE);
    }
}

static void add_wrong_pins(const struct app *app, const struct pen *pen, struct flow *flow)
{
    const char *wrong = staff_wrong_pins(app, pen);
    if (wrong[0]) {
        staff_say(pen, flow, "Code de l’équipe", TEXT_HEADING);
        staff_say(pen, flow, arena_format(&pen->list->arena, "%s.", wrong), TEXT_NOTE);
    }
}

static void add_fact(const struct pen *pen, struct flow *flow, const char *name, const char *value)
{
    staff_say(pen, flow, arena_format(&pen->list->arena, "%s : %s", name, value), TEXT_NOTE);
}

static void add_facts(const struct app *app, const struct pen *pen, struct flow *flow,
                      const struct staff_health *health)
{
    struct date_time now = date_local(app->config->timezone, app->now.wall);
    staff_say(pen, flow, "La borne", TEXT_HEADING);
    add_fact(pen, flow, "Date et heure",
             arena_format(&pen->list->arena, "%02d/%02d/%04d, %d h %02d", now.date.day,
                          now.date.month, now.date.year, now.hour, now.minute));
    add_fact(pen, flow, "En marche depuis", length(pen, health->up_seconds));
    add_fact(pen, flow, "Programme", health->program);
    add_fact(pen, flow, "Contenu", health->content);
    if (health->checked[0]) {
        add_fact(pen, flow, "Contenu vérifié le", day(pen, health->checked));
    }
    if (health->free_mb >= 0) {
        add_fact(pen, flow, "Place libre", size(pen, health->free_mb));
    }
    add_fact(pen, flow, "Dossier des comptes", breakable(pen, health->data));
}

/* In one look. */
static void draw_verdict(const struct app *app, const struct pen *pen, struct rect *rest)
{
    bool well = staff_is_well(app);
    struct row row = {.title = well ? "Tout va bien" : "À réparer",
                      .icon = well ? ICON_CHECK : ICON_WARNING,
                      .ground = ROW_PALE,
                      .role = TEXT_HEADING};
    pen_row(pen, rect_cut_top(rest, pen_row_height(pen, rest->w, &row)), &row);
    rect_cut_top(rest, pen_size(pen, SPACE_M));
}

static void health_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct flow flow = {.gap = SPACE_XS};
    staff_header(app, pen, &rest, "État de la borne");
    draw_verdict(app, pen, &rest);
    panel_tell(app, pen, &flow);
    add_wellness(pen, &flow, &app->staff.facts.health);
    add_wrong_pins(app, pen, &flow);
    add_facts(app, pen, &flow, &app->staff.facts.health);
    chrome_flow(app, pen, rest, &flow);
}

const struct screen screen_health = {.staff = true, .enter = health_enter, .draw = health_draw};
