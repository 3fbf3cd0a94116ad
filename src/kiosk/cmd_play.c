/* cmd_play.c: `borne play`: a scripted visit played on the real application, letters and counts,
 * with no display and a clock that does not wait. */
#include "kiosk/session.h"

#include "platform/decode.h"
#include "platform/paint.h"
#include "platform/script.h"
#include "ui/audit.h"

#include <SDL2/SDL_surface.h>
#include <stdio.h>

enum {
    BEFORE_TAP_MS = 400, /* a person reads and reaches: never a tremor's second tap */
    PRESS_MS = 80,
    DRAG_STEPS = 10,
    PICTURES_MS = 10000,
};

struct play {
    struct setup setup;
    const struct options *options;
    struct script script;
    struct font_set *fonts;
    struct images *images;
    struct platform platform;
    struct session session;
    struct moment now;
    int64_t wall_ms;              /* of now.wall, with its milliseconds */
    char folder[FILE_PATH_MAX];   /* a temporary data folder, or "" */
    const struct draw_list *list; /* on the glass */
    struct err audit;             /* the first rule broken since the last look */
};

/* --- a platform whose clock does not wait --- */

static struct moment now(void *context)
{
    return ((struct play *)context)->now;
}

static void set_time(struct play *play, int64_t steady)
{
    play->wall_ms += steady - play->now.steady;
    play->now.steady = steady;
    play->now.wall = play->wall_ms / 1000;
}

/* A deadline that has come takes its moment too: time goes on whatever is asked for. */
static struct event wait_for(void *context, int64_t deadline)
{
    struct play *play = context;
    set_time(play, deadline > play->now.steady ? deadline : play->now.steady + 1);
    return (struct event){.kind = EVENT_TICK, .now = play->now};
}

static void show(void *context, const struct draw_list *list, bool first)
{
    struct play *play = context;
    (void)first;
    play->list = list;
    if (play->options->audit && !play->audit.text[0]) {
        audit_frame(list, play->platform.fonts, &play->audit);
    }
}

/* --- a person --- */

/* What is due by now is done before anybody looks. */
static void send(struct play *play, struct event event)
{
    event.now = play->now;
    session_turn(&play->session, &event);
    session_catch_up(&play->session);
}

static void wait_ms(struct play *play, int64_t ms)
{
    session_run(&play->session, play->now.steady + ms);
}

static void touch(struct play *play, enum event_kind kind, int x, int y)
{
    send(play, (struct event){.kind = kind, .finger = 1, .x = x, .y = y});
}

static void press(struct play *play, int x, int y, int64_t ms)
{
    touch(play, EVENT_TOUCH_DOWN, x, y);
    wait_ms(play, ms);
    touch(play, EVENT_TOUCH_UP, x, y);
}

/* The zone's middle, or else a place in it that nothing else covers. */
static bool free_place(const struct draw_list *list, const struct zone *zone, int *x, int *y)
{
    static const int parts[] = {50, 30, 70, 10, 90};
    for (int i = 0; i < 25; i++) {
        *x = zone->rect.x + zone->rect.w * parts[i % 5] / 100;
        *y = zone->rect.y + zone->rect.h * parts[i / 5] / 100;
        if (draw_zone_at(list, *x, *y) == zone) {
            return true;
        }
    }
    return false;
}

static bool tap(struct play *play, const char *label, struct err *err)
{
    wait_ms(play, BEFORE_TAP_MS);
    const struct draw_list *list = play->list;
    const struct zone *zone = script_find(list, label, TARGET_MM, err);
    int x, y;
    if (!zone) {
        return false;
    }
    if (!free_place(list, zone, &x, &y)) {
        return err_set(err, "\"%s\" is covered by something else", label);
    }
    press(play, x, y, PRESS_MS);
    return true;
}

static void drag(struct play *play, const struct script_command *command)
{
    touch(play, EVENT_TOUCH_DOWN, command->x1, command->y1);
    for (int i = 1; i <= DRAG_STEPS; i++) {
        wait_ms(play, 30);
        touch(play, EVENT_TOUCH_MOVE, command->x1 + (command->x2 - command->x1) * i / DRAG_STEPS,
              command->y1 + (command->y2 - command->y1) * i / DRAG_STEPS);
    }
    touch(play, EVENT_TOUCH_UP, command->x2, command->y2);
}

static bool shot(struct play *play, const char *name, struct err *err)
{
    if (!play->options->shots) {
        return true;
    }
    char file[FILE_PATH_MAX], path[FILE_PATH_MAX];
    snprintf(file, sizeof file, "%s.png", name);
    if (!file_make_folders(play->options->shots, err) ||
        !file_join(path, play->options->shots, file)) {
        return false;
    }
    const struct draw_list *list = play->list;
    struct SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, list->glass.w, list->glass.h,
                                                                 32, SDL_PIXELFORMAT_XRGB8888);
    if (!surface) {
        return err_set(err, "no memory for a picture of %dx%d", list->glass.w, list->glass.h);
    }
    paint_wait(list, play->images, PICTURES_MS);
    paint_list(surface, list, (struct rect){0, 0, list->glass.w, list->glass.h}, play->fonts,
               play->images);
    bool ok = paint_save(surface, path, err);
    SDL_FreeSurface(surface);
    return ok;
}

