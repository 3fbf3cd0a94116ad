/* totals_test.c: the totals as a text: written, cut, mailed, mangled on the way, read back. */
#include "unit.h"

#include "base/totals.h"
#include "base/utf8.h"

enum { FOUND_MAX = 64, ROOM = 100000 };

struct found {
    struct totals at[FOUND_MAX];
    int part[FOUND_MAX], parts[FOUND_MAX], n;
};

static void found_one(void *context, const struct totals *totals, int part, int parts)
{
    struct found *found = context;
    assert_true(found->n < FOUND_MAX);
    found->at[found->n] = *totals;
    found->part[found->n] = part;
    found->parts[found->n++] = parts;
}

static int read_text(struct found *found, const char *text, struct err *bad)
{
    found->n = 0;
    int good = totals_read(text, strlen(text), found_one, found, bad);
    assert_int_equal(good, found->n);
    return good;
}

static uint32_t chance(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void random_id(uint64_t *state, char id[TOTALS_ID_MAX])
{
    snprintf(id, TOTALS_ID_MAX, "%08x-%04x-4%03x-a%03x-%08x%04x", chance(state),
             chance(state) & 0xFFFF, chance(state) & 0xFFF, chance(state) & 0xFFF, chance(state),
             chance(state) & 0xFFFF);
}

/* Some words, never more than 60 characters, sometimes none. */
static void random_name(uint64_t *state, char *field, size_t room)
{
    static const char *const words[] = {"Forum", "santé", "Hôpital",  "œuvre",   "d’été",
                                        "Nice",  "=1+1",  "50 %",     "&body=x", "Saint-Denis",
                                        "n° 3",  "« A »", "VISITES=", "日本"};
    struct str text = {0};
    for (uint32_t i = chance(state) % 6; i > 0; i--) {
        const char *word = words[chance(state) % (sizeof words / sizeof words[0])];
        str_addf(&text, "%s%s", text.n ? " " : "", word);
    }
    str_fit(field, room, str_text(&text));
    str_release(&text);
}

static struct totals random_totals(uint64_t *state)
{
    struct totals totals = {.kind = "atelier", .zone = "Indian/Reunion"};
    random_id(state, totals.stand);
    random_id(state, totals.kiosk);
    random_name(state, totals.name, sizeof totals.name);
    random_name(state, totals.structure, sizeof totals.structure);
    random_name(state, totals.kiosk_name, sizeof totals.kiosk_name);
    random_name(state, totals.site, sizeof totals.site);
    random_name(state, totals.region, sizeof totals.region);
    totals.opened = chance(state) % 4 ? 1 + chance(state) : 0;
    totals.closed = chance(state) % 2 ? totals.opened + chance(state) % 100000 : 0;
    for (int i = 0; i < COUNTERS; i++) {
        totals.n[i] = chance(state) % 3 ? chance(state) % 5000 : 0;
    }
    for (int i = 0; i < HEARD_THEMES; i++) {
        totals.heard[i] = chance(state) % 2 ? chance(state) % 50 : 0;
    }
    return totals;
}

static struct totals usual(void)
{
    struct totals totals = {.stand = "0b0f7a52-5f5e-4d7e-9c55-9d6a5f1f2a31",
                            .kiosk = "7d1c1c1e-93b5-4f3a-8c3a-0d9b7b1f5e02",
                            .name = "Forum santé",
                            .structure = "Hôpital exemple",
                            .kind = "stand",
                            .kiosk_name = "Borne 3",
                            .zone = "Europe/Paris",
                            .opened = 1795248000};
    totals.n[COUNTER_VISIT_STARTED] = 87;
    totals.n[COUNTER_PEOPLE_MET] = 41;
    totals.n[COUNTER_QUESTION_HEARD] = 5;
    totals.heard[2] = 5;
    return totals;
}

static void expect_same(const struct totals *a, const struct totals *b)
{
    assert_string_equal(a->stand, b->stand);
    assert_string_equal(a->kiosk, b->kiosk);
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->structure, b->structure);
    assert_string_equal(a->kind, b->kind);
    assert_string_equal(a->kiosk_name, b->kiosk_name);
    assert_string_equal(a->site, b->site);
    assert_string_equal(a->region, b->region);
    assert_string_equal(a->zone, b->zone);
    assert_int_equal(a->opened, b->opened);
    assert_int_equal(a->closed, b->closed);
    assert_memory_equal(a->n, b->n, sizeof a->n);
    assert_memory_equal(a->heard, b->heard, sizeof a->heard);
}

