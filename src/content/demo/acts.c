/* acts.c: `do`, what a touch does: a map whose keys are done in the order written. */
#include "base/str.h"
#include "content/demo/kinds.h"
#include "content/demo_play.h"

enum { SAY_MAX = 120 };

const struct act_kind act_kinds[] = {
    [DEMO_OPEN] = {"open", ACT_SCREEN},
    [DEMO_BACK] = {"back", ACT_WAY_BACK},
    [DEMO_SET] = {"set", ACT_FIELDS},
    [DEMO_LET] = {"let", ACT_VALUES},
    [DEMO_ADD] = {"add", ACT_ITEMS},
    [DEMO_REMOVE] = {"remove", ACT_HAND},
    [DEMO_SAY] = {"say", ACT_SAY},
    [DEMO_REFUSE] = {"refuse", ACT_SURE},
    [DEMO_PERSONA] = {"persona", ACT_PERSON},
};

_Static_assert(sizeof act_kinds / sizeof *act_kinds == DEMO_ACTS, "the last act has no row here");

struct acts { /* a chain that grows */
    struct demo_reader *reader;
    const struct yaml_node *map;
    const struct demo_act *first;
    struct demo_act *last;
};

static struct demo_act *add_act(struct acts *acts, enum demo_act_kind kind, int line)
{
    struct demo_act *act = arena_alloc(&acts->reader->content->arena, sizeof *act);
    *act = (struct demo_act){.kind = kind, .text = "", .line = line};
    if (acts->last) {
        acts->last->next = act;
    } else {
        acts->first = act;
    }
    acts->last = act;
    return act;
}

static void take_open(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    demo_take_braced(acts->reader, node, &act->text);
    demo_take_braced(acts->reader, yaml_find(acts->map, "item"), &act->item);
}

static void take_back(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    if (str_same(node->text, "non")) {
        yaml_fault(&acts->reader->yaml, node->line,
                   "« back » : écrivez oui, ou le nom d’un écran, ou effacez la ligne");
    } else if (!str_same(node->text, "oui")) {
        demo_take_name(acts->reader, node, &act->text);
    }
}

/* Those that are there or not. */
static void take_sure(struct acts *acts, const struct yaml_node *node)
{
    if (!str_same(node->text, "oui")) {
        yaml_fault(&acts->reader->yaml, node->line, "« %s » : écrivez oui, ou effacez la ligne",
                   node->key);
    }
}

static void take_fields(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    if (demo_is_map(acts->reader, node, "des lignes « nom: valeur », comme {masque: oui}")) {
        demo_take_fields(acts->reader, node, NULL, DEMO_OWN_MAX, &act->fields);
    }
}

static void take_added(struct acts *acts, const struct yaml_node *map, struct demo_act *act)
{
    if (demo_is_map(acts->reader, map, "{to: LISTE, title: \"…\"}")) {
        demo_take_name(acts->reader, yaml_need(&acts->reader->yaml, map, "to"), &act->text);
        demo_take_fields(acts->reader, map, "to", DEMO_OWN_MAX, &act->fields);
    }
}

static void take_add(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    if (node->kind != YAML_LIST || !node->first) {
        take_added(acts, node, act);
        return;
    }
    take_added(acts, node->first, act);
    for (const struct yaml_node *map = node->first->next; map; map = map->next) {
        take_added(acts, map, add_act(acts, DEMO_ADD, map->line));
    }
}

static void take(struct acts *acts, const struct yaml_node *node, enum demo_act_kind kind)
{
    struct demo_act *act = add_act(acts, kind, node->line);
    switch (act_kinds[kind].form) {
    case ACT_SCREEN:
        take_open(acts, node, act);
        break;
    case ACT_WAY_BACK:
        take_back(acts, node, act);
        break;
    case ACT_FIELDS:
    case ACT_VALUES:
        take_fields(acts, node, act);
        break;
    case ACT_ITEMS:
        take_add(acts, node, act);
        break;
    case ACT_HAND:
    case ACT_SURE:
        take_sure(acts, node);
        break;
    case ACT_SAY:
        demo_take_text(acts->reader, node, SAY_MAX, &act->text);
        break;
    case ACT_PERSON:
        demo_take_braced(acts->reader, node, &act->text);
        break;
    }
}

/* With open, in take_open(). */
static void check_item(struct acts *acts, const struct yaml_node *node)
{
    if (!yaml_find(acts->map, "open")) {
        yaml_fault(&acts->reader->yaml, node->line,
                   "« item » ne va qu’avec « open » ; ajoutez open, ou effacez la ligne");
    }
}

bool demo_take_acts(struct demo_reader *reader, const struct yaml_node *node,
                    const struct demo_act **out)
{
    const char *keys[DEMO_ACTS + 2] = {"item"};
    for (int i = 0; i < DEMO_ACTS; i++) {
        keys[i + 1] = act_kinds[i].key;
    }
    struct acts acts = {.reader = reader, .map = node};
    int faults = reader->yaml.faults;
    if (!demo_is_map(reader, node, "{open: ECRAN} ou {say: \"…\"}")) {
        return false;
    }
    yaml_allow(&reader->yaml, node, keys);
    for (const struct yaml_node *act = node->first; act; act = act->next) {
        for (int i = 0; i < DEMO_ACTS; i++) {
            if (str_same(act_kinds[i].key, act->key)) {
                take(&acts, act, (enum demo_act_kind)i);
            }
        }
        if (str_same(act->key, "item")) {
            check_item(&acts, act);
        }
    }
    if (reader->yaml.faults > faults) {
        return false;
    }
    *out = acts.first;
    return true;
}
