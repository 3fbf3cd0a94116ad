#include "platform/script.h"

#include "base/counter.h"
#include "base/file.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdarg.h>
#include <strings.h>

enum {
    SCRIPT_FILE_MAX = 1024 * 1024,
    WORDS_MAX = 6,
    PLACE_MAX = 32767,
    DIGITS_MAX = 12,
    HOLD_MAX_S = 3600
};

struct word {
    const char *text;
    bool quoted;
};

struct reader {
    struct script *script;
    const char *name;
    int line;
    struct word words[WORDS_MAX];
    int n;
    struct err *err;
};

static bool wrong(struct reader *reader, const char *format, ...) PRINTF_LIKE(2, 3);

static bool wrong(struct reader *reader, const char *format, ...)
{
    char what[400];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return err_set(reader->err, "%s:%d: %s", reader->name, reader->line, what);
}

/* --- values */

/* Digits only; false for anything else and for what does not fit. */
static bool read_number(const char *text, size_t n, int64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < n && n <= DIGITS_MAX; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *number = *number * 10 + (text[i] - '0');
    }
    return n > 0 && n <= DIGITS_MAX;
}

static bool read_place(struct reader *reader, int word, int *place)
{
    const char *text = reader->words[word].text;
    int64_t number;
    if (!read_number(text, strlen(text), &number) || number > PLACE_MAX) {
        return wrong(reader, "\"%s\" is not a place; write pixels, 0 to %d", text, PLACE_MAX);
    }
    *place = (int)number;
    return true;
}

static bool is_name(const char *text, const char *also)
{
    bool good = *text != '\0';
    for (; *text; text++) {
        good = good && (isalnum((unsigned char)*text) || strchr(also, *text));
    }
    return good;
}

static bool read_text(struct reader *reader, struct script_command *command)
{
    command->text = reader->words[1].text;
    if (!reader->words[1].quoted) {
        return wrong(reader, "put the text in quotes: %s \"%s\"", reader->words[0].text,
                     command->text);
    }
    return command->text[strspn(command->text, " ")] != '\0' ||
           wrong(reader, "an empty text is everywhere; write what is to be found");
}

static bool read_places(struct reader *reader, struct script_command *command)
{
    bool read = read_place(reader, 1, &command->x1) && read_place(reader, 2, &command->y1);
    if (read && command->kind == SCRIPT_DRAG) {
        read = read_place(reader, 3, &command->x2) && read_place(reader, 4, &command->y2);
    }
    return read;
}

static bool read_key(struct reader *reader, struct script_command *command)
{
    static const struct {
        const char *name;
        enum event_key key;
    } keys[] = {
        {"left", KEY_LEFT},       {"right", KEY_RIGHT},      {"up", KEY_UP},
        {"down", KEY_DOWN},       {"tab", KEY_NEXT},         {"next", KEY_NEXT},
        {"back", KEY_BACK},       {"shift+tab", KEY_BACK},   {"enter", KEY_ENTER},
        {"backspace", KEY_LEAVE}, {"pageup", KEY_PAGE_BACK}, {"pagedown", KEY_PAGE_ON},
    };
    const char *name = reader->words[1].text;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcasecmp(keys[i].name, name) == 0) {
            command->key = keys[i].key;
            return true;
        }
    }
    command->key = KEY_DIGIT;
    command->digit = name[0];
    return (name[0] >= '0' && name[0] <= '9' && !name[1]) ||
           wrong(reader,
                 "no key \"%s\"; keys are left, right, up, down, tab, back, enter, backspace, "
                 "pageup, pagedown, 0 to 9",
                 name);
}

static bool read_wait(struct reader *reader, struct script_command *command)
{
    static const struct {
        const char *name;
        int64_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"min", 60 * 1000}, {"h", 3600 * 1000}};
    const char *text = reader->words[1].text;
    size_t digits = strspn(text, "0123456789");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (str_same(text + digits, units[i].name) && read_number(text, digits, &command->number)) {
            command->number *= units[i].milliseconds;
            return true;
        }
    }
    return wrong(reader, "\"%s\" is no time; write 500ms, 90s, 2min or 3h", text);
}

static bool read_hold(struct reader *reader, struct script_command *command)
{
    const char *text = reader->words[3].text;
    size_t whole = strspn(text, "0123456789"), part = 0;
    int64_t seconds, tenths = 0;
    if (text[whole] == '.') {
        part = strspn(text + whole + 1, "0123456789");
    }
    bool good = read_number(text, whole, &seconds) && seconds <= HOLD_MAX_S &&
                (part == 0 || (part == 1 && read_number(text + whole + 1, 1, &tenths)));
    const char *rest = text + whole + (part ? part + 1 : 0);
    if (!good || (*rest && !str_same(rest, "s"))) {
        return wrong(reader, "\"%s\" is no time to hold; write seconds: 3 or 0.5", text);
    }
    command->number = seconds * 1000 + tenths * 100;
    return read_places(reader, command);
}

static bool read_count(struct reader *reader, struct script_command *command)
{
    const char *number = reader->words[reader->n - 1].text;
    command->text = reader->words[1].text;
    enum counter counter = counter_find(command->text);
    if (counter == COUNTERS) {
        return wrong(reader, "no counter \"%s\"; see the table of src/base/counter.c",
                     command->text);
    }
    if (reader->n == 4) {
        command->item = reader->words[2].text;
    }
    if (command->item && *command->item && !(counter_info(counter)->items != ITEM_NONE) &&
        !str_same(command->item, COUNTER_UNDONE)) {
        return wrong(reader, "%s has no items; write count %s N", command->text, command->text);
    }
    return read_number(number, strlen(number), &command->number) ||
           wrong(reader, "\"%s\" is no count; write a whole number", number);
}

