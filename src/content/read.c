#include "base/file.h"
#include "base/str.h"
#include "content/demo.h"
#include "content/french.h"
#include "content/readers.h"
#include "content/yaml.h"

static int language_index(const struct content *content, const char *code)
{
    for (int i = 0; i < content->language_count; i++) {
        if (str_same(content->languages[i].code, code)) {
            return i;
        }
    }
    return -1;
}

static void add_language(struct content *content, struct yaml_reader *reader,
                         const struct yaml_node *node)
{
    const char *code = NULL;
    char path[FILE_PATH_MAX];
    if (!yaml_text(reader, node, &code)) {
        return;
    }
    const struct language *language = language_find(code);
    if (!language) {
        yaml_fault(
            reader, node->line,
            "« languages » : langue inconnue « %.40s » ; les langues sont fr, fr-simple, en, "
            "ar",
            code);
    } else if (language_index(content, code) >= 0) {
        yaml_fault(reader, node->line, "« languages » : « %s » est là deux fois ; gardez-en une",
                   code);
    } else if (content->folder[0] && !str_same(code, "fr") &&
               (!file_join(path, content->folder, code) || !file_is_folder(path))) {
        yaml_fault(
            reader, node->line,
            "« languages » : la langue « %s » n’a pas de dossier ; créez %s/%s, ou retirez-la",
            code, content->folder, code);
    } else if (content->language_count < LANGUAGES_MAX) {
        content->languages[content->language_count++] = *language;
    }
}

static void read_languages(struct content *content, struct yaml_reader *reader,
                           const struct yaml_node *node)
{
    if (!node) {
        return;
    }
    if (node->kind != YAML_LIST) {
        yaml_fault(reader, node->line, "« languages » est une liste ; écrivez [fr] ou [fr, en]");
        return;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        add_language(content, reader, item);
    }
    if (language_index(content, "fr") < 0) {
        yaml_fault(reader, node->line,
                   "« languages » : il manque fr, qui remplace ce que les autres n’ont pas ; "
                   "ajoutez-le");
    }
}

/* Whatever content.yaml said, French is there. */
static void need_french(struct content *content)
{
    if (language_index(content, "fr") >= 0) {
        return;
    }
    if (content->language_count == LANGUAGES_MAX) {
        content->language_count--;
    }
    content->languages[content->language_count++] = *language_find("fr");
}

/* content.yaml: title, version, checked, languages that have a folder; the decks for later. */
static void read_about(struct content *content, struct decks_written *decks,
                       struct problems *problems)
{
    static const char *const keys[] = {"title", "version", "checked", "languages", "decks", NULL};
    char path[FILE_PATH_MAX];
    struct yaml_reader reader;
    file_join(path, content->folder, "content.yaml");
    const struct yaml_node *top =
        yaml_read(&reader, &content->arena, path, CONTENT_FILE_MAX, problems);
    if (!top) {
        return;
    }
    struct date checked;
    yaml_allow(&reader, top, keys);
    if (yaml_text(&reader, yaml_need(&reader, top, "title"), &content->title)) {
        content->title = french_spaces(&content->arena, content->title, strlen(content->title));
    }
    yaml_text(&reader, yaml_need(&reader, top, "version"), &content->version);
    const struct yaml_node *node = yaml_need(&reader, top, "checked");
    if (yaml_date(&reader, node, &checked)) {
        content->checked = node->text;
    }
    read_languages(content, &reader, yaml_need(&reader, top, "languages"));
    *decks = (struct decks_written){reader.file, yaml_find(top, "decks")};
}

void content_read_slides(struct content *content, const char *folder, const char *language,
                         const struct content_world *world, struct problems *problems)
{
    *content = (struct content){.title = "", .version = "", .checked = ""};
    content->folder = arena_string(&content->arena, folder);
    if (!file_is_folder(folder)) {
        problem_add(problems, folder, 1,
                    "dossier des contenus introuvable ; vérifiez --content ou la clé « content »");
        need_french(content);
        deck_add_built_in(content);
        return;
    }
    struct decks_written decks = {0};
    read_about(content, &decks, problems);
    need_french(content);
    int index = language_index(content, language);
    content->language = index >= 0 ? index : language_index(content, "fr");
    links_read(content, world, problems);
    words_read(content, world, problems);
    deck_read(content, world, problems);
    if (content->slides.at[0].file[0]) {
        decks_read(content, &decks, world, problems);
    }
}

void content_read(struct content *content, const char *folder, const char *language,
                  const struct content_world *world, struct problems *problems)
{
    content_read_slides(content, folder, language, world, problems);
    if (file_is_folder(folder)) {
        content->demo = demo_read(content, world, problems);
    }
}

void content_check(const char *folder, const struct content_world *world, struct problems *problems)
{
    struct content french, other;
    content_read(&french, folder, "fr", world, problems);
    for (int i = 0; i < french.language_count; i++) {
        if (!str_same(french.languages[i].code, "fr")) {
            content_read(&other, folder, french.languages[i].code, world, problems);
            content_release(&other);
        }
    }
    content_release(&french);
    problems_sort(problems);
}
