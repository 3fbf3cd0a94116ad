#include "store/claim.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325U; /* FNV-1a */
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
    }
    return hash;
}

bool claim_folder(const char *folder, int *claim)
{
    char *real = realpath(folder, NULL);
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    *claim = -1;
    if (!real) {
        return true;
    }
    /* An abstract name (unix(7)) begins with a zero and is no file. */
    int n = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "borne/counts/%016llx",
                     (unsigned long long)hash_of(real));
    free(real);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);
    if (fd < 0 || bind(fd, (const struct sockaddr *)&name, size) == 0) {
        *claim = fd;
        return true;
    }
    bool taken = errno == EADDRINUSE;
    close(fd);
    return !taken;
}
