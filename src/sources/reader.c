#include "sources/reader.h"

#include "base/utf8.h"
#include "store/snapshot.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ID_MAX = READER_ID_MAX,
    COUNTER_MAX = 64,
    ITEM_MAX = 256,
    NAME_MAX_BYTES = 512,
    MONTHS_MOST = 1200
};

#define TIME_MAX 253402300799  /* the end of year 9999 */
#define N_MAX    1000000000000 /* so that no sum overflows */

#define STANDS                                                                                     \
    "SELECT id, kiosk_id, name, structure, kind, opened_at, closed_at,"                            \
    " (SELECT max(hour) FROM tally WHERE stand_id = stand.id)"

/* first: of version 1. */
static const struct {
    const char *name, *sql, *first;
} tables[READER_TABLES] = {
    [READER_KIOSK] = {"kiosk",
                      "SELECT id, name, site, region, timezone, departement, program, content,"
                      " keep_months FROM kiosk",
                      "SELECT id, name, site, region, timezone, NULL, NULL, NULL, NULL FROM kiosk"},
    [READER_STAND] = {"stand", STANDS ", region, departement, site FROM stand",
                      STANDS ", NULL, NULL, NULL FROM stand"},
    [READER_TALLY] = {"tally",
                      "SELECT hour, origin, counter, item, n FROM tally"
                      " WHERE stand_id = ?1 ORDER BY hour, origin, counter, item",
                      NULL},
};

/* file:PATH with what a URI gives a meaning to escaped. */
static void make_uri(struct str *uri, const char *path, const char *options)
{
    str_clear(uri);
    str_add(uri, "file:");
    for (const char *at = path; *at; at++) {
        if (*at == '%' || *at == '?' || *at == '#') {
            str_addf(uri, "%%%02X", (unsigned)(unsigned char)*at);
        } else {
            str_add_bytes(uri, at, 1);
        }
    }
    str_add(uri, options);
}

/* A kiosk that is stopped leaves a database that is in no WAL mode (ledger.h). */
static bool is_lone(const char *path)
{
    enum { READ_VERSION = 19, WAL = 2 }; /* https://sqlite.org/fileformat.html 1.3 */
    char wal[FILE_PATH_MAX + 8];
    unsigned char version = 0;
    struct stat status;
    snprintf(wal, sizeof wal, "%s-wal", path);
    int file = lstat(wal, &status) == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    bool read = file >= 0 && pread(file, &version, 1, READ_VERSION) == 1;
    if (file >= 0) {
        close(file);
    }
    return read && version == WAL;
}

/* path: absolute, all links followed. */
static bool open_real(struct reader *reader, const char *path, struct err *err)
{
    struct stat status;
    if (strlen(path) >= FILE_PATH_MAX) {
        return err_set(err, "le nom complet de ce fichier est trop long");
    }
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
        return err_set(err, "n’est pas un fichier, ou ne peut pas être lu");
    }
    if (status.st_size == 0) {
        return err_set(err, "le fichier est vide ; la copie s’est sans doute mal terminée");
    }
    reader->lone = is_lone(path);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_URI;
    if (snapshot_is_needed(path)) {
        char copy[FILE_PATH_MAX];
        if (!snapshot_make(reader->copy, copy, path, err)) {
            return false;
        }
        make_uri(&reader->uri, copy, "");
        flags |= SQLITE_OPEN_READWRITE;
    } else {
        make_uri(&reader->uri, path, "?immutable=1");
        flags |= SQLITE_OPEN_READONLY;
    }
    return sqlite3_open_v2(str_text(&reader->uri), &reader->db, flags, NULL) == SQLITE_OK ||
           err_set(err, "ne peut pas être ouverte (%s)", sqlite3_errmsg(reader->db));
}

/* What lies beside a database lies beside the file itself, not beside a link to it. */
static bool open_file(struct reader *reader, const char *path, struct err *err)
{
    char *real = realpath(path, NULL);
    bool done = real ? open_real(reader, real, err)
                     : err_set(err, "n’est pas un fichier, ou ne peut pas être lu");
    free(real);
    return done;
}