/* What the parts tell, together. */
static void add_part(struct totals *sum, const struct totals *part)
{
    struct {
        char *into;
        const char *from;
        size_t room;
    } texts[] = {{sum->name, part->name, sizeof sum->name},
                 {sum->structure, part->structure, sizeof sum->structure},
                 {sum->kind, part->kind, sizeof sum->kind},
                 {sum->kiosk_name, part->kiosk_name, sizeof sum->kiosk_name},
                 {sum->site, part->site, sizeof sum->site},
                 {sum->region, part->region, sizeof sum->region},
                 {sum->zone, part->zone, sizeof sum->zone}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_true(!texts[i].into[0] || !texts[i].from[0]); /* never told twice */
        str_fit(texts[i].into, texts[i].room, texts[i].from[0] ? texts[i].from : texts[i].into);
    }
    str_fit(sum->stand, sizeof sum->stand, part->stand);
    str_fit(sum->kiosk, sizeof sum->kiosk, part->kiosk);
    sum->opened += part->opened;
    sum->closed += part->closed;
    for (int i = 0; i < COUNTERS; i++) {
        sum->n[i] += part->n[i];
    }
    for (int i = 0; i < HEARD_THEMES; i++) {
        sum->heard[i] += part->heard[i];
    }
}

static void write_part(struct str *text, const struct totals *totals, size_t room, int part)
{
    int parts;
    str_clear(text);
    assert_true(totals_write(totals, room, part, &parts, text));
}

static void test_as_documented(void **state)
{
    (void)state;
    struct totals totals = usual();
    struct str text = {0};
    write_part(&text, &totals, ROOM, 0);
    assert_string_equal(str_text(&text), "BORNE-TOTAUX 1 1/1\n"
                                         "STAND=0B0F7A52-5F5E-4D7E-9C55-9D6A5F1F2A31\n"
                                         "BORNE=7D1C1C1E-93B5-4F3A-8C3A-0D9B7B1F5E02\n"
                                         "NOM=Forum santé\n"
                                         "DEBUT=2026-11-21T08:00:00Z\n"
                                         "STRUCTURE=Hôpital exemple\n"
                                         "GENRE=stand\n"
                                         "NOM-BORNE=Borne 3\n"
                                         "FUSEAU=Europe/Paris\n"
                                         "VISITES=87\n"
                                         "RENCONTRES=41\n"
                                         "QUESTIONS-ENTENDUES=5\n"
                                         "ENTENDU-PIRATAGE=5\n"
                                         "CONTROLE=D5D59166\n");
    str_release(&text);
}

/* Percent-encoded. */
static size_t body_size(const char *body)
{
    struct str mailto = {0};
    totals_mailto("", "", body, &mailto);
    size_t size = mailto.n - strlen("mailto:?subject=&body=");
    str_release(&mailto);
    return size;
}

static void test_round_trip(void **state)
{
    (void)state;
    uint64_t random = 4;
    struct str text = {0};
    struct found *found = calloc(1, sizeof *found);
    for (int i = 0; i < 400; i++) {
        struct totals totals = random_totals(&random), sum = {0};
        size_t room = i % 2 ? 400 + chance(&random) % 1500 : ROOM;
        int parts = 0;
        assert_true(totals_write(&totals, room, 0, &parts, &text));
        assert_true(i % 2 || parts == 1);
        for (int part = 0; part < parts; part++) {
            struct err bad;
            write_part(&text, &totals, room, part);
            assert_true(body_size(str_text(&text)) <= room);
            assert_int_equal(read_text(found, str_text(&text), &bad), 1);
            assert_string_equal(bad.text, "");
            assert_int_equal(found->part[0], part);
            assert_int_equal(found->parts[0], parts);
            add_part(&sum, &found->at[0]);
        }
        expect_same(&sum, &totals);
        str_clear(&text);
    }
    free(found);
    str_release(&text);
}

static void test_no_room(void **state)
{
    (void)state;
    struct totals totals = usual();
    struct str text = {0};
    int parts;
    assert_false(totals_write(&totals, 0, 0, &parts, &text));
    assert_false(totals_write(&totals, 150, 0, &parts, &text));
    assert_false(totals_write(&totals, 160, 0, &parts, &text));
    assert_int_equal(text.n, 0);
    assert_true(totals_write(&totals, ROOM, 1, &parts, &text));
    assert_int_equal(parts, 1);
    assert_int_equal(text.n, 0);
    totals.kiosk[0] = '\0';
    assert_false(totals_write(&totals, ROOM, 0, &parts, &text));
    str_release(&text);
}

