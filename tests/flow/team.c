/* team.c: what the main does for the staff, in memory: a PIN that is compared, stands that open at
 * once, a stick that is always right. */
#include "stage.h"

static int wait_ms(const struct stage *stage)
{
    int64_t left = stage->team.wait_until - stage->now.steady;
    return left > 0 ? (int)left : 0;
}

static void tell_pin(struct stage *stage, enum pin_state state)
{
    struct staff_pin pin = {.state = state, .wait_ms = wait_ms(stage), .stick = stage->team.stick};
    pin.state = state == PIN_ASKED && !stage->team.pin[0] ? PIN_NONE : state;
    app_handle(stage->app, &(struct event){.kind = EVENT_PIN, .now = stage->now, .pin = &pin});
}

static void try_pin(struct stage *stage, const char *digits)
{
    struct team *team = &stage->team;
    assert_int_equal(wait_ms(stage), 0);
    bool right = team->pin[0] && str_same(digits, team->pin);
    if (!right) {
        int64_t wait = INT64_C(1000) << (team->wrongs < 9 ? team->wrongs : 9);
        team->wait_until = stage->now.steady + (wait < 300000 ? wait : 300000);
        team->wrongs++;
    } else {
        team->wrongs = 0;
    }
    tell_pin(stage, right ? PIN_RIGHT : PIN_WRONG);
}

static void tell_counts(struct stage *stage)
{
    struct totals *totals = &stage->team.facts.totals;
    memset(totals->n, 0, sizeof totals->n);
    memset(totals->heard, 0, sizeof totals->heard);
    for (size_t i = 0; i < stage->tally.rows.n; i++) {
        const struct tally_row *row = &stage->tally.rows.at[i];
        bool undone = str_same(row->item, "undone");
        totals->n[row->counter] += undone ? -row->n : row->n;
        for (int theme = 0; theme < HEARD_THEMES; theme++) {
            totals->heard[theme] += str_same(heard_theme(theme)->id, row->item) ? row->n : 0;
        }
    }
    stage->team.facts.sent = *totals;
    str_fit(stage->team.facts.health.content, sizeof stage->team.facts.health.content, "1");
}

static void open_stand(struct stage *stage)
{
    struct team *team = &stage->team;
    struct totals *totals = &team->facts.totals;
    team->opened = *app_stand_draft(stage->app);
    team->opens++;
    team->facts.stand_open = true;
    str_fit(totals->name, sizeof totals->name, team->opened.name);
    str_fit(totals->structure, sizeof totals->structure, team->opened.structure);
    str_fit(totals->kind, sizeof totals->kind, team->opened.kind);
    str_fit(totals->stand, sizeof totals->stand, "11111111-2222-4333-8444-555555555555");
    str_fit(totals->kiosk, sizeof totals->kiosk, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    str_fit(totals->zone, sizeof totals->zone, stage->config.timezone);
    totals->opened = stage->now.wall;
}

static void close_stand(struct stage *stage)
{
    struct team *team = &stage->team;
    team->closes++;
    team->facts.stand_open = false;
    str_fit(team->facts.totals.name, sizeof team->facts.totals.name, stage->config.name);
}

static void work(struct stage *stage, enum staff_work done, const char *says)
{
    struct staff_job *job = &stage->team.facts.job;
    *job = (struct staff_job){.work = done, .state = JOB_DONE};
    str_fit(job->lines[0], sizeof job->lines[0], says);
    stage->team.exports += done == WORK_EXPORT;
    stage->team.updates += done == WORK_UPDATE;
    stage->team.reverts += done == WORK_REVERT;
}

static void perform(struct stage *stage, const struct effect *effect)
{
    switch (effect->kind) {
    case EFFECT_STAND_OPEN:
        open_stand(stage);
        break;
    case EFFECT_STAND_CLOSE:
        close_stand(stage);
        break;
    case EFFECT_EXPORT:
        work(stage, WORK_EXPORT, "Le bilan est sur la clé. Vous pouvez retirer la clé.");
        break;
    case EFFECT_UPDATE:
        work(stage, WORK_UPDATE, "Le nouveau contenu est en place.");
        break;
    case EFFECT_REVERT:
        work(stage, WORK_REVERT, "Le contenu d’avant est revenu.");
        break;
    case EFFECT_DECK:
        str_fit(stage->team.facts.deck, sizeof stage->team.facts.deck, effect->item);
        break;
    case EFFECT_STOP:
        stage->team.stops++;
        break;
    default:
        assert_int_equal(effect->kind, EFFECT_STAFF_LOOK);
    }
    tell_counts(stage);
    struct staff_facts facts = stage->team.facts;
    if (stage->team.slow && facts.job.state == JOB_DONE) {
        facts.job.state = JOB_RUNS;
    }
    app_handle(stage->app,
               &(struct event){.kind = EVENT_FACTS, .now = stage->now, .facts = &facts});
}

void team_perform(struct stage *stage, const struct effect *effect)
{
    if (effect->kind == EFFECT_PIN_LOOK) {
        tell_pin(stage, PIN_ASKED);
    } else if (effect->kind == EFFECT_PIN_TRY) {
        try_pin(stage, effect->item);
    } else if (effect->kind == EFFECT_PIN_STICK) {
        struct staff_pin pin = {.state = PIN_ASKED, .stick = true};
        str_fit(stage->team.pin, sizeof stage->team.pin, "7193");
        str_fit(pin.says, sizeof pin.says, "Le code de la clé est en place.");
        app_handle(stage->app, &(struct event){.kind = EVENT_PIN, .now = stage->now, .pin = &pin});
    } else {
        perform(stage, effect);
    }
}

void team_type(struct stage *stage, const char *digits)
{
    for (; *digits; digits++) {
        const char digit[] = {*digits, '\0'};
        stage_tap(stage, digit);
    }
    stage_tap(stage, "Valider");
}

void team_enter(struct stage *stage)
{
    if (!stage->team.pin[0]) {
        str_fit(stage->team.pin, sizeof stage->team.pin, "4829");
    }
    stage_down(stage, 1, 10, 10);
    stage_wait(stage, STAFF_HOLD_MS);
    stage_up(stage, 1, 10, 10);
    expect_screen(stage, "pin");
    team_type(stage, stage->team.pin);
    expect_screen(stage, "staff");
}
