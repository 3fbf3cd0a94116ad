#include "kiosk/staff_effects.h"

#include "base/log.h"
#include "content/owner.h"
#include "kiosk/staff_facts.h"

enum { DAY_MS = 24 * 3600 * 1000, JOB_LOOK_MS = 200, JOB_LINE_MAX = STAFF_SAYS_MAX };

static bool deck_path(const struct desk *desk, char out[FILE_PATH_MAX])
{
    return file_join(out, desk->start->data, "deck");
}

static void read_deck(struct desk *desk)
{
    char path[FILE_PATH_MAX];
    struct str text = {0};
    if (deck_path(desk, path) && file_is_file(path) &&
        file_read(path, sizeof desk->deck - 1, &text, NULL)) {
        str_fit(desk->deck, sizeof desk->deck, str_text(&text));
        desk->deck[strcspn(desk->deck, "\r\n")] = '\0';
    }
    str_release(&text);
}

static void keep_deck(struct desk *desk, const char *id)
{
    char path[FILE_PATH_MAX];
    struct err err;
    str_fit(desk->deck, sizeof desk->deck, id);
    if (deck_path(desk, path) && !file_replace(path, id, strlen(id), &err)) {
        log_line(LOG_WARNING, "%s ; ce choix ne tiendra que jusqu’à l’arrêt", err.text);
    }
}

void desk_open(struct desk *desk, struct start *start, struct moment now)
{
    *desk = (struct desk){
        .start = start, .started = now.steady, .prune_at = now.steady, .child = {.output = -1}};
    desk->watch = stick_watch_open(start->config.sticks, stick_list);
    read_deck(desk);
}

void desk_close(struct desk *desk)
{
    child_release(&desk->child);
    stick_watch_close(desk->watch);
}

/* --- the PIN --- */

/* Once: each opening begins the wait anew. `borne pin` may set the first one meanwhile. */
static void look_at_pin(struct desk *desk, struct moment now)
{
    struct err err;
    if (!pin_is_set(&desk->pin) && !pin_open(&desk->pin, desk->start->data, now.steady, &err)) {
        log_line(LOG_WARNING, "%s", err.text);
    }
}

static const struct stick *owner_stick(struct desk *desk)
{
    size_t n = stick_watch_list(desk->watch, desk->sticks, STAFF_STICKS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (desk->sticks[i].owner) {
            return &desk->sticks[i];
        }
    }
    return NULL;
}

static void tell_pin(struct desk *desk, struct app *app, enum pin_state state, const char *says,
                     struct moment now)
{
    struct staff_pin pin = {.state = state,
                            .wait_ms = pin_wait_ms(&desk->pin, now.steady),
                            .stick = owner_stick(desk) != NULL};
    if (state == PIN_ASKED && !pin_is_set(&desk->pin)) {
        pin.state = PIN_NONE;
    }
    str_fit(pin.says, sizeof pin.says, says);
    app_handle(app, &(struct event){.kind = EVENT_PIN, .now = now, .pin = &pin});
}

static void try_pin(struct desk *desk, struct app *app, struct moment now)
{
    struct err fault = {{0}};
    bool right = pin_wait_ms(&desk->pin, now.steady) == 0 &&
                 pin_try(&desk->pin, desk->try, now.steady, &fault);
    memset(desk->try, 0, sizeof desk->try);
    if (fault.text[0]) {
        log_line(LOG_WARNING, "%s", fault.text);
    }
    log_line(right ? LOG_INFO : LOG_WARNING, "code de l’équipe : %s",
             right ? "juste" : "une erreur");
    tell_pin(desk, app, right ? PIN_RIGHT : PIN_WRONG, fault.text, now);
}

/* With a PIN set, the recovery phrase must be the one the kiosk knows. */
static bool take_owner(struct desk *desk, const struct owner *owner, struct moment now,
                       struct err *err)
{
    struct err fault = {{0}};
    if (!pin_is_fit(owner->code, err)) {
        return false;
    }
    if (pin_is_set(&desk->pin)) {
        if (pin_wait_ms(&desk->pin, now.steady) > 0) {
            return err_set(err, "Attendez avant un nouvel essai.");
        }
        if (!pin_try_phrase(&desk->pin, owner->phrase, now.steady, &fault)) {
            return err_set(err, "%s",
                           fault.text[0] ? fault.text
                                         : "La phrase de secours de la clé n’est pas la bonne.");
        }
    }
    return pin_set(&desk->pin, owner->code, owner->phrase, err);
}

static void stick_pin(struct desk *desk, struct app *app, struct moment now)
{
    const struct stick *stick = owner_stick(desk);
    struct problems problems = {0};
    struct owner owner = {.code = ""};
    struct err err = {{0}};
    char path[FILE_PATH_MAX];
    bool read = stick && file_join(path, stick->path, "borne-equipe.yaml") &&
                owner_read(&owner, path, &problems);
    if (read) {
        if (take_owner(desk, &owner, now, &err)) {
            err_set(&err, "Le code de la clé est en place. Retirez la clé, puis entrez le code.");
        }
    } else if (problems.list.n > 0) {
        const struct problem *first = &problems.list.at[0];
        err_set(&err, "%s, ligne %d : %s", file_name(first->file), first->line, first->message);
    } else {
        err_set(&err, "La clé n’est plus là.");
    }
    explicit_bzero(&owner, sizeof owner);
    problems_release(&problems);
    tell_pin(desk, app, PIN_ASKED, err.text, now);
}

