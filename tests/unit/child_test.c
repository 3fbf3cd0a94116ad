/* child_test.c: another program, seen from outside while it stands still: what it holds open, what
 * it may become. */
#include "unit/unit.h"

#include "stick/child.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts a shell that says `standing` and stops itself, and waits until it has. */
static void start_standing(struct child *child)
{
    static const char *const argv[] = {"/bin/sh", "-c", "echo standing; kill -STOP $$", NULL};
    struct err err = {0};
    int how = 0;
    if (!child_start(child, argv, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(waitpid(child->id, &how, WUNTRACED), child->id);
    assert_true(WIFSTOPPED(how));
}

static void end(struct child *child)
{
    int status = 0;
    kill(child->id, SIGKILL);
    assert_true(child_poll(child, true, &status));
    assert_int_equal(status, -1);
    assert_string_equal(str_text(&child->said), "standing\n");
    child_release(child);
}

static void holds_three_descriptors(void **state)
{
    (void)state;
    struct child child;
    char folder[64], target[64] = "", null[96];
    struct str seen = {0};
    int low = open("/", O_RDONLY),
        high = fcntl(low, F_DUPFD, 600); /* as a library that forgets CLOEXEC */
    assert_true(high >= 600);
    start_standing(&child);
    snprintf(folder, sizeof folder, "/proc/%d/fd", (int)child.id);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] != '.') {
            str_addf(&seen, "%s ", entry->d_name);
        }
    }
    closedir(dir);
    snprintf(null, sizeof null, "%s/0", folder);
    assert_true(readlink(null, target, sizeof target - 1) > 0);
    end(&child);
    close(low);
    close(high);
    assert_string_equal(str_text(&seen), "0 1 2 ");
    str_release(&seen);
    assert_string_equal(target, "/dev/null");
}

static void gains_no_right(void **state)
{
    (void)state;
    struct child child;
    char path[64], line[128];
    bool none = false;
    start_standing(&child);
    snprintf(path, sizeof path, "/proc/%d/status", (int)child.id);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        none = none || str_same(line, "NoNewPrivs:\t1\n");
    }
    fclose(file);
    end(&child);
    assert_true(none);
}

static void says_what_cannot_start(void **state)
{
    (void)state;
    static const char *const argv[] = {"/nowhere/program", NULL};
    struct child child;
    struct err err = {0};
    assert_false(child_start(&child, argv, &err));
    assert_string_equal(err.text, "/nowhere/program : ne peut pas être lancé (introuvable)");
    assert_int_equal(child.output, -1);
    child_release(&child);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_three_descriptors),
        cmocka_unit_test(gains_no_right),
        cmocka_unit_test(says_what_cannot_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
