/* mark.h: what points at something: where one is among several, and what is meant. */
#ifndef UI_MARK_H
#define UI_MARK_H

#include "ui/widget.h"

/* Which of n is the current one, as a row of segments. */
void pen_segments(const struct pen *pen, struct rect rect, int n, int current);
/* How many of n are done. */
void pen_progress(const struct pen *pen, struct rect rect, int n, int done);

/* An outline around rect, outside it: the keypad's focus, a finger's press. */
void pen_ring(const struct pen *pen, struct rect rect);

/* The frame that shows what to touch, outside rect; wide: the beat of a hint. */
void pen_pointer(const struct pen *pen, struct rect rect, bool wide);

#endif
