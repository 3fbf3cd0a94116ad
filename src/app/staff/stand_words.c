#include "app/staff/stand_words.h"

#include "app/staff/kit.h"

const struct stand_kind stand_kinds[] = {
    {"stand", "Stand"}, {"atelier", "Atelier"}, {"affichage", "Affichage"}};

_Static_assert(sizeof stand_kinds / sizeof *stand_kinds == STAND_KINDS,
               "a kind of stand is missing");

const char *stand_kind_label(const char *id)
{
    for (int i = 0; i < STAND_KINDS; i++) {
        if (str_same(stand_kinds[i].id, id)) {
            return stand_kinds[i].label;
        }
    }
    return stand_kinds[0].label;
}

void stand_say(const struct pen *pen, struct flow *flow, const char *name, const char *structure,
               int smaller)
{
    static const enum text_role roles[STAND_STEPS] = {TEXT_TITLE, TEXT_HEADING, TEXT_STRONG};
    staff_say(pen, flow, name, roles[smaller]);
    if (*structure) {
        staff_say(pen, flow, structure, smaller > 0 ? TEXT_NOTE : TEXT_LEAD);
    }
}

void stand_say_fault(const struct app *app, const struct pen *pen, struct flow *flow)
{
    const char *says = app->staff.facts.says;
    if (*says) {
        flow_words(flow, (struct words){.text = staff_text(pen, says),
                                        .role = TEXT_STRONG,
                                        .color = pen->theme->alert});
    }
}

struct button stand_way(const struct app *app, struct button button)
{
    if (app->staff.facts.saving) {
        button.label = "Enregistrement…";
        button.icon = ICON_WAIT;
        button.disabled = true;
    }
    return button;
}

bool stand_is_stale(const struct app *app)
{
    const struct staff_facts *facts = &app->staff.facts;
    const char *zone = app->config->timezone;
    return facts->stand_open && date_compare(date_local(zone, facts->totals.opened).date,
                                             date_local(zone, app->now.wall).date) != 0;
}
