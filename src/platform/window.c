#include "platform/window.h"

#include "base/log.h"
#include "base/mem.h"
#include "platform/display.h"
#include "platform/fade.h"
#include "platform/input.h"
#include "platform/paint.h"
#include "platform/stop.h"

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
    struct keeper *keeper; /* NULL: not under X, or not full screen */
    struct font_set *fonts;
    struct images *images;
    const struct draw_list *shown; /* what is on the glass, or faded to, or waited for */
    bool whole;                    /* the glass does not hold the pixels of `shown` */
    int waiting;                   /* pale boxes that pictures will fill */
    struct fade fade;
    int64_t hold_until; /* nanoseconds; 0: no fade waits for pictures */
    bool full_screen, cursor_hidden;
    bool hidden, told_hidden; /* SDL's word for it; what the application knows */
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
        if (window->keeper) {
            keeper_painted(window->keeper, surface->w, surface->h);
        }
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

/* Under X the keeper sees to it, and knows more. */
static void seen(struct window *window, Uint8 event)
{
    window->hidden = event == SDL_WINDOWEVENT_HIDDEN || event == SDL_WINDOWEVENT_MINIMIZED;
    if (window->hidden && window->full_screen && !window->keeper) {
        SDL_RestoreWindow(window->sdl);
        SDL_RaiseWindow(window->sdl);
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
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        seen(window, from->event);
        return false;
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
        bool waited = window->waiting > 0;
        paint_pictures_again(window);
        return waited && window->waiting == 0; /* whoever waits for the picture looks again */
    }
    if (from->type == SDL_WINDOWEVENT) {
        return window_event(window, &from->window, event);
    }
    if (from->type == SDL_FINGERDOWN) {
        follow_cursor(window, from);
    }
    return input_read(from, window->w, window->h, event);
}

/* Whether the glass can be seen is a state, not an event: it is told when it is another. */
static bool hidden_changed(struct window *window, struct event *event)
{
    bool hidden = window->keeper ? keeper_hidden(window->keeper) : window->hidden;
    if (hidden == window->told_hidden) {
        return false;
    }
    window->told_hidden = hidden;
    event->kind = hidden ? EVENT_HIDDEN : EVENT_SHOWN;
    return true;
}

static bool next_event(struct window *window, int ms, struct event *event)
{
    SDL_Event from;
    *event = (struct event){.kind = EVENT_TICK};
    if (stop_asked()) {
        event->kind = EVENT_QUIT;
        return true;
    }
    if (hidden_changed(window, event)) {
        return true;
    }
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

static bool glass_opened(struct window *window, const char *screen, int w, int h, struct err *err)
{
    window->keeper = window->full_screen ? keeper_open(screen) : NULL;
    window->sdl = display_window(window->keeper, screen, w, h);
    if (!window->sdl || !canvas(window)) {
        const char *reason = SDL_GetError();
        return err_set(err, "pas de fenêtre sous %s (%s)", SDL_GetCurrentVideoDriver(),
                       reason[0] ? reason : "aucun moyen d’y dessiner");
    }
    if (window->keeper && !keeper_watch(window->keeper, window->sdl, input_wake, &window->input)) {
        log_line(LOG_WARNING, "pas de quoi suivre l’écran : la machine manque de place");
    }
    window->told_w = window->w;
    window->told_h = window->h;
    /* Else a manager's keys lead out of it. Not the mouse: its grab takes the touches too. */
    SDL_SetWindowKeyboardGrab(window->sdl, window->full_screen);
    follow_cursor(window, NULL);
    return true;
}

struct window *window_open(const char *screen, int w, int h, struct err *err)
{
    struct window *window = mem_alloc(sizeof *window);
    window->full_screen = w <= 0 || h <= 0;
    if (!display_open(display_patience(), err)) {
        free(window);
        return NULL;
    }
    if (!input_open(&window->input, err) || !glass_opened(window, screen, w, h, err)) {
        window_close(window);
        return NULL;
    }
    if (!stop_watch(input_wake, &window->input)) {
        err_set(err, "pas de fil pour les signaux : la machine manque de place");
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
    stop_unwatch();
    keeper_close(window->keeper);
    image_close(window->images);
    font_close(window->fonts);
    fade_release(&window->fade);
    SDL_FreeSurface(window->shadow);
    input_close(&window->input);
    if (window->sdl) {
        SDL_DestroyWindow(window->sdl);
    }
    display_close();
    free(window);
}

bool window_whole(const struct window *window)
{
    return window->shown && !window->whole && window->waiting == 0;
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
