#include "screen.h"

#include <X11/extensions/XTest.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* The head of an XWD file, which Xvfb's frame buffer is: words, the most significant byte first. */
enum { XWD_HEAD = 0, XWD_BITS = 11, XWD_PITCH = 12, XWD_COLORS = 19, XWD_COLOR_BYTES = 12 };

struct place screen;

static Display *display;
static const uint32_t *pixels;
static size_t pitch; /* in pixels */

void die(const char *what, const char *which)
{
    fprintf(stderr, "watch: %s %s\n", what, which);
    exit(2);
}

static const char *mapped(const char *path)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) {
        die("cannot open", path);
    }
    const char *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED) {
        die("cannot map", path);
    }
    return bytes;
}

void screen_open(const char *frame_buffer)
{
    const char *bytes = mapped(frame_buffer);
    uint32_t head[XWD_COLORS + 1];
    memcpy(head, bytes, sizeof head);
    if (ntohl(head[XWD_BITS]) != 32) {
        die("not 32 bits a pixel:", frame_buffer);
    }
    size_t colors = (size_t)ntohl(head[XWD_COLORS]) * XWD_COLOR_BYTES;
    pixels = (const uint32_t *)(const void *)(bytes + ntohl(head[XWD_HEAD]) + colors);
    pitch = ntohl(head[XWD_PITCH]) / 4;
    display = XOpenDisplay(NULL);
    if (!display) {
        die("no display", "");
    }
    screen.w = DisplayWidth(display, DefaultScreen(display));
    screen.h = DisplayHeight(display, DefaultScreen(display));
}

void screen_clear(void)
{
    XSetWindowBackground(display, DefaultRootWindow(display), BARE);
    XClearWindow(display, DefaultRootWindow(display));
    screen_point(screen.w - 1, screen.h - 1);
}

static uint32_t pixel(int x, int y)
{
    const volatile uint32_t *at = pixels + (size_t)y * pitch + (size_t)x;
    return *at & 0xFFFFFF;
}

static int sample_x(struct place place, int i)
{
    return place.x + (2 * (i % SAMPLES_X) + 1) * place.w / (2 * SAMPLES_X);
}

static int sample_y(struct place place, int i)
{
    return place.y + (2 * (i / SAMPLES_X) + 1) * place.h / (2 * SAMPLES_Y);
}

void screen_sample(struct place place, uint32_t samples[SAMPLES])
{
    for (int i = 0; i < SAMPLES; i++) {
        samples[i] = pixel(sample_x(place, i), sample_y(place, i));
    }
}

void screen_save(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        die("cannot write", path);
    }
    fprintf(file, "P6\n%d %d\n255\n", screen.w, screen.h);
    for (int y = 0; y < screen.h; y++) {
        for (int x = 0; x < screen.w; x++) {
            uint32_t color = pixel(x, y);
            fputc((int)(color >> 16), file);
            fputc((int)(color >> 8 & 0xFF), file);
            fputc((int)(color & 0xFF), file);
        }
    }
    if (fclose(file) != 0) {
        die("cannot write", path);
    }
}

void screen_load(const char *path, uint32_t samples[SAMPLES])
{
    int w, h, from;
    FILE *file = fopen(path, "rb");
    if (!file || fscanf(file, "P6 %d %d 255%n", &w, &h, &from) != 2 || w != screen.w ||
        h != screen.h) {
        die("no frame of this screen:", path);
    }
    fclose(file);
    const unsigned char *rgb = (const unsigned char *)mapped(path) + from + 1;
    for (int i = 0; i < SAMPLES; i++) {
        const unsigned char *at =
            rgb + ((size_t)sample_y(screen, i) * (size_t)w + (size_t)sample_x(screen, i)) * 3;
        samples[i] = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
    }
}

void screen_point(int x, int y)
{
    XTestFakeMotionEvent(display, DefaultScreen(display), x, y, CurrentTime);
    XSync(display, False);
}

void screen_tap(void)
{
    XTestFakeButtonEvent(display, 1, True, CurrentTime);
    XTestFakeButtonEvent(display, 1, False, CurrentTime);
    XFlush(display);
}
