#include "platform/manager.h"

#include "base/str.h"

#include <SDL.h>

/* The few calls of libX11 this takes, from the library that SDL has loaded. The types are those of
 * Xlib's ABI: Window, Atom and the counts are unsigned long. */
struct xlib {
    void *(*open)(const char *name);
    int (*close)(void *display);
    unsigned long (*root)(void *display);
    unsigned long (*atom)(void *display, const char *name, int only_if_exists);
    int (*property)(void *display, unsigned long window, unsigned long property, long offset,
                    long length, int remove, unsigned long type, unsigned long *type_found,
                    int *format, unsigned long *items, unsigned long *left, unsigned char **data);
    int (*free)(void *data);
};

enum { XA_WINDOW = 33 };

static bool load(void *library, struct xlib *x)
{
    const struct {
        const char *name;
        void *to;
    } calls[] = {
        {"XOpenDisplay", &x->open},           {"XCloseDisplay", &x->close},
        {"XDefaultRootWindow", &x->root},     {"XInternAtom", &x->atom},
        {"XGetWindowProperty", &x->property}, {"XFree", &x->free},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        void *call = SDL_LoadFunction(library, calls[i].name);
        if (!call) {
            return false;
        }
        memcpy(calls[i].to, &call, sizeof call);
    }
    return true;
}

/* A manager leaves its mark on the root window (EWMH, _NET_SUPPORTING_WM_CHECK). */
static bool marked(const struct xlib *x, void *display)
{
    unsigned long mark = x->atom(display, "_NET_SUPPORTING_WM_CHECK", 1), type, items = 0, left;
    unsigned char *data = NULL;
    int format;
    if (mark == 0) {
        return false;
    }
    x->property(display, x->root(display), mark, 0, 1, 0, XA_WINDOW, &type, &format, &items, &left,
                &data);
    if (data) {
        x->free(data);
    }
    return items > 0;
}

bool manager_runs(void)
{
    struct xlib x;
    bool runs = true;
    if (!str_same(SDL_GetCurrentVideoDriver(), "x11")) {
        return true;
    }
    void *library = SDL_LoadObject("libX11.so.6");
    void *display = library && load(library, &x) ? x.open(NULL) : NULL;
    if (display) {
        runs = marked(&x, display);
        x.close(display);
    }
    if (library) {
        SDL_UnloadObject(library);
    }
    return runs;
}
