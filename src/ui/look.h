/* look.h: the sizes of everything on the glass, in one table: letters by
 * what they are for, spaces, and what screens are made of. Whoever changes the look changes look.c
 * and theme.c, and nothing else. Millimetres, before the look's own scale. */
#ifndef UI_LOOK_H
#define UI_LOOK_H

#include "ui/glass.h"

/* The smallest letters: what 60 cm ask for (0.7 degrees, EN 301 549 5.1.4). */
#define CAPS_BODY 7.3

/* The same inside the phone drawn on the glass: what matters there is repeated beside it. */
#define CAPS_DEVICE 5.0

/* What a hand that trembles can hit (facts 6.3). */
#define TARGET_MM     20.0
#define TARGET_GAP_MM 5.0

/* How high above the floor a seated arm reaches (facts 6.4: 1.30 m in public buildings). */
#define REACH_MM 1300.0

/* The side of the corner that leads to the staff's screens, under a resting finger. */
#define CORNER_MM 25.0

enum { TEXT_SIZES = 3, LOOP_STEPS = 4 };

/* What words are for. */
enum text_role {
    TEXT_NOTE,    /* a line or two on a card, or beside something */
    TEXT_BODY,    /* prose, its lines well apart */
    TEXT_STRONG,  /* the same, bold */
    TEXT_LEAD,    /* prose that matters */
    TEXT_HEADING, /* what heads a card, a row, a page */
    TEXT_TITLE,   /* the one thing a page is about; a figure */
    TEXT_TILE,    /* what a large tile leads to */
    TEXT_ASK,     /* the question under the greeting */
    TEXT_BANNER,  /* the greeting; what a sheet over everything says */
    TEXT_COUNT,   /* seconds that pass */
    TEXT_REPLY,   /* what somebody reads aloud from the glass */
    TEXT_OPEN,    /* the main button of a staff's card */
    TEXT_CALL,    /* the button that answers such a sheet */
    TEXT_INVITE,  /* the loop's button, on a glass of GLASS_USUAL; it grows with the glass */
    TEXT_FIXED,   /* a button or a strip whose place never moves: one size of letters for all */
    TEXT_KEY,     /* the digits of the PIN pad */
    TEXT_STAGE,   /* for those who look on, above what is touched; its second line */
    TEXT_STAGE_SAYS,
    TEXT_LOOP_TITLE, /* their heights are loop_title and loop_line */
    TEXT_LOOP_LINE,
    TEXT_DEVICE_BODY, /* inside the phone */
    TEXT_DEVICE_NOTE,
    TEXT_DEVICE_STRONG,
    TEXT_DEVICE_TITLE,
    TEXT_DEVICE_BAR, /* the title above a screen, and where that has no room */
    TEXT_DEVICE_BAR_SMALL,
    TEXT_DEVICE_TAB,
    TEXT_DEVICE_INITIALS,
    TEXT_DEVICE_CHART,
    TEXT_DEVICE_CHART_STRONG,
    TEXT_DEVICE_SIGN, /* "+", "…" */
    TEXT_ROLES
};

struct text_look {
    double caps_mm, small_mm; /* height of a capital; the same on a small glass, which holds less */
    bool bold;
    double leading; /* from line to line, in heights of a capital */
    double most;    /* the visitor's text size multiplies caps_mm by so much at most; 0: by all */
};

