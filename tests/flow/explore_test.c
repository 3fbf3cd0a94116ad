/* explore_test.c: the demo app walked through freely: every screen of every person, every page and
 * every control, by touch, upright and on the smallest glass on its side. Nothing that can be
 * touched is dead, there is always a way back, and the content has no screen and no widget that
 * nobody will ever see.
 *
 * The seed is printed; `explore_test SEED [TOUCHES]` plays one again. */
#include "walker.h"

#include "app/walk/step.h"
#include "chance.h"
#include "dump.h"

enum {
    TOUCHES = 12000,            /* at most, on each glass; it ends when everything was touched */
    STROLL = 220,               /* touches before everything is as at first */
    WAYS_BACK = DEMO_DEPTH - 1, /* signing up is a long way; « Les missions » leaves at once */
    PEOPLE = 8,
    ROOM = 300, /* screens, and widgets of one screen */
    MISSES = 2, /* then it is only looked for in another stroll */
    LOOKS = 2   /* times that all pages of a screen are turned */
};

static uint64_t seed = 20261122;
static int touches = TOUCHES;

enum { NODES = PEOPLE * ROOM };

struct known { /* a control of one person's screen; the tabs and ways back are everybody's */
    char label[128];
    bool chrome, back;   /* back: "Retour", which leads now here, now there */
    int touched, missed; /* missed: times that it was looked for and was not there */
    int leads;           /* where it led last, person * ROOM + screen; -1: not known */
};

struct place {
    ARR(struct known) controls;
    int looks;
};

static struct walk {
    struct stage stage;
    struct chance chance;
    struct place places[NODES];
    bool opened[ROOM], seen[ROOM][ROOM]; /* by screen; by screen and widget */
    /* By screen and widget, one bit for each option: what can be touched, and what was. */
    unsigned can[ROOM][ROOM], done[ROOM][ROOM];
    int by_kind[DEMO_WIDGETS]; /* touches */
    int dead, lost, most_back;
    struct str before, after;
} walk;

static int screen_index(void)
{
    return (int)(walker_screen(&walk.stage) - walker_demo(&walk.stage)->screens);
}

static int node_now(void)
{
    int person = walk.stage.app->walk.play->persona;
    assert_true(person < PEOPLE);
    return person * ROOM + screen_index();
}

static struct place *place_of(int node, bool chrome)
{
    return &walk.places[chrome ? node % ROOM : node];
}

static bool is_chrome(const struct demo_control *control)
{
    return control->kind != DEMO_CONTROL_WIDGET && control->kind != DEMO_CONTROL_OPTION;
}

static struct known *known_of(const struct demo_control *control)
{
    bool chrome = is_chrome(control);
    struct place *place = place_of(node_now(), chrome);
    char name[sizeof((struct known *)0)->label]; /* two questions may have the same answers */
    bool option = control->kind == DEMO_CONTROL_OPTION;
    snprintf(name, sizeof name, "%s%s", control->label, option ? control->key : "");
    for (size_t i = 0; i < place->controls.n; i++) {
        struct known *known = &place->controls.at[i];
        if (known->chrome == chrome && str_same(known->label, name)) {
            return known;
        }
    }
    struct known fresh = {
        .chrome = chrome, .back = control->kind == DEMO_CONTROL_BACK, .leads = -1};
    str_fit(fresh.label, sizeof fresh.label, name);
    arr_push(&place->controls, fresh);
    return &place->controls.at[place->controls.n - 1];
}

static unsigned all_of(const struct demo_part *part)
{
    return part->option_count ? (1U << part->option_count) - 1 : 1;
}

/* What is on the phone, all its pages. */
static void take_note(void)
{
    const struct demo_view *view = walker_view(&walk.stage);
    int screen = screen_index();
    walk.opened[screen] = true;
    for (int i = 0; i < view->part_count; i++) {
        const struct demo_part *part = &view->parts[i];
        size_t widget = (size_t)(part->widget - view->screen->widgets);
        walk.seen[screen][widget] = true;
        walk.can[screen][widget] |= part->control < 0 ? 0 : all_of(part);
    }
    for (int i = 0; i < view->control_count; i++) {
        known_of(&view->controls[i]);
    }
}

/* --- one touch --- */

