#include "stick/stick.h"

#include "base/arr.h"
#include "base/utf8.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { TABLE_MAX = 1 << 20, DEPTH_MAX = 2 };

static const char *const usual_roots[] = {"/media", "/run/media", NULL};
static const char *const not_sticks[] = {"autofs", "nfs", "nfs4", "cifs", "smb3"};

struct sticks {
    ARR(struct stick) list;
};

/* --- a stick --- */

/* What would hide the rest of a label or turn it round. */
static bool is_unsafe(uint32_t code)
{
    return code == UTF8_BAD || code == 0xFEFF || utf8_is_control(code) || utf8_is_unseen(code);
}

static void safe_name(char out[sizeof((struct stick){0}.name)], const char *path)
{
    struct str name = {0};
    const char *at = file_name(path);
    for (size_t length, left = strlen(at); left > 0; at += length, left -= length) {
        if (is_unsafe(utf8_read(at, left, &length))) {
            str_add(&name, "?");
        } else {
            str_add_bytes(&name, at, length);
        }
    }
    str_fit(out, sizeof((struct stick){0}.name), str_text(&name));
    str_release(&name);
}

static mode_t kind_of(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    struct stat status;
    return file_join(path, folder, name) && lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0;
}

static void add(struct sticks *sticks, const char *path, bool read_only)
{
    struct stick stick = {.read_only = read_only};
    if (!str_fit(stick.path, sizeof stick.path, path)) {
        return;
    }
    for (size_t i = 0; i < sticks->list.n; i++) {
        if (str_same(sticks->list.at[i].path, path)) { /* mounted over: only the last is seen */
            sticks->list.at[i].read_only = read_only;
            return;
        }
    }
    safe_name(stick.name, path);
    arr_push(&sticks->list, stick);
}

static int by_name(const void *a, const void *b)
{
    const struct stick *one = a, *two = b;
    int order = strcmp(one->name, two->name);
    return order ? order : strcmp(one->path, two->path);
}

/* Looks at those that are kept, and only there. */
static size_t hand_over(struct sticks *sticks, struct stick *out, size_t max)
{
    size_t n = sticks->list.n < max ? sticks->list.n : max;
    if (sticks->list.n > 1) {
        qsort(sticks->list.at, sticks->list.n, sizeof *sticks->list.at, by_name);
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = sticks->list.at[i];
        out[i].content = kind_of(out[i].path, "borne-contenu") == S_IFDIR;
        out[i].owner = kind_of(out[i].path, "borne-equipe.yaml") == S_IFREG;
    }
    arr_release(&sticks->list);
    return n;
}

/* --- the table of mounts --- */

struct mount {
    const char *device, *path, *options, *type, *super_options;
};

/* A space, a tab, a line end and a backslash stand in the table as \ and three octal digits. */
static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; to++) {
        bool octal = from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] >= '0' &&
                     from[2] <= '7' && from[3] >= '0' && from[3] <= '7';
        *to = octal ? (char)((from[1] - '0') * 64 + (from[2] - '0') * 8 + (from[3] - '0')) : *from;
        from += octal ? 4 : 1;
    }
    *to = '\0';
}

/* proc(5): ID PARENT MAJOR:MINOR ROOT PATH OPTIONS [FIELD...] - TYPE SOURCE SUPER-OPTIONS */
static bool read_mount(char *line, struct mount *mount)
{
    char *fields[10], *rest = line;
    int n = 0;
    for (char *field; n < 10 && (field = strsep(&rest, " "));) {
        if (n == 6 && !str_same(field, "-")) {
            continue; /* there may be any number of these */
        }
        fields[n++] = field;
    }
    if (n < 10) {
        return false;
    }
    unescape(fields[4]);
    *mount = (struct mount){fields[2], fields[4], fields[5], fields[7], fields[9]};
    return true;
}

static bool has_option(const char *options, const char *option)
{
    size_t n = strlen(option);
    for (const char *at = options; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        if (strncmp(at, option, n) == 0 && (at[n] == ',' || at[n] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool is_under(const char *path, const char *const *roots)
{
    for (; *roots; roots++) {
        size_t n = strlen(*roots);
        int depth = 0;
        if (str_starts(path, *roots) && path[n] == '/' && path[n + 1] != '\0') {
            for (const char *at = path + n; *at; at++) {
                depth += *at == '/';
            }
            return depth <= DEPTH_MAX;
        }
    }
    return false;
}

static bool may_be_stick(const struct mount *mount)
{
    for (size_t i = 0; i < sizeof not_sticks / sizeof *not_sticks; i++) {
        if (str_same(mount->type, not_sticks[i])) {
            return false;
        }
    }
    return true;
}

size_t stick_list_mounts(const char *table, const char *const *roots, struct stick *sticks,
                         size_t max)
{
    struct str text = {0};
    ARR(struct mount) mounts = {0};
    struct sticks found = {0};
    const char *root = ""; /* the device of "/" */
    if (file_read(table, TABLE_MAX, &text, NULL) && text.n > 0) {
        char *rest = text.at;
        for (char *line; (line = strsep(&rest, "\n"));) {
            struct mount mount;
            if (read_mount(line, &mount)) {
                root = str_same(mount.path, "/") ? mount.device : root;
                arr_push(&mounts, mount);
            }
        }
    }
    for (size_t i = 0; i < mounts.n; i++) {
        const struct mount *mount = &mounts.at[i];
        if (is_under(mount->path, roots) && may_be_stick(mount) && !str_same(mount->device, root)) {
            add(&found, mount->path,
                has_option(mount->options, "ro") || has_option(mount->super_options, "ro"));
        }
    }
    arr_release(&mounts);
    str_release(&text);
    return hand_over(&found, sticks, max);
}

/* --- a folder that stands in --- */

static size_t list_folder(const char *folder, struct stick *sticks, size_t max)
{
    struct sticks found = {0};
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[FILE_PATH_MAX];
        struct statvfs room;
        if (entry->d_name[0] != '.' && kind_of(folder, entry->d_name) == S_IFDIR &&
            file_join(path, folder, entry->d_name)) {
            add(&found, path, statvfs(path, &room) == 0 && (room.f_flag & ST_RDONLY));
        }
    }
    if (dir) {
        closedir(dir);
    }
    return hand_over(&found, sticks, max);
}

size_t stick_list(const char *folder, struct stick *sticks, size_t max)
{
    return folder[0] ? list_folder(folder, sticks, max)
                     : stick_list_mounts("/proc/self/mountinfo", usual_roots, sticks, max);
}
