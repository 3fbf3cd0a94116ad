/* cmd_backup.c: `borne backup FOLDER`: the counts, the kiosk's id and the staff's PIN, into a new
 * folder of FOLDER, checked, whole or not at all; a kiosk may be counting meanwhile.
 *
 * What the journal still holds is folded into the copy: the database is read before the journal and
 * after it, and only where nothing was committed between do the two belong together. The fold is
 * the store's own, in a private folder. */
#include "kiosk/setup.h"

#include "base/log.h"
#include "kiosk/scratch.h"
#include "sources/reader.h"
#include "store/backup.h"
#include "store/machine.h"
#include "store/manifest.h"
#include "store/store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 300, PAIR_TRIES = 40, JOURNAL_MAX = 1 << 24, SMALL_MAX = 1 << 16 };

enum { PART_COUNTS, PART_PIN, PART_MACHINE, PARTS, PART_LIST = PARTS };

static const char *const names[] = {"counts.db", "staff.pin", "machine", MANIFEST_NAME};

struct backup_job {
    struct setup setup;
    int64_t now; /* UTC seconds */
    struct str part[PARTS + 1];
    char folder[FILE_PATH_MAX]; /* the private one */
    struct manifest manifest;
};

/* An empty text where there is none. */
static bool read_part(const struct backup_job *job, const char *name, size_t max, struct str *out,
                      struct err *err)
{
    char path[FILE_PATH_MAX];
    str_clear(out);
    if (!file_join(path, job->setup.data, name)) {
        return err_set(err, "%.80s… : nom de dossier trop long", job->setup.data);
    }
    return (access(path, F_OK) != 0 && errno == ENOENT) || file_read(path, max, out, err);
}

/* The database and the journal of one instant. */
static bool read_pair(struct backup_job *job, struct str *journal, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct str *before = &job->part[PART_COUNTS], after = {0};
    bool read = true, same = false;
    if (!file_join(path, job->setup.data, "counts.db") || access(path, F_OK) != 0) {
        return err_set(err,
                       "%s : il n’y a pas de comptes ici ; indiquez le dossier de la borne "
                       "avec --data",
                       job->setup.data);
    }
    for (int tries = 0; read && !same && tries < PAIR_TRIES; tries++) {
        read = backup_read(path, before, err) &&
               read_part(job, "counts.journal", JOURNAL_MAX, journal, err) &&
               backup_read(path, &after, err);
        same = read && before->n == after.n && memcmp(before->at, after.at, after.n) == 0;
    }
    str_release(&after);
    return same ||
           (read && err_set(err, "la borne compte sans cesse ; recommencez dans un moment"));
}

/* Would the store set something aside? Then what is there is no kiosk's own. */
static bool was_set_aside(const struct backup_job *job)
{
    struct arena arena = {0};
    char **list = file_list(&arena, job->folder, "", NULL);
    bool aside = false;
    for (size_t i = 0; list && list[i]; i++) {
        aside = aside || strstr(list[i], ".aside");
    }
    arena_release(&arena);
    return aside;
}

static bool fold(struct backup_job *job, struct err *err)
{
    const struct store_kiosk who = {.timezone = job->setup.config.timezone}; /* as it is written */
    struct store *store = store_open(job->folder, &who, (struct moment){.wall = job->now}, err);
    bool folded = store && store_flush(store, err);
    store_close(store);
    return folded && (!was_set_aside(job) ||
                      err_set(err,
                              "%s : counts.db ou counts.journal est abîmé ; lancez la borne "
                              "une fois, elle le met de côté, puis recommencez",
                              job->setup.data));
}

static bool identify(struct backup_job *job, const char *path, struct err *err)
{
    struct reader reader;
    struct source_kiosk kiosk;
    struct machine machine;
    struct err why = {{0}};
    int kiosks = 0;
    bool own = false;
    if (!machine_read(&machine, job->folder, "", err)) {
        return false;
    }
    if (!reader_open(&reader, path, &why)) {
        return err_set(err, "counts.db : %s", why.text);
    }
    while (!own && reader_next_kiosk(&reader, &kiosk)) {
        own = str_same(kiosk.id, machine.kiosk);
        str_fit(job->manifest.kiosk, sizeof job->manifest.kiosk, kiosk.id);
        str_fit(job->manifest.name, sizeof job->manifest.name,
                kiosk.name[0] ? kiosk.name : job->setup.config.name);
        kiosks++;
    }
    reader_close(&reader);
    return own || kiosks == 1 ||
           err_set(err, "counts.db : ce ne sont pas les comptes d’une seule borne");
}

