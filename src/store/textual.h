/* textual.h: SOURCEs that are the saved text of a QR of totals (base/totals.h).
 *
 * The parts of a stand come together from one text or several. Where a stand was told more than
 * once, the whole telling that was closed last counts; of several at one time, or cut into as many
 * parts (a part does not say which telling it is of), the larger of each count. */
#ifndef STORE_TEXTUAL_H
#define STORE_TEXTUAL_H

#include "store/gather.h"

/* Takes the totals of a text. False where it holds none, which is a fault only of a text that was
 * named itself (found in a folder: false). Parts that are cut or changed are faults. */
bool textual_read(struct gather *gather, const char *path, bool in_folder);

/* When all SOURCEs are read: counts the stands that are whole and that no database holds. */
void textual_count(struct gather *gather);

#endif
