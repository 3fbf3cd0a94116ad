/* fill.c: braces filled in and conditions answered. */
#include "content/demo/fill.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/demo/grammar.h"
#include "content/demo/live.h"

#define HARD_SPACE "\302\240"
enum {
    SHORT_MAX = 512,   /* bytes of either side of a comparison */
    BRACES_MAX = 2000, /* filled in by one call: texts that name each other would multiply */
};

struct fill {
    const struct demo_play *play;
    int item;
    bool plain;
    int *left; /* of BRACES_MAX */
    char *out;
    size_t room, n;
};

/* Who is asked: names in X are those of item, names in a text those of outer. */
struct sight {
    const struct demo_play *play;
    int item, outer; /* indexes of live; -1: none */
    bool fields_only;
    int *left;
};

static void fill_slice(struct fill *fill, struct slice text, int depth);

static void put(struct fill *fill, struct slice text)
{
    size_t left = fill->room - 1 - fill->n;
    size_t n = text.n <= left ? text.n : utf8_cut(text.at, left);
    memcpy(fill->out + fill->n, text.at, n);
    fill->n += n;
    /* Nothing may follow a text that was cut. */
    fill->room = n < text.n ? fill->n + 1 : fill->room;
}

static void fill_field(struct fill *fill, struct slice text, int depth)
{
    fill->n = 0;
    fill_slice(fill, text, depth);
    fill->out[fill->n] = '\0';
}

/* --- conditions --- */

/* French spacing hardens spaces and bends apostrophes in texts that are shown, not in conditions:
 * to a comparison they are the same. */
static uint32_t folded(const char **at)
{
    size_t length = 1, n = strlen(*at);
    uint32_t code = n > 0 ? utf8_read(*at, n, &length) : 0;
    *at += n > 0 ? length : 0;
    return code == UTF8_NBSP || code == UTF8_NARROW_NBSP ? ' ' : code == 0x2019 ? '\'' : code;
}

static bool same(const char *a, const char *b)
{
    uint32_t one, other;
    do {
        one = folded(&a);
        other = folded(&b);
    } while (one == other && one != 0);
    return one == other;
}

static bool compares(const struct sight *sight, const struct demo_test *test, int item,
                     bool fields_only, const char *wanted, int depth)
{
    const char *is = fields_only ? live_field(sight->play, item, test->name)
                                 : demo_lookup(sight->play, item, test->name);
    char room[SHORT_MAX];
    if (is && strchr(is, '{')) {
        struct fill fill = {sight->play, item, true, sight->left, room, sizeof room, 0};
        fill_field(&fill, slice_of(is), depth + 1);
        is = room;
    }
    bool equal = same(is ? is : "", wanted);
    bool any = test->op == DEMO_IS_OR_ANY && wanted[0] == '\0';
    return any || equal == (test->op != DEMO_IS_NOT);
}

static void wanted_text(const struct sight *sight, const struct demo_test *test,
                        char wanted[SHORT_MAX], int depth)
{
    struct fill fill = {sight->play, sight->outer, true, sight->left, wanted, SHORT_MAX, 0};
    fill_field(&fill, test->text, depth + 1);
}

static int count(const struct sight *sight, const struct demo_test *test, int depth)
{
    char wanted[SHORT_MAX];
    int n = 0;
    wanted_text(sight, test, wanted, depth);
    for (int i = 0; i < sight->play->live_count; i++) {
        n += live_is_in(sight->play, i, test->list) &&
             (test->name[0] == '\0' || compares(sight, test, i, true, wanted, depth));
    }
    return n;
}

static bool test_holds(const struct sight *sight, const struct demo_test *test, int depth)
{
    if (test->kind != DEMO_TEST_NAME) {
        return (count(sight, test, depth) > 0) == (test->kind == DEMO_TEST_SOME);
    }
    char wanted[SHORT_MAX];
    wanted_text(sight, test, wanted, depth);
    return compares(sight, test, sight->item, sight->fields_only, wanted, depth);
}

static bool holds(const struct sight *sight, struct slice condition, int depth)
{
    struct slice one;
    struct demo_test test;
    while (demo_test_next(&condition, &one)) {
        if (!demo_test_parse(one, &test, NULL) || !test_holds(sight, &test, depth)) {
            return false;
        }
    }
    return true;
}

