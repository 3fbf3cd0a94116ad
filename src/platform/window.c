#include "platform/window.h"

#include "base/mem.h"
#include "platform/fade.h"
#include "platform/input.h"
#include "platform/manager.h"
#include "platform/paint.h"

#include <SDL.h>
#include <time.h>

enum {
    CHANGES_MAX = 32,
    OVERHANG = 8, /* what letters may reach beyond their line box, pixels */
    PICTURES_MS = 1500,
    SLEEP_MAX_MS = 3600 * 1000
};

struct window {
    SDL_Window *sdl;
    SDL_Surface *shadow; /* painted instead, where the window's own pixels are not XRGB8888 */
    int w, h;            /* of the surface */
    int told_w, told_h;  /* what the application knows */
    struct input input;
    struct font_set *fonts;
    struct images *images;
    const struct draw_list *shown; /* what is on the glass, or faded to, or waited for */
    bool whole;                    /* the glass does not hold the pixels of `shown` */
    int waiting;                   /* pale boxes that pictures will fill */
    struct fade fade;
    int64_t hold_until; /* nanoseconds; 0: no fade waits for pictures */
    bool full_screen, cursor_hidden;
};

/* --- time */

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now); /* goes on while the machine sleeps */
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct moment window_now(void)
{
    return (struct moment){.wall = time(NULL), .steady = nanoseconds() / 1000000};
}

/* --- the surface */

static struct rect whole_of(const struct window *window)
{
    return (struct rect){0, 0, window->w, window->h};
}

/* What is painted on. SDL makes its surface anew after a change of size: userdata marks ours. */
static SDL_Surface *canvas(struct window *window)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface) {
        return NULL;
    }
    if (surface->userdata != window) {
        surface->userdata = window;
        window->w = surface->w;
        window->h = surface->h;
        window->whole = true;
        window->hold_until = 0;
        fade_release(&window->fade);
        SDL_FreeSurface(window->shadow);
        window->shadow = NULL;
    }
    if (surface->format->format == SDL_PIXELFORMAT_RGB888) {
        return surface;
    }
    if (!window->shadow) {
        window->shadow =
            SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return window->shadow;
}

/* Hands the rectangles over to the display. */
static void present(struct window *window, const struct rect *rects, size_t n)
{
    SDL_Rect areas[CHANGES_MAX + 1];
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        struct rect part = rect_overlap(whole_of(window), rects[i]);
        if (part.w > 0 && part.h > 0) {
            areas[count++] = (SDL_Rect){part.x, part.y, part.w, part.h};
        }
    }
    for (int i = 0; window->shadow && i < count; i++) {
        SDL_Rect place = areas[i];
        SDL_BlitSurface(window->shadow, &areas[i], SDL_GetWindowSurface(window->sdl), &place);
    }
    if (count > 0) {
        SDL_UpdateWindowSurfaceRects(window->sdl, areas, count);
    }
}

static int paint(struct window *window, SDL_Surface *surface, struct rect clip)
{
    return paint_list(surface, window->shown, clip, window->fonts, window->images);
}

/* Everything, whatever was there before. */
static void paint_all(struct window *window)
{
    SDL_Surface *surface = canvas(window);
    if (!surface || !window->shown) {
        return;
    }
    struct rect all = whole_of(window);
    fade_end(&window->fade);
    window->hold_until = 0;
    window->whole = false;
    window->waiting = paint(window, surface, all);
    present(window, &all, 1);
}

/* --- fades */

static bool pictures_wait(struct window *window)
{
    return window->shown && paint_waits(window->shown, window->images);
}

static void fade_begin(struct window *window, struct rect area)
{
    SDL_Surface *surface = canvas(window);
    window->hold_until = 0;
    if (!surface || window->whole || !fade_prepare(&window->fade, surface, area)) {
        paint_all(window);
        return;
    }
    window->waiting = paint(window, window->fade.to, window->fade.area);
    fade_start(&window->fade, surface, nanoseconds(), window->shown->fade_ms);
}

