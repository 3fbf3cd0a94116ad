#include "report/digest.h"

#include "report/cell.h"

enum { HOURS = 24, SMALL = 5 };

void digest_init(struct digest *digest, const struct report_filter *filter)
{
    *digest = (struct digest){.filter = *filter};
}

/* The line like this one, found by halving; made where there was none. */
static struct report_line *line_place(struct digest *digest, const struct report_line *like)
{
    size_t low = 0, high = digest->lines.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = report_line_order(&digest->lines.at[middle], like);
        if (order == 0) {
            return &digest->lines.at[middle];
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    arr_push(&digest->lines, *like);
    struct report_line *at = &digest->lines.at[low];
    memmove(at + 1, at, (digest->lines.n - 1 - low) * sizeof *at);
    *at = (struct report_line){like->origin, like->counter, like->name, like->item, 0, 0, 0};
    return at;
}

/* The same for a day. Days of a line come in order: most follow the last one found. */
static struct digest_day *day_place(struct digest *digest, struct date day, size_t *last)
{
    size_t low = 0, high = digest->days.n;
    if (*last + 1 < high && date_compare(digest->days.at[*last + 1].day, day) == 0) {
        return &digest->days.at[++*last];
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = date_compare(digest->days.at[middle].day, day);
        if (order == 0) {
            *last = middle;
            return &digest->days.at[middle];
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    arr_push(&digest->days, (struct digest_day){0});
    struct digest_day *at = &digest->days.at[low];
    memmove(at + 1, at, (digest->days.n - 1 - low) * sizeof *at);
    *at = (struct digest_day){.day = day};
    *last = low;
    return at;
}

static struct digest_figure *figure_of(struct digest *digest, int hour, bool visits)
{
    return visits ? &digest->hours[hour].visits : &digest->hours[hour].met;
}

static void add_hour(struct digest_figure *figure, const struct report_hour *hour)
{
    figure->n = counter_sum(figure->n, hour->n);
    int64_t *part = hour->hidden ? &figure->rest : &figure->seen;
    *part = counter_sum(*part, hour->n);
    figure->few += hour->hidden;
}

static void add_times(struct digest *digest, const struct report *report,
                      const struct report_line *line)
{
    bool visits = line->counter == COUNTER_VISIT_STARTED && report_is_own(line);
    bool met = line->counter == COUNTER_PEOPLE_MET && report_is_own(line);
    size_t last = SIZE_MAX - 1;
    for (size_t i = line->first; i < line->first + line->count; i++) {
        const struct report_day *day = &report->days.at[i];
        struct digest_day *sum = day_place(digest, day->day, &last);
        if (!visits && !met) {
            continue;
        }
        int64_t *n = visits ? &sum->visits : &sum->met;
        *n = counter_sum(*n, day->n);
        for (size_t j = day->first; j < day->first + day->count; j++) {
            const struct report_hour *hour = &report->hours.at[j];
            add_hour(figure_of(digest, hour->hour, visits), hour);
        }
    }
}

static void add_part(struct digest *digest, const struct report *report,
                     const struct report_part *part)
{
    for (size_t i = part->first; i < part->first + part->count; i++) {
        const struct report_line *line = &report->lines.at[i];
        struct report_line *all = line_place(digest, line);
        all->n = counter_sum(all->n, line->n);
        digest->unknown += !report_is_own(line);
        if (!part->stand->totals_only) {
            add_times(digest, report, line);
        }
    }
    for (int i = 0; i < COUNTERS; i++) {
        digest->n[i] = counter_sum(digest->n[i], part->n[i]);
    }
    digest->actions += !report_is_standing(part->stand);
    arr_push(&digest->stands, *part);
}

void digest_add(struct digest *digest, const struct report *report)
{
    for (size_t i = 0; i < report->parts.n; i++) {
        add_part(digest, report, &report->parts.at[i]);
    }
}

static int by_kiosk(const void *left, const void *right)
{
    const struct source_stand *a = ((const struct report_part *)left)->stand;
    const struct source_stand *b = ((const struct report_part *)right)->stand;
    int order = strcmp(a->kiosk->id, b->kiosk->id);
    return order ? order : strcmp(a->id, b->id);
}

static void order_stands(struct digest *digest)
{
    struct report_part *at = digest->stands.at;
    if (digest->stands.n > 1) {
        qsort(at, digest->stands.n, sizeof *at, by_kiosk);
    }
    for (size_t i = 0; i < digest->stands.n; i++) {
        digest->kiosks += i == 0 || !str_same(at[i - 1].stand->kiosk->id, at[i].stand->kiosk->id);
    }
}

static bool tells_too_much(const struct digest_figure *figure)
{
    bool forced = figure->rest <= figure->few || figure->rest == (SMALL - 1) * figure->few;
    return (figure->n > 0 && figure->n < SMALL) || figure->few == 1 || (figure->few > 1 && forced);
}

/* True where a is the better one to hide beside the only hidden one. */
static bool hides_better(const struct digest_figure *a, const struct digest_figure *b)
{
    if ((a->few > 0) != (b->few > 0)) {
        return a->few > 0;
    }
    return a->n < b->n;
}

static void hide_column(struct digest *digest, bool visits)
{
    int hidden = 0;
    struct digest_figure *next = NULL;
    for (int i = 0; i < HOURS; i++) {
        struct digest_figure *figure = figure_of(digest, i, visits);
        figure->hidden = tells_too_much(figure);
        hidden += figure->hidden;
        if (!figure->hidden && figure->n > 0 && (!next || hides_better(figure, next))) {
            next = figure;
        }
    }
    if (hidden == 1 && next) {
        next->hidden = true;
    }
}

static void stretch(struct digest *digest, struct date day)
{
    if (digest->from.year == 0 || date_compare(day, digest->from) < 0) {
        digest->from = day;
    }
    if (digest->to.year == 0 || date_compare(day, digest->to) > 0) {
        digest->to = day;
    }
}

/* Could a right clock have told this day? A zone may be a day ahead of the one of today. */
static bool is_likely(const struct digest *digest, struct date day)
{
    return date_compare(day, date_local("UTC", DATE_FIRST_COUNT).date) >= 0 &&
           (digest->today.year == 0 || date_compare(day, date_add_days(digest->today, 1)) <= 0);
}

static void stretch_to(struct digest *digest, bool likely, struct date day)
{
    if (!likely || is_likely(digest, day)) {
        stretch(digest, day);
    }
}

/* The days of a stand of which only totals are known: those it was opened and closed on. */
static void stretch_to_stand(struct digest *digest, bool likely, const struct source_stand *stand)
{
    const int64_t times[] = {stand->opened_at, stand->closed_at};
    for (int i = 0; i < 2 && stand->totals_only; i++) {
        if (times[i] != 0) {
            stretch_to(digest, likely, date_local(stand->kiosk->timezone, times[i]).date);
        }
    }
}

/* From the first day to the last; what a wrong clock told only where there is nothing else. */
static void find_period(struct digest *digest)
{
    for (int likely = 1; likely >= 0 && digest->from.year == 0; likely--) {
        for (size_t i = 0; i < digest->days.n; i++) {
            stretch_to(digest, likely, digest->days.at[i].day);
        }
        for (size_t i = 0; i < digest->stands.n; i++) {
            stretch_to_stand(digest, likely, digest->stands.at[i].stand);
        }
    }
}

void digest_finish(struct digest *digest)
{
    find_period(digest);
    order_stands(digest);
    hide_column(digest, true);
    hide_column(digest, false);
}

void digest_release(struct digest *digest)
{
    arr_release(&digest->stands);
    arr_release(&digest->lines);
    arr_release(&digest->days);
}

const char *digest_hidden_words(const struct digest_figure *figure)
{
    return figure->few == 1 && figure->n < SMALL ? "moins de 5" : "cachée";
}
