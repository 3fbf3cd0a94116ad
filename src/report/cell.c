#include "report/cell.h"

enum { SMALL = 5 }; /* an hour of fewer than this could point at a person (G29, opinion 05/2014) */

static bool is_undone(const struct report_line *line)
{
    return counter_is_undone(line->origin, line->item);
}

/* Most texts that are the same are one. */
static int text_order(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

static int counter_order(const struct report_line *a, const struct report_line *b)
{
    int order = (int)a->origin - (int)b->origin;
    order = order ? order : (int)a->counter - (int)b->counter;
    return order ? order : text_order(a->name, b->name);
}

int report_line_order(const struct report_line *a, const struct report_line *b)
{
    int order = counter_order(a, b);
    if (order || a->item == b->item) {
        return order;
    }
    order = is_undone(a) - is_undone(b);
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
    int order = report_line_order(&a->line, &b->line);
    return order ? order : time_order(a->day, a->hour, b->day, b->hour);
}

static bool is_late(const struct cell *cell, const struct cell *like)
{
    return cell->line.origin == ORIGIN_LATE && counter_order(&cell->line, &like->line) == 0;
}

/* Of this undo's counter, what was noted late is less than what was undone late by so much. */
static int64_t late_excess(const struct cells *cells, const struct cell *undo)
{
    int64_t excess = 0;
    for (size_t i = 0; i < cells->list.n; i++) {
        const struct cell *cell = &cells->list.at[i];
        if (is_late(cell, undo)) {
            excess = counter_sum(excess, is_undone(&cell->line) ? cell->line.n : -cell->line.n);
        }
    }
    return excess;
}

void cells_share_undos(struct cells *cells)
{
    for (size_t i = 0; i < cells->list.n; i++) {
        if (cells->list.at[i].line.origin != ORIGIN_LATE || !is_undone(&cells->list.at[i].line)) {
            continue;
        }
        struct cell cell = cells->list.at[i];
        int64_t excess = late_excess(cells, &cell);
        if (excess > 0) {
            int64_t moved = excess < cell.line.n ? excess : cell.line.n;
            cells->list.at[i].line.n -= moved;
            cell.line.origin = ORIGIN_STAFF;
            cell.line.n = moved;
            arr_push(&cells->list, cell);
        }
    }
}

/* One line by the addresses of its texts: two whose texts are alike but not one are put side by
 * side, and for cells_merge() to bring together. */
struct group {
    const struct report_line *first; /* NULL: a free place */
    size_t n, start;
};

struct groups {
    struct group *at; /* hashed; room is a power of two */
    size_t n, room;
};

static size_t group_hash(const struct report_line *line)
{
    uint64_t hash = (uint64_t)(uintptr_t)line->name * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (uint64_t)(uintptr_t)line->item ^ line->origin) * 0x9E3779B97F4A7C15u;
    return (size_t)(hash >> 32);
}

static struct group *group_place(const struct groups *groups, const struct report_line *line)
{
    for (size_t i = group_hash(line) & (groups->room - 1);; i = (i + 1) & (groups->room - 1)) {
        const struct report_line *first = groups->at[i].first;
        if (!first || (first->name == line->name && first->item == line->item &&
                       first->origin == line->origin)) {
            return &groups->at[i];
        }
    }
}

static void groups_grow(struct groups *groups)
{
    struct groups old = *groups;
    groups->room = old.room ? old.room * 2 : 256;
    groups->at = mem_alloc(groups->room * sizeof *groups->at);
    for (size_t i = 0; i < old.room; i++) {
        if (old.at[i].first) {
            *group_place(groups, old.at[i].first) = old.at[i];
        }
    }
    free(old.at);
}

static int group_order(const void *left, const void *right)
{
    const struct group *a = *(struct group *const *)left, *b = *(struct group *const *)right;
    return report_line_order(a->first, b->first);
}

/* Gives every group its place among the cells, in order of lines. */
static void groups_arrange(const struct groups *groups)
{
    struct group **sorted = mem_alloc(groups->n * sizeof *sorted);
    size_t n = 0, start = 0;
    for (size_t i = 0; i < groups->room; i++) {
        if (groups->at[i].first) {
            sorted[n++] = &groups->at[i];
        }
    }
    qsort(sorted, n, sizeof(struct group *), group_order);
    for (size_t i = 0; i < n; i++) {
        sorted[i]->start = start;
        start += sorted[i]->n;
    }
    free(sorted);
}

