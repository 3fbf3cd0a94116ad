/* cmd_restore.c: `borne restore FOLDER`: what `borne backup` made, put in the place of what is
 * there. All of it is read and checked first; what it replaces is kept aside; each file changes in
 * one step, the counts before the PIN. A kill between two of them leaves the old or the new one of
 * each, and the same command again goes on.
 *
 * A backup brought to another machine is brought there on purpose: the kiosk keeps its id, and
 * DATA/machine says that it counts in this one. */
#include "kiosk/setup.h"

#include "base/log.h"
#include "kiosk/keep.h"
#include "kiosk/scratch.h"
#include "sources/reader.h"
#include "store/backup.h"
#include "store/machine.h"
#include "store/manifest.h"
#include "store/store.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    COUNTS_MAX = 1 << 30,
    SMALL_MAX = 1 << 16,
    TRIES = 3,
    AGAIN_MS = 2500, /* a database is found damaged twice, that far apart, before it is set aside */
};

struct restore_job {
    struct setup setup;
    struct keep keep;
    char source[FILE_PATH_MAX]; /* the folder of the backup */
    struct manifest manifest;
    struct str counts, pin;    /* of the backup; empty: it has none */
    struct str present;        /* the counts that are there; empty: none */
    int64_t newest;            /* UTC seconds: the last hour that the backup counted */
    char aside[FILE_PATH_MAX]; /* where the counts of before are; "" */
    char aside_pin[FILE_PATH_MAX];
    bool same, same_pin; /* are they there already? */
};

/* --- the backup --- */

static bool read_list(const char *folder, struct manifest *manifest, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct str text = {0};
    struct err why = {{0}};
    bool good = file_join(path, folder, MANIFEST_NAME) && file_read(path, SMALL_MAX, &text, &why) &&
                (strlen(str_text(&text)) == text.n ||
                 err_set(&why, "la liste est abîmée ; prenez une autre sauvegarde")) &&
                manifest_read(manifest, str_text(&text), &why);
    str_release(&text);
    return good || err_set(err, "%s : %s", folder, why.text);
}

static bool has_list(const char *folder)
{
    char path[FILE_PATH_MAX];
    return file_join(path, folder, MANIFEST_NAME) && file_is_file(path);
}

/* The newest of a folder of backups, all of one kiosk. */
static bool find_newest(struct restore_job *job, const char *folder, struct err *err)
{
    struct arena arena = {0};
    char **names = file_list(&arena, folder, "", err);
    bool good = names != NULL, found = false;
    for (size_t i = 0; good && names[i]; i++) {
        char path[FILE_PATH_MAX];
        struct manifest manifest = {.count = 0};
        if (str_ends(names[i], ".partiel") || !file_join(path, folder, names[i]) ||
            !has_list(path)) {
            continue;
        }
        good = read_list(path, &manifest, err); /* an older one instead would be no answer */
        if (good && found && !str_same(manifest.kiosk, job->manifest.kiosk)) {
            good = err_set(err,
                           "%s : les sauvegardes de plusieurs bornes sont là ; indiquez le "
                           "dossier d’une seule, comme %s",
                           folder, path);
        }
        if (good && (!found || manifest.made >= job->manifest.made)) {
            job->manifest = manifest;
            str_fit(job->source, sizeof job->source, path);
            found = true;
        }
    }
    arena_release(&arena);
    return good && (found || err_set(err,
                                     "%s : pas de sauvegarde ici ; indiquez un dossier que "
                                     "« borne backup » a fait",
                                     folder));
}

static bool read_file(const struct restore_job *job, const struct manifest_file *file,
                      struct str *out, struct err *err)
{
    char path[FILE_PATH_MAX];
    bool counts = str_same(file->name, "counts.db");
    if (!file_join(path, job->source, file->name)) {
        return err_set(err, "%.80s… : nom de dossier trop long", job->source);
    }
    return file_read(path, counts ? COUNTS_MAX : SMALL_MAX, out, err) &&
           (manifest_agrees(file, str_text(out), out->n) ||
            err_set(err, "%s : fichier abîmé ou changé ; prenez une autre sauvegarde", path));
}

