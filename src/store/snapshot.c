#include "store/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_TRIES = 5 };

static bool copy_bytes(int from, int to)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(from, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0;
        }
        if (!file_write_all(to, bytes, (size_t)n)) {
            return false;
        }
    }
}

static bool copy_file(const char *from, const char *to)
{
    int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (source < 0) {
        return errno == ENOENT; /* no -journal, no -wal any more: nothing to copy */
    }
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool copied = target >= 0 && copy_bytes(source, target);
    int fault = errno;
    close(source);
    if (target >= 0) {
        close(target);
    }
    errno = fault;
    return copied;
}

static const char *const beside[] = {"-wal", "-journal", ""};

/* What a file looks like while nobody writes into it. */
struct look {
    struct timespec changed[3];
    off_t size[3];
};

static struct look look_at(const char *path)
{
    struct look look;
    memset(&look, 0, sizeof look);
    for (int i = 0; i < 3; i++) {
        char name[FILE_PATH_MAX + 16];
        struct stat status;
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        look.size[i] = -1;
        if (stat(name, &status) == 0 && S_ISREG(status.st_mode)) {
            look.size[i] = status.st_size;
            look.changed[i] = status.st_mtim;
        }
    }
    return look;
}

void snapshot_remove(char folder[FILE_PATH_MAX])
{
    static const char *const left[] = {"", "-wal", "-shm", "-journal"};
    if (!folder[0]) {
        return;
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        char name[FILE_PATH_MAX + 32];
        snprintf(name, sizeof name, "%s/copy.db%s", folder, left[i]);
        unlink(name);
    }
    rmdir(folder);
    folder[0] = '\0';
}

bool snapshot_is_needed(const char *path)
{
    struct look look = look_at(path);
    return look.size[0] > 0 || look.size[1] > 0;
}

/* All of it to name, once; false where it cannot be copied. */
static bool copy_all(const char *path, const char *name, const struct look *look)
{
    for (int i = 0; i < 3; i++) {
        char from[FILE_PATH_MAX + 16], to[FILE_PATH_MAX + 16];
        snprintf(from, sizeof from, "%s%s", path, beside[i]);
        snprintf(to, sizeof to, "%s%s", name, beside[i]);
        unlink(to);
        if (look->size[i] >= 0 && !copy_file(from, to)) {
            return false;
        }
    }
    return true;
}

bool snapshot_make(char folder[FILE_PATH_MAX], char name[FILE_PATH_MAX], const char *path,
                   struct err *err)
{
    const char *where = getenv("TMPDIR");
    snprintf(folder, FILE_PATH_MAX, "%.900s/bilan-XXXXXX", where && where[0] ? where : "/tmp");
    if (!mkdtemp(folder)) {
        int fault = errno;
        folder[0] = '\0';
        return err_set(err,
                       "ne peut pas être copiée pour être lue (%s) ; faites de la place ou "
                       "indiquez un autre dossier par TMPDIR",
                       strerror(fault));
    }
    file_join(name, folder, "copy.db");
    for (int tries = 0; tries < COPY_TRIES; tries++) {
        struct look before = look_at(path);
        if (!copy_all(path, name, &before)) {
            return err_set(err, "ne peut pas être copiée pour être lue (%s)", strerror(errno));
        }
        struct look after = look_at(path);
        if (memcmp(&before, &after, sizeof before) == 0) {
            return true;
        }
    }
    return err_set(err, "une borne y écrit sans cesse ; fermez la borne ou réessayez");
}
