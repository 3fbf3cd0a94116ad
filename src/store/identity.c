#include "store/identity.h"

#include "base/log.h"
#include "base/str.h"
#include "store/stand.h"

/* Is the column's place another than the parameter's, both known? */
#define DIFFERS(column, parameter)                                                                 \
    "(" column " <> '' AND " parameter " <> '' AND " column " <> " parameter ")"
#define ELSEWHERE                                                                                  \
    "(" DIFFERS("region", "?4") " OR " DIFFERS("departement", "?7") " OR " DIFFERS("site", "?3") ")"

#define FILLED(column, parameter)                                                                  \
    "CASE WHEN " parameter " <> '' THEN " parameter " ELSE coalesce(" column ", '') END"
#define NOW_THERE FILLED("region", "?4") ", " FILLED("departement", "?7") ", " FILLED("site", "?3")

#define HAS_FIRST "EXISTS (SELECT 1 FROM stand WHERE id = ?1)"

/* ?1 the kiosk, ?2 its name, ?3 site, ?4 region, ?5 timezone, ?6 now, ?7 departement, ?8 program,
 * ?9 content, ?10 keep_months, ?11 a new stand's id. One after the other: */
static const char *const write_sql[] = {
    "INSERT INTO kiosk(id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM kiosk WHERE id = ?1)",

    /* stands of version 1 were held where the kiosk is, until its row says another place; */
    "UPDATE stand SET (region, departement, site) = (SELECT coalesce(region, ''),"
    " coalesce(departement, ''), coalesce(site, '') FROM kiosk WHERE id = ?1)"
    " WHERE kiosk_id = ?1 AND coalesce(region, departement, site) IS NULL",

    /* a standing stand that is elsewhere ends; */
    "UPDATE stand SET closed_at = max(?6, 1) WHERE " STAND_STANDING " AND " ELSEWHERE,

    "UPDATE kiosk SET name = ?2, site = ?3, region = ?4, timezone = ?5, departement = ?7,"
    " program = ?8, content = ?9, keep_months = ?10 WHERE ?2 IS NOT NULL AND id = ?1 AND"
    " (name, site, region, timezone, departement, program, content, keep_months)"
    " IS NOT (?2, ?3, ?4, ?5, ?7, ?8, ?9, ?10)",

    /* the first has the kiosk's id, the next are of the kind hall; */
    "INSERT INTO stand(id, kiosk_id, kind, opened_at) SELECT"
    " CASE WHEN " HAS_FIRST " THEN ?11 ELSE ?1 END, ?1,"
    " CASE WHEN " HAS_FIRST " THEN 'hall' ELSE 'affichage' END, ?6"
    " WHERE NOT EXISTS (SELECT 1 FROM stand WHERE " STAND_STANDING ")",

    /* and what was not known of its place is filled in. */
    "UPDATE stand SET name = ?2, structure = ?3, (region, departement, site) = (" NOW_THERE ")"
    " WHERE ?2 IS NOT NULL AND " STAND_STANDING " AND (name, structure, region, departement, site)"
    " IS NOT (?2, ?3, " NOW_THERE ")",
};

enum { PARAMETER_NOW = 6, PARAMETER_MONTHS = 10, PARAMETERS = 11 };

/* The kiosk of the database that the folder names, else its only one; "" where there is neither.
 * False: it cannot be told, which is not the same. */
static bool find_own(sqlite3 *db, const struct machine *machine, char id[SCHEMA_ID_SIZE])
{
    static const char sql[] =
        "SELECT id FROM kiosk WHERE id = ?1 OR (SELECT count(*) FROM kiosk) = 1"
        " ORDER BY id = ?1 DESC";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, machine->kiosk, -1, SQLITE_STATIC);
    }
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool told = code == SQLITE_DONE || (text && str_fit(id, SCHEMA_ID_SIZE, text));
    sqlite3_finalize(statement);
    return told;
}

enum schema_verdict identity_find(sqlite3 *db, const struct identity *who, struct machine *machine,
                                  char id[SCHEMA_ID_SIZE], struct err *why)
{
    static const char bad[] = "SELECT count(*) FROM kiosk WHERE id IS NULL"
                              " OR length(CAST(id AS BLOB)) NOT BETWEEN 1 AND 36";
    int64_t kiosks = 0, nameless = 0;
    id[0] = '\0';
    if (!schema_number(db, "SELECT count(*) FROM kiosk", &kiosks, why) ||
        !schema_number(db, bad, &nameless, why) ||
        !machine_read(machine, who->folder, who->machine, why)) {
        return SCHEMA_BLOCKED;
    }
    if (nameless == 0 && !find_own(db, machine, id)) {
        schema_say(db, why);
        return SCHEMA_BLOCKED;
    }
    if (nameless > 0 || (!id[0] && kiosks > 1)) {
        err_set(why, kiosks > 1 ? "cette base réunit les comptes de plusieurs bornes"
                                : "la borne de cette base n'a pas d'identifiant");
        return SCHEMA_FOREIGN;
    }
    return SCHEMA_OURS;
}

static int bind(sqlite3_stmt *statement, const struct identity *who, const char *id,
                const char *stand)
{
    const char *const texts[PARAMETERS] = {
        id,           who->name,    who->site, who->region, who->timezone, NULL, who->departement,
        who->program, who->content, NULL,      stand};
    int most = sqlite3_bind_parameter_count(statement), code = SQLITE_OK;
    for (int i = 0; i < PARAMETERS && i < most && code == SQLITE_OK; i++) {
        code = sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK && most >= PARAMETER_NOW) {
        code = sqlite3_bind_int64(statement, PARAMETER_NOW, who->now);
    }
    if (code == SQLITE_OK && most >= PARAMETER_MONTHS && who->keep_months > 0) {
        code = sqlite3_bind_int64(statement, PARAMETER_MONTHS, who->keep_months);
    }
    return code;
}

bool identity_write(sqlite3 *db, const struct identity *who, const struct machine *machine,
                    char id[SCHEMA_ID_SIZE])
{
    char stand[SCHEMA_ID_SIZE];
    int code = SQLITE_OK;
    schema_new_id(stand);
    if (!id[0] || (machine->is == MACHINE_OTHER && str_same(machine->kiosk, id))) {
        schema_new_id(id);
    }
    for (size_t i = 0; i < sizeof write_sql / sizeof *write_sql && code == SQLITE_OK; i++) {
        sqlite3_stmt *statement = NULL;
        code = sqlite3_prepare_v2(db, write_sql[i], -1, &statement, NULL);
        code = code == SQLITE_OK ? bind(statement, who, id, stand) : code;
        if (code == SQLITE_OK) {
            sqlite3_step(statement);
            code = sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
    return code == SQLITE_OK;
}

bool identity_content(sqlite3 *db, const char *id, const char *content)
{
    static const char sql[] = "UPDATE kiosk SET content = ?2 WHERE id = ?1";
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_text(statement, 2, content, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return done;
}

void identity_keep(const struct identity *who, const struct machine *machine, const char *id)
{
    struct err err = {{0}};
    if (machine->is == MACHINE_OTHER && !str_same(machine->kiosk, id)) {
        log_line(LOG_WARNING,
                 "comptes : ce dossier vient d’une autre machine ; cette borne prend un nouveau "
                 "numéro, les comptes d’avant restent à l’autre");
    }
    if (!machine_write(machine, who->folder, who->machine, id, &err)) {
        log_line(LOG_WARNING, "comptes : %s", err.text);
    }
}
