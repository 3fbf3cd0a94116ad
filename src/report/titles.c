#include "report/titles.h"

#include "base/file.h"
#include "base/str.h"

enum { SLIDE_MAX = 64 * 1024 };

/* The first heading after the front matter, or NULL. */
static const char *read_heading(struct arena *arena, const char *text)
{
    bool front = str_starts(text, "---\n") || str_starts(text, "---\r\n");
    for (bool first = true; *text; first = false) {
        size_t n = strcspn(text, "\r\n");
        if (front) {
            front = first || n != 3 || !str_starts(text, "---");
        } else if (n > 2 && str_starts(text, "# ")) {
            return arena_copy(arena, text + 2, n - 2);
        }
        text += n;
        text += *text == '\r';
        text += *text == '\n';
    }
    return NULL;
}

/* A slide's id is its file's name without its number prefix and ending. */
static const char *slide_id(struct arena *arena, const char *name)
{
    size_t digits = strspn(name, "0123456789");
    name += digits > 0 && name[digits] == '-' ? digits + 1 : 0;
    return arena_copy(arena, name, strlen(name) - strlen(".md"));
}

bool titles_read(struct titles *titles, const char *content, struct err *err)
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct str text = {0};
    file_join(folder, content, "fr/slides");
    char **names = file_list(&titles->arena, folder, ".md", err);
    for (size_t i = 0; names && names[i]; i++) {
        if (file_join(path, folder, names[i]) && file_read(path, SLIDE_MAX, &text, NULL)) {
            const char *title = read_heading(&titles->arena, str_text(&text));
            if (title) {
                arr_push(&titles->list, (struct title){slide_id(&titles->arena, names[i]), title});
            }
        }
    }
    str_release(&text);
    return names != NULL;
}

const char *titles_find(void *context, enum counter counter, const char *item)
{
    const struct titles *titles = context;
    if (counter != COUNTER_SLIDE_SHOWN && counter != COUNTER_SLIDE_OPENED) {
        return NULL;
    }
    for (size_t i = 0; i < titles->list.n; i++) {
        if (str_same(titles->list.at[i].id, item)) {
            return titles->list.at[i].text;
        }
    }
    return NULL;
}

void titles_release(struct titles *titles)
{
    arr_release(&titles->list);
    arena_release(&titles->arena);
}
