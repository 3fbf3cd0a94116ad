#include "unit.h"

#include "base/log.h"
#include "platform/box.h"
#include "platform/decode.h"
#include "platform/paint.h"
#include "platform/scale.h"

#include <SDL.h>

enum { W = 320, H = 240, SIDE = 21, MODULE = 5 };

static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
                          "<rect width='20' height='10' fill='#ff0000'/>"
                          "<rect width='5' height='10' fill='#0000ff'/></svg>";

static SDL_Surface *surface_of(int w, int h)
{
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
}

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    const char *row = (const char *)surface->pixels + (ptrdiff_t)y * surface->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

static bool same(const SDL_Surface *a, const SDL_Surface *b)
{
    for (int y = 0; y < a->h; y++) {
        for (int x = 0; x < a->w; x++) {
            if (pixel(a, x, y) != pixel(b, x, y)) {
                return false;
            }
        }
    }
    return a->w == b->w && a->h == b->h;
}

static void begin(struct draw_list *list, uint32_t background)
{
    struct glass glass = {.w = W, .h = H, .per_mm = 4, .inches = 10};
    draw_begin(list, &glass, background);
}

/* A bit of everything but pictures. */
static void fill(struct draw_list *list, const struct text_fonts *fonts)
{
    uint8_t modules[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        modules[i] = (uint8_t)(i * 7 % 5 == 0);
    }
    begin(list, 0xFBF7EF);
    draw_box(list, (struct rect){10, 10, 100, 60}, 0x0F5C63, 17);
    draw_border(list, (struct rect){5, 5, 110, 70}, 0xC4573A, 22, 3);
    draw_border(list, (struct rect){200, 150, 61, 61}, 0x000000, 999, 1);
    draw_code(list, (struct rect){120, 10, SIDE * MODULE, SIDE * MODULE}, modules, SIDE);
    const char *text = "\u00C0 bient\u00F4t, \u1EA4j";
    struct rect line = {10, 130, 0, 40};
    line.w = fonts->width(fonts->context, FACE_LATIN, 31, false, text, strlen(text));
    draw_run(list, line, FACE_LATIN, 31, 0x222222, false, text, strlen(text));
    draw_run(list, (struct rect){10, 180, 200, 40}, FACE_ARABIC, 30, 0x222222, true,
             "\u0645\u0631\u062D\u0628\u0627", 10);
    draw_end(list);
}

static void pieces_make_the_whole(void **state)
{
    (void)state;
    struct font_set *fonts = font_open();
    struct draw_list list = {0};
    fill(&list, font_measure(fonts));
    SDL_Surface *whole = surface_of(W, H), *pieces = surface_of(W, H);
    assert_int_equal(paint_list(whole, &list, (struct rect){-5, -5, 9999, 9999}, fonts, NULL), 0);
    for (int y = 0; y < H; y += 19) {
        for (int x = 0; x < W; x += 37) {
            paint_list(pieces, &list, (struct rect){x, y, 37, 19}, fonts, NULL);
        }
    }
    assert_true(same(whole, pieces));
    SDL_FreeSurface(whole);
    SDL_FreeSurface(pieces);
    draw_release(&list);
    font_close(fonts);
}

static void corners_are_round_and_even(void **state)
{
    (void)state;
    SDL_Surface *surface = surface_of(64, 64);
    struct rect all = {0, 0, 64, 64};
    struct box disc = {{2, 2, 60, 60}, 30, 0};
    box_plain(surface, all, all, 0xFFFFFF);
    box_fill(surface, all, &disc, 0x000000);
    long ink = 0;
    for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 64; x++) {
            assert_int_equal(pixel(surface, x, y), pixel(surface, 63 - x, y));
            assert_int_equal(pixel(surface, x, y), pixel(surface, y, x));
            ink += 255 - (long)(pixel(surface, x, y) & 0xFF);
        }
    }
    double area = (double)ink / 255, circle = 3.14159265 * 30 * 30;
    assert_true(area > circle * 0.998 && area < circle * 1.002);
    assert_int_equal(pixel(surface, 2, 2), 0xFFFFFF);
    assert_int_equal(pixel(surface, 32, 3), 0x000000);
    SDL_FreeSurface(surface);
}

