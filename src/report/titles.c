#include "report/titles.h"

#include "base/heard.h"
#include "base/str.h"

static const struct title fixed[] = {
    {ITEM_LENGTH, "0-30s", "moins de 30 s"},   {ITEM_LENGTH, "30-120s", "de 30 s à 2 min"},
    {ITEM_LENGTH, "2-5min", "de 2 à 5 min"},   {ITEM_LENGTH, "5min+", "plus de 5 min"},
    {ITEM_SCREEN, "faq", "Mes questions"},     {ITEM_SCREEN, "quiz", "Quiz"},
    {ITEM_SCREEN, "help", "Être aidé"},        {ITEM_COMFORT, "text", "Taille du texte"},
    {ITEM_COMFORT, "contrast", "Contraste"},   {ITEM_COMFORT, "speech", "Lecture à voix haute"},
    {ITEM_COMFORT, "reach", "Boutons en bas"}, {ITEM_COMFORT, "keypad", "Clavier"},
};

static const char *find(const struct title *list, size_t n, enum item_kind kind, const char *item)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].kind == kind && str_same(list[i].item, item)) {
            return list[i].text;
        }
    }
    return NULL;
}

void titles_add(struct titles *titles, enum item_kind kind, const char *item, const char *text)
{
    arr_push(&titles->list, (struct title){kind, arena_string(&titles->arena, item),
                                           arena_string(&titles->arena, text)});
}

const char *titles_find(const struct titles *titles, enum counter counter, const char *item)
{
    enum item_kind kind = counter < COUNTERS ? counter_info(counter)->items : ITEM_NONE;
    if (kind == ITEM_THEME) {
        const struct heard_theme *theme = heard_find(item);
        return theme ? theme->label : NULL;
    }
    const char *text = find(fixed, sizeof fixed / sizeof *fixed, kind, item);
    return text ? text : find(titles->list.at, titles->list.n, kind, item);
}

void titles_release(struct titles *titles)
{
    arr_release(&titles->list);
    arena_release(&titles->arena);
    *titles = (struct titles){0};
}
