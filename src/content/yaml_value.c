/* yaml_value.c: what the nodes of yaml.c mean: lookups and typed values. */
#include "base/str.h"
#include "content/yaml.h"

const char *yaml_name(const struct yaml_node *node)
{
    return node->key ? node->key : "valeur";
}

const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        if (str_same(node->key, key)) {
            return node;
        }
    }
    return NULL;
}

const struct yaml_node *yaml_need(struct yaml_reader *reader, const struct yaml_node *map,
                                  const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);
    if (!node) {
        yaml_fault(reader, map->line, "il manque la clé « %s » ; ajoutez-la", key);
    }
    return node;
}

static bool is_allowed(const char *const keys[], const char *key)
{
    for (size_t i = 0; keys[i]; i++) {
        if (str_same(keys[i], key)) {
            return true;
        }
    }
    return false;
}

void yaml_allow(struct yaml_reader *reader, const struct yaml_node *map, const char *const keys[])
{
    struct str list = {0};
    for (size_t i = 0; keys[i]; i++) {
        str_addf(&list, "%s%s", i > 0 ? ", " : "", keys[i]);
    }
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        if (!is_allowed(keys, node->key)) {
            yaml_fault(reader, node->line, "clé inconnue « %.80s » ; les clés permises sont %s",
                       node->key, str_text(&list));
        }
    }
    str_release(&list);
}

/* Any text; false and a fault for a list or a map. */
static bool is_text(struct yaml_reader *reader, const struct yaml_node *node)
{
    if (node->kind != YAML_TEXT) {
        yaml_fault(reader, node->line, "« %.80s » : on attend une seule valeur sur la ligne",
                   yaml_name(node));
        return false;
    }
    return true;
}

bool yaml_text(struct yaml_reader *reader, const struct yaml_node *node, const char **out)
{
    if (!node || !is_text(reader, node)) {
        return false;
    }
    if (node->text[0] == '\0') {
        yaml_fault(reader, node->line, "« %.80s » est vide ; donnez une valeur", yaml_name(node));
        return false;
    }
    *out = node->text;
    return true;
}

/* Decimal digits with at most one sign and, for a fraction, one point or comma. Not strtod(),
 * which follows the locale and reads "nan" and "0x1p3". */
static bool parse_number(const char *text, bool fraction, double *value)
{
    double sign = *text == '-' ? -1 : 1, scale = 0;
    int digits = 0;
    text += *text == '-';
    for (*value = 0; *text; text++) {
        if (*text >= '0' && *text <= '9' && ++digits <= 9) {
            *value = *value * 10 + (*text - '0');
            scale *= 10;
        } else if (fraction && digits > 0 && scale == 0 && (*text == '.' || *text == ',')) {
            scale = 1;
        } else {
            return false;
        }
    }
    *value = sign * (scale > 0 ? *value / scale : *value);
    return digits > 0;
}

bool yaml_number(struct yaml_reader *reader, const struct yaml_node *node, double min, double max,
                 double *out)
{
    double value;
    if (!node || !is_text(reader, node)) {
        return false;
    }
    if (!parse_number(node->text, true, &value) || value < min || value > max) {
        yaml_fault(reader, node->line, "« %.80s » : « %.40s » n’est pas un nombre de %g à %g",
                   yaml_name(node), node->text, min, max);
        return false;
    }
    *out = value;
    return true;
}

bool yaml_int(struct yaml_reader *reader, const struct yaml_node *node, int min, int max, int *out)
{
    double value;
    if (!node || !is_text(reader, node)) {
        return false;
    }
    if (!parse_number(node->text, false, &value) || value < min || value > max) {
        yaml_fault(reader, node->line,
                   "« %.80s » : « %.40s » n’est pas un nombre entier de %d à %d", yaml_name(node),
                   node->text, min, max);
        return false;
    }
    *out = (int)value;
    return true;
}

bool yaml_date(struct yaml_reader *reader, const struct yaml_node *node, struct date *out)
{
    struct date date;
    if (!node || !is_text(reader, node)) {
        return false;
    }
    if (!date_parse(node->text, &date)) {
        yaml_fault(reader, node->line,
                   "« %.80s » : « %.40s » n’est pas une date ; écrivez-la comme 2026-11-21",
                   yaml_name(node), node->text);
        return false;
    }
    *out = date;
    return true;
}
