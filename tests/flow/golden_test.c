/* golden_test.c: what stands where, as text: every screen in French and in Arabic, upright and on
 * its side, at each size of letters, on a usual glass and on the smallest.
 *
 * tests/golden/SCREEN.txt holds the frames of one screen. To look at a change and accept it:
 * GOLDEN_UPDATE=1 build/san/test/flow/golden_test && git diff tests/golden */
#include "walker.h"

#include "base/utf8.h"

#define GOLDEN SOURCE_ROOT "/tests/golden"

enum { DIFF_LINES = 8, FILE_MAX = 1 << 22 };

static const struct {
    /* After opening: 'p' pause, 's' the second slide; of the walkthrough 'm' a mission, 'w' a wrong
     * touch in it, 'e' its end, 'f' a free walk, 'd' a drawer over it. */
    const char *name, *opens;
    char then;
} screens[] = {
    {"loop", "loop", 0},
    {"loop-paused", "loop", 'p'},
    {"home", "home", 0},
    {"slides", "slides", 0},
    {"slides-plain", "slides", 's'},
    {"link", "link", 0},
    {"links", "links", 0},
    {"about", "about", 0},
    {"still", "still", 0},
    {"walk", "walk", 0},
    {"walk-mission", "walk", 'm'},
    {"walk-wrong", "walk", 'w'},
    {"walk-end", "walk", 'e'},
    {"walk-free", "walk", 'f'},
    {"walk-sheet", "walk", 'd'},
    {"staff-pin", "pin", 0},
    {"staff", "staff", 0},
    {"staff-stand", "Stand", 0},
    {"staff-tally", "Compter", 0},
    {"staff-heard", "Questions entendues", 0},
    {"staff-counts", "Comptes en direct", 0},
    {"staff-stick", "Clé USB", 0},
    {"staff-totals", "Code QR des totaux", 0},
    {"staff-deck", "Choix des diapos", 0},
    {"staff-health", "État de la borne", 0},
    {"staff-clean", "Nettoyer l’écran", 0},
    {"staff-present", "Présenter", 0},
};

enum { SCREENS_N = sizeof screens / sizeof *screens };

struct view {
    const char *language;
    int w, h;
    double inches;
    int text_size;
    bool contrast;
};

static void add_place(struct str *out, const char *what, struct rect rect)
{
    str_addf(out, "%s %d,%d %dx%d", what, rect.x, rect.y, rect.w, rect.h);
}

static void add_run(struct str *out, const struct draw_command *run)
{
    size_t length;
    bool bold = run->face == FACE_LATIN_BOLD || run->face == FACE_ARABIC_BOLD;
    if (run->face == FACE_ICONS) {
        str_addf(out, "icon %d,%d %d U+%04X", run->rect.x, run->rect.y, run->size,
                 (unsigned)utf8_read(run->text, strlen(run->text), &length));
    } else {
        str_addf(out, "text %d,%d %d%s%s \"%s\"", run->rect.x, run->rect.y, run->size,
                 bold ? " bold" : "", run->rtl ? " <" : "", run->text);
    }
}

static bool is_target(const struct draw_list *list, struct rect rect)
{
    for (size_t i = 0; i < list->zones.n; i++) {
        if (memcmp(&list->zones.at[i].rect, &rect, sizeof rect) == 0) {
            return true;
        }
    }
    return false;
}

/* What stands where. The ground of a target is its zone's; colours only where they are the
 * question. */
static void add_command(struct str *out, const struct draw_list *list,
                        const struct draw_command *command, bool colours)
{
    if (command->kind == DRAW_BOX) {
        if (!colours && is_target(list, command->rect)) {
            return;
        }
        add_place(out, command->border ? "edge" : "box", command->rect);
    } else if (command->kind == DRAW_TEXT) {
        add_run(out, command);
    } else if (command->kind == DRAW_PICTURE) {
        add_place(out, "picture", command->rect);
        str_addf(out, " %s", file_name(command->text));
    } else {
        add_place(out, "code", command->rect);
        str_addf(out, " %d modules", command->side);
    }
    if (colours) {
        str_addf(out, " #%06X", (unsigned)command->color);
    }
    str_add(out, "\n");
}