/* Every part says which telling it is of, and none where there is one alone. */
static void test_sending(void **state)
{
    (void)state;
    struct totals totals = usual();
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0};
    struct err bad;
    uint32_t sending[2] = {0};
    write_part(&text, &totals, ROOM, 0);
    assert_null(strstr(str_text(&text), "ENVOI"));
    for (int later = 0; later < 2; later++) {
        int parts = 0;
        totals.n[COUNTER_PEOPLE_MET] += later;
        str_clear(&text);
        assert_true(totals_write(&totals, 380, 0, &parts, &text));
        assert_true(parts > 1);
        for (int part = 0; part < parts; part++) {
            write_part(&text, &totals, 380, part);
            assert_true(body_size(str_text(&text)) <= 380);
            assert_int_equal(read_text(found, str_text(&text), &bad), 1);
            assert_true(found->at[0].sending != 0);
            assert_true(part == 0 || found->at[0].sending == sending[later]);
            sending[later] = found->at[0].sending;
        }
    }
    assert_true(sending[0] != sending[1]);
    free(found);
    str_release(&text);
}

/* What is written differently from what it was: spaces, controls, length. */
static void test_names(void **state)
{
    static const struct {
        const char *name, *read;
    } rows[] = {
        {"  a\xC2\xA0 b\t c  ", "a b c"},
        {"a\nb\rc\x01"
         "d\x7F",
         "a b c d"},
        {"\xFF", "?"},
        {"stand=1", "stand=1"},
        {"BORNE-TOTAUX 1 1/1", "BORNE-TOTAUX 1 1/1"},
        {"   ", ""},
        {"0123456789012345678901234567890123456789012345678901234567890123456789 éà",
         "0123456789012345678901234567890123456789012345678901234567890123456789 é"},
        {"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
         "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"},
    };
    (void)state;
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct totals totals = usual();
        struct err bad;
        str_fit(totals.name, sizeof totals.name, rows[i].name);
        write_part(&text, &totals, ROOM, 0);
        assert_int_equal(read_text(found, str_text(&text), &bad), 1);
        assert_string_equal(found->at[0].name, rows[i].read);
    }
    free(found);
    str_release(&text);
}

static void test_lines_are_short(void **state)
{
    (void)state;
    struct totals totals = usual();
    struct str text = {0};
    memset(totals.structure, 'x', sizeof totals.structure - 1);
    memset(totals.kiosk_name, 'y', sizeof totals.kiosk_name - 1);
    for (int i = 0; i < COUNTERS; i++) {
        totals.n[i] = INT64_MAX;
    }
    write_part(&text, &totals, ROOM, 0);
    for (const char *line = str_text(&text), *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        char *copy = mem_copy(line, (size_t)(end - line));
        assert_true(utf8_count(copy) <= 76);
        free(copy);
    }
    str_release(&text);
}

static void test_mailto(void **state)
{
    (void)state;
    struct str out = {0};
    totals_mailto("bilan+nice@example.org", "Borne : é & Cie, 21/11", "a=1\nb=2\n", &out);
    assert_string_equal(str_text(&out),
                        "mailto:bilan%2Bnice@example.org?subject=Borne%20:%20%C3%A9%20%26%20Cie,"
                        "%2021%2F11&body=a%3D1%0D%0Ab%3D2%0D%0A");
    str_clear(&out);
    totals_mailto("", "", "", &out);
    assert_string_equal(str_text(&out), "mailto:?subject=&body=");
    str_release(&out);
}

/* Each character changed, left out or doubled: named, or nothing of it is read otherwise. */
static void test_every_change(void **state)
{
    static const char others[] = "0a =\n>";
    (void)state;
    struct totals totals = usual();
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0}, changed = {0};
    write_part(&text, &totals, ROOM, 0);
    for (size_t i = 0; i < text.n; i++) {
        for (size_t j = 0; j <= sizeof others; j++) {
            struct err bad;
            str_clear(&changed);
            str_add_bytes(&changed, text.at, i);
            if (j < sizeof others - 1) {
                str_add_bytes(&changed, &others[j], 1);
            } else if (j == sizeof others) {
                str_add_bytes(&changed, text.at + i, 1);
                str_add_bytes(&changed, text.at + i, 1);
            }
            str_add(&changed, text.at + i + 1);
            if (read_text(found, str_text(&changed), &bad) == 1) {
                expect_same(&found->at[0], &totals);
                assert_string_equal(bad.text, "");
            } else {
                assert_int_equal(found->n, 0);
                assert_true(strstr(bad.text, "totaux") || strstr(bad.text, "abîmé"));
            }
        }
    }
    free(found);
    str_release(&text);
    str_release(&changed);
}

/* Writes text as a mail program might, `before` in front of each line and `after` at its end. */
static void add_mailed(struct str *out, const char *text, const char *before, const char *after)
{
    for (const char *end; *text; text = end + 1) {
        end = strchr(text, '\n');
        str_add(out, before);
        str_add_bytes(out, text, (size_t)(end - text));
        str_add(out, after);
    }
}

