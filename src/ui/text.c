#include "ui/text.h"

#include "base/utf8.h"
#include "ui/runs.h"

#include <math.h>

/* In capital heights. Above a capital stand accents, below the baseline hang tails: a line needs
 * both to be whole. 2.1 capitals from line to line are 1.5 em: the State's plain-language rule
 * (FALC).
 */
static const double above_capital = 0.45, below_baseline = 0.45, usual_leading = 2.1;

enum { LINES_MAX = 64, WORDS_MAX = 1024, ARABIC_QUESTION = 0x061F };

struct token {               /* a word and the space after it */
    size_t start, end, next; /* characters: [start, end) shown, next begins the following one */
    double width, space;
    bool ends; /* a sentence */
};

struct line {
    size_t start, end; /* characters of paragraph */
    int words;
    double width;
};

struct setting { /* one text being set */
    struct draw_list *list;
    const struct text_fonts *fonts;
    const struct text_style *style;
    int sizes[FACES];
    int capital, pitch; /* pixels */
    int lines;          /* set so far */
    int width;          /* of the widest */
    int last_words, last_width;
};

static int text_size(const struct draw_list *list, const struct text_fonts *fonts, enum face face,
                     double caps_mm)
{
    enum { PROBE = 1000 };
    int ascent, descent, capital;
    fonts->metrics(fonts->context, face, PROBE, &ascent, &descent, &capital);
    double wanted = caps_mm * list->glass.per_mm;
    int size = (int)ceil(wanted * PROBE / (capital > 0 ? capital : PROBE) - 1e-6);
    return size > 0 ? size : 1;
}

static struct setting setting_of(struct draw_list *list, const struct text_fonts *fonts,
                                 const struct text_style *style)
{
    struct setting setting = {.list = list, .fonts = fonts, .style = style};
    int latin = text_size(list, fonts, FACE_LATIN, style->caps_mm);
    for (int face = 0; face < FACES; face++) {
        setting.sizes[face] = latin; /* one em size for all: scripts are drawn to stand together */
    }
    double leading = style->leading > 0 ? style->leading : usual_leading;
    setting.capital = (int)ceil(style->caps_mm * list->glass.per_mm - 1e-6);
    setting.pitch = (int)lround(setting.capital * leading * (list->glass.rtl ? 1.15 : 1));
    return setting;
}

static int block_height(const struct setting *setting, int lines)
{
    if (lines == 0) {
        return 0;
    }
    int one = (int)lround(setting->capital * (1 + above_capital + below_baseline));
    return (lines - 1) * setting->pitch + one;
}

static double measure(const struct setting *setting, const struct paragraph *paragraph,
                      size_t start, size_t end)
{
    struct run runs[RUNS_MAX];
    size_t n = paragraph_runs(paragraph, setting->fonts, setting->sizes, start, end, runs);
    double width = 0;
    for (size_t i = 0; i < n; i++) {
        width += runs[i].width;
    }
    return width;
}

/* A word wider than the room is cut: an address after its last '/' or '-' that has room, any other
 * between characters. Better broken than clipped. */
static size_t cut_to_fit(const struct setting *setting, const struct paragraph *paragraph,
                         size_t start, size_t end, double room)
{
    size_t fits = start + 1, high = end;
    while (fits + 1 < high) {
        size_t middle = fits + (high - fits) / 2;
        if (measure(setting, paragraph, start, middle) <= room) {
            fits = middle;
        } else {
            high = middle;
        }
    }
    for (size_t at = fits; at > start + 1; at--) {
        if (paragraph->codes[at - 1] == '/' || paragraph->codes[at - 1] == '-') {
            return at;
        }
    }
    return fits;
}