static bool read_word(struct reader *reader, struct script_command *command)
{
    command->text = reader->words[1].text;
    bool shot = command->kind == SCRIPT_SHOT;
    if (!is_name(command->text, shot ? "-_." : "-_/") || *command->text == '.') {
        return wrong(reader, "\"%s\" is no name; use letters, digits and -", command->text);
    }
    return true;
}

/* A day and a time may stand apart. */
static bool read_clock(struct reader *reader, struct script_command *command)
{
    int64_t wall;
    command->text = reader->n < 3 ? reader->words[1].text
                                  : arena_format(&reader->script->arena, "%s %s",
                                                 reader->words[1].text, reader->words[2].text);
    return date_parse_time(command->text, "UTC", &wall) ||
           wrong(reader, "\"%s\" is no date; write 2026-11-21T09:00", command->text);
}

static const struct {
    const char *name;
    int least, most; /* words after the name */
    bool (*read)(struct reader *, struct script_command *);
    const char *usage;
} commands[] = {
    [SCRIPT_TAP] = {"tap", 1, 1, read_text, "tap \"Label\""},
    [SCRIPT_TOUCH] = {"touch", 2, 2, read_places, "touch X Y"},
    [SCRIPT_KEY] = {"key", 1, 1, read_key, "key NAME"},
    [SCRIPT_WAIT] = {"wait", 1, 1, read_wait, "wait 90s"},
    [SCRIPT_SEE] = {"see", 1, 1, read_text, "see \"Text\""},
    [SCRIPT_NOT] = {"not", 1, 1, read_text, "not \"Text\""},
    [SCRIPT_SCREEN] = {"screen", 1, 1, read_word, "screen NAME"},
    [SCRIPT_COUNT] = {"count", 2, 3, read_count, "count COUNTER [ITEM] N"},
    [SCRIPT_SHOT] = {"shot", 1, 1, read_word, "shot NAME"},
    [SCRIPT_LANG] = {"lang", 1, 1, read_word, "lang CODE"},
    [SCRIPT_HOLD] = {"hold", 3, 3, read_hold, "hold X Y SECONDS"},
    [SCRIPT_DRAG] = {"drag", 4, 4, read_places, "drag X1 Y1 X2 Y2"},
    [SCRIPT_CLOCK] = {"clock", 1, 2, read_clock, "clock 2026-11-21T09:00"},
};

/* --- lines */

/* The text in quotes that starts after *at; *at moves behind its end. */
static const char *read_quoted(struct reader *reader, const char **at, const char *end)
{
    char *text = arena_alloc(&reader->script->arena, (size_t)(end - *at) + 1);
    size_t n = 0;
    for (; *at < end && **at != '"'; (*at)++) {
        if (**at == '\\' && end - *at > 1 && ((*at)[1] == '"' || (*at)[1] == '\\')) {
            (*at)++;
        }
        text[n++] = **at;
    }
    if (*at == end) {
        wrong(reader, "a quote is opened and not closed; add a \"");
        return NULL;
    }
    (*at)++;
    return text;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool split(struct reader *reader, const char *at, const char *end)
{
    reader->n = 0;
    for (;;) {
        while (at < end && is_space(*at)) {
            at++;
        }
        if (at == end || *at == '#') {
            return true;
        }
        if (reader->n == WORDS_MAX) {
            return wrong(reader, "too many words; put a text of several in quotes");
        }
        struct word word = {.quoted = *at == '"'};
        if (word.quoted) {
            at++;
            word.text = read_quoted(reader, &at, end);
        } else {
            const char *start = at;
            while (at < end && !is_space(*at) && *at != '#') {
                at++;
            }
            word.text = arena_copy(&reader->script->arena, start, (size_t)(at - start));
        }
        if (!word.text) {
            return false;
        }
        reader->words[reader->n++] = word;
    }
}

static bool read_command(struct reader *reader)
{
    const char *name = reader->words[0].text;
    struct script_command command = {.line = reader->line};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!str_same(commands[i].name, name)) {
            continue;
        }
        if (reader->n - 1 < commands[i].least || reader->n - 1 > commands[i].most) {
            return wrong(reader, "write %s", commands[i].usage);
        }
        command.kind = (enum script_kind)i;
        if (!commands[i].read(reader, &command)) {
            return false;
        }
        arr_push(&reader->script->commands, command);
        return true;
    }
    return wrong(reader,
                 "no command \"%s\"; commands are tap, touch, key, wait, see, not, screen, count, "
                 "shot, lang, hold, drag, clock",
                 name);
}

static bool read_line(struct reader *reader, const char *line, size_t n)
{
    size_t bad = n;
    if (!utf8_check(line, n, &bad) || memchr(line, 0, n)) {
        return wrong(reader, "not UTF-8 text; save the file as UTF-8");
    }
    return split(reader, line, line + n) && (reader->n == 0 || read_command(reader));
}

bool script_read(struct script *script, const char *path, struct err *err)
{
    struct str file = {0};
    struct reader reader = {.script = script, .name = path, .line = 1, .err = err};
    bool read = file_read(path, SCRIPT_FILE_MAX, &file, err);
    const char *at = str_text(&file), *end = at + file.n;
    script->file = arena_string(&script->arena, path);
    if (file.n >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) {
        at += 3;
    }
    for (; read && at < end; reader.line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        read = read_line(&reader, at, (size_t)(stop - at));
        at = stop < end ? stop + 1 : end;
    }
    str_release(&file);
    return read;
}

void script_release(struct script *script)
{
    arr_release(&script->commands);
    arena_release(&script->arena);
    script->file = NULL;
}
