/* missions.c: missions/NN-ID.yaml, guided walks, step by step. One fault leaves the whole
 * mission out: nobody is to be led astray. */
#include "base/str.h"
#include "content/demo/kinds.h"

enum { MINUTES_MAX = 10, MISSIONS_MAX = 100 };

/* --- steps --- */

static void read_answer(struct demo_reader *reader, const struct yaml_node *map,
                        struct demo_step *step)
{
    static const char *const keys[] = {"tap", "then", NULL};
    if (!demo_is_map(reader, map, "{tap: \"…\", then: \"…\"}")) {
        return;
    }
    if (step->answer_count == DEMO_ANSWERS_MAX) {
        yaml_fault(&reader->yaml, map->line, "trop de réponses ; %d au plus", DEMO_ANSWERS_MAX);
        return;
    }
    struct demo_answer *answer = &step->answers[step->answer_count++];
    *answer = (struct demo_answer){.tap = "", .then = ""};
    yaml_allow(&reader->yaml, map, keys);
    demo_take_text(reader, yaml_need(&reader->yaml, map, "tap"), 0, &answer->tap);
    demo_take_text(reader, yaml_find(map, "then"), 0, &answer->then);
}

static void read_answers(struct demo_reader *reader, const struct yaml_node *list,
                         const struct yaml_node *then, struct demo_step *step)
{
    if (!demo_is_list(reader, list, "2 à 4 lignes « - { tap: \"…\", then: \"…\" } »")) {
        return;
    }
    if (then) {
        yaml_fault(&reader->yaml, then->line,
                   "avec « answers », mettez « then » dans chaque réponse");
    }
    if (!list->first->next) {
        yaml_fault(&reader->yaml, list->line,
                   "« answers » a une seule réponse ; écrivez-la avec « tap », ou ajoutez-en une");
    }
    for (const struct yaml_node *map = list->first; map; map = map->next) {
        read_answer(reader, map, step);
    }
}

