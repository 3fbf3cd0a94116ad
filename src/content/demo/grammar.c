/* grammar.c: braces and conditions as people write them, taken apart. */
#include "content/demo/grammar.h"
#include "base/str.h"
#include "base/utf8.h"

enum { DAYS_MAX = 40000 };

struct slice slice_of(const char *text)
{
    return (struct slice){text ? text : "", text ? strlen(text) : 0};
}

static struct slice slice_from(struct slice text, size_t from)
{
    return (struct slice){text.at + from, text.n - from};
}

/* Bytes of the space that text begins with: French spacing makes " != " begin with a hard one. */
static size_t space_length(struct slice text)
{
    if (text.n == 0) {
        return 0;
    }
    size_t length;
    uint32_t code = utf8_read(text.at, text.n, &length);
    return code == ' ' || code == UTF8_NBSP || code == UTF8_NARROW_NBSP ? length : 0;
}

static struct slice slice_trim(struct slice text)
{
    for (size_t length; (length = space_length(text)) > 0;) {
        text = slice_from(text, length);
    }
    size_t end = text.n;
    for (size_t i = text.n; i-- > 0;) {
        if (((unsigned char)text.at[i] & 0xC0) == 0x80) {
            continue;
        }
        if (space_length((struct slice){text.at + i, end - i}) != end - i) {
            break;
        }
        end = i;
    }
    return (struct slice){text.at, end};
}

static bool slice_starts(struct slice text, const char *prefix)
{
    size_t n = strlen(prefix);
    return text.n >= n && memcmp(text.at, prefix, n) == 0;
}

/* The offset of any byte of marks, outside braces; text.n where there is none. */
static size_t slice_find(struct slice text, const char *marks)
{
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (depth == 0 && strchr(marks, text.at[i])) {
            return i;
        }
        depth += (text.at[i] == '{') - (text.at[i] == '}');
    }
    return text.n;
}

/* True if text begins with that word and a space, which are then taken off. */
static bool take_word(struct slice *text, const char *word)
{
    size_t n = strlen(word);
    if (!slice_starts(*text, word) || space_length(slice_from(*text, n)) == 0) {
        return false;
    }
    *text = slice_trim(slice_from(*text, n));
    return true;
}

static bool name_copy(struct slice text, char name[DEMO_NAME_MAX])
{
    if (text.n == 0 || text.n >= DEMO_NAME_MAX) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    memcpy(name, text.at, text.n);
    name[text.n] = '\0';
    return true;
}

bool demo_int(struct slice text, int *value)
{
    bool minus = text.n > 0 && *text.at == '-';
    int sum = 0;
    if (text.n == minus) {
        return false;
    }
    for (size_t i = minus; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        sum = sum * 10 + (text.at[i] - '0');
        if (sum > DAYS_MAX) {
            return false;
        }
    }
    *value = minus ? -sum : sum;
    return true;
}

bool demo_number(const char *text, double *value)
{
    bool minus = *text == '-', mark = false;
    double sum = 0, unit = 1;
    int digits = 0;
    for (text += minus; *text; text++) {
        if ((*text == ',' || *text == '.') && digits > 0 && !mark) {
            mark = true;
        } else if (*text >= '0' && *text <= '9' && digits < 15) {
            sum = sum * 10 + (*text - '0');
            unit *= mark ? 10 : 1;
            digits++;
        } else {
            return false;
        }
    }
    *value = (minus ? -sum : sum) / unit;
    return digits > 0;
}

enum demo_piece demo_piece_next(struct slice *rest, struct slice *piece)
{
    if (rest->n == 0) {
        return DEMO_PIECE_END;
    }
    size_t plain = 0;
    while (plain < rest->n && rest->at[plain] != '{' && rest->at[plain] != '}') {
        plain++;
    }
    if (plain > 0) {
        *piece = (struct slice){rest->at, plain};
        *rest = slice_from(*rest, plain);
        return DEMO_PIECE_PLAIN;
    }
    struct slice inner = slice_from(*rest, 1);
    size_t close = slice_find(inner, "}");
    if (*rest->at == '}' || close == inner.n) {
        *piece = (struct slice){rest->at, 1};
        *rest = inner;
        return DEMO_PIECE_BAD;
    }
    *piece = (struct slice){inner.at, close};
    *rest = slice_from(inner, close + 1);
    return DEMO_PIECE_BRACE;
}

/* --- conditions --- */

bool demo_test_next(struct slice *rest, struct slice *one)
{
    static const char joint[] = " and ";
    int depth = 0;
    if (rest->n == 0) {
        return false;
    }
    for (size_t i = 0; i < rest->n; i++) {
        if (depth == 0 && slice_starts(slice_from(*rest, i), joint)) {
            *one = (struct slice){rest->at, i};
            /* One space stays: what follows a last " and " is then an empty test, a fault. */
            *rest = slice_from(*rest, i + sizeof joint - 2);
            return true;
        }
        depth += (rest->at[i] == '{') - (rest->at[i] == '}');
    }
    *one = *rest;
    *rest = slice_from(*rest, rest->n);
    return true;
}

