#include "platform/keeper.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "platform/xlib.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xatom.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
    SETTLE_MS = 60, /* after the server has told something: more follows */
    FIRST_MS = 250, /* between the first tries; */
    QUICK_TRIES = 8,
    LAST_MS = 60000,  /* twice as long each time after these, up to that */
    CALM_MS = 1000,   /* in front for so long, the next try is a first one again */
    PLACE_TRIES = 6,  /* then the manager has its way until the screens change */
    LOST_MS = 5000,   /* not in front for so long: that is said */
    COVERED_PART = 20 /* hidden where 1/20 of the window is covered */
};

static const int64_t NEVER = INT64_MAX;

enum atom {
    NET_SUPPORTING_WM_CHECK,
    NET_ACTIVE_WINDOW,
    NET_CLIENT_LIST_STACKING,
    NET_SHOWING_DESKTOP,
    NET_CURRENT_DESKTOP,
    NET_WM_DESKTOP,
    NET_WM_STATE,
    NET_WM_STATE_FULLSCREEN,
    NET_WM_STATE_ABOVE,
    ATOMS
};

static const char *const atom_names[ATOMS] = {
    [NET_SUPPORTING_WM_CHECK] = "_NET_SUPPORTING_WM_CHECK",
    [NET_ACTIVE_WINDOW] = "_NET_ACTIVE_WINDOW",
    [NET_CLIENT_LIST_STACKING] = "_NET_CLIENT_LIST_STACKING",
    [NET_SHOWING_DESKTOP] = "_NET_SHOWING_DESKTOP",
    [NET_CURRENT_DESKTOP] = "_NET_CURRENT_DESKTOP",
    [NET_WM_DESKTOP] = "_NET_WM_DESKTOP",
    [NET_WM_STATE] = "_NET_WM_STATE",
    [NET_WM_STATE_FULLSCREEN] = "_NET_WM_STATE_FULLSCREEN",
    [NET_WM_STATE_ABOVE] = "_NET_WM_STATE_ABOVE",
};

/* How often something was tried, and when last: who fights with us for the glass never takes more
 * of the machine than a try now and then. */
struct tries {
    int n;
    int64_t last; /* steady ms */
};

struct keeper {
    struct xlib x;
    Display *display;
    Window root, window;
    Atom atoms[ATOMS];
    int randr_events; /* the number of RandR's first; -1: there is no RandR */
    const char *wanted;

    pthread_t thread;
    int end; /* an eventfd: the thread is to end. -1: there is none */
    atomic_bool over, hidden;
    atomic_int painted_w, painted_h; /* as the glass's thread believes the window to be */
    void (*changed)(void *context);
    void *context;

