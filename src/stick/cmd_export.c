/* cmd_export.c: `borne export FOLDER`: the report of the present stand and a copy of the counts,
 * onto a USB stick. A process of its own, so that a stick that hangs never holds up the glass; the
 * kiosk shows what stdout says: the outcome, then whatever else a volunteer should know. */
#include "kiosk/setup.h"

#include "base/log.h"
#include "report_text.h"
#include "sources/reader.h"
#include "stick/parcel.h"
#include "store/backup.h"
#include "store/machine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RECENT_SECONDS = 24 * 3600, PATIENCE_SECONDS = 120, TEXT_MAX = 513 };

#define TEMPORARY "borne-export-"

struct export_job {
    struct setup setup;
    int64_t now;                                         /* UTC seconds */
    struct str copy, html, csv;                          /* what goes onto the stick */
    char folder[FILE_PATH_MAX], database[FILE_PATH_MAX]; /* where the copy lies to be read */
    char stand[65], name[TEXT_MAX];                      /* the stand reported: id and name */
    bool partial;                                        /* some of the counts were damaged */
};

/* --- a private copy: SQLite reads a path --- */

/* What an export that was killed left there. */
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
        unlinkat(folder, "counts.db", 0);
        unlinkat(at, name, AT_REMOVEDIR);
    }
    close(folder);
}