/* Our tables under a number that no version we know has given them: a trial version's. */
static bool is_older(sqlite3 *db, int64_t *version)
{
    static const char ours[] = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                               " AND type = 'table' AND name IN ('kiosk', 'stand', 'tally')";
    int64_t found = 0;
    return schema_number(db, "PRAGMA user_version", version, NULL) && *version < SCHEMA_VERSION &&
           schema_number(db, ours, &found, NULL) && found == 3;
}

static bool open_hardened(struct reader *reader, const char *path, struct err *err)
{
    *reader = (struct reader){0};
    if (!open_file(reader, path, err)) {
        return false;
    }
    schema_harden(reader->db);
    sqlite3_exec(reader->db, "PRAGMA query_only = ON; PRAGMA cache_size = -8192", NULL, NULL, NULL);
    return true;
}

bool reader_open_again(struct reader *reader, const char *path)
{
    struct err why = {{0}};
    return open_hardened(reader, path, &why);
}

bool reader_open(struct reader *reader, const char *path, struct err *err)
{
    struct err why = {{0}};
    if (!open_hardened(reader, path, err)) {
        reader_close(reader);
        return false;
    }
    enum schema_verdict verdict = schema_examine(reader->db, &why);
    if (verdict == SCHEMA_OURS) {
        reader->first = !schema_is_upgraded(reader->db);
        return true;
    }
    static const char *const advice[] = {
        [SCHEMA_BLANK] = "la base ne contient rien",
        [SCHEMA_NEWER] = " ; installez la version de bilan qui va avec la borne",
        [SCHEMA_FOREIGN] = "",
        [SCHEMA_DAMAGED] = " ; base endommagée ou copie incomplète, refaites la copie",
        [SCHEMA_BLOCKED] = " ; ne peut pas être lue",
    };
    int64_t version;
    if (verdict == SCHEMA_FOREIGN && is_older(reader->db, &version)) {
        err_set(
            err,
            "base écrite par une version plus ancienne (schéma %lld, connu ici : %d), rien n’en "
            "est compté ; mettez la borne à jour et refaites la copie",
            (long long)version, SCHEMA_VERSION);
    } else {
        err_set(err, "%s%s", why.text, advice[verdict]);
    }
    reader_close(reader);
    return false;
}

void reader_close(struct reader *reader)
{
    sqlite3_finalize(reader->rows);
    sqlite3_finalize(reader->tallies);
    sqlite3_close(reader->db);
    reader->rows = NULL;
    reader->tallies = NULL;
    reader->db = NULL;
    str_release(&reader->uri);
    snapshot_remove(reader->copy);
}

/* Steps a statement; false at its end, or at damage. */
static bool step(struct reader *reader, sqlite3_stmt *rows)
{
    reader->bad = NULL;
    int code = sqlite3_step(rows);
    reader->damaged = reader->damaged || (code != SQLITE_ROW && code != SQLITE_DONE);
    return code == SQLITE_ROW;
}

