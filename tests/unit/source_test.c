/* Reading and merging databases that were handed to us. The tests write them with plain SQL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "base/totals.h"
#include "sources/source.h"

#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static char folder[256];

static const char tables[] =
    "CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);"
    "CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,"
    " opened_at INTEGER, closed_at INTEGER);"
    "CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,"
    " n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));"
    "PRAGMA user_version = 1;";

static const char hall[] =
    "INSERT INTO kiosk VALUES('K1','Hall','CHU','Bretagne','Europe/Paris');"
    "INSERT INTO stand VALUES('K1','K1','Hall','CHU','affichage',1000,NULL);"
    "INSERT INTO stand VALUES('S1','K1','Marché','Mairie','stand',2000,NULL);"
    "INSERT INTO tally VALUES('K1',3600,'kiosk','visit.started','',4);"
    "INSERT INTO tally VALUES('S1',7200,'staff','people.met','',7);"
    "INSERT INTO tally VALUES('S1',7200,'kiosk','slide.opened','dmp',2);";

static const char hall_later[] =
    "INSERT INTO kiosk VALUES('K1','Grand hall','CHU','Bretagne','Europe/Paris');"
    "INSERT INTO stand VALUES('K1','K1','Grand hall','CHU','affichage',1000,NULL);"
    "INSERT INTO stand VALUES('S1','K1','Marché','Mairie','stand',2000,9000);"
    "INSERT INTO tally VALUES('K1',3600,'kiosk','visit.started','',6);"
    "INSERT INTO tally VALUES('K1',10800,'kiosk','visit.started','',1);"
    "INSERT INTO tally VALUES('S1',7200,'staff','people.met','',7);"
    "INSERT INTO tally VALUES('S1',7200,'kiosk','slide.opened','dmp',3);";

static const char *at(const char *name)
{
    static char paths[8][FILE_PATH_MAX];
    static int next;
    char *path = paths[next++ % 8];
    assert_true(file_join(path, folder, name));
    return path;
}

static void run(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *words = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &words) != SQLITE_OK) {
        fail_msg("%s: %s", sql, words);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static const char *make(const char *name, const char *rows)
{
    const char *path = at(name);
    run(path, tables);
    run(path, rows);
    return path;
}

/* All rows of a query as one text. */
static const char *rows_of(const char *path, const char *sql)
{
    static struct str texts[4];
    static int next;
    struct str *text = &texts[next++ % 4];
    str_clear(text);
    sqlite3 *db;
    sqlite3_stmt *rows;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const char *cell = (const char *)sqlite3_column_text(rows, i);
            str_addf(text, "%s%s", i ? "|" : "", cell ? cell : "NULL");
        }
        str_add(text, "\n");
    }
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
    sqlite3_close(db);
    return str_text(text);
}

/* Of the source read last; its texts are the source's. */
static ARR(struct tally {
    const char *stand;
    struct source_row row;
}) tallies;

/* Reads all of them; where nothing can be walked, that is a fault too. */
static void read_all(struct source *source, const char *const *paths, size_t n)
{
    struct err err = {{0}};
    struct source_walk *walk = source_walk_open(source, paths, n, &err);
    tallies.n = 0;
    if (!walk) {
        arr_push(&source->faults, arena_string(&source->arena, err.text));
    }
    for (size_t i = 0; walk && i < source->stands.n; i++) {
        const struct source_row *rows;
        size_t count;
        source_walk_stand(walk, i, &rows, &count);
        for (size_t j = 0; j < count; j++) {
            arr_push(&tallies, (struct tally){source->stands.at[i].id, rows[j]});
        }
    }
    source_walk_close(walk);
}

static const char *told(void)
{
    static struct str texts[4];
    static int next;
    struct str *text = &texts[next++ % 4];
    str_clear(text);
    for (size_t i = 0; i < tallies.n; i++) {
        const struct source_row *row = &tallies.at[i].row;
        str_addf(text, "%s %lld %s %s %s %lld\n", tallies.at[i].stand, (long long)row->hour,
                 counter_origin_name(row->origin), row->counter, row->item, (long long)row->n);
    }
    return str_text(text);
}

