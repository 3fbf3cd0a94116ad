/* monkey_test.c: 100 000 things done at random. The kiosk is never stuck, comes back to the loop
 * when left alone, does not grow, and every visit that starts ends.
 *
 * The seed is printed; `monkey_test SEED [EVENTS]` plays one again. */
#include "stage.h"

#include "chance.h"

#include <malloc.h>

enum { EVENTS = 100000, SETTLED = 10000, FINGERS = 4 };

static uint64_t seed = 20261121;
static int events = EVENTS;

static const struct {
    int w, h;
} formats[] = {{1080, 1920}, {1920, 1080}, {1280, 720}, {1366, 768}};

struct monkey {
    struct stage stage;
    struct chance chance;
    bool down[FINGERS];
    int x[FINGERS], y[FINGERS];
};

static void anywhere(struct monkey *monkey, int *x, int *y)
{
    struct stage *stage = &monkey->stage;
    const struct zone *zone = NULL;
    if (chance_below(&monkey->chance, 2) && stage->list->zones.n > 0) {
        zone = &stage->list->zones.at[chance_below(&monkey->chance, (int)stage->list->zones.n)];
    }
    struct rect rect = zone ? zone->rect : (struct rect){-5, -5, stage->glass.w, stage->glass.h};
    *x = rect.x + chance_below(&monkey->chance, rect.w);
    *y = rect.y + chance_below(&monkey->chance, rect.h);
}

static void move_a_finger(struct monkey *monkey)
{
    int finger = chance_below(&monkey->chance, 3) ? 0 : chance_below(&monkey->chance, FINGERS);
    int x = monkey->x[finger], y = monkey->y[finger];
    int what = chance_below(&monkey->chance, 8);
    if (!monkey->down[finger]) {
        anywhere(monkey, &x, &y);
        stage_down(&monkey->stage, finger, x, y);
        monkey->down[finger] = true;
    } else if (what == 0) {
        anywhere(monkey, &x, &y);
        stage_move(&monkey->stage, finger, x, y);
    } else if (what == 1) {
        monkey->down[finger] = false; /* its leaving is never told */
    } else {
        stage_up(&monkey->stage, finger, x, y);
        monkey->down[finger] = false;
    }
    monkey->x[finger] = x;
    monkey->y[finger] = y;
}

static void pass_time(struct monkey *monkey)
{
    static const int longest[] = {30, 30, 400, 400, 2000, 15000, 200000};
    int most = longest[chance_below(&monkey->chance, chance_below(&monkey->chance, 20) ? 6 : 7)];
    if (chance_below(&monkey->chance, 50) == 0) {
        stage_leap(&monkey->stage, chance_below(&monkey->chance, most));
    } else {
        stage_wait(&monkey->stage, chance_below(&monkey->chance, most));
    }
}

static void do_something(struct monkey *monkey)
{
    static const char *const languages[] = {"fr", "fr-simple", "en", "ar", "xx"};
    struct stage *stage = &monkey->stage;
    int what = chance_below(&monkey->chance, 1000);
    if (what < 250) {
        int x, y;
        anywhere(monkey, &x, &y);
        stage_touch(stage, x, y);
    } else if (what < 700) {
        move_a_finger(monkey);
    } else if (what < 880) {
        pass_time(monkey);
    } else if (what < 985) {
        stage_key(stage, (enum event_key)chance_below(&monkey->chance, EVENT_KEYS));
    } else if (what < 990) {
        int format = chance_below(&monkey->chance, 4);
        stage_resize(stage, formats[format].w, formats[format].h);
    } else if (what < 995) {
        stage_send(stage, (struct event){.kind = EVENT_TOUCH_LOST});
    } else {
        stage_language(stage, languages[chance_below(&monkey->chance, 5)]);
    }
}

/* Bytes in use; the sanitizer knows where it is there. Large blocks that glibc maps one by one are
 * no part of its arenas, and which are large is settled anew whenever one is freed: both are added.
 */
extern size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t bytes_in_use(void)
{
    if (__sanitizer_get_current_allocated_bytes) {
        return __sanitizer_get_current_allocated_bytes();
    }
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

static size_t frame_room(const struct draw_list *list)
{
    return list->commands.room + list->zones.room + list->words.room + list->soon.room;
}

static void left_alone(struct monkey *monkey)
{
    struct stage *stage = &monkey->stage;
    for (int i = 0; i < FINGERS; i++) {
        monkey->down[i] = false;
    }
    stage_wait(stage, 120000 + 30000 + 15000);
    expect_screen(stage, "loop");
    int shown = tally_sum(&stage->tally, "slide.shown");
    stage_wait(stage, 300000 + 30000); /* paused or not, with a forgotten finger or without */
    assert_true(tally_sum(&stage->tally, "slide.shown") > shown);
    assert_int_equal(tally_of(&stage->tally, "visit.started", ""),
                     tally_sum(&stage->tally, "visit.finished") +
                         tally_sum(&stage->tally, "visit.left"));
    assert_true(tally_of(&stage->tally, "visit.engaged", "") <=
                tally_of(&stage->tally, "visit.started", ""));
}

static void expect_visits_add_up(const struct stage *stage)
{
    int started = tally_of(&stage->tally, "visit.started", "");
    int ended = tally_sum(&stage->tally, "visit.finished") + tally_sum(&stage->tally, "visit.left");
    assert_in_range(started - ended, 0, 1);
    assert_true(strcmp(app_screen(stage->app), "loop") != 0 || started == ended);
}

static void wander(const char *folder, int many)
{
    static struct monkey monkey;
    struct stage *stage = &monkey.stage;
    size_t room = 0, early = SIZE_MAX, late = SIZE_MAX; /* the least of each end: less noise */
    print_message("seed %llu, %d events\n", (unsigned long long)seed, many);
    monkey = (struct monkey){.chance = {0}};
    monkey.chance = (struct chance){seed};
    stage_open(stage, &(struct stage_setup){.folder = folder});
    stage->audit_every = 20;
    for (int i = 0; i < many; i++) {
        do_something(&monkey);
        if (i % 1000 == 999) {
            left_alone(&monkey);
            size_t bytes = bytes_in_use();
            early = i < 2 * SETTLED && bytes < early ? bytes : early;
            late = i >= many - 2 * SETTLED && bytes < late ? bytes : late;
        }
        expect_visits_add_up(stage);
        if (i == SETTLED - 1) {
            room = frame_room(stage->list);
        }
    }
    left_alone(&monkey);
    assert_true(many < SETTLED || frame_room(stage->list) <= 2 * room); /* rooms double */
    print_message("%zu bytes in use early, %zu late\n", early, late);
    assert_true(many < 4 * SETTLED || late <= early + early / 10);
    int missions = tally_sum(&stage->tally, "mission.started");
    print_message("%d frames, %d visits, %d missions\n", stage->frames,
                  tally_of(&stage->tally, "visit.started", ""), missions);
    assert_int_equal(missions, tally_sum(&stage->tally, "mission.finished") +
                                   tally_sum(&stage->tally, "mission.left"));
    assert_true(missions > 0 || !folder || many < SETTLED);
    stage_close(stage);
}

static void at_random(void **state)
{
    (void)state;
    wander(NULL, events);
}

/* The true content: it alone has a demo app to walk through. */
static void through_the_demo_app(void **state)
{
    (void)state;
    wander(SLIDES, events / 4);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(at_random),
                                       cmocka_unit_test(through_the_demo_app)};
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : seed;
    events = argc > 2 ? (int)strtol(argv[2], NULL, 10) : events;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
