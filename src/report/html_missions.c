#include "report/html_sections.h"
#include "report/svg.h"

#include <ctype.h>

enum { STEPS_MAX = 30, MISSIONS_MAX = 12 };

enum mark_kind { MARK_STARTED, MARK_FINISHED, MARK_STEP, MARK_LEFT, MARKS };

static const enum counter mark_counters[] = {
    [MARK_STARTED] = COUNTER_MISSION_STARTED,
    [MARK_FINISHED] = COUNTER_MISSION_FINISHED,
    [MARK_STEP] = COUNTER_MISSION_STEP,
    [MARK_LEFT] = COUNTER_MISSION_LEFT,
};

/* One line of counts, its item read. */
struct mark {
    char id[COUNTER_ITEM_MAX];
    enum mark_kind kind;
    size_t step; /* from 1; 0 where the counter has none */
    int64_t n;
};

struct mission {
    char id[COUNTER_ITEM_MAX];
    int64_t started, finished;
    struct svg_step steps[STEPS_MAX + 1]; /* and the end, reached by finishing */
    size_t n;                             /* steps that anyone reached or left */
};

struct missions {
    ARR(struct mission) list;
};

/* Cuts "ID/K" in two, K from 1 to STEPS_MAX. False for anything else. */
static bool read_step(const char *item, struct mark *mark)
{
    const char *slash = strrchr(item, '/');
    if (!slash || !isdigit((unsigned char)slash[1]) || strlen(slash + 1) > 2 ||
        slash - item >= COUNTER_ITEM_MAX) {
        return false;
    }
    snprintf(mark->id, sizeof mark->id, "%.*s", (int)(slash - item), item);
    mark->step = strtoul(slash + 1, NULL, 10);
    return mark->step >= 1 && mark->step <= STEPS_MAX;
}

static bool read_mark(const struct report_line *line, struct mark *mark)
{
    for (int i = 0; i < MARKS; i++) {
        if (line->counter == mark_counters[i] && line->origin == ORIGIN_KIOSK && line->n > 0) {
            *mark = (struct mark){.kind = (enum mark_kind)i, .n = line->n};
            bool stepped = i == MARK_STEP || i == MARK_LEFT;
            return stepped ? read_step(line->item, mark)
                           : str_fit(mark->id, sizeof mark->id, line->item);
        }
    }
    return false;
}

static int by_mission(const void *left, const void *right)
{
    const struct mark *a = left, *b = right;
    return strcmp(a->id, b->id);
}

static int by_falling_start(const void *left, const void *right)
{
    const struct mission *a = left, *b = right;
    int order = !a->id[0] - !b->id[0]; /* all missions in one, from a QR of totals: last */
    order = order ? order : (a->started < b->started) - (a->started > b->started);
    return order ? order : strcmp(a->id, b->id);
}

static void mission_take(struct mission *mission, const struct mark *mark)
{
    int64_t *count[] = {
        [MARK_STARTED] = &mission->started,
        [MARK_FINISHED] = &mission->finished,
        [MARK_STEP] = &mission->steps[mark->step > 0 ? mark->step - 1 : 0].reached,
        [MARK_LEFT] = &mission->steps[mark->step > 0 ? mark->step - 1 : 0].left,
    };
    *count[mark->kind] = counter_sum(*count[mark->kind], mark->n);
    mission->n = mark->step > mission->n ? mark->step : mission->n;
}

static struct missions missions_read(const struct digest *digest)
{
    struct missions missions = {0};
    ARR(struct mark) marks = {0};
    for (size_t i = 0; i < digest->lines.n; i++) {
        struct mark mark;
        if (read_mark(&digest->lines.at[i], &mark)) {
            arr_push(&marks, mark);
        }
    }
    if (marks.n > 1) {
        qsort(marks.at, marks.n, sizeof *marks.at, by_mission);
    }
    for (size_t i = 0; i < marks.n; i++) {
        if (i == 0 || by_mission(&marks.at[i - 1], &marks.at[i]) != 0) {
            arr_push(&missions.list, (struct mission){.n = 0});
            struct mission *fresh = &missions.list.at[missions.list.n - 1];
            str_fit(fresh->id, sizeof fresh->id, marks.at[i].id);
        }
        mission_take(&missions.list.at[missions.list.n - 1], &marks.at[i]);
    }
    arr_release(&marks);
    if (missions.list.n > 1) {
        qsort(missions.list.at, missions.list.n, sizeof *missions.list.at, by_falling_start);
    }
    for (size_t i = 0; i < missions.list.n; i++) {
        struct mission *mission = &missions.list.at[i];
        mission->steps[mission->n].reached = mission->finished;
    }
    return missions;
}

