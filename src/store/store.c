#include "store/store.h"

#include "base/log.h"
#include "base/str.h"
#include "store/worker.h"

#include <assert.h>
#include <unistd.h>

static const char no_memory[] = "il manque de la mémoire pour compter";

enum { ROOM_WAIT_MS = 1000, QUARTER = 900 };

static void copy_texts(struct store *store, const struct store_kiosk *kiosk)
{
    store->told = kiosk->name != NULL;
    str_fit(store->name, sizeof store->name, kiosk->name ? kiosk->name : "");
    str_fit(store->site, sizeof store->site, kiosk->site ? kiosk->site : "");
    str_fit(store->region, sizeof store->region, kiosk->region ? kiosk->region : "");
    str_fit(store->timezone, sizeof store->timezone, kiosk->timezone ? kiosk->timezone : "UTC");
    str_fit(store->departement, sizeof store->departement,
            kiosk->departement ? kiosk->departement : "");
    str_fit(store->program, sizeof store->program, kiosk->program ? kiosk->program : "");
    str_fit(store->content, sizeof store->content, kiosk->content ? kiosk->content : "");
    str_fit(store->machine, sizeof store->machine, kiosk->machine ? kiosk->machine : "");
    store->keep_months = kiosk->keep_months;
}

static enum journal_opened open_folder(struct store *store, const char *folder, int64_t wall,
                                       struct err *err)
{
    bool fits = str_fit(store->folder, sizeof store->folder, folder) &&
                file_join(store->database, folder, "counts.db") &&
                file_join(store->journal_path, folder, "counts.journal");
    if (!fits) {
        store->folder[0] = '\0';
        err_set(err, "%.80s… : ce nom de dossier est trop long", folder);
        return JOURNAL_REFUSED;
    }
    if (!file_is_folder(folder) && !file_make_folders(folder, NULL)) {
        worker_say_folder(folder, err);
        return JOURNAL_REFUSED;
    }
    return worker_open_journal(store, &store->journal, wall, err);
}

static void let_go(struct store *store)
{
    journal_close(&store->journal);
    store_answer_release(&store->answer);
    if (store->claim >= 0) {
        close(store->claim);
    }
    pthread_cond_destroy(&store->wake);
    pthread_cond_destroy(&store->done);
    pthread_mutex_destroy(&store->mutex);
    pthread_mutex_destroy(&store->callers);
    free(store);
}

struct store *store_open(const char *folder, const struct store_kiosk *kiosk, struct moment now,
                         struct err *err)
{
    struct err why = {{0}};
    struct store *store = calloc(1, sizeof *store); /* refused, it is said, and is no abort */
    enum journal_opened opened = JOURNAL_REFUSED;
    if (!store) {
        err_set(err, "%s", no_memory);
        return NULL;
    }
    copy_texts(store, kiosk);
    store->opened = store->wall = now.wall;
    store->offset = date_local(store->timezone, now.wall).offset;
    store->hour_quarter = INT64_MIN;
    worker_init(store);
    if (folder) {
        opened = open_folder(store, folder, now.wall, &why);
    }
    if (opened == JOURNAL_REFUSED && !journal_open_memory(&store->journal)) {
        opened = JOURNAL_TAKEN;
        err_set(&why, "%s", no_memory);
    }
    if (opened == JOURNAL_TAKEN) {
        let_go(store);
        err_set(err, "%s", why.text);
        return NULL;
    }
    if (opened == JOURNAL_READY && !journal_is_sealed(&store->journal) &&
        !journal_is_empty(&store->journal)) {
        journal_seal(&store->journal); /* what was left is of where the kiosk was (ledger.c) */
    }
    if (opened == JOURNAL_REFUSED && folder) {
        worker_tell(store, store->journal_fault, why.text);
    }
    worker_start(store);
    return store;
}

void store_content(struct store *store, const char *content)
{
    pthread_mutex_lock(&store->mutex);
    if (!str_same(store->content, content)) {
        str_fit(store->content, sizeof store->content, content);
        store->content_due = store->hurry = true;
        pthread_cond_signal(&store->wake);
    }
    pthread_mutex_unlock(&store->mutex);
}

/* Offsets from UTC change on quarters of an hour, so the hour of one holds for the next touch. */
static int64_t hour_of(struct store *store, int64_t wall)
{
    int64_t quarter = wall / QUARTER;
    if (quarter != store->hour_quarter || wall < 0) {
        store->hour = date_hour_start(store->timezone, wall);
        store->hour_quarter = store->hour % QUARTER == 0 ? quarter : INT64_MIN;
    }
    return store->hour;
}

