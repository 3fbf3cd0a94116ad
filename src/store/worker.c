#include "store/worker.h"

#include "base/log.h"
#include "base/str.h"
#include "store/aside.h"
#include "store/claim.h"

#include <signal.h>
#include <time.h>

enum {
    RETRY_FIRST_MS = 500,
    RETRY_LAST_MS = 10000,
    QUIET_MS = 3000, /* nothing committed for so long: all is brought into counts.db */
    HOUR_MS = 3600 * 1000,
    CHECKPOINT_AGAIN_MS = 60000, /* somebody reads the database */
    START_AGAIN_MS = 10000,
};

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

/* Something was committed: soon, when it is quiet, counts.db is to hold it. */
static void committed(struct store *store)
{
    int64_t now = worker_clock();
    if (store->checkpoint_at == 0) {
        store->checkpoint_last = now + HOUR_MS;
    }
    store->checkpoint_at =
        now + QUIET_MS < store->checkpoint_last ? now + QUIET_MS : store->checkpoint_last;
}

static void checkpoint(struct store *store)
{
    bool done = store->ledger.db && ledger_checkpoint(&store->ledger);
    store->checkpoint_at = done ? 0 : worker_clock() + CHECKPOINT_AGAIN_MS;
}

static void count_asides(struct store *store)
{
    struct aside_files files = {{0}};
    int n[2] = {0};
    aside_find(store->folder, &files);
    for (size_t i = 0; i < files.list.n; i++) {
        n[files.list.at[i].kind]++;
    }
    arr_release(&files.list);
    pthread_mutex_lock(&store->mutex);
    store->databases = n[ASIDE_DATABASE];
    store->journals = n[ASIDE_JOURNAL];
    pthread_mutex_unlock(&store->mutex);
}

/* What was set aside may be sound after all: a disk that answers again, a program that knows more.
 */
static void merge_asides(struct store *store)
{
    struct aside_files files = {{0}};
    aside_find(store->folder, &files);
    for (size_t i = 0; i < files.list.n; i++) {
        const struct aside_file *file = &files.list.at[i];
        int64_t gained = 0;
        if (file->kind == ASIDE_DATABASE && store->ledger.db &&
            ledger_merge(&store->ledger, file->path, last_wall(store), false, &gained, NULL)) {
            committed(store);
            log_line(LOG_INFO, "%s : saine après tout, ses comptes sont repris (%lld de plus)",
                     file->path, (long long)gained);
        }
    }
    arr_release(&files.list);
    store->upkeep_at = worker_clock() + HOUR_MS;
    count_asides(store);
}

static void tell_remade(struct store *store)
{
    pthread_mutex_lock(&store->mutex);
    store->remade = store->wall;
    pthread_mutex_unlock(&store->mutex);
}

static void copy_content(struct store *store, char content[WORKER_TEXT_MAX])
{
    pthread_mutex_lock(&store->mutex);
    str_fit(content, WORKER_TEXT_MAX, store->content);
    pthread_mutex_unlock(&store->mutex);
}

static bool open_ledger(struct store *store, struct err *err)
{
    bool gone = store->ledger.db && ledger_is_gone(&store->ledger);
    if (store->ledger.db && !gone) {
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
        .who = {.name = store->told ? store->name : NULL,
                .site = store->told ? store->site : NULL,
                .region = store->told ? store->region : NULL,
                .timezone = store->timezone,
                .departement = store->told ? store->departement : NULL,
                .program = store->program,
                .content = content,
                .keep_months = store->keep_months,
                .now = store->opened,
                .folder = store->folder,
                .machine = store->machine},
        .left = &store->journal,
        .aside = aside,
    };
    if (!ledger_open(&store->ledger, store->database, &kiosk, err)) {
        return false;
    }
    if (gone) {
        tell_remade(store);
    }
    committed(store);
    merge_asides(store);
    return true;
}

