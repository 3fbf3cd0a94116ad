/* ui_test.c: rectangles, draw lists, codes, themes and flows. */
#include "stage.h"

#include "dump.h"

#include "letters.h"
#include "ui/flow.h"
#include "ui/qr.h"
#include "ui/theme.h"

static void expect_rect(struct rect rect, int x, int y, int w, int h)
{
    assert_int_equal(rect.x, x);
    assert_int_equal(rect.y, y);
    assert_int_equal(rect.w, w);
    assert_int_equal(rect.h, h);
}

static void rectangles(void **state)
{
    (void)state;
    struct rect all = {10, 20, 100, 50};
    expect_rect(rect_cut_top(&all, 10), 10, 20, 100, 10);
    expect_rect(rect_cut_bottom(&all, 10), 10, 60, 100, 10);
    expect_rect(rect_cut_left(&all, 30), 10, 30, 30, 30);
    expect_rect(rect_cut_right(&all, 30), 80, 30, 30, 30);
    expect_rect(all, 40, 30, 40, 30);
    expect_rect(rect_cut_top(&all, 99), 40, 30, 40, 30); /* no more than there is */
    expect_rect(rect_cut_left(&all, -5), 40, 60, 0, 0);
    expect_rect(all, 40, 60, 40, 0);
    struct rect box = {0, 0, 100, 60};
    expect_rect(rect_middle(box, 50, 20), 25, 20, 50, 20);
    expect_rect(rect_middle(box, 500, 20), 0, 20, 100, 20);
    expect_rect(rect_inset(box, 10), 10, 10, 80, 40);
    expect_rect(rect_inset_xy(box, 60, 0), 60, 0, 0, 60);
    expect_rect(rect_cell(box, 3, 2, 5, 4), 35, 32, 30, 27);
    expect_rect(rect_union((struct rect){0, 0, 2, 2}, (struct rect){5, 5, 1, 1}), 0, 0, 6, 6);
    expect_rect(rect_union((struct rect){9, 9, 0, 2}, (struct rect){5, 5, 1, 1}), 5, 5, 1, 1);
    assert_true(rect_has(box, 0, 0) && rect_has(box, 99, 59));
    assert_false(rect_has(box, 100, 59) || rect_has(box, -1, 0));
    assert_true(rect_meet(box, (struct rect){99, 59, 5, 5}));
    assert_false(rect_meet(box, (struct rect){100, 0, 5, 5}));
    assert_true(rect_holds(box, box));
    assert_false(rect_holds(box, (struct rect){0, 0, 101, 60}));
}

/* --- draw lists --- */

static void scene(struct draw_list *list, int moved, uint32_t color, int extra)
{
    struct glass glass = glass_of(1000, 1000, GLASS_USUAL);
    draw_begin(list, &glass, 0xFFFFFF);
    draw_box(list, (struct rect){0, 0, 1000, 100}, 0x112233, 0);
    draw_box(list, (struct rect){100 + moved, 200, 50, 50}, color, 4);
    for (int i = 0; i < extra; i++) {
        draw_box(list, (struct rect){600 + 100 * i, 500, 40, 40}, 0x445566, 0);
    }
    draw_run(list, (struct rect){0, 900, 300, 40}, FACE_LATIN, 30, 0x111111, false, "fin", 3);
    draw_end(list);
}

static void changes_between_frames(void **state)
{
    (void)state;
    struct draw_list a = {0}, b = {0};
    struct rect out[8];
    scene(&a, 0, 1, 0);
    scene(&b, 0, 1, 0);
    assert_int_equal(draw_changes(&a, &b, out, 8), 0);
    scene(&b, 0, 2, 0); /* another colour */
    assert_int_equal(draw_changes(&a, &b, out, 8), 1);
    expect_rect(out[0], 100, 200, 50, 50);
    scene(&b, 500, 1, 0); /* moved: where it was, and where it is */
    assert_int_equal(draw_changes(&a, &b, out, 8), 2);
    assert_int_equal(draw_changes(&a, &b, out, 1), 1);
    expect_rect(out[0], 100, 200, 550, 50);
    scene(&b, 20, 1, 0); /* both meet */
    assert_int_equal(draw_changes(&a, &b, out, 8), 1);
    expect_rect(out[0], 100, 200, 70, 50);
    scene(&b, 0, 1, 3); /* something more in the middle */
    assert_int_equal(draw_changes(&a, &b, out, 8), 3);
    expect_rect(rect_union(out[0], rect_union(out[1], out[2])), 600, 500, 240, 40);
    assert_int_equal(draw_changes(&b, &a, out, 8), 3);
    scene(&b, 2000, 1, 0); /* off the glass: only where it was */
    assert_int_equal(draw_changes(&a, &b, out, 8), 1);
    scene(&b, 0, 1, 0);
    b.background = 0;
    assert_int_equal(draw_changes(&a, &b, out, 8), 1);
    expect_rect(out[0], 0, 0, 1000, 1000);
    draw_release(&a);
    draw_release(&b);
}

