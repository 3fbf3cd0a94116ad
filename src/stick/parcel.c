#include "stick/parcel.h"

#include "base/file.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { NAMES_MAX = 99, SPARE_BYTES = 65536, CHUNK = 65536, MEGABYTE = 1000000 };

enum trouble {
    TROUBLE_NONE,
    TROUBLE_TAKEN, /* this name; the next may do */
    TROUBLE_FULL,
    TROUBLE_LOCKED,
    TROUBLE_GONE,
    TROUBLE_NO_FOLDER,
    TROUBLE_DIFFERS,
    TROUBLE_REFUSED,
    TROUBLE_CROWDED,
    TROUBLE_OTHER
};

#define SAFE " Rien n’est perdu\u00a0: les comptes restent sur la borne."

/* FULL and OTHER have figures: say() writes them. */
static const char *const sentences[] = {
    [TROUBLE_LOCKED] = "La clé est protégée contre l’écriture\u00a0: levez sa protection ou prenez "
                       "une autre clé." SAFE,
    [TROUBLE_GONE] = "La clé a été retirée ou ne répond plus\u00a0: remettez-la ou prenez une "
                     "autre clé, puis recommencez." SAFE,
    [TROUBLE_NO_FOLDER] =
        "Ce n’est pas une clé où l’on peut écrire\u00a0: prenez une autre clé." SAFE,
    [TROUBLE_DIFFERS] = "La clé ne rend pas ce qui a été écrit\u00a0: prenez une autre clé." SAFE,
    [TROUBLE_REFUSED] = "La clé n’accepte pas ces fichiers (nom ou taille)\u00a0: prenez une autre "
                        "clé, en FAT32 ou exFAT." SAFE,
    [TROUBLE_CROWDED] = "La clé porte déjà trop de bilans de ce stand à cette date\u00a0: prenez "
                        "une autre clé." SAFE,
};

static const struct {
    int fault; /* errno */
    enum trouble trouble;
} troubles[] = {
    {ENOSPC, TROUBLE_FULL},          {EDQUOT, TROUBLE_FULL},       {EROFS, TROUBLE_LOCKED},
    {EACCES, TROUBLE_LOCKED},        {EPERM, TROUBLE_LOCKED},      {EIO, TROUBLE_GONE},
    {ENODEV, TROUBLE_GONE},          {ENXIO, TROUBLE_GONE},        {ENOENT, TROUBLE_GONE},
    {ESTALE, TROUBLE_GONE},          {ENOTCONN, TROUBLE_GONE},     {ENOMEDIUM, TROUBLE_GONE},
    {EUCLEAN, TROUBLE_GONE},         {ENOTDIR, TROUBLE_NO_FOLDER}, {ELOOP, TROUBLE_NO_FOLDER},
    {ENAMETOOLONG, TROUBLE_REFUSED}, {EFBIG, TROUBLE_REFUSED},     {EINVAL, TROUBLE_REFUSED},
    {EILSEQ, TROUBLE_REFUSED},
};

struct parcel {
    const struct parcel_file *files;
    size_t count;
    char name[PARCEL_NAME_MAX], partial[PARCEL_NAME_MAX + 16];
    int root, box; /* the stick; the folder being filled; -1: not open */
    bool sealed;   /* under its final name */
    int fault;     /* errno of the trouble */
};

static enum trouble blame(struct parcel *parcel)
{
    parcel->fault = errno;
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        if (troubles[i].fault == parcel->fault) {
            return troubles[i].trouble;
        }
    }
    return TROUBLE_OTHER;
}

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static enum trouble sync_folder(struct parcel *parcel, int folder)
{
    /* EINVAL: a file system whose folders need none. */
    return fsync(folder) == 0 || errno == EINVAL ? TROUBLE_NONE : blame(parcel);
}

/* --- a name --- */

