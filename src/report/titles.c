#include "report/titles.h"

#include "base/heard.h"
#include "base/str.h"

static const enum title_kind kinds[COUNTERS] = {
    [COUNTER_VISIT_FINISHED] = TITLE_LENGTH, [COUNTER_VISIT_LEFT] = TITLE_LENGTH,
    [COUNTER_SLIDE_SHOWN] = TITLE_SLIDE,     [COUNTER_SLIDE_OPENED] = TITLE_SLIDE,
    [COUNTER_SCREEN_OPENED] = TITLE_SCREEN,  [COUNTER_MISSION_STARTED] = TITLE_MISSION,
    [COUNTER_MISSION_STEP] = TITLE_STEP,     [COUNTER_MISSION_FINISHED] = TITLE_MISSION,
    [COUNTER_MISSION_LEFT] = TITLE_STEP,     [COUNTER_LINK_SHOWN] = TITLE_LINK,
    [COUNTER_LINK_KEPT] = TITLE_LINK,        [COUNTER_LANGUAGE_CHOSEN] = TITLE_LANGUAGE,
    [COUNTER_COMFORT_USED] = TITLE_COMFORT,  [COUNTER_QUESTION_HEARD] = TITLE_THEME,
};

static const struct title fixed[] = {
    {TITLE_LENGTH, "0-30s", "moins de 30 s"},
    {TITLE_LENGTH, "30-120s", "de 30 s à 2 min"},
    {TITLE_LENGTH, "2-5min", "de 2 à 5 min"},
    {TITLE_LENGTH, "5min+", "plus de 5 min"},
    {TITLE_SCREEN, "home", "Accueil"},
    {TITLE_SCREEN, "slides", "Diapositives"},
    {TITLE_SCREEN, "walkthrough", "Essayer l’application"},
    {TITLE_SCREEN, "link", "Codes QR"},
    {TITLE_SCREEN, "faq", "Mes questions"},
    {TITLE_SCREEN, "quiz", "Quiz"},
    {TITLE_SCREEN, "help", "Être aidé"},
    {TITLE_SCREEN, "about", "À propos de cette borne"},
    {TITLE_COMFORT, "text", "Taille du texte"},
    {TITLE_COMFORT, "contrast", "Contraste"},
    {TITLE_COMFORT, "speech", "Lecture à voix haute"},
    {TITLE_COMFORT, "reach", "Boutons en bas"},
    {TITLE_COMFORT, "keypad", "Clavier"},
};

static const char *find(const struct title *list, size_t n, enum title_kind kind, const char *item)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].kind == kind && str_same(list[i].item, item)) {
            return list[i].text;
        }
    }
    return NULL;
}

void titles_add(struct titles *titles, enum title_kind kind, const char *item, const char *text)
{
    arr_push(&titles->list, (struct title){kind, arena_string(&titles->arena, item),
                                           arena_string(&titles->arena, text)});
}

const char *titles_find(void *context, enum counter counter, const char *item)
{
    const struct titles *titles = context;
    enum title_kind kind = counter < COUNTERS ? kinds[counter] : TITLE_NONE;
    if (kind == TITLE_THEME) {
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
