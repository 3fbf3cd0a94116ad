/* xlsx.h: the report as a workbook (libxlsxwriter): Synthèse, Stands, Heures, Compteurs; French
 * headers, number formats, frozen panes, native charts. Hours are shared: small ones read "moins de
 * 5" (report.h). A sheet that would pass Excel's 1 048 576 rows says what it leaves out. */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "report/digest.h"
#include "report/html.h"

/* Replaces path in one step or not at all. False, with the message (French). */
bool xlsx_write(const char *path, const struct report *report, const struct digest *digest,
                const struct titles *titles, const struct html_about *about, struct err *err);

#endif
