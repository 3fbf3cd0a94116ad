/* loop.c: the attract loop: one slide after another, for the person across the room. */
#include "app/loop.h"
#include "ui/mark.h"

#include <assert.h>
#include <math.h>

enum { ACTION_PAUSE = ACTIONS_OF(SCREEN_LOOP) };

/* Letters grow and shrink with the screen, since a larger one hangs farther away. The largest that
 * fit are taken. */

static double growth(const struct glass *glass)
{
    double inches = glass->inches < GLASS_SMALLEST ? GLASS_SMALLEST : glass->inches;
    return inches / GLASS_USUAL;
}

/* --- which slide, and for how long --- */

static bool is_due(const struct app *app, size_t index)
{
    return slide_is_due(&app->content->slides.at[index], app->config->timezone, app->now.wall);
}

/* The next due slide of the deck after `from`; with none, the next due one of all; with none due,
 * simply the next one: never a blank wall. */
static size_t next_due(const struct app *app, size_t from)
{
    const struct deck *deck = content_deck(app->content, app->staff.facts.deck);
    size_t n = app->content->slides.n, any = n;
    assert(n > 0); /* content_read() always gives one */
    for (size_t i = 1; i <= n; i++) {
        size_t index = (from + i) % n;
        bool due = is_due(app, index);
        if (due && deck_has(deck, &app->content->slides.at[index])) {
            return index;
        }
        any = due && any == n ? index : any;
    }
    return any < n ? any : (from + 1) % n;
}

/* Its time begins, and it is counted once it can be seen. */
static void begin(struct app *app)
{
    app->loop.since = app->now.steady;
    app->loop.unseen = app->hidden;
    if (!app->hidden) {
        app_count(app, COUNTER_SLIDE_SHOWN, app->content->slides.at[app->loop.slide].id);
    }
}

static void show(struct app *app, size_t index, bool fading)
{
    app->loop.slide = index;
    app->loop.fading = fading;
    app->dirty = true;
    begin(app);
}

static void loop_enter(struct app *app)
{
    app->staff.presenting = false; /* the wall belongs to the visitors again */
    app->loop.paused = false;
    show(app, next_due(app, app->loop.slide), false);
}

static int64_t slide_ms(const struct app *app)
{
    int seconds = app->content->slides.at[app->loop.slide].seconds;
    return (int64_t)(seconds > 0 ? seconds : app->config->slide_seconds) * 1000;
}

static int64_t loop_deadline(const struct app *app)
{
    if (app->hidden) {
        return INT64_MAX; /* the slide stays until it is seen */
    }
    if (app->loop.paused) {
        return app->loop.paused_at + (int64_t)app->config->pause_seconds * 1000;
    }
    /* A finger on the glass is about to choose: the page does not turn under it. */
    int64_t turn = app->loop.since + slide_ms(app);
    int64_t choose = gesture_until(&app->gesture);
    return choose > turn ? choose : turn;
}

static void loop_tick(struct app *app)
{
    if (app->hidden) {
        app->loop.since = app->now.steady;
        return;
    }
    if (app->loop.unseen) {
        begin(app);
    }
    if (app->now.steady < loop_deadline(app)) {
        return;
    }
    app->dirty |= app->loop.paused;
    app->loop.paused = false;
    size_t next = next_due(app, app->loop.slide);
    if (next == app->loop.slide) {
        begin(app);
        return;
    }
    show(app, next, true);
}

/* The pause button, its only own action. */
static void loop_action(struct app *app, int action, int arg)
{
    (void)action, (void)arg;
    app->loop.paused = !app->loop.paused;
    app->loop.paused_at = app->now.steady;
    app->loop.since = app->now.steady;
}

/* --- how it looks --- */

struct sizes { /* steps of look.h's tables */
    int title, line;
};

struct frame { /* where things stand */
    struct rect picture, panel, foot;
    struct sizes sizes;
    bool fits; /* even the smallest may be too large */
};

static int margin(const struct pen *pen)
{
    const struct glass *glass = &pen->list->glass;
    return least_of(glass->w, glass->h) * 6 / 100;
}

/* The smallest letters are there to fit: a larger look leaves them alone. */
static double scale_at(const struct pen *pen, int step)
{
    double scale = pen->look->scale;
    return growth(&pen->list->glass) * (step < LOOP_STEPS - 1 ? scale : fmin(scale, 1));
}

