#include "counting.h"

#include "content_titles.h"

#include <stdarg.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

static void say(const struct counting *counting, const char *format, ...) PRINTF_LIKE(2, 3);

static void say(const struct counting *counting, const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    counting->task->say(counting->task->context, text);
}

/* For the page and for whoever makes it. */
static void remark(struct counting *counting, const char *text)
{
    arr_push(&counting->remarks, text);
    say(counting, "remarque\u00A0: %s", text);
}

/* --- what is found, as report/ takes it ---------------------------------------------------------
 */

/* What people call a kiosk that may have no name, and stands may name none. */
static const char *kiosk_called(const char *name, const char *id)
{
    return name[0] ? name : id[0] ? id : "sans nom";
}

static void remark_zone(struct counting *counting, const struct source_kiosk *kiosk)
{
    if (!kiosk->id[0] || date_zone_known(kiosk->timezone)) {
        return;
    }
    const char *name = kiosk_called(kiosk->name, kiosk->id), *zone = kiosk->timezone;
    remark(counting, arena_format(&counting->source.arena,
                                  "borne «\u00A0%s\u00A0»\u00A0: %s%s%s, ses heures sont en UTC",
                                  name, zone[0] ? "fuseau horaire «\u00A0" : "aucun fuseau horaire",
                                  zone, zone[0] ? "\u00A0» inconnu" : ""));
}

static void convert_kiosks(struct counting *counting)
{
    for (size_t i = 0; i < counting->source.kiosks.n; i++) {
        const struct source_kiosk *kiosk = &counting->source.kiosks.at[i];
        arr_push(&counting->kiosks, (struct report_kiosk){kiosk->id, kiosk->name, kiosk->site,
                                                          kiosk->region, kiosk->timezone});
        arr_push(&counting->clocks, (struct counting_clock){0});
        remark_zone(counting, kiosk);
    }
    arr_push(&counting->kiosks, (struct report_kiosk){"", "", "", "", ""});
    arr_push(&counting->clocks, (struct counting_clock){0});
}

static int by_id(const void *left, const void *right)
{
    const struct report_kiosk *a = *(const struct report_kiosk *const *)left;
    const struct report_kiosk *b = *(const struct report_kiosk *const *)right;
    return strcmp(a->id, b->id);
}

static void convert_stands(struct counting *counting)
{
    size_t n = counting->kiosks.n;
    const struct report_kiosk **sorted = mem_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &counting->kiosks.at[i];
    }
    qsort(sorted, n, sizeof *sorted, by_id);
    for (size_t i = 0; i < counting->source.stands.n; i++) {
        const struct source_stand *stand = &counting->source.stands.at[i];
        const struct report_kiosk key = {.id = stand->kiosk_id}, *wanted = &key;
        const struct report_kiosk *const *found =
            bsearch(&wanted, sorted, n, sizeof *sorted, by_id);
        arr_push(&counting->stands,
                 (struct report_stand){.kiosk = found ? *found : &counting->kiosks.at[n - 1],
                                       .id = stand->id,
                                       .name = stand->name,
                                       .structure = stand->structure,
                                       .kind = stand->kind,
                                       .opened_at = stand->opened_at,
                                       .closed_at = stand->closed_at,
                                       .totals_only = stand->totals_only});
    }
    free(sorted);
}

/* Could a clock that was right have counted in this hour? An opened stand counts while it is. */
static bool is_likely(const struct counting *counting, const struct report_stand *stand,
                      int64_t hour)
{
    if (hour < DATE_FIRST_COUNT || hour > counting->task->now + DAY) {
        return false;
    }
    if (stand->totals_only || stand->opened_at == 0 || report_is_standing(stand)) {
        return true;
    }
    return hour >= stand->opened_at - HOUR &&
           (stand->closed_at == 0 || hour <= stand->closed_at + HOUR);
}

