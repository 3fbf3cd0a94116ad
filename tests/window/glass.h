/* glass.h: what is on an X display, looked at from outside through shared memory. */
#ifndef TESTS_GLASS_H
#define TESTS_GLASS_H

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

struct glass {
    Display *display;
    int w, h;
    XShmSegmentInfo shm;
    XImage *image; /* of the watched part */
    int x, y;      /* where that part is */
};

static inline int64_t glass_clock(void) /* microseconds */
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static inline void glass_watch(struct glass *glass, int x, int y, int w, int h)
{
    if (glass->image) {
        glass->image->data = NULL;
        XDestroyImage(glass->image);
    }
    int screen = DefaultScreen(glass->display);
    glass->x = x;
    glass->y = y;
    glass->image = XShmCreateImage(glass->display, DefaultVisual(glass->display, screen),
                                   (unsigned)DefaultDepth(glass->display, screen), ZPixmap,
                                   glass->shm.shmaddr, &glass->shm, (unsigned)w, (unsigned)h);
}

static inline bool glass_open(struct glass *glass)
{
    *glass = (struct glass){.display = XOpenDisplay(NULL)};
    if (!glass->display || !XShmQueryExtension(glass->display)) {
        return false;
    }
    int screen = DefaultScreen(glass->display);
    glass->w = DisplayWidth(glass->display, screen);
    glass->h = DisplayHeight(glass->display, screen);
    glass->shm.shmid =
        shmget(IPC_PRIVATE, (size_t)glass->w * (size_t)glass->h * 4, IPC_CREAT | 0600);
    glass->shm.shmaddr = glass->shm.shmid < 0 ? (void *)-1 : shmat(glass->shm.shmid, NULL, 0);
    if (glass->shm.shmaddr == (void *)-1) {
        return false;
    }
    XShmAttach(glass->display, &glass->shm);
    XSync(glass->display, False);
    shmctl(glass->shm.shmid, IPC_RMID, NULL); /* goes with the last process that has it */
    glass_watch(glass, 0, 0, glass->w, glass->h);
    return true;
}

static inline bool glass_grab(struct glass *glass)
{
    return XShmGetImage(glass->display, DefaultRootWindow(glass->display), glass->image, glass->x,
                        glass->y, AllPlanes);
}

static inline const uint32_t *glass_pixels(const struct glass *glass, size_t *n)
{
    *n = (size_t)glass->image->width * (size_t)glass->image->height;
    return (const uint32_t *)(const void *)glass->image->data;
}

static inline uint64_t glass_hash(const struct glass *glass)
{
    size_t n;
    const uint32_t *pixels = glass_pixels(glass, &n);
    uint64_t hash = 1469598103934665603U;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (pixels[i] & 0xffffff)) * 1099511628211U;
    }
    return hash;
}

/* Different colours on it, as far as `most`. One alone: blank. */
static inline int glass_colours(const struct glass *glass, int most)
{
    static uint32_t known[1024];
    size_t n;
    const uint32_t *pixels = glass_pixels(glass, &n);
    int count = 0;
    most = most < 1024 ? most : 1024;
    for (size_t i = 0; i < n && count < most; i++) {
        uint32_t pixel = pixels[i] & 0xffffff;
        int k = 0;
        if (i > 0 && pixel == (pixels[i - 1] & 0xffffff)) {
            continue;
        }
        while (k < count && known[k] != pixel) {
            k++;
        }
        if (k == count) {
            known[count++] = pixel;
        }
    }
    return count;
}

/* The bare root window of a test's display is black, and nothing of ours is wholly black. */
static inline bool glass_is_bare(const struct glass *glass)
{
    size_t n;
    const uint32_t *pixels = glass_pixels(glass, &n);
    for (size_t i = 0; i < n; i++) {
        if (pixels[i] & 0xffffff) {
            return false;
        }
    }
    return true;
}

static inline void glass_breathe(int us)
{
    struct timespec brief = {.tv_nsec = us * 1000L};
    ppoll(NULL, 0, &brief, NULL);
}

#endif
