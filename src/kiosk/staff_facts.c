#include "kiosk/staff_facts.h"

#include <sys/statvfs.h>

/* No kiosk of this version ever counted before it was written. */
#define CLOCK_FIRST 1790000000 /* 2026-09-21 */

enum { HOUR = 3600 };

void staff_facts_sticks(struct staff_facts *facts, struct stick_watch *watch,
                        struct stick sticks[STAFF_STICKS_MAX])
{
    if (facts->job.state == JOB_RUNS) {
        return; /* their numbers mean something while one is written */
    }
    size_t n = stick_watch_list(watch, sticks, STAFF_STICKS_MAX);
    facts->stick_count = (int)n;
    for (size_t i = 0; i < n; i++) {
        struct staff_stick *stick = &facts->sticks[i];
        *stick =
            (struct staff_stick){.read_only = sticks[i].read_only, .content = sticks[i].content};
        str_fit(stick->name, sizeof stick->name, sticks[i].name);
    }
}

/* --- counts --- */

static void name_stand(struct totals *totals, const struct config *config,
                       const struct store_stand *stand)
{
    *totals = (struct totals){.opened = stand->opened_at, .closed = stand->closed_at};
    str_fit(totals->stand, sizeof totals->stand, stand->id);
    str_fit(totals->kiosk, sizeof totals->kiosk, stand->kiosk_id);
    str_fit(totals->name, sizeof totals->name, stand->name);
    str_fit(totals->structure, sizeof totals->structure, stand->structure);
    str_fit(totals->kind, sizeof totals->kind, stand->kind);
    str_fit(totals->kiosk_name, sizeof totals->kiosk_name, config->name);
    bool told = stand->region[0] || stand->departement[0] || stand->site[0];
    str_fit(totals->site, sizeof totals->site, told ? stand->site : config->site);
    str_fit(totals->region, sizeof totals->region, told ? stand->region : config->region);
    str_fit(totals->departement, sizeof totals->departement,
            told ? stand->departement : config->departement);
    str_fit(totals->zone, sizeof totals->zone, config->timezone);
}

/* Undos are taken off the hour they were made in, never below nothing. */
static void add_hour(struct staff_facts *facts, const struct store_row *row, enum counter counter,
                     bool undone)
{
    bool visits = counter == COUNTER_VISIT_STARTED, met = counter == COUNTER_PEOPLE_MET;
    if (!visits && !met) {
        return;
    }
    struct staff_hour *last = facts->hour_count ? &facts->hours[facts->hour_count - 1] : NULL;
    if (!last || last->hour != row->hour) {
        if (facts->hour_count == STAFF_HOURS_MAX) {
            memmove(&facts->hours[0], &facts->hours[1],
                    (STAFF_HOURS_MAX - 1) * sizeof facts->hours[0]);
            facts->hour_count--;
        }
        last = &facts->hours[facts->hour_count++];
        *last = (struct staff_hour){.hour = row->hour};
    }
    int64_t *n = visits ? &last->visits : &last->met;
    *n += undone ? -row->n : row->n;
    *n = *n > 0 ? *n : 0;
}

static void add_sum(struct totals *totals, const struct store_row *row, enum counter counter,
                    bool undone)
{
    totals->n[counter] += undone ? -row->n : row->n;
    for (int i = 0; i < HEARD_THEMES && counter == COUNTER_QUESTION_HEARD; i++) {
        totals->heard[i] += str_same(heard_theme(i)->id, row->item) ? row->n : 0;
    }
}

static bool is_undone(const struct store_row *row)
{
    return counter_is_undone(row->origin, row->item);
}

/* Sums, and the hours. */
static void add_rows(struct totals *totals, struct staff_facts *facts,
                     const struct store_rows *rows)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct store_row *row = &rows->list.at[i];
        enum counter counter = counter_find(row->counter);
        if (counter == COUNTERS) {
            continue;
        }
        if (row->hour == STORE_SUMS) {
            add_sum(totals, row, counter, is_undone(row));
        } else {
            add_hour(facts, row, counter, is_undone(row));
        }
    }
    for (int i = 0; i < COUNTERS; i++) {
        totals->n[i] = totals->n[i] > 0 ? totals->n[i] : 0;
    }
}

