/* bilan_memory.c: in bilan, memory that no library got either ends the program (base/mem.h): what
 * is made there is whole or not made. libxlsxwriter follows the pointer it did not get, or leaves
 * out what it was for and says nothing; SQLite, libyaml and the C library's time zones each have a
 * way of their own. Not in the kiosk, where a picture too big for the machine is no reason to end.
 */
#include "base/mem.h"

#include <dlfcn.h>
#include <stdint.h>

/* The one behind this one: the C library's, a sanitizer's, or that of a test that has it fail. */
static void *behind(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        abort(); /* no C library */
    }
    return found;
}

/* A size that nobody has is refused as ever: that is a question, not a shortage. */
static void *there(void *memory, size_t size)
{
    if (!memory && size > 0 && size < PTRDIFF_MAX) {
        mem_give_up();
    }
    return memory;
}

#define BEHIND(name)                                                                               \
    static __typeof__(&(name)) next;                                                               \
    if (!next) {                                                                                   \
        *(void **)&next = behind(#name);                                                           \
    }

void *malloc(size_t size)
{
    BEHIND(malloc)
    return there(next(size), size);
}

void *calloc(size_t count, size_t size)
{
    size_t all = 0;
    BEHIND(calloc)
    void *memory = next(count, size);
    return __builtin_mul_overflow(count, size, &all) ? memory : there(memory, all);
}

void *realloc(void *old, size_t size)
{
    BEHIND(realloc)
    return there(next(old, size), size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    size_t all = 0;
    BEHIND(reallocarray)
    void *memory = next(old, count, size);
    return __builtin_mul_overflow(count, size, &all) ? memory : there(memory, all);
}
