/* The staff's PIN: kept as a slow hash, slower after each wrong try, lost by nobody. */
#include "store_unit.h"

#include "store/pin.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

static const char phrase[] = "acde-fhjk-mnpr-twxy-3467";

/* 2026-11-21 at 09:00 in Paris */
static const int64_t nine = 1795248000;

static struct moment at_ms(int64_t steady)
{
    return (struct moment){.wall = nine, .steady = steady};
}

static struct pin opened(int64_t steady)
{
    struct pin pin;
    struct err err = {{0}};
    if (!pin_open(&pin, folder, steady, &err)) {
        fail_msg("%s", err.text);
    }
    return pin;
}

static struct pin with_code(const char *digits)
{
    struct pin pin = opened(0);
    struct err err = {{0}};
    if (!pin_set(&pin, digits, phrase, &err)) {
        fail_msg("%s", err.text);
    }
    return pin;
}

static void read_pin_file(struct str *text)
{
    assert_true(file_read(at("staff.pin"), 4096, text, NULL));
}

/* What the file says of the tries. */
static int tries_on_disk(void)
{
    struct str file = {0};
    read_pin_file(&file);
    const char *line = strstr(str_text(&file), "\nessais ");
    int tries = line ? (int)strtol(line + 8, NULL, 10) : -1;
    str_release(&file);
    return tries;
}

static void only_fit_codes(void **state)
{
    (void)state;
    static const char *const good[] = {"4829", "1235", "0011", "90210", "12345679", "1357"};
    static const char *const bad[] = {"",      "482",      "482913579", "48a9",    "48 29",
                                      "-482",  "0000",     "7777",      "1234",    "4321",
                                      "45678", "98765432", "٤٨٢٩",      "77777777"};
    struct err err;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(pin_is_fit(good[i], NULL));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err = (struct err){{0}};
        assert_false(pin_is_fit(bad[i], &err));
        assert_string_not_equal(err.text, "");
    }
    struct pin pin = opened(0);
    assert_false(pin_set(&pin, "1234", phrase, &err));
    assert_false(pin_set(&pin, "4829", "trop court", &err));
    assert_false(pin_is_set(&pin));
    assert_false(file_is_file(at("staff.pin")));
}

