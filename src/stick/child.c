#include "stick/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID_MAX = 64 * 1024 };

extern char **environ;

/* Nothing that this thread starts from here on gains a right that it has not itself: what is
 * inherited is closed but 0, 1 and 2, whoever opened it, and a set-user-ID file gives nothing. 0,
 * or what was refused, as an errno. */
static int spawn(pid_t *id, const char *const argv[], int output)
{
    posix_spawn_file_actions_t actions;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return errno;
    }
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault != 0) {
        return fault;
    }
    char *const *arguments = (char *const *)(uintptr_t)argv; /* spawn writes into none of them */
    fault = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (fault == 0) {
        fault = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    }
    if (fault == 0) {
        fault = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    }
    if (fault == 0) {
        fault = posix_spawn(id, argv[0], &actions, NULL, arguments, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

bool child_start(struct child *child, const char *const argv[], struct err *err)
{
    int ends[2];
    *child = (struct child){.output = -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return err_set(err, "%s : ne peut pas être lancé (%s)", argv[0], err_reason(errno));
    }
    int fault = spawn(&child->id, argv, ends[1]);
    close(ends[1]);
    if (fault != 0) {
        close(ends[0]);
        child->id = 0;
        return err_set(err, "%s : ne peut pas être lancé (%s)", argv[0], err_reason(fault));
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    child->output = ends[0];
    return true;
}

/* False at the end of its output. */
static bool take(struct child *child)
{
    char bytes[4096];
    ssize_t n = read(child->output, bytes, sizeof bytes);
    if (n > 0 && child->said.n + (size_t)n <= SAID_MAX) {
        str_add_bytes(&child->said, bytes, (size_t)n);
    }
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void drain(struct child *child, bool waits)
{
    struct pollfd ready = {.fd = child->output, .events = POLLIN};
    while (child->output >= 0 && poll(&ready, 1, waits ? -1 : 0) > 0) {
        if (!take(child)) {
            close(child->output);
            child->output = -1;
        }
    }
}

bool child_poll(struct child *child, bool waits, int *status)
{
    if (child->id == 0) {
        return false;
    }
    drain(child, waits);
    int how;
    pid_t ended = waitpid(child->id, &how, waits ? 0 : WNOHANG);
    if (ended != child->id) {
        return false;
    }
    drain(child, false); /* what it said between the two */
    *status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
    child->id = 0;
    return true;
}

void child_release(struct child *child)
{
    if (child->output >= 0) {
        close(child->output);
    }
    str_release(&child->said);
    *child = (struct child){.output = -1};
}
