/* report_text.h: the counts of SOURCEs (counting.h) as the file whose ending is asked for. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "counting.h"

enum counts_form { COUNTS_TABLE, COUNTS_TOTALS_JSON, COUNTS_CSV, COUNTS_JSON, COUNTS_HTML };

/* The report as text. False if a SOURCE was bad or nothing could be read, said: out is then what
 * could be made of the rest, or empty. */
bool counts_text(const struct counts_task *task, enum counts_form form, struct str *out);

/* The report as a workbook at path; only in `bilan`. */
bool counts_workbook(const struct counts_task *task, const char *path);

#endif