static void add_view(struct str *out, const struct draw_list *list, const struct view *view)
{
    static const char *const sizes[] = {"normal", "large", "very large"};
    str_addf(out, "== %s %dx%d %.1f in, %s, %s\n", view->language, view->w, view->h, view->inches,
             sizes[view->text_size], view->contrast ? "contrast" : "calm");
    for (size_t i = 0; i < list->commands.n; i++) {
        add_command(out, list, &list->commands.at[i], view->contrast);
    }
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        add_place(out, zone->enabled ? "zone" : "disabled zone", zone->rect);
        str_addf(out, " \"%s\"", zone->label);
        if (!str_same(zone->label, zone->spoken)) {
            str_addf(out, " says \"%s\"", zone->spoken);
        }
        str_add(out, "\n");
    }
}

static void start_mission(struct stage *stage, const char *id)
{
    const struct demo *demo = walker_demo(stage);
    walker_start(stage, (int)(demo_mission(demo, id) - demo->missions));
}

static void walk_to(struct stage *stage, char then)
{
    int x = 0, y = 0;
    stage_tap_word(stage, "home.walk");
    if (then == 'm' || then == 'w' || then == 'e') {
        start_mission(stage, "allergie");
    } else if (then) {
        while (!walker_zone(stage, ACTION_FREE, -1)) {
            walker_press(stage, ACTION_MORE, -1);
        }
        walker_press(stage, ACTION_FREE, -1);
    }
    if (then == 'w') {
        assert_true(walker_place_beside(stage, &x, &y));
        stage_touch(stage, x, y);
    } else if (then == 'e') {
        walker_play(stage, demo_mission(walker_demo(stage), "allergie")->step_count, 0);
    } else if (then == 'd') {
        walker_press(stage, ACTION_CONTROL, walker_view(stage)->avatar);
    }
}

static bool is_staff(int screen)
{
    return str_starts(screens[screen].name, "staff");
}