static void the_file_holds_a_slow_hash(void **state)
{
    (void)state;
    struct pin pin = opened(0);
    assert_false(pin_is_set(&pin));
    struct err fault = {{0}};
    assert_false(pin_try(&pin, "4829", at_ms(0), &fault)); /* none is set: none is right */
    assert_int_equal(pin_wait_ms(&pin, 0), 0);
    pin = with_code("4829");
    assert_true(pin_is_set(&pin));
    struct stat status;
    assert_int_equal(stat(at("staff.pin"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(files_ending(".part"), 0);
    struct str file = {0};
    read_pin_file(&file);
    assert_null(strstr(str_text(&file), "4829"));
    assert_null(strstr(str_text(&file), "acde"));
    static const char *const lines[] = {"\ncode ", "\nsecours "};
    for (int i = 0; i < 2; i++) {
        const char *line = strstr(str_text(&file), lines[i]);
        int version, memory, passes;
        assert_non_null(line);
        assert_int_equal(
            sscanf(line + strlen(lines[i]), "$argon2id$v=%d$m=%d,t=%d", &version, &memory, &passes),
            3);
        assert_true(memory >= 65536);
    }
    str_release(&file);
}

static void right_and_wrong(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct pin pin = with_code("4829");
    assert_true(pin_try(&pin, "4829", at_ms(0), &fault));
    assert_int_equal(tries_on_disk(), 0);
    static const char *const wrong[] = {"4828", "482", "48290", "", "nobody"};
    int64_t steady = 0;
    for (int i = 0; i < 5; i++) {
        assert_false(pin_try(&pin, wrong[i], at_ms(steady), &fault));
        assert_string_equal(fault.text, "");
        assert_int_equal(tries_on_disk(), i + 1);
        steady += pin_wait_ms(&pin, steady);
    }
    pin = opened(steady);
    assert_true(pin_wait_ms(&pin, steady) > 0);
    steady += pin_wait_ms(&pin, steady);
    assert_true(pin_try(&pin, "4829", at_ms(steady), &fault));
    assert_int_equal(pin_wait_ms(&pin, steady), 0);
    assert_int_equal(tries_on_disk(), 0);
    pin = opened(steady);
    assert_int_equal(pin_wait_ms(&pin, steady), 0);
}

static void expect_wrong(const struct pin *pin, int wrong, int told, int64_t told_since)
{
    assert_int_equal(pin->wrong, wrong);
    assert_int_equal(pin->told, told);
    assert_int_equal(pin->told_since, told_since);
}

/* Whoever enters the right one is told how many were not, since the last who did. */
static void wrong_ones_are_told_once(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct pin pin = with_code("4829");
    for (int i = 0; i < 3; i++) {
        struct moment now = {.wall = nine + 60 * i, .steady = pin.until};
        assert_false(pin_try(&pin, "1111", now, &fault));
        pin = opened(0); /* over a restart */
        expect_wrong(&pin, i + 1, 0, 0);
    }
    assert_false(pin_try_phrase(&pin, "acde-fhjk-mnpr-twxy-3466", at_ms(pin.until), &fault));
    assert_true(pin_set(&pin, "7351", NULL, NULL)); /* the console hides nothing */
    assert_int_equal(tries_on_disk(), 0);
    pin = opened(0);
    expect_wrong(&pin, 4, 0, 0);
    assert_true(pin_try_phrase(&pin, phrase, at_ms(0), &fault)); /* nor does the phrase */
    expect_wrong(&pin, 4, 0, 0);
    struct moment night = {.wall = nine + 43200};
    assert_true(pin_try(&pin, "7351", night, &fault));
    expect_wrong(&pin, 0, 4, nine); /* the first of them: nobody had come in before */
    pin = opened(0);
    assert_false(pin_try(&pin, "1111", (struct moment){.wall = night.wall + 9}, &fault));
    assert_true(
        pin_try(&pin, "7351", (struct moment){.wall = night.wall + 99, .steady = 9000}, &fault));
    expect_wrong(&pin, 0, 1, night.wall);
    assert_true(pin_try(&pin, "7351", (struct moment){.wall = night.wall + 100}, &fault));
    expect_wrong(&pin, 0, 0, night.wall + 99);
    for (int i = 0; i < 2; i++) { /* what the kiosk counted while the console looked on */
        struct pin console = opened(0);
        assert_false(pin_try(&pin, "1111", at_ms(pin.until), &fault));
        assert_true(pin_set(&console, "7351", NULL, NULL));
    }
    pin = opened(0);
    expect_wrong(&pin, 2, 0, 0);
}

/* One from before the wrong ones were kept: its waits go on, and it becomes one of today. */
static void an_older_file_is_read(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct str file = {0}, older = {0};
    struct pin pin = with_code("4829");
    read_pin_file(&file);
    str_addf(&older, "borne-pin 1\nessais 0003\n%s", strstr(str_text(&file), "code "));
    assert_true(file_replace(at("staff.pin"), older.at, older.n, NULL));
    pin = opened(0);
    assert_int_equal(pin_wait_ms(&pin, 0), 4000);
    assert_false(pin_try(&pin, "1111", at_ms(4000), &fault));
    assert_int_equal(tries_on_disk(), 4);
    pin = opened(0);
    assert_true(pin_try(&pin, "4829", at_ms(pin.until), &fault));
    expect_wrong(&pin, 0, 1, nine);
    str_release(&file);
    str_release(&older);
}

/* 1 s, doubling to 5 min, and never for good; a restart begins the present wait anew. */
static void waits_double_and_end(void **state)
{
    (void)state;
    static const int seconds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300};
    struct err fault = {{0}};
    struct pin pin = with_code("4829");
    int64_t steady = 5000;
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        int64_t wait = seconds[i] * 1000;
        assert_false(pin_try(&pin, "1111", at_ms(steady), &fault));
        assert_int_equal(pin_wait_ms(&pin, steady), wait);
        assert_int_equal(pin_wait_ms(&pin, steady + wait - 1), 1);
        assert_int_equal(pin_wait_ms(&pin, steady + wait), 0);
        pin = opened(100); /* the steady clock of another life */
        assert_int_equal(pin_wait_ms(&pin, 100), wait);
        steady = 100 + wait;
        assert_int_equal(pin_wait_ms(&pin, steady), 0);
    }
    assert_true(pin_try(&pin, "4829", at_ms(steady), &fault));
    /* However many there were. */
    int file = open(at("staff.pin"), O_WRONLY);
    assert_int_equal(pwrite(file, "9999", 4, strlen("borne-pin 2\nessais ")), 4);
    close(file);
    pin = opened(0);
    assert_int_equal(pin_wait_ms(&pin, 0), PIN_WAIT_LAST_MS);
    assert_false(pin_try(&pin, "1111", at_ms(PIN_WAIT_LAST_MS), &fault));
    assert_int_equal(tries_on_disk(), 9999);
    assert_true(pin_try(&pin, "4829", at_ms(2 * PIN_WAIT_LAST_MS), &fault));
    assert_int_equal(tries_on_disk(), 0);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double seconds_of_try(struct pin *pin, const char *digits)
{
    struct timespec start, end;
    struct err fault;
    int64_t steady = pin->until;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start); /* the load of other programs is not ours */
    pin_try(pin, digits, at_ms(steady), &fault);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

static void time_tells_nothing(void **state)
{
    (void)state;
    enum { TRIES = 7 };
    struct pin pin = with_code("4829");
    double ratio = 0;
    for (int again = 0; again < 3 && (ratio < 0.8 || ratio > 1.25); again++) {
        double right[TRIES], wrong[TRIES];
        for (int i = 0; i < TRIES; i++) { /* by turns: a slower moment slows both */
            wrong[i] = seconds_of_try(&pin, i % 2 ? "4820" : "93");
            right[i] = seconds_of_try(&pin, "4829");
        }
        qsort(right, TRIES, sizeof *right, by_size);
        qsort(wrong, TRIES, sizeof *wrong, by_size);
        ratio = wrong[TRIES / 2] / right[TRIES / 2];
        print_message("wrong %.0f ms, right %.0f ms\n", 1e3 * wrong[TRIES / 2],
                      1e3 * right[TRIES / 2]);
    }
    assert_true(ratio >= 0.8 && ratio <= 1.25);
}

/* Pulling the plug before the answer gains nothing: the try is already counted. */
static void killed_while_checking(void **state)
{
    (void)state;
    struct pin pin = with_code("4829");
    for (int round = 0; round < 5; round++) {
        int64_t steady = pin.until;
        pid_t child = fork();
        if (child == 0) {
            struct err fault;
            pin_try(&pin, "1111", at_ms(steady), &fault);
            _exit(0);
        }
        for (int looks = 0; tries_on_disk() <= round && looks < 1000000; looks++) {
        }
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        assert_int_equal(tries_on_disk(), round + 1);
        pin = opened(0);
        assert_int_equal(pin_wait_ms(&pin, 0), PIN_WAIT_FIRST_MS << round);
    }
}

static void the_phrase_recovers(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct pin pin = with_code("4829");
    assert_false(pin_try_phrase(&pin, "acde-fhjk-mnpr-twxy-3466", at_ms(0), &fault));
    assert_int_equal(tries_on_disk(), 1);
    assert_int_equal(pin_wait_ms(&pin, 0), PIN_WAIT_FIRST_MS);
    assert_true(pin_try_phrase(&pin, phrase, at_ms(1000), &fault));
    assert_int_equal(tries_on_disk(), 0);
    assert_true(pin_set(&pin, "7351", NULL, NULL)); /* the phrase stays */
    pin = opened(0);
    assert_true(pin_try(&pin, "7351", at_ms(0), &fault));
    assert_true(pin_try_phrase(&pin, phrase, at_ms(0), &fault));
    assert_false(pin_try(&pin, "4829", at_ms(0), &fault));

    char fresh[PIN_PHRASE_MAX], other[PIN_PHRASE_MAX];
    pin_new_phrase(fresh);
    pin_new_phrase(other);
    assert_int_equal(strlen(fresh), 24);
    assert_string_not_equal(fresh, other);
    assert_int_equal(strspn(fresh, "acdefhjkmnprtwxy3467-"), 24);
    assert_true(pin_set(&pin, "7351", fresh, NULL)); /* and forgets the tries */
    assert_int_equal(pin_wait_ms(&pin, 0), 0);
    assert_false(pin_try_phrase(&pin, phrase, at_ms(0), &fault));
}

/* `borne pin` while the kiosk runs: neither undoes what the other did. */
static void changed_under_a_kiosk(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct pin kiosk = with_code("4829"), console = opened(0);
    assert_false(pin_try(&kiosk, "1111", at_ms(0), &fault));
    assert_true(pin_set(&console, "7351", NULL, NULL));
    assert_false(pin_try(&kiosk, "4829", at_ms(1000), &fault));
    assert_int_equal(tries_on_disk(), 1);
    assert_true(pin_try(&kiosk, "7351", at_ms(9000), &fault));
    assert_true(pin_try_phrase(&kiosk, phrase, at_ms(9000), &fault));
}

static void spoil(const char *from, const char *to)
{
    struct str file = {0};
    read_pin_file(&file);
    char *place = strstr(file.at, from);
    assert_non_null(place);
    memcpy(place, to, strlen(to));
    assert_true(file_replace(at("staff.pin"), file.at, file.n, NULL));
    str_release(&file);
}

static void a_damaged_file_lets_nobody_in(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bool phrase_lives;
    } cases[] = {
        {"borne-pin 2", "borne-pin 3", true},
        {"essais 0000", "essais 00x0", true},
        {"essais", "\n\n\n\n", true},
        {"faux 0000", "faux 000x", true},
        {"faux 0000 0000", "faux 0000 -000", true},
        {"code $argon2id$v=19", "code $argon2id$v=xx", true},
        {"\nsecours", "\nSecours", false},
        {"\nsecours $argon2id", "\nsecours $argon3id", false},
        {"\nsecours ", "\nsecours\n", false},
    };
    struct err err = {{0}}, fault = {{0}};
    struct str good = {0};
    struct pin pin = with_code("4829");
    read_pin_file(&good);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(file_replace(at("staff.pin"), good.at, good.n, NULL));
        spoil(cases[i].from, cases[i].to);
        assert_false(pin_open(&pin, folder, 0, &err));
        assert_non_null(strstr(err.text, "staff.pin"));
        assert_non_null(strstr(err.text, "borne pin"));
        assert_true(pin_is_set(&pin));
        assert_false(pin_try(&pin, "4829", at_ms(0), &fault));
        assert_int_equal(pin_wait_ms(&pin, 0), PIN_WAIT_FIRST_MS);
        assert_int_equal(pin_try_phrase(&pin, phrase, at_ms(1000), &fault), cases[i].phrase_lives);
    }
    str_release(&good);
    assert_true(pin_set(&pin, "7351", phrase, NULL)); /* and that mends it */
    pin = opened(0);
    assert_true(pin_try(&pin, "7351", at_ms(0), &fault));
    assert_true(file_replace(at("staff.pin"), "", 0, NULL));
    assert_false(pin_open(&pin, folder, 0, &err));
    assert_true(pin_is_set(&pin));
    unlink(at("staff.pin"));
    mkdir(at("staff.pin"), 0755);
    assert_false(pin_open(&pin, folder, 0, &err));
    assert_true(pin_is_set(&pin));
    assert_false(pin_try(&pin, "4829", at_ms(0), &fault));
    assert_false(pin_set(&pin, "7351", phrase, &err));
    assert_int_equal(files_ending(".part"), 0);
}

