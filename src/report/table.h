/* table.h: the report as `bilan show` prints it: totals only, for the coordinator's own terminal.
 *
 * Headline figures first, kiosk and staff in their own columns; then all stands together; then, if
 * there are several, each of them. Items come by falling count. Control characters in the names
 * that were read are printed as spaces. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/digest.h"

void table_write(struct str *out, const struct report *report, const struct digest *digest,
                 const struct titles *titles);

#endif
