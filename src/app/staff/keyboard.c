#include "app/chrome.h"
#include "app/staff/kit.h"
#include "app/staff/stand_screen.h"
#include "base/utf8.h"

#include <ctype.h>

enum { FIELDS = 2, ROWS_MAX = 9, ROW_BYTES = 40 };

/* A row of keys, one character a unit of width: a letter of its own, or one of these signs, as
 * often as the key has units. */
enum {
    SIGN_CAPITAL = '^',
    SIGN_SPACE = '_',
    SIGN_ERASE = '<',
    SIGN_CANCEL = 'X',
    SIGN_NEXT = '>',
};

struct board {
    int columns, rows;
    const char *keys[ROWS_MAX];
};

static const struct board boards[] = {
    {12, 5, {"1234567890<<", "azertyuiopéè", "qsdfghjklmàç", "^^wxcvbn’-êô", "XXâîûëï___>>"}},
    {10, 6, {"1234567890", "azertyuiop", "qsdfghjklm", "^^wxcvbn’-", "éèàçêôâîûë", "XXï___<<>>"}},
    {7,
     9,
     {"abcdefg", "hijklmn", "opqrstu", "vwxyz^^", "éèàçêôâ", "îûëï’<<", "1234567", "890-___",
      "XXX>>>>"}},
};

static const char warning[] = "Ici, aucun nom de personne";

/* --- what is typed --- */

static char *text_of(struct stand_state *stand)
{
    return stand->field == 0 ? stand->draft.name : stand->draft.structure;
}

void keyboard_open(struct app *app)
{
    app->staff.stand.typing = true;
    app->staff.stand.field = 0;
    app->staff.stand.capital = false;
}

/* The capital of an ASCII letter or of one in Latin-1. */
static uint32_t capital_of(uint32_t code)
{
    bool latin = code >= 0xE0 && code <= 0xFE && code != 0xF7;
    return latin || (code >= 'a' && code <= 'z') ? code - 0x20 : code;
}

static bool begins_with_capital(const struct app *app)
{
    const struct stand_state *stand = &app->staff.stand;
    const char *text = stand->field == 0 ? stand->draft.name : stand->draft.structure;
    return stand->capital || !*text;
}

/* No space at the start, nor two in a row. */
static void type(struct app *app, uint32_t code)
{
    char *text = text_of(&app->staff.stand), bytes[4];
    size_t n = strlen(text);
    bool useless = code == ' ' && (n == 0 || text[n - 1] == ' ');
    code = begins_with_capital(app) ? capital_of(code) : code;
    size_t more = utf8_write(code, bytes);
    if (useless || n + more >= TOTALS_NAME_MAX || utf8_count(text) >= STAND_NAMES_MAX) {
        return;
    }
    memcpy(text + n, bytes, more);
    text[n + more] = '\0';
    app->staff.stand.capital = false;
}

static void erase(struct app *app)
{
    char *text = text_of(&app->staff.stand);
    size_t n = strlen(text);
    text[n > 0 ? utf8_cut(text, n - 1) : 0] = '\0';
}

bool keyboard_action(struct app *app, int action, int arg)
{
    if (action == ACTION_LETTER && arg == 0) {
        app->staff.stand.capital = !app->staff.stand.capital;
    } else if (action == ACTION_LETTER) {
        type(app, (uint32_t)arg);
    } else if (action == ACTION_ERASE) {
        erase(app);
    } else if (action == ACTION_FIELD && arg >= 0 && arg < FIELDS) {
        app->staff.stand.field = arg;
        app->staff.stand.capital = false;
    } else {
        return false;
    }
    return true;
}

static void trim(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ') {
        text[--n] = '\0';
    }
}

bool keyboard_done(struct app *app)
{
    struct staff_draft *draft = &app->staff.stand.draft;
    trim(draft->name);
    trim(draft->structure);
    return draft->name[0] != '\0';
}

/* --- the fields --- */

static const char *const labels[FIELDS] = {"Nom du stand", "Structure"};

/* The text on one line: large, else smaller, else without its beginning. */
static struct words line_of(const struct pen *pen, const char *text, int width)
{
    struct words words = {.text = text, .role = TEXT_HEADING};
    for (words.caps_mm = pen_role(pen, words.role);
         words.caps_mm > CAPS_BODY && pen_words_width(pen, &words) > width;) {
        words.caps_mm = pen_smaller(words.caps_mm);
    }
    while (*text && pen_words_width(pen, &words) > width) {
        size_t length;
        utf8_read(text, strlen(text), &length);
        text += length;
        words.text = arena_format(&pen->list->arena, "…%s", text);
    }
    return words;
}

/* The last space has to be seen, and a line drops it: it does not break there. */
static const char *kept_spaces(const struct pen *pen, const char *text)
{
    struct str out = {0};
    for (const char *at = text; *at; at++) {
        bool space = *at == ' ';
        str_add_bytes(&out, space ? "\u00A0" : at, space ? strlen("\u00A0") : 1);
    }
    const char *kept = arena_string(&pen->list->arena, str_text(&out));
    str_release(&out);
    return kept;
}

