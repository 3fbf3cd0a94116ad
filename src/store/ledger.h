/* ledger.h: the kiosk's own counts.db, as the store's worker sees it. One thread only.
 *
 * WAL and synchronous=FULL: what ledger_fold() says is committed survives a power cut.
 *
 * A file that is damaged, foreign, newer or emptied is set aside with its -wal and -shm, never
 * deleted, and logged. But a disk that stammers makes a sound file look like that: it takes two
 * such verdicts, LEDGER_VERDICT_MS apart, each upheld on a copy all of which was read without an
 * error. Whatever else goes wrong is "not now, try again". */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "base/counter.h"
#include "base/err.h"
#include "base/file.h"
#include "store/identity.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/store.h"

enum { LEDGER_VERDICT_MS = 2000, LEDGER_PLACES = 3 };

struct ledger {
    sqlite3 *db; /* NULL: not open */
    sqlite3_stmt *add;
    char id[SCHEMA_ID_SIZE]; /* of the kiosk */
    struct ledger_place {
        dev_t device;
        ino_t file;          /* 0: there was none */
    } places[LEDGER_PLACES]; /* of the database, its -wal, its -shm, when they were opened */
    int verdicts;            /* bad ones, of the last fold or open that was judged */
    int64_t verdict_at;      /* steady ms of the last of them */
};

/* A stand to be opened (next NULL: only closed). */
struct ledger_change {
    const struct store_stand *next;
    const char *mark; /* of the journal's keys that were counted since it was asked for */
    int64_t wall;
};

struct ledger_kiosk {
    struct identity who;
    struct journal *left; /* its sealed bank counts where the kiosk was before this opening; NULL */
    const char *aside;    /* where a bad file goes, "…/counts-DATE.aside.db" */
};

/* Opens path, or makes it, brings it to this version, and begins a new standing stand where the
 * kiosk was moved, a new kiosk where the machine is another. False: it cannot be used now; try
 * again later. Where it was open and has been taken away (ledger_is_gone), a new one is made of
 * what is still read through the files that have no name any more. */
bool ledger_open(struct ledger *ledger, const char *path, const struct ledger_kiosk *kiosk,
                 struct err *err);

/* Tells whether the open database or what lies beside it was deleted or replaced. A disk that gives
 * no answer has taken nothing away. */
bool ledger_is_gone(const struct ledger *ledger);

/* Puts the journal's sealed bank into the database, whole or not at all, once or never. A key goes
 * to the stand that is open in the database now, else to the standing one; with a change (NULL:
 * none), made in the same transaction, the keys that bear its mark go to the stand after it. The
 * bank is on the disk (journal_sync) before, and stays for the caller to clear. False: try again
 * later, the ledger may have had to close. */
bool ledger_fold(struct ledger *ledger, const struct journal *journal,
                 const struct ledger_change *change, struct err *err);

/* Is the sealed bank already in the database? */
bool ledger_has(struct ledger *ledger, const struct journal *journal);

/* The sum over this kiosk's rows; item NULL: all. */
bool ledger_total(struct ledger *ledger, const char *counter, const char *item, int64_t *total);

/* Closes the stand that is open, if one is, and opens the next, in one transaction. False: nothing
 * has changed, unless a disk that reported an error kept the commit: ledger_present() tells which.
 * The ledger may have had to close. */
bool ledger_switch(struct ledger *ledger, const struct ledger_change *change, struct err *err);

/* Brings all that is committed into the one file, so that a copy of it alone is whole. False: not
 * all of it, now. */
bool ledger_checkpoint(struct ledger *ledger);

/* Merges the database set aside at path, as aside_merge(). */
bool ledger_merge(struct ledger *ledger, const char *path, int64_t wall, bool damaged_too,
                  int64_t *gained, struct err *err);

/* The id of the stand that counts now; opened: it is not the standing one. */
bool ledger_present(struct ledger *ledger, char id[SCHEMA_ID_SIZE], bool *opened);

/* The kiosk's row says that it runs with this content. False, as ledger_fold(). */
bool ledger_content(struct ledger *ledger, const char *content, struct err *err);

/* As stand_read(). */
bool ledger_read(struct ledger *ledger, int64_t since, struct store_stand *stand,
                 struct store_rows *rows, struct err *err);

/* Deletes as stand_prune() does, in one transaction, and overwrites what is deleted. */
bool ledger_prune(struct ledger *ledger, int64_t before, int *rows, int *stands, struct err *err);

/* Closes it as one whole file with no -wal, where nobody else has it open: bilan can tell a copy
 * made so from one that came without its -wal. */
void ledger_close(struct ledger *ledger);

#endif