static void an_outline_stays_inside(void **state)
{
    (void)state;
    SDL_Surface *surface = surface_of(40, 40);
    struct rect all = {0, 0, 40, 40};
    struct box box = {{4, 4, 32, 32}, 0, 2};
    box_plain(surface, all, all, 0xFFFFFF);
    box_fill(surface, all, &box, 0x123456);
    for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 40; x++) {
            struct rect outer = {4, 4, 32, 32}, inner = {6, 6, 28, 28};
            bool ink = rect_has(outer, x, y) && !rect_has(inner, x, y);
            assert_int_equal(pixel(surface, x, y), ink ? 0x123456 : 0xFFFFFF);
        }
    }
    SDL_FreeSurface(surface);
}

static void a_mix_is_exact(void **state)
{
    (void)state;
    for (unsigned part = 0; part < 256; part++) {
        for (unsigned under = 0; under < 256; under += 5) {
            unsigned over = 255 - under, right = (under * (255 - part) + over * part + 127) / 255;
            uint32_t mixed = box_mix(under * 0x010101, over * 0x010101, part);
            assert_int_equal(mixed, right * 0x010101);
        }
    }
}

static void modules_are_whole_pixels(void **state)
{
    (void)state;
    struct draw_list list = {0};
    uint8_t modules[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        modules[i] = (uint8_t)(i % 3 == 0);
    }
    begin(&list, 0x888888);
    draw_code(&list, (struct rect){10, 10, SIDE * MODULE, SIDE * MODULE}, modules, SIDE);
    draw_end(&list);
    SDL_Surface *surface = surface_of(W, H);
    paint_list(surface, &list, (struct rect){0, 0, W, H}, NULL, NULL);
    for (int y = 0; y < SIDE * MODULE; y++) {
        for (int x = 0; x < SIDE * MODULE; x++) {
            bool black = modules[y / MODULE * SIDE + x / MODULE] == 1;
            assert_int_equal(pixel(surface, 10 + x, 10 + y), black ? 0x000000 : 0xFFFFFF);
        }
    }
    assert_int_equal(pixel(surface, 9, 9), 0x888888);
    SDL_FreeSurface(surface);
    draw_release(&list);
}

static void a_blend_has_exact_ends(void **state)
{
    (void)state;
    SDL_Surface *from = surface_of(53, 7), *to = surface_of(53, 7), *out = surface_of(53, 7);
    struct rect all = {0, 0, 53, 7};
    for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 53; x++) {
            box_plain(from, (struct rect){0, 0, 53, 7}, (struct rect){x, y, 1, 1},
                      (uint32_t)(x * 77777 + y) & 0xFFFFFF);
            box_plain(to, (struct rect){0, 0, 53, 7}, (struct rect){x, y, 1, 1},
                      (uint32_t)(x * 1234567 + y * 99) & 0xFFFFFF);
        }
    }
    SDL_BlitSurface(from, NULL, out, NULL);
    paint_toward(out, to, 0, all);
    assert_true(same(out, from));
    paint_toward(out, to, 64, all);
    unsigned a = pixel(from, 52, 6) & 0xFF, b = pixel(to, 52, 6) & 0xFF;
    assert_int_equal(pixel(out, 52, 6) & 0xFF, (a * 192 + b * 64 + 128) >> 8);
    paint_toward(out, out, 100, all);
    assert_int_equal(pixel(out, 52, 6) & 0xFF, (a * 192 + b * 64 + 128) >> 8);
    paint_toward(out, to, 256, all);
    assert_true(same(out, to));
    SDL_FreeSurface(from);
    SDL_FreeSurface(to);
    SDL_FreeSurface(out);
}

