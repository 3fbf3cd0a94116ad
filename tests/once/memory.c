/* memory.c: LD_PRELOADed: one allocation of a program fails, once.
 *
 *     ONCE_LIST=FILE  writes into FILE, for each path of calls that an allocation comes by, the
 *                     first that does, "THREAD NUMBER", and the program or library that asks
 *     ONCE_AT='THREAD NUMBER'  that allocation is refused
 *     ONCE_TOLD=FILE  where the refused one writes whence it was called
 *
 * Threads and their allocations are numbered as they come. What the loader allocates before main()
 * is left alone. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FRAMES = 48, PATHS = 1 << 15 };

static bool ready;         /* main() is near */
static __thread bool busy; /* in here already */
static int list = -1;
static int threads, wanted_thread;
static __thread int thread;
static long wanted;
static __thread long number; /* of this thread's allocations */
static uint64_t seen[PATHS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
    for (const unsigned char *at = bytes; n > 0; n--) {
        hash = (hash ^ *at++) * 1099511628211u;
    }
    return hash;
}

static uint64_t path_of(void *const *frames, int n)
{
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < n; i++) {
        struct dl_find_object found;
        if (_dl_find_object(frames[i], &found) == 0) {
            const char *name = found.dlfo_link_map->l_name;
            uintptr_t offset = (uintptr_t)frames[i] - (uintptr_t)found.dlfo_map_start;
            hash = mix(mix(hash, name, strlen(name)), &offset, sizeof offset);
        }
    }
    return hash ? hash : 1;
}

static bool is_new(uint64_t path)
{
    for (size_t i = path % PATHS;; i = (i + 1) % PATHS) {
        if (seen[i] == path || seen[i] == 0) {
            bool fresh = seen[i] == 0;
            seen[i] = path;
            return fresh;
        }
    }
}

static const char *file_of(void *frame)
{
    struct dl_find_object found;
    const char *name = _dl_find_object(frame, &found) == 0 ? found.dlfo_link_map->l_name : "";
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : *name ? name : "program";
}

static void tell(void *const *frames, int n)
{
    const char *file = getenv("ONCE_TOLD");
    int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    if (fd >= 0) {
        backtrace_symbols_fd(frames, n, fd);
        close(fd);
    }
}

/* What has to do with the calls behind this allocation. */
static void look(bool refused)
{
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES), ours = 0;
    while (ours < n - 1 && strcmp(file_of(frames[ours]), file_of((void *)look)) == 0) {
        ours++;
    }
    if (refused) {
        tell(frames + ours, n - ours);
        return;
    }
    pthread_mutex_lock(&lock);
    if (is_new(path_of(frames + ours, n - ours))) {
        /* bilan has a malloc of its own before this one (bilan_memory.c) */
        dprintf(list, "%d %ld %s\n", thread, number,
                file_of(frames[ours + 1 < n ? ours + 1 : ours]));
    }
    pthread_mutex_unlock(&lock);
}

static bool refuses(void)
{
    if (!ready || busy) {
        return false;
    }
    if (!thread) {
        thread = __atomic_add_fetch(&threads, 1, __ATOMIC_RELAXED);
    }
    number++;
    bool refused = thread == wanted_thread && number == wanted;
    if (refused || list >= 0) {
        int kept = errno;
        busy = true;
        look(refused);
        busy = false;
        errno = refused ? ENOMEM : kept;
    }
    return refused;
}

/* The next malloc in line: the C library's, or that of a sanitizer. */
#define REAL(name, ...)                                                                            \
    static __typeof__(&name) next;                                                                 \
    if (!next) {                                                                                   \
        next = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                         \
    }                                                                                              \
    return refuses() ? NULL : next(__VA_ARGS__)

void *malloc(size_t size)
{
    REAL(malloc, size);
}

void *calloc(size_t count, size_t size)
{
    REAL(calloc, count, size);
}

void *realloc(void *old, size_t size)
{
    REAL(realloc, old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    REAL(reallocarray, old, count, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    REAL(aligned_alloc, align, size);
}

__attribute__((constructor)) static void begin(void)
{
    void *frames[4];
    const char *at = getenv("ONCE_AT"), *file = getenv("ONCE_LIST");
    busy = true;
    backtrace(frames, 4); /* loads what it needs */
    if (at) {
        sscanf(at, "%d %ld", &wanted_thread, &wanted);
    }
    list = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    busy = false;
    ready = wanted || list >= 0;
}
