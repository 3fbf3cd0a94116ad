/* cmd_export.c: `borne export FOLDER`: the report of the present stand and a copy of the counts,
 * onto a USB stick. A process of its own, so that a stick that hangs never holds up the glass; the
 * kiosk shows what stdout says: the outcome, then whatever else a volunteer should know. */
#include "kiosk/setup.h"

#include "base/log.h"
#include "kiosk/scratch.h"
#include "report_text.h"
#include "sources/reader.h"
#include "stick/parcel.h"
#include "store/aside.h"
#include "store/backup.h"
#include "store/machine.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum {
    RECENT_SECONDS = 24 * 3600,
    PATIENCE_SECONDS = 120,
    TEXT_MAX = 513,
    ASIDE_MAX = 64 << 20,
    ASIDES_MAX = 12
};

struct export_job {
    struct setup setup;
    int64_t now;                                         /* UTC seconds */
    struct str copy, html, csv;                          /* what goes onto the stick */
    char folder[FILE_PATH_MAX], database[FILE_PATH_MAX]; /* where the copy lies to be read */
    char stand[65], name[TEXT_MAX];                      /* the stand reported: id and name */
    bool partial;                                        /* some of the counts were damaged */
    struct aside_bytes {
        char name[128];
        struct str bytes;
    } asides[ASIDES_MAX]; /* files set aside, to go with it */
    size_t aside_count;
};

/* SQLite reads a path. */
static bool lay_out_copy(struct export_job *job, struct err *err)
{
    const struct parcel_file copy = {.name = "counts.db", .bytes = job->copy.at, .n = job->copy.n};
    return scratch_lay(job->folder, &copy, 1, err) &&
           file_join(job->database, job->folder, "counts.db");
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

/* --- what is set aside --- */

static void take_file(struct export_job *job, const char *path)
{
    struct aside_bytes *taken = &job->asides[job->aside_count];
    struct err err;
    if (job->aside_count == ASIDES_MAX) {
        return;
    }
    bool read = file_read(path, ASIDE_MAX, &taken->bytes, &err);
    if (!read) {
        log_line(LOG_WARNING, "%s", err.text);
    }
    if (!read || taken->bytes.n == 0) {
        str_release(&taken->bytes);
        return;
    }
    str_fit(taken->name, sizeof taken->name, file_name(path));
    job->aside_count++;
}

/* As it is: the coordinator, or who helps him, may read more of it than the kiosk could. */
static void take_asides(struct export_job *job)
{
    struct aside_files files = {{0}};
    aside_find(job->setup.data, &files);
    for (size_t i = 0; i < files.list.n; i++) {
        char wal[FILE_PATH_MAX + 8];
        take_file(job, files.list.at[i].path);
        snprintf(wal, sizeof wal, "%s-wal", files.list.at[i].path);
        if (file_is_file(wal)) {
            take_file(job, wal);
        }
    }
    arr_release(&files.list);
}

/* --- onto the stick --- */

static bool deliver(struct export_job *job, const char *stick, char name[PARCEL_NAME_MAX],
                    struct err *err)
{
    size_t n = 3;
    struct parcel_file files[3 + ASIDES_MAX] = {
        {.name = "bilan.html", .bytes = job->html.at, .n = job->html.n},
        {.name = "bilan.csv", .bytes = job->csv.at, .n = job->csv.n},
        {.name = "counts.db", .bytes = job->copy.at, .n = job->copy.n},
    };
    for (size_t i = 0; i < job->aside_count; i++) {
        const struct aside_bytes *aside = &job->asides[i];
        files[n] = (struct parcel_file){
            .name = aside->name, .bytes = aside->bytes.at, .n = aside->bytes.n};
        n++;
    }
    char slug[PARCEL_SLUG_MAX], day[DATE_TEXT_MAX], base[PARCEL_NAME_MAX];
    date_format(day, date_local(job->setup.config.timezone, job->now).date);
    parcel_slug(slug, job->name);
    snprintf(base, sizeof base, "borne-%s-%s", day, slug);
    return parcel_deliver(stick, base, files, n, name, err);
}

static int carry(struct export_job *job, const char *stick)
{
    struct err err = {{0}};
    char name[PARCEL_NAME_MAX];
    bool gathered = gather(job, &err);
    take_asides(job);
    scratch_remove(job->folder);
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
    if (job->aside_count > 0) {
        puts("Des fichiers de comptes mis de côté par la borne y sont aussi\u00a0: donnez-les au "
             "référent.");
    }
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
    for (size_t i = 0; i < job.aside_count; i++) {
        str_release(&job.asides[i].bytes);
    }
    str_release(&job.copy);
    str_release(&job.html);
    str_release(&job.csv);
    setup_release(&job.setup);
    return status;
}
