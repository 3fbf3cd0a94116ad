#include "kiosk/staff_effects.h"

#include "app/staff/panel.h"
#include "base/log.h"
#include "content/owner.h"
#include "kiosk/staff_facts.h"

enum {
    DAY_SECONDS = 24 * 3600,
    DAY_MS = 24 * 3600 * 1000,
    JOB_LOOK_MS = 200,
    STORE_LOOK_MS = 20,
    JOB_LINE_MAX = STAFF_SAYS_MAX
};

static bool deck_path(const struct staff_effects *staff, char out[FILE_PATH_MAX])
{
    return file_join(out, staff->setup->data, "deck");
}

static void read_deck(struct staff_effects *staff)
{
    char path[FILE_PATH_MAX];
    struct str text = {0};
    if (deck_path(staff, path) && file_is_file(path) &&
        file_read(path, sizeof staff->deck - 1, &text, NULL)) {
        str_fit(staff->deck, sizeof staff->deck, str_text(&text));
        staff->deck[strcspn(staff->deck, "\r\n")] = '\0';
    }
    str_release(&text);
}

static void save_deck(struct staff_effects *staff, const char *id)
{
    char path[FILE_PATH_MAX];
    struct err err;
    str_fit(staff->deck, sizeof staff->deck, id);
    if (deck_path(staff, path) && !file_replace(path, id, strlen(id), &err)) {
        log_line(LOG_WARNING, "%s ; ce choix ne tiendra que jusqu’à l’arrêt", err.text);
    }
}

void staff_effects_open(struct staff_effects *staff, struct setup *setup, struct moment now)
{
    *staff = (struct staff_effects){
        .setup = setup, .started = now.steady, .prune_at = now.steady, .child = {.output = -1}};
    staff->watch = stick_watch_open(setup->config.sticks, stick_list);
    read_deck(staff);
}

void staff_effects_close(struct staff_effects *staff)
{
    child_release(&staff->child);
    stick_watch_close(staff->watch);
}

/* --- the PIN --- */

/* May a stick set the first one? Else only the console may. */
static bool stick_may_set(const struct setup *setup)
{
    return str_same(setup->config.first_pin, "stick");
}

void staff_effects_warn(const struct setup *setup)
{
    struct pin pin;
    struct err err;
    if (!pin_open(&pin, setup->data, 0, &err)) {
        log_line(LOG_WARNING, "%s", err.text);
    } else if (!pin_is_set(&pin)) {
        log_line(LOG_WARNING, "aucun code d’équipe n’est mis%s ; mettez-en un avec « borne pin »",
                 stick_may_set(setup) ? " : qui branche une clé USB avec un fichier "
                                        "borne-equipe.yaml choisit le sien (first_pin: stick)"
                                      : "");
    }
}

/* Once: each opening begins the wait anew. `borne pin` may set the first one meanwhile. */
static void look_at_pin(struct staff_effects *staff, struct moment now)
{
    struct err err;
    if (!pin_is_set(&staff->pin) && !pin_open(&staff->pin, staff->setup->data, now.steady, &err)) {
        log_line(LOG_WARNING, "%s", err.text);
    }
}

static const struct stick *owner_stick(struct staff_effects *staff)
{
    size_t n = stick_watch_list(staff->watch, staff->sticks, STAFF_STICKS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (staff->sticks[i].owner) {
            return &staff->sticks[i];
        }
    }
    return NULL;
}

static void tell_pin(struct staff_effects *staff, struct app *app, enum pin_state state,
                     const char *says, struct moment now)
{
    bool set = pin_is_set(&staff->pin);
    struct staff_pin pin = {.state = state == PIN_ASKED && !set ? PIN_NONE : state,
                            .wait_ms = pin_wait_ms(&staff->pin, now.steady),
                            .stick =
                                (set || stick_may_set(staff->setup)) && owner_stick(staff) != NULL};
    str_fit(pin.says, sizeof pin.says, says);
    app_handle(app, &(struct event){.kind = EVENT_PIN, .now = now, .pin = &pin});
}

