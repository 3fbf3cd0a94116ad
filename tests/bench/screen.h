/* screen.h: the glass seen from outside: the frame buffer of Xvfb, which keeps it in a file
 * (-fbdir). Reading it costs the X server nothing. Also the finger: clicks made by XTest. */
#ifndef BENCH_SCREEN_H
#define BENCH_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

enum { SAMPLES_X = 96, SAMPLES_Y = 54, SAMPLES = SAMPLES_X * SAMPLES_Y, BARE = 0xFF00FF };

struct place {
    int x, y, w, h;
};

extern struct place screen; /* the whole of it */

void screen_open(const char *frame_buffer);

/* Everything that no window covers becomes BARE; the pointer goes to a corner. */
void screen_clear(void);

/* SAMPLES pixels 0xRRGGBB, spread evenly over the place. */
void screen_sample(struct place place, uint32_t samples[SAMPLES]);

/* A PPM picture of the screen, and the samples of one. */
void screen_save(const char *path);
void screen_load(const char *path, uint32_t samples[SAMPLES]);

/* Moves there, without a click. */
void screen_point(int x, int y);

/* Presses and releases. */
void screen_tap(void);

_Noreturn void die(const char *what, const char *which);

#endif
