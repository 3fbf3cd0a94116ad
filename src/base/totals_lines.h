/* totals_lines.h: the lines of totals.h, as they are written and read. Of totals.c and
 * totals_read.c alone. */
#ifndef BASE_TOTALS_LINES_H
#define BASE_TOTALS_LINES_H

#include "base/totals.h"

#include <stdint.h>

enum { TOTALS_VERSION = 1, TOTALS_LINE_MAX = 76, TOTALS_CHECK_DIGITS = 8 };

#define TOTALS_COUNT_MOST INT64_C(1000000000000)
#define TOTALS_TIME_MOST  INT64_C(253402300799) /* the end of the year 9999 */

/* Before the parts' numbers; the last line's key; that of what parts share; before a theme's id. */
#define TOTALS_MAGIC   "BORNE-TOTAUX"
#define TOTALS_CHECK   "controle"
#define TOTALS_SENDING "envoi"
#define TOTALS_HEARD   "entendu-"

struct totals_text { /* a text of struct totals */
    const char *key;
    size_t offset, room;
};

struct totals_time { /* an int64_t of it */
    const char *key;
    size_t offset;
};

enum { TOTALS_IDS = 2, TOTALS_TEXTS = 10, TOTALS_TIMES = 2 };

/* The first TOTALS_IDS stand in every part. */
extern const struct totals_text totals_texts[TOTALS_TEXTS];
extern const struct totals_time totals_times[TOTALS_TIMES];

/* Returns the CRC-32 (IEEE 802.3, as in zip) of what crc was of and these bytes; crc is 0 for the
 * first. */
uint32_t totals_crc(uint32_t crc, const char *bytes, size_t n);

/* Adds text with single plain spaces between words, none at the ends, nothing unprintable, at most
 * `most` characters: what a mail program may do to spaces changes nothing. */
void totals_plain(struct str *out, const char *text, size_t n, size_t most);

#endif
