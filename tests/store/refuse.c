/* refuse.c: preloaded into a program, makes one kind of what it asks the machine for be refused.
 * REFUSE_THREADS=N: its first N threads; REFUSE_MAPS=N: its first N mappings of a file;
 * REFUSE_MEMORY=N: the N-th piece of memory, of those that libsqlite3 or the program itself asks
 * for once main() runs (REFUSE_COUNT: tells at the end how many they were). */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static atomic_long pieces, threads, maps;
static long refused_piece, refused_threads, refused_maps;

static long number(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void)
{
    refused_piece = number("REFUSE_MEMORY");
    refused_threads = number("REFUSE_THREADS");
    refused_maps = number("REFUSE_MAPS");
    atomic_store(&pieces, 0);
}

__attribute__((destructor)) static void end(void)
{
    if (getenv("REFUSE_COUNT")) {
        fprintf(stderr, "pieces %ld\n", atomic_load(&pieces));
    }
}

static int refuses(void)
{
    int hit = atomic_fetch_add(&pieces, 1) + 1 == refused_piece;
    if (hit) {
        errno = ENOMEM;
    }
    return hit;
}

void *malloc(size_t size)
{
    return refuses() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return refuses() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return refuses() ? NULL : __libc_realloc(old, size);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = NULL;
    void *symbol = dlsym(RTLD_NEXT, "pthread_create");
    memcpy(&real, &symbol, sizeof real);
    return atomic_fetch_add(&threads, 1) < refused_threads ? EAGAIN : real(thread, attr, run, arg);
}

void *mmap(void *at, size_t n, int protection, int flags, int file, off_t from)
{
    void *(*real)(void *, size_t, int, int, int, off_t) = NULL;
    void *symbol = dlsym(RTLD_NEXT, "mmap");
    memcpy(&real, &symbol, sizeof real);
    if (file >= 0 && (flags & MAP_SHARED) && atomic_fetch_add(&maps, 1) < refused_maps) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return real(at, n, protection, flags, file, from);
}
