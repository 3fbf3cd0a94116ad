/* store.h: the counts of one kiosk, in DATA/counts.db, safe before the glass answers.
 *
 * store_add() is the only call on the way of a touch and never waits for the disk: it adds 1 into a
 * small memory-mapped journal (DATA/counts.journal), which outlives a killed process. The store's
 * worker folds the journal into SQLite (WAL, synchronous=FULL) at most STORE_FOLD_MS later, so a
 * power cut loses at most the last second. What a dead process left is folded at the next open.
 *
 * Where the folder cannot be used the store still opens and counts in memory; store_fault() says
 * why. A damaged or foreign counts.db is set aside as counts-DATE.aside.db, never deleted. All of
 * it mends by itself: a full or locked disk is tried again as long as something is unsaved.
 * One process per folder: a second one is refused. The store logs (also from its worker) what it
 * set aside, and each fault when it begins and when it ends. Its messages are in French. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arr.h"
#include "base/counter.h"
#include "base/date.h"
#include "base/err.h"

enum { STORE_FOLD_MS = 500, STORE_ID_SIZE = 37, STORE_TEXT_MAX = 128 };

struct store;

/* Who this kiosk is; the texts come from the config and are copied. */
struct store_kiosk {
    const char *name, *site, *region; /* "" where unknown */
    const char *timezone;             /* IANA name, decides where an hour starts */
    const char *departement;          /* as site; NULL too is unknown, here and below */
    const char *program, *content;    /* what it runs with: their versions */
    int keep_months;                  /* 0: unknown */
    const char *machine; /* the file of the machine's id, /etc/machine-id: see store/machine.h */
};

/* Opens the counts in folder (made if missing). now dates the set-aside file and the standing
 * stand. Never waits for SQLite: a worker opens and checks the database. Returns NULL, with a
 * message, only if another process counts into the same folder. */
struct store *store_open(const char *folder, const struct store_kiosk *kiosk, struct moment now,
                         struct err *err);

/* The kiosk's content is another from now on: soon written, by the worker. Waits for nothing. */
void store_content(struct store *store, const char *content);

/* Adds n > 0 to a counter at that wall time. item is "" for a counter without items; a longer one
 * than COUNTER_ITEM_MAX is cut. Never blocks on the disk; safe against SIGKILL once it returned.
 * (A script that fills the journal faster than any finger waits for room, a second at most.) */
void store_add(struct store *store, enum counter counter, const char *item, int n, int64_t wall);

/* Waits until everything added is committed in SQLite. False, with the message, if it cannot be. */
bool store_flush(struct store *store, struct err *err);

/* The sum over all hours and stands of this kiosk; item NULL sums every item. Flushes first; what
 * could not be flushed is added from memory. */
int64_t store_total(struct store *store, enum counter counter, const char *item);

/* The store's present fault, in a sentence, or "" when all is well: for the log and the staff
 * screen. The text is valid until the next call. */
const char *store_fault(struct store *store);

/* --- stands ---
 *
 * Outside an opened stand, counts go to a standing one that bears the kiosk's name; the first has
 * the kiosk's id. Where the kiosk is opened at another site, region or département than that one's,
 * it is closed and another begins, of the kind "hall". An opened stand stays open over a restart.
 * Each keeps the place where it was held. What was counted before a stand is opened or closed, or
 * the kiosk moved, belongs to the stand of before: the journal is folded first.
 *
 * A kiosk's id is of one machine: in another (a cloned disk) a new one begins, with a standing
 * stand of its own, and the rows of the old one stay as they are. */

struct store_stand {
    char id[STORE_ID_SIZE], kiosk_id[STORE_ID_SIZE];
    char name[STORE_TEXT_MAX], structure[STORE_TEXT_MAX], kind[16];
    char region[STORE_TEXT_MAX], departement[STORE_TEXT_MAX], site[STORE_TEXT_MAX]; /* read only */
    int64_t opened_at, closed_at; /* UTC seconds; 0: not known, or still open */
    bool open;                    /* false: the standing one */
};

enum { STORE_SUMS = -1 }; /* no hour starts then */

struct store_row {
    int64_t hour; /* UTC seconds of the start of the local hour; STORE_SUMS: all hours */
    enum counter_origin origin;
    char counter[COUNTER_NAME_MAX], item[COUNTER_ITEM_MAX];
    int64_t n;
};

struct store_rows {
    ARR(struct store_row) list;
};

/* kind: "stand", "atelier" or "affichage". A stand that is open is closed first. Longer texts than
 * STORE_TEXT_MAX are cut. Closing where none is open is fine. False, with the message, where it
 * could not be made safe on the disk: then nothing has changed. Waits for it. */
bool store_stand_open(struct store *store, const char *name, const char *structure,
                      const char *kind, int64_t wall, struct err *err);
bool store_stand_close(struct store *store, int64_t wall, struct err *err);

/* The stand that counts now or, where none is open and since is not 0, the one closed last in the
 * 24 hours from since, where there is one. Rows (may be NULL; empty it before): first its
 * sums by origin, counter, item; then the rows of the last 24 hours that counted anything, by hour.
 * Flushes first; what could not be flushed is not in them. False, with the message, where the
 * database cannot be read now. */
bool store_stand_read(struct store *store, int64_t since, struct store_stand *stand,
                      struct store_rows *rows, struct err *err);

/* Deletes what counted before that moment, as `bilan prune` would, soon and on the worker; once a
 * day is enough. Never the rows of a stand that is open; the standing one's go too. What goes is
 * logged, and so is a failure: ask again another day. An undo from after that moment outlives the
 * +1 that it takes back from before it: reports then take it off what is left, one too few. */
void store_prune(struct store *store, int64_t before);

void store_close(struct store *store); /* flushes; NULL is fine */

#endif
