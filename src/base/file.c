#include "base/file.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, const char *path, size_t max, struct str *out, struct err *err)
{
    char bytes[16384];
    for (;;) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return err_set(err, "%s: lecture impossible (%s)", path, err_reason(errno));
        }
        if (n == 0) {
            return true;
        }
        if (out->n + (size_t)n > max) {
            return err_set(err, "%s: plus de %zu Kio ; réduisez-le", path, max / 1024);
        }
        str_add_bytes(out, bytes, (size_t)n);
    }
}

bool file_read(const char *path, size_t max, struct str *out, struct err *err)
{
    str_clear(out);
    /* O_NONBLOCK: a named pipe must not hold the kiosk up. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return err_set(err, "%s: ouverture impossible (%s)", path, err_reason(errno));
    }
    struct stat stat;
    bool ok = false;
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        err_set(err, "%s: n’est pas un fichier", path);
    } else if (stat.st_size > 0 && (uintmax_t)stat.st_size > max) {
        err_set(err, "%s: %jd Kio, plus que les %zu Kio permis ; réduisez-le", path,
                (intmax_t)stat.st_size / 1024, max / 1024);
    } else {
        ok = read_all(fd, path, max, out, err);
    }
    close(fd);
    return ok;
}

bool file_rename_new(int folder, const char *from, const char *to)
{
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) {
        return true;
    }
    struct stat status;
    if (errno != EINVAL && errno != ENOSYS) { /* file systems that do not know the flag */
        return false;
    }
    if (fstatat(folder, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return false;
    }
    return renameat(folder, from, folder, to) == 0;
}

bool file_write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

void file_sync_folder_of(const char *path)
{
    char folder[FILE_PATH_MAX];
    str_fit(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash) {
        slash[1] = '\0';
    }
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

bool file_replace(const char *path, const char *bytes, size_t n, struct err *err)
{
    char beside[FILE_PATH_MAX + 16];
    snprintf(beside, sizeof beside, "%s.%d.part", path, (int)getpid());
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return err_set(err, "%s: écriture impossible (%s)", path, err_reason(errno));
    }
    bool ok = file_write_all(fd, bytes, n) && fsync(fd) == 0;
    int fault = errno;
    ok = close(fd) == 0 && ok;
    if (ok && rename(beside, path) != 0) {
        fault = errno;
        ok = false;
    }
    if (!ok) {
        unlink(beside);
        return err_set(err, "%s: écriture impossible (%s)", path, err_reason(fault));
    }
    file_sync_folder_of(path);
    return true;
}

bool file_is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_inside(const char *path, const char *folder)
{
    char real_path[PATH_MAX], real_folder[PATH_MAX];
    if (!realpath(path, real_path) || !realpath(folder, real_folder)) {
        return false;
    }
    size_t n = strlen(real_folder);
    return strncmp(real_path, real_folder, n) == 0 &&
           (real_path[n] == '/' || real_path[n] == '\0' || str_same(real_folder, "/"));
}

bool file_make_folders(const char *folder, struct err *err)
{
    char path[FILE_PATH_MAX];
    if (!str_fit(path, sizeof path, folder)) {
        return err_set(err, "%.80s…: nom de dossier trop long", folder);
    }
    for (char *slash = path + 1;; slash++) {
        if (*slash != '/' && *slash != '\0') {
            continue;
        }
        char kept = *slash;
        *slash = '\0';
        if (mkdir(path, 0755) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES) {
            return err_set(err, "%s: dossier impossible à créer (%s)", path, err_reason(errno));
        }
        *slash = kept;
        if (kept == '\0') {
            break;
        }
    }
    if (!file_is_folder(folder)) {
        return err_set(err, "%s: dossier impossible à créer", folder);
    }
    return true;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    remove(path);
    return 0;
}

void file_remove_tree(const char *path)
{
    enum { FOLDERS_OPEN = 16 };
    nftw(path, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(struct arena *arena, const char *folder, const char *suffix, struct err *err)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        err_set(err, "%s: dossier illisible (%s)", folder, err_reason(errno));
        return NULL;
    }
    size_t n = 0, room = 64;
    char **names = mem_grow(NULL, room, sizeof *names);
    for (struct dirent *entry; (entry = readdir(dir));) {
        const char *name = entry->d_name;
        if (str_same(name, ".") || str_same(name, "..") || !str_ends(name, suffix)) {
            continue;
        }
        if (n + 1 == room) {
            room *= 2;
            names = mem_grow(names, room, sizeof *names);
        }
        names[n++] = arena_string(arena, name);
    }
    closedir(dir);
    qsort(names, n, sizeof *names, by_bytes);
    char **list = arena_alloc(arena, (n + 1) * sizeof *list);
    if (n > 0) {
        memcpy(list, names, n * sizeof *list);
    }
    free(names);
    return list;
}

bool file_join(char out[FILE_PATH_MAX], const char *folder, const char *name)
{
    int n = snprintf(out, FILE_PATH_MAX, "%s/%s", folder, name);
    if (n < 0 || n >= FILE_PATH_MAX) {
        out[0] = '\0';
        return false;
    }
    return true;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_is_litter(const char *name)
{
    return name[0] == '.' || str_ends(name, "~") || str_same(name, "Thumbs.db") ||
           str_same(name, "desktop.ini");
}
