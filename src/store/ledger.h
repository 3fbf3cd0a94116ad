/* ledger.h: the kiosk's own counts.db, as the store's worker sees it. One thread only.
 *
 * WAL and synchronous=FULL: what ledger_fold() says is committed survives a power cut. A file that
 * is damaged, foreign or newer is set aside with its -wal and -shm, never deleted, and logged. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "base/counter.h"
#include "base/err.h"
#include "base/file.h"
#include "store/identity.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/store.h"

struct ledger {
    sqlite3 *db; /* NULL: not open */
    sqlite3_stmt *add;
    char id[SCHEMA_ID_SIZE]; /* of the kiosk */
    bool damaged;            /* found so by a fold: the next open sets it aside unread */
};

struct ledger_kiosk {
    struct identity who;
    struct journal *left; /* its sealed bank counts where the kiosk was before this opening */
    const char *aside;    /* where a bad file goes, "…/counts-DATE.aside.db" */
};

/* Opens path, or makes it, brings it to this version, and begins a new standing stand where the
 * kiosk was moved, a new kiosk where the machine is another. False: it cannot be used now; try
 * again later. */
bool ledger_open(struct ledger *ledger, const char *path, const struct ledger_kiosk *kiosk,
                 struct err *err);

/* Puts the journal's sealed bank into the database, whole or not at all, once or never. A key of no
 * stand goes to the one that is open in the database now, else to the standing one. The bank is on
 * the disk (journal_sync) before, and stays for the caller to clear. False: try again later, the
 * ledger may have had to close. */
bool ledger_fold(struct ledger *ledger, const struct journal *journal, struct err *err);

/* Is the sealed bank already in the database? */
bool ledger_has(struct ledger *ledger, const struct journal *journal);

/* The sum over this kiosk's rows; item NULL: all. */
bool ledger_total(struct ledger *ledger, const char *counter, const char *item, int64_t *total);

/* Closes the stand that is open, if one is, and opens next (NULL: none), in one transaction. False:
 * nothing has changed, unless a disk that reported an error kept the commit: ledger_present() tells
 * which. The ledger may have had to close. */
bool ledger_switch(struct ledger *ledger, const struct store_stand *next, int64_t wall,
                   struct err *err);

/* The id of the stand that counts now; opened: it is not the standing one. */
bool ledger_present(struct ledger *ledger, char id[SCHEMA_ID_SIZE], bool *opened);

/* The kiosk's row says that it runs with this content. False, as ledger_fold(). */
bool ledger_content(struct ledger *ledger, const char *content, struct err *err);

/* As stand_read(). */
bool ledger_read(struct ledger *ledger, int64_t since, struct store_stand *stand,
                 struct store_rows *rows, struct err *err);

/* Deletes as stand_prune() does, in one transaction, and overwrites what is deleted. */
bool ledger_prune(struct ledger *ledger, int64_t before, int *rows, int *stands, struct err *err);

void ledger_close(struct ledger *ledger);

#endif
