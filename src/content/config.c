#include "content/config.h"

#include "base/utf8.h"
#include "content/content.h"
#include "content/setting.h"
#include "content/yaml.h"

#include <stddef.h>

enum kind {
    KIND_TEXT,
    KIND_NAME,
    KIND_ZONE,
    KIND_LANGUAGE,
    KIND_MAIL,
    KIND_STAND_KIND,
    KIND_PATH,
    KIND_FIRST_PIN,
    KIND_WHOLE,
    KIND_NUMBER,
    KIND_KEYPADS,
    KIND_STANDS
};

/* Every key there is. A text's default is `text`; a number's is `usual`, within min and max. Where
 * `line` is not 0, the key's line is kept there. */
static const struct key {
    const char *name;
    enum kind kind;
    size_t offset, room, line;
    const char *text;
    double min, max, usual;
} keys[] = {
#define TEXT(field, kind, text)                                                                    \
    {                                                                                              \
#field, kind, offsetof(struct config, field), sizeof((struct config *)0)->field, 0, text,  \
            0, 0, 0                                                                                \
    }
#define LINED(field, kind)                                                                         \
    {                                                                                              \
#field, kind, offsetof(struct config, field), sizeof((struct config *)0)->field,           \
            offsetof(struct config, field##_line), "", 0, 0, 0                                     \
    }
#define NUMBER(field, kind, min, max, usual)                                                       \
    {                                                                                              \
#field, kind, offsetof(struct config, field), 0, 0, NULL, min, max, usual                  \
    }
    TEXT(name, KIND_NAME, "Borne"),
    TEXT(site, KIND_TEXT, ""),
    TEXT(region, KIND_TEXT, ""),
    TEXT(departement, KIND_TEXT, ""),
    TEXT(timezone, KIND_ZONE, "Europe/Paris"),
    TEXT(language, KIND_LANGUAGE, "fr"),
    LINED(content, KIND_PATH),
    LINED(data, KIND_PATH),
    LINED(screen, KIND_TEXT),
    NUMBER(screen_inches, KIND_NUMBER, 5, 120, 21.5),
    NUMBER(screen_bottom_mm, KIND_WHOLE, 0, 2000, 0),
    NUMBER(slide_seconds, KIND_WHOLE, 3, 120, 9),
    NUMBER(fade_ms, KIND_WHOLE, 0, 2000, 400),
    NUMBER(pause_seconds, KIND_WHOLE, 30, 3600, 300),
    NUMBER(idle_seconds, KIND_WHOLE, 20, 600, 90),
    NUMBER(idle_large_seconds, KIND_WHOLE, 20, 900, 120),
    NUMBER(countdown_seconds, KIND_WHOLE, 20, 120, 30),
    {"keypads", KIND_KEYPADS, 0, 0, 0, NULL, 0, 0, 0},
    NUMBER(keep_months, KIND_WHOLE, 1, 25, 13),
    TEXT(report_to, KIND_MAIL, ""),
    LINED(sticks, KIND_PATH),
    TEXT(first_pin, KIND_FIRST_PIN, "stick"),
    {"stands", KIND_STANDS, offsetof(struct config, stands), 0, 0, NULL, 0, 0, 0},
};

enum { KEYS = sizeof keys / sizeof *keys, CONFIG_FILE_MAX = 64 * 1024, SHOWN_MAX = 60 };

static void *field_of(struct config *config, const struct key *key)
{
    return (char *)config + key->offset;
}

struct config config_default(void)
{
    struct config config = {.name = ""};
    for (size_t i = 0; i < KEYS; i++) {
        void *field = field_of(&config, &keys[i]);
        if (keys[i].kind == KIND_NUMBER) {
            *(double *)field = keys[i].usual;
        } else if (keys[i].kind == KIND_WHOLE) {
            *(int *)field = (int)keys[i].usual;
        } else if (keys[i].kind < KIND_KEYPADS) {
            str_fit(field, keys[i].room, keys[i].text);
        }
    }
    return config;
}

/* An address that a mailto: can hold as it is: one @ between letters without accent, digits and
 * . _ + - alone. */
static bool mail_ok(const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
    size_t before = strspn(text, letters);
    const char *after = text + before + 1;
    return before > 0 && text[before] == '@' && after[0] && after[strspn(after, letters)] == '\0';
}

static bool stand_kind_ok(const char *text)
{
    return str_same(text, "stand") || str_same(text, "atelier") || str_same(text, "affichage");
}

/* What a text must be beyond its length; NULL if it is, else how to mend it. */
static const char *text_fault(const struct key *key, const char *text)
{
    if (!utf8_is_plain(text)) { /* YAML writes controls as "\n" or "\e" */
        return "effacez le retour à la ligne ou le caractère invisible";
    }
    switch (key->kind) {
    case KIND_NAME:
        return text[0] ? NULL : "donnez un nom";
    case KIND_ZONE:
        return date_zone_known(text) ? NULL : "écrivez un fuseau connu, comme Europe/Paris";
    case KIND_LANGUAGE:
        return language_find(text) ? NULL : "écrivez fr, fr-simple, en ou ar";
    case KIND_PATH:
        return text[0] ? setting_path_fault(text, true) : NULL;
    case KIND_FIRST_PIN:
        return str_same(text, "stick") || str_same(text, "console") ? NULL
                                                                    : "écrivez stick ou console";
    case KIND_STAND_KIND:
        return stand_kind_ok(text) ? NULL : "écrivez stand, atelier ou affichage";
    case KIND_MAIL:
        return !text[0] || mail_ok(text) ? NULL
                                         : "écrivez une seule adresse, sans espace, guillemet ni "
                                           "accent, comme bilan@example.org";
    default:
        return NULL;
    }
}

static void read_text(struct yaml_reader *reader, const struct yaml_node *node,
                      const struct key *key, char *field)
{
    char text[FILE_PATH_MAX];
    if (node->kind != YAML_TEXT) {
        yaml_fault(reader, node->line, "« %s » : on attend une seule valeur sur la ligne",
                   key->name);
        return;
    }
    bool fits = str_fit(text, sizeof text, node->text);
    if (key->kind != KIND_PATH) { /* a blank at the end of a path is a slip, not a form */
        setting_trim(text);
    }
    const char *mend = text_fault(key, text);
    if (mend) {
        size_t shown = utf8_cut(node->text, strnlen(node->text, SHOWN_MAX));
        yaml_fault(reader, node->line, "« %s » : « %.*s » ne convient pas ; %s", key->name,
                   (int)shown, node->text, mend);
    } else if (!fits || strlen(text) >= key->room) {
        yaml_fault(reader, node->line, "« %s » est trop long ; %zu octets au plus", key->name,
                   key->room - 1);
    } else {
        str_fit(field, key->room, text);
    }
}

/* The fields of a stand are read as keys are. */
static const struct key stand_keys[] = {
#define FIELD(field, kind, text)                                                                   \
    {                                                                                              \
#field, kind, offsetof(struct config_stand, field),                                        \
            sizeof((struct config_stand *)0)->field, 0, text, 0, 0, 0                              \
    }
    FIELD(name, KIND_NAME, ""),
    FIELD(structure, KIND_TEXT, ""),
    FIELD(kind, KIND_STAND_KIND, "stand"),
};

enum { STAND_KEYS = sizeof stand_keys / sizeof *stand_keys };

/* Nobody could tell two stands of one name apart, on the glass or in a report. */
static void refuse_twin(const struct config *config, struct yaml_reader *reader,
                        const struct yaml_node *map, const struct config_stand *stand)
{
    for (int i = 0; stand->name[0] && i < config->stand_count; i++) {
        if (setting_names_alike(config->stands[i].name, stand->name)) {
            yaml_fault(reader, map->line,
                       "« stands » : « %s » est déjà le nom d’un stand plus haut ; donnez-en un "
                       "autre, différent par plus qu’une majuscule, un accent ou un espace",
                       stand->name);
            return;
        }
    }
}

static void read_stand(struct config *config, struct yaml_reader *reader,
                       const struct yaml_node *map)
{
    struct config_stand stand = {.kind = "stand"};
    const char *names[STAND_KEYS + 1] = {NULL};
    int faults = reader->faults;
    if (map->kind != YAML_MAP) {
        yaml_fault(reader, map->line,
                   "« stands » : un stand s’écrit « - name: \"Hall\" », puis structure et kind");
        return;
    }
    for (size_t i = 0; i < STAND_KEYS; i++) {
        const struct key *key = &stand_keys[i];
        names[i] = key->name;
        const struct yaml_node *node =
            key->kind == KIND_NAME ? yaml_need(reader, map, key->name) : yaml_find(map, key->name);
        if (node) {
            read_text(reader, node, key, (char *)&stand + key->offset);
        }
    }
    yaml_allow(reader, map, names);
    refuse_twin(config, reader, map, &stand);
    if (reader->faults == faults) {
        config->stands[config->stand_count++] = stand;
    }
}

static void read_stands(struct config *config, struct yaml_reader *reader,
                        const struct yaml_node *list)
{
    if (list->kind != YAML_LIST) {
        yaml_fault(reader, list->line,
                   "« stands » est une liste ; écrivez [] ou une ligne « - name: … » par stand");
        return;
    }
    for (const struct yaml_node *map = list->first; map; map = map->next) {
        if (config->stand_count == CONFIG_STANDS_MAX) {
            yaml_fault(reader, map->line, "« stands » : trop de stands ; %d au plus",
                       CONFIG_STANDS_MAX);
            return;
        }
        read_stand(config, reader, map);
    }
}

static void read_keypads(struct config *config, struct yaml_reader *reader,
                         const struct yaml_node *node)
{
    static const struct key name = {"keypads", KIND_NAME, 0, CONFIG_NAME_MAX, 0, NULL, 0, 0, 0};
    if (node->kind == YAML_TEXT && str_same(node->text, "any")) {
        return;
    }
    if (node->kind != YAML_LIST || !node->first) {
        yaml_fault(reader, node->line,
                   "« keypads » : écrivez any, ou la liste des claviers qui agissent, comme "
                   "[\"USB Keypad\"]");
        return;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (config->keypad_count == CONFIG_KEYPADS_MAX) {
            yaml_fault(reader, item->line, "« keypads » : trop de claviers ; %d au plus",
                       CONFIG_KEYPADS_MAX);
            return;
        }
        char *field = config->keypads[config->keypad_count];
        read_text(reader, item, &name, field);
        config->keypad_count += field[0] != '\0';
    }
}

static void read_key(struct config *config, struct yaml_reader *reader,
                     const struct yaml_node *node, const struct key *key)
{
    void *field = field_of(config, key);
    if (key->line) {
        *(int *)((char *)config + key->line) = node->line;
    }
    switch (key->kind) {
    case KIND_WHOLE:
        yaml_int(reader, node, (int)key->min, (int)key->max, field);
        break;
    case KIND_NUMBER:
        yaml_number(reader, node, key->min, key->max, field);
        break;
    case KIND_KEYPADS:
        read_keypads(config, reader, node);
        break;
    case KIND_STANDS:
        read_stands(config, reader, node);
        break;
    default:
        read_text(reader, node, key, field);
        break;
    }
}

void config_read(struct config *config, const char *path, struct problems *problems)
{
    struct arena arena = {0};
    struct yaml_reader reader;
    const char *names[KEYS + 1] = {NULL};
    *config = config_default();
    const struct yaml_node *top = yaml_read(&reader, &arena, path, CONFIG_FILE_MAX, problems);
    for (size_t i = 0; top && i < KEYS; i++) {
        names[i] = keys[i].name;
        const struct yaml_node *node = yaml_find(top, keys[i].name);
        if (node) {
            read_key(config, &reader, node, &keys[i]);
        }
    }
    if (top) {
        yaml_allow(&reader, top, names);
    }
    arena_release(&arena);
}
