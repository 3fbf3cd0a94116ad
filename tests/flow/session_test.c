/* session_test.c: the session of the wall, whose application asks without end. */
#include "stage.h"

#include "app/service.h"
#include "letters.h"

enum { FLOOD = 1000, STEP_MAX = 200 };

static struct stage stage; /* its world; the platform is our own */
static struct session session;
static struct moment clock_now;
static int asked;  /* counts of people met */
static int frames; /* shown */
static int waits;  /* since the last turn of a test */

/* --- a platform whose clock does not wait --- */

static struct moment now(void *context)
{
    (void)context;
    return clock_now;
}

/* A deadline that has come takes its moment too. One that never ends fails here. */
static struct event wait_for(void *context, int64_t deadline)
{
    (void)context;
    assert_true(++waits < 10 * STEP_MAX);
    clock_now.steady = deadline > clock_now.steady ? deadline : clock_now.steady + 1;
    return (struct event){.kind = EVENT_TICK, .now = clock_now};
}

static void show(void *context, const struct draw_list *list, bool first)
{
    (void)context, (void)list, (void)first;
    frames++;
    assert_int_equal(tally_of(&stage.tally, "people.met", ""), asked);
}

static const struct platform platform = {
    .now = now, .wait = wait_for, .show = show, .fonts = &letters};

/* --- an application that asks --- */

static void ask(void)
{
    app_ask(session.app, EFFECT_STAFF_LOOK, "", STAFF_LOOK_COUNTS);
    app_count(session.app, COUNTER_PEOPLE_MET, "");
    asked++;
}

/* Each answer brings the next question; a pass that followed them would not end. */
static void ask_again(void *context)
{
    (void)context;
    assert_true(stage.world.looks < FLOOD * 10);
    ask();
}

static int open_kiosk(void **state)
{
    (void)state;
    struct err err;
    asked = frames = waits = 0;
    clock_now = (struct moment){1795248000, 1000000};
    stage = (struct stage){.now = clock_now, .screen = "tally"}; /* where the staff may count */
    stage.setup = (struct setup){
        .config = config_default(), .content_fixed = true, .language = "fr", .data = BUILT_IN};
    str_fit(stage.setup.content, sizeof stage.setup.content, FLOW_CONTENT);
    world_open(&stage);
    if (!session_open(&session, &stage.setup, clock_now, &err)) {
        return -1;
    }
    session_start(&session, &platform, glass_of(1080, 1920, GLASS_USUAL), 0);
    return 0;
}

static int close_kiosk(void **state)
{
    (void)state;
    session_close(&session);
    setup_release(&stage.setup);
    tally_release(&stage.tally);
    world_close();
    return 0;
}

static void tick(void)
{
    session_turn(&session, &(struct event){.kind = EVENT_TICK, .now = clock_now});
}

static void one_pass_answers_once(void **state)
{
    (void)state;
    for (int i = 0; i < FLOOD; i++) {
        ask();
    }
    int before = frames;
    tick();
    assert_int_equal(frames, before + 1);
    assert_int_equal(stage.world.looks, 1);
    assert_int_equal(tally_of(&stage.tally, "people.met", ""), FLOOD);
}

static void an_answer_that_asks_again_lets_time_go_on(void **state)
{
    (void)state;
    stage.world.looked = ask_again;
    ask();
    tick();
    assert_int_equal(stage.world.looks, 1);
    int64_t until = clock_now.steady + STEP_MAX;
    int before = frames;
    session_run(&session, until);
    assert_int_equal(clock_now.steady, until);
    assert_int_equal(frames - before, STEP_MAX);
    assert_int_equal(stage.world.looks, 1 + STEP_MAX);
    stage.world.looked = NULL;
    session_catch_up(&session);
    assert_int_equal(tally_of(&stage.tally, "people.met", ""), asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_pass_answers_once, open_kiosk, close_kiosk),
        cmocka_unit_test_setup_teardown(an_answer_that_asks_again_lets_time_go_on, open_kiosk,
                                        close_kiosk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
