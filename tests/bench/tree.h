/* tree.h: what a program and all that it started use: read from outside, out of /proc. */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include <sys/types.h>

struct tree {
    double cpu_ms;  /* of the processes alive now, since they began */
    long wake_ups;  /* times that one of their threads was put on a core */
    double pss_mib; /* memory, shared pages parted among those that share them */
};

/* Everything below `root`, itself left out. Memory only where asked: reading it takes a while. */
struct tree tree_below(pid_t root, int with_memory);

/* One process alone. */
struct tree tree_of(pid_t pid);

void tree_kill(pid_t root, int signal);

#endif