/* --- what is told --- */

static void read_counts(struct desk *desk, struct moment now)
{
    facts_counts(&desk->facts, &desk->start->config, desk->store, now);
    str_fit(desk->facts.deck, sizeof desk->facts.deck, desk->deck);
}

static void read_health(struct desk *desk, struct moment now)
{
    facts_health(&desk->facts, desk->start, desk->store, desk->content,
                 (now.steady - desk->started) / 1000);
}

static void look_at_sticks(struct desk *desk)
{
    facts_sticks(&desk->facts, desk->watch, desk->sticks);
    for (int i = 0; i < desk->facts.stick_count && desk->start->content_fixed; i++) {
        desk->facts.sticks[i].content = false; /* --content rules: it cannot be replaced */
    }
}

/* --- jobs: another program of ours does them --- */

/* Long ones end in "…". */
static void add_line(struct staff_job *job, int at, const char *text, size_t n)
{
    enum { ELLIPSIS = sizeof "…" - 1 };
    char line[JOB_LINE_MAX * 4];
    if (at >= STAFF_LINES_MAX) {
        return;
    }
    snprintf(line, sizeof line, "%.*s", (int)(n < sizeof line ? n : sizeof line - 1), text);
    if (!str_fit(job->lines[at], sizeof job->lines[at], line)) {
        str_fit(job->lines[at], sizeof job->lines[at] - ELLIPSIS, line);
        memcpy(job->lines[at] + strlen(job->lines[at]), "…", ELLIPSIS + 1);
    }
}

static void job_ended(struct desk *desk, int status)
{
    struct staff_job *job = &desk->facts.job;
    const char *said = str_text(&desk->child.said);
    job->state = status == 0 ? JOB_DONE : JOB_FAILED;
    int lines = 0;
    for (size_t n; *said; said += n + (said[n] == '\n')) {
        n = strcspn(said, "\n");
        if (n > 0) {
            add_line(job, lines++, said, n);
        }
    }
    if (lines == 0) {
        const char *none = "Le travail s’est arrêté sans rien dire. Recommencez.";
        add_line(job, 0, none, strlen(none));
    }
    job->partial = status == 0 && job->work == WORK_EXPORT && desk->lacks;
    if (job->partial) {
        static const char lacks[] = "La borne n’arrive pas à enregistrer ce qu’elle vient de "
                                    "compter. Voyez « État de la borne », puis copiez encore.";
        add_line(job, lines, lacks, sizeof lacks - 1);
    }
    log_line(LOG_INFO, "équipe : %s", job->lines[0]);
    child_release(&desk->child);
    desk->renewed |= status == 0 && job->work != WORK_EXPORT;
}

static void job_start(struct desk *desk, enum staff_work work, const char *command,
                      const char *argument)
{
    struct err err;
    const struct start *start = desk->start;
    if (desk->child.id != 0) {
        return;
    }
    desk->facts.job = (struct staff_job){.work = work, .state = JOB_RUNS};
    if (!argument) {
        err_set(&err, "La clé n’est plus là. Remettez-la et recommencez.");
        desk->facts.job.state = JOB_FAILED;
        add_line(&desk->facts.job, 0, err.text, strlen(err.text));
        return;
    }
    const char *argv[10] = {"/proc/self/exe", command, argument, "--data", start->data};
    size_t count = 5;
    if (start->config_path[0]) {
        argv[count++] = "--config";
        argv[count++] = start->config_path;
    }
    if (work == WORK_EXPORT) { /* the titles that were on the glass */
        argv[count++] = "--content";
        argv[count++] = start->content;
    }
    if (!child_start(&desk->child, argv, &err)) {
        desk->facts.job.state = JOB_FAILED;
        add_line(&desk->facts.job, 0, err.text, strlen(err.text));
    }
}

/* The stick must still be the one that was named on the glass: they are listed again every second.
 */
static void stick_job(struct desk *desk, enum staff_work work, const struct effect *effect)
{
    static const char *const commands[] = {[WORK_EXPORT] = "export", [WORK_UPDATE] = "update"};
    int index = effect->n;
    bool there = index >= 0 && index < desk->facts.stick_count &&
                 str_same(desk->sticks[index].name, effect->item);
    job_start(desk, work, commands[work], there ? desk->sticks[index].path : NULL);
}

/* What is saved goes onto the stick all the same; its end tells what is not. */
static void export_job(struct desk *desk, const struct effect *effect)
{
    struct err err;
    desk->lacks = !store_flush(desk->store, &err);
    if (desk->lacks) {
        log_line(LOG_WARNING, "%s", err.text);
    }
    stick_job(desk, WORK_EXPORT, effect);
}

