#include "unit.h"

#include "platform/script.h"

static bool parse(struct script *script, const char *text, struct err *err)
{
    return script_read(script, text_file(text), err);
}

static void commands_are_read(void **state)
{
    (void)state;
    struct script script = {0};
    struct err err;
    const char *text = "\xEF\xBB\xBF# a visit\r\n"
                       "tap \"Dire \\\"oui\\\"\"  # comment\r\n"
                       "\n"
                       "touch 10 20\n"
                       "key Tab\n"
                       "wait 2min\n"
                       "see \"3422 # gratuit\"\n"
                       "not \"x\"\n"
                       "screen app/home\n"
                       "count mission.left carte/3 2\n"
                       "count visit.started 1\n"
                       "shot accueil-1\n"
                       "lang fr-simple\n"
                       "hold 1 2 3.5\n"
                       "drag 1 2 3 4\n"
                       "clock 2026-11-21 09:00";
    assert_true(parse(&script, text, &err));
    assert_int_equal(script.commands.n, 14);
    const struct script_command *at = script.commands.at;
    assert_int_equal(at[0].kind, SCRIPT_TAP);
    assert_int_equal(at[0].line, 2);
    assert_string_equal(at[0].text, "Dire \"oui\"");
    assert_int_equal(at[1].x1, 10);
    assert_int_equal(at[1].y1, 20);
    assert_int_equal(at[1].line, 4);
    assert_int_equal(at[2].key, KEY_NEXT);
    assert_int_equal(at[3].number, 120000);
    assert_string_equal(at[4].text, "3422 # gratuit");
    assert_string_equal(at[6].text, "app/home");
    assert_string_equal(at[7].item, "carte/3");
    assert_int_equal(at[7].number, 2);
    assert_null(at[8].item);
    assert_int_equal(at[11].kind, SCRIPT_HOLD);
    assert_int_equal(at[11].number, 3500);
    assert_int_equal(at[12].y2, 4);
    assert_string_equal(at[13].text, "2026-11-21 09:00");
    script_release(&script);
}

static void mistakes_name_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"\n\ntop \"x\"", ":3: no command \"top\""},
        {"tap", ":1: write tap \"Label\""},
        {"tap Home", ":1: put the text in quotes: tap \"Home\""},
        {"tap \"Home", ":1: a quote is opened and not closed"},
        {"see \"  \"", ":1: an empty text is everywhere"},
        {"touch 1", ":1: write touch X Y"},
        {"touch -1 2", ":1: \"-1\" is not a place"},
        {"touch 1 99999999999999999999", "is not a place"},
        {"key escape", ":1: no key \"escape\""},
        {"wait 90", ":1: \"90\" is no time"},
        {"wait s", ":1: \"s\" is no time"},
        {"wait 99999999999999h", "is no time"},
        {"hold 1 2 x", ":1: \"x\" is no time to hold"},
        {"count visit.begun 1", ":1: no counter \"visit.begun\""},
        {"count visit.started x 1", ":1: visit.started has no items"},
        {"count visit.started many", ":1: \"many\" is no count"},
        {"shot ../x", ":1: \"../x\" is no name"},
        {"shot .x", ":1: \".x\" is no name"},
        {"clock tomorrow", ":1: \"tomorrow\" is no date"},
        {"clock 2026-02-30", "is no date"},
        {"drag 1 2 3 4 5 6", ":1: too many words"},
        {"wait 1s\nsee \"\xFF\"", ":2: not UTF-8 text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct script script = {0};
        struct err err = {""};
        const char *file = text_file(cases[i].text);
        assert_false(script_read(&script, file, &err));
        if (!str_starts(err.text, file) || !strstr(err.text + strlen(file), cases[i].message)) {
            fail_msg("%s -> %s", cases[i].text, err.text);
        }
        script_release(&script);
    }
}

static void nothing_is_a_script_too(void **state)
{
    (void)state;
    struct script script = {0};
    assert_true(parse(&script, "", NULL));
    assert_int_equal(script.commands.n, 0);
    script_release(&script);
    assert_false(script_read(&script, "/nowhere/a.visit", NULL));
    script_release(&script);
}

