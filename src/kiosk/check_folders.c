#include "kiosk/check_folders.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/magic.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { GROUPS_MAX = 256, USER_MAX = 64 };

/* --- for whom --- */

struct judge {
    uid_t user;
    char name[USER_MAX]; /* of that user */
    uid_t owner;         /* of the folder of the counts, or of the one it would be made in */
    bool there;          /* the folder of the counts is */
    bool lent;           /* root judges as somebody else */
    gid_t groups[GROUPS_MAX];
    int group_count; /* root's own */
};

static void name_user(char name[USER_MAX], uid_t user)
{
    const struct passwd *known = getpwuid(user);
    if (known) {
        str_fit(name, USER_MAX, known->pw_name);
    } else {
        snprintf(name, USER_MAX, "%u", (unsigned)user);
    }
}

/* Rights are asked of the kernel as that user: lists of access and groups count too. */
static void lend(struct judge *judge)
{
    const struct passwd *known = getpwuid(judge->owner);
    judge->group_count = getgroups(GROUPS_MAX, judge->groups);
    gid_t group = known ? known->pw_gid : (gid_t)-1;
    bool ready = judge->group_count >= 0 &&
                 (known ? initgroups(known->pw_name, group) == 0 && setegid(group) == 0
                        : setgroups(0, NULL) == 0);
    judge->lent = ready && seteuid(judge->owner) == 0;
    judge->user = judge->lent ? judge->owner : judge->user;
}

static void give_back(const struct judge *judge)
{
    if (judge->lent && (seteuid(0) != 0 || setegid(getgid()) != 0 ||
                        setgroups((size_t)judge->group_count, judge->groups) != 0)) {
        abort(); /* root may always */
    }
}

/* --- a folder --- */

/* What is wrong with one, complete enough to show; false. */
static bool refuse(struct err *err, const char *at, const char *why)
{
    return err_set(err, "%s : %s", at, why);
}

static bool refuse_errno(const struct judge *judge, const char *at, int number, struct err *err)
{
    switch (number) {
    case EROFS:
        return refuse(err, at, "disque en lecture seule ; choisissez un autre dossier");
    case EACCES:
    case EPERM:
        return err_set(err,
                       "%s : l’utilisateur « %s » n’a pas le droit d’y écrire ; donnez-le-lui "
                       "(sudo chown %s), ou choisissez un autre dossier",
                       at, judge->name, judge->name);
    case ENAMETOOLONG:
        return refuse(err, at, "ce nom est trop long ; prenez-en un plus court");
    case ELOOP:
        return refuse(err, at, "ce lien tourne en rond ; remplacez-le par un dossier");
    case ENOSPC:
    case EDQUOT:
        return refuse(err, at, "plus de place sur ce disque ; faites-en, ou changez de dossier");
    default:
        return refuse(err, at, err_reason(number));
    }
}

/* Cuts path back to the last part of it that is there. False where that is no folder. */
static bool find_ground(const struct judge *judge, char path[FILE_PATH_MAX], struct err *err)
{
    struct stat status;
    while (stat(path, &status) != 0) {
        if (errno != ENOENT && errno != ENOTDIR) {
            return refuse_errno(judge, path, errno, err);
        }
        if (lstat(path, &status) == 0) {
            return refuse(err, path, "ce lien ne mène nulle part ; remplacez-le par un dossier");
        }
        char *slash = strrchr(path, '/');
        if (!slash) {
            return refuse(err, path, "dossier introuvable");
        }
        slash[slash == path] = '\0';
    }
    return S_ISDIR(status.st_mode) ||
           refuse(err, path, "ce n’est pas un dossier ; choisissez-en un");
}

/* Beyond its rights: a disk may be full, a folder be locked, or be none that keeps files, as those
 * of /proc. The file has no name; where there is no such file, a folder comes and goes. */
static bool try_file(const struct judge *judge, const char *folder, struct err *err)
{
    char name[FILE_PATH_MAX + 32];
    int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return true;
    }
    if (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL) {
        snprintf(name, sizeof name, "%s/.borne-check-XXXXXX", folder);
        if (mkdtemp(name)) {
            rmdir(name);
            return true;
        }
        if (errno == ENOENT) {
            return refuse(err, folder, "rien ne s’y enregistre ; choisissez un autre dossier");
        }
    }
    return refuse_errno(judge, folder, errno, err);
}

static bool can_write(const struct judge *judge, const char *folder, struct err *err)
{
    return faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0
               ? try_file(judge, folder, err)
               : refuse_errno(judge, folder, errno, err);
}

/* What another account has left there would keep this one out: a kiosk tried once with sudo. */
static bool can_write_files(const struct judge *judge, const char *folder, struct err *err)
{
    static const char *const names[] = {"counts.db",      "counts.db-wal", "counts.db-shm",
                                        "counts.journal", "staff.pin",     "machine"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[FILE_PATH_MAX];
        struct stat status;
        if (!file_join(path, folder, names[i]) || lstat(path, &status) != 0) {
            continue;
        }
        if (!S_ISREG(status.st_mode)) {
            return refuse(err, path, "ce n’est pas un fichier ; déplacez-le ailleurs");
        }
        if (faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) != 0) {
            return refuse_errno(judge, path, errno, err);
        }
    }
    return true;
}

/* --- the counts --- */

