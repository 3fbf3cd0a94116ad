/* coach_test.c: the panel beside the phone takes its time: hints, and what goes on or is forgotten
 * when the visitor pauses, leaves or changes the language. */
#include "walker.h"

#include "dump.h"

#include <spawn.h>
#include <sys/wait.h>

#include "app/visit.h"
#include "app/walk/step.h"

#include <unistd.h>

enum { HINT_MS = 8000, BEAT_MS = 600, THIRD_MS = 334 /* 3 Hz */ };

static struct stage stage;

static void open_usual(void)
{
    stage_open(&stage, &(struct stage_setup){.folder = SLIDES});
}

/* --- hints --- */

static void dump_frame(struct str *out)
{
    str_clear(out);
    draw_dump(stage.list, out);
}

static void expect_frame(const struct str *frame)
{
    static struct str now;
    dump_frame(&now);
    assert_string_equal(str_text(&now), str_text(frame));
    str_release(&now);
}

/* Two frames in turn, each for half a beat. */
static void expect_beats(void)
{
    static struct str frames[2];
    for (int i = 0; i < 8; i++) {
        if (i < 2) {
            dump_frame(&frames[i]);
        }
        expect_frame(&frames[i % 2]);
        assert_int_equal(stage_deadline(&stage), BEAT_MS);
        assert_true(BEAT_MS > THIRD_MS);
        stage_wait(&stage, BEAT_MS - 1);
        expect_frame(&frames[i % 2]);
        stage_wait(&stage, 1);
    }
    assert_string_not_equal(str_text(&frames[0]), str_text(&frames[1]));
    str_release(&frames[0]);
    str_release(&frames[1]);
}

static void hints_after_eight_seconds(void **state)
{
    (void)state;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        open_usual();
        walker_choose(&stage);
        walker_start(&stage, i);
        const char *hint = content_word(session_content(&stage.session), "walk.hint");
        for (int step = 0; step < walker_mission(&stage, i)->step_count; step++) {
            int drawn = stage.frames;
            assert_int_equal(stage_deadline(&stage), HINT_MS);
            stage_wait(&stage, HINT_MS - 1);
            assert_int_equal(stage.frames, drawn);
            expect_sees_not(&stage, hint);
            stage_wait(&stage, 1);
            assert_int_equal(stage.frames, drawn + 1);
            expect_sees(&stage, hint);
            expect_beats();
            walker_answer(&stage, 0);
            expect_sees_not(&stage, hint);
        }
    }
    stage_close(&stage);
}

/* Nothing moves but what the visitor is asked to look at. */
static void a_free_walk_is_still(void **state)
{
    (void)state;
    open_usual();
    walker_choose(&stage);
    assert_true(stage_deadline(&stage) > 60000);
    walker_press(&stage, ACTION_FREE, -1);
    int drawn = stage.frames;
    assert_int_equal(stage_deadline(&stage), visit_deadline(stage.app) - stage.now.steady);
    stage_wait(&stage, 60000);
    assert_int_equal(stage.frames, drawn);
    stage_close(&stage);
}

/* --- nothing stays --- */

static void take_beginning(int mission, struct str *out)
{
    walker_choose(&stage);
    walker_start(&stage, mission);
    str_clear(out);
    walker_dump(walker_view(&stage), out);
    stage_tap_word(&stage, "comfort.finish");
}

/* What one visitor masked, sent or added in any mission is not there for the next. */
static void nothing_stays_on_the_phone(void **state)
{
    (void)state;
    static struct str first;
    open_usual();
    int missions = walker_demo(&stage)->mission_count;
    for (int i = 0; i < missions; i++) {
        open_usual();
        take_beginning(i, &first);
        for (int j = 0; j < missions; j++) {
            walker_choose(&stage);
            walker_start(&stage, j);
            walker_play(&stage, walker_mission(&stage, j)->step_count, 1);
            if (j % 2) {
                walker_leave_alone(&stage);
            } else {
                stage_tap_word(&stage, "comfort.finish");
            }
        }
        walker_choose(&stage);
        walker_start(&stage, i);
        walker_expect_same(&stage, &first);
        assert_false(stage.app->walk.wrong);
    }
    str_release(&first);
    stage_close(&stage);
}

static void touch_some(int n)
{
    for (int i = 0; i < n; i++) {
        const struct demo_view *view = walker_view(&stage);
        int control = i % view->control_count;
        walker_bring_up(&stage, control);
        walker_press(&stage, ACTION_CONTROL, control);
    }
}

static void nothing_stays_of_a_free_walk(void **state)
{
    (void)state;
    static struct str first;
    for (int idle = 0; idle < 2; idle++) {
        open_usual();
        walker_choose(&stage);
        walker_press(&stage, ACTION_FREE, -1);
        str_clear(&first);
        walker_dump(walker_view(&stage), &first);
        stage_tap_word(&stage, "walk.again");
        walker_expect_same(&stage, &first);
        walker_press(&stage, ACTION_PERSON, -1);
        touch_some(40);
        if (idle) {
            walker_leave_alone(&stage);
        } else {
            stage_tap_word(&stage, "comfort.finish");
        }
        expect_screen(&stage, "loop");
        assert_int_equal(tally_sum(&stage.tally, "visit.left"), idle);
        assert_int_equal(tally_sum(&stage.tally, "visit.finished"), !idle);
        walker_choose(&stage);
        walker_press(&stage, ACTION_FREE, -1);
        walker_expect_same(&stage, &first);
        assert_int_equal(tally_sum(&stage.tally, "mission.started"), 0);
        assert_int_equal(tally_sum(&stage.tally, "mission.left"), 0);
    }
    str_release(&first);
    stage_close(&stage);
}

