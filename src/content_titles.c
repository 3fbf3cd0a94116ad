#include "content_titles.h"

#include "app/screen.h"
#include "base/file.h"
#include "content/demo.h"

static void add_languages(struct titles *titles)
{
    static const char *const codes[] = {"fr", "fr-simple", "en", "ar"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        titles_add(titles, ITEM_LANGUAGE, codes[i], language_find(codes[i])->name);
    }
}

static void add_screens(struct titles *titles)
{
    static const struct {
        const char *name, *title;
    } screens[] = {
#define SCREEN_TITLE(ID, name, title) {#name, title},
        SCREEN_LIST(SCREEN_TITLE)
#undef SCREEN_TITLE
    };
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        if (screens[i].title) {
            titles_add(titles, ITEM_SCREEN, screens[i].name, screens[i].title);
        }
    }
}

static void add_slides(struct titles *titles, const struct content *content)
{
    for (size_t i = 0; i < content->slides.n; i++) {
        const struct slide *slide = &content->slides.at[i];
        titles_add(titles, ITEM_SLIDE, slide->id, slide->title);
    }
}

static void add_links(struct titles *titles, const struct content *content)
{
    for (size_t i = 0; i < content->links.n; i++) {
        const struct link *link = &content->links.at[i];
        const char *key = arena_format(&titles->arena, "link.%s.title", link->id);
        const char *title = content_word(content, key);
        /* content_word() answers a phrase it does not have by its key. */
        titles_add(titles, ITEM_LINK, link->id, str_same(title, key) ? link->shown : title);
    }
}

static void add_demo(struct titles *titles, const struct demo *demo)
{
    struct arena *arena = &titles->arena;
    for (int i = 0; demo && i < demo->screen_count; i++) {
        const struct demo_screen *screen = &demo->screens[i];
        /* A title in {braces} is the one of whatever document or message it shows. */
        if (screen->title[0] && !strchr(screen->title, '{')) {
            titles_add(titles, ITEM_SCREEN, arena_format(arena, "app/%s", screen->id),
                       screen->title);
        }
    }
    for (int i = 0; demo && i < demo->mission_count; i++) {
        const struct demo_mission *mission = &demo->missions[i];
        titles_add(titles, ITEM_MISSION, mission->id, mission->title);
        for (int step = 1; step <= mission->step_count; step++) {
            titles_add(titles, ITEM_STEP, arena_format(arena, "%s/%d", mission->id, step),
                       arena_format(arena, "%s, étape %d", mission->title, step));
        }
    }
}

bool titles_read(struct titles *titles, const char *content, struct err *err)
{
    char slides[FILE_PATH_MAX];
    add_languages(titles);
    add_screens(titles);
    if (!file_join(slides, content, "fr/slides") || !file_is_folder(slides)) {
        return err_set(err, "%s: pas de dossier fr/slides, donc pas de contenu", content);
    }
    struct content read;
    struct problems problems = {0};
    content_read(&read, content, "fr", NULL, &problems);
    add_slides(titles, &read);
    add_links(titles, &read);
    add_demo(titles, read.demo);
    content_release(&read);
    if (problems.list.n > 0) {
        const struct problem *first = &problems.list.at[0];
        err_set(err, "%s:%d: %s", first->file, first->line, first->message);
    }
    problems_release(&problems);
    return true;
}
