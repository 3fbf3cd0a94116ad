#include "platform/keypads.h"

#include "base/log.h"
#include "base/mem.h"

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

/* The little of libX11 and libXi this takes, from the libraries that SDL uses too. The types are
 * those of their ABI. */
struct class_info {
    int type, source;
};

struct device_info {
    int id;
    char *name;
    int use, attachment, enabled, class_count;
    struct class_info **classes;
};

struct event_mask {
    int device, length;
    unsigned char *mask;
};

struct error_event {
    int type;
    void *display;
    unsigned long resource, serial;
    unsigned char code, request, minor;
};

union any_event {
    int type;
    long room[24];
};

typedef int error_handler(void *display, struct error_event *event);

struct xinput {
    void *x11, *xi, *display;
    void *(*open)(const char *name);
    int (*close)(void *display);
    unsigned long (*root)(void *display);
    int (*connection)(void *display);
    int (*pending)(void *display);
    int (*next)(void *display, union any_event *event);
    int (*flush)(void *display);
    error_handler *(*on_error)(error_handler *handler);
    int (*version)(void *display, int *major, int *minor);
    struct device_info *(*query)(void *display, int device, int *n);
    void (*release)(struct device_info *devices);
    int (*select)(void *display, unsigned long window, struct event_mask *masks, int n);
    int (*grab)(void *display, int device, unsigned long window, unsigned long time,
                unsigned long cursor, int mode, int paired_mode, int owner_events,
                struct event_mask *mask);
};

enum {
    ALL_DEVICES = 0,
    SLAVE_KEYBOARD = 4,
    FLOATING_SLAVE = 5, /* as one is that is grabbed */
    KEY_CLASS = 0,
    HIERARCHY_CHANGED = 11,
    GRAB_ASYNC = 1,
    MAJOR = 2,
};

struct keypads {
    struct xinput x;
    char names[KEYPADS_MAX][KEYPAD_NAME_MAX];
    int n;
    int stop[2]; /* a pipe: what is written into it ends the thread */
    pthread_t thread;
};

/* Of our connection; a device may go while we ask for it, and Xlib would end the program. */
static _Atomic(void *) own_display;
static error_handler *others_errors;

static int on_error(void *display, struct error_event *event)
{
    return display == atomic_load(&own_display) || !others_errors ? 0
                                                                  : others_errors(display, event);
}

/* --- the libraries */

static bool load(struct xinput *x)
{
    const struct {
        void *library;
        const char *name;
        void *to;
    } calls[] = {
        {x->x11, "XOpenDisplay", &x->open},
        {x->x11, "XCloseDisplay", &x->close},
        {x->x11, "XDefaultRootWindow", &x->root},
        {x->x11, "XConnectionNumber", &x->connection},
        {x->x11, "XPending", &x->pending},
        {x->x11, "XNextEvent", &x->next},
        {x->x11, "XFlush", &x->flush},
        {x->x11, "XSetErrorHandler", &x->on_error},
        {x->xi, "XIQueryVersion", &x->version},
        {x->xi, "XIQueryDevice", &x->query},
        {x->xi, "XIFreeDeviceInfo", &x->release},
        {x->xi, "XISelectEvents", &x->select},
        {x->xi, "XIGrabDevice", &x->grab},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        void *call = SDL_LoadFunction(calls[i].library, calls[i].name);
        if (!call) {
            return false;
        }
        memcpy(calls[i].to, &call, sizeof call);
    }
    return true;
}

static void disconnect(struct xinput *x)
{
    if (x->display) {
        x->close(x->display);
        atomic_store(&own_display, NULL);
        x->on_error(others_errors);
    }
    if (x->xi) {
        SDL_UnloadObject(x->xi);
    }
    if (x->x11) {
        SDL_UnloadObject(x->x11);
    }
    *x = (struct xinput){.display = NULL};
}

/* Xwayland's one keyboard stands for all there are. */
static bool told_apart(struct xinput *x)
{
    int n = 0;
    bool told = true;
    struct device_info *devices = x->query(x->display, ALL_DEVICES, &n);
    for (int i = 0; devices && i < n; i++) {
        told &= !str_starts(devices[i].name, "xwayland-");
    }
    if (devices) {
        x->release(devices);
    }
    return told;
}

static bool connect_to_x(struct xinput *x, struct err *err)
{
    int major = MAJOR, minor = 0;
    *x = (struct xinput){.x11 = SDL_LoadObject("libX11.so.6"), .xi = SDL_LoadObject("libXi.so.6")};
    if (x->x11 && x->xi && load(x)) {
        x->display = x->open(NULL);
    }
    if (x->display) {
        /* cppcheck-suppress AssignmentIntegerToAddress */
        others_errors = x->on_error(on_error);
        atomic_store(&own_display, x->display);
        if (x->version(x->display, &major, &minor) == 0 && told_apart(x)) {
            return true;
        }
    }
    disconnect(x);
    return err_set(
        err, "les claviers ne se distinguent que sous X11, avec XInput 2 (libXi), et pas sous "
             "Wayland");
}

