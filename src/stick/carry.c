#include "stick/carry.h"

#include "base/file.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 4096, CHUNK = 64 * 1024 };

struct carry {
    struct problems *problems;
    int64_t bytes;
    int entries;
    enum carry_end end;
    int fault; /* errno of CARRY_TARGET */
};

struct entry {
    int from, to; /* the folders; to is -1 where only the size is asked */
    const char *name;
    char path[FILE_PATH_MAX]; /* from the top, for messages */
    int depth;
};

static bool walk(struct carry *carry, int from, int to, const char *path, int depth);

/* The end, for a reason that stops everything. */
static bool stop(struct carry *carry, enum carry_end end)
{
    carry->fault = errno;
    carry->end = end;
    return false;
}

static bool stop_writing(struct carry *carry)
{
    return stop(carry, errno == ENOSPC || errno == EDQUOT ? CARRY_ROOM : CARRY_TARGET);
}

/* Refused, and the rest is looked at all the same, so that all is told at once. */
static bool refuse(struct carry *carry, const struct entry *entry, const char *why)
{
    problem_add(carry->problems, entry->path, 1, "%s", why);
    carry->end = CARRY_REFUSED;
    return true;
}

static bool refuse_all(struct carry *carry, const struct entry *entry, const char *why)
{
    refuse(carry, entry, why);
    return false;
}

/* All of in into out; what the file holds may have grown since it was measured. */
static bool copy_bytes(struct carry *carry, const struct entry *entry, int in, int out)
{
    char bytes[CHUNK];
    int64_t copied = 0;
    for (;;) {
        ssize_t n = read(in, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return stop(carry, CARRY_SOURCE);
        }
        if (n == 0) {
            return fsync(out) == 0 || stop_writing(carry);
        }
        copied += n;
        carry->bytes += n;
        if (copied > CARRY_FILE_MAX || carry->bytes > CARRY_BYTES_MAX) {
            return refuse_all(carry, entry, "ce fichier grossit pendant la copie ; recommencez");
        }
        if (!file_write_all(out, bytes, (size_t)n)) {
            return stop_writing(carry);
        }
    }
}

static bool not_opened(struct carry *carry, const struct entry *entry)
{
    return errno == EACCES ? refuse(carry, entry, "lecture interdite ; vérifiez ses droits d’accès")
                           : stop(carry, CARRY_SOURCE);
}

static bool copy_file(struct carry *carry, const struct entry *entry)
{
    struct stat status;
    int in =
        openat(entry->from, entry->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (in < 0) {
        return not_opened(carry, entry);
    }
    if (fstat(in, &status) != 0 || !S_ISREG(status.st_mode)) {
        stop(carry, CARRY_SOURCE);
        close(in);
        return false;
    }
    int out =
        openat(entry->to, entry->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool ok = out >= 0 ? copy_bytes(carry, entry, in, out) : stop_writing(carry);
    close(in);
    if (out >= 0 && close(out) != 0 && ok) {
        ok = stop_writing(carry);
    }
    return ok;
}

static bool take_file(struct carry *carry, const struct entry *entry, int64_t size)
{
    if (size > CARRY_FILE_MAX) {
        return refuse(carry, entry, "fichier de plus de 32 Mo ; réduisez-le");
    }
    if (entry->to >= 0) {
        return copy_file(carry, entry);
    }
    carry->bytes += (size + BLOCK - 1) / BLOCK * BLOCK;
    if (carry->bytes > CARRY_BYTES_MAX) {
        return refuse_all(carry, entry, "plus de 1 Go en tout ; ne gardez que le contenu");
    }
    return true;
}

static bool take_folder(struct carry *carry, const struct entry *entry)
{
    if (entry->depth > CARRY_DEPTH_MAX) {
        return refuse(carry, entry,
                      "trop de dossiers les uns dans les autres ; 8 au plus, remontez celui-ci");
    }
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int in = openat(entry->from, entry->name, flags), out = -1;
    if (in < 0) {
        return not_opened(carry, entry);
    }
    bool ok = true;
    if (entry->to >= 0) {
        ok = (mkdirat(entry->to, entry->name, 0755) == 0 &&
              (out = openat(entry->to, entry->name, flags)) >= 0) ||
             stop_writing(carry);
    }
    carry->bytes += BLOCK;
    ok = ok && walk(carry, in, out, entry->path, entry->depth);
    close(in);
    if (out >= 0) {
        close(out);
    }
    return ok;
}

/* False where nothing more is to be looked at. */
static bool take(struct carry *carry, const struct entry *entry)
{
    struct stat status;
    if (++carry->entries > CARRY_ENTRIES_MAX) {
        return refuse_all(carry, entry,
                          "plus de 4000 fichiers et dossiers ; ne gardez que le contenu");
    }
    if (!utf8_is_plain(entry->name)) {
        return refuse(carry, entry, "nom de fichier illisible ; renommez-le en lettres simples");
    }
    if (fstatat(entry->from, entry->name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return stop(carry, CARRY_SOURCE);
    }
    switch (status.st_mode & S_IFMT) {
    case S_IFREG:
        return take_file(carry, entry, status.st_size);
    case S_IFDIR:
        return take_folder(carry, entry);
    case S_IFLNK:
        return refuse(carry, entry, "c’est un lien ; remplacez-le par le fichier lui-même");
    default:
        return refuse(carry, entry, "ce n’est ni un fichier ni un dossier ; effacez-le");
    }
}

static bool take_name(struct carry *carry, int from, int to, const char *path, int depth,
                      const char *name)
{
    struct entry entry = {from, to, name, "", depth + 1};
    if (str_same(name, ".") || str_same(name, "..") || file_is_litter(name)) {
        return true;
    }
    if (!path[0]) {
        str_fit(entry.path, sizeof entry.path, name);
    } else if (!file_join(entry.path, path, name)) {
        str_fit(entry.path, sizeof entry.path, path);
        return refuse(carry, &entry, "nom trop long dans ce dossier ; raccourcissez-le");
    }
    return take(carry, &entry);
}

static bool walk(struct carry *carry, int from, int to, const char *path, int depth)
{
    int again = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again >= 0 ? fdopendir(again) : NULL;
    if (!dir) {
        stop(carry, CARRY_SOURCE);
        if (again >= 0) {
            close(again);
        }
        return false;
    }
    bool ok = true;
    while (ok) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry) {
            ok = errno == 0 || stop(carry, CARRY_SOURCE);
            break;
        }
        ok = take_name(carry, from, to, path, depth, entry->d_name);
    }
    closedir(dir);
    return ok && (to < 0 || fsync(to) == 0 || stop_writing(carry));
}

enum carry_end carry_measure(int from, int64_t *bytes, struct problems *problems)
{
    struct carry carry = {.problems = problems};
    walk(&carry, from, -1, "", 0);
    *bytes = carry.bytes;
    return carry.end;
}

enum carry_end carry_copy(int from, int to, struct problems *problems)
{
    struct carry carry = {.problems = problems};
    walk(&carry, from, to, "", 0);
    errno = carry.fault;
    return carry.end;
}
