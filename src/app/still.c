/* still.c: "Êtes-vous encore là ?", over the visitor's screen, which waits: a calm countdown, and
 * any touch stays, as often as one likes (EN 301 549 11.2.2.1). */
#include "app/visit.h"

enum { SECOND_MS = 1000 };

/* A low glass has no height to spare around things. */
static bool tight(const struct pen *pen)
{
    return glass_height_mm(&pen->list->glass) < 230;
}

static int64_t end_of(const struct app *app)
{
    return app->asked + (int64_t)app->config->countdown_seconds * SECOND_MS;
}

static void still_tick(struct app *app)
{
    bool staying = gesture_rests(&app->gesture, app->now.steady); /* as soon as it lets go */
    app->dirty = true;                                            /* the seconds left */
    if (app->now.steady >= end_of(app) && !staying) {
        app_count(app, COUNTER_VISIT_LEFT, visit_length(app));
        visit_end(app);
    }
}

static int64_t still_deadline(const struct app *app)
{
    return app->asked + ((app->now.steady - app->asked) / SECOND_MS + 1) * SECOND_MS;
}

static bool still_action(struct app *app, int action, int arg)
{
    (void)arg;
    if (action != ACTION_STAY) {
        return false;
    }
    app->over = SCREEN_NONE;
    return true;
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
    struct rect box = rect_inset_xy(all, pen_side(pen), 0);
    struct words words[] = {
        {.text = app_word(app, "still.title"),
         .caps_mm = pen->title * 1.2,
         .bold = true,
         .align = TEXT_MIDDLE,
         .leading = 1.75},
        {.text = arena_format(&pen->list->arena, "%d", seconds_left(app)),
         .caps_mm = pen->title * 2,
         .bold = true,
         .align = TEXT_MIDDLE,
         .color = pen->theme->primary},
        {.text = app_word(app, "still.says"), .caps_mm = pen->heading, .align = TEXT_MIDDLE},
    };
    struct button stay = {.label = app_word(app, "still.stay"),
                          .icon = ICON_HAND,
                          .look = LOOK_PRIMARY,
                          .action = ACTION_STAY,
                          .caps_mm = pen->heading * 1.15 * pen->scale};
    int gap = pen_mm(pen, tight(pen) ? 3 : 9);
    int button = pen_button_height(pen, &stay, box.w) + pen_mm(pen, tight(pen) ? 2 : 12);
    int heights[3], sum = button + pen_mm(pen, 2) + 3 * gap;
    for (int i = 0; i < 3; i++) {
        heights[i] = pen_words_height(pen, box.w, &words[i]);
        sum += heights[i];
    }
    box = rect_middle(box, box.w, sum);
    for (int i = 0; i < 3; i++) {
        pen_words(pen, rect_cut_top(&box, heights[i]), &words[i]);
        rect_cut_top(&box, gap);
    }
    int width = pen_button_width(pen, &stay) + pen_mm(pen, 24);
    pen_button(pen, rect_middle(box, width, button), &stay);
}

const struct screen screen_still = {.name = "still",
                                    .any_key = ACTION_STAY,
                                    .tick = still_tick,
                                    .deadline = still_deadline,
                                    .action = still_action,
                                    .draw = still_draw};
