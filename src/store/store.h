/* store.h: the counts of one kiosk, in DATA/counts.db, safe before the glass answers.
 *
 * store_add() is the only call on the way of a touch and never waits for the disk: it adds 1 into a
 * small memory-mapped journal (DATA/counts.journal), which outlives a killed process. The store's
 * worker folds the journal into SQLite (WAL, synchronous=FULL) at most STORE_FOLD_MS later, so a
 * power cut loses at most the last second. What a dead process left is folded at the next open.
 *
 * Where the folder cannot be used the store still opens and counts in memory; store_fault() says
 * why. A damaged or foreign counts.db is set aside as counts-DATE.aside.db, never deleted, told
 * (store_remarks) and merged back if it proves sound. Files deleted, cut or replaced while counting
 * are made again. All of it mends by itself: a full, locked or failing disk is tried again. After
 * three quiet seconds, and at a stand's end, counts.db holds all, without its -wal.
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
    const char *name;          /* "" where unknown; NULL: what is written of it stays as it is */
    const char *site, *region; /* "" where unknown */
    const char *timezone;      /* IANA name, decides where an hour starts */
    const char *departement;   /* as site; NULL too is unknown, here and below */
    const char *program, *content; /* what it runs with: their versions */
    int keep_months;               /* 0: unknown */
    const char *machine; /* the file of the machine's id, /etc/machine-id: see store/machine.h */
};

/* Opens the counts in folder (made if missing). now dates the set-aside file and the standing
 * stand. Never waits for SQLite: a worker opens and checks the database. Returns NULL, with a
 * message, if another process counts into the same folder, or there is no memory for a store. */
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

/* What has happened to the files of the counts, in sentences, or "": what is set aside, what was
 * made again. Valid until the next call. */
const char *store_remarks(struct store *store);

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

/* What the worker tells of the stands: of an opening, a closing, or a look. */
struct store_answer {
    bool saved;       /* all that was counted before is in the database */
    bool changed;     /* it answers an opening or a closing */
    struct err fault; /* of it: why nothing has changed; "" where it is safe on the disk */
    bool read;        /* the database could be read; else why not */
    struct err why;
    struct store_stand stand; /* that counts now */
    struct store_stand
        closed; /* the one closed last in the 24 hours from since, where none is open */
    struct store_rows rows,
        closed_rows; /* of each: first its sums by origin, counter, item; then the
                      * rows of the last 24 hours that counted anything, by hour */
};

/* Ask for a stand to be opened (kind: "stand", "atelier" or "affichage"; one that is open is closed
 * first), or closed (where none is open that is fine), and return at once: the worker does it in
 * one transaction, and store_take() has the answer. What was added before this call is of the stand
 * of before; what is added after it, of the next, unless the change fails: then of the one that
 * stays. Longer texts than STORE_TEXT_MAX are cut. False: another change is still being made. */
bool store_stand_open(struct store *store, const char *name, const char *structure,
                      const char *kind, int64_t wall);
bool store_stand_close(struct store *store, int64_t wall);

/* Asks for a look at the stand that counts now and, where none is open and since is not 0, at the
 * one closed last since then. Returns at once; everything added so far is saved first, where it can
 * be. */
void store_look(struct store *store, int64_t since);

/* Takes the answer that came since the last call. False: none. Release it. Never waits; after
 * store_flush() the answer of what was asked before it is there. */
bool store_take(struct store *store, struct store_answer *answer);
void store_answer_release(struct store_answer *answer);

/* Deletes what counted before that moment, as `bilan prune` would, soon and on the worker; once a
 * day is enough. Never the rows of a stand that is open; the standing one's go too. What goes is
 * logged, and so is a failure: ask again another day. An undo from after that moment outlives the
 * +1 that it takes back from before it: reports then take it off what is left, one too few. */
void store_prune(struct store *store, int64_t before);

void store_close(struct store *store); /* flushes; NULL is fine */

#endif
