/* html.h: the report as one page to show a director: self-contained (no script, nothing from
 * outside), French, read by keyboard and screen reader, printed on A4. Charts are inline SVG, each
 * with its table of the same figures. What the kiosk counted and what the staff entered stand in
 * separate columns and are never added. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/digest.h"

struct html_about {
    const char *version;        /* of bilan */
    struct date_time made;      /* when, local; year 0: not said */
    const char *const *remarks; /* oddities of the SOURCEs, French sentences */
    size_t remark_count;
};

void html_write(struct str *out, const struct digest *digest, const struct titles *titles,
                const struct html_about *about);

#endif
