#include "report_text.h"

#include "report/xlsx.h"

bool counts_workbook(const struct counts_task *task, const char *path)
{
    struct counting counting;
    struct err err = {{0}};
    counting_init(&counting, task, true);
    bool good = counting.good;
    if (!counting.empty && !xlsx_write(path, &counting.report, &counting.digest, &counting.titles,
                                       &counting.about, &err)) {
        task->say(task->context, err.text);
        good = false;
    }
    counting_release(&counting);
    return good;
}
