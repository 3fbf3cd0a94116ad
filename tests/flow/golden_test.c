/* golden_test.c: what stands on each screen, as text to be read over: the buttons with their role
 * and icon, the words and pictures, in order, in millimetres rounded to 5. In French upright and on
 * its side, and in Arabic; of the other languages, sizes of letters and glasses only the labels,
 * which tell what a page holds. Exact places, sizes and colours are the audit's (ui/audit.h).
 *
 * tests/golden/SCREEN.txt holds one screen. After a change that is meant:
 *
 *     make goldens && git diff tests/golden */
#include "walker.h"

#include "base/utf8.h"

#include <math.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define GOLDEN SOURCE_ROOT "/tests/golden"

enum { FILE_MAX = 1 << 22 };

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
    bool whole; /* with all that is there; else only its labels */
};

static int mm5(const struct glass *glass, int pixels)
{
    return 5 * (int)lround(glass_to_mm(glass, pixels) / 5);
}

static void add_place(struct str *out, const struct draw_list *list, const char *what,
                      struct rect rect)
{
    const struct glass *glass = &list->glass;
    str_addf(out, "%-8s %3d,%-3d %3dx%-3d", what, mm5(glass, rect.x), mm5(glass, rect.y),
             mm5(glass, rect.w), mm5(glass, rect.h));
}