enum { PER_MM = 4, TARGET = 20 * PER_MM };

static void begin(struct draw_list *list)
{
    struct glass glass = {.w = 1000, .h = 1000, .per_mm = PER_MM, .inches = 21.5};
    draw_begin(list, &glass, 0xFFFFFF);
}

static void add(struct draw_list *list, const char *label, struct rect rect, bool enabled)
{
    struct zone zone = {
        .rect = rect, .role = ROLE_BUTTON, .label = label, .spoken = label, .enabled = enabled};
    draw_zone(list, &zone);
}

static void a_label_is_found(void **state)
{
    (void)state;
    struct draw_list list = {0};
    struct err err = {""};
    begin(&list);
    add(&list, "Essayer l\u2019application\u00A0!", (struct rect){0, 0, 200, 100}, true);
    add(&list, "Essayer", (struct rect){0, 200, 200, 100}, true);
    add(&list, "Page   suivante", (struct rect){0, 400, 200, 100}, false);
    assert_ptr_equal(script_find(&list, "Essayer", 20, &err), &list.zones.at[1]);
    assert_ptr_equal(script_find(&list, "Essayer l'application !", 20, &err), &list.zones.at[0]);
    assert_ptr_equal(script_find(&list, "l'appli", 20, &err), &list.zones.at[0]);
    assert_null(script_find(&list, "Page suivante", 20, &err));
    assert_non_null(strstr(err.text, "not enabled"));
    assert_null(script_find(&list, "Retour", 20, &err));
    assert_non_null(
        strstr(err.text, "there is \"Essayer l\u2019application\u00A0!\", \"Essayer\""));
    assert_null(script_find(&list, "", 20, &err));
    draw_release(&list);
}

static void what_is_covered_cannot_be_touched(void **state)
{
    (void)state;
    struct draw_list list = {0};
    struct err err = {""};
    begin(&list);
    add(&list, "Oui", (struct rect){0, 0, 200, 100}, true);
    add(&list, "Fond", (struct rect){0, 0, 1000, 1000}, true);
    assert_null(script_find(&list, "Oui", 20, &err));
    assert_non_null(strstr(err.text, "covered"));
    add(&list, "Oui", (struct rect){0, 500, 200, 100}, true);
    assert_ptr_equal(script_find(&list, "Oui", 20, &err), &list.zones.at[2]);
    draw_release(&list);
}

static void a_target_has_20_mm(void **state)
{
    (void)state;
    static const struct {
        int w, h;
        bool good;
    } cases[] = {{TARGET, TARGET, true}, {TARGET - 1, TARGET, false}, {TARGET, TARGET - 1, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draw_list list = {0};
        struct err err = {""};
        begin(&list);
        add(&list, "Oui", (struct rect){5, 5, cases[i].w, cases[i].h}, true);
        assert_int_equal(script_find(&list, "Oui", 20, &err) != NULL, cases[i].good);
        assert_int_equal(strstr(err.text, "smaller than 20 mm") != NULL, !cases[i].good);
        list.glass.per_mm = PER_MM + 0.02; /* 80.4 pixels wanted: half a pixel is forgiven */
        assert_int_equal(script_find(&list, "Oui", 20, &err) != NULL, cases[i].good);
        draw_release(&list);
    }
}

static void words_are_seen(void **state)
{
    (void)state;
    struct draw_list list = {0};
    begin(&list);
    struct draw_words words = {.text = "C\u2019est gratuit\u202F:\nappelez le\u00A03422."};
    draw_said(&list, &words);
    assert_true(script_sees(&list, "C'est gratuit : appelez le 3422"));
    assert_true(script_sees(&list, "gratuit\u00A0: appelez"));
    assert_true(script_sees(&list, "c'EST GRATUIT"));
    assert_false(script_sees(&list, "c'était"));
    assert_false(script_sees(&list, "3423"));
    draw_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_read),
        cmocka_unit_test(mistakes_name_their_line),
        cmocka_unit_test(nothing_is_a_script_too),
        cmocka_unit_test(a_label_is_found),
        cmocka_unit_test(what_is_covered_cannot_be_touched),
        cmocka_unit_test(a_target_has_20_mm),
        cmocka_unit_test(words_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
