/* kinds.h: the readers demo_read() is made of, one for each kind of file. Inside content/
 * only.
 *
 * Each takes the top map of a file and adds what is without fault to the reader. */
#ifndef CONTENT_DEMO_KINDS_H
#define CONTENT_DEMO_KINDS_H

#include "content/demo.h"
#include "content/readers.h"
#include "content/yaml.h"

struct demo_switch {
    const char *name;
    bool on;
};

struct demo_reader {
    struct yaml_reader yaml; /* of the file being read */
    bool french;             /* its language */
    struct content *content;
    const struct content_world *world;
    struct demo *demo; /* in the content's arena; its arrays are filled at the end */
    int items;         /* of all personas */
    ARR(struct demo_switch) switches;
    ARR(struct demo_persona) personas;
    ARR(struct demo_screen) screens;
    ARR(struct demo_mission) missions;
    ARR(struct word) screen_files; /* id → file, those left out too */
};

/* --- kinds of files --- */

void demo_read_app(struct demo_reader *reader, const struct yaml_node *top);
void demo_read_people(struct demo_reader *reader, const struct yaml_node *top);
void demo_read_screens(struct demo_reader *reader, const struct yaml_node *top);
/* id lives in the arena. Links must be read, and the people. */
void demo_read_mission(struct demo_reader *reader, const char *id, const struct yaml_node *top);

/* --- values: as those of yaml.h: false after a fault, *out unchanged; a NULL node is false without
 * a fault --- */

/* A text that is shown, or a condition that is compared with one: with French spaces, and glyphs
 * for all of it. At most `most` characters unless it has braces; 0: any number. */
bool demo_take_text(struct demo_reader *reader, const struct yaml_node *node, size_t most,
                    const char **out);

/* The name of a screen, a list, a value… */
bool demo_take_name(struct demo_reader *reader, const struct yaml_node *node, const char **out);

/* The same, or a text with braces that will be one. */
bool demo_take_braced(struct demo_reader *reader, const struct yaml_node *node, const char **out);

/* oui or non. */
bool demo_take_flag(struct demo_reader *reader, const struct yaml_node *node, bool *out);

/* An icon's name, or braces. */
bool demo_take_icon(struct demo_reader *reader, const struct yaml_node *node, const char **out);

/* A path that can be opened, or braces. */
bool demo_take_picture(struct demo_reader *reader, const struct yaml_node *node, const char **out);

/* The fields of a map, in order, all but `but` (NULL: all); texts may be empty. */
bool demo_take_fields(struct demo_reader *reader, const struct yaml_node *map, const char *but,
                      int most, struct demo_fields *out);

/* What an act is written with, and what of it is checked (check_act.c). */
enum act_form {
    ACT_SCREEN,   /* a screen, perhaps an item of its list */
    ACT_WAY_BACK, /* oui, or a screen */
    ACT_FIELDS,   /* fields of the item at hand */
    ACT_VALUES,   /* values of the persona */
    ACT_ITEMS,    /* a list and fields, or several such */
    ACT_HAND,     /* oui: about the item at hand, which goes */
    ACT_SAY,      /* a text */
    ACT_SURE,     /* oui */
    ACT_PERSON,   /* a persona */
};

struct act_kind {
    const char *key;
    enum act_form form;
};
extern const struct act_kind act_kinds[DEMO_ACTS];

/* A `do` map. */
bool demo_take_acts(struct demo_reader *reader, const struct yaml_node *node,
                    const struct demo_act **out);

/* False where `needs` or `unless` of map name a switch that says no, or after a fault. */
bool demo_is_on(struct demo_reader *reader, const struct yaml_node *map);

/* --- forms --- */

/* False and a fault, which says what it should look like, where node is not a list with something
 * in it, or a map. NULL is false without a fault. */
bool demo_is_list(struct demo_reader *reader, const struct yaml_node *node, const char *form);
bool demo_is_map(struct demo_reader *reader, const struct yaml_node *node, const char *form);

/* A copy of n things in the content's arena; NULL for none. */
void *demo_keep(struct demo_reader *reader, const void *at, size_t n, size_t size);

#endif
