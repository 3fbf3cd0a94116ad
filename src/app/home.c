/* home.c: the choice of what to do. Tiles whose screens do not exist yet are simply not here. */
#include "app/chrome.h"
#include "ui/tile.h"

static const struct {
    const char *title, *says;
    uint32_t icon;
    enum button_look look;
    enum screen_id screen;
} tiles[] = {
    {"home.walk", "home.walk.says", ICON_PHONE_APP, LOOK_PRIMARY, SCREEN_WALK},
    {"home.link", "home.link.says", ICON_CODE, LOOK_ACCENT, SCREEN_LINK},
    {"home.slides", "home.slides.says", ICON_SLIDES, LOOK_QUIET, SCREEN_SLIDES},
};

enum { TILES = sizeof tiles / sizeof tiles[0] };

/* What stands on Home, from what can least be done without: the tiles' titles and the way to the
 * notice; then the notice itself (who made this, and that it counts touches and nothing else); then
 * the greeting. A small glass with large letters shows fewer of them. */
struct home {
    bool notice, hello, ask;
    struct words words_notice, words_hello, words_ask;
    struct button more;
    struct tile tiles[TILES];
    int n;
    struct grid grid;
    int gap;
};

/* The words beside the button where that leaves them at least half the width, else above it. */
static bool notice_beside(const struct pen *pen, const struct home *home, int width)
{
    return width - pen_button_width(pen, &home->more) - home->gap > width / 2;
}

static int notice_height(const struct pen *pen, const struct home *home, int width)
{
    int button_width = pen_button_width(pen, &home->more);
    int button = pen_button_height(pen, &home->more, button_width);
    if (!home->notice) {
        return button;
    }
    bool beside = notice_beside(pen, home, width);
    int room = beside ? width - button_width - home->gap : width;
    int words = pen_words_height(pen, room, &home->words_notice);
    return beside ? most_of(words, button) : words + home->gap / 2 + button;
}

static int greeting_height(const struct pen *pen, const struct home *home, int width)
{
    int height = home->hello ? pen_words_height(pen, width, &home->words_hello) : 0;
    height += home->ask ? pen_words_height(pen, width, &home->words_ask) : 0;
    return height > 0 ? height + home->gap : 0;
}

static struct home plan(const struct app *app, const struct pen *pen, struct rect rest)
{
    bool portrait = glass_is_portrait(&pen->list->glass);
    struct home home = {
        .notice = true,
        .hello = true,
        .ask = true,
        .words_notice = {.text = app_word(app, "home.notice"), .role = TEXT_BODY},
        .words_hello = {.text = app_word(app, "home.hello"), .role = TEXT_BANNER},
        .words_ask = {.text = app_word(app, "home.ask"), .role = TEXT_ASK},
        .more =
            button_for(app_word(app, "home.about"), ICON_INFO, LOOK_QUIET, ACTION_GO, SCREEN_ABOUT),
        .gap = pen_size(pen, SPACE_L),
    };
    for (int i = 0; i < TILES; i++) {
        if (tiles[i].screen == SCREEN_WALK && !app->content->demo) {
            continue;
        }
        home.tiles[home.n++] = (struct tile){.title = app_word(app, tiles[i].title),
                                             .says = app_word(app, tiles[i].says),
                                             .icon = tiles[i].icon,
                                             .look = tiles[i].look,
                                             .action = ACTION_GO,
                                             .arg = tiles[i].screen};
    }
    int columns = portrait ? (home.n <= 3 ? 1 : 2) : home.n == 2 || home.n == 4 ? 2 : 3;
    home.grid = (struct grid){columns, (home.n + columns - 1) / columns, home.gap};
    bool *const optional[] = {&home.ask, &home.notice, &home.hello};
    int room = rest.h - home.gap - pen_tiles_least(pen, rest.w, home.tiles, home.n, &home.grid);
    for (int i = 0; i < 3; i++) {
        if (greeting_height(pen, &home, rest.w) + notice_height(pen, &home, rest.w) <= room) {
            break;
        }
        *optional[i] = false;
    }
    return home;
}

static void draw_notice(const struct pen *pen, struct rect row, const struct home *home)
{
    int width = pen_button_width(pen, &home->more);
    int height = pen_button_height(pen, &home->more, width);
    if (!home->notice) {
        pen_button(pen, rect_cut_right(&row, width), &home->more);
        return;
    }
    bool beside = notice_beside(pen, home, row.w);
    struct rect place = beside ? rect_cut_right(&row, width) : rect_cut_bottom(&row, height);
    if (beside) {
        rect_cut_right(&row, home->gap);
        int words = pen_words_height(pen, row.w, &home->words_notice);
        row = rect_middle(row, row.w, words);
    }
    pen_words(pen, row, &home->words_notice);
    pen_button(pen, rect_middle(place, place.w, height), &home->more);
}

static void draw_greeting(const struct pen *pen, struct rect *rest, const struct home *home)
{
    struct rect box = rect_cut_top(rest, greeting_height(pen, home, rest->w));
    if (home->hello) {
        rect_cut_top(&box, pen_words(pen, box, &home->words_hello));
    }
    if (home->ask) {
        pen_words(pen, box, &home->words_ask);
    }
}

static void home_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    rest = rect_inset_xy(rest, pen_side(pen), pen_size(pen, SPACE_GAP));
    struct home home = plan(app, pen, rest);
    draw_greeting(pen, &rest, &home);
    struct rect notice = rect_cut_bottom(&rest, notice_height(pen, &home, rest.w));
    rect_cut_bottom(&rest, home.gap);
    draw_notice(pen, notice, &home);
    pen_tiles(pen, rest, home.tiles, home.n, &home.grid);
}

const struct screen screen_home = {.ahead = true, .draw = home_draw};