static struct words title_words(const struct pen *pen, const struct slide *slide, int step)
{
    double caps = fmax(pen->look->loop_title[step] * scale_at(pen, step), CAPS_BODY);
    return (struct words){.text = slide->title, .role = TEXT_LOOP_TITLE, .caps_mm = caps};
}

static struct words line_words(const struct pen *pen, const char *line, int step)
{
    double caps = fmax(pen->look->loop_line[step] * scale_at(pen, step), CAPS_BODY);
    return (struct words){.text = line, .role = TEXT_LOOP_LINE, .caps_mm = caps};
}

/* Between the words and the foot. */
static int breath(const struct pen *pen)
{
    return pen_size(pen, glass_is_low(&pen->list->glass) ? SPACE_M : SPACE_L);
}

static int gap_of(const struct pen *pen, double caps)
{
    const struct glass *glass = &pen->list->glass;
    double gap = glass_is_low(glass) ? pen->look->loop_gap_low : pen->look->loop_gap;
    return glass_mm(glass, caps * gap);
}

/* The height of the slide's words in that width, at those sizes. */
static int words_height(const struct pen *pen, const struct slide *slide, int width,
                        struct sizes sizes)
{
    struct words title = title_words(pen, slide, sizes.title);
    int height = pen_words_height(pen, width, &title) + gap_of(pen, title.caps_mm);
    for (int i = 0; i < slide->line_count; i++) {
        struct words line = line_words(pen, slide->lines[i], sizes.line);
        height += pen_words_height(pen, width, &line) + (i ? gap_of(pen, line.caps_mm) : 0);
    }
    return height;
}

static bool title_is_short(const struct pen *pen, const struct slide *slide, int width, int step)
{
    struct words title = title_words(pen, slide, step);
    int height = pen_words_height(pen, width, &title);
    title.text = "A\nA";
    return height <= pen_words_height(pen, width, &title);
}

/* The largest letters that fit, title and lines growing together; a title on two lines at most,
 * where the smallest can be. */
static struct sizes best_sizes(const struct pen *pen, const struct slide *slide, int width,
                               int room)
{
    bool can_be_short = title_is_short(pen, slide, width, LOOP_STEPS - 1);
    for (int sum = 0; sum < 2 * LOOP_STEPS - 2; sum++) {
        for (int line = sum / 2; line >= 0; line--) {
            struct sizes sizes = {sum - line, line};
            bool good = sizes.title < LOOP_STEPS &&
                        (!can_be_short || title_is_short(pen, slide, width, sizes.title));
            if (good && words_height(pen, slide, width, sizes) <= room) {
                return sizes;
            }
        }
    }
    return (struct sizes){LOOP_STEPS - 1, LOOP_STEPS - 1};
}

static void draw_words_of(const struct pen *pen, const struct slide *slide, struct rect box,
                          struct sizes sizes)
{
    struct words title = title_words(pen, slide, sizes.title);
    rect_cut_top(&box, pen_words(pen, box, &title) + gap_of(pen, title.caps_mm));
    for (int i = 0; i < slide->line_count; i++) {
        struct words line = line_words(pen, slide->lines[i], sizes.line);
        rect_cut_top(&box, pen_words(pen, box, &line) + gap_of(pen, line.caps_mm));
    }
}

static struct button invitation(const struct app *app, const struct pen *pen)
{
    struct button touch =
        button_for(app_word(app, "loop.touch"), ICON_TOUCH, LOOK_PRIMARY, ACTION_WAKE, 0);
    touch.caps_mm = fmax(CAPS_BODY, pen_role(pen, TEXT_INVITE) * growth(&pen->list->glass));
    return touch;
}

/* Languages by their own names; none where there is only one. */
static int language_buttons(const struct app *app, struct button *buttons)
{
    int n = app->content->language_count;
    for (int i = 0; n > 1 && i < n; i++) {
        buttons[i] = button_fixed(app->content->languages[i].name, ICON_NONE, LOOK_OUTLINE,
                                  ACTION_LANGUAGE, i);
        buttons[i].chosen = i == app->content->language;
    }
    return n > 1 ? n : 0;
}

