/* file.h: whole files, and their names. Paths are UTF-8, at most FILE_PATH_MAX bytes with the NUL.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum { FILE_PATH_MAX = 1024 };

/* Reads a regular file of at most max bytes into *out (cleared first). The message names path. */
bool file_read(const char *path, size_t max, struct str *out, struct err *err);

/* Replaces path in one step or not at all: written beside it, synced, renamed over it. */
bool file_replace(const char *path, const char *bytes, size_t n, struct err *err);

/* Renames from to to, names in the open folder (AT_FDCWD: whole paths), and replaces nothing that
 * has the name, not even an empty folder. False: errno says why, EEXIST where there is one. */
bool file_rename_new(int folder, const char *from, const char *to);

/* All n bytes into an open file, whatever interrupts; errno says why not. */
bool file_write_all(int fd, const char *bytes, size_t n);

/* Makes the names in the folder that holds path survive a power cut. */
void file_sync_folder_of(const char *path);

bool file_is_file(const char *path);
bool file_is_folder(const char *path);

/* True if path, all symbolic links followed, lies inside folder. Both must exist. */
bool file_is_inside(const char *path, const char *folder);

/* Makes folder and those above it, with mode 0755. */
bool file_make_folders(const char *folder, struct err *err);

/* The names in folder that end in suffix ("" for all; "." and ".." never), sorted by bytes, in
 * arena. Returns NULL-ended list; NULL and a message where the folder cannot be read. */
char **file_list(struct arena *arena, const char *folder, const char *suffix, struct err *err);

/* True for what other systems leave in folders: .DS_Store, Thumbs.db, copies ending in ~. */
bool file_is_litter(const char *name);

/* folder/name into out; false (and an empty out) where it does not fit. */
bool file_join(char out[FILE_PATH_MAX], const char *folder, const char *name);

/* The part of path after its last '/'. */
const char *file_name(const char *path);

#endif
