/* fuzz_slide.c: any bytes as a slide: front matter, Markdown, French spaces, checks, schedule. */
#include "fuzz.h"

#include "content/world.h"

static bool some_glyphs(void *context, uint32_t code)
{
    (void)context;
    return code < 0x2000;
}

static void expect_slide(const struct slide *slide)
{
    expect_text(slide->title);
    expect_text(slide->alt);
    expect(slide->line_count >= 2 && slide->line_count <= SLIDE_LINES_MAX);
    for (int i = 0; i < slide->line_count; i++) {
        expect_text(slide->lines[i]);
        expect(slide->lines[i][0]);
    }
    expect(slide->minute_from >= 0 && slide->minute_from < 1440 && slide->days < 128);
    int64_t now = 1795248000; /* 21 November 2026, 09:00 in Paris */
    slide_is_due(slide, "Europe/Paris", now);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct content_world world = {.has_glyph = some_glyphs};
    struct content content = {.folder = "/nonexistent"};
    struct problems problems = {0};
    struct slide slide = {.id = "x", .file = bytes_file(bytes, n)};
    struct slide_place place;
    bool ok = slide_read(&slide, &place, &content.arena, true, &problems);
    expect(ok == (problems.list.n == 0));
    if (ok) {
        expect_slide(&slide);
        check_slide(&content, &world, &slide, &place, &problems);
    }
    problems_sort(&problems);
    expect_problems(&problems);
    content_release(&content);
    problems_release(&problems);
    return 0;
}
