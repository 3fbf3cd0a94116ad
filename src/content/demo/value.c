/* value.c: what stands after a key of the demo app's files. */
#include "base/str.h"
#include "base/utf8.h"
#include "content/demo/kinds.h"
#include "content/french.h"
#include "content/world.h"

void *demo_keep(struct demo_reader *reader, const void *at, size_t n, size_t size)
{
    if (n == 0) {
        return NULL;
    }
    void *copy = arena_alloc(&reader->content->arena, n * size);
    memcpy(copy, at, n * size);
    return copy;
}

bool demo_is_list(struct demo_reader *reader, const struct yaml_node *node, const char *form)
{
    if (node && (node->kind != YAML_LIST || !node->first)) {
        yaml_fault(&reader->yaml, node->line, "« %.80s » doit être une liste ; écrivez %s",
                   yaml_name(node), form);
        return false;
    }
    return node != NULL;
}

bool demo_is_map(struct demo_reader *reader, const struct yaml_node *node, const char *form)
{
    if (node && (node->kind != YAML_MAP || !node->first)) {
        yaml_fault(&reader->yaml, node->line, "« %.80s » n’a pas la bonne forme ; écrivez %s",
                   yaml_name(node), form);
        return false;
    }
    return node != NULL;
}

static const char *set_text(const struct demo_reader *reader, const char *text)
{
    struct arena *arena = &reader->content->arena;
    size_t n = strlen(text);
    return reader->french ? french_spaces(arena, text, n) : arena_copy(arena, text, n);
}

static bool take_shown(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    const char *text = set_text(reader, node->text);
    if (!check_text(reader->world, reader->yaml.file, node->line, text, reader->yaml.problems)) {
        reader->yaml.faults++;
        return false;
    }
    *out = text;
    return true;
}

bool demo_take_text(struct demo_reader *reader, const struct yaml_node *node, size_t most,
                    const char **out)
{
    const char *text;
    if (!yaml_text(&reader->yaml, node, &text)) {
        return false;
    }
    size_t n = utf8_count(text);
    if (most > 0 && n > most && !strchr(text, '{')) {
        yaml_fault(&reader->yaml, node->line,
                   "« %.80s » est trop long : %zu caractères ; %zu au plus", yaml_name(node), n,
                   most);
        return false;
    }
    return take_shown(reader, node, out);
}

bool demo_take_name(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    const char *text;
    if (!yaml_text(&reader->yaml, node, &text)) {
        return false;
    }
    if (!id_ok(text)) {
        yaml_fault(&reader->yaml, node->line,
                   "« %.80s » : « %.40s » ne convient pas ; petites lettres sans accent, chiffres "
                   "et - seulement",
                   yaml_name(node), text);
        return false;
    }
    *out = text;
    return true;
}

bool demo_take_braced(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    if (node && strchr(node->text, '{')) {
        return demo_take_text(reader, node, 0, out);
    }
    return demo_take_name(reader, node, out);
}

bool demo_take_flag(struct demo_reader *reader, const struct yaml_node *node, bool *out)
{
    const char *text;
    if (!yaml_text(&reader->yaml, node, &text)) {
        return false;
    }
    if (!str_same(text, "oui") && !str_same(text, "non")) {
        yaml_fault(&reader->yaml, node->line, "« %.80s » : « %.40s » ; écrivez oui ou non",
                   yaml_name(node), text);
        return false;
    }
    *out = str_same(text, "oui");
    return true;
}

bool demo_take_icon(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    const char *text;
    if (node && strchr(node->text, '{')) {
        return demo_take_text(reader, node, 0, out);
    }
    if (!yaml_text(&reader->yaml, node, &text)) {
        return false;
    }
    if (demo_icon(text) == 0) {
        yaml_fault(&reader->yaml, node->line,
                   "icône inconnue « %.40s » ; prenez un nom de la liste des icônes, comme home, "
                   "folder ou mail",
                   text);
        return false;
    }
    *out = text;
    return true;
}

bool demo_take_picture(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    const char *text;
    if (node && strchr(node->text, '{')) {
        return demo_take_text(reader, node, 0, out);
    }
    if (!yaml_text(&reader->yaml, node, &text)) {
        return false;
    }
    if (!check_picture(reader->content, reader->world, reader->yaml.file, node->line, &text,
                       reader->yaml.problems)) {
        reader->yaml.faults++;
        return false;
    }
    *out = text;
    return true;
}

/* The names that mean the same everywhere are held to it. */
static bool take_field(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    int days;
    if (!id_ok(node->key)) {
        yaml_fault(&reader->yaml, node->line,
                   "le nom « %.40s » ne convient pas ; petites lettres sans accent, chiffres et - "
                   "seulement",
                   node->key);
        return false;
    }
    if (node->kind == YAML_TEXT && node->text[0] == '\0') {
        *out = "";
        return true;
    }
    if (str_same(node->key, "picture")) {
        return demo_take_picture(reader, node, out);
    }
    if (str_same(node->key, "icon")) {
        return demo_take_icon(reader, node, out);
    }
    if (str_same(node->key, "id")) {
        return demo_take_braced(reader, node, out);
    }
    if (str_same(node->key, "day") && !strchr(node->text, '{') &&
        !yaml_int(&reader->yaml, node, -36500, 36500, &days)) {
        return false;
    }
    return demo_take_text(reader, node, 0, out);
}

bool demo_take_fields(struct demo_reader *reader, const struct yaml_node *map, const char *but,
                      int most, struct demo_fields *out)
{
    ARR(struct demo_field) fields = {0};
    int faults = reader->yaml.faults;
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        struct demo_field field = {.key = node->key, .line = node->line};
        if (but && str_same(node->key, but)) {
            continue;
        }
        if (fields.n >= (size_t)most) {
            yaml_fault(&reader->yaml, node->line, "trop de valeurs dans « %.80s » ; %d au plus",
                       yaml_name(map), most);
            break;
        }
        if (take_field(reader, node, &field.value)) {
            arr_push(&fields, field);
        }
    }
    out->at = demo_keep(reader, fields.at, fields.n, sizeof *fields.at);
    out->n = (int)fields.n;
    arr_release(&fields);
    return reader->yaml.faults == faults;
}

/* The switch that map names under key; true where it names none. */
static bool take_switch(struct demo_reader *reader, const struct yaml_node *map, const char *key,
                        bool *on)
{
    const struct yaml_node *node = yaml_find(map, key);
    const char *name;
    if (!node) {
        return true;
    }
    if (!demo_take_name(reader, node, &name)) {
        return false;
    }
    for (size_t i = 0; i < reader->switches.n; i++) {
        if (str_same(reader->switches.at[i].name, name)) {
            *on = reader->switches.at[i].on;
            return true;
        }
    }
    if (reader->demo->file[0] == '\0') { /* app.yaml could not be read, which was told */
        return false;
    }
    yaml_fault(&reader->yaml, node->line,
               "« %s » : l’interrupteur « %s » n’est pas dans app.yaml ; ajoutez-le sous "
               "« switches », ou corrigez le nom",
               key, name);
    return false;
}

bool demo_is_on(struct demo_reader *reader, const struct yaml_node *map)
{
    bool needed = true, unwanted = false;
    bool ok = take_switch(reader, map, "needs", &needed);
    ok = take_switch(reader, map, "unless", &unwanted) && ok;
    return ok && needed && !unwanted;
}
