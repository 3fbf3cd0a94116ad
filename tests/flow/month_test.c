/* month_test.c: March 2027 in Paris, summer time and all, with visitors at random; and beside the
 * kiosk a model of what should be counted, which knows nothing of how the kiosk works.
 *
 * The seed is printed; `month_test SEED [DAYS]` plays one again. */
#include "stage.h"

#include "chance.h"

enum { DAYS = 31, VISITS_A_DAY = 25, SLIDES_N = 4, LINKS_N = 4, REACH_MS = 400 };

static const int64_t first_day = 1803855600;   /* 2027-03-01 00:00 in Paris */
static const int64_t summer_time = 1806195600; /* 2027-03-28 01:00 UTC */

static const struct {
    const char *id;
    int seconds, link; /* of its "Voir aussi"; -1: none */
    bool morning;      /* only from 8 to 12 */
} slides[SLIDES_N] = {{"carnet", 9, 0, false},
                      {"papiers", 6, -1, false},
                      {"appel", 12, 1, false},
                      {"matin", 5, -1, true}};

static const char *const links[LINKS_N] = {"site", "telephone", "aide", "donnees"};
static const char *const languages[] = {"fr", "fr-simple", "en", "ar"};
static const char *const names[] = {"Français", "Texte simplifié", "English", "العربية"};

static uint64_t seed = 20270301;
static int days = DAYS;

enum place { LOOP, HOME, DECK, LINK, LIST, ABOUT };

struct model {
    struct tally tally;
    struct chance chance;
    int wall_slide;
    int64_t turns; /* ms when the wall turns next */
    enum place place;
    bool from_deck; /* the link was opened from a slide */
    int64_t woken, touched, link_since;
    int actions, text_size, slide, link;
};

static struct stage stage;

static void counted(struct model *model, const char *counter, const char *item)
{
    tally_add(&model->tally, counter_find(counter), item, 1);
}

/* --- the wall --- */

static bool is_due(int slide, int64_t ms)
{
    int64_t wall = stage.wall_ms / 1000 + (ms - stage.now.steady) / 1000;
    int64_t second = (wall + (wall < summer_time ? 3600 : 7200)) % 86400;
    return !slides[slide].morning || (second >= 8 * 3600 && second < 12 * 3600);
}

static void wall_shows_next(struct model *model, int64_t ms)
{
    do {
        model->wall_slide = (model->wall_slide + 1) % SLIDES_N;
    } while (!is_due(model->wall_slide, ms));
    counted(model, "slide.shown", slides[model->wall_slide].id);
    model->turns = ms + slides[model->wall_slide].seconds * 1000;
}

static void rest_until(struct model *model, int64_t ms)
{
    while (model->turns <= ms) {
        wall_shows_next(model, model->turns);
    }
    stage.unseen = true;
    stage_wait(&stage, ms - stage.now.steady - 1);
    stage.unseen = false;
    stage_wait(&stage, 1);
    expect_screen(&stage, "loop");
}

/* --- a visit --- */

static void opened(struct model *model, enum place place, const char *screen)
{
    model->place = place;
    counted(model, "screen.opened", screen);
}

static void open_slide(struct model *model, int slide)
{
    model->slide = (slide + SLIDES_N) % SLIDES_N;
    counted(model, "slide.opened", slides[model->slide].id);
}

static void leave_link(struct model *model, int64_t ms)
{
    if (model->place == LINK && ms - model->link_since >= 10000) {
        counted(model, "link.kept", links[model->link]);
    }
}

static void show_link(struct model *model, int link, int64_t ms)
{
    model->place = LINK;
    model->link = link;
    model->link_since = ms;
    counted(model, "link.shown", links[link]);
}

static void ended(struct model *model, const char *how, int64_t last, int64_t now)
{
    int64_t seconds = (last - model->woken) / 1000;
    counted(model, how,
            seconds < 30    ? "0-30s"
            : seconds < 120 ? "30-120s"
            : seconds < 300 ? "2-5min"
                            : "5min+");
    leave_link(model, now);
    model->place = LOOP;
    model->text_size = 0;
    wall_shows_next(model, now);
}

static bool press(struct model *model, const char *label)
{
    const struct zone *zone = stage_find(&stage, label);
    if (!zone) {
        return false;
    }
    stage_tap(&stage, label);
    model->touched = stage.now.steady;
    return true;
}

static bool press_word(struct model *model, const char *key)
{
    return press(model, content_word(session_content(&stage.session), key));
}

static void wake(struct model *model)
{
    rest_until(model, stage.now.steady + 1);
    int64_t down = stage.now.steady + REACH_MS; /* then a finger keeps the page */
    while (model->turns <= down) {
        wall_shows_next(model, model->turns);
    }
    int language = chance_below(&model->chance, 12);
    if (language < 4) {
        assert_true(press(model, names[language]));
        counted(model, "language.chosen", languages[language]);
    } else {
        assert_true(press_word(model, "loop.touch"));
    }
    counted(model, "visit.started", "");
    opened(model, HOME, "home");
    model->woken = stage.now.steady;
    model->actions = model->text_size = 0;
    model->slide = model->wall_slide;
}

static bool act_on_home(struct model *model, int what)
{
    if (what == 0 && press_word(model, "home.slides")) {
        opened(model, DECK, "slides");
        open_slide(model, model->slide);
    } else if (what == 1 && press_word(model, "home.link")) {
        opened(model, LINK, "link");
        show_link(model, 0, model->touched);
        model->from_deck = false;
    } else if (what == 2 && press_word(model, "home.about")) {
        opened(model, ABOUT, "about");
    } else {
        return false;
    }
    return true;
}

