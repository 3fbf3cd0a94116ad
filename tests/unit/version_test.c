/* Whose a database is and of which version: brought up from version 1, counted into under a later
 * one, of a kiosk that was moved, or whose disk was cloned. */
#include "store_unit.h"

#include "store/journal.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

static const char first_version[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);"
    "CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,"
    " opened_at INTEGER, closed_at INTEGER);"
    "CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,"
    " n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));"
    "INSERT INTO kiosk VALUES('K1', 'Hall', 'CHU', 'Bretagne', 'Europe/Paris');"
    "INSERT INTO stand VALUES('K1', 'K1', 'Hall', 'CHU', 'affichage', 1795000000, NULL);"
    "INSERT INTO stand VALUES('S1', 'K1', 'Marché', 'Mairie', 'stand', 1795000000, 1795010000);"
    "INSERT INTO tally VALUES('K1', 1795248000, 'kiosk', 'visit.started', '', 40);"
    "INSERT INTO tally VALUES('S1', 1794996000, 'staff', 'people.met', '', 42);"
    "PRAGMA user_version = 1";

static const struct store_kiosk hall = {.name = "Hall",
                                        .site = "CHU",
                                        .region = "Bretagne",
                                        .timezone = "Europe/Paris",
                                        .departement = "35",
                                        .program = "1.2.3",
                                        .content = "2026.11, 2026-11-21",
                                        .keep_months = 25};

static void count_at(const struct store_kiosk *kiosk, int n)
{
    struct store *store = open_at(folder, kiosk);
    store_add(store, COUNTER_VISIT_STARTED, "", n, NOW);
    assert_true(store_flush(store, NULL));
    assert_string_equal(store_fault(store), "");
    store_close(store);
}

static void expect_text(const char *expected, const char *sql)
{
    char found[256];
    text(found, at("counts.db"), sql);
    assert_string_equal(found, expected);
}

static void expect_number(int64_t expected, const char *sql)
{
    assert_int_equal(number(at("counts.db"), sql), expected);
}

/* --- versions --- */

static void the_first_version_is_brought_up(void **state)
{
    (void)state;
    run(at("counts.db"), first_version);
    count_at(&hall, 2);
    expect_number(2, "PRAGMA user_version");
    expect_number(84, "SELECT sum(n) FROM tally");
    expect_text("K1|35|1.2.3|2026.11, 2026-11-21|25",
                "SELECT id || '|' || departement || '|' || program || '|' || content || '|' ||"
                " keep_months FROM kiosk");
    expect_text("id,name,site,region,timezone,departement,program,content,keep_months",
                "SELECT group_concat(name) FROM pragma_table_info('kiosk')");
    expect_text("id,kiosk_id,name,structure,kind,opened_at,closed_at,region,departement,site",
                "SELECT group_concat(name) FROM pragma_table_info('stand')");
    expect_number(2, "SELECT count(*) FROM stand");
    expect_text("Bretagne||CHU",
                "SELECT region || '|' || departement || '|' || site FROM stand WHERE id = 'S1'");
    expect_text("Bretagne|35|CHU",
                "SELECT region || '|' || departement || '|' || site FROM stand WHERE id = 'K1'");
    assert_int_equal(files_ending(".aside.db"), 0);
}

static void make_or_copy(const char *from, const char *to)
{
    struct str bytes = {0};
    assert_true(file_read(from, 1 << 26, &bytes, NULL));
    assert_true(file_replace(to, str_text(&bytes), bytes.n, NULL));
    str_release(&bytes);
}

static void open_and_wait(int acks)
{
    struct store *store = store_open(folder, &hall, (struct moment){NOW, 0}, NULL);
    if (!store || write(acks, "", 1) != 1) {
        _exit(3);
    }
    for (;;) {
        store_add(store, COUNTER_VISIT_STARTED, "", 1, NOW);
        if (write(acks, "", 1) != 1) {
            _exit(0);
        }
    }
}

