#include "store/reader.h"

#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ID_MAX = 64, COUNTER_MAX = 64, ITEM_MAX = 256, NAME_MAX_BYTES = 512, COPY_TRIES = 5 };

#define TIME_MAX 253402300799  /* the end of year 9999 */
#define N_MAX    1000000000000 /* so that no sum overflows */

static const struct {
    const char *name, *sql;
} tables[READER_TABLES] = {
    [READER_KIOSK] = {"kiosk", "SELECT id, name, site, region, timezone FROM kiosk"},
    [READER_STAND] = {"stand", "SELECT id, kiosk_id, name, structure, kind, opened_at, closed_at,"
                               " (SELECT max(hour) FROM tally WHERE stand_id = stand.id)"
                               " FROM stand"},
    [READER_TALLY] = {"tally", "SELECT stand_id, hour, origin, counter, item, n FROM tally"},
};

static bool copy_bytes(int from, int to)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(from, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0;
        }
        if (!file_write_all(to, bytes, (size_t)n)) {
            return false;
        }
    }
}

static bool copy_file(const char *from, const char *to)
{
    int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (source < 0) {
        return errno == ENOENT; /* no -journal, no -wal any more: nothing to copy */
    }
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool copied = target >= 0 && copy_bytes(source, target);
    int fault = errno;
    close(source);
    if (target >= 0) {
        close(target);
    }
    errno = fault;
    return copied;
}

static const char *const beside[] = {"-wal", "-journal", ""};

/* What a file looks like while nobody writes into it. */
struct look {
    struct timespec changed[3];
    off_t size[3];
};

static struct look look_at(const char *path)
{
    struct look look;
    memset(&look, 0, sizeof look);
    for (int i = 0; i < 3; i++) {
        char name[FILE_PATH_MAX + 16];
        struct stat status;
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        look.size[i] = -1;
        if (stat(name, &status) == 0 && S_ISREG(status.st_mode)) {
            look.size[i] = status.st_size;
            look.changed[i] = status.st_mtim;
        }
    }
    return look;
}

static void remove_copy(struct reader *reader)
{
    static const char *const left[] = {"", "-wal", "-shm", "-journal"};
    if (!reader->copy[0]) {
        return;
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        char name[FILE_PATH_MAX + 32];
        snprintf(name, sizeof name, "%s/copy.db%s", reader->copy, left[i]);
        unlink(name);
    }
    rmdir(reader->copy);
    reader->copy[0] = '\0';
}

/* A kiosk may be counting into this very file: copy until nothing moved meanwhile. */
static bool make_copy(struct reader *reader, const char *path, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    snprintf(reader->copy, sizeof reader->copy, "%.900s/bilan-XXXXXX",
             folder && folder[0] ? folder : "/tmp");
    if (!mkdtemp(reader->copy)) {
        int fault = errno;
        reader->copy[0] = '\0';
        return err_set(err,
                       "ne peut pas être copiée pour être lue (%s) ; faites de la place ou "
                       "indiquez un autre dossier par TMPDIR",
                       strerror(fault));
    }
    for (int tries = 0; tries < COPY_TRIES; tries++) {
        struct look before = look_at(path);
        for (int i = 0; i < 3; i++) {
            char from[FILE_PATH_MAX + 16], to[FILE_PATH_MAX + 32];
            snprintf(from, sizeof from, "%s%s", path, beside[i]);
            snprintf(to, sizeof to, "%s/copy.db%s", reader->copy, beside[i]);
            unlink(to);
            if (before.size[i] >= 0 && !copy_file(from, to)) {
                return err_set(err, "ne peut pas être copiée pour être lue (%s)", strerror(errno));
            }
        }
        struct look after = look_at(path);
        if (memcmp(&before, &after, sizeof before) == 0) {
            return true;
        }
    }
    return err_set(err, "une borne y écrit sans cesse ; fermez la borne ou réessayez");
}

