/* clean.c: half a minute in which a cloth may touch everything and nothing happens. */
#include "app/chrome.h"
#include "app/staff/kit.h"

static int64_t left_ms(const struct app *app)
{
    return app->staff.clean_since + STAFF_CLEAN_MS - app->now.steady;
}

static void clean_enter(struct app *app)
{
    app->staff.clean_since = app->now.steady;
    gesture_lost(&app->gesture);
}

static void clean_tick(struct app *app)
{
    app->dirty = true; /* the seconds left */
    if (left_ms(app) <= 0) {
        app_go(app, SCREEN_LOOP);
    }
}

static int64_t clean_deadline(const struct app *app)
{
    int64_t passed = app->now.steady - app->staff.clean_since;
    return app->staff.clean_since + (passed / 1000 + 1) * 1000;
}

static void clean_draw(const struct app *app, const struct pen *pen)
{
    struct rect all = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct zone covers = {
        .rect = all, .action = ACTION_NONE, .role = ROLE_SURFACE, .enabled = true};
    draw_zone(pen->list, &covers);
    struct message message = {.flow = {.gap = SPACE_M}};
    staff_say(pen, &message.flow, "Nettoyage", TEXT_BANNER);
    message_count(pen, &message, (int)((left_ms(app) + 999) / 1000));
    staff_say(pen, &message.flow, "Essuyez l’écran. Il ne réagit pas pendant ce temps.", TEXT_LEAD);
    chrome_message(app, pen, rect_inset_xy(all, pen_side(pen), 0), &message);
}

const struct screen screen_clean = {.staff = true,
                                    .deaf = true,
                                    .enter = clean_enter,
                                    .tick = clean_tick,
                                    .deadline = clean_deadline,
                                    .draw = clean_draw};
