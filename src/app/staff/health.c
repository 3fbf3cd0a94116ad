/* health.c: is the kiosk well? What is not is named first, with what mends it. */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"
#include "ui/row.h"

static void health_enter(struct app *app)
{
    staff_look(app, STAFF_LOOK_HEALTH);
}

static void add(const struct pen *pen, struct flow *flow, const char *text, bool bold)
{
    flow_words(flow, (struct words){.text = staff_text(pen, text),
                                    .role = bold ? TEXT_HEADING : TEXT_NOTE});
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
    struct arena *arena = &pen->list->arena;
    if (health->fault[0]) {
        add(pen, flow, "Comptes : à réparer", true);
        add(pen, flow, health->fault, false);
    } else {
        add(pen, flow, "Les comptes sont enregistrés.", false);
    }
    if (health->clock[0]) {
        add(pen, flow, "Horloge : à régler", true);
        add(pen, flow, health->clock, false);
    }
    if (health->problems == 0) {
        add(pen, flow, "Le contenu est en ordre.", false);
        return;
    }
    add(pen, flow,
        arena_format(arena, "Contenu : %d chose%s à corriger", health->problems,
                     health->problems > 1 ? "s" : ""),
        true);
    int shown = 0;
    for (; shown < STAFF_LINES_MAX && health->problem[shown][0]; shown++) {
        add(pen, flow, breakable(pen, health->problem[shown]), false);
    }
    if (health->problems > shown) {
        add(pen, flow, "Toutes se lisent avec la commande « borne check ».", false);
    }
}

static void add_facts(const struct app *app, const struct pen *pen, struct flow *flow,
                      const struct staff_health *health)
{
    struct arena *arena = &pen->list->arena;
    struct date_time now = date_local(app->config->timezone, app->now.wall);
    add(pen, flow, "La borne", true);
    add(pen, flow,
        arena_format(arena, "Date et heure : %02d/%02d/%04d, %d h %02d", now.date.day,
                     now.date.month, now.date.year, now.hour, now.minute),
        false);
    add(pen, flow, arena_format(arena, "En marche depuis : %s", length(pen, health->up_seconds)),
        false);
    add(pen, flow, arena_format(arena, "Programme : %s", health->program), false);
    add(pen, flow, arena_format(arena, "Contenu : %s", health->content), false);
    if (health->checked[0]) {
        add(pen, flow, arena_format(arena, "Contenu vérifié le : %s", day(pen, health->checked)),
            false);
    }
    if (health->free_mb >= 0) {
        add(pen, flow, arena_format(arena, "Place libre : %s", size(pen, health->free_mb)), false);
    }
    add(pen, flow, arena_format(arena, "Dossier des comptes : %s", breakable(pen, health->data)),
        false);
}

/* In one look. */
static void draw_verdict(const struct pen *pen, struct rect *rest,
                         const struct staff_health *health)
{
    bool well = !health->fault[0] && !health->clock[0] && health->problems == 0;
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
    draw_verdict(pen, &rest, &app->staff.facts.health);
    add_wellness(pen, &flow, &app->staff.facts.health);
    add_facts(app, pen, &flow, &app->staff.facts.health);
    chrome_flow(app, pen, rest, &flow);
}

const struct screen screen_health = {.name = "health",
                                     .staff = true,
                                     .back = SCREEN_STAFF,
                                     .enter = health_enter,
                                     .draw = health_draw};