static void remove_all(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char name[FILE_PATH_MAX];
        if (!str_same(entry->d_name, ".") && !str_same(entry->d_name, "..") &&
            file_join(name, path, entry->d_name) && unlink(name) != 0) {
            remove_all(name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

static int set_up(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/source-test-XXXXXX", base ? base : "/tmp");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    remove_all(folder);
    return 0;
}

static void read_one(struct source *source, const char *path)
{
    read_all(source, &path, 1);
}

static void read_two(struct source *source, const char *a, const char *b)
{
    const char *paths[] = {a, b};
    read_all(source, paths, 2);
}

static void reads_one_file(void **state)
{
    (void)state;
    struct source source;
    read_one(&source, make("a.db", hall));
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(source.remarks.n, 0);
    assert_int_equal(source.kiosks.n, 1);
    assert_string_equal(source.kiosks.at[0].name, "Hall");
    assert_string_equal(source.kiosks.at[0].timezone, "Europe/Paris");
    assert_int_equal(source.stands.n, 2);
    assert_string_equal(source.stands.at[1].structure, "Mairie");
    assert_int_equal(source.stands.at[1].opened_at, 2000);
    assert_int_equal(source.stands.at[1].closed_at, 0);
    assert_string_equal(told(), "K1 3600 kiosk visit.started  4\n"
                                "S1 7200 kiosk slide.opened dmp 2\n"
                                "S1 7200 staff people.met  7\n");
    source_release(&source);
}

static void writes_nothing_beside(void **state)
{
    (void)state;
    const char *path = make("a.db", hall);
    run(path, "PRAGMA journal_mode = WAL; UPDATE tally SET n = n");
    struct source source;
    struct arena arena = {0};
    chmod(folder, 0500);
    read_one(&source, path);
    chmod(folder, 0700);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 3);
    char **names = file_list(&arena, folder, "", NULL);
    assert_string_equal(names[0], "a.db");
    assert_null(names[1]);
    arena_release(&arena);
    source_release(&source);
}

static void same_file_twice_changes_nothing(void **state)
{
    (void)state;
    const char *path = make("a.db", hall);
    char copy[FILE_PATH_MAX];
    str_fit(copy, sizeof copy, make("copy.db", hall));
    struct source once, twice;
    read_one(&once, path);
    const char *expected = told();
    read_two(&twice, path, copy);
    assert_string_equal(told(), expected);
    assert_int_equal(twice.remarks.n, 1);
    source_release(&twice);
    read_two(&twice, path, path); /* the very same file is not even a remark */
    assert_string_equal(told(), expected);
    assert_int_equal(twice.remarks.n, 0);
    source_release(&once);
    source_release(&twice);
}

static void later_pull_wins_in_any_order(void **state)
{
    (void)state;
    const char *a = make("a.db", hall), *b = make("b.db", hall_later);
    for (int order = 0; order < 2; order++) {
        struct source source;
        read_two(&source, order ? a : b, order ? b : a);
        assert_string_equal(told(), "K1 3600 kiosk visit.started  6\n"
                                    "K1 10800 kiosk visit.started  1\n"
                                    "S1 7200 kiosk slide.opened dmp 3\n"
                                    "S1 7200 staff people.met  7\n");
        assert_int_equal(source.kiosks.n, 1);
        assert_string_equal(source.kiosks.at[0].name, "Grand hall");
        assert_int_equal(source.stands.n, 2);
        assert_int_equal(source.stands.at[1].closed_at, 9000);
        source_release(&source);
    }
}

static void two_kiosks_of_one_name_stay_apart(void **state)
{
    (void)state;
    struct source source;
    const char *a = make("a.db", hall);
    const char *b = make("b.db", "INSERT INTO kiosk VALUES('K2','Hall','','','Europe/Paris');"
                                 "INSERT INTO stand VALUES('K2','K2','Hall','','affichage',1,0);"
                                 "INSERT INTO tally VALUES"
                                 "('K2',3600,'kiosk','visit.started','',5)");
    read_two(&source, a, b);
    assert_int_equal(source.kiosks.n, 2);
    assert_int_equal(tallies.n, 4);
    assert_int_equal(source.remarks.n, 1);
    assert_non_null(strstr(source.remarks.at[0], "Hall"));
    assert_int_equal(source.faults.n, 0);
    source_release(&source);
}

static void truncate_by(const char *path, int64_t numerator, int64_t denominator)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(truncate(path, status.st_size * numerator / denominator), 0);
}

static const char many[] =
    "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 4999)"
    " INSERT INTO tally SELECT 'K1', 36000 + x / 10 * 3600, 'kiosk', 'slide.shown', 's' || x, x"
    " FROM i";

/* Whatever bytes are missing: a fault that names the file, the other file whole, never a part. */
static void truncated_copies_count_whole_or_not_at_all(void **state)
{
    (void)state;
    char good[FILE_PATH_MAX];
    str_fit(good, sizeof good,
            make("good.db", "INSERT INTO kiosk VALUES('K9','Bon','','','');"
                            "INSERT INTO stand VALUES('K9','K9','Bon','','',1,0);"
                            "INSERT INTO tally VALUES('K9',3600,'kiosk','visit.started','',5)"));
    for (int part = 0; part < 20; part++) {
        char bad[FILE_PATH_MAX];
        str_fit(bad, sizeof bad, make("bad.db", hall));
        run(bad, many);
        truncate_by(bad, part, 20);
        struct source source;
        read_two(&source, bad, good);
        assert_int_equal(source.faults.n, 1);
        assert_non_null(strstr(source.faults.at[0], "bad.db"));
        assert_string_equal(told(), "K9 3600 kiosk visit.started  5\n");
        assert_int_equal(source.stands.n, 1);
        source_release(&source);
        unlink(bad);
    }
}

static void others_files_are_named(void **state)
{
    (void)state;
    char paths[6][FILE_PATH_MAX];
    str_fit(paths[0], FILE_PATH_MAX, at("text.db"));
    assert_true(
        file_replace(paths[0], "bonjour, ceci n'est pas une base de comptes du tout\n", 51, NULL));
    str_fit(paths[1], FILE_PATH_MAX, at("foreign.db"));
    run(paths[1], "CREATE TABLE recette(nom)");
    str_fit(paths[2], FILE_PATH_MAX, make("newer.db", hall));
    run(paths[2], "PRAGMA user_version = 3"); /* without the columns of version 2 */
    str_fit(paths[3], FILE_PATH_MAX, at("missing.db"));
    str_fit(paths[4], FILE_PATH_MAX, at("column.db"));
    run(paths[4], "CREATE TABLE kiosk(id, name); CREATE TABLE stand(id); CREATE TABLE tally(n);"
                  "PRAGMA user_version = 1");
    str_fit(paths[5], FILE_PATH_MAX, at("view.db"));
    run(paths[5], tables);
    run(paths[5], "DROP TABLE tally; CREATE VIEW tally AS WITH RECURSIVE i(x) AS"
                  " (SELECT 1 UNION ALL SELECT x FROM i) SELECT 'K1' stand_id, 1 hour,"
                  " 'kiosk' origin, 'a' counter, '' item, x n FROM i");
    for (int i = 0; i < 6; i++) {
        struct source source;
        read_one(&source, paths[i]);
        assert_int_equal(source.faults.n, 1);
        assert_true(str_starts(source.faults.at[0], paths[i]));
        assert_int_equal(tallies.n, 0);
        assert_int_equal(source.kiosks.n, 0);
        source_release(&source);
    }
}

static void bad_rows_are_skipped_and_counted(void **state)
{
    (void)state;
    const char *path = make("a.db", hall);
    run(path, "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened','minus',-5);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened','huge',1e300);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened','text','beaucoup');"
              "INSERT INTO tally VALUES('K1',-3600,'kiosk','faq.opened','before',1);"
              "INSERT INTO tally VALUES('K1',9223372036854775807,'kiosk','faq.opened','late',1);"
              "INSERT INTO tally VALUES('K1',3600,'moi','faq.opened','origin',1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened',NULL,1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','',CAST('x' AS TEXT),1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened',CAST(x'ff41' AS TEXT),1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened',x'4100',1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','faq.opened',"
              "printf('%.*c', 300, 'x'),1);"
              "INSERT INTO tally VALUES('K1',3600,'kiosk','un.inconnu','gardé',9)");
    struct source source;
    read_one(&source, path);
    assert_int_equal(source.faults.n, 1);
    assert_non_null(strstr(source.faults.at[0], "tally"));
    assert_non_null(strstr(source.faults.at[0], " 11 "));
    assert_int_equal(tallies.n, 4);
    assert_non_null(strstr(told(), "un.inconnu gardé 9"));
    source_release(&source);
}

static void counts_without_stand_are_kept(void **state)
{
    (void)state;
    const char *path = make("a.db", hall);
    run(path, "DELETE FROM stand WHERE id = 'S1'");
    struct source source;
    read_one(&source, path);
    assert_int_equal(source.stands.n, 2);
    assert_int_equal(tallies.n, 3);
    assert_int_equal(source.remarks.n, 1);
    for (size_t i = 0; i < source.stands.n; i++) {
        assert_string_equal(source.stands.at[i].kiosk_id, "K1");
    }
    source_release(&source);
}

/* Rows that are only in the -wal, as after a pulled plug. */
static void reads_the_wal_beside(void **state)
{
    (void)state;
    char live[FILE_PATH_MAX], pull[FILE_PATH_MAX], wal[FILE_PATH_MAX];
    str_fit(live, sizeof live, make("live.db", hall));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(live, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA journal_mode = WAL; UPDATE tally SET n = 50"
                                  " WHERE counter = 'visit.started'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    struct source source;
    read_one(&source, live); /* while it is open */
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.at[0].row.n, 50);
    source_release(&source);

    struct str bytes = {0};
    str_fit(pull, sizeof pull, at("pull.db"));
    assert_true(file_read(live, 1 << 24, &bytes, NULL));
    assert_true(file_replace(pull, bytes.at, bytes.n, NULL));
    str_fit(wal, sizeof wal, at("live.db-wal"));
    assert_true(file_read(wal, 1 << 24, &bytes, NULL));
    str_fit(wal, sizeof wal, at("pull.db-wal"));
    assert_true(file_replace(wal, bytes.at, bytes.n, NULL));
    sqlite3_close(db);
    read_one(&source, pull);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.at[0].row.n, 50);
    source_release(&source);
    struct str after = {0};
    assert_true(file_read(wal, 1 << 24, &after, NULL));
    assert_int_equal(after.n, bytes.n);
    assert_memory_equal(after.at, bytes.at, bytes.n);
    assert_false(file_is_file(at("pull.db-shm")));
    str_release(&bytes);
    str_release(&after);
}

