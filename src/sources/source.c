#include "sources/source.h"

/* The rows of all stands, one stand after the other. */
static void pile(struct source *source, struct source_walk *walk)
{
    for (size_t i = 0; i < source->stands.n; i++) {
        const struct source_tally *rows;
        size_t n;
        source_walk_stand(walk, i, &rows, &n);
        for (size_t j = 0; j < n; j++) {
            arr_push(&source->tallies, rows[j]);
        }
    }
}

void source_read(struct source *source, const char *const *paths, size_t n)
{
    struct err err = {{0}};
    struct source_walk *walk = source_walk_open(source, paths, n, &err);
    if (walk) {
        pile(source, walk);
    } else {
        arr_push(&source->faults, arena_string(&source->arena, err.text));
    }
    source_walk_close(walk);
}

void source_release(struct source *source)
{
    arr_release(&source->kiosks);
    arr_release(&source->stands);
    arr_release(&source->tallies);
    arr_release(&source->faults);
    arr_release(&source->remarks);
    arena_release(&source->arena);
}
