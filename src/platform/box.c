#include "platform/box.h"

#include <SDL.h>
#include <wchar.h>

/* What a row is made of: one colour, or the pixels of a picture's row. */
struct ink {
    uint32_t color;
    const uint32_t *pixels; /* at the box's left edge; NULL: the colour */
};

uint32_t *box_pixels(const SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((char *)surface->pixels + (ptrdiff_t)y * surface->pitch) + x;
}

/* How much of the pixel x, y from the corner lies inside it, 0..255. */
static unsigned corner_part(int x, int y, int radius)
{
    if (x < 0 || y < 0) {
        return 0;
    }
    if (x >= radius || y >= radius) {
        return 255;
    }
    float across = (float)radius - (float)x - 0.5f, down = (float)radius - (float)y - 0.5f;
    float inside = (float)radius + 0.5f - SDL_sqrtf(across * across + down * down);
    return inside <= 0 ? 0 : inside >= 1 ? 255 : (unsigned)(inside * 255 + 0.5f);
}

/* The same for a whole box, x and y counted from its nearest corner. */
static unsigned box_part(const struct box *box, int x, int y)
{
    unsigned outer = corner_part(x, y, box->radius);
    if (box->border == 0 || outer == 0) {
        return outer;
    }
    int inner = box->radius > box->border ? box->radius - box->border : 0;
    return outer - corner_part(x - box->border, y - box->border, inner);
}

static void put_middle(uint32_t *row, int left, int from, int to, const struct ink *ink)
{
    if (ink->pixels) {
        memcpy(row + from, ink->pixels + (from - left), (size_t)(to - from) * sizeof *row);
        return;
    }
    wmemset((wchar_t *)row + from, (wchar_t)ink->color, (size_t)(to - from));
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Row y of the box between from and to: its two ends pixel by pixel, what is between at once. */
static void put_row(uint32_t *row, const struct box *box, int y, int from, int to,
                    const struct ink *ink)
{
    int left = box->rect.x, right = left + box->rect.w;
    int down = least(y - box->rect.y, box->rect.y + box->rect.h - 1 - y);
    int ends = down < box->radius ? box->radius : 0;
    ends = least(most(ends, box->border), box->rect.w / 2 + 1);
    for (int x = from; x < to; x++) {
        int across = least(x - left, right - 1 - x);
        if (across >= ends) {
            int end = least(to, right - ends);
            if (box_part(box, across, down)) {
                put_middle(row, left, x, end, ink);
            }
            x = end - 1;
            continue;
        }
        unsigned part = box_part(box, across, down);
        uint32_t over = ink->pixels ? ink->pixels[x - left] : ink->color;
        row[x] = part == 255 ? over : box_mix(row[x], over, part);
    }
}

static struct box tidy(const struct box *box)
{
    struct box tidied = *box;
    int half = least(box->rect.w, box->rect.h) / 2;
    tidied.radius = most(0, least(box->radius, half));
    tidied.border = box->border > 0 && box->border <= half ? box->border : 0;
    return tidied;
}

void box_fill(const SDL_Surface *surface, struct rect clip, const struct box *box, uint32_t color)
{
    struct box tidied = tidy(box);
    struct rect part = rect_overlap(clip, tidied.rect);
    struct ink ink = {.color = color};
    for (int y = part.y; part.w > 0 && y < part.y + part.h; y++) {
        put_row(box_pixels(surface, 0, y), &tidied, y, part.x, part.x + part.w, &ink);
    }
}

void box_picture(const SDL_Surface *surface, struct rect clip, const struct box *box,
                 const SDL_Surface *picture)
{
    struct box tidied = tidy(box);
    tidied.border = 0;
    struct rect part = rect_overlap(clip, tidied.rect);
    for (int y = part.y; part.w > 0 && y < part.y + part.h; y++) {
        struct ink ink = {.pixels = box_pixels(picture, 0, y - tidied.rect.y)};
        put_row(box_pixels(surface, 0, y), &tidied, y, part.x, part.x + part.w, &ink);
    }
}

void box_plain(const SDL_Surface *surface, struct rect clip, struct rect rect, uint32_t color)
{
    struct rect part = rect_overlap(clip, rect);
    struct ink ink = {.color = color};
    for (int y = part.y; part.w > 0 && y < part.y + part.h; y++) {
        put_middle(box_pixels(surface, 0, y), rect.x, part.x, part.x + part.w, &ink);
    }
}
