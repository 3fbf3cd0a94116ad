/* fuzz_demo.c: any bytes as the files of the demo app: app.yaml, personas.yaml, screens and a
 * mission, each ended by a line of ====. What is read without fault is walked through a little. */
#include "fuzz.h"

#include "content/demo.h"
#include "content/demo_play.h"

enum { TOUCHES = 12 };

static const char mark[] = "\n====\n";

/* Takes the next file off the rest and writes it. */
static void next_file(const char *name, const char **rest, size_t *n)
{
    const char *text = *rest, *end = *n > 0 ? memmem(text, *n, mark, strlen(mark)) : NULL;
    size_t length = end ? (size_t)(end - text) : *n;
    size_t taken = end ? length + strlen(mark) : *n;
    *rest += taken;
    *n -= taken;
    fuzz_write(name, text, length);
}

static void expect_view(const struct demo_view *view)
{
    expect(view->screen && view->part_count >= 0 && view->part_count <= DEMO_PARTS_MAX);
    expect(view->control_count >= 0 && view->control_count <= DEMO_CONTROLS_MAX);
    expect_text(view->title);
    for (int i = 0; i < view->part_count; i++) {
        expect_text(view->parts[i].text);
        expect(view->parts[i].control < view->control_count);
    }
    for (int i = 0; i < view->control_count; i++) {
        expect_text(view->controls[i].label);
    }
}

static void walk(const struct demo *demo)
{
    static struct demo_play play;
    static struct demo_view view;
    struct arena arena = {0};
    demo_start(&play, demo, NULL, NULL, NULL, (struct date){2026, 11, 21});
    for (int i = 0; i < TOUCHES; i++) {
        demo_look_at(&play, &arena, &view);
        expect_view(&view);
        if (view.control_count > 0) {
            demo_touch(&play, &view, i * 7 % view.control_count);
            expect_text(play.said);
        }
    }
    arena_release(&arena);
}

static void expect_demo(const struct demo *demo)
{
    expect(demo->persona_count > 0 && demo->tab_count <= DEMO_TABS);
    expect(demo_screen(demo, demo->start) != NULL);
    expect_text(demo->refuse);
    for (int i = 0; i < demo->screen_count; i++) {
        expect_text(demo->screens[i].title);
        expect(demo->screens[i].widget_count <= DEMO_PARTS_MAX);
        for (int k = 0; k < demo->screens[i].widget_count; k++) {
            expect_text(demo->screens[i].widgets[k].text);
        }
    }
    for (int i = 0; i < demo->mission_count; i++) {
        const struct demo_mission *mission = &demo->missions[i];
        expect(mission->step_count > 0 && mission->learnt_count > 0 && mission->minutes > 0);
        expect(demo_persona(demo, mission->persona) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct problems problems = {0};
    const char *rest = n > 0 ? (const char *)bytes : "";
    next_file("fr/app/app.yaml", &rest, &n);
    next_file("fr/app/personas.yaml", &rest, &n);
    next_file("fr/app/screens.yaml", &rest, &n);
    next_file("fr/app/missions/01-x.yaml", &rest, &n);
    struct content content = {.folder = fuzz_folder.path, .languages = {*language_find("fr")}};
    arr_push(&content.links, (struct link){"site", "https://www.exemple.fr", "exemple.fr"});
    const struct demo *demo = demo_read(&content, NULL, &problems);
    if (demo) {
        expect_demo(demo);
        walk(demo);
    }
    problems_sort(&problems);
    expect_problems(&problems);
    content_release(&content);
    problems_release(&problems);
    return 0;
}
