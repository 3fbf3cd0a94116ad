#include "store/textual.h"

#include "base/date.h"
#include "base/heard.h"
#include "base/mem.h"

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

/* Two tellings of a stand, or two parts of one. */
static void join_telling(struct totals *totals, const struct totals *new, bool whole)
{
    if (whole && new->closed > totals->closed) {
        *totals = *new;
    } else if (!whole || new->closed == totals->closed) {
        join_totals(totals, new);
    }
}

static void take_part(void *context, const struct totals *totals, int part, int parts)
{
    struct telling *telling = context;
    struct gather *gather = telling->gather;
    for (size_t i = 0; i < gather->texts.n; i++) {
        struct gather_totals *text = &gather->texts.at[i];
        if (str_same(text->totals.stand, totals->stand) && text->parts == parts) {
            join_telling(&text->totals, totals, parts == 1);
            text->seen |= 1u << part;
            return;
        }
    }
    arr_push(&gather->texts, (struct gather_totals){.path = gather_text(gather, telling->path),
                                                    .totals = *totals,
                                                    .parts = parts,
                                                    .seen = 1u << part});
}

bool textual_read(struct gather *gather, const char *path, bool in_folder)
{
    struct str text = {0};
    struct err err = {{0}}, bad = {{0}};
    struct telling telling = {gather, path};
    bool read = file_read(path, TEXT_MAX, &text, &err);
    int found = read ? totals_read(str_text(&text), text.n, take_part, &telling, &bad) : 0;
    if (bad.text[0]) {
        gather_fault(gather, path, bad.text);
    } else if (found == 0 && !in_folder) {
        gather_fault(gather, path,
                     read ? "aucun total de code QR dans ce texte ; enregistrez le message entier"
                          : err.text);
    }
    str_release(&text);
    return found > 0;
}

static bool is_whole(const struct gather_totals *text)
{
    return text->seen == (1u << text->parts) - 1;
}

/* Names the parts that no text holds. */
static void tell_missing(struct gather *gather, const struct gather_totals *text)
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
    str_addf(&what, " sur %d ; ce stand n’est pas compté, ajoutez le texte de ce code",
             text->parts);
    gather_fault(gather, text->path, str_text(&what));
    str_release(&what);
}

static bool add_row(struct gather *gather, const struct totals *totals, enum counter counter,
                    const char *item, int64_t n)
{
    const struct counter_info *info = counter_info(counter);
    const struct reader_tally tally = {
        .stand = totals->stand,
        .hour = date_hour_start(totals->zone, totals->opened),
        .origin = counter_origin_name(info->origin),
        .counter = info->name,
        .item = item,
        .n = n,
    };
    return n < 1 || gather->row(gather->context, &tally);
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
    return good && add_row(gather, totals, COUNTER_QUESTION_HEARD, "undone", entered - left) &&
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
    };
    const struct source_stand stand = {
        .id = gather_text(gather, totals->stand),
        .kiosk_id = kiosk.id,
        .name = gather_text(gather, totals->name),
        .structure = gather_text(gather, totals->structure),
        .kind = gather_text(gather, totals->kind),
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
    struct totals *best = NULL;
    for (size_t i = 0; i < n; i++) {
        if (is_whole(&first[i]) && !best) {
            best = &first[i].totals;
        } else if (is_whole(&first[i])) {
            join_telling(best, &first[i].totals, true);
        }
    }
    if (gather_has_stand(gather, first->totals.stand)) {
        gather_remark(gather,
                      "stand « %s » : une base le contient, ses totaux lus d’un code QR (%s) ne "
                      "sont pas comptés",
                      stand_label(&first->totals), file_name(first->path));
    } else if (!best) {
        tell_missing(gather, first);
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
    return order ? order : one->parts - two->parts;
}

void textual_count(struct gather *gather)
{
    struct gather_totals *at = gather->texts.at;
    size_t n = gather->texts.n;
    if (n == 0 || gather->stopped) {
        return;
    }
    qsort(at, n, sizeof *at, by_stand);
    gather->stopped = !gather->begin(gather->context, NULL);
    for (size_t i = 0, end; i < n && !gather->stopped; i = end) {
        for (end = i + 1; end < n && str_same(at[end].totals.stand, at[i].totals.stand);) {
            end++;
        }
        count_stand(gather, &at[i], end - i);
    }
    gather->stopped = !gather->end(gather->context, !gather->stopped) || gather->stopped;
}
