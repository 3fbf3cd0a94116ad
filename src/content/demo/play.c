/* play.c: a walk's beginning, its way back, and touches. */
#include "base/str.h"
#include "content/demo/live.h"
#include "content/demo/place.h"

/* --- beginnings --- */

static void stand(struct demo_play *play, const char *start, const char *item)
{
    const struct demo *demo = play->demo;
    const struct demo_screen *screen = start ? demo_screen(demo, start) : NULL;
    screen = screen ? screen : demo_screen(demo, demo->start);
    screen = screen ? screen : &demo->screens[0];
    place_only(play, screen, item && screen->of ? live_find(play, screen->of, item) : -1);
}

void demo_start(struct demo_play *play, const struct demo *demo, const char *persona,
                const char *start, const char *item, struct date today)
{
    const struct demo_persona *who = persona ? demo_persona(demo, persona) : NULL;
    play->demo = demo;
    play->persona = who ? (int)(who - demo->personas) : 0;
    play->depth = 0;
    play->said = "";
    play->refused = false;
    play->today = today;
    live_start(play);
    stand(play, start, item);
}

void demo_mission_start(struct demo_play *play, const struct demo *demo,
                        const struct demo_mission *mission, struct date today)
{
    demo_start(play, demo, mission->persona, mission->start, mission->start_item, today);
    acts_run(play, mission->before, place_top(play)->item);
    stand(play, mission->start, mission->start_item);
    play->said = "";
    play->refused = false;
}

/* --- touches --- */

static bool touch_widget(struct demo_play *play, const struct demo_control *control)
{
    return acts_run(play, control->acts, control->item);
}

static bool touch_option(struct demo_play *play, const struct demo_control *control)
{
    const struct demo_field field = {control->key, control->value, 0};
    bool changed = live_let(play, &field, -1);
    return acts_run(play, control->acts, control->item) || changed;
}

static bool touch_back(struct demo_play *play, const struct demo_control *control)
{
    (void)control;
    place_back(play);
    return false;
}

static bool touch_screen(struct demo_play *play, const struct demo_control *control)
{
    place_open(play, demo_screen(play->demo, control->value), -1);
    return false;
}

/* Each returns whether a field, a value or a list changed; places are compared by demo_touch. */
static bool (*const touch[])(struct demo_play *, const struct demo_control *) = {
    [DEMO_CONTROL_WIDGET] = touch_widget, [DEMO_CONTROL_OPTION] = touch_option,
    [DEMO_CONTROL_BACK] = touch_back,     [DEMO_CONTROL_CLOSE] = touch_back,
    [DEMO_CONTROL_AVATAR] = touch_screen, [DEMO_CONTROL_BELL] = touch_screen,
    [DEMO_CONTROL_TAB] = touch_screen,
};

static bool same_places(const struct demo_play *play, const struct demo_place *before, int depth)
{
    bool same = play->depth == depth;
    for (int i = 0; same && i < depth; i++) {
        same = play->places[i].screen == before[i].screen && play->places[i].item == before[i].item;
    }
    return same;
}

bool demo_touch(struct demo_play *play, const struct demo_view *view, int control)
{
    struct demo_place before[DEMO_DEPTH];
    int depth = play->depth, persona = play->persona;
    play->said = "";
    play->refused = false;
    if (control < 0 || control >= view->control_count) {
        return false;
    }
    memcpy(before, play->places, sizeof *before * (size_t)depth);
    bool changed = touch[view->controls[control].kind](play, &view->controls[control]);
    return changed || play->persona != persona || !same_places(play, before, depth);
}

int demo_find(const struct demo_view *view, const char *label)
{
    for (int i = 0; i < view->control_count; i++) {
        if (str_same(view->controls[i].label, label)) {
            return i;
        }
    }
    return -1;
}
