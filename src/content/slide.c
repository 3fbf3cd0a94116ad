/* slide.c: one slide's file: YAML front matter between two "---" lines, then Markdown. */
#include "base/str.h"
#include "content/french.h"
#include "content/markdown.h"
#include "content/readers.h"
#include "content/yaml.h"

enum { SECONDS_MAX = 600, DAY_MINUTES = 24 * 60 };

static const char *const keys[] = {"picture", "alt",   "seconds", "action", "from",
                                   "until",   "hours", "days",    NULL};

static const struct {
    const char *french, *english;
} day_names[] = {
    {"lun", "mon"}, {"mar", "tue"}, {"mer", "wed"}, {"jeu", "thu"},
    {"ven", "fri"}, {"sam", "sat"}, {"dim", "sun"},
};

static const struct {
    const char *name;
    enum target_kind kind;
    bool has_id;
} target_names[] = {
    {"mission", TARGET_MISSION, true}, {"link", TARGET_LINK, true},  {"faq", TARGET_FAQ, true},
    {"quiz", TARGET_QUIZ, false},      {"help", TARGET_HELP, false},
};

struct slide_reader {
    struct yaml_reader yaml;
    struct slide *slide;
    struct slide_place *place;
    struct arena *arena;
    bool french;
};

bool id_ok(const char *id)
{
    size_t n = strlen(id);
    return n > 0 && n < 64 && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

bool numbered_name_parse(const char *name, const char *ending, int *number, char id[64])
{
    size_t digits = strspn(name, "0123456789"), n = strlen(name),
           around = digits + 1 + strlen(ending);
    if (digits == 0 || digits > 4 || name[digits] != '-' || !str_ends(name, ending)) {
        return false;
    }
    size_t length = n > around ? n - around : 0;
    if (length == 0 || length > 63) {
        return false;
    }
    memcpy(id, name + digits + 1, length);
    id[length] = '\0';
    *number = (int)strtol(name, NULL, 10);
    return id_ok(id);
}

static const char *set_text(const struct slide_reader *reader, const char *text)
{
    size_t n = strlen(text);
    return reader->french ? french_spaces(reader->arena, text, n)
                          : arena_copy(reader->arena, text, n);
}

static void read_picture(struct slide_reader *reader, const struct yaml_node *top)
{
    static const char *const endings[] = {".svg", ".png", ".jpg", ".jpeg"};
    const struct yaml_node *node = yaml_find(top, "picture");
    const char *path = NULL;
    if (!yaml_text(&reader->yaml, node, &path)) {
        return;
    }
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        if (strcasecmp(dot, endings[i]) == 0) {
            reader->slide->picture = path;
            reader->place->picture = node->line;
            return;
        }
    }
    yaml_fault(&reader->yaml, node->line,
               "« picture » : « %.80s » n’est pas une image svg, png ou jpg", path);
}

static void read_alt(struct slide_reader *reader, const struct yaml_node *top)
{
    const struct yaml_node *node = yaml_find(top, "alt");
    const char *text = NULL;
    if (node && (node->kind != YAML_TEXT || node->text[0])) {
        if (yaml_text(&reader->yaml, node, &text)) {
            reader->slide->alt = set_text(reader, text);
            reader->place->alt = node->line;
        }
    }
}

static void read_action(struct slide_reader *reader, const struct yaml_node *top)
{
    const struct yaml_node *node = yaml_find(top, "action");
    const char *text = NULL;
    if (!yaml_text(&reader->yaml, node, &text)) {
        return;
    }
    reader->place->action = node->line;
    for (size_t i = 0; i < sizeof target_names / sizeof *target_names; i++) {
        size_t n = strlen(target_names[i].name);
        if (strncmp(text, target_names[i].name, n) != 0) {
            continue;
        }
        const char *id = text + n + 1;
        if (target_names[i].has_id ? text[n] == ':' && id_ok(id) : text[n] == '\0') {
            reader->slide->action =
                (struct target){target_names[i].kind, target_names[i].has_id ? id : ""};
            return;
        }
    }
    yaml_fault(&reader->yaml, node->line,
               "« action » : « %.80s » est inconnu ; écrivez link:ID, mission:ID, faq:ID, quiz ou "
               "help",
               text);
}

