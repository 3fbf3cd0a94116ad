/* chance.h: numbers at random that are the same on every machine for the same seed (SplitMix64). */
#ifndef FLOW_CHANCE_H
#define FLOW_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state; /* the seed, at first */
};

/* From 0 to n - 1; 0 where n is not more than 1. */
static inline int chance_below(struct chance *chance, int n)
{
    uint64_t z = chance->state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    z ^= z >> 31;
    return n > 1 ? (int)(z % (uint64_t)n) : 0;
}

#endif
