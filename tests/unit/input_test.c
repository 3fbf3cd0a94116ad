#include "platform/input.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { W = 1000, H = 2000, MORE_THAN_SDL_HOLDS = 70000 };

static struct input input;

static int begin(void **state)
{
    (void)state;
    struct err err;
    input = (struct input){0};
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    return SDL_Init(SDL_INIT_VIDEO) == 0 && input_open(&input, &err) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    input_close(&input);
    SDL_Quit();
    return 0;
}

static void queue(Uint32 type, float x, float y)
{
    SDL_Event event = {.type = type};
    event.tfinger.x = x;
    event.tfinger.y = y;
    SDL_PushEvent(&event);
}

static void expect(enum event_kind kind, int x, int y)
{
    SDL_Event from;
    struct event event = {0};
    assert_true(input_next(&input, 0, &from));
    assert_true(input_read(&from, W, H, &event));
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.x, x);
    assert_int_equal(event.y, y);
}

static void expect_nothing(void)
{
    SDL_Event from;
    assert_false(input_next(&input, 0, &from));
}

/* While a page is being drawn they wait together: the finger that left a button and came back has
 * left it (gesture.h), and only the move tells. */
static void a_finger_that_went_away_and_came_back_is_told_whole(void **state)
{
    (void)state;
    queue(SDL_FINGERDOWN, 0.5f, 0.75f);
    queue(SDL_FINGERMOTION, 0.5f, 0.25f);
    queue(SDL_FINGERMOTION, 0.5f, 0.75f);
    queue(SDL_FINGERUP, 0.5f, 0.75f);
    expect(EVENT_TOUCH_DOWN, 500, 1500);
    expect(EVENT_TOUCH_MOVE, 500, 500);
    expect(EVENT_TOUCH_MOVE, 500, 1500);
    expect(EVENT_TOUCH_UP, 500, 1500);
    expect_nothing();
}

/* What overflows is told; and the queue has room again once it is read. */
static void a_flood_keeps_room_for_what_ends_it(Uint32 type)
{
    for (int i = 0; i < MORE_THAN_SDL_HOLDS; i++) {
        queue(type, 0.5f, 0.5f);
    }
    assert_true(atomic_exchange(&input.lost, false));
    if (type == SDL_FINGERMOTION) {
        queue(SDL_FINGERUP, 0.25f, 0.25f);
    }
    SDL_Event from;
    Uint32 last = 0;
    while (input_next(&input, 0, &from)) {
        last = from.type;
    }
    assert_int_equal(last, type == SDL_FINGERMOTION ? SDL_FINGERUP : type);
    assert_int_equal(atomic_load(&input.queued), 0);
    assert_false(atomic_load(&input.lost));
    queue(SDL_FINGERDOWN, 0.5f, 0.5f);
    expect(EVENT_TOUCH_DOWN, 500, 1000);
    expect_nothing();
}

static void a_flood_of_moves_is_told_and_ends(void **state)
{
    (void)state;
    a_flood_keeps_room_for_what_ends_it(SDL_FINGERMOTION);
}

static void a_flood_of_touches_is_told_and_ends(void **state)
{
    (void)state;
    a_flood_keeps_room_for_what_ends_it(SDL_FINGERDOWN);
}

/* Places that no glass has, and what is no touch. */
static void what_a_device_makes_up_stays_on_the_glass(void **state)
{
    (void)state;
    queue(SDL_FINGERDOWN, -3.0f, 7.0f);
    queue(SDL_FINGERDOWN, SDL_sqrtf(-1.0f), 1.0f);
    SDL_Event other = {.type = SDL_MOUSEWHEEL};
    SDL_PushEvent(&other);
    expect(EVENT_TOUCH_DOWN, 0, H - 1);
    expect(EVENT_TOUCH_DOWN, 0, H - 1);
    expect_nothing();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_finger_that_went_away_and_came_back_is_told_whole, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_flood_of_moves_is_told_and_ends, begin, end),
        cmocka_unit_test_setup_teardown(a_flood_of_touches_is_told_and_ends, begin, end),
        cmocka_unit_test_setup_teardown(what_a_device_makes_up_stays_on_the_glass, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
