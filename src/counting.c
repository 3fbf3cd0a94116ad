#include "counting.h"

#include "content_titles.h"
#include "report/labels.h"

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

/* --- what is odd --------------------------------------------------------------------------------
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

/* Could a clock that was right have counted in this hour? An opened stand counts while it is. */
static bool is_likely(const struct counting *counting, const struct source_stand *stand,
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

/* Notes the hours that are not likely; rows come in order of hours. */
static void check_clock(struct counting *counting, const struct source_stand *stand,
                        const struct source_row *rows, size_t n)
{
    struct counting_clock *clock = &counting->clocks.at[stand->kiosk - counting->source.kiosks.at];
    for (size_t i = 0; i < n; i++) {
        int64_t hour = rows[i].hour;
        if ((i == 0 || hour != rows[i - 1].hour) && !is_likely(counting, stand, hour)) {
            clock->first = clock->hours == 0 || hour < clock->first ? hour : clock->first;
            clock->last = clock->hours == 0 || hour > clock->last ? hour : clock->last;
            clock->hours++;
        }
    }
}

static void remark_clocks(struct counting *counting)
{
    for (size_t i = 0; i < counting->clocks.n; i++) {
        const struct counting_clock *clock = &counting->clocks.at[i];
        const struct source_kiosk *kiosk = &counting->source.kiosks.at[i];
        char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
        if (clock->hours == 0) {
            continue;
        }
        words_day(first, date_local(kiosk->timezone, clock->first).date);
        words_day(last, date_local(kiosk->timezone, clock->last).date);
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

/* Unless the whole report is asked for, one stand's goes into the digest and is forgotten. */
static void read_stands(struct counting *counting, struct source_walk *walk, bool whole)
{
    for (size_t i = 0; i < counting->source.stands.n; i++) {
        const struct source_stand *stand = &counting->source.stands.at[i];
        const struct source_row *rows;
        size_t n;
        if (!report_wants(&counting->report, stand)) {
            continue;
        }
        source_walk_stand(walk, i, &rows, &n);
        check_clock(counting, stand, rows, n);
        report_add(&counting->report, stand, rows, n);
        if (!whole) {
            digest_add(&counting->digest, &counting->report);
            report_clear(&counting->report);
        }
    }
    report_order(&counting->report);
    digest_add(&counting->digest, &counting->report);
}

/* What went wrong, last: nothing of it scrolls away. No folder of ours goes onto the page. */
static void say_faults(struct counting *counting)
{
    const struct source *source = &counting->source;
    for (size_t i = 0; i < source->faults.n; i++) {
        say(counting, "%s", source->faults.at[i]);
    }
    counting->good = counting->good && source->faults.n == 0;
    if (source->twins > 0) {
        arr_push(
            &counting->remarks,
            "deux machines portent le même numéro\u00A0: d’un même compte des deux, seul le plus "
            "grand est dans ce bilan");
    }
    if (source->faults.n > source->twins) {
        arr_push(
            &counting->remarks,
            "une partie des fichiers donnés n’a pas pu être lue\u00A0: ce bilan est incomplet");
    }
}

static void read_sources(struct counting *counting, bool whole)
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
        for (size_t i = 0; i < counting->source.kiosks.n; i++) {
            arr_push(&counting->clocks, (struct counting_clock){0});
            struct source_kiosk *kiosk = &counting->source.kiosks.at[i];
            kiosk->keep_months = kiosk->keep_months ? kiosk->keep_months : task->keep_months;
            remark_zone(counting, kiosk);
        }
        read_stands(counting, walk, whole);
        source_walk_close(walk);
    }
    remark_clocks(counting);
    say_faults(counting);
}

static void read_titles(struct counting *counting)
{
    struct err err = {{0}};
    const char *content = counting->task->content;
    bool found = !content || titles_read(&counting->titles, content, &err);
    if (err.text[0]) {
        say(counting, "%s (%s)", err.text,
            found ? "des titres peuvent manquer" : "les titres manqueront");
    }
    if (!found) {
        counting->good = !counting->task->content_named;
    }
}

void counting_init(struct counting *counting, const struct counts_task *task, bool whole)
{
    struct date_time now = date_local(task->zone ? task->zone : "", task->now);
    *counting = (struct counting){.task = task, .good = true};
    report_init(&counting->report, &task->filter);
    digest_init(&counting->digest, &task->filter);
    counting->digest.today = now.date;
    read_titles(counting);
    read_sources(counting, whole);
    digest_finish(&counting->digest);
    counting->about = (struct html_about){.version = task->version ? task->version : "",
                                          .made = now,
                                          .remarks = counting->remarks.at,
                                          .remark_count = counting->remarks.n};
    counting->empty = counting->source.stands.n == 0 && !counting->good;
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
    arr_release(&counting->clocks);
    arr_release(&counting->remarks);
    source_release(&counting->source);
}
