/* loop.h: a slide as the loop shows it, for those who show one elsewhere. */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include "app/service.h"

/* Draws the slide over a foot of the height that foot() gives for its width; returns the foot's
 * place. */
struct rect loop_draw_slide(const struct pen *pen, const struct slide *slide,
                            int (*foot)(const struct app *app, const struct pen *pen, int width),
                            const struct app *app);

#endif
