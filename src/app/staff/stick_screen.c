/* stick_screen.c: USB sticks: the report onto one, new content from one. */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"

enum {
    ACTION_EXPORT = ACTIONS_OF(SCREEN_STICK), /* [stick] */
    ACTION_UPDATE,                            /* [stick] */
    ACTION_REVERT,
    ACTION_CONFIRM,
    ACTION_CANCEL,
};

/* The words of each job. */
static const struct work {
    const char *runs, *done, *failed;
} works[] = {
    [WORK_EXPORT] = {"Copie du bilan en cours…", "Le bilan est sur la clé",
                     "Le bilan n’a pas pu être copié"},
    [WORK_UPDATE] = {"Mise à jour du contenu en cours…", "Le contenu est à jour",
                     "Le contenu n’a pas été changé"},
    [WORK_REVERT] = {"Retour au contenu d’avant en cours…", "Le contenu d’avant est revenu",
                     "Le contenu n’a pas été changé"},
};

static bool job_runs(const struct app *app)
{
    return app->staff.facts.job.state == JOB_RUNS;
}

static void stick_enter(struct app *app)
{
    app->staff.stick_asks = 0;
    staff_look(app, STAFF_LOOK_HEALTH);
}

/* A job that still runs tells its end to whoever comes back. */
static void stick_leave(struct app *app)
{
    app->staff.stick_told = app->staff.stick_told && job_runs(app);
}

/* On the glass at once; the next facts tell how it goes. */
static void start(struct app *app, enum staff_work work, enum effect_kind kind, int stick)
{
    app->staff.stick_told = true;
    app->staff.facts.job = (struct staff_job){.work = work, .state = JOB_RUNS};
    app->page = 0;
    app_ask(app, kind, kind == EFFECT_REVERT ? "" : app->staff.facts.sticks[stick].name, stick);
}

static bool has_stick(const struct app *app, int stick)
{
    return stick >= 0 && stick < app->staff.facts.stick_count;
}

static void confirmed(struct app *app)
{
    int asks = app->staff.stick_asks, stick = app->staff.stick_asked;
    app->staff.stick_asks = 0;
    if (asks == ACTION_REVERT) {
        start(app, WORK_REVERT, EFFECT_REVERT, 0);
    } else if (asks == ACTION_UPDATE && has_stick(app, stick) &&
               str_same(app->staff.facts.sticks[stick].name, app->staff.stick_name)) {
        start(app, WORK_UPDATE, EFFECT_UPDATE, stick);
    }
}

static void stick_action(struct app *app, int action, int arg)
{
    if (job_runs(app)) {
        return; /* one job at a time */
    }
    if (action == ACTION_EXPORT && has_stick(app, arg)) {
        start(app, WORK_EXPORT, EFFECT_EXPORT, arg);
    } else if (action == ACTION_UPDATE || action == ACTION_REVERT) {
        bool named = action == ACTION_UPDATE && has_stick(app, arg);
        app->staff.stick_asks = action;
        app->staff.stick_asked = arg;
        str_fit(app->staff.stick_name, sizeof app->staff.stick_name,
                named ? app->staff.facts.sticks[arg].name : "");
    } else if (action == ACTION_CANCEL) {
        app->staff.stick_asks = 0;
        app->staff.stick_told = false;
    } else if (action == ACTION_CONFIRM) {
        confirmed(app);
    }
    app->page = 0;
}

/* --- what is done --- */

static void draw_job(const struct app *app, const struct pen *pen, struct rect rest)
{
    const struct staff_job *job = &app->staff.facts.job;
    const struct work *work = &works[job->work];
    bool done = job->state == JOB_DONE, runs = job->state == JOB_RUNS;
    bool well = done && !job->partial;
    bool noted = done || job->work == WORK_UPDATE; /* what was refused will be again */
    struct message message = {.icon = well   ? ICON_CHECK
                                      : runs ? ICON_WAIT
                                             : ICON_WARNING,
                              .look = well   ? LOOK_PRIMARY
                                      : runs ? LOOK_QUIET
                                             : LOOK_ACCENT,
                              .flow = {.gap = SPACE_S}};
    staff_say(pen, &message.flow,
              well   ? work->done
              : done ? "Les derniers comptes n’y sont pas"
              : runs ? work->runs
                     : work->failed,
              TEXT_HEADING);
    if (runs && job->work != WORK_REVERT) {
        staff_say(pen, &message.flow, "Ne retirez pas la clé.", TEXT_HEADING);
    }
    for (int i = 0; i < STAFF_LINES_MAX && job->lines[i][0]; i++) {
        staff_say(pen, &message.flow, job->lines[i], TEXT_NOTE);
    }
    if (!runs) {
        message.buttons[message.button_count++] =
            button_for(noted ? "C’est noté" : "Essayer encore", noted ? ICON_CHECK : ICON_AGAIN,
                       LOOK_PRIMARY, ACTION_CANCEL, 0);
    }
    chrome_message(app, pen, rest, &message);
}