static bool judge_data(const struct judge *judge, const char *data, struct err *err)
{
    char ground[FILE_PATH_MAX];
    str_fit(ground, sizeof ground, data);
    return find_ground(judge, ground, err) && can_write(judge, ground, err) &&
           (!judge->there || can_write_files(judge, data, err));
}

/* Where the counts may go although all looks well; NULL: nowhere. */
static const char *doubt_disk(const char *data)
{
    char ground[FILE_PATH_MAX];
    struct statfs disk;
    str_fit(ground, sizeof ground, data);
    if (!find_ground(NULL, ground, NULL) || statfs(ground, &disk) != 0) {
        return NULL;
    }
    switch ((unsigned)disk.f_type) {
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
        return "ce dossier est en mémoire : éteindre la machine efface les comptes ; choisissez-en "
               "un sur un disque";
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case CIFS_SUPER_MAGIC:
        return "ce dossier est sur le réseau : une coupure arrêterait les comptes ; choisissez-en "
               "un sur cette machine";
    default:
        return str_starts(data, "/tmp/") || str_starts(data, "/var/tmp/")
                   ? "la machine vide ce dossier d’elle-même ; choisissez-en un autre"
                   : NULL;
    }
}

static void open_judge(struct judge *judge, const char *data)
{
    char ground[FILE_PATH_MAX];
    struct stat status;
    *judge = (struct judge){.user = geteuid(), .owner = geteuid()};
    judge->there = file_is_folder(data);
    str_fit(ground, sizeof ground, data);
    if (judge->there && stat(data, &status) == 0) {
        judge->owner = status.st_uid;
    }
    if (judge->user == 0 && judge->owner != 0) {
        lend(judge);
    }
    name_user(judge->name, judge->user);
}

/* Said where whoever asks may not be who runs the kiosk. */
static void tell_user(const struct judge *judge, const struct setup *setup, int line,
                      struct problems *warnings)
{
    char owner[USER_MAX];
    name_user(owner, judge->owner);
    if (judge->user != judge->owner) {
        problem_add(warnings, setup->config_path, line,
                    "droits vérifiés pour l’utilisateur « %s », alors que %s est à « %s » ; si la "
                    "borne tourne sous un autre compte, lancez « borne check » sous celui-là",
                    judge->name, setup->data, owner);
    } else if (judge->lent) {
        problem_add(warnings, setup->config_path, line,
                    "droits vérifiés pour l’utilisateur « %s », à qui est %s", judge->name,
                    setup->data);
    } else if (judge->user == 0) {
        problem_add(warnings, setup->config_path, line,
                    "droits vérifiés pour « root », qui peut tout écrire ; si la borne tourne sous "
                    "un autre compte, lancez « borne check » sous celui-là");
    }
}

static void check_data(const struct setup *setup, struct problems *problems,
                       struct problems *warnings)
{
    struct judge judge;
    struct err err = {{0}};
    bool chosen = setup->config.data[0];
    int line = setup->config.data_line;
    const char *file = setup->config_path[0] ? setup->config_path : setup->data;
    if (line > 0 && !chosen) {
        return; /* not a path at all, and said so; or "" */
    }
    open_judge(&judge, setup->data);
    bool good = judge_data(&judge, setup->data, &err);
    give_back(&judge);
    if (!good) {
        problem_add(chosen ? problems : warnings, file, line, "« data » : %s", err.text);
    }
    const char *doubt = chosen ? doubt_disk(setup->data) : NULL;
    if (good && doubt) {
        problem_add(warnings, file, line, "« data » : %s : %s", setup->data, doubt);
    }
    if (chosen) {
        tell_user(&judge, setup, line, warnings);
    }
}

/* --- the others --- */

static void check_sticks(const struct setup *setup, struct problems *problems)
{
    const struct config *config = &setup->config;
    const char *fault = NULL;
    if (!config->sticks[0]) {
        return;
    }
    if (!file_is_folder(config->sticks)) {
        fault = "dossier introuvable ; créez-le, ou écrivez \"\" pour les vraies clés USB";
    } else if (faccessat(AT_FDCWD, config->sticks, R_OK | X_OK, AT_EACCESS) != 0) {
        fault = "dossier illisible ; vérifiez ses droits d’accès";
    } else if (file_is_inside(setup->data, config->sticks)) {
        fault = "le dossier des comptes est dedans et passerait pour une clé USB ; choisissez-en "
                "un autre";
    }
    if (fault) {
        problem_add(problems, setup->config_path, config->sticks_line, "« sticks » : %s : %s",
                    config->sticks, fault);
    }
}

static void check_content(const struct setup *setup, struct problems *problems)
{
    const struct config *config = &setup->config;
    if (!config->content[0]) {
        return;
    }
    if (!file_is_folder(config->content)) {
        problem_add(problems, setup->config_path, config->content_line,
                    "« content » : %s : dossier introuvable ; corrigez-le, ou écrivez \"\" pour "
                    "les contenus installés",
                    config->content);
    } else if (file_is_inside(setup->data, config->content)) {
        problem_add(problems, setup->config_path, config->content_line,
                    "« content » : %s : le dossier des comptes est dedans ; qui change le contenu "
                    "effacerait les comptes ; séparez-les",
                    config->content);
    }
}

void check_folders(const struct setup *setup, struct problems *problems, struct problems *warnings)
{
    check_data(setup, problems, warnings);
    check_sticks(setup, problems);
    check_content(setup, problems);
}
