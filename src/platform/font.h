/* font.h: the packaged letters, measured and drawn with SDL_ttf (FreeType, HarfBuzz).
 *
 * Faces come from Debian packages (fonts-sil-andika, fonts-noto-core,
 * fonts-material-design-icons-iconfont). A missing file is no end: its texts use another face, and
 * the log says which package to install. A face is opened when it is first used. One thread only
 * (the caller's). No SDL_Init needed. */
#ifndef PLATFORM_FONT_H
#define PLATFORM_FONT_H

#include "ui/text.h"

struct font_set;
struct SDL_Surface;

/* Opens a set, whatever the machine lacks: missing faces are logged. With no font at all (logged
 * too) texts are drawn in letters of last resort (strokes.h). */
struct font_set *font_open(void);

/* Closes the set; NULL is fine. */
void font_close(struct font_set *fonts);

/* Returns what the core measures with, valid as long as fonts. A measured width is the drawn one.
 */
const struct text_fonts *font_measure(struct font_set *fonts);

/* Returns a run drawn as 8-bit coverage (0: nothing, 255: all of the colour), whatever its colour;
 * it is kept in a bounded cache and valid until the next call. *rise is how many pixels its first
 * row lies above the line box, for marks taller than the face. NULL where there is nothing to draw.
 */
const struct SDL_Surface *font_run(struct font_set *fonts, const struct draw_command *run,
                                   int *rise);

#endif
