#include "platform/fade.h"

#include "platform/paint.h"

#include <SDL.h>
#include <sys/mman.h>

enum { FRAME_NS = 16666667, HUGE_PAGE = 2 * 1024 * 1024 };

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
        memcpy((char *)to->pixels + (ptrdiff_t)y * to->pitch + (ptrdiff_t)rect.x * 4,
               (const char *)from->pixels + (ptrdiff_t)y * from->pitch + (ptrdiff_t)rect.x * 4,
               (size_t)rect.w * 4);
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
    fade->from = fade->from ? fade->from : buffer_make(all.w, all.h);
    fade->to = fade->to ? fade->to : buffer_make(all.w, all.h);
    if (!fade->from || !fade->to) {
        fade_release(fade);
        return false;
    }
    copy_rect(fade->from, surface, fade->area);
    fade->running = true;
    return true;
}

void fade_start(struct fade *fade, int64_t now, int ms)
{
    fade->length = (int64_t)ms * 1000000;
    fade->start = now - FRAME_NS; /* the first step shows something at once */
    fade->next = now;
}

/* Slow at both ends: 3t² - 2t³, in 256ths. */
static int eased(int64_t done, int64_t length)
{
    double t = (double)done / (double)length;
    return (int)(t * t * (3 - 2 * t) * 256 + 0.5);
}

bool fade_step(struct fade *fade, SDL_Surface *surface, int64_t now)
{
    if (now >= fade->start + fade->length) {
        copy_rect(surface, fade->to, fade->area);
        return true;
    }
    int part = eased(now - fade->start, fade->length);
    paint_blend_rect(surface, fade->from, fade->to, part, fade->area);
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
    buffer_release(&fade->from);
    buffer_release(&fade->to);
}
