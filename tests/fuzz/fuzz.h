/* fuzz.h: what the fuzz targets share: the entry that libFuzzer calls, the files of files.h and a
 * folder of them, and what is always true. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/utf8.h"
#include "content/problem.h"
#include "unit/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct folder fuzz_folder; /* dies with the process */

static inline void fuzz_remove_folder(void)
{
    folder_remove(&fuzz_folder);
}

/* Puts the bytes into the file of that name in fuzz_folder. */
static inline void fuzz_write(const char *name, const void *bytes, size_t n)
{
    if (!fuzz_folder.path[0]) {
        folder_make(&fuzz_folder);
        atexit(fuzz_remove_folder);
    }
    folder_write_bytes(&fuzz_folder, name, bytes, n);
}

static inline void expect(bool truth)
{
    if (!truth) {
        abort();
    }
}

/* Good UTF-8 whatever the file held. */
static inline void expect_text(const char *text)
{
    size_t bad;
    expect(text && utf8_check(text, strlen(text), &bad));
}

/* Each problem has a place and one line of good text. */
static inline void expect_problems(const struct problems *problems)
{
    expect(problems->list.n <= PROBLEMS_MAX);
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        expect(problem->line > 0 && problem->message[0]);
        expect_text(problem->message);
        expect(!strpbrk(problem->message, "\n\r\x1b"));
    }
}

#endif
