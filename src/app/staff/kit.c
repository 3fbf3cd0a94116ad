#include "app/staff/kit.h"

#include "app/chrome.h"
#include "content/french.h"

const char *staff_text(const struct pen *pen, const char *text)
{
    return french_spaces(&pen->list->arena, text, strlen(text));
}

void staff_say(const struct pen *pen, struct flow *flow, const char *text, enum text_role role)
{
    flow_say(flow, staff_text(pen, text), role);
}

const char *staff_number(const struct pen *pen, int64_t n)
{
    return arena_format(&pen->list->arena, "%lld", (long long)n);
}

bool staff_quick(const struct app *app)
{
    (void)app;
    return true;
}

/* On the glass at once; the main keeps its own figures in step. */
void staff_count(struct app *app, enum counter counter, const char *item)
{
    struct totals *totals = &app->staff.facts.totals;
    bool undone = counter_is_undone(ORIGIN_STAFF, item);
    if (undone && totals->n[counter] <= 0) {
        return;
    }
    app_count(app, counter, item);
    totals->n[counter] += undone ? -1 : 1;
    for (int i = 0; i < HEARD_THEMES; i++) {
        totals->heard[i] += str_same(heard_theme(i)->id, item);
    }
    app->dirty = true;
}

void staff_header(const struct app *app, const struct pen *pen, struct rect *rest,
                  const char *title)
{
    bool stops = app->screen == SCREEN_STAFF && app->staff.confirm_stop;
    bool menu = app->screen == SCREEN_STAFF && !stops;
    struct button back =
        menu ? button_fixed("Quitter", ICON_CLOSE, LOOK_QUIET, ACTION_GO, SCREEN_LOOP)
             : button_fixed("Menu", ICON_BACK, LOOK_QUIET, ACTION_BACK, 0);
    chrome_header_with(pen, rest, staff_text(pen, title), &back);
    int width = rest->w - 2 * pen_side(pen), most = pen_size(pen, SIZE_ARM);
    *rest = rect_middle(*rest, width < most ? width : most, rest->h);
    rect_cut_bottom(rest, pen_size(pen, SPACE_GAP));
}