/* One round: killed so many turns after the opening. How many counts were acked. */
static int killed_after(int turns)
{
    int acks[2], acked = -1; /* the first says that it is open */
    char byte;
    assert_int_equal(pipe2(acks, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0) {
        close(acks[0]);
        open_and_wait(acks[1]);
    }
    close(acks[1]);
    acked += read(acks[0], &byte, 1) == 1;
    for (; turns > 0; turns--) {
        sched_yield();
    }
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    while (read(acks[0], &byte, 1) == 1) {
        acked++;
    }
    close(acks[0]);
    return acked;
}

/* Where it was killed, all columns are there or none, and no count is lost. */
static bool expect_whole(void)
{
    char columns[256];
    text(columns, at("counts.db"),
         "SELECT (SELECT count(*) FROM pragma_table_info('kiosk')) || ',' ||"
         " (SELECT count(*) FROM pragma_table_info('stand'))");
    bool upgraded = number(at("counts.db"), "PRAGMA user_version") == 2;
    assert_string_equal(columns, upgraded ? "9,10" : "5,7");
    expect_number(42, "SELECT n FROM tally WHERE counter = 'people.met'");
    return upgraded;
}

static void killed_while_it_is_brought_up(void **state)
{
    (void)state;
    enum { KILLS = 60 };
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)getpid();
    int upgraded = 0;
    run(at("first"), first_version);
    for (int round = 0; round < KILLS; round++) {
        make_or_copy(at("first"), at("counts.db"));
        /* Some at once, the others all along the opening. */
        int acked = killed_after(round < 20 ? round : rand_r(&seed) % 600);
        if (round % 2) { /* else what the kill left is the store's own to find */
            upgraded += expect_whole();
        }
        struct store *store = open_at(folder, &hall);
        assert_in_range(store_total(store, COUNTER_VISIT_STARTED, NULL), 40 + acked, 41 + acked);
        assert_string_equal(store_fault(store), "");
        store_close(store);
        assert_true(expect_whole());
        expect_text("K1", "SELECT group_concat(id) FROM kiosk");
        assert_int_equal(files_ending(".aside.db"), 0);
        unlink(at("counts.db"));
        unlink(at("counts.journal"));
    }
    print_message("seed %u, killed after it: %d of %d\n", seed, upgraded, KILLS / 2);
}

/* A later version: more columns, more tables. Its own stay as they are. */
static void a_later_version_is_counted_into(void **state)
{
    (void)state;
    char before[256], after[256];
    count_at(&hall, 3);
    text(before, at("counts.db"), "SELECT id FROM kiosk");
    run(at("counts.db"), "ALTER TABLE kiosk ADD COLUMN mood TEXT DEFAULT 'calm';"
                         "ALTER TABLE stand ADD COLUMN sponsor TEXT;"
                         "ALTER TABLE tally ADD COLUMN weight INTEGER DEFAULT 1;"
                         "CREATE TABLE visitor_mood(hour INTEGER, n INTEGER);"
                         "UPDATE stand SET sponsor = 'Ville'; PRAGMA user_version = 3");
    struct store *store = open_at(folder, &hall);
    store_add(store, COUNTER_VISIT_STARTED, "", 4, NOW);
    assert_true(stand_is_opened(store, "Forum", "Ville", "stand", NOW, NULL));
    store_add(store, COUNTER_PEOPLE_MET, "", 5, NOW);
    assert_true(stand_is_closed(store, NOW, NULL));
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 7);
    store_close(store);
    text(after, at("counts.db"), "SELECT id FROM kiosk");
    assert_string_equal(before, after);
    expect_number(3, "PRAGMA user_version");
    expect_number(12, "SELECT sum(n) FROM tally WHERE weight = 1");
    expect_text("calm", "SELECT mood FROM kiosk");
    expect_text("Ville", "SELECT sponsor FROM stand WHERE id = kiosk_id");
    assert_int_equal(files_ending(".aside.db"), 0);
    assert_string_equal(str_text(&logged), "");
}

