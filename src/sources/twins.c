#include "sources/twins.h"

#include "base/date.h"

#include <assert.h>

/* The least that is kept (keep_months: 1): what is missing since then was not too old. */
enum { KEPT_AT_LEAST = 28 * 86400 };

/* What one file holds of a kiosk: hours, and the sum of all counts. */
struct pull {
    const char *path;
    int64_t first, last;
    double sum;
};

struct pulls {
    ARR(struct pull) list;
};

/* Of the pulls of one machine each holds the one before it. */
static int by_age(const void *left, const void *right)
{
    const struct pull *a = left, *b = right;
    int order = (a->last > b->last) - (a->last < b->last);
    order = order ? order : (a->sum > b->sum) - (a->sum < b->sum);
    return order ? order : strcmp(a->path, b->path);
}

/* A file was read a moment ago; one that cannot be read again tells nothing. sql: ?1 the kiosk, ?2
 * the first hour of a clock that was right. */
static bool ask(const char *path, const char *kiosk, const char *sql,
                void (*take)(struct pull *pull, sqlite3_stmt *row), struct pull *pull)
{
    struct reader reader;
    sqlite3_stmt *row = NULL;
    bool found = reader_open_again(&reader, path) &&
                 sqlite3_prepare_v2(reader.db, sql, -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_bind_text(row, 1, kiosk, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_bind_int64(row, 2, DATE_FIRST_COUNT) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        take(pull, row);
    }
    sqlite3_finalize(row);
    reader_close(&reader);
    return found;
}

static void take_hours(struct pull *pull, sqlite3_stmt *row)
{
    bool dated = sqlite3_column_type(row, 0) == SQLITE_INTEGER;
    pull->first = dated ? sqlite3_column_int64(row, 0) : INT64_MAX;
    pull->last = sqlite3_column_int64(row, 1);
}

static void take_sum(struct pull *pull, sqlite3_stmt *row)
{
    pull->sum = sqlite3_column_double(row, 0);
}

/* first: of the rows that would go first where old ones go: an opened stand's stay, and those of a
 * clock that was wrong. Both are found by the key's own index. */
static const char hours_sql[] =
    "SELECT min(first), max(last) FROM (SELECT CASE WHEN s.id = ?1 OR s.kind = '" COUNTS_HALL
    "' OR s.closed_at > 0 THEN (SELECT min(hour) FROM tally WHERE stand_id = s.id AND hour >= ?2)"
    " END AS first, (SELECT max(hour) FROM tally WHERE stand_id = s.id) AS last"
    " FROM stand s WHERE s.kiosk_id = ?1)";

static const char sum_sql[] = "SELECT total(t.n), ?2 FROM stand s CROSS JOIN tally t"
                              " ON t.stand_id = s.id WHERE s.kiosk_id = ?1";

/* Of two, the order is no matter; of more that end in one hour, what they counted is their age. */
static void put_in_order(struct pulls *pulls, const char *kiosk)
{
    struct pull *at = pulls->list.at;
    size_t n = pulls->list.n, ties = 0;
    if (n < 3) {
        return;
    }
    qsort(at, n, sizeof *at, by_age);
    for (size_t i = 1; i < n; i++) {
        ties += at[i].last == at[i - 1].last;
    }
    for (size_t i = 0; i < n && ties > 0; i++) {
        ask(at[i].path, kiosk, sum_sql, take_sum, &at[i]);
    }
    qsort(at, n, sizeof *at, by_age);
}

/* Has schema a a row of the kiosk that b has not, or less of, though b would have kept it? */
static bool has_more(sqlite3 *db, const char *kiosk, const char *a, const char *b,
                     const struct pull *other)
{
    char sql[640];
    snprintf(
        sql, sizeof sql,
        "SELECT 1 FROM %s.stand s CROSS JOIN %s.tally t ON t.stand_id = s.id WHERE s.kiosk_id = ?1"
        " AND NOT (t.hour < ?2 AND t.hour < ?3) AND NOT EXISTS (SELECT 1 FROM %s.tally o"
        " WHERE o.stand_id = t.stand_id AND o.hour = t.hour AND o.origin = t.origin"
        " AND o.counter = t.counter AND o.item = t.item AND o.n >= t.n) LIMIT 1",
        a, a, b);
    sqlite3_stmt *more = NULL;
    bool found = sqlite3_prepare_v2(db, sql, -1, &more, NULL) == SQLITE_OK &&
                 sqlite3_bind_text(more, 1, kiosk, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_bind_int64(more, 2, other->first) == SQLITE_OK &&
                 sqlite3_bind_int64(more, 3, other->last - KEPT_AT_LEAST) == SQLITE_OK &&
                 sqlite3_step(more) == SQLITE_ROW;
    sqlite3_finalize(more);
    return found;
}

static bool are_two(const struct pull *a, const struct pull *b, const char *kiosk)
{
    struct reader one = {0}, two = {0};
    bool apart = false;
    if (reader_open_again(&one, a->path) && reader_open_again(&two, b->path)) {
        char *sql = sqlite3_mprintf("ATTACH %Q AS other", str_text(&two.uri));
        apart = sql && schema_run(one.db, sql, NULL) &&
                has_more(one.db, kiosk, "main", "other", b) &&
                has_more(one.db, kiosk, "other", "main", a);
        sqlite3_free(sql);
    }
    reader_close(&one);
    reader_close(&two);
    return apart;
}

static void tell(struct gather *gather, const struct source_kiosk *kiosk, const struct pull *a,
                 const struct pull *b)
{
    gather->source->twins++;
    gather_fault(gather, a->path,
                 arena_format(&gather->source->arena,
                              "deux machines portent le même numéro (borne « %s ») : ni ce fichier "
                              "ni %s n’a tout ce que l’autre a compté, et d’un même compte seul le "
                              "plus grand est pris ; faites le bilan de chacune à part, puis "
                              "déplacez le dossier des comptes de l’une, qui prendra un nouveau "
                              "numéro",
                              kiosk->name[0] ? kiosk->name : kiosk->id, b->path));
}

/* In the order of age it is enough to look at neighbours: where each holds the one before it, the
 * last holds all. */
static void look_at_kiosk(struct gather *gather, size_t kiosk, struct pulls *pulls)
{
    const struct source_kiosk *found = &gather->source->kiosks.at[kiosk];
    pulls->list.n = 0;
    for (size_t i = 0; i < gather->pulls.n; i++) {
        struct pull pull = {.path = gather->pulls.at[i].path};
        if (gather->pulls.at[i].kiosk == kiosk &&
            ask(pull.path, found->id, hours_sql, take_hours, &pull)) {
            arr_push(&pulls->list, pull);
        }
    }
    put_in_order(pulls, found->id);
    const struct pull *at = pulls->list.at;
    assert(at || pulls->list.n == 0);
    for (size_t i = 1; i < pulls->list.n; i++) {
        if (are_two(&at[i - 1], &at[i], found->id)) {
            tell(gather, found, &at[i - 1], &at[i]);
            return;
        }
    }
}

void twins_find(struct gather *gather)
{
    struct pulls pulls = {0};
    for (size_t i = 0; i < gather->source->kiosks.n && !gather->stopped; i++) {
        if (gather->kiosk_files.n > i && gather->kiosk_files.at[i] > 1) {
            look_at_kiosk(gather, i, &pulls);
        }
    }
    arr_release(&pulls.list);
}