static bool read_files(struct restore_job *job, struct err *err)
{
    struct str machine = {0};
    bool good = true;
    for (int i = 0; good && i < job->manifest.count; i++) {
        const struct manifest_file *file = &job->manifest.files[i];
        struct str *out = str_same(file->name, "counts.db")   ? &job->counts
                          : str_same(file->name, "staff.pin") ? &job->pin
                          : str_same(file->name, "machine")   ? &machine
                                                              : NULL;
        good = out ? read_file(job, file, out, err)
                   : err_set(err,
                             "%s : « %s » n’est pas d’une sauvegarde de cette version ; "
                             "mettez ce programme à jour",
                             job->source, file->name);
    }
    str_release(&machine);
    return good && (job->counts.n > 0 ||
                    err_set(err, "%s : cette sauvegarde n’a pas de comptes", job->source));
}

/* Are these the good counts of that kiosk (NULL: of any), or of no other? Tells the last hour that
 * counted. */
static bool look_at(const struct str *counts, const char *own, int64_t *newest, struct err *err)
{
    char folder[FILE_PATH_MAX] = "", path[FILE_PATH_MAX];
    const struct parcel_file file = {.name = "counts.db", .bytes = counts->at, .n = counts->n};
    struct str copy = {0};
    struct reader reader;
    struct source_kiosk kiosk;
    struct source_stand stand;
    int kiosks = 0;
    bool found = !own;
    bool good = scratch_lay(folder, &file, 1, err) && file_join(path, folder, "counts.db") &&
                backup_read(path, &copy, err) && reader_open(&reader, path, err);
    *newest = 0;
    if (good) {
        while (reader_next_kiosk(&reader, &kiosk)) {
            kiosks++;
            found = found || str_same(kiosk.id, own);
        }
        for (int64_t last; reader_next_stand(&reader, &stand, &last);) {
            *newest = last > *newest ? last : *newest;
        }
        reader_close(&reader);
        good = found || kiosks == 1 || err_set(err, "ce ne sont pas les comptes d’une seule borne");
    }
    str_release(&copy);
    scratch_remove(folder);
    return good;
}

static bool read_backup(struct restore_job *job, const char *folder, struct err *err)
{
    struct err why = {{0}};
    str_fit(job->source, sizeof job->source, folder);
    if (!(has_list(folder) ? read_list(folder, &job->manifest, err)
                           : find_newest(job, folder, err)) ||
        !read_files(job, err)) {
        return false;
    }
    return look_at(&job->counts, job->manifest.kiosk, &job->newest, &why) ||
           err_set(err, "%s/counts.db : %s", job->source, why.text);
}

/* --- what is there --- */

/* Brings all that was counted into the database, as the start of a kiosk would; a damaged one is
 * set aside by that. */
static bool fold_present(struct restore_job *job, struct err *err)
{
    const char *data = job->setup.data;
    char database[FILE_PATH_MAX], journal[FILE_PATH_MAX];
    struct stat status;
    struct err why = {{0}};
    if (!file_join(database, data, "counts.db") || !file_join(journal, data, "counts.journal")) {
        return err_set(err, "%.80s… : nom de dossier trop long", data);
    }
    bool counted = stat(journal, &status) == 0 && status.st_size > 0;
    if (!counted && lstat(database, &status) != 0 && errno == ENOENT) {
        return true;
    }
    const struct store_kiosk who = {.timezone = job->setup.config.timezone}; /* as it is written */
    struct store *store = store_open(data, &who, (struct moment){.wall = job->keep.wall}, err);
    if (!store) {
        return false;
    }
    bool folded = store_flush(store, &why);
    for (int i = 1; i < TRIES && !folded; i++) {
        poll(NULL, 0, AGAIN_MS);
        folded = store_flush(store, &why);
    }
    store_close(store);
    return folded || err_set(err,
                             "ce qui est déjà compté ne peut pas être mis en sûreté, rien n’a "
                             "changé : %s",
                             why.text);
}

