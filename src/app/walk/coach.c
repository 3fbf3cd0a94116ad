/* coach.c: the panel beside the phone, in letters for arm's length: which step, what to touch and
 * why, what the last touch did, and the ways out at places that do not move. */
#include "app/walk/step.h"
#include "app/walk/walk.h"
#include "ui/mark.h"

enum { BUTTONS_MAX = 4 };

struct coach {
    struct words head, place, said, say, why;
    const char *widest; /* what `place` says at the last step: lines do not move on the way */
    bool has_head, has_place, has_why, has_bar;
    struct button buttons[BUTTONS_MAX];
    int button_count;
    uint32_t sign; /* before what is said */
};

static void plan_mission(const struct app *app, const struct pen *pen, struct coach *coach)
{
    const struct demo_mission *mission = walk_mission(app);
    const struct demo_step *step = walk_step(app);
    struct arena *arena = &pen->list->arena;
    coach->head.text = mission->title;
    coach->place.text =
        app_phrase(app, pen, "walk.step", arena_format(arena, "%d", app->walk.step + 1),
                   arena_format(arena, "%d", mission->step_count));
    const char *last = arena_format(arena, "%d", mission->step_count);
    coach->widest = app_phrase(app, pen, "walk.step", last, last);
    coach->say.text = step->say;
    coach->why.text = step->why;
    coach->has_bar = true;
    coach->said.text = app->walk.said;
    coach->sign = app->walk.wrong ? ICON_TOUCH : app->walk.step > 0 ? ICON_CHECK : ICON_PERSON;
    if (walk_hints(app) && !app->walk.wrong) {
        coach->said.text = app_word(app, "walk.hint");
        coach->sign = ICON_TOUCH;
    }
    coach->buttons[0] = walk_way(app, "walk.back", ICON_UNDO, ACTION_STEP_BACK);
    coach->buttons[1] = walk_way(app, "walk.show", ICON_EYE, ACTION_SHOW);
    coach->buttons[2] = walk_way(app, "walk.again", ICON_AGAIN, ACTION_AGAIN);
    coach->buttons[3] = walk_way(app, "walk.leave", ICON_CLOSE, ACTION_LEAVE);
    coach->button_count = 4;
}

static void plan_free(const struct app *app, const struct pen *pen, struct coach *coach,
                      const struct demo_view *view)
{
    const struct demo *demo = app->content->demo;
    int next = (app->walk.play->persona + 1) % demo->persona_count;
    const char *name = demo->personas[app->walk.play->persona].name;
    coach->head.text = app_word(app, "walk.free");
    coach->place.text = coach->widest = app_phrase(app, pen, "walk.with", name, "");
    coach->say.text = *view->screen->tell ? view->screen->tell : app_word(app, "walk.free.says");
    coach->why.text = "";
    coach->said.text = app->walk.said;
    coach->sign = ICON_SPEAKS;
    coach->buttons[0] = walk_way(app, "walk.person", ICON_PERSON, ACTION_PERSON);
    coach->buttons[0].label =
        app_phrase(app, pen, "walk.person", walk_first_name(&demo->personas[next]), "");
    coach->buttons[1] = walk_way(app, "walk.again", ICON_AGAIN, ACTION_AGAIN);
    coach->buttons[2] = walk_way(app, "walk.missions", ICON_LIST, ACTION_LEAVE);
    coach->button_count = 3;
}

/* The ways out: in equal columns, or two by two, each as wide as its words, where that saves rows.
 */
static int ways(const struct pen *pen, struct rect box, const struct coach *coach, bool draw)
{
    const struct button *all = coach->buttons;
    int n = coach->button_count, gap = pen_size(pen, SPACE_GAP);
    int first = pen_button_rows(pen, box, all, 2, false);
    int apart = first + gap + pen_button_rows(pen, box, all + 2, n - 2, false);
    if (apart >= pen_button_rows(pen, box, all, n, false)) {
        return pen_button_rows(pen, box, all, n, draw);
    }
    pen_button_rows(pen, rect_cut_top(&box, first), all, 2, draw);
    rect_cut_top(&box, gap);
    pen_button_rows(pen, box, all + 2, n - 2, draw);
    return apart;
}

