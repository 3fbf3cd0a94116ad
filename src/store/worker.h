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

/* What a caller waits for besides having everything saved: a sum. All of it is the worker's until
 * the pass is answered. */
struct errand {
    const char *counter, *item; /* item NULL is all of them */
    int64_t total;
};

/* What nobody waits for: a stand to be opened or closed, and a look at what is counted. */
struct wish {
    bool asked;
    bool change, opens; /* opens: next, else only closed */
    struct store_stand next;
    char mark[40]; /* of what is counted from then on */
    int64_t wall, since;
};

/* Under the mutex unless said otherwise. */
struct store {
    pthread_mutex_t mutex, callers; /* callers: one flush or errand at a time, taken first */
    pthread_cond_t wake, done;
    pthread_t worker;
    struct journal journal; /* as journal.h says */
    bool unsaved;           /* something was added since the worker last took the journal */
    bool failing;           /* the last pass could not save all, or not open the database */
    bool running;           /* there is a worker: else a thread was refused, and is tried again */
    bool stop, started;
    unsigned asked, answered; /* passes wanted by flushes and errands; done */
    bool saved;               /* by the last pass: everything */
    struct errand *errand;    /* of the pass that is asked for; NULL: none */
    struct wish wish;         /* of the next pass */
    bool changing;            /* a stand is being opened or closed */
    char mark[40];            /* of what is counted meanwhile; "" */
    unsigned changes;         /* asked for since the store was opened */
    bool answered_wish;       /* the answer is there to be taken */
    struct store_answer answer;
    int databases, journals; /* set aside in the folder */
    int64_t remade;          /* wall: files deleted or replaced while counting were made again; 0 */
    bool adrift;             /* the journal has lost its file */
    bool prune_due;          /* by the next pass that saves; hurry: have one now */
    bool hurry;
    int64_t prune_before;
    char content[WORKER_TEXT_MAX]; /* what the kiosk runs with; due: the database does not say so */
    bool content_due;
    int64_t wall; /* the last one seen, for the name of a file set aside */
    bool full, full_told;
    char ledger_fault[512], journal_fault[512], shown[1200], remarks[512];
    int64_t start_at; /* steady ms: when a refused thread is tried again */

    /* The worker's own. */
    struct ledger ledger;
    int64_t fold_at, retry_at, journal_retry_at; /* steady milliseconds */
    int64_t checkpoint_at, checkpoint_last;      /* 0: nothing to bring over; its latest time */
    int64_t upkeep_at;                           /* what is set aside is looked at again */
    int retry_ms;
    int claim; /* of the folder; -1: none. The opener's before there is a worker */

    /* Never change. */
    char folder[FILE_PATH_MAX], database[FILE_PATH_MAX], journal_path[FILE_PATH_MAX];
    bool told; /* who the kiosk is; else its rows stay as they are */
    char name[WORKER_TEXT_MAX], site[WORKER_TEXT_MAX], region[WORKER_TEXT_MAX],
        timezone[DATE_ZONE_MAX], departement[WORKER_TEXT_MAX], program[WORKER_TEXT_MAX];
    char machine[FILE_PATH_MAX];
    int keep_months;
    int64_t opened;
    int offset;

    /* The caller's thread's own. */
    int64_t hour, hour_quarter;
};

/* Makes the store's locks. */
void worker_init(struct store *store);

/* Starts the thread, unless it runs; everything else of the store is ready. Stop it by stop, wake
 * and a join. Where the machine refuses one that is a fault, told; later calls try again. */
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