/* Adds the stand's rows, in order of hours, and notes the hours that are not likely. */
static void convert_rows(struct counting *counting, const struct source_tally *tallies, size_t n,
                         size_t stand, size_t as)
{
    const struct report_stand *here = &counting->stands.at[stand];
    struct counting_clock *clock = &counting->clocks.at[here->kiosk - counting->kiosks.at];
    for (size_t i = 0; i < n; i++) {
        const struct source_tally *tally = &tallies[i];
        if ((i == 0 || tally->hour != tallies[i - 1].hour) &&
            !is_likely(counting, here, tally->hour)) {
            clock->first =
                clock->hours == 0 || tally->hour < clock->first ? tally->hour : clock->first;
            clock->last =
                clock->hours == 0 || tally->hour > clock->last ? tally->hour : clock->last;
            clock->hours++;
        }
        arr_push(&counting->rows,
                 (struct report_row){
                     .stand = as,
                     .hour = tally->hour,
                     .origin = str_same(tally->origin, "staff") ? ORIGIN_STAFF : ORIGIN_KIOSK,
                     .counter = tally->counter,
                     .item = tally->item,
                     .n = tally->n,
                 });
    }
}

/* "21/11/2026", there where the kiosk stands. */
static void day_text(char out[DATE_TEXT_MAX], const struct report_kiosk *kiosk, int64_t wall)
{
    struct date day = date_local(kiosk->timezone, wall).date;
    snprintf(out, DATE_TEXT_MAX, "%02d/%02d/%d", day.day, day.month, day.year);
}

static void remark_clocks(struct counting *counting)
{
    for (size_t i = 0; i < counting->clocks.n; i++) {
        const struct counting_clock *clock = &counting->clocks.at[i];
        const struct report_kiosk *kiosk = &counting->kiosks.at[i];
        char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
        if (clock->hours == 0) {
            continue;
        }
        day_text(first, kiosk, clock->first);
        day_text(last, kiosk, clock->last);
        bool day = str_same(first, last), one = clock->hours == 1;
        remark(counting,
               arena_format(&counting->source.arena,
                            "l’horloge de la borne «\u00A0%s\u00A0» a été fausse\u00A0: %zu %s "
                            "%s %s%s%s %s",
                            kiosk_called(kiosk->name, kiosk->id), clock->hours,
                            one ? "heure datée" : "heures datées", day ? "du" : "entre le", first,
                            day ? "" : " et le ", day ? "" : last,
                            one ? "est comptée telle quelle" : "sont comptées telles quelles"));
    }
}

/* --- reading ------------------------------------------------------------------------------------
 */

static bool is_asked_for(const struct counting *counting, const struct report_stand *stand)
{
    const struct report_filter *filter = &counting->task->filter;
    return (!filter->stand || str_same(filter->stand, stand->name)) &&
           (!filter->id || str_same(filter->id, stand->id));
}

/* One stand's report goes into the digest and is forgotten. */
static void digest_stand(struct counting *counting, size_t stand)
{
    struct report report;
    const struct report_input input = {&counting->stands.at[stand], 1, counting->rows.at,
                                       counting->rows.n};
    report_build(&report, &input, &counting->task->filter);
    digest_add(&counting->digest, &report);
    report_release(&report);
    counting->rows.n = 0;
}

static int by_kiosk(const void *left, const void *right)
{
    const struct report_stand *a = *(const struct report_stand *const *)left;
    const struct report_stand *b = *(const struct report_stand *const *)right;
    if (a->kiosk != b->kiosk) {
        return a->kiosk < b->kiosk ? -1 : 1;
    }
    return (a > b) - (a < b);
}

