/* setting.h: what a path and a name in the settings must be, whatever the machine. A path is never
 * expanded: who starts the kiosk, and where from, would change what it means. */
#ifndef CONTENT_SETTING_H
#define CONTENT_SETTING_H

#include <stdbool.h>

/* Returns what is wrong with the path and how to mend it (French, static), or NULL. whole: it must
 * begin at "/"; else it may be relative, as on a command line, but is still no ~, no variable. An
 * empty one is a fault. */
const char *setting_path_fault(const char *path, bool whole);

/* Cuts the blanks of any kind off both ends, in place. */
void setting_trim(char *text);

/* Returns true if people would read both as one name: case, accents, blanks and the kind of
 * apostrophe do not count. */
bool setting_names_alike(const char *a, const char *b);

#endif
