/* demo.h: the demo app as data: invented people, screens made of a few widgets, guided missions.
 *
 * Everything comes from slides/LANG/app/ (slides/README.md teaches the format): personas.yaml, the
 * shell in app.yaml, screens in every other *.yaml, missions in missions/NN-ID.yaml. A label or a
 * screen that changes in the real application is changed there, not here.
 *
 * Texts may hold {braces} and conditions; both stay as written and are read when a screen is drawn
 * (demo_play.h), after demo_check_screens() has proved that every name in them exists. Everything
 * lives in the content's arena. */
#ifndef CONTENT_DEMO_H
#define CONTENT_DEMO_H

#include "content/content.h"

enum {
    DEMO_TABS = 5,
    DEMO_OPTIONS_MAX = 12,
    DEMO_ANSWERS_MAX = 4,
    DEMO_LEARNT_MAX = 3,
    DEMO_STEPS_MAX = 20,
    DEMO_PARTS_MAX = 40, /* widgets on one screen, lists unrolled */
    DEMO_ITEMS_MAX = 40, /* in one list of one persona, as written */
};

struct demo_field {
    const char *key, *value;
    int line;
};

struct demo_fields {
    const struct demo_field *at;
    int n;
};

/* --- people --- */

struct demo_item {  /* a document, a message, a vaccine… */
    const char *id; /* "" where it has none */
    struct demo_fields fields;
    int line;
};

struct demo_list {
    const char *name;
    const struct demo_item *items;
    int n, line;
};

struct demo_persona {
    const char *id, *name;     /* name: Marcel EXEMPLE */
    struct demo_fields values; /* what the app remembers of them apart from lists */
    const struct demo_list *lists;
    int list_count, line;
};

/* --- what a touch does --- */

enum demo_act_kind {
    DEMO_OPEN,    /* a screen, named by `text` (braces allowed); a tab's screen forgets the way
                     back; `item`: its item, by id (braces allowed), NULL: the one at hand */
    DEMO_BACK,    /* to the screen named by `text`, "" for the one before; closes a sheet */
    DEMO_SET,     /* fields of the item at hand */
    DEMO_LET,     /* values of the persona */
    DEMO_ADD,     /* an item with these fields to the list `text`; one of the same id is replaced;
                     it becomes the item at hand */
    DEMO_REMOVE,  /* the item at hand */
    DEMO_SAY,     /* `text` in the panel beside the phone */
    DEMO_REFUSE,  /* the one sentence for what a kiosk must not do */
    DEMO_PERSONA, /* goes on as the persona named by `text`, on the first screen */
    DEMO_ACTS
};

struct demo_act {
    enum demo_act_kind kind;
    const char *text, *item;
    struct demo_fields fields;
    int line;
    const struct demo_act *next;
};

/* --- screens --- */

enum demo_widget_kind {
    DEMO_TITLE,    /* a heading between widgets */
    DEMO_TEXT,     /* a paragraph */
    DEMO_NOTICE,   /* a tinted paragraph with an icon; not touched */
    DEMO_FIELD,    /* a line of a form, already filled in: text and value */
    DEMO_CARD,     /* a large row that stands out; touched if it does something */
    DEMO_ROW,      /* icon, text, says, mark; touched if it does something */
    DEMO_LIST,     /* one row for each item of the list `text` */
    DEMO_BUBBLES,  /* one speech bubble for each item of the list `text` */
    DEMO_BUTTON,   /* text, icon, look */
    DEMO_CHOICE,   /* one button for each option; keeps the chosen one's value under `text` */
    DEMO_TOGGLE,   /* a switch: keeps oui or non under `value` */
    DEMO_PICTURE,  /* of slides/pictures */
    DEMO_CHART,    /* the points of the list `text`: fields day and value */
    DEMO_CALENDAR, /* three weeks with the days of the list `text` marked */
    DEMO_WIDGETS
};

enum demo_look { DEMO_QUIET, DEMO_MAIN, DEMO_ALERT };

struct demo_option {
    const char *label, *value;
};

