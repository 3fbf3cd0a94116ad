/* live.c: items and values as they are now, over those the content gives. */
#include "content/demo/live.h"
#include "base/str.h"
#include "content/demo/grammar.h"

static const struct demo_persona *persona_now(const struct demo_play *play)
{
    return &play->demo->personas[play->persona];
}

/* --- reading --- */

const struct demo_live *live_at(const struct demo_play *play, int item)
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

static int items_of(const struct demo *demo, const char *list, bool *known)
{
    int n = 0;
    *known = false;
    for (int i = 0; i < demo->persona_count; i++) {
        for (int j = 0; j < demo->personas[i].list_count; j++) {
            if (str_same(demo->personas[i].lists[j].name, list)) {
                n += demo->personas[i].lists[j].n;
                *known = true;
            }
        }
    }
    return n;
}

bool demo_has_list(const struct demo *demo, const char *list)
{
    bool known;
    items_of(demo, list, &known);
    return known;
}

bool demo_list_takes(const struct demo *demo, const char *list, const char *key)
{
    bool known;
    return str_same(key, "id") || items_of(demo, list, &known) == 0 ||
           demo_list_has(demo, list, key);
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
int live_value_find(const struct demo_play *play, const char *key)
{
    for (int i = 0; i < play->value_count; i++) {
        if (play->value_persona[i] == play->persona && str_same(play->values[i].key, key)) {
            return i;
        }
    }
    return -1;
}

const char *live_value(const struct demo_play *play, const char *key)
{
    int set = live_value_find(play, key);
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
        text = live_value(play, name);
    }
    return !text && str_same(name, "name") ? persona_now(play)->name : text;
}