/* No finger fills a bank within a fold; a simulated month does. Give the worker, awake since the
 * bank was half full, a moment; where the database refuses, the newest key is dropped. */
static bool wait_for_room(struct store *store, const struct journal_key *key, uint32_t n)
{
    int64_t until = worker_clock() + ROOM_WAIT_MS;
    while (store->folder[0] && store->running && !store->failing && worker_clock() < until) {
        store->unsaved = true;
        pthread_cond_signal(&store->wake);
        worker_wait(&store->done, &store->mutex, until);
        if (journal_add(&store->journal, key, n)) {
            return true;
        }
    }
    return false;
}

void store_add(struct store *store, enum counter counter, const char *item, int n, int64_t wall)
{
    assert(n > 0);
    const struct counter_info *info = counter_info(counter);
    struct journal_key key = {.hour = hour_of(store, wall)};
    str_fit(key.counter, sizeof key.counter, info->name);
    str_fit(key.origin, sizeof key.origin, counter_origin_name(info->origin));
    str_fit(key.item, sizeof key.item, item ? item : "");

    bool tell_full = false;
    worker_start(store); /* where a thread was refused */
    pthread_mutex_lock(&store->mutex);
    store->wall = wall;
    str_fit(key.mark, sizeof key.mark, store->mark);
    if (!journal_add(&store->journal, &key, (uint32_t)n) &&
        !wait_for_room(store, &key, (uint32_t)n)) {
        tell_full = !store->full_told;
        store->full = store->full_told = true;
    }
    int used = store->journal.used[store->journal.active];
    if (!store->unsaved || used == JOURNAL_SLOTS / 2 + 1) {
        store->unsaved = true;
        pthread_cond_signal(&store->wake);
    }
    pthread_mutex_unlock(&store->mutex);
    if (tell_full) {
        log_line(LOG_ERROR, "comptes : la réserve est pleine, de nouveaux comptes sont perdus");
    }
}

/* Has the worker make a pass, with this errand (NULL: none). Was everything saved? */
static bool ask(struct store *store, struct errand *errand)
{
    worker_start(store);
    if (!store->running) {
        return false;
    }
    pthread_mutex_lock(&store->callers);
    pthread_mutex_lock(&store->mutex);
    store->errand = errand;
    unsigned mine = ++store->asked;
    pthread_cond_signal(&store->wake);
    while ((int)(store->answered - mine) < 0) {
        pthread_cond_wait(&store->done, &store->mutex);
    }
    bool saved = store->saved;
    pthread_mutex_unlock(&store->mutex);
    pthread_mutex_unlock(&store->callers);
    return saved;
}

bool store_flush(struct store *store, struct err *err)
{
    return ask(store, NULL) || err_set(err, "%s", store_fault(store));
}

int64_t store_total(struct store *store, enum counter counter, const char *item)
{
    char cut[COUNTER_ITEM_MAX];
    struct errand errand = {.counter = counter_info(counter)->name};
    if (item) {
        str_fit(cut, sizeof cut, item);
        errand.item = cut;
    }
    ask(store, &errand);
    return errand.total;
}

/* Under the mutex. */
static void wish(struct store *store, int64_t since)
{
    store->wish.asked = true;
    store->wish.since = since;
    pthread_cond_signal(&store->wake);
}

/* NULL: only closed. */
static bool change(struct store *store, const struct store_stand *next, int64_t wall)
{
    enum { DAY = 24 * 3600 };
    worker_start(store);
    pthread_mutex_lock(&store->mutex);
    bool free = !store->changing;
    if (free) {
        store->changing = store->wish.change = true;
        store->wish.opens = next != NULL;
        store->wish.next = next ? *next : (struct store_stand){.id = ""};
        store->wish.wall = wall;
        /* Of no other change: not of a process before, whose journal may still be here. */
        snprintf(store->mark, sizeof store->mark, "%lld.%d.%u", (long long)store->opened,
                 (int)getpid(), ++store->changes);
        str_fit(store->wish.mark, sizeof store->wish.mark, store->mark);
        wish(store, wall - DAY);
    }
    pthread_mutex_unlock(&store->mutex);
    return free;
}

bool store_stand_open(struct store *store, const char *name, const char *structure,
                      const char *kind, int64_t wall)
{
    assert(str_same(kind, "stand") || str_same(kind, "atelier") || str_same(kind, "affichage"));
    struct store_stand next = {.opened_at = wall};
    schema_new_id(next.id);
    str_fit(next.name, sizeof next.name, name);
    str_fit(next.structure, sizeof next.structure, structure);
    str_fit(next.kind, sizeof next.kind, kind);
    return change(store, &next, wall);
}

