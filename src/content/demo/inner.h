/* inner.h: what the files of the demo app's engine share. Inside content/ only.
 *
 * grammar.c  braces and conditions as written
 * fill.c     filling in and answering them; names.c: checking them
 * live.c     items and values as they are now; change.c: changing them
 * place.c    where one is; play.c: beginnings and touches; do.c: what a touch does
 * view.c     a screen unrolled; rows.c: the items of a list that it shows */
#ifndef CONTENT_DEMO_INNER_H
#define CONTENT_DEMO_INNER_H

#include "content/demo_play.h"

enum { DEMO_NAME_MAX = 64, DEMO_FILL_MAX = 4096, DEMO_NESTING_MAX = 3 };

/* --- grammar.c --- */

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

/* --- fill.c --- */

/* As demo_fill, into a field. plain: a day stays the number it is. */
void demo_fill_into(const struct demo_play *play, char *out, size_t room, const char *text,
                    int item, bool plain);

/* As demo_holds for a condition of a list's widget: X is a field of item, {names} are of outer. */
bool demo_keeps(const struct demo_play *play, const char *condition, int item, int outer);

/* --- live.c --- */

/* Returns the item as it is now; NULL where there is none, or no more. */
const struct demo_live *live_at(const struct demo_play *play, int item);

/* Returns the present persona's value under that name, set or written; NULL if none. The second:
 * where a set one stands in play->values, -1. */
const char *live_value(const struct demo_play *play, const char *key);
int live_value_find(const struct demo_play *play, const char *key);

/* True if the item is one the present persona has in that list now. */
bool live_is_in(const struct demo_play *play, int item, const char *list);
int live_find(const struct demo_play *play, const char *list, const char *id); /* -1: none */

/* The item's own text under that name, "id" too; NULL if it has none. item may be -1. */
const char *live_field(const struct demo_play *play, int item, const char *key);

/* As live_field, but only a whole number. */
bool live_day(const struct demo_play *play, int item, int *day);

/* True if some item of that list, as written, has the field. */
bool demo_list_has(const struct demo *demo, const char *list, const char *key);
bool demo_values_have(const struct demo *demo, const char *key);

/* --- change.c --- */

/* Each returns whether anything changed. Braces are filled in for hand. */
bool live_set(struct demo_play *play, int item, const struct demo_field *field, int hand);
bool live_let(struct demo_play *play, const struct demo_field *field, int hand);
int live_add(struct demo_play *play, const char *list, const struct demo_act *act, int hand);
bool live_remove(struct demo_play *play, int item);
void live_start(struct demo_play *play);

/* --- place.c --- */

const struct demo_place *place_top(const struct demo_play *play);
bool place_is_tab(const struct demo *demo, const struct demo_screen *screen);
bool place_can_go_back(const struct demo_play *play);

/* Goes there; item: index of live, -1 for none. screen NULL: stays. */
void place_open(struct demo_play *play, const struct demo_screen *screen, int item);
void place_only(struct demo_play *play, const struct demo_screen *screen, int item);
void place_back(struct demo_play *play);
void place_back_to(struct demo_play *play, const struct demo_screen *screen, int item);

/* --- do.c --- */

/* Does all of them; returns whether a field, a value or a list changed. */
bool acts_run(struct demo_play *play, const struct demo_act *acts, int hand);

/* --- rows.c --- */

struct demo_rows {
    int items[DEMO_LIVE_MAX];
    int n;
};

/* The items a list shows, in order. */
void rows_of_list(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows);
/* The same for all others: kept by `where`, oldest addition last. */
void rows_in_time(const struct demo_play *play, const struct demo_widget *widget, int outer,
                  struct demo_rows *rows);
int rows_count(const struct demo_play *play, const char *list, const char *key, const char *text);

#endif
