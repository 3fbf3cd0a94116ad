/* rescue.h: what the files set aside in a folder of counts still hold, put back into its counts.db,
 * while no kiosk runs there. Nothing is counted twice, however often it is done. */
#ifndef STORE_RESCUE_H
#define STORE_RESCUE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct rescue {
    int64_t wall;                                 /* now */
    void (*say)(void *context, const char *line); /* one line of French for each file */
    void *context;
    int files;     /* that were looked at */
    int unread;    /* of them, those that are not sound */
    int64_t found; /* counts put back */
};

/* Databases are merged as the kiosk does it (aside.h), of damaged ones what can still be read. What
 * a journal holds goes to a stand that bears its name. False, with the message: a kiosk counts
 * there, or its counts.db cannot be used. */
bool rescue_folder(struct rescue *rescue, const char *folder, struct err *err);

#endif
