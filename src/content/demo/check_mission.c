/* check_mission.c: missions are walked before anyone is led along them: from their start, with
 * every answer of every step, on the very views that the glass will show. */
#include "base/str.h"
#include "content/demo/checker.h"
#include "content/demo_play.h"

enum { PATHS_MAX = 256, LABELS_MAX = 400 };

struct walk {
    struct demo_checker checker;
    const struct demo_mission *mission;
    int answers[DEMO_STEPS_MAX]; /* the way being walked: one answer for each step */
    bool told[DEMO_STEPS_MAX][DEMO_ANSWERS_MAX];
    struct arena arena; /* of one view */
    struct demo_view view;
};

static struct demo_spot spot_of(const struct demo_mission *mission, int line)
{
    return (struct demo_spot){mission->file, line, -1, NULL};
}

/* True the first time that something is told of this answer. */
static bool tells(struct walk *walk, int step, int answer)
{
    bool told = walk->told[step][answer];
    walk->told[step][answer] = true;
    return !told;
}

/* --- what is written --- */

static void check_names(struct walk *walk)
{
    struct demo_checker *checker = &walk->checker;
    const struct demo_mission *mission = walk->mission;
    struct demo_spot spot = spot_of(mission, mission->lines.start);
    const struct demo_screen *start = checker_screen(checker, &spot, mission->start, "");
    if (start && mission->start_item) {
        spot = spot_of(mission, mission->lines.item);
        checker_item(checker, &spot, start, mission->start_item, "");
    } else if (start && start->of) {
        checker_fault(
            checker, &spot,
            "l’écran « %s » montre un élément de la liste « %s », et rien ne dit lequel ; "
            "ajoutez « item: » et son id",
            start->id, start->of);
    }
    spot.list = start ? start->of : NULL; /* acts have lines of their own */
    checker_acts(checker, &spot, mission->before);
    for (int i = 0; i < mission->step_count; i++) {
        spot = spot_of(mission, mission->steps[i].line);
        checker_screen(checker, &spot, mission->steps[i].on, "");
    }
}

/* --- one step --- */

/* The labels of all that can be touched. */
static const char *labels(const struct walk *walk, char room[LABELS_MAX])
{
    struct str all = {0};
    for (int i = 0; i < walk->view.control_count; i++) {
        str_addf(&all, "%s« %s »", i > 0 ? ", " : "", walk->view.controls[i].label);
    }
    if (!str_fit(room, LABELS_MAX - sizeof "…", str_text(&all))) {
        memcpy(room + strlen(room), "…", sizeof "…");
    }
    str_release(&all);
    return room[0] ? room : "rien";
}

static bool check_on(struct walk *walk, int index)
{
    const struct demo_step *step = &walk->mission->steps[index];
    const char *here = walk->view.screen->id;
    struct demo_spot spot = spot_of(walk->mission, step->line);
    if (str_same(step->on, here)) {
        return true;
    }
    if (index == 0) {
        checker_fault(&walk->checker, &spot,
                      "l’étape se passe sur « %s », mais la mission commence sur « %s » ; écrivez "
                      "« on: %s », ou changez « start »",
                      step->on, here, here);
        return false;
    }
    /* Told once for each answer that leads astray. */
    int answer = walk->answers[index - 1];
    if (tells(walk, index - 1, answer)) {
        checker_fault(&walk->checker, &spot,
                      "l’étape se passe sur « %s », mais l’étape d’avant (« %s ») mène à « %s » ; "
                      "écrivez « on: %s », ou ajoutez une étape entre les deux",
                      step->on, walk->mission->steps[index - 1].answers[answer].tap, here, here);
    }
    return false;
}

static bool is_alone(const struct walk *walk, int control)
{
    for (int i = 0; i < walk->view.control_count; i++) {
        if (i != control &&
            str_same(walk->view.controls[i].label, walk->view.controls[control].label)) {
            return false;
        }
    }
    return true;
}

