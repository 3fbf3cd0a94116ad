/* look.h: the sizes of everything on the glass, in two tables: letters by what they are for;
 * spaces, and what screens are made of. Whoever changes the look changes these, look.c and theme.h,
 * and nothing else. Millimetres, before the look's own scale. */
#ifndef UI_LOOK_H
#define UI_LOOK_H

#include "ui/glass.h"

/* The smallest letters: what 60 cm ask for (0.7 degrees, EN 301 549 5.1.4). */
#define CAPS_BODY 7.3

/* The same inside the phone drawn on the glass: what matters there is repeated beside it. */
#define CAPS_DEVICE 5.0

/* What a hand that trembles can hit (WCAG 2.2 2.5.5 asks 11.6 mm; ours is more). */
#define TARGET_MM     20.0
#define TARGET_GAP_MM 5.0

/* How high above the floor a seated arm reaches (1.30 m: French rules for public buildings). */
#define REACH_MM 1300.0

/* The side of the corner that leads to the staff's screens, under a resting finger. */
#define CORNER_MM 25.0

enum { TEXT_SIZES = 3, LOOP_STEPS = 4 };

/* What words are for, each with its struct text_look. */
#define LOOK_ROLES(X)                                                                              \
    X(TEXT_NOTE, CAPS_BODY, CAPS_BODY, false, 1.8, 0)  /* a line or two beside something */        \
    X(TEXT_BODY, CAPS_BODY, CAPS_BODY, false, 2.1, 0)  /* prose, its lines well apart */           \
    X(TEXT_STRONG, CAPS_BODY, CAPS_BODY, true, 1.8, 0) /* the same, bold */                        \
    X(TEXT_LEAD, 9, 8, false, 1.9, 0)                  /* prose that matters */                    \
    X(TEXT_HEADING, 9, 8, true, 1.75, 0)               /* what heads a card, a row, a page */      \
    X(TEXT_TITLE, 12.5, 9.5, true, 1.75, 0) /* the one thing a page is about; a figure */          \
    X(TEXT_TILE, 10.8, 9.6, true, 1.75, 0)  /* what a large tile leads to */                       \
    X(TEXT_ASK, 9.9, 8.8, false, 1.9, 0)    /* the question under the greeting */                  \
    X(TEXT_BANNER, 15, 11.4, true, 1.75, 0) /* the greeting; what a sheet over everything says */  \
    X(TEXT_COUNT, 25, 19, true, 1.75, 0)    /* seconds that pass */                                \
    X(TEXT_REPLY, 13.75, 10.45, false, 1.9, 0) /* what somebody reads aloud */                     \
    X(TEXT_OPEN, 9, 8, true, 1.75, 1)          /* the main button of a staff's card */             \
    X(TEXT_CALL, 10.35, 9.2, true, 1.75, 0)    /* the button that answers such a sheet */          \
    X(TEXT_INVITE, 8.6, 8.6, true, 1.75, 1)    /* the loop's button; it grows with the glass */    \
    X(TEXT_FIXED, CAPS_BODY, CAPS_BODY, true, 1.75, 1) /* its place never moves: one size */       \
    X(TEXT_KEY, 12.5, 9.5, true, 1.75, 1)              /* the digits of the PIN pad */             \
    X(TEXT_STAGE, 20, 15.2, true, 1.75, 1) /* for those who look on; its second line */            \
    X(TEXT_STAGE_SAYS, 15, 11.4, false, 1.9, 1)                                                    \
    X(TEXT_LOOP_TITLE, CAPS_BODY, CAPS_BODY, true, 1.75, 0) /* its height is loop_title */         \
    X(TEXT_LOOP_LINE, CAPS_BODY, CAPS_BODY, false, 1.85, 0)                                        \
    X(TEXT_DEVICE_BODY, 5.2, 5.2, false, 1.85, 0) /* inside the phone */                           \
    X(TEXT_DEVICE_NOTE, CAPS_DEVICE, CAPS_DEVICE, false, 1.75, 0)                                  \
    X(TEXT_DEVICE_STRONG, CAPS_DEVICE, CAPS_DEVICE, true, 1.75, 0)                                 \
    X(TEXT_DEVICE_TITLE, 5.8, 5.8, true, 1.75, 0)                                                  \
    X(TEXT_DEVICE_BAR, 6.4, 6.4, true, 1.6, 1.25) /* above a screen, and where that has no room */ \
    X(TEXT_DEVICE_BAR_SMALL, CAPS_DEVICE, CAPS_DEVICE, true, 1.6, 1)                               \
    X(TEXT_DEVICE_TAB, 5.2, 5.2, true, 1.6, 1)                                                     \
    X(TEXT_DEVICE_INITIALS, 6, 6, true, 1.75, 1)                                                   \
    X(TEXT_DEVICE_CHART, CAPS_DEVICE, CAPS_DEVICE, false, 1.6, 1.25)                               \
    X(TEXT_DEVICE_CHART_STRONG, CAPS_DEVICE, CAPS_DEVICE, true, 1.6, 1.25)                         \
    X(TEXT_DEVICE_SIGN, 9, 9, true, 1.75, 0) /* "+", "…" */

enum text_role {
#define LOOK_NAME(name, ...) name,
    LOOK_ROLES(LOOK_NAME)
#undef LOOK_NAME
        TEXT_ROLES
};

