#include "kiosk/keep.h"

#include "base/date.h"
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Gives the file to whom the folder belongs. */
static bool hand_over(int fd, const char *data)
{
    struct stat owner;
    return geteuid() != 0 || stat(data, &owner) != 0 || fchown(fd, owner.st_uid, owner.st_gid) == 0;
}

/* Cuts path back to the first of its folders that is there. */
static bool find_there(char path[FILE_PATH_MAX], struct stat *status)
{
    while (stat(path, status) != 0) {
        char *slash = strrchr(path, '/');
        if (!slash && str_same(path, ".")) {
            return false;
        }
        str_fit(slash ? slash + (slash == path) : path, 2, slash ? "" : ".");
    }
    return true;
}

bool keep_make_folder(const char *data, struct err *err)
{
    char there[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct stat owner;
    if (!str_fit(there, sizeof there, data) || !find_there(there, &owner)) {
        return err_set(err, "%.80s : ce dossier ne peut pas être fait", data);
    }
    bool done = file_make_folders(data, err);
    str_fit(path, sizeof path, data);
    while (done && geteuid() == 0 && owner.st_uid != 0 && strlen(path) > strlen(there)) {
        int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        done = (folder >= 0 && fchown(folder, owner.st_uid, owner.st_gid) == 0) ||
               err_set(err, "%s : ne peut pas être donné à son propriétaire (%s)", path,
                       err_reason(errno));
        if (folder >= 0) {
            close(folder);
        }
        char *slash = strrchr(path, '/');
        path[slash ? slash - path : 0] = '\0';
    }
    return done;
}

bool keep_lock(struct keep *keep, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct stat opened, named;
    keep->lock = -1;
    if (!file_join(path, keep->data, "counts.journal")) {
        return err_set(err, "%.80s… : nom de dossier trop long", keep->data);
    }
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
    if (fd < 0 || !hand_over(fd, keep->data)) {
        err_set(err, "%s : ne peut pas être ouvert (%s)", path, err_reason(errno));
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &opened) != 0 ||
               stat(path, &named) != 0 || opened.st_ino != named.st_ino) {
        err_set(err, "%s : une borne compte dans ce dossier ; arrêtez-la, puis recommencez",
                keep->data);
    } else {
        keep->lock = fd;
        return true;
    }
    if (fd >= 0) {
        close(fd);
    }
    return false;
}

bool keep_empty_journal(struct keep *keep, struct err *err)
{
    return (ftruncate(keep->lock, 0) == 0 && fsync(keep->lock) == 0) ||
           err_set(err, "%s : counts.journal ne peut pas être vidé (%s)", keep->data,
                   err_reason(errno));
}

void keep_unlock(struct keep *keep)
{
    if (keep->lock >= 0) {
        close(keep->lock);
    }
    keep->lock = -1;
}

static bool write_to(int fd, const char *data, const struct str *bytes, bool secret)
{
    return fchmod(fd, secret ? 0600 : 0644) == 0 && hand_over(fd, data) &&
           file_write_all(fd, str_text(bytes), bytes->n) && fsync(fd) == 0;
}

bool keep_put(const struct keep *keep, const char *name, const struct str *bytes, bool secret,
              struct err *err)
{
    char path[FILE_PATH_MAX], beside[FILE_PATH_MAX + 8];
    if (!file_join(path, keep->data, name)) {
        return err_set(err, "%.80s… : nom de dossier trop long", keep->data);
    }
    snprintf(beside, sizeof beside, "%s.part", path);
    unlink(beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write_to(fd, keep->data, bytes, secret);
    int fault = errno;
    done = (fd < 0 || close(fd) == 0) && done;
    if (done && rename(beside, path) != 0) {
        fault = errno;
        done = false;
    }
    if (!done) {
        unlink(beside);
        return err_set(err, "%s : ne peut pas être écrit (%s)", path, err_reason(fault));
    }
    file_sync_folder_of(path);
    return true;
}

bool keep_aside(const struct keep *keep, char name[FILE_PATH_MAX], const char *stem,
                const char *ending, const struct str *bytes, bool secret, struct err *err)
{
    char wanted[FILE_PATH_MAX], stamped[128];
    struct date_time now = date_local(keep->zone, keep->wall);
    snprintf(stamped, sizeof stamped, "%s-%04d-%02d-%02dT%02d%02d%02d.before.%s", stem,
             now.date.year, now.date.month, now.date.day, now.hour, now.minute, now.second, ending);
    if (!file_join(wanted, keep->data, stamped) || !journal_free_name(name, wanted)) {
        return err_set(err, "%s : ce qui y est ne peut pas être mis de côté", keep->data);
    }
    return keep_put(keep, file_name(name), bytes, secret, err);
}
