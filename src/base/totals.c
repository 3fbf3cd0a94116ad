#include "base/totals.h"

#include "base/arr.h"
#include "base/date.h"
#include "base/totals_lines.h"
#include "base/utf8.h"

#include <string.h>

#define FIELD(member) offsetof(struct totals, member), sizeof(((struct totals *)0)->member)

const struct totals_text totals_texts[TOTALS_TEXTS] = {
    {"stand", FIELD(stand)},         {"borne", FIELD(kiosk)},   {"nom", FIELD(name)},
    {"structure", FIELD(structure)}, {"genre", FIELD(kind)},    {"nom-borne", FIELD(kiosk_name)},
    {"lieu", FIELD(site)},           {"region", FIELD(region)}, {"departement", FIELD(departement)},
    {"fuseau", FIELD(zone)},
};

const struct totals_time totals_times[TOTALS_TIMES] = {{"debut", offsetof(struct totals, opened)},
                                                       {"fin", offsetof(struct totals, closed)}};

uint32_t totals_crc(uint32_t crc, const char *bytes, size_t n)
{
    crc = ~crc;
    for (size_t i = 0; i < n; i++) {
        crc ^= (uint8_t)bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1)));
        }
    }
    return ~crc;
}

void totals_plain(struct str *out, const char *text, size_t n, size_t most)
{
    size_t count = 0;
    bool space = false;
    for (size_t i = 0, length; i < n && count < most; i += length) {
        uint32_t code = utf8_read(text + i, n - i, &length);
        if (code == ' ' || code == UTF8_NBSP || code == UTF8_NARROW_NBSP || utf8_is_control(code)) {
            space = count > 0;
        } else if (!space || count + 1 < most) {
            str_add(out, space ? " " : "");
            str_add_bytes(out, length == 1 && code == UTF8_BAD ? "?" : text + i, length);
            count += space ? 2 : 1;
            space = false;
        } else {
            break;
        }
    }
}

static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~:,@", c));
}

/* A line end is CRLF in a mailto (RFC 6068, 5). */
static void add_encoded(struct str *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n') {
            str_add(out, "%0D%0A");
        } else if (is_bare(*text)) {
            str_add_bytes(out, text, 1);
        } else {
            str_addf(out, "%%%02X", (unsigned)(uint8_t)*text);
        }
    }
}

void totals_mailto(const char *address, const char *subject, const char *body, struct str *out)
{
    str_add(out, "mailto:");
    add_encoded(out, address);
    str_add(out, "?subject=");
    add_encoded(out, subject);
    str_add(out, "&body=");
    add_encoded(out, body);
}

static size_t encoded_size(const char *text)
{
    size_t size = 0;
    for (; *text; text++) {
        size += *text == '\n' ? 6 : is_bare(*text) ? 1 : 3;
    }
    return size;
}

struct lines { /* all of the totals, one after the other, without '\n' */
    ARR(char *) list;
};

static void lines_add(struct lines *lines, struct str *line)
{
    arr_push(&lines->list, mem_copy(str_text(line), line->n));
    str_release(line);
}

