/* deck_choice.c: the staff's choice of which slides the loop shows. */
#include "app/chrome.h"
#include "app/staff/kit.h"
#include "ui/row.h"

enum { ACTION_DECK = ACTIONS_OF(SCREEN_DECK) /* [deck]; EVERY_SLIDE */ };
enum { DECKS_MAX = 24, EVERY_SLIDE = -1 };

static const char *deck_id(const struct app *app, int index)
{
    return index == EVERY_SLIDE ? "" : app->content->decks.at[index].id;
}

static int deck_count(const struct app *app)
{
    size_t n = app->content->decks.n;
    return n < DECKS_MAX ? (int)n : DECKS_MAX;
}

/* The one in force; a deck that the content no longer has is every slide. */
static int deck_chosen(const struct app *app)
{
    for (int i = 0; i < deck_count(app); i++) {
        if (str_same(deck_id(app, i), app->staff.facts.deck)) {
            return i;
        }
    }
    return EVERY_SLIDE;
}

static const char *slides_in_words(const struct pen *pen, size_t n)
{
    return arena_format(&pen->list->arena, "%zu diapo%s", n, n > 1 ? "s" : "");
}

static struct list_row choice_of(const struct app *app, const struct pen *pen, int index)
{
    bool every = index == EVERY_SLIDE, chosen = index == deck_chosen(app);
    const struct deck *deck = every ? NULL : &app->content->decks.at[index];
    return (struct list_row){
        .row = {.title = every ? "Toutes les diapos" : staff_text(pen, deck->title),
                .says = slides_in_words(pen, every ? app->content->slides.n : deck->n),
                .mark = chosen ? "choisi" : NULL,
                .icon = chosen ? ICON_CHECK : ICON_SLIDES,
                .ground = chosen ? ROW_PALE : ROW_PAPER,
                .role = TEXT_HEADING,
                .disc = true},
        .action = ACTION_DECK,
        .arg = index,
    };
}

static void deck_action(struct app *app, int action, int arg)
{
    (void)action;
    if (arg >= EVERY_SLIDE && arg < deck_count(app)) {
        const char *id = deck_id(app, arg);
        str_fit(app->staff.facts.deck, sizeof app->staff.facts.deck, id);
        app_ask(app, EFFECT_DECK, id, 0);
    }
}

static void deck_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct list_row rows[DECKS_MAX + 1];
    int n = 0;
    staff_header(app, pen, &rest, "Diapos de la boucle");
    for (int i = EVERY_SLIDE; i < deck_count(app); i++) {
        rows[n++] = choice_of(app, pen, i);
    }
    struct list list = {.rows = rows, .n = n};
    struct turn turn = chrome_turn(app);
    list_draw(pen, rest, &list, &turn);
}

const struct screen screen_deck = {.staff = true, .action = deck_action, .draw = deck_draw};
