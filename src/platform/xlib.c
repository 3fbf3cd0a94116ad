#include "platform/xlib.h"

#include <SDL_loadso.h>
#include <stddef.h>
#include <string.h>

struct call {
    const char *name;
    size_t offset;
};

#define XLIB_ROW(name) {#name, offsetof(struct xlib, name)},
static const struct call xlib_calls[] = {XLIB_CALLS(XLIB_ROW)};
static const struct call xrandr_calls[] = {XRANDR_CALLS(XLIB_ROW)};
#undef XLIB_ROW

static void *load(struct xlib *x, const char *file, const struct call *calls, size_t n)
{
    void *library = SDL_LoadObject(file);
    for (size_t i = 0; library && i < n; i++) {
        void *call = SDL_LoadFunction(library, calls[i].name);
        if (!call) {
            SDL_UnloadObject(library);
            return NULL;
        }
        memcpy((char *)x + calls[i].offset, &call, sizeof call);
    }
    return library;
}

bool xlib_load(struct xlib *x)
{
    *x = (struct xlib){0};
    x->x11 = load(x, "libX11.so.6", xlib_calls, sizeof xlib_calls / sizeof *xlib_calls);
    if (x->x11) {
        x->randr =
            load(x, "libXrandr.so.2", xrandr_calls, sizeof xrandr_calls / sizeof *xrandr_calls);
    }
    return x->x11 != NULL;
}

void xlib_unload(struct xlib *x)
{
    if (x->randr) {
        SDL_UnloadObject(x->randr);
    }
    if (x->x11) {
        SDL_UnloadObject(x->x11);
    }
    *x = (struct xlib){0};
}