/* Invitation, languages, segments: from the bottom up. */
static int foot_height(const struct app *app, const struct pen *pen, int width)
{
    struct button buttons[LANGUAGES_MAX], touch = invitation(app, pen);
    int n = language_buttons(app, buttons);
    int languages = pen_button_rows(pen, (struct rect){0, 0, width, 0}, buttons, n, false);
    int touch_height = pen_button_height(pen, &touch, width) + pen_size(pen, SPACE_M);
    return touch_height + (n ? languages + pen_size(pen, SPACE_GAP) : 0) + pen_size(pen, SPACE_XL);
}

static void draw_foot(const struct app *app, const struct pen *pen, struct rect box)
{
    struct button buttons[LANGUAGES_MAX], touch = invitation(app, pen);
    struct rect line = rect_cut_bottom(&box, pen_size(pen, SIZE_SEGMENT));
    pen_segments(pen, line, (int)app->content->slides.n, (int)app->loop.slide);
    rect_cut_bottom(&box, pen_size(pen, SPACE_XL) - line.h);
    int n = language_buttons(app, buttons);
    if (n > 0) {
        pen_button_foot(pen, &box, buttons, n, pen_size(pen, SPACE_GAP));
    }
    pen_button(pen, box, &touch);
}

/* How much of a wide glass the picture has, in hundredths: less where the words need more. */
static const int picture_shares[] = {41, 36, 30};
enum { SHARES = 3 };

/* The words take what they need, above a foot of that height; the picture, at least a third of the
 * glass, has the rest. The pause button stands on the picture of a wide glass, else at the top. */
static struct frame place_share(const struct pen *pen, const struct slide *slide, int foot,
                                int share)
{
    const struct glass *glass = &pen->list->glass;
    struct frame frame = {.panel = {0, 0, glass->w, glass->h}};
    int edge = margin(pen), top = edge;
    bool tall = glass_is_portrait(glass) && slide->picture;
    if (!slide->picture) {
        top = pen_size(pen, SIZE_TOP);
    } else if (!tall) {
        frame.picture = rect_cut_left(&frame.panel, glass->w * share / 100);
    }
    int width = frame.panel.w - 2 * edge;
    int room = frame.panel.h - foot - edge / 2 - top - breath(pen);
    frame.sizes = best_sizes(pen, slide, width, tall ? room - glass->h * 44 / 100 : room);
    int height = words_height(pen, slide, width, frame.sizes);
    frame.fits = height <= (tall ? room - glass->h / 5 : room);
    if (tall) {
        frame.picture = rect_cut_top(&frame.panel, least_of(room - height, glass->w));
    }
    frame.panel = rect_inset_xy(frame.panel, edge, 0);
    rect_cut_bottom(&frame.panel, edge / 2);
    frame.foot = rect_cut_bottom(&frame.panel, foot);
    rect_cut_bottom(&frame.panel, breath(pen));
    rect_cut_top(&frame.panel, tall ? 0 : top);
    frame.panel = rect_middle(frame.panel, frame.panel.w, height);
    return frame;
}

static struct frame place(const struct pen *pen, const struct slide *slide, int foot)
{
    struct frame frame = place_share(pen, slide, foot, picture_shares[0]);
    for (int i = 1; i < SHARES && !frame.fits; i++) {
        frame = place_share(pen, slide, foot, picture_shares[i]);
    }
    return frame;
}

static struct frame place_in(const struct app *app, const struct pen *pen,
                             const struct slide *slide)
{
    int width = pen->list->glass.w;
    if (glass_is_portrait(&pen->list->glass) || !slide->picture) {
        return place(pen, slide, foot_height(app, pen, width - 2 * margin(pen)));
    }
    int foot = foot_height(app, pen, width * 59 / 100 - 2 * margin(pen));
    struct frame frame = place(pen, slide, foot);
    if (!frame.fits) { /* many languages on a low glass: the words matter more than the picture */
        struct slide plain = *slide;
        plain.picture = NULL;
        frame = place(pen, &plain, foot_height(app, pen, width - 2 * margin(pen)));
    }
    return frame;
}

