#include "content/written.h"

#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <sys/stat.h>

/* Copies with every line end (CR LF, CR, LF) made '\n'. */
static char *copy_lines(struct arena *arena, const char *bytes, size_t n, size_t *length)
{
    char *out = arena_alloc(arena, n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\r') {
            out[kept++] = '\n';
            i += i + 1 < n && bytes[i + 1] == '\n';
        } else {
            out[kept++] = bytes[i];
        }
    }
    *length = kept;
    return out;
}

/* The one pass over the characters: the first that is not text is a problem. */
static bool check_characters(const struct written *written, struct problems *problems)
{
    int line = 1;
    for (size_t i = 0, length; i < written->n; i += length) {
        uint32_t code = utf8_read(written->text + i, written->n - i, &length);
        line += code == '\n';
        if (code == UTF8_BAD && length == 1) {
            problem_add(problems, written->file, line,
                        "octet qui n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8");
            return false;
        }
        if (code != '\n' && code != '\t' && utf8_is_control(code)) {
            problem_add(problems, written->file, line,
                        "caractère invisible interdit (U+%04X) ; effacez-le", (unsigned)code);
            return false;
        }
    }
    return true;
}

bool written_parse(struct written *written, struct arena *arena, const char *file,
                   const char *bytes, size_t n, struct problems *problems)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (n >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    *written = (struct written){.file = arena_string(arena, file)};
    written->text = copy_lines(arena, bytes, n, &written->n);
    return check_characters(written, problems);
}

/* The reason in French, which strerror() does not speak. NULL if the file looks readable. */
static bool check_file(const char *path, size_t max, struct problems *problems)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        problem_add(problems, path, 1,
                    errno == ENOENT || errno == ENOTDIR
                        ? "fichier introuvable ; créez-le, ou corrigez son nom"
                        : "fichier illisible ; vérifiez ses droits d’accès");
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        problem_add(problems, path, 1, "ce n’est pas un fichier ; remplacez-le par un fichier");
        return false;
    }
    if ((uintmax_t)status.st_size > max) {
        problem_add(problems, path, 1, "fichier trop gros : %jd Kio ; %zu Kio au plus",
                    (intmax_t)(status.st_size + 1023) / 1024, max / 1024);
        return false;
    }
    return true;
}

bool written_read(struct written *written, struct arena *arena, const char *path, size_t max,
                  struct problems *problems)
{
    if (!check_file(path, max, problems)) {
        return false;
    }
    struct str bytes = {0};
    bool ok = file_read(path, max, &bytes, NULL);
    if (ok) {
        ok = written_parse(written, arena, path, str_text(&bytes), bytes.n, problems);
    } else {
        problem_add(problems, path, 1, "fichier illisible ; vérifiez ses droits d’accès");
    }
    str_release(&bytes);
    return ok;
}