struct text_look {
    double caps_mm, small_mm; /* height of a capital; the same on a small glass, which holds less */
    bool bold;
    double leading; /* from line to line, in heights of a capital */
    double most;    /* the visitor's text size multiplies caps_mm by so much at most; 0: by all */
};

/* Lengths by name. */
#define LOOK_MEASURES(X)                                                                           \
    X(SPACE_HAIR, 1)                                                                               \
    X(SPACE_XS, 2)                                                                                 \
    X(SPACE_S, 3)               /* between what belongs together */                                \
    X(SPACE_M, 4)               /* between paragraphs */                                           \
    X(SPACE_GAP, TARGET_GAP_MM) /* between targets: never under TARGET_GAP_MM */                   \
    X(SPACE_L, 8)               /* between parts of a screen */                                    \
    X(SPACE_XL, 12)                                                                                \
    X(SIZE_TARGET, TARGET_MM) /* what is touched: never under TARGET_MM */                         \
    X(SIZE_RULE, 0.5)         /* a line between two parts */                                       \
    X(SIZE_LINE, 0.6)         /* an outline, and a bolder one */                                   \
    X(SIZE_EDGE, 0.8)                                                                              \
    X(SIZE_RADIUS, 4) /* of rows and fields; of buttons and cards; of sheets; of the phone */      \
    X(SIZE_ROUND, 5)                                                                               \
    X(SIZE_SHEET, 8)                                                                               \
    X(SIZE_CASE, 12)                                                                               \
    X(SIZE_SIGN, 10) /* signs */                                                                   \
    X(SIZE_SIGN_SMALL, 9)                                                                          \
    X(SIZE_SIGN_KEY, 14)                                                                           \
    X(SIZE_SIGN_LARGE, 44)                                                                         \
    X(SIZE_DOT, 9)       /* a digit of the PIN */                                                  \
    X(SIZE_SEGMENT, 2.4) /* the height of a progress bar of the loop */                            \
    X(SIZE_ARM, 660)     /* the widest that an arm sweeps: a wider glass has it in the middle */   \
    X(SIZE_REACH, 440)   /* the highest of what is worked with, where nobody says how it hangs */  \
    X(SIZE_TOP, 32)      /* a slide without a picture begins so far down */                        \
    X(SIZE_FOOT, 40)     /* what the loop's foot takes, for borne check */                         \
    X(SIZE_PAIR, 300)    /* cards stand side by side from that width on */                         \
    X(SIZE_CARD, 150)    /* the least width of a card with buttons; the widest such page's half */ \
    X(SIZE_CARD_MOST, 660)                                                                         \
    X(SIZE_CARD_GROWS, 16) /* and how much higher than it must be */                               \
    X(SIZE_PLUS, 46)       /* "+1" and its undo */                                                 \
    X(SIZE_UNDO, 56)                                                                               \
    X(SIZE_KEY_WIDE, 34) /* the keys of the keyboard and of the PIN pad at most */                 \
    X(SIZE_KEY_TALL, 26)                                                                           \
    X(SIZE_PAD_KEY, 34)                                                                            \
    X(SIZE_PAD, 200)                                                                               \
    X(SIZE_CODE_MOST, 420) /* a code of totals; the room left beside it, else it is smaller */     \
    X(SIZE_CODE_ROOM, 80)                                                                          \
    X(SIZE_CODE_TALL, 300) /* from that height on a code has modules for a metre */                \
    X(SIZE_FIGURE, 14)     /* a column of figures at least */                                      \
    X(SIZE_BAR, 13)        /* the bars of an hour; the chart's heights; an hour's width */         \
    X(SIZE_CHART_LEAST, 64)                                                                        \
    X(SIZE_CHART_MOST, 190)                                                                        \
    X(SIZE_HOUR, 70)                                                                               \
    X(SIZE_WALK_LEAST, 250) /* the band of what is touched; the widest walk; coach beside from */  \
    X(SIZE_WALK_MOST, 620)                                                                         \
    X(SIZE_WALK_BESIDE, 430)                                                                       \
    X(SIZE_COACH, 172) /* two of its buttons side by side */                                       \
    X(SIZE_ONLOOKERS, 30)                                                                          \
    X(SIZE_PHONE_LEAST, 150)                                                                       \
    X(SIZE_PHONE_WIDE, 215)                                                                        \
    X(SIZE_PHONE_LOW, 120)  /* a row to turn pages would cost a third of it */                     \
    X(SIZE_PHONE_BODY, 160) /* beside a rail with names */                                         \
    X(SIZE_PHONE_PAD, 2.5)                                                                         \
    X(SIZE_PHONE_TAB, 26)                                                                          \
    X(SIZE_PHONE_TAB_SIGN, 12) /* without a name */                                                \
    X(SIZE_PHONE_BADGE, 11)                                                                        \
    X(SIZE_PHONE_CHART, 62)                                                                        \
    X(SIZE_PHONE_CHART_LARGE, 71) /* with large letters */                                         \
    X(SIZE_PHONE_CHART_MOST, 100)                                                                  \
    X(SIZE_PHONE_TRACE, 1.2)                                                                       \
    X(SIZE_PHONE_DAY, 12)                                                                          \
    X(SIZE_PHONE_DAY_LARGE, 15)                                                                    \
    X(SIZE_PHONE_PICTURE, 70)

enum measure {
#define LOOK_NAME(name, ...) name,
    LOOK_MEASURES(LOOK_NAME)
#undef LOOK_NAME
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