static const struct zone *zone_under(const struct draw_list *list, struct rect rect)
{
    return draw_zone_at(list, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static bool is_icon(const struct draw_command *command)
{
    return command->kind == DRAW_TEXT && command->face == FACE_ICONS;
}

static void add_icon(struct str *out, const struct draw_command *icon)
{
    size_t length;
    str_addf(out, " U+%04X", (unsigned)utf8_read(icon->text, strlen(icon->text), &length));
}

static void add_zone(struct str *out, const struct draw_list *list, const struct zone *zone)
{
    const char *role = zone->role == ROLE_SURFACE ? "surface" : "button";
    add_place(out, list, zone->enabled ? role : "disabled", zone->rect);
    for (size_t i = 0; i < list->commands.n; i++) {
        const struct draw_command *command = &list->commands.at[i];
        if (is_icon(command) && zone_under(list, command->rect) == zone) {
            add_icon(out, command);
        }
    }
    str_addf(out, " \"%s\"", zone->label);
    if (!str_same(zone->label, zone->spoken)) {
        str_addf(out, " says \"%s\"", zone->spoken);
    }
    str_add(out, "\n");
}

static void add_words(struct str *out, const struct draw_list *list, const struct draw_words *words)
{
    const struct zone *zone = zone_under(list, words->ink);
    if (!zone || !str_same(words->text, zone->label)) {
        add_place(out, list, "words", words->ink);
        str_addf(out, " \"%s\"\n", words->text);
    }
}

static void add_command(struct str *out, const struct draw_list *list,
                        const struct draw_command *command)
{
    if (command->kind == DRAW_PICTURE) {
        add_place(out, list, "picture", command->rect);
        str_addf(out, " %s\n", file_name(command->text));
    } else if (command->kind == DRAW_CODE) {
        add_place(out, list, "code", command->rect);
        str_addf(out, " %d modules\n", command->side);
    } else if (is_icon(command) && !zone_under(list, command->rect)) {
        add_place(out, list, "icon", command->rect);
        add_icon(out, command);
        str_add(out, "\n");
    }
}

/* Each colour once, in the order of their use: a few make a calm or a stark frame. */
static void add_colours(struct str *out, const struct draw_list *list)
{
    str_addf(out, "colours  #%06X", (unsigned)list->background);
    for (size_t i = 0; i < list->commands.n; i++) {
        bool known = list->commands.at[i].kind == DRAW_PICTURE;
        for (size_t j = 0; j < i && !known; j++) {
            known = list->commands.at[j].color == list->commands.at[i].color;
        }
        if (!known) {
            str_addf(out, " #%06X", (unsigned)list->commands.at[i].color);
        }
    }
    str_add(out, "\n");
}

static void add_labels(struct str *out, const struct draw_list *list)
{
    for (size_t i = 0; i < list->zones.n; i++) {
        str_addf(out, "%s\"%s\"", i ? " " : "", list->zones.at[i].label);
    }
    str_add(out, "\n");
}

static void add_view(struct str *out, const struct draw_list *list, const struct view *view)
{
    static const char *const sizes[] = {"normal", "large", "very large"};
    str_addf(out, "== %s, %dx%d of %.1f in, %s, %s\n", view->language, view->w, view->h,
             view->inches, sizes[view->text_size], view->contrast ? "contrast" : "calm");
    if (view->contrast) {
        add_colours(out, list);
    }
    if (!view->whole) {
        add_labels(out, list);
        return;
    }
    for (size_t i = 0; i < list->words.n; i++) {
        add_words(out, list, &list->words.at[i]);
    }
    for (size_t i = 0; i < list->commands.n; i++) {
        add_command(out, list, &list->commands.at[i]);
    }
    for (size_t i = 0; i < list->zones.n; i++) {
        add_zone(out, list, &list->zones.at[i]);
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
    struct world *world = &stage->world;
    struct config *config = &stage->setup.config;
    store_stand_open(stage->session.store, "Forum des aînés", "CHU d’essai", "stand",
                     stage->now.wall - 3600);
    config->name[0] = '\0';
    str_fit(config->report_to, sizeof config->report_to, "referent@example.org");
    world_count(COUNTER_VISIT_STARTED, "", 7, stage->now.wall - 3600);
    world_count(COUNTER_PEOPLE_MET, "", 3, stage->now.wall - 3600);
    world_count(COUNTER_VISIT_STARTED, "", 12, stage->now.wall);
    world->sticks[world->stick_count++] = (struct stick){.name = "CLE", .content = true};
    tally_add(&stage->tally, COUNTER_PEOPLE_MET, "", 3);
    tally_add(&stage->tally, COUNTER_VISIT_STARTED, "", 19);
    if (str_same(opens, "pin")) {
        str_fit(stage->world.pin, sizeof stage->world.pin, "4829");
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
    static const struct view views[] = {{"fr", 1080, 1920, GLASS_USUAL, 0, false, true},
                                        {"fr", 1080, 1920, GLASS_USUAL, 2, false, false},
                                        {"fr", 1920, 1080, GLASS_USUAL, 0, false, true},
                                        {"fr", 1920, 1080, GLASS_SMALLEST, 0, false, false}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        take_view(out, screen, &views[i]);
    }
}

/* One language, one size of letters. */
static void take_staff(struct str *out, int screen)
{
    static const struct view views[] = {{"fr", 1080, 1920, GLASS_USUAL, 0, false, true},
                                        {"fr", 1920, 1080, GLASS_USUAL, 0, false, true},
                                        {"fr", 1920, 1080, GLASS_SMALLEST, 0, false, false},
                                        {"fr", 1080, 1920, GLASS_SMALLEST, 0, false, false}};
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
                view.whole = size == 0 && (language == 0 || side == 0);
                take_view(out, screen, &view);
            }
            view.inches = GLASS_SMALLEST;
            view.whole = false;
            take_view(out, screen, &view); /* the tightest of all */
        }
    }
    struct view view = {.language = "fr", .w = 1080, .h = 1920, .inches = GLASS_USUAL};
    view.contrast = resizes;
    take_view(out, screen, &view);
}

/* As diff shows it, beside what is kept. */
static void tell(const char *name, const char *path, const struct str *is)
{
    char found[FILE_PATH_MAX], kept_label[64], found_label[64];
    pid_t diff;
    snprintf(found, sizeof found, "/tmp/golden-%s-%d.txt", name, (int)getpid());
    snprintf(kept_label, sizeof kept_label, "tests/golden/%s.txt", name);
    snprintf(found_label, sizeof found_label, "%s as it is now", name);
    assert_true(file_replace(found, is->at, is->n, NULL));
    char diff_name[] = "diff", unified[] = "-U1", label[] = "--label", kept[FILE_PATH_MAX];
    str_fit(kept, sizeof kept, path);
    char *arguments[] = {diff_name,   unified, label, kept_label, label,
                         found_label, kept,    found, NULL};
    fflush(NULL);
    if (posix_spawnp(&diff, "diff", NULL, NULL, arguments, environ) == 0) {
        waitpid(diff, NULL, 0);
    }
    unlink(found);
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
            tell(screens[screen].name, path, &is);
            differ++;
        }
        str_release(&is);
        str_release(&was);
    }
    if (differ > 0) {
        print_error("If that is what you want: make goldens && git diff tests/golden\n");
    }
    assert_int_equal(differ, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_screens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
