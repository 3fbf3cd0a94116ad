#include "kiosk/session.h"

#include "store/machine.h"

enum { QUIET_MS = 1500, CONTENT_NAME_MAX = 256 };

const struct content *session_content(const struct session *session)
{
    return &session->contents[session->content];
}

static struct moment now_of(const struct session *session)
{
    return session->platform->now(session->platform->context);
}

/* --- content --- */

/* "2026.11, 2026-11-21": its version, and the day its facts were checked. */
static void name_content(const struct content *content, char out[CONTENT_NAME_MAX])
{
    bool both = content->version[0] && content->checked[0];
    snprintf(out, CONTENT_NAME_MAX, "%.200s%s%.20s", content->version, both ? ", " : "",
             content->checked);
}

/* Reads the content anew, wherever it is now: what was in use may be gone, updated from a console.
 */
static void use_content(struct session *session, const char *language,
                        const struct content_world *world)
{
    int next = 1 - session->content;
    setup_choose_content(session->setup);
    setup_read_content(session->setup, &session->contents[next], language, world);
    struct event event = {
        .kind = EVENT_CONTENT, .now = now_of(session), .content = &session->contents[next]};
    app_handle(session->app, &event);
    content_release(&session->contents[session->content]);
    session->content = next;
    session->staff.content = &session->contents[next];
    char name[CONTENT_NAME_MAX];
    name_content(&session->contents[next], name);
    store_content(session->store, name);
}

static void use_language(struct session *session, const char *code)
{
    char language[COUNTER_ITEM_MAX]; /* of the content that goes */
    str_fit(language, sizeof language, code);
    use_content(session, language, session->platform->world);
}

static const char *language_of(const struct session *session)
{
    const struct content *content = session_content(session);
    return content->languages[content->language].code;
}

/* Slides whose picture is broken are left out a moment after the start. */
static void leave_out_broken(struct session *session)
{
    const struct content *content = session_content(session);
    const struct content_world *world = session->platform->world;
    bool sound = true;
    for (size_t i = 0; sound && world && i < content->slides.n; i++) {
        const char *picture = content->slides.at[i].picture;
        sound = !picture || world->picture_ok(world->context, picture, NULL);
    }
    if (!sound) {
        use_language(session, language_of(session));
    }
}

/* --- effects --- */

static void perform_one(struct session *session, const struct effect *effect)
{
    if (effect->kind == EFFECT_LANGUAGE) {
        use_language(session, effect->item);
    } else {
        staff_effects_perform(&session->staff, session->app, effect, now_of(session));
    }
}

static void forget(struct effect *effects, size_t n)
{
    if (n > 0) { /* a PIN may be among them */
        explicit_bzero(effects, n * sizeof *effects);
    }
}

/* False where one of its kind was performed in this pass: it waits for the next, which comes at
 * once. Counts never wait. */
static bool perform_once(struct session *session, const struct effect *effect, unsigned *answered)
{
    if (effect->kind != EFFECT_COUNT && *answered >> effect->kind & 1) {
        return false;
    }
    *answered |= 1u << effect->kind;
    perform_one(session, effect);
    return true;
}

/* One pass over what is asked, which grows while answers come in: a new content brings counts of
 * its own. All is counted before the frame is shown; but each kind is answered once a pass, so that
 * it ends whatever the answers ask. */
static void perform(struct session *session)
{
    unsigned answered = 0;
    size_t kept = 0, waiting = session->later.n, n;
    for (size_t i = 0; i < waiting; i++) {
        struct effect effect = session->later.at[i];
        if (!perform_once(session, &effect, &answered)) {
            session->later.at[kept++] = effect;
        }
        forget(&effect, 1);
    }
    forget(session->later.at + kept, waiting - kept);
    session->later.n = kept;
    app_effects(session->app, &n);
    for (size_t i = 0; i < n; i++, app_effects(session->app, &n)) {
        struct effect effect = app_effects(session->app, &n)[i];
        if (!perform_once(session, &effect, &answered)) {
            arr_push(&session->later, effect);
        }
        forget(&effect, 1);
    }
    app_effects_done(session->app);
}

/* --- turns --- */

static void show(struct session *session, bool first)
{
    const struct platform *platform = session->platform;
    if (platform->show) {
        platform->show(platform->context, app_frame(session->app), first);
    }
}