static void sweep(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (str_starts(entry->d_name, TEMPORARY)) {
            remove_left_over(dirfd(dir), entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

static bool lay_out_in(struct export_job *job, const char *folder)
{
    sweep(folder);
    snprintf(job->folder, sizeof job->folder, "%.900s/" TEMPORARY "%d-XXXXXX", folder,
             (int)getpid());
    if (!mkdtemp(job->folder)) {
        job->folder[0] = '\0';
        return false;
    }
    file_join(job->database, job->folder, "counts.db");
    int fd = open(job->database, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool written = file_write_all(fd, job->copy.at, job->copy.n);
    close(fd);
    return written;
}

static void clear_up(struct export_job *job)
{
    if (job->folder[0]) {
        file_remove_tree(job->folder);
    }
    job->folder[0] = '\0';
}

/* In memory rather than on the disk, which may be full. */
static bool lay_out_copy(struct export_job *job, struct err *err)
{
    const char *const folders[] = {getenv("TMPDIR"), "/dev/shm", "/tmp"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (folders[i] && folders[i][0]) {
            if (lay_out_in(job, folders[i])) {
                return true;
            }
            clear_up(job);
        }
    }
    return err_set(err, "Il n’y a de place ni dans /dev/shm ni dans /tmp pour lire les comptes.");
}

/* --- the stand --- */

/* An open stand comes before one closed lately, that before the standing one; of several, the last
 * opened or closed. */
static int64_t rank(const struct source_stand *stand, const char *kiosk, int64_t now)
{
    bool standing = str_same(stand->id, kiosk) || str_same(stand->kind, COUNTS_HALL);
    if (!str_same(stand->kiosk_id, kiosk) || (standing && stand->closed_at != 0)) {
        return -1;
    }
    if (standing) {
        return 0;
    }
    if (stand->closed_at == 0) {
        return INT64_MAX / 2 + stand->opened_at;
    }
    bool recent = stand->closed_at <= now && now - stand->closed_at <= RECENT_SECONDS;
    return recent ? stand->closed_at : -1;
}

static bool choose_stand(struct export_job *job, struct err *err)
{
    struct reader reader;
    struct machine machine;
    struct err why = {{0}};
    struct source_kiosk kiosk;
    struct source_stand stand;
    int64_t best = -1, last;
    if (!reader_open(&reader, job->database, &why)) {
        return err_set(err, "counts.db\u00a0: %s", why.text);
    }
    machine_read(&machine, job->setup.data, "", &why);
    while (reader_next_kiosk(&reader, &kiosk)) { /* of several, left by other machines, its own */
        if (!job->stand[0] || str_same(kiosk.id, machine.kiosk)) {
            str_fit(job->stand, sizeof job->stand, kiosk.id);
            str_fit(job->name, sizeof job->name,
                    kiosk.name[0] ? kiosk.name : job->setup.config.name);
        }
    }
    char own[sizeof job->stand];
    str_fit(own, sizeof own, job->stand);
    while (reader_next_stand(&reader, &stand, &last)) {
        int64_t here = rank(&stand, own, job->now);
        if (here > best) {
            best = here;
            str_fit(job->stand, sizeof job->stand, stand.id);
            if (stand.name[0]) {
                str_fit(job->name, sizeof job->name, stand.name);
            }
        }
    }
    reader_close(&reader);
    return own[0] || err_set(err, "counts.db\u00a0: la base ne dit pas de quelle borne elle est.");
}

/* --- the report --- */

static void say(void *context, const char *line)
{
    (void)context;
    log_line(LOG_WARNING, "%s", line);
}

static void hush(void *context, const char *line) /* said with the first form already */
{
    (void)context;
    (void)line;
}

static bool make_report(struct export_job *job, struct err *err)
{
    const struct setup *setup = &job->setup;
    const char *source = job->database;
    struct counts_task task = {
        .sources = &source,
        .source_count = 1,
        .filter = {.id = job->stand},
        .content = setup->content,
        .version = BORNE_VERSION,
        .now = job->now,
        .zone = setup->config.timezone,
        .keep_months = setup->config.keep_months,
        .say = say,
    };
    bool html = counts_text(&task, COUNTS_HTML, &job->html);
    task.say = hush;
    bool csv = counts_text(&task, COUNTS_CSV, &job->csv);
    job->partial = !html || !csv;
    return (job->html.n > 0 && job->csv.n > 0) ||
           err_set(err, "Les comptes n’ont pas pu être lus\u00a0; le journal de la borne dit "
                        "pourquoi.");
}

static bool gather(struct export_job *job, struct err *err)
{
    char path[FILE_PATH_MAX];
    if (!file_join(path, job->setup.data, "counts.db")) {
        return err_set(err, "%.80s…\u00a0: nom de dossier trop long", job->setup.data);
    }
    return backup_read(path, &job->copy, err) && lay_out_copy(job, err) && choose_stand(job, err) &&
           make_report(job, err);
}

/* --- onto the stick --- */

static bool deliver(struct export_job *job, const char *stick, char name[PARCEL_NAME_MAX],
                    struct err *err)
{
    const struct parcel_file files[] = {
        {"bilan.html", job->html.at, job->html.n},
        {"bilan.csv", job->csv.at, job->csv.n},
        {"counts.db", job->copy.at, job->copy.n},
    };
    char slug[PARCEL_SLUG_MAX], day[DATE_TEXT_MAX], base[PARCEL_NAME_MAX];
    date_format(day, date_local(job->setup.config.timezone, job->now).date);
    parcel_slug(slug, job->name);
    snprintf(base, sizeof base, "borne-%s-%s", day, slug);
    return parcel_deliver(stick, base, files, sizeof files / sizeof *files, name, err);
}

static int carry(struct export_job *job, const char *stick)
{
    struct err err = {{0}};
    char name[PARCEL_NAME_MAX];
    bool gathered = gather(job, &err);
    clear_up(job);
    if (!gathered) {
        log_line(LOG_ERROR, "%s", err.text);
        printf("Le bilan n’a pas pu être fait. Rien n’est perdu\u00a0: les comptes restent sur la "
               "borne.\n%s\n",
               err.text);
        return EXIT_FAULT;
    }
    if (!deliver(job, stick, name, &err)) {
        log_line(LOG_ERROR, "%s: %s", stick, err.text);
        puts(err.text);
        return EXIT_FAULT;
    }
    printf("Le bilan est sur la clé, dans le dossier «\u00a0%s\u00a0». Vous pouvez retirer la "
           "clé.\n",
           name);
    if (job->partial) {
        puts("Certains comptes, abîmés, n’ont pas pu être lus\u00a0; le journal de la borne les "
             "nomme.");
    }
    return 0;
}

static void give_up(int number)
{
    static const char words[] =
        "La clé ne répond plus\u00a0: retirez-la et prenez-en une autre. Rien n’est perdu\u00a0: "
        "les comptes restent sur la borne.\n";
    (void)number;
    ssize_t written = write(STDOUT_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(EXIT_FAULT);
}

int export_run(const struct options *options)
{
    struct export_job job = {.now = time(NULL)};
    struct err err = {{0}};
    signal(SIGXFSZ, SIG_IGN); /* a write that fails tells more than a process that dies */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, give_up);
    alarm(PATIENCE_SECONDS);
    if (!setup_init(&job.setup, options, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        puts(err.text);
        return EXIT_FAULT;
    }
    setup_log(&job.setup.problems);
    int status = carry(&job, options->folder);
    fflush(stdout);
    str_release(&job.copy);
    str_release(&job.html);
    str_release(&job.csv);
    setup_release(&job.setup);
    return status;
}
