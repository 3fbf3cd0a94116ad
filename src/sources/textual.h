/* textual.h: SOURCEs that are the saved text of a QR of totals (base/totals.h).
 *
 * The parts of one telling of a stand come together from one text or several. Where a stand was
 * told more than once, one telling that is whole counts, never a mix: the one closed last; of those
 * the one in which the kiosk, whose counts only grow, has counted most; then the larger. Parts from
 * before parts said which telling they are of are all taken for one. */
#ifndef SOURCES_TEXTUAL_H
#define SOURCES_TEXTUAL_H

#include "sources/gather.h"

/* Takes the totals of a text (UTF-8, or UTF-16 with its mark), or with no_texts leaves them out
 * with a remark. False where it holds none, which is a fault of a text that was named itself and a
 * remark of one met in a folder (in_folder). Parts that are cut or changed are faults, and so is a
 * text that cannot be read or is larger than 4 MiB. */
bool textual_read(struct gather *gather, const char *path, bool in_folder);

/* When all SOURCEs are read: counts the stands that are whole and that no database holds. */
void textual_count(struct gather *gather);

#endif
