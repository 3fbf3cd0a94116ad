/* text_test.c: lines, faces and directions of words. */
#include "stage.h"

#include "letters.h"
#include "ui/look.h"
#include "ui/runs.h"
#include "ui/theme.h"

static struct draw_list list;
static const struct text_style body = {.caps_mm = CAPS_BODY, .color = 0x111111};

static void blank(bool rtl)
{
    struct glass glass = glass_of(1080, 1920, GLASS_USUAL);
    glass.rtl = rtl;
    draw_begin(&list, &glass, 0xFFFFFF);
}

static int tear_down(void **state)
{
    (void)state;
    draw_release(&list);
    list = (struct draw_list){.fade_ms = 0};
    return 0;
}

/* Draws and gives back the lines as one text with '|' between them. */
static const char *lines_of(const char *text, int width)
{
    static char out[2048];
    blank(false);
    text_draw(&list, &letters, (struct rect){0, 0, width, 1920}, text, &body);
    out[0] = '\0';
    size_t n = 0;
    for (size_t i = 0; i < list.commands.n; i++) {
        const struct draw_command *run = &list.commands.at[i];
        bool fresh = i > 0 && run->rect.y != list.commands.at[i - 1].rect.y;
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s", fresh ? "|" : "", run->text);
    }
    return out;
}

static int width_of(const char *text)
{
    blank(false);
    return text_width(&list, &letters, text, &body);
}

static void lines_are_even(void **state)
{
    (void)state;
    assert_string_equal(lines_of("un deux trois quatre", 10000), "un deux trois quatre");
    /* Room for the first three words: greedy would leave the fourth alone. */
    int width = width_of("un deux trois") + 3;
    assert_string_equal(lines_of("un deux trois quatre", width), "un deux|trois quatre");
    assert_string_equal(lines_of("un\ndeux", 10000), "un|deux");
    assert_string_equal(lines_of("  un  deux  ", 10000), "  un  deux");
    assert_string_equal(lines_of("", 10000), "");
}

static void hard_spaces_never_break(void **state)
{
    (void)state;
    static const struct {
        const char *text, *widest;
    } tied[] = {{"Besoin d’aide\u00A0?", "d’aide\u00A0?"},
                {"Oui, appelez\u00A0le\u202F3422", "appelez\u00A0le\u202F3422"},
                {"01\u00A023\u00A045", "01\u00A023\u00A045"}};
    for (int i = 0; i < 3; i++) {
        for (int width = width_of(tied[i].widest); width < 1000; width += 7) {
            const char *lines = lines_of(tied[i].text, width);
            assert_null(strstr(lines, "\u00A0|"));
            assert_null(strstr(lines, "\u202F|"));
        }
    }
    int width = width_of("Besoin d’aide") + 2;
    assert_string_equal(lines_of("Besoin d’aide\u00A0?", width), "Besoin|d’aide\u00A0?");
}

static void long_words_break_and_are_whole(void **state)
{
    (void)state;
    const char *word = "https://www.exemple.fr/une/tres/longue/adresse-qui-ne-tient-pas";
    for (int width = 40; width < 900; width += 13) {
        char joined[256] = "";
        size_t n = 0;
        for (const char *at = lines_of(word, width); *at; at++) {
            joined[n] = *at;
            n += *at != '|';
        }
        joined[n] = '\0';
        assert_string_equal(joined, word);
        for (size_t i = 0; i < list.commands.n; i++) {
            const struct draw_command *run = &list.commands.at[i];
            assert_true(run->rect.w <= width + 1 || strlen(run->text) == 1); /* 1: rounding */
        }
    }
}

/* At any width: every word is there, in order, no line wider than the room, none left alone. */
static void at_any_width(void **state)
{
    (void)state;
    const char *text = "Ordonnances, analyses, radios, comptes rendus. Vos soignants les déposent "
                       "pour vous. Il reste à l’activer.";
    for (int width = 300; width < 2600; width += 11) {
        char spaced[512] = "";
        str_fit(spaced, sizeof spaced, lines_of(text, width));
        for (char *at = spaced; *at; at++) {
            *at = *at == '|' ? ' ' : *at;
        }
        assert_string_equal(spaced, text);
        const struct draw_words *words = &list.words.at[0];
        assert_true(words->ink.w <= width);
        assert_true(words->lines == 1 || words->last_words > 1 ||
                    words->last_width * 3 >= words->box.w);
        int lines = 0;
        int height = text_height(&list, &letters, width, text, &body, &lines);
        assert_int_equal(lines, words->lines);
        assert_int_equal(height, words->ink.h);
    }
}

static void alignment(void **state)
{
    (void)state;
    static const enum text_align aligns[] = {TEXT_START, TEXT_MIDDLE, TEXT_END};
    for (int rtl = 0; rtl < 2; rtl++) {
        for (int i = 0; i < 3; i++) {
            struct text_style style = body;
            style.align = aligns[i];
            blank(rtl);
            text_draw(&list, &letters, (struct rect){100, 0, 800, 200}, "abc", &style);
            draw_end(&list);
            struct rect run = list.commands.at[0].rect, box = list.words.at[0].box;
            int before = run.x - box.x, after = box.x + box.w - run.x - run.w;
            int ahead = rtl ? after : before, behind = rtl ? before : after;
            assert_true(i == 0 ? ahead == 0 : i == 2 ? behind == 0 : abs(ahead - behind) <= 1);
            assert_true(rect_holds(box, list.words.at[0].ink));
        }
    }
}

