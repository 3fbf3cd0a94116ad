/* sizes_test.c: every screen, slide, page and code at every size of letters, on every glass we know
 * of, held against the rules of ui/audit.h. */
#include "stage.h"

static const struct {
    int w, h;
} formats[] = {{1280, 720}, {1366, 768}, {1920, 1080}, {1080, 1920}, {3840, 2160}, {2160, 3840}};

static const double diagonals[] = {15.6, 21.5, 24, 32, 43, 55};

enum { FORMATS = 6, DIAGONALS = 6 };

static void turn_all_pages(struct stage *stage)
{
    const char *more = content_word(session_content(&stage->session), "page.more");
    int pages = 0;
    for (; stage_find(stage, more); pages++) {
        stage_tap(stage, more);
        assert_true(pages < 60);
    }
    if (pages > 0) {
        stage_tap_word(stage, "page.again");
    }
}

static void walk_slides(struct stage *stage)
{
    stage_tap_word(stage, "home.slides");
    for (size_t i = 0; i < session_content(&stage->session)->slides.n; i++) {
        turn_all_pages(stage);
        stage_tap_word(stage, "slides.next");
    }
    stage_tap_word(stage, "go.home");
}

static void walk_links(struct stage *stage)
{
    const struct content *content = session_content(&stage->session);
    stage_tap_word(stage, "home.link");
    for (size_t i = 0; i < content->links.n; i++) {
        char key[128];
        turn_all_pages(stage);
        if (stage_find(stage, content_word(content, "link.others"))) {
            stage_tap_word(stage, "link.others");
        }
        snprintf(key, sizeof key, "link.%s.title", content->links.at[i].id);
        for (int page = 0; page < 20 && !stage_find(stage, content_word(content, key)); page++) {
            stage_tap_word(stage, "page.more");
        }
        stage_tap_word(stage, key);
    }
    stage_tap_word(stage, "go.home");
}

static void walk(struct stage *stage)
{
    stage_wait(stage, (int64_t)session_content(&stage->session)->slides.n * 12000);
    stage_tap_word(stage, "loop.touch");
    for (int size = 0; size < 3; size++) {
        walk_slides(stage);
        walk_links(stage);
        stage_tap_word(stage, "home.about");
        turn_all_pages(stage);
        stage_tap_word(stage, "go.home");
        stage_wait(stage, size ? 120000 : 90000);
        stage_tap_word(stage, "still.stay");
        stage_tap_word(stage, "comfort.text");
    }
    stage_tap_word(stage, "comfort.finish");
    expect_screen(stage, "loop");
}

static void walk_all(const char *folder, const char *language)
{
    int faults = 0;
    for (int format = 0; format < FORMATS; format++) {
        for (int diagonal = 0; diagonal < DIAGONALS; diagonal++) {
            static struct stage stage;
            stage_open(&stage, &(struct stage_setup){.folder = folder,
                                                     .language = language,
                                                     .w = formats[format].w,
                                                     .h = formats[format].h,
                                                     .inches = diagonals[diagonal],
                                                     .collects = true});
            walk(&stage);
            faults += stage.faults;
            stage_close(&stage);
        }
    }
    assert_int_equal(faults, 0);
}

static void french(void **state)
{
    (void)state;
    walk_all(FLOW_CONTENT, "fr");
}

static void arabic(void **state)
{
    (void)state;
    walk_all(FLOW_CONTENT, "ar");
}

static void what_visitors_see(void **state)
{
    (void)state;
    walk_all(SLIDES, "fr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french),
        cmocka_unit_test(arabic),
        cmocka_unit_test(what_visitors_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