static void job_look(struct desk *desk, struct app *app, struct moment now)
{
    int status;
    if (desk->child.id != 0 && child_poll(&desk->child, desk->waits, &status)) {
        job_ended(desk, status);
        look_at_sticks(desk);
        read_health(desk, now);
        app_handle(app, &(struct event){.kind = EVENT_FACTS, .now = now, .facts = &desk->facts});
    }
}

/* --- effects --- */

static void open_stand(struct desk *desk, const struct staff_draft *draft, struct moment now)
{
    struct err err = {{0}};
    store_stand_open(desk->store, draft->name, draft->structure, draft->kind, now.wall, &err);
    str_fit(desk->facts.says, sizeof desk->facts.says, err.text);
    read_counts(desk, now);
}

static void close_stand(struct desk *desk, struct moment now)
{
    struct err err = {{0}};
    store_stand_close(desk->store, now.wall, &err);
    str_fit(desk->facts.says, sizeof desk->facts.says, err.text);
    read_counts(desk, now);
}

static void look(struct desk *desk, enum staff_look what, struct moment now)
{
    look_at_sticks(desk);
    if (what >= STAFF_LOOK_HEALTH) {
        desk->facts.says[0] = '\0';
        read_health(desk, now);
    }
    if (what >= STAFF_LOOK_COUNTS) {
        read_counts(desk, now);
    }
}

static bool perform_pin(struct desk *desk, struct app *app, const struct effect *effect,
                        struct moment now)
{
    switch (effect->kind) {
    case EFFECT_PIN_LOOK:
        look_at_pin(desk, now);
        if (!desk->try[0]) {
            tell_pin(desk, app, PIN_ASKED, "", now);
        }
        return true;
    case EFFECT_PIN_TRY:
        str_fit(desk->try, sizeof desk->try, effect->item);
        return true;
    case EFFECT_PIN_STICK:
        stick_pin(desk, app, now);
        return true;
    default:
        return false;
    }
}

static void perform_one(struct desk *desk, struct app *app, const struct effect *effect,
                        struct moment now)
{
    if (perform_pin(desk, app, effect, now)) {
        return;
    }
    switch (effect->kind) {
    case EFFECT_STAFF_LOOK:
        look(desk, (enum staff_look)effect->n, now);
        break;
    case EFFECT_STAND_OPEN:
        open_stand(desk, app_stand_draft(app), now);
        break;
    case EFFECT_STAND_CLOSE:
        close_stand(desk, now);
        break;
    case EFFECT_EXPORT:
        export_job(desk, effect);
        break;
    case EFFECT_UPDATE:
        stick_job(desk, WORK_UPDATE, effect);
        break;
    case EFFECT_REVERT:
        job_start(desk, WORK_REVERT, "update", "--revert");
        break;
    case EFFECT_DECK:
        keep_deck(desk, effect->item);
        str_fit(desk->facts.deck, sizeof desk->facts.deck, effect->item);
        break;
    case EFFECT_STOP:
        desk->stops = true;
        return;
    default:
        return;
    }
    app_handle(app, &(struct event){.kind = EVENT_FACTS, .now = now, .facts = &desk->facts});
}

/* What is told to the application may make it ask for more: the list is not its own any more. */
bool desk_perform(struct desk *desk, struct app *app, struct moment now,
                  char language[COUNTER_ITEM_MAX])
{
    size_t n;
    const struct effect *asked = app_effects(app, &n);
    ARR(struct effect) effects = {0};
    bool counted = false;
    language[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        arr_push(&effects, asked[i]);
    }
    app_effects_done(app);
    for (size_t i = 0; i < effects.n; i++) {
        const struct effect *effect = &effects.at[i];
        if (effect->kind == EFFECT_COUNT) {
            store_add(desk->store, effect->counter, effect->item, effect->n, effect->wall);
            counted |= facts_counted(&desk->facts, &desk->start->config, effect);
        } else if (effect->kind == EFFECT_LANGUAGE) {
            str_fit(language, COUNTER_ITEM_MAX, effect->item);
        } else {
            perform_one(desk, app, effect, now);
        }
    }
    if (counted) { /* what was told between may be from before */
        app_handle(app, &(struct event){.kind = EVENT_FACTS, .now = now, .facts = &desk->facts});
    }
    if (effects.n > 0) {
        explicit_bzero(effects.at, effects.n * sizeof *effects.at); /* a PIN may be among them */
    }
    arr_release(&effects);
    return n > 0;
}

void desk_step(struct desk *desk, struct app *app, struct moment now)
{
    if (desk->try[0]) {
        try_pin(desk, app, now);
    }
    job_look(desk, app, now);
    if (now.steady >= desk->prune_at && desk->store) {
        const struct config *config = &desk->start->config;
        desk->prune_at = now.steady + DAY_MS;
        store_prune(desk->store,
                    date_months_before(config->timezone, now.wall, config->keep_months));
    }
}

int64_t desk_deadline(const struct desk *desk, struct moment now)
{
    if (desk->try[0]) {
        return now.steady;
    }
    return desk->child.id ? now.steady + JOB_LOOK_MS : desk->prune_at;
}
