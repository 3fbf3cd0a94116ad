/* people.c: personas.yaml, the invented people, what the app remembers of them and their
 * lists. */
#include "base/str.h"
#include "content/demo/kinds.h"
#include "content/demo_play.h"

enum { PERSONAS_MAX = 20, FIELDS_MAX = 24 };

static bool has_item(const struct demo_item *items, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++) {
        if (id[0] && str_same(items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool read_item(struct demo_reader *reader, const struct yaml_node *map,
                      struct demo_item *item)
{
    if (!demo_is_map(reader, map, "{id: …, title: \"…\"}") ||
        !demo_take_fields(reader, map, NULL, FIELDS_MAX, &item->fields)) {
        return false;
    }
    const struct yaml_node *id = yaml_find(map, "id");
    return !id || id->text[0] == '\0' || demo_take_name(reader, id, &item->id);
}

static void read_list(struct demo_reader *reader, const struct yaml_node *node,
                      struct demo_list *list)
{
    ARR(struct demo_item) items = {0};
    for (const struct yaml_node *map = node->first; map; map = map->next) {
        struct demo_item item = {.id = "", .line = map->line};
        if (items.n >= DEMO_ITEMS_MAX) {
            yaml_fault(&reader->yaml, map->line, "trop de lignes dans « %s » ; %d au plus",
                       list->name, DEMO_ITEMS_MAX);
            break;
        }
        if (!read_item(reader, map, &item)) {
            continue;
        }
        if (has_item(items.at, items.n, item.id)) {
            yaml_fault(&reader->yaml, item.line,
                       "« id » : « %s » est déjà pris dans « %s » ; choisissez-en un autre",
                       item.id, list->name);
        } else if (reader->items >= DEMO_LIVE_MAX - DEMO_ADDED_MAX) {
            yaml_fault(&reader->yaml, item.line,
                       "trop de lignes dans les listes de toutes les personnes ; %d au plus",
                       DEMO_LIVE_MAX - DEMO_ADDED_MAX);
            break;
        } else {
            reader->items++;
            arr_push(&items, item);
        }
    }
    list->items = demo_keep(reader, items.at, items.n, sizeof *items.at);
    list->n = (int)items.n;
    arr_release(&items);
}

static void read_lists(struct demo_reader *reader, const struct yaml_node *map,
                       struct demo_persona *persona)
{
    ARR(struct demo_list) lists = {0};
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        struct demo_list list = {.name = node->key, .line = node->line};
        if (!id_ok(node->key)) {
            yaml_fault(&reader->yaml, node->line,
                       "le nom de liste « %.40s » ne convient pas ; petites lettres sans accent, "
                       "chiffres et - seulement",
                       node->key);
        } else if (node->kind != YAML_LIST) {
            yaml_fault(&reader->yaml, node->line,
                       "« %s » doit être une liste ; écrivez [] si elle est vide", node->key);
        } else {
            read_list(reader, node, &list);
            arr_push(&lists, list);
        }
    }
    persona->lists = demo_keep(reader, lists.at, lists.n, sizeof *lists.at);
    persona->list_count = (int)lists.n;
    arr_release(&lists);
}

static bool claim(struct demo_reader *reader, const struct yaml_node *node, const char *id)
{
    for (size_t i = 0; i < reader->personas.n; i++) {
        if (str_same(reader->personas.at[i].id, id)) {
            yaml_fault(&reader->yaml, node->line,
                       "« id » : « %s » est déjà pris ; choisissez-en un autre", id);
            return false;
        }
    }
    return true;
}

static void read_persona(struct demo_reader *reader, const struct yaml_node *map)
{
    static const char *const keys[] = {"id", "name", "values", "lists", NULL};
    struct demo_persona persona = {.line = map->line};
    if (!demo_is_map(reader, map, "une personne avec id, name, values et lists")) {
        return;
    }
    yaml_allow(&reader->yaml, map, keys);
    const struct yaml_node *id = yaml_need(&reader->yaml, map, "id");
    bool ok = demo_take_name(reader, id, &persona.id) && claim(reader, id, persona.id);
    ok = demo_take_text(reader, yaml_need(&reader->yaml, map, "name"), 0, &persona.name) && ok;
    const struct yaml_node *values = yaml_find(map, "values");
    if (demo_is_map(reader, values, "des lignes « nom: valeur »")) {
        demo_take_fields(reader, values, NULL, DEMO_VALUES_MAX, &persona.values);
    }
    const struct yaml_node *lists = yaml_find(map, "lists");
    if (demo_is_map(reader, lists, "des lignes « nom: [ … ] »")) {
        read_lists(reader, lists, &persona);
    }
    if (ok && reader->personas.n >= PERSONAS_MAX) {
        yaml_fault(&reader->yaml, map->line, "trop de personnes ; %d au plus", PERSONAS_MAX);
    } else if (ok) {
        arr_push(&reader->personas, persona);
    }
}

void demo_read_people(struct demo_reader *reader, const struct yaml_node *top)
{
    static const char *const keys[] = {"personas", NULL};
    yaml_allow(&reader->yaml, top, keys);
    const struct yaml_node *list = yaml_need(&reader->yaml, top, "personas");
    if (demo_is_list(reader, list, "des personnes, chacune commençant par « - id: »")) {
        for (const struct yaml_node *map = list->first; map; map = map->next) {
            read_persona(reader, map);
        }
    }
}