static void folders_to_the_bottom(void **state)
{
    (void)state;
    mkdir(at("x"), 0755);
    mkdir(at("x/y?#%"), 0755);
    make("x/y?#%/a.db", hall);
    make("x/._b.db", hall);
    make("x/c.txt", hall_later);
    assert_int_equal(symlink("..", at("x/loop")), 0);
    struct source source;
    read_one(&source, folder);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 3);
    source_release(&source);
    mkdir(at("x/empty"), 0755);
    read_one(&source, at("x/empty"));
    assert_int_equal(source.faults.n, 1);
    source_release(&source);
}

static const char union_sql[] =
    "SELECT stand_id, hour, origin, counter, item, max(n) FROM (SELECT * FROM main.tally"
    " UNION ALL SELECT * FROM b.tally) GROUP BY 1,2,3,4,5 ORDER BY 1,2,3,4,5";
static const char all_sql[] =
    "SELECT stand_id, hour, origin, counter, item, n FROM tally ORDER BY 1,2,3,4,5";

static void merge_equals_sql(void **state)
{
    (void)state;
    char a[FILE_PATH_MAX], b[FILE_PATH_MAX], out[FILE_PATH_MAX];
    str_fit(a, sizeof a, make("a.db", hall));
    run(a, many);
    str_fit(b, sizeof b, make("b.db", hall_later));
    run(b, "WITH RECURSIVE i(x) AS (SELECT 2000 UNION ALL SELECT x + 1 FROM i WHERE x < 6999)"
           " INSERT INTO tally SELECT 'K1', 36000 + x / 10 * 3600, 'kiosk', 'slide.shown',"
           " 's' || x, abs(random() % 9999) FROM i");
    str_fit(out, sizeof out, at("out.db"));
    const char *paths[] = {a, b};
    struct source faults;
    assert_true(source_merge(out, paths, 2, &faults, NULL));
    assert_int_equal(faults.faults.n, 1); /* neither holds the other's */
    assert_int_equal(faults.twins, 1);
    source_release(&faults);

    struct str expected = {0};
    sqlite3 *db;
    sqlite3_stmt *rows;
    assert_int_equal(sqlite3_open(a, &db), SQLITE_OK);
    char attach[FILE_PATH_MAX + 32];
    snprintf(attach, sizeof attach, "ATTACH '%s' AS b", b);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, union_sql, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < 6; i++) {
            str_addf(&expected, "%s%s", i ? "|" : "", (const char *)sqlite3_column_text(rows, i));
        }
        str_add(&expected, "\n");
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
    assert_string_equal(rows_of(out, all_sql), str_text(&expected));
    assert_string_equal(rows_of(out, "SELECT name FROM kiosk"), "Grand hall\n");
    assert_string_equal(rows_of(out, "PRAGMA user_version"), "2\n");

    struct source split, merged;
    read_two(&split, a, b);
    const char *apart = told();
    read_one(&merged, out);
    assert_int_equal(merged.faults.n, 0);
    assert_string_equal(told(), apart);
    source_release(&split);
    source_release(&merged);
    str_release(&expected);
}

static void merge_twice_changes_nothing(void **state)
{
    (void)state;
    char a[FILE_PATH_MAX], b[FILE_PATH_MAX], out[FILE_PATH_MAX];
    str_fit(a, sizeof a, make("a.db", hall));
    str_fit(b, sizeof b, make("b.db", hall_later));
    str_fit(out, sizeof out, at("out.db"));
    const char *paths[] = {b, a, out, a};
    struct source faults;
    assert_true(source_merge(out, paths, 2, &faults, NULL));
    source_release(&faults);
    char tally[4096], stand[4096];
    str_fit(tally, sizeof tally, rows_of(out, all_sql));
    str_fit(stand, sizeof stand, rows_of(out, "SELECT * FROM stand ORDER BY id"));
    assert_true(source_merge(out, paths, 4, &faults, NULL)); /* out is its own source */
    assert_int_equal(faults.faults.n, 0);
    source_release(&faults);
    assert_string_equal(rows_of(out, all_sql), tally);
    assert_string_equal(rows_of(out, "SELECT * FROM stand ORDER BY id"), stand);
}

