#include "tree.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>

enum { PROCESSES_MAX = 4096, LINE_ROOM = 256 };

struct processes {
    int n;
    pid_t pid[PROCESSES_MAX], parent[PROCESSES_MAX];
    bool below[PROCESSES_MAX];
};

static FILE *open_of(pid_t pid, const char *file)
{
    char path[96];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    return fopen(path, "r");
}

static bool parent_of(pid_t pid, pid_t *parent)
{
    char line[LINE_ROOM * 4];
    FILE *file = open_of(pid, "stat");
    bool read = file && fgets(line, sizeof line, file);
    const char *name_end = read ? strrchr(line, ')') : NULL;
    if (file) {
        fclose(file);
    }
    return name_end && sscanf(name_end + 1, " %*c %d", parent) == 1;
}

static void list(struct processes *all)
{
    DIR *folder = opendir("/proc");
    const struct dirent *entry;
    all->n = 0;
    while (folder && (entry = readdir(folder)) && all->n < PROCESSES_MAX) {
        int pid;
        if (sscanf(entry->d_name, "%d", &pid) == 1 && parent_of(pid, &all->parent[all->n])) {
            all->below[all->n] = false;
            all->pid[all->n++] = pid;
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static bool is_below(const struct processes *all, int i, pid_t root)
{
    bool hit = all->parent[i] == root;
    for (int k = 0; k < all->n && !hit; k++) {
        hit = all->below[k] && all->pid[k] == all->parent[i];
    }
    return hit;
}

static struct processes *processes_below(pid_t root)
{
    static struct processes all;
    bool more = true;
    list(&all);
    while (more) {
        more = false;
        for (int i = 0; i < all.n; i++) {
            if (!all.below[i] && is_below(&all, i, root)) {
                all.below[i] = more = true;
            }
        }
    }
    return &all;
}

/* The sum of the numbers after that word, over a file of "Word: number" lines. */
static long sum_of(FILE *file, const char *word)
{
    char line[LINE_ROOM];
    long sum = 0, n;
    while (file && fgets(line, sizeof line, file)) {
        const char *at = strstr(line, word);
        sum += at && sscanf(at + strlen(word), "%ld", &n) == 1 ? n : 0;
    }
    if (file) {
        fclose(file);
    }
    return sum;
}

static long wake_ups_of(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *folder = opendir(path);
    const struct dirent *entry;
    long sum = 0;
    while (folder && (entry = readdir(folder))) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "task/%.16s/status", entry->d_name);
            sum += sum_of(open_of(pid, path), "voluntary_ctxt_switches:");
        }
    }
    if (folder) {
        closedir(folder);
    }
    return sum;
}

static double cpu_ms_of(pid_t pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return 0;
    }
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

struct tree tree_of(pid_t pid)
{
    return (struct tree){.cpu_ms = cpu_ms_of(pid), .wake_ups = wake_ups_of(pid)};
}

struct tree tree_below(pid_t root, int with_memory)
{
    const struct processes *all = processes_below(root);
    struct tree sum = {0};
    for (int i = 0; i < all->n; i++) {
        if (all->below[i]) {
            struct tree one = tree_of(all->pid[i]);
            sum.cpu_ms += one.cpu_ms;
            sum.wake_ups += one.wake_ups;
            if (with_memory) {
                sum.pss_mib += (double)sum_of(open_of(all->pid[i], "smaps_rollup"), "Pss:") / 1024;
            }
        }
    }
    return sum;
}

void tree_kill(pid_t root, int signal)
{
    const struct processes *all = processes_below(root);
    for (int i = 0; i < all->n; i++) {
        if (all->below[i]) {
            kill(all->pid[i], signal);
        }
    }
}
