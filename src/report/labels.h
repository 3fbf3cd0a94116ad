/* labels.h: the French words that every form of the report shares. */
#ifndef REPORT_LABELS_H
#define REPORT_LABELS_H

#include "report/report.h"

/* Adds text with every bad byte as U+FFFD; one_line makes control characters spaces too, for what
 * goes to a terminal. */
void words_clean(struct str *out, const char *text, bool one_line);

/* The counter's French label, or its own name where this programme does not know it. */
const char *words_counter(const struct report_line *line);

/* The line's title, NULL where there is none. An undo's is "annulé", that of counts of
 * which no item is told (a QR of totals) "sans détail". */
const char *words_title(const struct report_line *line, const struct titles *titles);

/* Adds "item – title", the item alone, "annulé", "sans détail", or nothing for a counter
 * without items. */
void words_detail(struct str *out, const struct report_line *line, const struct titles *titles);

/* "" for a month that there is none. */
const char *words_month(struct date date, bool whole_word); /* novembre, nov. */
void words_day(char out[DATE_TEXT_MAX], struct date day);   /* 21/11/2026 */

/* "2026-11-21 09:00" in the kiosk's zone; "" for 0. */
void words_time(char out[DATE_TEXT_MAX], const struct source_stand *stand, int64_t wall);

/* "2026-11-21 10h", and its value as it may be shared: the number, or "moins de 5" for every hour
 * that is hidden, the one hidden with it included. */
void words_hour(char out[DATE_TEXT_MAX], const struct report_hour *hour);
void words_hour_value(char out[DATE_TEXT_MAX], const struct report_hour *hour);

#endif
