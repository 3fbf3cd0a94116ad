#include "store/source.h"

#include "base/mem.h"
#include "store/gather.h"

enum { TIDY_FIRST = 1 << 20 };

struct pile {
    struct gather *gather;
    struct source *source;
    size_t begun;   /* tallies before the present file */
    size_t tidy_at; /* this many and it is worth looking for rows found twice */
};

static int by_text(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

static int by_key(const void *a, const void *b)
{
    const struct source_tally *one = a, *two = b;
    if (one->stand != two->stand) {
        return one->stand < two->stand ? -1 : 1;
    }
    if (one->hour != two->hour) {
        return one->hour < two->hour ? -1 : 1;
    }
    int order = by_text(one->origin, two->origin);
    order = order ? order : by_text(one->counter, two->counter);
    return order ? order : by_text(one->item, two->item);
}

/* Orders the tallies and leaves of those with one key the largest. */
static void tidy(struct source *source)
{
    struct source_tally *at = source->tallies.at;
    size_t kept = 0;
    if (source->tallies.n > 1) {
        qsort(at, source->tallies.n, sizeof *at, by_key);
    }
    for (size_t i = 0; i < source->tallies.n; i++) {
        if (kept > 0 && by_key(&at[kept - 1], &at[i]) == 0) {
            at[kept - 1].n = at[i].n > at[kept - 1].n ? at[i].n : at[kept - 1].n;
        } else {
            at[kept++] = at[i];
        }
    }
    source->tallies.n = kept;
}

static bool pile_begin(void *context)
{
    struct pile *pile = context;
    pile->begun = pile->source->tallies.n;
    return true;
}

static bool pile_tally(void *context, const struct reader_tally *tally, size_t stand)
{
    struct pile *pile = context;
    arr_push(&pile->source->tallies, (struct source_tally){
                                         .stand = stand,
                                         .hour = tally->hour,
                                         .origin = gather_text(pile->gather, tally->origin),
                                         .counter = gather_text(pile->gather, tally->counter),
                                         .item = gather_text(pile->gather, tally->item),
                                         .n = tally->n,
                                     });
    return true;
}

static bool pile_end(void *context, bool keep)
{
    struct pile *pile = context;
    struct source *source = pile->source;
    if (!keep) {
        source->tallies.n = pile->begun;
    } else if (source->tallies.n > pile->tidy_at) {
        tidy(source);
        pile->tidy_at = source->tallies.n * 2 > TIDY_FIRST ? source->tallies.n * 2 : TIDY_FIRST;
    }
    return true;
}

static int by_kiosk(const void *a, const void *b)
{
    const struct source_kiosk *one = a, *two = b;
    int order = by_text(one->name, two->name);
    return order ? order : by_text(one->id, two->id);
}

struct numbered {
    struct source_stand stand;
    size_t was;
};

static int by_stand(const void *a, const void *b)
{
    const struct source_stand *one = &((const struct numbered *)a)->stand;
    const struct source_stand *two = &((const struct numbered *)b)->stand;
    if (one->opened_at != two->opened_at) {
        return one->opened_at < two->opened_at ? -1 : 1;
    }
    int order = by_text(one->name, two->name);
    return order ? order : by_text(one->id, two->id);
}

/* Puts the stands in order of opening, whatever the order of the files. */
static void order_stands(struct source *source)
{
    size_t n = source->stands.n;
    struct numbered *sorted = mem_alloc((n + 1) * sizeof *sorted);
    size_t *becomes = mem_alloc((n + 1) * sizeof *becomes);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct numbered){source->stands.at[i], i};
    }
    qsort(sorted, n, sizeof *sorted, by_stand);
    for (size_t i = 0; i < n; i++) {
        source->stands.at[i] = sorted[i].stand;
        becomes[sorted[i].was] = i;
    }
    for (size_t i = 0; i < source->tallies.n; i++) {
        source->tallies.at[i].stand = becomes[source->tallies.at[i].stand];
    }
    free(sorted);
    free(becomes);
}

void source_read(struct source *source, const char *const *paths, size_t n)
{
    *source = (struct source){0};
    struct gather gather = {
        .source = source, .begin = pile_begin, .tally = pile_tally, .end = pile_end};
    struct pile pile = {.gather = &gather, .source = source, .tidy_at = TIDY_FIRST};
    gather.context = &pile;
    gather_paths(&gather, paths, n);
    gather_finish(&gather);
    gather_release(&gather);
    order_stands(source);
    tidy(source);
    if (source->kiosks.n > 1) {
        qsort(source->kiosks.at, source->kiosks.n, sizeof *source->kiosks.at, by_kiosk);
    }
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
