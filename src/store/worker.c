#include "store/worker.h"

#include "base/log.h"
#include "base/str.h"

#include <signal.h>
#include <time.h>

enum { RETRY_FIRST_MS = 500, RETRY_LAST_MS = 10000 };

static const char no_folder[] = "aucun dossier pour les comptes";

int64_t worker_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void worker_wait(pthread_cond_t *cond, pthread_mutex_t *mutex, int64_t ms)
{
    struct timespec until = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    pthread_cond_timedwait(cond, mutex, &until);
}

/* "FOLDER/counts-2026-11-21T090000.aside.ENDING"; no zone question: this may be the worker. */
static void aside_name(const struct store *store, int64_t wall, const char *ending,
                       char out[FILE_PATH_MAX])
{
    char name[80], stamp[40];
    time_t local = (time_t)(wall + store->offset);
    struct tm tm = {0};
    gmtime_r(&local, &tm);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H%M%S", &tm);
    snprintf(name, sizeof name, "counts-%s.aside.%s", stamp, ending);
    file_join(out, store->folder, name);
}

/* Logs a fault when it begins and when it ends, not at every try between. */
void worker_tell(struct store *store, char *field, const char *text)
{
    pthread_mutex_lock(&store->mutex);
    bool began = !field[0] && text[0], ended = field[0] && !text[0];
    str_fit(field, sizeof store->ledger_fault, text);
    pthread_mutex_unlock(&store->mutex);
    if (began) {
        log_line(LOG_WARNING, "comptes : %s", text);
    } else if (ended) {
        log_line(LOG_INFO, "comptes : tout est de nouveau enregistré dans %s", store->folder);
    }
}

bool worker_say_folder(const char *folder, struct err *err)
{
    return err_set(err, "%s : ce dossier ne peut pas être créé, ou n'en est pas un", folder);
}

static int64_t last_wall(struct store *store)
{
    pthread_mutex_lock(&store->mutex);
    int64_t wall = store->wall;
    pthread_mutex_unlock(&store->mutex);
    return wall;
}

static void copy_content(struct store *store, char content[WORKER_TEXT_MAX])
{
    pthread_mutex_lock(&store->mutex);
    str_fit(content, WORKER_TEXT_MAX, store->content);
    pthread_mutex_unlock(&store->mutex);
}

static bool open_ledger(struct store *store, struct err *err)
{
    if (store->ledger.db) {
        return true;
    }
    if (!store->folder[0]) {
        return err_set(err, "%s", no_folder);
    }
    if (!file_is_folder(store->folder) && !file_make_folders(store->folder, NULL)) {
        return worker_say_folder(store->folder, err);
    }
    char aside[FILE_PATH_MAX], content[WORKER_TEXT_MAX];
    aside_name(store, last_wall(store), "db", aside);
    copy_content(store, content);
    const struct ledger_kiosk kiosk = {
        .who = {.name = store->name,
                .site = store->site,
                .region = store->region,
                .timezone = store->timezone,
                .departement = store->departement,
                .program = store->program,
                .content = content,
                .keep_months = store->keep_months,
                .now = store->opened,
                .folder = store->folder,
                .machine = store->machine},
        .left = &store->journal,
        .aside = aside,
    };
    return ledger_open(&store->ledger, store->database, &kiosk, err);
}

/* Steps 3 to 5 of journal.c for the sealed bank, if there is one. */
static bool fold_sealed(struct store *store, struct journal *journal, struct err *err)
{
    if (!journal_is_sealed(journal)) {
        return true;
    }
    if (!journal_sync(journal, false, err) || !ledger_fold(&store->ledger, journal, err)) {
        return false;
    }
    pthread_mutex_lock(&store->mutex);
    journal_clear(journal);
    pthread_mutex_unlock(&store->mutex);
    return true;
}

static void seal_active(struct store *store, struct journal *journal)
{
    pthread_mutex_lock(&store->mutex);
    if (journal->used[journal->active] > 0) {
        journal_seal(journal);
        store->full = false;
    }
    pthread_mutex_unlock(&store->mutex);
}

static bool fold_all(struct store *store, struct journal *journal, struct err *err)
{
    if (!fold_sealed(store, journal, err)) {
        return false;
    }
    seal_active(store, journal);
    return fold_sealed(store, journal, err);
}

