/* tile.h: large targets in a grid, each with a sign, a title and a line that says what one finds.
 * What has no room is left out for all of them alike: first the lines, then the signs. */
#ifndef UI_TILE_H
#define UI_TILE_H

#include "ui/widget.h"

struct tile {
    const char *title, *says;
    uint32_t icon;
    enum button_look look;
    int action, arg;
};
struct grid {
    int columns, rows, gap; /* gap in pixels */
};
/* Returns the least height. */
int pen_tiles_least(const struct pen *pen, int width, const struct tile *tiles, int n,
                    const struct grid *grid);
void pen_tiles(const struct pen *pen, struct rect box, const struct tile *tiles, int n,
               const struct grid *grid);

#endif
