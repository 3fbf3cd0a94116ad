/* words.c: words.yaml, the phrases of the interface: a flat map of quoted keys. */
#include "base/file.h"
#include "base/str.h"
#include "content/french.h"
#include "content/world.h"
#include "content/yaml.h"

/* Every key the program uses, but those of links (below). French must have them all. */
static const char *const words_known[] = {
    "loop.touch",
    "loop.pause",
    "loop.resume",
    "go.home",
    "go.back",
    "comfort.text",
    "comfort.text.1",
    "comfort.text.2",
    "comfort.text.3",
    "comfort.contrast",
    "comfort.finish",
    "still.title",
    "still.says",
    "still.stay",
    "home.hello",
    "home.ask",
    "home.slides",
    "home.slides.says",
    "home.link",
    "home.link.says",
    "home.notice",
    "home.about",
    "slides.place",
    "slides.previous",
    "slides.next",
    "slides.see",
    "link.title",
    "link.choose",
    "link.others",
    "link.how",
    "link.nophone",
    "about.title",
    "about.unofficial",
    "about.invented",
    "about.service",
    "about.counting",
    "about.counts",
    "about.use",
    "about.never",
    "about.keeps",
    "about.help",
    "about.sources",
    "slides.try",
    "home.walk",
    "home.walk.says",
    "walk.title",
    "walk.banner",
    "walk.free",
    "walk.free.says",
    "walk.step",
    "walk.back",
    "walk.show",
    "walk.again",
    "walk.leave",
    "walk.minutes",
    "walk.first",
    "walk.shown",
    "walk.you",
    "walk.with",
    "walk.person",
    "walk.missions",
    "walk.hint",
    "walk.wrong.1",
    "walk.wrong.2",
    "walk.wrong.3",
    "walk.up",
    "walk.down",
    "walk.bravo",
    "walk.now",
    "walk.other",
    "day.1",
    "day.2",
    "day.3",
    "day.4",
    "day.5",
    "day.6",
    "day.7",
    "page.more",
    "page.again",
    "month.1",
    "month.2",
    "month.3",
    "month.4",
    "month.5",
    "month.6",
    "month.7",
    "month.8",
    "month.9",
    "month.10",
    "month.11",
    "month.12",
    NULL,
};

/* And, for each link of links.yaml: link.ID.title, link.ID.what, link.ID.next. */
static const char *const link_words[] = {"title", "what", "next"};

enum { LINK_WORDS = sizeof link_words / sizeof *link_words, KEY_MAX = 128 };

static void link_key(char key[KEY_MAX], const struct link *link, int word)
{
    snprintf(key, KEY_MAX, "link.%s.%s", link->id, link_words[word]);
}

static bool is_link_key(const struct content *content, const char *key)
{
    char known[KEY_MAX];
    for (size_t i = 0; i < content->links.n; i++) {
        for (int word = 0; word < LINK_WORDS; word++) {
            link_key(known, &content->links.at[i], word);
            if (str_same(key, known)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_known(const struct content *content, const char *key)
{
    for (size_t i = 0; words_known[i]; i++) {
        if (str_same(words_known[i], key)) {
            return true;
        }
    }
    return is_link_key(content, key);
}

static const struct word *find(const struct content *content, const char *key)
{
    for (size_t i = 0; i < content->words.n; i++) {
        if (str_same(content->words.at[i].key, key)) {
            return &content->words.at[i];
        }
    }
    return NULL;
}

/* French keeps a phrase with a missing glyph: there is nothing better to fall back to. */
static void read_word(struct content *content, const struct language *language,
                      struct yaml_reader *reader, const struct yaml_node *node,
                      const struct content_world *world)
{
    const char *text = NULL;
    if (!yaml_text(reader, node, &text)) {
        return;
    }
    if (!is_known(content, node->key)) {
        yaml_fault(
            reader, node->line,
            "clé inconnue « %.80s » ; corrigez-la d’après fr/words.yaml, ou effacez la ligne",
            node->key);
        return;
    }
    if (language->french) {
        text = french_spaces(&content->arena, text, strlen(text));
    }
    bool shown = check_text(world, reader->file, node->line, text, reader->problems);
    if ((shown || str_same(language->code, "fr")) && !find(content, node->key)) {
        arr_push(&content->words, (struct word){node->key, text});
    }
}

static void need_word(const struct yaml_node *top, struct yaml_reader *reader, const char *key)
{
    if (!yaml_find(top, key)) {
        yaml_fault(reader, 1, "il manque la phrase « %s » ; ajoutez une ligne \"%s\": \"…\"", key,
                   key);
    }
}

static void need_words(const struct content *content, const struct yaml_node *top,
                       struct yaml_reader *reader)
{
    for (size_t i = 0; words_known[i]; i++) {
        need_word(top, reader, words_known[i]);
    }
    for (size_t i = 0; i < content->links.n; i++) {
        for (int word = 0; word < LINK_WORDS; word++) {
            char key[KEY_MAX];
            link_key(key, &content->links.at[i], word);
            need_word(top, reader, key);
        }
    }
}

static void read_language(struct content *content, const struct language *language,
                          const struct content_world *world, struct problems *problems)
{
    char path[FILE_PATH_MAX], name[64];
    struct yaml_reader reader;
    bool french = str_same(language->code, "fr");
    snprintf(name, sizeof name, "%s/words.yaml", language->code);
    /* A language without phrases of its own speaks French: only French must have the file. */
    if (!file_join(path, content->folder, name) || (!french && !file_is_file(path))) {
        return;
    }
    const struct yaml_node *top =
        yaml_read(&reader, &content->arena, path, CONTENT_FILE_MAX, problems);
    for (const struct yaml_node *node = top ? top->first : NULL; node; node = node->next) {
        read_word(content, language, &reader, node, world);
    }
    if (top && french) {
        need_words(content, top, &reader);
    }
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct word *)a)->key, ((const struct word *)b)->key);
}

void words_read(struct content *content, const struct content_world *world,
                struct problems *problems)
{
    const struct language *language = &content->languages[content->language];
    if (!str_same(language->code, "fr")) {
        read_language(content, language, world, problems);
    }
    read_language(content, language_find("fr"), world, problems);
    if (content->words.n > 1) {
        qsort(content->words.at, content->words.n, sizeof *content->words.at, by_key);
    }
}

const char *content_word(const struct content *content, const char *key)
{
    struct word wanted = {key, NULL};
    const struct word *word = NULL;
    if (content->words.n > 0) {
        word = bsearch(&wanted, content->words.at, content->words.n, sizeof wanted, by_key);
    }
    return word ? word->text : key;
}
