/* dump.h: a frame as text, so that two can be compared and a fault be read. */
#ifndef FLOW_DUMP_H
#define FLOW_DUMP_H

#include "ui/draw.h"

/* Adds one line for each command, zone and words, in their order. */
void draw_dump(const struct draw_list *list, struct str *out);

#endif