static void draw_typed(const struct pen *pen, struct rect box, const char *text, bool active)
{
    int caret = pen_size(pen, SPACE_HAIR), gap = pen_size(pen, SPACE_HAIR);
    struct words words = line_of(pen, kept_spaces(pen, text), box.w - caret - gap);
    int width = *words.text ? pen_words_width(pen, &words) : 0;
    struct words tall = {.text = "É", .role = TEXT_HEADING};
    struct rect line = rect_middle(box, box.w, pen_words_height(pen, box.w, &tall));
    struct rect room = rect_middle(line, line.w, pen_words_height(pen, line.w, &words));
    if (*words.text) {
        pen_words(pen, rect_cut_left(&room, width), &words);
    }
    if (active) {
        struct rect mark = {line.x + width + gap, line.y, caret, line.h};
        draw_box(pen->list, mark, pen->theme->edge, 0);
    }
}

static int field_height(const struct pen *pen, bool labelled)
{
    struct words words = {.text = labels[0]};
    int label = labelled ? pen_words_height(pen, pen->list->glass.w, &words) : 0;
    return label + pen_size(pen, SIZE_TARGET);
}

static void draw_field(const struct app *app, const struct pen *pen, struct rect rect, int field,
                       bool labelled)
{
    const struct stand_state *stand = &app->staff.stand;
    const char *text = field == 0 ? stand->draft.name : stand->draft.structure;
    bool active = stand->field == field;
    struct words label = {.text = labels[field]};
    struct button target = button_for(labels[field], ICON_NONE, LOOK_OUTLINE, ACTION_FIELD, field);
    target.spoken = arena_format(&pen->list->arena, "%s : %s", labels[field], text);
    pen_target(pen, rect, &target);
    if (labelled) {
        rect_cut_top(&rect, pen_words(pen, rect, &label));
    }
    pen_ground(pen, rect, active ? LOOK_QUIET : LOOK_OUTLINE, active);
    struct rect inside = rect_inset_xy(rect, pen_size(pen, SPACE_GAP), 0);
    if (!labelled && !*text && !active) {
        pen_words_middle(pen, inside, &label);
    } else {
        draw_typed(pen, inside, text, active);
    }
}

/* --- the keys --- */

static struct button letter_key(const struct app *app, const struct pen *pen, const char *at,
                                size_t length)
{
    char bytes[4];
    uint32_t code = utf8_read(at, length, &length);
    uint32_t shown = begins_with_capital(app) ? capital_of(code) : code;
    const char *label = arena_copy(&pen->list->arena, bytes, utf8_write(shown, bytes));
    return button_for(label, ICON_NONE, LOOK_OUTLINE, ACTION_LETTER, (int)code);
}

/* To the other field, or done; not while there is no name. */
static struct button next_key(const struct stand_state *stand)
{
    struct button key = stand->field == 0
                            ? button_for("Suivant", ICON_NONE, LOOK_PRIMARY, ACTION_FIELD, 1)
                            : button_for("Valider", ICON_NONE, LOOK_PRIMARY, ACTION_CONFIRM, 0);
    key.disabled = !stand->draft.name[0];
    return key;
}

static struct button key_of(const struct app *app, const struct pen *pen, const char *at,
                            size_t length)
{
    switch (*at) {
    case SIGN_CAPITAL:
        return button_for("Maj", ICON_UP, begins_with_capital(app) ? LOOK_PRIMARY : LOOK_QUIET,
                          ACTION_LETTER, 0);
    case SIGN_SPACE:
        return button_for("Espace", ICON_NONE, LOOK_OUTLINE, ACTION_LETTER, ' ');
    case SIGN_ERASE:
        return button_for("Effacer", ICON_NONE, LOOK_QUIET, ACTION_ERASE, 0);
    case SIGN_CANCEL:
        return button_for("Annuler", ICON_NONE, LOOK_ALERT, ACTION_CANCEL, 0);
    case SIGN_NEXT:
        return next_key(&app->staff.stand);
    default:
        return letter_key(app, pen, at, length);
    }
}

/* Nearer to the edges than a button's: a word stands on two keys' width. */
static void draw_key(const struct pen *pen, struct rect rect, const struct button *key)
{
    bool letter = key->action == ACTION_LETTER && key->arg > ' ';
    uint32_t ink = pen->theme->ink;
    if (key->disabled) {
        draw_border(pen->list, rect, pen->theme->quiet, pen_size(pen, SIZE_ROUND),
                    pen_size(pen, SIZE_EDGE));
    } else {
        pen_ground(pen, rect, key->look, false);
        ink = pen_ink(pen, key->look);
    }
    struct words words = {.text = key->label,
                          .role = key->disabled ? TEXT_NOTE
                                  : letter      ? TEXT_HEADING
                                                : TEXT_STRONG,
                          .align = TEXT_MIDDLE,
                          .color = ink};
    struct rect inside = rect;
    if (key->icon) {
        int sign = pen_size(pen, SIZE_SIGN_SMALL);
        inside = rect_middle(rect, sign + pen_words_width(pen, &words), rect.h);
        pen_icon(pen, rect_cut_left(&inside, sign), key->icon, SIZE_SIGN_SMALL, words.color);
    }
    pen_words_middle(pen, inside, &words);
    pen_target(pen, rect, key);
}

