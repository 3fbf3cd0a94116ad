/* strokes_test.c: the letters of last resort: there is ink, it is told apart, it keeps its width.
 */
#include "platform/strokes.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIZE = 40 };

static int ink(const SDL_Surface *surface, int from_x, int to_x)
{
    int sum = 0;
    for (int y = 0; y < surface->h; y++) {
        const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
        for (int x = from_x; x < to_x; x++) {
            sum += row[x] > 127;
        }
    }
    return sum;
}

static bool same(const char *a, const char *b)
{
    SDL_Surface *one = strokes_draw(a, SIZE, false), *other = strokes_draw(b, SIZE, false);
    bool alike = one->w == other->w;
    for (int y = 0; alike && y < one->h; y++) {
        alike = memcmp((const uint8_t *)one->pixels + (ptrdiff_t)y * one->pitch,
                       (const uint8_t *)other->pixels + (ptrdiff_t)y * other->pitch,
                       (size_t)one->w) == 0;
    }
    SDL_FreeSurface(one);
    SDL_FreeSurface(other);
    return alike;
}

static void every_letter_has_ink_of_its_own(void **state)
{
    (void)state;
    static const char *const letters[] = {
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "P", "Q", "R", "S",
        "T", "U", "V", "W", "X", "Y", "Z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "É",
        "È", "Ê", "Ë", "À", "Â", "Ç", "Î", "Ï", "Ô", "Ù", "Û", "Ü", "Œ", "Æ", "!", "?", ".", ",",
        ":", ";", "’", "«", "»", "(", ")", "/", "+", "=", "%", "-", "–", "€", "°", "…", "@", "→",
    };
    enum { N = sizeof letters / sizeof *letters };
    for (int i = 0; i < N; i++) {
        SDL_Surface *surface = strokes_draw(letters[i], SIZE, false);
        assert_non_null(surface);
        if (ink(surface, 0, surface->w) < 8) {
            fail_msg("no ink: %s", letters[i]);
        }
        SDL_FreeSurface(surface);
        for (int j = 0; j < i; j++) {
            if (same(letters[i], letters[j])) {
                fail_msg("one picture for %s and %s", letters[i], letters[j]);
            }
        }
    }
    assert_true(same("épargné", "ÉPARGNÉ"));
}

static void nothing_is_cut_off(void **state)
{
    (void)state;
    static const char text[] = "3422 : « Îlot, où ça ? » ÄŸ";
    for (int size = 30; size < 300; size += 23) {
        SDL_Surface *surface = strokes_draw(text, size, true);
        assert_int_equal(surface->w, strokes_width(text, size));
        assert_int_equal(surface->h, size * 5 / 4);
        assert_true(ink(surface, 0, surface->w) > 3 * size);
        const uint8_t *top = surface->pixels;
        const uint8_t *bottom = top + (ptrdiff_t)(surface->h - 1) * surface->pitch;
        for (int x = 0; x < surface->w; x++) {
            assert_true(top[x] < 128 && bottom[x] < 128);
        }
        SDL_FreeSurface(surface);
    }
}

static void what_cannot_be_drawn_is_a_box_or_nothing(void **state)
{
    (void)state;
    assert_true(strokes_has(0xE9) && strokes_has(' ') && strokes_has(0x202F) && strokes_has('z'));
    assert_false(strokes_has(0x645));
    assert_true(same("م", "字"));
    assert_false(same("م", "O"));
    assert_null(strokes_draw("", SIZE, false));
    assert_null(strokes_draw("A", 0, false));
    SDL_Surface *broken = strokes_draw("a\xff\xc3", SIZE, false); /* no UTF-8 */
    assert_non_null(broken);
    SDL_FreeSurface(broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_has_ink_of_its_own),
        cmocka_unit_test(nothing_is_cut_off),
        cmocka_unit_test(what_cannot_be_drawn_is_a_box_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
