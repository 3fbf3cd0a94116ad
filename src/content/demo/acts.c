/* acts.c: `do`, what a touch does: a map whose keys are done in the order written. */
#include "base/str.h"
#include "content/demo/kinds.h"
#include "content/demo_play.h"

enum { SAY_MAX = 120 };

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

static void take_named(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    demo_take_braced(acts->reader, node, &act->text);
    if (act->kind == DEMO_OPEN) {
        demo_take_braced(acts->reader, yaml_find(acts->map, "item"), &act->item);
    }
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
static void take_sure(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    (void)act;
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

static void take_say(struct acts *acts, const struct yaml_node *node, struct demo_act *act)
{
    demo_take_text(acts->reader, node, SAY_MAX, &act->text);
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

/* With open, in take_named(). */
static void check_item(struct acts *acts, const struct yaml_node *node)
{
    if (!yaml_find(acts->map, "open")) {
        yaml_fault(&acts->reader->yaml, node->line,
                   "« item » ne va qu’avec « open » ; ajoutez open, ou effacez la ligne");
    }
}

static const struct {
    const char *key;
    enum demo_act_kind kind;
    void (*take)(struct acts *acts, const struct yaml_node *node, struct demo_act *act);
} forms[] = {
    {"open", DEMO_OPEN, take_named},       {"back", DEMO_BACK, take_back},
    {"set", DEMO_SET, take_fields},        {"let", DEMO_LET, take_fields},
    {"add", DEMO_ADD, take_add},           {"remove", DEMO_REMOVE, take_sure},
    {"say", DEMO_SAY, take_say},           {"refuse", DEMO_REFUSE, take_sure},
    {"persona", DEMO_PERSONA, take_named},
};

bool demo_take_acts(struct demo_reader *reader, const struct yaml_node *node,
                    const struct demo_act **out)
{
    static const char *const keys[] = {"open",   "item", "back",   "set",     "let", "add",
                                       "remove", "say",  "refuse", "persona", NULL};
    struct acts acts = {.reader = reader, .map = node};
    int faults = reader->yaml.faults;
    if (!demo_is_map(reader, node, "{open: ECRAN} ou {say: \"…\"}")) {
        return false;
    }
    yaml_allow(&reader->yaml, node, keys);
    for (const struct yaml_node *act = node->first; act; act = act->next) {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            if (str_same(forms[i].key, act->key)) {
                forms[i].take(&acts, act, add_act(&acts, forms[i].kind, act->line));
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
