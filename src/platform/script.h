/* script.h: a scripted visit (tests/visits/NAME.visit) read into commands. One command a line, '#'
 * starts a comment. `borne play` plays them against the application on a clock that does not wait.
 *
 *   tap "Label"    touch X Y     key NAME      wait 90s (also 500ms, 2min, 3h)
 *   see "Text"     not "Text"    screen NAME   count COUNTER [ITEM] N
 *   shot NAME      lang CODE     hold X Y SECONDS          drag X1 Y1 X2 Y2
 *   clock DATE-TIME (2026-11-21T09:00, the kiosk's zone)
 *
 * Texts stand in "", with \" and \\ inside. Keys: left right up down tab back enter backspace
 * pageup pagedown 0…9. An ITEM of "" is the counter's row without item. A +1 of the staff's taken
 * back counts in the item "undone". */
#ifndef PLATFORM_SCRIPT_H
#define PLATFORM_SCRIPT_H

#include "app/event.h"
#include "base/arena.h"
#include "base/arr.h"
#include "base/err.h"
#include "ui/draw.h"

enum script_kind {
    SCRIPT_TAP,
    SCRIPT_TOUCH,
    SCRIPT_KEY,
    SCRIPT_WAIT,
    SCRIPT_SEE,
    SCRIPT_NOT,
    SCRIPT_SCREEN,
    SCRIPT_COUNT,
    SCRIPT_SHOT,
    SCRIPT_LANG,
    SCRIPT_HOLD,
    SCRIPT_DRAG,
    SCRIPT_CLOCK
};

struct script_command {
    enum script_kind kind;
    int line;
    const char *text; /* label, text, screen, counter, shot name, language, date-time */
    const char *item; /* COUNT: the item, NULL for all */
    enum event_key key;
    char digit;     /* KEY: of KEY_DIGIT */
    int64_t number; /* WAIT, HOLD: milliseconds; COUNT: the expected n */
    int x1, y1, x2, y2;
};

struct script {
    struct arena arena;
    const char *file;
    ARR(struct script_command) commands;
};

/* Reads and checks the whole file into script, which is all zero or released. Returns false, with
 * the message FILE:LINE: what, how to mend it. Release the script in either case. */
bool script_read(struct script *script, const char *path, struct err *err);

/* Frees what the script holds. */
void script_release(struct script *script);

/* Returns what a visitor would touch under that label, valid as long as list: the enabled zone so
 * named (exactly, else the one whose label holds it) that is not covered in its middle, at least
 * min_mm millimetres on both sides (half a pixel is forgiven) unless it is the whole glass. Spaces
 * and apostrophes of any kind are alike, and so are capitals and small letters. NULL otherwise,
 * with a message that names no line. */
const struct zone *script_find(const struct draw_list *list, const char *label, double min_mm,
                               struct err *err);

/* Returns true if some text on the glass holds this one, compared as script_find() does. */
bool script_sees(const struct draw_list *list, const char *text);

#endif