static bool expect_count(struct play *play, const struct script_command *command, struct err *err)
{
    int64_t n = store_total(play->session.store, counter_find(command->text), command->item);
    if (n != command->number) {
        return err_set(err, "%s%s%s is %jd, not %jd", command->text, command->item ? " " : "",
                       command->item ? command->item : "", (intmax_t)n, (intmax_t)command->number);
    }
    return true;
}

static void set_clock(struct play *play, const char *text)
{
    date_parse_time(text, play->setup.config.timezone, &play->now.wall);
    play->wall_ms = play->now.wall * 1000;
    send(play, (struct event){.kind = EVENT_TICK});
}

static bool expect(struct play *play, const struct script_command *command, struct err *err)
{
    const struct draw_list *list = play->list;
    switch (command->kind) {
    case SCRIPT_SEE:
        return script_sees(list, command->text) ||
               err_set(err, "\"%s\" is not on the glass", command->text);
    case SCRIPT_NOT:
        return !script_sees(list, command->text) ||
               err_set(err, "\"%s\" is on the glass", command->text);
    case SCRIPT_SCREEN:
        return str_same(app_screen(play->session.app), command->text) ||
               err_set(err, "the screen is %s, not %s", app_screen(play->session.app),
                       command->text);
    case SCRIPT_COUNT:
        return expect_count(play, command, err);
    default:
        return true;
    }
}

static bool ask_language(struct play *play, const char *code, struct err *err)
{
    const struct content *content = session_content(&play->session);
    for (int i = 0; i < content->language_count; i++) {
        if (str_same(content->languages[i].code, code)) {
            send(play, (struct event){.kind = EVENT_LANGUAGE, .language = i});
            return true;
        }
    }
    return err_set(err, "the content has no language \"%s\"", code);
}

static bool perform_command(struct play *play, const struct script_command *command,
                            struct err *err)
{
    switch (command->kind) {
    case SCRIPT_TAP:
        return tap(play, command->text, err);
    case SCRIPT_TOUCH:
        press(play, command->x1, command->y1, PRESS_MS);
        return true;
    case SCRIPT_HOLD:
        press(play, command->x1, command->y1, command->number);
        return true;
    case SCRIPT_DRAG:
        drag(play, command);
        return true;
    case SCRIPT_KEY:
        send(play, (struct event){.kind = EVENT_KEY, .key = command->key, .digit = command->digit});
        return true;
    case SCRIPT_WAIT:
        wait_ms(play, command->number);
        return true;
    case SCRIPT_SHOT:
        return shot(play, command->text, err);
    case SCRIPT_CLOCK:
        set_clock(play, command->text);
        return true;
    case SCRIPT_LANG:
        return ask_language(play, command->text, err);
    default:
        return expect(play, command, err);
    }
}

static bool play_all(struct play *play)
{
    for (size_t i = 0; i < play->script.commands.n; i++) {
        const struct script_command *command = &play->script.commands.at[i];
        struct err err;
        bool ok = perform_command(play, command, &err);
        if (ok && play->audit.text[0]) {
            err = play->audit;
            ok = false;
        }
        if (!ok) {
            fprintf(stderr, "%s:%d: %s\n", play->script.file, command->line, err.text);
            return false;
        }
    }
    return true;
}

static bool data_folder(struct play *play, struct err *err)
{
    if (play->options->data) {
        return true;
    }
    const char *tmp = getenv("TMPDIR");
    snprintf(play->folder, sizeof play->folder, "%s/borne-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
    if (!mkdtemp(play->folder)) {
        return err_set(err, "%s: cannot make a temporary folder", play->folder);
    }
    str_fit(play->setup.data, sizeof play->setup.data, play->folder);
    setup_choose_content(&play->setup); /* not what the staff of this machine brought */
    return true;
}

static bool open_all(struct play *play, struct err *err)
{
    static const struct content_world world = {.picture_ok = decode_glance};
    const struct options *options = play->options;
    if (!script_read(&play->script, options->script, err) || !data_folder(play, err)) {
        return false;
    }
    date_parse_time("2026-11-21 09:00", "Europe/Paris", &play->now.wall);
    play->wall_ms = play->now.wall * 1000;
    play->now.steady = 1000;
    play->images = image_open(NULL, NULL);
    play->fonts = font_open();
    play->platform = (struct platform){.context = play,
                                       .now = now,
                                       .wait = wait_for,
                                       .show = show,
                                       .fonts = font_measure(play->fonts),
                                       .world = &world};
    struct glass glass = glass_of(options->w ? options->w : 1080, options->h ? options->h : 1920,
                                  play->setup.config.screen_inches);
    if (!session_open(&play->session, &play->setup, play->now, err)) {
        return false;
    }
    play->session.staff.waits = true;
    session_start(&play->session, &play->platform, glass, 1);
    return true;
}

int play_run(const struct options *options)
{
    struct play play = {.options = options};
    struct err err;
    bool ok = setup_init(&play.setup, options, &err);
    if (ok) {
        setup_log(&play.setup.problems);
        ok = open_all(&play, &err);
    }
    if (!ok) {
        fprintf(stderr, "%s\n", err.text);
    }
    ok = ok && play_all(&play);
    session_close(&play.session);
    image_close(play.images);
    font_close(play.fonts);
    script_release(&play.script);
    setup_release(&play.setup);
    if (play.folder[0]) {
        file_remove_tree(play.folder);
    }
    return ok ? 0 : EXIT_FAULT;
}
