#include "kiosk/setup.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <unistd.h>

enum { LOGGED_MAX = 20 };

static bool was_said(const struct problems *said, const struct problem *problem)
{
    for (size_t i = 0; i < said->list.n; i++) {
        const struct problem *other = &said->list.at[i];
        if (other->line == problem->line && str_same(other->file, problem->file) &&
            str_same(other->message, problem->message)) {
            return true;
        }
    }
    return false;
}

/* The content is read again and again, after each visitor in another language: what was said once
 * is not said again. */
static void log_news(struct setup *setup)
{
    struct problems news = {0};
    for (size_t i = 0; i < setup->found.list.n; i++) {
        const struct problem *problem = &setup->found.list.at[i];
        if (!was_said(&setup->said, problem)) {
            problem_add(&setup->said, problem->file, problem->line, "%s", problem->message);
            problem_add(&news, problem->file, problem->line, "%s", problem->message);
        }
    }
    setup_log(&news);
    problems_release(&news);
}

void setup_read_content(struct setup *setup, struct content *content, const char *language,
                        const struct content_world *world)
{
    problems_release(&setup->found);
    content_read(content, setup->content, language, world, &setup->found);
    log_news(setup);
}

/* Beside the program: PREFIX/bin/borne has PREFIX/share/borne/slides, build/borne has slides. */
static bool beside_program(const char *relative, char out[FILE_PATH_MAX])
{
    char self[FILE_PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0) {
        return false;
    }
    self[n] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return file_join(out, self, relative) && file_is_folder(out);
}

static void default_content(char out[FILE_PATH_MAX])
{
    if (!beside_program("../share/borne/slides", out) && !beside_program("../slides", out)) {
        str_fit(out, FILE_PATH_MAX, "slides");
    }
}

static void default_data(char out[FILE_PATH_MAX])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && data[0] == '/') {
        file_join(out, data, "borne");
    } else {
        file_join(out, home && home[0] ? home : "/var/lib", ".local/share/borne");
    }
}

static const char *config_file(const struct options *options)
{
    const char *named = options->config ? options->config : getenv("BORNE_CONFIG");
    if (named && named[0]) {
        return named;
    }
    return file_is_file("/etc/borne/borne.yaml") ? "/etc/borne/borne.yaml" : "";
}

bool setup_own_content(const struct setup *setup, char out[FILE_PATH_MAX])
{
    char link[FILE_PATH_MAX], target[FILE_PATH_MAX];
    if (!file_join(link, setup->data, "content") || !file_is_folder(link)) {
        return false;
    }
    /* Where the link leads now: what is in use stays whole when the link is switched. */
    ssize_t n = readlink(link, target, sizeof target - 1);
    target[n > 0 ? n : 0] = '\0';
    if (n <= 0 || target[0] == '/' || !file_join(out, setup->data, target)) {
        str_fit(out, FILE_PATH_MAX, link);
    }
    return true;
}

static void settle_data(struct setup *setup, const struct options *options)
{
    default_data(setup->data);
    if (setup->config.data[0]) {
        str_fit(setup->data, sizeof setup->data, setup->config.data);
    }
    if (options->data) {
        str_fit(setup->data, sizeof setup->data, options->data);
    }
}

void setup_choose_content(struct setup *setup)
{
    if (setup->content_fixed || setup_own_content(setup, setup->content)) {
        return;
    }
    if (setup->config.content[0]) {
        str_fit(setup->content, sizeof setup->content, setup->config.content);
    } else {
        default_content(setup->content);
    }
}

bool setup_init(struct setup *setup, const struct options *options, struct err *err)
{
    *setup = (struct setup){.config = config_default()};
    str_fit(setup->config_path, sizeof setup->config_path, config_file(options));
    if (setup->config_path[0]) {
        if (!file_is_file(setup->config_path)) {
            return err_set(err, "%s: réglages introuvables ; corrigez --config ou $BORNE_CONFIG",
                           setup->config_path);
        }
        config_read(&setup->config, setup->config_path, &setup->problems);
    }
    settle_data(setup, options);
    setup->content_fixed = options->content != NULL;
    if (options->content) {
        str_fit(setup->content, sizeof setup->content, options->content);
    }
    setup_choose_content(setup);
    if (options->lang) {
        str_fit(setup->config.language, sizeof setup->config.language, options->lang);
    }
    setup->language = setup->config.language;
    return true;
}

void setup_release(struct setup *setup)
{
    problems_release(&setup->problems);
    problems_release(&setup->found);
    problems_release(&setup->said);
}

void setup_log(struct problems *problems)
{
    /* As found, not sorted: a cause comes before what follows from it. */
    for (size_t i = 0; i < problems->list.n && i < LOGGED_MAX; i++) {
        const struct problem *problem = &problems->list.at[i];
        log_line(LOG_WARNING, "%s:%d: %s", problem->file, problem->line, problem->message);
    }
    if (problems->list.n > LOGGED_MAX) {
        log_line(LOG_WARNING, "et %zu autres ; « borne check » les nomme tous",
                 problems->list.n - LOGGED_MAX);
    }
}
