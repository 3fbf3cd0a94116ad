/* view.c: the screen on the glass, unrolled into parts and controls, and the chrome around them. */
#include "base/str.h"
#include "content/demo/place.h"
#include "content/demo/rows.h"
#include "content/demo/widgets.h"

static int add_chrome(struct demo_view *view, enum demo_control_kind kind, const char *label,
                      const char *spoken, const char *screen)
{
    view->controls[view->control_count] = (struct demo_control){
        .kind = kind,
        .label = label ? label : "",
        .spoken = spoken ? spoken : "",
        .item = -1,
        .value = screen,
    };
    return view->control_count++;
}

static void add_person(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    view->unread = rows_count(unroll->play, demo->bell_list, "unread", "oui");
    if (demo->avatar_screen) {
        view->avatar = add_chrome(view, DEMO_CONTROL_AVATAR, demo->avatar_label, demo->avatar_label,
                                  demo->avatar_screen);
    }
    if (demo->bell_screen) {
        const char *spoken = demo->bell_label;
        if (view->unread > 0) {
            spoken = arena_format(unroll->arena, "%s, %d", spoken ? spoken : "", view->unread);
        }
        view->bell =
            add_chrome(view, DEMO_CONTROL_BELL, demo->bell_label, spoken, demo->bell_screen);
    }
}

static void add_tabs(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    const char *lit = view->screen->tab ? view->screen->tab : view->screen->id;
    for (int i = 0; i < demo->tab_count; i++) {
        const struct demo_tab *tab = &demo->tabs[i];
        int control = add_chrome(view, DEMO_CONTROL_TAB, tab->label, tab->label, tab->screen);
        view->controls[control].chosen = str_same(tab->screen, lit);
        view->tabs = i == 0 ? control : view->tabs;
    }
}

static void unroll_chrome(const struct unroll *unroll)
{
    const struct demo *demo = unroll->play->demo;
    struct demo_view *view = unroll->view;
    enum demo_screen_kind kind = view->screen->kind;
    bool of_tab = kind == DEMO_PAGE && place_is_tab(demo, view->screen->id);
    if (kind == DEMO_SHEET) {
        view->back =
            add_chrome(view, DEMO_CONTROL_CLOSE, demo->close_label, demo->close_label, NULL);
    } else if (!of_tab && place_can_go_back(unroll->play)) {
        view->back = add_chrome(view, DEMO_CONTROL_BACK, demo->back_label, demo->back_label, NULL);
    }
    if (of_tab) {
        add_person(unroll);
    }
    if (kind == DEMO_PAGE) {
        add_tabs(unroll);
    }
}

void demo_look_at(const struct demo_play *play, struct arena *arena, struct demo_view *view)
{
    const struct demo_place *place = place_top(play);
    const struct unroll unroll = {play, arena, view, place->item};
    view->screen = place->screen;
    view->title = unroll_fill(&unroll, place->screen->title, place->item);
    view->part_count = 0;
    view->control_count = 0;
    view->back = view->avatar = view->bell = view->tabs = -1;
    view->unread = 0;
    for (int i = 0; i < place->screen->widget_count; i++) {
        const struct demo_widget *widget = &place->screen->widgets[i];
        if (demo_holds(play, widget->cond, place->item)) {
            widget_kinds[widget->kind].unroll(&unroll, widget);
        }
    }
    unroll_chrome(&unroll);
}