static void try_pin(struct staff_effects *staff, struct app *app, struct moment now)
{
    struct err fault = {{0}};
    bool right =
        pin_wait_ms(&staff->pin, now.steady) == 0 && pin_try(&staff->pin, staff->try, now, &fault);
    memset(staff->try, 0, sizeof staff->try);
    if (fault.text[0]) {
        log_line(LOG_WARNING, "%s", fault.text);
    }
    if (right) {
        staff->facts.wrong_pins = staff->pin.told;
        staff->facts.wrong_since = staff->pin.told_since;
    }
    log_line(right ? LOG_INFO : LOG_WARNING, "code de l’équipe : %s",
             right ? "juste" : "une erreur");
    tell_pin(staff, app, right ? PIN_RIGHT : PIN_WRONG, fault.text, now);
}

/* With a PIN set, the recovery phrase must be the one the kiosk knows; with none, the settings say
 * whether a stick is believed. */
static bool take_owner(struct staff_effects *staff, const struct owner *owner, struct moment now,
                       struct err *err)
{
    struct err fault = {{0}};
    if (!pin_is_fit(owner->code, err)) {
        return false;
    }
    if (pin_is_set(&staff->pin)) {
        if (pin_wait_ms(&staff->pin, now.steady) > 0) {
            return err_set(err, "Attendez avant un nouvel essai.");
        }
        if (!pin_try_phrase(&staff->pin, owner->phrase, now, &fault)) {
            return err_set(err, "%s",
                           fault.text[0] ? fault.text
                                         : "La phrase de secours de la clé n’est pas la bonne.");
        }
    } else if (!stick_may_set(staff->setup)) {
        return err_set(err, "Ici, le premier code se met sur la machine : commande "
                            "« borne\u00a0pin ».");
    }
    return pin_set(&staff->pin, owner->code, owner->phrase, err);
}