struct demo_widget {
    enum demo_widget_kind kind;
    int line;
    const char *text;    /* what stands after the widget's name */
    const char *says;    /* second line; the rest of these may be NULL too */
    const char *mark;    /* a short tag at the end: "nouveau" */
    const char *value;   /* field: what is filled in; toggle: the value's name; chart: unused */
    const char *icon;    /* name, or braces */
    const char *row;     /* list: the first line of a row; bubbles: what is said */
    const char *empty;   /* list, bubbles: what to say of nothing */
    const char *by;      /* bubbles: who speaks */
    const char *mine;    /* bubbles: the condition under which the persona speaks */
    const char *where;   /* list, bubbles, chart, calendar: the condition an item keeps */
    const char *sort;    /* list: the field; day: newest first; braces allowed */
    const char *first;   /* list: the condition of those that stand first */
    const char *unit;    /* chart */
    const char *alt;     /* picture */
    const char *picture; /* row, card, list: a small drawing instead of the icon; braces allowed */
    const char *cond;    /* `if` */
    int at_most;         /* list: 0 for all */
    double height;       /* picture: mm; 0 for the widget's own */
    enum demo_look look;
    struct demo_option options[DEMO_OPTIONS_MAX];
    int option_count;
    const struct demo_act *acts; /* `do` */
};

enum demo_screen_kind {
    DEMO_PAGE,  /* with the bar below, and above it the way back or the persona's disc and the bell
                 */
    DEMO_PLAIN, /* before signing in, or one task: nothing but the way back */
    DEMO_SHEET, /* slides over the page it was opened from */
};

struct demo_screen {
    const char *id, *title;
    const char *file;
    int line;
    enum demo_screen_kind kind;
    const char *tab;  /* the id of the screen whose tab is lit; NULL: none */
    const char *tell; /* one sentence about it, for those who walk freely; "" */
    const char *of;   /* the list its item comes from; NULL: it has none */
    const struct demo_widget *widgets;
    int widget_count;
};

struct demo_tab {
    const char *label, *icon, *screen;
    int line;
};

/* --- missions --- */

struct demo_answer {  /* a target that leads on */
    const char *tap;  /* the label of the control */
    const char *then; /* said once it is done; "" */
};

struct demo_step {
    int line;
    const char *on;  /* the screen it takes place on */
    const char *say; /* what to touch */
    const char *why; /* ""; one more sentence */
    struct demo_answer answers[DEMO_ANSWERS_MAX];
    int answer_count; /* 1, or more where all are right */
};

struct demo_mission {
    const char *id, *file;
    const char *title, *learn; /* learn: what one will know afterwards */
    const char *icon;
    const char *persona;
    int minutes;                    /* about */
    const char *start, *start_item; /* the screen it begins on; the item or NULL */
    const struct demo_act *before;  /* done silently at the start */
    const struct demo_step *steps;
    int step_count;
    const char *learnt[DEMO_LEARNT_MAX]; /* of the end card */
    int learnt_count;
    const char *link; /* id of the QR code of the end card */
    struct {
        int start, item, steps;
    } lines; /* of these keys, for messages */
};

struct demo {
    const char *file; /* app.yaml */
    struct demo_tab tabs[DEMO_TABS];
    int tab_count;
    const char *start;                                /* the first screen of a walk */
    const char *avatar_label, *avatar_screen;         /* the persona's disc */
    const char *bell_label, *bell_screen, *bell_list; /* bell_list: its unread items are counted */
    const char *back_label, *close_label;
    const char *refuse; /* what a kiosk must not do */
    struct {
        int start, avatar, bell;
    } lines; /* of these keys, for messages */
    const struct demo_persona *personas;
    int persona_count;
    const struct demo_screen *screens; /* without those whose switch is off */
    int screen_count;
    const struct demo_mission *missions; /* in the order of their files, without fault */
    int mission_count;
};

/* Reads slides/LANG/app, of fr for what the language lacks (file by file). Problems are told with
 * their line; what is faulty is left out. NULL where nothing remains that could be shown. */
const struct demo *demo_read(struct content *content, const struct content_world *world,
                             struct problems *problems);

const struct demo_screen *demo_screen(const struct demo *demo, const char *id); /* NULL if none */
const struct demo_persona *demo_persona(const struct demo *demo, const char *id);
const struct demo_mission *demo_mission(const struct demo *demo, const char *id);
const char *demo_field(const struct demo_fields *fields, const char *key); /* NULL if none */

/* The code of an icon of that name in the icon font; 0 if Borne has none of that name. */
uint32_t demo_icon(const char *name);

#endif
