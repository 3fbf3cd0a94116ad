#include "store/machine.h"

#include "base/file.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>

enum {
    SALT_BYTES = 16,
    HASH_BYTES = 32,
    SALT_DIGITS = 2 * SALT_BYTES,
    HASH_DIGITS = 2 * HASH_BYTES,
    ID_DIGITS = 32, /* of /etc/machine-id (machine-id(5)) */
    FILE_MOST = 4096,
};

static const char hex[] = "0123456789abcdef";

/* The file's text, "" where there is none. False: it cannot be told. */
static bool read_small(const char *path, struct str *out, struct err *err)
{
    struct stat status;
    if (stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        str_clear(out);
        return true;
    }
    return file_read(path, FILE_MOST, out, err);
}

/* Systemd makes one up for a single start where the real one cannot be kept: it tells nothing. */
static bool is_fleeting(const char *path)
{
    struct stat here, made_up;
    return stat(path, &here) == 0 && stat("/run/machine-id", &made_up) == 0 &&
           here.st_dev == made_up.st_dev && here.st_ino == made_up.st_ino;
}

/* The machine's id, "" where it has none. */
static void read_id(const char *path, char id[ID_DIGITS + 1])
{
    struct str text = {0};
    id[0] = '\0';
    if (path[0] && !is_fleeting(path) && read_small(path, &text, NULL) &&
        strspn(str_text(&text), hex) == ID_DIGITS) {
        memcpy(id, str_text(&text), ID_DIGITS);
        id[ID_DIGITS] = '\0';
    }
    str_release(&text);
}

static void make_hash(const char *salt, const char *id, char hash[HASH_DIGITS + 1])
{
    unsigned char bytes[HASH_BYTES];
    crypto_generichash(bytes, sizeof bytes, (const unsigned char *)id, strlen(id),
                       (const unsigned char *)salt, SALT_DIGITS);
    sodium_bin2hex(hash, HASH_DIGITS + 1, bytes, sizeof bytes);
}

/* Is text the three lines: a salt, a hash, an id? */
static bool is_well_formed(const char *text)
{
    enum { HASH = SALT_DIGITS + 1, KIOSK = HASH + HASH_DIGITS + 1 };
    return strlen(text) > KIOSK && strspn(text, hex) == SALT_DIGITS && text[HASH - 1] == '\n' &&
           strspn(text + HASH, hex) == HASH_DIGITS && text[KIOSK - 1] == '\n' &&
           strcspn(text + KIOSK, "\n") < SCHEMA_ID_SIZE;
}

bool machine_read(struct machine *machine, const char *folder, const char *id_path, struct err *err)
{
    char path[FILE_PATH_MAX], id[ID_DIGITS + 1], hash[HASH_DIGITS + 1];
    struct str text = {0};
    *machine = (struct machine){.is = MACHINE_UNTOLD};
    if (sodium_init() < 0 || !file_join(path, folder, "machine") || !read_small(path, &text, err)) {
        str_release(&text);
        return false;
    }
    read_id(id_path, id);
    if (is_well_formed(str_text(&text))) {
        const char *told = str_text(&text) + SALT_DIGITS + 1;
        const char *kiosk = told + HASH_DIGITS + 1;
        snprintf(machine->kiosk, sizeof machine->kiosk, "%.*s", (int)strcspn(kiosk, "\n"), kiosk);
        if (id[0]) {
            make_hash(str_text(&text), id, hash);
            machine->is = strncmp(told, hash, HASH_DIGITS) == 0 ? MACHINE_SAME : MACHINE_OTHER;
        }
    }
    str_release(&text);
    return true;
}

bool machine_make(const char *id_path, const char *kiosk, struct str *text)
{
    char id[ID_DIGITS + 1], hash[HASH_DIGITS + 1], salt[SALT_DIGITS + 1];
    unsigned char bytes[SALT_BYTES];
    read_id(id_path, id);
    if (!id[0] || sodium_init() < 0) {
        return false;
    }
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(salt, sizeof salt, bytes, sizeof bytes);
    make_hash(salt, id, hash);
    str_addf(text, "%s\n%s\n%s\n", salt, hash, kiosk);
    return true;
}

bool machine_write(const struct machine *machine, const char *folder, const char *id_path,
                   const char *kiosk, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct str text = {0};
    bool told = machine->is == MACHINE_SAME && str_same(machine->kiosk, kiosk);
    bool done =
        told || !machine_make(id_path, kiosk, &text) ||
        (file_join(path, folder, "machine") && file_replace(path, str_text(&text), text.n, err));
    str_release(&text);
    return done;
}
