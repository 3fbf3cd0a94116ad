/* output.h: the screens there are, and the one the kiosk is shown on. Nothing here asks the system.
 */
#ifndef PLATFORM_OUTPUT_H
#define PLATFORM_OUTPUT_H

#include "ui/rect.h"

#include <stdbool.h>
#include <stddef.h>

enum { OUTPUTS_MAX = 16, OUTPUT_NAME_MAX = 64 };

struct output {
    char name[OUTPUT_NAME_MAX]; /* as the system calls it: "HDMI-1" */
    struct rect rect;           /* pixels, on the desktop all screens share */
    bool primary;
};

struct outputs {
    struct output at[OUTPUTS_MAX];
    int n;
};

/* Returns the index of the screen of that name, whatever the case, or of that number, from 1.
 * Returns -1 where there is none; with "" the primary one, else the first, or -1 with none at all.
 */
int output_find(const struct outputs *outputs, const char *wanted);

/* Writes "1 : HDMI-1 (1920x1080), 2 : DP-1 (1080x1920)" into text, cut at room bytes. */
void output_list(const struct outputs *outputs, char *text, size_t room);

#endif