/* The step left most, from 1; 0 where none was. */
static size_t most_left(const struct mission *mission)
{
    size_t most = 0;
    for (size_t i = 0; i < mission->n; i++) {
        int64_t left = mission->steps[i].left;
        most = left > (most > 0 ? mission->steps[most - 1].left : 0) ? i + 1 : most;
    }
    return most;
}

/* "Commencée 50 fois, finie 31 fois (62 %). C’est à l’étape 4 qu’on la quitte le plus : 7 fois." */
static void add_sentence(struct str *out, const struct mission *mission)
{
    size_t most = most_left(mission);
    str_add(out, "Commencée ");
    html_count(out, mission->started, "fois", "fois");
    str_add(out, ", finie ");
    html_count(out, mission->finished, "fois", "fois");
    /* More ends than starts: it was begun before the dates asked for. */
    if (mission->started > 0 && mission->finished <= mission->started) {
        str_add(out, " (");
        html_percent(out, mission->finished, mission->started);
        str_add(out, ")");
    }
    str_add(out, ".");
    if (most > 0) {
        str_addf(out, " C’est à l’étape\u00A0%zu qu’on la quitte le plus\u00A0: ", most);
        html_count(out, mission->steps[most - 1].left, "fois", "fois");
        str_add(out, ".");
    }
}

static void add_chart(struct str *out, const struct mission *mission, const char *title,
                      size_t rank)
{
    char id[SVG_LABEL_MAX];
    struct str name = {0}, desc = {0};
    snprintf(id, sizeof id, "mission-%zu", rank);
    str_add(&name, "Où l’on quitte\u00A0: ");
    html_text(&name, title);
    add_sentence(&desc, mission);
    svg_funnel(out, &(struct svg_funnel){.id = id,
                                         .title = str_text(&name),
                                         .desc = str_text(&desc),
                                         .steps = mission->steps,
                                         .n = mission->n + 1});
    str_release(&name);
    str_release(&desc);
}

static void add_step(struct str *out, const struct mission *mission, size_t i)
{
    if (i == mission->n) {
        str_add(out, "<th scope=\"row\">Fin</th>");
    } else {
        str_addf(out, "<th scope=\"row\">Étape\u00A0%zu</th>", i + 1);
    }
}

/* The steps, a row each, the chart beside all of them. */
static void add_steps(struct str *out, const struct mission *mission, const char *title,
                      size_t rank)
{
    str_add(out, "<table class=\"steps\"><caption class=\"sr\">Étapes de «\u00A0");
    html_name(out, title);
    str_add(out, "\u00A0»</caption><thead><tr><th scope=\"col\">Étape</th><th scope=\"col\" "
                 "class=\"wide\"><span class=\"sr\">Graphique</span></th><th "
                 "scope=\"col\">Atteinte</th><th scope=\"col\"><span class=\"key off\"></span>"
                 "Quittée là</th></tr></thead><tbody>\n");
    for (size_t i = 0; i <= mission->n; i++) {
        str_add(out, "<tr>");
        add_step(out, mission, i);
        if (i == 0) {
            str_addf(out, "<td class=\"draw\" rowspan=\"%zu\">", mission->n + 1);
            add_chart(out, mission, title, rank);
            str_add(out, "</td>");
        }
        str_add(out, "<td>");
        html_number(out, mission->steps[i].reached);
        str_add(out, "</td><td>");
        if (i < mission->n) {
            html_number(out, mission->steps[i].left);
        }
        str_add(out, "</td></tr>\n");
    }
    str_add(out, "</tbody></table>");
}

static void add_mission(struct page *page, const struct mission *mission, size_t rank)
{
    const char *title = html_title(page, COUNTER_MISSION_STARTED, mission->id);
    str_add(page->out, "<div class=\"card\"><h3>");
    html_name(page->out, title);
    str_add(page->out, "</h3><p class=\"soft\">");
    add_sentence(page->out, mission);
    str_add(page->out, "</p>");
    if (mission->n > 0) {
        add_steps(page->out, mission, title, rank);
    }
    str_add(page->out, "</div>\n");
}

void html_missions(struct page *page)
{
    struct missions missions = missions_read(page->digest);
    size_t n = missions.list.n < MISSIONS_MAX ? missions.list.n : MISSIONS_MAX;
    if (n > 0) {
        str_add(page->out,
                "<p class=\"lead\">Une barre par étape\u00A0: ceux qui l’ont atteinte et, en "
                "jaune, ceux qui ont quitté là. Compté par la borne.</p>"
                "<div class=\"grid\">\n");
        for (size_t i = 0; i < n; i++) {
            add_mission(page, &missions.list.at[i], i + 1);
        }
        str_add(page->out, "</div>\n");
        html_more(page->out, missions.list.n - n);
    }
    arr_release(&missions.list);
}