/* Lengths by name. */
enum measure {
    SPACE_HAIR,
    SPACE_XS,
    SPACE_S,   /* between what belongs together */
    SPACE_M,   /* between paragraphs */
    SPACE_GAP, /* between targets: never under TARGET_GAP_MM */
    SPACE_L,   /* between parts of a screen */
    SPACE_XL,
    SPACE_XXL,
    SIZE_TARGET, /* what is touched: never under TARGET_MM */
    SIZE_RULE,   /* a line between two parts */
    SIZE_LINE,   /* an outline, and a bolder one */
    SIZE_EDGE,
    SIZE_RADIUS, /* of rows and fields; of buttons and cards; of sheets; of the phone */
    SIZE_ROUND,
    SIZE_SHEET,
    SIZE_CASE,
    SIZE_SIGN, /* signs */
    SIZE_SIGN_SMALL,
    SIZE_SIGN_KEY,
    SIZE_SIGN_LARGE,
    SIZE_DOT,      /* a digit of the PIN */
    SIZE_SEGMENT,  /* the height of a progress bar of the loop */
    SIZE_ARM,      /* the widest that an arm sweeps: a wider glass has it in the middle */
    SIZE_REACH,    /* the highest of what is worked with, where nobody says how the glass hangs */
    SIZE_TOP,      /* a slide without a picture begins so far down */
    SIZE_FOOT,     /* what the loop's foot takes, for borne check */
    SIZE_PAIR,     /* cards stand side by side from that width on */
    SIZE_CARD,     /* the least width of a card with buttons; the widest such page's half */
    SIZE_CARD_MOST,
    SIZE_CARD_GROWS, /* and how much higher than it must be */
    SIZE_PLUS,       /* "+1" and its undo */
    SIZE_UNDO,
    SIZE_KEY_WIDE, /* the keys of the keyboard and of the PIN pad at most */
    SIZE_KEY_TALL,
    SIZE_PAD_KEY,
    SIZE_PAD,
    SIZE_CODE_MOST, /* a code of totals; what must be left of a glass that shows it smaller */
    SIZE_CODE_ROOM,
    SIZE_CODE_TALL, /* from that height on a code has modules for a metre */
    SIZE_FIGURE,    /* a column of figures at least */
    SIZE_BAR,       /* the bars of an hour; the chart's heights; an hour's width */
    SIZE_CHART_LEAST,
    SIZE_CHART_MOST,
    SIZE_HOUR,
    SIZE_WALK_LEAST, /* the band of what is touched; the widest walk; coach beside phone from */
    SIZE_WALK_MOST,
    SIZE_WALK_BESIDE,
    SIZE_COACH, /* two of its buttons side by side */
    SIZE_ONLOOKERS,
    SIZE_PHONE_LEAST,
    SIZE_PHONE_WIDE,
    SIZE_PHONE_LOW,  /* a row to turn pages would cost a third of it */
    SIZE_PHONE_BODY, /* beside a rail with names */
    SIZE_PHONE_PAD,
    SIZE_PHONE_TAB,
    SIZE_PHONE_TAB_SIGN, /* without a name */
    SIZE_PHONE_BADGE,
    SIZE_PHONE_CHART,
    SIZE_PHONE_CHART_LARGE, /* with large letters */
    SIZE_PHONE_CHART_MOST,
    SIZE_PHONE_TRACE,
    SIZE_PHONE_DAY,
    SIZE_PHONE_DAY_LARGE,
    SIZE_PHONE_PICTURE,
    MEASURES
};

struct look {
    /* Multiplies all of it; letters and targets keep what eyes and hands need. */
    double scale;
    /* What the visitor's text size multiplies letters by; on a small glass. */
    double growth[TEXT_SIZES], growth_small[TEXT_SIZES];
    struct text_look text[TEXT_ROLES];
    double mm[MEASURES];
    /* The loop's letters from the largest down, on a glass of GLASS_USUAL; the room between its
     * paragraphs in heights of a capital, and on a low glass. */
    double loop_title[LOOP_STEPS], loop_line[LOOP_STEPS];
    double loop_gap, loop_gap_low;
};

extern const struct look look_usual;

/* Returns the height of capitals in millimetres, never under what can be read there. */
double look_caps(const struct look *look, enum text_role role, bool small);

/* Returns the length in millimetres, never under what a hand needs where it is a target's. */
double look_mm(const struct look *look, enum measure measure);

#endif