static void a_content_that_changes_is_told(void **state)
{
    (void)state;
    struct store *store = open_at(folder, &hall);
    assert_true(store_flush(store, NULL));
    store_content(store, "2027.01, 2027-01-04");
    assert_true(store_flush(store, NULL)); /* a pass, that tells it at its end */
    assert_true(store_flush(store, NULL));
    expect_text("2027.01, 2027-01-04", "SELECT content FROM kiosk");
    store_close(store);
    count_at(&hall, 1);
    expect_text("2026.11, 2026-11-21", "SELECT content FROM kiosk");
}

/* --- a moved kiosk --- */

static struct store_kiosk moved(const char *site, const char *region, const char *departement)
{
    struct store_kiosk kiosk = hall;
    kiosk.site = site;
    kiosk.region = region;
    kiosk.departement = departement;
    return kiosk;
}

static void a_moved_kiosk_begins_a_hall(void **state)
{
    (void)state;
    static const char *const places[][3] = {{"CHU", "Bretagne", "35"},
                                            {"Clinique", "Bretagne", "35"},
                                            {"Clinique", "Normandie", "35"},
                                            {"Clinique", "Normandie", "14"}};
    for (int i = 0; i < 4; i++) {
        struct store_kiosk kiosk = moved(places[i][0], places[i][1], places[i][2]);
        count_at(&kiosk, 1 + i);
        count_at(&kiosk, 10); /* where it is already */
        expect_number(i + 1, "SELECT count(*) FROM stand");
    }
    expect_text(
        "1|CHU|Bretagne|35,2|Clinique|Bretagne|35,3|Clinique|Normandie|35,"
        "4|Clinique|Normandie|14",
        "SELECT group_concat(row) FROM (SELECT (sum(n) - 10) || '|' || site || '|' || region"
        " || '|' || departement row FROM tally JOIN stand ON stand_id = id GROUP BY id"
        " ORDER BY 1)");
    expect_text("affichage,hall,hall,hall",
                "SELECT group_concat(kind) FROM (SELECT kind FROM stand ORDER BY rowid)");
    expect_number(3, "SELECT count(*) FROM stand WHERE closed_at = 1795249200");
    expect_number(1, "SELECT count(*) FROM kiosk");
    expect_number(4, "SELECT count(*) FROM stand WHERE name = 'Hall' AND structure = site");
}

static void a_place_that_is_told_at_last_is_no_move(void **state)
{
    (void)state;
    struct store_kiosk unknown = moved("", "", ""), half = moved("CHU", "", "");
    count_at(&unknown, 1);
    count_at(&half, 1);
    count_at(&hall, 1);
    count_at(&unknown, 1);
    expect_number(1, "SELECT count(*) FROM stand");
    expect_text("Bretagne|35|CHU", "SELECT region || '|' || departement || '|' || site FROM stand");
    struct store_kiosk elsewhere = moved("Clinique", "", "");
    count_at(&elsewhere, 1);
    expect_number(2, "SELECT count(*) FROM stand");
    expect_text("CHU", "SELECT site FROM stand WHERE id = kiosk_id");
}

/* An opened stand goes on over a move, where it was held; a new one is held where the kiosk is. */
static void stands_keep_the_place_they_were_held_at(void **state)
{
    (void)state;
    struct store_kiosk clinic = moved("Clinique", "Normandie", "14");
    struct store_stand stand;
    struct store *store = open_at(folder, &hall);
    assert_true(stand_is_opened(store, "Forum", "Ville", "stand", NOW, NULL));
    store_close(store);
    store = open_at(folder, &clinic);
    assert_true(stand_is_read(store, 0, &stand, NULL, NULL));
    assert_true(stand.open);
    assert_string_equal(stand.site, "CHU");
    assert_string_equal(stand.departement, "35");
    assert_true(stand_is_closed(store, NOW, NULL));
    assert_true(stand_is_read(store, 0, &stand, NULL, NULL));
    assert_false(stand.open);
    assert_string_equal(stand.kind, "hall");
    assert_string_equal(stand.region, "Normandie");
    assert_true(stand_is_opened(store, "Marché", "", "atelier", NOW, NULL));
    assert_true(stand_is_read(store, 0, &stand, NULL, NULL));
    assert_string_equal(stand.site, "Clinique");
    assert_true(stand_is_closed(store, NOW, NULL));
    store_close(store);
    expect_number(1, "SELECT count(*) FROM stand WHERE coalesce(closed_at, 0) = 0");
}

