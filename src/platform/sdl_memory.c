/* sdl_memory.c: small memory that SDL, its pictures or its letters did not get ends the program
 * (base/mem.h): what reads drawings there follows the pointer all the same. What is as large as a
 * picture is refused as ever, and told by who asked. */
#include "base/mem.h"

#include <SDL.h>

enum { LARGE = 1024 * 1024 };

static void *there(void *memory, size_t size)
{
    if (!memory && size > 0 && size < LARGE) {
        mem_give_up();
    }
    return memory;
}

static void *get(size_t size)
{
    return there(malloc(size), size);
}

static void *get_clear(size_t count, size_t size)
{
    size_t all = 0;
    void *memory = calloc(count, size);
    return __builtin_mul_overflow(count, size, &all) ? memory : there(memory, all);
}

static void *get_moved(void *old, size_t size)
{
    return there(realloc(old, size), size);
}

/* Before SDL asks for its first. */
__attribute__((constructor)) static void begin(void)
{
    SDL_SetMemoryFunctions(get, get_clear, get_moved, free);
}
