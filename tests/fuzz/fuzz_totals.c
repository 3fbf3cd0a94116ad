/* fuzz_totals.c: any bytes as the text of totals, as it came and with its check put right; and any
 * bytes as the totals themselves, written in parts and read back. */
#include "fuzz.h"

#include "base/totals.h"

struct found {
    struct totals last;
    int n;
};

static void expect_id(const char *text)
{
    expect(strnlen(text, TOTALS_ID_MAX) < TOTALS_ID_MAX);
    expect(text[0]);
    expect_text(text);
}

static void found_one(void *context, const struct totals *totals, int part, int parts)
{
    struct found *found = context;
    expect(part >= 0 && part < parts && parts <= TOTALS_PARTS_MAX);
    expect_id(totals->stand);
    expect_id(totals->kiosk);
    expect_text(totals->name);
    expect_text(totals->zone);
    expect(!strpbrk(totals->name, "\n\r\t\x1b"));
    expect(totals->opened >= 0 && totals->closed >= 0);
    for (int i = 0; i < COUNTERS; i++) {
        expect(totals->n[i] >= 0 && totals->n[i] <= 1000000000000);
    }
    found->last = *totals;
    found->n++;
}

static int read_all(struct found *found, const char *text, size_t n)
{
    struct err bad;
    found->n = 0;
    int good = totals_read(text, n, found_one, found, &bad);
    expect(good == found->n);
    expect_text(bad.text);
    return good;
}

/* Written in one part and read back. */
static struct totals again(const struct totals *totals)
{
    struct found found;
    struct str text = {0};
    int parts;
    expect(totals_write(totals, 1000000, 0, &parts, &text) && parts == 1);
    expect(read_all(&found, str_text(&text), text.n) == 1);
    str_release(&text);
    return found.last;
}

static void expect_same(const struct totals *a, const struct totals *b)
{
    expect(str_same(a->name, b->name) && str_same(a->region, b->region));
    expect(a->opened == b->opened && a->closed == b->closed);
    expect(memcmp(a->n, b->n, sizeof a->n) == 0);
    expect(memcmp(a->heard, b->heard, sizeof a->heard) == 0);
}

/* What a code of that room would carry of it. */
static void expect_parts(const struct totals *totals, size_t room)
{
    struct str text = {0}, mailto = {0};
    int parts = 0;
    bool written = totals_write(totals, room, 0, &parts, &text);
    expect(written == (parts > 0) && parts <= TOTALS_PARTS_MAX);
    for (int part = 0; part < parts; part++) {
        struct found found;
        str_clear(&text);
        str_clear(&mailto);
        expect(totals_write(totals, room, part, &parts, &text));
        totals_mailto("", "", str_text(&text), &mailto);
        expect(mailto.n <= room + strlen("mailto:?subject=&body="));
        expect(read_all(&found, str_text(&text), text.n) == 1);
        expect(read_all(&found, str_text(&mailto), mailto.n) == 1);
    }
    str_release(&text);
    str_release(&mailto);
}

static void fuzz_written(const uint8_t *bytes, size_t n)
{
    struct totals totals = {.stand = "a", .kiosk = "b"};
    size_t room = n > 0 ? 100 + (size_t)bytes[0] * 8 : 100;
    for (size_t i = 0; i + 1 < sizeof totals.name && i < n; i++) {
        totals.name[i] = (char)bytes[i];
        totals.region[i] = (char)bytes[n - 1 - i];
    }
    for (size_t i = 0; i + sizeof(int64_t) <= n && i / sizeof(int64_t) < COUNTERS + 2; i += 8) {
        size_t k = i / 8;
        int64_t *number = k == 0 ? &totals.opened : k == 1 ? &totals.closed : &totals.n[k - 2];
        memcpy(number, bytes + i, sizeof *number);
        *number = k % 3 ? *number & 0xFFFFF : *number;
    }
    struct totals once = again(&totals), twice = again(&once);
    expect_same(&once, &twice);
    expect_parts(&totals, room);
}

/* The same text with a last line that goes with it, so that what lies behind the check is tried. */
static void fuzz_checked(const char *text, size_t n)
{
    struct found found;
    struct str whole = {0};
    uint32_t crc = 0xFFFFFFFF;
    str_add(&whole, "BORNE-TOTAUX 1 1/1\nstand=a\nborne=b\n");
    for (size_t i = 0; i < n && whole.n < 4000; i++) {
        str_add_bytes(&whole, &text[i], 1);
    }
    str_add(&whole, "\n");
    for (size_t i = 0; i < whole.n; i++) {
        crc ^= (uint8_t)whole.at[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
    }
    str_addf(&whole, "controle=%08X\n", (unsigned)~crc);
    if (read_all(&found, str_text(&whole), whole.n) > 0) {
        struct totals once = again(&found.last), twice = again(&once);
        expect_same(&once, &twice);
    }
    str_release(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char none[] = "";
    const char *text = n > 0 ? (const char *)bytes : none;
    struct found found;
    read_all(&found, text, n);
    fuzz_checked(text, n);
    fuzz_written(bytes, n);
    return 0;
}