/* Without signs where that saves a row. */
static void drop_signs(const struct pen *pen, struct coach *coach, int width)
{
    struct rect room = {0, 0, width - 2 * pen_size(pen, SPACE_GAP), 1};
    struct coach plain = *coach;
    for (int i = 0; i < plain.button_count; i++) {
        plain.buttons[i].icon = ICON_NONE;
    }
    if (ways(pen, room, &plain, false) < ways(pen, room, coach, false)) {
        *coach = plain;
    }
}

static struct coach plan(const struct app *app, const struct pen *pen, const struct demo_view *view)
{
    struct coach coach = {
        .head = {.role = TEXT_STRONG, .color = pen->theme->edge},
        .said = {.color = pen->theme->on_pale},
        .say = {.role = TEXT_HEADING},
        .has_head = true,
        .has_place = true,
        .has_why = true,
    };
    if (app->walk.mode == WALK_MISSION) {
        plan_mission(app, pen, &coach);
    } else {
        plan_free(app, pen, &coach, view);
    }
    return coach;
}

static int said_inside(const struct pen *pen, int width)
{
    return width - pen_size(pen, SIZE_SIGN) - pen_size(pen, SPACE_S) - 2 * pen_size(pen, SPACE_M);
}

static int said_height(const struct pen *pen, const struct coach *coach, int width)
{
    return *coach->said.text ? pen_words_height(pen, said_inside(pen, width), &coach->said) +
                                   2 * pen_size(pen, SPACE_S)
                             : 0;
}

static int place_width(const struct pen *pen, const struct coach *coach)
{
    struct words widest = coach->place;
    widest.text = coach->widest;
    return pen_words_width(pen, &widest);
}

/* The mission's name and the step on one line where both fit, else one below the other. */
static bool on_one_line(const struct pen *pen, const struct coach *coach, int width)
{
    int room = width - place_width(pen, coach) - pen_size(pen, SPACE_GAP);
    return pen_words_width(pen, &coach->head) <= room;
}

static int head_height(const struct pen *pen, const struct coach *coach, int width)
{
    if (!coach->has_place) {
        return 0;
    }
    int place = pen_words_height(pen, width, &coach->place);
    if (!coach->has_head || on_one_line(pen, coach, width)) {
        return place;
    }
    return place + pen_words_height(pen, width, &coach->head);
}

static int height_of(const struct pen *pen, const struct coach *coach, int width)
{
    int inside = width - 2 * pen_size(pen, SPACE_GAP), gap = pen_size(pen, SPACE_S);
    struct rect room = {0, 0, inside, 1};
    int height = 2 * pen_size(pen, SPACE_GAP) + head_height(pen, coach, inside);
    height += coach->has_place ? gap : 0;
    height += coach->has_bar ? pen_size(pen, SPACE_S) + gap : 0;
    int said = said_height(pen, coach, inside);
    height += said ? said + gap : 0;
    height += pen_words_height(pen, inside, &coach->say) + gap;
    height +=
        coach->has_why && *coach->why.text ? pen_words_height(pen, inside, &coach->why) + gap : 0;
    return height + ways(pen, room, coach, false);
}

/* What can best be done without goes first when there is little room. */
static void make_room(const struct pen *pen, struct coach *coach, int width, int most)
{
    drop_signs(pen, coach, width);
    if (height_of(pen, coach, width) > most) {
        coach->has_why = false;
    }
    if (height_of(pen, coach, width) > most) {
        coach->has_head = false;
    }
    if (height_of(pen, coach, width) > most) {
        coach->say.role = TEXT_STRONG;
    }
    if (height_of(pen, coach, width) > most) {
        coach->has_place = coach->has_bar = false; /* until the next step */
    }
    if (height_of(pen, coach, width) > most) { /* the frame on the phone still shows where */
        coach->said.text = "";
    }
    if (height_of(pen, coach, width) > most) {
        coach->say.role = TEXT_FIXED;
    }
    if (height_of(pen, coach, width) > most && coach->button_count == 3) {
        coach->buttons[1] = coach->buttons[2]; /* another person begins again too */
        coach->button_count = 2;
    }
}