/* A code holds half as many capitals again as small letters. */
static void add_capitals(struct str *out, const char *text)
{
    for (; *text; text++) {
        char c = (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
        str_add_bytes(out, &c, 1);
    }
}

static void add_key(struct str *out, const char *prefix, const char *key)
{
    add_capitals(out, prefix);
    add_capitals(out, key);
    str_add(out, "=");
}

static void add_id_line(struct lines *lines, const struct totals *totals,
                        const struct totals_text *line)
{
    const char *id = (const char *)totals + line->offset;
    struct str text = {0};
    add_key(&text, "", line->key);
    if (id[strspn(id, "0123456789abcdef-")] == '\0') {
        add_capitals(&text, id);
    } else {
        totals_plain(&text, id, strlen(id), TOTALS_ID_MAX);
    }
    lines_add(lines, &text);
}

static void add_text_line(struct lines *lines, const struct totals *totals,
                          const struct totals_text *line)
{
    struct str text = {0};
    add_key(&text, "", line->key);
    size_t head = text.n;
    const char *value = (const char *)totals + line->offset;
    totals_plain(&text, value, strnlen(value, line->room), TOTALS_LINE_MAX - head);
    if (text.n > head) {
        lines_add(lines, &text);
    }
    str_release(&text);
}

static void add_time_line(struct lines *lines, const struct totals *totals,
                          const struct totals_time *line)
{
    int64_t wall = *(const int64_t *)(const void *)((const char *)totals + line->offset);
    if (wall <= 0 || wall > TOTALS_TIME_MOST) {
        return;
    }
    struct date_time t = date_local("UTC", wall);
    struct str text = {0};
    add_key(&text, "", line->key);
    str_addf(&text, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.date.year, t.date.month, t.date.day, t.hour,
             t.minute, t.second);
    lines_add(lines, &text);
}

static void add_count_line(struct lines *lines, const char *prefix, const char *key, int64_t n)
{
    if (n > 0) {
        struct str text = {0};
        add_key(&text, prefix, key);
        str_addf(&text, "%lld", (long long)(n < TOTALS_COUNT_MOST ? n : TOTALS_COUNT_MOST));
        lines_add(lines, &text);
    }
}

static void add_group_lines(struct lines *lines, const struct totals *totals,
                            enum counter_group group)
{
    for (int i = 0; i < COUNTERS; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        if (info->group == group) {
            add_count_line(lines, "", info->key, totals->n[i]);
        }
    }
}

static void lines_of(struct lines *lines, const struct totals *totals)
{
    add_text_line(lines, totals, &totals_texts[TOTALS_IDS]); /* its name and times first */
    for (int i = 0; i < TOTALS_TIMES; i++) {
        add_time_line(lines, totals, &totals_times[i]);
    }
    for (int i = TOTALS_IDS + 1; i < TOTALS_TEXTS; i++) {
        add_text_line(lines, totals, &totals_texts[i]);
    }
    for (int group = 0; group < COUNTER_GROUPS; group++) {
        add_group_lines(lines, totals, (enum counter_group)group);
    }
    for (int i = 0; i < HEARD_THEMES; i++) {
        add_count_line(lines, TOTALS_HEARD, heard_theme(i)->id, totals->heard[i]);
    }
}

/* What tells the parts of these totals from those of the same stand an hour later. */
static void add_sending_line(struct lines *ids, const struct lines *lines)
{
    const struct lines *const all[] = {ids, lines};
    struct str text = {0};
    uint32_t crc = 0;
    for (int i = 0; i < 2; i++) {
        for (size_t j = 0; j < all[i]->list.n; j++) {
            crc = totals_crc(crc, all[i]->list.at[j], strlen(all[i]->list.at[j]) + 1);
        }
    }
    add_key(&text, "", TOTALS_SENDING);
    str_addf(&text, "%0*X", TOTALS_CHECK_DIGITS, (unsigned)(crc ? crc : 1)); /* 0: none */
    lines_add(ids, &text);
}

/* The first line after those that one more part of that room can hold. */
static size_t part_end(const struct lines *lines, size_t first, size_t room)
{
    size_t used = 0, i = first;
    for (; i < lines->list.n; i++) {
        used += encoded_size(lines->list.at[i]) + encoded_size("\n");
        if (used > room) {
            break;
        }
    }
    return i;
}

static void part_write(const struct lines *ids, const struct lines *lines, size_t first, size_t end,
                       int part, int parts, struct str *out)
{
    size_t start = out->n;
    str_addf(out, "%s %d %d/%d\n", TOTALS_MAGIC, TOTALS_VERSION, part + 1, parts);
    for (size_t i = 0; i < ids->list.n; i++) {
        str_addf(out, "%s\n", ids->list.at[i]);
    }
    for (size_t i = first; i < end; i++) {
        str_addf(out, "%s\n", lines->list.at[i]);
    }
    uint32_t crc = totals_crc(0, out->at + start, out->n - start);
    add_key(out, "", TOTALS_CHECK);
    str_addf(out, "%0*X\n", TOTALS_CHECK_DIGITS, (unsigned)crc);
}

/* What the first and last lines of a part take, its number written as long as it can be. */
static size_t part_frame(const struct lines *ids)
{
    struct str frame = {0};
    part_write(ids, ids, 0, 0, TOTALS_PARTS_MAX - 1, TOTALS_PARTS_MAX, &frame);
    size_t size = encoded_size(str_text(&frame));
    str_release(&frame);
    return size;
}

static void lines_release(struct lines *lines)
{
    for (size_t i = 0; i < lines->list.n; i++) {
        free(lines->list.at[i]);
    }
    arr_release(&lines->list);
}

/* Where each part ends; how many there are, 0 where that many do not do. */
static int cut_parts(const struct lines *lines, size_t room, size_t ends[TOTALS_PARTS_MAX])
{
    size_t first = 0;
    for (int n = 0; n < TOTALS_PARTS_MAX; n++) {
        ends[n] = part_end(lines, first, room);
        if (ends[n] == lines->list.n) {
            return n + 1;
        }
        if (ends[n] == first) {
            return 0;
        }
        first = ends[n];
    }
    return 0;
}

bool totals_write(const struct totals *totals, size_t room, int part, int *parts, struct str *out)
{
    struct lines ids = {{0}}, lines = {{0}};
    size_t ends[TOTALS_PARTS_MAX] = {0};
    for (int i = 0; i < TOTALS_IDS; i++) {
        add_id_line(&ids, totals, &totals_texts[i]);
    }
    lines_of(&lines, totals);
    size_t frame = part_frame(&ids);
    bool named = totals->stand[0] && totals->kiosk[0];
    *parts = named && room >= frame ? cut_parts(&lines, room - frame, ends) : 0;
    if (*parts > 1) {
        add_sending_line(&ids, &lines);
        frame = part_frame(&ids);
        *parts = room >= frame ? cut_parts(&lines, room - frame, ends) : 0;
    }
    if (part >= 0 && part < *parts) {
        part_write(&ids, &lines, part > 0 ? ends[part - 1] : 0, ends[part], part, *parts, out);
    }
    lines_release(&ids);
    lines_release(&lines);
    return *parts > 0;
}
