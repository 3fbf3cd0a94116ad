#include "base/mem.h"

static void *there(void *memory)
{
    if (!memory) {
        fputs("borne: out of memory\n", stderr);
        abort();
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
