/* read_app.c: the folder of the demo app in a language, with those files of French that it lacks,
 * made into one app. */
#include "base/file.h"
#include "base/str.h"
#include "content/demo/files.h"
#include "content/demo/kinds.h"
#include "content/demo_play.h"

#include <unistd.h>

enum { FILES_MAX = 200 };

/* --- files --- */

/* The file of that name in the first language that has it in good form; NULL after a problem. */
static const struct yaml_node *open_file(struct demo_reader *reader, const struct demo_folders *app,
                                         const char *name)
{
    const struct yaml_node *top = NULL;
    bool tried = false;
    for (int i = 0; i < app->n && !top; i++) {
        char path[FILE_PATH_MAX];
        if (!file_join(path, app->folders[i], name)) {
            problem_add(reader->yaml.problems, app->folders[i], 1,
                        "nom trop long « %.80s » ; raccourcissez", name);
            tried = true;
        } else if (access(path, F_OK) == 0 || (!tried && i == app->n - 1)) {
            top = yaml_read(&reader->yaml, &reader->content->arena, path, CONTENT_FILE_MAX,
                            reader->yaml.problems);
            reader->french = app->languages[i]->french;
            tried = true;
        }
    }
    return top;
}

/* --- screens and missions --- */

static void read_screen_file(struct demo_reader *reader, const struct demo_folders *app,
                             const char *name)
{
    if (str_same(name, "missions") || str_same(name, "app.yaml") ||
        str_same(name, "personas.yaml")) {
        return;
    }
    if (!str_ends(name, ".yaml")) {
        problem_add(reader->yaml.problems,
                    arena_format(&reader->content->arena, "%s/%s", app->folders[0], name), 1,
                    "fichier non compris ; les écrans sont dans des fichiers en .yaml, les "
                    "missions dans le dossier missions");
        return;
    }
    const struct yaml_node *top = open_file(reader, app, name);
    if (top) {
        demo_read_screens(reader, top);
    }
}

static void read_screen_files(struct demo_reader *reader, const struct demo_folders *app)
{
    struct demo_names names;
    demo_list_names(reader->content, app, "", &names);
    for (size_t i = 0; i < names.list.n && i < FILES_MAX; i++) {
        read_screen_file(reader, app, names.list.at[i]);
    }
    if (names.list.n > FILES_MAX) {
        problem_add(reader->yaml.problems, app->folders[0], 1, "trop de fichiers ; %d au plus",
                    FILES_MAX);
    }
    arr_release(&names.list);
}

/* The id of names[i], which no name before it has; NULL after a problem. */
static const char *claim_id(struct demo_reader *reader, const struct demo_folders *app,
                            const struct demo_names *names, size_t i)
{
    int number;
    char id[64], other[64];
    const char *name = names->list.at[i];
    const char *path =
        arena_format(&reader->content->arena, "%s/missions/%s", app->folders[0], name);
    if (!numbered_name_parse(name, ".yaml", &number, id)) {
        problem_add(reader->yaml.problems, path, 1,
                    "nom de fichier non compris ; une mission s’appelle 03-nom.yaml : un numéro, "
                    "un tiret, puis petites lettres sans accent, chiffres et -");
        return NULL;
    }
    for (size_t k = 0; k < i; k++) {
        if (numbered_name_parse(names->list.at[k], ".yaml", &number, other) &&
            str_same(id, other)) {
            problem_add(reader->yaml.problems, path, 1,
                        "le nom « %s » est déjà pris par %s ; renommez l’un des deux", id,
                        names->list.at[k]);
            return NULL;
        }
    }
    return arena_string(&reader->content->arena, id);
}

static void read_mission_files(struct demo_reader *reader, const struct demo_folders *app)
{
    struct demo_names names;
    demo_list_names(reader->content, app, "missions", &names);
    for (size_t i = 0; i < names.list.n && i < FILES_MAX; i++) {
        const char *id = claim_id(reader, app, &names, i);
        const char *name = arena_format(&reader->content->arena, "missions/%s", names.list.at[i]);
        const struct yaml_node *top = id ? open_file(reader, app, name) : NULL;
        if (top) {
            demo_read_mission(reader, id, top);
        }
    }
    if (names.list.n > FILES_MAX) {
        problem_add(reader->yaml.problems, app->folders[0], 1, "trop de missions ; %d au plus",
                    FILES_MAX);
    }
    arr_release(&names.list);
}

