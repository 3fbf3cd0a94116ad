#include "platform/image.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "platform/decode.h"

#include <SDL.h>
#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

enum { PICTURES_KEPT = 64 };

enum state { STATE_FREE, STATE_WANTED, STATE_DECODING, STATE_READY, STATE_BROKEN };

struct picture {
    enum state state;
    char *path;
    int w, h;
    bool soon;     /* announced only */
    unsigned turn; /* the last in which it was asked for or announced */
    unsigned long used;
    SDL_Surface *surface;
};

/* The worker only turns WANTED into READY or BROKEN; pictures are freed by the main thread, so that
 * one it is painting stays. */
struct images {
    pthread_t worker;
    pthread_mutex_t lock;
    pthread_cond_t wanted, done;
    bool stop;
    struct picture pictures[PICTURES_KEPT];
    unsigned turn;
    unsigned long clock;
    size_t bytes, room;
    void (*wake)(void *context);
    void *context;
};

static size_t bytes_of(int w, int h)
{
    return (size_t)w * (size_t)h * 4;
}

static void picture_clear(struct images *images, struct picture *picture)
{
    if (picture->surface) {
        images->bytes -= bytes_of(picture->w, picture->h);
        SDL_FreeSurface(picture->surface);
    }
    free(picture->path);
    *picture = (struct picture){0};
}

/* --- the worker */

static struct picture *next_wanted(struct images *images)
{
    struct picture *next = NULL;
    for (int i = 0; i < PICTURES_KEPT; i++) {
        struct picture *picture = &images->pictures[i];
        bool room = images->bytes + bytes_of(picture->w, picture->h) <= images->room;
        if (picture->state != STATE_WANTED || (picture->soon && !room)) {
            continue;
        }
        if (!next || (next->soon && !picture->soon) ||
            (next->soon == picture->soon && picture->used < next->used)) {
            next = picture;
        }
    }
    return next;
}

static void decode_one(struct images *images, struct picture *picture)
{
    struct err err;
    picture->state = STATE_DECODING;
    pthread_mutex_unlock(&images->lock);
    SDL_Surface *surface = decode_file(picture->path, picture->w, picture->h, &err);
    if (!surface) {
        log_line(LOG_WARNING, "%s", err.text);
    }
    pthread_mutex_lock(&images->lock);
    picture->surface = surface;
    picture->state = surface ? STATE_READY : STATE_BROKEN;
    images->bytes += surface ? bytes_of(picture->w, picture->h) : 0;
    pthread_cond_broadcast(&images->done);
}

static void *work(void *context)
{
    struct images *images = context;
    pthread_mutex_lock(&images->lock);
    while (!images->stop) {
        struct picture *picture = next_wanted(images);
        if (!picture) {
            pthread_cond_wait(&images->wanted, &images->lock);
            continue;
        }
        bool told = !picture->soon;
        decode_one(images, picture);
        if (told || !picture->soon) {
            if (images->wake) {
                images->wake(images->context);
            }
        }
    }
    pthread_mutex_unlock(&images->lock);
    SDL_TLSCleanup(); /* SDL's last error, in a thread that is not SDL's */
    return NULL;
}

/* --- the caller's thread */

static struct picture *find(struct images *images, const char *path, int w, int h)
{
    for (int i = 0; i < PICTURES_KEPT; i++) {
        struct picture *picture = &images->pictures[i];
        if (picture->state != STATE_FREE && picture->w == w && picture->h == h &&
            str_same(picture->path, path)) {
            return picture;
        }
    }
    return NULL;
}

/* The picture of an earlier turn, or of any, that was used longest ago. */
static struct picture *oldest_of(struct images *images, bool any)
{
    struct picture *oldest = NULL;
    for (int i = 0; i < PICTURES_KEPT; i++) {
        struct picture *picture = &images->pictures[i];
        if (picture->state == STATE_FREE || picture->state == STATE_DECODING ||
            (picture->turn == images->turn && !any)) {
            continue;
        }
        if (!oldest || picture->used < oldest->used) {
            oldest = picture;
        }
    }
    return oldest;
}

static struct picture *add(struct images *images, const char *path, int w, int h)
{
    struct picture *picture = NULL;
    for (int i = 0; i < PICTURES_KEPT && !picture; i++) {
        picture = images->pictures[i].state == STATE_FREE ? &images->pictures[i] : NULL;
    }
    if (!picture) {
        picture = oldest_of(images, false);
    }
    if (!picture) {
        picture = oldest_of(images, true); /* all but one can be: one is being decoded */
    }
    picture_clear(images, picture);
    picture->path = mem_copy(path, strlen(path));
    picture->w = w;
    picture->h = h;
    picture->soon = true;
    picture->used = ++images->clock;
    picture->state = STATE_WANTED;
    return picture;
}