/* The locked folder's counts, which nothing waits for any more. */
static bool read_present(struct restore_job *job, struct err *err)
{
    char path[FILE_PATH_MAX], wal[FILE_PATH_MAX + 8];
    struct stat status;
    file_join(path, job->setup.data, "counts.db");
    snprintf(wal, sizeof wal, "%s-wal", path);
    if (stat(wal, &status) == 0 && status.st_size > 0) {
        return err_set(err, "%s : un autre programme tient la base ; fermez-le, puis recommencez",
                       path);
    }
    return (lstat(path, &status) != 0 && errno == ENOENT) || backup_read(path, &job->present, err);
}

/* The same pages but for what each opening may write: how it is journalled, the counters of
 * changes, who wrote last (https://sqlite.org/fileformat.html 1.3). */
static bool is_same(const struct str *a, const struct str *b)
{
    enum { FORMS = 18, CHANGES = 24, CHANGES_END = 28, WRITER = 92, HEADER = 100 };
    return a->n == b->n && a->n > HEADER && memcmp(a->at, b->at, FORMS) == 0 &&
           memcmp(a->at + CHANGES_END, b->at + CHANGES_END, WRITER - CHANGES_END) == 0 &&
           memcmp(a->at + HEADER, b->at + HEADER, a->n - HEADER) == 0;
}

static void wipe(struct str *secret)
{
    if (secret->at) {
        explicit_bzero(secret->at, secret->n);
    }
    str_release(secret);
}

static bool keep_pin(struct restore_job *job, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct str old = {0};
    file_join(path, job->setup.data, "staff.pin");
    bool there = access(path, F_OK) == 0;
    bool kept = !there || job->pin.n == 0 || file_read(path, SMALL_MAX, &old, err);
    job->same_pin =
        there && old.n == job->pin.n && memcmp(str_text(&old), str_text(&job->pin), old.n) == 0;
    if (kept && there && job->pin.n > 0 && !job->same_pin) {
        kept = keep_aside(&job->keep, job->aside_pin, "staff", "pin", &old, true, err);
    }
    wipe(&old);
    return kept;
}

/* --- in its place --- */

/* Of the old database; nothing in them that it does not hold. */
static void remove_beside(const char *data)
{
    static const char *const names[] = {"counts.db-wal", "counts.db-shm", "counts.db-journal"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[FILE_PATH_MAX];
        if (file_join(path, data, names[i])) {
            unlink(path);
        }
    }
}

static bool put_counts(struct restore_job *job, struct err *err)
{
    struct keep *keep = &job->keep;
    char path[FILE_PATH_MAX];
    struct str copy = {0};
    job->same = is_same(&job->present, &job->counts);
    if (job->same) {
        return true;
    }
    if (job->present.n > 0 &&
        !keep_aside(keep, job->aside, "counts", "db", &job->present, false, err)) {
        return false;
    }
    if (!keep_empty_journal(keep, err)) {
        return false;
    }
    remove_beside(keep->data);
    bool put = keep_put(keep, "counts.db", &job->counts, false, err) &&
               file_join(path, keep->data, "counts.db") && backup_read(path, &copy, err);
    str_release(&copy);
    return put;
}

/* Without it the next start would take the kiosk for another machine's, or not find it among
 * several. */
static bool put_machine(struct restore_job *job, struct err *err)
{
    char path[FILE_PATH_MAX];
    const char *kiosk = job->manifest.kiosk;
    struct machine machine;
    struct str text = {0};
    if (!machine_read(&machine, job->keep.data, MACHINE_ID, err)) {
        return false;
    }
    if (machine.is == MACHINE_SAME && str_same(machine.kiosk, kiosk)) {
        return true;
    }
    bool put = true;
    if (machine_make(MACHINE_ID, kiosk, &text)) {
        put = keep_put(&job->keep, "machine", &text, false, err);
    } else if (file_join(path, job->keep.data, "machine")) { /* no id here: no word of another's */
        put = unlink(path) == 0 || errno == ENOENT ||
              err_set(err, "%s : ne peut pas être enlevé (%s)", path, err_reason(errno));
    }
    str_release(&text);
    return put;
}

