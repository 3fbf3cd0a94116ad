/* world.c: what a session meets outside, in memory: linked into the flow tests in place of the
 * store, the PIN's hash, the watch over sticks, other programs and the disk. */
#include "stage.h"

#include <sys/statvfs.h>

static struct stage *stage; /* the one that is open */

void world_open(struct stage *open)
{
    stage = open;
    stage->world = (struct world){.free_mb = 12345, .said = "Vous pouvez retirer la clé."};
    str_fit(stage->world.phrase, sizeof stage->world.phrase, "une phrase bien longue");
}

void world_close(void)
{
    arr_release(&stage->world.hours);
}

int statvfs(const char *path, struct statvfs *disk)
{
    (void)path;
    *disk = (struct statvfs){.f_frsize = 1000000, .f_bavail = (fsblkcnt_t)stage->world.free_mb};
    return 0;
}

/* --- store.h --- */

static struct store {
    bool open, asked, changed;
    int64_t since;
} the_store;

static void name_stand(struct store_stand *stand, const char *id, const char *name)
{
    *stand = (struct store_stand){.id = ""};
    str_fit(stand->id, sizeof stand->id, id);
    str_fit(stand->kiosk_id, sizeof stand->kiosk_id, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    str_fit(stand->name, sizeof stand->name, name);
}

struct store *store_open(const char *folder, const struct store_kiosk *kiosk, struct moment now,
                         struct err *err)
{
    (void)folder, (void)now, (void)err;
    name_stand(&stage->world.standing, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", kiosk->name);
    the_store = (struct store){.open = true};
    return &the_store;
}

void store_content(struct store *store, const char *content)
{
    assert_true(store->open);
    assert_non_null(content);
}

void store_close(struct store *store)
{
    store->open = false;
}

void world_count(enum counter counter, const char *item, int n, int64_t wall)
{
    const struct counter_info *info = counter_info(counter);
    int64_t hour = date_hour_start(stage->setup.config.timezone, wall);
    for (size_t i = stage->world.hours.n; i > 0 && stage->world.hours.at[i - 1].hour == hour; i--) {
        struct store_row *row = &stage->world.hours.at[i - 1];
        if (str_same(row->counter, info->name) && str_same(row->item, item)) {
            row->n += n;
            return;
        }
    }
    struct store_row row = {.hour = hour, .origin = info->origin, .n = n};
    str_fit(row.counter, sizeof row.counter, info->name);
    str_fit(row.item, sizeof row.item, item);
    arr_push(&stage->world.hours, row);
}

/* Each count is one that its screen may make, of this very moment, and before its frame. */
void store_add(struct store *store, enum counter counter, const char *item, int n, int64_t wall)
{
    (void)store;
    const struct counter_info *info = counter_info(counter);
    assert_true(counter_is_undone(info->origin, item) ||
                (info->items != ITEM_NONE) == (item[0] != '\0'));
    assert_true(info->origin == ORIGIN_KIOSK || str_same(stage->screen, "tally") ||
                str_same(stage->screen, "heard"));
    assert_int_equal(n, 1);
    assert_true(wall == stage->now.wall);
    tally_add(&stage->tally, counter, item, n);
    if (counter == COUNTER_VISIT_STARTED || counter == COUNTER_PEOPLE_MET) {
        world_count(counter, item, n, wall);
    }
}

bool store_flush(struct store *store, struct err *err)
{
    (void)store;
    return !stage->world.fault || err_set(err, "%s", stage->world.fault);
}

const char *store_fault(struct store *store)
{
    (void)store;
    return stage->world.fault ? stage->world.fault : "";
}

const char *store_remarks(struct store *store)
{
    (void)store;
    return stage->world.remarks ? stage->world.remarks : "";
}

/* The stands of a test are not told apart: all that it counted is of each. */
static void count_rows(struct store_rows *rows)
{
    for (size_t i = 0; i < stage->tally.rows.n; i++) {
        const struct tally_row *counted = &stage->tally.rows.at[i];
        const struct counter_info *info = counter_info(counted->counter);
        struct store_row row = {.hour = STORE_SUMS, .origin = info->origin, .n = counted->n};
        str_fit(row.counter, sizeof row.counter, info->name);
        str_fit(row.item, sizeof row.item, counted->item);
        arr_push(&rows->list, row);
    }
    for (size_t i = 0; i < stage->world.hours.n; i++) {
        arr_push(&rows->list, stage->world.hours.at[i]);
    }
}

void store_look(struct store *store, int64_t since)
{
    store->asked = true;
    store->since = since;
}

bool store_stand_open(struct store *store, const char *name, const char *structure,
                      const char *kind, int64_t wall)
{
    store->asked = store->changed = true;
    store->since = wall - 86400;
    if (stage->world.fault) {
        return true;
    }
    struct store_stand *stand = &stage->world.open;
    name_stand(stand, "11111111-2222-4333-8444-555555555555", name);
    str_fit(stand->structure, sizeof stand->structure, structure);
    str_fit(stand->kind, sizeof stand->kind, kind);
    stand->opened_at = wall;
    stand->open = true;
    stage->world.opens++;
    return true;
}

bool store_stand_close(struct store *store, int64_t wall)
{
    store->asked = store->changed = true;
    store->since = wall - 86400;
    stage->world.closed = stage->world.open;
    stage->world.closed.closed_at = wall;
    stage->world.closed.open = false;
    stage->world.open = (struct store_stand){.id = ""};
    stage->world.closes++;
    return true;
}

bool store_take(struct store *store, struct store_answer *answer)
{
    const struct world *world = &stage->world;
    if (!store->asked || world->slow_store) {
        return false;
    }
    *answer = (struct store_answer){
        .saved = !world->fault, .changed = store->changed, .read = !world->unreadable};
    err_set(&answer->fault, "%s", store->changed && world->fault ? world->fault : "");
    err_set(&answer->why, "la base ne se lit pas");
    answer->stand = world->open.open ? world->open : world->standing;
    count_rows(&answer->rows);
    if (!world->open.open && store->since != 0 && world->closed.id[0]) {
        answer->closed = world->closed;
        count_rows(&answer->closed_rows);
    }
    store->asked = store->changed = false;
    return true;
}

void store_answer_release(struct store_answer *answer)
{
    arr_release(&answer->rows.list);
    arr_release(&answer->closed_rows.list);
}

void store_prune(struct store *store, int64_t before)
{
    (void)store, (void)before;
}

/* --- pin.h: the digits stand where their hash would --- */

bool pin_open(struct pin *pin, const char *folder, int64_t steady, struct err *err)
{
    (void)folder, (void)steady, (void)err;
    str_fit(pin->code, sizeof pin->code, stage->world.pin);
    str_fit(pin->phrase, sizeof pin->phrase, stage->world.phrase);
    return true;
}

bool pin_is_set(const struct pin *pin)
{
    return pin->code[0] != '\0';
}

int pin_wait_ms(const struct pin *pin, int64_t steady)
{
    return pin->until > steady ? (int)(pin->until - steady) : 0;
}

bool pin_is_fit(const char *digits, struct err *err)
{
    (void)err;
    return digits[0] != '\0';
}

static bool try(struct pin *pin, bool right, struct moment now)
{
    int64_t wait = (int64_t)PIN_WAIT_FIRST_MS << (pin->tries < 9 ? pin->tries : 9);
    assert_int_equal(pin_wait_ms(pin, now.steady), 0);
    pin->until = right ? 0 : now.steady + (wait < PIN_WAIT_LAST_MS ? wait : PIN_WAIT_LAST_MS);
    pin->tries = right ? 0 : pin->tries + 1;
    pin->wrong += !right;
    pin->since = pin->since || right ? pin->since : now.wall;
    return right;
}

bool pin_try(struct pin *pin, const char *digits, struct moment now, struct err *fault)
{
    (void)fault;
    bool right = try(pin, str_same(digits, pin->code), now);
    if (right) {
        pin->told = pin->wrong;
        pin->told_since = pin->since;
        pin->wrong = 0;
        pin->since = now.wall;
    }
    return right;
}

bool pin_try_phrase(struct pin *pin, const char *phrase, struct moment now, struct err *fault)
{
    (void)fault;
    return try(pin, str_same(phrase, pin->phrase), now);
}

bool pin_set(struct pin *pin, const char *digits, const char *phrase, struct err *err)
{
    (void)err;
    str_fit(pin->code, sizeof pin->code, digits);
    str_fit(pin->phrase, sizeof pin->phrase, phrase);
    pin->tries = 0;
    return true;
}

/* --- stick.h, stick_watch.h --- */

size_t stick_list(const char *folder, struct stick *sticks, size_t max)
{
    (void)folder, (void)sticks, (void)max;
    return 0;
}

struct stick_watch *stick_watch_open(const char *folder, stick_look *look)
{
    (void)folder, (void)look;
    return NULL;
}

size_t stick_watch_list(struct stick_watch *watch, struct stick *sticks, size_t max)
{
    (void)watch;
    stage->world.looks++;
    if (stage->world.looked) {
        stage->world.looked(stage->world.context);
    }
    size_t n = stage->world.stick_count < max ? stage->world.stick_count : max;
    memcpy(sticks, stage->world.sticks, n * sizeof *sticks);
    return n;
}

void stick_watch_close(struct stick_watch *watch)
{
    (void)watch;
}

/* --- child.h --- */

bool child_start(struct child *child, const char *const argv[], struct err *err)
{
    (void)err;
    bool back = str_same(argv[2], "--revert");
    *child = (struct child){.id = 1, .output = -1};
    stage->world.exports += str_same(argv[1], "export");
    stage->world.updates += str_same(argv[1], "update") && !back;
    stage->world.reverts += back;
    return true;
}

bool child_poll(struct child *child, bool waits, int *status)
{
    (void)waits;
    if (stage->world.slow) {
        return false;
    }
    child->id = 0;
    str_add(&child->said, stage->world.said);
    *status = stage->world.status;
    return true;
}

void child_release(struct child *child)
{
    str_release(&child->said);
    *child = (struct child){.output = -1};
}