static struct picture *want(struct images *images, const char *path, int w, int h, bool soon)
{
    if (!path || w <= 0 || h <= 0 || w > IMAGE_SIDE_MAX || h > IMAGE_SIDE_MAX) {
        return NULL;
    }
    struct picture *picture = find(images, path, w, h);
    if (!picture) {
        picture = add(images, path, w, h);
    }
    bool more = picture->turn != images->turn || (picture->soon && !soon);
    picture->soon = picture->soon && soon;
    picture->turn = images->turn;
    if (picture->state == STATE_READY) {
        picture->used = ++images->clock;
    } else if (more) {
        pthread_cond_signal(&images->wanted);
    }
    return picture;
}

SDL_Surface *image_ask(struct images *images, const char *path, int w, int h)
{
    pthread_mutex_lock(&images->lock);
    struct picture *picture = want(images, path, w, h, false);
    SDL_Surface *surface = picture && picture->state == STATE_READY ? picture->surface : NULL;
    pthread_mutex_unlock(&images->lock);
    return surface;
}

void image_soon(struct images *images, const char *path, int w, int h)
{
    pthread_mutex_lock(&images->lock);
    want(images, path, w, h, true);
    pthread_mutex_unlock(&images->lock);
}

static bool is_open(const struct picture *picture)
{
    return picture && (picture->state == STATE_WANTED || picture->state == STATE_DECODING);
}

bool image_waits(struct images *images, const char *path, int w, int h)
{
    pthread_mutex_lock(&images->lock);
    bool waits = is_open(find(images, path, w, h));
    pthread_mutex_unlock(&images->lock);
    return waits;
}

struct timespec image_after(int ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += ms % 1000 * 1000000L;
    if (at.tv_nsec >= 1000000000L) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000L;
    }
    return at;
}

void image_wait(struct images *images, const char *path, int w, int h, struct timespec until)
{
    pthread_mutex_lock(&images->lock);
    int late = 0;
    while (late == 0 && is_open(want(images, path, w, h, false))) {
        late = pthread_cond_timedwait(&images->done, &images->lock, &until);
    }
    pthread_mutex_unlock(&images->lock);
}

void image_turn(struct images *images)
{
    pthread_mutex_lock(&images->lock);
    images->turn++;
    pthread_mutex_unlock(&images->lock);
}

void image_trim(struct images *images, size_t bytes)
{
    pthread_mutex_lock(&images->lock);
    images->room = bytes;
    for (int i = 0; i < PICTURES_KEPT; i++) {
        struct picture *picture = &images->pictures[i];
        if (picture->state == STATE_WANTED && picture->turn != images->turn) {
            picture_clear(images, picture);
        }
    }
    size_t needed = 0; /* by what is announced and not there yet */
    for (int i = 0; i < PICTURES_KEPT; i++) {
        struct picture *picture = &images->pictures[i];
        needed += is_open(picture) ? bytes_of(picture->w, picture->h) : 0;
    }
    struct picture *oldest;
    while (images->bytes + needed > bytes && (oldest = oldest_of(images, false)) != NULL) {
        picture_clear(images, oldest);
    }
    pthread_cond_signal(&images->wanted);
    pthread_mutex_unlock(&images->lock);
}

struct images *image_open(void (*wake)(void *context), void *context)
{
    struct images *images = mem_alloc(sizeof *images);
    images->wake = wake;
    images->context = context;
    images->turn = 1;
    images->room = IMAGE_BYTES_USUAL;
    /* Whole pictures are given back to the system when freed; malloc would learn to keep them. */
    mallopt(M_MMAP_THRESHOLD, 512 * 1024);
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&images->lock, NULL);
    pthread_cond_init(&images->wanted, NULL);
    pthread_cond_init(&images->done, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&images->worker, NULL, work, images) != 0) {
        log_line(LOG_ERROR, "pas de tâche pour les images : la machine est à court de place");
        _exit(EXIT_FAILURE);
    }
    return images;
}

void image_close(struct images *images)
{
    if (!images) {
        return;
    }
    pthread_mutex_lock(&images->lock);
    images->stop = true;
    pthread_cond_signal(&images->wanted);
    pthread_mutex_unlock(&images->lock);
    pthread_join(images->worker, NULL);
    for (int i = 0; i < PICTURES_KEPT; i++) {
        picture_clear(images, &images->pictures[i]);
    }
    pthread_mutex_destroy(&images->lock);
    pthread_cond_destroy(&images->wanted);
    pthread_cond_destroy(&images->done);
    free(images);
}