static void merge_leaves_out_the_bad_and_never_half_writes(void **state)
{
    (void)state;
    char good[FILE_PATH_MAX], bad[FILE_PATH_MAX], out[FILE_PATH_MAX];
    str_fit(good, sizeof good, make("good.db", hall));
    str_fit(bad, sizeof bad, make("bad.db", hall));
    run(bad, "UPDATE tally SET n = 1000");
    run(bad, many);
    truncate_by(bad, 1, 2);
    str_fit(out, sizeof out, at("out.db"));
    const char *paths[] = {bad, good};
    struct source faults;
    struct err err;
    assert_true(source_merge(out, paths, 2, &faults, NULL));
    assert_int_equal(faults.faults.n, 1);
    assert_int_equal(faults.kiosks.n, 1);
    source_release(&faults);
    assert_string_equal(rows_of(out, "SELECT count(*), sum(n) FROM tally"), "3|13\n");

    assert_false(source_merge(out, paths, 1, &faults, &err));
    assert_non_null(strstr(err.text, "out.db"));
    source_release(&faults);
    assert_string_equal(rows_of(out, "SELECT count(*), sum(n) FROM tally"), "3|13\n");
    assert_false(source_merge(at("nowhere/out.db"), paths + 1, 1, &faults, &err));
    source_release(&faults);

    assert_true(file_replace(at("out.db-wal"), "x", 1, NULL)); /* somebody has it open */
    assert_false(source_merge(out, paths + 1, 1, &faults, &err));
    source_release(&faults);
    unlink(at("out.db-wal"));

    struct arena arena = {0};
    char **left = file_list(&arena, folder, ".part", NULL);
    assert_null(left[0]);
    arena_release(&arena);
}

static void prune_deletes_what_is_older(void **state)
{
    (void)state;
    const char *path = make("a.db", hall_later);
    int64_t deleted;
    run(path, "INSERT INTO stand VALUES('S2','K1','Hier','','stand',100,200);"
              "INSERT INTO tally VALUES('S2',0,'staff','people.met','',7)");
    assert_true(source_prune(path, 7200, &deleted, NULL));
    assert_int_equal(deleted, 2);
    assert_string_equal(rows_of(path, "SELECT min(hour) FROM tally"), "7200\n");
    assert_string_equal(rows_of(path, "SELECT id FROM stand ORDER BY id"), "K1\nS1\n");
    struct err err;
    assert_false(source_prune(at("none.db"), 7200, &deleted, &err));
    assert_false(file_is_file(at("none.db")));
    run(at("foreign.db"), "CREATE TABLE tally(hour); INSERT INTO tally VALUES(1)");
    assert_false(source_prune(at("foreign.db"), 7200, &deleted, &err));
    assert_string_equal(rows_of(at("foreign.db"), "SELECT count(*) FROM tally"), "1\n");
}

static bool has_text(const char *const *texts, size_t n, const char *part)
{
    for (size_t i = 0; i < n; i++) {
        if (strstr(texts[i], part)) {
            return true;
        }
    }
    return false;
}

/* Our tables under a number that no version gave them: named, and nothing of it is counted. */
static void older_schemas_are_named(void **state)
{
    (void)state;
    const char *path = make("older.db", hall);
    static const char *const versions[] = {"PRAGMA user_version = 0", "PRAGMA user_version = -3"};
    for (int i = 0; i < 2; i++) {
        struct source source;
        run(path, versions[i]);
        read_one(&source, path);
        assert_int_equal(source.faults.n, 1);
        assert_non_null(strstr(source.faults.at[0], "older.db"));
        assert_non_null(strstr(source.faults.at[0], "plus ancienne"));
        assert_int_equal(tallies.n, 0);
        source_release(&source);
    }
}

/* The same kiosk three times, each pull later than the one before, in every order. */
static void three_pulls_count_once(void **state)
{
    (void)state;
    char paths[3][FILE_PATH_MAX];
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    str_fit(paths[0], FILE_PATH_MAX, make("a.db", hall));
    str_fit(paths[1], FILE_PATH_MAX, make("b.db", hall_later));
    str_fit(paths[2], FILE_PATH_MAX, make("c.db", hall_later));
    run(paths[2], "UPDATE tally SET n = n + 1 WHERE counter = 'visit.started';"
                  "INSERT INTO tally VALUES('K1',14400,'kiosk','visit.started','',9)");
    for (int i = 0; i < 6; i++) {
        struct source source;
        const char *const names[] = {paths[orders[i][0]], paths[orders[i][1]], paths[orders[i][2]]};
        read_all(&source, names, 3);
        assert_string_equal(told(), "K1 3600 kiosk visit.started  7\n"
                                    "K1 10800 kiosk visit.started  2\n"
                                    "K1 14400 kiosk visit.started  9\n"
                                    "S1 7200 kiosk slide.opened dmp 3\n"
                                    "S1 7200 staff people.met  7\n");
        assert_int_equal(source.remarks.n, 1);
        assert_non_null(strstr(source.remarks.at[0], "3 fichiers"));
        source_release(&source);
    }
}

static void odd_files_in_folders_are_named(void **state)
{
    (void)state;
    char real[FILE_PATH_MAX];
    make("real.db", hall);
    struct source source;
    assert_int_equal(mkfifo(at("pipe.db"), 0600), 0);
    str_fit(real, sizeof real, make("secret.db", hall_later));
    assert_int_equal(chmod(real, 0), 0);
    read_one(&source, folder);
    bool forbidden = access(real, R_OK) != 0; /* root may read all */
    assert_int_equal(source.faults.n, forbidden ? 2 : 1);
    assert_true(has_text(source.faults.at, source.faults.n, "pipe.db"));
    source_release(&source);
    chmod(real, 0600);
}

/* A link is followed where it was named itself, never where it was found: a stick's maker would
 * choose which of our files is read. */
static void links_in_folders_are_not_followed(void **state)
{
    (void)state;
    struct source source;
    char link[FILE_PATH_MAX];
    mkdir(at("stick"), 0755);
    make("real.db", hall);
    str_fit(link, sizeof link, at("stick/link.db"));
    assert_int_equal(symlink(at("real.db"), link), 0);
    assert_int_equal(symlink("self.db", at("stick/self.db")), 0);
    make("stick/other.db", "INSERT INTO tally VALUES('K9',3600,'kiosk','visit.started','',5)");
    read_one(&source, at("stick"));
    assert_int_equal(source.faults.n, 0);
    assert_true(has_text(source.remarks.at, source.remarks.n, "link.db"));
    assert_true(has_text(source.remarks.at, source.remarks.n, "self.db"));
    assert_string_equal(told(), "K9 3600 kiosk visit.started  5\n");
    source_release(&source);
    read_one(&source, link);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 3);
    source_release(&source);
}

