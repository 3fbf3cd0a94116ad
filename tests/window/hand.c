/* hand.c: a hand and an eye on an X display. It presses by XTest, as a mouse does, and knows by the
 * pixels alone whether the glass has answered. One command a line, one answer a line:
 *
 *   watch X Y W H     the part that is looked at (at first: all); watch alone: all   → ok
 *   tap X Y [MS]      presses, releases, then as changed                             → as changed
 *   down X Y | up X Y | move X Y                                                     → ok
 *   mark              remembers what is seen                                         → ok
 *   changed [MS]      waits until it differs from the mark → answered US, silent after MS (8000)
 *   same [MS]         waits until it is as marked                  → same US, other after MS (8000)
 *   cover X Y W H     puts a window of another program there, on top                 → ok
 *   hold MS           keeps it on top for so long, whoever comes before it           → ok
 *   uncover           takes it away                                                  → ok
 *   rest MS           waits until MS have passed since the last release              → ok
 *   lit [MS]          waits until something is on the glass, edge to edge  → lit COLOURS, bare
 *   look              → WIDTH HEIGHT COLOURS HASH of the watched part
 *   kill PID US       SIGKILL to PID in US microseconds, whatever is going on        → ok
 *
 * After the kill, tap says "dead" if it came before the press, "dead answered" or "dead silent" if
 * it came after. What a dead program painted stays until the server notices, so an answer that was
 * on the glass still counts; the bare glass that follows does not. */
#include "glass.h"

#include <X11/extensions/XTest.h>

#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t doomed, dead;

static void on_alarm(int number)
{
    (void)number;
    if (doomed > 0) {
        dead = 1;
        kill(doomed, SIGKILL);
    }
}

static void doom(int pid, long us)
{
    struct itimerval in = {.it_value = {us / 1000000, us % 1000000}};
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    doomed = pid;
    dead = 0;
    setitimer(ITIMER_REAL, &in, NULL);
}

struct hand {
    struct glass glass;
    uint64_t mark;
    int64_t released;
    Window cover; /* 0: none */
};

/* Two looks alike: not in the middle of being painted. */
static void mark(struct hand *hand)
{
    uint64_t before;
    glass_grab(&hand->glass);
    hand->mark = glass_hash(&hand->glass);
    do {
        before = hand->mark;
        glass_grab(&hand->glass);
        hand->mark = glass_hash(&hand->glass);
    } while (hand->mark != before);
}

static bool differs(struct hand *hand)
{
    return glass_grab(&hand->glass) && glass_hash(&hand->glass) != hand->mark &&
           !(dead && glass_is_bare(&hand->glass));
}

static void changed(struct hand *hand, int ms)
{
    int64_t begun = glass_clock(), until = begun + ms * 1000L;
    bool answered, over;
    do {
        glass_breathe(500);
        over = dead || glass_clock() > until;
        answered = differs(hand);
    } while (!answered && !over);
    printf("%s%s", dead ? "dead " : "", answered ? "answered" : "silent");
    if (answered && !dead) {
        printf(" %d", (int)(glass_clock() - begun));
    }
    puts("");
}

static void same(struct hand *hand, int ms)
{
    int64_t begun = glass_clock(), until = begun + ms * 1000L;
    bool over, alike;
    do {
        glass_breathe(2000);
        over = glass_clock() > until;
        alike = glass_grab(&hand->glass) && glass_hash(&hand->glass) == hand->mark;
    } while (!alike && !over);
    printf("%s %d\n", alike ? "same" : "other", (int)(glass_clock() - begun));
}

static void cover(struct hand *hand, int x, int y, int w, int h)
{
    Display *display = hand->glass.display;
    hand->cover = XCreateSimpleWindow(display, DefaultRootWindow(display), x, y, (unsigned)w,
                                      (unsigned)h, 0, 0, 0xffff00);
    XStoreName(display, hand->cover, "cover");
    XMapRaised(display, hand->cover);
    XSync(display, False);
}

static void hold(struct hand *hand, int ms)
{
    for (int64_t until = glass_clock() + ms * 1000L; glass_clock() < until;) {
        XRaiseWindow(hand->glass.display, hand->cover);
        XSync(hand->glass.display, False);
        glass_breathe(5000);
    }
}

static void uncover(struct hand *hand)
{
    XDestroyWindow(hand->glass.display, hand->cover);
    XSync(hand->glass.display, False);
    hand->cover = 0;
}

