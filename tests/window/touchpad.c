/* touchpad.c: real fingers on an Xorg that runs the `inputtest` driver: what it sends arrives as
 * XI2 touches, as from a touch screen.
 *
 *     touchpad SOCKET WIDTH HEIGHT
 *
 * One command a line, in pixels; each is answered "ok" once the server has taken it:
 *
 *   down ID X Y | move ID X Y | up ID X Y | tap ID X Y
 *   taps N X1 Y1 X2 Y2      N taps, in turn at the two places, as fast as they go */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { TYPE_VERSION = 0, TYPE_SYNC = 1, TYPE_TOUCH = 6 };
enum { KIND_DOWN = 18, KIND_MOVE = 19, KIND_UP = 20 };
enum { AXIS_MAX = 65535 };

struct touch { /* the driver's own layout */
    uint32_t length, type, id, kind, flags;
    uint8_t mask[8];
    uint32_t pad;
    double values[64], raw[64];
};

_Static_assert(sizeof(struct touch) == 1056, "the driver reads 1056 bytes");

struct pad {
    int socket, w, h;
};

static bool write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t done = write(fd, at, n);
        if (done <= 0) {
            return false;
        }
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool read_all(int fd, void *bytes, size_t n)
{
    char *at = bytes;
    while (n > 0) {
        ssize_t done = read(fd, at, n);
        if (done <= 0) {
            return false;
        }
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool pad_open(struct pad *pad, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const struct {
        uint32_t length, type;
        uint16_t major, minor;
    } hello = {12, TYPE_VERSION, 1, 1};
    char answer[12];
    if (strlen(path) >= sizeof address.sun_path) {
        return false;
    }
    strcpy(address.sun_path, path);
    pad->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connect(pad->socket, (struct sockaddr *)&address, sizeof address) == 0 &&
           write_all(pad->socket, &hello, sizeof hello) &&
           read_all(pad->socket, answer, sizeof answer);
}

static bool touch(const struct pad *pad, int kind, int id, int x, int y)
{
    struct touch touch = {
        .length = sizeof touch, .type = TYPE_TOUCH, .id = (uint32_t)id, .kind = (uint32_t)kind};
    touch.mask[0] = 3;
    touch.values[0] = (x + 0.5) * AXIS_MAX / pad->w;
    touch.values[1] = (y + 0.5) * AXIS_MAX / pad->h;
    return write_all(pad->socket, &touch, sizeof touch);
}

static bool tap(const struct pad *pad, int id, int x, int y)
{
    return touch(pad, KIND_DOWN, id, x, y) && touch(pad, KIND_UP, id, x, y);
}

static bool synced(const struct pad *pad)
{
    const uint32_t ask[2] = {8, TYPE_SYNC};
    uint32_t answer[2];
    return write_all(pad->socket, ask, sizeof ask) && read_all(pad->socket, answer, sizeof answer);
}

static bool obey(const struct pad *pad, const char *line)
{
    static const struct {
        const char *name;
        int kind;
    } kinds[] = {{"down", KIND_DOWN}, {"move", KIND_MOVE}, {"up", KIND_UP}};
    char word[16] = "";
    int a = 0, b = 0, c = 0, d = 0, e = 0;
    int n = sscanf(line, "%15s %d %d %d %d %d", word, &a, &b, &c, &d, &e) - 1;
    for (size_t i = 0; i < 3 && n == 3; i++) {
        if (strcmp(word, kinds[i].name) == 0) {
            return touch(pad, kinds[i].kind, a, b, c);
        }
    }
    if (strcmp(word, "tap") == 0 && n == 3) {
        return tap(pad, a, b, c);
    }
    bool ok = strcmp(word, "taps") == 0 && n == 5;
    for (int i = 0; ok && i < a; i++) {
        ok = i % 2 == 0 ? tap(pad, 1, b, c) : tap(pad, 1, d, e);
    }
    return ok;
}

int main(int argc, char **argv)
{
    struct pad pad;
    char line[256];
    if (argc != 4 || (pad.w = atoi(argv[2])) <= 0 || (pad.h = atoi(argv[3])) <= 0) {
        fputs("touchpad SOCKET WIDTH HEIGHT\n", stderr);
        return 2;
    }
    if (!pad_open(&pad, argv[1])) {
        fprintf(stderr, "touchpad: %s: no inputtest driver answers\n", argv[1]);
        return 3;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        if (!obey(&pad, line) || !synced(&pad)) {
            fprintf(stderr, "touchpad: failed: %s", line);
            return 1;
        }
        puts("ok");
    }
    return 0;
}
