/* scratch.h: a private folder for a moment, because SQLite reads a path: in TMPDIR or in memory
 * rather than on the disk, which may be full. What a program that was killed left there goes at the
 * next one. */
#ifndef KIOSK_SCRATCH_H
#define KIOSK_SCRATCH_H

#include "base/file.h"
#include "stick/parcel.h"

/* Makes the folder and writes the files into it, in the first place that has room for them. */
bool scratch_lay(char folder[FILE_PATH_MAX], const struct parcel_file *files, size_t count,
                 struct err *err);

/* Removes it with all that is in it; "": nothing to do. */
void scratch_remove(char folder[FILE_PATH_MAX]);

#endif
