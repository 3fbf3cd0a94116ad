#include "sources/textual.h"

#include "base/date.h"
#include "base/heard.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { TEXT_MAX = 4 * 1024 * 1024 };

struct telling {
    struct gather *gather;
    const char *path;
};

static const char *stand_label(const struct totals *totals)
{
    return totals->name[0] ? totals->name : totals->stand;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void keep_text(char *kept, size_t room, const char *text)
{
    if (!kept[0]) {
        str_fit(kept, room, text);
    }
}

/* What one part tells is added to what the others told. */
static void join_totals(struct totals *totals, const struct totals *new)
{
    keep_text(totals->kiosk, sizeof totals->kiosk, new->kiosk);
    keep_text(totals->name, sizeof totals->name, new->name);
    keep_text(totals->structure, sizeof totals->structure, new->structure);
    keep_text(totals->kind, sizeof totals->kind, new->kind);
    keep_text(totals->kiosk_name, sizeof totals->kiosk_name, new->kiosk_name);
    keep_text(totals->site, sizeof totals->site, new->site);
    keep_text(totals->region, sizeof totals->region, new->region);
    keep_text(totals->departement, sizeof totals->departement, new->departement);
    keep_text(totals->zone, sizeof totals->zone, new->zone);
    totals->opened = larger(totals->opened, new->opened);
    totals->closed = larger(totals->closed, new->closed);
    for (int i = 0; i < COUNTERS; i++) {
        totals->n[i] = larger(totals->n[i], new->n[i]);
    }
    for (int i = 0; i < HEARD_THEMES; i++) {
        totals->heard[i] = larger(totals->heard[i], new->heard[i]);
    }
}

/* What the kiosk, and what the staff have counted. */
static int64_t sum_of(const struct totals *totals, enum counter_origin origin)
{
    int64_t sum = 0;
    for (int i = 0; i < COUNTERS; i++) {
        sum += counter_info((enum counter)i)->origin == origin ? totals->n[i] : 0;
    }
    return sum;
}

/* Of the same counts: any order that is always the same. */
static int compare_texts(const struct totals *a, const struct totals *b)
{
    const char *const texts[][2] = {
        {a->name, b->name},     {a->structure, b->structure},     {a->kind, b->kind},
        {a->kiosk, b->kiosk},   {a->kiosk_name, b->kiosk_name},   {a->site, b->site},
        {a->region, b->region}, {a->departement, b->departement}, {a->zone, b->zone}};
    int order = memcmp(a->n, b->n, sizeof a->n);
    order = order ? order : memcmp(a->heard, b->heard, sizeof a->heard);
    order = order ? order : (a->opened > b->opened) - (a->opened < b->opened);
    for (size_t i = 0; i < sizeof texts / sizeof *texts && order == 0; i++) {
        order = strcmp(texts[i][0], texts[i][1]);
    }
    return order;
}

/* Above 0 where a is the telling to believe; 0 only for the same twice. */
static int64_t compare(const struct totals *a, const struct totals *b)
{
    int64_t order = a->closed - b->closed;
    order = order ? order : sum_of(a, ORIGIN_KIOSK) - sum_of(b, ORIGIN_KIOSK);
    order = order ? order : sum_of(a, ORIGIN_STAFF) - sum_of(b, ORIGIN_STAFF);
    return order ? order : compare_texts(a, b);
}

static void take_part(void *context, const struct totals *totals, int part, int parts)
{
    struct telling *telling = context;
    struct gather *gather = telling->gather;
    char key[TOTALS_ID_MAX + 32];
    if (gather->no_texts) {
        return;
    }
    snprintf(key, sizeof key, "%s %d %08X", totals->stand, parts, (unsigned)totals->sending);
    const char *path = gather_text(gather, telling->path);
    size_t *place = gather_telling(gather, key);
    if (*place == 0) {
        arr_push(&gather->texts, (struct gather_totals){.path = path, .parts = parts});
        *place = gather->texts.n;
        gather->texts.at[*place - 1].totals = *totals;
    }
    struct gather_totals *text = &gather->texts.at[*place - 1];
    text->seen |= 1u << part;
    if (parts > 1) {
        join_totals(&text->totals, totals);
    } else if (compare(totals, &text->totals) > 0) {
        text->totals = *totals;
    }
}

static uint32_t unit_at(const struct str *text, size_t at, bool big)
{
    const unsigned char *bytes = (const unsigned char *)str_text(text) + at;
    return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* What Windows calls "Unicode" is UTF-16 with its mark in front (RFC 2781); the rest stays. */
static void make_utf8(struct str *text)
{
    bool big = text->n >= 2 && memcmp(str_text(text), "\xFE\xFF", 2) == 0;
    if (!big && (text->n < 2 || memcmp(str_text(text), "\xFF\xFE", 2) != 0)) {
        return;
    }
    struct str out = {0};
    for (size_t at = 2; at + 1 < text->n; at += 2) {
        uint32_t code = unit_at(text, at, big);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < text->n) {
            uint32_t low = unit_at(text, at + 2, big);
            bool pair = low >= 0xDC00 && low < 0xE000;
            code = pair ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : UTF8_BAD;
            at += pair ? 2 : 0;
        } else if (code >= 0xD800 && code < 0xE000) {
            code = UTF8_BAD;
        }
        char bytes[4];
        str_add_bytes(&out, bytes, utf8_write(code, bytes));
    }
    str_release(text);
    *text = out;
}

bool textual_read(struct gather *gather, const char *path, bool in_folder)
{
    struct str text = {0};
    struct err err = {{0}}, bad = {{0}};
    struct telling telling = {gather, path};
    bool read = file_read(path, TEXT_MAX, &text, &err);
    make_utf8(&text);
    int found = read ? totals_read(str_text(&text), text.n, take_part, &telling, &bad) : 0;
    if (!read) {
        const char *why = str_starts(err.text, path) ? err.text + strlen(path) : err.text;
        gather_fault(gather, path, why + strspn(why, ": "));
    } else if (bad.text[0]) {
        gather_fault(gather, path, bad.text);
    } else if (found == 0 && in_folder) {
        gather_remark(gather, "%s : aucun total de code QR dans ce texte, laissé de côté",
                      file_name(path));
    } else if (found == 0) {
        gather_fault(gather, path,
                     "aucun total de code QR dans ce texte ; enregistrez le message entier");
    }
    if (found > 0 && gather->no_texts) {
        gather_remark(gather, "%s : ce texte n’entre pas dans une base ; gardez-le à côté", path);
        gather->left_out++;
    }
    str_release(&text);
    return found > 0 || !read || bad.text[0];
}

static bool is_whole(const struct gather_totals *text)
{
    return text->seen == (1u << text->parts) - 1;
}

/* Names the parts that no text holds. several: of more than one telling, none is whole. */
static void tell_missing(struct gather *gather, const struct gather_totals *text, bool several)
{
    struct str what = {0};
    str_addf(&what, "stand « %s » : il manque", stand_label(&text->totals));
    const char *before = " le code ";
    for (int i = 0; i < text->parts; i++) {
        if (!(text->seen & 1u << i)) {
            str_addf(&what, "%s%d", before, i + 1);
            before = ", ";
        }
    }
    str_addf(&what, " sur %d%s ; ce stand n’est pas compté, ajoutez le texte de ce code",
             text->parts, several ? " d’un même envoi" : "");
    gather_fault(gather, text->path, str_text(&what));
    str_release(&what);
}

static bool add_row(struct gather *gather, const struct totals *totals, enum counter counter,
                    const char *item, int64_t n)
{
    const struct counter_info *info = counter_info(counter);
    const struct source_row row = {
        .hour = date_hour_start(totals->zone, totals->opened),
        .origin = info->origin,
        .counter = info->name,
        .item = item,
        .n = n,
    };
    return n < 1 || gather->row(gather->context, totals->stand, &row);
}

static bool add_heard(struct gather *gather, const struct totals *totals)
{
    int64_t entered = 0, left = totals->n[COUNTER_QUESTION_HEARD];
    bool good = true;
    for (int i = 0; i < HEARD_THEMES && good; i++) {
        entered += totals->heard[i];
        good =
            add_row(gather, totals, COUNTER_QUESTION_HEARD, heard_theme(i)->id, totals->heard[i]);
    }
    return good &&
           add_row(gather, totals, COUNTER_QUESTION_HEARD, COUNTER_UNDONE, entered - left) &&
           add_row(gather, totals, COUNTER_QUESTION_HEARD, "", left - entered);
}

static bool add_rows(struct gather *gather, const struct totals *totals)
{
    bool good = true;
    for (int i = 0; i < COUNTERS && good; i++) {
        good = i == COUNTER_QUESTION_HEARD ||
               add_row(gather, totals, (enum counter)i, "", totals->n[i]);
    }
    return good && add_heard(gather, totals);
}

static void add_places(struct gather *gather, const struct totals *totals)
{
    int64_t age = larger(totals->opened, totals->closed);
    const struct source_kiosk kiosk = {
        .id = gather_text(gather, totals->kiosk),
        .name = gather_text(gather, totals->kiosk_name),
        .site = gather_text(gather, totals->site),
        .region = gather_text(gather, totals->region),
        .timezone = gather_text(gather, totals->zone),
        .departement = gather_text(gather, totals->departement),
        .program = "",
        .content = "",
    };
    const struct source_stand stand = {
        .id = gather_text(gather, totals->stand),
        .kiosk_id = kiosk.id,
        .name = gather_text(gather, totals->name),
        .structure = gather_text(gather, totals->structure),
        .kind = gather_text(gather, totals->kind),
        .region = kiosk.region,
        .departement = kiosk.departement,
        .site = kiosk.site,
        .opened_at = totals->opened,
        .closed_at = totals->closed,
        .totals_only = true,
    };
    gather_join_kiosk(gather, &kiosk, age);
    gather_join_stand(gather, &stand, age);
}

/* All that was told of one stand: the tellings [first, first + n). */
static void count_stand(struct gather *gather, struct gather_totals *first, size_t n)
{
    const struct totals *best = NULL;
    for (size_t i = 0; i < n; i++) {
        if (is_whole(&first[i]) && (!best || compare(&first[i].totals, best) > 0)) {
            best = &first[i].totals;
        }
    }
    if (gather_has_stand(gather, first->totals.stand)) {
        gather_remark(gather,
                      "stand « %s » : une base le contient, ses totaux lus d’un code QR (%s) ne "
                      "sont pas comptés",
                      stand_label(&first->totals), file_name(first->path));
    } else if (!best) {
        tell_missing(gather, first, n > 1);
    } else if (best->opened <= 0) {
        struct err what = {{0}};
        err_set(&what,
                "stand « %s » : ses totaux ne disent pas quand il a été ouvert ; il n’est pas "
                "compté, prenez sa base counts.db",
                stand_label(best));
        gather_fault(gather, first->path, what.text);
    } else if (add_rows(gather, best)) {
        add_places(gather, best);
        gather_remark(gather, "stand « %s » : totaux lus d’un code QR, sans le détail par heure",
                      stand_label(best));
        gather->files++;
    } else {
        gather->stopped = true;
    }
}

static int by_stand(const void *a, const void *b)
{
    const struct gather_totals *one = a, *two = b;
    int order = strcmp(one->totals.stand, two->totals.stand);
    order = order ? order : one->parts - two->parts;
    uint32_t a_sending = one->totals.sending, b_sending = two->totals.sending;
    return order ? order : (a_sending > b_sending) - (a_sending < b_sending);
}

void textual_count(struct gather *gather)
{
    struct gather_totals *at = gather->texts.at;
    size_t n = gather->texts.n;
    if (n == 0 || gather->stopped) {
        return;
    }
    qsort(at, n, sizeof *at, by_stand);
    for (size_t i = 0, end; i < n && !gather->stopped; i = end) {
        for (end = i + 1; end < n && str_same(at[end].totals.stand, at[i].totals.stand);) {
            end++;
        }
        count_stand(gather, &at[i], end - i);
    }
}