/* The control of that answer; -1 after a fault. */
static int check_label(struct walk *walk, int index, int answer)
{
    const struct demo_step *step = &walk->mission->steps[index];
    const char *tap = step->answers[answer].tap;
    struct demo_spot spot = spot_of(walk->mission, step->line);
    int control = demo_find(&walk->view, tap);
    bool alone = control >= 0 && is_alone(walk, control);
    if (alone || !tells(walk, index, answer)) {
        return alone ? control : -1;
    }
    if (control < 0) {
        char room[LABELS_MAX];
        checker_fault(&walk->checker, &spot,
                      "rien à toucher ne s’appelle « %s » sur l’écran « %s » ; on y trouve : %s",
                      tap, step->on, labels(walk, room));
    } else {
        checker_fault(&walk->checker, &spot,
                      "deux choses à toucher s’appellent « %s » sur l’écran « %s » ; changez le "
                      "texte de l’une",
                      tap, step->on);
    }
    return -1;
}

static bool check_touch(struct walk *walk, int index, int answer, int control)
{
    struct demo_play *play = walk->checker.play;
    const struct demo_step *step = &walk->mission->steps[index];
    struct demo_spot spot = spot_of(walk->mission, step->line);
    if (demo_touch(play, &walk->view, control) || play->said[0] || play->refused) {
        return true;
    }
    if (tells(walk, index, answer)) {
        checker_fault(&walk->checker, &spot,
                      "« %s » ne mène nulle part sur l’écran « %s » : rien n’y change ; donnez-lui "
                      "un « do », ou choisissez autre chose à toucher",
                      step->answers[answer].tap, step->on);
    }
    return false;
}

/* --- all ways --- */

/* Walks the way in answers; the index of the last step whose answer made a difference. */
static int walk_once(struct walk *walk)
{
    struct demo_play *play = walk->checker.play;
    demo_mission_start(play, walk->checker.demo, walk->mission, DEMO_ANY_DAY);
    for (int i = 0; i < walk->mission->step_count; i++) {
        arena_reset(&walk->arena);
        demo_look_at(play, &walk->arena, &walk->view);
        if (!check_on(walk, i)) {
            return i - 1;
        }
        int control = check_label(walk, i, walk->answers[i]);
        if (control < 0 || !check_touch(walk, i, walk->answers[i], control)) {
            return i;
        }
    }
    return walk->mission->step_count - 1;
}

/* The next way that differs at step `at` or before; false after the last one. */
static bool next_way(struct walk *walk, int at)
{
    for (int i = at; i >= 0; i--) {
        if (++walk->answers[i] < walk->mission->steps[i].answer_count) {
            memset(walk->answers + i + 1, 0,
                   sizeof *walk->answers * (size_t)(DEMO_STEPS_MAX - 1 - i));
            return true;
        }
    }
    return false;
}

static void walk_all(struct walk *walk)
{
    for (int paths = 1;; paths++) {
        if (!next_way(walk, walk_once(walk))) {
            return;
        }
        if (paths == PATHS_MAX) {
            struct demo_spot spot = spot_of(walk->mission, walk->mission->lines.steps);
            checker_fault(&walk->checker, &spot,
                          "plus de %d façons de suivre cette mission ; enlevez des réponses dans "
                          "« answers »",
                          PATHS_MAX);
            return;
        }
    }
}

bool demo_check_mission(const struct demo *demo, const struct demo_mission *mission,
                        struct problems *problems)
{
    struct walk *walk = mem_alloc(sizeof *walk);
    checker_init(&walk->checker, demo, mission, problems);
    walk->mission = mission;
    check_names(walk);
    if (walk->checker.faults == 0) {
        walk_all(walk);
    }
    bool ok = walk->checker.faults == 0;
    checker_release(&walk->checker);
    arena_release(&walk->arena);
    free(walk);
    return ok;
}
