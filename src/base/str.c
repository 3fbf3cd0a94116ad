#include "base/str.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdarg.h>

static void make_room(struct str *str, size_t more)
{
    size_t need = str->n + more + 1;
    if (need <= str->room) {
        return;
    }
    size_t room = str->room ? str->room : 64;
    while (room < need) {
        room *= 2;
    }
    str->at = mem_grow(str->at, room, 1);
    str->room = room;
}

void str_add_bytes(struct str *str, const char *bytes, size_t n)
{
    make_room(str, n);
    if (n > 0) {
        memcpy(str->at + str->n, bytes, n);
    }
    str->n += n;
    str->at[str->n] = '\0';
}

void str_add(struct str *str, const char *text)
{
    str_add_bytes(str, text, strlen(text));
}

void str_addf(struct str *str, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    make_room(str, (size_t)n);
    vsnprintf(str->at + str->n, (size_t)n + 1, format, again);
    va_end(again);
    str->n += (size_t)n;
}

void str_clear(struct str *str)
{
    str->n = 0;
    if (str->at) {
        str->at[0] = '\0';
    }
}

void str_release(struct str *str)
{
    free(str->at);
    *str = (struct str){0};
}

bool str_fit(char *field, size_t room, const char *text)
{
    size_t n = strlen(text);
    size_t keep = n < room ? n : utf8_cut(text, room - 1);
    memcpy(field, text, keep);
    field[keep] = '\0';
    return keep == n;
}

bool str_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && strcmp(text + n - m, suffix) == 0;
}