static bool has_news(int node)
{
    const struct place *place = &walk.places[node];
    for (size_t i = 0; i < place->controls.n; i++) {
        if (place->controls.at[i].touched == 0 && place->controls.at[i].missed < MISSES) {
            return true;
        }
    }
    return place->controls.n > 0 && !walk.opened[node % ROOM];
}

/* How many touches it is from every place to one with a control that nobody has touched, as far as
 * ways are known; NODES where none leads there. */
static void measure(int steps[NODES])
{
    bool more = true;
    for (int i = 0; i < NODES; i++) {
        steps[i] = has_news(i) ? 0 : NODES;
    }
    while (more) {
        more = false;
        for (int i = 0; i < NODES; i++) {
            for (int own = 0; own < 2; own++) {
                const struct place *place = place_of(i, !own);
                for (size_t j = 0; j < place->controls.n; j++) {
                    const struct known *known = &place->controls.at[j];
                    int there = known->leads < 0 || known->back || known->chrome == own ? NODES
                                : known->chrome ? steps[i / ROOM * ROOM + known->leads % ROOM]
                                                : steps[known->leads];
                    more = more || there + 1 < steps[i];
                    steps[i] = there + 1 < steps[i] ? there + 1 : steps[i];
                }
            }
        }
    }
}

/* Controls that were here and are not now: it takes another state of things to touch them. */
static void miss(int node)
{
    struct place *place = &walk.places[node];
    for (size_t i = 0; i < place->controls.n; i++) {
        place->controls.at[i].missed += place->controls.at[i].touched == 0;
    }
}

/* Where it leads from here; a tab leads everybody to the same screen. */
static int leads_to(const struct known *known)
{
    return known->leads < 0 || !known->chrome ? known->leads
                                              : node_now() / ROOM * ROOM + known->leads % ROOM;
}

/* The control touched least often here; where all were, the one on the shortest way to another;
 * now and then any. */
static int choose(const struct demo_view *view)
{
    static int steps[NODES];
    int n = view->control_count, first = chance_below(&walk.chance, n), best = first;
    if (chance_below(&walk.chance, 5) == 0) {
        return first;
    }
    int64_t least = INT64_MAX;
    bool leave = true;
    for (int i = 0; i < n; i++) {
        leave = leave && known_of(&view->controls[i])->touched > 0;
    }
    if (leave) {
        miss(node_now());
        measure(steps);
    }
    for (int i = 0; i < n; i++) {
        int at = (first + i) % n;
        const struct known *known = known_of(&view->controls[at]);
        int64_t cost = known->touched;
        cost += leave && known->back ? NODES * 1000 : 0;
        cost += leave && known->leads >= 0 ? (int64_t)steps[leads_to(known)] * 1000 : 0;
        if (cost < least) {
            least = cost;
            best = at;
        }
    }
    return best;
}

static bool on_tab(void)
{
    const struct demo *demo = walker_demo(&walk.stage);
    for (int i = 0; i < demo->tab_count; i++) {
        if (str_same(demo->tabs[i].screen, walker_screen(&walk.stage)->id)) {
            return true;
        }
    }
    return false;
}

/* Touches of "Retour", "Fermer" or a tab until one is on a tab's screen; tried on the content and
 * taken back. -1: there is none. */
static int ways_back(void)
{
    static struct demo_place places[DEMO_DEPTH];
    struct demo_play *play = walk.stage.app->walk.play;
    const char *said = play->said;
    bool refused = play->refused, lost = false;
    int depth = play->depth, n = 0;
    memcpy(places, play->places, sizeof places);
    for (; !on_tab() && !lost && n <= WAYS_BACK; n++) {
        const struct demo_view *view = walker_view(&walk.stage);
        lost = view->tabs < 0 && view->back < 0;
        demo_touch(play, view, view->tabs >= 0 ? view->tabs : view->back);
    }
    memcpy(play->places, places, sizeof places);
    play->depth = depth;
    play->said = said;
    play->refused = refused;
    return lost || n > WAYS_BACK ? -1 : n;
}

static void expect_way_back(const char *label)
{
    int n = ways_back();
    if (n < 0) {
        print_error("after \"%s\", no way back from %s\n", label, walker_screen(&walk.stage)->id);
        walk.lost++;
    }
    walk.most_back = n > walk.most_back ? n : walk.most_back;
}