/* --- the whole --- */

static int by_number(const void *a, const void *b)
{
    const struct demo_mission *one = a, *other = b;
    const char *name = file_name(one->file), *other_name = file_name(other->file);
    long number = strtol(name, NULL, 10), other_number = strtol(other_name, NULL, 10);
    if (number != other_number) {
        return number < other_number ? -1 : 1;
    }
    return strcmp(name, other_name);
}

/* Only those that can be walked to their end. */
static void keep_missions(struct demo_reader *reader)
{
    struct demo *demo = reader->demo;
    size_t kept = 0, n = reader->missions.n;
    struct demo_mission *missions =
        demo_keep(reader, reader->missions.at, n, sizeof *reader->missions.at);
    if (n > 1) {
        qsort(missions, n, sizeof *missions, by_number);
    }
    for (size_t i = 0; i < n; i++) {
        if (demo_check_mission(demo, &missions[i], reader->yaml.problems)) {
            missions[kept++] = missions[i];
        }
    }
    demo->missions = missions;
    demo->mission_count = (int)kept;
}

/* False where a walk could not even begin. */
static bool can_begin(struct demo_reader *reader)
{
    const struct demo *demo = reader->demo;
    if (!demo->start || demo->persona_count == 0) {
        return false;
    }
    if (!demo_screen(demo, demo->start)) {
        problem_add(reader->yaml.problems, demo->file, demo->lines.start,
                    "« start » : l’écran « %s » n’existe pas ; corrigez le nom, ou ajoutez l’écran",
                    demo->start);
        return false;
    }
    return true;
}

/* Checks the whole (check_screens.c), gives its memory back; NULL where nothing can be shown. */
static const struct demo *finish(struct demo_reader *reader)
{
    struct demo *demo = reader->demo;
    demo->personas =
        demo_keep(reader, reader->personas.at, reader->personas.n, sizeof *reader->personas.at);
    demo->persona_count = (int)reader->personas.n;
    demo->screens =
        demo_keep(reader, reader->screens.at, reader->screens.n, sizeof *reader->screens.at);
    demo->screen_count = (int)reader->screens.n;
    demo->missions = reader->missions.at; /* where they begin, screens are not out of reach */
    demo->mission_count = (int)reader->missions.n;
    bool ok = can_begin(reader);
    if (ok) {
        demo_check_screens(demo, reader->yaml.problems);
        keep_missions(reader);
    }
    arr_release(&reader->switches);
    arr_release(&reader->personas);
    arr_release(&reader->screens);
    arr_release(&reader->missions);
    arr_release(&reader->screen_files);
    return ok ? demo : NULL;
}

const struct demo *demo_read(struct content *content, const struct content_world *world,
                             struct problems *problems)
{
    struct demo_folders app;
    struct demo_reader reader = {.yaml = {"", problems, 0}, .content = content, .world = world};
    reader.demo = arena_alloc(&content->arena, sizeof *reader.demo);
    *reader.demo = (struct demo){
        .file = "",
        .avatar_label = "Profils",
        .avatar_screen = "",
        .bell_label = "Notifications",
        .bell_screen = "",
        .bell_list = "",
        .back_label = "Retour",
        .close_label = "Fermer",
        .refuse = "En vrai, cela marche. Sur cette borne, on s’arrête ici.",
    };
    if (!demo_find_folders(content, &app)) {
        return NULL;
    }
    const struct yaml_node *top = open_file(&reader, &app, "app.yaml");
    if (top) {
        demo_read_app(&reader, top);
    }
    top = open_file(&reader, &app, "personas.yaml");
    if (top) {
        demo_read_people(&reader, top);
    }
    read_screen_files(&reader, &app);
    read_mission_files(&reader, &app);
    return finish(&reader);
}
