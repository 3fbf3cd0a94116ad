#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>

bool err_set(struct err *err, const char *format, ...)
{
    if (!err) {
        return false;
    }
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    if (n >= (int)sizeof err->text) {
        static const char ellipsis[] = "…";
        size_t end = utf8_cut(err->text, sizeof err->text - sizeof ellipsis);
        memcpy(err->text + end, ellipsis, sizeof ellipsis);
    }
    return false;
}