/* file:PATH?immutable=1 with what a URI gives a meaning to escaped. */
static void immutable_uri(const char *path, struct str *uri)
{
    str_add(uri, "file:");
    for (const char *at = path; *at; at++) {
        if (*at == '%' || *at == '?' || *at == '#') {
            str_addf(uri, "%%%02X", (unsigned)(unsigned char)*at);
        } else {
            str_add_bytes(uri, at, 1);
        }
    }
    str_add(uri, "?immutable=1");
}

static bool open_file(struct reader *reader, const char *path, struct err *err)
{
    struct look look = look_at(path);
    if (look.size[2] < 0) {
        return err_set(err, "n'est pas un fichier, ou ne peut pas être lu");
    }
    if (look.size[2] == 0) {
        return err_set(err, "le fichier est vide ; la copie s'est sans doute mal terminée");
    }
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (look.size[0] > 0 || look.size[1] > 0) {
        char copy[FILE_PATH_MAX + 32];
        if (!make_copy(reader, path, err)) {
            return false;
        }
        snprintf(copy, sizeof copy, "%s/copy.db", reader->copy);
        return sqlite3_open_v2(copy, &reader->db, flags | SQLITE_OPEN_READWRITE, NULL) ==
                   SQLITE_OK ||
               err_set(err, "ne peut pas être ouverte (%s)", sqlite3_errmsg(reader->db));
    }
    struct str uri = {0};
    immutable_uri(path, &uri);
    flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    int code = sqlite3_open_v2(str_text(&uri), &reader->db, flags, NULL);
    str_release(&uri);
    return code == SQLITE_OK ||
           err_set(err, "ne peut pas être ouverte (%s)", sqlite3_errmsg(reader->db));
}

