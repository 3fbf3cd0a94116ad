/* calls.c: runs a program and has one of its system calls fail, once. The kernel hands us each call
 * of the table below before it is made (seccomp's user notification), whoever makes it: the
 * program, SQLite, the C library, SDL, in whatever thread.
 *
 *     calls --root FOLDER --list FILE PROGRAM ARGUMENT...
 *     calls --root FOLDER --fail 'CALL NAME NUMBER' --error ERRNO PROGRAM ARGUMENT...
 *
 * A call is told by its name, the file it is about (@ is FOLDER; figures and random letters, which
 * differ from run to run, are #) and which of those it is: "pread64 @/data/counts.db 3". What the
 * loader does before main(), and the system's own files, are left alone. Exits as the program does,
 * 128 + N where signal N ended it, 126 where the kernel does not let us, 125 where the call to fail
 * never came. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME_MAX_ = 4096, KEYS = 1 << 14, BLOCKED = 126, MISSED = 125 };

/* What the call is about: the path in that argument, the descriptor in it, or nothing. */
enum about { PATH, FD, NOTHING };

static const struct call {
    int number;
    const char *name;
    enum about about;
    int argument;
} calls[] = {
#ifdef SYS_open
    {SYS_open, "open", PATH, 0},
    {SYS_mkdir, "mkdir", PATH, 0},
    {SYS_rename, "rename", PATH, 1},
    {SYS_symlink, "symlink", PATH, 1},
#endif
    {SYS_openat, "openat", PATH, 1},
    {SYS_mkdirat, "mkdirat", PATH, 1},
#ifdef SYS_renameat
    {SYS_renameat, "renameat", PATH, 3},
#endif
    {SYS_renameat2, "renameat2", PATH, 3},
    {SYS_symlinkat, "symlinkat", PATH, 2},
    {SYS_read, "read", FD, 0},
    {SYS_pread64, "pread64", FD, 0},
    {SYS_write, "write", FD, 0},
    {SYS_pwrite64, "pwrite64", FD, 0},
    {SYS_writev, "writev", FD, 0},
    {SYS_fsync, "fsync", FD, 0},
    {SYS_fdatasync, "fdatasync", FD, 0},
    {SYS_syncfs, "syncfs", FD, 0},
    {SYS_ftruncate, "ftruncate", FD, 0},
    {SYS_fallocate, "fallocate", FD, 0},
    {SYS_flock, "flock", FD, 0},
    {SYS_getdents64, "getdents64", FD, 0},
    {SYS_fstat, "fstat", FD, 0},
    {SYS_mmap, "mmap", FD, 4},
    {SYS_msync, "msync", NOTHING, 0},
    {SYS_memfd_create, "memfd_create", NOTHING, 0},
    {SYS_clone, "clone", NOTHING, 0},
#ifdef SYS_clone3
    {SYS_clone3, "clone3", NOTHING, 0},
#endif
};

enum { CALLS = sizeof calls / sizeof *calls };

static const struct {
    const char *name;
    int number;
} errors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR},   {"EMFILE", EMFILE},
              {"ENOMEM", ENOMEM}, {"EAGAIN", EAGAIN}, {"ENOLCK", ENOLCK}, {"EACCES", EACCES}};

static const char *root = "", *wanted = "";
static FILE *list;
static int error;
static bool begun, done;

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "calls: %s: %s\n", what, strerror(errno));
    exit(BLOCKED);
}

/* --- names --- */

static bool is_systems(const char *name)
{
    static const char *const ours[] = {"/proc/self/fd/"};
    static const char *const places[] = {"/proc/", "/sys/", "/dev/", "/etc/"};
    const char *library = strstr(name, ".so");
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        if (strncmp(name, ours[i], strlen(ours[i])) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strncmp(name, places[i], strlen(places[i])) == 0) {
            return true;
        }
    }
    return library && (library[3] == '\0' || library[3] == '.');
}

/* As it is from run to run: "@/tmp/borne-export-812-Xs2aP1" is "@/tmp/borne-export-#-#". */
static void settle(char name[NAME_MAX_])
{
    char settled[NAME_MAX_];
    size_t n = 0, length = strlen(root);
    const char *at = name;
    if (length > 0 && strncmp(name, root, length) == 0) {
        settled[n++] = '@';
        at += length;
    }
    while (*at && n + 2 < sizeof settled) {
        size_t figures = strspn(at, "0123456789");
        size_t letters = strcspn(at, "/.- ");
        bool random = at > name && (at[-1] == '-' || at[-1] == '.') && letters == 6 &&
                      strspn(at, "abcdefghijklmnopqrstuvwxyz") < 6;
        bool temporary = at > name && at[-1] == '/' && strncmp(at, "tmp", 3) == 0 && at[3];
        letters = temporary ? strcspn(at, "/ ") : letters;
        if (random || temporary || figures > 2 || (figures > 0 && at[-1] == '/')) {
            settled[n++] = '#';
            at += random || temporary ? letters : figures;
        } else {
            settled[n++] = *at == ' ' ? '_' : *at;
            at++;
        }
    }
    settled[n] = '\0';
    strcpy(name, settled);
}