static void zones_and_mirrors(void **state)
{
    (void)state;
    struct draw_list list = {0};
    struct glass glass = glass_of(1000, 500, GLASS_USUAL);
    glass.rtl = true;
    draw_begin(&list, &glass, 0xFFFFFF);
    struct zone below = {.rect = {0, 0, 1000, 500}, .action = 1, .enabled = true};
    struct zone above = {.rect = {10, 10, 100, 50}, .action = 2, .label = "dessus"};
    draw_zone(&list, &below);
    draw_zone(&list, &above);
    draw_end(&list);
    assert_int_equal(draw_zone_at(&list, 900, 20)->action, 2); /* disabled, it still covers */
    assert_int_equal(draw_zone_at(&list, 889, 20)->action, 1);
    assert_int_equal(draw_zone_at(&list, 20, 20)->action, 1);
    assert_null(draw_zone_at(&list, 1000, 20));
    assert_string_equal(list.zones.at[1].spoken, "dessus");
    assert_string_equal(list.zones.at[0].label, "");
    struct str dump = {0};
    draw_dump(&list, &dump);
    assert_non_null(strstr(str_text(&dump), "zone 2/0 890,10 100x50 disabled \"dessus\""));
    str_release(&dump);
    draw_release(&list);
}

static void sizes_in_millimetres(void **state)
{
    (void)state;
    static const double inches[] = {10, 15.6, 21.5, 55};
    for (int i = 0; i < 4; i++) {
        struct glass glass = glass_of(1920, 1080, inches[i]);
        double real = inches[i] < GLASS_SMALLEST ? inches[i] / GLASS_SMALLEST : 1;
        double diagonal = glass_to_mm(&glass, glass.w) * glass_to_mm(&glass, glass.w) +
                          glass_to_mm(&glass, glass.h) * glass_to_mm(&glass, glass.h);
        double wanted = inches[i] / real * 25.4;
        assert_true(diagonal > wanted * wanted * 0.999 && diagonal < wanted * wanted * 1.001);
        assert_int_equal(glass_mm(&glass, 0.001), 1);
        assert_int_equal(glass_mm(&glass, 0), 0);
        assert_false(glass_is_portrait(&glass));
    }
}

/* --- codes --- */

static void codes_of_any_length(void **state)
{
    (void)state;
    struct qr qr;
    struct err err;
    char text[400] = "";
    assert_false(qr_encode(&qr, "", &err));
    assert_non_null(strstr(err.text, "vide"));
    for (int n = 1; n <= 152; n++) {
        memset(text, 'a', (size_t)n);
        text[n] = '\0';
        assert_true(qr_encode(&qr, text, &err));
        assert_true(qr.side <= QR_SIDE_MAX && (qr.side - 2 * QR_MARGIN - 17) % 4 == 0);
        for (int i = 0; i < qr.side * qr.side; i++) {
            int x = i % qr.side, y = i / qr.side, last = qr.side - QR_MARGIN;
            bool margin = x < QR_MARGIN || y < QR_MARGIN || x >= last || y >= last;
            assert_true(qr.modules[i] == 0 || (qr.modules[i] == 1 && !margin));
        }
        assert_int_equal(qr.modules[QR_MARGIN * qr.side + QR_MARGIN], 1); /* the corner's eye */
    }
    memset(text, 'a', 153);
    text[153] = '\0';
    assert_false(qr_encode(&qr, text, &err));
    assert_non_null(strstr(err.text, "raccourcissez"));
    static char huge[8000];
    memset(huge, 'a', sizeof huge - 1);
    assert_false(qr_encode(&qr, huge, NULL));
}

/* The two bits of level beside the first eye, unmasked: 00 is M, 11 is Q (ISO 18004, table 12). */
static int level_of(const struct qr *qr)
{
    const uint8_t *row = qr->modules + (QR_MARGIN + 8) * qr->side + QR_MARGIN;
    return (row[0] << 1 | row[1]) ^ 2;
}

