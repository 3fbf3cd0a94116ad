#include "store/stand.h"

#include "base/str.h"

/* What a statement is given: its texts, then its number. */
struct values {
    const char *text[5];
    int texts;
    int64_t number;
};

/* NULL, with SQLite's error on db, where it cannot be prepared. */
static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const struct values *values)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        return NULL;
    }
    for (int i = 0; i < values->texts; i++) {
        sqlite3_bind_text(statement, i + 1, values->text[i], -1, SQLITE_STATIC);
    }
    if (sqlite3_bind_parameter_count(statement) > values->texts) {
        sqlite3_bind_int64(statement, values->texts + 1, values->number);
    }
    return statement;
}

static bool run(sqlite3 *db, const char *sql, const struct values *values)
{
    sqlite3_stmt *statement = prepare(db, sql, values);
    bool done = statement && sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return done;
}

static void take_text(sqlite3_stmt *statement, int column, char *field, size_t room)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    str_fit(field, room, text ? text : "");
}

/* The id sql finds; where it finds none, id stays as it is. */
static bool find_id(sqlite3 *db, const char *sql, const struct values *values,
                    char id[SCHEMA_ID_SIZE])
{
    sqlite3_stmt *statement = prepare(db, sql, values);
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW) {
        take_text(statement, 0, id, SCHEMA_ID_SIZE);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Of the kiosk, opened by people, with an id that fits. */
#define OPENED                                                                                     \
    "kiosk_id = ?1 AND id <> ?1 AND kind IS NOT 'hall'"                                            \
    " AND length(CAST(id AS BLOB)) BETWEEN 1 AND 36"

bool stand_present(sqlite3 *db, const char *kiosk, char id[SCHEMA_ID_SIZE], bool *opened)
{
    static const char last[] =
        "SELECT id FROM stand WHERE " OPENED " AND coalesce(closed_at, 0) = 0"
        " ORDER BY opened_at DESC, rowid DESC LIMIT 1";
    static const char standing[] = "SELECT id FROM stand WHERE " STAND_STANDING
                                   " AND length(CAST(id AS BLOB)) BETWEEN 1 AND 36"
                                   " ORDER BY rowid DESC LIMIT 1";
    const struct values values = {.text = {kiosk}, .texts = 1};
    id[0] = '\0';
    bool found = find_id(db, last, &values, id), is_open = id[0] != '\0';
    if (found && !is_open) {
        str_fit(id, SCHEMA_ID_SIZE, kiosk);
        found = find_id(db, standing, &values, id);
    }
    if (opened) {
        *opened = is_open;
    }
    return found;
}

static bool insert(sqlite3 *db, const char *kiosk, const struct store_stand *next)
{
    static const char sql[] = "INSERT INTO stand(id, kiosk_id, name, structure, kind, opened_at,"
                              " region, departement, site)"
                              " SELECT ?1, ?2, ?3, ?4, ?5, ?6, region, departement, site"
                              " FROM kiosk WHERE id = ?2";
    struct values values = {
        .text = {next->id, kiosk, next->name, next->structure, next->kind},
        .texts = 5,
        .number = next->opened_at,
    };
    return run(db, sql, &values);
}

bool stand_switch(sqlite3 *db, const char *kiosk, const struct store_stand *next, int64_t wall)
{
    static const char sql[] = "UPDATE stand SET closed_at = max(?2, 1)"
                              " WHERE kiosk_id = ?1 AND id <> ?1 AND kind IS NOT 'hall'"
                              " AND coalesce(closed_at, 0) = 0";
    struct values values = {.text = {kiosk}, .texts = 1, .number = wall};
    return run(db, sql, &values) && (!next || insert(db, kiosk, next));
}

/* Where none is open, the one closed last in the day since then takes the standing one's place: no
 * stand that a wrong clock has closed in days to come. */
static bool closed_lately(sqlite3 *db, const char *kiosk, int64_t since, char id[SCHEMA_ID_SIZE])
{
    static const char sql[] =
        "SELECT id FROM stand WHERE " OPENED " AND closed_at BETWEEN ?2 AND ?2 + 86400"
        " ORDER BY closed_at DESC, rowid DESC LIMIT 1";
    return find_id(db, sql, &(struct values){.text = {kiosk}, .texts = 1, .number = since}, id);
}

static bool describe(sqlite3 *db, const char *kiosk, int64_t since, struct store_stand *stand)
{
    static const char sql[] = "SELECT name, structure, kind, opened_at, closed_at, region,"
                              " departement, site FROM stand WHERE id = ?1";
    *stand = (struct store_stand){0};
    if (!stand_present(db, kiosk, stand->id, &stand->open)) {
        return false;
    }
    if (!stand->open && since > 0 && !closed_lately(db, kiosk, since, stand->id)) {
        return false;
    }
    sqlite3_stmt *statement = prepare(db, sql, &(struct values){.text = {stand->id}, .texts = 1});
    bool found = statement && sqlite3_step(statement) == SQLITE_ROW;
    if (found) {
        take_text(statement, 0, stand->name, sizeof stand->name);
        take_text(statement, 1, stand->structure, sizeof stand->structure);
        take_text(statement, 2, stand->kind, sizeof stand->kind);
        stand->opened_at = sqlite3_column_int64(statement, 3);
        stand->closed_at = sqlite3_column_int64(statement, 4);
        take_text(statement, 5, stand->region, sizeof stand->region);
        take_text(statement, 6, stand->departement, sizeof stand->departement);
        take_text(statement, 7, stand->site, sizeof stand->site);
    }
    sqlite3_finalize(statement);
    str_fit(stand->kiosk_id, sizeof stand->kiosk_id, kiosk);
    return found;
}

static bool take_row(sqlite3_stmt *statement, struct store_row *row)
{
    char origin[8];
    *row = (struct store_row){.hour = sqlite3_column_int64(statement, 0),
                              .n = sqlite3_column_int64(statement, 4)};
    take_text(statement, 1, origin, sizeof origin);
    take_text(statement, 2, row->counter, sizeof row->counter);
    take_text(statement, 3, row->item, sizeof row->item);
    row->origin = counter_origin_find(origin);
    return row->origin != ORIGINS;
}

static bool add_rows(sqlite3 *db, const char *sql, const char *stand, struct store_rows *rows)
{
    sqlite3_stmt *statement = prepare(db, sql, &(struct values){.text = {stand}, .texts = 1});
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        struct store_row row;
        if (take_row(statement, &row)) {
            arr_push(&rows->list, row);
        }
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

/* A standing stand has a row an hour and item for months: only sums leave the database. */
bool stand_read(sqlite3 *db, const char *kiosk, int64_t since, struct store_stand *stand,
                struct store_rows *rows)
{
    /* -1: STORE_SUMS */
    static const char sums[] = "SELECT -1, origin, counter, item, sum(n) FROM tally"
                               " WHERE stand_id = ?1 GROUP BY origin, counter, item"
                               " ORDER BY origin, counter, item";
    static const char hours[] =
        "SELECT hour, origin, counter, item, n FROM tally WHERE stand_id = ?1"
        " AND origin IS NOT 'late' AND hour >="
        " (SELECT min(hour) FROM (SELECT DISTINCT hour FROM tally WHERE stand_id = ?1"
        " AND origin IS NOT 'late' ORDER BY hour DESC LIMIT 24))"
        " ORDER BY hour, origin, counter, item";
    return describe(db, kiosk, since, stand) &&
           (!rows || (add_rows(db, sums, stand->id, rows) && add_rows(db, hours, stand->id, rows)));
}

/* A clock that ran ahead for a day or two would make everything old: days counted since the cut are
 * what proves it. One that fell back wrote hours before any kiosk was: those are not old but wrong,
 * and a report flags them. */
enum { PROOF_DAYS = 3 };

static bool clock_is_proved(sqlite3 *db, int64_t before)
{
    char sql[128];
    int64_t days = 0;
    snprintf(sql, sizeof sql, "SELECT count(DISTINCT hour / 86400) FROM tally WHERE hour >= %lld",
             (long long)before);
    return schema_number(db, sql, &days, NULL) && days >= PROOF_DAYS;
}

bool stand_prune(sqlite3 *db, const char *kiosk, int64_t before, int *rows, int *stands)
{
    char old_rows[160];
    snprintf(old_rows, sizeof old_rows,
             "DELETE FROM tally WHERE hour < ?2 AND hour >= %lld AND stand_id IS NOT ?1",
             (long long)DATE_FIRST_COUNT);
    static const char old_stands[] = "DELETE FROM stand WHERE closed_at > 0 AND closed_at < ?2"
                                     " AND id <> ?1 AND id NOT IN"
                                     " (SELECT stand_id FROM tally WHERE stand_id IS NOT NULL)";
    char present[SCHEMA_ID_SIZE];
    bool opened;
    if (!stand_present(db, kiosk, present, &opened)) {
        return false;
    }
    *rows = *stands = 0;
    if (!clock_is_proved(db, before)) {
        return true;
    }
    struct values values = {.text = {opened ? present : ""}, .texts = 1, .number = before};
    if (!run(db, old_rows, &values)) {
        return false;
    }
    *rows = sqlite3_changes(db);
    values.text[0] = kiosk;
    if (!run(db, old_stands, &values)) {
        return false;
    }
    *stands = sqlite3_changes(db);
    return true;
}