static void read_dates(struct slide_reader *reader, const struct yaml_node *top)
{
    struct slide *slide = reader->slide;
    const struct yaml_node *until = yaml_find(top, "until");
    bool both = yaml_date(&reader->yaml, yaml_find(top, "from"), &slide->from);
    both = yaml_date(&reader->yaml, until, &slide->until) && both;
    if (both && date_compare(slide->until, slide->from) < 0) {
        yaml_fault(&reader->yaml, until->line,
                   "« until » est avant « from » : la diapo ne passerait jamais ; corrigez");
    }
}

/* "08:00" or "8:00", up to "24:00"; moves *at past it. */
static bool parse_minute(const char **at, int *minute)
{
    size_t digits = strspn(*at, "0123456789");
    const char *colon = *at + digits;
    if (digits < 1 || digits > 2 || *colon != ':' || strspn(colon + 1, "0123456789") != 2) {
        return false;
    }
    int hours = (int)strtol(*at, NULL, 10), minutes = (int)strtol(colon + 1, NULL, 10);
    *at = colon + 3;
    *minute = hours * 60 + minutes;
    return minutes < 60 && *minute <= DAY_MINUTES;
}

static void skip_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

static void read_hours(struct slide_reader *reader, const struct yaml_node *top)
{
    const struct yaml_node *node = yaml_find(top, "hours");
    const char *text = NULL;
    int from = 0, to = 0;
    if (!yaml_text(&reader->yaml, node, &text)) {
        return;
    }
    const char *at = text;
    bool ok = parse_minute(&at, &from) && from < DAY_MINUTES;
    skip_spaces(&at);
    ok = ok && *at++ == '-';
    if (ok) {
        skip_spaces(&at);
        ok = parse_minute(&at, &to) && *at == '\0';
    }
    if (!ok) {
        yaml_fault(&reader->yaml, node->line,
                   "« hours » : « %.40s » n’est pas compris ; écrivez 08:00-19:00", text);
    } else if (from == to) {
        yaml_fault(&reader->yaml, node->line,
                   "« hours » : les deux heures sont les mêmes ; changez-en une, ou effacez la "
                   "ligne pour toute la journée");
    } else if (from != 0 || to != DAY_MINUTES) {
        reader->slide->minute_from = from;
        reader->slide->minute_to = to;
    }
}

static bool add_day(struct slide_reader *reader, int line, const char *name, size_t n)
{
    for (unsigned i = 0; i < 7; i++) {
        if (n == 3 && (strncasecmp(name, day_names[i].french, n) == 0 ||
                       strncasecmp(name, day_names[i].english, n) == 0)) {
            reader->slide->days |= 1u << i;
            return true;
        }
    }
    yaml_fault(
        &reader->yaml, line,
        "« days » : jour inconnu « %.*s » ; les jours sont lun, mar, mer, jeu, ven, sam, dim",
        (int)(n < 40 ? n : 40), name);
    return false;
}

static void add_days(struct slide_reader *reader, int line, const char *text)
{
    static const char separators[] = " ,\t\n";
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        size_t n = strcspn(text, separators);
        if (!add_day(reader, line, text, n)) {
            return;
        }
        text += n;
    }
}

static void read_days(struct slide_reader *reader, const struct yaml_node *top)
{
    const struct yaml_node *node = yaml_find(top, "days");
    const char *text = NULL;
    if (!node) {
        return;
    }
    int faults = reader->yaml.faults;
    if (node->kind == YAML_LIST) {
        for (const struct yaml_node *day = node->first; day; day = day->next) {
            if (yaml_text(&reader->yaml, day, &text)) {
                add_days(reader, day->line, text);
            }
        }
    } else if (yaml_text(&reader->yaml, node, &text)) {
        add_days(reader, node->line, text);
    }
    if (reader->slide->days == 0 && reader->yaml.faults == faults) {
        yaml_fault(&reader->yaml, node->line,
                   "« days » est vide ; donnez des jours, comme [lun, mar], ou effacez la ligne");
    }
}

