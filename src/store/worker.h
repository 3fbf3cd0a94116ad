/* worker.h: the inside of a store, shared by its two halves: store.c is called by the kiosk's
 * threads and never waits for a disk except where it says so; worker.c is the one thread that
 * brings the journal into the database. */
#ifndef STORE_WORKER_H
#define STORE_WORKER_H

#include "store/journal.h"
#include "store/ledger.h"
#include "store/store.h"

#include <pthread.h>

enum { WORKER_TEXT_MAX = 256 };

enum errand_kind {
    ERRAND_TOTAL,
    ERRAND_SWITCH, /* open or close a stand */
    ERRAND_READ,
};

/* What a caller wants of a pass besides having everything saved. The caller waits meanwhile: all of
 * it is the worker's until the pass is answered. */
struct errand {
    enum errand_kind kind;
    const char *counter, *item; /* TOTAL: item NULL is all of them */
    int64_t total;
    const struct store_stand *next; /* SWITCH: NULL is to close only */
    int64_t wall;
    int64_t since; /* READ, as the rest */
    struct store_stand *stand;
    struct store_rows *rows;
    bool done;
    struct err err; /* SWITCH, READ: why not */
};

/* Under the mutex unless said otherwise. */
struct store {
    pthread_mutex_t mutex, callers; /* callers: one flush or errand at a time, taken first */
    pthread_cond_t wake, done;
    pthread_t worker;
    struct journal journal; /* as journal.h says */
    bool unsaved;           /* something was added since the worker last took the journal */
    bool failing;           /* what is in the journal could not be saved */
    bool stop, started;
    unsigned asked, answered; /* passes wanted by flushes and errands; done */
    bool saved;               /* by the last pass: everything */
    struct errand *errand;    /* of the pass that is asked for; NULL: none */
    bool prune_due;           /* by the next pass that saves; hurry: have one now */
    bool hurry;
    int64_t prune_before;
    char content[WORKER_TEXT_MAX]; /* what the kiosk runs with; due: the database does not say so */
    bool content_due;
    int64_t wall; /* the last one seen, for the name of a file set aside */
    bool full, full_told;
    char ledger_fault[512], journal_fault[512], shown[1200];

    /* The worker's own. */
    struct ledger ledger;
    int64_t fold_at, retry_at, journal_retry_at; /* steady milliseconds */
    int retry_ms;

    /* Never change. */
    char folder[FILE_PATH_MAX], database[FILE_PATH_MAX], journal_path[FILE_PATH_MAX];
    char name[WORKER_TEXT_MAX], site[WORKER_TEXT_MAX], region[WORKER_TEXT_MAX],
        timezone[DATE_ZONE_MAX], departement[WORKER_TEXT_MAX], program[WORKER_TEXT_MAX];
    char machine[FILE_PATH_MAX];
    int keep_months;
    int64_t opened;
    int offset;

    /* The caller's thread's own. */
    int64_t hour, hour_quarter;
};

/* Starts the thread; everything else of the store is ready. Stop it by stop, wake and a join. */
void worker_start(struct store *store);

/* Opens the store's journal file; wall dates one that must be set aside. */
enum journal_opened worker_open_journal(struct store *store, struct journal *journal, int64_t wall,
                                        struct err *err);

/* Writes a fault ("": none any more) into a field of the store, and logs its begin and end. */
void worker_tell(struct store *store, char *field, const char *text);

/* "FOLDER: cannot be made". Returns false. */
bool worker_say_folder(const char *folder, struct err *err);

int64_t worker_clock(void); /* steady milliseconds */
void worker_wait(pthread_cond_t *cond, pthread_mutex_t *mutex, int64_t until);

#endif
