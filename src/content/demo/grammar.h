/* grammar.h: braces and conditions as written, taken apart; nothing is looked up. Slices point into
 * the text they were taken from. Inside content/ only. */
#ifndef CONTENT_DEMO_GRAMMAR_H
#define CONTENT_DEMO_GRAMMAR_H

#include "content/demo_play.h"

enum { DEMO_NAME_MAX = 64 };

struct slice {
    const char *at;
    size_t n;
};

enum demo_op { DEMO_IS, DEMO_IS_NOT, DEMO_IS_OR_ANY };

enum demo_test_kind { DEMO_TEST_NAME, DEMO_TEST_SOME, DEMO_TEST_NONE };

struct demo_test { /* one part of a condition; also what `count` counts */
    enum demo_test_kind kind;
    char list[DEMO_NAME_MAX]; /* of some and none */
    char name[DEMO_NAME_MAX]; /* "" where some or none has no `with` */
    enum demo_op op;
    struct slice text;
};

enum demo_brace_kind { DEMO_BRACE_NAME, DEMO_BRACE_DAY, DEMO_BRACE_COUNT, DEMO_BRACE_IF };

enum { DEMO_FORMS = 3 }; /* of a count: none, one, many */

struct demo_brace {
    enum demo_brace_kind kind;
    char name[DEMO_NAME_MAX];
    int days;
    struct demo_test test; /* of count: its list, name, op and text */
    struct slice condition, text;
    bool formed;
    struct slice forms[DEMO_FORMS];
};

enum demo_piece { DEMO_PIECE_END, DEMO_PIECE_PLAIN, DEMO_PIECE_BRACE, DEMO_PIECE_BAD };

struct slice slice_of(const char *text); /* NULL is empty */

/* Takes the next piece off *rest: plain text, the inside of a pair of braces, or a lone brace. */
enum demo_piece demo_piece_next(struct slice *rest, struct slice *piece);

bool demo_brace_parse(struct slice inside, struct demo_brace *brace, struct err *err);

/* Takes what stands before the next " and " off *rest; false at its end. */
bool demo_test_next(struct slice *rest, struct slice *one);
bool demo_test_parse(struct slice one, struct demo_test *test, struct err *err);

/* A whole number, or one with decimals after a comma or point; false for anything else. */
bool demo_int(struct slice text, int *value);
bool demo_number(const char *text, double *value);

#endif
