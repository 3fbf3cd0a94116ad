/* change.c: items and values are set, added, removed, and as they were at the start. */
#include "base/str.h"
#include "content/demo/fill.h"
#include "content/demo/live.h"

static void value_put(const struct demo_play *play, struct demo_value *value,
                      const struct demo_field *field, int hand)
{
    value->key = field->key;
    value->text = field->value;
    if (strchr(field->value, '{')) {
        demo_fill_into(play, value->room, sizeof value->room, field->value, hand,
                       str_same(field->key, "day"));
        value->text = value->room;
    }
}

/* Copies only what is used: room is as long as its text. */
static void value_copy(struct demo_value *to, const struct demo_value *from)
{
    to->key = from->key;
    to->text = from->text;
    if (from->text == from->room) {
        str_fit(to->room, sizeof to->room, from->room);
        to->text = to->room;
    }
}

bool live_set(struct demo_play *play, int item, const struct demo_field *field, int hand)
{
    struct demo_value value;
    if (!live_at(play, item)) {
        return false;
    }
    struct demo_live *live = &play->live[item];
    const char *before = live_field(play, item, field->key);
    value_put(play, &value, field, hand);
    if (str_same(before ? before : "", value.text)) {
        return false;
    }
    int at = 0;
    while (at < live->own_count && !str_same(live->own[at].key, field->key)) {
        at++;
    }
    if (at == DEMO_OWN_MAX) {
        return false;
    }
    value_copy(&live->own[at], &value);
    live->own_count += at == live->own_count;
    return true;
}

bool live_let(struct demo_play *play, const struct demo_field *field, int hand)
{
    struct demo_value value;
    const char *before = live_value(play, field->key);
    value_put(play, &value, field, hand);
    if (str_same(before ? before : "", value.text)) {
        return false;
    }
    int at = live_value_find(play, field->key);
    if (at < 0 && play->value_count == DEMO_VALUES_MAX) {
        return false;
    }
    if (at < 0) {
        at = play->value_count++;
        play->value_persona[at] = play->persona;
    }
    value_copy(&play->values[at], &value);
    return true;
}

bool live_remove(struct demo_play *play, int item)
{
    if (!live_at(play, item)) {
        return false;
    }
    play->live[item].gone = true;
    for (int i = 0; i < play->depth; i++) {
        if (play->places[i].item == item) {
            play->places[i].item = -1;
        }
    }
    return true;
}

/* The addition that came first; *n: how many there are. -1: none. */
static int oldest_added(const struct demo_play *play, int *n)
{
    int oldest = -1;
    *n = 0;
    for (int i = 0; i < play->live_count; i++) {
        if (play->live[i].gone || play->live[i].added == 0) {
            continue;
        }
        ++*n;
        if (oldest < 0 || play->live[i].added < play->live[oldest].added) {
            oldest = i;
        }
    }
    return oldest;
}

/* A place in live for one more; an older addition goes where there are too many. -1: none. */
static int live_room(struct demo_play *play)
{
    int added, oldest = oldest_added(play, &added);
    if (added >= DEMO_ADDED_MAX) {
        live_remove(play, oldest);
        return oldest;
    }
    for (int i = 0; i < play->live_count; i++) {
        if (play->live[i].gone) {
            return i;
        }
    }
    return play->live_count < DEMO_LIVE_MAX ? play->live_count++ : -1;
}

int live_add(struct demo_play *play, const char *list, const struct demo_act *act, int hand)
{
    struct demo_value values[DEMO_OWN_MAX];
    const char *id = "";
    int n = 0;
    /* All are filled in first: the item at hand may be the one that is replaced. */
    for (int i = 0; i < act->fields.n && n < DEMO_OWN_MAX; i++, n++) {
        value_put(play, &values[n], &act->fields.at[i], hand);
        id = str_same(values[n].key, "id") ? values[n].text : id;
    }
    int item = live_find(play, list, id);
    if (item >= 0 && play->live[item].added == 0) {
        int added, oldest = oldest_added(play, &added);
        if (added >= DEMO_ADDED_MAX) {
            live_remove(play, oldest);
        }
    }
    item = item >= 0 ? item : live_room(play);
    if (item < 0) {
        return -1;
    }
    struct demo_live *live = &play->live[item];
    live->from = NULL;
    live->persona = play->persona;
    live->list = list;
    live->added = ++play->additions;
    live->gone = false;
    live->own_count = n;
    for (int i = 0; i < n; i++) {
        value_copy(&live->own[i], &values[i]);
    }
    return item;
}

void live_start(struct demo_play *play)
{
    play->live_count = 0;
    play->value_count = 0;
    play->additions = 0;
    for (int i = 0; i < play->demo->persona_count; i++) {
        const struct demo_persona *persona = &play->demo->personas[i];
        for (int j = 0; j < persona->list_count; j++) {
            const struct demo_list *list = &persona->lists[j];
            for (int k = 0; k < list->n && play->live_count < DEMO_LIVE_MAX - DEMO_ADDED_MAX; k++) {
                struct demo_live *live = &play->live[play->live_count++];
                live->from = &list->items[k];
                live->persona = i;
                live->list = list->name;
                live->added = 0;
                live->gone = false;
                live->own_count = 0;
            }
        }
    }
}