static void codes_of_level_m_or_better(void **state)
{
    (void)state;
    int better = 0;
    for (int n = 1; n <= 152; n++) {
        struct qr qr;
        char text[200];
        memset(text, 'a', (size_t)n);
        text[n] = '\0';
        assert_true(qr_encode(&qr, text, NULL));
        assert_true(level_of(&qr) == 0 || level_of(&qr) == 3);
        better += level_of(&qr) == 3;
    }
    assert_in_range(better, 1, 151);
}

/* --- themes --- */

static void contrasts(void **state)
{
    (void)state;
    assert_true(theme_contrast(0, 0xFFFFFF) > 20.99 && theme_contrast(0, 0xFFFFFF) < 21.01);
    assert_true(theme_contrast(0x777777, 0xFFFFFF) > 4.47 &&
                theme_contrast(0xFFFFFF, 0x777777) < 4.49);
    for (int i = 0; i < THEMES; i++) {
        const struct theme *theme = theme_of((enum theme_id)i);
        const uint32_t texts[][2] = {
            {theme->ink, theme->paper},        {theme->on_primary, theme->primary},
            {theme->on_accent, theme->accent}, {theme->on_pale, theme->pale},
            {theme->on_alert, theme->alert},   {theme->alert, theme->paper},
            {theme->primary, theme->paper},    {theme->ink, theme->pale},
        };
        const uint32_t edges[][2] = {
            {theme->edge, theme->paper},
            {theme->focus, theme->paper},
            {theme->focus, theme->pale},
        };
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            assert_true(theme_contrast(texts[j][0], texts[j][1]) >= 7);
        }
        for (size_t j = 0; j < sizeof edges / sizeof *edges; j++) {
            assert_true(theme_contrast(edges[j][0], edges[j][1]) >= 3);
        }
    }
}

/* --- flows --- */

static int seen_on(const struct draw_list *list, const char *text)
{
    int n = 0;
    for (size_t i = 0; i < list->words.n; i++) {
        n += str_same(list->words.at[i].text, text);
    }
    return n;
}

static void pages_show_every_block_once(void **state)
{
    (void)state;
    static const char *const texts[] = {"un", "deux", "trois", "quatre", "cinq", "six", "sept"};
    struct draw_list list = {0};
    struct glass glass = glass_of(1080, 1920, GLASS_USUAL);
    struct button choice[] = {{.label = "rouge", .action = 1}, {.label = "bleu", .action = 2}};
    for (int height = 250; height < 1900; height += 50) {
        struct flow flow = {.gap = SPACE_M};
        int seen[7] = {0}, reds = 0, page = 0, pages = 0;
        for (int i = 0; i < 7; i++) {
            flow_words(&flow, (struct words){.text = texts[i], .role = TEXT_LEAD});
        }
        flow_buttons(&flow, choice, 2);
        do {
            draw_begin(&list, &glass, 0xFFFFFF);
            struct pen pen = pen_of(&list, &letters, theme_of(THEME_CALM), &look_usual, 0);
            struct rect box = {50, 10, 900, height};
            struct turn turn = {"suite", "retour", 7, page};
            assert_true(flow_draw(&pen, box, &flow, &turn) <= height);
            const struct zone *last = &list.zones.at[list.zones.n - 1];
            page = last->action == 7 ? last->arg : 0;
            for (int i = 0; i < 7; i++) {
                seen[i] += seen_on(&list, texts[i]);
            }
            reds += seen_on(&list, "rouge");
            for (size_t i = 0; i < list.words.n; i++) {
                assert_true(rect_holds(box, list.words.at[i].ink));
            }
            assert_int_equal(seen_on(&list, "retour"), pages > 0 && page == 0);
            assert_true(++pages <= 8);
        } while (page > 0);
        for (int i = 0; i < 7; i++) {
            assert_int_equal(seen[i], 1);
        }
        assert_int_equal(reds, 1);
        struct pen pen = pen_of(&list, &letters, theme_of(THEME_CALM), &look_usual, 0);
        assert_int_equal(pages == 1, flow_height(&pen, &flow, 900) <= height);
    }
    draw_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles),          cmocka_unit_test(changes_between_frames),
        cmocka_unit_test(zones_and_mirrors),   cmocka_unit_test(sizes_in_millimetres),
        cmocka_unit_test(codes_of_any_length), cmocka_unit_test(codes_of_level_m_or_better),
        cmocka_unit_test(contrasts),           cmocka_unit_test(pages_show_every_block_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
