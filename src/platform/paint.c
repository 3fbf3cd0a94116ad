#include "platform/paint.h"

#include "platform/box.h"

#include <SDL_image.h>
#include <assert.h>

struct painter {
    SDL_Surface *surface;
    const struct draw_list *list;
    struct rect clip;
    struct font_set *fonts;
    struct images *images;
    int waiting;
};

static void paint_box(struct painter *painter, const struct draw_command *command)
{
    struct box box = {command->rect, command->radius, command->border};
    box_fill(painter->surface, painter->clip, &box, command->color);
}

static void mix_row(uint32_t *out, const uint8_t *parts, int n, uint32_t color)
{
    for (int x = 0; x < n; x++) {
        uint64_t eight = 1;
        while (x + 8 <= n && (memcpy(&eight, parts + x, 8), eight == 0)) {
            x += 8; /* most of a line is bare */
        }
        if (x >= n) {
            break;
        }
        if (parts[x] == 255) {
            out[x] = color;
        } else if (parts[x] > 0) {
            out[x] = box_mix(out[x], color, parts[x]);
        }
    }
}

static void paint_text(struct painter *painter, const struct draw_command *command)
{
    int rise;
    const SDL_Surface *run = font_run(painter->fonts, command, &rise);
    if (!run) {
        return;
    }
    struct rect place = {command->rect.x, command->rect.y - rise, run->w, run->h};
    struct rect part = rect_overlap(painter->clip, place);
    for (int y = part.y; part.w > 0 && y < part.y + part.h; y++) {
        const uint8_t *parts = (const uint8_t *)run->pixels +
                               (ptrdiff_t)(y - place.y) * run->pitch + (part.x - place.x);
        mix_row(box_pixels(painter->surface, part.x, y), parts, part.w, command->color);
    }
}

/* What stands in for a picture: the background a little towards grey, in light and dark. */
static uint32_t pale(uint32_t background)
{
    return box_mix(background, 0x808080, 28);
}

static void paint_picture(struct painter *painter, const struct draw_command *command)
{
    struct rect rect = command->rect;
    struct box box = {rect, command->radius, 0};
    SDL_Surface *picture =
        painter->images ? image_ask(painter->images, command->text, rect.w, rect.h) : NULL;
    if (picture) {
        box_picture(painter->surface, painter->clip, &box, picture);
        return;
    }
    box_fill(painter->surface, painter->clip, &box, pale(painter->list->background));
    if (painter->images && image_waits(painter->images, command->text, rect.w, rect.h)) {
        painter->waiting++;
    }
}

/* Modules are whole pixels: a fraction of one would blur what a camera has to read. */
static void paint_code(struct painter *painter, const struct draw_command *command)
{
    int side = command->side;
    int module = side > 0 ? command->rect.w / side : 0;
    box_plain(painter->surface, painter->clip, command->rect, 0xFFFFFF);
    int left = command->rect.x + (command->rect.w - side * module) / 2;
    int top = command->rect.y + (command->rect.h - side * module) / 2;
    for (int y = 0; module > 0 && y < side; y++) {
        const uint8_t *row = command->modules + (ptrdiff_t)y * side;
        for (int x = 0, from; x < side; x++) {
            for (from = x; x < side && row[x] == 1; x++) {
            }
            struct rect bar = {left + from * module, top + y * module, (x - from) * module, module};
            box_plain(painter->surface, painter->clip, bar, 0x000000);
        }
    }
}

static void (*const painters[])(struct painter *, const struct draw_command *) = {
    [DRAW_BOX] = paint_box,
    [DRAW_TEXT] = paint_text,
    [DRAW_PICTURE] = paint_picture,
    [DRAW_CODE] = paint_code,
};

/* A mark may rise above its line box, and a slanted letter leave it: texts are let out a little. */
static struct rect reach(const struct draw_command *command)
{
    return command->kind == DRAW_TEXT ? rect_inset(command->rect, -command->size) : command->rect;
}

int paint_list(SDL_Surface *surface, const struct draw_list *list, struct rect clip,
               struct font_set *fonts, struct images *images)
{
    assert(surface->format->BytesPerPixel == 4);
    struct rect all = {0, 0, surface->w, surface->h};
    struct painter painter = {surface, list, rect_overlap(all, clip), fonts, images, 0};
    if (painter.clip.w <= 0 || painter.clip.h <= 0) {
        return 0;
    }
    box_plain(surface, painter.clip, painter.clip, list->background);
    for (size_t i = 0; i < list->commands.n; i++) {
        const struct draw_command *command = &list->commands.at[i];
        if (rect_meet(reach(command), painter.clip)) {
            painters[command->kind](&painter, command);
        }
    }
    return painter.waiting;
}

void paint_pictures(const struct draw_list *list, struct images *images)
{
    image_turn(images);
    for (size_t i = 0; i < list->commands.n; i++) {
        const struct draw_command *command = &list->commands.at[i];
        if (command->kind == DRAW_PICTURE) {
            image_ask(images, command->text, command->rect.w, command->rect.h);
        }
    }
}

void paint_soon(const struct draw_list *list, struct images *images, size_t bytes)
{
    size_t glass = (size_t)list->glass.w * (size_t)list->glass.h * 4;
    for (size_t i = 0; i < list->soon.n; i++) {
        const struct draw_command *command = &list->soon.at[i];
        image_soon(images, command->text, command->rect.w, command->rect.h);
    }
    image_trim(images, bytes ? bytes : glass * 22 / 10);
}

bool paint_waits(const struct draw_list *list, struct images *images)
{
    bool waits = false;
    for (size_t i = 0; i < list->commands.n && !waits; i++) {
        const struct draw_command *command = &list->commands.at[i];
        waits = command->kind == DRAW_PICTURE &&
                image_waits(images, command->text, command->rect.w, command->rect.h);
    }
    return waits;
}

void paint_wait(const struct draw_list *list, struct images *images, int ms)
{
    struct timespec until = image_after(ms);
    for (size_t i = 0; i < list->commands.n; i++) {
        const struct draw_command *command = &list->commands.at[i];
        if (command->kind == DRAW_PICTURE) {
            image_wait(images, command->text, command->rect.w, command->rect.h, until);
        }
    }
}

enum { BLEND_CHUNK = 64 };

/* A constant count, so that compilers make it vectors at -O2 too. */
static void move_chunk(uint8_t *restrict out, const uint8_t *restrict to, uint16_t part)
{
    for (int i = 0; i < BLEND_CHUNK; i++) {
        uint16_t sum = (uint16_t)(out[i] * (256 - part) + to[i] * part + 128);
        out[i] = (uint8_t)(sum >> 8);
    }
}

static void move_row(uint8_t *out, const uint8_t *to, size_t n, int part)
{
    size_t i = 0;
    for (; i + BLEND_CHUNK <= n; i += BLEND_CHUNK) {
        move_chunk(out + i, to + i, (uint16_t)part);
    }
    for (; i < n; i++) {
        out[i] = (uint8_t)((out[i] * (256 - part) + to[i] * part + 128) >> 8);
    }
}

void paint_toward(SDL_Surface *out, const SDL_Surface *to, int part, struct rect rect)
{
    assert(out->w == to->w && out->h == to->h);
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        move_row((uint8_t *)box_pixels(out, rect.x, y), (const uint8_t *)box_pixels(to, rect.x, y),
                 (size_t)rect.w * 4, part);
    }
}

bool paint_save(SDL_Surface *surface, const char *path, struct err *err)
{
    if (IMG_SavePNG(surface, path) != 0) {
        return err_set(err, "%s: écriture impossible (%s)", path, IMG_GetError());
    }
    return true;
}
