/* yaml_test.c: YAML of people: lines kept, surprises refused, nothing that grows. */
#include "unit.h"

#include "content/yaml.h"

static const struct yaml_node *parse(struct arena *arena, struct problems *problems,
                                     const char *text, int first_line)
{
    struct written written;
    struct yaml_reader reader = {"test.yaml", problems, 0};
    if (!written_parse(&written, arena, "test.yaml", text, strlen(text), problems)) {
        return NULL;
    }
    return yaml_parse(&reader, arena, written.text, written.n, first_line);
}

static void test_tree(void **state)
{
    static const char text[] = "# comment\n"
                               "a: un\n"
                               "\"b c\": [deux, \"trois: 3\"]\n"
                               "d:\n"
                               "  - e: 1\n"
                               "    f: |\n"
                               "      quatre\n"
                               "g:\n";
    struct arena arena = {0};
    struct problems problems = {0};
    (void)state;
    const struct yaml_node *top = parse(&arena, &problems, text, 11);
    expect_problem(&problems, "tree", 0, NULL);
    assert_non_null(top);
    assert_string_equal(yaml_find(top, "a")->text, "un");
    assert_int_equal(yaml_find(top, "a")->line, 12);
    const struct yaml_node *list = yaml_find(top, "b c");
    assert_int_equal(list->kind, YAML_LIST);
    assert_string_equal(list->first->next->text, "trois: 3");
    assert_null(list->first->next->next);
    const struct yaml_node *inner = yaml_find(top, "d")->first;
    assert_int_equal(inner->kind, YAML_MAP);
    assert_int_equal(inner->line, 15);
    assert_string_equal(yaml_find(inner, "f")->text, "quatre");
    assert_int_equal(yaml_find(inner, "f")->line, 16);
    assert_string_equal(yaml_find(top, "g")->text, "");
    assert_null(yaml_find(top, "h"));
    arena_release(&arena);
    problems_release(&problems);
}

static void test_form(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *words; /* NULL: no problem */
    } rows[] = {
        {"", 0, NULL},
        {"# rien\n", 0, NULL},
        {"---\na: 1\n", 0, NULL},
        {"a: 1\r\nb: 2\r\n", 0, NULL},
        {"\xEF\xBB\xBF"
         "a: 1\n",
         0, NULL},
        {"a: \"x\ny\"\n", 0, NULL},
        {"a: 1\nb: 2\na: 3\n", 3, "clé « a » déjà donnée ligne 1"},
        {"a:\n  b: 1\n  b: 2\n", 3, "déjà donnée ligne 2"},
        {"a: &x 1\n", 1, "« & »"},
        {"a: 1\nb: *x\n", 2, "« * »"},
        {"a: &x [*x]\n", 1, "« & »"},
        {"a: !!binary aGk=\n", 1, "« ! »"},
        {"%YAML 1.1\n---\na: 1\n", 1, "« % »"},
        {"a: 1\n---\nb: 2\n", 2, "seconde partie"},
        {"- a\n- b\n", 1, "clé: valeur"},
        {"juste du texte\n", 1, "clé: valeur"},
        {"a: b: c\n", 1, "« : » inattendu"},
        {"a: \"jamais fermé\nb: 1\n", 3, "guillemet"},
        {"a: [1, 2\nb: 3\n", 2, "« [ »"},
        {"ok: 1\n\ta: 1\n", 2, ""},
        {"a: @x\n", 1, "guillemets"},
        {"a: 1\n  b: 2\n", 2, ""},
        {"a: \"\\q\"\n", 1, "barre oblique"},
        {"a: \"x\\0y\"\n", 1, "caractère nul"},
        {"? [a, b]\n: 1\n", 1, "simple mot"},
        {"a: [[[[[[[[[[[[1]]]]]]]]]]]]\n", 1, "niveaux"},
        {"a: x\nb: \xE9t\xE9\n", 2, "UTF-8"},
        {"a: x\n\nb: \x01\n", 3, "invisible"},
        {"a: x\xE2\x80\xA8y\n", 1, "invisible"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct problems problems = {0};
        parse(&arena, &problems, rows[i].text, 1);
        expect_problem(&problems, rows[i].text, rows[i].line, rows[i].words);
        arena_release(&arena);
        problems_release(&problems);
    }
}