/* --- another language in the middle --- */

static char folder[] = "/tmp/walk-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[FILE_PATH_MAX];
    assert_true(file_join(path, folder, name));
    return path;
}

static int run(const char *program, const char *option, const char *from, const char *to)
{
    char *const words[] = {strdup(program), strdup(option), strdup(from), to ? strdup(to) : NULL,
                           NULL};
    pid_t pid;
    int status = -1;
    if (posix_spawnp(&pid, program, NULL, NULL, words, environ) == 0) {
        waitpid(pid, &status, 0);
    }
    for (int i = 0; words[i]; i++) {
        free(words[i]);
    }
    return status;
}

/* A true copy: pictures that lie outside their folder would be refused, and missions with them. */
static int make_folder(void **state)
{
    static const char content[] = "title: \"Essai\"\nversion: \"1\"\nchecked: 2026-11-21\n"
                                  "languages: [fr, en]\n";
    (void)state;
    str_fit(folder, sizeof folder, "/tmp/walk-XXXXXX");
    if (!mkdtemp(folder)) {
        return -1;
    }
    return run("cp", "-R", SLIDES "/.", folder) == 0 && file_make_folders(in_folder("en"), NULL) &&
                   file_replace(in_folder("content.yaml"), content, sizeof content - 1, NULL)
               ? 0
               : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return run("rm", "-r", folder, NULL);
}

static void goes_on_in_another_language(void **state)
{
    (void)state;
    static struct str before;
    stage_open(&stage, &(struct stage_setup){.folder = folder});
    int missions = walker_demo(&stage)->mission_count;
    assert_int_equal(session_content(&stage.session)->language_count, 2);
    stage_open(&stage, &(struct stage_setup){.folder = SLIDES});
    assert_int_equal(walker_demo(&stage)->mission_count, missions);
    for (int i = 0; i < missions; i++) {
        stage_open(&stage, &(struct stage_setup){.folder = folder});
        int steps = walker_mission(&stage, i)->step_count;
        walker_choose(&stage);
        walker_start(&stage, i);
        for (int step = 0; step < steps; step++) {
            str_clear(&before);
            walker_dump(walker_view(&stage), &before);
            assert_true(stage_language(&stage, step % 2 ? "fr" : "en"));
            assert_int_equal(stage.app->walk.step, step);
            walker_expect_same(&stage, &before);
            walker_answer(&stage, 1);
        }
        assert_int_equal(tally_sum(&stage.tally, "mission.step"), steps);
        assert_int_equal(tally_sum(&stage.tally, "mission.started"), 1);
        assert_int_equal(tally_sum(&stage.tally, "mission.finished"), 1);
        assert_int_equal(tally_sum(&stage.tally, "mission.left"), 0);
        stage_language(&stage, "fr"); /* the card at the end stays */
        expect_sees(&stage, content_word(session_content(&stage.session), "walk.bravo"));
    }
    str_release(&before);
    stage_close(&stage);
}

/* A mission that is faulty in the other language is not there: who was in it has left it. */
static void left_where_the_language_lacks_it(void **state)
{
    (void)state;
    static const char faulty[] = "title: \"Seul\"\n";
    assert_true(file_make_folders(in_folder("en/app/missions"), NULL));
    assert_true(file_replace(in_folder("en/app/missions/01-activer.yaml"), faulty,
                             sizeof faulty - 1, NULL));
    stage_open(&stage, &(struct stage_setup){.folder = folder});
    int missions = walker_demo(&stage)->mission_count;
    walker_choose(&stage);
    walker_start(&stage, 0);
    walker_play(&stage, 2, 0);
    assert_true(stage_language(&stage, "en"));
    assert_int_equal(walker_demo(&stage)->mission_count, missions - 1);
    assert_null(walk_mission(stage.app));
    expect_screen(&stage, "walkthrough");
    expect_count(&stage, "mission.started", "activer", 1);
    expect_count(&stage, "mission.left", "activer/3", 1);
    walker_start(&stage, 0); /* another one can be begun */
    assert_int_equal(tally_sum(&stage.tally, "mission.started"), 2);
    stage_close(&stage);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hints_after_eight_seconds),
        cmocka_unit_test(a_free_walk_is_still),
        cmocka_unit_test(nothing_stays_on_the_phone),
        cmocka_unit_test(nothing_stays_of_a_free_walk),
        cmocka_unit_test_setup_teardown(goes_on_in_another_language, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(left_where_the_language_lacks_it, make_folder,
                                        remove_folder),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
