#include "content/setting.h"

#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

static bool is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == UTF8_NBSP || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200A) || code == UTF8_NARROW_NBSP || code == 0x205F ||
           code == 0x3000 || code == 0xFEFF || utf8_is_unseen(code);
}

/* --- paths --- */

static bool ends_blank(const char *path)
{
    char cut[1024];
    bool whole = str_fit(cut, sizeof cut, path);
    setting_trim(cut);
    return whole && !str_same(cut, path);
}

/* "$HOME", "${X}", "$(pwd)", "%USERPROFILE%" */
static bool has_variable(const char *path)
{
    const char *dollar = strchr(path, '$'), *percent = strchr(path, '%');
    return (dollar && (isalpha((unsigned char)dollar[1]) || strchr("_{(", dollar[1]))) ||
           (percent && isalpha((unsigned char)percent[1]) && strchr(percent + 1, '%')) ||
           strchr(path, '`');
}

static bool is_windows(const char *path)
{
    return strchr(path, '\\') || (isalpha((unsigned char)path[0]) && path[1] == ':');
}

const char *setting_path_fault(const char *path, bool whole)
{
    if (ends_blank(path)) {
        return "effacez l’espace au début ou à la fin";
    }
    if (!path[0]) {
        return "donnez un chemin";
    }
    if (path[0] == '~' || (whole && (strstr(path, "/~/") || str_ends(path, "/~")))) {
        return "écrivez le chemin en entier, sans ~, comme /home/borne/…";
    }
    if (has_variable(path)) {
        return "écrivez le chemin en entier, sans variable, comme /home/borne/…";
    }
    if (strstr(path, "://")) {
        return "écrivez le chemin d’un dossier de cette machine, pas une adresse";
    }
    if (is_windows(path)) {
        return "c’est un chemin de Windows ; écrivez celui de cette machine, avec des /";
    }
    return !whole || path[0] == '/' ? NULL
                                    : "écrivez le chemin en entier, depuis la racine : il commence "
                                      "par /";
}

/* --- names --- */

void setting_trim(char *text)
{
    size_t n = strlen(text), start = 0, end = 0;
    bool begun = false;
    for (size_t i = 0, length; i < n; i += length) {
        if (!is_blank(utf8_read(text + i, n - i, &length))) {
            start = begun ? start : i;
            end = i + length;
            begun = true;
        }
    }
    memmove(text, text + start, end - start);
    text[end - start] = '\0';
}

/* The name as it is compared. */
static void add_key(struct str *out, const char *name)
{
    bool blank = false;
    for (size_t length, left = strlen(name); left > 0; name += length, left -= length) {
        char plain[UTF8_PLAIN_MAX];
        uint32_t code = utf8_read(name, left, &length);
        if (is_blank(code)) {
            blank = blank || !utf8_is_unseen(code);
            continue;
        }
        if (blank && out->n > 0) {
            str_add(out, " ");
        }
        blank = false;
        utf8_plain(code == 0x2019 ? '\'' : code, plain);
        str_add(out, plain);
    }
}

bool setting_names_alike(const char *a, const char *b)
{
    struct str one = {0}, other = {0};
    add_key(&one, a);
    add_key(&other, b);
    bool alike = str_same(str_text(&one), str_text(&other));
    str_release(&one);
    str_release(&other);
    return alike;
}