/* Steps 3 to 5 of journal.c for the sealed bank, if there is one. */
static bool fold_sealed(struct store *store, struct journal *journal,
                        const struct ledger_change *change, struct err *err)
{
    if (!journal_is_sealed(journal)) {
        return !change || ledger_switch(&store->ledger, change, err);
    }
    if (!journal_sync(journal, false, err) || !ledger_fold(&store->ledger, journal, change, err)) {
        return false;
    }
    committed(store);
    journal_clear_begin(journal);
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

/* The change, if there is one, with the bank that holds what was counted around it. */
static bool fold_all(struct store *store, struct journal *journal,
                     const struct ledger_change *change, struct err *err)
{
    if (!fold_sealed(store, journal, NULL, err)) {
        return false;
    }
    seal_active(store, journal);
    return fold_sealed(store, journal, change, err);
}

enum journal_opened worker_open_journal(struct store *store, struct journal *journal, int64_t wall,
                                        struct err *err)
{
    char aside[FILE_PATH_MAX];
    if (store->claim < 0 && !claim_folder(store->folder, &store->claim)) {
        err_set(err, JOURNAL_TAKEN_SAYS, store->folder);
        return JOURNAL_TAKEN;
    }
    aside_name(store, wall, "journal", aside);
    return journal_open(journal, store->journal_path, aside, err);
}

/* The journal has lost its file: a new one is made of the memory. Until then that is all there is.
 */
static void mend_journal(struct store *store)
{
    struct err err = {{0}};
    struct journal_file fresh;
    char aside[FILE_PATH_MAX];
    if (!journal_is_lost(&store->journal, store->journal_path)) {
        return;
    }
    pthread_mutex_lock(&store->mutex);
    store->adrift = true;
    pthread_mutex_unlock(&store->mutex);
    aside_name(store, last_wall(store), "journal", aside);
    if ((!file_is_folder(store->folder) && !file_make_folders(store->folder, &err)) ||
        !journal_file_make(&fresh, &store->journal, store->journal_path, aside, &err)) {
        worker_tell(store, store->journal_fault, err.text);
        return;
    }
    pthread_mutex_lock(&store->mutex);
    journal_file_swap(&store->journal, &fresh);
    store->adrift = false;
    pthread_mutex_unlock(&store->mutex);
    journal_file_close(&fresh);
    journal_sync(&store->journal, true, NULL);
    file_sync_folder_of(store->journal_path);
    log_line(LOG_WARNING,
             "%s : coupé, enlevé ou remplacé en marche ; refait de la mémoire, rien "
             "n’en est perdu",
             store->journal_path);
    tell_remade(store);
    worker_tell(store, store->journal_fault, "");
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
    if (!fold_all(store, &next, NULL, &err)) {
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
static bool save(struct store *store, bool forced, const struct ledger_change *change,
                 struct err *err)
{
    if (!store->folder[0]) {
        return err_set(err, "%s", no_folder);
    }
    if (store->failing && !forced && worker_clock() < store->retry_at) {
        /* Not yet; but a power cut may not take what the disk could hold. */
        journal_sync(&store->journal, true, NULL);
        return false;
    }
    mend_journal(store);
    if (open_ledger(store, err) && fold_all(store, &store->journal, change, err)) {
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

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* When there is something to do; INT64_MAX: not before somebody asks. */
static int64_t due(struct store *store, int64_t now)
{
    int64_t at = INT64_MAX;
    bool crowded = store->journal.used[store->journal.active] > JOURNAL_SLOTS / 2;
    if (store->unsaved) {
        store->fold_at = store->fold_at ? store->fold_at : now + STORE_FOLD_MS;
        at = crowded && !store->failing ? now : store->fold_at;
    }
    if (store->failing && store->folder[0]) {
        at = sooner(at, store->retry_at);
    }
    return store->checkpoint_at ? sooner(at, store->checkpoint_at) : at;
}

/* Sleeps until there is something to do: never wakes while nothing is added. */
static void wait_for_work(struct store *store)
{
    while (store->started && !store->stop && !store->hurry && !store->wish.asked &&
           store->asked == store->answered) {
        int64_t now = worker_clock(), at = due(store, now);
        if (at == INT64_MAX) {
            pthread_cond_wait(&store->wake, &store->mutex);
        } else if (now >= at) {
            break;
        } else {
            worker_wait(&store->wake, &store->mutex, at);
        }
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

/* --- what nobody waits for --- */

void store_answer_release(struct store_answer *answer)
{
    arr_release(&answer->rows.list);
    arr_release(&answer->closed_rows.list);
}

/* A commit that reported an error may have happened. */
static bool has_changed(struct store *store, const struct wish *wish)
{
    char present[SCHEMA_ID_SIZE];
    bool opened;
    return open_ledger(store, NULL) && ledger_present(&store->ledger, present, &opened) &&
           (wish->opens ? str_same(present, wish->next.id) : !opened);
}

static void read_stands(struct store *store, const struct wish *wish, struct store_answer *answer)
{
    answer->read = open_ledger(store, &answer->why) &&
                   ledger_read(&store->ledger, 0, &answer->stand, &answer->rows, &answer->why);
    bool closed =
        answer->read && !answer->stand.open && wish->since != 0 &&
        ledger_read(&store->ledger, wish->since, &answer->closed, &answer->closed_rows, NULL) &&
        !str_same(answer->closed.id, answer->stand.id);
    if (!closed) {
        answer->closed = (struct store_stand){.id = ""};
    }
}

static void answer_wish(struct store *store, const struct wish *wish, bool saved,
                        const struct err *why)
{
    struct store_answer answer = {.saved = saved};
    if (wish->change) {
        answer.changed = true;
        if (!saved && !has_changed(store, wish)) {
            err_set(&answer.fault, "Le stand n’a pas pu être %s, rien n’a changé : %s",
                    wish->opens ? "ouvert" : "fermé", why->text);
        }
    }
    read_stands(store, wish, &answer);
    pthread_mutex_lock(&store->mutex);
    struct store_answer old = store->answer;
    if (store->answered_wish && old.changed && !answer.changed) {
        answer.changed = true;
        answer.fault = old.fault;
    }
    store->answer = answer;
    store->answered_wish = true;
    if (wish->change) {
        store->changing = false;
        store->mark[0] = '\0';
    }
    pthread_mutex_unlock(&store->mutex);
    store_answer_release(&old);
    if (wish->change) {
        checkpoint(store);
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
    committed(store);
    if (!ledger_prune(&store->ledger, before, &rows, &stands, &err)) {
        log_line(LOG_WARNING, "comptes : ce qui est trop ancien n’a pas pu être effacé : %s",
                 err.text);
    } else if (rows > 0 || stands > 0) {
        log_line(LOG_INFO, "comptes : trop ancien, effacé (lignes : %d, stands : %d)", rows,
                 stands);
    }
}

/* Takes what is asked, does it, tells. Called and left with the mutex. */
static void pass(struct store *store, bool last)
{
    unsigned asked = store->asked;
    struct errand *errand = store->errand;
    struct wish wish = store->wish;
    bool forced = last || wish.asked || asked != store->answered;
    store->started = true;
    store->unsaved = store->hurry = false;
    store->errand = NULL;
    store->wish = (struct wish){.asked = false};
    pthread_mutex_unlock(&store->mutex);
    struct err why = {{0}};
    struct ledger_change change = {
        .next = wish.opens ? &wish.next : NULL, .mark = wish.mark, .wall = wish.wall};
    bool saved = save(store, forced, wish.change ? &change : NULL, &why);
    if (errand) {
        run_total(store, errand);
    }
    if (wish.asked) {
        answer_wish(store, &wish, saved, &why);
    }
    pthread_mutex_lock(&store->mutex);
    store->saved = saved;
    store->failing = !saved;
    store->answered = asked;
    pthread_cond_broadcast(&store->done);
}

/* Tried again with the next save, and told by it where it fails. */
static void tell_content(struct store *store)
{
    char content[WORKER_TEXT_MAX];
    pthread_mutex_lock(&store->mutex);
    bool due = store->content_due;
    store->content_due = false;
    pthread_mutex_unlock(&store->mutex);
    if (!due) {
        return;
    }
    copy_content(store, content);
    if (open_ledger(store, NULL) && ledger_content(&store->ledger, content, NULL)) {
        committed(store);
    } else {
        pthread_mutex_lock(&store->mutex);
        store->content_due = true;
        pthread_mutex_unlock(&store->mutex);
    }
}

/* What is not urgent. */
static void keep_up(struct store *store)
{
    int64_t now = worker_clock();
    prune(store);
    tell_content(store);
    if (store->checkpoint_at && now >= store->checkpoint_at) {
        checkpoint(store);
    }
    if (now >= store->upkeep_at && store->ledger.db) {
        merge_asides(store);
    }
}

static void *work(void *argument)
{
    struct store *store = argument;
    pthread_mutex_lock(&store->mutex);
    for (bool last = false; !last;) {
        wait_for_work(store);
        last = store->stop;
        pass(store, last);
        bool saved = store->saved;
        pthread_mutex_unlock(&store->mutex);
        if (saved) {
            keep_up(store);
        }
        pthread_mutex_lock(&store->mutex);
    }
    pthread_mutex_unlock(&store->mutex);
    ledger_close(&store->ledger);
    return NULL;
}

void worker_init(struct store *store)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&store->wake, &steady);
    pthread_cond_init(&store->done, &steady);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&store->mutex, NULL);
    pthread_mutex_init(&store->callers, NULL);
    store->retry_ms = RETRY_FIRST_MS;
    store->claim = -1;
}

void worker_start(struct store *store)
{
    sigset_t all, before; /* signals are the main thread's */
    if (store->running || worker_clock() < store->start_at) {
        return;
    }
    sigfillset(&all);
    sigdelset(&all, SIGBUS); /* mirror.h: a thread's own */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int fault = pthread_create(&store->worker, NULL, work, store);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    store->running = fault == 0;
    store->start_at = worker_clock() + START_AGAIN_MS;
    if (fault != 0) {
        char text[256];
        snprintf(text, sizeof text, "la machine refuse un fil d’exécution (%s)", err_reason(fault));
        worker_tell(store, store->ledger_fault, text);
    }
}