/* --- devices */

static bool is_keyboard(const struct device_info *device)
{
    bool keys = false;
    for (int i = 0; i < device->class_count; i++) {
        keys |= device->classes[i]->type == KEY_CLASS;
    }
    return device->use == SLAVE_KEYBOARD || (device->use == FLOATING_SLAVE && keys);
}

static int named(const char names[][KEYPAD_NAME_MAX], int n, const char *name)
{
    int at = 0;
    while (at < n && strcasecmp(names[at], name) != 0) {
        at++;
    }
    return at;
}

/* Whichever is grabbed already stays so; one that another program holds is tried again with the
 * next change. */
static void grab_others(struct keypads *keypads)
{
    unsigned char none[4] = {0};
    struct event_mask mask = {.length = sizeof none, .mask = none};
    struct xinput *x = &keypads->x;
    int n = 0;
    struct device_info *devices = x->query(x->display, ALL_DEVICES, &n);
    for (int i = 0; devices && i < n; i++) {
        bool other = named(keypads->names, keypads->n, devices[i].name) == keypads->n;
        if (is_keyboard(&devices[i]) && other) {
            mask.device = devices[i].id;
            x->grab(x->display, devices[i].id, x->root(x->display), 0, 0, GRAB_ASYNC, GRAB_ASYNC, 0,
                    &mask);
        }
    }
    if (devices) {
        x->release(devices);
    }
    x->flush(x->display);
}

static void watch_changes(struct xinput *x)
{
    unsigned char changes[4] = {0};
    changes[HIERARCHY_CHANGED >> 3] = 1 << (HIERARCHY_CHANGED & 7);
    struct event_mask mask = {.device = ALL_DEVICES, .length = sizeof changes, .mask = changes};
    /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): load() gave all of them */
    x->select(x->display, x->root(x->display), &mask, 1);
}

static void *serve(void *context)
{
    struct keypads *keypads = context;
    struct xinput *x = &keypads->x;
    struct pollfd fds[2] = {{.fd = keypads->stop[0], .events = POLLIN},
                            {.fd = x->connection(x->display), .events = POLLIN}};
    do {
        union any_event event;
        while (x->pending(x->display) > 0) {
            x->next(x->display, &event);
        }
        grab_others(keypads);
        poll(fds, 2, x->pending(x->display) > 0 ? 0 : -1);
    } while (!fds[0].revents);
    return NULL;
}

/* --- for others */

static void say_absent(const struct keypads *keypads)
{
    struct str list = {0};
    struct err err;
    if (keypads_there(keypads->names, keypads->n, &list, &err) == 0) {
        log_line(LOG_WARNING,
                 "keypads : aucun clavier de la liste n’est branché, aucune touche n’agira ; "
                 "branchés : %s",
                 str_text(&list));
    }
    str_release(&list);
}

struct keypads *keypads_open(const char names[][KEYPAD_NAME_MAX], int n, struct err *err)
{
    struct keypads *keypads = mem_alloc(sizeof *keypads);
    keypads->n = n < KEYPADS_MAX ? n : KEYPADS_MAX;
    memcpy(keypads->names, names, (size_t)keypads->n * sizeof *names);
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!driver || !str_same(driver, "x11")) {
        err_set(err, "les claviers ne se distinguent que sous X11, pas sous %s",
                driver ? driver : "rien");
        free(keypads);
        return NULL;
    }
    say_absent(keypads);
    if (!connect_to_x(&keypads->x, err)) {
        free(keypads);
        return NULL;
    }
    watch_changes(&keypads->x);
    bool piped = pipe2(keypads->stop, O_CLOEXEC) == 0;
    if (!piped || pthread_create(&keypads->thread, NULL, serve, keypads) != 0) {
        err_set(err, "la machine n’a plus de place pour surveiller les claviers");
        if (piped) {
            close(keypads->stop[0]);
            close(keypads->stop[1]);
        }
        disconnect(&keypads->x);
        free(keypads);
        return NULL;
    }
    return keypads;
}

void keypads_close(struct keypads *keypads)
{
    if (!keypads) {
        return;
    }
    close(keypads->stop[1]); /* its other end wakes */
    pthread_join(keypads->thread, NULL);
    close(keypads->stop[0]);
    disconnect(&keypads->x);
    free(keypads);
}

int keypads_there(const char names[][KEYPAD_NAME_MAX], int n, struct str *list, struct err *err)
{
    struct xinput x;
    int count = 0, there = 0;
    if (!connect_to_x(&x, err)) {
        return -1;
    }
    /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): load() gave all of them */
    struct device_info *devices = x.query(x.display, ALL_DEVICES, &count);
    for (int i = 0; devices && i < count; i++) {
        if (is_keyboard(&devices[i])) {
            str_addf(list, "%s« %s »", list->n ? ", " : "", devices[i].name);
            there += named(names, n, devices[i].name) < n;
        }
    }
    if (devices) {
        x.release(devices);
    }
    disconnect(&x);
    return there;
}
