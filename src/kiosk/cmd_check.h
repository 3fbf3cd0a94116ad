/* cmd_check.h: what `borne check` says of a content, for those who must know before they use it. */
#ifndef KIOSK_CMD_CHECK_H
#define KIOSK_CMD_CHECK_H

#include "kiosk/setup.h"

/* Adds every problem of the content in folder, in all its languages, and sorts problems; pictures
 * are decoded and texts measured for the screen of config. */
void check_all(const char *folder, const struct config *config, struct problems *problems);

#endif