/* What a killed process leaves in its journal; the last was counted for a stand that it had only
 * asked for. */
static void leave(uint32_t n)
{
    struct journal_key key = {.hour = 1795248000, .origin = "kiosk", .counter = "visit.started"};
    struct journal journal;
    assert_int_equal(journal_open(&journal, at("counts.journal"), at("x"), NULL), JOURNAL_READY);
    assert_true(journal_add(&journal, &key, n - 1));
    str_fit(key.mark, sizeof key.mark, "1795000000.7.1");
    assert_true(journal_add(&journal, &key, 1));
    journal_close(&journal);
}

/* Killed with counts in the journal, then moved: they are of where it was. */
static void what_was_left_counts_where_it_was(void **state)
{
    (void)state;
    struct store_kiosk clinic = moved("Clinique", "", "");
    count_at(&hall, 1);
    leave(10);
    count_at(&clinic, 100);
    expect_number(11, "SELECT n FROM tally JOIN stand ON stand_id = id WHERE site = 'CHU'");
    expect_number(100, "SELECT n FROM tally JOIN stand ON stand_id = id WHERE site = 'Clinique'");
}

/* A store that is not told who the kiosk is (a backup's) counts, and leaves its rows alone. */
static void who_is_not_told_stays(void **state)
{
    (void)state;
    static const char rows[] =
        "SELECT group_concat(name || site || region || departement || program || content ||"
        " keep_months || timezone) || (SELECT group_concat(name || structure || region ||"
        " departement || site || coalesce(closed_at, 'open')) FROM stand) FROM kiosk";
    char before[256];
    count_at(&hall, 1);
    leave(10);
    text(before, at("counts.db"), rows);
    assert_non_null(strstr(before, "open"));
    struct store_kiosk nobody = {.timezone = "Europe/Paris"};
    count_at(&nobody, 2);
    expect_text(before, rows);
    expect_number(13, "SELECT n FROM tally JOIN stand ON stand_id = id WHERE id = kiosk_id");
}

/* --- what was set aside --- */

enum { SET_ASIDE_SUM = 82 + 3 + 5 };

/* Two stands of version 1; or the same brought up, moved, with a note that came late. */
static void set_aside(bool upgraded)
{
    struct store_kiosk clinic = moved("Clinique", "Normandie", "14");
    run(at("counts.db"), first_version);
    run(at("counts.db"), "INSERT INTO tally VALUES('S1', 1794996000, 'late', 'people.met', '', 3);"
                         "UPDATE tally SET n = n + 5 WHERE counter = 'visit.started'");
    if (upgraded) {
        run(at("counts.db"), "UPDATE tally SET n = n - 5 WHERE counter = 'visit.started'");
        count_at(&clinic, 5);
    }
    assert_int_equal(rename(at("counts.db"), at("counts-2026-11-01T000000.aside.db")), 0);
}

static void expect_merged(int version)
{
    count_at(&hall, 1);
    count_at(&hall, 1); /* what was not told of a place is filled in */
    expect_number(SET_ASIDE_SUM + 2, "SELECT sum(n) FROM tally");
    expect_number(3, "SELECT n FROM tally WHERE origin = 'late'");
    expect_number(1, "SELECT count(*) FROM kiosk");
    expect_number(version == 1 ? 3 : 4, "SELECT count(*) FROM stand");
    expect_number(1, "SELECT count(*) FROM stand WHERE coalesce(closed_at, 0) = 0");
    expect_text(version == 1 ? "CHU,CHU,CHU" : "CHU,CHU,CHU,Clinique",
                "SELECT group_concat(site) FROM (SELECT site FROM stand ORDER BY site)");
    expect_number(2, "SELECT sum(n) FROM tally JOIN stand ON stand_id = id"
                     " WHERE coalesce(closed_at, 0) = 0");
    assert_int_equal(files_ending(".aside.db"), 0);
    assert_int_equal(files_ending(".merged.db"), 1);
}