static void stick_pin(struct staff_effects *staff, struct app *app, struct moment now)
{
    const struct stick *stick = owner_stick(staff);
    struct problems problems = {0};
    struct owner owner = {.code = ""};
    struct err err = {{0}};
    char path[FILE_PATH_MAX];
    look_at_pin(staff, now); /* the console may just have set it */
    bool read = stick && file_join(path, stick->path, "borne-equipe.yaml") &&
                owner_read(&owner, path, &problems);
    if (read) {
        if (take_owner(staff, &owner, now, &err)) {
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
    tell_pin(staff, app, PIN_ASKED, err.text, now);
}

/* --- what is told --- */

static void read_health(struct staff_effects *staff, struct moment now)
{
    staff_facts_health(&staff->facts, staff->setup, staff->store, staff->content,
                       (now.steady - staff->started) / 1000);
}

static void look_at_sticks(struct staff_effects *staff)
{
    staff_facts_sticks(&staff->facts, staff->watch, staff->sticks);
    for (int i = 0; i < staff->facts.stick_count && staff->setup->content_fixed; i++) {
        staff->facts.sticks[i].content = false; /* --content rules: it cannot be replaced */
    }
}

static void tell_facts(struct staff_effects *staff, struct app *app, struct moment now)
{
    struct event event = {.kind = EVENT_FACTS, .now = now, .facts = &staff->facts};
    app_handle(app, &event);
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

static void job_ended(struct staff_effects *staff, int status)
{
    struct staff_job *job = &staff->facts.job;
    const char *said = str_text(&staff->child.said);
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
    job->partial = status == 0 && job->work == WORK_EXPORT && staff->lacks;
    if (job->partial) {
        static const char lacks[] = "La borne n’arrive pas à enregistrer ce qu’elle vient de "
                                    "compter. Voyez « État de la borne », puis copiez encore.";
        add_line(job, lines, lacks, sizeof lacks - 1);
    }
    log_line(LOG_INFO, "équipe : %s", job->lines[0]);
    child_release(&staff->child);
    staff->renewed |= status == 0 && job->work != WORK_EXPORT;
}

static void job_fails(struct staff_effects *staff, const char *says)
{
    staff->facts.job.state = JOB_FAILED;
    add_line(&staff->facts.job, 0, says, strlen(says));
}

static void job_start(struct staff_effects *staff, enum staff_work work, const char *command,
                      const char *argument)
{
    struct err err;
    const struct setup *setup = staff->setup;
    if (staff->child.id != 0 || staff->exports) {
        return;
    }
    staff->facts.job = (struct staff_job){.work = work, .state = JOB_RUNS};
    if (!argument) {
        job_fails(staff, "La clé n’est plus là. Remettez-la et recommencez.");
        return;
    }
    const char *argv[10] = {"/proc/self/exe", command, argument, "--data", setup->data};
    size_t count = 5;
    if (setup->config_path[0]) {
        argv[count++] = "--config";
        argv[count++] = setup->config_path;
    }
    if (work == WORK_EXPORT) { /* the titles that were on the glass */
        argv[count++] = "--content";
        argv[count++] = setup->content;
    }
    if (!child_start(&staff->child, argv, &err)) {
        job_fails(staff, err.text);
    }
}

/* The stick must still be the one that was named on the glass: they are listed again every second.
 */
static void stick_job(struct staff_effects *staff, enum staff_work work,
                      const struct effect *effect)
{
    static const char *const commands[] = {[WORK_EXPORT] = "export", [WORK_UPDATE] = "update"};
    int index = effect->n;
    bool there = index >= 0 && index < staff->facts.stick_count &&
                 str_same(staff->sticks[index].name, effect->item);
    job_start(staff, work, commands[work], there ? staff->sticks[index].path : NULL);
}

static void job_look(struct staff_effects *staff, struct app *app, struct moment now)
{
    int status;
    if (staff->child.id != 0 && child_poll(&staff->child, staff->waits, &status)) {
        job_ended(staff, status);
        look_at_sticks(staff);
        read_health(staff, now);
        tell_facts(staff, app, now);
    }
}

/* --- the store: asked here, answered by its own thread --- */

/* What is saved goes onto the stick all the same; its end tells what is not. */
static void start_export(struct staff_effects *staff, bool saved)
{
    staff->exports = false;
    staff->lacks = !saved;
    if (staff->lacks) {
        log_line(LOG_WARNING, "%s", store_fault(staff->store));
    }
    stick_job(staff, WORK_EXPORT, &staff->export);
}

/* What has been asked will be answered; where no glass waits, now. */
static void asked(struct staff_effects *staff)
{
    staff->asks = true;
    staff->recounted = false;
    if (staff->waits) {
        store_flush(staff->store, NULL);
    }
}

static void ask_counts(struct staff_effects *staff, struct moment now)
{
    store_look(staff->store, now.wall - DAY_SECONDS);
    asked(staff);
}

/* True where an answer has come: the facts are other ones. */
static bool take_answer(struct staff_effects *staff, struct moment now)
{
    struct store_answer answer;
    struct staff_facts *facts = &staff->facts;
    if (!staff->asks || !store_take(staff->store, &answer)) {
        return false;
    }
    staff->asks = false;
    if (answer.changed) {
        facts->saving = false;
        str_fit(facts->says, sizeof facts->says, answer.fault.text);
    }
    if (staff->exports) {
        start_export(staff, answer.saved);
    }
    if (staff->recounted || (facts->saving && !answer.changed)) {
        ask_counts(staff, now);
    } else {
        staff_facts_counts(facts, &staff->setup->config, &answer, now);
        str_fit(facts->deck, sizeof facts->deck, staff->deck);
    }
    store_answer_release(&answer);
    return true;
}

/* --- effects --- */

/* Opens the stand of the draft; NULL: closes the one that is open. */
static void change_stand(struct staff_effects *staff, const struct staff_draft *draft,
                         struct moment now)
{
    staff->facts.says[0] = '\0';
    staff->facts.saving = (draft ? store_stand_open(staff->store, draft->name, draft->structure,
                                                    draft->kind, now.wall)
                                 : store_stand_close(staff->store, now.wall)) ||
                          staff->facts.saving;
    asked(staff);
}

static void export_job(struct staff_effects *staff, const struct effect *effect, struct moment now)
{
    if (staff->child.id == 0 && !staff->exports) {
        staff->facts.job = (struct staff_job){.work = WORK_EXPORT, .state = JOB_RUNS};
        staff->export = *effect;
        staff->exports = true;
        ask_counts(staff, now);
    }
}

static void look(struct staff_effects *staff, enum staff_look what, struct moment now)
{
    look_at_sticks(staff);
    if (what >= STAFF_LOOK_HEALTH) {
        staff->facts.says[0] = '\0';
        read_health(staff, now);
    }
    if (what >= STAFF_LOOK_COUNTS) {
        ask_counts(staff, now);
    }
}

void staff_effects_perform(struct staff_effects *staff, struct app *app,
                           const struct effect *effect, struct moment now)
{
    switch (effect->kind) {
    case EFFECT_COUNT:
        store_add(staff->store, effect->counter, effect->item, effect->n, effect->wall);
        if (staff_facts_counted(&staff->facts, &staff->setup->config, effect)) {
            staff->counted = staff->recounted = true;
        }
        return;
    case EFFECT_PIN_LOOK:
        look_at_pin(staff, now);
        if (!staff->try[0]) {
            tell_pin(staff, app, PIN_ASKED, "", now);
        }
        return;
    case EFFECT_PIN_TRY:
        str_fit(staff->try, sizeof staff->try, effect->item);
        return;
    case EFFECT_PIN_STICK:
        stick_pin(staff, app, now);
        return;
    case EFFECT_STAFF_LOOK:
        look(staff, (enum staff_look)effect->n, now);
        break;
    case EFFECT_STAND_OPEN:
        change_stand(staff, app_stand_draft(app), now);
        break;
    case EFFECT_STAND_CLOSE:
        change_stand(staff, NULL, now);
        break;
    case EFFECT_EXPORT:
        export_job(staff, effect, now);
        break;
    case EFFECT_UPDATE:
        stick_job(staff, WORK_UPDATE, effect);
        break;
    case EFFECT_REVERT:
        job_start(staff, WORK_REVERT, "update", "--revert");
        break;
    case EFFECT_DECK:
        save_deck(staff, effect->item);
        str_fit(staff->facts.deck, sizeof staff->facts.deck, effect->item);
        break;
    case EFFECT_PANEL:
        log_line(LOG_WARNING, PANEL_SAYS, effect->item);
        return;
    case EFFECT_STOP:
        staff->stops = true;
        return;
    case EFFECT_LANGUAGE: /* the session's own */
        return;
    }
    take_answer(staff, now);
    tell_facts(staff, app, now);
}

bool staff_effects_told(struct staff_effects *staff, struct app *app, struct moment now)
{
    bool renewed = staff->renewed;
    if (staff->counted) { /* what was told between may be from before */
        tell_facts(staff, app, now);
    }
    staff->counted = staff->renewed = false;
    return renewed;
}

void staff_effects_step(struct staff_effects *staff, struct app *app, struct moment now)
{
    if (staff->try[0]) {
        try_pin(staff, app, now);
    }
    if (take_answer(staff, now)) {
        tell_facts(staff, app, now);
    }
    job_look(staff, app, now);
    if (now.steady >= staff->prune_at && staff->store) {
        const struct config *config = &staff->setup->config;
        staff->prune_at = now.steady + DAY_MS;
        store_prune(staff->store,
                    date_months_before(config->timezone, now.wall, config->keep_months));
    }
}

int64_t staff_effects_deadline(const struct staff_effects *staff, struct moment now)
{
    if (staff->try[0]) {
        return now.steady;
    }
    if (staff->asks) {
        return now.steady + STORE_LOOK_MS;
    }
    if (staff->child.id) {
        return now.steady + (staff->waits ? 0 : JOB_LOOK_MS);
    }
    return staff->prune_at;
}
