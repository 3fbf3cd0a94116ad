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

/* --- keys */

static enum event_key key_of(SDL_Scancode scancode, SDL_Keycode code, Uint16 with, char *digit)
{
    SDL_Event from = {.type = SDL_KEYDOWN};
    struct event event = {0};
    from.key.keysym = (SDL_Keysym){.scancode = scancode, .sym = code, .mod = with};
    if (!input_read(&from, W, H, &event)) {
        return KEY_NONE;
    }
    assert_int_equal(event.kind, EVENT_KEY);
    *digit = event.digit;
    return event.key;
}

/* Of all that a keyboard, a stick that says it is one, or a remote can send. */
static void few_keys_mean_anything(void **state)
{
    (void)state;
    int meant = 0;
    for (int code = 0; code < SDL_NUM_SCANCODES; code++) {
        char digit = 0;
        SDL_Keycode key = SDL_GetKeyFromScancode((SDL_Scancode)code);
        enum event_key means = key_of((SDL_Scancode)code, key, 0, &digit);
        meant += means != KEY_NONE;
        assert_true(means != KEY_DIGIT || (digit >= '0' && digit <= '9'));
    }
    assert_int_equal(meant, 4 + 1 + 5 + 4 + 2 + 10 + 10);
}

static void no_combination_means_anything(void **state)
{
    (void)state;
    static const Uint16 with[] = {KMOD_LCTRL, KMOD_RCTRL, KMOD_LALT, KMOD_RALT,
                                  KMOD_LGUI,  KMOD_RGUI,  KMOD_MODE, KMOD_LSHIFT};
    for (int mask = 1; mask < 1 << 8; mask++) {
        Uint16 all = KMOD_NUM | KMOD_CAPS;
        for (int i = 0; i < 8; i++) {
            all |= mask >> i & 1 ? with[i] : 0;
        }
        for (int code = 0; code < SDL_NUM_SCANCODES; code++) {
            char digit = 0;
            SDL_Keycode key = SDL_GetKeyFromScancode((SDL_Scancode)code);
            bool back = key == SDLK_TAB && mask == 1 << 7; /* Shift+Tab goes the other way */
            assert_int_equal(key_of((SDL_Scancode)code, key, all, &digit),
                             back ? KEY_BACK : KEY_NONE);
        }
    }
}

/* The lock keys change nothing; a French keyboard has its digits where the others have them. */
static void digits_are_where_they_stand(void **state)
{
    (void)state;
    static const SDL_Keycode azerty[] = {'&', 0xE9, '"', '\'', '(', '-', 0xE8, '_', 0xE7, 0xE0};
    static const char row[] = "1234567890";
    static const enum event_key arrows[] = {
        [1] = KEY_DOWN, [3] = KEY_LEFT, [5] = KEY_RIGHT, [7] = KEY_UP, [9] = KEY_NONE};
    for (int i = 0; i < 10; i++) {
        char digit = 0;
        SDL_Scancode at = (SDL_Scancode)(SDL_SCANCODE_1 + i);
        assert_int_equal(key_of(at, azerty[i], KMOD_NUM, &digit), KEY_DIGIT);
        assert_int_equal(digit, row[i]);
        assert_int_equal(key_of(at, SDL_GetKeyFromScancode(at), 0, &digit), KEY_DIGIT);
        assert_int_equal(digit, row[i]);
        at = (SDL_Scancode)(SDL_SCANCODE_KP_1 + i);
        assert_int_equal(key_of(at, SDL_GetKeyFromScancode(at), i % 2 ? KMOD_NUM : 0, &digit),
                         arrows[i] ? arrows[i] : KEY_DIGIT);
        assert_int_equal(digit, row[i]);
    }
}

static void a_key_held_acts_once(void **state)
{
    (void)state;
    static const SDL_Keycode codes[] = {SDLK_RIGHT, SDLK_RETURN, SDLK_TAB, SDLK_KP_5,
                                        SDLK_PAGEDOWN};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        SDL_Event from = {.type = SDL_KEYDOWN};
        struct event event = {0};
        from.key.keysym.sym = codes[i];
        assert_true(input_read(&from, W, H, &event));
        from.key.repeat = 1;
        assert_false(input_read(&from, W, H, &event));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_finger_that_went_away_and_came_back_is_told_whole, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_flood_of_moves_is_told_and_ends, begin, end),
        cmocka_unit_test_setup_teardown(a_flood_of_touches_is_told_and_ends, begin, end),
        cmocka_unit_test_setup_teardown(what_a_device_makes_up_stays_on_the_glass, begin, end),
        cmocka_unit_test_setup_teardown(few_keys_mean_anything, begin, end),
        cmocka_unit_test_setup_teardown(no_combination_means_anything, begin, end),
        cmocka_unit_test_setup_teardown(digits_are_where_they_stand, begin, end),
        cmocka_unit_test_setup_teardown(a_key_held_acts_once, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