static int sample_height(const struct pen *pen, struct coach coach, int width, int most)
{
    coach.say.text = "A\nA";
    coach.has_why = false;
    make_room(pen, &coach, width, most);
    return least_of(height_of(pen, &coach, width) + pen_size(pen, SPACE_S), most);
}

/* Room for two lines of what to touch, and for two of what was said or for where one is, whatever
 * this step says: the phone keeps its size from step to step. */
int coach_height(const struct app *app, const struct pen *pen, int width, int most,
                 const struct demo_view *view)
{
    struct coach quiet = plan(app, pen, view), telling = quiet;
    quiet.said.text = "";
    telling.said.text = "A\nA";
    return most_of(sample_height(pen, quiet, width, most),
                   sample_height(pen, telling, width, most));
}

static void draw_head(const struct pen *pen, const struct coach *coach, struct rect *rest)
{
    struct rect head = rect_cut_top(rest, head_height(pen, coach, rest->w));
    struct words place = coach->place;
    if (!coach->has_head) {
        pen_words(pen, head, &place);
    } else if (on_one_line(pen, coach, head.w)) {
        place.align = TEXT_END;
        pen_words(pen, rect_cut_right(&head, place_width(pen, coach)), &place);
        rect_cut_right(&head, pen_size(pen, SPACE_GAP));
        pen_words(pen, head, &coach->head);
    } else {
        rect_cut_top(&head, pen_words(pen, head, &coach->head));
        pen_words(pen, head, &place);
    }
}

static void draw_echo(const struct pen *pen, const struct coach *coach, struct rect *rest)
{
    int height = said_height(pen, coach, rest->w), sign = pen_size(pen, SIZE_SIGN);
    if (height == 0) {
        return;
    }
    struct rect box = rect_cut_top(rest, height);
    draw_box(pen->list, box, pen->theme->pale, pen_size(pen, SIZE_RADIUS));
    box = rect_inset_xy(box, pen_size(pen, SPACE_M), pen_size(pen, SPACE_S));
    pen_icon(pen, rect_cut_left(&box, sign), coach->sign, SIZE_SIGN, pen->theme->on_pale);
    rect_cut_left(&box, pen_size(pen, SPACE_S));
    pen_words(pen, box, &coach->said);
    rect_cut_top(rest, pen_size(pen, SPACE_S));
}

void coach_draw(const struct app *app, const struct pen *pen, struct rect box,
                const struct demo_view *view)
{
    struct coach coach = plan(app, pen, view);
    make_room(pen, &coach, box.w, box.h);
    int gap = pen_size(pen, SPACE_S);
    draw_box(pen->list, box, pen->theme->paper, pen_size(pen, SIZE_SHEET));
    struct rect rest = rect_inset(box, pen_size(pen, SPACE_GAP));
    int foot = ways(pen, rest, &coach, false);
    ways(pen, rect_cut_bottom(&rest, foot), &coach, true);
    if (coach.has_place) {
        draw_head(pen, &coach, &rest);
        rect_cut_top(&rest, gap);
    }
    if (coach.has_bar) {
        const struct demo_mission *mission = walk_mission(app);
        pen_progress(pen, rect_cut_top(&rest, pen_size(pen, SPACE_S)), mission->step_count,
                     app->walk.step + 1);
        rect_cut_top(&rest, gap);
    }
    draw_echo(pen, &coach, &rest);
    rect_cut_top(&rest, pen_words(pen, rest, &coach.say) + gap);
    if (coach.has_why && *coach.why.text) {
        pen_words(pen, rest, &coach.why);
    }
}
