/* live.c: items and values as they are now, over those the content gives. */
#include "base/str.h"
#include "content/demo/inner.h"

static const struct demo_persona *persona_now(const struct demo_play *play)
{
    return &play->demo->personas[play->persona];
}

/* --- reading --- */

static const struct demo_live *live_at(const struct demo_play *play, int item)
{
    bool there = item >= 0 && item < play->live_count && !play->live[item].gone;
    return there ? &play->live[item] : NULL;
}

bool live_is_in(const struct demo_play *play, int item, const char *list)
{
    const struct demo_live *live = live_at(play, item);
    return live && live->persona == play->persona && str_same(live->list, list);
}

const char *live_field(const struct demo_play *play, int item, const char *key)
{
    const struct demo_live *live = live_at(play, item);
    if (!live) {
        return NULL;
    }
    for (int i = 0; i < live->own_count; i++) {
        if (str_same(live->own[i].key, key)) {
            return live->own[i].text;
        }
    }
    if (live->from && str_same(key, "id")) {
        return live->from->id ? live->from->id : "";
    }
    return live->from ? demo_field(&live->from->fields, key) : NULL;
}

bool live_day(const struct demo_play *play, int item, int *day)
{
    const char *text = live_field(play, item, "day");
    return text && demo_int(slice_of(text), day);
}

int live_find(const struct demo_play *play, const char *list, const char *id)
{
    for (int i = 0; i < play->live_count && id[0]; i++) {
        if (live_is_in(play, i, list) && str_same(live_field(play, i, "id"), id)) {
            return i;
        }
    }
    return -1;
}

static bool items_have(const struct demo_list *list, const char *key)
{
    for (int i = 0; i < list->n; i++) {
        if (demo_field(&list->items[i].fields, key)) {
            return true;
        }
    }
    return false;
}

bool demo_list_has(const struct demo *demo, const char *list, const char *key)
{
    for (int i = 0; i < demo->persona_count; i++) {
        const struct demo_persona *persona = &demo->personas[i];
        for (int j = 0; j < persona->list_count; j++) {
            if (str_same(persona->lists[j].name, list) && items_have(&persona->lists[j], key)) {
                return true;
            }
        }
    }
    return false;
}

bool demo_values_have(const struct demo *demo, const char *key)
{
    for (int i = 0; i < demo->persona_count; i++) {
        if (demo_field(&demo->personas[i].values, key)) {
            return true;
        }
    }
    return false;
}

/* The index in values of what was set during the walk; -1: nothing. */
static int value_find(const struct demo_play *play, const char *key)
{
    for (int i = 0; i < play->value_count; i++) {
        if (play->value_persona[i] == play->persona && str_same(play->values[i].key, key)) {
            return i;
        }
    }
    return -1;
}

static const char *value_text(const struct demo_play *play, const char *key)
{
    int set = value_find(play, key);
    if (set >= 0) {
        return play->values[set].text;
    }
    const char *text = demo_field(&persona_now(play)->values, key);
    return text || !demo_values_have(play->demo, key) ? text : "";
}

const char *demo_lookup(const struct demo_play *play, int item, const char *name)
{
    const struct demo_live *live = live_at(play, item);
    const char *text = live_field(play, item, name);
    /* A field that only this item lacks reads as "", whatever a value of that name may be. */
    if (!text && live && demo_list_has(play->demo, live->list, name)) {
        text = "";
    }
    if (!text) {
        text = value_text(play, name);
    }
    return !text && str_same(name, "name") ? persona_now(play)->name : text;
}

/* --- changing --- */

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
    const char *before = value_text(play, field->key);
    value_put(play, &value, field, hand);
    if (str_same(before ? before : "", value.text)) {
        return false;
    }
    int at = value_find(play, field->key);
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
