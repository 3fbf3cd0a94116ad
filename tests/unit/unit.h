/* unit.h: what the unit tests of content share: problems compared with a table, and a content
 * folder of their own under /tmp. */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

/* The root of the sources; the build gives it, so that tests run from anywhere. */
#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "content/problem.h"

#include <sys/stat.h>
#include <unistd.h>

/* Some problem stands at that line and says these words; words NULL: there is none at all. */
static inline void expect_problem(const struct problems *problems, const char *what, int line,
                                  const char *words)
{
    if (!words) {
        if (problems->list.n > 0) {
            fail_msg("%s: unexpected problem at line %d: %s", what, problems->list.at[0].line,
                     problems->list.at[0].message);
        }
        return;
    }
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        if (problem->line == line && strstr(problem->message, words)) {
            return;
        }
    }
    for (size_t i = 0; i < problems->list.n; i++) {
        print_error("  got %d: %s\n", problems->list.at[i].line, problems->list.at[i].message);
    }
    fail_msg("%s: no problem at line %d with « %s »", what, line, words);
}

/* A folder that dies with the test. */
struct folder {
    char path[64];
};

static inline void folder_make(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/borne-unit-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static inline void folder_path(const struct folder *folder, const char *name,
                               char out[FILE_PATH_MAX])
{
    assert_true(file_join(out, folder->path, name));
}

static inline void folder_write_bytes(const struct folder *folder, const char *name,
                                      const char *bytes, size_t n)
{
    char path[FILE_PATH_MAX], above[FILE_PATH_MAX];
    folder_path(folder, name, path);
    str_fit(above, sizeof above, path);
    *strrchr(above, '/') = '\0';
    assert_true(file_make_folders(above, NULL));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static inline void folder_write(const struct folder *folder, const char *name, const char *text)
{
    folder_write_bytes(folder, name, text, strlen(text));
}

static inline void folder_remove_path(const char *path)
{
    struct arena arena = {0};
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        char **names = file_list(&arena, path, "", NULL);
        for (size_t i = 0; names && names[i]; i++) {
            char inner[FILE_PATH_MAX];
            assert_true(file_join(inner, path, names[i]));
            folder_remove_path(inner);
        }
    }
    remove(path);
    arena_release(&arena);
}

static inline void folder_remove(const struct folder *folder)
{
    folder_remove_path(folder->path);
}

#endif
