#include "content/demo/files.h"

#include "base/file.h"
#include "base/str.h"

#include <stdlib.h>

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool demo_find_folders(struct content *content, struct demo_folders *app)
{
    const struct language *languages[2] = {&content->languages[content->language],
                                           language_find("fr")};
    *app = (struct demo_folders){.n = 0};
    for (int i = 0; i < 2; i++) {
        char name[64], path[FILE_PATH_MAX];
        snprintf(name, sizeof name, "%s/app", languages[i]->code);
        if ((i == 0 || !str_same(languages[0]->code, "fr")) &&
            file_join(path, content->folder, name) && file_is_folder(path)) {
            app->languages[app->n] = languages[i];
            app->folders[app->n++] = arena_string(&content->arena, path);
        }
    }
    return app->n > 0;
}

void demo_list_names(struct content *content, const struct demo_folders *app, const char *folder,
                     struct demo_names *names)
{
    size_t kept = 0;
    *names = (struct demo_names){{0}};
    for (int i = 0; i < app->n; i++) {
        char path[FILE_PATH_MAX];
        char **found = NULL;
        if (file_join(path, app->folders[i], folder)) {
            found = file_list(&content->arena, path, "", NULL);
        }
        for (size_t k = 0; found && found[k]; k++) {
            if (!file_is_litter(found[k])) {
                arr_push(&names->list, found[k]);
            }
        }
    }
    if (names->list.n > 1) {
        qsort(names->list.at, names->list.n, sizeof *names->list.at, by_bytes);
    }
    for (size_t i = 0; i < names->list.n; i++) {
        if (i == 0 || !str_same(names->list.at[kept - 1], names->list.at[i])) {
            names->list.at[kept++] = names->list.at[i];
        }
    }
    names->list.n = kept;
}

bool demo_mission_written(struct content *content, const char *id)
{
    struct demo_folders app;
    struct demo_names names;
    bool found = false;
    if (!demo_find_folders(content, &app)) {
        return false;
    }
    demo_list_names(content, &app, "missions", &names);
    for (size_t i = 0; i < names.list.n && !found; i++) {
        int number;
        char other[64];
        found =
            numbered_name_parse(names.list.at[i], ".yaml", &number, other) && str_same(id, other);
    }
    arr_release(&names.list);
    return found;
}