static bool put_all(struct restore_job *job, struct err *err)
{
    return read_present(job, err) && keep_pin(job, err) && put_counts(job, err) &&
           put_machine(job, err) &&
           (job->pin.n == 0 || job->same_pin ||
            keep_put(&job->keep, "staff.pin", &job->pin, true, err));
}

/* --- what is said --- */

static void say_aside(const struct restore_job *job)
{
    int64_t before = 0;
    struct date_time hour;
    if (job->aside[0]) {
        printf("Les comptes qui étaient là sont gardés : %s\n", job->aside);
        if (look_at(&job->present, NULL, &before, NULL) && before > job->newest) {
            hour = date_local(job->setup.config.timezone, before);
            printf(
                "Attention : ils vont plus loin que la sauvegarde, jusqu’au %02d/%02d/%04d, %d h. "
                "« bilan » les lit aussi : donnez-lui ce fichier avec l’autre.\n",
                hour.date.day, hour.date.month, hour.date.year, hour.hour);
        }
    }
    if (job->aside_pin[0]) {
        printf("Le code d’avant est gardé : %s\n", job->aside_pin);
    }
}

static void say_done(const struct restore_job *job)
{
    const struct manifest *manifest = &job->manifest;
    struct stat folder;
    struct date_time made = date_local(job->setup.config.timezone, manifest->made);
    bool nothing = job->same && (job->same_pin || job->pin.n == 0);
    printf("%s : la sauvegarde de la borne « %s » du %02d/%02d/%04d à %d h %02d (%s).\n",
           nothing ? "Déjà en place, rien n’a changé" : "Remis et vérifié", manifest->name,
           made.date.day, made.date.month, made.date.year, made.hour, made.minute, job->source);
    if (!nothing) {
        printf("Les comptes sont dans %s%s, avec le numéro de cette borne : qu’aucune autre ne "
               "garde le même.\n",
               job->setup.data, job->pin.n > 0 ? ", le code de l’équipe aussi" : "");
    }
    say_aside(job);
    if (geteuid() == 0 && stat(job->setup.data, &folder) == 0 && folder.st_uid == 0) {
        printf("Ces fichiers sont à « root » : si la borne tourne sous un autre compte, "
               "donnez-les-lui "
               "(chown -R COMPTE %s).\n",
               job->setup.data);
    }
}

static bool restore(struct restore_job *job, const char *folder, struct err *err)
{
    job->keep.data = job->setup.data;
    job->keep.zone = job->setup.config.timezone;
    if (!read_backup(job, folder, err) || !keep_make_folder(job->setup.data, err) ||
        !fold_present(job, err) || !keep_lock(&job->keep, err)) {
        return false;
    }
    bool done = put_all(job, err);
    keep_unlock(&job->keep);
    if (done) {
        say_done(job);
    }
    return done;
}

int restore_run(const struct options *options)
{
    struct restore_job job = {.keep = {.wall = time(NULL), .lock = -1}};
    struct err err = {{0}};
    signal(SIGXFSZ, SIG_IGN); /* a write that fails tells more than a process that dies */
    bool done = setup_init(&job.setup, options, &err);
    if (done) {
        setup_log(&job.setup.problems);
        done = restore(&job, options->folder, &err) && fflush(stdout) == 0;
    }
    if (!done) {
        log_line(LOG_ERROR, "%s", err.text);
    }
    wipe(&job.pin);
    str_release(&job.counts);
    str_release(&job.present);
    setup_release(&job.setup);
    return done ? 0 : EXIT_FAULT;
}
