/* aside.h: files of counts set aside, "counts-DATE.aside.db" with its -wal, "….aside.journal":
 * never deleted, looked at again later, and merged back where they prove sound. Paths are shorter
 * than FILE_PATH_MAX. */
#ifndef STORE_ASIDE_H
#define STORE_ASIDE_H

#include "base/arr.h"
#include "base/err.h"
#include "base/file.h"
#include "store/identity.h"
#include "store/schema.h"

/* Renames a database and what lies beside it to aside (or aside-2, -3…), and logs why. */
bool aside_put(const char *path, const char *aside, const char *why, struct err *err);

/* As schema_examine() and identity_find(), of a private copy of the database at path, all of which
 * was read without an error: where it cannot be copied the verdict is BLOCKED. deep: its index is
 * held against its rows too. why is set unless OURS or BLANK. */
enum schema_verdict aside_examine_copy(const char *path, const struct identity *who, bool deep,
                                       struct err *why);

enum aside_kind { ASIDE_DATABASE, ASIDE_JOURNAL };

struct aside_file {
    char path[FILE_PATH_MAX];
    enum aside_kind kind;
};
struct aside_files {
    ARR(struct aside_file) list; /* by name */
};

/* Adds those in the folder; release the list. */
void aside_find(const char *folder, struct aside_files *files);

/* Merges a database set aside into db, the one of that kiosk id: stands are that kiosk's from now
 * on, of two n of one row the larger counts, a stand left open stays open unless another is; the
 * aside's own standing stand is closed at wall. All or nothing; then the file is renamed to
 * "….merged.db". *gained: by how much the sum of all n grew. False: it is not sound, holds several
 * kiosks, or cannot be merged now. damaged_too: of one that is not sound, what can still be read is
 * merged as well, as often as one likes, and it stays where it is. */
bool aside_merge(sqlite3 *db, const char *kiosk, const char *path, int64_t wall, bool damaged_too,
                 int64_t *gained, struct err *err);

/* Renames "….aside.ENDING" to "….merged.ENDING": it is not looked at again. */
bool aside_retire(const char *path, struct err *err);

#endif
