#include "base/log.h"

#include <stdarg.h>

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"", "warning: ", "error: "};
    char line[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fprintf(stderr, "borne: %s%s\n", names[level], line);
}
