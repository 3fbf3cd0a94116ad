/* written.h: bytes that people wrote, made into text the parsers can trust: at most so long, good
 * UTF-8, no byte-order mark, lines ended by '\n' alone, no control character but tab and '\n'. */
#ifndef CONTENT_WRITTEN_H
#define CONTENT_WRITTEN_H

#include "content/problem.h"

#include <stddef.h>
#include <stdint.h>

struct written {
    const char *file; /* for messages */
    const char *text; /* ended by NUL too */
    size_t n;
};

/* Both keep their copy in arena; false after a problem. */
bool written_parse(struct written *written, struct arena *arena, const char *file,
                   const char *bytes, size_t n, struct problems *problems);
bool written_read(struct written *written, struct arena *arena, const char *path, size_t max,
                  struct problems *problems);

#endif
