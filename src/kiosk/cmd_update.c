/* cmd_update.c: `borne update`: a content brought on a USB stick becomes the kiosk's own.
 *
 * In DATA: contents/2026-11-21T090000/ is a content whole and checked; `content` is a symbolic link
 * to the one in use, `content.before` to the one before it (none: the config's or the installed
 * one). The copy is made as contents/….part, is what is checked, gets its name, and only then does
 * the link change, in one step: whatever kills us, what `content` leads to is whole. */
#include "kiosk/cmd_check.h"

#include "base/str.h"
#include "content/french.h"
#include "stick/carry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { TOLD_MAX = 5, STAMP_MAX = 32, MEGA = 1000 * 1000 };

/* Left free for the counts, in bytes. */
enum { RESERVE = 16 * 1024 * 1024 };
enum { PATIENCE_SECONDS = 600 };

struct update_job {
    struct setup setup;
    char contents[FILE_PATH_MAX]; /* the folder of contents, and its links */
    char content[FILE_PATH_MAX], before[FILE_PATH_MAX], fresh[FILE_PATH_MAX];
    char part[FILE_PATH_MAX], whole[FILE_PATH_MAX]; /* the new one, before and after its check */
    char target[64];                                /* of the link to it */
};

/* One sentence for a person; false, so that `return fail(…);` reads as one thought. */
static bool fail(const char *format, ...) PRINTF_LIKE(1, 2);

static void say(const char *text)
{
    struct arena arena = {0};
    puts(french_spaces(&arena, text, strlen(text)));
    arena_release(&arena);
}

