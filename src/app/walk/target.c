#include "app/walk/target.h"
#include "ui/mark.h"

struct button phone_turn(const struct app *app, bool down, int page)
{
    struct button turn = button_for(app_word(app, down ? "walk.down" : "walk.up"),
                                    down ? ICON_DOWN : ICON_UP, LOOK_QUIET, ACTION_TURN, page);
    turn.role = TEXT_DEVICE_TAB;
    return turn;
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
    const struct demo_control *what = &view->controls[control];
    struct button target = {
        .label = what->label, .spoken = what->spoken, .action = ACTION_CONTROL, .arg = control};
    pen_target(pen, rect, &target);
    phone_point(app, pen, rect, view, control);
}
