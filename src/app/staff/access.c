#include "app/staff/access.h"

#include "app/visit.h"

enum { SECOND_MS = 1000, PRESENT_MS = 3600 * 1000 };

void staff_look(struct app *app, enum staff_look what)
{
    app->staff.looked = app->now.steady;
    app_ask(app, EFFECT_STAFF_LOOK, "", (int)what);
}

void staff_tell(struct app *app, const struct staff_facts *facts)
{
    if (app->staff.facts.job.state == JOB_RUNS && facts->job.state != JOB_RUNS) {
        app->staff.touched = app->now.steady; /* time to read how it ended */
    }
    app->staff.facts = *facts;
    app->dirty = true;
}

const struct staff_draft *app_stand_draft(const struct app *app)
{
    return &app->staff.stand.draft;
}

void staff_enter(struct app *app)
{
    if (app->visit.on) {
        app->visit.touched = app->staff.corner_touched; /* the staff's touches are no visitor's */
        app_count(app, COUNTER_VISIT_LEFT, visit_length(app));
    }
    visit_reset(app);
    app->staff.touched = app->now.steady;
    app_go(app, SCREEN_STAFF);
    staff_look(app, STAFF_LOOK_COUNTS);
}

static int64_t open_ms(const struct app *app)
{
    bool busy = app->staff.facts.job.state == JOB_RUNS;
    return busy ? STAFF_BUSY_MS : STAFF_OPEN_MS;
}

void staff_tick(struct app *app)
{
    int64_t idle = app->now.steady - app->staff.touched;
    if (app->staff.presenting && idle >= PRESENT_MS) {
        visit_end(app); /* forgotten: the wall belongs to the visitors again */
    }
    if (!app->top->staff || app->top->deaf) {
        return;
    }
    if (idle >= open_ms(app)) {
        app_go(app, SCREEN_LOOP); /* a job's end waits for whoever comes back */
    } else if (app->now.steady >= app->staff.looked + SECOND_MS) {
        staff_look(app, STAFF_LOOK_STICKS);
    }
}

int64_t staff_deadline(const struct app *app)
{
    if (app->staff.presenting) {
        return app->staff.touched + PRESENT_MS;
    }
    if (!app->top->staff || app->top->deaf) {
        return INT64_MAX;
    }
    int64_t look = app->staff.looked + SECOND_MS, end = app->staff.touched + open_ms(app);
    return look < end ? look : end;
}