static bool next_row(struct reader *reader, enum reader_table table)
{
    const char *sql = reader->first ? tables[table].first : tables[table].sql;
    if (!reader->rows &&
        sqlite3_prepare_v2(reader->db, sql, -1, &reader->rows, NULL) != SQLITE_OK) {
        reader->damaged = true;
        return false;
    }
    if (step(reader, reader->rows)) {
        return true;
    }
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

/* One value, of a row or of a function's arguments. */
struct field {
    int type, n;
    const char *text; /* only of a text; n bytes */
    int64_t number;   /* only of an integer */
};

static struct field field_of(sqlite3_value *value)
{
    struct field field = {.type = sqlite3_value_type(value)};
    if (field.type == SQLITE_TEXT) {
        field.text = (const char *)sqlite3_value_text(value);
        field.n = sqlite3_value_bytes(value);
    } else if (field.type == SQLITE_INTEGER) {
        field.number = sqlite3_value_int64(value);
    }
    return field;
}

/* A value of a row is as good as a function's argument where, as here, one thread has the
 * connection (SQLITE_OPEN_NOMUTEX). */
static struct field field_at(sqlite3_stmt *rows, int column)
{
    return field_of(sqlite3_column_value(rows, column));
}

static bool is_good_text(struct field field, int max)
{
    size_t bad;
    if (!field.text || field.n > max) {
        return false;
    }
    /* Most texts are ASCII, and there are millions. */
    unsigned char all = 0, zero = 0;
    for (int i = 0; i < field.n; i++) {
        all |= (unsigned char)field.text[i];
        zero |= field.text[i] == '\0';
    }
    return !zero && (all < 0x80 || utf8_check(field.text, (size_t)field.n, &bad));
}

static const char *text_of(struct reader *reader, struct field field, int max, const char *name)
{
    if (!is_good_text(field, max)) {
        reader->bad = name;
        return "";
    }
    return field.text;
}

static const char *text_or_none(struct reader *reader, int column, const char *name)
{
    struct field field = field_at(reader->rows, column);
    return field.type == SQLITE_NULL ? "" : text_of(reader, field, NAME_MAX_BYTES, name);
}

static const char *filled_text(struct reader *reader, struct field field, int max, const char *name)
{
    const char *text = text_of(reader, field, max, name);
    if (!text[0]) {
        reader->bad = name;
    }
    return text;
}

static int64_t number_of(struct reader *reader, struct field field, int64_t max, const char *name)
{
    bool good = field.type == SQLITE_INTEGER && field.number >= 0 && field.number <= max;
    if (!good) {
        reader->bad = name;
    }
    return good ? field.number : 0;
}

/* A time that only informs: a bad one is not known, and no reason to lose the row. */
static int64_t time_or_none(struct reader *reader, int column)
{
    int64_t time = sqlite3_column_int64(reader->rows, column);
    return time >= 0 && time <= TIME_MAX ? time : 0;
}

/* The same of a number of months. */
static int months_or_none(struct reader *reader, int column)
{
    int64_t months = sqlite3_column_int64(reader->rows, column);
    return months > 0 && months <= MONTHS_MOST ? (int)months : 0;
}

bool reader_next_kiosk(struct reader *reader, struct source_kiosk *kiosk)
{
    while (next_row(reader, READER_KIOSK)) {
        *kiosk = (struct source_kiosk){
            .id = filled_text(reader, field_at(reader->rows, 0), ID_MAX, "id"),
            .name = text_or_none(reader, 1, "name"),
            .site = text_or_none(reader, 2, "site"),
            .region = text_or_none(reader, 3, "region"),
            .timezone = text_or_none(reader, 4, "timezone"),
            .departement = text_or_none(reader, 5, "departement"),
            .program = text_or_none(reader, 6, "program"),
            .content = text_or_none(reader, 7, "content"),
            .keep_months = months_or_none(reader, 8),
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
            .id = filled_text(reader, field_at(reader->rows, 0), ID_MAX, "id"),
            .kiosk_id = text_or_none(reader, 1, "kiosk_id"),
            .name = text_or_none(reader, 2, "name"),
            .structure = text_or_none(reader, 3, "structure"),
            .kind = text_or_none(reader, 4, "kind"),
            .opened_at = time_or_none(reader, 5),
            .closed_at = time_or_none(reader, 6),
            .region = text_or_none(reader, 8, "region"),
            .departement = text_or_none(reader, 9, "departement"),
            .site = text_or_none(reader, 10, "site"),
        };
        *last = time_or_none(reader, 7);
        if (accept(reader, READER_STAND)) {
            return true;
        }
    }
    return false;
}

/* hour, origin, counter, item, n. True if the row may be used. */
static bool take_tally(struct reader *reader, const struct field fields[5], struct source_row *row)
{
    const char *origin = text_of(reader, fields[1], ID_MAX, "origin");
    row->hour = number_of(reader, fields[0], TIME_MAX, "hour");
    row->origin = counter_origin_find(origin);
    row->counter = filled_text(reader, fields[2], COUNTER_MAX, "counter");
    row->item = text_of(reader, fields[3], ITEM_MAX, "item");
    row->n = number_of(reader, fields[4], N_MAX, "n");
    if (row->origin == ORIGINS) {
        reader->bad = "origin";
    }
    return accept(reader, READER_TALLY);
}

static bool prepare_tallies(struct reader *reader, const char *sql)
{
    sqlite3_finalize(reader->tallies);
    reader->tallies = NULL;
    int code =
        sqlite3_prepare_v3(reader->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &reader->tallies, NULL);
    reader->damaged = reader->damaged || code != SQLITE_OK;
    return code == SQLITE_OK;
}

/* The first text after the last one, by the key's own index: no row is read for it. */
static bool next_text(struct reader *reader, struct str *last, struct field *found)
{
    sqlite3_reset(reader->tallies);
    sqlite3_bind_text(reader->tallies, 1, str_text(last), (int)last->n, SQLITE_STATIC);
    if (!step(reader, reader->tallies)) {
        return false;
    }
    *found = field_at(reader->tallies, 0);
    return found->type == SQLITE_TEXT && found->text;
}

/* How many rows sql counts, given a text; they have no usable stand. */
static void skip_stands(struct reader *reader, const char *sql, const char *text, size_t n)
{
    sqlite3_stmt *count = NULL;
    if (sqlite3_prepare_v2(reader->db, sql, -1, &count, NULL) == SQLITE_OK &&
        sqlite3_bind_text(count, 1, text, (int)n, SQLITE_STATIC) == SQLITE_OK &&
        step(reader, count)) {
        for (int64_t rows = sqlite3_column_int64(count, 0); rows > 0; rows--) {
            reader->bad = "stand_id";
            accept(reader, READER_TALLY);
        }
    } else {
        reader->damaged = true;
    }
    sqlite3_finalize(count);
}

void reader_stand_ids(struct reader *reader, void (*found)(void *context, const char *id),
                      void *context)
{
    struct str last = {0};
    struct field id;
    /* NULL and numbers sort before every text, blobs after. */
    skip_stands(reader,
                "SELECT (SELECT count(*) FROM tally WHERE stand_id IS NULL)"
                " + (SELECT count(*) FROM tally WHERE stand_id <= ?1)"
                " + (SELECT count(*) FROM tally WHERE stand_id >= x'')",
                "", 0);
    if (!prepare_tallies(reader, "SELECT min(stand_id) FROM tally"
                                 " WHERE stand_id > ?1 AND stand_id < x''")) {
        return;
    }
    while (next_text(reader, &last, &id)) {
        str_clear(&last);
        str_add_bytes(&last, id.text, (size_t)id.n);
        if (is_good_text(id, ID_MAX)) {
            found(context, id.text);
        } else {
            skip_stands(reader, "SELECT count(*) FROM tally WHERE stand_id = ?1", str_text(&last),
                        last.n);
        }
    }
    str_release(&last);
    prepare_tallies(reader, tables[READER_TALLY].sql);
}

void reader_stand(struct reader *reader, const char *id)
{
    if (!reader->tallies) {
        prepare_tallies(reader, tables[READER_TALLY].sql);
    }
    sqlite3_reset(reader->tallies);
    sqlite3_bind_text(reader->tallies, 1, id, -1, SQLITE_TRANSIENT);
}

bool reader_next_tally(struct reader *reader, struct source_row *row)
{
    while (reader->tallies && step(reader, reader->tallies)) {
        struct field fields[5];
        for (int i = 0; i < 5; i++) {
            fields[i] = field_at(reader->tallies, i);
        }
        if (take_tally(reader, fields, row)) {
            return true;
        }
    }
    return false;
}

bool reader_take(struct reader *reader, sqlite3_value **values, const char **stand,
                 struct source_row *row)
{
    struct field fields[5];
    for (int i = 0; i < 5; i++) {
        fields[i] = field_of(values[i + 1]);
    }
    reader->bad = NULL;
    *stand = filled_text(reader, field_of(values[0]), ID_MAX, "stand_id");
    return take_tally(reader, fields, row);
}

bool reader_agrees(struct reader *reader)
{
    int64_t rows = 0;
    bool counted = schema_number(reader->db,
                                 "SELECT (SELECT count(*) FROM tally) ="
                                 " (SELECT count(*) FROM tally NOT INDEXED)",
                                 &rows, NULL);
    reader->damaged = reader->damaged || !counted || rows != 1;
    return !reader->damaged;
}

const char *reader_table_name(enum reader_table table)
{
    return tables[table].name;
}
