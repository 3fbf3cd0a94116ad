/* arr.h: a growing array, as a struct any file can declare: `ARR(struct zone) zones;`.
 *
 * All zero is an empty array. Items move when it grows: keep indexes, not pointers. */
#ifndef BASE_ARR_H
#define BASE_ARR_H

#include "base/mem.h"

#include <stdlib.h>

#define ARR(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t n, room;                                                                            \
    }

/* Adds one item, a value or a compound literal, at the end. */
#define arr_push(arr, ...)                                                                         \
    ((arr)->n == (arr)->room                                                                       \
         ? (void)((arr)->room = (arr)->room ? (arr)->room * 2 : 8,                                 \
                  (arr)->at = mem_grow((arr)->at, (arr)->room, sizeof *(arr)->at))                 \
         : (void)0,                                                                                \
     (arr)->at[(arr)->n++] = (__VA_ARGS__))

/* Gives the memory back; the array is then empty and may be used again. */
#define arr_release(arr) (free((arr)->at), (arr)->at = NULL, (arr)->n = 0, (arr)->room = 0)

#endif
