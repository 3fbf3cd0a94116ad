#include "base/mem.h"

#include <errno.h>
#include <unistd.h>

_Noreturn void mem_give_up(void)
{
    fprintf(stderr, "%s: plus de mémoire\n", program_invocation_short_name);
    _exit(EXIT_FAILURE);
}

static void *there(void *memory)
{
    if (!memory) {
        mem_give_up();
    }
    return memory;
}

void *mem_alloc(size_t size)
{
    return there(calloc(1, size ? size : 1));
}

void *mem_grow(void *old, size_t count, size_t size)
{
    return there(reallocarray(old, count ? count : 1, size ? size : 1));
}

char *mem_copy(const char *text, size_t n)
{
    char *copy = mem_alloc(n + 1);
    if (n > 0) {
        memcpy(copy, text, n);
    }
    return copy;
}
