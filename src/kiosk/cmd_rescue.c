/* cmd_rescue.c: `borne rescue FOLDER`: what the files set aside in a folder of counts still hold
 * goes back into its counts.db. */
#include "kiosk/setup.h"

#include "base/file.h"
#include "base/log.h"
#include "store/rescue.h"

#include <stdio.h>

static void print_line(void *context, const char *line)
{
    (void)context;
    puts(line);
}

int rescue_run(const struct options *options)
{
    struct rescue rescue = {.wall = time(NULL), .say = print_line};
    struct err err = {{0}};
    if (!file_is_folder(options->folder)) {
        log_line(LOG_ERROR, "%s : ce n’est pas un dossier", options->folder);
        return EXIT_FAULT;
    }
    if (!rescue_folder(&rescue, options->folder, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        return EXIT_FAULT;
    }
    if (rescue.files == 0) {
        printf("%s : rien n’y est mis de côté\n", options->folder);
        return 0;
    }
    printf("Comptes repris dans counts.db : %lld\n", (long long)rescue.found);
    return rescue.unread == 0 ? 0 : EXIT_FAULT;
}
