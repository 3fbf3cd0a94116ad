#include "platform/display.h"

#include "base/log.h"
#include "base/str.h"
#include "platform/stop.h"

#include <SDL.h>
#include <systemd/sd-daemon.h> /* of no effect without a supervisor */

enum { AGAIN_MS = 100, BRIEF_MS = 5000, SUPERVISED_MS = 60000 };

static const struct {
    const char *name, *value;
} hints[] = {
    {SDL_HINT_APP_NAME, "Borne"},
    {SDL_HINT_TOUCH_MOUSE_EVENTS, "0"},
    {SDL_HINT_MOUSE_TOUCH_EVENTS, "1"},
    {SDL_HINT_MOUSE_AUTO_CAPTURE, "0"},       /* else a release may get lost under X11 */
    {SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1"}, /* else X11 eats the first press after a focus */
    {SDL_HINT_NO_SIGNAL_HANDLERS, "1"},
    {SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0"},
    {SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0"},
    {SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"},
    {SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0"},  /* else SDL itself minimises at Alt+Tab */
    {SDL_HINT_VIDEO_WAYLAND_ALLOW_LIBDECOR, "0"}, /* a frame of its own, noisy where it lacks one */
    {SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1"}, /* a compositor only adds a frame */
};

static bool given(const char *variable)
{
    const char *value = SDL_getenv(variable);
    return value && value[0];
}

/* X11 takes our pixels as they are; on Wayland and on a bare screen SDL knows no way but a texture.
 * Decided before the window's first surface. */
static void settle_drawing(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool texture = str_same(driver, "wayland") || str_same(driver, "KMSDRM");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, texture ? "1" : "0"); /* else llvmpipe draws */
}

/* With no display SDL falls back to drivers that show nothing, unless told to use one. */
static bool try_once(struct err *err)
{
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        const char *name = given("WAYLAND_DISPLAY") ? "WAYLAND_DISPLAY" : "DISPLAY";
        return given(name) ? err_set(err, "pas d’écran : %s « %s » ne répond pas (%s)", name,
                                     SDL_getenv(name), SDL_GetError())
                           : err_set(err,
                                     "pas d’écran : DISPLAY ou WAYLAND_DISPLAY est-il donné ? "
                                     "(%s)",
                                     SDL_GetError());
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!given("SDL_VIDEODRIVER") && (str_same(driver, "dummy") || str_same(driver, "offscreen"))) {
        SDL_Quit();
        return err_set(err, "pas d’écran : DISPLAY ou WAYLAND_DISPLAY est-il donné ?");
    }
    settle_drawing();
    return true;
}

int display_patience(void)
{
    return given("NOTIFY_SOCKET") ? SUPERVISED_MS : BRIEF_MS;
}

/* True where it makes sense to wait: somebody named a display, or a supervisor started us, maybe
 * before the machine has found its screen. */
static bool may_come(void)
{
    return given("DISPLAY") || given("WAYLAND_DISPLAY") || given("NOTIFY_SOCKET");
}

bool display_open(int wait_ms, struct err *err)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        SDL_SetHint(hints[i].name, hints[i].value);
    }
    /* No Wayland without a runtime folder, and its library would say so on our standard error. */
    if (!given("XDG_RUNTIME_DIR") && !given("SDL_VIDEODRIVER")) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,kmsdrm");
    }
    /* No text is typed here, and reading X11's table of typed letters takes 10 ms. Wayland's reader
     * of it says that it is empty. */
    if (given("DISPLAY")) {
        setenv("XCOMPOSEFILE", "/dev/null", 1);
    }
    bool opened = try_once(err);
    if (!opened && wait_ms > BRIEF_MS) {
        log_line(LOG_WARNING, "l’écran ne répond pas encore ; attente de %d s au plus",
                 wait_ms / 1000);
        sd_notifyf(0, "STATUS=attend son écran\nEXTEND_TIMEOUT_USEC=%d000", wait_ms + BRIEF_MS);
    }
    for (int ms = 0; !opened && ms < wait_ms && may_come() && !stop_asked(); ms += AGAIN_MS) {
        stop_wait(AGAIN_MS);
        opened = !stop_asked() && try_once(err);
    }
    return opened;
}

void display_close(void)
{
    SDL_Quit();
}

static void sdl_outputs(struct outputs *outputs)
{
    outputs->n = 0;
    for (int i = 0; i < SDL_GetNumVideoDisplays() && i < OUTPUTS_MAX; i++) {
        struct output *output = &outputs->at[outputs->n++];
        SDL_Rect room = {0, 0, 1280, 720};
        const char *name = SDL_GetDisplayName(i);
        SDL_GetDisplayBounds(i, &room);
        *output = (struct output){.rect = {room.x, room.y, room.w, room.h}, .primary = i == 0};
        str_fit(output->name, sizeof output->name, name ? name : "");
    }
}

/* As SDL sees them where there is no keeper. */
static void all_outputs(struct keeper *keeper, struct outputs *outputs)
{
    if (keeper) {
        keeper_outputs(keeper, outputs);
    } else {
        sdl_outputs(outputs);
    }
}

bool display_look(struct outputs *outputs)
{
    struct err err;
    if (!may_come() || !display_open(0, &err)) {
        return false;
    }
    struct keeper *keeper = keeper_open("");
    all_outputs(keeper, outputs);
    keeper_close(keeper);
    display_close();
    return outputs->n > 0;
}

/* A touch panel is spread over all of X's screens together until somebody ties it to its own. */
static void warn_of_touch(const struct keeper *keeper, const struct outputs *outputs,
                          const struct output *output)
{
    if (keeper && outputs->n > 1 && SDL_GetNumTouchDevices() > 0) {
        log_line(LOG_WARNING,
                 "%d écrans : si le doigt tombe à côté, attachez le tactile au sien : « xinput "
                 "map-to-output NUMÉRO %s »",
                 outputs->n, output->name);
    }
}

static const struct output *choose(struct keeper *keeper, const char *screen,
                                   const struct outputs *outputs)
{
    char list[512];
    int at = output_find(outputs, screen);
    if (at < 0 && outputs->n > 0 && !keeper) { /* the keeper says it by itself */
        output_list(outputs, list, sizeof list);
        log_line(LOG_WARNING, "l’écran « %s » (screen:) n’est pas là ; il y a %s", screen, list);
    }
    at = at < 0 ? output_find(outputs, "") : at;
    return at < 0 ? NULL : &outputs->at[at];
}

static SDL_Window *full_screen(struct keeper *keeper, const char *screen)
{
    struct outputs outputs;
    all_outputs(keeper, &outputs);
    const struct output *output = choose(keeper, screen, &outputs);
    struct rect room = output ? output->rect : (struct rect){0, 0, 1280, 720};
    Uint32 flags = SDL_WINDOW_BORDERLESS | SDL_WINDOW_RESIZABLE;
    if (!keeper || keeper_managed(keeper)) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    if (output) {
        warn_of_touch(keeper, &outputs, output);
    }
    return SDL_CreateWindow("Borne", room.x, room.y, room.w, room.h, flags);
}

SDL_Window *display_window(struct keeper *keeper, const char *screen, int w, int h)
{
    if (w <= 0 || h <= 0) {
        return full_screen(keeper, screen);
    }
    return SDL_CreateWindow("Borne", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h,
                            SDL_WINDOW_RESIZABLE);
}
