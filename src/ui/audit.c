#include "ui/audit.h"

#include "base/utf8.h"
#include "ui/qr.h"
#include "ui/theme.h"

static bool is_target(const struct zone *zone)
{
    return zone->role == ROLE_BUTTON && zone->enabled;
}

static bool far_enough(const struct draw_list *list, struct rect a, struct rect b)
{
    int gap = glass_mm(&list->glass, TARGET_GAP_MM) - 1;
    bool beside = a.x + a.w + gap <= b.x || b.x + b.w + gap <= a.x;
    bool above = a.y + a.h + gap <= b.y || b.y + b.h + gap <= a.y;
    return beside || above;
}

static bool audit_zones(const struct draw_list *list, struct err *err)
{
    struct rect all = {0, 0, list->glass.w, list->glass.h};
    int least = glass_mm(&list->glass, TARGET_MM) - 1, live = 0;
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        live += zone->enabled;
        if (!rect_holds(all, zone->rect)) {
            return err_set(err, "target \"%s\" leaves the glass", zone->label);
        }
        if (is_target(zone) && (zone->rect.w < least || zone->rect.h < least)) {
            return err_set(err, "target \"%s\" is %.1f x %.1f mm, under %.0f", zone->label,
                           glass_to_mm(&list->glass, zone->rect.w),
                           glass_to_mm(&list->glass, zone->rect.h), TARGET_MM);
        }
        for (size_t j = 0; is_target(zone) && j < i; j++) {
            const struct zone *other = &list->zones.at[j];
            if (is_target(other) && !far_enough(list, zone->rect, other->rect)) {
                return err_set(err, "targets \"%s\" and \"%s\" are closer than %.0f mm",
                               other->label, zone->label, TARGET_GAP_MM);
            }
        }
    }
    return live > 0 || err_set(err, "nothing can be touched");
}

static int count_words(const char *text)
{
    int words = 0;
    for (; *text; text++) {
        words += *text != ' ' && (text[1] == ' ' || text[1] == '\0');
    }
    return words;
}

static bool audit_one(const struct draw_list *list, const struct draw_words *words, struct err *err)
{
    struct rect all = {0, 0, list->glass.w, list->glass.h};
    if (!rect_holds(all, words->ink)) {
        return err_set(err, "\"%s\" leaves the glass", words->text);
    }
    if (words->ink.w > words->box.w || words->ink.h > words->box.h + 1) {
        return err_set(err, "\"%s\" takes %dx%d, its room is %dx%d", words->text, words->ink.w,
                       words->ink.h, words->box.w, words->box.h);
    }
    double least = rect_holds(list->device, words->ink) ? CAPS_DEVICE : CAPS_BODY;
    if (words->caps_mm < least - 0.01) {
        return err_set(err, "\"%s\" has capitals of %.1f mm, under %.1f", words->text,
                       words->caps_mm, least);
    }
    bool short_last = words->last_words == 1 && words->last_width * 3 < words->box.w;
    if (words->lines > 1 && short_last && count_words(words->text) > words->lines) {
        return err_set(err, "\"%s\" leaves one word alone on its last line", words->text);
    }
    return true;
}

static bool audit_words(const struct draw_list *list, struct err *err)
{
    for (size_t i = 0; i < list->words.n; i++) {
        const struct draw_words *words = &list->words.at[i];
        if (!audit_one(list, words, err)) {
            return false;
        }
        for (size_t j = 0; j < i; j++) {
            if (rect_meet(words->ink, list->words.at[j].ink)) {
                return err_set(err, "\"%s\" is written over \"%s\"", words->text,
                               list->words.at[j].text);
            }
        }
    }
    return true;
}

/* What a text stands on: the last filled box below its middle, else the page. -1: a picture. */
static int64_t ground_below(const struct draw_list *list, size_t index)
{
    const struct rect *rect = &list->commands.at[index].rect;
    int x = rect->x + rect->w / 2, y = rect->y + rect->h / 2;
    for (size_t i = index; i > 0; i--) {
        const struct draw_command *below = &list->commands.at[i - 1];
        bool covers = below->kind != DRAW_TEXT && below->border == 0;
        if (covers && rect_has(below->rect, x, y)) {
            return below->kind == DRAW_BOX ? (int64_t)below->color : -1;
        }
    }
    return list->background;
}

static bool has_all_glyphs(const struct text_fonts *fonts, const struct draw_command *run)
{
    size_t n = strlen(run->text);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t code = utf8_read(run->text + i, n - i, &length);
        bool invisible = (code >= 0x200B && code <= 0x200F) || (code >= 0x2066 && code <= 0x2069);
        if (!invisible && !fonts->has(fonts->context, run->face, code)) {
            return false;
        }
    }
    return true;
}

static bool audit_run(const struct draw_list *list, const struct text_fonts *fonts, size_t index,
                      struct err *err)
{
    const struct draw_command *run = &list->commands.at[index];
    int64_t ground = ground_below(list, index);
    double least = run->face == FACE_ICONS ? 3 : 7;
    const char *name = run->face == FACE_ICONS ? "an icon" : run->text;
    if (ground < 0) {
        return err_set(err, "\"%s\" is written on a picture", name);
    }
    double contrast = theme_contrast(run->color, (uint32_t)ground);
    if (contrast < least) {
        return err_set(err, "\"%s\" has a contrast of %.1f, under %.0f", name, contrast, least);
    }
    if (!has_all_glyphs(fonts, run)) {
        return err_set(err, "\"%s\" has a character its face lacks", name);
    }
    return true;
}

static bool audit_code(const struct draw_list *list, const struct draw_command *code,
                       struct err *err)
{
    struct rect all = {0, 0, list->glass.w, list->glass.h};
    double module = glass_to_mm(&list->glass, code->rect.w) / code->side;
    if (!rect_holds(all, code->rect) || code->rect.w != code->rect.h ||
        code->rect.w % code->side != 0) {
        return err_set(err, "a code is not whole: %dx%d pixels for %d modules", code->rect.w,
                       code->rect.h, code->side);
    }
    return module >= QR_MODULE_SMALLEST_MM ||
           err_set(err, "a code has modules of %.2f mm, under %.1f", module, QR_MODULE_SMALLEST_MM);
}

bool audit_frame(const struct draw_list *list, const struct text_fonts *fonts, struct err *err)
{
    if (!audit_zones(list, err) || !audit_words(list, err)) {
        return false;
    }
    for (size_t i = 0; i < list->commands.n; i++) {
        const struct draw_command *command = &list->commands.at[i];
        if (command->kind == DRAW_TEXT && !audit_run(list, fonts, i, err)) {
            return false;
        }
        if (command->kind == DRAW_CODE && !audit_code(list, command, err)) {
            return false;
        }
    }
    return true;
}