static void note_touch(const struct demo_view *view, int control)
{
    for (int i = 0; i < view->part_count; i++) {
        const struct demo_part *part = &view->parts[i];
        int n = part->option_count ? part->option_count : 1;
        if (part->control >= 0 && control >= part->control && control < part->control + n) {
            walk.by_kind[part->widget->kind]++;
            walk.done[screen_index()][part->widget - view->screen->widgets] |=
                1U << (control - part->control);
        }
    }
}

static void touch(int control)
{
    const struct demo_view *view = walker_view(&walk.stage);
    struct known *known = known_of(&view->controls[control]);
    const struct demo_screen *screen = view->screen;
    bool chosen = view->controls[control].chosen; /* already so: it shows that */
    char label[sizeof known->label];
    str_fit(label, sizeof label, known->label);
    note_touch(view, control);
    str_clear(&walk.before);
    str_clear(&walk.after);
    walker_bring_up(&walk.stage, control);
    draw_dump(walk.stage.list, &walk.before);
    walker_press(&walk.stage, ACTION_CONTROL, control);
    draw_dump(walk.stage.list, &walk.after);
    known->touched++;
    known->leads = node_now();
    bool same = str_same(str_text(&walk.before), str_text(&walk.after));
    if (same && !chosen && !*walk.stage.app->walk.said) {
        print_error("%s:%d: on the screen %s, \"%s\" does nothing\n", file_name(screen->file),
                    screen->line, screen->id, label);
        walk.dead++;
    }
    expect_way_back(label);
}

static void turn_pages(void)
{
    struct place *place = &walk.places[node_now()];
    if (place->looks++ >= LOOKS) {
        return;
    }
    int page = 1;
    while (walker_zone(&walk.stage, ACTION_TURN, page)) {
        walker_press(&walk.stage, ACTION_TURN, page++);
        assert_true(page < ROOM);
    }
}

static void start_afresh(int stroll)
{
    for (int i = 0; i < NODES; i++) {
        for (size_t j = 0; j < walk.places[i].controls.n; j++) {
            walk.places[i].controls.at[j].missed = 0;
        }
    }
    if (stroll % 5 == 4) {
        stage_tap_word(&walk.stage, "comfort.text");
    }
    bool again = stroll % 2 == 0 && walker_zone(&walk.stage, ACTION_AGAIN, -1);
    walker_press(&walk.stage, again ? ACTION_AGAIN : ACTION_PERSON, -1);
    for (int i = chance_below(&walk.chance, walker_demo(&walk.stage)->persona_count); i > 0; i--) {
        walker_press(&walk.stage, ACTION_PERSON, -1);
    }
}

/* Every screen was opened on this glass, every widget seen and every way to touch it tried. */
static bool all_done(void)
{
    const struct demo *demo = walker_demo(&walk.stage);
    for (int i = 0; i < demo->screen_count; i++) {
        for (int j = 0; j < demo->screens[i].widget_count; j++) {
            if (!walk.opened[i] || !walk.seen[i][j] || walk.can[i][j] != walk.done[i][j]) {
                return false;
            }
        }
    }
    return true;
}

static void stroll_on(int w, int h, double inches)
{
    stage_open(&walk.stage, &(struct stage_setup){
                                .folder = SLIDES, .w = w, .h = h, .inches = inches, .collects = 1});
    assert_true(walker_demo(&walk.stage)->screen_count < ROOM);
    walker_choose(&walk.stage);
    while (!walker_zone(&walk.stage, ACTION_FREE, -1)) {
        walker_press(&walk.stage, ACTION_MORE, -1);
    }
    walker_press(&walk.stage, ACTION_FREE, -1);
    for (int i = 0; i < touches && !(i % STROLL == 0 && all_done()); i++) {
        if (i % STROLL == STROLL - 1) {
            start_afresh(i / STROLL);
        }
        take_note();
        turn_pages();
        if (walker_view(&walk.stage)->control_count == 0) {
            start_afresh(0); /* told by expect_way_back() */
        } else {
            touch(choose(walker_view(&walk.stage)));
        }
    }
}

/* --- what was covered --- */

/* By name: an item that was added and then forgotten may have escaped. */
static void tell_controls(void)
{
    int known = 0, touched = 0;
    for (int i = 0; i < NODES; i++) {
        const struct place *place = &walk.places[i];
        for (size_t j = 0; j < place->controls.n; j++) {
            known++;
            touched += place->controls.at[j].touched > 0;
        }
    }
    print_message("%d of %d controls of all people touched\n", touched, known);
    assert_true(touched * 100 >= known * 97);
}

