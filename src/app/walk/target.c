#include "app/walk/target.h"
#include "ui/mark.h"

int phone_gap(const struct pen *pen)
{
    return pen_size(pen, SPACE_GAP);
}

struct button phone_turn(const struct app *app, bool down, int page)
{
    return (struct button){.label = app_word(app, down ? "walk.down" : "walk.up"),
                           .icon = down ? ICON_DOWN : ICON_UP,
                           .look = LOOK_QUIET,
                           .action = ACTION_TURN,
                           .arg = page,
                           .role = TEXT_DEVICE_TAB};
}

void phone_point(const struct app *app, const struct pen *pen, struct rect rect,
                 const struct demo_view *view, int control)
{
    if (walk_wants(app, view, control)) {
        pen_pointer(pen, rect, walk_beats(app));
    }
}

void phone_target(const struct app *app, const struct pen *pen, struct rect rect,
                  const struct demo_view *view, int control)
{
    if (control < 0) {
        return;
    }
    struct zone zone = {
        .rect = rect,
        .action = ACTION_CONTROL,
        .arg = control,
        .role = ROLE_BUTTON,
        .label = view->controls[control].label,
        .spoken = view->controls[control].spoken,
        .enabled = true,
    };
    draw_zone(pen->list, &zone);
    phone_point(app, pen, rect, view, control);
}