static void put_number(struct str *bytes, uint32_t n)
{
    const char big[] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
    str_add_bytes(bytes, big, 4);
}

/* A journal to be rolled back that names a super-journal; sqlite.org/fileformat2.html, pager.c. */
static void write_trap(const char *base, const char *victim)
{
    static const char magic[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    struct str bytes = {0};
    char name[FILE_PATH_MAX + 16];
    uint32_t sum = 0;
    str_add(&bytes, magic);
    const uint32_t head[] = {0, 1, 7, 512, 4096};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        put_number(&bytes, head[i]);
    }
    while (bytes.n < 512) {
        str_add_bytes(&bytes, "", 1);
    }
    for (const char *at = victim; *at; at++) {
        sum += (uint32_t)*at;
    }
    put_number(&bytes, 0x40000000 / 4096 + 1);
    str_add(&bytes, victim);
    put_number(&bytes, (uint32_t)strlen(victim));
    put_number(&bytes, sum);
    str_add(&bytes, magic);
    snprintf(name, sizeof name, "%s-journal", base);
    assert_true(file_replace(name, bytes.at, bytes.n, NULL));
    str_release(&bytes);
}

static void a_journal_deletes_no_other_file(void **state)
{
    (void)state;
    char base[FILE_PATH_MAX], victim[FILE_PATH_MAX], link[FILE_PATH_MAX];
    struct source source;
    struct err err;
    int64_t deleted;
    str_fit(base, sizeof base, make("a.db", hall));
    str_fit(victim, sizeof victim, at("victim.txt"));
    str_fit(link, sizeof link, at("link.db"));
    assert_true(file_replace(victim, "precious", 8, NULL));
    assert_int_equal(symlink(base, link), 0);
    write_trap(base, victim);
    for (int i = 0; i < 2; i++) {
        read_one(&source, i ? link : base);
        assert_int_equal(source.faults.n, 1);
        assert_non_null(strstr(source.faults.at[0], "-journal"));
        assert_int_equal(tallies.n, 0);
        source_release(&source);
        assert_false(source_prune(i ? link : base, 7200, &deleted, &err));
        assert_non_null(strstr(err.text, "-journal"));
    }
    assert_true(file_is_file(victim));
}

/* What lies beside and is a link would be read through, or by prune written through. */
static void links_beside_a_database_are_refused(void **state)
{
    (void)state;
    char base[FILE_PATH_MAX];
    struct source source;
    struct err err;
    int64_t deleted;
    str_fit(base, sizeof base, make("a.db", hall));
    assert_true(file_replace(at("mine.txt"), "mine", 4, NULL));
    assert_int_equal(symlink("mine.txt", at("a.db-wal")), 0);
    read_one(&source, base);
    assert_int_equal(source.faults.n, 1);
    assert_non_null(strstr(source.faults.at[0], "lien"));
    source_release(&source);
    assert_false(source_prune(base, 7200, &deleted, &err));
    unlink(at("a.db-wal"));
    assert_true(source_prune(base, 7200, &deleted, &err));
}

static void a_boundless_wal_is_not_copied(void **state)
{
    (void)state;
    struct source source;
    const char *base = make("a.db", hall);
    const off_t sizes[] = {(off_t)80 << 20, (off_t)1 << 50};
    for (int i = 0; i < 2; i++) {
        assert_true(file_replace(at("a.db-wal"), "x", 1, NULL));
        if (truncate(at("a.db-wal"), sizes[i]) != 0) {
            continue; /* more than this file system holds */
        }
        read_one(&source, base);
        assert_int_equal(source.faults.n, 1);
        assert_non_null(strstr(source.faults.at[0], "bien trop gros"));
        source_release(&source);
    }
    unlink(at("a.db-wal"));
    assert_true(file_replace(at("a.db-wal"), "x", 1, NULL));
    struct statvfs disk;
    assert_int_equal(statvfs(folder, &disk), 0);
    if (truncate(base, (off_t)(disk.f_bavail * disk.f_frsize * 2)) == 0) { /* a hole */
        read_one(&source, base);
        assert_int_equal(source.faults.n, 1);
        assert_non_null(strstr(source.faults.at[0], "TMPDIR"));
        source_release(&source);
    }
}

static void names_in_capitals_and_huge_texts_are_seen(void **state)
{
    (void)state;
    struct source source;
    make("K.DB", hall);
    read_one(&source, folder);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 3);
    source_release(&source);
    assert_true(file_replace(at("HUGE.TXT"), "x", 1, NULL));
    assert_int_equal(truncate(at("HUGE.TXT"), 5 << 20), 0);
    read_one(&source, folder);
    assert_int_equal(source.faults.n, 1);
    assert_non_null(strstr(source.faults.at[0], "HUGE.TXT"));
    assert_null(strstr(strstr(source.faults.at[0], "HUGE.TXT") + 1, "HUGE.TXT"));
    assert_int_equal(tallies.n, 3);
    source_release(&source);
}

/* An index that misses rows of its table: quick_check does not see it, we count nothing of it. */
static void index_and_table_must_agree(void **state)
{
    (void)state;
    const char *path = make("a.db", hall);
    run(path, "PRAGMA writable_schema = ON; CREATE TABLE keep(x);"
              "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
              " WHERE name = 'sqlite_autoindex_kiosk_1') WHERE name = 'sqlite_autoindex_tally_1'");
    struct source source;
    read_one(&source, path);
    assert_int_equal(source.faults.n, 1);
    assert_int_equal(tallies.n, 0);
    source_release(&source);
}

/* --- texts of totals --- */

static const struct totals market = {
    .stand = "S9",
    .kiosk = "K9",
    .name = "Forum",
    .structure = "Mairie",
    .kind = "stand",
    .kiosk_name = "Borne 9",
    .zone = "Pacific/Marquesas",
    .opened = 1763755200, /* 2025-11-21 10:30 there: the hour began at 19:30 UTC */
    .closed = 1763766000,
    .n = {[COUNTER_VISIT_STARTED] = 12, [COUNTER_PEOPLE_MET] = 7, [COUNTER_QUESTION_HEARD] = 4},
    .heard = {[0] = 3, [2] = 2},
};

