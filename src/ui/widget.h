/* widget.h: what screens are made of. A widget appends its pixels and, if it can be touched, its
 * zone; nothing is kept between frames. */
#ifndef UI_WIDGET_H
#define UI_WIDGET_H

#include "ui/look.h"
#include "ui/text.h"
#include "ui/theme.h"

struct pen { /* what every widget needs to know */
    struct draw_list *list;
    const struct text_fonts *fonts;
    const struct theme *theme;
    const struct look *look;
    bool small;   /* a glass with letters of its own (look.h) */
    double scale; /* the visitor's text size, 1 or more */
};

/* text_size: 0, 1 or 2. */
struct pen pen_of(struct draw_list *list, const struct text_fonts *fonts, const struct theme *theme,
                  const struct look *look, int text_size);

enum icon { /* codes of Material Icons */
            ICON_NONE = 0,
            ICON_BACK = 0xE5C4,
            ICON_FORWARD = 0xE5C8,
            ICON_PAUSE = 0xE034,
            ICON_PLAY = 0xE037,
            ICON_TOUCH = 0xE913,
            ICON_SLIDES = 0xE41B,
            ICON_CODE = 0xEF6B,
            ICON_TEXT = 0xE262,
            ICON_CONTRAST = 0xE427,
            ICON_FINISH = 0xE879,
            ICON_INFO = 0xE88F,
            ICON_HAND = 0xE769,
            ICON_MORE = 0xE5D3,
            ICON_DOWN = 0xE5DB,
            ICON_UP = 0xE5D8,
            ICON_CHECK = 0xE5CA,
            ICON_CLOSE = 0xE5CD,
            ICON_CHEVRON = 0xE5CC,
            ICON_CHEVRON_BACK = 0xE5CB,
            ICON_PHONE_APP = 0xE32C,
            ICON_WALK = 0xE536,
            ICON_AGAIN = 0xE5D5,
            ICON_EYE = 0xE8F4,
            ICON_UNDO = 0xE166,
            ICON_BELL = 0xE7F4,
            ICON_LIST = 0xE896,
            ICON_PERSON = 0xE7FD,
            ICON_SPEAKS = 0xE0CA,
            ICON_STICK = 0xE1E0,
            ICON_ADD = 0xE145,
            ICON_STAND = 0xEA12,
            ICON_CLEAN = 0xF0FF,
            ICON_CHART = 0xE26B,
            ICON_STOP = 0xE8AC,
            ICON_WARNING = 0xE002,
            ICON_WAIT = 0xE88B,
};

enum button_look { LOOK_PRIMARY, LOOK_ACCENT, LOOK_QUIET, LOOK_OUTLINE, LOOK_ALERT };

struct button {
    const char *label;
    const char *spoken; /* NULL: the label */
    uint32_t icon;      /* before the label; ICON_NONE for none */
    bool icon_after;
    enum button_look look;
    int action, arg;
    enum text_role role; /* its height alone: labels are bold */
    double caps_mm;      /* 0: its role's at the visitor's text size */
    bool disabled;
    bool chosen; /* the one of several that is now in force */
};

/* Return a button that asks for that; the second's letters do not grow: its place never moves. */
static inline struct button button_for(const char *label, uint32_t icon, enum button_look look,
                                       int action, int arg)
{
    return (struct button){
        .label = label, .icon = icon, .look = look, .action = action, .arg = arg};
}

static inline struct button button_fixed(const char *label, uint32_t icon, enum button_look look,
                                         int action, int arg)
{
    struct button button = button_for(label, icon, look, action, arg);
    button.role = TEXT_FIXED;
    return button;
}

/* Return pixels. pen_mm() is for the metrics of a widget, in the file that draws it. */
int pen_size(const struct pen *pen, enum measure measure);
int pen_mm(const struct pen *pen, double mm);

/* Returns the height of capitals of that role, before the visitor's text size. */
double pen_role(const struct pen *pen, enum text_role role);

/* Returns the next smaller height of capitals, down to CAPS_BODY. */
double pen_smaller(double caps_mm);

/* Draws a sign in the middle of box. */
void pen_icon(const struct pen *pen, struct rect box, uint32_t icon, enum measure size,
              uint32_t color);

/* A page's room at its left and at its right, in pixels. */
int pen_side(const struct pen *pen);

/* What of that look is written with, and stands on. */
uint32_t pen_ink(const struct pen *pen, enum button_look look);
void pen_ground(const struct pen *pen, struct rect rect, enum button_look look, bool chosen);

/* A text in the ink of the theme where color is 0 (no theme writes in pure black). Heights of
 * capitals are multiplied by the visitor's text size. Returns the height taken. */
struct words {
    const char *text;
    enum text_role role;
    double caps_mm; /* 0: its role's */
    enum text_align align;
    uint32_t color;
};
/* The height of capitals, before the visitor's text size, at which no word of it is wider than that
 * width: what words asks for, or as much less as is needed and can still be read. */
double pen_caps(const struct pen *pen, int width, const struct words *words);
int pen_words(const struct pen *pen, struct rect box, const struct words *words);
int pen_words_height(const struct pen *pen, int width, const struct words *words);
int pen_words_width(const struct pen *pen, const struct words *words); /* on one line, as asked */

/* Draws the words in the middle of the height of box. */
void pen_words_middle(const struct pen *pen, struct rect box, const struct words *words);

/* The least room a button wants: its label on one line, and its height with the label on as many
 * lines as width gives. Never under TARGET_MM. */
int pen_button_width(const struct pen *pen, const struct button *button);
int pen_button_height(const struct pen *pen, const struct button *button, int width);
void pen_button(const struct pen *pen, struct rect rect, const struct button *button);

/* Buttons side by side in rows of equal height, as few rows as their labels allow, over the full
 * width. Draws where draw is true; returns the height. */
int pen_button_rows(const struct pen *pen, struct rect box, const struct button *buttons, int n,
                    bool draw);

/* Draws them at the foot of *rest, which keeps what is left above a gap of so many pixels. */
void pen_button_foot(const struct pen *pen, struct rect *rest, const struct button *buttons, int n,
                     int gap);

/* Makes rect touchable as that button, whose pixels are the caller's. */
void pen_target(const struct pen *pen, struct rect rect, const struct button *button);

#endif
