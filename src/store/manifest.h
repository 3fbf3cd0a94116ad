/* manifest.h: the list of what a backup holds, as a text beside the files: whose counts they are,
 * when they were copied, and the SHA-256 of each file and of the list itself. A bit that flipped
 * anywhere, a file that was cut, changed or left out is found. */
#ifndef STORE_MANIFEST_H
#define STORE_MANIFEST_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

#define MANIFEST_NAME "sauvegarde.txt"

enum { MANIFEST_FILES_MAX = 8, MANIFEST_TEXT_MAX = 128, MANIFEST_SUM_SIZE = 65 };

struct manifest {
    char kiosk[MANIFEST_TEXT_MAX], name[MANIFEST_TEXT_MAX]; /* the id; what people call it */
    int64_t made;                                           /* UTC seconds */
    struct manifest_file {
        char name[32];
        int64_t n; /* bytes */
        char sum[MANIFEST_SUM_SIZE];
    } files[MANIFEST_FILES_MAX];
    int count;
};

/* Adds a file; at most MANIFEST_FILES_MAX. */
void manifest_add(struct manifest *manifest, const char *name, const char *bytes, size_t n);

/* Adds the text to *out. */
void manifest_write(const struct manifest *manifest, struct str *out);

/* Reads one that nobody vouches for. False, with what is wrong with it. */
bool manifest_read(struct manifest *manifest, const char *text, struct err *err);

/* Are these the bytes that were listed? */
bool manifest_agrees(const struct manifest_file *file, const char *bytes, size_t n);

#endif
