/* shell.c: app.yaml, the shell around the screens. What is faulty falls back on words of its
 * own, so that one wrong line does not take the whole demo away. */
#include "base/str.h"
#include "content/demo/kinds.h"

enum { SWITCHES_MAX = 40 };

static void read_switches(struct demo_reader *reader, const struct yaml_node *map)
{
    if (!map || (map->kind == YAML_MAP && !map->first)) {
        return;
    }
    if (!demo_is_map(reader, map, "des lignes « nom: oui » ou « nom: non »")) {
        return;
    }
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        struct demo_switch one = {node->key, false};
        if (!id_ok(node->key)) {
            yaml_fault(&reader->yaml, node->line,
                       "l’interrupteur « %.40s » : petites lettres sans accent, chiffres et - "
                       "seulement",
                       node->key);
        } else if (reader->switches.n >= SWITCHES_MAX) {
            yaml_fault(&reader->yaml, node->line, "trop d’interrupteurs ; %d au plus",
                       SWITCHES_MAX);
            return;
        } else {
            /* One that is neither oui nor non is off, but known. */
            demo_take_flag(reader, node, &one.on);
            arr_push(&reader->switches, one);
        }
    }
}

static void read_tab(struct demo_reader *reader, const struct yaml_node *map)
{
    static const char *const keys[] = {"label", "icon", "open", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    struct demo *demo = reader->demo;
    struct demo_tab tab = {.label = NULL, .line = map->line};
    int faults = yaml->faults;
    if (!demo_is_map(reader, map, "{ label: \"…\", icon: …, open: … }")) {
        return;
    }
    yaml_allow(yaml, map, keys);
    demo_take_text(reader, yaml_need(yaml, map, "label"), 0, &tab.label);
    demo_take_icon(reader, yaml_need(yaml, map, "icon"), &tab.icon);
    demo_take_name(reader, yaml_need(yaml, map, "open"), &tab.screen);
    if (yaml->faults == faults) {
        demo->tabs[demo->tab_count++] = tab;
    }
}

static void read_tabs(struct demo_reader *reader, const struct yaml_node *list)
{
    if (!demo_is_list(reader, list, "1 à 5 lignes « - { label: \"…\", icon: …, open: … } »")) {
        return;
    }
    int n = 0;
    for (const struct yaml_node *map = list->first; map; map = map->next) {
        if (++n > DEMO_TABS) {
            yaml_fault(&reader->yaml, map->line, "trop d’onglets ; %d au plus", DEMO_TABS);
            return;
        }
        read_tab(reader, map);
    }
}

/* The persona's disc or the bell: a label, a screen, and for the bell a list. */
static void read_chrome(struct demo_reader *reader, const struct yaml_node *map,
                        const char *const keys[], const char **label, const char **screen,
                        const char **list)
{
    struct yaml_reader *yaml = &reader->yaml;
    if (!demo_is_map(reader, map,
                     list ? "{ label: \"…\", open: …, list: … }" : "{ label: \"…\", open: … }")) {
        return;
    }
    yaml_allow(yaml, map, keys);
    demo_take_text(reader, yaml_need(yaml, map, "label"), 0, label);
    demo_take_name(reader, yaml_need(yaml, map, "open"), screen);
    if (list) {
        demo_take_name(reader, yaml_need(yaml, map, "list"), list);
    }
}

void demo_read_app(struct demo_reader *reader, const struct yaml_node *top)
{
    static const char *const keys[] = {"switches", "start", "tabs",   "avatar", "bell",
                                       "back",     "close", "refuse", NULL};
    static const char *const avatar_keys[] = {"label", "open", NULL};
    static const char *const bell_keys[] = {"label", "open", "list", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    struct demo *demo = reader->demo;
    demo->file = yaml->file;
    yaml_allow(yaml, top, keys);
    read_switches(reader, yaml_find(top, "switches"));
    const struct yaml_node *start = yaml_need(yaml, top, "start");
    if (demo_take_name(reader, start, &demo->start)) {
        demo->lines.start = start->line;
        demo->avatar_screen = demo->bell_screen = demo->start;
    }
    const struct yaml_node *avatar = yaml_need(yaml, top, "avatar");
    const struct yaml_node *bell = yaml_need(yaml, top, "bell");
    demo->lines.avatar = avatar ? avatar->line : 1;
    demo->lines.bell = bell ? bell->line : 1;
    read_tabs(reader, yaml_need(yaml, top, "tabs"));
    read_chrome(reader, avatar, avatar_keys, &demo->avatar_label, &demo->avatar_screen, NULL);
    read_chrome(reader, bell, bell_keys, &demo->bell_label, &demo->bell_screen, &demo->bell_list);
    demo_take_text(reader, yaml_need(yaml, top, "back"), 0, &demo->back_label);
    demo_take_text(reader, yaml_need(yaml, top, "close"), 0, &demo->close_label);
    demo_take_text(reader, yaml_need(yaml, top, "refuse"), 0, &demo->refuse);
}
