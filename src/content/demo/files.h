/* files.h: which files the demo app is made of: those of the language read and, file by file, of
 * French for what it lacks. Inside content/ only. Texts live in the content's arena. */
#ifndef CONTENT_DEMO_FILES_H
#define CONTENT_DEMO_FILES_H

#include "content/readers.h"

struct demo_folders {
    const struct language *languages[2]; /* the one read, then French */
    const char *folders[2];
    int n;
};

struct demo_names {
    ARR(const char *) list; /* sorted, each once; the caller's to release */
};

/* Finds the folders of the app; false where there is none. */
bool demo_find_folders(struct content *content, struct demo_folders *app);

/* Lists the names in that folder of the app's ("" for itself) in either language. */
void demo_list_names(struct content *content, const struct demo_folders *app, const char *folder,
                     struct demo_names *names);

/* Tells whether there is a file of a mission of that id, switched on or not, good or not. */
bool demo_mission_written(struct content *content, const char *id);

#endif