/* NAME = TEXT and its kin. */
static bool compare_parse(struct slice one, struct demo_test *test, struct err *err)
{
    size_t mark = slice_find(one, "=~!");
    struct slice after = slice_from(one, mark);
    size_t length = slice_starts(after, "!=") ? 2 : 1;
    if (mark == one.n || (*after.at == '!' && length == 1)) {
        return err_set(err,
                       "« %.*s » n’est pas une condition ; écrivez par exemple « nom = oui », "
                       "« nom != oui », « nom ~ {filtre} », « some liste » ou « none liste »",
                       (int)one.n, one.at);
    }
    if (!name_copy(slice_trim((struct slice){one.at, mark}), test->name)) {
        return err_set(err,
                       "« %.*s » : avant le signe il faut un seul nom, en petites lettres sans "
                       "accent, chiffres et -",
                       (int)one.n, one.at);
    }
    test->op = length == 2 ? DEMO_IS_NOT : *after.at == '~' ? DEMO_IS_OR_ANY : DEMO_IS;
    test->text = slice_trim(slice_from(after, length));
    return true;
}

/* LIST, or LIST with NAME = TEXT. */
static bool list_parse(struct slice one, struct demo_test *test, struct err *err)
{
    size_t end = slice_find(one, " ");
    if (!name_copy((struct slice){one.at, end}, test->list)) {
        return err_set(err,
                       "« %.*s » : il faut ici le nom d’une liste, en petites lettres sans accent, "
                       "chiffres et -",
                       (int)one.n, one.at);
    }
    struct slice with = slice_trim(slice_from(one, end));
    if (with.n == 0) {
        return true;
    }
    if (!take_word(&with, "with")) {
        return err_set(err,
                       "« %.*s » : après le nom de la liste, écrivez « with nom = texte » ou rien",
                       (int)one.n, one.at);
    }
    return compare_parse(with, test, err);
}

bool demo_test_parse(struct slice one, struct demo_test *test, struct err *err)
{
    *test = (struct demo_test){.kind = DEMO_TEST_NAME};
    one = slice_trim(one);
    if (one.n == 0) {
        return err_set(err, "il manque une condition avant ou après « and »");
    }
    if (take_word(&one, "some")) {
        test->kind = DEMO_TEST_SOME;
        return list_parse(one, test, err);
    }
    if (take_word(&one, "none")) {
        test->kind = DEMO_TEST_NONE;
        return list_parse(one, test, err);
    }
    return compare_parse(one, test, err);
}

/* --- braces --- */

static bool has_brace(struct slice text)
{
    return memchr(text.at, '{', text.n) || memchr(text.at, '}', text.n);
}

static bool forms_parse(struct slice text, struct demo_brace *brace, struct err *err)
{
    if (has_brace(text)) {
        return err_set(err, "pas d’accolades après les deux-points de « count »");
    }
    for (int i = 0; i < DEMO_FORMS; i++) {
        size_t end = slice_find(text, "/");
        if ((end == text.n) != (i == DEMO_FORMS - 1)) {
            return err_set(err, "après les deux-points de « count », écrivez trois textes : zéro / "
                                "un / plusieurs, où # tient lieu du nombre");
        }
        brace->forms[i] = slice_trim((struct slice){text.at, end});
        text = slice_from(text, end < text.n ? end + 1 : end);
    }
    brace->formed = true;
    return true;
}

static bool count_parse(struct slice inside, struct demo_brace *brace, struct err *err)
{
    size_t colon = slice_find(inside, ":");
    brace->kind = DEMO_BRACE_COUNT;
    brace->test = (struct demo_test){.kind = DEMO_TEST_SOME};
    if (!list_parse(slice_trim((struct slice){inside.at, colon}), &brace->test, err)) {
        return false;
    }
    return colon == inside.n || forms_parse(slice_from(inside, colon + 1), brace, err);
}

static bool if_parse(struct slice inside, struct demo_brace *brace, struct err *err)
{
    size_t colon = slice_find(inside, ":");
    brace->kind = DEMO_BRACE_IF;
    if (colon == inside.n) {
        return err_set(err, "après la condition de « if », écrivez deux-points et un texte : "
                            "{if masked = oui: masqué}");
    }
    brace->condition = slice_trim((struct slice){inside.at, colon});
    brace->text = slice_trim(slice_from(inside, colon + 1));
    if (has_brace(brace->text)) {
        return err_set(err, "pas d’accolades dans le texte de « if » ; écrivez plusieurs {if …} à "
                            "la suite");
    }
    return true;
}

bool demo_brace_parse(struct slice inside, struct demo_brace *brace, struct err *err)
{
    struct slice rest = slice_trim(inside);
    *brace = (struct demo_brace){.kind = DEMO_BRACE_NAME};
    if (take_word(&rest, "if")) {
        return if_parse(rest, brace, err);
    }
    if (take_word(&rest, "count")) {
        return count_parse(rest, brace, err);
    }
    if (take_word(&rest, "day")) {
        brace->kind = DEMO_BRACE_DAY;
        return demo_int(rest, &brace->days) ||
               err_set(err, "après « day », écrivez un nombre entier de jours : {day -45}");
    }
    return name_copy(rest, brace->name) ||
           err_set(err, "entre accolades il faut un nom, en petites lettres sans accent, chiffres "
                        "et -, ou « day », « count », « if »");
}
