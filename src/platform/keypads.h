/* keypads.h: under X11, only the keyboards that the owner names may act.
 *
 * The device of a key is known to nobody but X's input extension, and SDL does not tell it. So each
 * keyboard that is not named is grabbed, by a connection and a thread of ours: what it sends
 * reaches nobody. One that is plugged in later is grabbed in its turn; all are given back when the
 * connection ends, however that comes. Under Wayland no program is told of devices. */
#ifndef PLATFORM_KEYPADS_H
#define PLATFORM_KEYPADS_H

#include "base/err.h"
#include "base/str.h"

enum { KEYPADS_MAX = 8, KEYPAD_NAME_MAX = 128 };

struct keypads;

/* Keeps every keyboard but those of the n names (as in `xinput list`) from acting, until
 * keypads_close(). names are copied. A display must be in use: call it after window_open(). Returns
 * NULL, with the message, where the devices cannot be told apart: then all act. */
struct keypads *keypads_open(const char names[][KEYPAD_NAME_MAX], int n, struct err *err);

/* Gives them back; NULL is fine. */
void keypads_close(struct keypads *keypads);

/* Adds the names of the keyboards of the X display of the environment to list, as « A », « B ».
 * Returns how many of the n names are among them; -1, with the message, where that is not known. */
int keypads_there(const char names[][KEYPAD_NAME_MAX], int n, struct str *list, struct err *err);

#endif