static size_t find_tokens(const struct setting *setting, const struct paragraph *paragraph,
                          double room, struct token *tokens)
{
    size_t n = 0, at = 0;
    while (at < paragraph->n && n < WORDS_MAX) {
        struct token *token = &tokens[n++];
        token->start = at;
        while (at < paragraph->n && !code_breaks(paragraph->codes[at])) {
            at++;
        }
        token->end = at;
        token->width = measure(setting, paragraph, token->start, token->end);
        if (token->width > room && token->end - token->start > 1) {
            at = token->end = cut_to_fit(setting, paragraph, token->start, token->end, room);
            token->width = measure(setting, paragraph, token->start, token->end);
        }
        uint32_t last = token->end > token->start ? paragraph->codes[token->end - 1] : 0;
        token->ends = last == '.' || last == '!' || last == '?' || last == ARABIC_QUESTION;
        size_t space = at;
        while (at < paragraph->n && code_breaks(paragraph->codes[at])) {
            at++;
        }
        token->next = at;
        token->space = at > space ? measure(setting, paragraph, space, at) : 0;
    }
    return n;
}

/* Greedy lines no wider than room, a new one for each sentence where so asked; returns how many. */
static int wrap(const struct token *tokens, size_t n, double room, bool by_sentence,
                struct line *lines)
{
    int count = 0;
    for (size_t i = 0; i < n && count < LINES_MAX;) {
        struct line line = {tokens[i].start, tokens[i].end, 1, tokens[i].width};
        double space = tokens[i].space;
        for (i++; i < n && line.width + space + tokens[i].width <= room; i++) {
            if (by_sentence && tokens[i - 1].ends) {
                break;
            }
            line.width += space + tokens[i].width;
            line.end = tokens[i].end;
            line.words++;
            space = tokens[i].space;
        }
        lines[count++] = line;
    }
    return count;
}

/* Takes the last word of the line before down to a last word that stands alone. */
static void mend_orphan(const struct token *tokens, size_t n, double room, struct line *lines,
                        int count)
{
    bool alone = count >= 2 && lines[count - 1].words == 1 && lines[count - 2].words >= 2;
    if (!alone || lines[count - 1].width * 3 >= room) {
        return; /* a long word holds its line by itself */
    }
    struct line *before = &lines[count - 2], *last = &lines[count - 1];
    const struct token *moved = &tokens[n - 2], *stays = &tokens[n - 3];
    double width = moved->width + moved->space + last->width;
    if (width > room) {
        return;
    }
    *last = (struct line){moved->start, last->end, 2, width};
    before->end = stays->end;
    before->words--;
    before->width -= moved->width + stays->space;
}

/* The narrowest room that needs no more lines evens their lengths. A sentence begins a line of its
 * own where that takes no more lines either (plain language: one sentence, one line). */
static int balance(const struct token *tokens, size_t n, double room, struct line *lines)
{
    int count = wrap(tokens, n, room, true, lines);
    bool by_sentence = count <= wrap(tokens, n, room, false, lines);
    count = wrap(tokens, n, room, by_sentence, lines);
    double low = room / (count > 0 ? count : 1) * 0.8, high = room;
    struct line tries[LINES_MAX];
    for (int i = 0; count > 1 && count < LINES_MAX && i < 8; i++) {
        double middle = (low + high) / 2;
        bool holds = wrap(tokens, n, middle, by_sentence, tries) == count;
        for (int j = 0; holds && j < count; j++) {
            holds = tries[j].width <= room;
        }
        if (holds) {
            high = middle;
            memcpy(lines, tries, (size_t)count * sizeof *lines);
        } else {
            low = middle;
        }
    }
    mend_orphan(tokens, n, room, lines, count);
    return count;
}

static void draw_line(struct setting *setting, const struct paragraph *paragraph,
                      const struct line *line, struct rect box, int y)
{
    struct run runs[RUNS_MAX];
    size_t n =
        paragraph_runs(paragraph, setting->fonts, setting->sizes, line->start, line->end, runs);
    runs_reorder(runs, n);
    int width = 0;
    for (size_t i = 0; i < n; i++) {
        width += runs[i].width;
    }
    enum text_align align = setting->style->align;
    int x = box.x + (align == TEXT_MIDDLE ? (box.w - width) / 2
                     : align == TEXT_END  ? box.w - width
                                          : 0);
    int baseline = y + (int)lround(setting->capital * (1 + above_capital));
    for (size_t i = 0; i < n; i++) {
        /* The list is mirrored at the end: what is to stand leftmost then is placed last now. */
        const struct run *run = &runs[setting->list->glass.rtl ? n - 1 - i : i];
        int ascent, descent, capital, size = setting->sizes[run->face];
        setting->fonts->metrics(setting->fonts->context, run->face, size, &ascent, &descent,
                                &capital);
        struct rect rect = {x, baseline - ascent, run->width, ascent + descent};
        uint32_t from = paragraph->offsets[run->start], to = paragraph->offsets[run->end];
        draw_run(setting->list, rect, run->face, size, setting->style->color, run->level & 1,
                 paragraph->text + from, to - from);
        x += run->width;
    }
}