static bool is_named(const struct parcel *parcel, const char *name)
{
    for (size_t i = 0; i < parcel->count; i++) {
        if (str_same(parcel->files[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* True if the box holds nothing but regular files named as ours. */
static bool is_left_over(const struct parcel *parcel)
{
    int again = open_folder(parcel->box, ".");
    DIR *dir = again >= 0 ? fdopendir(again) : NULL;
    if (!dir) {
        if (again >= 0) {
            close(again);
        }
        return false;
    }
    bool ours = true;
    for (struct dirent *entry; ours && (entry = readdir(dir));) {
        struct stat status;
        ours = str_same(entry->d_name, ".") || str_same(entry->d_name, "..") ||
               (is_named(parcel, entry->d_name) &&
                fstatat(parcel->box, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                S_ISREG(status.st_mode));
    }
    closedir(dir);
    return ours;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* True if .partiel is still the box that is open, not one put there meanwhile. */
static bool is_still_there(const struct parcel *parcel)
{
    struct stat there, here;
    return fstatat(parcel->root, parcel->partial, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstat(parcel->box, &here) == 0 && is_same(&there, &here);
}

static enum trouble empty(struct parcel *parcel)
{
    for (size_t i = 0; i < parcel->count; i++) {
        if (unlinkat(parcel->box, parcel->files[i].name, 0) != 0 && errno != ENOENT) {
            return blame(parcel);
        }
    }
    return TROUBLE_NONE;
}

/* TAKEN: something has the final name. */
static enum trouble look_at_name(struct parcel *parcel)
{
    struct stat status;
    if (fstatat(parcel->root, parcel->name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        return TROUBLE_TAKEN;
    }
    return errno == ENOENT ? TROUBLE_NONE : blame(parcel);
}

static void let_go(struct parcel *parcel)
{
    close(parcel->box);
    parcel->box = -1;
}

/* Takes the name and its folder .partiel; TAKEN where another must be tried. */
static enum trouble claim_name(struct parcel *parcel)
{
    enum trouble trouble = look_at_name(parcel);
    if (trouble) {
        return trouble;
    }
    bool made = mkdirat(parcel->root, parcel->partial, 0755) == 0;
    if (!made && errno != EEXIST) {
        return blame(parcel);
    }
    parcel->box = open_folder(parcel->root, parcel->partial);
    if (parcel->box < 0) {
        bool gone = errno == ENOENT && !made; /* a second delivery has just sealed it */
        return errno == ENOTDIR || errno == ELOOP || gone ? TROUBLE_TAKEN : blame(parcel);
    }
    /* The lock keeps a second delivery out of this box; a killed one lets go of it. */
    bool locked = flock(parcel->box, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    bool ours = locked && is_still_there(parcel) && (made || is_left_over(parcel));
    if (!ours) {
        let_go(parcel);
        return TROUBLE_TAKEN;
    }
    /* Whoever held the box before may have sealed one under this name since we looked: from now on
     * nobody else can. */
    trouble = look_at_name(parcel);
    if (trouble) {
        if (made) {
            unlinkat(parcel->root, parcel->partial, AT_REMOVEDIR);
        }
        let_go(parcel);
        return trouble;
    }
    return made ? TROUBLE_NONE : empty(parcel);
}

static enum trouble claim(struct parcel *parcel, const char *base)
{
    for (int i = 1; i <= NAMES_MAX; i++) {
        char number[16] = "";
        if (i > 1) {
            snprintf(number, sizeof number, "-%d", i);
        }
        snprintf(parcel->name, sizeof parcel->name, "%.80s%s", base, number);
        snprintf(parcel->partial, sizeof parcel->partial, "%s.partiel", parcel->name);
        enum trouble trouble = claim_name(parcel);
        if (trouble != TROUBLE_TAKEN) {
            return trouble;
        }
    }
    return TROUBLE_CROWDED;
}

/* --- what goes in --- */

/* How many bytes the stick is short of; 0 or less: none, or it does not say. */
static int64_t missing_bytes(const struct parcel *parcel)
{
    struct statvfs room;
    if (fstatvfs(parcel->root, &room) != 0 || room.f_blocks == 0 || room.f_frsize == 0) {
        return 0;
    }
    int64_t block = (int64_t)room.f_frsize, need = SPARE_BYTES;
    for (size_t i = 0; i < parcel->count; i++) {
        need += ((int64_t)parcel->files[i].n + block - 1) / block * block;
    }
    return need - (int64_t)room.f_bavail * block;
}

static enum trouble read_back(struct parcel *parcel, int fd, const struct parcel_file *file)
{
    char bytes[CHUNK] = {0};
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return blame(parcel);
    }
    if (status.st_size != (off_t)file->n) {
        return TROUBLE_DIFFERS;
    }
    for (size_t at = 0; at < file->n;) {
        size_t want = file->n - at < sizeof bytes ? file->n - at : sizeof bytes;
        ssize_t n = pread(fd, bytes, want, (off_t)at);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return blame(parcel);
        }
        if (n == 0 || memcmp(bytes, file->bytes + at, (size_t)n) != 0) {
            return TROUBLE_DIFFERS;
        }
        at += (size_t)n;
    }
    return TROUBLE_NONE;
}

static enum trouble put(struct parcel *parcel, const struct parcel_file *file)
{
    int fd = openat(parcel->box, file->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    file->secret ? 0600 : 0644);
    if (fd < 0) {
        return blame(parcel);
    }
    enum trouble trouble = TROUBLE_NONE;
    if (!file_write_all(fd, file->bytes, file->n) || fsync(fd) != 0) {
        trouble = blame(parcel);
    } else {
        /* Only clean pages can be dropped, hence after the fsync; what is read then is the stick's.
         */
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        trouble = read_back(parcel, fd, file);
    }
    if (close(fd) != 0 && !trouble) {
        trouble = blame(parcel);
    }
    return trouble;
}

static enum trouble fill(struct parcel *parcel)
{
    if (missing_bytes(parcel) > 0) {
        return TROUBLE_FULL;
    }
    enum trouble trouble = TROUBLE_NONE;
    for (size_t i = 0; i < parcel->count && !trouble; i++) {
        trouble = put(parcel, &parcel->files[i]);
    }
    return trouble ? trouble : sync_folder(parcel, parcel->box);
}

/* --- its final name --- */

static enum trouble seal(struct parcel *parcel)
{
    /* The name was free when it was claimed: somebody may have made it since. */
    if (!file_rename_new(parcel->root, parcel->partial, parcel->name)) {
        return blame(parcel);
    }
    parcel->sealed = true;
    enum trouble trouble = sync_folder(parcel, parcel->root);
    if (!trouble && syncfs(parcel->root) != 0) {
        trouble = blame(parcel);
    }
    return trouble;
}

/* Through the path: a stick pulled and its mount point gone would not show through the open one. */
static enum trouble look_again(struct parcel *parcel, const char *folder)
{
    struct stat here, there;
    if (stat(folder, &there) != 0) {
        return blame(parcel);
    }
    if (fstat(parcel->root, &here) != 0 || !is_same(&here, &there)) {
        return TROUBLE_GONE;
    }
    int box = open_folder(parcel->root, parcel->name);
    enum trouble trouble = box < 0 ? blame(parcel) : TROUBLE_NONE;
    for (size_t i = 0; i < parcel->count && !trouble; i++) {
        struct stat status;
        if (fstatat(box, parcel->files[i].name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            trouble = blame(parcel);
        } else if (!S_ISREG(status.st_mode) || status.st_size != (off_t)parcel->files[i].n) {
            trouble = TROUBLE_DIFFERS;
        }
    }
    if (box >= 0) {
        close(box);
    }
    return trouble;
}

/* --- the whole --- */

static void say(const struct parcel *parcel, enum trouble trouble, struct err *err)
{
    if (trouble == TROUBLE_FULL) {
        int64_t missing = parcel->root >= 0 ? missing_bytes(parcel) : 0;
        char figure[64] = ".";
        if (missing > 0) {
            snprintf(figure, sizeof figure, "\u00a0: il manque %jd\u00a0Mo.",
                     (intmax_t)((missing + MEGABYTE - 1) / MEGABYTE));
        }
        err_set(err, "La clé est pleine%s Faites de la place ou prenez une autre clé." SAFE,
                figure);
    } else if (trouble == TROUBLE_OTHER) {
        err_set(err, "La clé refuse l’écriture (%s)\u00a0: prenez une autre clé." SAFE,
                err_reason(parcel->fault));
    } else {
        err_set(err, "%s", sentences[trouble]);
    }
}

/* Leaves the stick as it was found, as far as it still answers. */
static void take_back(struct parcel *parcel)
{
    int fault = parcel->fault;
    empty(parcel);
    parcel->fault = fault;
    if (is_still_there(parcel)) {
        unlinkat(parcel->root, parcel->partial, AT_REMOVEDIR); /* refused unless empty */
    }
}

bool parcel_deliver(const char *folder, const char *base, const struct parcel_file *files,
                    size_t count, char name[PARCEL_NAME_MAX], struct err *err)
{
    struct parcel parcel = {.files = files, .count = count, .box = -1};
    enum trouble trouble = TROUBLE_NONE;
    parcel.root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parcel.root < 0) {
        trouble = blame(&parcel);
    }
    trouble = trouble ? trouble : claim(&parcel, base);
    trouble = trouble ? trouble : fill(&parcel);
    trouble = trouble ? trouble : seal(&parcel);
    trouble = trouble ? trouble : look_again(&parcel, folder);
    if (parcel.box >= 0) {
        if (!parcel.sealed) {
            take_back(&parcel);
        }
        close(parcel.box);
    }
    if (trouble) {
        say(&parcel, trouble, err); /* with the room that was taken given back */
    }
    if (parcel.root >= 0) {
        close(parcel.root);
    }
    str_fit(name, PARCEL_NAME_MAX, trouble ? "" : parcel.name);
    return !trouble;
}

/* --- a name that every stick takes --- */

void parcel_slug(char out[PARCEL_SLUG_MAX], const char *name)
{
    size_t n = 0;
    for (size_t length, left = strlen(name); left > 0; name += length, left -= length) {
        char letters[UTF8_PLAIN_MAX];
        utf8_plain(utf8_read(name, left, &length), letters);
        for (const char *at = letters; *at && n < PARCEL_SLUG_MAX - 1; at++) {
            bool kept = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');
            if (kept || (n > 0 && out[n - 1] != '-')) {
                out[n++] = kept ? *at : '-'; /* for what parts words */
            }
        }
    }
    while (n > 0 && out[n - 1] == '-') {
        n--;
    }
    out[n] = '\0';
    if (n == 0) {
        str_fit(out, PARCEL_SLUG_MAX, "stand");
    }
}
