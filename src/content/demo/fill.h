/* fill.h: what fill.c answers beside demo_fill() and demo_holds() (demo_play.h). Inside content/
 * only. */
#ifndef CONTENT_DEMO_FILL_H
#define CONTENT_DEMO_FILL_H

#include "content/demo_play.h"

enum { DEMO_FILL_MAX = 4096, DEMO_NESTING_MAX = 3 };

/* Fills in as demo_fill() does, into out of room bytes, cut at a whole character where it is too
 * long. plain: a day stays the number it is. */
void demo_fill_into(const struct demo_play *play, char *out, size_t room, const char *text,
                    int item, bool plain);

/* Answers as demo_holds() does a condition of a list's widget: what is compared is a field of item,
 * {names} are those of outer. */
bool demo_keeps(const struct demo_play *play, const char *condition, int item, int outer);

#endif
