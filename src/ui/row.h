/* row.h: a line of a list: a sign or a small drawing, a title, a second line, a tag, and at its end
 * what a touch leads to. Pixels only: the zone is the caller's. */
#ifndef UI_ROW_H
#define UI_ROW_H

#include "ui/widget.h"

enum row_ground { ROW_BARE, ROW_PAPER, ROW_PALE };
enum row_end { ROW_ENDS, ROW_LEADS, ROW_OFF, ROW_ON }; /* leads on; a switch */
struct row {
    const char *title, *says, *mark; /* says, mark: "" or NULL for none */
    const char *picture;             /* its path; NULL for none */
    uint32_t icon;
    enum row_ground ground;
    enum row_end end;
    enum text_role role, small; /* of the title; of the rest */
    bool disc;                  /* the sign stands large on a disc */
};
int pen_row_height(const struct pen *pen, int width, const struct row *row);
void pen_row(const struct pen *pen, struct rect rect, const struct row *row);

#endif
