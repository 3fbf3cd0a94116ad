/* files.h: what unit tests and fuzz targets hand to readers that take a path: bytes as a file in
 * memory, and a folder that dies with the test. Where the machine has no room for them, the test
 * ends there. */
#ifndef UNIT_FILES_H
#define UNIT_FILES_H

#include "base/file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static inline void files_need(bool truth, const char *what)
{
    if (!truth) {
        perror(what);
        abort();
    }
}

/* Returns the path of a file that holds the n bytes; it is good until the next call. */
static inline const char *bytes_file(const void *bytes, size_t n)
{
    static char path[32];
    static int fd = -1;
    if (fd < 0) {
        fd = memfd_create("bytes", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    files_need(ftruncate(fd, 0) == 0 && pwrite(fd, bytes, n, 0) == (ssize_t)n, path);
    return path;
}

static inline const char *text_file(const char *text)
{
    return bytes_file(text, strlen(text));
}

struct folder {
    char path[64];
};

static inline void folder_make(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/borne-unit-XXXXXX");
    files_need(mkdtemp(folder->path) != NULL, folder->path);
}

static inline void folder_path(const struct folder *folder, const char *name,
                               char out[FILE_PATH_MAX])
{
    files_need(file_join(out, folder->path, name), name);
}

/* Makes the folders above it too. */
static inline void folder_write_bytes(const struct folder *folder, const char *name,
                                      const void *bytes, size_t n)
{
    char path[FILE_PATH_MAX], above[FILE_PATH_MAX];
    folder_path(folder, name, path);
    str_fit(above, sizeof above, path);
    *strrchr(above, '/') = '\0';
    files_need(file_make_folders(above, NULL), above);
    FILE *file = fopen(path, "wb");
    files_need(file && fwrite(bytes, 1, n, file) == n && fclose(file) == 0, path);
}

static inline void folder_write(const struct folder *folder, const char *name, const char *text)
{
    folder_write_bytes(folder, name, text, strlen(text));
}

static inline void folder_remove(const struct folder *folder)
{
    file_remove_tree(folder->path);
}

#endif
