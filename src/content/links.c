/* links.c: links.yaml, what the QR codes hold. */
#include "base/file.h"
#include "content/french.h"
#include "content/world.h"
#include "content/yaml.h"

struct links_reader {
    struct yaml_reader yaml;
    struct content *content;
    const struct content_world *world;
};

static bool read_id(struct links_reader *reader, const struct yaml_node *node, struct link *link)
{
    if (!yaml_text(&reader->yaml, node, &link->id)) {
        return false;
    }
    if (!id_ok(link->id)) {
        yaml_fault(
            &reader->yaml, node->line,
            "« id » : « %.40s » ne convient pas ; petites lettres sans accent, chiffres et - "
            "seulement",
            link->id);
    } else if (content_link(reader->content, link->id)) {
        yaml_fault(&reader->yaml, node->line,
                   "« id » : « %s » est déjà pris ; choisissez-en un autre", link->id);
    }
    return true;
}

static void read_link(struct links_reader *reader, const struct yaml_node *map)
{
    static const char *const keys[] = {"id", "address", "short", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    if (map->kind != YAML_MAP) {
        yaml_fault(yaml, map->line, "un lien s’écrit avec id, address et short");
        return;
    }
    int faults = yaml->faults;
    struct link link = {.id = NULL};
    yaml_allow(yaml, map, keys);
    read_id(reader, yaml_need(yaml, map, "id"), &link);
    const struct yaml_node *address = yaml_need(yaml, map, "address");
    if (yaml_text(yaml, address, &link.address)) {
        yaml->faults +=
            !check_address(reader->world, yaml->file, address->line, link.address, yaml->problems);
    }
    const struct yaml_node *shown = yaml_need(yaml, map, "short");
    if (yaml_text(yaml, shown, &link.shown)) {
        link.shown = french_spaces(&reader->content->arena, link.shown, strlen(link.shown));
        yaml->faults +=
            !check_text(reader->world, yaml->file, shown->line, link.shown, yaml->problems);
    }
    if (yaml->faults == faults) {
        arr_push(&reader->content->links, link);
    }
}

void links_read(struct content *content, const struct content_world *world,
                struct problems *problems)
{
    static const char *const keys[] = {"links", NULL};
    char path[FILE_PATH_MAX];
    struct links_reader reader = {.content = content, .world = world};
    file_join(path, content->folder, "links.yaml");
    const struct yaml_node *top =
        yaml_read(&reader.yaml, &content->arena, path, CONTENT_FILE_MAX, problems);
    if (!top) {
        return;
    }
    yaml_allow(&reader.yaml, top, keys);
    const struct yaml_node *list = yaml_need(&reader.yaml, top, "links");
    if (list && (list->kind != YAML_LIST || !list->first)) {
        yaml_fault(&reader.yaml, list->line,
                   "« links » doit être une liste de liens, chacun commençant par « - id: »");
    } else if (list) {
        for (const struct yaml_node *map = list->first; map; map = map->next) {
            read_link(&reader, map);
        }
    }
}