static void draw_row(const struct app *app, const struct pen *pen, struct rect row,
                     const struct board *board, const char *keys)
{
    int gap = pen_size(pen, SPACE_GAP), all = row.w + gap, at = 0;
    for (const char *key = keys; *key;) {
        size_t length;
        int units = 1;
        utf8_read(key, strlen(key), &length);
        bool wide = !isalnum((unsigned char)*key) || *key == SIGN_CANCEL;
        while (length == 1 && wide && key[units] == *key) {
            units++;
        }
        int left = all * at / board->columns, right = all * (at + units) / board->columns - gap;
        struct button what = key_of(app, pen, key, length);
        draw_key(pen, (struct rect){row.x + left, row.y, right - left, row.h}, &what);
        at += units;
        key += length == 1 ? (size_t)units : length;
    }
}

static bool board_fits(const struct pen *pen, int width, const struct board *board)
{
    int gap = pen_size(pen, SPACE_GAP);
    return board->columns * (pen_size(pen, SIZE_TARGET) + gap) - gap <= width;
}

static const struct board *board_for(const struct pen *pen, int width)
{
    int i = 0, last = (int)(sizeof boards / sizeof boards[0]) - 1;
    while (i < last && !board_fits(pen, width, &boards[i])) {
        i++;
    }
    return &boards[i];
}

/* --- all of it --- */

struct plan {
    const struct board *board;
    struct words warning;   /* "": it is the title */
    bool labelled, stacked; /* the fields have their names above them; stand one above the other */
    int key, gap;           /* heights */
};

static int warning_height(const struct pen *pen, const struct plan *plan, int width)
{
    bool any = *plan->warning.text;
    return any ? pen_words_height(pen, width, &plan->warning) + pen_size(pen, SPACE_XS) : 0;
}

static int fields_height(const struct pen *pen, const struct plan *plan)
{
    int one = field_height(pen, plan->labelled);
    return plan->stacked ? 2 * one + plan->gap : one;
}

static int height_of(const struct pen *pen, const struct plan *plan, int width)
{
    return warning_height(pen, plan, width) + fields_height(pen, plan) +
           plan->board->rows * (plan->key + plan->gap);
}

/* The fields lose their names before the keys lose their size. */
static struct plan plan_of(const struct pen *pen, struct rect box, bool warns)
{
    struct plan plan = {
        .board = board_for(pen, box.w),
        .warning = {.text = warns ? warning : "", .role = TEXT_STRONG, .color = pen->theme->alert},
        .labelled = true,
        .stacked = glass_is_portrait(&pen->list->glass),
        .gap = pen_size(pen, SPACE_GAP),
        .key = pen_size(pen, SIZE_TARGET),
    };
    plan.labelled = height_of(pen, &plan, box.w) <= box.h;
    int spare = most_of(0, box.h - height_of(pen, &plan, box.w));
    plan.key = least_of(plan.key + spare / plan.board->rows, pen_size(pen, SIZE_KEY_TALL));
    return plan;
}

static void draw_fields(const struct app *app, const struct pen *pen, struct rect box,
                        const struct plan *plan)
{
    int columns = plan->stacked ? 1 : FIELDS, rows = plan->stacked ? FIELDS : 1;
    for (int i = 0; i < FIELDS; i++) {
        struct rect cell = rect_cell(box, columns, rows, plan->gap, i);
        draw_field(app, pen, cell, i, plan->labelled);
    }
}

/* On the screen's margins; nearer to the edges where more keys fit so. */
static struct rect place_of(const struct pen *pen, struct rect box)
{
    int edge = pen_size(pen, SPACE_GAP);
    struct rect wide = {edge, box.y, pen->list->glass.w - 2 * edge, box.h};
    const struct board *board = board_for(pen, wide.w);
    box = board_fits(pen, box.w, board) ? box : wide;
    int most = board->columns * (pen_size(pen, SIZE_KEY_WIDE) + pen_size(pen, SPACE_GAP));
    return rect_middle(box, most, box.h);
}

void keyboard_draw(const struct app *app, const struct pen *pen)
{
    struct rect box = {0, 0, pen->list->glass.w, pen->list->glass.h};
    bool low = glass_is_low(&pen->list->glass); /* no room for a line of its own */
    staff_header(app, pen, &box, low ? warning : "Nommer le stand");
    box = place_of(pen, box);
    struct plan plan = plan_of(pen, box, !low);
    rect_cut_top(&box, (box.h - height_of(pen, &plan, box.w)) / 3);
    struct rect top = rect_cut_top(&box, warning_height(pen, &plan, box.w));
    if (!low) {
        pen_words(pen, top, &plan.warning);
    }
    draw_fields(app, pen, rect_cut_top(&box, fields_height(pen, &plan)), &plan);
    for (int i = 0; i < plan.board->rows; i++) {
        rect_cut_top(&box, plan.gap);
        draw_row(app, pen, rect_cut_top(&box, plan.key), plan.board, plan.board->keys[i]);
    }
}
