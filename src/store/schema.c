#include "store/schema.h"

#include <stddef.h>
#include <sys/random.h>

/* Version 1. */
static const char create_sql[] =
    "CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);"
    "CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,"
    " opened_at INTEGER, closed_at INTEGER);"
    "CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,"
    " n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));";

/* What version 2 added, at the end of its tables. */
static const struct {
    const char *table, *column, *type;
} added[] = {
    {"kiosk", "departement", "TEXT"}, {"kiosk", "program", "TEXT"},
    {"kiosk", "content", "TEXT"},     {"kiosk", "keep_months", "INTEGER"},
    {"stand", "region", "TEXT"},      {"stand", "departement", "TEXT"},
    {"stand", "site", "TEXT"},
};

/* What our statements name; preparing these proves tables, columns and the key of tally. The second
 * is for versions from 2 on. */
static const struct {
    const char *table, *sql[2];
} proofs[] = {
    {"kiosk",
     {"SELECT id, name, site, region, timezone FROM kiosk",
      "SELECT id, name, site, region, timezone, departement, program, content, keep_months"
      " FROM kiosk"}},
    {"stand",
     {"SELECT id, kiosk_id, name, structure, kind, opened_at, closed_at FROM stand",
      "SELECT id, kiosk_id, name, structure, kind, opened_at, closed_at, region, departement, site"
      " FROM stand"}},
    {"tally",
     {"INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (1,2,3,4,5,6)"
      " ON CONFLICT(stand_id, hour, origin, counter, item) DO UPDATE SET n = n",
      "INSERT INTO tally(stand_id, hour, origin, counter, item, n) VALUES (1,2,3,4,5,6)"
      " ON CONFLICT(stand_id, hour, origin, counter, item) DO UPDATE SET n = n"}},
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
    if (version < 1) {
        err_set(why, "ce n'est pas une base de comptes (user_version %lld)", (long long)version);
        return SCHEMA_FOREIGN;
    }
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs && verdict == SCHEMA_OURS; i++) {
        verdict = table_check(db, proofs[i].table, proofs[i].sql[version > 1], why);
    }
    if (verdict == SCHEMA_FOREIGN && version > SCHEMA_VERSION) {
        err_set(why,
                "écrite par une version plus récente, dont les tables ont changé (schéma %lld, "
                "connu ici : %d)",
                (long long)version, SCHEMA_VERSION);
        return SCHEMA_NEWER;
    }
    return verdict;
}

static bool add_column(sqlite3 *db, size_t which, struct err *err)
{
    char sql[160];
    int64_t there = 0;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'",
             added[which].table, added[which].column);
    if (!schema_number(db, sql, &there, err)) {
        return false;
    }
    snprintf(sql, sizeof sql, "ALTER TABLE %s ADD COLUMN %s %s", added[which].table,
             added[which].column, added[which].type);
    return there > 0 || schema_run(db, sql, err);
}

static bool add_columns(sqlite3 *db, struct err *err)
{
    char sql[48];
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        if (!add_column(db, i, err)) {
            return false;
        }
    }
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
    return schema_run(db, sql, err);
}

/* first: what is run before the columns are added; "" for nothing. */
static bool bring_up(sqlite3 *db, const char *first, struct err *err)
{
    if (schema_run(db, "BEGIN IMMEDIATE", err) && schema_run(db, first, err) &&
        add_columns(db, err) && schema_run(db, "COMMIT", err)) {
        return true;
    }
    schema_run(db, "ROLLBACK", NULL);
    return false;
}

bool schema_create(sqlite3 *db, struct err *err)
{
    return bring_up(db, create_sql, err);
}

bool schema_upgrade(sqlite3 *db, struct err *err)
{
    int64_t version = 0; /* one that cannot be read is not an earlier one */
    return schema_number(db, "PRAGMA user_version", &version, err) &&
           (version >= SCHEMA_VERSION || bring_up(db, "", err));
}

bool schema_is_upgraded(sqlite3 *db)
{
    int64_t version = 0;
    return schema_number(db, "PRAGMA user_version", &version, NULL) && version >= SCHEMA_VERSION;
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
