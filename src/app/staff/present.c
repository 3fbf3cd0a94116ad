/* present.c: slides and missions for a small group: one slide is held until the next is asked for.
 * No visit, no idle time; nothing of it is counted (app_count). */
#include "app/loop.h"
#include "app/visit.h"

enum { ACTION_NEXT = ACTIONS_OF(SCREEN_PRESENT), ACTION_PREVIOUS, ACTION_LEAVE };

/* Also the way back from what was shown to the slide. */
static void present_enter(struct app *app)
{
    app->staff.presenting = true;
    visit_reset(app);
    if (app->loop.slide >= app->content->slides.n) {
        app->loop.slide = 0;
    }
}

/* The next slide of the deck that way, due or not: who presents has chosen to. */
static void turn(struct app *app, size_t by)
{
    const struct deck *deck = content_deck(app->content, app->staff.facts.deck);
    size_t n = app->content->slides.n, at = app->loop.slide;
    for (size_t i = 0; i < n; i++) {
        at = (at + by) % n;
        if (deck_has(deck, &app->content->slides.at[at])) {
            break;
        }
    }
    app->loop.slide = at;
}

static void present_action(struct app *app, int action, int arg)
{
    (void)arg;
    if (action == ACTION_NEXT) {
        turn(app, 1);
    } else if (action == ACTION_PREVIOUS) {
        turn(app, app->content->slides.n - 1);
    } else {
        visit_end(app);
    }
}

enum { BUTTONS = 5 };

static int buttons_of(const struct app *app, struct button buttons[BUTTONS])
{
    int n = 2;
    buttons[0] = button_fixed("Avant", ICON_BACK, LOOK_QUIET, ACTION_PREVIOUS, 0);
    buttons[1] = button_fixed("Suite", ICON_FORWARD, LOOK_PRIMARY, ACTION_NEXT, 0);
    buttons[1].icon_after = true;
    if (app->content->demo) {
        buttons[n++] = button_fixed("Missions", ICON_NONE, LOOK_QUIET, ACTION_GO, SCREEN_WALK);
    }
    buttons[n++] = button_fixed("Codes QR", ICON_NONE, LOOK_QUIET, ACTION_GO, SCREEN_LINK);
    buttons[n++] = button_fixed("Finir", ICON_CLOSE, LOOK_ALERT, ACTION_LEAVE, 0);
    return n;
}

static int foot_height(const struct app *app, const struct pen *pen, int width)
{
    struct button buttons[BUTTONS];
    int n = buttons_of(app, buttons);
    return pen_button_rows(pen, (struct rect){0, 0, width, 0}, buttons, n, false);
}

static void present_draw(const struct app *app, const struct pen *pen)
{
    struct button buttons[BUTTONS];
    int n = buttons_of(app, buttons);
    const struct slide *slide = &app->content->slides.at[app->loop.slide];
    struct rect room = loop_draw_slide(pen, slide, foot_height, app);
    pen_button_rows(pen, room, buttons, n, true);
}

const struct screen screen_present = {.page_on = ACTION_NEXT,
                                      .page_back = ACTION_PREVIOUS,
                                      .enter = present_enter,
                                      .action = present_action,
                                      .draw = present_draw};