bool store_stand_close(struct store *store, int64_t wall)
{
    return change(store, NULL, wall);
}

void store_look(struct store *store, int64_t since)
{
    worker_start(store);
    pthread_mutex_lock(&store->mutex);
    wish(store, since);
    pthread_mutex_unlock(&store->mutex);
}

/* No worker to grant it. */
static void refuse_wish(struct store *store)
{
    store->answer = (struct store_answer){.changed = store->wish.change};
    err_set(&store->answer.why, "Les comptes ne peuvent pas être lus : %s", store->ledger_fault);
    if (store->wish.change) {
        err_set(&store->answer.fault, "Le stand n’a pas pu être %s, rien n’a changé : %s",
                store->wish.opens ? "ouvert" : "fermé", store->ledger_fault);
    }
    store->wish = (struct wish){.asked = false};
    store->changing = false;
    store->mark[0] = '\0';
    store->answered_wish = true;
}

bool store_take(struct store *store, struct store_answer *answer)
{
    pthread_mutex_lock(&store->mutex);
    if (store->wish.asked && !store->running) {
        refuse_wish(store);
    }
    bool there = store->answered_wish;
    if (there) {
        *answer = store->answer;
        store->answer = (struct store_answer){.saved = false};
        store->answered_wish = false;
    }
    pthread_mutex_unlock(&store->mutex);
    return there;
}

void store_prune(struct store *store, int64_t before)
{
    pthread_mutex_lock(&store->mutex);
    store->prune_before = before;
    store->prune_due = store->hurry = true;
    pthread_cond_signal(&store->wake);
    pthread_mutex_unlock(&store->mutex);
}

const char *store_fault(struct store *store)
{
    pthread_mutex_lock(&store->mutex);
    bool memory = !journal_is_file(&store->journal) || store->adrift;
    const char *place = memory
                            ? "Les comptes ne sont qu'en mémoire : éteindre la borne les perdrait."
                            : "Rien n'est perdu : les comptes attendent dans counts.journal.";
    store->shown[0] = '\0';
    if (store->ledger_fault[0] || memory || store->full) {
        const char *cause = store->ledger_fault[0]    ? store->ledger_fault
                            : store->journal_fault[0] ? store->journal_fault
                                                      : "aucun dossier pour les comptes";
        snprintf(store->shown, sizeof store->shown, "%s%s. %s",
                 store->full ? "La réserve est pleine, de nouveaux comptes sont perdus : " : "",
                 cause, place);
    }
    pthread_mutex_unlock(&store->mutex);
    return store->shown;
}

static void add_remark(struct store *store, const char *text)
{
    size_t n = strlen(store->remarks);
    str_fit(store->remarks + n, sizeof store->remarks - n, text);
}

const char *store_remarks(struct store *store)
{
    char line[256];
    pthread_mutex_lock(&store->mutex);
    store->remarks[0] = '\0';
    int aside = store->databases + store->journals;
    if (aside > 0) {
        snprintf(
            line, sizeof line,
            "%d fichier%s de comptes mis de côté dans le dossier des comptes : « Copier le bilan » "
            "%s met aussi sur la clé ; donnez-la au référent. ",
            aside, aside > 1 ? "s" : "", aside > 1 ? "les" : "le");
        add_remark(store, line);
    }
    if (store->remade) {
        struct date_time when = date_local(store->timezone, store->remade);
        snprintf(line, sizeof line,
                 "Des fichiers de comptes ont été enlevés ou remplacés en marche (le %02d/%02d à "
                 "%d h %02d) : "
                 "ils sont refaits. ",
                 when.date.day, when.date.month, when.hour, when.minute);
        add_remark(store, line);
    }
    pthread_mutex_unlock(&store->mutex);
    return store->remarks;
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    worker_start(store);
    pthread_mutex_lock(&store->mutex);
    store->stop = true;
    pthread_cond_signal(&store->wake);
    pthread_mutex_unlock(&store->mutex);
    if (store->running) {
        pthread_join(store->worker, NULL);
    }
    if (!journal_is_empty(&store->journal) && !journal_is_file(&store->journal)) {
        log_line(LOG_ERROR, "comptes : arrêt sans pouvoir enregistrer, les derniers sont perdus");
    }
    let_go(store);
}
