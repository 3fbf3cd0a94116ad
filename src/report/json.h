/* json.h: the report for another program. UTF-8, the keys in this order, the same bytes for the
 * same counts. "format" grows by one if a key is ever renamed or removed; keys may be added.
 *
 *     {"format": 1,
 *      "program": {"name": "bilan", "version": "…"},
 *      "filters": {"stand": null or "name", "from": null or "2026-11-21", "to": null or …},
 *      "totals":  {"kiosk": [COUNTER…], "staff": [COUNTER…]},        all stands together
 *      "stands":  [{"id", "name", "structure", "kind", "opened", "closed", "totals_only",
 *                   "region", "departement", "site",                 where it was held
 *                   "kiosk": {"id", "name", "site", "region", "timezone", "departement",
 *                             "program", "content", "keep_months"},  these: null where not known
 *                   "totals": {"kiosk": [COUNTER…], "staff": [COUNTER…]}}…]}
 *
 *     COUNTER  {"counter": "faq.opened", "label": "Questions ouvertes", "total": 12,
 *               "items": [{"item": "arnaque", "title": null or "…", "total": 12,
 *                          "days":  [{"day": "2026-11-21", "total": 12}…],
 *                          "hours": [{"hour": "2026-11-21 10h", "n": 7 or "moins de 5"}…]}…]}
 *
 * "totals" have a third list, "late", where the staff noted anything late: theirs too, beside
 * "staff", with days but in no hour.
 *
 * "opened" and "closed" are local, "2026-11-21 09:00", or null. "totals_only" is true for a stand
 * known by a QR of totals alone, which has no days and no hours. A counter without items has the
 * one item "". Staff corrections of a counter with several items are its item "undone", negative.
 * "days" and "hours" are in the other stands only, and not where totals alone are asked for. Hours
 * are shared: small ones read "moins de 5" (report.h). */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "report/digest.h"

void json_write(struct str *out, const struct report *report, const struct digest *digest,
                const struct titles *titles, const char *version, bool totals_only);

#endif