    bool managed; /* when last looked at */
    int64_t due;  /* steady ms: when all is looked at again */
    struct rect target;
    bool missing;       /* the wanted screen is, and that was said */
    struct tries place; /* since the screens changed */
    struct tries front;
    struct tries believed; /* since SDL knew the window's size */
    int64_t lost;          /* steady ms: since when it is not in front; 0: it is */
    bool lost_told;
    unsigned brought; /* how often it was brought back */
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t next_try(const struct tries *tries)
{
    if (tries->n == 0) {
        return 0;
    }
    int doubled = clamped(tries->n - QUICK_TRIES, 0, 10), wait = FIRST_MS << doubled;
    return tries->last + (wait < LAST_MS ? wait : LAST_MS);
}

/* Returns true, and counts it, where a try is due; else looks again once it is. */
static bool try_now(struct keeper *keeper, struct tries *tries)
{
    int64_t now = milliseconds();
    bool due = now >= next_try(tries);
    if (due) {
        tries->n++;
        tries->last = now;
    }
    int64_t next = next_try(tries);
    keeper->due = next < keeper->due ? next : keeper->due;
    return due;
}

/* --- errors */

static struct {
    Display *ours;
    XErrorHandler before;
} errors;

/* A window that goes while it is asked about is no end of ours. */
static int on_error(Display *display, XErrorEvent *event)
{
    return display == errors.ours || !errors.before ? 0 : errors.before(display, event);
}

/* --- what there is */

void keeper_outputs(struct keeper *keeper, struct outputs *outputs)
{
    const struct xlib *x = &keeper->x;
    int n = 0;
    XRRMonitorInfo *monitors = keeper->randr_events >= 0
                                   ? x->XRRGetMonitors(keeper->display, keeper->root, True, &n)
                                   : NULL;
    outputs->n = 0;
    for (int i = 0; monitors && i < n && outputs->n < OUTPUTS_MAX; i++) {
        const XRRMonitorInfo *from = &monitors[i];
        char *name = x->XGetAtomName(keeper->display, from->name);
        struct output *to = &outputs->at[outputs->n];
        *to = (struct output){.rect = {from->x, from->y, from->width, from->height},
                              .primary = from->primary};
        str_fit(to->name, sizeof to->name, name ? name : "");
        outputs->n += to->rect.w > 0 && to->rect.h > 0;
        if (name) {
            x->XFree(name);
        }
    }
    if (monitors) {
        x->XRRFreeMonitors(monitors);
    }
    XWindowAttributes root;
    if (outputs->n == 0 && x->XGetWindowAttributes(keeper->display, keeper->root, &root)) {
        outputs->at[0] = (struct output){"X", {0, 0, root.width, root.height}, true};
        outputs->n = 1;
    }
}

/* The first 32-bit value of a property; 0 where there is none. */
static unsigned long property(const struct keeper *keeper, Window window, enum atom atom)
{
    const struct xlib *x = &keeper->x;
    Atom type;
    int format;
    unsigned long items = 0, left, value = 0;
    unsigned char *data = NULL;
    x->XGetWindowProperty(keeper->display, window, keeper->atoms[atom], 0, 1, False,
                          AnyPropertyType, &type, &format, &items, &left, &data);
    if (data && items > 0 && format == 32) {
        memcpy(&value, data, sizeof value);
    }
    if (data) {
        x->XFree(data);
    }
    return value;
}

/* A manager leaves its mark on the root window, and on a window of its own, which goes with it. */
bool keeper_managed(struct keeper *keeper)
{
    unsigned long mark = property(keeper, keeper->root, NET_SUPPORTING_WM_CHECK);
    return mark != 0 && property(keeper, mark, NET_SUPPORTING_WM_CHECK) == mark;
}

/* --- in its place */

/* Where the window is to be. */
static void find_target(struct keeper *keeper)
{
    struct outputs outputs;
    char list[512];
    keeper_outputs(keeper, &outputs);
    int at = output_find(&outputs, keeper->wanted);
    bool missing = at < 0;
    at = missing ? output_find(&outputs, "") : at;
    if (at < 0) {
        return; /* the server says nothing: as before */
    }
    const struct output *output = &outputs.at[at];
    if (missing && !keeper->missing) {
        output_list(&outputs, list, sizeof list);
        log_line(LOG_WARNING,
                 "l’écran « %s » (screen:) n’est pas là ; il y a %s ; la borne est sur %s",
                 keeper->wanted, list, output->name);
    }
    keeper->missing = missing;
    if (memcmp(&output->rect, &keeper->target, sizeof keeper->target) != 0) {
        if (keeper->target.w > 0) {
            log_line(LOG_INFO, "l’écran %s a changé : %dx%d", output->name, output->rect.w,
                     output->rect.h);
        }
        keeper->target = output->rect;
        keeper->place = keeper->front = (struct tries){0};
    }
}

static void ask_manager(const struct keeper *keeper, enum atom what, long a, long b, long c)
{
    XEvent event = {
        .xclient = {.type = ClientMessage,
                    .window = what == NET_SHOWING_DESKTOP ? keeper->root : keeper->window,
                    .message_type = keeper->atoms[what],
                    .format = 32,
                    .data.l = {a, b, c}}};
    keeper->x.XSendEvent(keeper->display, keeper->root, False,
                         SubstructureNotifyMask | SubstructureRedirectMask, &event);
}

static bool in_place(const struct keeper *keeper, const XWindowAttributes *now)
{
    const struct rect *target = &keeper->target;
    int left, top;
    Window child;
    keeper->x.XTranslateCoordinates(keeper->display, keeper->window, keeper->root, 0, 0, &left,
                                    &top, &child);
    return target->w <= 0 || (left == target->x && top == target->y && now->width == target->w &&
                              now->height == target->h);
}

/* A manager is given the time of one try to do it by itself. */
static void put_in_place(struct keeper *keeper, bool managed)
{
    const struct rect *target = &keeper->target;
    if ((managed && keeper->place.n > PLACE_TRIES) || !try_now(keeper, &keeper->place) ||
        (managed && keeper->place.n == 1)) {
        return;
    }
    if (managed && keeper->place.n > PLACE_TRIES) {
        log_line(LOG_WARNING,
                 "le gestionnaire de fenêtres ne laisse pas la borne à sa place : "
                 "%dx%d en %d,%d",
                 target->w, target->h, target->x, target->y);
        return;
    }
    long full = (long)keeper->atoms[NET_WM_STATE_FULLSCREEN];
    if (managed) {
        ask_manager(keeper, NET_WM_STATE, 0, full, 0);
    }
    keeper->x.XMoveResizeWindow(keeper->display, keeper->window, target->x, target->y,
                                (unsigned)target->w, (unsigned)target->h);
    if (managed) {
        ask_manager(keeper, NET_WM_STATE, 1, full, 0);
    }
}

static void tell_size(const struct keeper *keeper, int w, int h)
{
    XConfigureEvent configure = {.type = ConfigureNotify};
    configure.event = configure.window = keeper->window;
    configure.x = keeper->target.x;
    configure.y = keeper->target.y;
    configure.width = w;
    configure.height = h;
    XEvent event = {.xconfigure = configure};
    keeper->x.XSendEvent(keeper->display, keeper->window, False, StructureNotifyMask, &event);
}

/* While it makes a window full screen SDL takes its size from the screens of its own start, and
 * forgets what the server has told it meanwhile: it is told again, past another size, since it
 * takes no notice of the one it heard last. */
static void settle_size(struct keeper *keeper, const XWindowAttributes *now)
{
    if (atomic_load(&keeper->painted_w) == now->width &&
        atomic_load(&keeper->painted_h) == now->height) {
        keeper->believed.n = 0;
    } else if (try_now(keeper, &keeper->believed) && keeper->believed.n > 1) {
        tell_size(keeper, now->width - 1, now->height);
        tell_size(keeper, now->width, now->height);
    }
}

/* --- in front */

/* The window or the manager's frame around it, that stands among the root's. */
static Window outermost(const struct keeper *keeper)
{
    Window at = keeper->window, up = at, root, *children;
    unsigned n;
    while (up != keeper->root) {
        at = up;
        if (!keeper->x.XQueryTree(keeper->display, at, &root, &up, &children, &n)) {
            break;
        }
        if (children) {
            keeper->x.XFree(children);
        }
    }
    return at;
}

static int64_t covered_by(const struct keeper *keeper, Window other)
{
    XWindowAttributes it;
    if (!keeper->x.XGetWindowAttributes(keeper->display, other, &it) ||
        it.map_state != IsViewable || it.class != InputOutput) {
        return 0;
    }
    struct rect part =
        rect_overlap(keeper->target, (struct rect){it.x, it.y, it.width + 2 * it.border_width,
                                                   it.height + 2 * it.border_width});
    return part.w > 0 && part.h > 0 ? (int64_t)part.w * part.h : 0;
}

/* How many pixels of it lie under other windows; those that overlap each other count twice. */
static int64_t covered(const struct keeper *keeper)
{
    Window root, parent, *children = NULL, ours = outermost(keeper);
    unsigned n = 0;
    int64_t sum = 0;
    if (!keeper->x.XQueryTree(keeper->display, keeper->root, &root, &parent, &children, &n)) {
        return 0;
    }
    for (unsigned i = n; i > 0 && children[i - 1] != ours; i--) { /* the topmost is the last */
        sum += covered_by(keeper, children[i - 1]);
    }
    if (children) {
        keeper->x.XFree(children);
    }
    return sum;
}

/* With no manager the keys go where the pointer is, which is here. */
static bool has_keys(const struct keeper *keeper, bool managed)
{
    Window focus;
    int revert;
    keeper->x.XGetInputFocus(keeper->display, &focus, &revert);
    return focus == keeper->window || (!managed && focus == PointerRoot);
}

static void bring_to_front(struct keeper *keeper, bool managed, bool mapped)
{
    if (!managed) {
        keeper->x.XMapRaised(keeper->display, keeper->window);
        keeper->x.XSync(keeper->display, False); /* only what is seen can have the keys */
        if (!has_keys(keeper, false)) {
            keeper->x.XSetInputFocus(keeper->display, keeper->window, RevertToPointerRoot,
                                     CurrentTime);
        }
        return;
    }
    if (property(keeper, keeper->root, NET_SHOWING_DESKTOP)) {
        ask_manager(keeper, NET_SHOWING_DESKTOP, 0, 0, 0);
    }
    if (!mapped) {
        keeper->x.XMapRaised(keeper->display, keeper->window);
    }
    ask_manager(keeper, NET_ACTIVE_WINDOW, 2, CurrentTime, 0);
}

/* A manager that is new here: on every desktop, and above what is not full screen. */
static void meet_manager(const struct keeper *keeper)
{
    ask_manager(keeper, NET_WM_DESKTOP, 0xFFFFFFFF, 2, 0);
    ask_manager(keeper, NET_WM_STATE, 1, (long)keeper->atoms[NET_WM_STATE_ABOVE], 0);
}

/* It is in front: told at 1, 2, 4, 8… times, so that what comes again each second does not fill the
 * log. */
static void stay_in_front(struct keeper *keeper)
{
    if (keeper->lost == 0) {
        return;
    }
    keeper->lost = 0;
    unsigned n = ++keeper->brought;
    if ((n & (n - 1)) == 0) {
        log_line(LOG_WARNING,
                 "la borne était cachée ou sans clavier : remise devant (%u fois depuis le départ)",
                 n);
    }
}

static void come_to_front(struct keeper *keeper, bool managed, bool mapped)
{
    int64_t now = milliseconds();
    if (keeper->lost == 0) {
        keeper->lost = now;
        keeper->lost_told = false;
        if (now - keeper->front.last > CALM_MS) {
            keeper->front.n = 0;
        }
    }
    if (try_now(keeper, &keeper->front)) {
        bring_to_front(keeper, managed, mapped);
    }
    if (now - keeper->lost > LOST_MS && !keeper->lost_told) {
        keeper->lost_told = true;
        log_line(LOG_WARNING, "quelque chose reste devant la borne ou lui prend le clavier");
    }
}

/* --- keeping */

static void tell_hidden(struct keeper *keeper, bool hidden)
{
    if (atomic_exchange(&keeper->hidden, hidden) != hidden) {
        keeper->changed(keeper->context);
    }
}

/* Looks at everything, and does one try at what is not as it should be. */
static void settle(struct keeper *keeper)
{
    XWindowAttributes now;
    keeper->due = NEVER;
    if (!keeper->x.XGetWindowAttributes(keeper->display, keeper->window, &now)) {
        return;
    }
    find_target(keeper);
    bool managed = keeper_managed(keeper), mapped = now.map_state == IsViewable;
    bool placed = in_place(keeper, &now);
    if (managed && !keeper->managed) {
        meet_manager(keeper);
    }
    keeper->managed = managed;
    int64_t under = mapped ? covered(keeper) : 0;
    bool front = mapped && under == 0 && has_keys(keeper, managed);
    settle_size(keeper, &now);
    if (!placed) {
        put_in_place(keeper, managed);
    }
    if (front) {
        stay_in_front(keeper);
    } else {
        come_to_front(keeper, managed, mapped);
    }
    tell_hidden(keeper, !mapped || under > (int64_t)now.width * now.height / COVERED_PART);
    keeper->x.XFlush(keeper->display);
}

static bool matters(const struct keeper *keeper, const XEvent *event)
{
    bool known = event->type != PropertyNotify;
    for (int i = NET_SUPPORTING_WM_CHECK; !known && i <= NET_CURRENT_DESKTOP; i++) {
        known = event->xproperty.atom == keeper->atoms[i];
    }
    return known;
}

/* Takes what the server has told. */
static void hear(struct keeper *keeper)
{
    while (keeper->x.XPending(keeper->display) > 0) {
        XEvent event;
        keeper->x.XNextEvent(keeper->display, &event);
        int64_t soon = milliseconds() + SETTLE_MS;
        if (matters(keeper, &event) && soon < keeper->due) {
            keeper->due = soon;
        }
    }
}

static void *keep(void *context)
{
    struct keeper *keeper = context;
    struct pollfd fds[] = {
        {.fd = keeper->x.XConnectionNumber(keeper->display), .events = POLLIN},
        {.fd = keeper->end, .events = POLLIN},
    };
    keeper->due = milliseconds() + SETTLE_MS;
    while (!atomic_load(&keeper->over)) {
        hear(keeper);
        int64_t left = keeper->due == NEVER ? -1 : keeper->due - milliseconds();
        if (keeper->due != NEVER && left <= 0) {
            settle(keeper);
        } else {
            poll(fds, 2, (int)left);
        }
    }
    return NULL;
}

static void listen_to_all(struct keeper *keeper)
{
    const struct xlib *x = &keeper->x;
    x->XSelectInput(keeper->display, keeper->root,
                    StructureNotifyMask | SubstructureNotifyMask | PropertyChangeMask);
    x->XSelectInput(keeper->display, keeper->window, StructureNotifyMask | FocusChangeMask);
    if (keeper->randr_events >= 0) {
        x->XRRSelectInput(keeper->display, keeper->root,
                          RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask |
                              RROutputChangeNotifyMask);
    }
}

bool keeper_watch(struct keeper *keeper, struct SDL_Window *window, void (*changed)(void *context),
                  void *context)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11) {
        return false;
    }
    keeper->window = info.info.x11.window;
    keeper->changed = changed;
    keeper->context = context;
    listen_to_all(keeper);
    keeper->end = eventfd(0, EFD_CLOEXEC);
    if (keeper->end >= 0 && pthread_create(&keeper->thread, NULL, keep, keeper) != 0) {
        close(keeper->end);
        keeper->end = -1;
    }
    return keeper->end >= 0;
}

