/* deck.c: the folder of slides of a language, and that of French for what it lacks. */
#include "base/file.h"
#include "base/str.h"
#include "content/check.h"

enum { SLIDES_MAX = 200 };

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
