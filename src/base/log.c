#include "base/log.h"

#include <stdarg.h>

static void (*log_listener)(void *context, enum log_level level, const char *line);
static void *log_context;

void log_listen(void (*listener)(void *context, enum log_level level, const char *line),
                void *context)
{
    log_listener = listener;
    log_context = context;
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"", "warning: ", "error: "};
    char line[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (log_listener) {
        log_listener(log_context, level, line);
        return;
    }
    fprintf(stderr, "borne: %s%s\n", names[level], line);
}
