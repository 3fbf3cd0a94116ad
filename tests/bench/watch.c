/* watch.c: starts one program on $DISPLAY, and measures it from outside, step by step.
 *
 *   watch FRAMEBUFFER XPID STEP... -- COMMAND [ARG...]
 *
 *   still=MS           wait until something is shown and has not changed for that long
 *   save=FILE          write the screen as a PPM
 *   shows=FILE         wait until the screen is that frame: "start_ms"
 *   wait=SECONDS
 *   tap=X,Y            one touch, and a second of patience
 *   use=SECONDS        "pss_mib" (the most seen), "cpu_pct" of a core, "wakeups_s", "x_cpu_pct",
 *                      and "changes": how often the screen was found changed
 *   taps=N,X,Y,x,y,w,h for each of N touches at X,Y, of what the touch changes within x,y,w,h:
 *                      "begun_ms" until half is no longer as it was, "tap_ms" until half is as it
 *                      will stay; -1 for a touch that changed nothing
 *
 * Figures are lines "NAME VALUE" on stdout. Ends the program and all that it started. */
#include "screen.h"
#include "tree.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    POLL_US = 150,
    LOOK_US = 20 * 1000,
    START_MAX_MS = 60 * 1000,
    TAP_SEEN_MS = 350,   /* a touch is watched for so long */
    TAP_PAUSE_MS = 150,  /* then left alone; more by chance, to be in step with no clock */
    TAP_CHANCE_MS = 120, /* together above the 350 ms within which a second touch is ignored */
    TAP_LOOKS = 4096,
    PSS_EVERY_MS = 4000,
    CLOSE = 16 /* two colours are the same within this, of 255 */
};

static pid_t x_server;
static double started; /* ms */

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void nap(double ms)
{
    struct timespec time = {(time_t)(ms / 1e3), (long)(ms * 1e6) % 1000000000};
    nanosleep(&time, NULL);
}

static double number(const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || value < 0) {
        die("not a number:", text);
    }
    return value;
}

static int differing(const uint32_t *a, const uint32_t *b)
{
    int n = 0;
    for (int i = 0; i < SAMPLES; i++) {
        n += a[i] != b[i];
    }
    return n;
}

static bool is_close(uint32_t a, uint32_t b)
{
    bool close = true;
    for (int shift = 0; shift < 24; shift += 8) {
        close = close && abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) <= CLOSE;
    }
    return close;
}

/* --- steps */

static bool is_picture(const uint32_t *samples)
{
    int bare = 0, flat = 0;
    for (int i = 0; i < SAMPLES; i++) {
        bare += samples[i] == BARE;
        flat += samples[i] == samples[SAMPLES / 2];
    }
    return bare < SAMPLES / 100 && flat < SAMPLES * 9 / 10;
}

static void step_still(const char *ms)
{
    uint32_t before[SAMPLES], samples[SAMPLES];
    double wanted = number(ms), changed = now();
    screen_sample(screen, before);
    while (now() - changed < wanted || !is_picture(before)) {
        nap(20);
        screen_sample(screen, samples);
        if (differing(before, samples) > 0) {
            changed = now();
            memcpy(before, samples, sizeof before);
        }
        if (now() - started > START_MAX_MS) {
            die("nothing steady is shown", "");
        }
    }
}

static void step_save(const char *path)
{
    screen_save(path);
}

static void step_shows(const char *path)
{
    uint32_t frame[SAMPLES], samples[SAMPLES];
    screen_load(path, frame);
    int close = 0;
    while (close < SAMPLES * 99 / 100) {
        nap(POLL_US / 1e3);
        screen_sample(screen, samples);
        close = 0;
        for (int i = 0; i < SAMPLES; i++) {
            close += is_close(frame[i], samples[i]);
        }
        if (now() - started > START_MAX_MS) {
            die("never shown:", path);
        }
    }
    printf("start_ms %.2f\n", now() - started);
}

static void step_wait(const char *seconds)
{
    nap(number(seconds) * 1e3);
}

static void step_tap(const char *place)
{
    int x, y;
    if (sscanf(place, "%d,%d", &x, &y) != 2) {
        die("not a place:", place);
    }
    screen_point(x, y);
    nap(100);
    screen_tap();
    nap(900);
}

static void step_use(const char *seconds)
{
    uint32_t before[SAMPLES], samples[SAMPLES];
    double length = number(seconds) * 1e3, begin = now(), read = begin - PSS_EVERY_MS, pss = 0;
    struct tree first = tree_below(getpid(), 0), x_first = tree_of(x_server);
    int changes = 0;
    screen_sample(screen, before);
    while (now() - begin < length) {
        if (now() - read >= PSS_EVERY_MS) {
            double more = tree_below(getpid(), 1).pss_mib;
            pss = more > pss ? more : pss;
            read = now();
        }
        nap(LOOK_US / 1e3);
        screen_sample(screen, samples);
        changes += differing(before, samples) > 0;
        memcpy(before, samples, sizeof before);
    }
    double ms = now() - begin;
    struct tree last = tree_below(getpid(), 0), x_last = tree_of(x_server);
    printf("pss_mib %.2f\ncpu_pct %.5f\nwakeups_s %.3f\n", pss,
           (last.cpu_ms - first.cpu_ms) * 100 / ms,
           (double)(last.wake_ups - first.wake_ups) * 1e3 / ms);
    printf("x_cpu_pct %.5f\nchanges %d\n", (x_last.cpu_ms - x_first.cpu_ms) * 100 / ms, changes);
}

