/* screens.c: the screens, and their widgets from the tables of widgets.c. */
#include "base/str.h"
#include "content/demo/kinds.h"
#include "content/demo/widgets.h"

enum { SCREENS_MAX = 300, TELL_MAX = 90, KEYS_MAX = 32 };

/* --- forms that only widgets have --- */

static bool take_maybe(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    if (node->kind == YAML_TEXT && node->text[0] == '\0') {
        *out = "";
        return true;
    }
    return demo_take_text(reader, node, 0, out);
}

static bool take_look(struct demo_reader *reader, const struct yaml_node *node, enum demo_look *out)
{
    static const char *const looks[] = {
        [DEMO_QUIET] = "quiet", [DEMO_MAIN] = "main", [DEMO_ALERT] = "alert"};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (str_same(looks[i], node->text)) {
            *out = (enum demo_look)i;
            return true;
        }
    }
    yaml_fault(&reader->yaml, node->line, "« look » : écrivez main, quiet ou alert");
    return false;
}

static bool take_option(struct demo_reader *reader, const struct yaml_node *node,
                        struct demo_option *option)
{
    static const char *const keys[] = {"label", "value", NULL};
    if (node->kind == YAML_TEXT) {
        bool ok = demo_take_text(reader, node, 0, &option->label);
        option->value = option->label;
        return ok;
    }
    if (!demo_is_map(reader, node, "« Texte » ou {label: \"Texte\", value: \"…\"}")) {
        return false;
    }
    yaml_allow(&reader->yaml, node, keys);
    bool ok = demo_take_text(reader, yaml_need(&reader->yaml, node, "label"), 0, &option->label);
    const struct yaml_node *value = yaml_need(&reader->yaml, node, "value");
    return value && take_maybe(reader, value, &option->value) && ok;
}

static bool take_options(struct demo_reader *reader, const struct yaml_node *node,
                         struct demo_widget *widget)
{
    if (!demo_is_list(reader, node, "[\"Oui\", \"Non\"]")) {
        return false;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (widget->option_count == DEMO_OPTIONS_MAX) {
            yaml_fault(&reader->yaml, item->line, "trop d’options ; %d au plus", DEMO_OPTIONS_MAX);
            return false;
        }
        if (!take_option(reader, item, &widget->options[widget->option_count])) {
            return false;
        }
        widget->option_count++;
    }
    return true;
}

/* Into the place of a widget that has that form. */
static void take(struct demo_reader *reader, const struct yaml_node *node, enum widget_form form,
                 struct demo_widget *widget, size_t place)
{
    void *at = (char *)widget + place;
    switch (form) {
    case FORM_TEXT:
    case FORM_NOTHING:
    case FORM_IF:
    case FORM_WHERE:
        demo_take_text(reader, node, 0, at);
        break;
    case FORM_MAYBE:
        take_maybe(reader, node, at);
        break;
    case FORM_LIST:
    case FORM_DAYS:
    case FORM_POINTS:
    case FORM_VALUE:
        demo_take_name(reader, node, at);
        break;
    case FORM_SORT:
        demo_take_braced(reader, node, at);
        break;
    case FORM_ICON:
        demo_take_icon(reader, node, at);
        break;
    case FORM_PICTURE:
        demo_take_picture(reader, node, at);
        break;
    case FORM_ROWS:
        yaml_int(&reader->yaml, node, 1, DEMO_ITEMS_MAX, at);
        break;
    case FORM_HEIGHT:
        yaml_number(&reader->yaml, node, 5, 200, at);
        break;
    case FORM_LOOK:
        take_look(reader, node, at);
        break;
    case FORM_OPTIONS:
        take_options(reader, node, widget);
        break;
    case FORM_ACTS:
        demo_take_acts(reader, node, at);
        break;
    }
}

/* --- widgets --- */

/* A widget is named by its first key, since `row` and `picture` are also properties of others. */
static bool find_kind(struct demo_reader *reader, const struct yaml_node *map,
                      enum demo_widget_kind *kind)
{
    struct str names = {0};
    for (int i = 0; i < DEMO_WIDGETS; i++) {
        if (map->kind == YAML_MAP && map->first &&
            str_same(map->first->key, widget_kinds[i].name)) {
            *kind = (enum demo_widget_kind)i;
            str_release(&names);
            return true;
        }
        str_addf(&names, "%s%s", i > 0 ? ", " : "", widget_kinds[i].name);
    }
    yaml_fault(&reader->yaml, map->line,
               "un élément d’écran commence par son genre, comme « - text: » ; « %.40s » n’en est "
               "pas un ; les genres sont %s",
               map->kind == YAML_MAP && map->first ? map->first->key : map->text, str_text(&names));
    str_release(&names);
    return false;
}

static void allow(struct demo_reader *reader, const struct yaml_node *map,
                  enum demo_widget_kind kind)
{
    const char *keys[KEYS_MAX] = {widget_kinds[kind].name};
    size_t n = 1;
    for (const struct widget_property *at = widget_properties; at->key && n < KEYS_MAX - 3; at++) {
        if (at->kinds & (1u << kind)) {
            keys[n++] = at->key;
        }
    }
    keys[n++] = "needs";
    keys[n] = "unless";
    yaml_allow(&reader->yaml, map, keys);
}

