/* about.c: who made this kiosk, what it counts and what it does not. */
#include "app/chrome.h"

static const char *const paragraphs[] = {
    "about.unofficial", "about.invented", "about.service", "about.counting", "about.counts",
    "about.use",        "about.never",    "about.keeps",   "about.help",     "about.sources",
};

enum { PARAGRAPHS = sizeof paragraphs / sizeof paragraphs[0], LEADING = 3 };

/* "21 novembre 2026"; as written where it is no date. */
static const char *date_in_words(const struct app *app, const struct pen *pen, const char *text)
{
    struct date date;
    if (!date_parse(text, &date)) {
        return text;
    }
    struct arena *arena = &pen->list->arena;
    const char *key = arena_format(arena, "month.%d", date.month);
    const char *month = app_word(app, key);
    return str_same(month, key) ? text
                                : arena_format(arena, "%d %s %d", date.day, month, date.year);
}

static void about_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest, app_word(app, "about.title"));
    const char *checked = date_in_words(app, pen, app->content->checked);
    struct flow flow = {.gap = SPACE_M};
    for (int i = 0; i < PARAGRAPHS; i++) {
        flow_say(&flow, app_phrase(app, pen, paragraphs[i], app->content->version, checked),
                 i < LEADING /* the disclaimer */ ? TEXT_HEADING : TEXT_BODY);
    }
    chrome_flow(app, pen, rest, &flow);
}

const struct screen screen_about = {.ahead = true, .draw = about_draw};
