#include "report/cell.h"

enum { SMALL = 5 }; /* an hour of fewer than this could point at a person (facts 7) */

bool cell_is_undone(const struct cell *cell)
{
    return cell->origin == ORIGIN_STAFF && str_same(cell->item, "undone");
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int counter_order(const struct cell *a, const struct cell *b)
{
    int order = compare(a->stand, b->stand);
    order = order ? order : (int)a->origin - (int)b->origin;
    order = order ? order : (int)a->counter - (int)b->counter;
    return order ? order : strcmp(a->name, b->name);
}

static int line_order(const struct cell *a, const struct cell *b)
{
    int order = counter_order(a, b);
    order = order ? order : cell_is_undone(a) - cell_is_undone(b);
    return order ? order : strcmp(a->item, b->item);
}

static int time_order(struct date day_a, int hour_a, struct date day_b, int hour_b)
{
    int order = date_compare(day_a, day_b);
    return order ? order : hour_a - hour_b;
}

static int cell_order(const void *left, const void *right)
{
    const struct cell *a = left, *b = right;
    int order = line_order(a, b);
    return order ? order : time_order(a->day, a->hour, b->day, b->hour);
}

bool cell_same_line(const struct cell *a, const struct cell *b)
{
    return line_order(a, b) == 0;
}

void cells_merge(struct cells *cells)
{
    struct cell *at = cells->list.at;
    size_t kept = 0;
    if (cells->list.n > 1) {
        qsort(at, cells->list.n, sizeof *at, cell_order);
    }
    for (size_t i = 0; i < cells->list.n; i++) {
        if (kept > 0 && cell_order(&at[kept - 1], &at[i]) == 0) {
            at[kept - 1].n = report_sum(at[kept - 1].n, at[i].n);
        } else {
            at[kept++] = at[i];
        }
    }
    cells->list.n = kept;
}

/* One hour of one staff counter, all its items together. */
struct slot {
    struct date day;
    int hour;
    int64_t left; /* entered and not taken back */
    int64_t undone, taken;
};

struct slots {
    ARR(struct slot) list;
};

static int slot_order(const void *left, const void *right)
{
    const struct slot *a = left, *b = right;
    return time_order(a->day, a->hour, b->day, b->hour);
}

static struct slots slots_make(const struct cell *cells, size_t n)
{
    struct slots slots = {0};
    for (size_t i = 0; i < n; i++) {
        struct slot slot = {.day = cells[i].day, .hour = cells[i].hour};
        *(cell_is_undone(&cells[i]) ? &slot.undone : &slot.left) = cells[i].n;
        arr_push(&slots.list, slot);
    }
    struct slot *at = slots.list.at;
    qsort(at, slots.list.n, sizeof *at, slot_order);
    size_t kept = 0;
    for (size_t i = 1; i < slots.list.n; i++) {
        if (slot_order(&at[kept], &at[i]) == 0) {
            at[kept].left = report_sum(at[kept].left, at[i].left);
            at[kept].undone = report_sum(at[kept].undone, at[i].undone);
        } else {
            at[++kept] = at[i];
        }
    }
    slots.list.n = kept + 1;
    return slots;
}

/* Takes up to due off a slot; returns what is still due. */
static int64_t slot_take(struct slot *slot, int64_t due)
{
    int64_t taken = due < slot->left ? due : slot->left;
    slot->left -= taken;
    slot->taken += taken;
    return due - taken;
}

static void slots_settle(struct slots *slots)
{
    int64_t rest = 0;
    for (size_t i = 0; i < slots->list.n; i++) {
        int64_t due = slots->list.at[i].undone;
        for (size_t j = i + 1; j-- > 0 && due > 0;) {
            due = slot_take(&slots->list.at[j], due);
        }
        rest = report_sum(rest, due);
    }
    /* A clock set back: the undo reads as earlier than what it undoes. */
    for (size_t i = 0; i < slots->list.n && rest > 0; i++) {
        rest = slot_take(&slots->list.at[i], rest);
    }
}

static int64_t slots_taken(const struct slots *slots, const struct cell *cell)
{
    struct slot key = {.day = cell->day, .hour = cell->hour};
    const struct slot *slot = bsearch(&key, slots->list.at, slots->list.n, sizeof key, slot_order);
    return slot ? slot->taken : 0;
}

/* Adds the settled cells of one counter, [group, group + n), of which undone are undos. */
static void settle_counter(struct cells *out, const struct cell *group, size_t n, size_t undone)
{
    size_t entered = n - undone; /* undos come last */
    struct slots slots = slots_make(group, n);
    slots_settle(&slots);
    bool one_item = entered > 0 && cell_same_line(&group[0], &group[entered - 1]);
    for (size_t i = 0; i < entered; i++) {
        struct cell cell = group[i];
        cell.n -= one_item ? slots_taken(&slots, &cell) : 0;
        arr_push(&out->list, cell);
    }
    for (size_t i = 0; i < slots.list.n && !one_item; i++) {
        const struct slot *slot = &slots.list.at[i];
        if (slot->taken > 0) {
            struct cell cell = group[n - 1];
            cell.day = slot->day;
            cell.hour = slot->hour;
            cell.n = -slot->taken;
            arr_push(&out->list, cell);
        }
    }
    arr_release(&slots.list);
}

void cells_settle(struct cells *cells)
{
    struct cells out = {0};
    const struct cell *at = cells->list.at;
    for (size_t i = 0, end; i < cells->list.n; i = end) {
        size_t undone = 0;
        for (end = i; end < cells->list.n && counter_order(&at[i], &at[end]) == 0; end++) {
            undone += cell_is_undone(&at[end]);
        }
        if (undone > 0) {
            settle_counter(&out, &at[i], end - i, undone);
            continue;
        }
        for (size_t j = i; j < end; j++) {
            arr_push(&out.list, at[j]);
        }
    }
    arr_release(&cells->list);
    *cells = out;
}

/* An undo's own line is negative: it tells as much as its size. */
static int64_t size_of(const struct report_hour *hour)
{
    return hour->n < 0 ? -hour->n : hour->n;
}

void cell_hide_small(struct report_hour *hours, size_t n)
{
    size_t hidden = 0;
    struct report_hour *next = NULL;
    for (size_t i = 0; i < n; i++) {
        hours[i].hidden = size_of(&hours[i]) >= 1 && size_of(&hours[i]) < SMALL;
        hidden += hours[i].hidden;
        if (!hours[i].hidden && (!next || size_of(&hours[i]) < size_of(next))) {
            next = &hours[i];
        }
    }
    if (hidden == 1 && next) {
        next->hidden = true;
    }
}