static void draw_pause(const struct app *app, const struct pen *pen, struct rect picture)
{
    struct button pause =
        button_fixed(app_word(app, app->loop.paused ? "loop.resume" : "loop.pause"),
                     app->loop.paused ? ICON_PLAY : ICON_PAUSE, LOOK_OUTLINE, ACTION_PAUSE, 0);
    int edge = pen_size(pen, SPACE_L), width = pen_button_width(pen, &pause);
    int height = pen_button_height(pen, &pause, width);
    const struct glass *glass = &pen->list->glass;
    bool on_picture = !glass_is_portrait(glass) && picture.w > 0;
    struct rect rect = {glass->w - edge - width, edge, width, height};
    if (on_picture) {
        rect.x = edge;
        rect.y = glass->h - edge - height;
    }
    pen_button(pen, rect, &pause);
}

static void draw_next_soon(const struct app *app, const struct pen *pen)
{
    const struct slide *next = &app->content->slides.at[next_due(app, app->loop.slide)];
    struct rect picture = place_in(app, pen, next).picture;
    if (picture.w > 0) {
        draw_soon(pen->list, picture, next->picture);
    }
}

/* The slide over a foot as wide as the glass: as on a glass that is so much less high. */
static struct frame place_over(const struct pen *pen, const struct slide *slide, int foot)
{
    struct rect all = {0, 0, pen->list->glass.w, pen->list->glass.h};
    int edge = margin(pen), air = pen_size(pen, SPACE_M);
    struct rect below = rect_cut_bottom(&all, foot + air + edge / 2);
    pen->list->glass.h = all.h;
    struct frame frame = place(pen, slide, 0);
    pen->list->glass.h += below.h;
    frame.foot = rect_inset_xy(below, edge, 0);
    rect_cut_top(&frame.foot, air);
    rect_cut_bottom(&frame.foot, edge / 2);
    return frame;
}

struct rect loop_draw_slide(const struct pen *pen, const struct slide *slide,
                            int (*foot)(const struct app *app, const struct pen *pen, int width),
                            const struct app *app)
{
    int width = pen->list->glass.w, edges = 2 * margin(pen);
    bool beside = slide->picture && !glass_is_portrait(&pen->list->glass);
    struct frame frame =
        place(pen, slide, foot(app, pen, beside ? width * 59 / 100 - edges : width - edges));
    if (!frame.fits && beside) {
        frame = place_over(pen, slide, foot(app, pen, width - edges));
    }
    if (frame.picture.w > 0) {
        draw_picture(pen->list, frame.picture, 0, slide->picture);
    }
    draw_words_of(pen, slide, frame.panel, frame.sizes);
    return frame.foot;
}

static void loop_draw(const struct app *app, const struct pen *pen)
{
    const struct slide *slide = &app->content->slides.at[app->loop.slide];
    struct frame frame = place_in(app, pen, slide);
    struct zone surface = {
        .rect = {0, 0, pen->list->glass.w, pen->list->glass.h},
        .action = ACTION_WAKE,
        .role = ROLE_SURFACE,
        .spoken = slide->alt,
        .enabled = true,
    };
    draw_zone(pen->list, &surface);
    if (frame.picture.w > 0) {
        draw_picture(pen->list, frame.picture, 0, slide->picture);
    }
    draw_words_of(pen, slide, frame.panel, frame.sizes);
    draw_foot(app, pen, frame.foot);
    draw_pause(app, pen, frame.picture);
    draw_next_soon(app, pen);
    pen->list->fade_ms = app->loop.fading ? app->config->fade_ms : 0;
}

const struct screen screen_loop = {
    .rests = true,
    .asks = true,
    .enter = loop_enter,
    .tick = loop_tick,
    .action = loop_action,
    .deadline = loop_deadline,
    .draw = loop_draw,
};

/* --- for borne check --- */

static bool fits_one_way(const struct slide *slide, const struct text_fonts *fonts,
                         const struct glass *glass)
{
    struct draw_list list = {0};
    draw_begin(&list, glass, 0);
    struct pen pen = pen_of(&list, fonts, theme_of(THEME_CALM), &look_usual, 0);
    bool fits = place(&pen, slide, pen_size(&pen, SIZE_FOOT)).fits;
    draw_release(&list);
    return fits;
}

bool app_slide_fits(const struct slide *slide, const struct text_fonts *fonts,
                    const struct glass *glass)
{
    struct glass turned = glass_of(glass->h, glass->w, glass->inches);
    return fits_one_way(slide, fonts, glass) && fits_one_way(slide, fonts, &turned);
}
