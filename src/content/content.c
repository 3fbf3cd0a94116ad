#include "content/content.h"

#include "base/str.h"

static const struct language languages_known[] = {
    {"fr", "Français", false, true},
    {"fr-simple", "Texte simplifié", false, true},
    {"en", "English", false, false},
    {"ar", "العربية", true, false},
};

enum { KNOWN = sizeof languages_known / sizeof *languages_known };

const struct language *language_find(const char *code)
{
    for (int i = 0; i < KNOWN; i++) {
        if (str_same(languages_known[i].code, code)) {
            return &languages_known[i];
        }
    }
    return NULL;
}

void content_release(struct content *content)
{
    arr_release(&content->slides);
    arr_release(&content->links);
    arr_release(&content->words);
    arr_release(&content->decks);
    arena_release(&content->arena);
    *content = (struct content){.language_count = 0};
}

const struct link *content_link(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->links.n; i++) {
        if (str_same(content->links.at[i].id, id)) {
            return &content->links.at[i];
        }
    }
    return NULL;
}

const struct slide *content_slide(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->slides.n; i++) {
        if (str_same(content->slides.at[i].id, id)) {
            return &content->slides.at[i];
        }
    }
    return NULL;
}

const struct deck *content_deck(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->decks.n; i++) {
        if (str_same(content->decks.at[i].id, id)) {
            return &content->decks.at[i];
        }
    }
    return NULL;
}