static void drawn_is_as_wide_as_measured(void **state)
{
    (void)state;
    struct font_set *fonts = font_open();
    const struct text_fonts *measure = font_measure(fonts);
    static const struct {
        enum face face;
        bool rtl;
        const char *text;
    } runs[] = {
        {FACE_LATIN, false, "Vos ordonnances"},
        {FACE_LATIN_BOLD, false, "Je commence"},
        {FACE_WIDE, false, "\u0417\u0434\u0440\u0430\u0432"},
        {FACE_ARABIC, true, "\u0641\u0636\u0627\u0621 \u0627\u0644\u0635\u062D\u0629"},
        {FACE_ICONS, false, "\uE88A"},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        for (int size = 17; size < 90; size += 24) {
            int rise;
            struct draw_command run = {.kind = DRAW_TEXT,
                                       .face = runs[i].face,
                                       .size = size,
                                       .rtl = runs[i].rtl,
                                       .text = runs[i].text};
            run.rect.w = measure->width(measure->context, run.face, size, run.rtl, run.text,
                                        strlen(run.text));
            assert_int_equal(measure->width(measure->context, run.face, size, run.rtl, run.text,
                                            strlen(run.text)),
                             run.rect.w);
            const SDL_Surface *drawn = font_run(fonts, &run, &rise);
            assert_non_null(drawn);
            assert_int_equal(drawn->w, run.rect.w);
        }
    }
    assert_true(measure->has(measure->context, FACE_LATIN, 0xE9));
    assert_false(measure->has(measure->context, FACE_LATIN, 0x0627));
    assert_true(measure->has(measure->context, FACE_ARABIC, 0x0627));
    font_close(fonts);
}

static SDL_Surface *decode(const char *bytes, size_t n, int w, int h, struct err *err)
{
    err->text[0] = '\0';
    return decode_file(bytes_file(bytes, n), w, h, err);
}

static void an_svg_covers_its_place(void **state)
{
    (void)state;
    struct err err;
    SDL_Surface *wide = decode(svg, strlen(svg), 80, 40, &err);
    assert_non_null(wide);
    assert_int_equal(pixel(wide, 5, 20), 0x0000FF);
    assert_int_equal(pixel(wide, 75, 20), 0xFF0000);
    SDL_Surface *square = decode(svg, strlen(svg), 40, 40, &err); /* its left quarter is cut */
    assert_int_equal(square->w, 40);
    assert_int_equal(square->h, 40);
    assert_int_equal(pixel(square, 2, 20), 0xFF0000);
    SDL_FreeSurface(wide);
    SDL_FreeSurface(square);
}

static void a_picture_is_scaled_evenly(void **state)
{
    (void)state;
    SDL_Surface *source = SDL_CreateRGBSurfaceWithFormat(0, 200, 100, 24, SDL_PIXELFORMAT_RGB24);
    for (int y = 0; y < 100; y++) { /* a fine chequer: grey from afar */
        for (int x = 0; x < 600; x++) {
            ((uint8_t *)source->pixels)[y * source->pitch + x] = (x / 3 + y) % 2 ? 255 : 0;
        }
    }
    static const struct {
        int w, h;
    } sizes[] = {{50, 25}, {20, 20}, {7, 31}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        SDL_Surface *out = scale_cover(source, sizes[i].w, sizes[i].h);
        assert_int_equal(out->w, sizes[i].w);
        assert_int_equal(out->h, sizes[i].h);
        unsigned middle = pixel(out, out->w / 2, out->h / 2) & 0xFF;
        assert_in_range(middle, 115, 140);
        SDL_FreeSurface(out);
    }
    SDL_Surface *large = scale_cover(source, 500, 700);
    assert_int_equal(large->h, 700);
    SDL_FreeSurface(large);
    SDL_FreeSurface(source);
}

