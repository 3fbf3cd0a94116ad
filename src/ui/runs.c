#include "ui/runs.h"

#include "base/utf8.h"

#include <fribidi.h>

enum { ZERO_WIDTH_SPACE = 0x200B };

bool code_breaks(uint32_t code)
{
    return code == ' ' || code == ZERO_WIDTH_SPACE;
}

static void read_codes(struct paragraph *paragraph, struct arena *arena, const char *text, size_t n)
{
    paragraph->text = text;
    paragraph->codes = arena_alloc(arena, (n + 1) * sizeof *paragraph->codes);
    paragraph->offsets = arena_alloc(arena, (n + 1) * sizeof *paragraph->offsets);
    size_t count = 0;
    for (size_t i = 0, length; i < n; i += length) {
        paragraph->codes[count] = utf8_read(text + i, n - i, &length);
        paragraph->offsets[count++] = (uint32_t)i;
    }
    paragraph->offsets[count] = (uint32_t)n;
    paragraph->n = count;
}

/* Most texts here are plain left-to-right ones, which need no bidi at all: below U+0590 no
 * character is strong right-to-left. */
static bool is_plain(const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->n; i++) {
        uint32_t code = paragraph->codes[i];
        if (code >= 0x0590 && !(code >= 0x2010 && code <= 0x2027)) {
            return false;
        }
    }
    return true;
}

static void find_levels(struct paragraph *paragraph, struct arena *arena, bool rtl)
{
    size_t n = paragraph->n;
    paragraph->levels = arena_alloc(arena, n + 1);
    if (n == 0 || (!rtl && is_plain(paragraph))) {
        return;
    }
    FriBidiCharType *types = arena_alloc(arena, n * sizeof *types);
    FriBidiBracketType *brackets = arena_alloc(arena, n * sizeof *brackets);
    FriBidiLevel *levels = arena_alloc(arena, n * sizeof *levels);
    FriBidiParType base = rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR;
    fribidi_get_bidi_types(paragraph->codes, (FriBidiStrIndex)n, types);
    fribidi_get_bracket_types(paragraph->codes, (FriBidiStrIndex)n, types, brackets);
    FriBidiLevel highest =
        fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n, &base, levels);
    for (size_t i = 0; highest > 0 && i < n; i++) {
        paragraph->levels[i] = (uint8_t)levels[i];
    }
}

/* Invisible: bidi isolates and marks, joiners, zero-width space. No face need have them. */
static bool is_invisible(uint32_t code)
{
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
}

/* Signs that belong to no script stay with the letters before them, so that a run is not cut at
 * every space and comma. */
static bool is_common(uint32_t code)
{
    return code == ' ' || code == UTF8_NBSP || code == UTF8_NARROW_NBSP ||
           (code > ' ' && code < '0') || code == 0x2019 || is_invisible(code);
}

static void find_faces(struct paragraph *paragraph, struct arena *arena,
                       const struct text_fonts *fonts, bool bold)
{
    static const enum face stacks[2][3] = {
        {FACE_LATIN, FACE_WIDE, FACE_ARABIC},
        {FACE_LATIN_BOLD, FACE_WIDE_BOLD, FACE_ARABIC_BOLD},
    };
    const enum face *stack = stacks[bold];
    paragraph->faces = arena_alloc(arena, paragraph->n + 1);
    enum face last = stack[0];
    for (size_t i = 0; i < paragraph->n; i++) {
        uint32_t code = paragraph->codes[i];
        bool stay = is_invisible(code) ||
                    (is_common(code) && i > 0 && fonts->has(fonts->context, last, code));
        for (int j = 0; !stay && j < 3; j++) {
            if (fonts->has(fonts->context, stack[j], code)) {
                last = stack[j];
                break;
            }
        }
        paragraph->faces[i] = (uint8_t)last;
    }
}

void paragraph_init(struct paragraph *paragraph, struct arena *arena,
                    const struct text_fonts *fonts, const char *text, size_t n, bool bold, bool rtl)
{
    read_codes(paragraph, arena, text, n);
    find_levels(paragraph, arena, rtl);
    find_faces(paragraph, arena, fonts, bold);
}

size_t paragraph_runs(const struct paragraph *paragraph, const struct text_fonts *fonts,
                      const int sizes[FACES], size_t start, size_t end, struct run runs[RUNS_MAX])
{
    size_t n = 0;
    while (start < end && n < RUNS_MAX) {
        struct run *run = &runs[n++];
        *run = (struct run){
            .start = start,
            .face = (enum face)paragraph->faces[start],
            .level = paragraph->levels[start],
        };
        while (start < end && paragraph->faces[start] == run->face &&
               paragraph->levels[start] == run->level) {
            start++;
        }
        run->end = start;
        uint32_t from = paragraph->offsets[run->start], to = paragraph->offsets[run->end];
        run->width = fonts->width(fonts->context, run->face, sizes[run->face], run->level & 1,
                                  paragraph->text + from, to - from);
    }
    return n;
}

static void reverse(struct run *runs, size_t start, size_t end)
{
    while (start + 1 < end) {
        struct run run = runs[start];
        runs[start++] = runs[--end];
        runs[end] = run;
    }
}

void runs_reorder(struct run *runs, size_t n)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < n; i++) {
        highest = runs[i].level > highest ? runs[i].level : highest;
    }
    for (uint8_t level = highest; level > 0; level--) {
        for (size_t i = 0; i < n; i++) {
            size_t start = i;
            while (i < n && runs[i].level >= level) {
                i++;
            }
            reverse(runs, start, i);
        }
    }
}
