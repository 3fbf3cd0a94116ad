/* french.h: the small rules of French typesetting that nobody types. */
#ifndef CONTENT_FRENCH_H
#define CONTENT_FRENCH_H

#include "base/arena.h"

/* A copy of text where a plain space before : ; ! ? » and one after « do not break, and a straight
 * apostrophe between two letters is ’. A space that is missing is not added: addresses and hours
 * stay as they are. */
char *french_spaces(struct arena *arena, const char *text, size_t n);

#endif
