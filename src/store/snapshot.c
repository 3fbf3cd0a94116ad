#include "store/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { COPY_TRIES = 5, MIB = 1024 * 1024, BESIDE_MOST = 64 * MIB };

/* At most so many bytes: what grows meanwhile is copied anew. */
static bool copy_bytes(int from, int to, off_t most)
{
    char bytes[65536];
    for (;;) {
        size_t want = most < (off_t)sizeof bytes ? (size_t)most : sizeof bytes;
        ssize_t n = read(from, bytes, want);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0;
        }
        if (!file_write_all(to, bytes, (size_t)n)) {
            return false;
        }
        most -= n;
    }
}

static bool copy_file(const char *from, const char *to, off_t most)
{
    int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (source < 0) {
        return errno == ENOENT; /* no -journal, no -wal any more: nothing to copy */
    }
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool copied = target >= 0 && copy_bytes(source, target, most);
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
        if (lstat(name, &status) == 0 && S_ISREG(status.st_mode)) {
            look.size[i] = status.st_size;
            look.changed[i] = status.st_mtim;
        }
    }
    return look;
}

static bool has_link(const char *path)
{
    static const char *const names[] = {"-wal", "-shm", "-journal"};
    for (int i = 0; i < 3; i++) {
        char name[FILE_PATH_MAX + 16];
        struct stat status;
        snprintf(name, sizeof name, "%s%s", path, names[i]);
        if (lstat(name, &status) == 0 && S_ISLNK(status.st_mode)) {
            return true;
        }
    }
    return false;
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
    return look.size[0] > 0 || look.size[1] > 0 || has_link(path);
}

/* Does the journal beside end in the name of another file? (SQLite's "super-journal", which rolling
 * back deletes: https://www.sqlite.org/fileformat2.html#the_rollback_journal, pager.c) */
static bool names_another(const char *path)
{
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    unsigned char end[sizeof magic];
    char name[FILE_PATH_MAX + 16];
    struct stat status;
    snprintf(name, sizeof name, "%s-journal", path);
    int file = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool read = file >= 0 && fstat(file, &status) == 0 && status.st_size >= (off_t)sizeof end &&
                pread(file, end, sizeof end, status.st_size - (off_t)sizeof end) == sizeof end;
    if (file >= 0) {
        close(file);
    }
    return read && memcmp(end, magic, sizeof end) == 0;
}

bool snapshot_is_safe(const char *path, struct err *err)
{
    if (has_link(path)) {
        return err_set(err, "son -wal, son -shm ou son -journal est un lien, qui n’est pas suivi ; "
                            "refaites la copie depuis la borne");
    }
    return !names_another(path) ||
           err_set(err, "son -journal, à côté, ferait effacer un autre fichier, ce qu’aucune borne "
                        "n’écrit ; rien n’en est lu, refaites la copie depuis la borne");
}

/* May all of it be copied into the folder? */
static bool has_room(const struct look *look, const char *folder, struct err *err)
{
    struct statvfs disk;
    off_t sum = 0, base = look->size[2] > 0 ? look->size[2] : 0;
    for (int i = 0; i < 3; i++) {
        if (i < 2 && look->size[i] > BESIDE_MOST && look->size[i] - BESIDE_MOST > base * 2) {
            return err_set(
                err,
                "son %s, à côté, est bien trop gros pour elle (%lld Mio) ; rien n’en est "
                "lu, refaites la copie depuis la borne",
                beside[i], (long long)(look->size[i] / MIB));
        }
        sum += look->size[i] > 0 ? look->size[i] : 0;
    }
    if (statvfs(folder, &disk) != 0 || (uintmax_t)sum / disk.f_frsize < disk.f_bavail) {
        return true;
    }
    return err_set(err,
                   "ne peut pas être copiée pour être lue (il faut %lld Mio) ; faites de la place "
                   "ou indiquez un autre dossier par TMPDIR",
                   (long long)(sum / MIB) + 1);
}

/* All of it to name, once; false where it cannot be copied. */
static bool copy_all(const char *path, const char *name, const struct look *look)
{
    for (int i = 0; i < 3; i++) {
        char from[FILE_PATH_MAX + 16], to[FILE_PATH_MAX + 16];
        snprintf(from, sizeof from, "%s%s", path, beside[i]);
        snprintf(to, sizeof to, "%s%s", name, beside[i]);
        unlink(to);
        if (look->size[i] >= 0 && !copy_file(from, to, look->size[i])) {
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
                       "ne peut pas être copiée pour être lue (%s) ; faites de la place ou "
                       "indiquez un autre dossier par TMPDIR",
                       err_reason(fault));
    }
    file_join(name, folder, "copy.db");
    if (!snapshot_is_safe(path, err)) {
        return false;
    }
    for (int tries = 0; tries < COPY_TRIES; tries++) {
        struct look before = look_at(path);
        if (!has_room(&before, folder, err)) {
            return false;
        }
        if (!copy_all(path, name, &before)) {
            return err_set(err, "ne peut pas être copiée pour être lue (%s)", err_reason(errno));
        }
        struct look after = look_at(path);
        if (memcmp(&before, &after, sizeof before) == 0) {
            return snapshot_is_safe(name, err);
        }
    }
    return err_set(err, "une borne y écrit sans cesse ; fermez la borne ou réessayez");
}
