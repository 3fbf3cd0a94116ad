/* do.c: what a touch does, one function for each kind of act. */
#include "base/str.h"
#include "content/demo/fill.h"
#include "content/demo/live.h"
#include "content/demo/place.h"

enum { ID_MAX = 128 };

struct run {
    struct demo_play *play;
    int hand;      /* index of live; -1: none */
    bool changed;  /* a field, a value, a list */
    bool moved;    /* open, back or persona was done */
    int left_here; /* places on top whose item is gone */
};

static const char *filled_id(const struct run *run, const char *text, char id[ID_MAX])
{
    demo_fill_into(run->play, id, ID_MAX, text, run->hand, true);
    return id;
}

/* The item that an act which opens screen means; -1: none. */
static int item_for(const struct run *run, const struct demo_act *act,
                    const struct demo_screen *screen)
{
    char id[ID_MAX];
    if (!screen || !screen->of) {
        return -1;
    }
    if (act->item) {
        return live_find(run->play, screen->of, filled_id(run, act->item, id));
    }
    return live_is_in(run->play, run->hand, screen->of) ? run->hand : -1;
}

static void do_open(struct run *run, const struct demo_act *act)
{
    char id[ID_MAX];
    const struct demo_screen *screen = demo_screen(run->play->demo, filled_id(run, act->text, id));
    place_open(run->play, screen, item_for(run, act, screen));
    run->moved = true;
}

static void do_back(struct run *run, const struct demo_act *act)
{
    char id[ID_MAX];
    const struct demo_screen *screen = NULL;
    if (act->text && act->text[0]) {
        screen = demo_screen(run->play->demo, filled_id(run, act->text, id));
        place_back_to(run->play, screen, item_for(run, act, screen));
    } else {
        place_back(run->play);
    }
    run->moved = true;
}

static void do_set(struct run *run, const struct demo_act *act)
{
    for (int i = 0; i < act->fields.n; i++) {
        run->changed |= live_set(run->play, run->hand, &act->fields.at[i], run->hand);
    }
}

static void do_let(struct run *run, const struct demo_act *act)
{
    for (int i = 0; i < act->fields.n; i++) {
        run->changed |= live_let(run->play, &act->fields.at[i], run->hand);
    }
}

static void do_add(struct run *run, const struct demo_act *act)
{
    int item = live_add(run->play, act->text, act, run->hand);
    if (item >= 0) {
        run->hand = item;
        run->changed = true;
    }
}

static void do_remove(struct run *run, const struct demo_act *act)
{
    struct demo_play *play = run->play;
    int same = 0;
    (void)act;
    while (same < play->depth && play->places[play->depth - 1 - same].item == run->hand) {
        same++;
    }
    if (live_remove(play, run->hand)) {
        run->changed = true;
        run->left_here = same;
        run->hand = -1;
    }
}

static void do_say(struct run *run, const struct demo_act *act)
{
    struct demo_play *play = run->play;
    demo_fill_into(play, play->said_room, sizeof play->said_room, act->text, run->hand, false);
    play->said = play->said_room;
}

static void do_refuse(struct run *run, const struct demo_act *act)
{
    (void)act;
    run->play->refused = true;
}

static void do_persona(struct run *run, const struct demo_act *act)
{
    char id[ID_MAX];
    struct demo_play *play = run->play;
    const struct demo_persona *persona = demo_persona(play->demo, filled_id(run, act->text, id));
    if (persona) {
        play->persona = (int)(persona - play->demo->personas);
        place_only(play, demo_screen(play->demo, play->demo->start), -1);
        run->hand = -1;
        run->moved = true;
    }
}

static void do_act(struct run *run, const struct demo_act *act)
{
    switch (act->kind) {
    case DEMO_OPEN:
        do_open(run, act);
        break;
    case DEMO_BACK:
        do_back(run, act);
        break;
    case DEMO_SET:
        do_set(run, act);
        break;
    case DEMO_LET:
        do_let(run, act);
        break;
    case DEMO_ADD:
        do_add(run, act);
        break;
    case DEMO_REMOVE:
        do_remove(run, act);
        break;
    case DEMO_SAY:
        do_say(run, act);
        break;
    case DEMO_REFUSE:
        do_refuse(run, act);
        break;
    case DEMO_PERSONA:
        do_persona(run, act);
        break;
    case DEMO_ACTS:
        break;
    }
}

bool acts_run(struct demo_play *play, const struct demo_act *acts, int hand)
{
    struct run run = {.play = play, .hand = hand};
    for (const struct demo_act *act = acts; act; act = act->next) {
        do_act(&run, act);
    }
    /* Nobody is left on a screen about something that is no more. */
    for (int i = 0; i < run.left_here && !run.moved; i++) {
        place_back(play);
    }
    return run.changed;
}