static void read_path(pid_t pid, uint64_t from, char name[NAME_MAX_])
{
    size_t n = 0, page = 4096;
    while (n < NAME_MAX_ - 1) { /* not over the end of a page: what is behind may not be there */
        size_t room = page - (from + n) % page;
        room = room < NAME_MAX_ - 1 - n ? room : NAME_MAX_ - 1 - n;
        struct iovec here = {name + n, room}, there = {(void *)(uintptr_t)(from + n), room};
        ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
        if (got <= 0) {
            break;
        }
        if (memchr(name + n, '\0', (size_t)got)) {
            return;
        }
        n += (size_t)got;
    }
    name[n] = '\0';
}

static void name_of(const struct seccomp_notif *asked, const struct call *call,
                    char name[NAME_MAX_])
{
    char link[64];
    int fd = (int)asked->data.args[call->argument];
    strcpy(name, "-");
    if (call->about == PATH) {
        read_path((pid_t)asked->pid, asked->data.args[call->argument], name);
    } else if (call->about == FD && fd >= 0) {
        snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)asked->pid, fd);
        ssize_t n = readlink(link, name, NAME_MAX_ - 1);
        name[n > 0 ? n : 0] = '\0';
        if (strncmp(name, "pipe:", 5) == 0 || strncmp(name, "socket:", 7) == 0) {
            snprintf(name, NAME_MAX_, fd <= 2 ? "std%d" : "pipe", fd);
        } else if (fd == 1 || fd == 2) {
            snprintf(name, NAME_MAX_, "std%d", fd);
        }
    }
}

/* --- which one --- */

static int count(const char *key)
{
    static struct {
        char *key;
        int n;
    } known[KEYS];
    size_t at = 5381;
    for (const char *c = key; *c; c++) {
        at = at * 33 + (unsigned char)*c;
    }
    for (at %= KEYS; known[at].key; at = (at + 1) % KEYS) {
        if (strcmp(known[at].key, key) == 0) {
            return ++known[at].n;
        }
    }
    known[at].key = strdup(key);
    return known[at].n = 1;
}

/* True if this is the one to fail. */
static bool look(const struct seccomp_notif *asked)
{
    char name[NAME_MAX_], key[NAME_MAX_ + 64];
    const struct call *call = calls;
    while (call->number != asked->data.nr) {
        call++;
    }
    name_of(asked, call, name);
    begun = begun || (call->about == PATH && !is_systems(name));
    if (!begun || is_systems(name)) {
        return false;
    }
    settle(name);
    snprintf(key, sizeof key, "%s %s", call->name, name);
    snprintf(key + strlen(key), 32, " %d", count(key));
    if (list) {
        fprintf(list, "%s\n", key);
    }
    if (done || strcmp(key, wanted) != 0) {
        return false;
    }
    return done = true;
}

/* --- the kernel --- */

/* Installs the filter for this process and what it becomes; the descriptor that is asked. */
static int listen_to_us(void)
{
    struct sock_filter filter[CALLS + 3];
    struct sock_fprog program = {.len = CALLS + 3, .filter = filter};
    filter[0] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < CALLS; i++) {
        filter[i + 1] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, (unsigned char)(CALLS - i), 0);
    }
    filter[CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[CALLS + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        stop("prctl");
    }
    int fd = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                          &program);
    if (fd < 0) {
        stop("seccomp");
    }
    return fd;
}

static void hand_over(int to, int fd)
{
    char byte = 0, room[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){
        .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    if (sendmsg(to, &message, 0) != 1) {
        stop("sendmsg");
    }
}

static int take_over(int from)
{
    char byte, room[CMSG_SPACE(sizeof(int))];
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    int fd = -1;
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1 || !CMSG_FIRSTHDR(&message)) {
        exit(BLOCKED); /* the child has said why */
    }
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

static pid_t start(char **argv, int *listener)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        stop("socketpair");
    }
    pid_t child = fork();
    if (child < 0) {
        stop("fork");
    }
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int fd = listen_to_us();
        hand_over(ends[1], fd);
        close(fd);
        execv(argv[0], argv);
        stop(argv[0]);
    }
    close(ends[1]);
    *listener = take_over(ends[0]);
    close(ends[0]);
    return child;
}

static void answer(int listener)
{
    struct seccomp_notif asked = {0};
    struct seccomp_notif_resp said = {.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) {
        return; /* it has ended meanwhile */
    }
    said.id = asked.id;
    if (look(&asked)) {
        said.flags = 0;
        said.error = -error;
    }
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &said);
}

static int error_of(const char *name)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (strcmp(errors[i].name, name) == 0) {
            return errors[i].number;
        }
    }
    errno = EINVAL;
    stop(name);
}

int main(int argc, char **argv)
{
    int at = 1, how = 0, listener;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        const char *value = argv[at + 1];
        if (strcmp(argv[at], "--root") == 0) {
            root = value;
        } else if (strcmp(argv[at], "--list") == 0) {
            list = fopen(value, "we");
        } else if (strcmp(argv[at], "--fail") == 0) {
            wanted = value;
        } else {
            error = error_of(value);
        }
    }
    pid_t child = start(argv + at, &listener);
    int ended = (int)syscall(SYS_pidfd_open, child, 0);
    for (struct pollfd ready[2] = {{listener, POLLIN, 0}, {ended, POLLIN, 0}};
         poll(ready, 2, -1) > 0;) {
        if (ready[0].revents & POLLIN) {
            answer(listener);
        } else if (ready[1].revents || ready[0].revents) {
            break;
        }
    }
    waitpid(child, &how, 0);
    if (list) {
        fclose(list);
    }
    if (wanted[0] && !done) {
        return MISSED;
    }
    return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
}