enum journal_opened worker_open_journal(struct store *store, struct journal *journal, int64_t wall,
                                        struct err *err)
{
    char aside[FILE_PATH_MAX];
    aside_name(store, wall, "journal", aside);
    return journal_open(journal, store->journal_path, aside, err);
}

/* Counts were in memory only, and the database works again: try for the file too. */
static void leave_memory(struct store *store)
{
    struct err err = {{0}};
    struct journal next, old;
    if (worker_clock() < store->journal_retry_at) {
        return;
    }
    store->journal_retry_at = worker_clock() + RETRY_LAST_MS;
    if (worker_open_journal(store, &next, last_wall(store), &err) != JOURNAL_READY) {
        worker_tell(store, store->journal_fault, err.text);
        return;
    }
    if (!fold_all(store, &next, &err)) {
        journal_close(&next);
        return;
    }
    pthread_mutex_lock(&store->mutex);
    struct journal_key key;
    uint32_t n;
    for (int at = 0; journal_next_active(&store->journal, &at, &key, &n);) {
        journal_add(&next, &key, n);
    }
    old = store->journal;
    store->journal = next;
    pthread_mutex_unlock(&store->mutex);
    journal_close(&old);
    worker_tell(store, store->journal_fault, "");
}

/* One try to bring everything into the database. Never holds the mutex while it does. */
static bool save(struct store *store, bool forced, struct err *err)
{
    if (!store->folder[0]) {
        return err_set(err, "%s", no_folder);
    }
    if (store->failing && !forced && worker_clock() < store->retry_at) {
        /* Not yet; but a power cut may not take what the disk could hold. */
        journal_sync(&store->journal, true, NULL);
        return false;
    }
    if (open_ledger(store, err) && fold_all(store, &store->journal, err)) {
        store->retry_ms = RETRY_FIRST_MS;
        worker_tell(store, store->ledger_fault, "");
        if (store->journal.file < 0) {
            leave_memory(store);
        }
        return true;
    }
    store->retry_at = worker_clock() + store->retry_ms;
    store->retry_ms = store->retry_ms * 2 < RETRY_LAST_MS ? store->retry_ms * 2 : RETRY_LAST_MS;
    worker_tell(store, store->ledger_fault, err->text);
    journal_sync(&store->journal, true, NULL);
    return false;
}

/* Sleeps until there is something to do: never wakes while nothing is added. */
static void wait_for_work(struct store *store)
{
    while (store->started && !store->stop && !store->hurry && store->asked == store->answered) {
        bool retry = store->failing && store->folder[0];
        if (!store->unsaved && !retry) {
            pthread_cond_wait(&store->wake, &store->mutex);
            continue;
        }
        int64_t now = worker_clock();
        if (store->unsaved && store->fold_at == 0) {
            store->fold_at = now + STORE_FOLD_MS;
        }
        bool crowded = store->journal.used[store->journal.active] > JOURNAL_SLOTS / 2;
        int64_t at = store->unsaved && !(retry && store->retry_at < store->fold_at)
                         ? store->fold_at
                         : store->retry_at;
        if (now >= at || (crowded && !store->failing)) {
            break;
        }
        worker_wait(&store->wake, &store->mutex, at);
    }
    store->fold_at = 0;
}

static bool is_queried(const struct errand *errand, const struct journal_key *key)
{
    return str_same(key->counter, errand->counter) &&
           (!errand->item || str_same(key->item, errand->item));
}

/* What the journal holds of it; nothing can leave it meanwhile, only the worker folds. */
static int64_t journal_total(const struct store *store, const struct errand *errand)
{
    struct journal_key key;
    uint32_t n;
    int64_t total = 0;
    for (int at = 0; journal_next_active(&store->journal, &at, &key, &n);) {
        total += is_queried(errand, &key) ? n : 0;
    }
    for (int at = 0; journal_next_sealed(&store->journal, &at, &key, &n);) {
        total += is_queried(errand, &key) ? n : 0;
    }
    return total;
}

