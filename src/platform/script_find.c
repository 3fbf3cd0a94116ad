/* What a scripted visit sees and touches: the words and labels of a draw list, read as people do.
 */
#include "platform/script.h"

#include "base/utf8.h"

enum { NAMES_MAX = 12 };

static bool is_blank(uint32_t code)
{
    return code <= ' ' || code == UTF8_NBSP || code == UTF8_NARROW_NBSP || code == 0x2009;
}

static bool is_apostrophe(uint32_t code)
{
    return code == 0x2018 || code == 0x2019 || code == 0x02BC || code == 0x2032;
}

/* The small letter of a capital of French (ASCII and Latin-1). */
static uint32_t small_letter(uint32_t code)
{
    bool capital = (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7);
    return capital ? code + 0x20 : code;
}

/* One space between words, one kind of apostrophe, no capitals. */
static const char *plain(struct str *out, const char *text)
{
    size_t n = strlen(text), length;
    bool gap = false;
    str_clear(out);
    for (size_t i = 0; i < n; i += length) {
        char bytes[4];
        uint32_t code = utf8_read(text + i, n - i, &length);
        if (is_blank(code)) {
            gap = out->n > 0;
        } else if (!utf8_is_unseen(code)) {
            str_add(out, gap ? " " : "");
            uint32_t as = is_apostrophe(code) ? '\'' : small_letter(code);
            str_add_bytes(out, bytes, utf8_write(as, bytes));
            gap = false;
        }
    }
    return str_text(out);
}

bool script_sees(const struct draw_list *list, const char *text)
{
    struct str wanted = {0}, words = {0};
    bool seen = false;
    plain(&wanted, text);
    for (size_t i = 0; i < list->words.n && !seen; i++) {
        seen = strstr(plain(&words, list->words.at[i].text), str_text(&wanted)) != NULL;
    }
    str_release(&wanted);
    str_release(&words);
    return seen;
}

static bool is_covered(const struct draw_list *list, const struct zone *zone)
{
    return draw_zone_at(list, zone->rect.x + zone->rect.w / 2, zone->rect.y + zone->rect.h / 2) !=
           zone;
}

/* The best of the zones so named: one that can be touched, else any, for the message. */
static const struct zone *best(const struct draw_list *list, const char *wanted, bool exact)
{
    const struct zone *found = NULL;
    struct str name = {0};
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        const char *label = plain(&name, zone->label ? zone->label : "");
        if (exact ? !str_same(label, wanted) : !strstr(label, wanted)) {
            continue;
        }
        if (zone->enabled && !is_covered(list, zone)) {
            found = zone;
            break;
        }
        found = found ? found : zone;
    }
    str_release(&name);
    return found;
}

static void name_all(const struct draw_list *list, const char *label, struct err *err)
{
    struct str names = {0};
    int n = 0;
    for (size_t i = 0; i < list->zones.n; i++) {
        const struct zone *zone = &list->zones.at[i];
        if (zone->label && *zone->label && zone->enabled && n++ < NAMES_MAX) {
            str_addf(&names, "%s\"%s\"", n > 1 ? ", " : "", zone->label);
        }
    }
    err_set(err, "nothing to touch is named \"%s\"; there is %s%s", label,
            names.n ? str_text(&names) : "nothing", n > NAMES_MAX ? ", …" : "");
    str_release(&names);
}

static bool is_large(const struct draw_list *list, const struct zone *zone, double min_mm,
                     struct err *err)
{
    struct rect glass = {0, 0, list->glass.w, list->glass.h};
    double least = min_mm * list->glass.per_mm - 0.5;
    if (rect_holds(zone->rect, glass) || (zone->rect.w >= least && zone->rect.h >= least)) {
        return true;
    }
    return err_set(err, "\"%s\" is %.1f x %.1f mm, smaller than %.0f mm", zone->label,
                   glass_to_mm(&list->glass, zone->rect.w), glass_to_mm(&list->glass, zone->rect.h),
                   min_mm);
}

const struct zone *script_find(const struct draw_list *list, const char *label, double min_mm,
                               struct err *err)
{
    struct str wanted = {0};
    plain(&wanted, label);
    const struct zone *zone = best(list, str_text(&wanted), true);
    if (!zone && wanted.n > 0) {
        zone = best(list, str_text(&wanted), false);
    }
    str_release(&wanted);
    if (!zone) {
        name_all(list, label, err);
    } else if (!zone->enabled) {
        err_set(err, "\"%s\" is not enabled", zone->label);
        zone = NULL;
    } else if (is_covered(list, zone)) {
        err_set(err, "\"%s\" is covered by something else", zone->label);
        zone = NULL;
    } else if (!is_large(list, zone, min_mm, err)) {
        zone = NULL;
    }
    return zone;
}
