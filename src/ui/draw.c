#include "ui/draw.h"

void draw_begin(struct draw_list *list, const struct glass *glass, uint32_t background)
{
    arena_reset(&list->arena);
    list->glass = *glass;
    list->background = background;
    list->fade_ms = 0;
    list->device = (struct rect){0};
    list->commands.n = 0;
    list->zones.n = 0;
    list->words.n = 0;
    list->soon.n = 0;
}

void draw_box(struct draw_list *list, struct rect rect, uint32_t color, int radius)
{
    draw_border(list, rect, color, radius, 0);
}

void draw_border(struct draw_list *list, struct rect rect, uint32_t color, int radius, int border)
{
    struct draw_command box = {
        .kind = DRAW_BOX, .rect = rect, .color = color, .radius = radius, .border = border};
    arr_push(&list->commands, box);
}

void draw_run(struct draw_list *list, struct rect rect, enum face face, int size, uint32_t color,
              bool rtl, const char *text, size_t n)
{
    struct draw_command run = {
        .kind = DRAW_TEXT,
        .rect = rect,
        .color = color,
        .face = face,
        .size = size,
        .rtl = rtl,
        .text = arena_copy(&list->arena, text, n),
    };
    arr_push(&list->commands, run);
}

static struct draw_command picture_of(struct draw_list *list, struct rect rect, int radius,
                                      const char *path)
{
    const char *text = arena_string(&list->arena, path);
    return (struct draw_command){DRAW_PICTURE, .rect = rect, .radius = radius, .text = text};
}

void draw_picture(struct draw_list *list, struct rect rect, int radius, const char *path)
{
    arr_push(&list->commands, picture_of(list, rect, radius, path));
}

void draw_soon(struct draw_list *list, struct rect rect, const char *path)
{
    arr_push(&list->soon, picture_of(list, rect, 0, path));
}

void draw_code(struct draw_list *list, struct rect rect, const uint8_t *modules, int side)
{
    size_t n = (size_t)side * (size_t)side;
    struct draw_command code = {
        .kind = DRAW_CODE,
        .rect = rect,
        .modules = (const uint8_t *)arena_copy(&list->arena, (const char *)modules, n),
        .side = side,
    };
    arr_push(&list->commands, code);
}

void draw_zone(struct draw_list *list, const struct zone *zone)
{
    struct zone copy = *zone;
    copy.label = arena_string(&list->arena, zone->label ? zone->label : "");
    copy.spoken = zone->spoken ? arena_string(&list->arena, zone->spoken) : copy.label;
    arr_push(&list->zones, copy);
}

void draw_said(struct draw_list *list, const struct draw_words *words)
{
    struct draw_words copy = *words;
    copy.text = arena_string(&list->arena, words->text);
    arr_push(&list->words, copy);
}

static void mirror(struct rect *rect, int width)
{
    rect->x = width - rect->x - rect->w;
}

void draw_end(struct draw_list *list)
{
    int width = list->glass.w;
    if (!list->glass.rtl) {
        return;
    }
    mirror(&list->device, width);
    for (size_t i = 0; i < list->commands.n; i++) {
        mirror(&list->commands.at[i].rect, width);
    }
    for (size_t i = 0; i < list->zones.n; i++) {
        mirror(&list->zones.at[i].rect, width);
    }
    for (size_t i = 0; i < list->words.n; i++) {
        mirror(&list->words.at[i].box, width);
        mirror(&list->words.at[i].ink, width);
    }
}

void draw_release(struct draw_list *list)
{
    arr_release(&list->commands);
    arr_release(&list->zones);
    arr_release(&list->words);
    arr_release(&list->soon);
    arena_release(&list->arena);
    *list = (struct draw_list){0};
}

static bool same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool same_command(const struct draw_command *a, const struct draw_command *b)
{
    bool same = a->kind == b->kind && same_rect(a->rect, b->rect) && a->color == b->color &&
                a->radius == b->radius && a->border == b->border && a->face == b->face &&
                a->size == b->size && a->rtl == b->rtl && a->side == b->side;
    if (!same || !str_same(a->text, b->text)) {
        return false;
    }
    size_t n = (size_t)a->side * (size_t)a->side;
    return n == 0 || memcmp(a->modules, b->modules, n) == 0;
}

static bool same_ground(const struct draw_list *a, const struct draw_list *b)
{
    return a->glass.w == b->glass.w && a->glass.h == b->glass.h && a->background == b->background;
}

/* Adds rect to those already out, joining it to the ones it meets; full, it joins the last. */
static size_t add_change(struct rect *out, size_t n, size_t max, struct rect rect)
{
    if (rect.w <= 0 || rect.h <= 0) {
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        if (rect_meet(out[i], rect)) {
            rect = rect_union(out[i], rect);
            out[i] = out[--n];
            i = (size_t)-1; /* the larger one may meet others now: from the start again */
        }
    }
    if (n == max) {
        out[n - 1] = rect_union(out[n - 1], rect);
        return n;
    }
    out[n] = rect;
    return n + 1;
}

/* The commands both lists begin with and end with are the same pixels; what lies between differs.
 * A change in the middle of a list of equal length is narrowed to the commands that differ. */
size_t draw_changes(const struct draw_list *a, const struct draw_list *b, struct rect *out,
                    size_t max)
{
    struct rect all = {0, 0, b->glass.w, b->glass.h};
    if (!same_ground(a, b)) {
        out[0] = all;
        return 1;
    }
    size_t head = 0, tail = 0, n = 0;
    size_t shorter = a->commands.n < b->commands.n ? a->commands.n : b->commands.n;
    while (head < shorter && same_command(&a->commands.at[head], &b->commands.at[head])) {
        head++;
    }
    while (tail < shorter - head && same_command(&a->commands.at[a->commands.n - 1 - tail],
                                                 &b->commands.at[b->commands.n - 1 - tail])) {
        tail++;
    }
    bool pairs = a->commands.n == b->commands.n;
    for (int side = 0; side < 2; side++) {
        const struct draw_list *list = side ? b : a;
        for (size_t i = head; i < list->commands.n - tail; i++) {
            if (!pairs || !same_command(&a->commands.at[i], &b->commands.at[i])) {
                n = add_change(out, n, max, rect_overlap(all, list->commands.at[i].rect));
            }
        }
    }
    return n;
}

const struct zone *draw_zone_at(const struct draw_list *list, int x, int y)
{
    for (size_t i = list->zones.n; i > 0; i--) {
        if (rect_has(list->zones.at[i - 1].rect, x, y)) {
            return &list->zones.at[i - 1];
        }
    }
    return NULL;
}
