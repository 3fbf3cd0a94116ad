/* deck.c: the folder of slides of a language, and that of French for what it lacks; and the decks
 * of content.yaml, which choose among them. */
#include "base/file.h"
#include "base/str.h"
#include "content/french.h"
#include "content/world.h"
#include "content/yaml.h"

enum { SLIDES_MAX = 200, DECKS_MAX = 6 };

struct deck_reader {
    struct content *content;
    const struct content_world *world;
    struct problems *problems;
    const struct language *language;
    char folder[FILE_PATH_MAX];
    ARR(struct word) taken; /* id → file name, in this folder, faulty slides too */
};

/* The id of a file, free in its folder; NULL after a problem. */
static const char *claim_id(struct deck_reader *reader, const char *name, const char *path)
{
    int number;
    char id[64];
    if (!numbered_name_parse(name, ".md", &number, id)) {
        problem_add(reader->problems, path, 1,
                    "nom de fichier non compris ; une diapo s’appelle 03-nom.md : un numéro, un "
                    "tiret, puis petites lettres sans accent, chiffres et -");
        return NULL;
    }
    for (size_t i = 0; i < reader->taken.n; i++) {
        if (str_same(reader->taken.at[i].key, id)) {
            problem_add(reader->problems, path, 1,
                        "le nom « %s » est déjà pris par %s ; renommez l’un des deux", id,
                        reader->taken.at[i].text);
            return NULL;
        }
    }
    const char *kept = arena_string(&reader->content->arena, id);
    arr_push(&reader->taken, (struct word){kept, name});
    return kept;
}

static void read_slide(struct deck_reader *reader, const char *name)
{
    struct content *content = reader->content;
    char path[FILE_PATH_MAX];
    if (!file_join(path, reader->folder, name)) {
        problem_add(reader->problems, reader->folder, 1, "nom trop long « %.80s » ; raccourcissez",
                    name);
        return;
    }
    struct slide slide = {.file = arena_string(&content->arena, path)};
    struct slide_place place;
    slide.id = claim_id(reader, name, slide.file);
    if (!slide.id) {
        return;
    }
    bool ok =
        slide_read(&slide, &place, &content->arena, reader->language->french, reader->problems) &&
        check_slide(content, reader->world, &slide, &place, reader->problems);
    if (!ok || content_slide(content, slide.id)) {
        return;
    }
    if (content->slides.n >= SLIDES_MAX) {
        problem_add(reader->problems, slide.file, 1, "trop de diapos ; %d au plus", SLIDES_MAX);
        return;
    }
    arr_push(&content->slides, slide);
}

/* Reads one folder; false where there is none. */
static bool read_folder(struct content *content, const struct language *language,
                        const struct content_world *world, struct problems *problems)
{
    struct deck_reader reader = {content, world, problems, language, "", {0}};
    char name[64];
    snprintf(name, sizeof name, "%s/slides", language->code);
    if (!file_join(reader.folder, content->folder, name)) {
        return false;
    }
    char **names = file_list(&content->arena, reader.folder, "", NULL);
    for (size_t i = 0; names && names[i]; i++) {
        if (!file_is_litter(names[i])) {
            read_slide(&reader, names[i]);
        }
    }
    arr_release(&reader.taken);
    return names != NULL;
}

static int by_name(const void *a, const void *b)
{
    const struct slide *one = a, *other = b;
    const char *name = file_name(one->file), *other_name = file_name(other->file);
    long number = strtol(name, NULL, 10), other_number = strtol(other_name, NULL, 10);
    if (number != other_number) {
        return number < other_number ? -1 : 1;
    }
    return strcmp(name, other_name);
}

/* Never a blank screen: what a visitor must know, whatever happened to the files. */
void deck_add_built_in(struct content *content)
{
    struct slide slide = {
        .id = "secours",
        .file = "",
        .title = "Mon espace santé",
        .lines = {"Votre carnet de santé en ligne, gratuit.",
                  "Besoin d’aide\u00A0? Appelez le 3422."},
        .line_count = 2,
        .alt = "",
        .action.id = "",
    };
    arr_push(&content->slides, slide);
}

void deck_read(struct content *content, const struct content_world *world,
               struct problems *problems)
{
    const struct language *language = &content->languages[content->language];
    const struct language *french = language_find("fr");
    if (!str_same(language->code, french->code)) {
        read_folder(content, language, world, problems);
    }
    size_t before = problems->list.n, slides = content->slides.n;
    bool there = read_folder(content, french, world, problems);
    if (!there || (slides == 0 && content->slides.n == 0 && problems->list.n == before)) {
        char path[FILE_PATH_MAX];
        file_join(path, content->folder, "fr/slides");
        problem_add(problems, path, 1,
                    there ? "aucune diapo en français ; ajoutez un fichier comme 01-nom.md"
                          : "dossier introuvable ; créez-le et mettez-y les diapos en français");
    }
    if (content->slides.n > 1) {
        qsort(content->slides.at, content->slides.n, sizeof *content->slides.at, by_name);
    }
    if (content->slides.n == 0) {
        deck_add_built_in(content);
    }
}

