/* place.c: where one is in the demo app, and the way back. */
#include "content/demo/place.h"
#include "base/str.h"

const struct demo_place *place_top(const struct demo_play *play)
{
    return &play->places[play->depth - 1];
}

bool place_is_tab(const struct demo *demo, const char *screen)
{
    for (int i = 0; i < demo->tab_count; i++) {
        if (str_same(demo->tabs[i].screen, screen)) {
            return true;
        }
    }
    return false;
}

static void push(struct demo_play *play, const struct demo_screen *screen, int item)
{
    const struct demo_place place = {screen, item};
    if (play->depth > 0 && place_top(play)->screen == screen && place_top(play)->item == item) {
        return;
    }
    if (play->depth == DEMO_DEPTH) {
        play->depth--;
        memmove(play->places, play->places + 1, sizeof *play->places * (DEMO_DEPTH - 1));
    }
    play->places[play->depth++] = place;
}

void place_only(struct demo_play *play, const struct demo_screen *screen, int item)
{
    if (screen) {
        play->depth = 0;
        push(play, screen, item);
    }
}

void place_open(struct demo_play *play, const struct demo_screen *screen, int item)
{
    if (!screen) {
        return;
    }
    if (place_is_tab(play->demo, screen->id)) {
        place_only(play, screen, item);
        return;
    }
    bool here = place_top(play)->screen == screen && place_top(play)->item == item;
    if (place_top(play)->screen->kind == DEMO_SHEET && !here) {
        play->depth--;
    }
    push(play, screen, item);
}

bool place_can_go_back(const struct demo_play *play)
{
    const struct demo_screen *screen = place_top(play)->screen;
    return play->depth > 1 ||
           (screen->kind != DEMO_PLAIN && !str_same(screen->id, play->demo->start));
}

void place_back(struct demo_play *play)
{
    if (play->depth > 1) {
        play->depth--;
    } else {
        place_only(play, demo_screen(play->demo, play->demo->start), -1);
    }
}

void place_back_to(struct demo_play *play, const struct demo_screen *screen, int item)
{
    if (!screen) {
        return;
    }
    for (int depth = play->depth - 1; depth > 0; depth--) {
        if (play->places[depth - 1].screen == screen) {
            play->depth = depth;
            return;
        }
    }
    if (place_is_tab(play->demo, screen->id)) {
        place_only(play, screen, item);
    } else if (place_top(play)->screen != screen) {
        while (play->depth > 0 && !place_is_tab(play->demo, place_top(play)->screen->id)) {
            play->depth--;
        }
        push(play, screen, item);
    }
}