static void test_bombs(void **state)
{
    static const struct {
        const char *unit;
        size_t times;
        const char *words;
    } rows[] = {
        {"- ", 100000, "niveaux"},        {"[", 100000, "niveaux"}, {"{a: ", 50000, "niveaux"},
        {"%TAG !a! b\n", 50000, "« % »"}, {"? ", 100000, ""},       {"a: &b c\n", 50000, "« & »"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct problems problems = {0};
        struct str text = {0};
        for (size_t j = 0; j < rows[i].times; j++) {
            str_add(&text, rows[i].unit);
        }
        parse(&arena, &problems, str_text(&text), 1);
        expect_problem(&problems, rows[i].unit, 1, rows[i].words);
        str_release(&text);
        arena_release(&arena);
        problems_release(&problems);
    }
}

static void test_many(void **state)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct str text = {0};
    (void)state;
    for (int i = 0; i < YAML_NODES_MAX; i++) {
        str_addf(&text, "k%d: v\n", i);
    }
    assert_null(parse(&arena, &problems, str_text(&text), 1));
    expect_problem(&problems, "many", YAML_NODES_MAX / 2, "trop de valeurs");
    str_release(&text);
    arena_release(&arena);
    problems_release(&problems);
}

static void test_values(void **state)
{
    static const struct {
        const char *value;
        bool whole, number, date;
    } rows[] = {
        {"9", true, true, false},
        {"-5", true, true, false},
        {"10", true, true, false},
        {"11", false, false, false},
        {"1.5", false, true, false},
        {"1,5", false, true, false},
        {"1.", false, true, false},
        {".5", false, false, false},
        {"1.2.3", false, false, false},
        {"nan", false, false, false},
        {"inf", false, false, false},
        {"0x9", false, false, false},
        {"1e1", false, false, false},
        {"''", false, false, false},
        {"neuf", false, false, false},
        {"9 s", false, false, false},
        {"[9]", false, false, false},
        {"--9", false, false, false},
        {"1234567890123", false, false, false},
        {"2026-11-21", false, false, true},
        {"2026-02-30", false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct problems problems = {0};
        struct yaml_reader reader = {"test.yaml", &problems, 0};
        char text[64];
        int whole = 77;
        double number = 77;
        struct date date;
        snprintf(text, sizeof text, "a: %s\n", rows[i].value);
        const struct yaml_node *node = yaml_find(parse(&arena, &problems, text, 1), "a");
        assert_int_equal(yaml_int(&reader, node, -10, 10, &whole), rows[i].whole);
        assert_int_equal(whole == 77, !rows[i].whole);
        assert_int_equal(yaml_number(&reader, node, -10, 10, &number), rows[i].number);
        assert_int_equal(yaml_date(&reader, node, &date), rows[i].date);
        assert_int_equal(reader.faults, !rows[i].whole + !rows[i].number + !rows[i].date);
        arena_release(&arena);
        problems_release(&problems);
    }
}

static void test_allow_and_need(void **state)
{
    static const char *const keys[] = {"a", "b", NULL};
    struct arena arena = {0};
    struct problems problems = {0};
    struct yaml_reader reader = {"test.yaml", &problems, 0};
    (void)state;
    const struct yaml_node *top = parse(&arena, &problems, "a: 1\nsecondes: 2\n", 1);
    yaml_allow(&reader, top, keys);
    expect_problem(&problems, "allow", 2,
                   "clé inconnue « secondes » ; les clés permises sont a, b");
    assert_non_null(yaml_need(&reader, top, "a"));
    assert_null(yaml_need(&reader, top, "b"));
    expect_problem(&problems, "need", 1, "il manque la clé « b »");
    assert_int_equal(reader.faults, 2);
    arena_release(&arena);
    problems_release(&problems);
}

/* What a file says never breaks the line of a message nor drives the terminal. */
static void test_messages_are_plain(void **state)
{
    struct problems problems = {0};
    (void)state;
    problem_add(&problems, "a\nb", 0,
                "x\x1b[31m\xC2\x9B"
                "1m\r\n%s",
                "\xFF");
    assert_string_equal(problems.list.at[0].file, "a b");
    assert_int_equal(problems.list.at[0].line, 1);
    assert_string_equal(problems.list.at[0].message, "x [31m 1m  \xEF\xBF\xBD");
    for (int i = 0; i < 3 * PROBLEMS_MAX; i++) {
        problem_add(&problems, "b", i % 3, "même");
    }
    assert_int_equal(problems.list.n, PROBLEMS_MAX);
    problems_sort(&problems);
    assert_int_equal(problems.list.n, 3);
    problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_allow_and_need),
        cmocka_unit_test(test_messages_are_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