static void test_mail_programs(void **state)
{
    static const char *const rows[][2] = {{"", "\r\n"},   {"> ", "\r\n"}, {">> > ", "\n"},
                                          {"  ", " \n"},  {"", "\n\n"},   {"\t", "\t\r\n\r\n"},
                                          {">", "  \r\n"}};
    (void)state;
    struct totals totals = usual();
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0}, mail = {0};
    write_part(&text, &totals, ROOM, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err bad;
        str_clear(&mail);
        str_add(&mail, "\xEF\xBB\xBF"
                       "De : stand@example.org\r\nBonjour,\r\nvisites=3\r\n\r\n");
        add_mailed(&mail, str_text(&text), rows[i][0], rows[i][1]);
        str_add(&mail, "-- \r\nEnvoyé de mon téléphone\r\n");
        assert_int_equal(read_text(found, str_text(&mail), &bad), 1);
        assert_string_equal(bad.text, "");
        expect_same(&found->at[0], &totals);
    }
    free(found);
    str_release(&text);
    str_release(&mail);
}

static void test_mailto_text(void **state)
{
    (void)state;
    struct totals totals = usual();
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0}, mailto = {0};
    struct err bad;
    write_part(&text, &totals, ROOM, 0);
    str_add(&mailto, "QR-Code:");
    totals_mailto("bilan@example.org", "Borne : body=x", str_text(&text), &mailto);
    str_add(&mailto, "\n");
    assert_int_equal(read_text(found, str_text(&mailto), &bad), 1);
    expect_same(&found->at[0], &totals);
    mailto.n -= 30; /* cut */
    mailto.at[mailto.n] = '\0';
    assert_int_equal(read_text(found, str_text(&mailto), &bad), 0);
    assert_non_null(strstr(bad.text, "coupés"));
    free(found);
    str_release(&text);
    str_release(&mailto);
}

/* Two stands in one text, one of three parts left out, one spoilt: the others are read. */
static void test_many(void **state)
{
    (void)state;
    uint64_t random = 11;
    struct totals one = usual(), other = random_totals(&random);
    struct found *found = calloc(1, sizeof *found);
    struct str text = {0}, all = {0};
    struct err bad;
    int parts = 0;
    size_t room = 420;
    assert_true(totals_write(&other, room, 0, &parts, &text));
    assert_true(parts >= 3);
    for (int part = parts - 1; part >= 0; part--) {
        write_part(&text, &other, room, part);
        str_add(&all, part == 1 ? "" : str_text(&text)); /* the second is missing */
    }
    write_part(&text, &one, ROOM, 0);
    str_add(&all, str_text(&text));
    assert_int_equal(read_text(found, str_text(&all), &bad), parts);
    assert_string_equal(bad.text, "");
    assert_int_equal(found->part[0], parts - 1);
    assert_int_equal(found->part[parts - 2], 0);
    expect_same(&found->at[parts - 1], &one);
    str_clear(&all);
    str_add(&all, str_text(&text));
    *strstr(all.at, "=87") = '-';
    str_add(&all, str_text(&text));
    assert_int_equal(read_text(found, str_text(&all), &bad), 1);
    assert_non_null(
        strstr(bad.text, "ligne 1, stand « Forum santé » : ces totaux ont été changés"));
    free(found);
    str_release(&text);
    str_release(&all);
}

static void test_bad(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"", ""},
        {"Bonjour\ntotal=3\n", ""},
        {"x\nBORNE-TOTAUX 2 1/1\n", "ligne 2 : ces totaux viennent d’une version plus récente"},
        {"BORNE-TOTAUX 1 0/1\n", "n’est pas compris"},
        {"BORNE-TOTAUX 1 3/2\n", "n’est pas compris"},
        {"BORNE-TOTAUX 1 1/17\n", "n’est pas compris"},
        {"BORNE-TOTAUX 1 1/1 \nstand=a\n", "ligne 1, stand « a » : ces totaux sont coupés"},
        {"VISITES=1\ncontrole=00000000\n", "ligne 2 : ces totaux n’ont pas leur première ligne"},
        {"BORNE-TOTAUX 1 1/1\ncontrole=0000\n", "changés en chemin"},
    };
    (void)state;
    struct found *found = calloc(1, sizeof *found);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err bad;
        assert_int_equal(read_text(found, rows[i].text, &bad), 0);
        assert_non_null(strstr(bad.text, rows[i].says));
        assert_true(rows[i].says[0] || !bad.text[0]);
    }
    free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_documented), cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_no_room),       cmocka_unit_test(test_sending),
        cmocka_unit_test(test_names),         cmocka_unit_test(test_lines_are_short),
        cmocka_unit_test(test_mailto),        cmocka_unit_test(test_every_change),
        cmocka_unit_test(test_mail_programs), cmocka_unit_test(test_mailto_text),
        cmocka_unit_test(test_many),          cmocka_unit_test(test_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