static bool fail(const char *format, ...)
{
    char text[2 * FILE_PATH_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(text);
    return false;
}

static bool fail_to_write(const struct update_job *job)
{
    return fail("La borne ne peut pas écrire dans %s (%s). Le contenu n’a pas changé.",
                job->setup.data, err_reason(errno));
}

/* What is in use now. */
static bool say_content(struct update_job *job, const char *outcome)
{
    struct str text = {0};
    struct content content;
    struct problems problems = {0};
    setup_choose_content(&job->setup);
    content_read_slides(&content, job->setup.content, "fr", NULL, &problems);
    str_addf(&text, "%s : « %s », version %s, %zu diapo%s.", outcome, content.title,
             content.version, content.slides.n, content.slides.n > 1 ? "s" : "");
    say(str_text(&text));
    str_release(&text);
    content_release(&content);
    problems_release(&problems);
    return true;
}

/* text without the path of the copy, which is not where its reader will mend it. */
static void add_from_stick(const struct update_job *job, struct str *out, const char *text)
{
    size_t n = strlen(job->part);
    for (const char *at; (at = strstr(text, job->part)); text = at + n + (at[n] == '/')) {
        str_add_bytes(out, text, (size_t)(at - text));
    }
    str_add(out, text);
}

static bool fail_refused(const struct update_job *job, struct problems *problems)
{
    size_t n = problems->list.n;
    problems_sort(problems);
    fail("Le contenu de la clé est refusé : %zu problème%s.", n, n > 1 ? "s" : "");
    for (size_t i = 0; i < n && i < TOLD_MAX; i++) {
        const struct problem *problem = &problems->list.at[i];
        struct str line = {0};
        add_from_stick(job, &line, problem->file);
        str_addf(&line, ":%d: ", problem->line);
        add_from_stick(job, &line, problem->message);
        say(str_text(&line));
        str_release(&line);
    }
    return false;
}

static bool fail_carry(const struct update_job *job, enum carry_end end, struct problems *problems)
{
    switch (end) {
    case CARRY_REFUSED:
        return fail_refused(job, problems);
    case CARRY_SOURCE:
        return fail("La clé ne se lit plus. Remettez-la et recommencez. Le contenu n’a pas "
                    "changé.");
    case CARRY_ROOM:
        return fail("Il n’y a plus de place sur la borne. Le contenu n’a pas changé.");
    default:
        return fail_to_write(job);
    }
}

/* --- the folder of contents --- */

/* 2026-11-21T090000, or the same with .part: a name of ours. */
static bool is_ours(const char *name)
{
    static const char form[] = "0000-00-00T000000";
    size_t i = 0;
    for (; form[i]; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        if (form[i] == '0' ? !digit : name[i] != form[i]) {
            return false;
        }
    }
    return name[i] == '\0' || str_same(name + i, ".part");
}

/* Where the link leads, as written in it; false if it is none or leads to no folder. */
static bool leads_to(const char *link, char target[FILE_PATH_MAX])
{
    ssize_t n = readlink(link, target, FILE_PATH_MAX - 1);
    target[n > 0 ? n : 0] = '\0';
    return n > 0 && file_is_folder(link);
}

/* Removes every content of ours that no link leads to. */
static void prune(const struct update_job *job)
{
    struct arena arena = {0};
    char content[FILE_PATH_MAX], before[FILE_PATH_MAX], path[FILE_PATH_MAX];
    leads_to(job->content, content);
    leads_to(job->before, before);
    char **names = file_list(&arena, job->contents, "", NULL);
    for (size_t i = 0; names && names[i]; i++) {
        bool kept = str_same(file_name(content), names[i]) || str_same(file_name(before), names[i]);
        if (!kept && is_ours(names[i]) && file_join(path, job->contents, names[i])) {
            file_remove_tree(path);
        }
    }
    arena_release(&arena);
}

/* Makes path a link to target in one step. */
static bool set_link(const struct update_job *job, const char *target, const char *path)
{
    unlink(job->fresh);
    return symlink(target, job->fresh) == 0 && rename(job->fresh, path) == 0;
}

/* Opens the folder of contents and holds it: one update at a time. -1 after a message. */
static int hold(const struct update_job *job)
{
    struct err err;
    if (!file_make_folders(job->contents, &err)) {
        fail("%s", err.text);
        return -1;
    }
    int fd = open(job->contents, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        fail_to_write(job);
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        fail("Une mise à jour du contenu est déjà en cours. Attendez qu’elle finisse.");
        close(fd);
        fd = -1;
    } else {
        file_sync_folder_of(job->contents);
    }
    return fd;
}

/* --- update --- */

/* The content of the stick; -1 after a message. */
static int open_stick(const char *folder)
{
    int stick = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stick < 0) {
        fail("%s : ce dossier ne s’ouvre pas. Vérifiez que la clé est bien branchée.", folder);
        return -1;
    }
    struct stat status;
    int content = openat(stick, "borne-contenu", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (content < 0 && fstatat(stick, "content.yaml", &status, AT_SYMLINK_NOFOLLOW) == 0) {
        return stick;
    }
    close(stick);
    if (content < 0) {
        fail("Il n’y a pas de dossier « borne-contenu » sur cette clé. Copiez-y le contenu, avec "
             "content.yaml au premier niveau de ce dossier.");
    }
    return content;
}

static bool has_room(const struct update_job *job, int64_t bytes)
{
    struct statvfs status;
    if (statvfs(job->contents, &status) != 0) {
        return true; /* writing will tell */
    }
    int64_t lacks = bytes + RESERVE - (int64_t)status.f_bavail * (int64_t)status.f_frsize;
    return lacks <= 0 || fail("Pas assez de place sur la borne : il manque %lld Mo. Le contenu n’a "
                              "pas changé.",
                              (long long)(lacks + MEGA - 1) / MEGA);
}

/* A name that is free: that of the second, or of one soon after. */
static bool name_new(struct update_job *job)
{
    struct stat status;
    for (int64_t wall = time(NULL);; wall++) {
        struct date_time now = date_local(job->setup.config.timezone, wall);
        char day[DATE_TEXT_MAX], name[STAMP_MAX];
        date_format(day, now.date);
        snprintf(job->target, sizeof job->target, "contents/%.10sT%02d%02d%02d", day, now.hour,
                 now.minute, now.second);
        snprintf(name, sizeof name, "%s.part", file_name(job->target));
        if (!file_join(job->whole, job->setup.data, job->target) ||
            !file_join(job->part, job->contents, name)) {
            return fail("%.80s… : nom de dossier trop long.", job->setup.data);
        }
        if (lstat(job->whole, &status) != 0) {
            return true;
        }
    }
}

static bool copy(struct update_job *job, int from, struct problems *problems)
{
    int64_t bytes;
    if (!name_new(job)) {
        return false;
    }
    enum carry_end end = carry_measure(from, &bytes, problems);
    if (end != CARRY_DONE) {
        return fail_carry(job, end, problems);
    }
    if (!has_room(job, bytes)) {
        return false;
    }
    int to = mkdir(job->part, 0755) == 0
                 ? open(job->part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                 : -1;
    if (to < 0) {
        return errno == ENOSPC ? fail_carry(job, CARRY_ROOM, problems) : fail_to_write(job);
    }
    end = carry_copy(from, to, problems);
    int fault = errno;
    close(to);
    errno = fault;
    return end == CARRY_DONE || fail_carry(job, end, problems);
}

static bool check(struct update_job *job, struct problems *problems)
{
    check_all(job->part, &job->setup.config, problems);
    return problems->list.n == 0 || fail_refused(job, problems);
}

/* The copy is whole and good: it becomes the content, and what was it the one before. A kill
 * between the two leaves the present one as its own before, which revert() takes for none. */
static bool put_in_use(struct update_job *job)
{
    char present[FILE_PATH_MAX];
    bool ok = rename(job->part, job->whole) == 0;
    file_sync_folder_of(job->whole);
    if (ok && leads_to(job->content, present)) {
        ok = set_link(job, present, job->before);
    } else if (ok) {
        ok = unlink(job->before) == 0 || errno == ENOENT;
    }
    file_sync_folder_of(job->content);
    ok = ok && set_link(job, job->target, job->content);
    file_sync_folder_of(job->content);
    return ok || fail_to_write(job);
}

static bool update(struct update_job *job, const char *folder)
{
    struct problems problems = {0};
    int from = open_stick(folder);
    if (from < 0) {
        return false;
    }
    prune(job); /* what a kill left behind takes room */
    bool ok = copy(job, from, &problems) && check(job, &problems) && put_in_use(job);
    close(from);
    prune(job);
    problems_release(&problems);
    ok = ok && say_content(job, "Le nouveau contenu est en place");
    if (ok) {
        say("Vous pouvez retirer la clé.");
    }
    return ok;
}

/* --- revert --- */

static bool revert(struct update_job *job)
{
    char present[FILE_PATH_MAX], before[FILE_PATH_MAX];
    struct stat status;
    if (lstat(job->content, &status) != 0) {
        return fail("Il n’y a pas de contenu d’avant.");
    }
    leads_to(job->content, present);
    bool kept = leads_to(job->before, before) && !str_same(present, before);
    bool ok = kept ? set_link(job, before, job->content) : unlink(job->content) == 0;
    if (!ok) {
        return fail_to_write(job);
    }
    unlink(job->before);
    file_sync_folder_of(job->content);
    prune(job);
    return say_content(job, "Le contenu d’avant est revenu");
}

static bool settle(struct update_job *job, const struct options *options)
{
    struct err err;
    const char *data = job->setup.data;
    if (options->content) {
        return fail("Avec --content, le contenu est celui que vous nommez : il ne se met pas à "
                    "jour. Retirez --content.");
    }
    if (!setup_init(&job->setup, options, &err)) {
        return fail("%s", err.text);
    }
    if (!file_join(job->contents, data, "contents") || !file_join(job->content, data, "content") ||
        !file_join(job->before, data, "content.before") ||
        !file_join(job->fresh, data, "content.new")) {
        return fail("%.80s… : nom de dossier trop long.", data);
    }
    return true;
}

/* Where memory runs out over a picture, it is us whom the kernel ends and not the kiosk. */
static void go_first(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        file_write_all(fd, "1000", 4);
        close(fd);
    }
}

int update_run(const struct options *options)
{
    struct update_job job = {.target = ""};
    go_first();
    alarm(PATIENCE_SECONDS); /* a stick that hangs ends it; the old content stays */
    int held = settle(&job, options) ? hold(&job) : -1;
    bool ok = false;
    if (held >= 0) {
        ok = options->revert ? revert(&job) : update(&job, options->folder);
        close(held);
    }
    setup_release(&job.setup);
    return ok ? 0 : EXIT_FAULT;
}
