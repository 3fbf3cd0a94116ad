#include "kiosk/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY "borne-export-"

/* Its files, which are all it holds. */
static void empty_left_over(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again >= 0 ? fdopendir(again) : NULL;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (!str_same(entry->d_name, ".") && !str_same(entry->d_name, "..")) {
            unlinkat(folder, entry->d_name, 0);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

/* What one that was killed left there. */
static void remove_left_over(int at, const char *name)
{
    struct stat status;
    char *end;
    long owner = strtol(name + strlen(TEMPORARY), &end, 10);
    if (*end != '-' || owner <= 0 || kill((pid_t)owner, 0) == 0 || errno != ESRCH) {
        return;
    }
    int folder = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) {
        return;
    }
    if (fstat(folder, &status) == 0 && status.st_uid == geteuid()) {
        empty_left_over(folder);
        unlinkat(at, name, AT_REMOVEDIR);
    }
    close(folder);
}

static void sweep(const char *place)
{
    DIR *dir = opendir(place);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (str_starts(entry->d_name, TEMPORARY)) {
            remove_left_over(dirfd(dir), entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

static bool lay_one(const char *folder, const struct parcel_file *file)
{
    char path[FILE_PATH_MAX];
    int fd = file_join(path, folder, file->name)
                 ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)
                 : -1;
    if (fd < 0) {
        return false;
    }
    bool written = file_write_all(fd, file->bytes, file->n);
    close(fd);
    return written;
}

static bool lay_in(char folder[FILE_PATH_MAX], const char *place, const struct parcel_file *files,
                   size_t count)
{
    sweep(place);
    snprintf(folder, FILE_PATH_MAX, "%.900s/" TEMPORARY "%d-XXXXXX", place, (int)getpid());
    if (!mkdtemp(folder)) {
        folder[0] = '\0';
        return false;
    }
    bool laid = true;
    for (size_t i = 0; laid && i < count; i++) {
        laid = lay_one(folder, &files[i]);
    }
    return laid;
}

void scratch_remove(char folder[FILE_PATH_MAX])
{
    if (folder[0]) {
        file_remove_tree(folder);
    }
    folder[0] = '\0';
}

bool scratch_lay(char folder[FILE_PATH_MAX], const struct parcel_file *files, size_t count,
                 struct err *err)
{
    const char *const places[] = {getenv("TMPDIR"), "/dev/shm", "/tmp"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i] && places[i][0]) {
            if (lay_in(folder, places[i], files, count)) {
                return true;
            }
            scratch_remove(folder);
        }
    }
    return err_set(err, "Il n’y a de place ni dans /dev/shm ni dans /tmp pour lire les comptes.");
}
