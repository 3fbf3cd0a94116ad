#include "store/mirror.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>

enum { MIRRORS = 8 };

/* What a signal handler may look at: words that are stored whole. */
static struct {
    _Atomic uintptr_t from;
    _Atomic size_t n;
    _Atomic bool lost;
} mirrors[MIRRORS];

static struct sigaction before;
static pthread_mutex_t mapping = PTHREAD_MUTEX_INITIALIZER; /* of who maps and unmaps */

/* -1: in none of them. */
static int find(uintptr_t at)
{
    for (int i = 0; i < MIRRORS; i++) {
        uintptr_t from = atomic_load(&mirrors[i].from);
        if (from && at >= from && at - from < atomic_load(&mirrors[i].n)) {
            return i;
        }
    }
    return -1;
}

/* mmap() is no more than its system call, so it may be called here. */
static bool make_plain(int i)
{
    void *from = (void *)atomic_load(&mirrors[i].from); // NOLINT
    int flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS;
    atomic_store(&mirrors[i].lost, true);
    return mmap(from, atomic_load(&mirrors[i].n), PROT_READ | PROT_WRITE, flags, -1, 0) == from;
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    int fault = errno;
    int i = find((uintptr_t)info->si_addr);
    bool mended = i >= 0 && make_plain(i);
    errno = fault;
    if (mended) {
        return;
    }
    if (before.sa_flags & SA_SIGINFO && before.sa_sigaction) {
        before.sa_sigaction(number, info, context);
        return;
    }
    signal(SIGBUS, SIG_DFL); /* the same store again, and the program ends as it would have */
}

static void install(void)
{
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    action.sa_sigaction = on_fault;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &before);
}

/* False: they are all taken. */
static bool keep(void *at, size_t n)
{
    pthread_mutex_lock(&mapping);
    int i = 0;
    while (i < MIRRORS && atomic_load(&mirrors[i].from)) {
        i++;
    }
    if (i < MIRRORS) {
        atomic_store(&mirrors[i].n, n);
        atomic_store(&mirrors[i].lost, false);
        atomic_store(&mirrors[i].from, (uintptr_t)at);
    }
    pthread_mutex_unlock(&mapping);
    return i < MIRRORS;
}

void *mirror_map(int file, size_t n)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    void *at = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
    if (at == MAP_FAILED) {
        return NULL;
    }
    if (!keep(at, n)) {
        munmap(at, n);
        errno = EMFILE;
        return NULL;
    }
    return at;
}

bool mirror_is_lost(const void *mirror)
{
    int i = find((uintptr_t)mirror);
    return i < 0 || atomic_load(&mirrors[i].lost);
}

void mirror_unmap(void *mirror)
{
    int i = mirror ? find((uintptr_t)mirror) : -1;
    if (i >= 0) {
        pthread_mutex_lock(&mapping);
        munmap(mirror, atomic_load(&mirrors[i].n));
        atomic_store(&mirrors[i].from, 0);
        pthread_mutex_unlock(&mapping);
    }
}
