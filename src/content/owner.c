#include "content/owner.h"

#include "base/str.h"
#include "base/utf8.h"
#include "content/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OWNER_FILE_MAX = 4096, CODE_MIN = 4, CODE_MAX = 8, PHRASE_MIN = 12, PHRASE_BYTES_MAX = 127 };

/* Opened only if it is a file: a link could lead anywhere, a pipe never ends. */
static int open_file(const char *path, struct problems *problems)
{
    struct stat status;
    const char *fault = "fichier illisible ; vérifiez ses droits d’accès";
    int fd = -1;
    if (lstat(path, &status) != 0) {
        fault = errno == ENOENT || errno == ENOTDIR ? "fichier introuvable ; créez-le sur la clé"
                                                    : fault;
    } else if (!S_ISREG(status.st_mode)) {
        fault = "ce n’est pas un fichier ; remplacez-le par un fichier";
    } else {
        fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    }
    if (fd >= 0 && (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))) {
        close(fd);
        fd = -1;
    }
    if (fd < 0) {
        problem_add(problems, path, 1, "%s", fault);
    }
    return fd;
}

/* At most room bytes; -1 where it cannot be read. */
static ssize_t read_bytes(int fd, char *bytes, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t done = read(fd, bytes + n, room - n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return done < 0 ? -1 : (ssize_t)n;
        }
        n += (size_t)done;
    }
    return (ssize_t)n;
}

/* The fault never tells the value: it is a secret, and problems are logged. */
static void read_code(struct owner *owner, struct yaml_reader *reader, const struct yaml_node *node)
{
    const char *text = NULL;
    if (!yaml_text(reader, node, &text)) {
        return;
    }
    size_t n = strlen(text);
    if (n < CODE_MIN || n > CODE_MAX || strspn(text, "0123456789") != n) {
        yaml_fault(reader, node->line, "« code » : écrivez de %d à %d chiffres entre guillemets",
                   CODE_MIN, CODE_MAX);
        return;
    }
    str_fit(owner->code, sizeof owner->code, text);
}

static void read_phrase(struct owner *owner, struct yaml_reader *reader,
                        const struct yaml_node *node)
{
    const char *text = NULL;
    if (!yaml_text(reader, node, &text)) {
        return;
    }
    if (utf8_count(text) < PHRASE_MIN) {
        yaml_fault(reader, node->line, "« secours » est trop court ; %d caractères au moins",
                   PHRASE_MIN);
    } else if (strlen(text) > PHRASE_BYTES_MAX) {
        yaml_fault(reader, node->line, "« secours » est trop long ; %d octets au plus",
                   PHRASE_BYTES_MAX);
    } else {
        str_fit(owner->phrase, sizeof owner->phrase, text);
    }
}

static bool read_source(struct owner *owner, struct arena *arena, const struct written *written,
                        struct problems *problems)
{
    static const char *const keys[] = {"code", "secours", NULL};
    struct yaml_reader reader = {.file = written->file, .problems = problems};
    const struct yaml_node *top = yaml_parse(&reader, arena, written->text, written->n, 1);
    if (!top) {
        return false;
    }
    yaml_allow(&reader, top, keys);
    read_code(owner, &reader, yaml_need(&reader, top, "code"));
    read_phrase(owner, &reader, yaml_need(&reader, top, "secours"));
    return reader.faults == 0;
}

bool owner_read(struct owner *owner, const char *path, struct problems *problems)
{
    char bytes[OWNER_FILE_MAX + 1];
    struct arena arena = {0};
    struct written written;
    *owner = (struct owner){.code = ""};
    int fd = open_file(path, problems);
    if (fd < 0) {
        return false;
    }
    ssize_t n = read_bytes(fd, bytes, sizeof bytes);
    close(fd);
    bool ok = false;
    if (n < 0) {
        problem_add(problems, path, 1, "fichier illisible ; remettez la clé et recommencez");
    } else if (n > OWNER_FILE_MAX) {
        problem_add(problems, path, 1, "fichier trop gros ; %d octets au plus", OWNER_FILE_MAX);
    } else {
        ok = written_parse(&written, &arena, path, bytes, (size_t)n, problems) &&
             read_source(owner, &arena, &written, problems);
    }
    explicit_bzero(bytes, sizeof bytes);
    arena_release(&arena);
    if (!ok) {
        explicit_bzero(owner, sizeof *owner);
    }
    return ok;
}