/* Part `part` of the totals cut for so much room, under a name; how many parts there are. */
static int write_text(const char *name, const struct totals *totals, size_t room, int part)
{
    struct str text = {0};
    int parts = 0;
    str_add(&text, "Bonjour,\r\n\r\n");
    assert_true(totals_write(totals, room, part, &parts, &text));
    assert_true(file_replace(at(name), str_text(&text), text.n, NULL));
    str_release(&text);
    return parts;
}

static void totals_of_a_text_count(void **state)
{
    (void)state;
    struct source source;
    write_text("forum.txt", &market, 4000, 0);
    read_one(&source, at("forum.txt"));
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(source.stands.n, 1);
    assert_true(source.stands.at[0].totals_only);
    assert_string_equal(source.stands.at[0].name, "Forum");
    assert_string_equal(source.kiosks.at[0].timezone, "Pacific/Marquesas");
    const struct heard_theme *first = heard_theme(0), *third = heard_theme(2);
    int64_t questions = 0, undone = 0;
    for (size_t i = 0; i < tallies.n; i++) {
        const struct source_row *tally = &tallies.at[i].row;
        assert_int_equal(tally->hour, 1763753400);
        bool heard = str_same(tally->counter, "question.heard");
        questions += heard && (str_same(tally->item, first->id) || str_same(tally->item, third->id))
                         ? tally->n
                         : 0;
        undone += heard && str_same(tally->item, "undone") ? tally->n : 0;
    }
    assert_int_equal(tallies.n, 5);
    assert_int_equal(questions, 5);
    assert_int_equal(undone, 1);
    assert_true(has_text(source.remarks.at, source.remarks.n, "sans le détail par heure"));
    source_release(&source);
}

static void parts_of_a_text_come_together(void **state)
{
    (void)state;
    struct source source;
    struct str room = {0};
    size_t least = 300;
    int parts = 0;
    while (!totals_write(&market, least, 0, &parts, &room) || parts > 3) {
        least += 20;
    }
    str_release(&room);
    assert_true(parts > 1);
    for (int i = 0; i < parts; i++) {
        char name[32];
        snprintf(name, sizeof name, "part-%d.txt", parts - i);
        write_text(name, &market, least, i);
    }
    assert_true(file_replace(at("notes.txt"), "penser au café\n", 16, NULL));
    read_one(&source, folder); /* a text that is no totals is passed over */
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 5);
    source_release(&source);
    unlink(at("part-1.txt"));
    read_one(&source, folder);
    assert_int_equal(source.faults.n, 1);
    assert_non_null(strstr(source.faults.at[0], "il manque le code"));
    assert_int_equal(source.stands.n, 0);
    source_release(&source);
    read_one(&source, at("notes.txt")); /* but not where it was named itself */
    assert_int_equal(source.faults.n, 1);
    source_release(&source);
}

/* A stand that a database holds counts from it alone; a telling closed later replaces one open. */
static void a_database_comes_before_a_text(void **state)
{
    (void)state;
    struct source source;
    struct totals totals = market, later = market;
    str_fit(totals.stand, sizeof totals.stand, "s1");
    write_text("known.txt", &totals, 4000, 0);
    for (int order = 0; order < 2; order++) {
        const char *other = at("known.txt");
        if (order) {
            other = make("a.db", hall);
            run(other, "UPDATE stand SET id = 's1' WHERE id = 'S1';"
                       "UPDATE tally SET stand_id = 's1' WHERE stand_id = 'S1'");
        }
        read_two(&source, at("known.txt"), other);
        assert_int_equal(source.faults.n, 0);
        assert_int_equal(source.stands.n, order ? 2 : 1);
        assert_int_equal(tallies.n, order ? 3 : 5);
        assert_true(has_text(source.remarks.at, source.remarks.n,
                             order ? "une base le contient" : "sans le détail"));
        source_release(&source);
    }
    totals = market;
    totals.closed = 0;
    totals.n[COUNTER_PEOPLE_MET] = 9; /* two were taken back before the end */
    write_text("noon.txt", &totals, 4000, 0);
    write_text("night.txt", &later, 4000, 0);
    for (int order = 0; order < 2; order++) {
        read_two(&source, at(order ? "noon.txt" : "night.txt"),
                 at(order ? "night.txt" : "noon.txt"));
        assert_non_null(strstr(told(), "people.met  7\n"));
        source_release(&source);
    }
    totals.opened = 0;
    write_text("never.txt", &totals, 4000, 0);
    read_one(&source, at("never.txt"));
    assert_int_equal(source.faults.n, 1);
    assert_int_equal(tallies.n, 0);
    source_release(&source);
}

/* A database could not say that its rows are of no hour: told again, they would add up. */
static void a_text_stays_out_of_a_database(void **state)
{
    (void)state;
    struct source source;
    struct err err;
    char out[FILE_PATH_MAX], text[FILE_PATH_MAX];
    str_fit(out, sizeof out, at("out.db"));
    write_text("forum.txt", &market, 4000, 0);
    str_fit(text, sizeof text, at("forum.txt"));
    const char *paths[] = {text, make("a.db", hall)};
    assert_false(source_merge(out, paths, 1, &source, &err));
    assert_true(has_text(source.remarks.at, source.remarks.n, "forum.txt"));
    assert_int_equal(source.faults.n, 0);
    assert_non_null(strstr(err.text, "rien n’a été écrit"));
    assert_false(file_is_file(out));
    source_release(&source);
    assert_true(source_merge(out, paths, 2, &source, NULL));
    assert_true(has_text(source.remarks.at, source.remarks.n, "n’entre pas dans une base"));
    assert_int_equal(source.faults.n, 0);
    source_release(&source);
    assert_string_equal(rows_of(out, "SELECT count(*), sum(n) FROM tally"), "3|13\n");
    assert_string_equal(rows_of(out, "SELECT id FROM stand ORDER BY id"), "K1\nS1\n");
}

/* Codes of noon and of night, each telling in parts: a set counts only with its own. */
static void two_tellings_are_never_mixed(void **state)
{
    (void)state;
    struct source source;
    struct totals noon = market, night = market;
    size_t room = 300;
    struct str text = {0};
    int parts = 0;
    noon.closed = night.closed = 0;
    noon.n[COUNTER_PEOPLE_MET] = 12; /* some were taken back */
    night.n[COUNTER_VISIT_STARTED] = 57;
    while (!totals_write(&market, room, 0, &parts, &text) || parts > 2) {
        room += 20;
    }
    str_release(&text);
    assert_int_equal(parts, 2);
    for (int both = 0; both < 2; both++) {
        for (int i = 0; i < 2; i++) {
            char name[32];
            snprintf(name, sizeof name, "%s-%d.txt", i ? "night" : "noon", both ? 1 - i : i);
            write_text(name, i ? &night : &noon, room, both ? 1 - i : i);
        }
        read_one(&source, folder); /* first one part of each, then all four */
        assert_int_equal(source.faults.n, both ? 0 : 1);
        assert_int_equal(source.stands.n, both);
        if (both) {
            assert_non_null(strstr(told(), "visit.started  57\n"));
            assert_non_null(strstr(told(), "people.met  7\n"));
        } else {
            assert_non_null(strstr(source.faults.at[0], "d’un même envoi"));
        }
        source_release(&source);
    }
}