/* No broken SVG here: SDL_image 2.6.3 leaks a little with one, which would fail the sanitizers. */
static void bad_pictures_are_refused(void **state)
{
    (void)state;
    static const char png[] =
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\0\1\0\10\2\0\0\0....\0\0\0\0IEND....";
    static const char cut[] =
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\2\0\0\0....\0\0\1\0IDAT";
    static const char jpeg[] = "\xFF\xD8\xFF\xC0\0\x11\10\0\x10\0\x10\3.........\xFF\xDA\0\2abc";
    static const char cmyk[] =
        "\xFF\xD8\xFF\xC0\0\x14\10\0\x10\0\x10\4............\xFF\xDA\0\2\xFF\xD9";
    static const char thin[] = "<svg width='1' height='9999999'><rect width='1' height='1'/></svg>";
    static const struct {
        const char *bytes;
        size_t n;
        const char *message;
    } cases[] = {
        {"", 0, "ni SVG, ni PNG"},
        {"GIF89a", 6, "ni SVG, ni PNG"},
        {png, sizeof png - 1, "65536 x 256 pixels"},
        {cut, sizeof cut - 1, "incomplète"},
        {png, 20, "incomplète"},
        {jpeg, sizeof jpeg - 1, "incomplète"},
        {jpeg, 5, "incomplète"},
        {cmyk, sizeof cmyk - 1, "CMJN"},
        {"<html>", 6, "ni SVG, ni PNG"},
        {thin, sizeof thin - 1, "trop étroit"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        assert_null(decode(cases[i].bytes, cases[i].n, 64, 64, &err));
        if (!strstr(err.text, cases[i].message)) {
            fail_msg("%zu: %s", i, err.text);
        }
    }
}

static int logged;

/* In the place of base/log.c. */
void log_line(enum log_level level, const char *format, ...)
{
    (void)level;
    (void)format;
    logged++;
}

static void count(void *context)
{
    __atomic_add_fetch((int *)context, 1, __ATOMIC_SEQ_CST);
}

static void pictures_come_from_the_worker(void **state)
{
    (void)state;
    int woken = 0;
    char path[] = "/tmp/paint_testXXXXXX";
    close(mkstemp(path));
    assert_true(file_replace(path, svg, strlen(svg), NULL));
    logged = 0;
    struct images *images = image_open(count, &woken);
    struct draw_list list = {0};
    SDL_Surface *surface = surface_of(W, H);
    begin(&list, 0xFFFFFF);
    draw_picture(&list, (struct rect){0, 0, 100, 50}, 0, path);
    draw_picture(&list, (struct rect){0, 100, 100, 50}, 10, "/nowhere.png");
    draw_end(&list);
    paint_pictures(&list, images);
    paint_soon(&list, images, 0);
    paint_wait(&list, images, 60000);
    assert_int_equal(paint_list(surface, &list, (struct rect){0, 0, W, H}, NULL, images), 0);
    assert_int_equal(pixel(surface, 90, 25), 0xFF0000);
    assert_int_equal(pixel(surface, 50, 125), box_mix(0xFFFFFF, 0x808080, 28));
    assert_false(paint_waits(&list, images));
    image_turn(images);
    image_trim(images, 1); /* nothing is shown any more and there is no room */
    assert_null(image_ask(images, path, 100, 50));
    image_wait(images, path, 100, 50, image_after(60000));
    assert_non_null(image_ask(images, path, 100, 50));
    image_close(images);
    assert_true(woken >= 3);
    assert_int_equal(logged, 1);
    SDL_FreeSurface(surface);
    draw_release(&list);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_make_the_whole),
        cmocka_unit_test(corners_are_round_and_even),
        cmocka_unit_test(an_outline_stays_inside),
        cmocka_unit_test(a_mix_is_exact),
        cmocka_unit_test(modules_are_whole_pixels),
        cmocka_unit_test(a_blend_has_exact_ends),
        cmocka_unit_test(drawn_is_as_wide_as_measured),
        cmocka_unit_test(an_svg_covers_its_place),
        cmocka_unit_test(a_picture_is_scaled_evenly),
        cmocka_unit_test(bad_pictures_are_refused),
        cmocka_unit_test(pictures_come_from_the_worker),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
