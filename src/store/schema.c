#include "store/schema.h"

#include <stddef.h>
#include <sys/random.h>

static const char create_sql[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);"
    "CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,"
    " opened_at INTEGER, closed_at INTEGER);"
    "CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,"
    " n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));"
    "PRAGMA user_version = 1;"
    "COMMIT";

/* What our statements name; preparing these proves tables, columns and the key of tally. */
static const struct {
    const char *table, *sql;
} proofs[] = {
    {"kiosk", "SELECT id, name, site, region, timezone FROM kiosk"},
    {"stand", "SELECT id, kiosk_id, name, structure, kind, opened_at, closed_at FROM stand"},
    {"tally", "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (1,2,3,4,5,6)"
              " ON CONFLICT(stand_id, hour, origin, counter, item) DO UPDATE SET n = n"},
};

bool schema_is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

bool schema_say(sqlite3 *db, struct err *err)
{
    int code = sqlite3_extended_errcode(db);
    const char *words = sqlite3_errmsg(db);
    switch (code & 0xff) {
    case SQLITE_FULL:
        return err_set(err, "le disque est plein (%s)", words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, "un autre programme retient la base (%s)", words);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return err_set(err, "le dossier ou la base ne peut pas être écrit (%s)", words);
    case SQLITE_CORRUPT:
        return err_set(err, "la lecture s’y perd (%s)", words);
    case SQLITE_NOTADB:
        return err_set(err, "ce n’est pas une base SQLite (%s)", words);
    case SQLITE_IOERR:
        return err_set(err, "%s (%s, code %d)",
                       code == SQLITE_IOERR_SHMSIZE ? "le disque est plein"
                                                    : "le disque ne répond pas bien",
                       words, code);
    default:
        return err_set(err, "la base ne répond pas bien (%s, code %d)", words, code);
    }
}

bool schema_run(sqlite3 *db, const char *sql, struct err *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || schema_say(db, err);
}

bool schema_number(sqlite3 *db, const char *sql, int64_t *number, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    if (code == SQLITE_ROW) {
        *number = sqlite3_column_int64(statement, 0);
    } else {
        schema_say(db, err);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW;
}

void schema_harden(sqlite3 *db)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 16);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM needs one */
    sqlite3_exec(db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
}

static enum schema_verdict blame(sqlite3 *db, struct err *why)
{
    schema_say(db, why);
    return schema_is_damage(sqlite3_errcode(db)) ? SCHEMA_DAMAGED : SCHEMA_BLOCKED;
}

static enum schema_verdict quick_check(sqlite3 *db, struct err *why)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return blame(db, why);
    }
    const char *said = (const char *)sqlite3_column_text(statement, 0);
    bool good = said && strcmp(said, "ok") == 0;
    if (!good) {
        err_set(why, "base endommagée (%.200s)", said ? said : "?");
    }
    sqlite3_finalize(statement);
    return good ? SCHEMA_OURS : SCHEMA_DAMAGED;
}

static enum schema_verdict table_check(sqlite3 *db, const char *table, const char *sql,
                                       struct err *why)
{
    char real[160];
    int64_t tables = 0;
    /* A view or a virtual table would run what the file says. */
    snprintf(real, sizeof real,
             "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
             " AND name = '%s'",
             table);
    if (!schema_number(db, real, &tables, NULL)) {
        return blame(db, why);
    }
    sqlite3_stmt *statement = NULL;
    if (tables == 1 && sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_finalize(statement);
        return SCHEMA_OURS;
    }
    if (tables == 1 && (sqlite3_errcode(db) & 0xff) != SQLITE_ERROR) {
        return blame(db, why);
    }
    err_set(why, "ce n'est pas une base de comptes (la table %s %s)", table,
            tables == 1 ? "n'a pas les colonnes attendues" : "manque");
    return SCHEMA_FOREIGN;
}

enum schema_verdict schema_examine(sqlite3 *db, struct err *why)
{
    int64_t version = 0, things = 0, foreign = 0;
    if (!schema_number(db, "PRAGMA user_version", &version, NULL) ||
        !schema_number(db, "SELECT count(*) FROM sqlite_schema", &things, NULL) ||
        !schema_number(db, "SELECT encoding <> 'UTF-8' FROM pragma_encoding", &foreign, NULL)) {
        return blame(db, why);
    }
    if (foreign) { /* and SQLite joins no two of different encodings */
        err_set(why,
                "base en UTF-16, qu'aucune borne n'écrit ; reprenez la copie faite par la borne");
        return SCHEMA_FOREIGN;
    }
    enum schema_verdict verdict = quick_check(db, why);
    if (verdict != SCHEMA_OURS) {
        return verdict;
    }
    if (version == 0 && things == 0) {
        return SCHEMA_BLANK;
    }
    if (version > SCHEMA_VERSION) {
        err_set(why, "écrite par une version plus récente (schéma %lld, connu ici : %d)",
                (long long)version, SCHEMA_VERSION);
        return SCHEMA_NEWER;
    }
    if (version != SCHEMA_VERSION) {
        err_set(why, "ce n'est pas une base de comptes (user_version %lld)", (long long)version);
        return SCHEMA_FOREIGN;
    }
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs && verdict == SCHEMA_OURS; i++) {
        verdict = table_check(db, proofs[i].table, proofs[i].sql, why);
    }
    return verdict;
}

bool schema_create(sqlite3 *db, struct err *err)
{
    if (schema_run(db, create_sql, err)) {
        return true;
    }
    schema_run(db, "ROLLBACK", NULL);
    return false;
}

void schema_new_id(char id[SCHEMA_ID_SIZE])
{
    unsigned char bytes[16];
    /* Up to 256 bytes are whole or not at all, and only a kernel too young to boot refuses. */
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) {
        sqlite3_randomness(sizeof bytes, bytes);
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    size_t at = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            id[at++] = '-';
        }
        snprintf(id + at, 3, "%02x", bytes[i]);
        at += 2;
    }
}
