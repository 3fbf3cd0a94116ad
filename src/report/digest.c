#include "report/digest.h"

enum { HOURS = 24, SMALL = 5 };

void digest_init(struct digest *digest, const struct report_filter *filter)
{
    *digest = (struct digest){.filter = *filter};
}

static int line_order(const struct digest_line *a, const struct digest_line *b)
{
    int order = (int)a->origin - (int)b->origin;
    order = order ? order : (int)a->counter - (int)b->counter;
    order = order ? order : strcmp(a->name, b->name);
    return order ? order : strcmp(a->item, b->item);
}

/* The line like this one, found by halving; made where there was none. */
static struct digest_line *line_place(struct digest *digest, const struct digest_line *like)
{
    size_t low = 0, high = digest->lines.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = line_order(&digest->lines.at[middle], like);
        if (order == 0) {
            return &digest->lines.at[middle];
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    arr_push(&digest->lines, *like);
    struct digest_line *at = &digest->lines.at[low];
    memmove(at + 1, at, (digest->lines.n - 1 - low) * sizeof *at);
    *at = (struct digest_line){.origin = like->origin,
                               .counter = like->counter,
                               .name = arena_string(&digest->arena, like->name),
                               .item = arena_string(&digest->arena, like->item)};
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

static void count_kiosk(struct digest *digest, const char *id)
{
    size_t low = 0, high = digest->kiosk_ids.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(digest->kiosk_ids.at[middle], id);
        if (order == 0) {
            return;
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    const char *copy = arena_string(&digest->arena, id);
    arr_push(&digest->kiosk_ids, copy);
    const char **at = &digest->kiosk_ids.at[low];
    memmove(at + 1, at, (digest->kiosk_ids.n - 1 - low) * sizeof *at);
    *at = copy;
}

/* True where the line is of its counter's own origin: the other's is nobody's headline. */
static bool is_own(const struct report_line *line, enum counter counter)
{
    return line->counter == counter && line->origin == counter_info(counter)->origin;
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
    bool visits = is_own(line, COUNTER_VISIT_STARTED), met = is_own(line, COUNTER_PEOPLE_MET);
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

static void time_text(char out[DATE_TEXT_MAX], const struct report_stand *stand, int64_t wall)
{
    out[0] = '\0';
    if (wall != 0) {
        struct date_time local = date_local(stand->kiosk->timezone, wall);
        snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02d %02d:%02d", local.date.year, local.date.month,
                 local.date.day, local.hour, local.minute);
    }
}

static struct digest_stand stand_make(struct digest *digest, const struct report_stand *stand)
{
    struct arena *arena = &digest->arena;
    struct digest_stand made = {
        .name = arena_string(arena, stand->name),
        .structure = arena_string(arena, stand->structure),
        .kind = arena_string(arena, stand->kind),
        .kiosk = arena_string(arena, stand->kiosk->name),
        .site = arena_string(arena, stand->kiosk->site),
        .region = arena_string(arena, stand->kiosk->region),
        .timezone = arena_string(arena, stand->kiosk->timezone),
        .standing = report_is_standing(stand),
        .totals_only = stand->totals_only,
    };
    time_text(made.opened, stand, stand->opened_at);
    time_text(made.closed, stand, stand->closed_at);
    return made;
}

static void add_part(struct digest *digest, const struct report *report,
                     const struct report_part *part)
{
    struct digest_stand stand = stand_make(digest, part->stand);
    for (size_t i = part->first; i < part->first + part->count; i++) {
        const struct report_line *line = &report->lines.at[i];
        const struct digest_line like = {line->origin, line->counter, line->name, line->item, 0};
        struct digest_line *all = line_place(digest, &like);
        all->n = counter_sum(all->n, line->n);
        if (line->counter < COUNTERS && is_own(line, line->counter)) {
            stand.n[line->counter] = counter_sum(stand.n[line->counter], line->n);
            digest->n[line->counter] = counter_sum(digest->n[line->counter], line->n);
        } else {
            digest->unknown++;
        }
        if (!stand.totals_only) {
            add_times(digest, report, line);
        }
    }
    digest->actions += !stand.standing;
    count_kiosk(digest, part->stand->kiosk->id);
    digest->kiosks = digest->kiosk_ids.n;
    arr_push(&digest->stands, stand);
}

void digest_add(struct digest *digest, const struct report *report)
{
    for (size_t i = 0; i < report->parts.n; i++) {
        add_part(digest, report, &report->parts.at[i]);
    }
}

static int stand_order(const void *left, const void *right)
{
    const struct digest_stand *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    order = order ? order : strcmp(a->opened, b->opened);
    order = order ? order : strcmp(a->kiosk, b->kiosk);
    order = order ? order : strcmp(a->structure, b->structure);
    order = order ? order : strcmp(a->closed, b->closed);
    return order ? order : memcmp(a->n, b->n, sizeof a->n);
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
static void stretch_to_stand(struct digest *digest, bool likely, const struct digest_stand *stand)
{
    const char *times[] = {stand->opened, stand->closed};
    for (int i = 0; i < 2 && stand->totals_only; i++) {
        char text[DATE_TEXT_MAX];
        struct date day;
        snprintf(text, sizeof text, "%.10s", times[i]);
        if (date_parse(text, &day)) {
            stretch_to(digest, likely, day);
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
            stretch_to_stand(digest, likely, &digest->stands.at[i]);
        }
    }
}

void digest_finish(struct digest *digest)
{
    find_period(digest);
    if (digest->stands.n > 1) {
        qsort(digest->stands.at, digest->stands.n, sizeof *digest->stands.at, stand_order);
    }
    hide_column(digest, true);
    hide_column(digest, false);
}

void digest_release(struct digest *digest)
{
    arr_release(&digest->stands);
    arr_release(&digest->lines);
    arr_release(&digest->days);
    arr_release(&digest->kiosk_ids);
    arena_release(&digest->arena);
}

const char *digest_hidden_words(const struct digest_figure *figure)
{
    return figure->few == 1 && figure->n < SMALL ? "moins de 5" : "cachée";
}
