/* draw.h: a frame as data.
 *
 * A screen appends commands, and with what can be touched a zone. From the same list come the
 * pixels, hit testing, the keypad's focus order, the words read aloud, the tests' `tap "Label"`,
 * the text goldens and the question "did anything change?". Nothing in it points outside: texts
 * live in the list's arena, pictures are named by their path.
 *
 * Everything is laid out from left to right; for a right-to-left language draw_end() mirrors the
 * finished list once (pictures and codes move but are not themselves turned over). */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "base/arena.h"
#include "base/arr.h"
#include "base/str.h"
#include "ui/glass.h"
#include "ui/rect.h"

#include <stdint.h>

/* The font files a text may use, in `platform/font.c`. */
enum face {
    FACE_LATIN,
    FACE_LATIN_BOLD,
    FACE_WIDE, /* any script but Arabic */
    FACE_WIDE_BOLD,
    FACE_ARABIC,
    FACE_ARABIC_BOLD,
    FACE_ICONS,
    FACES
};

enum draw_kind {
    DRAW_BOX,     /* a filled or outlined rectangle with round corners */
    DRAW_TEXT,    /* one run: one face, one direction */
    DRAW_PICTURE, /* a file, scaled to cover its rectangle, the middle kept */
    DRAW_CODE     /* a QR code: black modules on white */
};

struct draw_command {
    enum draw_kind kind;
    struct rect rect;       /* a text's is its line box: full advance by ascent + descent */
    uint32_t color;         /* 0xRRGGBB */
    int radius;             /* box and picture: of the corners, pixels */
    int border;             /* box: width of the outline, drawn inside; 0: filled */
    enum face face;         /* text */
    int size;               /* text: em, pixels */
    bool rtl;               /* text: shaped from right to left */
    const char *text;       /* text: the run, logical order; picture: its path */
    const uint8_t *modules; /* code: side * side bytes, 1 is black, margin included */
    int side;               /* code: modules on a side, margin included */
};

enum role { ROLE_NONE, ROLE_BUTTON, ROLE_SURFACE /* the whole glass: wakes, stays */ };

struct zone {
    struct rect rect;
    int action, arg; /* the application's; the pair names the target */
    enum role role;
    const char *label;  /* what is written on it */
    const char *spoken; /* what is read aloud; the label where it says enough */
    bool enabled;
};

/* A text as the visitor reads it: for tests, read-aloud and goldens. */
struct draw_words {
    struct rect box; /* the room it was given */
    struct rect ink; /* the lines it took */
    const char *text;
    double caps_mm; /* the height of its capitals */
    uint32_t color;
    int lines;
    int last_words; /* words on the last line of several, and its width: one short word alone is */
    int last_width; /* an orphan */
};

struct draw_list {
    struct arena arena;
    struct glass glass;
    uint32_t background;
    struct rect
        device;  /* a phone drawn on the glass: its letters may be smaller (audit.h); or empty */
    int fade_ms; /* how long the change to this frame may be blended; 0: at once */
    ARR(struct draw_command) commands;
    ARR(struct zone) zones;
    ARR(struct draw_words) words;
    ARR(struct draw_command) soon; /* pictures worth decoding before they are needed */
};

void draw_begin(struct draw_list *list, const struct glass *glass, uint32_t background);
void draw_box(struct draw_list *list, struct rect rect, uint32_t color, int radius);
void draw_border(struct draw_list *list, struct rect rect, uint32_t color, int radius, int border);
void draw_run(struct draw_list *list, struct rect rect, enum face face, int size, uint32_t color,
              bool rtl, const char *text, size_t n);
void draw_picture(struct draw_list *list, struct rect rect, int radius, const char *path);
void draw_soon(struct draw_list *list, struct rect rect, const char *path);
void draw_code(struct draw_list *list, struct rect rect, const uint8_t *modules, int side);
void draw_zone(struct draw_list *list, const struct zone *zone);        /* texts are copied */
void draw_said(struct draw_list *list, const struct draw_words *words); /* text is copied */
void draw_end(struct draw_list *list);
void draw_release(struct draw_list *list);

/* The rectangles where the two differ, at most max, inside the glass; returns how many. The whole
 * glass where they cannot be compared. */
size_t draw_changes(const struct draw_list *a, const struct draw_list *b, struct rect *out,
                    size_t max);

/* The zone on top at this place; NULL where there is none. Disabled ones cover what is below. */
const struct zone *draw_zone_at(const struct draw_list *list, int x, int y);

#endif
