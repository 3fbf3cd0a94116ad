/* csv.h: the report as a spreadsheet opens it: UTF-8 with BOM, ';', CRLF, in French.
 *
 *     evenement;structure;region;borne;debut;fin;origine;indicateur;detail;tranche;valeur
 *
 * One row per stand, origin, counter, item and tranche: "total", then each day "2026-11-21"
 * followed by its hours "2026-11-21 10h"; a stand known by a QR of totals alone has no days and no
 * hours. A counter with items has one row per item and none for
 * their sum, so that the rows of one tranche may be added; what the staff took back of such a
 * counter is its row "annulé", negative. Hours are shared: small ones read
 * "moins de 5" (report.h). debut and fin are local, empty where not known.
 *
 * Texts that a spreadsheet would read as a formula get a leading apostrophe; fields are quoted as
 * in RFC 4180 where they hold a separator, a quote or a line's end. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "report/report.h"

void csv_write(struct str *out, const struct report *report, const struct titles *titles);

#endif