bool demo_holds(const struct demo_play *play, const char *condition, int item)
{
    int left = BRACES_MAX;
    struct sight sight = {play, item, item, false, &left};
    return holds(&sight, slice_of(condition), 0);
}

bool demo_keeps(const struct demo_play *play, const char *condition, int item, int outer)
{
    int left = BRACES_MAX;
    struct sight sight = {play, item, outer, true, &left};
    return holds(&sight, slice_of(condition), 0);
}

/* --- braces --- */

static void put_day(struct fill *fill, int days)
{
    static const char *const near[] = {"hier", "aujourd’hui", "demain"};
    static const char *const months[] = {"janvier",   "février", "mars",     "avril",
                                         "mai",       "juin",    "juillet",  "août",
                                         "septembre", "octobre", "novembre", "décembre"};
    if (days >= -1 && days <= 1) {
        put(fill, slice_of(near[days + 1]));
        return;
    }
    struct date date = date_add_days(fill->play->today, days);
    char text[64], year[16] = "";
    if (date.year != fill->play->today.year) {
        snprintf(year, sizeof year, " %d", date.year);
    }
    snprintf(text, sizeof text, "%d%s" HARD_SPACE "%s%s", date.day, date.day == 1 ? "er" : "",
             months[date.month - 1], year);
    put(fill, slice_of(text));
}

static void put_name(struct fill *fill, const struct demo_brace *brace, int depth)
{
    const char *text = demo_lookup(fill->play, fill->item, brace->name);
    int days;
    if (!text) {
        return;
    }
    if (!fill->plain && str_same(brace->name, "day") && demo_int(slice_of(text), &days)) {
        put_day(fill, days);
    } else {
        fill_slice(fill, slice_of(text), depth + 1);
    }
}

static void put_days(struct fill *fill, const struct demo_brace *brace, int depth)
{
    (void)depth;
    put_day(fill, brace->days);
}

static void put_count(struct fill *fill, const struct demo_brace *brace, int depth)
{
    struct sight sight = {fill->play, fill->item, fill->item, false, fill->left};
    int n = count(&sight, &brace->test, depth);
    struct slice form = brace->formed ? brace->forms[n > 1 ? 2 : n] : slice_of("#");
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    for (size_t i = 0, from = 0; i <= form.n; i++) {
        if (i == form.n || form.at[i] == '#') {
            put(fill, (struct slice){form.at + from, i - from});
            put(fill, slice_of(i < form.n ? number : ""));
            from = i + 1;
        }
    }
}

static void put_if(struct fill *fill, const struct demo_brace *brace, int depth)
{
    struct sight sight = {fill->play, fill->item, fill->item, false, fill->left};
    if (holds(&sight, brace->condition, depth)) {
        put(fill, brace->text);
    }
}

static void (*const put_brace[])(struct fill *, const struct demo_brace *, int) = {
    [DEMO_BRACE_NAME] = put_name,
    [DEMO_BRACE_DAY] = put_days,
    [DEMO_BRACE_COUNT] = put_count,
    [DEMO_BRACE_IF] = put_if,
};

/* A persona's text may hold braces of its own, which may name that text again: depth ends it. */
static void fill_slice(struct fill *fill, struct slice text, int depth)
{
    struct slice piece;
    struct demo_brace brace;
    enum demo_piece kind;
    if (depth > DEMO_NESTING_MAX) {
        return;
    }
    while ((kind = demo_piece_next(&text, &piece)) != DEMO_PIECE_END) {
        if (kind != DEMO_PIECE_BRACE) {
            put(fill, piece);
        } else if (--*fill->left > 0 && demo_brace_parse(piece, &brace, NULL)) {
            put_brace[brace.kind](fill, &brace, depth);
        }
    }
}

void demo_fill_into(const struct demo_play *play, char *out, size_t room, const char *text,
                    int item, bool plain)
{
    int left = BRACES_MAX;
    struct fill fill = {play, item, plain, &left, out, room, 0};
    fill_field(&fill, slice_of(text), 0);
}

const char *demo_fill(const struct demo_play *play, struct arena *arena, const char *text, int item)
{
    char out[DEMO_FILL_MAX];
    if (!strchr(text, '{')) {
        return arena_string(arena, text);
    }
    demo_fill_into(play, out, sizeof out, text, item, false);
    return arena_string(arena, out);
}
