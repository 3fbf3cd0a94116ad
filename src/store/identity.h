/* identity.h: which of a database's kiosks counts here, and what its rows say of it: the kiosk's
 * own, and its standing stand's. Of the ledger alone. */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "store/machine.h"
#include "store/schema.h"

struct identity {
    const char *name; /* NULL: the rows that are there stay as they are, and the rest is not told */
    const char *site, *region, *timezone, *departement; /* "" where unknown */
    const char *program, *content;
    int keep_months;     /* 0: unknown */
    int64_t now;         /* when a standing stand opens, if one begins */
    const char *folder;  /* where the machine is told (machine.h) */
    const char *machine; /* the file of the machine's id; "": none */
};

/* Finds the kiosk that the folder names, else the only one there is; id is "" where there is none
 * yet. FOREIGN, with the reason: there are several, and none is its own (a merged database is good,
 * but nobody's). BLOCKED: it cannot be told now. */
enum schema_verdict identity_find(sqlite3 *db, const struct identity *who, struct machine *machine,
                                  char id[SCHEMA_ID_SIZE], struct err *why);

/* Writes who it is, inside a transaction. Where the machine is another than the kiosk's, id becomes
 * a new kiosk's; where the kiosk was moved, a new standing stand begins. False: SQLite's error is
 * on db. */
bool identity_write(sqlite3 *db, const struct identity *who, const struct machine *machine,
                    char id[SCHEMA_ID_SIZE]);

/* The content of the kiosk is another; as identity_write(). */
bool identity_content(sqlite3 *db, const char *id, const char *content);

/* Once that is committed: tells the folder. Where it cannot be told the kiosk counts all the same,
 * and it is tried again at the next opening. */
void identity_keep(const struct identity *who, const struct machine *machine, const char *id);

#endif
