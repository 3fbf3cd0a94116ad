/* stick_test.c: which mounts are USB sticks, from made-up tables of mounts. */
#include "unit/unit.h"

#include "stick/stick_watch.h"

enum { MAX = 4 };

struct fixture {
    struct folder folder;
    struct str table; /* the folder plays /media */
    struct stick sticks[MAX];
};

static int make(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    folder_make(&fixture.folder);
    *state = &fixture;
    return 0;
}

static int drop(void **state)
{
    struct fixture *fixture = *state;
    folder_remove(&fixture->folder);
    str_release(&fixture->table);
    return 0;
}

static void line(struct fixture *fixture, const char *device, const char *path, const char *rest)
{
    bool absolute = path[0] == '/';
    str_addf(&fixture->table, "36 25 %s / %s%s%s %s\n", device,
             absolute ? "" : fixture->folder.path, absolute ? "" : "/", path, rest);
}

static size_t look(struct fixture *fixture)
{
    char path[FILE_PATH_MAX];
    const char *const roots[] = {"/nulle/part", fixture->folder.path, NULL};
    folder_write(&fixture->folder, "table", str_text(&fixture->table));
    folder_path(&fixture->folder, "table", path);
    return stick_list_mounts(path, roots, fixture->sticks, MAX);
}

#define PLAIN "rw,nosuid shared:2 - vfat /dev/sdb1 rw,uid=1000"

static void test_the_table(void **state)
{
    struct fixture *fixture = *state;
    line(fixture, "8:1", "/", "rw - ext4 /dev/sda1 rw");
    line(fixture, "8:17", "usb0", PLAIN);
    line(fixture, "8:33", "jeanne/CL\\303\\211\\040BLEUE", "ro,nodev - vfat /dev/sdc1 rw");
    line(fixture, "8:49", "jeanne/PROTEGEE", "rw shared:1 master:3 - exfat /dev/sdd1 ro,sync");
    line(fixture, "8:1", "liee", PLAIN);                       /* a folder of the system's disk */
    line(fixture, "8:65", "jeanne/CLE/profonde", PLAIN);       /* three deep */
    line(fixture, "8:66", "", PLAIN);                          /* the root itself */
    line(fixture, "0:51", "reseau", "rw - nfs4 serveur:/ rw"); /* could block */
    line(fixture, "0:52", "auto", "rw - autofs systemd-1 rw");
    line(fixture, "8:67", "/mnt/ailleurs", PLAIN);
    assert_int_equal(look(fixture), 3);
    const struct stick *sticks = fixture->sticks;
    assert_string_equal(sticks[0].name, "CLÉ BLEUE");
    assert_true(str_ends(sticks[0].path, "/jeanne/CLÉ BLEUE"));
    assert_true(sticks[0].read_only);
    assert_string_equal(sticks[1].name, "PROTEGEE");
    assert_true(sticks[1].read_only);
    assert_string_equal(sticks[2].name, "usb0");
    assert_false(sticks[2].read_only || sticks[2].content || sticks[2].owner);
}

static void test_a_neighbour_of_the_root_is_outside(void **state)
{
    struct fixture *fixture = *state;
    str_addf(&fixture->table, "36 25 8:17 / %s-autre/usb0 " PLAIN "\n", fixture->folder.path);
    assert_int_equal(look(fixture), 0);
}

static void test_bad_lines_are_passed_over(void **state)
{
    struct fixture *fixture = *state;
    str_add(&fixture->table, "\n\n36\n36 25 8:17 / \n - - - - - - - - - - -\n\\\\\\ \\9 \\1\n");
    line(fixture, "8:17", "coupee", "rw shared:2 vfat /dev/sdb1 rw");
    line(fixture, "8:17", "courte", "rw - vfat");
    line(fixture, "8:18", "bonne", "rw - vfat /dev/sdb2 rw");
    line(fixture, "8:19", "fin\\04", "rw - vfat /dev/sdb3 rw\n36 25 8:20 / /media");
    assert_int_equal(look(fixture), 2);
    assert_string_equal(fixture->sticks[0].name, "bonne");
    assert_string_equal(fixture->sticks[1].name, "fin\\04");
}

static void test_a_table_that_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    const char *const roots[] = {"/media", NULL};
    assert_int_equal(stick_list_mounts("/nulle/part", roots, fixture->sticks, MAX), 0);
}

static void test_mounted_over_counts_once(void **state)
{
    struct fixture *fixture = *state;
    line(fixture, "8:17", "usb0", PLAIN);
    line(fixture, "8:33", "usb0", "ro - vfat /dev/sdc1 ro");
    assert_int_equal(look(fixture), 1);
    assert_true(fixture->sticks[0].read_only);
}

static void test_names_are_safe_to_show(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *path, *name;
    } rows[] = {
        {"a\\012b\\011c", "a?b?c"},
        {"b\xff\xc3", "b??"},
        {"c\u202E\u2066\u200Bx", "c???x"},
        {"d123456789012345678901234567890123456789012345678901234567890éé",
         "d123456789012345678901234567890123456789012345678901234567890é"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        line(fixture, "8:17", rows[i].path, PLAIN);
    }
    assert_int_equal(look(fixture), 4);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(fixture->sticks[i].name, rows[i].name);
    }
}