static void an_aside_of_the_first_version_comes_back(void **state)
{
    (void)state;
    set_aside(false);
    expect_merged(1);
}

static void an_aside_of_this_version_comes_back(void **state)
{
    (void)state;
    set_aside(true);
    expect_merged(2);
    expect_text("hall|Normandie|14", "SELECT kind || '|' || region || '|' || departement FROM stand"
                                     " WHERE site = 'Clinique'");
}

/* A merged database is for bilan: none of its kiosks is this one. */
static void an_aside_of_several_kiosks_stays(void **state)
{
    (void)state;
    set_aside(false);
    run(at("counts-2026-11-01T000000.aside.db"), "INSERT INTO kiosk(id, name) VALUES('K2', 'x')");
    count_at(&hall, 1);
    expect_number(1, "SELECT sum(n) FROM tally");
    assert_int_equal(files_ending(".aside.db"), 1);
}

/* --- a cloned disk --- */

static const char *machine_id(const char *name, char digit)
{
    char id[34];
    memset(id, digit, 32);
    memcpy(id + 32, "\n", 2);
    assert_true(file_replace(at(name), id, 33, NULL));
    return at(name);
}

static void a_cloned_disk_begins_a_kiosk(void **state)
{
    (void)state;
    char one[FILE_PATH_MAX], two[FILE_PATH_MAX], first[256], told[256];
    struct store_kiosk kiosk = hall;
    struct str file = {0};
    str_fit(one, sizeof one, machine_id("one", '1'));
    str_fit(two, sizeof two, machine_id("two", '2'));
    kiosk.machine = one;
    count_at(&kiosk, 3);
    count_at(&kiosk, 4);
    expect_number(1, "SELECT count(*) FROM kiosk");
    text(first, at("counts.db"), "SELECT id FROM kiosk");
    assert_true(file_read(at("machine"), 4096, &file, NULL));
    assert_null(strstr(str_text(&file), "11111111")); /* salted and hashed */
    assert_non_null(strstr(str_text(&file), first));
    str_release(&file);

    leave(10); /* copied with the disk: the first kiosk's, wherever it is folded */
    kiosk.machine = two;
    struct store *store = open_at(folder, &kiosk);
    store_add(store, COUNTER_VISIT_STARTED, "", 5, NOW);
    assert_int_equal(store_total(store, COUNTER_VISIT_STARTED, NULL), 5); /* its own */
    store_close(store);
    count_at(&kiosk, 6);
    expect_number(2, "SELECT count(*) FROM kiosk");
    expect_text("11,17", "SELECT group_concat(n) FROM (SELECT sum(n) n FROM tally JOIN stand ON"
                         " stand_id = id GROUP BY kiosk_id ORDER BY 1)");
    expect_number(2, "SELECT count(*) FROM stand WHERE id = kiosk_id AND kind = 'affichage'");
    text(told, at("counts.db"), "SELECT id FROM kiosk ORDER BY rowid LIMIT 1");
    assert_string_equal(told, first);
    assert_non_null(strstr(str_text(&logged), "autre machine"));
    assert_int_equal(files_ending(".aside.db"), 0);
}

static void a_machine_without_an_id_is_not_judged(void **state)
{
    (void)state;
    char one[FILE_PATH_MAX];
    struct store_kiosk kiosk = hall;
    const char *const none[] = {"/nowhere/machine-id", "", NULL, at("empty")};
    assert_true(file_replace(at("empty"), "uninitialized\n", 14, NULL));
    str_fit(one, sizeof one, machine_id("one", '1'));
    for (int i = 0; i < 4; i++) {
        kiosk.machine = none[i];
        count_at(&kiosk, 1);
        assert_false(file_is_file(at("machine")));
    }
    kiosk.machine = one;
    count_at(&kiosk, 1);
    kiosk.machine = none[0];
    count_at(&kiosk, 1);
    kiosk.machine = one;
    count_at(&kiosk, 1);
    expect_number(1, "SELECT count(*) FROM kiosk");
    expect_number(7, "SELECT sum(n) FROM tally");
}

