/* model.c: the parts of the demo app by their names. */
#include "base/str.h"
#include "content/demo.h"

const struct demo_screen *demo_screen(const struct demo *demo, const char *id)
{
    for (int i = 0; i < demo->screen_count; i++) {
        if (str_same(demo->screens[i].id, id)) {
            return &demo->screens[i];
        }
    }
    return NULL;
}

const struct demo_persona *demo_persona(const struct demo *demo, const char *id)
{
    for (int i = 0; i < demo->persona_count; i++) {
        if (str_same(demo->personas[i].id, id)) {
            return &demo->personas[i];
        }
    }
    return NULL;
}

const struct demo_mission *demo_mission(const struct demo *demo, const char *id)
{
    for (int i = 0; i < demo->mission_count; i++) {
        if (str_same(demo->missions[i].id, id)) {
            return &demo->missions[i];
        }
    }
    return NULL;
}

const char *demo_field(const struct demo_fields *fields, const char *key)
{
    for (int i = 0; i < fields->n; i++) {
        if (str_same(fields->at[i].key, key)) {
            return fields->at[i].value;
        }
    }
    return NULL;
}
