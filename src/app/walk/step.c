#include "app/walk/step.h"

const struct demo_mission *walk_mission(const struct app *app)
{
    return app->walk.mode == WALK_MISSION || app->walk.mode == WALK_END
               ? &app->content->demo->missions[app->walk.mission]
               : NULL;
}

const struct demo_step *walk_step(const struct app *app)
{
    return app->walk.mode == WALK_MISSION ? &walk_mission(app)->steps[app->walk.step] : NULL;
}

int walk_answer(const struct app *app, const struct demo_view *view, int control)
{
    const struct demo_step *step = walk_step(app);
    for (int i = 0; step && i < step->answer_count; i++) {
        if (demo_find(view, step->answers[i].tap) == control) {
            return i;
        }
    }
    return -1;
}

bool walk_wants(const struct app *app, const struct demo_view *view, int control)
{
    return walk_answer(app, view, control) >= 0;
}

bool walk_hints(const struct app *app)
{
    return app->walk.mode == WALK_MISSION && app->now.steady >= app->walk.since + WALK_HINT_MS;
}

bool walk_beats(const struct app *app)
{
    int64_t beat = (app->now.steady - app->walk.since - WALK_HINT_MS) / WALK_BEAT_MS;
    return walk_hints(app) && beat % 2 == 0;
}

const char *walk_first_name(const struct demo_persona *persona)
{
    const char *first = demo_field(&persona->values, "first");
    return first ? first : persona->name;
}

struct button walk_way(const struct app *app, const char *key, uint32_t icon, int action)
{
    return button_fixed(app_word(app, key), icon, LOOK_OUTLINE, action, 0);
}
