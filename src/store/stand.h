/* stand.h: the stands of a kiosk's own database, as its ledger sees them. Each call is one or
 * several statements; transactions are the ledger's. False: SQLite's error is on db. kiosk is the
 * kiosk's id, which is also the id of its first standing stand; those it began where it was moved
 * to are of the kind "hall", and the one that is not closed counts. */
#ifndef STORE_STAND_H
#define STORE_STAND_H

#include "store/schema.h"
#include "store/store.h"

/* What is true in SQL of the standing stand that counts, ?1 being the kiosk. */
#define STAND_STANDING "kiosk_id = ?1 AND (id = ?1 OR kind = 'hall') AND coalesce(closed_at, 0) = 0"

/* The stand that counts now: of those opened and not closed the last one, else the standing one.
 * opened (may be NULL): it is not the standing one. */
bool stand_present(sqlite3 *db, const char *kiosk, char id[SCHEMA_ID_SIZE], bool *opened);

/* Closes what is open (of several, left by other hands, all: none may come up again), then opens
 * next, where the kiosk is by its row; NULL: the standing stand counts. A wall of 0 or less, a
 * clock that knows nothing, closes at 1: 0 would be open. */
bool stand_switch(sqlite3 *db, const char *kiosk, const struct store_stand *next, int64_t wall);

/* The stand that counts now or, where none is open and since is not 0, the one closed last since
 * then; and as store_stand_read() its rows, added to rows (may be NULL). Rows of no known origin
 * are passed over, and those noted late are in the sums alone. */
bool stand_read(sqlite3 *db, const char *kiosk, int64_t since, struct store_stand *stand,
                struct store_rows *rows);

/* Deletes the rows that counted before that moment (nothing where fewer than three days were
 * counted since: the clock is not to be believed then; nor what is dated before 2025), but an
 * opened stand's, and the stands closed before it that have none left. Tells how many of each. */
bool stand_prune(sqlite3 *db, const char *kiosk, int64_t before, int *rows, int *stands);

#endif