static void letters_are_never_smaller(void **state)
{
    (void)state;
    static const double inches[] = {10, 15.6, 21.5, 55};
    for (int i = 0; i < 4; i++) {
        struct glass glass = glass_of(1366, 768, inches[i]);
        draw_begin(&list, &glass, 0);
        for (double caps = CAPS_BODY; caps < 40; caps += 1.3) {
            struct text_style style = {.caps_mm = caps};
            int ascent, descent, capital;
            list.commands.n = 0;
            text_draw(&list, &letters, (struct rect){0, 0, 1366, 768}, "A", &style);
            letters.metrics(NULL, FACE_LATIN, list.commands.at[0].size + 1, &ascent, &descent,
                            &capital);
            assert_true(capital >= (int)(caps * glass.per_mm));
        }
    }
}

/* --- direction --- */

/* What one reads from left to right on the glass, run by run, '|' between runs. */
static const char *visual(const char *text, bool rtl)
{
    static char out[512];
    blank(rtl);
    text_draw(&list, &letters, (struct rect){0, 0, 1080, 1920}, text, &body);
    draw_end(&list);
    size_t n = 0;
    out[0] = '\0';
    for (int x = -1;;) {
        const struct draw_command *next = NULL;
        for (size_t i = 0; i < list.commands.n; i++) {
            const struct draw_command *run = &list.commands.at[i];
            if (run->rect.w > 0 && run->rect.x > x && (!next || run->rect.x < next->rect.x)) {
                next = run;
            }
        }
        if (!next) {
            return out;
        }
        x = next->rect.x;
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%s", n ? "|" : "", next->rtl ? "<" : "",
                              next->text);
    }
}

static void numbers_in_arabic(void **state)
{
    (void)state;
    assert_string_equal(visual("abc", false), "abc");
    assert_string_equal(visual("مرحبا", true), "<مرحبا");
    /* Read from the right: the words before the number stand right of it. */
    assert_string_equal(visual("عندي 12 كتابا", true), "<كتابا|< |12|<عندي ");
    assert_string_equal(visual("الساعة 14:30 كل يوم", true), "<كل يوم|< |14:30|<الساعة ");
    assert_string_equal(visual("اتصل \u206601 23 45 67 89\u2069 الآن", true),
                        "<الآن|<\u2069 |01 23 45 67 89|<اتصل \u2066");
    /* Hard spaces keep a number together without isolates; plain ones would turn it round. */
    assert_string_equal(visual("اتصل 01\u00A023\u00A045 الآن", true),
                        "<الآن|< |01\u00A023\u00A045|<اتصل ");
    assert_string_equal(visual("اتصل 01 23 الآن", true), "<الآن|< |23|< |01|<اتصل ");
}

static void latin_in_arabic_and_back(void **state)
{
    (void)state;
    assert_string_equal(visual("الموقع: exemple.fr.", true), "<.|exemple.fr|<: |<الموقع");
    assert_string_equal(visual("Le mot سلام veut dire paix.", false),
                        "Le mot |<سلام| |veut dire paix.");
    assert_string_equal(visual("Bonjour", true), "Bonjour");
}

static void runs_in_visual_order(void **state)
{
    (void)state;
    static const struct {
        uint8_t levels[6];
        const char *order;
    } cases[] = {
        {{0, 0, 0, 0, 0, 0}, "abcdef"}, {{1, 1, 1, 1, 1, 1}, "fedcba"},
        {{0, 1, 1, 0, 1, 0}, "acbdef"}, {{1, 2, 2, 1, 2, 1}, "fedbca"},
        {{0, 1, 2, 2, 1, 0}, "aecdbf"}, {{2, 1, 2, 3, 4, 3}, "cfedba"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run runs[6];
        char order[7] = "";
        for (size_t j = 0; j < 6; j++) {
            runs[j] = (struct run){.start = j, .level = cases[i].levels[j]};
        }
        runs_reorder(runs, 6);
        for (size_t j = 0; j < 6; j++) {
            order[j] = (char)('a' + (int)runs[j].start);
        }
        assert_string_equal(order, cases[i].order);
    }
}

/* A line that is not text anybody reads is cut, not a crash; bad bytes read as U+FFFD. */
static void strange_texts(void **state)
{
    (void)state;
    struct str mixed = {0};
    for (int i = 0; i < 400; i++) {
        str_add(&mixed, i % 2 ? "a" : "ب");
    }
    blank(false);
    assert_true(text_draw(&list, &letters, (struct rect){0, 0, 900, 900}, str_text(&mixed), &body));
    str_clear(&mixed);
    for (int i = 0; i < 3000; i++) {
        str_add(&mixed, "mot ");
    }
    assert_true(text_draw(&list, &letters, (struct rect){0, 0, 900, 900}, str_text(&mixed), &body));
    str_release(&mixed);
    text_draw(&list, &letters, (struct rect){0, 0, 0, 0}, "abc \xFF\xC3 def\n\n\n", &body);
    text_draw(&list, &letters, (struct rect){0, 0, 900, 900}, "\u2066\u2069 \u200B", &body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lines_are_even, tear_down),
        cmocka_unit_test_teardown(hard_spaces_never_break, tear_down),
        cmocka_unit_test_teardown(long_words_break_and_are_whole, tear_down),
        cmocka_unit_test_teardown(at_any_width, tear_down),
        cmocka_unit_test_teardown(alignment, tear_down),
        cmocka_unit_test_teardown(letters_are_never_smaller, tear_down),
        cmocka_unit_test_teardown(numbers_in_arabic, tear_down),
        cmocka_unit_test_teardown(latin_in_arabic_and_back, tear_down),
        cmocka_unit_test_teardown(runs_in_visual_order, tear_down),
        cmocka_unit_test_teardown(strange_texts, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