bool reader_open(struct reader *reader, const char *path, struct err *err)
{
    struct err why = {{0}};
    *reader = (struct reader){0};
    if (!open_file(reader, path, err)) {
        reader_close(reader);
        return false;
    }
    schema_harden(reader->db);
    sqlite3_exec(reader->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    enum schema_verdict verdict = schema_examine(reader->db, &why);
    if (verdict == SCHEMA_OURS) {
        return true;
    }
    static const char *const advice[] = {
        [SCHEMA_BLANK] = "la base ne contient rien",
        [SCHEMA_NEWER] = " ; installez la version de bilan qui va avec la borne",
        [SCHEMA_FOREIGN] = "",
        [SCHEMA_DAMAGED] = " ; base endommagée ou copie incomplète, refaites la copie",
        [SCHEMA_BLOCKED] = " ; ne peut pas être lue",
    };
    err_set(err, "%s%s", why.text, advice[verdict]);
    reader_close(reader);
    return false;
}

void reader_close(struct reader *reader)
{
    sqlite3_finalize(reader->rows);
    sqlite3_close(reader->db);
    reader->rows = NULL;
    reader->db = NULL;
    remove_copy(reader);
}

static bool next_row(struct reader *reader, enum reader_table table)
{
    if (!reader->rows &&
        sqlite3_prepare_v2(reader->db, tables[table].sql, -1, &reader->rows, NULL) != SQLITE_OK) {
        reader->damaged = true;
        return false;
    }
    reader->bad = NULL;
    int code = sqlite3_step(reader->rows);
    if (code == SQLITE_ROW) {
        return true;
    }
    reader->damaged = reader->damaged || code != SQLITE_DONE;
    sqlite3_finalize(reader->rows);
    reader->rows = NULL;
    return false;
}

/* True if the row may be used; else it is counted among the skipped. */
static bool accept(struct reader *reader, enum reader_table table)
{
    if (!reader->bad) {
        return true;
    }
    if (reader->skipped[table].n++ == 0) {
        reader->skipped[table].why = reader->bad;
    }
    return false;
}

/* Most texts are, and there are millions. */
static bool is_ascii(const char *text)
{
    unsigned char all = 0;
    for (; *text; text++) {
        all |= (unsigned char)*text;
    }
    return all < 0x80;
}

static const char *text_of(struct reader *reader, int column, int max, const char *name)
{
    int type = sqlite3_column_type(reader->rows, column);
    const char *text = (const char *)sqlite3_column_text(reader->rows, column);
    int n = sqlite3_column_bytes(reader->rows, column);
    size_t bad;
    if (type != SQLITE_TEXT || !text || n > max || strlen(text) != (size_t)n ||
        (!is_ascii(text) && !utf8_check(text, (size_t)n, &bad))) {
        reader->bad = name;
        return "";
    }
    return text;
}

static const char *text_or_none(struct reader *reader, int column, const char *name)
{
    bool none = sqlite3_column_type(reader->rows, column) == SQLITE_NULL;
    return none ? "" : text_of(reader, column, NAME_MAX_BYTES, name);
}

static const char *filled_text(struct reader *reader, int column, int max, const char *name)
{
    const char *text = text_of(reader, column, max, name);
    if (!text[0]) {
        reader->bad = name;
    }
    return text;
}

static int64_t number_of(struct reader *reader, int column, int64_t max, const char *name)
{
    int64_t number = sqlite3_column_int64(reader->rows, column);
    bool good =
        sqlite3_column_type(reader->rows, column) == SQLITE_INTEGER && number >= 0 && number <= max;
    if (!good) {
        reader->bad = name;
    }
    return good ? number : 0;
}

/* A time that only informs: a bad one is not known, and no reason to lose the row. */
static int64_t time_or_none(struct reader *reader, int column)
{
    int64_t time = sqlite3_column_int64(reader->rows, column);
    return time >= 0 && time <= TIME_MAX ? time : 0;
}

bool reader_next_kiosk(struct reader *reader, struct source_kiosk *kiosk)
{
    while (next_row(reader, READER_KIOSK)) {
        *kiosk = (struct source_kiosk){
            .id = filled_text(reader, 0, ID_MAX, "id"),
            .name = text_or_none(reader, 1, "name"),
            .site = text_or_none(reader, 2, "site"),
            .region = text_or_none(reader, 3, "region"),
            .timezone = text_or_none(reader, 4, "timezone"),
        };
        if (accept(reader, READER_KIOSK)) {
            return true;
        }
    }
    return false;
}

bool reader_next_stand(struct reader *reader, struct source_stand *stand, int64_t *last)
{
    while (next_row(reader, READER_STAND)) {
        *stand = (struct source_stand){
            .id = filled_text(reader, 0, ID_MAX, "id"),
            .kiosk_id = text_or_none(reader, 1, "kiosk_id"),
            .name = text_or_none(reader, 2, "name"),
            .structure = text_or_none(reader, 3, "structure"),
            .kind = text_or_none(reader, 4, "kind"),
            .opened_at = time_or_none(reader, 5),
            .closed_at = time_or_none(reader, 6),
        };
        *last = time_or_none(reader, 7);
        if (accept(reader, READER_STAND)) {
            return true;
        }
    }
    return false;
}

bool reader_next_tally(struct reader *reader, struct reader_tally *tally)
{
    while (next_row(reader, READER_TALLY)) {
        *tally = (struct reader_tally){
            .stand = filled_text(reader, 0, ID_MAX, "stand_id"),
            .hour = number_of(reader, 1, TIME_MAX, "hour"),
            .origin = text_of(reader, 2, ID_MAX, "origin"),
            .counter = filled_text(reader, 3, COUNTER_MAX, "counter"),
            .item = text_of(reader, 4, ITEM_MAX, "item"),
            .n = number_of(reader, 5, N_MAX, "n"),
        };
        if (!str_same(tally->origin, "kiosk") && !str_same(tally->origin, "staff")) {
            reader->bad = "origin";
        }
        if (accept(reader, READER_TALLY)) {
            return true;
        }
    }
    return false;
}

bool reader_is_whole(const struct reader *reader)
{
    return !reader->damaged;
}

const char *reader_table_name(enum reader_table table)
{
    return tables[table].name;
}