void session_turn(struct session *session, const struct event *event)
{
    app_handle(session->app, event);
    staff_effects_step(&session->staff, session->app, event->now);
    perform(session);
    if (staff_effects_told(&session->staff, session->app, event->now)) {
        use_language(session, language_of(session));
        perform(session);
    }
    show(session, false);
}

/* While nobody has touched for a while, one page after another is laid out and its letters drawn
 * ahead: no touch waits for it longer than for one page. */
static void lay_out_one(struct session *session)
{
    const struct platform *platform = session->platform;
    if (session->laid_out == 0) {
        leave_out_broken(session);
        perform(session);
    }
    session->all_laid_out =
        !platform->prepare || !app_preview(session->app, session->laid_out++, &session->ahead);
    if (session->all_laid_out) {
        draw_release(&session->ahead);
    } else {
        platform->prepare(platform->context, &session->ahead);
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t next_deadline(const struct session *session)
{
    struct moment now = now_of(session);
    int64_t deadline =
        earlier(app_deadline(session->app), staff_effects_deadline(&session->staff, now));
    deadline = session->all_laid_out ? deadline : earlier(deadline, session->quiet);
    return session->later.n > 0 ? earlier(deadline, now.steady) : deadline;
}

/* Waits until then at the latest, and does what has come. False for EVENT_QUIT. */
static bool serve_one(struct session *session, int64_t until)
{
    int64_t deadline = earlier(next_deadline(session), until);
    struct event event = session->platform->wait(session->platform->context, deadline);
    if (event.kind == EVENT_QUIT) {
        return false;
    }
    if (event.kind != EVENT_TICK) {
        session->quiet = event.now.steady + QUIET_MS;
    } else if (!session->all_laid_out && event.now.steady >= session->quiet) {
        lay_out_one(session);
    }
    session_turn(session, &event);
    return true;
}

void session_run(struct session *session, int64_t until)
{
    bool served = !session->staff.stops;
    while (served) {
        served =
            serve_one(session, until) && !session->staff.stops && now_of(session).steady < until;
    }
}

void session_catch_up(struct session *session)
{
    int64_t until = now_of(session).steady;
    bool served = true;
    while (served && !session->staff.stops && next_deadline(session) <= until) {
        served = serve_one(session, until);
    }
}

/* --- opening --- */

static void read_first(struct session *session)
{
    struct problems later = {0}; /* told when all is read */
    content_read_slides(&session->contents[0], session->setup->content, session->setup->language,
                        NULL, &later);
    problems_release(&later);
    session->staff.content = &session->contents[0];
}

bool session_open(struct session *session, struct setup *setup, struct moment now, struct err *err)
{
    const struct config *config = &setup->config;
    char content[CONTENT_NAME_MAX];
    *session = (struct session){.setup = setup};
    staff_effects_open(&session->staff, setup, now);
    read_first(session);
    name_content(session_content(session), content);
    const struct store_kiosk who = {
        .name = config->name,
        .site = config->site,
        .region = config->region,
        .timezone = config->timezone,
        .departement = config->departement,
        .program = BORNE_VERSION,
        .content = content,
        .keep_months = config->keep_months,
        .machine = MACHINE_ID,
    };
    session->store = session->staff.store = store_open(setup->data, &who, now, err);
    return session->store != NULL;
}

void session_start(struct session *session, const struct platform *platform, struct glass glass,
                   uint64_t chance)
{
    session->platform = platform;
    struct app_setup app = {.content = session_content(session),
                            .config = &session->setup->config,
                            .fonts = platform->fonts,
                            .look = platform->look,
                            .glass = glass,
                            .now = now_of(session),
                            .chance = chance,
                            .deck = session->staff.deck};
    session->app = app_open(&app);
    perform(session);
    show(session, true);
    use_content(session, session->setup->language, NULL); /* the first slide did not wait for it */
    perform(session);
    session->quiet = now_of(session).steady + QUIET_MS;
}

void session_close(struct session *session)
{
    app_close(session->app);
    staff_effects_close(&session->staff);
    draw_release(&session->ahead);
    forget(session->later.at, session->later.n);
    arr_release(&session->later);
    store_close(session->store);
    content_release(&session->contents[session->content]);
}
