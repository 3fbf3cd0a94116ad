/* replay.c: runs a fuzz target over files, without a fuzzer: `replay FILE-OR-FOLDER...`. Each file
 * has a process of its own and at most 20 s, so that one crash does not hide the next. */
#include "base/file.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { INPUT_MAX = 16 * 1024 * 1024, SECONDS_MAX = 20 };

static int passed, failed;

static int run(const char *path)
{
    struct str bytes = {0};
    struct err err;
    alarm(SECONDS_MAX);
    if (!file_read(path, INPUT_MAX, &bytes, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    int result = LLVMFuzzerTestOneInput((const uint8_t *)str_text(&bytes), bytes.n);
    str_release(&bytes);
    return result;
}

static void replay_file(const char *path)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        exit(run(path));
    }
    int status = -1;
    if (child > 0 && waitpid(child, &status, 0) == child && status == 0) {
        passed++;
        return;
    }
    failed++;
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "%s: FAILED: %s\n", path, strsignal(WTERMSIG(status)));
    } else {
        fprintf(stderr, "%s: FAILED\n", path);
    }
}

static void replay(const char *path)
{
    if (!file_is_folder(path)) {
        replay_file(path);
        return;
    }
    struct arena arena = {0};
    char **names = file_list(&arena, path, "", NULL);
    for (size_t i = 0; names && names[i]; i++) {
        char inner[FILE_PATH_MAX];
        if (file_join(inner, path, names[i])) {
            replay(inner);
        }
    }
    arena_release(&arena);
}

int main(int count, char **arguments)
{
    if (count < 2) {
        fprintf(stderr, "usage: %s FILE-OR-FOLDER...\n", arguments[0]);
        return 2;
    }
    for (int i = 1; i < count; i++) {
        replay(arguments[i]);
    }
    printf("%s: %d passed, %d failed\n", file_name(arguments[0]), passed, failed);
    return failed > 0 || passed == 0;
}