/* As many tellings as 4 MiB hold; one after the other through a list, they took a minute. */
static void many_texts_are_found_at_once(void **state)
{
    (void)state;
    struct source source;
    struct str all = {0};
    struct totals totals = {.kiosk = "k", .opened = 1763755200};
    enum { STANDS = 20000 };
    for (int i = 0; i < STANDS; i++) {
        int parts;
        snprintf(totals.stand, sizeof totals.stand, "s%d", i);
        totals.n[COUNTER_PEOPLE_MET] = i + 1;
        assert_true(totals_write(&totals, 4000, 0, &parts, &all));
    }
    assert_true(file_replace(at("many.txt"), str_text(&all), all.n, NULL));
    read_one(&source, at("many.txt"));
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(source.stands.n, STANDS);
    assert_int_equal(tallies.n, STANDS);
    source_release(&source);
    str_release(&all);
}

static void no_name_is_a_uri(void **state)
{
    (void)state;
    struct source source;
    char back[FILE_PATH_MAX];
    char input[FILE_PATH_MAX];
    str_fit(input, sizeof input, make("a.db", hall));
    const char *path = input;
    assert_non_null(getcwd(back, sizeof back));
    assert_int_equal(chdir(folder), 0);
    assert_true(source_merge("file:x.db", &path, 1, &source, NULL));
    source_release(&source);
    assert_true(file_is_file("file:x.db"));
    path = "file:x.db";
    read_one(&source, path);
    assert_int_equal(source.faults.n, 0);
    assert_int_equal(tallies.n, 3);
    source_release(&source);
    assert_int_equal(chdir(back), 0);
}

static void walks_stand_by_stand(void **state)
{
    (void)state;
    char a[FILE_PATH_MAX], b[FILE_PATH_MAX];
    str_fit(a, sizeof a, make("a.db", hall));
    run(a, many);
    str_fit(b, sizeof b, make("b.db", hall_later));
    const char *paths[] = {a, b};
    for (size_t count = 1; count <= 2; count++) {
        struct source all, source;
        size_t seen = 0;
        read_all(&all, paths, count);
        struct source_walk *walk = source_walk_open(&source, paths, count, NULL);
        assert_non_null(walk);
        for (size_t i = source.stands.n; i-- > 0;) {
            const struct source_row *rows;
            size_t n;
            assert_true(source_walk_stand(walk, i, &rows, &n));
            seen += n;
            for (size_t j = 1; j < n; j++) {
                assert_true(rows[j - 1].hour <= rows[j].hour);
            }
        }
        assert_int_equal(seen, tallies.n);
        source_walk_close(walk);
        source_release(&source);
        source_release(&all);
    }
    setenv("TMPDIR", at("nowhere"), 1);
    struct source source;
    struct err err = {{0}};
    assert_null(source_walk_open(&source, paths, 2, &err));
    assert_non_null(strstr(err.text, "TMPDIR"));
    source_release(&source);
    unsetenv("TMPDIR");
}

/* --- versions, late notes, one number for two machines --- */

static const char second_version[] =
    "ALTER TABLE kiosk ADD COLUMN departement TEXT; ALTER TABLE kiosk ADD COLUMN program TEXT;"
    "ALTER TABLE kiosk ADD COLUMN content TEXT; ALTER TABLE kiosk ADD COLUMN keep_months INTEGER;"
    "ALTER TABLE stand ADD COLUMN region TEXT; ALTER TABLE stand ADD COLUMN departement TEXT;"
    "ALTER TABLE stand ADD COLUMN site TEXT; PRAGMA user_version = 2;";

static const char told_more[] =
    "UPDATE kiosk SET departement = '35', program = '1.0.0', content = '2026.11, 2026-11-21',"
    " keep_months = 25; UPDATE stand SET region = 'Normandie', departement = '14', site = 'Mairie'"
    " WHERE id = 'S1';";

static const char kiosk_sql[] =
    "SELECT name, departement, program, content, keep_months FROM kiosk";
static const char places_sql[] = "SELECT id, region, departement, site FROM stand ORDER BY id";

/* Of two pulls the younger's version is the second, the third with columns of its own: whatever is
 * told by one is kept, and a merged database is of the second. */
static void versions_are_read_together(void **state)
{
    (void)state;
    char paths[2][FILE_PATH_MAX], out[FILE_PATH_MAX];
    str_fit(paths[0], FILE_PATH_MAX, make("a.db", hall));
    str_fit(paths[1], FILE_PATH_MAX, make("b.db", hall_later));
    str_fit(out, sizeof out, at("out.db"));
    run(paths[1], second_version);
    run(paths[1], told_more);
    for (int version = 2; version <= 3; version++) {
        struct source source;
        const char *const names[] = {paths[0], paths[1]};
        assert_true(source_merge(out, names, 2, &source, NULL));
        assert_int_equal(source.faults.n, 0);
        source_release(&source);
        assert_string_equal(rows_of(out, "PRAGMA user_version"), "2\n");
        assert_string_equal(rows_of(out, kiosk_sql),
                            "Grand hall|35|1.0.0|2026.11, 2026-11-21|25\n");
        assert_string_equal(rows_of(out, places_sql),
                            "K1|NULL|NULL|NULL\nS1|Normandie|14|Mairie\n");
        assert_string_equal(rows_of(out, "SELECT sum(n) FROM tally"), "17\n");
        read_one(&source, paths[1]);
        assert_int_equal(source.faults.n, 0);
        assert_int_equal(source.kiosks.at[0].keep_months, 25);
        assert_string_equal(source.stands.at[1].site, "Mairie");
        assert_int_equal(tallies.n, 4);
        source_release(&source);
        run(paths[1], "PRAGMA user_version = 3");
        if (version == 2) {
            run(paths[1], "ALTER TABLE kiosk ADD COLUMN mood TEXT; ALTER TABLE tally ADD COLUMN"
                          " weight INTEGER; CREATE TABLE other(x)");
        }
    }
}

