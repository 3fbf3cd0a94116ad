#include "stick/stick_watch.h"

#include "base/mem.h"
#include "base/str.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct stick_watch {
    char folder[FILE_PATH_MAX];
    stick_look *look;
    pthread_t thread;

    /* Under the mutex. */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool started, wanted, stop, left; /* left: by its owner, while it looked */
    struct stick seen[STICK_WATCH_MAX];
    size_t n;
};

struct stick_watch *stick_watch_open(const char *folder, stick_look *look)
{
    struct stick_watch *watch = mem_alloc(sizeof *watch);
    pthread_condattr_t steady;
    *watch = (struct stick_watch){.look = look};
    str_fit(watch->folder, sizeof watch->folder, folder);
    pthread_mutex_init(&watch->mutex, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&watch->changed, &steady);
    pthread_condattr_destroy(&steady);
    return watch;
}

static void release(struct stick_watch *watch)
{
    pthread_cond_destroy(&watch->changed);
    pthread_mutex_destroy(&watch->mutex);
    free(watch);
}

static void *watch_sticks(void *argument)
{
    struct stick_watch *watch = argument;
    struct stick *sticks = mem_alloc(STICK_WATCH_MAX * sizeof *sticks);
    pthread_mutex_lock(&watch->mutex);
    while (!watch->stop) {
        if (!watch->wanted) {
            pthread_cond_wait(&watch->changed, &watch->mutex);
            continue;
        }
        pthread_mutex_unlock(&watch->mutex);
        size_t n = watch->look(watch->folder, sticks, STICK_WATCH_MAX);
        pthread_mutex_lock(&watch->mutex);
        memcpy(watch->seen, sticks, n * sizeof *sticks);
        watch->n = n;
        watch->wanted = false;
        pthread_cond_broadcast(&watch->changed);
    }
    bool left = watch->left;
    pthread_mutex_unlock(&watch->mutex);
    free(sticks);
    if (left) {
        release(watch);
    }
    return NULL;
}

static struct timespec soon(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += STICK_WATCH_MS * 1000000L;
    at.tv_sec += at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    return at;
}

size_t stick_watch_list(struct stick_watch *watch, struct stick *sticks, size_t max)
{
    pthread_mutex_lock(&watch->mutex);
    if (!watch->started) {
        watch->started = pthread_create(&watch->thread, NULL, watch_sticks, watch) == 0;
    }
    if (watch->started && !watch->wanted) {
        struct timespec until = soon();
        watch->wanted = true;
        pthread_cond_broadcast(&watch->changed);
        while (watch->wanted &&
               pthread_cond_timedwait(&watch->changed, &watch->mutex, &until) == 0) {
        }
    }
    size_t n = watch->n < max ? watch->n : max;
    memcpy(sticks, watch->seen, n * sizeof *sticks);
    pthread_mutex_unlock(&watch->mutex);
    return n;
}

void stick_watch_close(struct stick_watch *watch)
{
    if (!watch) {
        return;
    }
    pthread_mutex_lock(&watch->mutex);
    bool started = watch->started;
    watch->stop = true;
    watch->left = started && watch->wanted;
    bool left = watch->left;
    pthread_cond_broadcast(&watch->changed);
    if (left) {
        pthread_detach(watch->thread);
    }
    pthread_mutex_unlock(&watch->mutex);
    if (started && !left) {
        pthread_join(watch->thread, NULL);
    }
    if (!left) {
        release(watch);
    }
}
