#include "platform/stop.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>

static const int ends[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
static const int idle[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE};

static struct {
    sem_t told;
    atomic_bool asked, over;
    bool watched;
    pthread_t thread;
    void (*wake)(void *context);
    void *context;
} stop;

static void on_end(int number)
{
    (void)number;
    atomic_store(&stop.asked, true);
    sem_post(&stop.told);
}

/* Not SIG_IGN, which a program started from here would keep. */
static void on_idle(int number)
{
    (void)number;
}

static void listen_to(const int *numbers, size_t n, void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < n; i++) {
        sigaction(numbers[i], &action, NULL);
    }
}

void stop_open(void)
{
    sem_init(&stop.told, 0, 0);
    listen_to(ends, sizeof ends / sizeof *ends, on_end);
    listen_to(idle, sizeof idle / sizeof *idle, on_idle);
}

bool stop_asked(void)
{
    return atomic_load(&stop.asked);
}

void stop_wait(int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    sem_timedwait(&stop.told, &until);
}

static void *watch(void *unused)
{
    while (!stop_asked() && !atomic_load(&stop.over)) {
        sem_wait(&stop.told);
    }
    if (stop_asked()) {
        stop.wake(stop.context);
    }
    return unused;
}

bool stop_watch(void (*wake)(void *context), void *context)
{
    stop.wake = wake;
    stop.context = context;
    stop.watched = pthread_create(&stop.thread, NULL, watch, NULL) == 0;
    return stop.watched;
}

void stop_unwatch(void)
{
    if (stop.watched) {
        atomic_store(&stop.over, true);
        sem_post(&stop.told);
        pthread_join(stop.thread, NULL);
        stop.watched = false;
        atomic_store(&stop.over, false);
    }
}