bool staff_facts_counted(struct staff_facts *facts, const struct config *config,
                         const struct effect *effect)
{
    const struct counter_info *info = counter_info(effect->counter);
    struct store_row row = {.hour = date_hour_start(config->timezone, effect->wall),
                            .origin = info->origin,
                            .n = effect->n};
    str_fit(row.counter, sizeof row.counter, info->name);
    str_fit(row.item, sizeof row.item, effect->item);
    bool staff = info->origin == ORIGIN_STAFF;
    if (staff) {
        add_sum(&facts->totals, &row, effect->counter, is_undone(&row));
        if (!facts->sent_closed) {
            add_hour(facts, &row, effect->counter, is_undone(&row));
        }
    }
    return staff;
}

static void doubt_clock(struct staff_facts *facts, const struct store_rows *rows, struct moment now)
{
    char *clock = facts->health.clock;
    size_t room = sizeof facts->health.clock;
    int64_t last = rows->list.n > 0 ? rows->list.at[rows->list.n - 1].hour : 0;
    clock[0] = '\0';
    if (now.wall < CLOCK_FIRST) {
        str_fit(clock, room,
                "L’horloge de la machine est fausse : elle est restée dans le passé. "
                "Réglez-la, ou les heures des comptes seront fausses.");
    } else if (last > now.wall + HOUR) {
        str_fit(clock, room,
                "L’horloge de la machine a reculé : des comptes portent une heure "
                "plus tardive. Vérifiez la date et l’heure.");
    }
}

void staff_facts_counts(struct staff_facts *facts, const struct config *config,
                        const struct store_answer *answer, struct moment now)
{
    str_fit(facts->report_to, sizeof facts->report_to, config->report_to);
    facts->hour_count = 0;
    if (!answer->read) {
        char text[sizeof answer->why.text + 64];
        snprintf(text, sizeof text, "Les comptes ne peuvent pas être lus : %s", answer->why.text);
        if (!facts->says[0]) {
            str_fit(facts->says, sizeof facts->says, text);
        }
        return;
    }
    facts->stand_open = answer->stand.open;
    name_stand(&facts->totals, config, &answer->stand);
    add_rows(&facts->totals, facts, &answer->rows);
    doubt_clock(facts, &answer->rows, now);
    facts->sent = facts->totals;
    facts->sent_closed = answer->closed.id[0] != '\0';
    if (facts->sent_closed) { /* closed a moment ago, it is still to be sent: the QR tells of it */
        facts->hour_count = 0;
        name_stand(&facts->sent, config, &answer->closed);
        add_rows(&facts->sent, facts, &answer->closed_rows);
    }
}

/* --- health --- */

static void add_problems(struct staff_health *health, const struct problems *problems)
{
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        if (health->problems < STAFF_LINES_MAX) {
            char line[STAFF_SAYS_MAX * 2];
            snprintf(line, sizeof line, "%s:%d : %s", problem->file, problem->line,
                     problem->message);
            str_fit(health->problem[health->problems], STAFF_SAYS_MAX, line);
        }
        health->problems++;
    }
}

void staff_facts_health(struct staff_facts *facts, const struct setup *setup, struct store *store,
                        const struct content *content, int64_t up_seconds)
{
    struct staff_health *health = &facts->health;
    char clock[STAFF_SAYS_MAX], own[FILE_PATH_MAX];
    struct statvfs disk;
    str_fit(clock, sizeof clock, health->clock);
    *health = (struct staff_health){.up_seconds = up_seconds};
    str_fit(health->clock, sizeof health->clock, clock);
    str_fit(health->fault, sizeof health->fault, store_fault(store));
    str_fit(health->remarks, sizeof health->remarks, store_remarks(store));
    add_problems(health, &setup->problems);
    add_problems(health, &setup->found);
    str_fit(health->program, sizeof health->program, BORNE_VERSION);
    str_fit(health->content, sizeof health->content, content->version);
    str_fit(health->checked, sizeof health->checked, content->checked);
    str_fit(health->data, sizeof health->data, setup->data);
    bool known = statvfs(setup->data, &disk) == 0;
    health->free_mb = known ? (int64_t)(disk.f_bavail * disk.f_frsize / 1000000) : -1;
    facts->can_revert = !setup->content_fixed && setup_own_content(setup, own);
}
