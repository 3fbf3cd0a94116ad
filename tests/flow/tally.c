/* tally.c: what was counted, in memory. */
#include "stage.h"

static struct tally_row *row_of(const struct tally *tally, enum counter counter, const char *item)
{
    for (size_t i = 0; i < tally->rows.n; i++) {
        struct tally_row *row = &tally->rows.at[i];
        if (row->counter == counter && str_same(row->item, item)) {
            return row;
        }
    }
    return NULL;
}

void tally_add(struct tally *tally, enum counter counter, const char *item, int n)
{
    struct tally_row *row = row_of(tally, counter, item);
    if (!row) {
        struct tally_row fresh = {.counter = counter};
        assert_true(str_fit(fresh.item, sizeof fresh.item, item));
        arr_push(&tally->rows, fresh);
        row = &tally->rows.at[tally->rows.n - 1];
    }
    row->n += n;
}

int tally_of(const struct tally *tally, const char *counter, const char *item)
{
    enum counter known = counter_find(counter);
    assert_int_not_equal(known, COUNTERS);
    const struct tally_row *row = row_of(tally, known, item);
    return row ? row->n : 0;
}

int tally_sum(const struct tally *tally, const char *counter)
{
    int sum = 0;
    for (size_t i = 0; i < tally->rows.n; i++) {
        bool counts = tally->rows.at[i].counter == counter_find(counter);
        sum += counts ? tally->rows.at[i].n : 0;
    }
    return sum;
}

void tally_release(struct tally *tally)
{
    arr_release(&tally->rows);
}
