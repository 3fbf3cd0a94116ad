/* heard_screen.c: the questions heard at the stand, counted by theme, each with a reply to say. */
#include "app/chrome.h"
#include "app/staff/kit.h"
#include "ui/row.h"

enum {
    ACTION_THEME = ACTIONS_OF(SCREEN_HEARD), /* [theme] heard; LIST: back to the list */
    ACTION_UNDO,
};

enum { LIST = -1 };

static void heard_enter(struct app *app)
{
    app->staff.theme = LIST;
}

static void heard_action(struct app *app, int action, int arg)
{
    if (action == ACTION_THEME && arg >= 0 && arg < HEARD_THEMES) {
        app->staff.theme = arg;
        app->page = 0;
        staff_count(app, COUNTER_QUESTION_HEARD, heard_theme(arg)->id);
        return;
    }
    if (action == ACTION_UNDO) {
        staff_count(app, COUNTER_QUESTION_HEARD, COUNTER_UNDONE);
    }
    app->staff.theme = LIST;
    app->page = 0;
}

/* --- the list --- */

/* Nobody knows which of them an undo took back: then the figures would only puzzle. */
static bool figures_add_up(const struct totals *totals)
{
    int64_t sum = 0;
    for (int i = 0; i < HEARD_THEMES; i++) {
        sum += totals->heard[i];
    }
    return sum == totals->n[COUNTER_QUESTION_HEARD];
}

static struct list_row row_of(const struct app *app, const struct pen *pen, int theme,
                              enum text_role role)
{
    const struct totals *totals = &app->staff.facts.totals;
    int64_t heard = figures_add_up(totals) ? totals->heard[theme] : 0;
    return (struct list_row){
        .row = {.title = staff_text(pen, heard_theme(theme)->label),
                .ground = ROW_PAPER,
                .role = role},
        .figure = heard > 0 ? staff_number(pen, heard) : "",
        .action = ACTION_THEME,
        .arg = theme,
    };
}

/* One page is worth more than the figures. */
static void draw_list_of_themes(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct list_row rows[HEARD_THEMES];
    struct list list = {.rows = rows, .n = HEARD_THEMES};
    struct turn turn = chrome_turn(app);
    for (int i = 0; i < HEARD_THEMES; i++) {
        rows[i] = row_of(app, pen, i, pen->small ? TEXT_STRONG : TEXT_HEADING);
    }
    bool crowded = list_pages(pen, rest, &list, &turn) != 1;
    for (int i = 0; crowded && i < HEARD_THEMES; i++) {
        rows[i].figure = NULL;
    }
    list_draw(pen, rest, &list, &turn);
}

/* --- the reply --- */

/* The reply as large as leaves all of it on one page. */
static void write_reply(const struct pen *pen, struct flow *flow, const struct heard_theme *theme,
                        double caps_mm)
{
    *flow = (struct flow){.gap = SPACE_M};
    flow_words(flow, (struct words){.text = staff_text(pen, arena_format(&pen->list->arena,
                                                                         "« %s »", theme->says)),
                                    .role = TEXT_BODY,
                                    .color = pen->theme->on_pale});
    flow_words(flow, (struct words){.text = staff_text(pen, theme->reply),
                                    .role = TEXT_REPLY,
                                    .caps_mm = caps_mm});
}

static void plan_reply(const struct pen *pen, struct rect box, struct flow *flow,
                       const struct heard_theme *theme)
{
    double caps = pen_role(pen, TEXT_REPLY);
    write_reply(pen, flow, theme, caps);
    while (caps > CAPS_BODY && flow_height(pen, flow, box.w) > box.h) {
        caps = pen_smaller(caps);
        write_reply(pen, flow, theme, caps);
    }
}

static void draw_counted(const struct pen *pen, struct rect box)
{
    struct words words = {.text = "C’est compté.", .role = TEXT_STRONG};
    struct rect sign = rect_cut_left(&box, pen_size(pen, SIZE_SIGN_KEY));
    pen_icon(pen, sign, ICON_CHECK, SIZE_SIGN, pen->theme->edge);
    rect_cut_left(&box, pen_size(pen, SPACE_S));
    pen_words_middle(pen, box, &words);
}

static void draw_reply(const struct app *app, const struct pen *pen, struct rect rest)
{
    const struct heard_theme *theme = heard_theme(app->staff.theme);
    rest = rect_cut_top(&rest, pen_size(pen, SIZE_REACH)); /* the buttons no further down */
    struct button buttons[] = {
        button_for("Annuler", ICON_UNDO, LOOK_OUTLINE, ACTION_UNDO, COUNTER_QUESTION_HEARD),
        button_for("Revenir aux questions", ICON_LIST, LOOK_PRIMARY, ACTION_THEME, LIST),
    };
    buttons[0].spoken = "Annuler : ne pas compter cette question";
    pen_button_foot(pen, &rest, buttons, 2, 0);
    draw_counted(pen, rect_cut_bottom(&rest, pen_size(pen, SIZE_TARGET)));
    int pad = pen_size(pen, SPACE_L);
    struct rect card = rest, inside = rect_inset(card, pad);
    struct flow flow;
    plan_reply(pen, inside, &flow, theme);
    int height = flow_height(pen, &flow, inside.w);
    card.h = height + 2 * pad < rest.h ? height + 2 * pad : rest.h;
    draw_box(pen->list, card, pen->theme->pale, pad);
    chrome_flow(app, pen, rect_inset(card, pad), &flow);
}

static const char *list_title(const struct app *app, const struct pen *pen)
{
    return arena_format(&pen->list->arena, "Questions entendues : %lld",
                        (long long)app->staff.facts.totals.n[COUNTER_QUESTION_HEARD]);
}

static void heard_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    bool list = app->staff.theme == LIST;
    staff_header(app, pen, &rest,
                 list ? list_title(app, pen) : heard_theme(app->staff.theme)->label);
    if (list) {
        draw_list_of_themes(app, pen, rest);
    } else {
        draw_reply(app, pen, rest);
    }
}

const struct screen screen_heard = {.staff = true,
                                    .quick = staff_quick,
                                    .enter = heard_enter,
                                    .action = heard_action,
                                    .draw = heard_draw};