void cells_group(struct cells *cells)
{
    struct groups groups = {0};
    if (cells->list.n < 2) {
        return;
    }
    for (size_t i = 0; i < cells->list.n; i++) {
        if (groups.n * 2 >= groups.room) {
            groups_grow(&groups);
        }
        const struct report_line *line = &cells->list.at[i].line;
        struct group *group = group_place(&groups, line);
        groups.n += group->first == NULL;
        group->first = group->first ? group->first : line;
        group->n++;
    }
    groups_arrange(&groups);
    struct cell *placed = mem_alloc(cells->list.n * sizeof *placed);
    for (size_t i = 0; i < cells->list.n; i++) {
        placed[group_place(&groups, &cells->list.at[i].line)->start++] = cells->list.at[i];
    }
    free(groups.at);
    free(cells->list.at);
    cells->list.at = placed;
    cells->list.room = cells->list.n;
}

static bool is_ordered(const struct cells *cells)
{
    for (size_t i = 1; i < cells->list.n; i++) {
        if (cell_order(&cells->list.at[i - 1], &cells->list.at[i]) > 0) {
            return false;
        }
    }
    return true;
}

void cells_merge(struct cells *cells)
{
    struct cell *at = cells->list.at;
    size_t kept = 0;
    if (!is_ordered(cells)) {
        qsort(at, cells->list.n, sizeof *at, cell_order);
    }
    for (size_t i = 0; i < cells->list.n; i++) {
        if (kept > 0 && cell_order(&at[kept - 1], &at[i]) == 0) {
            at[kept - 1].line.n = counter_sum(at[kept - 1].line.n, at[i].line.n);
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
        *(is_undone(&cells[i].line) ? &slot.undone : &slot.left) = cells[i].line.n;
        arr_push(&slots.list, slot);
    }
    struct slot *at = slots.list.at;
    qsort(at, slots.list.n, sizeof *at, slot_order);
    size_t kept = 0;
    for (size_t i = 1; i < slots.list.n; i++) {
        if (slot_order(&at[kept], &at[i]) == 0) {
            at[kept].left = counter_sum(at[kept].left, at[i].left);
            at[kept].undone = counter_sum(at[kept].undone, at[i].undone);
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
    /* The slots so far with something left: an emptied one is never looked at again. */
    size_t *filled = mem_alloc(slots->list.n * sizeof *filled), n = 0;
    int64_t rest = 0;
    for (size_t i = 0; i < slots->list.n; i++) {
        int64_t due = slots->list.at[i].undone;
        filled[n++] = i;
        while (n > 0 && slots->list.at[filled[n - 1]].left <= due) {
            due = slot_take(&slots->list.at[filled[--n]], due);
        }
        if (n > 0) {
            due = slot_take(&slots->list.at[filled[n - 1]], due);
        }
        rest = counter_sum(rest, due);
    }
    free(filled);
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
    bool one_item = entered > 0 && report_line_order(&group[0].line, &group[entered - 1].line) == 0;
    for (size_t i = 0; i < entered; i++) {
        struct cell cell = group[i];
        cell.line.n -= one_item ? slots_taken(&slots, &cell) : 0;
        arr_push(&out->list, cell);
    }
    for (size_t i = 0; i < slots.list.n && !one_item; i++) {
        const struct slot *slot = &slots.list.at[i];
        if (slot->taken > 0) {
            struct cell cell = group[n - 1];
            cell.day = slot->day;
            cell.hour = slot->hour;
            cell.line.n = -slot->taken;
            arr_push(&out->list, cell);
        }
    }
    arr_release(&slots.list);
}

static bool has_undone(const struct cells *cells)
{
    for (size_t i = 0; i < cells->list.n; i++) {
        if (is_undone(&cells->list.at[i].line)) {
            return true;
        }
    }
    return false;
}

void cells_settle(struct cells *cells)
{
    struct cells out = {0};
    const struct cell *at = cells->list.at;
    if (!has_undone(cells)) {
        return;
    }
    for (size_t i = 0, end; i < cells->list.n; i = end) {
        size_t undone = 0;
        for (end = i; end < cells->list.n && counter_order(&at[i].line, &at[end].line) == 0;
             end++) {
            undone += is_undone(&at[end].line);
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
        bool shown = !hours[i].hidden && size_of(&hours[i]) > 0; /* a 0 hides nothing */
        if (shown && (!next || size_of(&hours[i]) < size_of(next))) {
            next = &hours[i];
        }
    }
    if (hidden == 1 && next) {
        next->hidden = true;
    }
}
