/* cmd_check.c: `borne check`: the content and the config against everything the kiosk will ask of
 * them: letters, pictures, codes, room on the glass. */
#include "kiosk/cmd_check.h"

#include "kiosk/check_folders.h"

#include "app/app.h"
#include "base/log.h"
#include "platform/decode.h"
#include "platform/display.h"
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

/* The screens there are, on the display the command was given from; with none, nothing is said. */
static void check_screens(const struct setup *setup, struct problems *problems)
{
    const struct config *config = &setup->config;
    struct outputs outputs;
    char list[512];
    if (!display_look(&outputs)) {
        return;
    }
    for (int i = 0; i < outputs.n; i++) {
        const struct output *output = &outputs.at[i];
        printf("écran %d : %s, %dx%d%s\n", i + 1, output->name, output->rect.w, output->rect.h,
               output->primary ? ", principal" : "");
    }
    if (output_find(&outputs, config->screen) < 0) {
        output_list(&outputs, list, sizeof list);
        problem_add(problems, setup->config_path, config->screen_line,
                    "« screen » : pas d’écran « %s » ; il y a %s ; donnez ce nom, ce numéro, ou "
                    "rien pour l’écran principal",
                    config->screen, list);
    }
}

static void warn_small(const struct setup *setup, struct problems *warnings)
{
    if (setup->config.screen_inches < GLASS_SMALLEST) {
        problem_add(warnings, setup->config_path, 1,
                    "écran de %.1f pouces : sous %.1f pouces tout rapetisse ; prenez un écran plus "
                    "grand si vous le pouvez",
                    setup->config.screen_inches, GLASS_SMALLEST);
    }
}

/* The deck that the staff chose on the glass is kept beside the counts. */
static void check_deck(const struct setup *setup, struct problems *problems)
{
    char path[FILE_PATH_MAX], id[COUNTER_ITEM_MAX];
    struct str text = {0};
    struct problems ignored = {0};
    struct content content = {0};
    if (!file_join(path, setup->data, "deck") || !file_is_file(path) ||
        !file_read(path, sizeof id - 1, &text, NULL)) {
        str_release(&text);
        return;
    }
    str_fit(id, sizeof id, str_text(&text));
    id[strcspn(id, "\r\n")] = '\0';
    content_read_slides(&content, setup->content, setup->language, NULL, &ignored);
    if (id[0] && !content_deck(&content, id)) {
        problem_add(problems, path, 1,
                    "« %s » n’est plus un choix de diapos de ce contenu, toutes passent ; "
                    "choisissez-en un autre (« Choix des diapos »), ou effacez ce fichier",
                    id);
    }
    content_release(&content);
    problems_release(&ignored);
    str_release(&text);
}

static void print(const struct problems *problems, const char *before)
{
    for (size_t i = 0; i < problems->list.n; i++) {
        const struct problem *problem = &problems->list.at[i];
        fprintf(stderr, "%s:%d: %s%s\n", problem->file, problem->line, before, problem->message);
    }
}

/* Which of the keyboards named are there: only a warning, they may be plugged in later. */
static void warn_keypads(const struct setup *setup, struct problems *warnings)
{
    const struct config *config = &setup->config;
    struct str list = {0};
    struct err err;
    int there = config->keypad_count == 0
                    ? 1
                    : keypads_there(config->keypads, config->keypad_count, &list, &err);
    if (there < 0) {
        problem_add(warnings, setup->config_path, 1,
                    "« keypads » ne vaut rien ici, tous agiront : %s", err.text);
    } else if (there == 0) {
        problem_add(warnings, setup->config_path, 1,
                    "« keypads » : aucun de ces claviers n’est branché ; il y a %s",
                    str_text(&list));
    }
    str_release(&list);
}

int check_run(const struct options *options)
{
    struct setup setup;
    struct err err;
    struct problems warnings = {0};
    if (!setup_init(&setup, options, &err)) {
        log_line(LOG_ERROR, "%s", err.text);
        setup_release(&setup);
        return EXIT_FAULT;
    }
    struct problems *problems = &setup.problems;
    check_folders(&setup, problems, &warnings);
    check_deck(&setup, problems);
    check_screens(&setup, problems);
    warn_small(&setup, &warnings);
    if (file_is_folder(setup.content) || !str_same(setup.content, setup.config.content)) {
        check_all(setup.content, &setup.config, problems);
    }
    warn_keypads(&setup, &warnings);
    problems_sort(problems);
    print(problems, "");
    print(&warnings, "attention : ");
    int status = problems->list.n > 0 ? EXIT_FAULT : 0;
    problems_release(&warnings);
    setup_release(&setup);
    return status;
}
