/* still.c: "Êtes-vous encore là ?", over the visitor's screen, which waits: a calm countdown, and
 * any touch stays, as often as one likes (EN 301 549 11.2.2.1). */
#include "app/chrome.h"
#include "app/visit.h"

enum { SECOND_MS = 1000 };

static int64_t end_of(const struct app *app)
{
    return app->asked + (int64_t)app->config->countdown_seconds * SECOND_MS;
}

static void still_tick(struct app *app)
{
    bool staying = app->now.steady < gesture_until(&app->gesture); /* as soon as it lets go */
    app->dirty = true;                                             /* the seconds left */
    if (app->now.steady >= end_of(app) && !staying) {
        app_count(app, COUNTER_VISIT_LEFT, visit_length(app));
        visit_end(app);
    }
}

static int64_t still_deadline(const struct app *app)
{
    return app->asked + ((app->now.steady - app->asked) / SECOND_MS + 1) * SECOND_MS;
}

static int seconds_left(const struct app *app)
{
    int64_t passed = (app->now.steady - app->asked) / SECOND_MS;
    int64_t left = app->config->countdown_seconds - passed;
    return left > 0 ? (int)left : 0;
}

/* Everything in the middle; closer together on a low glass. */
static void still_draw(const struct app *app, const struct pen *pen)
{
    struct rect all = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct zone anywhere = {
        .rect = all, .action = ACTION_STAY, .role = ROLE_SURFACE, .enabled = true};
    draw_zone(pen->list, &anywhere);
    bool low = glass_is_low(&pen->list->glass);
    struct message message = {.flow = {.gap = low ? SPACE_S : SPACE_L}, .button_count = 1};
    message.buttons[0] =
        button_for(app_word(app, "still.stay"), ICON_HAND, LOOK_PRIMARY, ACTION_STAY, 0);
    message.buttons[0].role = TEXT_CALL;
    flow_say(&message.flow, app_word(app, "still.title"), TEXT_BANNER);
    message_count(pen, &message, seconds_left(app));
    flow_say(&message.flow, app_word(app, "still.says"), TEXT_LEAD);
    chrome_message(app, pen, rect_inset_xy(all, pen_side(pen), 0), &message);
}

const struct screen screen_still = {.asks = true,
                                    .any_key = ACTION_STAY,
                                    .tick = still_tick,
                                    .deadline = still_deadline,
                                    .draw = still_draw};
