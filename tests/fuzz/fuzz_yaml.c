/* fuzz_yaml.c: any bytes as each of the YAML files: settings, links, words, content.yaml. */
#include "fuzz.h"

#include "content/config.h"
#include "content/readers.h"

static void fuzz_config(const char *text, size_t n)
{
    struct problems problems = {0};
    struct config config;
    config_read(&config, bytes_file(text, n), &problems);
    expect_text(config.name);
    expect(config.name[0] && date_zone_known(config.timezone) && language_find(config.language));
    expect(config.screen_inches >= 5 && config.screen_inches <= 120);
    expect(config.slide_seconds >= 3 && config.pause_seconds >= 30 && config.fade_ms >= 0);
    expect_problems(&problems);
    problems_release(&problems);
}

static void fuzz_content(const char *text, size_t n)
{
    struct problems problems = {0};
    static const char slide[] = "# Titre\n\nUn\n\nDeux\n";
    struct content content;
    fuzz_write("content.yaml", text, n);
    fuzz_write("links.yaml", text, n);
    fuzz_write("fr/words.yaml", text, n);
    fuzz_write("fr/slides/01-x.md", slide, strlen(slide)); /* for decks to hold */
    fuzz_write("en/words.yaml", "", 0);
    content_read_slides(&content, fuzz_folder.path, "fr", NULL, &problems);
    expect(content.language_count > 0 && content.language_count <= LANGUAGES_MAX);
    expect_text(content.title);
    expect(content.slides.n == 1);
    for (size_t i = 0; i < content.links.n; i++) {
        expect(id_ok(content.links.at[i].id));
        expect_text(content.links.at[i].shown);
    }
    problems_sort(&problems);
    expect_problems(&problems);
    content_release(&content);
    problems_release(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_config((const char *)bytes, n);
    fuzz_content((const char *)bytes, n);
    return 0;
}
