/* machine.h: whether a data folder is still in the machine that counted into it.
 *
 * DATA/machine holds three lines: a random salt, the salted hash of /etc/machine-id, and the id of
 * the kiosk that counts here. A disk that was cloned comes up in a machine of another id: two
 * machines must not count as one kiosk. The hash tells the machine to nobody. */
#ifndef STORE_MACHINE_H
#define STORE_MACHINE_H

#include "base/err.h"
#include "base/str.h"
#include "store/schema.h"

#define MACHINE_ID "/etc/machine-id"

enum machine_is {
    MACHINE_UNTOLD, /* no machine-id here, or no word yet of which machine it was */
    MACHINE_SAME,
    MACHINE_OTHER,
};

struct machine {
    enum machine_is is;
    char kiosk[SCHEMA_ID_SIZE]; /* the one that the file names; "": none */
};

/* Reads the file in folder and holds it against the machine-id at id_path ("": none is known).
 * False where the disk does not answer: ask again later. */
bool machine_read(struct machine *machine, const char *folder, const char *id_path,
                  struct err *err);

/* Writes that this kiosk counts in this machine, whole or not at all; nothing where the machine has
 * no id, or where just that was read. */
bool machine_write(const struct machine *machine, const char *folder, const char *id_path,
                   const char *kiosk, struct err *err);

/* The same three lines, added to text; false where the machine has no id. */
bool machine_make(const char *id_path, const char *kiosk, struct str *text);

#endif
