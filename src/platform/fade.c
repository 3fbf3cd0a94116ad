#include "platform/fade.h"

#include "base/mem.h"
#include "platform/box.h"
#include "platform/paint.h"

#include <SDL.h>
#include <sys/mman.h>

enum { FRAME_NS = 16666667, HUGE_PAGE = 2 * 1024 * 1024, TILE_W = 64, TILE_H = 16 };

static size_t mapped(int pitch, int h)
{
    return ((size_t)pitch * (size_t)h + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
}

/* Mapped by hand, in huge pages where the system has them: four page faults instead of 2000, and
 * all given back at the end. */
static SDL_Surface *buffer_make(int w, int h)
{
    int pitch = w * 4;
    size_t size = mapped(pitch, h);
    char *room = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    size_t skip = HUGE_PAGE - (uintptr_t)room % HUGE_PAGE;
    munmap(room, skip);
    if (skip < HUGE_PAGE) {
        munmap(room + skip + size, HUGE_PAGE - skip);
    }
    madvise(room + skip, size, MADV_HUGEPAGE);
    return SDL_CreateRGBSurfaceWithFormatFrom(room + skip, w, h, 32, pitch, SDL_PIXELFORMAT_RGB888);
}

static void buffer_release(SDL_Surface **buffer)
{
    if (*buffer) {
        munmap((*buffer)->pixels, mapped((*buffer)->pitch, (*buffer)->h));
        SDL_FreeSurface(*buffer);
    }
    *buffer = NULL;
}

static void copy_rect(SDL_Surface *to, const SDL_Surface *from, struct rect rect)
{
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        memcpy(box_pixels(to, rect.x, y), box_pixels(from, rect.x, y), (size_t)rect.w * 4);
    }
}

bool fade_prepare(struct fade *fade, const SDL_Surface *surface, struct rect area)
{
    struct rect all = {0, 0, surface->w, surface->h};
    if (fade->to && (fade->to->w != all.w || fade->to->h != all.h)) {
        fade_release(fade);
    }
    fade->area = fade_runs(fade) ? rect_union(fade->area, area) : area;
    fade->area = rect_overlap(all, fade->area);
    fade->to = fade->to ? fade->to : buffer_make(all.w, all.h);
    fade->running = fade->to != NULL;
    return fade->running;
}

static struct rect tile_at(const struct fade *fade, int column, int row)
{
    return rect_overlap(fade->area, (struct rect){column * TILE_W, row * TILE_H, TILE_W, TILE_H});
}

static bool differs(const SDL_Surface *a, const SDL_Surface *b, struct rect rect)
{
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        if (memcmp(box_pixels(a, rect.x, y), box_pixels(b, rect.x, y), (size_t)rect.w * 4) != 0) {
            return true;
        }
    }
    return false;
}

/* Much of two slides is the same paper. Moving pixels is as slow as memory is, so the tiles that
 * differ are found once. */
static void find_tiles(struct fade *fade, const SDL_Surface *surface)
{
    fade->columns = (surface->w + TILE_W - 1) / TILE_W;
    fade->rows = (surface->h + TILE_H - 1) / TILE_H;
    fade->tiles = mem_grow(fade->tiles, (size_t)fade->columns * (size_t)fade->rows, 1);
    for (int row = 0; row < fade->rows; row++) {
        for (int column = 0; column < fade->columns; column++) {
            fade->tiles[row * fade->columns + column] =
                differs(surface, fade->to, tile_at(fade, column, row));
        }
    }
}

void fade_start(struct fade *fade, const SDL_Surface *surface, int64_t now, int ms)
{
    fade->length = (int64_t)ms * 1000000;
    fade->start = now - FRAME_NS; /* the first step shows something at once */
    fade->next = now;
    fade->done = 0;
    find_tiles(fade, surface);
}

void fade_repainted(struct fade *fade)
{
    memset(fade->tiles, 1, (size_t)fade->columns * (size_t)fade->rows);
}

/* Neighbours in a row are moved in one go. */
static void move_tiles(const struct fade *fade, SDL_Surface *surface, int part)
{
    for (int row = 0; row < fade->rows; row++) {
        const uint8_t *tiles = fade->tiles + row * fade->columns;
        for (int column = 0; column < fade->columns; column++) {
            int first = column;
            while (column < fade->columns && tiles[column]) {
                column++;
            }
            if (column > first) {
                struct rect run = {first * TILE_W, row * TILE_H, (column - first) * TILE_W, TILE_H};
                paint_toward(surface, fade->to, part, rect_overlap(fade->area, run));
            }
        }
    }
}

enum { ANSWER_NS = 200 * 1000000 }; /* a shorter fade answers a touch */

/* Slow at both ends, 3t² - 2t³; an answer is there at once and only settles: 1 - (1 - t)³. */
static double eased(int64_t done, int64_t length)
{
    double t = (double)done / (double)length, left = 1 - t;
    return length < ANSWER_NS ? 1 - left * left * left : t * t * (3 - 2 * t);
}

bool fade_step(struct fade *fade, SDL_Surface *surface, int64_t now)
{
    if (now >= fade->start + fade->length) {
        copy_rect(surface, fade->to, fade->area);
        return true;
    }
    double done = eased(now - fade->start, fade->length);
    int part = (int)((done - fade->done) / (1 - fade->done) * 256 + 0.5);
    if (part > 0) {
        move_tiles(fade, surface, part);
        fade->done += (1 - fade->done) * part / 256;
    }
    while (fade->next <= now) {
        fade->next += FRAME_NS;
    }
    return false;
}

void fade_end(struct fade *fade)
{
    fade->running = false;
}

void fade_release(struct fade *fade)
{
    fade_end(fade);
    buffer_release(&fade->to);
    free(fade->tiles);
    fade->tiles = NULL;
}