void keeper_painted(struct keeper *keeper, int w, int h)
{
    atomic_store(&keeper->painted_w, w);
    atomic_store(&keeper->painted_h, h);
}

bool keeper_hidden(const struct keeper *keeper)
{
    return atomic_load(&keeper->hidden);
}

/* --- opening */

static void connect(struct keeper *keeper)
{
    const struct xlib *x = &keeper->x;
    int error_base;
    keeper->root = x->XDefaultRootWindow(keeper->display);
    x->XInternAtoms(keeper->display, (char **)(uintptr_t)atom_names, ATOMS, False, keeper->atoms);
    if (!x->randr || !x->XRRQueryExtension(keeper->display, &keeper->randr_events, &error_base)) {
        keeper->randr_events = -1;
    }
    errors.ours = keeper->display;
    errors.before = x->XSetErrorHandler(on_error);
}

struct keeper *keeper_open(const char *wanted)
{
    if (!str_same(SDL_GetCurrentVideoDriver(), "x11")) {
        return NULL;
    }
    struct keeper *keeper = mem_alloc(sizeof *keeper);
    keeper->wanted = wanted;
    keeper->end = -1;
    keeper->display = xlib_load(&keeper->x) ? keeper->x.XOpenDisplay(NULL) : NULL;
    if (!keeper->display) {
        xlib_unload(&keeper->x);
        free(keeper);
        return NULL;
    }
    connect(keeper);
    return keeper;
}

void keeper_close(struct keeper *keeper)
{
    if (!keeper) {
        return;
    }
    if (keeper->end >= 0) {
        atomic_store(&keeper->over, true);
        eventfd_write(keeper->end, 1);
        pthread_join(keeper->thread, NULL);
        close(keeper->end);
    }
    keeper->x.XSetErrorHandler(errors.before);
    keeper->x.XCloseDisplay(keeper->display);
    xlib_unload(&keeper->x);
    free(keeper);
}
