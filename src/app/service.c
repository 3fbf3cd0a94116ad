#include "app/service.h"

void app_go_from(struct app *app, enum screen_id screen, enum screen_id back)
{
    app->wanted = screen;
    app->wanted_back = back;
    app->dirty = true;
}

void app_go(struct app *app, enum screen_id screen)
{
    app_go_from(app, screen, SCREEN_NONE);
}

void app_ask(struct app *app, enum effect_kind kind, const char *item, int n)
{
    struct effect effect = {.kind = kind, .n = n, .wall = app->now.wall};
    str_fit(effect.item, sizeof effect.item, item);
    arr_push(&app->effects, effect);
}

void app_ask_language(struct app *app, int index)
{
    app_ask(app, EFFECT_LANGUAGE, app->content->languages[index].code, 0);
}

/* What is shown to a group is no visitor's: it would drown what visitors do. */
void app_count(struct app *app, enum counter counter, const char *item)
{
    if (app->staff.presenting && counter_info(counter)->origin == ORIGIN_KIOSK) {
        return;
    }
    app_ask(app, EFFECT_COUNT, item, 1);
    app->effects.at[app->effects.n - 1].counter = counter;
}

/* --- phrases --- */

const char *app_word(const struct app *app, const char *key)
{
    return content_word(app->content, key);
}

/* What is put into a right-to-left phrase keeps its own order: 2026, not 6202 (UAX 9). */
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE          "\u2069"

/* Phrases come from files people edit: never a printf format. */
static void fill(struct str *text, bool isolate, const char *phrase, const char *first,
                 const char *second)
{
    for (const char *at = phrase; *at; at++) {
        if (str_starts(at, "{1}") || str_starts(at, "{2}")) {
            const char *value = at[1] == '1' ? first : second;
            str_addf(text, isolate ? FIRST_STRONG_ISOLATE "%s" POP_ISOLATE : "%s", value);
            at += 2;
        } else {
            str_add_bytes(text, at, 1);
        }
    }
}

const char *app_phrase(const struct app *app, const struct pen *pen, const char *key,
                       const char *first, const char *second)
{
    struct str text = {0};
    fill(&text, app->glass.rtl, app_word(app, key), first, second);
    const char *kept = arena_string(&pen->list->arena, str_text(&text));
    str_release(&text);
    return kept;
}

void app_fill(const struct app *app, char *field, size_t room, const char *key, const char *first)
{
    struct str text = {0};
    fill(&text, app->glass.rtl, app_word(app, key), first, "");
    str_fit(field, room, str_text(&text));
    str_release(&text);
}