/* The staff's screens, of a stand that is open and has counted a little. */
static void go_staff(struct stage *stage, const char *opens)
{
    struct staff_facts *facts = &stage->team.facts;
    facts->stand_open = true;
    facts->totals.opened = stage->now.wall - 3600;
    str_fit(facts->totals.stand, sizeof facts->totals.stand,
            "11111111-2222-4333-8444-555555555555");
    str_fit(facts->totals.kiosk, sizeof facts->totals.kiosk,
            "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    str_fit(facts->totals.name, sizeof facts->totals.name, "Forum des aînés");
    str_fit(facts->totals.structure, sizeof facts->totals.structure, "CHU d’essai");
    str_fit(facts->totals.kind, sizeof facts->totals.kind, "stand");
    str_fit(facts->totals.zone, sizeof facts->totals.zone, FLOW_ZONE);
    str_fit(facts->report_to, sizeof facts->report_to, "referent@example.org");
    facts->hours[0] = (struct staff_hour){stage->now.wall - 3600, 7, 3};
    facts->hours[1] = (struct staff_hour){stage->now.wall, 12, 0};
    facts->hour_count = 2;
    facts->stick_count = 1;
    facts->sticks[0] = (struct staff_stick){.name = "CLE", .content = true};
    tally_add(&stage->tally, COUNTER_PEOPLE_MET, "", 3);
    tally_add(&stage->tally, COUNTER_VISIT_STARTED, "", 19);
    if (str_same(opens, "pin")) {
        str_fit(stage->team.pin, sizeof stage->team.pin, "4829");
        stage_down(stage, 1, 10, 10);
        stage_wait(stage, STAFF_HOLD_MS);
        stage_up(stage, 1, 10, 10);
        return;
    }
    team_enter(stage);
    if (!str_same(opens, "staff")) {
        stage_tap(stage, opens);
    }
}

static void take_view(struct str *out, int screen, const struct view *view)
{
    static struct stage stage;
    bool walks = str_same(screens[screen].opens, "walk");
    stage_open(&stage, &(struct stage_setup){.folder = walks ? SLIDES : NULL,
                                             .language = view->language,
                                             .w = view->w,
                                             .h = view->h,
                                             .inches = view->inches});
    if (is_staff(screen)) {
        go_staff(&stage, screens[screen].opens);
    } else if (!str_same(screens[screen].opens, "loop")) {
        stage_tap_word(&stage, "loop.touch");
        for (int i = 0; i < view->text_size; i++) {
            stage_tap_word(&stage, "comfort.text");
        }
        if (view->contrast) {
            stage_tap_word(&stage, "comfort.contrast");
        }
        if (walks) {
            walk_to(&stage, screens[screen].then);
        } else {
            stage_go(&stage, screens[screen].opens);
        }
    }
    if (screens[screen].then == 'p') {
        stage_tap_word(&stage, "loop.pause");
    } else if (screens[screen].then == 's') {
        stage_tap_word(&stage, "slides.next");
    }
    add_view(out, stage.list, view);
    stage_close(&stage);
}

/* Of the walkthrough, with the true content: a few, as that changes often. */
static void take_walk(struct str *out, int screen)
{
    static const struct view views[] = {{"fr", 1080, 1920, GLASS_USUAL, 0, false},
                                        {"fr", 1080, 1920, GLASS_USUAL, 2, false},
                                        {"fr", 1920, 1080, GLASS_USUAL, 0, false},
                                        {"fr", 1920, 1080, GLASS_SMALLEST, 0, false}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        take_view(out, screen, &views[i]);
    }
}

/* One language, one size of letters. */
static void take_staff(struct str *out, int screen)
{
    static const struct view views[] = {{"fr", 1080, 1920, GLASS_USUAL, 0, false},
                                        {"fr", 1920, 1080, GLASS_USUAL, 0, false},
                                        {"fr", 1920, 1080, GLASS_SMALLEST, 0, false},
                                        {"fr", 1080, 1920, GLASS_SMALLEST, 0, false}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        take_view(out, screen, &views[i]);
    }
}

static void take_screen(struct str *out, int screen)
{
    if (is_staff(screen)) {
        take_staff(out, screen);
        return;
    }
    if (str_same(screens[screen].opens, "walk")) {
        take_walk(out, screen);
        return;
    }
    static const char *const languages[] = {"fr", "ar"};
    bool resizes = !str_starts(screens[screen].name, "loop");
    for (int language = 0; language < 2; language++) {
        for (int side = 0; side < 2; side++) {
            struct view view = {.language = languages[language],
                                .w = side ? 1920 : 1080,
                                .h = side ? 1080 : 1920,
                                .inches = GLASS_USUAL};
            for (int size = 0; size < (resizes ? 3 : 1); size++) {
                view.text_size = size;
                take_view(out, screen, &view);
            }
            view.inches = GLASS_SMALLEST;
            take_view(out, screen, &view); /* the tightest of all */
        }
    }
    struct view view = {.language = "fr", .w = 1080, .h = 1920, .inches = GLASS_USUAL};
    view.contrast = resizes;
    take_view(out, screen, &view);
}

static const char *line_end(const char *text)
{
    return text + strcspn(text, "\n");
}

/* The first lines that differ, under the heading of their view. */
static void tell(const char *name, const char *was, const char *is)
{
    const char *heading = is;
    while (*was && *is) {
        size_t n = (size_t)(line_end(was) - was), m = (size_t)(line_end(is) - is);
        if (str_starts(is, "== ")) {
            heading = is;
        }
        if (n != m || strncmp(was, is, n) != 0) {
            break;
        }
        was += n + (was[n] == '\n');
        is += m + (is[m] == '\n');
    }
    print_error("%s, %.*s\n", name, (int)(line_end(heading) - heading), heading);
    for (int i = 0; i < DIFF_LINES && *was; i++, was = line_end(was), was += *was == '\n') {
        print_error("  - %.*s\n", (int)(line_end(was) - was), was);
    }
    for (int i = 0; i < DIFF_LINES && *is; i++, is = line_end(is), is += *is == '\n') {
        print_error("  + %.*s\n", (int)(line_end(is) - is), is);
    }
    print_error("If that is what you want: GOLDEN_UPDATE=1 build/san/test/flow/golden_test, "
                "then read git diff tests/golden\n");
}

static void all_screens(void **state)
{
    (void)state;
    bool update = getenv("GOLDEN_UPDATE") != NULL;
    int differ = 0;
    for (int screen = 0; screen < SCREENS_N; screen++) {
        static struct str is, was; /* static: a failed test loses nothing */
        char path[FILE_PATH_MAX];
        snprintf(path, sizeof path, "%s/%s.txt", GOLDEN, screens[screen].name);
        take_screen(&is, screen);
        if (update) {
            assert_true(file_replace(path, is.at, is.n, NULL));
        }
        bool same =
            file_read(path, FILE_MAX, &was, NULL) && str_same(str_text(&was), str_text(&is));
        if (!same) {
            tell(screens[screen].name, str_text(&was), str_text(&is));
            differ++;
        }
        str_release(&is);
        str_release(&was);
    }
    assert_int_equal(differ, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_screens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