/* Kiosk by kiosk: the counts of one lie together in a database, and are read from it once. */
static void read_stands(struct counting *counting, struct source_walk *walk)
{
    size_t count = counting->stands.n;
    const struct report_stand **order = mem_alloc(count * sizeof *order);
    for (size_t i = 0; i < count; i++) {
        order[i] = &counting->stands.at[i];
    }
    qsort(order, count, sizeof *order, by_kiosk);
    for (size_t i = 0; i < count; i++) {
        const struct source_tally *tallies;
        size_t n, stand = (size_t)(order[i] - counting->stands.at);
        if (!is_asked_for(counting, order[i])) {
            continue;
        }
        source_walk_stand(walk, stand, &tallies, &n);
        convert_rows(counting, tallies, n, stand, counting->whole ? stand : 0);
        if (!counting->whole) {
            digest_stand(counting, stand);
        }
    }
    free(order);
}

/* What went wrong, last: nothing of it scrolls away. No folder of ours goes onto the page. */
static void say_faults(struct counting *counting)
{
    const struct source *source = &counting->source;
    for (size_t i = 0; i < source->faults.n; i++) {
        say(counting, "%s", source->faults.at[i]);
    }
    if (source->faults.n > 0) {
        counting->good = false;
        arr_push(
            &counting->remarks,
            "une partie des fichiers donnés n’a pas pu être lue\u00A0: ce bilan est incomplet");
    }
}

static void read_sources(struct counting *counting)
{
    const struct counts_task *task = counting->task;
    struct err err = {{0}};
    struct source_walk *walk =
        source_walk_open(&counting->source, task->sources, task->source_count, &err);
    if (!walk) {
        say(counting, "%s", err.text);
        counting->good = false;
    } else {
        for (size_t i = 0; i < counting->source.remarks.n; i++) {
            remark(counting, counting->source.remarks.at[i]);
        }
        convert_kiosks(counting);
        convert_stands(counting);
        read_stands(counting, walk);
        source_walk_close(walk);
    }
    remark_clocks(counting);
    say_faults(counting);
}

static void read_titles(struct counting *counting)
{
    struct err err = {{0}};
    const char *content = counting->task->content;
    if (content && !titles_read(&counting->titles, content, &err)) {
        say(counting, "%s (les titres manqueront)", err.text);
        counting->good = !counting->task->content_named;
    }
    counting->lookup = (struct report_titles){titles_find, &counting->titles};
}

static void tell_about(struct counting *counting)
{
    const struct counts_task *task = counting->task;
    const char *known = counting->titles.content;
    struct date_time now = date_local(task->zone ? task->zone : "", task->now);
    snprintf(counting->made, sizeof counting->made, "%04d-%02d-%02d %02d:%02d", now.date.year,
             now.date.month, now.date.day, now.hour, now.minute);
    counting->about = (struct html_about){.version = task->version ? task->version : "",
                                          .made = counting->made,
                                          .content = known ? known : "",
                                          .remarks = counting->remarks.at,
                                          .remark_count = counting->remarks.n,
                                          .keep_months = task->keep_months};
}

void counting_init(struct counting *counting, const struct counts_task *task, bool whole)
{
    *counting = (struct counting){.task = task, .whole = whole, .good = true};
    digest_init(&counting->digest, &task->filter);
    counting->digest.today = date_local(task->zone ? task->zone : "", task->now).date;
    read_titles(counting);
    read_sources(counting);
    if (whole) {
        const struct report_input input = {counting->stands.at, counting->stands.n,
                                           counting->rows.at, counting->rows.n};
        report_build(&counting->report, &input, &task->filter);
        digest_add(&counting->digest, &counting->report);
    }
    digest_finish(&counting->digest);
    tell_about(counting);
    counting->empty = counting->stands.n == 0 && !counting->good;
    if (counting->empty) {
        say(counting, "rien n’a pu être lu");
    } else if (counting->digest.stands.n == 0) {
        say(counting, "aucun stand ne correspond");
    }
}

void counting_release(struct counting *counting)
{
    report_release(&counting->report);
    digest_release(&counting->digest);
    titles_release(&counting->titles);
    arr_release(&counting->kiosks);
    arr_release(&counting->clocks);
    arr_release(&counting->stands);
    arr_release(&counting->rows);
    arr_release(&counting->remarks);
    source_release(&counting->source);
}
