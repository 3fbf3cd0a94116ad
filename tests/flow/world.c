#include "world.h"

#include "stick/child.h"
#include "stick/stick_watch.h"
#include "store/pin.h"
#include "store/store.h"

struct world world;

void world_reset(void)
{
    tally_release(&world.tally);
    world = (struct world){.looks = 0};
}

/* --- the store: counts, and the stand that stands --- */

struct store {
    char name[STORE_TEXT_MAX];
};

struct store *store_open(const char *folder, const struct store_kiosk *kiosk, struct moment now,
                         struct err *err)
{
    static struct store store;
    (void)folder, (void)now, (void)err;
    str_fit(store.name, sizeof store.name, kiosk->name);
    return &store;
}

void store_add(struct store *store, enum counter counter, const char *item, int n, int64_t wall)
{
    const struct counter_info *info = counter_info(counter);
    bool undone = info->origin == ORIGIN_STAFF && str_same(item, "undone");
    assert_non_null(store);
    assert_true(undone || (info->items != ITEM_NONE) == (item[0] != '\0'));
    assert_int_equal(n, 1);
    assert_true(wall > 0);
    tally_add(&world.tally, counter, item, n);
}

bool store_flush(struct store *store, struct err *err)
{
    (void)store, (void)err;
    return true;
}

const char *store_fault(struct store *store)
{
    (void)store;
    return "";
}

bool store_stand_open(struct store *store, const char *name, const char *structure,
                      const char *kind, int64_t wall, struct err *err)
{
    (void)store, (void)name, (void)structure, (void)kind, (void)wall;
    return err_set(err, "no stand is opened here");
}

bool store_stand_close(struct store *store, int64_t wall, struct err *err)
{
    (void)store, (void)wall, (void)err;
    return true;
}

bool store_stand_read(struct store *store, int64_t since, struct store_stand *stand,
                      struct store_rows *rows, struct err *err)
{
    (void)since, (void)err;
    *stand = (struct store_stand){.open = false};
    str_fit(stand->name, sizeof stand->name, store->name);
    for (size_t i = 0; i < world.tally.rows.n; i++) {
        const struct tally_row *counted = &world.tally.rows.at[i];
        const struct counter_info *info = counter_info(counted->counter);
        struct store_row row = {.hour = STORE_SUMS, .origin = info->origin, .n = counted->n};
        str_fit(row.counter, sizeof row.counter, info->name);
        str_fit(row.item, sizeof row.item, counted->item);
        arr_push(&rows->list, row);
    }
    return true;
}

void store_prune(struct store *store, int64_t before)
{
    (void)store, (void)before;
}

void store_close(struct store *store)
{
    (void)store;
}

/* --- no PIN is set --- */

bool pin_open(struct pin *pin, const char *folder, int64_t steady, struct err *err)
{
    (void)folder, (void)steady, (void)err;
    *pin = (struct pin){.tries = 0};
    return true;
}

bool pin_is_set(const struct pin *pin)
{
    return pin->code[0] != '\0';
}

int pin_wait_ms(const struct pin *pin, int64_t steady)
{
    (void)pin, (void)steady;
    return 0;
}

bool pin_is_fit(const char *digits, struct err *err)
{
    (void)digits, (void)err;
    return true;
}

bool pin_try(struct pin *pin, const char *digits, int64_t steady, struct err *fault)
{
    (void)pin, (void)digits, (void)steady, (void)fault;
    return false;
}

bool pin_try_phrase(struct pin *pin, const char *phrase, int64_t steady, struct err *fault)
{
    (void)pin, (void)phrase, (void)steady, (void)fault;
    return false;
}

bool pin_set(struct pin *pin, const char *digits, const char *phrase, struct err *err)
{
    (void)pin, (void)digits, (void)phrase;
    return err_set(err, "no PIN is set here");
}

/* --- no stick, and no program beside --- */

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
    (void)watch, (void)sticks, (void)max;
    world.looks++;
    if (world.looked) {
        world.looked(world.context);
    }
    return 0;
}

void stick_watch_close(struct stick_watch *watch)
{
    (void)watch;
}

bool child_start(struct child *child, const char *const argv[], struct err *err)
{
    (void)child, (void)argv;
    return err_set(err, "no program is started here");
}

bool child_poll(struct child *child, bool waits, int *status)
{
    (void)child, (void)waits, (void)status;
    return false;
}

void child_release(struct child *child)
{
    (void)child;
}
