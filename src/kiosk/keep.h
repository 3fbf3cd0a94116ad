/* keep.h: files put into the folder of a kiosk's counts while no kiosk runs there; what they
 * replace is kept beside them, under a dated name with ".before": not ".aside", which a kiosk takes
 * back by itself (store/aside.h). Each file appears whole or not at
 * all, synced, and belongs to the folder's owner: root at a console must not lock the kiosk's own
 * user out. */
#ifndef KIOSK_KEEP_H
#define KIOSK_KEEP_H

#include "base/file.h"

struct keep {
    const char *data, *zone; /* the folder; the time zone of the names */
    int64_t wall;            /* UTC seconds, of the names */
    int lock;                /* the open counts.journal */
};

/* Makes the folder where it is not there; it and those above that had to be made belong to the
 * owner of the first that was there. */
bool keep_make_folder(const char *data, struct err *err);

/* Keeps every kiosk out of the folder until keep_unlock(). False where one runs there, or the
 * folder cannot be written. */
bool keep_lock(struct keep *keep, struct err *err);

/* Empties the journal: what it held is in the database, and the next database is another. */
bool keep_empty_journal(struct keep *keep, struct err *err);
void keep_unlock(struct keep *keep);

/* Writes the file. secret: for its owner alone. */
bool keep_put(const struct keep *keep, const char *name, const struct str *bytes, bool secret,
              struct err *err);

/* Writes a copy beside, under the name STEM-DATE.before.ENDING, or with -2, -3… where that is
 * taken, and tells the name. */
bool keep_aside(const struct keep *keep, char name[FILE_PATH_MAX], const char *stem,
                const char *ending, const struct str *bytes, bool secret, struct err *err);

#endif