/* The file damaged or away: nothing is lost and nobody is set aside. */
static void a_damaged_word_of_the_machine_is_written_anew(void **state)
{
    (void)state;
    char one[FILE_PATH_MAX];
    static const char *const words[] = {"", "\n\n\n", "0123", "quoi"};
    struct store_kiosk kiosk = hall;
    str_fit(one, sizeof one, machine_id("one", '1'));
    kiosk.machine = one;
    count_at(&kiosk, 1);
    for (int i = 0; i < 4; i++) {
        assert_true(file_replace(at("machine"), words[i], strlen(words[i]), NULL));
        count_at(&kiosk, 1);
        struct stat status;
        assert_int_equal(stat(at("machine"), &status), 0);
        assert_int_equal(status.st_size, 32 + 1 + 64 + 1 + 36 + 1);
    }
    expect_number(1, "SELECT count(*) FROM kiosk");
    expect_number(5, "SELECT sum(n) FROM tally");
}

/* A database that was put there on purpose keeps its kiosk's id. */
static void a_restored_database_keeps_its_kiosk(void **state)
{
    (void)state;
    char one[FILE_PATH_MAX];
    struct store_kiosk kiosk = hall;
    str_fit(one, sizeof one, machine_id("one", '1'));
    kiosk.machine = one;
    count_at(&kiosk, 1);
    unlink(at("counts.db"));
    run(at("counts.db"), first_version);
    count_at(&kiosk, 1);
    expect_text("K1", "SELECT group_concat(id) FROM kiosk");
    str_fit(one, sizeof one, machine_id("two", '2'));
    count_at(&kiosk, 1);
    expect_number(2, "SELECT count(*) FROM kiosk"); /* it is its machine's since */
}

/* --- noted late --- */

static void late_counts_are_in_sums_and_in_no_hour(void **state)
{
    (void)state;
    const struct journal_key key = {.hour = 1795248000, .origin = "late", .counter = "people.met"};
    struct journal journal;
    struct store_stand stand;
    struct store_rows rows = {{0}};
    count_at(&hall, 1);
    assert_int_equal(journal_open(&journal, at("counts.journal"), at("x"), NULL), JOURNAL_READY);
    assert_true(journal_add(&journal, &key, 14));
    journal_close(&journal);
    struct store *store = open_at(folder, &hall);
    store_add(store, COUNTER_PEOPLE_MET, "", 2, NOW);
    assert_int_equal(store_total(store, COUNTER_PEOPLE_MET, NULL), 16);
    assert_true(stand_is_read(store, 0, &stand, &rows, NULL));
    int64_t late = 0, hours = 0;
    for (size_t i = 0; i < rows.list.n; i++) {
        const struct store_row *row = &rows.list.at[i];
        late += row->origin == ORIGIN_LATE && row->hour == STORE_SUMS ? row->n : 0;
        hours += row->hour != STORE_SUMS ? row->n : 0;
    }
    assert_int_equal(late, 14);
    assert_int_equal(hours, 3);
    arr_release(&rows.list);
    store_close(store);
    expect_number(14, "SELECT n FROM tally WHERE origin = 'late' AND counter = 'people.met'");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_first_version_is_brought_up),
        TEST(killed_while_it_is_brought_up),
        TEST(a_later_version_is_counted_into),
        TEST(a_content_that_changes_is_told),
        TEST(a_moved_kiosk_begins_a_hall),
        TEST(a_place_that_is_told_at_last_is_no_move),
        TEST(stands_keep_the_place_they_were_held_at),
        TEST(what_was_left_counts_where_it_was),
        TEST(who_is_not_told_stays),
        TEST(an_aside_of_the_first_version_comes_back),
        TEST(an_aside_of_this_version_comes_back),
        TEST(an_aside_of_several_kiosks_stays),
        TEST(a_cloned_disk_begins_a_kiosk),
        TEST(a_machine_without_an_id_is_not_judged),
        TEST(a_damaged_word_of_the_machine_is_written_anew),
        TEST(a_restored_database_keeps_its_kiosk),
        TEST(late_counts_are_in_sums_and_in_no_hour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
