#include "app/visit.h"

/* The languages come back to the first of the config at the end of a visit. */
static int usual_language(const struct app *app)
{
    for (int i = 0; i < app->content->language_count; i++) {
        if (str_same(app->content->languages[i].code, app->config->language)) {
            return i;
        }
    }
    return 0;
}

/* Nothing of a visitor stays. */
void visit_reset(struct app *app)
{
    app->visit = (struct visit){0};
    app->over = SCREEN_NONE;
    app->focused = false;
    app->text_size = 0;
    app->theme = THEME_CALM;
    if (app->content->language != usual_language(app)) {
        app_ask_language(app, usual_language(app));
    }
}

void visit_end(struct app *app)
{
    visit_reset(app);
    app_go(app, SCREEN_LOOP);
}

void visit_start(struct app *app)
{
    app->visit = (struct visit){.on = true, .started = app->now.steady, .touched = app->now.steady};
    app->slide = app->loop.slide; /* it is what made the visitor come near */
    app_count(app, COUNTER_VISIT_STARTED, "");
}

/* From the first touch to the last: the time nobody was there any more is nobody's. */
const char *visit_length(const struct app *app)
{
    return counter_length_class(app->visit.touched - app->visit.started);
}

/* More time with large letters: product.md, "Are you still there?". */
int64_t visit_deadline(const struct app *app)
{
    int seconds = app->text_size > 0 ? app->config->idle_large_seconds : app->config->idle_seconds;
    return app->visit.on ? app->visit.touched + (int64_t)seconds * 1000 : INT64_MAX;
}

void visit_tick(struct app *app)
{
    int64_t ask = visit_deadline(app);
    if (app->now.steady >= ask) {
        app->over = SCREEN_STILL;
        app->asked = ask;
        app->dirty = true;
        gesture_lost(&app->gesture);
    }
}
