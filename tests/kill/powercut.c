/* Counts until stopped, and tells outside the disk that will lose its power: "MS N" a line, N adds
 * having returned by MS. `powercut FOLDER` counts; `powercut FOLDER total` prints what is there. */
#include "store/store.h"

#include <unistd.h>

int main(int n, char **arguments)
{
    struct store_kiosk kiosk = {.name = "Hall", .timezone = "Europe/Paris"};
    struct err err;
    struct store *store =
        n > 1 ? store_open(arguments[1], &kiosk, (struct moment){1795249200, 0}, &err) : NULL;
    if (!store) {
        return 1;
    }
    if (n > 2) {
        printf("%lld\n", (long long)store_total(store, COUNTER_SLIDE_SHOWN, NULL));
        fputs(store_fault(store), stderr);
        store_close(store);
        return 0;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int64_t i = 1;; i++) {
        char item[8];
        struct timespec now;
        snprintf(item, sizeof item, "%d", (int)(i % 50));
        store_add(store, COUNTER_SLIDE_SHOWN, item, 1, 1795249200);
        clock_gettime(CLOCK_MONOTONIC, &now);
        printf("%lld %lld\n", (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000, (long long)i);
        usleep(200);
    }
}