static void read_step(struct demo_reader *reader, const struct yaml_node *map,
                      struct demo_step *step)
{
    static const char *const keys[] = {"on", "say", "why", "tap", "then", "answers", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    *step = (struct demo_step){.line = map->line, .on = "", .say = "", .why = ""};
    if (!demo_is_map(reader, map, "une étape avec on, say et tap")) {
        return;
    }
    yaml_allow(yaml, map, keys);
    demo_take_name(reader, yaml_need(yaml, map, "on"), &step->on);
    demo_take_text(reader, yaml_need(yaml, map, "say"), 0, &step->say);
    demo_take_text(reader, yaml_find(map, "why"), 0, &step->why);
    const struct yaml_node *tap = yaml_find(map, "tap"), *then = yaml_find(map, "then");
    const struct yaml_node *answers = yaml_find(map, "answers");
    if (tap && answers) {
        yaml_fault(yaml, answers->line, "« tap » ou « answers », pas les deux ; effacez l’un");
    } else if (!tap && !answers) {
        yaml_fault(yaml, map->line, "il manque la clé « tap », ou « answers » ; ajoutez-la");
    } else if (answers) {
        read_answers(reader, answers, then, step);
    } else {
        step->answers[0] = (struct demo_answer){.tap = "", .then = ""};
        step->answer_count = 1;
        demo_take_text(reader, tap, 0, &step->answers[0].tap);
        demo_take_text(reader, then, 0, &step->answers[0].then);
    }
}

static void read_steps(struct demo_reader *reader, const struct yaml_node *list,
                       struct demo_mission *mission)
{
    struct demo_step steps[DEMO_STEPS_MAX];
    if (!demo_is_list(reader, list, "des étapes, chacune commençant par « - on: »")) {
        return;
    }
    for (const struct yaml_node *map = list->first; map; map = map->next) {
        if (mission->step_count == DEMO_STEPS_MAX) {
            yaml_fault(&reader->yaml, map->line, "trop d’étapes ; %d au plus", DEMO_STEPS_MAX);
            break;
        }
        read_step(reader, map, &steps[mission->step_count++]);
    }
    mission->steps = demo_keep(reader, steps, (size_t)mission->step_count, sizeof *steps);
}

/* --- the rest --- */

static void read_learnt(struct demo_reader *reader, const struct yaml_node *list,
                        struct demo_mission *mission)
{
    if (!demo_is_list(reader, list, "[\"…\", \"…\"], 1 à 3 phrases")) {
        return;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        if (mission->learnt_count == DEMO_LEARNT_MAX) {
            yaml_fault(&reader->yaml, node->line, "trop de phrases dans « learnt » ; %d au plus",
                       DEMO_LEARNT_MAX);
            return;
        }
        demo_take_text(reader, node, 0, &mission->learnt[mission->learnt_count++]);
    }
}

static void read_end(struct demo_reader *reader, const struct yaml_node *map,
                     struct demo_mission *mission)
{
    static const char *const keys[] = {"learnt", "link", NULL};
    struct yaml_reader *yaml = &reader->yaml;
    if (!demo_is_map(reader, map, "les lignes learnt: et link:")) {
        return;
    }
    yaml_allow(yaml, map, keys);
    read_learnt(reader, yaml_need(yaml, map, "learnt"), mission);
    const struct yaml_node *link = yaml_need(yaml, map, "link");
    if (yaml_text(yaml, link, &mission->link) && !content_link(reader->content, mission->link)) {
        yaml_fault(yaml, link->line,
                   "« link » : le lien « %.40s » n’est pas dans links.yaml, ou y est refusé ; "
                   "corrigez l’un des deux",
                   mission->link);
    }
}

static void read_persona(struct demo_reader *reader, const struct yaml_node *node, const char **out)
{
    if (!demo_take_name(reader, node, out)) {
        return;
    }
    for (size_t i = 0; i < reader->personas.n; i++) {
        if (str_same(reader->personas.at[i].id, *out)) {
            return;
        }
    }
    if (reader->personas.n == 0) { /* nobody at all, which was told */
        return;
    }
    yaml_fault(&reader->yaml, node->line,
               "« persona » : « %s » n’est pas dans personas.yaml, ou y est refusé ; corrigez l’un "
               "des deux",
               *out);
}

void demo_read_mission(struct demo_reader *reader, const char *id, const struct yaml_node *top)
{
    static const char *const keys[] = {"title", "learn", "icon",   "persona", "minutes", "needs",
                                       "start", "item",  "before", "steps",   "end",     NULL};
    struct yaml_reader *yaml = &reader->yaml;
    struct demo_mission mission = {.id = id, .file = yaml->file};
    yaml_allow(yaml, top, keys);
    demo_take_text(reader, yaml_need(yaml, top, "title"), 0, &mission.title);
    demo_take_text(reader, yaml_need(yaml, top, "learn"), 0, &mission.learn);
    demo_take_icon(reader, yaml_need(yaml, top, "icon"), &mission.icon);
    read_persona(reader, yaml_need(yaml, top, "persona"), &mission.persona);
    yaml_int(yaml, yaml_need(yaml, top, "minutes"), 1, MINUTES_MAX, &mission.minutes);
    const struct yaml_node *start = yaml_need(yaml, top, "start"), *item = yaml_find(top, "item");
    demo_take_name(reader, start, &mission.start);
    demo_take_name(reader, item, &mission.start_item);
    demo_take_acts(reader, yaml_find(top, "before"), &mission.before);
    const struct yaml_node *steps = yaml_need(yaml, top, "steps");
    read_steps(reader, steps, &mission);
    read_end(reader, yaml_need(yaml, top, "end"), &mission);
    bool on = demo_is_on(reader, top);
    if (yaml->faults > 0) {
        return;
    }
    mission.lines.start = start->line;
    mission.lines.item = item ? item->line : start->line;
    mission.lines.steps = steps->line;
    if (reader->missions.n >= MISSIONS_MAX) {
        yaml_fault(yaml, 1, "trop de missions ; %d au plus", MISSIONS_MAX);
    } else if (on) {
        arr_push(&reader->missions, mission);
    }
}
