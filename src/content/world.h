/* world.h: single fields of the content against the outside world and against itself. */
#ifndef CONTENT_WORLD_H
#define CONTENT_WORLD_H

#include "content/readers.h"

/* Each reports what is wrong and returns whether all is right. */

/* Every character of text has a glyph in some font, and none is a control. */
bool check_text(const struct content_world *world, const char *file, int line, const char *text,
                struct problems *problems);

/* The address may stand in a QR code: https:, tel: or mailto:, printable ASCII, not too dense. */
bool check_address(const struct content_world *world, const char *file, int line,
                   const char *address, struct problems *problems);

/* The picture, named from the content's folder, is a file inside it that can be drawn. Makes
 * *picture a path that can be opened. */
bool check_picture(struct content *content, const struct content_world *world, const char *file,
                   int line, const char **picture, struct problems *problems);

/* Texts, picture and target of a slide just parsed. Makes slide->picture a path that can be
 * opened. */
bool check_slide(struct content *content, const struct content_world *world, struct slide *slide,
                 const struct slide_place *place, struct problems *problems);

#endif
