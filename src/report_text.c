#include "report_text.h"

#include "report/csv.h"
#include "report/json.h"
#include "report/table.h"

bool counts_text(const struct counts_task *task, enum counts_form form, struct str *out)
{
    struct counting counting;
    counting_init(&counting, task, form != COUNTS_HTML);
    const struct report *report = &counting.report;
    str_clear(out);
    if (!counting.empty) {
        switch (form) {
        case COUNTS_TABLE:
            table_write(out, report, &counting.digest, &counting.titles);
            break;
        case COUNTS_TOTALS_JSON:
        case COUNTS_JSON:
            json_write(out, report, &counting.digest, &counting.titles, counting.about.version,
                       form == COUNTS_TOTALS_JSON);
            break;
        case COUNTS_CSV:
            csv_write(out, report, &counting.titles);
            break;
        case COUNTS_HTML:
            html_write(out, &counting.digest, &counting.titles, &counting.about);
        }
    }
    bool good = counting.good;
    counting_release(&counting);
    return good;
}
