#include "base/err.h"

#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>

bool err_set(struct err *err, const char *format, ...)
{
    if (!err) {
        return false;
    }
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    if (n >= (int)sizeof err->text) {
        static const char ellipsis[] = "…";
        size_t end = utf8_cut(err->text, sizeof err->text - sizeof ellipsis);
        memcpy(err->text + end, ellipsis, sizeof ellipsis);
    }
    return false;
}

static const struct {
    int number;
    const char *reason;
} reasons[] = {
    {EACCES, "accès refusé"},
    {EAGAIN, "occupé, à réessayer"},
    {EBUSY, "occupé par un autre programme"},
    {EDQUOT, "quota de place épuisé"},
    {EEXIST, "existe déjà"},
    {EFBIG, "fichier trop gros"},
    {EINVAL, "demande que le système ne comprend pas"},
    {EIO, "erreur de lecture ou d’écriture de l’appareil"},
    {EISDIR, "c’est un dossier"},
    {ELOOP, "liens sans fin"},
    {EMFILE, "trop de fichiers ouverts"},
    {ENAMETOOLONG, "nom trop long"},
    {ENFILE, "trop de fichiers ouverts"},
    {ENODEV, "appareil absent"},
    {ENOENT, "introuvable"},
    {ENOEXEC, "ce n’est pas un programme"},
    {ENOMEM, "mémoire épuisée"},
    {ENOSPC, "plus de place"},
    {ENOTDIR, "ce n’est pas un dossier"},
    {ENOTEMPTY, "dossier non vide"},
    {ENXIO, "appareil absent"},
    {EPERM, "opération interdite"},
    {EROFS, "en lecture seule"},
    {ESTALE, "le fichier a disparu"},
    {ETXTBSY, "programme en cours d’utilisation"},
    {EXDEV, "sur un autre disque"},
};

const char *err_reason(int number)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].number == number) {
            return reasons[i].reason;
        }
    }
    const char *words = strerrordesc_np(number);
    return words ? words : "raison inconnue";
}
