/* xlib.h: the calls of libX11 and libXrandr that keeper.c makes, from the libraries SDL has loaded:
 * nothing is linked, so that a machine with no X needs neither. */
#ifndef PLATFORM_XLIB_H
#define PLATFORM_XLIB_H

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <stdbool.h>

#define XLIB_CALLS(CALL)                                                                           \
    CALL(XOpenDisplay)                                                                             \
    CALL(XCloseDisplay)                                                                            \
    CALL(XDefaultRootWindow)                                                                       \
    CALL(XConnectionNumber)                                                                        \
    CALL(XPending)                                                                                 \
    CALL(XNextEvent)                                                                               \
    CALL(XSync)                                                                                    \
    CALL(XFlush)                                                                                   \
    CALL(XFree)                                                                                    \
    CALL(XSetErrorHandler)                                                                         \
    CALL(XSelectInput)                                                                             \
    CALL(XSendEvent)                                                                               \
    CALL(XInternAtoms)                                                                             \
    CALL(XGetAtomName)                                                                             \
    CALL(XGetWindowProperty)                                                                       \
    CALL(XGetWindowAttributes)                                                                     \
    CALL(XTranslateCoordinates)                                                                    \
    CALL(XQueryTree)                                                                               \
    CALL(XMapRaised)                                                                               \
    CALL(XMoveResizeWindow)                                                                        \
    CALL(XGetInputFocus)                                                                           \
    CALL(XSetInputFocus)

#define XRANDR_CALLS(CALL)                                                                         \
    CALL(XRRQueryExtension)                                                                        \
    CALL(XRRSelectInput)                                                                           \
    CALL(XRRGetMonitors)                                                                           \
    CALL(XRRFreeMonitors)

struct xlib {
    void *x11, *randr; /* the libraries; randr NULL: none, and none of its calls */
#define XLIB_MEMBER(name) __typeof__(&(name)) name;
    XLIB_CALLS(XLIB_MEMBER)
    XRANDR_CALLS(XLIB_MEMBER)
#undef XLIB_MEMBER
};

/* Loads the calls. Returns false where libX11 is not there; what was loaded is let go again. */
bool xlib_load(struct xlib *x);

/* Lets the libraries go. */
void xlib_unload(struct xlib *x);

#endif
