/* dump.c: a frame as text. */
#include "dump.h"

static void dump_rect(struct str *out, struct rect rect)
{
    str_addf(out, " %d,%d %dx%d", rect.x, rect.y, rect.w, rect.h);
}

static void dump_command(struct str *out, const struct draw_command *command)
{
    static const char *const kinds[] = {"box", "text", "picture", "code"};
    str_add(out, kinds[command->kind]);
    dump_rect(out, command->rect);
    if (command->kind == DRAW_BOX) {
        str_addf(out, " #%06X radius %d border %d", command->color, command->radius,
                 command->border);
    } else if (command->kind == DRAW_TEXT) {
        str_addf(out, " #%06X face %d size %d%s \"%s\"", command->color, (int)command->face,
                 command->size, command->rtl ? " rtl" : "", command->text);
    } else if (command->kind == DRAW_PICTURE) {
        const char *slash = strrchr(command->text, '/');
        str_addf(out, " %s", slash ? slash + 1 : command->text);
    } else {
        str_addf(out, " %d modules", command->side);
    }
    str_add(out, "\n");
}

void draw_dump(const struct draw_list *list, struct str *out)
{
    str_addf(out, "glass %dx%d %s background #%06X fade %d\n", list->glass.w, list->glass.h,
             list->glass.rtl ? "rtl" : "ltr", list->background, list->fade_ms);
    for (size_t i = 0; i < list->commands.n; i++) {
        dump_command(out, &list->commands.at[i]);
    }
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        str_addf(out, "zone %d/%d", zone->action, zone->arg);
        dump_rect(out, zone->rect);
        str_addf(out, "%s \"%s\"", zone->enabled ? "" : " disabled", zone->label);
        str_addf(out, " says \"%s\"\n", zone->spoken);
    }
    for (size_t i = 0; i < list->words.n; i++) {
        const struct draw_words *words = &list->words.at[i];
        str_add(out, "words");
        dump_rect(out, words->ink);
        str_addf(out, " caps %.1f lines %d \"%s\"\n", words->caps_mm, words->lines, words->text);
    }
}