/* False where it is faulty or switched off. */
static bool read_widget(struct demo_reader *reader, const struct yaml_node *map,
                        struct demo_widget *widget)
{
    int faults = reader->yaml.faults;
    *widget = (struct demo_widget){.line = map->line};
    if (!find_kind(reader, map, &widget->kind)) {
        return false;
    }
    const struct widget_kind *kind = &widget_kinds[widget->kind];
    allow(reader, map, widget->kind);
    take(reader, map->first, kind->form, widget, offsetof(struct demo_widget, text));
    for (const struct widget_property *at = widget_properties; at->key; at++) {
        const struct yaml_node *node = yaml_find(map, at->key);
        if (node && node != map->first && (at->kinds & (1u << widget->kind))) {
            take(reader, node, at->form, widget, at->place);
        }
    }
    if (kind->need) {
        yaml_need(&reader->yaml, map, kind->need);
    }
    bool on = demo_is_on(reader, map);
    return on && reader->yaml.faults == faults;
}

static void read_body(struct demo_reader *reader, const struct yaml_node *list,
                      struct demo_screen *screen)
{
    ARR(struct demo_widget) widgets = {0};
    if (!demo_is_list(reader, list, "un élément par ligne, comme « - text: \"…\" »")) {
        return;
    }
    for (const struct yaml_node *map = list->first; map; map = map->next) {
        struct demo_widget widget;
        if (widgets.n >= DEMO_PARTS_MAX) {
            yaml_fault(&reader->yaml, map->line, "trop d’éléments sur cet écran ; %d au plus",
                       DEMO_PARTS_MAX);
            break;
        }
        if (read_widget(reader, map, &widget)) {
            arr_push(&widgets, widget);
        }
    }
    screen->widgets = demo_keep(reader, widgets.at, widgets.n, sizeof *widgets.at);
    screen->widget_count = (int)widgets.n;
    arr_release(&widgets);
}

/* --- screens --- */

static void read_kind(struct demo_reader *reader, const struct yaml_node *node,
                      enum demo_screen_kind *out)
{
    static const char *const names[] = {
        [DEMO_PAGE] = "page", [DEMO_PLAIN] = "plain", [DEMO_SHEET] = "sheet"};
    for (size_t i = 0; node && i < sizeof names / sizeof *names; i++) {
        if (str_same(names[i], node->text)) {
            *out = (enum demo_screen_kind)i;
            return;
        }
    }
    if (node) {
        yaml_fault(&reader->yaml, node->line, "« kind » : écrivez page, plain ou sheet");
    }
}

static bool claim(struct demo_reader *reader, const struct yaml_node *node)
{
    if (!id_ok(node->key)) {
        yaml_fault(&reader->yaml, node->line,
                   "le nom d’écran « %.40s » ne convient pas ; petites lettres sans accent, "
                   "chiffres et - seulement",
                   node->key);
        return false;
    }
    for (size_t i = 0; i < reader->screen_files.n; i++) {
        if (str_same(reader->screen_files.at[i].key, node->key)) {
            yaml_fault(&reader->yaml, node->line,
                       "l’écran « %s » est déjà dans %s ; renommez l’un des deux", node->key,
                       reader->screen_files.at[i].text);
            return false;
        }
    }
    if (reader->screen_files.n >= SCREENS_MAX) {
        yaml_fault(&reader->yaml, node->line, "trop d’écrans ; %d au plus", SCREENS_MAX);
        return false;
    }
    arr_push(&reader->screen_files, (struct word){node->key, reader->yaml.file});
    return true;
}

static void read_screen(struct demo_reader *reader, const struct yaml_node *map)
{
    static const char *const keys[] = {"title", "kind", "tab", "tell", "of", "needs", "body", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    struct demo_screen screen = {
        .id = map->key, .title = "", .file = yaml->file, .line = map->line, .tell = ""};
    if (!claim(reader, map) || !demo_is_map(reader, map, "les lignes title: et body:")) {
        return;
    }
    yaml_allow(yaml, map, keys);
    demo_take_text(reader, yaml_need(yaml, map, "title"), 0, &screen.title);
    read_kind(reader, yaml_find(map, "kind"), &screen.kind);
    demo_take_name(reader, yaml_find(map, "tab"), &screen.tab);
    demo_take_text(reader, yaml_find(map, "tell"), TELL_MAX, &screen.tell);
    demo_take_name(reader, yaml_find(map, "of"), &screen.of);
    read_body(reader, yaml_need(yaml, map, "body"), &screen);
    if (demo_is_on(reader, map)) {
        arr_push(&reader->screens, screen);
    }
}

void demo_read_screens(struct demo_reader *reader, const struct yaml_node *top)
{
    for (const struct yaml_node *map = top->first; map; map = map->next) {
        read_screen(reader, map);
    }
}