static void read_front(struct slide_reader *reader, const char *text, size_t n)
{
    const struct yaml_node *top = yaml_parse(&reader->yaml, reader->arena, text, n, 2);
    if (!top) {
        return;
    }
    yaml_allow(&reader->yaml, top, keys);
    read_picture(reader, top);
    read_alt(reader, top);
    read_action(reader, top);
    read_dates(reader, top);
    read_hours(reader, top);
    read_days(reader, top);
    yaml_int(&reader->yaml, yaml_find(top, "seconds"), 1, SECONDS_MAX, &reader->slide->seconds);
}

static void read_body(struct slide_reader *reader, const char *text, size_t n, int first_line)
{
    struct markdown markdown;
    struct slide *slide = reader->slide;
    struct yaml_reader *yaml = &reader->yaml;
    if (!markdown_parse(&markdown, reader->arena, yaml->file, text, n, first_line,
                        yaml->problems)) {
        yaml->faults++;
        return;
    }
    int count = markdown.line_count;
    if (!markdown.title.text) {
        yaml_fault(yaml, count > 0 ? markdown.lines[0].line : first_line,
                   "il manque le titre ; écrivez-le « # Mon titre », un espace après le #");
    } else if (count < 2) {
        yaml_fault(yaml, markdown.title.line, "%s ; écrivez 2 à 4 lignes courtes sous le titre",
                   count == 0 ? "il manque le texte" : "une seule ligne de texte");
    } else if (count > SLIDE_LINES_MAX) {
        yaml_fault(yaml, markdown.lines[SLIDE_LINES_MAX].line,
                   "%d lignes de texte ; %d au plus : effacez à partir d’ici", count,
                   SLIDE_LINES_MAX);
    } else {
        slide->title = set_text(reader, markdown.title.text);
        reader->place->title = markdown.title.line;
        slide->line_count = count;
        for (int i = 0; i < count; i++) {
            slide->lines[i] = set_text(reader, markdown.lines[i].text);
            reader->place->lines[i] = markdown.lines[i].line;
        }
    }
}

/* The length of the line at text, and true if it is "---" but for spaces at its end. */
static bool is_fence(const char *text, size_t n, size_t *length)
{
    const char *end = memchr(text, '\n', n);
    *length = end ? (size_t)(end - text) + 1 : n;
    size_t used = *length;
    while (used > 0 && strchr(" \t\n", text[used - 1])) {
        used--;
    }
    return used == 3 && memcmp(text, "---", 3) == 0;
}

/* Finds the front matter in text; *body is the offset of what follows it, *line its line. */
static bool split(const char *text, size_t n, size_t *front, size_t *front_end, size_t *body,
                  int *line)
{
    size_t at, length;
    if (!is_fence(text, n, &at)) {
        *front = *front_end = *body = 0;
        *line = 1;
        return true;
    }
    *front = at;
    for (*line = 2; at < n; at += length, ++*line) {
        if (is_fence(text + at, n - at, &length)) {
            *front_end = at;
            *body = at + length;
            ++*line;
            return true;
        }
    }
    return false;
}

bool slide_read(struct slide *slide, struct slide_place *place, struct arena *arena, bool french,
                struct problems *problems)
{
    struct written written;
    size_t front, front_end, body;
    int line;
    *slide = (struct slide){
        .id = slide->id, .file = slide->file, .title = "", .alt = "", .action.id = ""};
    *place = (struct slide_place){.title = 0};
    struct slide_reader reader = {.yaml = {.file = slide->file, .problems = problems},
                                  .slide = slide,
                                  .place = place,
                                  .arena = arena,
                                  .french = french};
    if (!written_read(&written, arena, slide->file, SLIDE_FILE_MAX, problems)) {
        return false;
    }
    if (!split(written.text, written.n, &front, &front_end, &body, &line)) {
        yaml_fault(&reader.yaml, 1, "la ligne « --- » qui ferme l’en-tête manque ; ajoutez-la");
        return false;
    }
    read_front(&reader, written.text + front, front_end - front);
    read_body(&reader, written.text + body, written.n - body, line);
    return reader.yaml.faults == 0;
}
