/* driver.c: a store driven line by line from stdin, so that scripts may ruin its files between two
 * lines. `driver FOLDER`; each line is answered by one on stdout:
 *
 *     add N ITEM     counts N of slide.shown ITEM           "us": how long the call took
 *     open NAME, close    asks for a stand                  "us"
 *     answer         waits for what was asked               "done STAND" or "failed WHY"
 *     flush          waits until all is in the database     "ok" or "not WHY"
 *     settle         the same, as often as it takes (30 s)  "ok" or "not WHY"
 *     total ITEM     the sum, of all items where ITEM is -
 *     fault, remarks     the sentence, "" for none
 *     worker         the thread id of the store's worker, 0 where there is none
 *     end            closes the store                       "ended" */
#include "store/store.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOW = 1795249200 }; /* 2026-11-21 09:20 in Paris */

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The one thread beside the first. */
static long worker(void)
{
    long found = 0;
    DIR *dir = opendir("/proc/self/task");
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        long id = strtol(entry->d_name, NULL, 10);
        found = id > 0 && id != getpid() ? id : found;
    }
    if (dir) {
        closedir(dir);
    }
    return found;
}

static void answer(struct store *store)
{
    struct store_answer told;
    store_flush(store, NULL);
    if (!store_take(store, &told)) {
        puts("none");
        return;
    }
    if (told.fault.text[0] || !told.read) {
        printf("failed %s\n", told.fault.text[0] ? told.fault.text : told.why.text);
    } else {
        printf("done %s\n", told.stand.name);
    }
    store_answer_release(&told);
}

static void settle(struct store *store)
{
    struct err err = {{0}};
    int64_t until = now_us() + 30000000;
    bool saved = store_flush(store, &err);
    while (!saved && now_us() < until) {
        saved = store_flush(store, &err);
    }
    printf("%s%s\n", saved ? "ok" : "not ", saved ? "" : err.text);
}

static void run(struct store *store, char *line)
{
    char *rest = strchr(line, ' ');
    const char *item = "";
    struct err err = {{0}};
    if (rest) {
        *rest++ = '\0';
    }
    int64_t began = now_us();
    if (strcmp(line, "add") == 0) {
        char *end;
        int n = (int)strtol(rest ? rest : "1", &end, 10);
        item = *end == ' ' ? end + 1 : "x";
        store_add(store, COUNTER_SLIDE_SHOWN, item, n, NOW);
        printf("%lld\n", (long long)(now_us() - began));
    } else if (strcmp(line, "open") == 0 || strcmp(line, "close") == 0) {
        if (line[0] == 'o') {
            store_stand_open(store, rest ? rest : "Forum", "", "stand", NOW);
        } else {
            store_stand_close(store, NOW + 60);
        }
        printf("%lld\n", (long long)(now_us() - began));
    } else if (strcmp(line, "answer") == 0) {
        answer(store);
    } else if (strcmp(line, "flush") == 0) {
        bool saved = store_flush(store, &err);
        printf("%s%s\n", saved ? "ok" : "not ", err.text);
    } else if (strcmp(line, "settle") == 0) {
        settle(store);
    } else if (strcmp(line, "total") == 0) {
        const char *of = rest && strcmp(rest, "-") != 0 ? rest : NULL;
        printf("%lld\n", (long long)store_total(store, COUNTER_SLIDE_SHOWN, of));
    } else if (strcmp(line, "worker") == 0) {
        printf("%ld\n", worker());
    } else {
        puts(line[0] == 'f' ? store_fault(store) : store_remarks(store));
    }
}

int main(int n, char **arguments)
{
    struct store_kiosk kiosk = {.name = "Hall", .timezone = "Europe/Paris"};
    struct err err = {{0}};
    struct store *store =
        n > 1 ? store_open(arguments[1], &kiosk, (struct moment){NOW, 0}, &err) : NULL;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!store) {
        printf("refused %s\n", err.text);
        return 1;
    }
    puts("ready");
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "end") == 0) {
            break;
        }
        run(store, line);
    }
    store_close(store);
    puts("ended");
    return 0;
}