static bool act_on_deck(struct model *model, int what)
{
    int link = slides[model->slide].link;
    if (what == 0 && press_word(model, "slides.previous")) {
        open_slide(model, model->slide - 1);
    } else if (what == 1 && press_word(model, "go.home")) {
        opened(model, HOME, "home");
    } else if (what == 2 && link >= 0) {
        char label[64];
        str_fit(label, sizeof label, content_word(session_content(&stage.session), "slides.see"));
        *strstr(label, "{1}") = '\0';
        assert_true(press(model, label));
        opened(model, LINK, "link");
        show_link(model, link, model->touched);
        model->from_deck = true;
    } else if (press_word(model, "slides.next")) {
        open_slide(model, model->slide + 1);
    }
    return true;
}

static bool act_on_links(struct model *model, int what)
{
    char key[64];
    if (what == 0) {
        bool home = press_word(model, model->from_deck ? "go.back" : "go.home");
        assert_true(home);
        leave_link(model, model->touched);
        opened(model, model->from_deck ? DECK : HOME, model->from_deck ? "slides" : "home");
        if (model->from_deck) {
            open_slide(model, model->slide);
        }
        return true;
    }
    if (what == 1 && model->place == LINK && press_word(model, "link.others")) {
        leave_link(model, model->touched);
        model->place = LIST;
        return true;
    }
    int link = chance_below(&model->chance, LINKS_N);
    snprintf(key, sizeof key, "link.%s.title", links[link]);
    if (!press_word(model, key)) {
        return false; /* on another page, or behind "Autres codes" */
    }
    leave_link(model, model->touched);
    show_link(model, link, model->touched);
    return true;
}

static bool act(struct model *model)
{
    int what = chance_below(&model->chance, 4);
    switch (model->place) {
    case HOME:
        return act_on_home(model, what);
    case DECK:
        return act_on_deck(model, what);
    case LINK:
    case LIST:
        return act_on_links(model, what);
    default:
        return what == 0 && press_word(model, "go.home") && (opened(model, HOME, "home"), true);
    }
}

static bool comfort(struct model *model)
{
    int what = chance_below(&model->chance, 12);
    if (what == 0 && press_word(model, "comfort.text")) {
        model->text_size = (model->text_size + 1) % 3;
        counted(model, "comfort.used", "text");
    } else if (what == 1 && press_word(model, "comfort.contrast")) {
        counted(model, "comfort.used", "contrast");
    } else {
        return false;
    }
    return true;
}

static void one_action(struct model *model)
{
    while (!comfort(model) && !act(model)) {
    }
    model->actions++;
    if (model->actions == 2) {
        counted(model, "visit.engaged", "");
    }
}

/* Some read, some dream until they are asked and stay. */
static void think(struct model *model, int idle)
{
    static const int longest[] = {2000, 6000, 20000, 60000};
    int kind = chance_below(&model->chance, 20);
    stage_wait(&stage, chance_below(&model->chance, longest[kind % 4]));
    if (kind == 19) {
        int64_t since = stage.now.steady - model->touched;
        stage_wait(&stage, idle - since + chance_below(&model->chance, 29000));
        expect_screen(&stage, "still");
        assert_true(press_word(model, "still.stay"));
    }
}

static void visit(struct model *model)
{
    wake(model);
    int actions = chance_below(&model->chance, 14);
    for (int i = 0; i < actions; i++) {
        think(model, model->text_size ? 120000 : 90000);
        one_action(model);
    }
    if (chance_below(&model->chance, 3)) {
        int64_t gone = model->touched + (model->text_size ? 120000 : 90000) + 30000;
        stage_wait(&stage, gone - stage.now.steady);
        expect_screen(&stage, "loop");
        ended(model, "visit.left", model->touched, gone);
        return;
    }
    assert_true(press_word(model, "comfort.finish"));
    if (++model->actions == 2) {
        counted(model, "visit.engaged", "");
    }
    ended(model, "visit.finished", model->touched, model->touched);
    expect_screen(&stage, "loop");
}

static void expect_same(const struct tally *a, const struct tally *b)
{
    for (size_t i = 0; i < a->rows.n; i++) {
        const struct tally_row *row = &a->rows.at[i];
        const char *counter = counter_info(row->counter)->name;
        if (row->n != tally_of(b, counter, row->item)) {
            fail_msg("%s %s: %d here, %d there", counter, row->item, row->n,
                     tally_of(b, counter, row->item));
        }
    }
}

static void a_month(void **state)
{
    (void)state;
    static struct model model;
    print_message("seed %llu, %d days\n", (unsigned long long)seed, days);
    model = (struct model){.chance = {seed}, .wall_slide = SLIDES_N - 1};
    stage_open(&stage, &(struct stage_setup){.wall = first_day});
    stage.audit_every = 20;
    wall_shows_next(&model, stage.now.steady);
    int64_t start = stage.now.steady;
    for (int day = 0; day < days; day++) {
        int64_t opens = start + day * 86400000LL + 7 * 3600000LL;
        for (int i = 0; i < VISITS_A_DAY; i++) {
            int64_t at = opens + i * 1600000LL + chance_below(&model.chance, 1000000);
            if (at > stage.now.steady) {
                rest_until(&model, at);
            }
            visit(&model);
        }
        expect_same(&model.tally, &stage.tally);
        expect_same(&stage.tally, &model.tally);
    }
    print_message("%d visits, %d slides shown\n", tally_of(&stage.tally, "visit.started", ""),
                  tally_sum(&stage.tally, "slide.shown"));
    tally_release(&model.tally);
    stage_close(&stage);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_month)};
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : seed;
    days = argc > 2 ? (int)strtol(argv[2], NULL, 10) : days;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
