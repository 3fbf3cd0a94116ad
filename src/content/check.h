/* check.h: all of a content against the outside world and against itself. */
#ifndef CONTENT_CHECK_H
#define CONTENT_CHECK_H

#include "content/content.h"

/* Reads folder in every language it lists and reports every problem, sorted. */
void check_content(const char *folder, const struct content_world *world,
                   struct problems *problems);

#endif
