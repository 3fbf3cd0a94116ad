/* file.h: whole files, and their names. Paths are UTF-8, at most FILE_PATH_MAX bytes with the NUL.
 * Functions that take an err return false with the message, which names the path. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum { FILE_PATH_MAX = 1024 };

/* Reads a regular file of at most max bytes into *out, which is cleared first. */
bool file_read(const char *path, size_t max, struct str *out, struct err *err);

/* Replaces the file at path by n bytes, in one step or not at all: they are written beside it,
 * synced, and renamed over it. */
bool file_replace(const char *path, const char *bytes, size_t n, struct err *err);

/* Gives the file or folder `from` the name `to`, both in the open folder (AT_FDCWD: whole paths),
 * and replaces nothing, not even an empty folder. Returns false where it cannot; errno says why,
 * EEXIST where something has the name. */
bool file_rename_new(int folder, const char *from, const char *to);

/* Writes all n bytes into an open file, whatever interrupts. Returns false where it cannot; errno
 * says why. */
bool file_write_all(int fd, const char *bytes, size_t n);

/* Makes the names in the folder that holds path survive a power cut, as far as its file system can;
 * says nothing where it cannot. */
void file_sync_folder_of(const char *path);

/* Return true if there is a regular file, or a folder, at path; symbolic links are followed. */
bool file_is_file(const char *path);
bool file_is_folder(const char *path);

/* Returns true if path, all symbolic links followed, lies inside folder or is it. False where one
 * of the two does not exist. */
bool file_is_inside(const char *path, const char *folder);

/* Makes folder and those above it, with mode 0755; those that exist stay as they are. */
bool file_make_folders(const char *folder, struct err *err);

/* Removes a file, or a folder with all that is in it, as far as it can; follows no symbolic link.
 */
void file_remove_tree(const char *path);

/* Returns the names in folder that end in suffix ("": all; never "." and ".."), sorted by bytes, as
 * a list that ends in NULL, in arena. Returns NULL, with the message, where it cannot be read. */
char **file_list(struct arena *arena, const char *folder, const char *suffix, struct err *err);

/* Returns true for a name that other systems leave in folders: .DS_Store, Thumbs.db, copies that
 * end in ~. */
bool file_is_litter(const char *name);

/* Writes folder/name into out. Returns false, and empties out, where it does not fit. */
bool file_join(char out[FILE_PATH_MAX], const char *folder, const char *name);

/* Returns the part of path after its last '/': a pointer into path. */
const char *file_name(const char *path);

#endif
