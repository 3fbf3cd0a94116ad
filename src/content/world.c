#include "content/world.h"

#include "base/file.h"
#include "base/utf8.h"
#include "content/demo/files.h"

static bool is_drawn(const struct content_world *world, uint32_t code)
{
    if (utf8_is_control(code)) {
        return false;
    }
    return utf8_is_unseen(code) || !world || !world->has_glyph ||
           world->has_glyph(world->context, code);
}

bool check_text(const struct content_world *world, const char *file, int line, const char *text,
                struct problems *problems)
{
    size_t n = strlen(text);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t code = utf8_read(text + i, n - i, &length);
        if (is_drawn(world, code)) {
            continue;
        }
        if (utf8_is_control(code)) {
            problem_add(problems, file, line,
                        "retour à la ligne ou caractère invisible (U+%04X) ; effacez-le",
                        (unsigned)code);
        } else {
            problem_add(problems, file, line,
                        "la borne n’a pas de police pour « %.*s » (U+%04X) ; remplacez-le",
                        (int)length, text + i, (unsigned)code);
        }
        return false;
    }
    return true;
}

/* What a phone will open, and nothing that a person could be fooled by. */
static const char *address_fault(const char *address)
{
    for (const char *at = address; *at; at++) {
        if (*at <= ' ' || *at > '~') {
            return "pas d’espace ni d’accent dans une adresse (é s’écrit %C3%A9)";
        }
    }
    static const char *const schemes[] = {"https://", "tel:", "mailto:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if (strncmp(address, schemes[i], n) == 0) {
            return address[n] && address[n] != '/' ? NULL : "l’adresse est vide";
        }
    }
    return "elle doit commencer par https://, tel: ou mailto:";
}

bool check_address(const struct content_world *world, const char *file, int line,
                   const char *address, struct problems *problems)
{
    struct err err = {""};
    const char *fault = address_fault(address);
    if (fault) {
        problem_add(problems, file, line, "adresse « %.80s » : %s", address, fault);
        return false;
    }
    if (world && world->code_fits && !world->code_fits(world->context, address, &err)) {
        problem_add(problems, file, line, "adresse « %.80s » : %s", address, err.text);
        return false;
    }
    return true;
}

bool check_picture(struct content *content, const struct content_world *world, const char *file,
                   int line, const char **picture, struct problems *problems)
{
    char path[FILE_PATH_MAX];
    struct err err = {""};
    const char *name = *picture;
    if (!file_join(path, content->folder, name) || !file_is_file(path)) {
        problem_add(problems, file, line,
                    "image introuvable « %.80s » ; ajoutez-la dans %s/pictures, ou corrigez le nom",
                    name, content->folder);
    } else if (name[0] == '/' || !file_is_inside(path, content->folder)) {
        problem_add(problems, file, line,
                    "l’image « %.80s » est hors du dossier des contenus ; copiez-la dans "
                    "%s/pictures",
                    name, content->folder);
    } else if (world && world->picture_ok && !world->picture_ok(world->context, path, &err)) {
        problem_add(problems, file, line, "image « %.80s » : %s", name, err.text);
    } else {
        *picture = arena_string(&content->arena, path);
        return true;
    }
    return false;
}

static bool check_target(struct content *content, const struct slide *slide, int line,
                         struct problems *problems)
{
    const struct target *target = &slide->action;
    if (target->kind == TARGET_NONE) {
        return true;
    }
    if (target->kind == TARGET_MISSION) {
        if (demo_mission_written(content, target->id)) {
            return true; /* what is wrong in it is told there; the slide plays without it */
        }
        problem_add(problems, slide->file, line,
                    "« action » : la mission « %s » n’est pas dans app/missions ; corrigez le nom, "
                    "ou effacez la ligne",
                    target->id);
        return false;
    }
    if (target->kind != TARGET_LINK) {
        problem_add(problems, slide->file, line,
                    "« action » : seuls mission:ID et link:ID existent dans cette version ; "
                    "remplacez, ou effacez la ligne");
        return false;
    }
    if (!content_link(content, target->id)) {
        problem_add(problems, slide->file, line,
                    "« action » : le lien « %s » n’est pas dans links.yaml, ou y est refusé ; "
                    "corrigez l’un des deux",
                    target->id);
        return false;
    }
    return true;
}

static bool check_texts(const struct content_world *world, const struct slide *slide,
                        const struct slide_place *place, struct problems *problems)
{
    bool ok = check_text(world, slide->file, place->title, slide->title, problems);
    ok = check_text(world, slide->file, place->alt, slide->alt, problems) && ok;
    for (int i = 0; i < slide->line_count; i++) {
        ok = check_text(world, slide->file, place->lines[i], slide->lines[i], problems) && ok;
    }
    return ok;
}

bool check_slide(struct content *content, const struct content_world *world, struct slide *slide,
                 const struct slide_place *place, struct problems *problems)
{
    struct err err = {""};
    bool ok = check_texts(world, slide, place, problems);
    if (slide->picture) {
        ok =
            check_picture(content, world, slide->file, place->picture, &slide->picture, problems) &&
            ok;
    }
    ok = check_target(content, slide, place->action, problems) && ok;
    if (ok && world && world->slide_fits && !world->slide_fits(world->context, slide, &err)) {
        problem_add(problems, slide->file, place->title, "%s", err.text);
        return false;
    }
    return ok;
}
