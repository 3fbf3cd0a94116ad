/* unroll.c: what all widgets are unrolled with: texts filled in, parts and controls. */
#include "content/demo/unroll.h"

#include "base/str.h"

enum {
    CHROME_MAX = DEMO_TABS + 3, /* controls that every screen keeps room for */
    BODY_MAX = DEMO_CONTROLS_MAX - CHROME_MAX,
};

const char *unroll_fill(const struct unroll *unroll, const char *text, int item)
{
    return text ? demo_fill(unroll->play, unroll->arena, text, item) : "";
}

/* --- controls --- */

/* "text. says. mark", without those that are empty. */
static const char *spoken(const struct unroll *unroll, const struct demo_part *part)
{
    static const char *const ends[] = {".", "!", "?", "…", ":"};
    const char *said = part->text;
    const char *const more[] = {part->says, part->mark};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        bool ended = said[0] == '\0';
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++) {
            ended = ended || str_ends(said, ends[j]);
        }
        if (more[i][0]) {
            said = arena_format(unroll->arena, "%s%s%s", said,
                                said[0] == '\0' ? ""
                                : ended         ? " "
                                                : ". ",
                                more[i]);
        }
    }
    return said;
}

bool unroll_has_room(const struct unroll *unroll, int n)
{
    return unroll->view->control_count + n <= BODY_MAX;
}

int unroll_control(const struct unroll *unroll, struct demo_control control)
{
    struct demo_view *view = unroll->view;
    if (!unroll_has_room(unroll, 1)) {
        return -1;
    }
    view->controls[view->control_count] = control;
    return view->control_count++;
}

void unroll_touch(const struct unroll *unroll, struct demo_part *part, int item)
{
    part->control = unroll_control(unroll, (struct demo_control){
                                               .kind = DEMO_CONTROL_WIDGET,
                                               .label = part->text,
                                               .spoken = spoken(unroll, part),
                                               .acts = part->widget->acts,
                                               .item = item,
                                           });
}

/* --- parts --- */

const char *unroll_path(const struct unroll *unroll, const char *path, int item)
{
    const char *filled = unroll_fill(unroll, path, item);
    return filled[0] && !str_ends(filled, "/") ? filled : NULL;
}

struct demo_part *unroll_part(const struct unroll *unroll, const struct demo_widget *widget,
                              enum demo_widget_kind kind, const char *text, int item)
{
    struct demo_view *view = unroll->view;
    if (view->part_count == DEMO_PARTS_MAX) {
        return NULL;
    }
    struct demo_part *part = &view->parts[view->part_count++];
    *part = (struct demo_part){
        .kind = kind,
        .widget = widget,
        .text = unroll_fill(unroll, text, item),
        .says = unroll_fill(unroll, widget->says, item),
        .mark = unroll_fill(unroll, widget->mark, item),
        .value = "",
        .icon = widget->icon ? demo_icon(unroll_fill(unroll, widget->icon, item)) : 0,
        .look = widget->look,
        .control = -1,
        .picture = unroll_path(unroll, widget->picture, item),
        .alt = unroll_fill(unroll, widget->alt, item),
        .unit = unroll_fill(unroll, widget->unit, item),
    };
    return part;
}