/* Damaged under a kiosk that runs: what the kiosk knows mends it. */
static void damaged_under_a_kiosk(void **state)
{
    (void)state;
    struct err fault = {{0}};
    struct pin pin = with_code("4829");
    spoil("borne-pin 2", "xxxxxxxxxxx");
    assert_true(pin_try(&pin, "4829", at_ms(0), &fault));
    pin = opened(0);
    assert_true(pin_try(&pin, "4829", at_ms(0), &fault));
}

static void a_disk_that_refuses(void **state)
{
    (void)state;
    struct err err = {{0}}, fault = {{0}};
    struct pin pin;
    assert_true(pin_open(&pin, at("none"), 0, &err)); /* no folder: no PIN */
    assert_false(pin_is_set(&pin));
    assert_false(pin_set(&pin, "4829", phrase, &err));
    assert_non_null(strstr(err.text, "none/staff.pin"));
    assert_false(pin_is_set(&pin));

    char whole[sizeof folder];
    str_fit(whole, sizeof whole, folder);
    mkdir(at("small"), 0755);
    if (mount("none", at("small"), "tmpfs", 0, "size=16k") != 0) {
        print_message("left out: a small tmpfs cannot be mounted here (%s)\n", err_reason(errno));
        skip();
    }
    str_fit(folder, sizeof folder, at("small"));
    pin = with_code("4829");
    char bytes[8192] = {0};
    int file = open(at("filler"), O_WRONLY | O_CREAT, 0600);
    while (write(file, bytes, sizeof bytes) > 0) {
    }
    close(file);
    /* Full: the staff still get in, wrong tries still count, and a new PIN is refused whole. */
    assert_false(pin_try(&pin, "1111", at_ms(0), &fault));
    assert_string_equal(fault.text, "");
    assert_int_equal(tries_on_disk(), 1);
    assert_true(pin_try(&pin, "4829", at_ms(1000), &fault));
    assert_false(pin_set(&pin, "7351", NULL, &err));
    assert_true(pin_try(&pin, "4829", at_ms(1000), &fault));
    assert_int_equal(files_ending(".part"), 0);
    /* Read-only: the staff still get in; a wrong try, which cannot be kept, waits half a minute. */
    assert_int_equal(mount("none", folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    assert_false(pin_try(&pin, "1111", at_ms(1000), &fault));
    assert_non_null(strstr(fault.text, "staff.pin"));
    assert_int_equal(pin_wait_ms(&pin, 1000), 30000);
    assert_true(pin_try(&pin, "4829", at_ms(31000), &fault));
    assert_int_equal(pin_wait_ms(&pin, 31000), 0);
    umount(folder);
    str_fit(folder, sizeof folder, whole);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(only_fit_codes),
        TEST(the_file_holds_a_slow_hash),
        TEST(right_and_wrong),
        TEST(wrong_ones_are_told_once),
        TEST(an_older_file_is_read),
        TEST(waits_double_and_end),
        TEST(time_tells_nothing),
        TEST(killed_while_checking),
        TEST(the_phrase_recovers),
        TEST(changed_under_a_kiosk),
        TEST(a_damaged_file_lets_nobody_in),
        TEST(damaged_under_a_kiosk),
        TEST(a_disk_that_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