static void late_notes_are_read(void **state)
{
    (void)state;
    char a[FILE_PATH_MAX], out[FILE_PATH_MAX];
    struct source source;
    str_fit(a, sizeof a, make("a.db", hall));
    str_fit(out, sizeof out, at("out.db"));
    run(a, "INSERT INTO tally VALUES('S1',7200,'late','people.met','',14);"
           "INSERT INTO tally VALUES('S1',7200,'later','people.met','',99)");
    const char *paths[] = {a};
    for (int i = 0; i < 2; i++) {
        read_one(&source, i == 0 ? a : out);
        assert_int_equal(source.faults.n, i == 0); /* "later" is no origin */
        assert_non_null(strstr(told(), "S1 7200 late people.met  14\n"));
        assert_int_equal(tallies.n, 4);
        source_release(&source);
        if (i == 0) {
            assert_true(source_merge(out, paths, 1, &source, NULL));
            source_release(&source);
        }
    }
}

static size_t twins_of(const char *const *paths, size_t n)
{
    struct source source;
    read_all(&source, paths, n);
    size_t twins = source.twins, said = 0;
    for (size_t i = 0; i < source.faults.n; i++) {
        said += strstr(source.faults.at[i], "deux machines portent le même numéro") != NULL;
    }
    assert_int_equal(said, twins);
    assert_int_equal(source.faults.n, twins);
    source_release(&source);
    return twins;
}

/* Of pulls in every order: in those of one machine each holds the one before it. */
static void two_machines_of_one_number_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *c; /* what is added to hall */
        size_t twins;
    } cases[] = {
        {"", "INSERT INTO tally VALUES('K1',7200,'kiosk','visit.started','',1)", "", 0},
        /* Other hours, the same hours, the same hour of other counters. */
        {"INSERT INTO tally VALUES('K1',7200,'kiosk','visit.started','',1)",
         "INSERT INTO tally VALUES('K1',10800,'kiosk','visit.started','',1)", "", 1},
        {"UPDATE tally SET n = n + 1 WHERE stand_id = 'K1'",
         "UPDATE tally SET n = n + 1 WHERE stand_id = 'S1'", "", 1},
        {"INSERT INTO tally VALUES('S1',7200,'staff','flyers.given','',1)",
         "INSERT INTO tally VALUES('S1',7200,'staff','apps.installed','',1)", "", 1},
        /* Neither of the first two holds the other's, though the third holds both. */
        {"INSERT INTO tally VALUES('K1',7200,'kiosk','visit.started','',1)",
         "INSERT INTO tally VALUES('K1',10800,'kiosk','visit.started','',1)",
         "INSERT INTO tally VALUES('K1',7200,'kiosk','visit.started','',1);"
         "INSERT INTO tally VALUES('K1',10800,'kiosk','visit.started','',1)",
         1},
    };
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const added[] = {cases[i].a, cases[i].b, cases[i].c};
        char paths[3][FILE_PATH_MAX];
        for (int j = 0; j < 3; j++) {
            char name[16];
            snprintf(name, sizeof name, "%zu-%d.db", i, j);
            str_fit(paths[j], FILE_PATH_MAX, make(name, hall));
            run(paths[j], added[j]);
        }
        for (int j = 0; j < 6; j++) {
            const char *const names[] = {paths[orders[j][0]], paths[orders[j][1]],
                                         paths[orders[j][2]]};
            assert_int_equal(twins_of(names, 3), cases[i].twins);
        }
    }
}

/* What was too old to be kept is in the earlier pull alone; so is what an opened stand kept. */
static void a_pruned_pull_is_no_other_machine(void **state)
{
    (void)state;
    char a[FILE_PATH_MAX], b[FILE_PATH_MAX];
    static const char months[] =
        "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 399)"
        " INSERT INTO tally SELECT 'K1', 1761393600 + x * 86400, 'kiosk', 'faq.opened', '', 3"
        " FROM i";
    str_fit(a, sizeof a, make("a.db", hall));
    str_fit(b, sizeof b, make("b.db", hall));
    run(a, months);
    run(b, months);
    run(b, "DELETE FROM tally WHERE hour BETWEEN 1761393600 AND 1761393600 + 40 * 86400;"
           "UPDATE tally SET n = 4 WHERE hour = 1761393600 + 399 * 86400");
    const char *const paths[] = {a, b};
    assert_int_equal(twins_of(paths, 2), 0);
    run(b, "DELETE FROM tally WHERE hour = 1761393600 + 398 * 86400"); /* lately: not too old */
    assert_int_equal(twins_of(paths, 2), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(reads_one_file),
        TEST(writes_nothing_beside),
        TEST(same_file_twice_changes_nothing),
        TEST(later_pull_wins_in_any_order),
        TEST(two_kiosks_of_one_name_stay_apart),
        TEST(truncated_copies_count_whole_or_not_at_all),
        TEST(others_files_are_named),
        TEST(bad_rows_are_skipped_and_counted),
        TEST(counts_without_stand_are_kept),
        TEST(reads_the_wal_beside),
        TEST(folders_to_the_bottom),
        TEST(merge_equals_sql),
        TEST(merge_twice_changes_nothing),
        TEST(merge_leaves_out_the_bad_and_never_half_writes),
        TEST(prune_deletes_what_is_older),
        TEST(older_schemas_are_named),
        TEST(three_pulls_count_once),
        TEST(odd_files_in_folders_are_named),
        TEST(links_in_folders_are_not_followed),
        TEST(a_journal_deletes_no_other_file),
        TEST(links_beside_a_database_are_refused),
        TEST(a_boundless_wal_is_not_copied),
        TEST(names_in_capitals_and_huge_texts_are_seen),
        TEST(index_and_table_must_agree),
        TEST(totals_of_a_text_count),
        TEST(parts_of_a_text_come_together),
        TEST(a_database_comes_before_a_text),
        TEST(a_text_stays_out_of_a_database),
        TEST(two_tellings_are_never_mixed),
        TEST(many_texts_are_found_at_once),
        TEST(no_name_is_a_uri),
        TEST(walks_stand_by_stand),
        TEST(versions_are_read_together),
        TEST(late_notes_are_read),
        TEST(two_machines_of_one_number_are_told),
        TEST(a_pruned_pull_is_no_other_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