/* Sets one paragraph at y; draws it where box is given. */
static void set_paragraph(struct setting *setting, const char *text, size_t n, int room,
                          const struct rect *box)
{
    struct arena *arena = &setting->list->arena;
    struct paragraph paragraph;
    paragraph_init(&paragraph, arena, setting->fonts, text, n, setting->style->bold,
                   setting->list->glass.rtl);
    size_t most = paragraph.n < WORDS_MAX ? paragraph.n : WORDS_MAX;
    struct token *tokens = arena_alloc(arena, (most + 1) * sizeof *tokens);
    struct line lines[LINES_MAX];
    size_t words = find_tokens(setting, &paragraph, room, tokens);
    int count = balance(tokens, words, room, lines);
    for (int i = 0; i < count; i++) {
        if (box) {
            draw_line(setting, &paragraph, &lines[i], *box,
                      box->y + (setting->lines + i) * setting->pitch);
        }
        setting->width = most_of(setting->width, (int)ceil(lines[i].width));
    }
    setting->last_words = count > 1 ? lines[count - 1].words : 2;
    setting->last_width = count > 1 ? (int)ceil(lines[count - 1].width) : room;
    setting->lines += count > 0 ? count : 1;
}

static void set_text(struct setting *setting, const char *text, int room, const struct rect *box)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        set_paragraph(setting, text, n, room, box);
        text += n + (text[n] == '\n');
    }
}

int text_draw(struct draw_list *list, const struct text_fonts *fonts, struct rect box,
              const char *text, const struct text_style *style)
{
    struct setting setting = setting_of(list, fonts, style);
    set_text(&setting, text, box.w, &box);
    int height = block_height(&setting, setting.lines);
    if (!text[0]) {
        return 0;
    }
    int spare = box.w - setting.width;
    int x = style->align == TEXT_MIDDLE ? spare / 2 : style->align == TEXT_END ? spare : 0;
    struct draw_words words = {
        .box = box,
        .ink = {box.x + x, box.y, setting.width, height},
        .text = text,
        .caps_mm = style->caps_mm,
        .color = style->color,
        .lines = setting.lines,
        .last_words = setting.last_words,
        .last_width = setting.last_width,
    };
    draw_said(list, &words);
    return height;
}

int text_height(struct draw_list *list, const struct text_fonts *fonts, int width, const char *text,
                const struct text_style *style, int *lines)
{
    /* Measuring only takes scratch memory from the frame's arena; nothing is drawn. */
    struct setting setting = setting_of(list, fonts, style);
    set_text(&setting, text, width, NULL);
    if (lines) {
        *lines = setting.lines;
    }
    return block_height(&setting, setting.lines);
}

int text_width(struct draw_list *list, const struct text_fonts *fonts, const char *text,
               const struct text_style *style)
{
    struct setting setting = setting_of(list, fonts, style);
    set_text(&setting, text, 1 << 28, NULL);
    return setting.width;
}

void text_icon(struct draw_list *list, const struct text_fonts *fonts, struct rect box,
               uint32_t code, double mm, uint32_t color)
{
    char text[4];
    size_t n = utf8_write(code, text);
    int size = glass_mm(&list->glass, mm), ascent, descent, capital;
    int width = fonts->width(fonts->context, FACE_ICONS, size, false, text, n);
    fonts->metrics(fonts->context, FACE_ICONS, size, &ascent, &descent, &capital);
    struct rect rect = {box.x + (box.w - width) / 2, box.y + (box.h - ascent - descent) / 2, width,
                        ascent + descent};
    draw_run(list, rect, FACE_ICONS, size, color, false, text, n);
}