static void fade_advance(struct window *window, int64_t now)
{
    SDL_Surface *surface = canvas(window);
    if (!surface || !fade_runs(&window->fade)) {
        return;
    }
    bool last = fade_step(&window->fade, surface, now);
    present(window, &window->fade.area, 1);
    if (last) {
        fade_end(&window->fade);
    }
}

/* Ends a fade at once; what it changes is added to the rectangles to hand over. */
static size_t fade_cut(struct window *window, SDL_Surface *surface, struct rect *rects, size_t n)
{
    if (fade_runs(&window->fade)) {
        fade_step(&window->fade, surface, INT64_MAX);
        rects[n++] = window->fade.area;
        fade_end(&window->fade);
    }
    return n;
}

/* What is due by now: a step, or the start of a fade that waited for its pictures. */
static void advance(struct window *window)
{
    int64_t now = nanoseconds();
    if (fade_runs(&window->fade) && now >= window->fade.next) {
        fade_advance(window, now);
    }
    if (window->hold_until && (now >= window->hold_until || !pictures_wait(window))) {
        fade_begin(window, whole_of(window));
    }
}

/* Fills pale boxes whose pictures are there now: in the frame being faded to, and on the glass
 * where no fade is. */
static void paint_pictures_again(struct window *window)
{
    SDL_Surface *surface = canvas(window);
    if (!surface || !window->shown || window->hold_until || window->waiting == 0) {
        return;
    }
    window->waiting = 0;
    for (size_t i = 0; i < window->shown->commands.n; i++) {
        const struct draw_command *command = &window->shown->commands.at[i];
        if (command->kind != DRAW_PICTURE) {
            continue;
        }
        if (fade_runs(&window->fade) && rect_meet(window->fade.area, command->rect)) {
            window->waiting += paint(window, window->fade.to, command->rect);
            fade_repainted(&window->fade);
        } else {
            window->waiting += paint(window, surface, command->rect);
            present(window, &command->rect, 1);
        }
    }
}

/* --- showing */

static size_t changes(struct window *window, const struct draw_list *before,
                      const struct draw_list *list, struct rect *rects)
{
    if (!before || window->whole) {
        rects[0] = whole_of(window);
        return 1;
    }
    size_t n = before == list ? 0 : draw_changes(before, list, rects, CHANGES_MAX);
    for (size_t i = 0; i < n; i++) {
        rects[i] = rect_overlap(whole_of(window), rect_inset(rects[i], -OVERHANG));
    }
    return n;
}

static void show_now(struct window *window, SDL_Surface *surface, struct rect *rects, size_t n)
{
    if (window->hold_until || window->whole) {
        paint_all(window);
        return;
    }
    size_t shown = fade_cut(window, surface, rects, n);
    window->waiting = pictures_wait(window);
    for (size_t i = 0; i < n; i++) {
        paint(window, surface, rects[i]);
    }
    present(window, rects, shown);
}

static void show_fading(struct window *window, const struct rect *rects, size_t n)
{
    struct rect area = rects[0];
    for (size_t i = 1; i < n; i++) {
        area = rect_union(area, rects[i]);
    }
    if (!pictures_wait(window)) {
        fade_begin(window, window->hold_until ? whole_of(window) : area);
        return;
    }
    /* A fade that runs goes on to its end meanwhile. */
    if (!window->hold_until) {
        window->hold_until = nanoseconds() + PICTURES_MS * INT64_C(1000000);
    }
}

/* Letters while the pictures are decoded, then those alone. */
static void show_first(struct window *window, SDL_Surface *surface)
{
    const struct draw_list *list = window->shown;
    struct rect all = whole_of(window);
    paint(window, surface, all);
    paint_wait(list, window->images, PICTURES_MS);
    for (size_t i = 0; i < list->commands.n; i++) {
        if (list->commands.at[i].kind == DRAW_PICTURE) {
            paint(window, surface, list->commands.at[i].rect);
        }
    }
    window->whole = false;
    window->waiting = pictures_wait(window);
    present(window, &all, 1);
}

