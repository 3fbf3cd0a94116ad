#include "platform/fade.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { W = 200, H = 70, STEP_NS = 16666667, LENGTH_MS = 400 };

static const struct rect all = {0, 0, W, H};

static SDL_Surface *surface_of(uint32_t color)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, color);
    return surface;
}

static int red_at(const SDL_Surface *surface, int x, int y)
{
    const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
                                                           (ptrdiff_t)y * surface->pitch);
    return (int)(row[x] >> 16 & 0xFF);
}

/* Begins a fade of surface to one where only that part is of another colour. */
static void begin(struct fade *fade, SDL_Surface *surface, SDL_Rect part, uint32_t color)
{
    assert_true(fade_prepare(fade, surface, all));
    SDL_BlitSurface(surface, NULL, fade->to, NULL);
    SDL_FillRect(fade->to, &part, color);
    fade_start(fade, surface, 0, LENGTH_MS);
}

static void a_fade_goes_one_way_and_ends_exactly(void **state)
{
    (void)state;
    struct fade fade = {0};
    SDL_Surface *surface = surface_of(0x101010);
    begin(&fade, surface, (SDL_Rect){150, 60, 3, 3}, 0xF0F0F0);
    int before = red_at(surface, 151, 61), steps = 0;
    for (int64_t now = 0; !fade_step(&fade, surface, now); now += STEP_NS, steps++) {
        int red = red_at(surface, 151, 61);
        assert_true(red >= before && red <= 0xF0);
        assert_int_equal(red_at(surface, 10, 10), 0x10);
        before = red;
    }
    assert_in_range(steps, 22, 26);
    assert_int_equal(red_at(surface, 151, 61), 0xF0);
    assert_int_equal(red_at(surface, 149, 61), 0x10);
    fade_end(&fade);
    assert_false(fade_runs(&fade));
    fade_release(&fade);
    SDL_FreeSurface(surface);
}

static void a_late_step_still_ends(void **state)
{
    (void)state;
    struct fade fade = {0};
    SDL_Surface *surface = surface_of(0x000000);
    begin(&fade, surface, (SDL_Rect){0, 0, W, H}, 0xFF0000);
    assert_false(fade_step(&fade, surface, 0));
    assert_true(fade_step(&fade, surface, INT64_MAX));
    assert_int_equal(red_at(surface, 199, 69), 0xFF);
    fade_release(&fade);
    SDL_FreeSurface(surface);
}

/* A picture that became ready in the middle is painted into `to`, where the two frames were alike.
 */
static void what_is_painted_meanwhile_comes_too(void **state)
{
    (void)state;
    struct fade fade = {0};
    SDL_Surface *surface = surface_of(0x000000);
    begin(&fade, surface, (SDL_Rect){0, 0, 10, 10}, 0xFF0000);
    assert_false(fade_step(&fade, surface, 0));
    SDL_FillRect(fade.to, &(SDL_Rect){180, 60, 5, 5}, 0xFF0000);
    fade_repainted(&fade);
    assert_false(fade_step(&fade, surface, 200 * INT64_C(1000000)));
    assert_true(red_at(surface, 182, 62) > 0);
    assert_true(fade_step(&fade, surface, 500 * INT64_C(1000000)));
    assert_int_equal(red_at(surface, 182, 62), 0xFF);
    fade_release(&fade);
    SDL_FreeSurface(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fade_goes_one_way_and_ends_exactly),
        cmocka_unit_test(a_late_step_still_ends),
        cmocka_unit_test(what_is_painted_meanwhile_comes_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
