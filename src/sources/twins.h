/* twins.h: two machines that count under one kiosk's id, found by their pulls.
 *
 * A kiosk only ever adds, so of two pulls of it the later holds every row of the earlier, but for
 * those that were too old to be kept. Where neither holds the other's, two machines count (a disk
 * was cloned): of a row that both have, only the larger is told. */
#ifndef SOURCES_TWINS_H
#define SOURCES_TWINS_H

#include "sources/gather.h"

/* Adds a fault for each kiosk of which that is so, counted in the source's twins. Before the kiosks
 * are put in order. */
void twins_find(struct gather *gather);

#endif