void window_show(struct window *window, const struct draw_list *list, bool first)
{
    struct rect rects[CHANGES_MAX + 1];
    SDL_Surface *surface = canvas(window);
    const struct draw_list *before = window->shown;
    if (before == list && !window->whole && !first) {
        return; /* nothing was drawn since */
    }
    window->shown = list;
    paint_pictures(list, window->images);
    if (!surface) {
        return;
    }
    size_t n = changes(window, before, list, rects);
    if (first) {
        show_first(window, surface);
    } else if (n > 0 && list->fade_ms > 0 && before && !window->whole) {
        show_fading(window, rects, n);
    } else if (n > 0) {
        show_now(window, surface, rects, n);
    }
    paint_soon(list, window->images, 0);
}

void window_prepare(struct window *window, const struct draw_list *list)
{
    for (size_t i = 0; i < list->commands.n; i++) {
        int rise;
        if (list->commands.at[i].kind == DRAW_TEXT) {
            font_run(window->fonts, &list->commands.at[i], &rise);
        }
    }
}

/* --- waiting */

static int milliseconds_until(const struct window *window, int64_t deadline)
{
    int64_t now = nanoseconds(), due = now + SLEEP_MAX_MS * INT64_C(1000000);
    if (deadline < due / 1000000) {
        due = deadline * 1000000;
    }
    if (fade_runs(&window->fade) && window->fade.next < due) {
        due = window->fade.next;
    }
    if (window->hold_until && window->hold_until < due) {
        due = window->hold_until;
    }
    return due <= now ? 0 : (int)((due - now + 999999) / 1000000);
}

/* SDL gave the window another size or lost its pixels. */
static bool resized(struct window *window, struct event *event)
{
    canvas(window);
    if (window->w == window->told_w && window->h == window->told_h) {
        if (window->whole) {
            paint_all(window);
        }
        return false;
    }
    window->told_w = window->w;
    window->told_h = window->h;
    *event = (struct event){.kind = EVENT_RESIZE, .w = window->w, .h = window->h};
    return true;
}

static void exposed(struct window *window)
{
    struct rect all = whole_of(window);
    if (canvas(window) && !window->whole) {
        present(window, &all, 1);
    } else {
        paint_all(window);
    }
}

static bool window_event(struct window *window, const SDL_WindowEvent *from, struct event *event)
{
    switch (from->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        return resized(window, event);
    case SDL_WINDOWEVENT_EXPOSED:
        exposed(window);
        return false;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        event->kind = EVENT_TOUCH_LOST;
        return true;
    case SDL_WINDOWEVENT_CLOSE:
        event->kind = EVENT_QUIT;
        return !window->full_screen;
    default:
        return false;
    }
}

/* A pointer on a glass that is touched is noise; at a desk it is needed. */
static void follow_cursor(struct window *window, const SDL_Event *from)
{
    bool hide = window->full_screen || (from && from->tfinger.touchId != SDL_MOUSE_TOUCHID);
    if (hide != window->cursor_hidden) {
        window->cursor_hidden = hide;
        SDL_ShowCursor(hide ? SDL_DISABLE : SDL_ENABLE);
    }
}

/* What SDL's event means for us; false for nothing. */
static bool take(struct window *window, const SDL_Event *from, struct event *event)
{
    if (from->type == window->input.wake) {
        paint_pictures_again(window);
        event->kind = EVENT_QUIT;
        return atomic_load(&window->input.quit);
    }
    if (from->type == SDL_WINDOWEVENT) {
        return window_event(window, &from->window, event);
    }
    if (from->type == SDL_FINGERDOWN) {
        follow_cursor(window, from);
    }
    return input_read(from, window->w, window->h, event);
}

static bool next_event(struct window *window, int ms, struct event *event)
{
    SDL_Event from;
    *event = (struct event){.kind = EVENT_TICK};
    if (input_next(&window->input, ms, &from)) {
        return take(window, &from, event);
    }
    if (atomic_exchange(&window->input.lost, false)) {
        event->kind = EVENT_TOUCH_LOST; /* after all that did not get lost */
        return true;
    }
    return false;
}

