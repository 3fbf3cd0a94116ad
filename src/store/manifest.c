/* The text:
 *
 *     borne-sauvegarde 1
 *     borne Hall d’entrée
 *     numero 8c1f…
 *     faite 1795248000                 UTC seconds
 *     fichier SHA256 BYTES counts.db   one line each
 *     somme SHA256                     of all before
 */
#include "store/manifest.h"

#include "base/utf8.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void sum_of(char out[MANIFEST_SUM_SIZE], const char *bytes, size_t n)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, (const unsigned char *)bytes, n);
    sodium_bin2hex(out, MANIFEST_SUM_SIZE, sum, sizeof sum);
}

void manifest_add(struct manifest *manifest, const char *name, const char *bytes, size_t n)
{
    assert(manifest->count < MANIFEST_FILES_MAX);
    struct manifest_file *file = &manifest->files[manifest->count++];
    str_fit(file->name, sizeof file->name, name);
    file->n = (int64_t)n;
    sum_of(file->sum, bytes, n);
}

void manifest_write(const struct manifest *manifest, struct str *out)
{
    struct str text = {0};
    char sum[MANIFEST_SUM_SIZE];
    str_addf(&text, "borne-sauvegarde 1\nborne %s\nnumero %s\nfaite %lld\n", manifest->name,
             manifest->kiosk, (long long)manifest->made);
    for (int i = 0; i < manifest->count; i++) {
        const struct manifest_file *file = &manifest->files[i];
        str_addf(&text, "fichier %s %lld %s\n", file->sum, (long long)file->n, file->name);
    }
    sum_of(sum, str_text(&text), text.n);
    str_addf(&text, "somme %s\n", sum);
    str_add_bytes(out, text.at, text.n);
    str_release(&text);
}

/* The value of the line "name value" at *rest, and *rest after it. */
static bool take(const char **rest, const char *name, char *value, size_t room)
{
    size_t n = strlen(name), length = strcspn(*rest, "\n");
    if ((*rest)[length] != '\n' || length <= n || length - n - 1 >= room ||
        strncmp(*rest, name, n) != 0 || (*rest)[n] != ' ') {
        return false;
    }
    memcpy(value, *rest + n + 1, length - n - 1);
    value[length - n - 1] = '\0';
    *rest += length + 1;
    return utf8_is_plain(value);
}

static bool take_file(const char **rest, struct manifest *manifest)
{
    char line[160];
    struct manifest_file file = {.n = -1};
    long long n;
    int end = 0;
    bool good =
        manifest->count < MANIFEST_FILES_MAX && take(rest, "fichier", line, sizeof line) &&
        sscanf(line, "%64[0-9a-f] %18lld %31[a-z.]%n", file.sum, &n, file.name, &end) == 3 &&
        line[end] == '\0' && strlen(file.sum) == MANIFEST_SUM_SIZE - 1 && n >= 0;
    if (good) {
        file.n = n;
        manifest->files[manifest->count++] = file;
    }
    return good;
}

bool manifest_read(struct manifest *manifest, const char *text, struct err *err)
{
    char version[16], made[24], said[MANIFEST_SUM_SIZE], sum[MANIFEST_SUM_SIZE];
    const char *rest = text;
    *manifest = (struct manifest){.count = 0};
    if (!take(&rest, "borne-sauvegarde", version, sizeof version)) {
        return err_set(err, "ce n’est pas la liste d’une sauvegarde de borne");
    }
    if (!str_same(version, "1")) {
        return err_set(err, "sauvegarde d’une version plus récente ; mettez ce programme à jour");
    }
    bool good = take(&rest, "borne", manifest->name, sizeof manifest->name) &&
                take(&rest, "numero", manifest->kiosk, sizeof manifest->kiosk) &&
                take(&rest, "faite", made, sizeof made);
    while (good && str_starts(rest, "fichier ")) {
        good = take_file(&rest, manifest);
    }
    size_t n = (size_t)(rest - text);
    good = good && manifest->count > 0 && take(&rest, "somme", said, sizeof said) && !rest[0];
    if (good) {
        manifest->made = strtoll(made, NULL, 10);
        sum_of(sum, text, n);
        good = str_same(sum, said);
    }
    return good || err_set(err, "la liste est abîmée ou changée ; prenez une autre sauvegarde");
}

bool manifest_agrees(const struct manifest_file *file, const char *bytes, size_t n)
{
    char sum[MANIFEST_SUM_SIZE];
    sum_of(sum, bytes, n);
    return file->n == (int64_t)n && str_same(file->sum, sum);
}
