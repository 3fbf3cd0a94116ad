#include "kiosk/setup.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <unistd.h>

enum { LOGGED_MAX = 20 };

void start_read_content(struct start *start, struct content *content, const char *language,
                        const struct content_world *world)
{
    problems_release(&start->found);
    content_read(content, start->content, language, world, &start->found);
    start_log(&start->found);
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

bool start_own_content(const struct start *start, char out[FILE_PATH_MAX])
{
    char link[FILE_PATH_MAX], target[FILE_PATH_MAX];
    if (!file_join(link, start->data, "content") || !file_is_folder(link)) {
        return false;
    }
    /* Where the link leads now: what is in use stays whole when the link is switched. */
    ssize_t n = readlink(link, target, sizeof target - 1);
    target[n > 0 ? n : 0] = '\0';
    if (n <= 0 || target[0] == '/' || !file_join(out, start->data, target)) {
        str_fit(out, FILE_PATH_MAX, link);
    }
    return true;
}

static void settle_data(struct start *start, const struct options *options)
{
    default_data(start->data);
    if (start->config.data[0]) {
        str_fit(start->data, sizeof start->data, start->config.data);
    }
    if (options->data) {
        str_fit(start->data, sizeof start->data, options->data);
    }
}

void start_choose_content(struct start *start)
{
    if (start->content_fixed || start_own_content(start, start->content)) {
        return;
    }
    if (start->config.content[0]) {
        str_fit(start->content, sizeof start->content, start->config.content);
    } else {
        default_content(start->content);
    }
}

bool start_init(struct start *start, const struct options *options, struct err *err)
{
    *start = (struct start){.config = config_default()};
    str_fit(start->config_path, sizeof start->config_path, config_file(options));
    if (start->config_path[0]) {
        if (!file_is_file(start->config_path)) {
            return err_set(err, "%s: réglages introuvables ; corrigez --config ou $BORNE_CONFIG",
                           start->config_path);
        }
        config_read(&start->config, start->config_path, &start->problems);
    }
    settle_data(start, options);
    start->content_fixed = options->content != NULL;
    if (options->content) {
        str_fit(start->content, sizeof start->content, options->content);
    }
    start_choose_content(start);
    if (options->lang) {
        str_fit(start->config.language, sizeof start->config.language, options->lang);
    }
    start->language = start->config.language;
    return true;
}

void start_release(struct start *start)
{
    problems_release(&start->problems);
    problems_release(&start->found);
}

void start_log(struct problems *problems)
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