/* The counts, with what the journal held. */
static bool take_counts(struct backup_job *job, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct str journal = {0}, *counts = &job->part[PART_COUNTS];
    bool taken = read_pair(job, &journal, err);
    if (taken) {
        const struct str *machine = &job->part[PART_MACHINE];
        const struct parcel_file files[] = {
            {.name = "counts.db", .bytes = counts->at, .n = counts->n},
            {.name = "counts.journal", .bytes = str_text(&journal), .n = journal.n},
            {.name = "machine", .bytes = str_text(machine), .n = machine->n},
        };
        taken = scratch_lay(job->folder, files, 3, err) &&
                file_join(path, job->folder, "counts.db") && fold(job, err) &&
                backup_read(path, counts, err) && identify(job, path, err);
    }
    str_release(&journal);
    scratch_remove(job->folder);
    return taken;
}

static bool deliver(struct backup_job *job, const char *into, char name[PARCEL_NAME_MAX],
                    struct err *err)
{
    struct parcel_file files[PARTS + 1];
    size_t count = 0;
    job->manifest.made = job->now;
    for (int i = 0; i < PARTS; i++) {
        if (job->part[i].n > 0) {
            manifest_add(&job->manifest, names[i], job->part[i].at, job->part[i].n);
        }
    }
    manifest_write(&job->manifest, &job->part[PART_LIST]);
    for (int i = 0; i <= PARTS; i++) {
        if (job->part[i].n > 0) {
            files[count++] = (struct parcel_file){.name = names[i],
                                                  .bytes = job->part[i].at,
                                                  .n = job->part[i].n,
                                                  .secret = i == PART_PIN};
        }
    }
    char slug[PARCEL_SLUG_MAX], day[DATE_TEXT_MAX], base[PARCEL_NAME_MAX];
    date_format(day, date_local(job->setup.config.timezone, job->now).date);
    parcel_slug(slug, job->manifest.name);
    snprintf(base, sizeof base, "borne-sauvegarde-%s-%s", day, slug);
    return parcel_deliver(into, base, files, count, name, err);
}

static bool gather(struct backup_job *job, struct err *err)
{
    return read_part(job, "machine", SMALL_MAX, &job->part[PART_MACHINE], err) &&
           take_counts(job, err) &&
           read_part(job, "staff.pin", SMALL_MAX, &job->part[PART_PIN], err);
}

static bool save(struct backup_job *job, const char *into, struct err *err)
{
    char name[PARCEL_NAME_MAX];
    if (!file_is_folder(into)) {
        return err_set(err, "%s : dossier introuvable ; branchez la clé, ou créez-le", into);
    }
    if (!gather(job, err) || !deliver(job, into, name, err)) {
        return false;
    }
    printf(
        "Sauvegarde faite et vérifiée : %s/%s\n"
        "Elle tient les comptes et le numéro de la borne « %s »%s. « borne restore » la remet.\n",
        into, name, job->manifest.name,
        job->part[PART_PIN].n > 0 ? ", et le code de l’équipe" : "");
    return true;
}

static void give_up(int number)
{
    static const char words[] = "borne: le disque ou la clé ne répond plus ; rien n’est perdu, les "
                                "comptes restent sur la borne\n";
    (void)number;
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(EXIT_FAULT);
}

int backup_run(const struct options *options)
{
    struct backup_job job = {.now = time(NULL)};
    struct err err = {{0}};
    signal(SIGXFSZ, SIG_IGN); /* a write that fails tells more than a process that dies */
    signal(SIGALRM, give_up);
    alarm(PATIENCE_SECONDS);
    bool done = setup_init(&job.setup, options, &err);
    if (done) {
        setup_log(&job.setup.problems);
        done = save(&job, options->folder, &err) && fflush(stdout) == 0;
    }
    if (!done) {
        log_line(LOG_ERROR, "%s", err.text);
    }
    for (int i = 0; i <= PARTS; i++) {
        if (job.part[i].at) { /* the PIN's hash is among them */
            explicit_bzero(job.part[i].at, job.part[i].n);
        }
        str_release(&job.part[i]);
    }
    setup_release(&job.setup);
    return done ? 0 : EXIT_FAULT;
}