/* True where some language has a file for it: what is wrong in that file is told there. */
static bool is_written(const struct content *content, const char *id)
{
    bool found = false;
    struct arena arena = {0};
    for (int i = 0; !found && i < content->language_count; i++) {
        char name[64], folder[FILE_PATH_MAX], other[64];
        int number;
        snprintf(name, sizeof name, "%s/slides", content->languages[i].code);
        char **names = file_join(folder, content->folder, name)
                           ? file_list(&arena, folder, ".md", NULL)
                           : NULL;
        for (size_t k = 0; !found && names && names[k]; k++) {
            found = numbered_name_parse(names[k], ".md", &number, other) && str_same(other, id);
        }
    }
    arena_release(&arena);
    return found;
}

struct decks_reader {
    struct yaml_reader yaml;
    struct content *content;
    const struct content_world *world;
};

/* Adds the slide to ids, which has room; content's own slide gives the id. */
static void read_choice(struct decks_reader *reader, const struct yaml_node *node, const char **ids,
                        size_t *n)
{
    const char *id = NULL;
    if (!yaml_text(&reader->yaml, node, &id)) {
        return;
    }
    for (size_t i = 0; i < *n; i++) {
        if (str_same(ids[i], id)) {
            yaml_fault(&reader->yaml, node->line,
                       "« slides » : « %s » est là deux fois ; gardez-en une", id);
            return;
        }
    }
    const struct slide *slide = content_slide(reader->content, id);
    if (slide) {
        ids[(*n)++] = slide->id;
    } else if (!is_written(reader->content, id)) {
        yaml_fault(&reader->yaml, node->line,
                   "« slides » : la diapo « %.60s » n’existe pas ; écrivez le nom du fichier sans "
                   "numéro ni .md",
                   id);
    }
}

static void read_choices(struct decks_reader *reader, const struct yaml_node *list,
                         struct deck *deck)
{
    if (list && (list->kind != YAML_LIST || !list->first)) {
        yaml_fault(&reader->yaml, list->line,
                   "« slides » est une liste de diapos ; écrivez par exemple [carnet, aide]");
        return;
    }
    size_t room = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        room++;
    }
    const char **ids = arena_alloc(&reader->content->arena, (room + 1) * sizeof *ids);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        read_choice(reader, node, ids, &deck->n);
    }
    deck->slides = ids;
}

static void read_deck_name(struct decks_reader *reader, const struct yaml_node *map,
                           struct deck *deck)
{
    struct yaml_reader *yaml = &reader->yaml;
    const struct yaml_node *id = yaml_need(yaml, map, "id");
    if (yaml_text(yaml, id, &deck->id) && !id_ok(deck->id)) {
        yaml_fault(yaml, id->line,
                   "« id » : « %.40s » ne convient pas ; petites lettres sans accent, chiffres et "
                   "- seulement",
                   deck->id);
    } else if (deck->id && content_deck(reader->content, deck->id)) {
        yaml_fault(yaml, id->line, "« id » : « %s » est déjà pris ; choisissez-en un autre",
                   deck->id);
    }
    const struct yaml_node *title = yaml_need(yaml, map, "title");
    if (yaml_text(yaml, title, &deck->title)) {
        deck->title = french_spaces(&reader->content->arena, deck->title, strlen(deck->title));
        yaml->faults +=
            !check_text(reader->world, yaml->file, title->line, deck->title, yaml->problems);
    }
}

static void read_deck(struct decks_reader *reader, const struct yaml_node *map)
{
    static const char *const keys[] = {"id", "title", "slides", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    struct deck deck = {.n = 0};
    if (map->kind != YAML_MAP) {
        yaml_fault(yaml, map->line, "un jeu de diapos s’écrit avec id, title et slides");
        return;
    }
    if (reader->content->decks.n >= DECKS_MAX) {
        yaml_fault(yaml, map->line, "« decks » : trop de jeux de diapos ; %d au plus", DECKS_MAX);
        return;
    }
    int faults = yaml->faults;
    yaml_allow(yaml, map, keys);
    read_deck_name(reader, map, &deck);
    bool named = yaml->faults == faults;
    read_choices(reader, yaml_need(yaml, map, "slides"), &deck);
    if (named && deck.n > 0) {
        arr_push(&reader->content->decks, deck);
    }
}

void decks_read(struct content *content, const struct decks_written *written,
                const struct content_world *world, struct problems *problems)
{
    struct decks_reader reader = {{written->file, problems, 0}, content, world};
    if (written->list && written->list->kind != YAML_LIST) {
        yaml_fault(&reader.yaml, written->list->line,
                   "« decks » est une liste de jeux de diapos, chacun commençant par « - id: »");
    } else if (written->list) {
        for (const struct yaml_node *map = written->list->first; map; map = map->next) {
            read_deck(&reader, map);
        }
    }
}

bool deck_has(const struct deck *deck, const struct slide *slide)
{
    for (size_t i = 0; deck && i < deck->n; i++) {
        if (str_same(deck->slides[i], slide->id)) {
            return true;
        }
    }
    return !deck;
}