static void test_at_most_so_many(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 9; i > 0; i--) {
        char name[16];
        snprintf(name, sizeof name, "cle%d", i);
        line(fixture, "8:17", name, PLAIN);
    }
    assert_int_equal(look(fixture), MAX);
    assert_string_equal(fixture->sticks[0].name, "cle1");
    assert_string_equal(fixture->sticks[MAX - 1].name, "cle4");
}

static void test_what_a_stick_holds(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    folder_write(&fixture->folder, "a/borne-contenu/content.yaml", "");
    folder_write(&fixture->folder, "a/borne-equipe.yaml", "");
    folder_write(&fixture->folder, "b/borne-contenu", "un fichier");
    folder_write(&fixture->folder, "b/borne-equipe.yaml/x", "un dossier");
    folder_write(&fixture->folder, "c/x", "");
    folder_path(&fixture->folder, "c/borne-contenu", path); /* links are not followed */
    assert_int_equal(symlink("../a/borne-contenu", path), 0);
    folder_path(&fixture->folder, "c/borne-equipe.yaml", path);
    assert_int_equal(symlink("../a/borne-equipe.yaml", path), 0);
    line(fixture, "8:17", "a", PLAIN);
    line(fixture, "8:18", "b", PLAIN);
    line(fixture, "8:19", "c", PLAIN);
    assert_int_equal(look(fixture), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(fixture->sticks[i].content, i == 0);
        assert_int_equal(fixture->sticks[i].owner, i == 0);
    }
}

static void test_a_folder_stands_in(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_MAX];
    folder_write(&fixture->folder, "cle b/borne-contenu/x", "");
    folder_write(&fixture->folder, "cle a/borne-equipe.yaml", "");
    folder_write(&fixture->folder, ".cachee/x", "");
    folder_write(&fixture->folder, "fichier", "");
    folder_path(&fixture->folder, "lien", path);
    assert_int_equal(symlink("cle a", path), 0);
    assert_int_equal(stick_list(fixture->folder.path, fixture->sticks, MAX), 2);
    assert_string_equal(fixture->sticks[0].name, "cle a");
    assert_true(fixture->sticks[0].owner && !fixture->sticks[0].content);
    assert_true(fixture->sticks[1].content && !fixture->sticks[1].read_only);
    folder_path(&fixture->folder, "absent", path);
    assert_int_equal(stick_list(path, fixture->sticks, MAX), 0);
}

/* Whatever sticks this machine has, looking ends and stays within bounds. */
static void test_this_machine(void **state)
{
    struct fixture *fixture = *state;
    assert_true(stick_list("", fixture->sticks, MAX) <= MAX);
}

/* --- looking by a thread --- */

static int gate[2];

/* A stick that answers when the test says so. */
static size_t look_late(const char *folder, struct stick *sticks, size_t max)
{
    char byte;
    bool asked = str_same(folder, "/là") && max == STICK_WATCH_MAX;
    sticks[0] = (struct stick){.name = "LENTE"};
    return read(gate[0], &byte, 1) == 1 && asked ? 1 : 0;
}

static void test_a_stick_that_hangs(void **state)
{
    (void)state;
    struct stick sticks[MAX];
    assert_int_equal(pipe(gate), 0);
    struct stick_watch *watch = stick_watch_open("/là", look_late);
    assert_int_equal(stick_watch_list(watch, sticks, MAX), 0); /* waited for in vain */
    assert_int_equal(stick_watch_list(watch, sticks, MAX), 0); /* not waited for */
    assert_int_equal(write(gate[1], "x", 1), 1);
    while (stick_watch_list(watch, sticks, MAX) == 0) {
    }
    assert_string_equal(sticks[0].name, "LENTE");
    assert_int_equal(stick_watch_list(watch, sticks, 0), 0);
    stick_watch_close(watch); /* it hangs again, and is left alone */
    assert_int_equal(write(gate[1], "xx", 2), 2);
    stick_watch_close(stick_watch_open("", stick_list)); /* never asked */
    stick_watch_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_table, make, drop),
        cmocka_unit_test_setup_teardown(test_a_neighbour_of_the_root_is_outside, make, drop),
        cmocka_unit_test_setup_teardown(test_bad_lines_are_passed_over, make, drop),
        cmocka_unit_test_setup_teardown(test_a_table_that_is_not_there, make, drop),
        cmocka_unit_test_setup_teardown(test_mounted_over_counts_once, make, drop),
        cmocka_unit_test_setup_teardown(test_names_are_safe_to_show, make, drop),
        cmocka_unit_test_setup_teardown(test_at_most_so_many, make, drop),
        cmocka_unit_test_setup_teardown(test_what_a_stick_holds, make, drop),
        cmocka_unit_test_setup_teardown(test_a_folder_stands_in, make, drop),
        cmocka_unit_test_setup_teardown(test_this_machine, make, drop),
        cmocka_unit_test(test_a_stick_that_hangs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
