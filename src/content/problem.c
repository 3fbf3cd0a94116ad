#include "content/problem.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdarg.h>

/* What a file says must neither break the line of a message nor drive the terminal. */
static const char *plain(struct arena *arena, const char *text)
{
    struct str out = {0};
    size_t n = strlen(text);
    for (size_t i = 0, length; i < n; i += length) {
        char bytes[4];
        uint32_t code = utf8_read(text + i, n - i, &length);
        str_add_bytes(&out, bytes, utf8_write(utf8_is_control(code) ? ' ' : code, bytes));
    }
    char *copy = arena_string(arena, str_text(&out));
    str_release(&out);
    return copy;
}

void problem_add(struct problems *problems, const char *file, int line, const char *format, ...)
{
    if (problems->list.n >= PROBLEMS_MAX) {
        return;
    }
    char message[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (n >= (int)sizeof message) {
        static const char ellipsis[] = "…";
        size_t end = utf8_cut(message, sizeof message - sizeof ellipsis);
        memcpy(message + end, ellipsis, sizeof ellipsis);
    }
    struct arena *arena = &problems->arena;
    arr_push(&problems->list, (struct problem){.file = plain(arena, file),
                                               .line = line > 0 ? line : 1,
                                               .message = plain(arena, message)});
}

static int by_place(const void *a, const void *b)
{
    const struct problem *one = a, *other = b;
    int order = strcmp(one->file, other->file);
    if (order != 0) {
        return order;
    }
    return one->line != other->line ? one->line - other->line
                                    : strcmp(one->message, other->message);
}

void problems_sort(struct problems *problems)
{
    size_t n = problems->list.n, kept = 0;
    struct problem *at = problems->list.at;
    if (n == 0) {
        return;
    }
    qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || by_place(&at[kept - 1], &at[i]) != 0) {
            at[kept++] = at[i];
        }
    }
    problems->list.n = kept;
}

void problems_release(struct problems *problems)
{
    arr_release(&problems->list);
    arena_release(&problems->arena);
}