static void explore(int w, int h, double inches)
{
    int opened = 0;
    memset(walk.opened, 0, sizeof walk.opened);
    for (int i = 0; i < NODES; i++) {
        walk.places[i].looks = 0;
    }
    stroll_on(w, h, inches);
    const struct demo *demo = walker_demo(&walk.stage);
    for (int i = 0; i < demo->screen_count; i++) {
        opened += walk.opened[i];
        if (!walk.opened[i]) {
            print_error("%s:%d: nobody came to the screen %s\n", file_name(demo->screens[i].file),
                        demo->screens[i].line, demo->screens[i].id);
        }
    }
    print_message("%dx%d, %.1f inches: %d of %d screens, %d frames\n", w, h, inches, opened,
                  demo->screen_count, walk.stage.frames);
    int faults = walk.stage.faults, missed = demo->screen_count - opened;
    stage_close(&walk.stage);
    assert_int_equal(faults, 0);
    assert_int_equal(missed, 0);
}

static void upright(void **state)
{
    (void)state;
    explore(1080, 1920, GLASS_USUAL);
}

static void on_its_side(void **state)
{
    (void)state;
    explore(1920, 1080, GLASS_SMALLEST);
}

/* What only a mission shows. */
static void along_the_missions(void **state)
{
    (void)state;
    stage_open(&walk.stage, &(struct stage_setup){.folder = SLIDES, .collects = true});
    for (int i = 0; i < walker_demo(&walk.stage)->mission_count; i++) {
        for (int j = 0; j < 2; j++) {
            walker_choose(&walk.stage);
            walker_start(&walk.stage, i);
            while (walk_step(walk.stage.app)) {
                take_note();
                walker_answer(&walk.stage, j);
            }
            take_note();
            stage_tap_word(&walk.stage, "go.home");
        }
    }
    stage_close(&walk.stage);
}

static void no_dead_widget(void **state)
{
    (void)state;
    static const char *const kinds[DEMO_WIDGETS] = {
        "title",   "text",   "notice", "field",  "card",    "row",   "list",
        "bubbles", "button", "choice", "toggle", "picture", "chart", "calendar"};
    int all[DEMO_WIDGETS] = {0}, seen[DEMO_WIDGETS] = {0}, unseen = 0, untouched = 0;
    stage_open(&walk.stage, &(struct stage_setup){.folder = SLIDES});
    const struct demo *demo = walker_demo(&walk.stage);
    for (int i = 0; i < demo->screen_count; i++) {
        for (int j = 0; j < demo->screens[i].widget_count; j++) {
            const struct demo_widget *widget = &demo->screens[i].widgets[j];
            all[widget->kind]++;
            seen[widget->kind] += walk.seen[i][j];
            bool idle = walk.can[i][j] & ~walk.done[i][j];
            unseen += !walk.seen[i][j];
            untouched += idle;
            if (!walk.seen[i][j] || idle) {
                print_error("%s:%d: nobody %s this %s of the screen %s (if: %s)\n",
                            file_name(demo->screens[i].file), widget->line,
                            idle ? "touched" : "saw", kinds[widget->kind], demo->screens[i].id,
                            widget->cond ? widget->cond : "-");
            }
        }
    }
    for (int i = 0; i < DEMO_WIDGETS; i++) {
        print_message("%-8s %3d of %3d seen, %5d touches\n", kinds[i], seen[i], all[i],
                      walk.by_kind[i]);
    }
    print_message("at most %d touches back to a tab\n", walk.most_back);
    tell_controls();
    for (int i = 0; i < NODES; i++) {
        arr_release(&walk.places[i].controls);
    }
    stage_close(&walk.stage);
    str_release(&walk.before);
    str_release(&walk.after);
    assert_int_equal(untouched, 0);
    assert_int_equal(unseen, 0);
    assert_int_equal(walk.dead, 0);
    assert_int_equal(walk.lost, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(along_the_missions),
        cmocka_unit_test(upright),
        cmocka_unit_test(on_its_side),
        cmocka_unit_test(no_dead_widget),
    };
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : seed;
    touches = argc > 2 ? (int)strtol(argv[2], NULL, 10) : touches;
    print_message("seed %llu, at most %d touches\n", (unsigned long long)seed, touches);
    walk.chance = (struct chance){seed};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
