/* cmd_check.c: `borne check`: the content and the config against everything the kiosk will ask of
 * them: letters, pictures, codes, room on the glass. */
#include "kiosk/cmd_check.h"

#include "app/app.h"
#include "base/log.h"
#include "platform/decode.h"
#include "platform/font.h"
#include "platform/keypads.h"
#include "ui/qr.h"

#include <SDL2/SDL_surface.h>
#include <stdio.h>
#include <time.h>

/* The kiosk glances at every picture, and answers no touch meanwhile. Ours take 5 ms at most. */
static const double GLANCE_SECONDS = 0.5;

enum { PICTURE_SIDE = 64 }; /* pixels, of a picture decoded to see that it can be */

struct checking {
    const struct config *config;
    struct font_set *fonts;
};

static bool has_glyph(void *context, uint32_t code)
{
    const struct text_fonts *fonts = font_measure(((struct checking *)context)->fonts);
    static const enum face stack[] = {FACE_LATIN, FACE_WIDE, FACE_ARABIC};
    for (int i = 0; i < 3; i++) {
        if (fonts->has(fonts->context, stack[i], code)) {
            return true;
        }
    }
    return false;
}

static bool picture_ok(void *context, const char *path, struct err *err)
{
    clock_t before = clock(); /* of the processor: whatever else the machine does */
    if (!decode_glance(context, path, err)) {
        return false;
    }
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    if (seconds > GLANCE_SECONDS) {
        return err_set(err, "%s: dessin trop compliqué, %.1f s à dessiner ; simplifiez-le", path,
                       seconds);
    }
    SDL_Surface *picture = decode_file(path, PICTURE_SIDE, PICTURE_SIDE, err);
    SDL_FreeSurface(picture);
    return picture != NULL;
}

static bool code_fits(void *context, const char *text, struct err *err)
{
    (void)context;
    struct qr qr;
    return qr_encode(&qr, text, err);
}

static bool slide_fits(void *context, const struct slide *slide, struct err *err)
{
    const struct checking *checking = context;
    struct glass glass = glass_of(1080, 1920, checking->config->screen_inches);
    return app_slide_fits(slide, font_measure(checking->fonts), &glass) ||
           err_set(err,
                   "trop de texte pour être lu de loin ; raccourcissez le titre ou les lignes");
}

void check_all(const char *folder, const struct config *config, struct problems *problems)
{
    struct checking checking = {config, font_open()};
    struct content_world world = {&checking, has_glyph, picture_ok, code_fits, slide_fits};
    content_check(folder, &world, problems);
    font_close(checking.fonts);
}

static void warn_small(const struct setup *setup)
{
    if (setup->config.screen_inches < GLASS_SMALLEST) {
        fprintf(stderr,
                "%s:1: écran de %.1f pouces : sous %.1f pouces tout rapetisse ; prenez un écran "
                "plus grand si vous le pouvez\n",
                setup->config_path, setup->config.screen_inches, GLASS_SMALLEST);
    }
}

/* Which of the keyboards named are there: only a warning, they may be plugged in later. */
static void warn_keypads(const struct setup *setup)
{
    const struct config *config = &setup->config;
    struct str list = {0};
    struct err err;
    if (config->keypad_count == 0) {
        return;
    }
    int there = keypads_there(config->keypads, config->keypad_count, &list, &err);
    if (there < 0) {
        fprintf(stderr, "%s:1: attention : « keypads » ne vaut rien ici, tous agiront : %s\n",
                setup->config_path, err.text);
    } else if (there == 0) {
        fprintf(stderr,
                "%s:1: attention : « keypads » : aucun de ces claviers n’est branché ; il y a %s\n",
                setup->config_path, list.n ? str_text(&list) : "aucun clavier");
    }
    str_release(&list);
}

int check_run(const struct options *options)
{
    struct setup setup;
    struct err err;
    if (!setup_init(&setup, options, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        setup_release(&setup);
        return EXIT_FAULT;
    }
    struct problems *problems = &setup.problems;
    check_all(setup.content, &setup.config, problems);
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        fprintf(stderr, "%s:%d: %s\n", problem->file, problem->line, problem->message);
    }
    warn_small(&setup);
    warn_keypads(&setup);
    int status = problems->list.n > 0 ? EXIT_FAULT : 0;
    setup_release(&setup);
    return status;
}