static void run_total(struct store *store, struct errand *errand)
{
    int64_t total = 0;
    bool twice = false;
    if (store->ledger.db) {
        ledger_total(&store->ledger, errand->counter, errand->item, &total);
        twice = ledger_has(&store->ledger, &store->journal);
    }
    pthread_mutex_lock(&store->mutex);
    if (twice) { /* a commit that reported an error and yet happened */
        journal_clear(&store->journal);
    }
    errand->total = total + journal_total(store, errand);
    pthread_mutex_unlock(&store->mutex);
}

/* Everything counted so far is in the database, at the stand of before. */
static bool run_switch(struct store *store, struct errand *errand)
{
    char present[SCHEMA_ID_SIZE];
    if (!open_ledger(store, &errand->err)) {
        return false;
    }
    if (ledger_switch(&store->ledger, errand->next, errand->wall, &errand->err)) {
        return true;
    }
    /* The commit reported an error: did it happen? */
    bool opened;
    return open_ledger(store, NULL) && ledger_present(&store->ledger, present, &opened) &&
           (errand->next ? str_same(present, errand->next->id) : !opened);
}

/* why: what kept the pass from saving everything. */
static void run_errand(struct store *store, struct errand *errand, bool saved,
                       const struct err *why)
{
    switch (errand->kind) {
    case ERRAND_TOTAL:
        run_total(store, errand);
        break;
    case ERRAND_SWITCH:
        errand->err = *why;
        errand->done = saved && run_switch(store, errand);
        break;
    case ERRAND_READ:
        errand->done =
            open_ledger(store, &errand->err) &&
            ledger_read(&store->ledger, errand->since, errand->stand, errand->rows, &errand->err);
        break;
    }
}

static void prune(struct store *store)
{
    struct err err = {{0}};
    int rows = 0, stands = 0;
    pthread_mutex_lock(&store->mutex);
    bool due = store->prune_due;
    int64_t before = store->prune_before;
    store->prune_due = false;
    pthread_mutex_unlock(&store->mutex);
    if (!due || !open_ledger(store, NULL)) {
        return;
    }
    if (!ledger_prune(&store->ledger, before, &rows, &stands, &err)) {
        log_line(LOG_WARNING, "comptes : ce qui est trop ancien n’a pas pu être effacé : %s",
                 err.text);
    } else if (rows > 0 || stands > 0) {
        log_line(LOG_INFO, "comptes : trop ancien, effacé (lignes : %d, stands : %d)", rows,
                 stands);
    }
}

/* Tried again with the next save, and told by it where it fails. */
static void tell_content(struct store *store)
{
    char content[WORKER_TEXT_MAX];
    pthread_mutex_lock(&store->mutex);
    bool due = store->content_due;
    store->content_due = false;
    pthread_mutex_unlock(&store->mutex);
    copy_content(store, content);
    if (due && (!open_ledger(store, NULL) || !ledger_content(&store->ledger, content, NULL))) {
        pthread_mutex_lock(&store->mutex);
        store->content_due = true;
        pthread_mutex_unlock(&store->mutex);
    }
}

static void *work(void *argument)
{
    struct store *store = argument;
    pthread_mutex_lock(&store->mutex);
    for (bool last = false; !last;) {
        wait_for_work(store);
        last = store->stop;
        unsigned asked = store->asked;
        struct errand *errand = store->errand;
        bool forced = last || asked != store->answered;
        store->started = true;
        store->unsaved = store->hurry = false;
        store->errand = NULL;
        pthread_mutex_unlock(&store->mutex);
        struct err why = {{0}};
        bool saved = save(store, forced, &why);
        if (errand) {
            run_errand(store, errand, saved, &why);
        }
        pthread_mutex_lock(&store->mutex);
        store->saved = saved;
        store->failing = !saved && !journal_is_empty(&store->journal);
        store->answered = asked;
        pthread_cond_broadcast(&store->done);
        pthread_mutex_unlock(&store->mutex);
        if (saved) {
            prune(store);
            tell_content(store);
        }
        pthread_mutex_lock(&store->mutex);
    }
    pthread_mutex_unlock(&store->mutex);
    ledger_close(&store->ledger);
    return NULL;
}

void worker_start(struct store *store)
{
    store->retry_ms = RETRY_FIRST_MS;
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&store->wake, &steady);
    pthread_cond_init(&store->done, &steady);
    pthread_condattr_destroy(&steady);
    sigset_t all, before; /* signals are the main thread's */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&store->worker, NULL, work, store) != 0) {
        abort();
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}