struct event window_wait(struct window *window, int64_t deadline)
{
    struct event event;
    bool told;
    do {
        advance(window);
        told = next_event(window, milliseconds_until(window, deadline), &event);
        event.now = window_now();
    } while (!told && event.now.steady < deadline);
    if (!told) {
        event = (struct event){.kind = EVENT_TICK, .now = event.now};
    }
    return event;
}

/* --- opening */

static const struct {
    const char *name, *value;
} hints[] = {
    {SDL_HINT_APP_NAME, "Borne"},
    {SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"}, /* else SDL draws through llvmpipe */
    {SDL_HINT_RENDER_DRIVER, "software"},     /* the same, under Wayland */
    {SDL_HINT_TOUCH_MOUSE_EVENTS, "0"},
    {SDL_HINT_MOUSE_TOUCH_EVENTS, "1"},
    {SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1"}, /* else X11 eats the first press after a focus */
    {SDL_HINT_NO_SIGNAL_HANDLERS, "1"},
    {SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0"},
    {SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0"},
    {SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"},
    {SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0"},        /* else SDL itself minimises at Alt+Tab */
    {SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1"}, /* a compositor only adds a frame */
};

/* With no display SDL falls back to drivers that show nothing, unless told to use one. */
static bool display_opened(struct err *err)
{
    /* No Wayland without a runtime folder, and its library would say so on our standard error. */
    if (!SDL_getenv("XDG_RUNTIME_DIR") && !SDL_getenv("SDL_VIDEODRIVER")) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,kmsdrm");
    }
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return err_set(err, "pas d’écran (%s)", SDL_GetError());
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!SDL_getenv("SDL_VIDEODRIVER") &&
        (str_same(driver, "dummy") || str_same(driver, "offscreen"))) {
        SDL_Quit();
        return err_set(err, "pas d’écran : DISPLAY ou WAYLAND_DISPLAY est-il donné ?");
    }
    return true;
}

static bool glass_opened(struct window *window, int w, int h, struct err *err)
{
    Uint32 flags = SDL_WINDOW_RESIZABLE;
    if (window->full_screen) {
        flags = SDL_WINDOW_BORDERLESS | (manager_runs() ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
    SDL_Rect room = {0, 0, 1280, 720};
    SDL_GetDisplayBounds(0, &room);
    window->sdl =
        SDL_CreateWindow("Borne", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         window->full_screen ? room.w : w, window->full_screen ? room.h : h, flags);
    if (!window->sdl || !canvas(window)) {
        return err_set(err, "pas de fenêtre (%s)", SDL_GetError());
    }
    window->told_w = window->w;
    window->told_h = window->h;
    /* Else a manager's keys lead out of it. Not the mouse: its grab takes the touches too. */
    SDL_SetWindowKeyboardGrab(window->sdl, window->full_screen);
    follow_cursor(window, NULL);
    return true;
}

struct window *window_open(int w, int h, struct err *err)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        SDL_SetHint(hints[i].name, hints[i].value);
    }
    /* No text is typed here, and reading X11's table of typed letters takes 10 ms. */
    setenv("XCOMPOSEFILE", "/dev/null", 1);
    struct window *window = mem_alloc(sizeof *window);
    window->full_screen = w <= 0 || h <= 0;
    if (!display_opened(err)) {
        free(window);
        return NULL;
    }
    if (!input_open(&window->input, err) || !glass_opened(window, w, h, err)) {
        window_close(window);
        return NULL;
    }
    window->images = image_open(input_wake, &window->input);
    window->fonts = font_open();
    return window;
}

void window_close(struct window *window)
{
    if (!window) {
        return;
    }
    image_close(window->images);
    font_close(window->fonts);
    fade_release(&window->fade);
    SDL_FreeSurface(window->shadow);
    input_close(&window->input);
    if (window->sdl) {
        SDL_DestroyWindow(window->sdl);
    }
    SDL_Quit();
    free(window);
}

void window_size(const struct window *window, int *w, int *h)
{
    *w = window->told_w;
    *h = window->told_h;
}

struct font_set *window_fonts(struct window *window)
{
    return window->fonts;
}