/* --- touches */

struct look {
    double at; /* ms after the touch */
    uint32_t samples[SAMPLES];
};

/* Every different look of the place after a touch. */
static int record(struct place place, struct look *looks, int n)
{
    double from = now();
    screen_tap();
    while (now() - from < TAP_SEEN_MS) {
        screen_sample(place, looks[n].samples);
        looks[n].at = now() - from;
        if (n + 1 < TAP_LOOKS && differing(looks[n].samples, looks[n - 1].samples) > 0) {
            n++;
        }
        nap(POLL_US / 1e3);
    }
    return n;
}

static double half_changed(const struct look *looks, int n)
{
    const uint32_t *before = looks[0].samples, *after = looks[n - 1].samples;
    int all = differing(before, after);
    for (int k = 1; k < n; k++) {
        int there = 0;
        for (int i = 0; i < SAMPLES; i++) {
            there += before[i] != after[i] && looks[k].samples[i] == after[i];
        }
        if (2 * there >= all && all > SAMPLES / 20) {
            return looks[k].at;
        }
    }
    return -1;
}

/* When half of what the touch changes is no longer as it was: a fade has begun. */
static double begun(const struct look *looks, int n)
{
    int all = differing(looks[0].samples, looks[n - 1].samples);
    for (int k = 1; k < n; k++) {
        if (2 * differing(looks[0].samples, looks[k].samples) >= all && all > SAMPLES / 20) {
            return looks[k].at;
        }
    }
    return -1;
}

static void tap_once(struct place place)
{
    static struct look looks[TAP_LOOKS + 1];
    screen_sample(place, looks[0].samples);
    int n = record(place, looks, 1);
    printf("tap_ms %.3f\nbegun_ms %.3f\n", half_changed(looks, n), begun(looks, n));
}

static void step_taps(const char *what)
{
    int n, x, y;
    struct place place;
    uint32_t chance = 1;
    if (sscanf(what, "%d,%d,%d,%d,%d,%d,%d", &n, &x, &y, &place.x, &place.y, &place.w, &place.h) !=
        7) {
        die("not N,X,Y,x,y,w,h:", what);
    }
    screen_point(x, y);
    nap(500);
    for (int i = 0; i < n; i++) {
        tap_once(place);
        chance = chance * 1664525 + 1013904223;
        nap(TAP_PAUSE_MS + (double)(chance >> 16) * TAP_CHANCE_MS / 65536);
    }
}

static const struct {
    const char *name;
    void (*run)(const char *value);
} steps[] = {
    {"still=", step_still}, {"save=", step_save}, {"shows=", step_shows}, {"wait=", step_wait},
    {"tap=", step_tap},     {"use=", step_use},   {"taps=", step_taps},
};

static void step(const char *text)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t n = strlen(steps[i].name);
        if (strncmp(text, steps[i].name, n) == 0) {
            steps[i].run(text + n);
            fflush(stdout);
            return;
        }
    }
    die("no such step:", text);
}

/* --- the program */

static void run_program(char **command)
{
    setsid();
    signal(SIGTERM, SIG_DFL);
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(2, 1); /* our stdout is for figures */
    execvp(command[0], command);
    _exit(127);
}

/* Asks, then insists: Chromium's helpers may outlive it. */
static void end_all(void)
{
    pid_t pid = 0;
    tree_kill(getpid(), SIGTERM);
    for (double from = now(); pid >= 0 && now() - from < 3000; nap(5)) {
        pid = waitpid(-1, NULL, WNOHANG);
    }
    while (pid >= 0) {
        tree_kill(getpid(), SIGKILL);
        nap(20);
        pid = waitpid(-1, NULL, WNOHANG);
    }
}

static void stopped(int number)
{
    exit(128 + number);
}

int main(int n, char **arguments)
{
    int split = 3;
    while (split < n && strcmp(arguments[split], "--") != 0) {
        split++;
    }
    if (split + 1 >= n) {
        die("usage:", "watch FRAMEBUFFER XPID STEP... -- COMMAND [ARG...]");
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    screen_open(arguments[1]);
    x_server = (pid_t)number(arguments[2]);
    screen_clear();
    nap(50);
    signal(SIGTERM, stopped);
    signal(SIGINT, stopped);
    atexit(end_all);
    started = now();
    if (fork() == 0) {
        run_program(arguments + split + 1);
    }
    for (int i = 3; i < split; i++) {
        step(arguments[i]);
    }
    return 0;
}