static void press(struct hand *hand, int x, int y, bool down)
{
    XTestFakeMotionEvent(hand->glass.display, -1, x, y, CurrentTime);
    XTestFakeButtonEvent(hand->glass.display, 1, down, CurrentTime);
    XSync(hand->glass.display, False);
    hand->released = glass_clock();
}

static void tap(struct hand *hand, int x, int y, int ms)
{
    mark(hand);
    if (dead) {
        puts("dead");
        return;
    }
    press(hand, x, y, true);
    press(hand, x, y, false);
    changed(hand, ms);
}

/* Something in every corner, so that a window too small does not pass. */
static bool is_lit(struct hand *hand)
{
    struct glass *glass = &hand->glass;
    int w = glass->w, h = glass->h, side = 2;
    const int corners[4][2] = {{0, 0}, {w - side, 0}, {0, h - side}, {w - side, h - side}};
    for (int i = 0; i < 4; i++) {
        glass_watch(glass, corners[i][0], corners[i][1], side, side);
        glass_grab(glass);
        if (glass_is_bare(glass)) {
            return false;
        }
    }
    glass_watch(glass, 0, 0, w, h);
    glass_grab(glass);
    return glass_colours(glass, 16) > 8;
}

static void lit(struct hand *hand, int ms)
{
    int64_t until = glass_clock() + ms * 1000L;
    bool seen = is_lit(hand);
    while (!seen && glass_clock() < until) {
        glass_breathe(5000);
        seen = is_lit(hand);
    }
    glass_watch(&hand->glass, 0, 0, hand->glass.w, hand->glass.h);
    glass_grab(&hand->glass);
    printf("%s %d\n", seen ? "lit" : "bare", glass_colours(&hand->glass, 1000));
}

static bool obey(struct hand *hand, const char *line)
{
    char word[16] = "";
    long a = 0, b = 0, c = 0, d = 0;
    int n = sscanf(line, "%15s %ld %ld %ld %ld", word, &a, &b, &c, &d) - 1;
    if (strcmp(word, "tap") == 0 && n >= 2) {
        tap(hand, (int)a, (int)b, n > 2 ? (int)c : 8000);
        return true;
    }
    if (strcmp(word, "changed") == 0) {
        changed(hand, n > 0 ? (int)a : 8000);
        return true;
    }
    if (strcmp(word, "same") == 0) {
        same(hand, n > 0 ? (int)a : 8000);
        return true;
    }
    if (strcmp(word, "lit") == 0) {
        lit(hand, n > 0 ? (int)a : 3000);
        return true;
    }
    if (strcmp(word, "look") == 0) {
        glass_grab(&hand->glass);
        printf("%d %d %d %016jx\n", hand->glass.image->width, hand->glass.image->height,
               glass_colours(&hand->glass, 1000), (uintmax_t)glass_hash(&hand->glass));
        return true;
    }
    if (strcmp(word, "watch") == 0) {
        glass_watch(&hand->glass, (int)a, (int)b, n == 4 ? (int)c : hand->glass.w,
                    n == 4 ? (int)d : hand->glass.h);
    } else if (strcmp(word, "down") == 0 || strcmp(word, "up") == 0) {
        press(hand, (int)a, (int)b, word[0] == 'd');
    } else if (strcmp(word, "move") == 0) {
        XTestFakeMotionEvent(hand->glass.display, -1, (int)a, (int)b, CurrentTime);
        XSync(hand->glass.display, False);
    } else if (strcmp(word, "cover") == 0 && n == 4) {
        cover(hand, (int)a, (int)b, (int)c, (int)d);
    } else if (strcmp(word, "hold") == 0 && n == 1 && hand->cover) {
        hold(hand, (int)a);
    } else if (strcmp(word, "uncover") == 0 && hand->cover) {
        uncover(hand);
    } else if (strcmp(word, "mark") == 0) {
        mark(hand);
    } else if (strcmp(word, "kill") == 0 && n == 2) {
        doom((int)a, b);
    } else if (strcmp(word, "rest") == 0) {
        for (int64_t until = hand->released + a * 1000; glass_clock() < until && !dead;) {
            glass_breathe(1000);
        }
    } else {
        fprintf(stderr, "hand: not understood: %s", line);
        return false;
    }
    puts("ok");
    return true;
}

int main(void)
{
    struct hand hand = {0};
    char line[256];
    if (!glass_open(&hand.glass)) {
        fputs("hand: no display with shared memory\n", stderr);
        return 3;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        if (!obey(&hand, line)) {
            return 2;
        }
    }
    return 0;
}