static const char *stick_name(const struct pen *pen, const struct staff_stick *stick)
{
    return stick->name[0] ? arena_format(&pen->list->arena, "Clé « %s »", stick->name) : "Clé USB";
}

static void draw_confirm(const struct app *app, const struct pen *pen, struct rect rest)
{
    bool update = app->staff.stick_asks == ACTION_UPDATE;
    struct message message = {
        .icon = update ? ICON_AGAIN : ICON_UNDO,
        .look = LOOK_QUIET,
        .flow = {.gap = SPACE_S},
        .buttons = {button_for("Ne rien changer", ICON_NONE, LOOK_OUTLINE, ACTION_CANCEL, 0),
                    button_for(update ? "Mettre à jour" : "Revenir à l’ancien", ICON_NONE,
                               LOOK_PRIMARY, ACTION_CONFIRM, 0)},
        .button_count = 2};
    staff_say(pen, &message.flow,
              update ? "Mettre à jour le contenu ?" : "Revenir au contenu d’avant ?", TEXT_HEADING);
    staff_say(
        pen, &message.flow,
        update ? "Les diapos et les missions de la clé remplacent celles de la borne. Elles sont "
                 "vérifiées avant. Celles de maintenant sont gardées : on peut y revenir."
               : "Les diapos et les missions d’avant la dernière mise à jour reviennent. Les "
                 "comptes ne changent pas.",
        TEXT_NOTE);
    chrome_message(app, pen, rest, &message);
}

/* --- the sticks --- */

static struct button revert_button(void)
{
    return button_for("Revenir au contenu d’avant", ICON_UNDO, LOOK_OUTLINE, ACTION_REVERT, 0);
}

static void draw_no_stick(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct message message = {.icon = ICON_STICK, .look = LOOK_QUIET, .flow = {.gap = SPACE_S}};
    staff_say(pen, &message.flow, "Branchez une clé USB.", TEXT_HEADING);
    staff_say(
        pen, &message.flow,
        "La borne la voit en quelques secondes. Ce qui est déjà sur la clé reste comme il est.",
        TEXT_NOTE);
    if (app->staff.facts.can_revert) {
        message.buttons[message.button_count++] = revert_button();
    }
    chrome_message(app, pen, rest, &message);
}

static void add_stick(const struct pen *pen, struct flow *flow, const struct staff_stick *stick,
                      int index, struct button buttons[2])
{
    int n = 0;
    staff_say(pen, flow, stick_name(pen, stick), TEXT_HEADING);
    if (stick->read_only) {
        staff_say(pen, flow,
                  "Cette clé est protégée : on ne peut rien y copier. Déplacez son petit verrou, "
                  "ou prenez-en une autre.",
                  TEXT_NOTE);
    } else {
        buttons[n++] = button_for("Copier le bilan sur la clé", ICON_STICK, LOOK_PRIMARY,
                                  ACTION_EXPORT, index);
    }
    if (stick->content) {
        buttons[n++] =
            button_for("Mettre à jour le contenu", ICON_AGAIN, LOOK_QUIET, ACTION_UPDATE, index);
    }
    if (n > 0) {
        flow_buttons(flow, buttons, n);
    }
}

static void draw_sticks(const struct app *app, const struct pen *pen, struct rect rest)
{
    const struct staff_facts *facts = &app->staff.facts;
    struct button buttons[STAFF_STICKS_MAX][2], revert = revert_button();
    struct flow flow = {.gap = SPACE_GAP};
    for (int i = 0; i < facts->stick_count; i++) {
        add_stick(pen, &flow, &facts->sticks[i], i, buttons[i]);
    }
    if (facts->can_revert) {
        flow_say(&flow, "Contenu de la borne", TEXT_HEADING);
        flow_buttons(&flow, &revert, 1);
    }
    chrome_flow(app, pen, rest, &flow);
}

static void stick_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    const struct staff_facts *facts = &app->staff.facts;
    bool ended = facts->job.state == JOB_DONE || facts->job.state == JOB_FAILED;
    staff_header(app, pen, &rest, "Clé USB");
    if (facts->job.work != WORK_NONE && (job_runs(app) || (ended && app->staff.stick_told))) {
        draw_job(app, pen, rest);
    } else if (app->staff.stick_asks) {
        draw_confirm(app, pen, rest);
    } else if (facts->stick_count == 0) {
        draw_no_stick(app, pen, rest);
    } else {
        draw_sticks(app, pen, rest);
    }
}

const struct screen screen_stick = {.staff = true,
                                    .enter = stick_enter,
                                    .leave = stick_leave,
                                    .action = stick_action,
                                    .draw = stick_draw};
